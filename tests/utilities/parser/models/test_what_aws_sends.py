"""Events in forms that AWS documents or sends, and that stricter models take for errors."""

from __future__ import annotations

import json
from decimal import Decimal
from ipaddress import IPv4Network, IPv6Network
from typing import TYPE_CHECKING, Annotated, Any, Literal

import pytest
from pydantic import Field, TypeAdapter, ValidationError

from aws_lambda_powertools.utilities.parser import models

if TYPE_CHECKING:
    from collections.abc import Callable

    Event = Callable[[str], dict[str, Any]]


# --- HTTP -------------------------------------------------------------------------------------------------------------


def test_load_balancer_with_multi_value_headers(event: Event) -> None:
    request = models.AlbModel.model_validate(event("albMultiValueHeadersEvent"))

    assert request.multiValueHeaders is not None
    assert request.multiValueHeaders["accept"] == ["*/*"]
    assert request.headers == {}
    assert request.queryStringParameters == {}


@pytest.mark.parametrize("name", ["headers", "multiValueHeaders"])
def test_headers_that_are_null_in_a_test_of_the_console_are_empty(event: Event, name: str) -> None:
    request = models.APIGatewayProxyEventModel.model_validate(event("apiGatewayProxyEvent") | {name: None})

    assert getattr(request, name) == {}


def test_authorizer_request_of_an_http_api_in_format_1_has_no_multi_value_headers(event: Event) -> None:
    sent = event("apiGatewayAuthorizerRequestEvent")
    del sent["multiValueHeaders"]

    assert models.ApiGatewayAuthorizerRequest.model_validate(sent).multiValueHeaders == {}


def test_what_a_lambda_authorizer_says_is_kept(event: Event) -> None:
    said = event("apiGatewayProxyEventPrincipalId")["requestContext"]["authorizer"]

    authorizer = models.APIGatewayEventAuthorizer.model_validate(said)

    assert authorizer.model_extra == {"user_id": "fake_username", "principalId": "fake", "integrationLatency": 451}
    assert authorizer.claims is None


@pytest.mark.parametrize("method", ["GET", "QUERY"])
def test_methods_may_be_newer_than_the_model(event: Event, method: str) -> None:
    rest, http = event("apiGatewayProxyEvent"), event("apiGatewayProxyV2Event")
    rest["httpMethod"] = rest["requestContext"]["httpMethod"] = http["requestContext"]["http"]["method"] = method

    assert models.APIGatewayProxyEventModel.model_validate(rest).httpMethod == method
    assert models.APIGatewayProxyEventV2Model.model_validate(http).requestContext.http.method == method


@pytest.mark.parametrize("model", ["APIGatewayProxyEventV2Model", "LambdaFunctionUrlModel"])
def test_client_that_does_not_say_what_it_is(event: Event, model: str) -> None:
    sent = event("apiGatewayProxyV2Event")
    del sent["requestContext"]["http"]["userAgent"]

    assert getattr(models, model).model_validate(sent).requestContext.http.userAgent is None


@pytest.mark.parametrize(
    ("sent", "expected"),
    [
        ("192.0.2.1", IPv4Network("192.0.2.1/32")),
        ("192.0.2.0/24", IPv4Network("192.0.2.0/24")),
        ("2001:db8::1", IPv6Network("2001:db8::1/128")),
        ("192.0.2.1:8080", "192.0.2.1:8080"),
        ("[2001:db8::1]:8080", "[2001:db8::1]:8080"),
        ("test-invoke-source-ip", "test-invoke-source-ip"),
    ],
)
def test_address_of_the_client(sent: str, expected: object) -> None:
    read = [
        models.APIGatewayEventIdentity.model_validate({"sourceIp": sent}).sourceIp,
        models.RequestContextV2Http.model_validate(
            {"sourceIp": sent, "method": "GET", "path": "/", "protocol": "HTTP/1.1"}
        ).sourceIp,
        models.APIGatewayWebSocketEventIdentity.model_validate({"sourceIp": sent}).source_ip,
    ]

    assert read == [expected] * 3
    assert models.APIGatewayEventIdentity(sourceIp=expected).sourceIp == expected  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "sent", ["nonsense", "", "999.0.0.1", "999.0.0.1:80", "192.0.2.1:", ":80", "[192.0.2.1", 1.5, None]
)
def test_what_is_no_address_is_an_error_that_shows_it(sent: object) -> None:
    with pytest.raises(ValidationError, match=r"sourceIp\n.*Invalid IP address"):
        models.APIGatewayEventIdentity.model_validate({"sourceIp": sent})


