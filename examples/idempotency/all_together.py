from aws_lambda_powertools import Logger, Metrics, Tracer
from aws_lambda_powertools.metrics import MetricUnit
from aws_lambda_powertools.utilities.idempotency import (
    DynamoDBPersistenceLayer,
    IdempotencyConfig,
    idempotent_function,
)
from aws_lambda_powertools.utilities.typing import LambdaContext
from aws_lambda_powertools.utilities.validation import validator

logger = Logger(service="orders")
tracer = Tracer(service="orders")
metrics = Metrics(namespace="Shop", service="orders")

layer = DynamoDBPersistenceLayer(table_name="idempotency")
config = IdempotencyConfig(event_key_jmespath="order_id")

ORDER = {"type": "object", "required": ["order_id"], "properties": {"order_id": {"type": "string"}}}


@metrics.log_metrics
@tracer.capture_lambda_handler
@logger.inject_lambda_context
@validator(inbound_schema=ORDER)
def lambda_handler(event: dict, context: LambdaContext) -> dict:
    return process_order(event)


@idempotent_function(data_keyword_argument="order", config=config, persistence_store=layer)
@tracer.capture_method
def process_order(order: dict) -> dict:
    logger.append_keys(order_id=order["order_id"])
    logger.info("Processing the order")
    metrics.add_metric(name="OrderProcessed", unit=MetricUnit.Count, value=1)
    return {"statusCode": 200, "body": {"order_id": order["order_id"], "status": "processed"}}
