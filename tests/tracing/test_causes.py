"""Exceptions as causes: where they arose, and where they only pass."""

from __future__ import annotations

import contextlib
import os
import sys

import pytest

from aws_lambda_powertools.tracing import Tracer


@contextlib.contextmanager
def failing(tracer, name="work", **options):
    with pytest.raises(Exception), tracer.provider.in_subsegment(name, **options):  # noqa: B017
        yield


def exceptions(daemon, name="work"):
    return daemon.named(name)["cause"]["exceptions"]


def test_a_cause_tells_type_message_directory_and_stack(tracer, daemon):
    def inner():
        raise KeyError("k")

    with failing(tracer):
        inner()
    cause = daemon.named("work")["cause"]
    assert cause["working_directory"] == os.getcwd()
    [exception] = cause["exceptions"]
    assert (exception["type"], exception["message"], exception["remote"]) == ("KeyError", "'k'", False)
    frame = exception["stack"][-1]
    assert (frame["path"], frame["label"]) == ("test_causes.py", "inner")
    assert frame["line"] > 20


def test_an_exception_without_text_has_no_message(tracer, daemon):
    with failing(tracer):
        raise ValueError
    assert "message" not in exceptions(daemon)[0]


def test_stacks_begin_at_the_segment_and_have_ten_frames(tracer, daemon):
    def deep(depth):
        if depth == 0:
            raise ValueError("deep")
        deep(depth - 1)

    @tracer.capture_method
    def work():
        deep(20)

    with contextlib.suppress(ValueError):
        work()
    stack = daemon.documents[0]["cause"]["exceptions"][0]["stack"]
    assert [frame["label"] for frame in stack] == ["work", *["deep"] * 9]


def test_our_own_frames_are_left_out(tracer, daemon, lambda_context):
    """tracing.md 9.10."""

    @tracer.capture_method
    def work():
        raise ValueError("no")

    @tracer.capture_lambda_handler
    def handler(event, context):
        work()

    with contextlib.suppress(ValueError):
        handler({}, lambda_context)
    paths = {frame["path"] for frame in daemon.documents[0]["cause"]["exceptions"][0]["stack"]}
    assert paths == {"test_causes.py"}


def test_an_exception_is_described_once_and_referred_to_further_out(tracer, daemon):
    with failing(tracer, "outer"), tracer.provider.in_subsegment("middle"), tracer.provider.in_subsegment("inner"):
        raise ValueError("no")
    [exception] = exceptions(daemon, "inner")
    assert daemon.named("middle")["cause"] == daemon.named("outer")["cause"] == exception["id"]
    assert all(document["fault"] for document in daemon.documents)


def test_an_exception_that_was_handled_leaves_outer_segments_in_peace(tracer, daemon):
    with tracer.provider.in_subsegment("outer"), failing(tracer, "inner"):
        raise ValueError("no")
    assert "fault" not in daemon.named("outer")


def test_another_exception_is_described_by_itself(tracer, daemon):
    with failing(tracer, "outer"):
        try:
            with tracer.provider.in_subsegment("inner"):
                raise ValueError("first")
        except ValueError as error:
            raise KeyError("second") from error
    assert exceptions(daemon, "inner")[0]["type"] == "ValueError"
    assert exceptions(daemon, "outer")[0]["type"] == "KeyError"


def test_the_same_exception_object_is_described_again_in_another_trace(tracer, daemon, monkeypatch):
    error = ValueError("kept")
    with failing(tracer, "first"):
        raise error
    daemon.documents.clear()
    other = "1-5759e988-ffffffffffffffffffffffff"
    monkeypatch.setenv("_X_AMZN_TRACE_ID", f"Root={other};Parent=53995c3f42cd8ad8;Sampled=1")
    with failing(tracer, "second"):
        raise error
    assert exceptions(daemon, "second")[0]["message"] == "kept"


def test_exceptions_noted_by_hand_stand_beside_the_one_that_leaves(tracer, daemon):
    with failing(tracer):
        segment = tracer.provider.current_subsegment()
        segment.add_exception(KeyError("noted"), [])
        raise ValueError("left")
    assert [exception["type"] for exception in exceptions(daemon)] == ["KeyError", "ValueError"]


def test_an_exception_noted_by_hand_that_leaves_too_is_described_once(tracer, daemon):
    with failing(tracer):
        error = ValueError("no")
        tracer.provider.current_subsegment().add_exception(error, [])
        raise error
    assert len(exceptions(daemon)) == 1


def test_calls_of_other_services_tell_who_called(tracer, daemon):
    def caller():
        with tracer.provider.in_subsegment("example.com", namespace="remote"):
            raise ConnectionError("refused")

    with contextlib.suppress(ConnectionError):
        caller()
    labels = [frame["label"] for frame in exceptions(daemon, "example.com")[0]["stack"]]
    assert labels[-1] == "caller"
    assert "test_calls_of_other_services_tell_who_called" in labels
    assert len(labels) == 10


def test_an_exception_without_text_of_its_own_is_still_described(tracer, daemon):
    class UnspeakableError(Exception):
        def __str__(self):
            raise RuntimeError("no text")

    with failing(tracer):
        raise UnspeakableError("x")
    assert exceptions(daemon)[0]["type"] == "UnspeakableError"


def test_an_exception_that_takes_no_attributes_is_described_on_each_segment(tracer, daemon):
    class FrozenError(Exception):
        def __setattr__(self, name, value):
            raise AttributeError("frozen")

    with failing(tracer, "outer"), tracer.provider.in_subsegment("inner"):
        raise FrozenError("no")
    assert exceptions(daemon, "inner")[0]["type"] == exceptions(daemon, "outer")[0]["type"] == "FrozenError"


def test_a_deleted_working_directory_is_no_trouble(tracer, daemon, tmp_path, monkeypatch):
    gone = tmp_path / "gone"
    gone.mkdir()
    monkeypatch.chdir(gone)
    gone.rmdir()
    with failing(tracer):
        raise ValueError("no")
    assert daemon.named("work")["cause"]["working_directory"] == ""


def test_the_users_exception_keeps_its_notes_context_and_traceback(tracer, daemon):
    """TR-10."""

    @tracer.capture_method
    def work():
        try:
            _ = {}["missing"]
        except KeyError as error:
            raise ValueError("no") from error

    with pytest.raises(ValueError, match="no") as caught:
        work()
    assert isinstance(caught.value.__cause__, KeyError)
    assert isinstance(caught.value.__context__, KeyError)
    if sys.version_info >= (3, 11):
        assert not hasattr(caught.value, "__notes__")


def test_an_unsampled_exception_passes_too(tracer, daemon, monkeypatch):
    monkeypatch.delenv("_X_AMZN_TRACE_ID")
    with pytest.raises(ValueError, match="no"):
        Tracer().capture_method(lambda: (_ for _ in ()).throw(ValueError("no")))()
