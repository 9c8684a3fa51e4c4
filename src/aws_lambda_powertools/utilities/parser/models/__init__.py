"""Models of the events that AWS sends to functions; naming one imports the file of its source alone."""

from __future__ import annotations

from aws_lambda_powertools._core.exports import lazy_exports

TYPE_CHECKING = False
if TYPE_CHECKING:
    from aws_lambda_powertools.utilities.parser.models.alb import (
        AlbModel as AlbModel,
        AlbRequestContext as AlbRequestContext,
        AlbRequestContextData as AlbRequestContextData,
    )
    from aws_lambda_powertools.utilities.parser.models.apigw import (
        ApiGatewayAuthorizerRequest as ApiGatewayAuthorizerRequest,
        ApiGatewayAuthorizerToken as ApiGatewayAuthorizerToken,
        APIGatewayEventAuthorizer as APIGatewayEventAuthorizer,
        APIGatewayEventIdentity as APIGatewayEventIdentity,
        APIGatewayEventRequestContext as APIGatewayEventRequestContext,
        APIGatewayProxyEventModel as APIGatewayProxyEventModel,
    )
    from aws_lambda_powertools.utilities.parser.models.apigw_websocket import (
        APIGatewayWebSocketAuthorizerRequestModel as APIGatewayWebSocketAuthorizerRequestModel,
        APIGatewayWebSocketConnectEventModel as APIGatewayWebSocketConnectEventModel,
        APIGatewayWebSocketConnectEventRequestContext as APIGatewayWebSocketConnectEventRequestContext,
        APIGatewayWebSocketDisconnectEventModel as APIGatewayWebSocketDisconnectEventModel,
        APIGatewayWebSocketDisconnectEventRequestContext as APIGatewayWebSocketDisconnectEventRequestContext,
        APIGatewayWebSocketEventIdentity as APIGatewayWebSocketEventIdentity,
        APIGatewayWebSocketEventRequestContextBase as APIGatewayWebSocketEventRequestContextBase,
        APIGatewayWebSocketMessageEventModel as APIGatewayWebSocketMessageEventModel,
        APIGatewayWebSocketMessageEventRequestContext as APIGatewayWebSocketMessageEventRequestContext,
    )
    from aws_lambda_powertools.utilities.parser.models.apigwv2 import (
        ApiGatewayAuthorizerRequestV2 as ApiGatewayAuthorizerRequestV2,
        APIGatewayProxyEventV2Model as APIGatewayProxyEventV2Model,
        RequestContextV2 as RequestContextV2,
        RequestContextV2Authorizer as RequestContextV2Authorizer,
        RequestContextV2AuthorizerIam as RequestContextV2AuthorizerIam,
        RequestContextV2AuthorizerIamCognito as RequestContextV2AuthorizerIamCognito,
        RequestContextV2AuthorizerJwt as RequestContextV2AuthorizerJwt,
        RequestContextV2Http as RequestContextV2Http,
    )
    from aws_lambda_powertools.utilities.parser.models.appsync import (
        AppSyncResolverEventModel as AppSyncResolverEventModel,
    )
    from aws_lambda_powertools.utilities.parser.models.appsync_events import (
        AppSyncEventsModel as AppSyncEventsModel,
    )
    from aws_lambda_powertools.utilities.parser.models.bedrock_agent import (
        BedrockAgentEventModel as BedrockAgentEventModel,
        BedrockAgentFunctionEventModel as BedrockAgentFunctionEventModel,
        BedrockAgentModel as BedrockAgentModel,
        BedrockAgentPropertyModel as BedrockAgentPropertyModel,
        BedrockAgentRequestBodyModel as BedrockAgentRequestBodyModel,
        BedrockAgentRequestMediaModel as BedrockAgentRequestMediaModel,
    )
    from aws_lambda_powertools.utilities.parser.models.cloudformation_custom_resource import (
        CloudFormationCustomResourceBaseModel as CloudFormationCustomResourceBaseModel,
        CloudFormationCustomResourceCreateModel as CloudFormationCustomResourceCreateModel,
        CloudFormationCustomResourceDeleteModel as CloudFormationCustomResourceDeleteModel,
        CloudFormationCustomResourceUpdateModel as CloudFormationCustomResourceUpdateModel,
    )
    from aws_lambda_powertools.utilities.parser.models.cloudwatch import (
        CloudWatchLogsData as CloudWatchLogsData,
        CloudWatchLogsDecode as CloudWatchLogsDecode,
        CloudWatchLogsLogEvent as CloudWatchLogsLogEvent,
        CloudWatchLogsModel as CloudWatchLogsModel,
    )
    from aws_lambda_powertools.utilities.parser.models.cognito import (
        CognitoCreateAuthChallengeTriggerModel as CognitoCreateAuthChallengeTriggerModel,
        CognitoCustomEmailSenderTriggerModel as CognitoCustomEmailSenderTriggerModel,
        CognitoCustomMessageTriggerModel as CognitoCustomMessageTriggerModel,
        CognitoCustomSMSSenderTriggerModel as CognitoCustomSMSSenderTriggerModel,
        CognitoDefineAuthChallengeTriggerModel as CognitoDefineAuthChallengeTriggerModel,
        CognitoMigrateUserTriggerModel as CognitoMigrateUserTriggerModel,
        CognitoPostAuthenticationTriggerModel as CognitoPostAuthenticationTriggerModel,
        CognitoPostConfirmationTriggerModel as CognitoPostConfirmationTriggerModel,
        CognitoPreAuthenticationTriggerModel as CognitoPreAuthenticationTriggerModel,
        CognitoPreSignupTriggerModel as CognitoPreSignupTriggerModel,
        CognitoPreTokenGenerationTriggerModelV1 as CognitoPreTokenGenerationTriggerModelV1,
        CognitoPreTokenGenerationTriggerModelV2AndV3 as CognitoPreTokenGenerationTriggerModelV2AndV3,
        CognitoVerifyAuthChallengeTriggerModel as CognitoVerifyAuthChallengeTriggerModel,
    )
    from aws_lambda_powertools.utilities.parser.models.dynamodb import (
        DynamoDBStreamChangedRecordModel as DynamoDBStreamChangedRecordModel,
        DynamoDBStreamLambdaOnFailureDestinationModel as DynamoDBStreamLambdaOnFailureDestinationModel,
        DynamoDBStreamModel as DynamoDBStreamModel,
        DynamoDBStreamRecordModel as DynamoDBStreamRecordModel,
    )
    from aws_lambda_powertools.utilities.parser.models.event_bridge import (
        EventBridgeModel as EventBridgeModel,
    )
    from aws_lambda_powertools.utilities.parser.models.iot_registry_events import (
        IoTCoreAddOrDeleteFromThingGroupEvent as IoTCoreAddOrDeleteFromThingGroupEvent,
        IoTCoreAddOrRemoveFromThingGroupEvent as IoTCoreAddOrRemoveFromThingGroupEvent,
        IoTCoreThingEvent as IoTCoreThingEvent,
        IoTCoreThingGroupEvent as IoTCoreThingGroupEvent,
        IoTCoreThingTypeAssociationEvent as IoTCoreThingTypeAssociationEvent,
        IoTCoreThingTypeEvent as IoTCoreThingTypeEvent,
    )
    from aws_lambda_powertools.utilities.parser.models.kafka import (
        KafkaBaseEventModel as KafkaBaseEventModel,
        KafkaMskEventModel as KafkaMskEventModel,
        KafkaRecordModel as KafkaRecordModel,
        KafkaSelfManagedEventModel as KafkaSelfManagedEventModel,
    )
    from aws_lambda_powertools.utilities.parser.models.kinesis import (
        KinesisDataStreamModel as KinesisDataStreamModel,
        KinesisDataStreamRecord as KinesisDataStreamRecord,
        KinesisDataStreamRecordPayload as KinesisDataStreamRecordPayload,
    )
    from aws_lambda_powertools.utilities.parser.models.kinesis_firehose import (
        KinesisFirehoseModel as KinesisFirehoseModel,
        KinesisFirehoseRecord as KinesisFirehoseRecord,
        KinesisFirehoseRecordMetadata as KinesisFirehoseRecordMetadata,
    )
    from aws_lambda_powertools.utilities.parser.models.kinesis_firehose_sqs import (
        KinesisFirehoseSqsModel as KinesisFirehoseSqsModel,
        KinesisFirehoseSqsRecord as KinesisFirehoseSqsRecord,
    )
    from aws_lambda_powertools.utilities.parser.models.lambda_function_url import (
        LambdaFunctionUrlModel as LambdaFunctionUrlModel,
    )
    from aws_lambda_powertools.utilities.parser.models.s3 import (
        S3EventNotificationEventBridgeDetailModel as S3EventNotificationEventBridgeDetailModel,
        S3EventNotificationEventBridgeModel as S3EventNotificationEventBridgeModel,
        S3EventNotificationObjectModel as S3EventNotificationObjectModel,
        S3Model as S3Model,
        S3RecordModel as S3RecordModel,
    )
    from aws_lambda_powertools.utilities.parser.models.s3_batch_operation import (
        S3BatchOperationJobModel as S3BatchOperationJobModel,
        S3BatchOperationModel as S3BatchOperationModel,
        S3BatchOperationTaskModel as S3BatchOperationTaskModel,
    )
    from aws_lambda_powertools.utilities.parser.models.s3_event_notification import (
        S3SqsEventNotificationModel as S3SqsEventNotificationModel,
        S3SqsEventNotificationRecordModel as S3SqsEventNotificationRecordModel,
    )
    from aws_lambda_powertools.utilities.parser.models.s3_object_event import (
        S3ObjectConfiguration as S3ObjectConfiguration,
        S3ObjectContext as S3ObjectContext,
        S3ObjectLambdaEvent as S3ObjectLambdaEvent,
        S3ObjectSessionAttributes as S3ObjectSessionAttributes,
        S3ObjectSessionContext as S3ObjectSessionContext,
        S3ObjectSessionIssuer as S3ObjectSessionIssuer,
        S3ObjectUserIdentity as S3ObjectUserIdentity,
        S3ObjectUserRequest as S3ObjectUserRequest,
    )
    from aws_lambda_powertools.utilities.parser.models.ses import (
        SesMail as SesMail,
        SesMailCommonHeaders as SesMailCommonHeaders,
        SesMailHeaders as SesMailHeaders,
        SesMessage as SesMessage,
        SesModel as SesModel,
        SesReceipt as SesReceipt,
        SesReceiptAction as SesReceiptAction,
        SesReceiptVerdict as SesReceiptVerdict,
        SesRecordModel as SesRecordModel,
    )
    from aws_lambda_powertools.utilities.parser.models.sns import (
        SnsModel as SnsModel,
        SnsNotificationModel as SnsNotificationModel,
        SnsRecordModel as SnsRecordModel,
    )
    from aws_lambda_powertools.utilities.parser.models.sqs import (
        SqsAttributesModel as SqsAttributesModel,
        SqsModel as SqsModel,
        SqsMsgAttributeModel as SqsMsgAttributeModel,
        SqsRecordModel as SqsRecordModel,
    )
    from aws_lambda_powertools.utilities.parser.models.transfer_family import (
        TransferFamilyAuthorizer as TransferFamilyAuthorizer,
    )
    from aws_lambda_powertools.utilities.parser.models.vpc_lattice import (
        VpcLatticeModel as VpcLatticeModel,
    )
    from aws_lambda_powertools.utilities.parser.models.vpc_latticev2 import (
        VpcLatticeV2Model as VpcLatticeV2Model,
    )

