"""Logger: children, other libraries' loggers, the root logger, the package's own lines."""

from __future__ import annotations

import io
import logging

from lab import Context, outcome, scenario

from aws_lambda_powertools import Logger
from aws_lambda_powertools.logging.logger import set_package_logger
from aws_lambda_powertools.logging.utils import copy_config_to_registered_loggers


@scenario()
def child_has_the_parents_keys():
    parent = Logger(service="orders", stage="prod")
    child = Logger(service="orders", child=True)
    parent.append_keys(a=1)
    child.info("child")
    child.append_keys(b=2)
    parent.info("parent")
    child.info("child again")
    yield "names", [parent.name, child.name]
    yield "parents", [child.parent.name, type(child.parent).__name__]
    yield "handlers", [len(parent.handlers), len(child.handlers)]


@scenario()
def child_made_before_its_parent():
    child = Logger(service="orders", child=True)
    yield "append", outcome(child.append_keys, a=1)
    yield "remove", outcome(child.remove_keys, ["a"])
    parent = Logger(service="orders")
    child.append_keys(a=1)
    child.info("child")
    parent.info("parent")


@scenario()
def child_of_nobody():
    child = Logger(service="orders", child=True)
    child.info("lost or not")
    yield "handlers", len(child.handlers)
    yield "formatter", outcome(lambda: type(child.registered_formatter).__name__)


@scenario()
def levels_of_parent_and_child():
    parent = Logger(service="orders", level="WARNING")
    child = Logger(service="orders", level="DEBUG", child=True)
    child.debug("child")
    parent.info("parent")
    yield "levels", [parent.log_level, child.log_level]


@scenario()
def child_without_a_level():
    parent = Logger(service="orders", level="DEBUG")
    child = Logger(service="orders", child=True)
    child.debug("child")
    parent.debug("parent")


@scenario()
def lambda_context_in_a_childs_lines():
    parent = Logger(service="orders")
    child = Logger(service="orders", child=True)

    @parent.inject_lambda_context
    def handler(event, context):
        parent.info("parent")
        child.info("child")

    handler({}, Context())


@scenario()
def a_childs_own_decorator():
    Logger(service="orders", level="INFO")
    child = Logger(service="orders", child=True)

    @child.inject_lambda_context(correlation_id_path="id")
    def handler(event, context):
        child.info("child")

    handler({"id": "c-1"}, Context())


@scenario()
def root_logger_does_not_repeat_lines():
    stream = io.StringIO()
    logging.getLogger().addHandler(logging.StreamHandler(stream))
    logger = Logger(service="orders")
    logger.info("one")
    yield "root", stream.getvalue().splitlines()


@scenario(POWERTOOLS_LOG_DEDUPLICATION_DISABLED="1")
def root_logger_repeats_lines_when_told_so():
    stream = io.StringIO()
    logging.getLogger().addHandler(logging.StreamHandler(stream))
    logger = Logger(service="orders")
    logger.info("one")
    yield "root", stream.getvalue().splitlines()


@scenario()
def root_logger_does_not_repeat_a_childs_lines():
    stream = io.StringIO()
    logging.getLogger().addHandler(logging.StreamHandler(stream))
    Logger(service="orders")
    child = Logger(service="orders", child=True)
    child.info("one")
    logging.getLogger("elsewhere").warning("two")
    yield "root", stream.getvalue().splitlines()


@scenario()
def propagation():
    logger = Logger(service="orders")
    yield "propagate", logger.propagate


@scenario()
def configuration_copied_to_all_loggers():
    other, quiet = logging.getLogger("other"), logging.getLogger("quiet")
    quiet.setLevel(logging.ERROR)
    logger = Logger(service="orders", level="INFO")
    logger.append_keys(a=1)
    copy_config_to_registered_loggers(logger)
    other.info("other")
    quiet.info("quiet")
    logger.info("orders")
    yield "levels", [other.level, quiet.level]
    yield "handlers", [len(other.handlers), len(quiet.handlers)]
    yield "propagate", [other.propagate, quiet.propagate]


@scenario()
def configuration_copied_to_some_loggers():
    names = ["a", "b", "c"]
    loggers = [logging.getLogger(name) for name in names]
    source = Logger(service="orders", level="INFO")
    copy_config_to_registered_loggers(source, include={"a", "b"}, exclude={"b"}, log_level="ERROR")
    for logger in loggers:
        logger.info("info")
        logger.error("error")
    yield "levels", [logger.level for logger in loggers]


