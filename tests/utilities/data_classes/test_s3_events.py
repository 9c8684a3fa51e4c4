"""What happened to objects in S3, and requests of S3 Object Lambda."""

from __future__ import annotations

from urllib.parse import quote_plus

import pytest
from fresh_interpreter import loaded_by
from hypothesis import given, strategies as st

from aws_lambda_powertools.utilities.data_classes import S3Event, S3EventBridgeNotificationEvent, S3ObjectLambdaEvent
from aws_lambda_powertools.utilities.data_classes.s3_event import (
    S3EventBridgeNotificationObject,
    S3EventRecord,
    S3Message,
    S3Object,
)


class TestNotification:
    def test_an_object_was_created(self, event):
        created = S3Event(event("s3Event"))
        record = created.record

        assert (record.event_source, record.event_version, record.event_name) == ("aws:s3", "2.1", "ObjectCreated:Put")
        assert (record.aws_region, record.event_time) == ("us-east-2", "2019-09-03T19:37:27.192Z")
        assert record.user_identity.principal_id == "AWS:AIDAINPONIXQXHT3IKHL2"
        assert record.request_parameters.source_ip_address == "205.255.255.255"
        assert record.response_elements["x-amz-request-id"] == "D82B88E5F771F645"
        assert record.s3.s3_schema_version == "1.0"
        assert record.s3.configuration_id == "828aa6fc-f7b5-4305-8584-487c791949c1"
        assert record.s3.bucket.name == created.bucket_name == "lambda-artifacts-deafc19498e3f2df"
        assert record.s3.bucket.arn == "arn:aws:s3:::lambda-artifacts-deafc19498e3f2df"
        assert record.s3.bucket.owner_identity.principal_id == "A3I5XTEXAMAI3E"
        stored = record.s3.get_object
        assert stored.key == stored.etag == created.object_key == "b21b84d653bb07b05b1e6b33684dc11b"
        assert (stored.size, stored.sequencer) == (1305107, "0C0F6F405D6ED209E1")
        assert stored.version_id is record.glacier_event_data is record.intelligent_tiering_event_data is None

    def test_a_deleted_object_has_no_size_and_no_etag(self, event):
        stored = S3Event(event("s3EventDeleteObject")).record.s3.get_object
        assert stored.size is None
        assert stored.etag == ""

    def test_a_restored_object(self, event):
        restored = S3Event(event("s3EventGlacier")).record.glacier_event_data.restore_event_data
        assert restored.lifecycle_restoration_expiry_time == "1970-01-01T00:01:00.000Z"
        assert restored.lifecycle_restore_storage_class == "standard"

    def test_an_object_that_was_moved_to_another_tier(self):
        record = S3EventRecord({"intelligentTieringEventData": {"destinationAccessTier": "DEEP_ARCHIVE_ACCESS"}})
        assert record.intelligent_tiering_event_data.destination_access_tier == "DEEP_ARCHIVE_ACCESS"

    def test_the_key_is_read_without_escapes(self, event):
        created = S3Event(event("s3EventDecodedKey"))
        assert created.object_key == "Happy Face.jpg"
        assert created.record.s3.get_object.key == "Happy%20Face.jpg"
        assert [record.s3.get_object.decoded_key for record in created.records] == ["Happy Face.jpg"]

    @given(st.text())
    def test_any_key_comes_back(self, key):
        raw = {"Records": [{"s3": {"object": {"key": quote_plus(key)}}}]}
        assert S3Event(raw).object_key == key

    def test_reading_a_key_does_not_load_urllib(self):
        raw = {"Records": [{"s3": {"object": {"key": "a%20b"}}}]}
        statement = f"from aws_lambda_powertools.utilities.data_classes import S3Event\nassert S3Event({raw}).object_key == 'a b'"
        assert not any(name.startswith("urllib") for name in loaded_by([statement])[1][statement])

    def test_the_object_may_have_another_name(self):
        assert S3Message({"get_object": {"key": "a"}, "object": {"key": "b"}}).get_object.key == "a"
        assert S3Message({"get_object": None, "object": {"key": "b"}}).get_object.key == "b"

    def test_sizes_are_numbers(self):
        assert S3Object({"size": "7"}).size == 7

    @pytest.mark.parametrize("name", ["bucket_name", "object_key"])
    def test_an_event_without_records_has_no_first_object(self, name):
        with pytest.raises(IndexError):
            getattr(S3Event({"Records": []}), name)

    def test_an_event_without_records_has_no_first_record(self):
        with pytest.raises(StopIteration):
            _ = S3Event({"Records": []}).record

    def test_what_is_missing_is_named_with_its_path(self):
        with pytest.raises(KeyError, match=r"Records\[0\].s3.bucket.name"):
            _ = S3Event({"Records": [{"s3": {"bucket": {}}}]}).bucket_name

    def test_nothing_is_built_twice(self, event):
        created = S3Event(event("s3Event"))
        assert created.record is created.record
        assert created.record.s3.get_object is created.record.s3.get_object


