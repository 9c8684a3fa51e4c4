"""The wrapper around events, maps without case, HTTP requests in general, and what is shown of them."""

from __future__ import annotations

import copy
import pickle
from collections.abc import Mapping

import pytest
from hypothesis import given, strategies as st

from aws_lambda_powertools.shared.functions import extract_event_from_common_models
from aws_lambda_powertools.utilities.data_classes import APIGatewayProxyEvent
from aws_lambda_powertools.utilities.data_classes._caseless import MOST_NAMES, _lower, caseless_copy
from aws_lambda_powertools.utilities.data_classes.common import (
    BaseProxyEvent,
    BaseRequestContextV2,
    CaseInsensitiveDict,
    DictWrapper,
    RequestContextClientCert,
)
from aws_lambda_powertools.warnings import PowertoolsDeprecationWarning


class Part(DictWrapper):
    @property
    def size(self):
        return self["size"]


class Event(DictWrapper):
    label = "no attribute of the event"

    def method(self):
        return "no attribute of the event"

    @property
    def name(self):
        return self["name"]

    @property
    def part(self):
        return Part(self["part"])

    @property
    def parts(self):
        return [Part(part) for part in self["parts"]]

    @property
    def by_name(self):
        return {"a": Part({"size": 1})}


# --- The wrapper --------------------------------------------------------------------------------------------------


def test_an_event_is_a_mapping():
    raw = {"name": "x", "part": {"size": 1}}
    event = Event(raw)
    assert isinstance(event, Mapping)
    assert event["name"] == event.get("name") == "x"
    assert (len(event), list(event), dict(event)) == (2, ["name", "part"], raw)
    assert "part" in event
    assert "parts" not in event
    assert list(event.items()) == list(raw.items())
    with pytest.raises(KeyError):
        event["nothing"]


def test_keys_need_not_be_texts():
    assert Event({"5": "five"}).get(5) == "five"
    assert Event({}).get(None, "default") == "default"


def test_the_raw_event_is_the_very_object():
    raw = {"part": {"size": 1}}
    assert Event(raw).raw_event is raw
    assert extract_event_from_common_models(Event(raw)) is raw


def test_events_are_equal_by_content():
    assert Event({"a": 1}) == Event({"a": 1}) == Part({"a": 1})
    assert Event({"a": 1}) != Event({"a": 2})
    assert Event({"a": 1}) != {"a": 1}


def test_events_are_no_keys():
    with pytest.raises(TypeError):
        hash(Event({}))


def test_an_own_class_with_an_own_constructor():
    class Own(DictWrapper):
        def __init__(self, data):
            self._data = data

        @property
        def headers(self):
            return self._kept("headers", self._data["headers"], CaseInsensitiveDict)

    event = Own({"headers": {"A": "b"}})
    assert event.headers["a"] == "b"
    assert event.headers is event.headers
    assert event["headers"] == {"A": "b"}


# --- What is shown ------------------------------------------------------------------------------------------------


def test_all_attributes_are_shown():
    event = Event({"name": "x", "part": {"size": 1}, "parts": [{"size": 2}, {}]})
    part = {"raw_event": "[SENSITIVE]", "size": 1}
    assert str(event) == str(
        {
            "by_name": {"a": part},
            "name": "x",
            "part": part,
            "parts": [
                {"raw_event": "[SENSITIVE]", "size": 2},
                {"raw_event": "[SENSITIVE]", "size": "[Cannot be deserialized]"},
            ],
            "raw_event": "[SENSITIVE]",
        }
    )


@pytest.mark.parametrize("names", [["name"], ("name",), {"name"}])
def test_a_class_says_what_is_secret(names):
    class Secret(Event):
        _sensitive_properties = names

    class SecretOfOne(Event):
        def __init__(self, data):
            super().__init__(data)
            self._sensitive_properties = names

    for event in (Secret({"name": "hunter2"}), SecretOfOne({"name": "hunter2"})):
        assert "'name': '[SENSITIVE]'" in str(event)


SECRETS = {
    "headers": {"Authorization": "Bearer hunter2", "Cookie": "session=hunter2", "X-Api-Key": "hunter2"},
    "multiValueHeaders": {"Authorization": ["Bearer hunter2"]},
    "queryStringParameters": {"token": "hunter2", "page": "1"},
    "requestContext": {"identity": {"apiKey": "hunter2", "sourceIp": "10.0.0.1"}},
}


