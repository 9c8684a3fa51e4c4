"""What Lambda events look like: how to tell their sources apart, and what can be asked of each.

Source: https://docs.aws.amazon.com/lambda/latest/dg/lambda-services.html
"""

# Events are looked into here as they come, Any all the way down.
# pyright: reportUnknownArgumentType=false, reportUnknownVariableType=false, reportUnknownMemberType=false
# pyright: reportUnknownLambdaType=false

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    Looks = Callable[[dict[str, Any]], bool]
    Reads = Callable[[dict[str, Any]], list[Any]]


class Source:
    """Where events come from: how they look, their data class, and what patterns may ask of them.

    Each entry of `asked` reads all values of an event that a pattern has to fit, such as the queues of its records.
    """

    __slots__ = ("asked", "class_name", "file", "looks_like_it", "name")

    def __init__(self, name: str, place: str, looks_like_it: Looks, /, **asked: Reads) -> None:
        self.name = name
        self.file, self.class_name = place.split(":")
        self.looks_like_it = looks_like_it
        self.asked = asked

    def typed(self, event: dict[str, Any]) -> Any:
        """The event as its data class."""
        return typed(event, self.file, self.class_name)


class CognitoSource(Source):
    """Triggers of user pools, each with a data class of its own."""

    __slots__ = ()

    def typed(self, event: dict[str, Any]) -> Any:
        """The event as the data class of its trigger."""
        trigger = event["triggerSource"].partition("_")[0]
        if trigger == "TokenGeneration":
            trigger = "PreTokenGenerationV2" if "scopes" in event.get("request", {}) else "PreTokenGeneration"
        return typed(event, self.file, f"{trigger}TriggerEvent")


def typed(event: dict[str, Any], file: str, class_name: str) -> Any:
    """The event as a data class."""
    from importlib import import_module

    module = import_module(f"aws_lambda_powertools.utilities.data_classes.{file}")
    return getattr(module, class_name)(event)


def _records_of(kind: str, key: str = "eventSource") -> Looks:
    def looks_like_it(event: dict[str, Any]) -> bool:
        records = event.get("Records")
        return isinstance(records, list) and bool(records) and records[0].get(key) == kind

    return looks_like_it


def _has(*keys: str) -> Looks:
    return lambda event: all(key in event for key in keys)


def _each(read: Callable[[dict[str, Any]], Any]) -> Reads:
    return lambda event: [read(record) for record in event["Records"]]


def _one(key: str) -> Reads:
    return lambda event: [event.get(key)]


def _after(text: str, sign: str) -> str:
    return text.rpartition(sign)[2]


def _context(event: dict[str, Any]) -> dict[str, Any]:
    context = event.get("requestContext")
    return context if isinstance(context, dict) else {}


def _domain(event: dict[str, Any]) -> str:
    return str(_context(event).get("domainName", ""))


def _s3_key(record: dict[str, Any]) -> str:
    from urllib.parse import unquote_plus

    return unquote_plus(record["s3"]["object"]["key"])


def _is_schedule(event: dict[str, Any]) -> bool:
    return event.get("detail-type") == "Scheduled Event" and event.get("source") in ("aws.events", "aws.scheduler")


def _is_authorizer(event: dict[str, Any]) -> bool:
    return event.get("type") in ("REQUEST", "TOKEN")


def _is_websocket(event: dict[str, Any]) -> bool:
    context = _context(event)
    return "connectionId" in context and "routeKey" in context and not _is_authorizer(event)


def _is_http(event: dict[str, Any]) -> bool:
    return "http" in _context(event) and ".lambda-url." not in _domain(event) and not _is_authorizer(event)


def _is_rest(event: dict[str, Any]) -> bool:
    is_request = "httpMethod" in event and "requestContext" in event
    return is_request and "elb" not in _context(event) and not _is_authorizer(event)


def _info(event: dict[str, Any]) -> dict[str, Any]:
    info = event.get("info")
    return info if isinstance(info, dict) else {}


_HTTP = {
    "method": lambda event: [event["requestContext"]["http"]["method"]],
    "path": lambda event: [event.get("rawPath")],
}
_REST = {"method": _one("httpMethod"), "path": _one("path")}

