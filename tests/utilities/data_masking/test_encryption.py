"""AWSEncryptionSDKProvider: what it asks of the SDK, and what its errors become (round trips: tests/integration)."""

from __future__ import annotations

from types import SimpleNamespace

import pytest

pytest.importorskip("aws_encryption_sdk")
from aws_encryption_sdk.exceptions import (
    AWSEncryptionSDKClientError,
    DecryptKeyError,
    GenerateKeyError,
    NotSupportedError,
    SerializationError,
)
from cryptography.exceptions import InvalidSignature

from aws_lambda_powertools.utilities.data_masking import DataMasking
from aws_lambda_powertools.utilities.data_masking.exceptions import (
    DataMaskingContextMismatchError,
    DataMaskingDecryptKeyError,
    DataMaskingDecryptValueError,
    DataMaskingEncryptKeyError,
    DataMaskingUnsupportedTypeError,
)
from aws_lambda_powertools.utilities.data_masking.provider.kms import AWSEncryptionSDKProvider

KEY = "arn:aws:kms:eu-west-1:123456789012:key/11111111-2222-3333-4444-555555555555"


class Client:
    """Stands in for the SDK's client; its cipher is the text itself."""

    def __init__(self):
        self.asked, self.error, self.context = [], None, {}

    def encrypt(self, **request):
        self._answer(request)
        self.context = request["encryption_context"]
        return request["source"], None

    def decrypt(self, **request):
        self._answer(request)
        return request["source"], SimpleNamespace(encryption_context={**self.context, "aws-crypto-public-key": "k"})

    def _answer(self, request):
        self.asked.append(request)
        if self.error is not None:
            raise self.error


@pytest.fixture
def client(monkeypatch):
    return Client()


@pytest.fixture
def masking(client, monkeypatch):
    monkeypatch.setenv("AWS_DEFAULT_REGION", "eu-west-1")
    provider = AWSEncryptionSDKProvider(keys=[KEY])
    provider._key_provider.client = client
    return DataMasking(provider)


def test_data_goes_to_the_sdk_as_json_with_its_context_and_options(masking, client):
    encrypted = masking.encrypt({"name": "Änn"}, provider_options={"frame_length": 0}, tenant="t-1")
    asked = client.asked[0]
    assert asked["source"] == '{"name": "Änn"}'.encode()
    assert (asked["encryption_context"], asked["frame_length"]) == ({"tenant": "t-1"}, 0)
    assert masking.decrypt(encrypted, tenant="t-1") == {"name": "Änn"}


@pytest.mark.parametrize("context", [{"tenant": "t-2"}, {}, {"tenant": "t-1", "more": "x"}])
def test_another_context_is_refused_without_telling_which_was_meant(masking, context):
    encrypted = masking.encrypt("secret", tenant="t-1")
    with pytest.raises(DataMaskingContextMismatchError) as raised:
        masking.decrypt(encrypted, **context)
    assert "t-1" not in str(raised.value)


def test_contexts_hold_texts_only(masking):
    for call in (masking.encrypt, masking.decrypt):
        with pytest.raises(DataMaskingUnsupportedTypeError, match="tenant"):
            call("x", tenant=7)


def test_no_data_key_is_an_error_of_the_key(masking, client):
    client.error = GenerateKeyError("denied")
    with pytest.raises(DataMaskingEncryptKeyError):
        masking.encrypt("x")


@pytest.mark.parametrize(
    ("error", "kind"),
    [
        (DecryptKeyError("x"), DataMaskingDecryptKeyError),
        (NotSupportedError("x"), DataMaskingDecryptValueError),
        (SerializationError("x"), DataMaskingDecryptValueError),
        (AWSEncryptionSDKClientError("x"), DataMaskingDecryptValueError),
        (InvalidSignature(), DataMaskingDecryptValueError),
        (TypeError("x"), DataMaskingDecryptValueError),
    ],
)
def test_errors_of_the_sdk_become_ours(masking, client, error, kind):
    client.error = error
    with pytest.raises(kind):
        masking.decrypt("eA==")


@pytest.mark.parametrize("data", ["a", 1, None])
def test_what_is_no_base64_is_refused(masking, data):
    with pytest.raises(DataMaskingDecryptValueError):
        masking.decrypt(data)


def test_a_key_provider_of_their_own_is_asked():
    asked = []

    class Keys:
        def encrypt(self, **options):
            asked.append(options)
            return "encrypted"

    masking = DataMasking(AWSEncryptionSDKProvider(keys=[KEY], key_provider=Keys()))
    assert masking.encrypt({"a": 1}, tenant="t-1") == "encrypted"
    assert asked == [{"data": {"a": 1}, "provider_options": {}, "tenant": "t-1"}]
