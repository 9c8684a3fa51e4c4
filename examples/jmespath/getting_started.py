from aws_lambda_powertools.utilities.jmespath_utils import query
from aws_lambda_powertools.utilities.typing import LambdaContext


def lambda_handler(event: dict, context: LambdaContext) -> dict:
    order = query(event, "powertools_json(body)")
    skus = query(order, "lines[*].sku")
    return {"orderId": order["orderId"], "skus": skus}
