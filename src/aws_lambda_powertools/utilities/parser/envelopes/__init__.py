"""Envelopes: they take business data out of an event.

    parse(event, Order, envelope=envelopes.SqsEnvelope)

An envelope's file is imported when somebody asks for it.
"""

from __future__ import annotations

from aws_lambda_powertools._core.exports import lazy_exports

TYPE_CHECKING = False
if TYPE_CHECKING:
    from aws_lambda_powertools.utilities.parser.envelopes.apigw import ApiGatewayEnvelope as ApiGatewayEnvelope
    from aws_lambda_powertools.utilities.parser.envelopes.apigw_websocket import (
        ApiGatewayWebSocketEnvelope as ApiGatewayWebSocketEnvelope,
    )
    from aws_lambda_powertools.utilities.parser.envelopes.apigwv2 import ApiGatewayV2Envelope as ApiGatewayV2Envelope
    from aws_lambda_powertools.utilities.parser.envelopes.base import BaseEnvelope as BaseEnvelope
    from aws_lambda_powertools.utilities.parser.envelopes.bedrock_agent import (
        BedrockAgentEnvelope as BedrockAgentEnvelope,
        BedrockAgentFunctionEnvelope as BedrockAgentFunctionEnvelope,
    )
    from aws_lambda_powertools.utilities.parser.envelopes.cloudwatch import (
        CloudWatchLogsEnvelope as CloudWatchLogsEnvelope,
    )
    from aws_lambda_powertools.utilities.parser.envelopes.dynamodb import (
        DynamoDBStreamEnvelope as DynamoDBStreamEnvelope,
    )
    from aws_lambda_powertools.utilities.parser.envelopes.event_bridge import EventBridgeEnvelope as EventBridgeEnvelope
    from aws_lambda_powertools.utilities.parser.envelopes.kafka import KafkaEnvelope as KafkaEnvelope
    from aws_lambda_powertools.utilities.parser.envelopes.kinesis import (
        KinesisDataStreamEnvelope as KinesisDataStreamEnvelope,
    )
    from aws_lambda_powertools.utilities.parser.envelopes.kinesis_firehose import (
        KinesisFirehoseEnvelope as KinesisFirehoseEnvelope,
    )
    from aws_lambda_powertools.utilities.parser.envelopes.lambda_function_url import (
        LambdaFunctionUrlEnvelope as LambdaFunctionUrlEnvelope,
    )
    from aws_lambda_powertools.utilities.parser.envelopes.sns import (
        SnsEnvelope as SnsEnvelope,
        SnsSqsEnvelope as SnsSqsEnvelope,
    )
    from aws_lambda_powertools.utilities.parser.envelopes.sqs import SqsEnvelope as SqsEnvelope
    from aws_lambda_powertools.utilities.parser.envelopes.unwrap import Unwrap as Unwrap
    from aws_lambda_powertools.utilities.parser.envelopes.vpc_lattice import VpcLatticeEnvelope as VpcLatticeEnvelope
    from aws_lambda_powertools.utilities.parser.envelopes.vpc_latticev2 import (
        VpcLatticeV2Envelope as VpcLatticeV2Envelope,
    )

__getattr__, __dir__, __all__ = lazy_exports(
    __name__,
    {
        ".apigw": ["ApiGatewayEnvelope"],
        ".apigw_websocket": ["ApiGatewayWebSocketEnvelope"],
        ".apigwv2": ["ApiGatewayV2Envelope"],
        ".base": ["BaseEnvelope"],
        ".bedrock_agent": ["BedrockAgentEnvelope", "BedrockAgentFunctionEnvelope"],
        ".cloudwatch": ["CloudWatchLogsEnvelope"],
        ".dynamodb": ["DynamoDBStreamEnvelope"],
        ".event_bridge": ["EventBridgeEnvelope"],
        ".kafka": ["KafkaEnvelope"],
        ".kinesis": ["KinesisDataStreamEnvelope"],
        ".kinesis_firehose": ["KinesisFirehoseEnvelope"],
        ".lambda_function_url": ["LambdaFunctionUrlEnvelope"],
        ".sns": ["SnsEnvelope", "SnsSqsEnvelope"],
        ".sqs": ["SqsEnvelope"],
        ".unwrap": ["Unwrap"],
        ".vpc_lattice": ["VpcLatticeEnvelope"],
        ".vpc_latticev2": ["VpcLatticeV2Envelope"],
    },
)
