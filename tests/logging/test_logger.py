"""Logger itself: services, children, what the standard library's loggers have, copies."""

from __future__ import annotations

import copy
import inspect
import io
import json
import logging
import pickle
import subprocess
import sys

import pytest

from aws_lambda_powertools import Logger
from aws_lambda_powertools.logging.exceptions import OrphanedChildLoggerError
from aws_lambda_powertools.logging.formatter import LambdaPowertoolsFormatter
from aws_lambda_powertools.logging.logger import set_package_logger

# --- Services -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("argument", "variable", "service"),
    [
        (None, None, "service_undefined"),
        ("", None, "service_undefined"),
        (None, "payments", "payments"),
        ("orders", "payments", "orders"),
    ],
)
def test_the_name_of_the_service(monkeypatch, argument, variable, service):
    if variable:
        monkeypatch.setenv("POWERTOOLS_SERVICE_NAME", variable)
    logger = Logger(service=argument)
    assert (logger.service, logger.name) == (service, service)
    assert logger.get_current_keys()["service"] == service


def test_what_a_logger_tells_of_itself(logs):
    logger = logs.logger(level="WARNING")
    assert logger.registered_handler is logger.handlers[0]
    assert isinstance(logger.registered_handler, logging.StreamHandler)
    assert type(logger.registered_handler).__name__ == "StreamHandler"
    assert type(logger.registered_formatter) is LambdaPowertoolsFormatter
    assert logger.log_level == logger.initial_log_level == 30
    assert logger.name == logger.service == logs.service
    assert logger.parent is logging.root
    with pytest.raises(AttributeError, match="nothing"):
        _ = logger.nothing


def test_a_second_logger_of_a_service_uses_the_first_ones_handler(logs):
    first = logs.logger(level="ERROR", stage="prod")
    second = logs.logger(level="DEBUG", stage="test", stream=io.StringIO())
    second.debug("m")
    second.error("m")
    assert second.registered_handler is first.registered_handler
    assert second.log_level == 40
    assert logs.line["stage"] == "prod"
    assert len([handler for handler in first.handlers if type(handler) is not logging.NullHandler]) == 1


def test_standard_output_is_where_lines_go(capsys, monkeypatch):
    Logger(service="to-standard-output").info("m")
    assert '"message":"m"' in capsys.readouterr().out


# --- Where a line is from ---------------------------------------------------------------------------------------------


def test_the_location_is_the_callers(logs):
    logger = logs.logger()

    def inner():
        logger.info("inner")
        logger.info("outer", stacklevel=3)
        logger.info("inner", stacklevel=1)
        logger.info("inner", stacklevel=0)
        logger.log(20, "inner")
        logger.exception("inner")

    def outer():
        inner()

    outer()
    (lambda: logger.warning("<lambda>"))()  # noqa: PLC3002  # a caller of that name
    logger.info("outermost", stacklevel=10_000)
    assert [line["location"].partition(":")[0] for line in logs.lines[:-1]] == logs.messages[:-1]
    assert ":" in logs.lines[-1]["location"]


def test_a_method_of_a_subclass_is_a_caller_as_any_other(logs):
    class Mine(Logger):
        def info(self, msg, *args, **kwargs):
            super().info(f"mine: {msg}", *args, stacklevel=3, **kwargs)

    def work():
        Mine(service=logs.service, stream=logs.stream).info("m", a=1)

    logs.logger()
    work()
    assert (logs.line["message"], logs.line["a"]) == ("mine: m", 1)
    assert logs.line["location"].startswith("work:")


@pytest.mark.parametrize("method", ["debug", "info", "warning", "error", "critical"])
def test_each_level_has_its_method(logs, method):
    getattr(logs.logger(level="DEBUG"), method)("m %s", 1, extra={"a": 1}, b=2)
    assert (logs.line["level"], logs.line["message"], logs.line["a"], logs.line["b"]) == (method.upper(), "m 1", 1, 2)


def test_the_stack_is_part_of_the_record_when_asked_for(logs):
    seen = []

    class Seeing(logging.Handler):
        def emit(self, record):
            seen.append(record.stack_info)

    logger = logs.logger()
    logger.addHandler(Seeing())
    logger.info("m", stack_info=True)
    assert seen[0].startswith("Stack (most recent call last):\n")
    assert seen[0].rstrip().endswith('logger.info("m", stack_info=True)')


# --- Children -------------------------------------------------------------------------------------------------------


