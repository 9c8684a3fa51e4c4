from aws_lambda_powertools.utilities.data_classes import (
    APIGatewayAuthorizerResponse,
    APIGatewayAuthorizerTokenEvent,
    event_source,
)
from aws_lambda_powertools.utilities.data_classes.api_gateway_authorizer_event import DENY_ALL_RESPONSE, HttpVerb
from aws_lambda_powertools.utilities.typing import LambdaContext

USERS = {"token-of-jane": "jane"}


@event_source(data_class=APIGatewayAuthorizerTokenEvent)
def lambda_handler(event: APIGatewayAuthorizerTokenEvent, context: LambdaContext) -> dict:
    user = USERS.get(event.authorization_token)
    if user is None:
        return DENY_ALL_RESPONSE
    answer = APIGatewayAuthorizerResponse.from_route_arn(event.method_arn, principal_id=user, context={"user": user})
    answer.allow_route(HttpVerb.GET.value, "/orders/*")
    return answer.asdict()