@scenario()
def configuration_copied_to_children_of_loggers():
    stream = io.StringIO()
    library, part, other = (logging.getLogger(name) for name in ("library", "library.part", "elsewhere.part"))
    part.addHandler(logging.StreamHandler(stream))
    copy_config_to_registered_loggers(Logger(service="orders"))
    for logger in (library, part, other):
        logger.warning("one")
    yield "handlers", [[type(handler).__name__ for handler in each.handlers] for each in (library, part, other)]
    yield "propagate", [logger.propagate for logger in (library, part, other)]
    yield "own handler", stream.getvalue()


@scenario()
def configuration_copied_to_named_children():
    library, part = logging.getLogger("library"), logging.getLogger("library.part")
    copy_config_to_registered_loggers(Logger(service="orders"), include={"library.part"})
    library.warning("one")
    part.warning("two")


@scenario()
def configuration_copied_twice():
    other = logging.getLogger("other")
    source = Logger(service="orders")
    copy_config_to_registered_loggers(source, include={"other"})
    copy_config_to_registered_loggers(source, include={"other"})
    other.warning("one")
    yield "handlers", len(other.handlers)


@scenario()
def configuration_copied_without_level():
    other = logging.getLogger("other")
    other.setLevel(logging.DEBUG)
    copy_config_to_registered_loggers(Logger(service="orders", level="ERROR"), ignore_log_level=True)
    other.debug("debug")
    yield "level", other.level


@scenario()
def configuration_copied_with_a_level():
    other = logging.getLogger("other")
    for level in (logging.DEBUG, "WARNING"):
        copy_config_to_registered_loggers(Logger(service="orders", level="ERROR"), include={"other"}, log_level=level)
        yield str(level), other.level
    wrong = outcome(copy_config_to_registered_loggers, Logger(service="orders"), include={"other"}, log_level="LOUD")
    yield "wrong", "raised" in wrong


@scenario()
def configuration_copied_beside_existing_handlers():
    stream = io.StringIO()
    other = logging.getLogger("other")
    other.addHandler(logging.StreamHandler(stream))
    copy_config_to_registered_loggers(Logger(service="orders"), include={"other"})
    other.warning("one")
    yield "own handler", stream.getvalue()


@scenario()
def copied_loggers_have_the_lambda_context():
    other = logging.getLogger("other")
    logger = Logger(service="orders")
    copy_config_to_registered_loggers(logger, include={"other"})

    @logger.inject_lambda_context
    def handler(event, context):
        other.info("inside")

    handler({}, Context())


@scenario()
def stdlib_logger_with_the_same_handler():
    logger = Logger(service="orders")
    logger.append_keys(a=1)
    other = logging.getLogger("other")
    other.addHandler(logger.registered_handler)
    other.warning("one", extra={"b": 2})


@scenario()
def package_logger_is_silent_by_default():
    logging.basicConfig(level=logging.DEBUG)
    Logger(service="orders").info("one")
    yield "handlers", [type(handler).__name__ for handler in logging.getLogger("aws_lambda_powertools").handlers]


@scenario()
def package_lines_do_not_reach_the_root_logger():
    stream = io.StringIO()
    logging.basicConfig(level=logging.DEBUG, stream=stream)
    logging.getLogger("aws_lambda_powertools").warning("hello")
    logging.getLogger("aws_lambda_powertools.part").debug("hello from a part")
    yield "root", stream.getvalue().splitlines()


@scenario()
def package_logger_switched_on():
    stream = io.StringIO()
    set_package_logger(stream=stream)
    logging.getLogger("aws_lambda_powertools").debug("hello")
    logging.getLogger("aws_lambda_powertools.part").info("hello from a part")
    yield "lines", [line for line in stream.getvalue().splitlines() if "hello" in line]


@scenario(POWERTOOLS_DEBUG="1")
def package_logger_switched_on_by_variable():
    logging.getLogger("aws_lambda_powertools").debug("hello")


@scenario()
def package_logger_with_level_and_formatter():
    stream = io.StringIO()
    set_package_logger(level=logging.WARNING, stream=stream, formatter=logging.Formatter("own %(message)s"))
    logging.getLogger("aws_lambda_powertools").info("info")
    logging.getLogger("aws_lambda_powertools").warning("warning")
    yield "lines", stream.getvalue().splitlines()


@scenario()
def record_factory_of_ones_own():
    factory = logging.getLogRecordFactory()

    def make(*arguments: object, **named: object) -> logging.LogRecord:
        record = factory(*arguments, **named)
        record.custom = "by the factory"
        return record

    logging.setLogRecordFactory(make)
    Logger(service="orders").info("one")


@scenario()
def pickled_and_copied_loggers():
    import copy
    import pickle

    logger = Logger(service="orders")
    yield "copied", outcome(lambda: copy.deepcopy(logger).name)
    yield "pickled", outcome(lambda: pickle.loads(pickle.dumps(logger)).name)