def test_a_child_has_the_parents_keys_and_the_parent_what_the_child_appends(logs):
    parent = logs.logger(stage="prod")
    child = logs.logger(child=True)
    parent.append_keys(a=1)
    child.append_keys(b=2)
    child.info("child")
    parent.info("parent")
    assert [(line["stage"], line["a"], line["b"]) for line in logs.lines] == [("prod", 1, 2)] * 2
    assert child.name == f"{logs.service}.{__name__}" or child.name.startswith(f"{logs.service}.")
    assert child.parent.name == logs.service
    assert child.registered_handler is parent.registered_handler
    assert child.handlers == []


def test_keys_of_a_childs_own(logs):
    parent = logs.logger()
    child = parent.child(extra={"module": "parser", "a": "child"})
    grandchild = child.child({"step": 1})
    parent.append_keys(order="A1", a="parent")
    for logger in (parent, child, grandchild):
        logger.info("m", **({"a": "call"} if logger is grandchild else {}))
    assert [(line.get("module"), line.get("step"), line["order"], line["a"]) for line in logs.lines] == [
        (None, None, "A1", "parent"),
        ("parser", None, "A1", "child"),
        ("parser", 1, "A1", "call"),
    ]
    assert child.get_current_keys()["module"] == "parser"
    assert "module" not in parent.get_current_keys()


def test_children_of_one_module_have_each_their_own_keys(logs):
    parent = logs.logger()
    first, second = parent.child({"part": 1}), parent.child({"part": 2})
    first.info("m")
    second.info("m")
    logs.logger(child=True, part=3).info("m")
    assert [line["part"] for line in logs.lines] == [1, 2, 3]


def test_a_child_has_its_parents_level_unless_it_is_given_one(logs):
    parent = logs.logger(level="DEBUG")
    child, own = logs.logger(child=True), parent.child()
    loud = logs.logger(service=f"{logs.service}", child=True)
    child.debug("child")
    own.debug("own")
    parent.setLevel("WARNING")
    child.info("lost")
    assert (child.log_level, own.log_level) == (30, 30)
    loud.setLevel("DEBUG")
    loud.debug("loud")
    assert logs.messages == ["child", "own", "loud"]


def test_a_level_given_to_a_child_is_its_own(logs):
    parent = logs.logger(level="ERROR")
    child = logs.logger(child=True, level="DEBUG")
    child.debug("child")
    parent.info("parent")
    assert logs.messages == ["child"]


def test_a_sampled_child_goes_back_to_its_parents_level(logs):
    parent = logs.logger(level="WARNING")
    child = logs.logger(child=True, sampling_rate=0)
    child.setLevel("DEBUG")
    child.refresh_sample_rate_calculation()
    parent.setLevel("ERROR")
    assert child.log_level == 40


def test_a_child_without_parent_has_no_keys_yet(logs):
    child = logs.logger(child=True)
    for change in (
        lambda: child.append_keys(a=1),
        lambda: child.remove_keys(["a"]),
        child.get_current_keys,
        child.get_correlation_id,
        lambda: child.thread_safe_append_keys(a=1),
        lambda: child.registered_formatter,
    ):
        with pytest.raises(OrphanedChildLoggerError, match=f"Create Logger\\(service='{logs.service}'\\)"):
            change()
    assert child.registered_handler is None
    assert child.log_level == 20


def test_a_child_finds_a_parent_that_comes_later(logs):
    child = logs.logger(child=True)
    grandchild = child.child({"step": 1})
    logs.logger(level="DEBUG")
    child.append_keys(a=1)
    child.debug("child")
    grandchild.debug("grandchild")
    assert [(line["message"], line["a"], line.get("step")) for line in logs.lines] == [
        ("child", 1, None),
        ("grandchild", 1, 1),
    ]


def test_a_childs_decorator_adds_the_context_for_all(logs, lambda_context):
    parent = logs.logger()
    child = logs.logger(child=True)

    @child.inject_lambda_context(correlation_id_path="id")
    def handler(event, context):
        child.info("child")
        parent.info("parent")

    handler({"id": "c-1"}, lambda_context)
    assert [(line["function_name"], line["correlation_id"]) for line in logs.lines] == [("orders", "c-1")] * 2


def test_the_decorator_of_a_child_without_parent_raises(logs, lambda_context):
    handler = logs.logger(child=True).inject_lambda_context(lambda event, context: None)
    with pytest.raises(OrphanedChildLoggerError):
        handler({}, lambda_context)


# --- The root logger and pytest ---------------------------------------------------------------------------------------


@pytest.fixture
def root_stream(monkeypatch):
    stream = io.StringIO()
    handler = logging.StreamHandler(stream)
    monkeypatch.setattr(logging.root, "handlers", [handler])
    return stream


