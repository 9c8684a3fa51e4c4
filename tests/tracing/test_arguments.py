"""Wrong arguments of Tracer, and what its backend has and lacks of the X-Ray SDK's names."""

from __future__ import annotations

import pytest

from aws_lambda_powertools.tracing import Tracer


@pytest.mark.parametrize(
    ("arguments", "error", "message"),
    [
        ({"disabled": "maybe"}, ValueError, "disabled.*'maybe'"),
        ({"service": 5}, TypeError, "service.*not 5"),
        ({"patch_modules": 5}, TypeError, "modules.*not 5"),
        ({"patch_modules": "boto3"}, TypeError, "list.*'boto3'"),
        ({"provider": 5}, TypeError, "provider.*not 5"),
        ({"redact_keys": 5}, TypeError, "redact_keys.*not 5"),
    ],
)
def test_wrong_arguments_are_named(arguments, error, message):
    with pytest.raises(error, match=message):
        Tracer(**arguments)


@pytest.mark.parametrize(("word", "is_disabled"), [("true", True), ("1", True), ("false", False), ("off", False)])
def test_a_word_switches_tracing_off_or_not(word, is_disabled):
    assert Tracer(disabled=word).disabled is is_disabled  # type: ignore[arg-type]


def test_modules_and_endpoints_that_are_none_are_named():
    tracer = Tracer(auto_patch=False)
    with pytest.raises(TypeError, match=r"modules.*not 5"):
        tracer.patch(5)  # type: ignore[arg-type]
    with pytest.raises(TypeError, match=r"hostname.*not 5"):
        tracer.ignore_endpoint(5)  # type: ignore[arg-type]


def test_a_provider_may_have_some_of_the_methods_only():
    class Notes:
        def put_annotation(self, key, value): ...

    Tracer(provider=Notes(), auto_patch=False).put_annotation("key", "value")


# --- The X-Ray SDK's names ------------------------------------------------------------------------------------------


def test_parts_of_a_document_are_attributes(tracer, daemon):
    with tracer.provider.in_subsegment("work") as segment:
        assert (segment.fault, segment.error, segment.throttle, segment.subsegments) == (False, False, False, [])
        assert (segment.http, segment.aws, segment.sql, segment.cause) == ({}, {}, {}, {})
        segment.fault = True
        segment.http["request"] = {"method": "GET"}
        segment.aws = {"operation": "Get"}
        segment.set_sql({"sanitized_query": "SELECT 1"})
        assert segment.sql == {"sanitized_query": "SELECT 1"}
    (document,) = daemon.documents
    assert document["fault"] is True
    assert document["http"] == {"request": {"method": "GET"}}
    assert document["aws"] == {"operation": "Get"}
    assert not {"error", "throttle", "cause"} & set(document)


def test_an_exception_is_found_under_cause(tracer, daemon):
    with pytest.raises(ValueError), tracer.provider.in_subsegment("work") as segment:
        raise ValueError("no")
    assert segment.fault is True
    assert segment.cause["exceptions"][0]["message"] == "no"


def test_segments_begin_and_end_without_being_recorded(tracer, daemon):
    provider = tracer.provider
    segment = provider.begin_segment("mine")
    assert segment is provider.current_segment()
    with provider.in_subsegment("below"):
        pass
    provider.end_segment()
    with provider.in_segment("mine") as facade:
        facade.put_annotation("key", "value")
    assert [document["name"] for document in daemon.documents] == ["below"]


@pytest.mark.parametrize("name", ["context", "streaming", "emitter", "sampling", "service"])
def test_what_the_backend_lacks_is_said_with_what_has_it(tracer, name):
    with pytest.raises(AttributeError, match=f"'{name}'.*POWERTOOLS_TRACER_PROVIDER=xray-sdk"):
        getattr(tracer.provider, name)


def test_what_segments_lack_is_said_likewise(tracer):
    with tracer.provider.in_subsegment("work") as segment, pytest.raises(AttributeError, match=r"'user'.*xray-sdk"):
        _ = segment.user
    with pytest.raises(AttributeError, match=r"'set_user'.*xray-sdk"):
        tracer.provider.current_segment().set_user("me")


def test_names_that_nobody_has_get_no_hint(tracer):
    assert not hasattr(tracer.provider, "__wrapped__")


def test_switched_off_it_has_the_same_names():
    provider = Tracer(disabled=True).provider
    with provider.in_segment("mine"), provider.in_subsegment("work") as segment:
        assert (segment.fault, segment.http, segment.cause, segment.subsegments) == (False, {}, {}, [])
    assert provider.begin_segment("mine") is provider.current_segment()
    provider.end_segment()