def test_message_id_belongs_to_messages(event: Event) -> None:
    context = event("apiGatewayProxyEvent")["requestContext"] | {"messageId": "1", "eventType": "CONNECT"}

    with pytest.raises(ValidationError, match="messageId is available only when the `eventType` is `MESSAGE`"):
        models.APIGatewayEventRequestContext.model_validate(context)

    assert models.APIGatewayEventRequestContext.model_validate(context | {"eventType": "MESSAGE"}).messageId == "1"


def test_web_socket_that_ends_without_a_word(event: Event) -> None:
    sent = event("apiGatewayWebSocketApiConnect")
    del sent["headers"], sent["multiValueHeaders"]
    sent["requestContext"] |= {"routeKey": "$disconnect", "eventType": "DISCONNECT"}

    ended = models.APIGatewayWebSocketDisconnectEventModel.model_validate(sent)

    assert (ended.headers, ended.request_context.disconnect_reason) == ({}, None)


def test_web_socket_connects_with_a_token_in_its_query_string(event: Event) -> None:
    sent = event("apiGatewayWebSocketApiConnect") | {"queryStringParameters": {"token": "secret"}}
    sent["requestContext"]["authorizer"] = {"principalId": "jane"}

    connects = models.APIGatewayWebSocketConnectEventModel.model_validate(sent)

    assert connects.query_string_parameters == {"token": "secret"}
    assert connects.request_context.authorizer == {"principalId": "jane"}


def test_web_socket_authorizer(event: Event) -> None:
    request = models.APIGatewayWebSocketAuthorizerRequestModel.model_validate(
        event("apiGatewayAuthorizerWebSocketEvent")
    )

    assert request.method_arn.endswith("/$connect")
    assert request.headers["Authorization"] == "Leo"
    assert request.request_context.route_key == "$connect"


def test_lattice_sends_lists_of_values(event: Event) -> None:
    request = models.VpcLatticeV2Model.model_validate(event("vpcLatticeV2EventWithHeaders"))

    assert request.headers["powertools"] == "a,b"
    assert request.query_string_parameters == {"parameter1": "value1,value2", "parameter2": "value"}


@pytest.mark.parametrize("prefix", ["x509", "X509"])
def test_lattice_writes_certificates_with_either_letter(prefix: str) -> None:
    names = ["SubjectCn", "IssuerOu", "SanDns", "SanUri", "SanNameCn"]

    identity = models.VpcLatticeV2Model.model_fields["request_context"].annotation.model_fields["identity"].annotation  # type: ignore[union-attr]
    read = identity.model_validate({prefix + name: name for name in names})  # type: ignore[union-attr]

    assert list(read.model_dump(include={name for name in read.model_dump() if "x509" in name}).values()) == names


def test_lattice_request_without_a_body(event: Event) -> None:
    sent = event("vpcLatticeEvent")
    del sent["body"], sent["query_string_parameters"]

    request = models.VpcLatticeModel.model_validate(sent)

    assert (request.body, request.query_string_parameters) == (None, {})


# --- Queues and streams -----------------------------------------------------------------------------------------------


