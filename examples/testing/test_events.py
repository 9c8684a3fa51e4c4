from aws_lambda_powertools.testing import LambdaContextFactory, events
from aws_lambda_powertools.utilities.data_classes import SQSEvent
from aws_lambda_powertools.utilities.data_classes.cognito_user_pool_event import PreSignUpTriggerEvent


# --8<-- [start:events]
def test_events_are_those_of_the_services():
    queue = SQSEvent(events.sqs(bodies=[{"id": 1}, {"id": 2}]))
    assert [record.json_body["id"] for record in queue.records] == [1, 2]

    request = events.api_gateway_rest("POST", "/orders", json={"sku": "tea"}, claims={"sub": "jane"})
    assert request["requestContext"]["authorizer"]["claims"] == {"sub": "jane"}

    sign_up = PreSignUpTriggerEvent(events.cognito_pre_sign_up({"email": "jane@example.com"}))
    assert sign_up.request.user_attributes["email"] == "jane@example.com"
    # --8<-- [end:events]


# --8<-- [start:contexts]
contexts = LambdaContextFactory(function_name="orders", memory_limit_in_mb=512)


def test_a_context_counts_down():
    context = contexts(remaining_time_in_millis=1000, tenant_id="blue")

    assert context.get_remaining_time_in_millis() <= 1000
    assert (context.function_name, context.tenant_id) == ("orders", "blue")
    assert context.aws_request_id != contexts().aws_request_id
    # --8<-- [end:contexts]
