"""Events of queues, streams, storage, CloudWatch, operations and contacts, as the services send them."""

from __future__ import annotations

import json
from decimal import Decimal

import pytest
from every_attribute import read
from hypothesis import given, strategies as st

from aws_lambda_powertools.testing import events
from aws_lambda_powertools.utilities import data_classes
from aws_lambda_powertools.utilities.data_classes import (
    ActiveMQEvent,
    AWSConfigRuleEvent,
    CloudWatchAlarmEvent,
    CloudWatchDashboardCustomWidgetEvent,
    CloudWatchLogsEvent,
    CodePipelineJobEvent,
    ConnectContactFlowEvent,
    DynamoDBStreamEvent,
    EventBridgeEvent,
    KafkaEvent,
    KinesisFirehoseEvent,
    KinesisStreamEvent,
    RabbitMQEvent,
    S3BatchOperationEvent,
    S3Event,
    S3EventBridgeNotificationEvent,
    S3ObjectLambdaEvent,
    SecretsManagerEvent,
    SESEvent,
    SNSEvent,
    SNSMessage,
    SQSEvent,
    iot_registry_event,
)

CLASSES = {
    "active_mq": "ActiveMQEvent",
    "aws_config_rule": "AWSConfigRuleEvent",
    "cloudwatch_alarm": "CloudWatchAlarmEvent",
    "cloudwatch_custom_widget": "CloudWatchDashboardCustomWidgetEvent",
    "cloudwatch_logs": "CloudWatchLogsEvent",
    "code_deploy": "CodeDeployLifecycleHookEvent",
    "code_pipeline": "CodePipelineJobEvent",
    "connect": "ConnectContactFlowEvent",
    "dynamodb_stream": "DynamoDBStreamEvent",
    "event_bridge": "EventBridgeEvent",
    "firehose": "KinesisFirehoseEvent",
    "iot_thing": "IoTCoreThingEvent",
    "kafka": "KafkaEvent",
    "kinesis": "KinesisStreamEvent",
    "rabbit_mq": "RabbitMQEvent",
    "s3": "S3Event",
    "s3_batch_operation": "S3BatchOperationEvent",
    "s3_event_bridge": "S3EventBridgeNotificationEvent",
    "s3_object_lambda": "S3ObjectLambdaEvent",
    "secrets_manager": "SecretsManagerEvent",
    "ses": "SESEvent",
    "sns": "SNSEvent",
    "sns_notification": "SNSMessage",
    "sqs": "SQSEvent",
}

REAL = {
    "active_mq": ("activeMQEvent", {}),
    "aws_config_rule": ("awsConfigRuleConfigurationChanged", {}),
    "cloudwatch_alarm": ("cloudWatchAlarmEventSingleMetric", {}),
    "cloudwatch_custom_widget": ("cloudWatchDashboardEvent", {}),
    "cloudwatch_logs": ("cloudWatchLogEvent", {}),
    "code_deploy": ("codeDeployLifecycleHookEvent", {}),
    "code_pipeline": ("codePipelineEventData", {"user_parameters": {}}),
    "connect": ("connectContactFlowEventAll", {}),
    "dynamodb_stream": ("dynamoStreamEvent", {}),
    "event_bridge": ("s3EventBridgeNotificationObjectCreatedEvent", {}),
    "firehose": ("kinesisFirehosePutEvent", {}),
    "iot_thing": ("iotRegistryEventsThingEvent", {}),
    "kafka": ("kafkaEventMsk", {"topic": "mytopic"}),
    "kinesis": ("kinesisStreamEvent", {}),
    "rabbit_mq": ("rabbitMQEvent", {"queue": "pizzaQueue"}),
    "s3": ("s3Event", {}),
    "s3_batch_operation": ("s3BatchOperationEventSchemaV2", {}),
    "s3_event_bridge": ("s3EventBridgeNotificationObjectCreatedEvent", {}),
    "s3_object_lambda": ("s3ObjectEventIAMUser", {}),
    "secrets_manager": ("secretsManagerEvent", {}),
    "ses": ("sesEvent", {}),
    "sns": ("snsEvent", {}),
    "sqs": ("sqsEvent", {}),
}
"""A real event of each service, and what makes ours alike."""


def class_named(name):
    return getattr(iot_registry_event, name, None) or getattr(data_classes, name)