def test_kafka_tombstone_and_what_is_no_text(event: Event) -> None:
    sent = event("kafkaEventMsk")
    record = sent["records"]["mytopic-0"][0]
    sent["records"]["mytopic-0"] = [record | {"value": None, "key": None, "headers": None}]

    [tombstone] = models.KafkaMskEventModel.model_validate(sent).records["mytopic-0"]

    assert (tombstone.key, tombstone.value, tombstone.headers) == (None, None, [])

    class AvroRecord(models.KafkaRecordModel):
        value: bytes

    assert AvroRecord.model_validate(record | {"value": "/w=="}).value == b"\xff"
    with pytest.raises(ValidationError, match="value\n"):
        models.KafkaRecordModel.model_validate(record | {"value": "/w=="})


def test_kafka_headers_of_java_hold_negative_bytes(event: Event) -> None:
    record = event("kafkaEventMsk")["records"]["mytopic-0"][0] | {"headers": [{"key": [-1, -128, 127, 255]}]}

    assert models.KafkaRecordModel.model_validate(record).headers == [{"key": b"\xff\x80\x7f\xff"}]


@pytest.mark.parametrize("content", [[256], [-129], ["x"], [None], 5])
def test_kafka_headers_that_are_no_bytes_are_an_error(event: Event, content: object) -> None:
    record = event("kafkaEventMsk")["records"]["mytopic-0"][0] | {"headers": [{"key": content}]}

    with pytest.raises(ValidationError, match="headers"):
        models.KafkaRecordModel.model_validate(record)


@pytest.mark.parametrize(("sent", "expected"), [(0, 0), ("3", 3), ("", "")])
def test_firehose_sample_has_an_empty_subsequence_number(event: Event, sent: object, expected: object) -> None:
    metadata = event("kinesisFirehoseKinesisEvent")["records"][0]["kinesisRecordMetadata"] | {"subsequenceNumber": sent}

    assert models.KinesisFirehoseRecordMetadata.model_validate(metadata).subsequenceNumber == expected


@pytest.mark.parametrize("image", [None, {}])
def test_dynamodb_images_may_be_null(event: Event, image: object) -> None:
    change = event("dynamoStreamEvent")["Records"][0]["dynamodb"] | {"NewImage": image}

    assert models.DynamoDBStreamChangedRecordModel.model_validate(change).NewImage == image


def test_dynamodb_attributes_are_plain_values(event: Event) -> None:
    change = event("dynamoStreamEvent")["Records"][0]["dynamodb"]
    image = {"n": {"N": "1.50"}, "l": {"L": [{"BOOL": True}, {"NULL": True}]}, "s": {"SS": ["a"]}, "b": {"B": "aGk="}}

    read = models.DynamoDBStreamChangedRecordModel.model_validate(change | {"NewImage": image})

    assert read.Keys == {"Id": Decimal(101)}
    assert read.NewImage == {"n": Decimal("1.50"), "l": [True, None], "s": {"a"}, "b": "aGk="}


@pytest.mark.parametrize("attribute", [{"N": "many"}, {"ZZ": 1}, "text", 5, {"N": "1" * 50}])
def test_what_is_no_attribute_of_dynamodb_is_an_error_that_names_it(event: Event, attribute: object) -> None:
    change = event("dynamoStreamEvent")["Records"][0]["dynamodb"] | {"Keys": {"Id": attribute}}

    with pytest.raises(ValidationError, match=r"Keys\n.*'Id' holds no attribute value of DynamoDB"):
        models.DynamoDBStreamChangedRecordModel.model_validate(change)


@pytest.mark.parametrize(("part", "name"), [("dynamodb", "StreamViewType"), (None, "eventName")])
def test_dynamodb_may_name_things_anew(event: Event, part: str | None, name: str) -> None:
    sent = event("dynamoStreamEvent")
    record = sent["Records"][0]
    (record[part] if part else record)[name] = "NEWER"

    models.DynamoDBStreamModel.model_validate(sent)


