"""Logger: keys that stay, keys for one line, keys of one thread, keys of a block."""

from __future__ import annotations

import logging
import threading

from lab import Context, interleave, outcome, scenario

from aws_lambda_powertools import Logger
from aws_lambda_powertools.logging.formatter import clear_context_keys, remove_context_keys, set_context_keys


@scenario()
def appended_keys_stay():
    logger = Logger(service="orders")
    logger.append_keys(order_id="A1", items=3)
    logger.info("one")
    logger.append_keys(order_id="A2", total=9.5, paid=None)
    logger.info("two")
    yield "keys", logger.get_current_keys()


@scenario()
def appended_key_may_be_a_reserved_word_of_logging():
    logger = Logger()
    logger.append_keys(module="parser", filename="a.csv", args="x", thread="t")
    logger.info("one")


@scenario()
def appended_key_may_be_a_reserved_word_with_a_number():
    logger = Logger()
    logger.append_keys(lineno=3)
    logger.info("one")


@scenario()
def appended_keys_of_every_kind():
    logger = Logger()
    logger.append_keys(none=None, yes=True, number=1.5, text="ü", many=[1, {"a": (2,)}], nested={"b": {"c": 1}})
    logger.info("one")


@scenario()
def removed_keys_are_gone():
    logger = Logger()
    logger.append_keys(a=1, b=2, c=3)
    logger.remove_keys(["a", "unknown"])
    logger.info("one")
    logger.remove_keys(["b", "c"])
    logger.info("two")
    logger.remove_keys(["timestamp", "location", "service"])
    logger.info("three")
    yield "keys", logger.get_current_keys()


@scenario()
def standard_keys_renamed_and_suppressed():
    Logger(service="orders", location=None, timestamp=None).info("without location and timestamp")
    Logger(service="orders-2", location="[%(funcName)s] %(module)s").info("own location")
    Logger(service="orders-3", level="DEBUG", message="constant").info("message given")


@scenario()
def keys_given_to_the_constructor():
    logger = Logger(service="orders", stage="prod", level="INFO", team={"name": "shop"})
    logger.info("one")
    logger.append_keys(stage="test")
    logger.info("two")
    yield "keys", logger.get_current_keys()


@scenario()
def structure_logs_replaces_or_appends():
    logger = Logger(service="orders", stage="prod")
    logger.structure_logs(append=True, a=1)
    logger.info("appended")
    logger.structure_logs(b=2)
    logger.info("replaced")
    logger.structure_logs(append=False, c=3)
    logger.info("replaced again")
    yield "keys", logger.get_current_keys()


@scenario()
def structure_logs_with_formatter_options():
    logger = Logger(service="orders", stage="prod")
    logger.structure_logs(formatter_options={"datefmt": "%Y", "log_record_order": ["message", "level"]}, a=1)
    logger.info("new format")


@scenario()
def extra_keys_of_one_line():
    logger = Logger()
    logger.info("one", extra={"order_id": "A1", "items": [1, 2]})
    logger.info("two", order_id="A2", items=[3])
    logger.info("three", extra={"order_id": "A3"}, items=[4])
    logger.info("four")


@scenario()
def the_same_key_in_extra_and_keyword():
    logger = Logger()
    logger.info("one", extra={"order_id": "extra"}, order_id="keyword")


@scenario()
def extra_key_hides_an_appended_one_for_one_line():
    logger = Logger(stage="prod")
    logger.append_keys(order_id="A1")
    logger.info("one", extra={"order_id": "B1", "stage": "test", "service": "other"})
    logger.info("two")


@scenario()
def extra_with_standard_keys():
    logger = Logger()
    logger.info("one", extra={"level": "x", "location": "y", "timestamp": "z"})
    logger.info("two", level="x", location="y", timestamp="z")


@scenario()
def extra_with_a_reserved_name():
    logger = Logger()
    logger.info("one", extra={"name": "x"})


@scenario()
def keyword_with_a_reserved_name():
    logger = Logger()
    logger.info("one", name="bob")


@scenario()
def extra_message_is_reserved_too():
    logger = Logger()
    logger.info("one", extra={"message": "x"})


@scenario()
def keys_of_a_block():
    logger = Logger()
    logger.append_keys(outer=1)
    with logger.append_context_keys(user="u1", role="admin"):
        logger.info("inside")
        with logger.append_context_keys(step=2):
            logger.info("deeper")
        logger.info("inside again")
    logger.info("outside")
    yield "keys", logger.get_current_keys()


@scenario()
def keys_of_a_block_end_with_an_exception():
    logger = Logger()

    def work() -> None:
        with logger.append_context_keys(user="u1"):
            raise ValueError("no")

    yield "outcome", outcome(work)
    logger.info("after")


@scenario()
def keys_of_a_block_that_hide_others():
    logger = Logger()
    logger.append_keys(user="appended")
    with logger.append_context_keys(user="outer"):
        with logger.append_context_keys(user="inner"):
            logger.info("inner")
        logger.info("outer")
    logger.info("appended")