def shape(value):
    """The keys at each level; of a list, those of its first element."""
    if isinstance(value, dict):
        return {key: shape(item) for key, item in value.items()}
    return [shape(item) for item in value[:1]] if isinstance(value, list) else None


def lacking(ours, real, path=""):
    """Paths of the real shape that ours does not have."""
    if isinstance(real, dict) and isinstance(ours, dict) and ours:
        for key, below in real.items():
            if key in ours:
                yield from lacking(ours[key], below, f"{path}.{key}")
            else:
                yield f"{path}.{key}"
    elif isinstance(real, list) and isinstance(ours, list) and real and ours:
        yield from lacking(ours[0], real[0], path)


USERS_OWN = {
    ".detail",
    ".original",
    ".Records.dynamodb.NewImage",
    ".Records.dynamodb.Keys",
    ".Records.messageAttributes",
    ".Records.Sns.MessageAttributes",
    ".alarmData.configuration.metrics.expression",
    ".alarmData.configuration.metrics.label",
    ".records.mytopic-0.headers.",
    ".rmqMessagesByQueue.pizzaQueue::/.basicProperties.headers.",
    ".userRequest.headers.",
}
"""What stands there is up to the users of the service."""


@pytest.mark.parametrize(("factory", "name"), CLASSES.items())
def test_each_event_satisfies_its_class(factory, name):
    event = class_named(name)(getattr(events, factory)())
    missing = [path for path, found in read(event) if isinstance(found, KeyError) and "decoded_nested" not in path]
    assert not missing


@pytest.mark.parametrize("factory", CLASSES)
def test_the_same_arguments_give_the_same_event(factory):
    assert getattr(events, factory)() == getattr(events, factory)()


@pytest.mark.parametrize("factory", CLASSES)
def test_each_event_is_json(factory):
    event = getattr(events, factory)()
    assert json.loads(json.dumps(event)) == event


@pytest.mark.parametrize("factory", REAL)
def test_the_shape_is_the_one_that_the_service_sends(event, factory):
    name, arguments = REAL[factory]
    ours = getattr(events, factory)(**arguments)
    missing = [path for path in lacking(shape(ours), shape(event(name))) if not path.startswith(tuple(USERS_OWN))]
    assert not missing


class TestSQS:
    def test_bodies_are_texts_or_json(self):
        first, second = SQSEvent(events.sqs(["hello", {"order": 1}])).records
        assert first.body == "hello"
        assert second.json_body == {"order": 1}
        assert first.message_id != second.message_id
        assert first.event_source_arn == "arn:aws:sqs:us-east-1:123456789012:my-queue"

    def test_a_fifo_queue_keeps_the_order(self):
        first, second = SQSEvent(events.sqs(["a", "a"], fifo=True, queue="orders")).records
        assert first.event_source_arn.endswith(":orders.fifo")
        assert first.attributes.message_group_id == second.attributes.message_group_id
        assert first.attributes.message_deduplication_id != second.attributes.message_deduplication_id
        assert int(first.attributes.sequence_number) < int(second.attributes.sequence_number)

    def test_another_queue_has_no_order(self):
        (record,) = SQSEvent(events.sqs()).records
        assert record.attributes.sequence_number is None

    def test_attributes_have_types(self):
        (record,) = SQSEvent(events.sqs(attributes={"text": "a", "number": 1.5, "bytes": b"hi"})).records
        attributes = record.message_attributes
        assert (attributes["text"].string_value, attributes["text"].data_type) == ("a", "String")
        assert (attributes["number"].string_value, attributes["number"].data_type) == ("1.5", "Number")
        assert (attributes["bytes"].binary_value, attributes["bytes"].data_type) == ("aGk=", "Binary")

    def test_the_md5_is_that_of_the_body(self):
        (record,) = SQSEvent(events.sqs(["hello"])).records
        assert record.md5_of_body == "5d41402abc4b2a76b9719d911017c592"

    def test_events_can_be_nested(self):
        (record,) = SQSEvent(events.sqs([events.s3(["a b.txt"])])).records
        assert record.decoded_nested_s3_event.object_key == "a b.txt"

    def test_a_topic_can_feed_a_queue(self):
        notification = events.sns_notification(events.s3(["a.txt"]), subject="new", attributes={"tenant": "a"})
        (record,) = SQSEvent(events.sqs([notification])).records
        message = record.decoded_nested_sns_event
        assert S3Event(json.loads(message.message)).object_key == "a.txt"
        assert (message.subject, message.message_attributes["tenant"].value) == ("new", "a")