def test_failed_batch_of_a_stream() -> None:
    failed = models.DynamoDBStreamLambdaOnFailureDestinationModel.model_validate(
        {
            "requestContext": {
                "requestId": "316aa6d0-8154-xmpl-9af7-85d5f4a6bc81",
                "functionArn": "arn:aws:lambda:us-east-2:123456789012:function:myfunction",
                "condition": "RetryAttemptsExhausted",
                "approximateInvokeCount": 1,
            },
            "responseContext": {"statusCode": 200, "executedVersion": "$LATEST", "functionError": "Unhandled"},
            "version": "1.0",
            "timestamp": "2019-11-14T00:13:49.717Z",
            "DDBStreamBatchInfo": {
                "shardId": "shardId-00000001573689847184-864758bb",
                "startSequenceNumber": "800000000003126276362",
                "endSequenceNumber": "800000000003126276362",
                "approximateArrivalOfFirstRecord": "2019-11-14T00:13:19Z",
                "approximateArrivalOfLastRecord": "2019-11-14T00:13:19Z",
                "batchSize": 1,
                "streamArn": "arn:aws:dynamodb:us-east-2:123456789012:table/mytable/stream/2019-11-14T00:04:06.388",
            },
        }
    )

    assert failed.ddb_stream_batch_info.batch_size == 1
    assert failed.request_context.condition == "RetryAttemptsExhausted"
    assert failed.response_context.function_error == "Unhandled"


# --- S3 ---------------------------------------------------------------------------------------------------------------


def test_s3_event_of_setting_up_notifications_has_no_records(event: Event) -> None:
    test_event = {"Service": "Amazon S3", "Event": "s3:TestEvent", "Bucket": "orders", "RequestId": "5582815E1AEA5ADF"}

    assert models.S3Model.model_validate(test_event).Records == []
    with pytest.raises(ValidationError, match="Records\n  Field required"):
        models.S3Model.model_validate({"Event": "something else"})


@pytest.mark.parametrize("name", ["size", "eTag"])
@pytest.mark.parametrize(
    ("happened", "fine"),
    [
        ("ObjectCreated:Put", False),
        ("s3:ObjectCreated:Copy", False),
        ("ObjectRemoved:Delete", True),
        ("LifecycleExpiration:DeleteMarkerCreated", True),
        ("ObjectTagging:Put", True),
        ("Something:Newer", True),
    ],
)
def test_created_objects_have_a_size_and_a_tag(event: Event, name: str, happened: str, *, fine: bool) -> None:
    record = event("s3Event")["Records"][0] | {"eventName": happened}
    del record["s3"]["object"][name]

    if fine:
        models.S3RecordModel.model_validate(record)
        return
    with pytest.raises(ValidationError, match=f"{name} of the object are required for {happened}"):
        models.S3RecordModel.model_validate(record)


def test_services_call_s3_by_name(event: Event) -> None:
    record = event("s3Event")["Records"][0]
    record["requestParameters"]["sourceIPAddress"] = "s3.amazonaws.com"

    assert models.S3RecordModel.model_validate(record).requestParameters.sourceIPAddress == "s3.amazonaws.com"


@pytest.mark.parametrize(
    ("task", "bucket"),
    [
        ({"s3BucketArn": "arn:aws:s3:::orders"}, "orders"),
        ({"s3Bucket": "orders"}, "orders"),
        ({"s3BucketArn": "arn:aws:s3:::of-the-arn", "s3Bucket": "orders"}, "orders"),
        ({"s3BucketArn": None}, None),
        ({}, None),
    ],
)
def test_batch_operations_name_the_bucket_in_two_ways(task: dict[str, Any], bucket: str | None) -> None:
    sent = {"taskId": "1", "s3Key": "key", **task}

    assert models.S3BatchOperationTaskModel.model_validate(sent).s3Bucket == bucket


