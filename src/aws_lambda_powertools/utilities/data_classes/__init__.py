"""Typed access to the events of AWS services.

    @event_source(data_class=SQSEvent)
    def handler(event: SQSEvent, context: LambdaContext):
        for record in event.records: ...

An event's file is imported when somebody asks for its class.
"""

from __future__ import annotations

from aws_lambda_powertools._core.exports import lazy_exports

TYPE_CHECKING = False
if TYPE_CHECKING:
    from aws_lambda_powertools.utilities.data_classes.active_mq_event import ActiveMQEvent as ActiveMQEvent
    from aws_lambda_powertools.utilities.data_classes.alb_event import ALBEvent as ALBEvent
    from aws_lambda_powertools.utilities.data_classes.api_gateway_authorizer_event import (
        APIGatewayAuthorizerEventV2 as APIGatewayAuthorizerEventV2,
        APIGatewayAuthorizerRequestEvent as APIGatewayAuthorizerRequestEvent,
        APIGatewayAuthorizerResponse as APIGatewayAuthorizerResponse,
        APIGatewayAuthorizerResponseV2 as APIGatewayAuthorizerResponseV2,
        APIGatewayAuthorizerResponseWebSocket as APIGatewayAuthorizerResponseWebSocket,
        APIGatewayAuthorizerTokenEvent as APIGatewayAuthorizerTokenEvent,
    )
    from aws_lambda_powertools.utilities.data_classes.api_gateway_proxy_event import (
        APIGatewayProxyEvent as APIGatewayProxyEvent,
        APIGatewayProxyEventV2 as APIGatewayProxyEventV2,
    )
    from aws_lambda_powertools.utilities.data_classes.api_gateway_websocket_event import (
        APIGatewayWebSocketEvent as APIGatewayWebSocketEvent,
    )
    from aws_lambda_powertools.utilities.data_classes.appsync_authorizer_event import (
        AppSyncAuthorizerEvent as AppSyncAuthorizerEvent,
        AppSyncAuthorizerResponse as AppSyncAuthorizerResponse,
    )
    from aws_lambda_powertools.utilities.data_classes.appsync_resolver_event import (
        AppSyncResolverEvent as AppSyncResolverEvent,
    )
    from aws_lambda_powertools.utilities.data_classes.appsync_resolver_events_event import (
        AppSyncResolverEventsEvent as AppSyncResolverEventsEvent,
    )
    from aws_lambda_powertools.utilities.data_classes.aws_config_rule_event import (
        AWSConfigRuleEvent as AWSConfigRuleEvent,
    )
    from aws_lambda_powertools.utilities.data_classes.bedrock_agent_event import BedrockAgentEvent as BedrockAgentEvent
    from aws_lambda_powertools.utilities.data_classes.bedrock_agent_function_event import (
        BedrockAgentFunctionEvent as BedrockAgentFunctionEvent,
    )
    from aws_lambda_powertools.utilities.data_classes.cloud_watch_alarm_event import (
        CloudWatchAlarmConfiguration as CloudWatchAlarmConfiguration,
        CloudWatchAlarmData as CloudWatchAlarmData,
        CloudWatchAlarmEvent as CloudWatchAlarmEvent,
        CloudWatchAlarmMetric as CloudWatchAlarmMetric,
        CloudWatchAlarmMetricStat as CloudWatchAlarmMetricStat,
        CloudWatchAlarmState as CloudWatchAlarmState,
    )
    from aws_lambda_powertools.utilities.data_classes.cloud_watch_custom_widget_event import (
        CloudWatchDashboardCustomWidgetEvent as CloudWatchDashboardCustomWidgetEvent,
    )
    from aws_lambda_powertools.utilities.data_classes.cloud_watch_logs_event import (
        CloudWatchLogsDecodedData as CloudWatchLogsDecodedData,
        CloudWatchLogsEvent as CloudWatchLogsEvent,
    )
    from aws_lambda_powertools.utilities.data_classes.cloudformation_custom_resource_event import (
        CloudFormationCustomResourceEvent as CloudFormationCustomResourceEvent,
    )
    from aws_lambda_powertools.utilities.data_classes.code_deploy_lifecycle_hook_event import (
        CodeDeployLifecycleHookEvent as CodeDeployLifecycleHookEvent,
    )
    from aws_lambda_powertools.utilities.data_classes.code_pipeline_job_event import (
        CodePipelineJobEvent as CodePipelineJobEvent,
    )
    from aws_lambda_powertools.utilities.data_classes.common import DictWrapper as DictWrapper
    from aws_lambda_powertools.utilities.data_classes.connect_contact_flow_event import (
        ConnectContactFlowEvent as ConnectContactFlowEvent,
    )
    from aws_lambda_powertools.utilities.data_classes.dynamo_db_stream_event import (
        DynamoDBStreamEvent as DynamoDBStreamEvent,
    )
    from aws_lambda_powertools.utilities.data_classes.event_bridge_event import EventBridgeEvent as EventBridgeEvent
    from aws_lambda_powertools.utilities.data_classes.event_source import event_source as event_source
    from aws_lambda_powertools.utilities.data_classes.kafka_event import KafkaEvent as KafkaEvent
    from aws_lambda_powertools.utilities.data_classes.kinesis_firehose_event import (
        KinesisFirehoseDataTransformationRecord as KinesisFirehoseDataTransformationRecord,
        KinesisFirehoseDataTransformationRecordMetadata as KinesisFirehoseDataTransformationRecordMetadata,
        KinesisFirehoseDataTransformationResponse as KinesisFirehoseDataTransformationResponse,
        KinesisFirehoseEvent as KinesisFirehoseEvent,
    )
    from aws_lambda_powertools.utilities.data_classes.kinesis_stream_event import (
        KinesisStreamEvent as KinesisStreamEvent,
    )
    from aws_lambda_powertools.utilities.data_classes.lambda_function_url_event import (
        LambdaFunctionUrlEvent as LambdaFunctionUrlEvent,
    )
    from aws_lambda_powertools.utilities.data_classes.rabbit_mq_event import RabbitMQEvent as RabbitMQEvent
    from aws_lambda_powertools.utilities.data_classes.s3_batch_operation_event import (
        S3BatchOperationEvent as S3BatchOperationEvent,
        S3BatchOperationResponse as S3BatchOperationResponse,
        S3BatchOperationResponseRecord as S3BatchOperationResponseRecord,
    )
    from aws_lambda_powertools.utilities.data_classes.s3_event import (
        S3Event as S3Event,
        S3EventBridgeNotificationEvent as S3EventBridgeNotificationEvent,
    )
    from aws_lambda_powertools.utilities.data_classes.s3_object_event import S3ObjectLambdaEvent as S3ObjectLambdaEvent
    from aws_lambda_powertools.utilities.data_classes.secrets_manager_event import (
        SecretsManagerEvent as SecretsManagerEvent,
    )
    from aws_lambda_powertools.utilities.data_classes.ses_event import SESEvent as SESEvent
    from aws_lambda_powertools.utilities.data_classes.sns_event import (
        SNSEvent as SNSEvent,
        SNSMessage as SNSMessage,
    )
    from aws_lambda_powertools.utilities.data_classes.sqs_event import (
        SQSEvent as SQSEvent,
        SQSRecord as SQSRecord,
    )
    from aws_lambda_powertools.utilities.data_classes.transfer_family_event import (
        TransferFamilyAuthorizer as TransferFamilyAuthorizer,
        TransferFamilyAuthorizerResponse as TransferFamilyAuthorizerResponse,
    )
    from aws_lambda_powertools.utilities.data_classes.unwrapping import (
        UnwrapError as UnwrapError,
        Unwrapped as Unwrapped,
        unwrap as unwrap,
    )
    from aws_lambda_powertools.utilities.data_classes.vpc_lattice import (
        VPCLatticeEvent as VPCLatticeEvent,
        VPCLatticeEventV2 as VPCLatticeEventV2,
    )