class TestSNS:
    def test_a_message(self):
        event = SNSEvent(events.sns({"order": 1}, subject="new", attributes={"tenant": "a", "size": 2}, topic="orders"))
        message = event.record.sns
        assert json.loads(event.sns_message) == {"order": 1}
        assert message.subject == "new"
        assert message.topic_arn == "arn:aws:sns:us-east-1:123456789012:orders"
        types = {name: attribute.get_type for name, attribute in message.message_attributes.items()}
        assert types == {"tenant": "String", "size": "Number"}

    def test_a_notification_without_subject_and_attributes_says_nothing_of_them(self):
        notification = events.sns_notification()
        assert notification.keys() & {"Subject", "MessageAttributes"} == set()
        assert SNSMessage(notification).signing_cert_url.endswith(".pem")


class TestAmazonMQ:
    def test_messages_of_active_mq(self):
        text, data = ActiveMQEvent(events.active_mq([{"order": 1}, b"\xff"], queue="orders")).messages
        assert text.json_data == {"order": 1}
        assert (text.message_type, data.message_type) == ("jms/text-message", "jms/bytes-message")
        assert text.destination_physicalname == "orders"

    def test_messages_of_rabbit_mq(self):
        event = events.rabbit_mq(
            [{"order": 1}], queue="orders", virtual_host="/shop", headers={"text": "a", "number": 1}
        )
        (message,) = RabbitMQEvent(event).rmq_messages_by_queue["orders::/shop"]
        assert message.json_data == {"order": 1}
        assert message.basic_properties.headers == {"text": {"bytes": [97]}, "number": 1}
        assert message.basic_properties.body_size == len('{"order": 1}')


class TestStreams:
    def test_records_of_kinesis(self):
        text, data, bits = KinesisStreamEvent(events.kinesis(["hello", {"order": 1}, b"\xff"])).records
        assert text.kinesis.data_as_text() == "hello"
        assert data.kinesis.data_as_json() == {"order": 1}
        assert bits.kinesis.data_as_bytes() == b"\xff"
        assert text.event_id.endswith(text.kinesis.sequence_number)
        assert text.kinesis.sequence_number < data.kinesis.sequence_number

    def test_changes_of_a_table(self):
        old, new = {"id": "1"}, {"id": "1", "price": 2.5, "data": b"hi", "deep": [{"data": b"hi", "set": {b"a"}}]}
        event = DynamoDBStreamEvent(events.dynamodb_stream([(None, old), (old, new), (new, None)]))
        insert, modify, remove = event.records
        assert [record.event_name.name for record in (insert, modify, remove)] == ["INSERT", "MODIFY", "REMOVE"]
        assert insert.dynamodb.keys == modify.dynamodb.keys == remove.dynamodb.keys == {"id": "1"}
        assert (insert.dynamodb.old_image, insert.dynamodb.new_image) == ({}, {"id": "1"})
        assert modify.dynamodb.new_image == remove.dynamodb.old_image
        assert modify.dynamodb.new_image == {
            "id": "1",
            "price": Decimal("2.5"),
            "data": "aGk=",
            "deep": [{"data": "aGk=", "set": {"YQ=="}}],
        }

    @pytest.mark.parametrize(
        ("view", "images"),
        [
            ("KEYS_ONLY", set()),
            ("NEW_IMAGE", {"NewImage"}),
            ("OLD_IMAGE", {"OldImage"}),
            ("NEW_AND_OLD_IMAGES", {"NewImage", "OldImage"}),
        ],
    )
    def test_the_view_says_which_images_are_shown(self, view, images):
        (record,) = events.dynamodb_stream(
            [({"pk": 1, "sk": "a"}, {"pk": 1, "sk": "a"})], keys=("pk", "sk"), view=view
        )["Records"]
        assert record["dynamodb"].keys() & {"NewImage", "OldImage"} == images
        assert record["dynamodb"]["Keys"] == {"pk": {"N": "1"}, "sk": {"S": "a"}}

    def test_a_change_needs_an_item(self):
        with pytest.raises(ValueError, match="Change 2 has no item"):
            events.dynamodb_stream([(None, {"id": "1"}), (None, None)])

    def test_records_of_firehose(self):
        event = KinesisFirehoseEvent(events.firehose(["hello", {"order": 1}], delivery_stream="orders"))
        text, data = event.records
        assert (text.data_as_text, data.data_as_json) == ("hello", {"order": 1})
        assert event.delivery_stream_arn.endswith("deliverystream/orders")
        assert event.source_kinesis_stream_arn is text.metadata is None

    def test_records_of_firehose_that_come_from_a_stream(self):
        event = KinesisFirehoseEvent(events.firehose(source_stream="clicks"))
        assert event.source_kinesis_stream_arn.endswith("stream/clicks")
        assert next(event.records).metadata.partition_key == "1"

    def test_records_of_kafka(self):
        event = KafkaEvent(
            events.kafka([{"order": 1}, None], keys=["a", None], headers={"trace": "é", "raw": b"\xff"}, topic="orders")
        )
        first, second = event.records
        assert (first.topic, first.offset, second.offset) == ("orders", 0, 1)
        assert (first.decoded_key, first.json_value) == (b"a", {"order": 1})
        assert second.key is second.value is second.decoded_value is None
        assert first.decoded_headers == {"trace": "é".encode(), "raw": b"\xff"}

    def test_a_cluster_of_ones_own(self):
        event = KafkaEvent(events.kafka(self_managed=True))
        assert (event.event_source, event.event_source_arn) == ("SelfManagedKafka", None)

    def test_keys_and_values_come_in_pairs(self):
        with pytest.raises(ValueError, match="1 keys for 2 values"):
            events.kafka(["a", "b"], keys=["k"])

    @given(st.lists(st.binary()))
    def test_any_bytes_can_be_sent(self, data):
        assert [record.data_as_bytes for record in KinesisFirehoseEvent(events.firehose(data)).records] == data