# --- Cognito ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "model", "sources"),
    [
        (
            "cognitoPreSignUpEvent",
            "CognitoPreSignupTriggerModel",
            "PreSignUp_SignUp PreSignUp_AdminCreateUser PreSignUp_ExternalProvider PreSignUp_Newer",
        ),
        (
            "cognitoPostConfirmationEvent",
            "CognitoPostConfirmationTriggerModel",
            "PostConfirmation_ConfirmSignUp PostConfirmation_ConfirmForgotPassword",
        ),
        (
            "cognitoCustomEmailSenderEvent",
            "CognitoCustomEmailSenderTriggerModel",
            "CustomEmailSender_SignUp CustomEmailSender_AccountTakeOverNotification",
        ),
        ("cognitoCustomSMSSenderEvent", "CognitoCustomSMSSenderTriggerModel", "CustomSMSSender_ForgotPassword"),
    ],
)
def test_a_trigger_has_many_sources(event: Event, name: str, model: str, sources: str) -> None:
    for source in sources.split():
        assert getattr(models, model).model_validate(event(name) | {"triggerSource": source}).triggerSource == source


def test_a_source_that_is_newer_than_the_model_is_kept(event: Event) -> None:
    sent = event("cognitoPreSignUpEvent") | {"triggerSource": "PreSignUp_Newer"}

    read = models.CognitoPreSignupTriggerModel.model_validate(sent)

    assert read == models.CognitoPreSignupTriggerModel.model_validate_json(json.dumps(sent))
    assert (
        read.model_dump()["triggerSource"] == json.loads(read.model_dump_json())["triggerSource"] == "PreSignUp_Newer"
    )


def test_subclass_that_names_fewer_sources_takes_no_other(event: Event) -> None:
    class SignUp(models.CognitoPreSignupTriggerModel):
        triggerSource: Literal["PreSignUp_SignUp"]

    SignUp.model_validate(event("cognitoPreSignUpEvent"))
    with pytest.raises(ValidationError, match="triggerSource"):
        SignUp.model_validate(event("cognitoPreSignUpEvent") | {"triggerSource": "PreSignUp_AdminCreateUser"})


def test_triggers_can_be_told_apart_by_their_source(event: Event) -> None:
    challenge = TypeAdapter(
        Annotated[
            models.CognitoDefineAuthChallengeTriggerModel
            | models.CognitoCreateAuthChallengeTriggerModel
            | models.CognitoVerifyAuthChallengeTriggerModel
            | models.CognitoPreSignupTriggerModel,
            Field(discriminator="triggerSource"),
        ]
    )

    read = challenge.validate_python(event("cognitoCreateAuthChallengeEvent"))

    assert type(read) is models.CognitoCreateAuthChallengeTriggerModel


@pytest.mark.parametrize(
    "model",
    [
        name
        for name in models.__all__
        if name.startswith("Cognito") and "PreToken" not in name and "Migrate" not in name
    ],
)
def test_triggers_do_not_take_each_others_events(event: Event, model: str) -> None:
    if model == "CognitoCustomMessageTriggerModel":
        return  # it takes any source, so that nothing breaks
    with pytest.raises(ValidationError, match="triggerSource"):
        getattr(models, model).model_validate(event("cognitoUserMigrationEvent"))


def test_user_who_forgot_the_password_is_migrated_without_one(event: Event) -> None:
    sent = event("cognitoUserMigrationEvent") | {"triggerSource": "UserMigration_ForgotPassword"}
    del sent["request"]["password"]

    assert models.CognitoMigrateUserTriggerModel.model_validate(sent).request.password is None


def test_custom_challenges(event: Event) -> None:
    sent = event("cognitoDefineAuthChallengeEvent")
    sent["request"]["session"] = [{"challengeName": "CUSTOM_CHALLENGE", "challengeResult": True}]

    read = models.CognitoDefineAuthChallengeTriggerModel.model_validate(sent)

    assert read.request.session[0].challengeName == "CUSTOM_CHALLENGE"


