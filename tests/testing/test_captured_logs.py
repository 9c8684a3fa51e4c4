"""capture_logs: what Loggers write, as data, wherever it is written."""

from __future__ import annotations

import asyncio
import io
import logging
import threading
from concurrent.futures import ThreadPoolExecutor

import pytest

from aws_lambda_powertools import Logger
from aws_lambda_powertools.logging._output import StreamHandler
from aws_lambda_powertools.logging.buffer import LoggerBufferConfig
from aws_lambda_powertools.logging.formatter import LambdaPowertoolsFormatter
from aws_lambda_powertools.testing import capture_logs


@pytest.fixture
def service(request):
    return f"captured-{request.node.name}"


@pytest.fixture
def logger(service):
    return Logger(service=service, stream=io.StringIO())


def test_lines_of_a_logger_are_data(logger, service):
    with capture_logs() as logs:
        logger.info("paid", order_id=7)
        logger.warning({"reason": "late"})
    assert logs.messages == ["paid", {"reason": "late"}]
    assert logs[0]["order_id"] == 7
    assert logs.where(level="WARNING", service=service) == [logs[1]] == logs[1:]
    assert len(logs) == 2


def test_lines_go_where_they_always_go_too():
    stream = io.StringIO()
    logger = Logger(service="captured-stream", stream=stream)
    with capture_logs() as logs:
        logger.info("both")
    assert stream.getvalue() == f"{logs.texts[0]}\n"


def test_a_logger_that_is_made_inside_is_captured_too(service):
    with capture_logs() as logs:
        Logger(service=service, stream=io.StringIO()).error("new")
        Logger(service=service, child=True).info("child")
    assert logs.messages == ["new", "child"]


def test_a_handler_of_the_users_is_captured(service, tmp_path):
    handler = logging.FileHandler(tmp_path / "log.txt")
    logger = Logger(service=service, logger_handler=handler)
    with capture_logs() as logs:
        logger.info("to a file", order_id=7)
    handler.close()
    assert logs.only(order_id=7)["message"] == "to a file"
    assert (tmp_path / "log.txt").read_text() == f"{logs.texts[0]}\n"


def test_a_formatter_of_the_users_may_write_no_json(service):
    logger = Logger(
        service=service, stream=io.StringIO(), logger_formatter=logging.Formatter("%(levelname)s %(message)s")
    )
    with capture_logs() as logs:
        logger.info("plain")
        logger.info("[1, 2]")
    assert list(logs) == [{"message": "INFO plain"}, {"message": "INFO [1, 2]"}]


def test_a_formatter_that_extends_ours_is_captured_once(service):
    class Loud(LambdaPowertoolsFormatter):
        def serialize(self, log):
            return super().serialize({**log, "message": f"{log['message']}!"})

    logger = Logger(service=service, stream=io.StringIO(), logger_formatter=Loud())
    with capture_logs() as logs:
        logger.info("hello")
    assert logs.messages == ["hello!"]


def test_lines_that_are_held_back_are_captured_when_they_are_written(service):
    logger = Logger(service=service, level="DEBUG", stream=io.StringIO(), buffer_config=LoggerBufferConfig())

    @logger.inject_lambda_context
    def handler(event, context):
        logger.debug("held")
        assert logs.messages == []
        logger.error("failed")

    with capture_logs() as logs, pytest.MonkeyPatch.context() as patch:
        patch.setenv("_X_AMZN_TRACE_ID", "Root=1-66322c80-1234567890abcdef12345678")
        handler({}, None)
    assert sorted(logs.messages) == ["failed", "held"]


def test_other_loggers_are_not_captured():
    with capture_logs() as logs:
        logging.getLogger("of somebody else").warning("not ours")
    assert logs.messages == []


def test_one_line_is_asked_for(logger):
    with capture_logs() as logs:
        logger.info("a", kind="x")
        logger.info("b", kind="x")
    assert logs.only(message="a")["kind"] == "x"
    with pytest.raises(AssertionError, match=r"2 lines with kind='x', not one:\n\{"):
        logs.only(kind="x")
    with pytest.raises(AssertionError, match="0 lines with missing=None, not one"):
        logs.only(missing=None)
    with capture_logs() as none, pytest.raises(AssertionError, match="nothing was logged"):
        none.only()


def test_what_was_captured_can_be_forgotten(logger):
    with capture_logs() as logs:
        logger.info("before")
        assert logs.messages == ["before"]
        logs.clear()
        logger.info("after")
    assert logs.messages == ["after"]


# --- Nothing leaks --------------------------------------------------------------------------------------------------


def test_nothing_is_replaced_any_more_when_the_last_capture_ends(logger):
    before = StreamHandler.write, logging.Handler.format
    with pytest.raises(ZeroDivisionError), capture_logs() as outer, capture_logs() as inner:
        raise ZeroDivisionError
    assert (StreamHandler.write, logging.Handler.format) == before
    logger.info("too late")
    assert outer.messages == inner.messages == []


def test_captures_may_end_in_any_order(logger):
    before = StreamHandler.write
    first, second = capture_logs(), capture_logs()
    one = first.__enter__()
    other = second.__enter__()
    first.__exit__(None, None, None)
    logger.info("for the other one")
    second.__exit__(None, None, None)
    assert (one.messages, other.messages) == ([], ["for the other one"])
    assert StreamHandler.write is before


def test_what_somebody_else_replaced_meanwhile_is_left_alone(logger, monkeypatch):
    written = []
    with capture_logs() as logs:
        theirs = monkeypatch.context()
        with theirs as patch:
            patch.setattr(StreamHandler, "write", lambda handler, line: written.append(line))
            logger.info("theirs")
        logger.info("ours")
    assert (len(written), logs.messages) == (1, ["ours"])


# --- Threads and tasks ----------------------------------------------------------------------------------------------


def test_captures_inside_captures_hear_the_same(logger):
    with capture_logs() as outer:
        logger.info("1")
        with capture_logs() as inner:
            logger.info("2")
        logger.info("3")
    assert outer.messages == ["1", "2", "3"]
    assert inner.messages == ["2"]


async def test_tasks_hear_only_what_is_theirs(logger):
    async def one(name):
        with capture_logs() as logs:
            for _ in range(3):
                logger.info(name)
                await asyncio.sleep(0)
            await asyncio.to_thread(logger.info, name)
        return logs.messages

    heard = await asyncio.gather(*(one(f"task {number}") for number in range(5)))
    assert heard == [[f"task {number}"] * 4 for number in range(5)]


def test_threads_with_captures_of_their_own_hear_only_what_is_theirs(logger):
    barrier = threading.Barrier(4)

    def one(name):
        with capture_logs() as logs:
            barrier.wait(10)
            for _ in range(50):
                logger.info(name)
            barrier.wait(10)
        return set(logs.messages), len(logs)

    with ThreadPoolExecutor(4) as pool:
        assert list(pool.map(one, "abcd")) == [({name}, 50) for name in "abcd"]


def test_workers_without_context_are_heard(logger):
    with capture_logs() as logs, ThreadPoolExecutor(4) as pool:
        list(pool.map(logger.info, [f"line {number}" for number in range(100)]))
    assert sorted(logs.messages) == sorted(f"line {number}" for number in range(100))


def test_a_worker_that_carries_an_ended_capture_is_heard_by_the_next(logger):
    import contextvars

    with capture_logs():
        carried = contextvars.copy_context()
    with capture_logs() as logs:
        thread = threading.Thread(target=carried.run, args=(logger.info, "from a pool"))
        thread.start()
        thread.join()
    assert logs.messages == ["from a pool"]