def test_headers_and_parameters_that_are_secret():
    shown = str(APIGatewayProxyEvent(SECRETS))
    assert "hunter2" not in shown
    assert "10.0.0.1" in shown


@pytest.mark.parametrize(
    "body",
    [
        '{"user": "jane", "password": "hunter2"}',
        '{"user": "jane", "Password" : "hun\\"ter2"}',
        '{"user": "jane", "client_secret": "hunter2"}',
        '{"user": "jane", "detail": "{\\"access_token\\": \\"hunter2\\"}"}',
        '{"user": "jane", "pin": 1, "api-key":"hunter2"}',
        "user=jane&password=hunter2&remember=1",
        "grant_type=refresh&user=jane&refresh_token=hunter2",
        "Authorization: Bearer hunter2\nuser: jane",
    ],
)
def test_secrets_inside_texts(body):
    shown = str(APIGatewayProxyEvent({"body": body}))
    assert "hunter2" not in shown
    assert 'ter2"' not in shown
    assert "jane" in shown


@pytest.mark.parametrize("text", ["the token is expired", "secretary=jane", '{"tokens": 5}', "passwordless: yes"])
def test_what_only_sounds_secret_is_shown(text):
    assert text in str(APIGatewayProxyEvent({"body": text}))


@given(st.text())
def test_any_text_can_be_shown(text):
    assert str(APIGatewayProxyEvent({"body": text}))


def test_looking_at_an_event_does_not_change_it():
    raw = copy.deepcopy(SECRETS)
    event = APIGatewayProxyEvent(raw)
    headers = event.headers
    str(event)
    assert raw == SECRETS
    assert event.headers is headers


# --- Maps without case --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        (None, {}),
        ({}, {}),
        ({"A": 1, "b": 2}, {"a": 1, "b": 2}),
        ([("A", 1), ("a", 2)], {"a": 2}),
        ((pair for pair in [("X", 1)]), {"x": 1}),
        ({1: 2, None: 3}, {1: 2, None: 3}),
    ],
)
def test_what_a_map_is_made_of(given, expected):
    assert dict(CaseInsensitiveDict(given)) == expected


def test_a_map_by_names():
    assert dict(CaseInsensitiveDict({"A": 1}, A=2, B=3)) == {"a": 2, "b": 3}


def test_keys_match_in_any_case():
    headers = CaseInsensitiveDict({"Content-Type": "x"})
    assert headers["CONTENT-TYPE"] == headers.get("content-type") == "x"
    assert "Content-type" in headers
    assert "Accept" not in headers
    assert headers.get("Accept") is None
    assert headers.get("Accept", "y") == "y"
    assert headers.setdefault("CONTENT-TYPE", "z") == "x"
    assert headers.setdefault("Accept", "y") == "y"
    headers["ACCEPT"] = "z"
    assert list(headers.items()) == [("content-type", "x"), ("accept", "z")]
    del headers["Accept"]
    assert headers.pop("Content-Type") == "x"
    assert headers.pop("Content-Type", None) is None
    with pytest.raises(KeyError):
        headers.pop("Content-Type")
    with pytest.raises(KeyError):
        del headers["Content-Type"]
    with pytest.raises(KeyError):
        headers["Content-Type"]


def test_maps_are_joined():
    one = CaseInsensitiveDict({"A": 1})
    joined = one | {"B": 2}
    assert (type(joined), joined) == (CaseInsensitiveDict, {"a": 1, "b": 2})
    joined = {"B": 2, "a": 3} | one
    assert (type(joined), joined) == (CaseInsensitiveDict, {"b": 2, "a": 1})
    one |= {"A": 5}
    one |= [("C", 6)]
    assert (type(one), one) == (CaseInsensitiveDict, {"a": 5, "c": 6})
    one.update({"D": 7}, E=8)
    one.update(None)
    assert list(one) == ["a", "c", "d", "e"]
    with pytest.raises(TypeError):
        one | 5
    with pytest.raises(TypeError):
        5 | one


def test_maps_are_equal_in_any_case():
    headers = CaseInsensitiveDict({"A": 1})
    assert headers == {"a": 1} == headers
    assert headers == {"A": 1}
    assert headers == CaseInsensitiveDict({"a": 1})
    assert headers != {"A": 2}
    assert headers != 5
    with pytest.raises(TypeError):
        hash(headers)