def test_no_verdict_before_the_function_gives_one(event: Event) -> None:
    sent = event("cognitoVerifyAuthChallengeResponseEvent") | {"response": {"answerCorrect": None}}

    assert models.CognitoVerifyAuthChallengeTriggerModel.model_validate(sent).response.answerCorrect is None


def test_tokens_with_scopes_in_a_list(event: Event) -> None:
    sent = event("cognitoPreTokenV2GenerationEvent")
    sent["request"]["scopes"] = ["openid", "orders/read"]
    sent["request"]["groupConfiguration"] = {"groupsToOverride": None, "iamRolesToOverride": None}

    request = models.CognitoPreTokenGenerationTriggerModelV2AndV3.model_validate(sent).request

    assert request.scopes == ["openid", "orders/read"]
    assert (request.groupConfiguration.groupsToOverride, request.groupConfiguration.preferredRole) == ([], None)


# --- Others -----------------------------------------------------------------------------------------------------------


def test_resolver_of_amplify(event: Event) -> None:
    read = models.AppSyncResolverEventModel.model_validate(event("appSyncResolverEvent"))

    assert (read.info.parentTypeName, read.info.fieldName) == ("Merchant", "locations")


@pytest.mark.parametrize("payload", [{"a": 1}, "text", 5, None, [1, 2]])
def test_anything_can_be_published(event: Event, payload: object) -> None:
    sent = event("appSyncEventsEvent") | {"events": [{"id": "1", "payload": payload}]}

    read = models.AppSyncEventsModel.model_validate(sent)

    assert read.events is not None
    assert read.events[0].payload == payload


def test_identities_may_be_newer_than_the_model(event: Event) -> None:
    sent = event("appSyncDirectResolver") | {"identity": {"newer": "kind"}}

    assert models.AppSyncResolverEventModel.model_validate(sent).identity == {"newer": "kind"}


@pytest.mark.parametrize(("detail", "expected"), [("{}", {}), ('{"a": 1}', {"a": 1})])
def test_scheduler_sends_its_detail_as_a_text(event: Event, detail: str, expected: object) -> None:
    sent = event("eventBridgeEvent") | {"source": "aws.scheduler", "detail": detail}

    assert models.EventBridgeModel.model_validate(sent).detail == expected
    with pytest.raises(ValidationError, match="detail\n  Input should be a valid dictionary"):
        models.EventBridgeModel.model_validate(sent | {"source": "orders"})


def test_event_bridge_can_be_made_by_names() -> None:
    made = models.EventBridgeModel(
        version="0", id="1", source="orders", account="123456789012", time="2026-01-15T10:30:00Z",  # type: ignore[arg-type]
        region="eu-west-1", resources=[], detail_type="Placed", detail={},
    )  # fmt: skip

    assert made.detail_type == "Placed"


def test_mail_without_subject_date_and_recipients(event: Event) -> None:
    sent = event("sesEvent")
    headers = sent["Records"][0]["ses"]["mail"]["commonHeaders"]
    for name in ("subject", "date", "to", "messageId", "returnPath"):
        del headers[name]

    [record] = models.SesModel.model_validate(sent).Records

    assert record.ses.mail.commonHeaders.subject is None
    assert record.ses.mail.commonHeaders.to == []


@pytest.mark.parametrize("name", ["replyTo", "reply-to", "reply_to"])
def test_reply_to_has_three_spellings(event: Event, name: str) -> None:
    headers = event("sesEvent")["Records"][0]["ses"]["mail"]["commonHeaders"]
    headers.pop("replyTo", None)

    assert models.SesMailCommonHeaders.model_validate(headers | {name: ["a@example.com"]}).reply_to == ["a@example.com"]


@pytest.mark.parametrize("status", ["PASS", "DISABLED", "NEWER"])
def test_verdicts_may_be_newer_than_the_model(event: Event, status: str) -> None:
    sent = event("sesEvent")
    sent["Records"][0]["ses"]["receipt"]["spamVerdict"] = {"status": status}
    sent["Records"][0]["ses"]["receipt"]["action"]["invocationType"] = "RequestResponse"

    assert models.SesModel.model_validate(sent).Records[0].ses.receipt.spamVerdict.status == status


