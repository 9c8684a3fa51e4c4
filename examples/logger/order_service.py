from aws_lambda_powertools import Logger
from aws_lambda_powertools.utilities.typing import LambdaContext

logger = Logger(service="order-service")


@logger.inject_lambda_context(log_event=True)
def handler(event: dict, context: LambdaContext) -> dict:
    logger.info("Processing order")

    order_id = event.get("order_id", "unknown")
    logger.append_keys(order_id=order_id)
    logger.info("Fetching order details")

    try:
        result = process_order(event)
        logger.info("Order processed successfully", extra={"result": result})
        return {"statusCode": 200, "body": result}
    except Exception:
        logger.exception("Failed to process order")
        return {"statusCode": 500, "body": "Internal error"}


def process_order(event: dict) -> dict:
    logger.info("Validating order items")
    if not event.get("items"):
        raise ValueError("an order needs items")
    return {"status": "completed"}
