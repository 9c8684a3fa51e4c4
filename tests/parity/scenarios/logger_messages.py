"""Logger: what a message may be, and how values become JSON."""

from __future__ import annotations

import dataclasses
import datetime
import decimal
import enum
import json
import pathlib
import uuid

from lab import printed, printed_text, scenario

from aws_lambda_powertools import Logger


class Colour(enum.Enum):
    RED = "red"


@dataclasses.dataclass
class Point:
    x: int
    y: int


class Plain:
    def __str__(self) -> str:
        return "a plain object"


@scenario()
def text_with_arguments():
    logger = Logger()
    logger.info("order %s has %d items", "A1", 3)
    logger.info("order %(id)s", {"id": "A1"})
    logger.info("100 % of it")
    logger.info('quotes " and \\ and \n newline \t tab \u2028 separator ü 😀')
    logger.info("")


@scenario()
def message_that_is_no_text():
    logger = Logger()
    for message in [{"a": 1, "b": {"c": [1, 2]}}, [1, 2], 5, 1.5, None, True, ("a", "b"), Plain()]:
        logger.info(message)


@scenario()
def message_that_is_json_text():
    logger = Logger()
    for message in ['{"a": 1}', '[1, 2, {"b": null}]', ' {"a": 1} ', "{not json", '"text"', "{}", "[]"]:
        logger.info(message)


@scenario()
def message_that_is_a_json_scalar():
    logger = Logger()
    for message in ["null", "123", "1.5", "true", "NaN", "-0"]:
        logger.info(message)


@scenario()
def values_json_does_not_know():
    logger = Logger()
    logger.info(
        "values",
        extra={
            "decimal": decimal.Decimal("1.10"),
            "uuid": uuid.UUID(int=5),
            "date": datetime.date(2024, 1, 2),
            "datetime": datetime.datetime(2024, 1, 2, 3, 4, 5, tzinfo=datetime.timezone.utc),
            "path": pathlib.PurePosixPath("/tmp/a"),
            "set": {1},
            "bytes": b"abc",
            "plain": Plain(),
            "colour": Colour.RED,
            "exception": ValueError("no"),
            "class": Plain,
        },
    )


@scenario()
def a_dataclass_and_a_model():
    import pydantic

    class Order(pydantic.BaseModel):
        id: str
        total: float

    logger = Logger()
    logger.info("values", extra={"point": Point(1, 2), "order": Order(id="A1", total=2.5)})
    logger.info({"point": Point(1, 2)})
    logger.info(Point(3, 4))


@scenario()
def an_object_with_its_own_serialisation():
    class WithDict:
        def __init__(self) -> None:
            self.a = 1

        def dict(self) -> dict:
            return {"own": "dict"}

    class WithToDict:
        def to_dict(self) -> dict:
            return {"own": "to_dict"}

    logger = Logger()
    logger.info("values", extra={"a": WithDict(), "b": WithToDict()})


@scenario()
def one_raw_line():
    Logger(service="orders", a=1).info({"b": [1, 2], "c": "ü"}, extra={"d": {"e": None}})
    yield "text", printed_text()


@scenario()
def keys_that_are_no_text():
    logger = Logger()
    logger.info({1: "a", None: "b", False: "c", 2.5: "d"})
    logger.info("values", extra={"nested": {1: "a", None: "b"}})


@scenario()
def not_a_number():
    Logger().info("values", extra={"v": float("nan"), "i": float("inf"), "n": float("-inf")})


@scenario()
def a_circular_message():
    message = {"a": 1}
    message["self"] = message
    logger = Logger()
    logger.info(message)
    logger.info("after")


@scenario()
def a_key_json_refuses():
    logger = Logger()
    logger.info({("a", "b"): 1})
    logger.info("after")


@scenario()
def an_object_that_can_not_be_shown():
    class Broken:
        def __str__(self) -> str:
            raise RuntimeError("no")

        __repr__ = __str__

    logger = Logger()
    logger.info("values", extra={"broken": Broken()})
    logger.info("after")


@scenario()
def too_few_arguments():
    logger = Logger()
    logger.info("a %s %s", *["one"])
    logger.info("after")


@scenario()
def a_lone_surrogate():
    logger = Logger()
    logger.info("\ud800")
    logger.info("after")


@scenario()
def a_lone_surrogate_with_ascii_output():
    logger = Logger(json_serializer=json.dumps)
    logger.info("\ud800")


@scenario()
def own_serializer():
    logger = Logger(json_serializer=lambda line: "own:" + json.dumps(line, sort_keys=True))
    logger.info("one", extra={"b": 1, "a": 2})
    yield "text", printed_text()


@scenario()
def own_default():
    logger = Logger(json_default=lambda value: f"<{type(value).__name__}>")
    logger.info("one", extra={"plain": Plain(), "decimal": decimal.Decimal("1.1"), "set": {1}})


@scenario()
def own_deserializer():
    seen: list[object] = []

    def deserializer(text: str) -> object:
        seen.append(text)
        return {"parsed": text}

    logger = Logger(json_deserializer=deserializer)
    logger.info('{"a": 1}')
    logger.info("plain text")
    logger.info({"b": 2})
    yield "seen", seen


@scenario()
def serializer_that_gives_bytes_like_orjson():
    logger = Logger(json_serializer=lambda line: json.dumps(line).encode())
    logger.info("one")
    yield "text", printed()


@scenario()
def location_of_the_caller():
    logger = Logger()

    def inner() -> None:
        logger.info("inner")
        logger.info("outer", stacklevel=3)

    inner()

    class Service:
        def work(self) -> None:
            logger.warning("method")

    Service().work()
    unnamed = lambda: logger.error("lambda")  # noqa: E731
    unnamed()
    logger.info("stack", stack_info=True)


@scenario()
def a_stream_of_ones_own():
    import io

    stream = io.StringIO()
    logger = Logger(stream=stream)
    logger.info("one")
    yield "lines", [json.loads(line)["message"] for line in stream.getvalue().splitlines()]
    yield "printed", printed()