IOT = {
    "IoTCoreThingTypeEvent": {
        "eventType": "THING_TYPE_EVENT",
        "operation": "CREATED",
        "accountId": "123456789012",
        "thingTypeId": "8530499c",
        "thingTypeName": "MyThingType",
        "isDeprecated": False,
        "deprecationDate": None,
        "searchableAttributes": ["attribute1"],
        "propagatingAttributes": [
            {"userPropertyKey": "key", "thingAttribute": "model"},
            {"userPropertyKey": "key", "connectionAttribute": "iot:ClientId", "thingAttribute": None},
        ],
        "description": "My thing type",
    },
    "IoTCoreThingTypeAssociationEvent": {
        "eventType": "THING_TYPE_ASSOCIATION_EVENT",
        "operation": "ADDED",
        "thingId": "b604f69c",
        "thingName": "myThing",
        "thingTypeName": "MyThingType",
    },
    "IoTCoreThingGroupEvent": {
        "eventType": "THING_GROUP_EVENT",
        "operation": "UPDATED",
        "accountId": "123456789012",
        "thingGroupId": "8f82a106",
        "thingGroupName": "MyRootThingGroup",
        "versionNumber": 1,
        "parentGroupName": None,
        "parentGroupId": None,
        "rootToParentThingGroups": None,
        "attributes": None,
        "dynamicGroupMappingId": None,
    },
    "IoTCoreAddOrRemoveFromThingGroupEvent": {
        "eventType": "THING_GROUP_MEMBERSHIP_EVENT",
        "operation": "REMOVED",
        "accountId": "123456789012",
        "groupArn": "arn:aws:iot:us-east-1:123456789012:thinggroup/MyGroup",
        "groupId": "06838589",
        "thingArn": "arn:aws:iot:us-east-1:123456789012:thing/MyThing",
        "thingId": "b604f69c",
        "membershipId": "8505ebf8",
    },
    "IoTCoreAddOrDeleteFromThingGroupEvent": {
        "eventType": "THING_GROUP_HIERARCHY_EVENT",
        "operation": "ADDED",
        "accountId": "123456789012",
        "thingGroupId": "8f82a106",
        "thingGroupName": "MyRootThingGroup",
        "childGroupId": "06838589",
        "childGroupName": "MyChildThingGroup",
    },
}


@pytest.mark.parametrize("model", IOT)
def test_registry_of_iot(model: str) -> None:
    event = {"eventId": "8b9ea8626aeaa1e42100f3f32b975899", "timestamp": 1603995417409, **IOT[model]}

    read = getattr(models, model).model_validate(event)

    assert read.event_type == event["eventType"]
    assert read.timestamp.year == 2020
    with pytest.raises(ValidationError, match="eventType"):
        getattr(models, model).model_validate(event | {"eventType": "ANOTHER"})


@pytest.mark.parametrize("protocol", ["SFTP", "AS2"])
def test_transfer_family_login_with_a_key(event: Event, protocol: str) -> None:
    sent = event("transferFamilyAuthorizer") | {"protocol": protocol}
    del sent["password"]

    assert models.TransferFamilyAuthorizer.model_validate(sent).password is None


@pytest.mark.parametrize(
    ("kind", "fits"),
    [("Create", ["Create"]), ("Update", ["Update"]), ("Delete", ["Delete"])],
)
def test_custom_resources_are_told_apart(event: Event, kind: str, fits: list[str]) -> None:
    sent = event(f"cloudformationCustomResource{kind}")
    matching = []
    for name in ("Create", "Update", "Delete"):
        try:
            getattr(models, f"CloudFormationCustomResource{name}Model").model_validate(sent)
        except ValidationError:
            continue
        matching.append(name)

    assert matching == fits
