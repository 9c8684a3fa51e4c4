"""The event that a command line names."""

from __future__ import annotations

import io

import pytest

from aws_lambda_powertools.local import LocalError
from aws_lambda_powertools.local._events import load_event


@pytest.fixture
def file(tmp_path):
    def write(content: bytes) -> str:
        path = tmp_path / "event.json"
        path.write_bytes(content)
        return str(path)

    return write


@pytest.mark.parametrize("content", [b'{"a": 1}', b'\xef\xbb\xbf{"a": 1}', b' {"a":\n1}\n'])
def test_a_file_is_an_event(file, content):
    assert load_event(file(content)) == {"a": 1}


def test_standard_input_is_an_event():
    assert load_event("-", io.BytesIO(b"[1]")) == [1]


@pytest.mark.parametrize("name", ["api_gateway_rest", "api-gateway-rest"])
def test_a_factory_is_an_event(name):
    assert load_event(name)["httpMethod"] == "GET"


@pytest.mark.parametrize(
    ("content", "sentence", "hint"),
    [
        (b'{"a": 1,\n "b" 2}', "line 2, column 6", '"b" 2}'),
        (b'{"a": 1}}', "line 1, column 9", ""),
        (b"", "is empty", "{}"),
        (b" \n", "is empty", ""),
        (b'{"a": NaN}', "NaN is not JSON", ""),
        (b"\xff", "is not UTF-8", ""),
        (b"[" * 100_000, "nested too deeply", ""),
    ],
)
def test_what_is_no_json_is_said_with_its_place(file, content, sentence, hint):
    with pytest.raises(LocalError, match=sentence) as caught:
        load_event(file(content))

    assert hint in caught.value.hint


@pytest.mark.parametrize(
    ("name", "hint"),
    [("api_gateway_res", "Did you mean 'api_gateway_rest'?"), ("zzz", "api_gateway_rest, ")],
)
def test_a_name_that_nothing_has_is_refused(name, hint):
    with pytest.raises(LocalError, match="no file") as caught:
        load_event(name)

    assert hint in caught.value.hint


def test_json_in_the_place_of_a_name_is_refused_with_the_way_to_send_it():
    with pytest.raises(LocalError, match="not JSON") as caught:
        load_event('{"id": 7}')

    assert "--event -" in caught.value.hint