@scenario()
def thread_safe_keys():
    logger = Logger()
    logger.thread_safe_append_keys(a=1, b=2)
    logger.info("one")
    logger.thread_safe_remove_keys(["a", "unknown"])
    logger.info("two")
    yield "keys", logger.thread_safe_get_current_keys()
    logger.thread_safe_clear_keys()
    logger.info("three")
    yield "none", logger.thread_safe_get_current_keys()


@scenario()
def thread_safe_keys_beside_appended_ones():
    logger = Logger()
    logger.append_keys(shared="base", order=1)
    logger.thread_safe_append_keys(shared="thread", local=2)
    logger.info("one")
    yield "appended", logger.get_current_keys()
    yield "thread", logger.thread_safe_get_current_keys()


@scenario()
def thread_safe_keys_of_two_threads():
    logger = Logger()
    logger.append_keys(common=1)
    logger.thread_safe_append_keys(where="main")

    def work(name: str) -> object:
        logger.info(f"{name} before")
        logger.thread_safe_append_keys(where=name)
        yield
        logger.info(f"{name} during")
        yield
        logger.thread_safe_clear_keys()
        logger.info(f"{name} after")

    interleave(lambda: work("first"), lambda: work("second"))
    logger.info("main")


@scenario()
def keys_appended_in_a_worker_thread_reach_its_lines():
    logger = Logger()
    logger.append_keys(base=1)

    def work() -> None:
        logger.append_keys(worker=2)
        logger.info("worker")

    thread = threading.Thread(target=work)
    thread.start()
    thread.join()


@scenario()
def module_functions_for_context_keys():
    logger = Logger()
    set_context_keys(a=1, b=2)
    logger.info("one")
    remove_context_keys(["a"])
    logger.info("two")
    clear_context_keys()
    logger.info("three")


@scenario()
def cleared_state_keeps_the_constructors_keys():
    logger = Logger(service="orders", stage="prod", sampling_rate=0)
    logger.append_keys(a=1)
    logger.thread_safe_append_keys(b=2)
    logger.info("before")
    logger.clear_state()
    logger.info("after")
    yield "keys", logger.get_current_keys()


@scenario()
def state_cleared_between_invocations():
    logger = Logger(service="orders", stage="prod")

    @logger.inject_lambda_context(clear_state=True)
    def handler(event, context):
        if event["first"]:
            logger.append_keys(only_first=1)
        logger.info("handler")

    handler({"first": True}, Context())
    logger.info("between")
    handler({"first": False}, Context())
    yield "keys", logger.get_current_keys()


@scenario()
def state_not_cleared_between_invocations():
    logger = Logger()

    @logger.inject_lambda_context
    def handler(event, context):
        if event["first"]:
            logger.append_keys(only_first=1)
        logger.info("handler")

    handler({"first": True}, Context())
    logger.info("between")
    handler({"first": False}, Context())


@scenario()
def correlation_id_set_by_hand():
    logger = Logger()
    logger.set_correlation_id("c-1")
    logger.info("one")
    yield "id", logger.get_correlation_id()
    logger.set_correlation_id(None)
    logger.info("two")
    yield "none", logger.get_correlation_id()


@scenario()
def a_second_logger_of_the_same_service_shares_keys():
    first = Logger(service="orders")
    first.append_keys(a=1)
    second = Logger(service="orders")
    second.append_keys(b=2)
    first.info("first")
    second.info("second")
    yield "handlers", [len(first.handlers), len(second.handlers)]
    yield (
        "same",
        [
            first.registered_handler is second.registered_handler,
            first.registered_formatter is second.registered_formatter,
        ],
    )


@scenario()
def a_second_logger_of_the_same_service_with_other_options():
    Logger(service="orders", level="ERROR", stage="prod").error("first")
    second = Logger(service="orders", level="DEBUG", stage="test", utc=True, datefmt="%Y")
    second.debug("second")
    yield "level", second.log_level


@scenario()
def loggers_of_two_services_share_nothing():
    first = Logger(service="orders")
    second = Logger(service="payments")
    first.append_keys(a=1)
    second.append_keys(b=2)
    first.info("first")
    second.info("second")


@scenario()
def current_keys_are_those_of_the_line():
    logger = Logger(service="orders", stage="prod")
    yield "at first", logger.get_current_keys()
    logger.append_keys(a=1)
    yield "appended", logger.get_current_keys()
    keys = logger.get_current_keys()
    keys["changed"] = True
    yield "a copy", "changed" in logger.get_current_keys()


@scenario()
def xray_trace_id_without_trace():
    Logger().info("no trace")


@scenario(traced=True)
def xray_trace_id_of_the_environment():
    Logger().info("traced")


@scenario()
def a_plain_stdlib_logger_of_the_same_name():
    logger = Logger(service="orders")
    logger.append_keys(a=1)
    logging.getLogger("orders").info("by the standard library")
    logging.getLogger("orders").warning("with %s", "arguments", extra={"b": 2})
    logging.getLogger("orders.part").error("a child of the standard library")
