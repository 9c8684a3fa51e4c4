from aws_lambda_powertools.utilities.data_classes import APIGatewayProxyEvent, event_source
from aws_lambda_powertools.utilities.typing import LambdaContext


@event_source(data_class=APIGatewayProxyEvent)
def lambda_handler(event: APIGatewayProxyEvent, context: LambdaContext) -> dict:
    order = event.json_body
    language = event.headers.get("Accept-Language", "en")
    return {"statusCode": 200, "body": f"{event.path} {order['id']} {language}"}