__getattr__, __dir__, __all__ = lazy_exports(
    __name__,
    {
        ".alb": ["AlbModel", "AlbRequestContext", "AlbRequestContextData"],
        ".apigw": [
            "APIGatewayEventAuthorizer",
            "APIGatewayEventIdentity",
            "APIGatewayEventRequestContext",
            "APIGatewayProxyEventModel",
            "ApiGatewayAuthorizerRequest",
            "ApiGatewayAuthorizerToken",
        ],
        ".apigw_websocket": [
            "APIGatewayWebSocketAuthorizerRequestModel",
            "APIGatewayWebSocketConnectEventModel",
            "APIGatewayWebSocketConnectEventRequestContext",
            "APIGatewayWebSocketDisconnectEventModel",
            "APIGatewayWebSocketDisconnectEventRequestContext",
            "APIGatewayWebSocketEventIdentity",
            "APIGatewayWebSocketEventRequestContextBase",
            "APIGatewayWebSocketMessageEventModel",
            "APIGatewayWebSocketMessageEventRequestContext",
        ],
        ".apigwv2": [
            "APIGatewayProxyEventV2Model",
            "ApiGatewayAuthorizerRequestV2",
            "RequestContextV2",
            "RequestContextV2Authorizer",
            "RequestContextV2AuthorizerIam",
            "RequestContextV2AuthorizerIamCognito",
            "RequestContextV2AuthorizerJwt",
            "RequestContextV2Http",
        ],
        ".appsync": ["AppSyncResolverEventModel"],
        ".appsync_events": ["AppSyncEventsModel"],
        ".bedrock_agent": [
            "BedrockAgentEventModel",
            "BedrockAgentFunctionEventModel",
            "BedrockAgentModel",
            "BedrockAgentPropertyModel",
            "BedrockAgentRequestBodyModel",
            "BedrockAgentRequestMediaModel",
        ],
        ".cloudformation_custom_resource": [
            "CloudFormationCustomResourceBaseModel",
            "CloudFormationCustomResourceCreateModel",
            "CloudFormationCustomResourceDeleteModel",
            "CloudFormationCustomResourceUpdateModel",
        ],
        ".cloudwatch": ["CloudWatchLogsData", "CloudWatchLogsDecode", "CloudWatchLogsLogEvent", "CloudWatchLogsModel"],
        ".cognito": [
            "CognitoCreateAuthChallengeTriggerModel",
            "CognitoCustomEmailSenderTriggerModel",
            "CognitoCustomMessageTriggerModel",
            "CognitoCustomSMSSenderTriggerModel",
            "CognitoDefineAuthChallengeTriggerModel",
            "CognitoMigrateUserTriggerModel",
            "CognitoPostAuthenticationTriggerModel",
            "CognitoPostConfirmationTriggerModel",
            "CognitoPreAuthenticationTriggerModel",
            "CognitoPreSignupTriggerModel",
            "CognitoPreTokenGenerationTriggerModelV1",
            "CognitoPreTokenGenerationTriggerModelV2AndV3",
            "CognitoVerifyAuthChallengeTriggerModel",
        ],
        ".dynamodb": [
            "DynamoDBStreamChangedRecordModel",
            "DynamoDBStreamLambdaOnFailureDestinationModel",
            "DynamoDBStreamModel",
            "DynamoDBStreamRecordModel",
        ],
        ".event_bridge": ["EventBridgeModel"],
        ".iot_registry_events": [
            "IoTCoreAddOrDeleteFromThingGroupEvent",
            "IoTCoreAddOrRemoveFromThingGroupEvent",
            "IoTCoreThingEvent",
            "IoTCoreThingGroupEvent",
            "IoTCoreThingTypeAssociationEvent",
            "IoTCoreThingTypeEvent",
        ],
        ".kafka": ["KafkaBaseEventModel", "KafkaMskEventModel", "KafkaRecordModel", "KafkaSelfManagedEventModel"],
        ".kinesis": ["KinesisDataStreamModel", "KinesisDataStreamRecord", "KinesisDataStreamRecordPayload"],
        ".kinesis_firehose": ["KinesisFirehoseModel", "KinesisFirehoseRecord", "KinesisFirehoseRecordMetadata"],
        ".kinesis_firehose_sqs": ["KinesisFirehoseSqsModel", "KinesisFirehoseSqsRecord"],
        ".lambda_function_url": ["LambdaFunctionUrlModel"],
        ".s3": [
            "S3EventNotificationEventBridgeDetailModel",
            "S3EventNotificationEventBridgeModel",
            "S3EventNotificationObjectModel",
            "S3Model",
            "S3RecordModel",
        ],
        ".s3_batch_operation": ["S3BatchOperationJobModel", "S3BatchOperationModel", "S3BatchOperationTaskModel"],
        ".s3_event_notification": ["S3SqsEventNotificationModel", "S3SqsEventNotificationRecordModel"],
        ".s3_object_event": [
            "S3ObjectConfiguration",
            "S3ObjectContext",
            "S3ObjectLambdaEvent",
            "S3ObjectSessionAttributes",
            "S3ObjectSessionContext",
            "S3ObjectSessionIssuer",
            "S3ObjectUserIdentity",
            "S3ObjectUserRequest",
        ],
        ".ses": [
            "SesMail",
            "SesMailCommonHeaders",
            "SesMailHeaders",
            "SesMessage",
            "SesModel",
            "SesReceipt",
            "SesReceiptAction",
            "SesReceiptVerdict",
            "SesRecordModel",
        ],
        ".sns": ["SnsModel", "SnsNotificationModel", "SnsRecordModel"],
        ".sqs": ["SqsAttributesModel", "SqsModel", "SqsMsgAttributeModel", "SqsRecordModel"],
        ".transfer_family": ["TransferFamilyAuthorizer"],
        ".vpc_lattice": ["VpcLatticeModel"],
        ".vpc_latticev2": ["VpcLatticeV2Model"],
    },
)