class TestEventBridge:
    def test_an_object_was_created(self, event):
        created = S3EventBridgeNotificationEvent(event("s3EventBridgeNotificationObjectCreatedEvent"))
        detail = created.detail

        assert (created.source, created.detail_type) == ("aws.s3", "Object Created")
        assert detail.version == "0"
        assert detail.bucket.name == "example-bucket"
        assert (detail.object.key, detail.object.size) == ("IMG_m7fzo3.jpg", 184662)
        assert detail.object.etag == "4e68adba0abe2dc8653dc3354e14c01d"
        assert detail.object.sequencer == "006408CAD69598B05E"
        assert detail.object.version_id is None
        assert (detail.request_id, detail.requester) == ("57H08PA84AB1JZW0", "123456789012")
        assert detail.source_ip_address == "34.252.34.74"
        assert detail.reason == "PutObject"
        assert detail.deletion_type is detail.restore_expiry_time is None

    def test_an_object_was_deleted(self, event):
        detail = S3EventBridgeNotificationEvent(event("s3EventBridgeNotificationObjectDeletedEvent")).detail
        assert detail.deletion_type == "Delete Marker Created"
        assert detail.object.size is None

    def test_an_object_was_restored(self, event):
        detail = S3EventBridgeNotificationEvent(event("s3EventBridgeNotificationObjectRestoreCompletedEvent")).detail
        assert detail.restore_expiry_time == "2021-11-13T00:00:00Z"
        assert detail.source_storage_class == "GLACIER"
        assert detail.source_ip_address is None

    def test_keys_lose_escapes_that_they_do_not_have(self):
        assert S3EventBridgeNotificationObject({"key": "a+b%2F"}).key == "a b/"

    def test_strict_gives_keys_as_they_are(self, monkeypatch):
        monkeypatch.setenv("POWERTOOLS_STRICT", "true")
        assert S3EventBridgeNotificationObject({"key": "a+b%2F"}).key == "a+b%2F"


class TestObjectLambda:
    def test_a_request_of_a_user(self, event):
        raw = event("s3ObjectEventIAMUser")
        request = S3ObjectLambdaEvent(raw)
        context, user = request.object_context, request.user_identity

        assert request.request_id == "1a5ed718-5f53-471d-b6fe-5cf62d88d02a"
        assert request.request_route == context.output_route == "io-iad-cell001"
        assert request.request_token == context.output_token == "..."
        assert request.input_s3_url == context.input_s3_url == raw["getObjectContext"]["inputS3Url"]
        assert request.configuration.access_point_arn.endswith("accesspoint/myolap")
        assert request.configuration.supporting_access_point_arn.endswith("accesspoint/myap")
        assert request.configuration.payload == "test"
        assert request.user_request.url == "/s3.txt"
        assert request.user_request.headers["ACCEPT-ENCODING"] == "identity"
        assert request.protocol_version == "1.00"
        assert (user.get_type, user.user_name, user.account_id) == ("IAMUser", "Alice", "123456789012")
        assert (user.access_key_id, user.principal_id) == ("...", "...")
        assert user.arn == "arn:aws:iam::123456789012:user/myuser"
        assert user.session_context is None

    def test_a_request_with_temporary_credentials(self, event):
        user = S3ObjectLambdaEvent(event("s3ObjectEventTempCredentials")).user_identity
        session = user.session_context
        issuer = session.session_issuer

        assert user.user_name is None
        assert (session.attributes.mfa_authenticated, session.attributes.creation_date) == (
            "false",
            "Wed Mar 10 23:41:52 UTC 2021",
        )
        assert (issuer.get_type, issuer.user_name, issuer.principal_id) == ("Role", "Admin", "principalId")
        assert (issuer.arn, issuer.account_id) == ("arn:aws:iam::123456789012:role/Admin", "123456789012")

    def test_presigned_urls_show_no_token(self):
        url = "https://example.com/a?X-Amz-Security-Token=IQoJb3JpZ2luX2Vj&X-Amz-Expires=61"
        shown = str(S3ObjectLambdaEvent({"getObjectContext": {"inputS3Url": url, "outputToken": "IQoJb3JpZ2lu"}}))
        assert "IQoJb3JpZ2lu" not in shown
        assert "X-Amz-Expires=61" in shown
