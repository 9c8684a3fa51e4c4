from aws_lambda_powertools.utilities.data_classes import event_source
from aws_lambda_powertools.utilities.data_classes.cognito_user_pool_event import PreSignUpTriggerEvent
from aws_lambda_powertools.utilities.typing import LambdaContext


@event_source(data_class=PreSignUpTriggerEvent)
def lambda_handler(event: PreSignUpTriggerEvent, context: LambdaContext) -> dict:
    if event.request.user_attributes["email"].endswith("@example.com"):
        event.response.auto_confirm_user = True
    return event.raw_event