class TestS3:
    @given(st.text(min_size=1))
    def test_any_key_can_be_sent(self, key):
        assert S3Event(events.s3([key])).object_key == key
        assert S3BatchOperationEvent(events.s3_batch_operation(key)).task.s3_key == key

    def test_slashes_stay(self):
        assert events.s3(["a b/c"])["Records"][0]["s3"]["object"]["key"] == "a+b/c"

    def test_later_events_have_greater_sequencers(self):
        first, second = S3Event(events.s3(["a", "b"], bucket="orders")).records
        assert first.s3.get_object.sequencer < second.s3.get_object.sequencer
        assert first.s3.bucket.arn == "arn:aws:s3:::orders"

    def test_a_removed_object_has_no_size(self):
        stored = S3Event(events.s3(event_name="ObjectRemoved:Delete")).record.s3.get_object
        assert (stored.size, stored.etag) == (None, "")

    def test_events_of_event_bridge(self):
        event = S3EventBridgeNotificationEvent(events.s3_event_bridge("a b.txt", size=7, bucket="orders"))
        assert (event.source, event.detail_type, event.detail.reason) == ("aws.s3", "Object Created", "PutObject")
        assert (event.detail.bucket.name, event.detail.object.key, event.detail.object.size) == ("orders", "a b.txt", 7)

    def test_a_removed_object_in_event_bridge(self):
        detail = S3EventBridgeNotificationEvent(events.s3_event_bridge(detail_type="Object Deleted")).detail
        assert (detail.reason, detail.deletion_type) == ("DeleteObject", "Permanently Deleted")
        assert detail.object.size is None

    @pytest.mark.parametrize("version", ["1.0", "2.0"])
    def test_tasks_of_both_schemas(self, version):
        event = S3BatchOperationEvent(
            events.s3_batch_operation(bucket="orders", schema_version=version, user_arguments={"a": "b"})
        )
        assert event.invocation_schema_version == version
        assert event.task.s3_bucket == "orders"
        assert event.job.user_arguments == ({"a": "b"} if version == "2.0" else {})

    def test_a_request_of_object_lambda(self):
        event = S3ObjectLambdaEvent(events.s3_object_lambda("a b.txt", headers={"Range": "bytes=0-9"}, payload="{}"))
        assert "/a+b.txt?" in event.input_s3_url
        assert event.user_request.headers["range"] == "bytes=0-9"
        assert event.configuration.payload == "{}"