def test_handlers_of_the_root_logger_do_not_repeat_lines(root_stream):
    stream = io.StringIO()
    logger = Logger(service="shop", stream=stream)
    logger.info("ours")
    logger.child().info("ours")
    logging.getLogger("shop.part").warning("ours")
    for name in ("workshop", "shopping", "the.shop", "elsewhere"):
        logging.getLogger(name).warning(name)
    assert root_stream.getvalue().split() == ["workshop", "shopping", "the.shop", "elsewhere"]
    assert stream.getvalue().count("ours") == 3


def test_handlers_of_the_root_logger_repeat_lines_when_told_so(root_stream, monkeypatch):
    monkeypatch.setenv("POWERTOOLS_LOG_DEDUPLICATION_DISABLED", "1")
    Logger(service="repeated", stream=io.StringIO()).info("m")
    assert root_stream.getvalue() == "m\n"


def test_caplog_sees_every_record(caplog):
    logger = Logger(service="captured", stream=io.StringIO())
    logger.info("m %s", 1, extra={"a": 1}, b=2)
    logger.child({"c": 3}).warning("child")
    first, second = caplog.records
    assert (first.name, first.levelname, first.message, first.a, first.b) == ("captured", "INFO", "m 1", 1, 2)
    assert (second.c, second.getMessage()) == (3, "child")
    assert caplog.record_tuples[0] == ("captured", 20, "m 1")


# --- Copies ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("make", [copy.copy, copy.deepcopy, lambda logger: pickle.loads(pickle.dumps(logger))])
def test_a_copy_is_the_logger_of_the_same_name(logs, make):
    """G15: 3.37.0 raises TypeError."""
    logger = logs.logger(level="WARNING", stage="prod", sampling_rate=0)
    child = logger.child({"part": 1})
    logger.append_keys(a=1)
    for original in (logger, child):
        copied = make(original)
        copied.warning("m")
        assert (copied.name, copied.service, copied.log_level) == (original.name, logs.service, 30)
        assert (copied.sampling_rate, copied.initial_log_level, copied.logger_formatter) == (
            0,
            original.initial_log_level,
            None,
        )
        assert copied.registered_handler is logger.registered_handler
    assert [(line["a"], line.get("part")) for line in logs.lines] == [(1, None), (1, 1)]


def test_a_pickled_logger_writes_in_another_process_too(logs):
    pickled = pickle.dumps(logs.logger(level="WARNING", stage="prod"))
    code = "import pickle, sys; logger = pickle.loads(sys.stdin.buffer.read()); logger.info('no'); logger.warning('m', a=1)"
    run = subprocess.run(
        [sys.executable, "-c", code],
        input=pickled,
        capture_output=True,
        check=True,
        env={"PYTHONPATH": ":".join(sys.path)},
    )
    (line,) = run.stdout.decode().splitlines()
    assert '"message":"m"' in line
    assert '"stage":"prod"' in line
    assert f'"service":"{logs.service}"' in line


# --- The package's own lines --------------------------------------------------------------------------------------------


def test_the_packages_own_lines_can_be_switched_on():
    stream = io.StringIO()
    package = logging.getLogger("aws_lambda_powertools")
    before = package.handlers[:], package.level
    try:
        set_package_logger(level="INFO", stream=stream, formatter=logging.Formatter("own %(message)s"))
        package.debug("debug")
        package.info("info")
    finally:
        package.handlers[:], package.level = before
    assert stream.getvalue() == "own info\n"


@pytest.mark.parametrize("method", ["debug", "info", "warning", "error", "critical", "exception"])
def test_the_public_signature_is_visible(method):
    parameters = inspect.signature(getattr(Logger, method)).parameters
    assert list(parameters) == ["self", "msg", "args", "exc_info", "stack_info", "stacklevel", "extra", "kwargs"]
    assert parameters["exc_info"].default is (True if method == "exception" else None)


def test_a_subclass_that_overrides_structure_logs_is_asked_at_construction(capsys):
    told = []

    class Structured(Logger):
        def structure_logs(self, append=False, formatter_options=None, **keys):
            told.append((formatter_options["utc"], keys))
            super().structure_logs(append, formatter_options, **keys, team="payments")

    logger = Structured(service="structured", utc=True, region="eu")
    Structured(service="structured")
    logger.info("paid")

    line = json.loads(capsys.readouterr().out)
    assert told == [(True, {"region": "eu"})]
    assert (line["service"], line["region"], line["team"]) == ("structured", "eu", "payments")
