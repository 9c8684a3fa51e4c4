from aws_lambda_powertools import Logger, Metrics, Tracer
from aws_lambda_powertools.utilities import parameters
from aws_lambda_powertools.utilities.typing import LambdaContext

logger = Logger(service="shop")
metrics = Metrics(namespace="Shop", service="shop")
tracer = Tracer(service="shop")


@tracer.capture_method(capture_response=False)
def charge(amount: float) -> None:
    if amount > float(parameters.get_parameter("/shop/limit")):
        raise ValueError("above the limit")
    tracer.put_annotation("Amount", amount)


@logger.inject_lambda_context
@tracer.capture_lambda_handler
@metrics.log_metrics
def lambda_handler(event: dict[str, float], context: LambdaContext) -> dict[str, bool]:
    logger.info("order received", amount=event["amount"])
    try:
        charge(event["amount"])
    except ValueError:
        logger.exception("order refused")
        metrics.add_metric(name="OrdersRefused", unit="Count", value=1)
        return {"paid": False}
    metrics.add_metric(name="OrdersPaid", unit="Count", value=1)
    return {"paid": True}