class TestCloudWatch:
    def test_log_lines(self):
        data = CloudWatchLogsEvent(events.cloudwatch_logs(["a", {"level": "INFO"}], log_group="/my/group"))
        lines = data.parse_logs_data()
        assert [line.message for line in lines.log_events] == ["a", '{"level": "INFO"}']
        assert lines.log_group == "/my/group"

    def test_an_alarm(self):
        event = events.cloudwatch_alarm(
            "OK", previous_state="ALARM", metric="Duration", dimensions={"FunctionName": "f"}
        )
        alarm = CloudWatchAlarmEvent(event).alarm_data
        assert (alarm.state.value, alarm.previous_state.value) == ("OK", "ALARM")
        (metric,) = alarm.configuration.metrics
        assert metric.metric_stat.metric["dimensions"] == {"FunctionName": "f"}
        assert alarm.state.reason_data_decoded["recentDatapoints"] == [0.0]

    def test_a_widget(self):
        event = CloudWatchDashboardCustomWidgetEvent(events.cloudwatch_custom_widget({"a": 1}, forms={"b": "2"}))
        assert event.widget_context.params == {"a": 1}
        assert event.widget_context.forms == {"b": "2"}
        assert (event["a"], event["b"]) == (1, "2")

    def test_the_documentation_of_a_widget(self):
        assert CloudWatchDashboardCustomWidgetEvent(events.cloudwatch_custom_widget(describe=True)).describe is True


class TestOperations:
    def test_an_event_of_event_bridge(self):
        event = EventBridgeEvent(
            events.event_bridge({"order": 1}, detail_type="Paid", source="shop", resources=["arn"])
        )
        assert (event.detail, event.detail_type, event.source, event.resources) == (
            {"order": 1},
            "Paid",
            "shop",
            ["arn"],
        )

    def test_a_step_of_a_rotation(self):
        event = SecretsManagerEvent(events.secrets_manager("finishSecret", name="db"))
        assert (event.step, event.secret_id) == (
            "finishSecret",
            "arn:aws:secretsmanager:us-east-1:123456789012:secret:db-a1b2c3",
        )

    def test_a_job_of_a_pipeline(self):
        event = CodePipelineJobEvent(
            events.code_pipeline({"a": 1}, inputs=["in"], outputs=["out"], encryption_key="arn", continuation_token="t")
        )
        assert event.decoded_user_parameters == {"a": 1}
        assert event.find_input_artifact("in").location.s3_location.key.startswith("my-pipeline/in/")
        assert event.find_output_artifact("out").revision is None
        assert event.data.encryption_key.get_id == "arn"
        assert event.data.continuation_token == "t"

    def test_a_question_about_a_resource(self):
        event = AWSConfigRuleEvent(
            events.aws_config_rule({"encrypted": False}, resource_type="AWS::EC2::Volume", rule_parameters={"a": "b"})
        )
        assert event.rule_parameters == {"a": "b"}
        assert event.invoking_event.configuration_item.configuration == {"encrypted": False}
        assert event.invoking_event.configuration_item.resource_arn == "arn:aws:ec2:::my-bucket"

    def test_a_question_on_schedule(self):
        event = AWSConfigRuleEvent(events.aws_config_rule(scheduled=True))
        assert event.invoking_event.message_type == "ScheduledNotification"
        assert event.invoking_event.accountid == "123456789012"

    def test_a_thing(self):
        event = iot_registry_event.IoTCoreThingEvent(events.iot_thing("UPDATED", thing="lamp", attributes={"a": "b"}))
        assert (event.operation, event.thing_name, event.attributes) == ("UPDATED", "lamp", {"a": "b"})


class TestContacts:
    def test_a_mail(self):
        event = SESEvent(
            events.ses("Hi", sender="a@example.com", recipients=["b@example.com"], headers={"X": "1"}, verdict="FAIL")
        )
        assert event.mail.common_headers.subject == "Hi"
        assert event.mail.source == "a@example.com"
        assert event.mail.destination == event.receipt.recipients == ["b@example.com"]
        assert {header.name: header.value for header in event.mail.headers}["X"] == "1"
        assert event.receipt.spam_verdict.status == event.receipt.dmarc_verdict.status == "FAIL"

    def test_a_call_from_a_flow(self):
        event = ConnectContactFlowEvent(events.connect({"a": "b"}, attributes={"c": "d"}, channel="CHAT"))
        assert event.parameters == {"a": "b"}
        assert event.contact_data.attributes == {"c": "d"}
        assert event.contact_data.channel.name == "CHAT"