@pytest.mark.parametrize(
    "duplicate", [CaseInsensitiveDict.copy, copy.copy, copy.deepcopy, lambda one: pickle.loads(pickle.dumps(one))]
)
def test_a_copy_ignores_case_too(duplicate):
    original = CaseInsensitiveDict({"A": 1})
    again = duplicate(original)
    assert type(again) is CaseInsensitiveDict
    assert again["a"] == again["A"] == 1
    again["B"] = 2
    assert "b" not in original


@given(st.dictionaries(st.text(), st.integers()))
def test_a_map_is_the_dict_of_its_lowered_keys(given):
    expected = {key.lower(): value for key, value in given.items()}
    assert dict(CaseInsensitiveDict(given)) == expected
    assert dict(caseless_copy(given)) == expected
    assert all(CaseInsensitiveDict(given)[key.lower()] == value for key, value in expected.items())


def test_remembered_names_do_not_grow_without_bound():
    for number in range(MOST_NAMES * 2):
        CaseInsensitiveDict({f"X-Header-{number}": 1})
    CaseInsensitiveDict({"X" * 100_000: 1})
    assert len(_lower) <= MOST_NAMES
    assert max(map(len, _lower)) < 1000
    _lower.clear()


# --- HTTP requests ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("raw", "decoded", "data"),
    [
        ({"body": '{"a": 1}'}, '{"a": 1}', {"a": 1}),
        ({"body": "eyJhIjogMX0=", "isBase64Encoded": True}, '{"a": 1}', {"a": 1}),
        ({"body": "", "isBase64Encoded": True}, "", None),
        ({"body": None, "isBase64Encoded": True}, None, None),
        ({}, None, None),
        ({"body": "null"}, "null", None),
    ],
)
def test_a_body(raw, decoded, data):
    request = BaseProxyEvent(raw)
    assert request.decoded_body == decoded
    assert request.json_body == data
    assert request.json_body is request.json_body
    assert request.decoded_body is request.decoded_body


def test_a_body_that_changes_is_read_anew():
    raw = {"body": "1"}
    request = BaseProxyEvent(raw)
    assert request.json_body == 1
    raw["body"] = "2"
    assert request.json_body == 2


@pytest.mark.parametrize(("body", "what"), [("a", "base64"), ("/w==", "UTF-8")])
def test_a_body_that_is_no_text_is_a_value_error(body, what):
    with pytest.raises(ValueError, match=what):
        _ = BaseProxyEvent({"body": body, "isBase64Encoded": True}).json_body


def test_an_own_deserializer():
    assert BaseProxyEvent({"body": "x"}, json_deserializer=str.upper).json_body == "X"


def test_looking_up_parameters():
    request = BaseProxyEvent(
        {"queryStringParameters": {"a": "1"}, "multiValueQueryStringParameters": {"a": ["1", "2"]}}
    )
    assert request.get_query_string_value("a") == "1"
    assert request.get_query_string_value("b") is None
    assert request.get_query_string_value(name="b", default_value="2") == "2"
    assert request.get_multi_value_query_string_values("a") == ["1", "2"]
    assert request.get_multi_value_query_string_values("b") == []
    assert request.get_multi_value_query_string_values(name="b", default_values=["3"]) == ["3"]


def test_get_header_value_is_deprecated():
    request = BaseProxyEvent({"headers": {"X-Id": "1"}})
    with pytest.warns(PowertoolsDeprecationWarning, match=r"headers\.get"):
        assert request.get_header_value("x-id") == "1"
    with pytest.warns(PowertoolsDeprecationWarning, match="case_sensitive"):
        assert request.get_header_value("x-no", "2", case_sensitive=True) == "2"


def test_not_every_request_has_an_answer_with_headers():
    with pytest.raises(NotImplementedError, match="BaseProxyEvent"):
        BaseProxyEvent({}).header_serializer()


@pytest.mark.parametrize("authentication", [None, {}, {"clientCert": None}])
def test_no_certificate(authentication):
    assert BaseRequestContextV2({"authentication": authentication}).authentication is None


def test_a_certificate():
    context = BaseRequestContextV2({"authentication": {"clientCert": {"issuerDN": "issuer"}}})
    assert isinstance(context.authentication, RequestContextClientCert)
    assert context.authentication is context.authentication
    assert context.authentication.issuer_dn == "issuer"
    with pytest.raises(KeyError, match=r"authentication\.clientCert\.validity\.notAfter"):
        _ = context.authentication.validity_not_after