else:
    # Eagerly, because the function has the name of its file.
    from aws_lambda_powertools.utilities.data_classes.event_source import event_source as event_source

__getattr__, __dir__, __all__ = lazy_exports(
    __name__,
    {
        ".active_mq_event": ["ActiveMQEvent"],
        ".alb_event": ["ALBEvent"],
        ".api_gateway_authorizer_event": [
            "APIGatewayAuthorizerEventV2",
            "APIGatewayAuthorizerRequestEvent",
            "APIGatewayAuthorizerResponse",
            "APIGatewayAuthorizerResponseV2",
            "APIGatewayAuthorizerResponseWebSocket",
            "APIGatewayAuthorizerTokenEvent",
        ],
        ".api_gateway_proxy_event": ["APIGatewayProxyEvent", "APIGatewayProxyEventV2"],
        ".api_gateway_websocket_event": ["APIGatewayWebSocketEvent"],
        ".appsync_authorizer_event": ["AppSyncAuthorizerEvent", "AppSyncAuthorizerResponse"],
        ".appsync_resolver_event": ["AppSyncResolverEvent"],
        ".appsync_resolver_events_event": ["AppSyncResolverEventsEvent"],
        ".aws_config_rule_event": ["AWSConfigRuleEvent"],
        ".bedrock_agent_event": ["BedrockAgentEvent"],
        ".bedrock_agent_function_event": ["BedrockAgentFunctionEvent"],
        ".cloud_watch_alarm_event": [
            "CloudWatchAlarmConfiguration",
            "CloudWatchAlarmData",
            "CloudWatchAlarmEvent",
            "CloudWatchAlarmMetric",
            "CloudWatchAlarmMetricStat",
            "CloudWatchAlarmState",
        ],
        ".cloud_watch_custom_widget_event": ["CloudWatchDashboardCustomWidgetEvent"],
        ".cloud_watch_logs_event": ["CloudWatchLogsDecodedData", "CloudWatchLogsEvent"],
        ".cloudformation_custom_resource_event": ["CloudFormationCustomResourceEvent"],
        ".code_deploy_lifecycle_hook_event": ["CodeDeployLifecycleHookEvent"],
        ".code_pipeline_job_event": ["CodePipelineJobEvent"],
        ".common": ["DictWrapper"],
        ".connect_contact_flow_event": ["ConnectContactFlowEvent"],
        ".dynamo_db_stream_event": ["DynamoDBStreamEvent"],
        ".event_bridge_event": ["EventBridgeEvent"],
        ".event_source": ["event_source"],
        ".kafka_event": ["KafkaEvent"],
        ".kinesis_firehose_event": [
            "KinesisFirehoseDataTransformationRecord",
            "KinesisFirehoseDataTransformationRecordMetadata",
            "KinesisFirehoseDataTransformationResponse",
            "KinesisFirehoseEvent",
        ],
        ".kinesis_stream_event": ["KinesisStreamEvent"],
        ".lambda_function_url_event": ["LambdaFunctionUrlEvent"],
        ".rabbit_mq_event": ["RabbitMQEvent"],
        ".s3_batch_operation_event": [
            "S3BatchOperationEvent",
            "S3BatchOperationResponse",
            "S3BatchOperationResponseRecord",
        ],
        ".s3_event": ["S3Event", "S3EventBridgeNotificationEvent"],
        ".s3_object_event": ["S3ObjectLambdaEvent"],
        ".secrets_manager_event": ["SecretsManagerEvent"],
        ".ses_event": ["SESEvent"],
        ".sns_event": ["SNSEvent", "SNSMessage"],
        ".sqs_event": ["SQSEvent", "SQSRecord"],
        ".transfer_family_event": ["TransferFamilyAuthorizer", "TransferFamilyAuthorizerResponse"],
        ".unwrapping": ["UnwrapError", "Unwrapped", "unwrap"],
        ".vpc_lattice": ["VPCLatticeEvent", "VPCLatticeEventV2"],
    },
)
