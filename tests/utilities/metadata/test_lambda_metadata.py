"""Where the function runs, as Lambda's metadata endpoint says."""

from __future__ import annotations

import dataclasses
import json
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from fresh_interpreter import loaded_by

from aws_lambda_powertools.utilities.metadata import (
    LambdaMetadata,
    LambdaMetadataError,
    clear_metadata_cache,
    get_lambda_metadata,
    lambda_metadata,
)


class Endpoint:
    """A metadata endpoint that gives the answer it was told to give."""

    def __init__(self):
        self.status = 200
        self.body = json.dumps({"AvailabilityZoneID": "use1-az1", "More": 1}).encode()
        self.asked = []
        endpoint = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self):
                endpoint.asked.append((self.path, self.headers["Authorization"]))
                self.send_response(endpoint.status)
                self.end_headers()
                self.wfile.write(endpoint.body)

            def log_message(self, *args):
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.address = f"127.0.0.1:{self.server.server_port}"


@pytest.fixture
def endpoint():
    endpoint = Endpoint()
    thread = threading.Thread(target=endpoint.server.serve_forever, args=(0.01,))
    thread.start()
    yield endpoint
    endpoint.server.shutdown()
    endpoint.server.server_close()
    thread.join()


@pytest.fixture(autouse=True)
def empty_cache():
    clear_metadata_cache()
    yield
    clear_metadata_cache()


@pytest.fixture
def in_lambda(monkeypatch, endpoint):
    monkeypatch.setenv("AWS_LAMBDA_INITIALIZATION_TYPE", "on-demand")
    monkeypatch.setenv("AWS_LAMBDA_METADATA_API", endpoint.address)
    monkeypatch.setenv("AWS_LAMBDA_METADATA_TOKEN", "secret")
    return endpoint


def test_the_endpoint_is_asked_once(in_lambda):
    assert get_lambda_metadata().availability_zone_id == "use1-az1"
    assert get_lambda_metadata() == LambdaMetadata("use1-az1")
    assert in_lambda.asked == [("/2026-01-15/metadata/execution-environment", "Bearer secret")]


def test_an_empty_answer_is_an_answer_too(in_lambda):
    """The public package asks again at each call."""
    in_lambda.body = b"{}"
    assert get_lambda_metadata() == get_lambda_metadata() == LambdaMetadata()
    assert len(in_lambda.asked) == 1


def test_an_environment_restored_from_a_snapshot_asks_anew(in_lambda, monkeypatch):
    """The public package keeps the zone of the environment that was photographed."""
    get_lambda_metadata()
    in_lambda.body = b'{"AvailabilityZoneID": "use1-az2"}'
    monkeypatch.setenv("AWS_LAMBDA_METADATA_TOKEN", "another secret")
    assert get_lambda_metadata().availability_zone_id == "use1-az2"


def test_what_is_handed_out_can_not_poison_the_cache(in_lambda):
    with pytest.raises(dataclasses.FrozenInstanceError):
        get_lambda_metadata().availability_zone_id = "mine"
    assert hash(get_lambda_metadata()) == hash(LambdaMetadata("use1-az1"))
    assert repr(get_lambda_metadata()) == "LambdaMetadata(availability_zone_id='use1-az1')"


def test_threads_wait_for_one_answer(in_lambda):
    found = []
    threads = [threading.Thread(target=lambda: found.append(get_lambda_metadata())) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert found == [LambdaMetadata("use1-az1")] * 8
    assert len(in_lambda.asked) == 1


@pytest.mark.parametrize(
    "environment",
    [
        {"AWS_LAMBDA_INITIALIZATION_TYPE": ""},
        {"POWERTOOLS_DEV": "true"},
        {"POWERTOOLS_DEV": "1"},
        {"POWERTOOLS_DEV": "on"},
    ],
)
def test_outside_lambda_and_in_development_nobody_is_asked(in_lambda, monkeypatch, environment):
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    assert get_lambda_metadata() == LambdaMetadata(availability_zone_id=None)
    assert in_lambda.asked == []


@pytest.mark.parametrize("variable", ["AWS_LAMBDA_METADATA_API", "AWS_LAMBDA_METADATA_TOKEN"])
def test_a_variable_that_is_missing_is_named(in_lambda, monkeypatch, variable):
    monkeypatch.delenv(variable)
    with pytest.raises(LambdaMetadataError, match=variable) as caught:
        get_lambda_metadata()
    assert caught.value.status_code == -1


@pytest.mark.parametrize(
    ("status", "body", "code"),
    [(500, b"", 500), (404, b"{}", 404), (201, b"{}", 201), (200, b"{", -1), (200, b"[1]", -1), (200, b"\xff", -1)],
)
def test_an_answer_that_is_of_no_use_is_an_error_and_the_next_call_asks_again(in_lambda, status, body, code):
    good, in_lambda.status, in_lambda.body = in_lambda.body, status, body
    with pytest.raises(LambdaMetadataError) as caught:
        get_lambda_metadata()
    assert caught.value.status_code == code
    in_lambda.status, in_lambda.body = 200, good
    assert get_lambda_metadata().availability_zone_id == "use1-az1"


def test_nobody_there_is_an_error(in_lambda, monkeypatch):
    monkeypatch.setenv("AWS_LAMBDA_METADATA_API", "127.0.0.1:9")
    with pytest.raises(LambdaMetadataError, match=r"127\.0\.0\.1:9"):
        get_lambda_metadata()


def test_a_proxy_of_the_environment_is_not_used(in_lambda, monkeypatch):
    """The public package sends the token to it."""
    monkeypatch.setenv("http_proxy", "http://127.0.0.1:9")
    assert get_lambda_metadata().availability_zone_id == "use1-az1"


def test_the_fetch_can_be_replaced_in_tests(monkeypatch):
    monkeypatch.setenv("AWS_LAMBDA_INITIALIZATION_TYPE", "on-demand")
    monkeypatch.setattr(lambda_metadata, "_fetch_metadata", lambda timeout: {"AvailabilityZoneID": f"after {timeout}"})
    assert get_lambda_metadata(timeout=3).availability_zone_id == "after 3"


def test_nothing_costly_is_loaded_before_metadata_is_asked_for():
    load = "from aws_lambda_powertools.utilities.metadata import get_lambda_metadata"
    _, loaded = loaded_by([load, f"{load}; get_lambda_metadata()"])
    before, outside_lambda = loaded.values()
    assert not {"urllib", "http.client", "dataclasses"} & before
    assert "http.client" not in outside_lambda


def test_a_host_that_is_none_is_an_error_that_names_the_variable(monkeypatch):
    monkeypatch.setenv("AWS_LAMBDA_INITIALIZATION_TYPE", "on-demand")
    monkeypatch.setenv("AWS_LAMBDA_METADATA_TOKEN", "token")
    monkeypatch.setenv("AWS_LAMBDA_METADATA_API", "::bad::")
    with pytest.raises(LambdaMetadataError, match=r"AWS_LAMBDA_METADATA_API.*::bad::"):
        get_lambda_metadata()
