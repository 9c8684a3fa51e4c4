"""Events as the services of AWS send them, one factory a source; the same arguments always give the same event."""

from __future__ import annotations

from aws_lambda_powertools._core.exports import lazy_exports

TYPE_CHECKING = False
if TYPE_CHECKING:
    from aws_lambda_powertools.testing.events._api_gateway import api_gateway_rest as api_gateway_rest
    from aws_lambda_powertools.testing.events._appsync import (
        appsync_authorizer as appsync_authorizer,
        appsync_batch_resolver as appsync_batch_resolver,
        appsync_events as appsync_events,
        appsync_resolver as appsync_resolver,
    )
    from aws_lambda_powertools.testing.events._authorizers import (
        api_gateway_authorizer_request as api_gateway_authorizer_request,
        api_gateway_authorizer_token as api_gateway_authorizer_token,
        api_gateway_authorizer_v2 as api_gateway_authorizer_v2,
        transfer_family_authorizer as transfer_family_authorizer,
        websocket_authorizer as websocket_authorizer,
    )
    from aws_lambda_powertools.testing.events._bedrock import (
        bedrock_agent as bedrock_agent,
        bedrock_agent_function as bedrock_agent_function,
    )
    from aws_lambda_powertools.testing.events._cloudwatch import (
        cloudwatch_alarm as cloudwatch_alarm,
        cloudwatch_custom_widget as cloudwatch_custom_widget,
        cloudwatch_logs as cloudwatch_logs,
    )
    from aws_lambda_powertools.testing.events._cognito import (
        cognito_create_auth_challenge as cognito_create_auth_challenge,
        cognito_custom_email_sender as cognito_custom_email_sender,
        cognito_custom_message as cognito_custom_message,
        cognito_custom_sms_sender as cognito_custom_sms_sender,
        cognito_define_auth_challenge as cognito_define_auth_challenge,
        cognito_post_authentication as cognito_post_authentication,
        cognito_post_confirmation as cognito_post_confirmation,
        cognito_pre_authentication as cognito_pre_authentication,
        cognito_pre_sign_up as cognito_pre_sign_up,
        cognito_pre_token_generation as cognito_pre_token_generation,
        cognito_pre_token_generation_v2 as cognito_pre_token_generation_v2,
        cognito_user_migration as cognito_user_migration,
        cognito_verify_auth_challenge as cognito_verify_auth_challenge,
    )
    from aws_lambda_powertools.testing.events._contacts import (
        connect as connect,
        ses as ses,
    )
    from aws_lambda_powertools.testing.events._custom_resources import (
        cloudformation as cloudformation,
    )
    from aws_lambda_powertools.testing.events._http_fronts import (
        alb as alb,
        api_gateway_http as api_gateway_http,
        function_url as function_url,
        vpc_lattice as vpc_lattice,
        vpc_lattice_v2 as vpc_lattice_v2,
    )
    from aws_lambda_powertools.testing.events._operations import (
        aws_config_rule as aws_config_rule,
        code_deploy as code_deploy,
        code_pipeline as code_pipeline,
        event_bridge as event_bridge,
        iot_thing as iot_thing,
        secrets_manager as secrets_manager,
    )
    from aws_lambda_powertools.testing.events._queues import (
        active_mq as active_mq,
        rabbit_mq as rabbit_mq,
        sns as sns,
        sns_notification as sns_notification,
        sqs as sqs,
    )
    from aws_lambda_powertools.testing.events._storage import (
        s3 as s3,
        s3_batch_operation as s3_batch_operation,
        s3_event_bridge as s3_event_bridge,
        s3_object_lambda as s3_object_lambda,
    )
    from aws_lambda_powertools.testing.events._streams import (
        dynamodb_stream as dynamodb_stream,
        firehose as firehose,
        kafka as kafka,
        kinesis as kinesis,
    )
    from aws_lambda_powertools.testing.events._websocket import websocket as websocket

__getattr__, __dir__, __all__ = lazy_exports(
    __name__,
    {
        "._appsync": ["appsync_authorizer", "appsync_batch_resolver", "appsync_events", "appsync_resolver"],
        "._authorizers": [
            "api_gateway_authorizer_request",
            "api_gateway_authorizer_token",
            "api_gateway_authorizer_v2",
            "transfer_family_authorizer",
            "websocket_authorizer",
        ],
        "._bedrock": ["bedrock_agent", "bedrock_agent_function"],
        "._cognito": [
            "cognito_create_auth_challenge",
            "cognito_custom_email_sender",
            "cognito_custom_message",
            "cognito_custom_sms_sender",
            "cognito_define_auth_challenge",
            "cognito_post_authentication",
            "cognito_post_confirmation",
            "cognito_pre_authentication",
            "cognito_pre_sign_up",
            "cognito_pre_token_generation",
            "cognito_pre_token_generation_v2",
            "cognito_user_migration",
            "cognito_verify_auth_challenge",
        ],
        "._custom_resources": ["cloudformation"],
        "._api_gateway": ["api_gateway_rest"],
        "._cloudwatch": ["cloudwatch_alarm", "cloudwatch_custom_widget", "cloudwatch_logs"],
        "._contacts": ["connect", "ses"],
        "._http_fronts": ["alb", "api_gateway_http", "function_url", "vpc_lattice", "vpc_lattice_v2"],
        "._operations": [
            "aws_config_rule",
            "code_deploy",
            "code_pipeline",
            "event_bridge",
            "iot_thing",
            "secrets_manager",
        ],
        "._queues": ["active_mq", "rabbit_mq", "sns", "sns_notification", "sqs"],
        "._storage": ["s3", "s3_batch_operation", "s3_event_bridge", "s3_object_lambda"],
        "._streams": ["dynamodb_stream", "firehose", "kafka", "kinesis"],
        "._websocket": ["websocket"],
    },
)