SOURCES: dict[str, Source] = {
    source.name: source
    for source in (
        Source(
            "sqs",
            "sqs_event:SQSEvent",
            _records_of("aws:sqs"),
            queue=_each(lambda record: _after(record["eventSourceARN"], ":")),
        ),
        Source(
            "sns",
            "sns_event:SNSEvent",
            _records_of("aws:sns", "EventSource"),
            topic=_each(lambda record: _after(record["Sns"]["TopicArn"], ":")),
            subject=_each(lambda record: record["Sns"].get("Subject")),
        ),
        Source(
            "s3",
            "s3_event:S3Event",
            _records_of("aws:s3"),
            bucket=_each(lambda record: record["s3"]["bucket"]["name"]),
            key=_each(_s3_key),
            event_name=_each(lambda record: record["eventName"]),
        ),
        Source(
            "kinesis",
            "kinesis_stream_event:KinesisStreamEvent",
            _records_of("aws:kinesis"),
            stream=_each(lambda record: _after(record["eventSourceARN"], "/")),
        ),
        Source(
            "dynamodb",
            "dynamo_db_stream_event:DynamoDBStreamEvent",
            _records_of("aws:dynamodb"),
            table=_each(lambda record: record["eventSourceARN"].partition("/")[2].partition("/")[0]),
            event_name=_each(lambda record: record["eventName"]),
        ),
        Source("ses", "ses_event:SESEvent", _records_of("aws:ses")),
        Source(
            "kafka",
            "kafka_event:KafkaEvent",
            lambda event: event.get("eventSource") in ("aws:kafka", "aws:SelfManagedKafka", "SelfManagedKafka"),
            topic=lambda event: [records[0]["topic"] for records in event["records"].values() if records],
        ),
        Source(
            "schedule",
            "event_bridge_event:EventBridgeEvent",
            _is_schedule,
            name=lambda event: [_after(arn, "/") for arn in event.get("resources", ())],
        ),
        Source(
            "event_bridge",
            "event_bridge_event:EventBridgeEvent",
            _has("detail-type", "source"),
            source=_one("source"),
            detail_type=_one("detail-type"),
            detail=_one("detail"),
        ),
        Source("cloudwatch_logs", "cloud_watch_logs_event:CloudWatchLogsEvent", _has("awslogs")),
        Source(
            "cloudwatch_alarm",
            "cloud_watch_alarm_event:CloudWatchAlarmEvent",
            _has("alarmArn", "alarmData"),
            name=lambda event: [event["alarmData"].get("alarmName")],
        ),
        Source(
            "firehose",
            "kinesis_firehose_event:KinesisFirehoseEvent",
            _has("deliveryStreamArn", "records"),
            stream=lambda event: [_after(event["deliveryStreamArn"], "/")],
        ),
        Source(
            "websocket",
            "api_gateway_websocket_event:APIGatewayWebSocketEvent",
            _is_websocket,
            route_key=lambda event: [event["requestContext"]["routeKey"]],
        ),
        Source("alb", "alb_event:ALBEvent", lambda event: "elb" in _context(event), **_REST),
        Source(
            "function_url",
            "lambda_function_url_event:LambdaFunctionUrlEvent",
            lambda event: "http" in _context(event) and ".lambda-url." in _domain(event),
            **_HTTP,
        ),
        Source("api_gateway_http", "api_gateway_proxy_event:APIGatewayProxyEventV2", _is_http, **_HTTP),
        Source("api_gateway_rest", "api_gateway_proxy_event:APIGatewayProxyEvent", _is_rest, **_REST),
        Source(
            "vpc_lattice_v2",
            "vpc_lattice:VPCLatticeEventV2",
            lambda event: "serviceArn" in _context(event) and "method" in event,
            method=_one("method"),
            path=_one("path"),
        ),
        Source(
            "vpc_lattice",
            "vpc_lattice:VPCLatticeEvent",
            _has("raw_path", "method"),
            method=_one("method"),
            path=_one("raw_path"),
        ),
        Source(
            "bedrock_agent",
            "bedrock_agent_event:BedrockAgentEvent",
            _has("actionGroup", "apiPath"),
            action_group=_one("actionGroup"),
        ),
        Source(
            "bedrock_agent_function",
            "bedrock_agent_function_event:BedrockAgentFunctionEvent",
            _has("actionGroup", "function"),
            action_group=_one("actionGroup"),
        ),
        Source(
            "appsync_events",
            "appsync_resolver_events_event:AppSyncResolverEventsEvent",
            lambda event: "channel" in _info(event),
            channel=lambda event: [event["info"]["channel"]["path"]],
        ),
        Source(
            "appsync",
            "appsync_resolver_event:AppSyncResolverEvent",
            lambda event: "arguments" in event and ("fieldName" in event or "fieldName" in _info(event)),
            field=lambda event: [event.get("fieldName") or _info(event).get("fieldName")],
        ),
        Source(
            "secrets_manager",
            "secrets_manager_event:SecretsManagerEvent",
            _has("SecretId", "Step", "ClientRequestToken"),
            step=_one("Step"),
            secret=_one("SecretId"),
        ),
        Source(
            "cloudformation",
            "cloudformation_custom_resource_event:CloudFormationCustomResourceEvent",
            _has("RequestType", "ResponseURL"),
            request_type=_one("RequestType"),
            resource_type=_one("ResourceType"),
        ),
        Source("code_pipeline", "code_pipeline_job_event:CodePipelineJobEvent", _has("CodePipeline.job")),
        Source("rabbit_mq", "rabbit_mq_event:RabbitMQEvent", lambda event: event.get("eventSource") == "aws:rmq"),
        Source(
            "active_mq",
            "active_mq_event:ActiveMQEvent",
            lambda event: event.get("eventSource") in ("aws:mq", "aws:amq"),
        ),
        CognitoSource(
            "cognito",
            "cognito_user_pool_event:BaseTriggerEvent",
            _has("triggerSource", "userPoolId"),
            trigger=_one("triggerSource"),
            user_pool=_one("userPoolId"),
        ),
        Source(
            "authorizer_http",
            "api_gateway_authorizer_event:APIGatewayAuthorizerEventV2",
            lambda event: _is_authorizer(event) and event.get("version") == "2.0",
        ),
        Source(
            "authorizer_request",
            "api_gateway_authorizer_event:APIGatewayAuthorizerRequestEvent",
            lambda event: event.get("type") == "REQUEST" and event.get("version") != "2.0",
        ),
        Source(
            "authorizer_token",
            "api_gateway_authorizer_event:APIGatewayAuthorizerTokenEvent",
            lambda event: event.get("type") == "TOKEN",
        ),
        Source(
            "authorizer_appsync",
            "appsync_authorizer_event:AppSyncAuthorizerEvent",
            lambda event: "authorizationToken" in event and "queryString" in _context(event),
        ),
        Source(
            "config_rule",
            "aws_config_rule_event:AWSConfigRuleEvent",
            _has("invokingEvent", "configRuleName"),
            name=_one("configRuleName"),
        ),
        Source(
            "code_deploy",
            "code_deploy_lifecycle_hook_event:CodeDeployLifecycleHookEvent",
            _has("DeploymentId", "LifecycleEventHookExecutionId"),
        ),
        Source(
            "connect",
            "connect_contact_flow_event:ConnectContactFlowEvent",
            lambda event: event.get("Name") == "ContactFlowEvent",
        ),
        Source(
            "custom_widget",
            "cloud_watch_custom_widget_event:CloudWatchDashboardCustomWidgetEvent",
            _has("widgetContext"),
        ),
        Source(
            "transfer_family",
            "transfer_family_event:TransferFamilyAuthorizer",
            _has("serverId", "protocol", "username"),
        ),
        Source("s3_object_lambda", "s3_object_event:S3ObjectLambdaEvent", _has("getObjectContext")),
        Source(
            "s3_batch_operation",
            "s3_batch_operation_event:S3BatchOperationEvent",
            _has("invocationSchemaVersion", "tasks"),
        ),
    )
}
"""All sources by name, in the order in which events are held against them."""

HTTP_SOURCES = ("api_gateway_rest", "api_gateway_http", "function_url", "alb", "vpc_lattice_v2", "vpc_lattice")


def sources_of(event: Any) -> list[Source]:
    """The sources whose events look like this one."""
    if isinstance(event, list):  # what AppSync sends for a batch
        event = event[0] if event else None
    if not isinstance(event, dict):
        return []
    return [source for source in SOURCES.values() if source.looks_like_it(event)]
