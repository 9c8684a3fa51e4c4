"""Take events out of the events that carry them.

    for message in unwrap(event, SQSEvent, SNSMessage, S3Event):
        for record in message.value.records: ...

Each wrapper says what is inside the one before it; the last one is what comes out. One message that cannot be read
leaves the others alone: its error stands in its place.
"""

# The engine and its one class are friends: the attributes with an underscore are hidden from users, not from it.
# ruff: noqa: SLF001
# pyright: reportPrivateUsage=false, reportUnknownArgumentType=false

from __future__ import annotations

from itertools import chain

from aws_lambda_powertools._core import encoding
from aws_lambda_powertools._core.errors import PowertoolsError
from aws_lambda_powertools.utilities.data_classes._places import path_to
from aws_lambda_powertools.utilities.data_classes.common import DictWrapper

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from typing import Any, Generic, TypeAlias, TypeVar, overload

    Value = TypeVar("Value")
    Layer: TypeAlias = "tuple[Callable[[Any], Iterable[Any]], Callable[[Any], Any], str]"
else:
    from aws_lambda_powertools._core.typing_names import Generic, overload


class UnwrapError(PowertoolsError, ValueError):
    """What a message holds is not what it should be; `__cause__` says why."""


class Unwrapped(Generic["Value"]):
    """One thing that was found, or the error that stands in its place.

    `record` is the record of the outermost event that it came in, for example to name it in a partial batch response.
    """

    __slots__ = ("_value", "error", "record")

    def __init__(self, record: Any, value: Any = None, error: UnwrapError | None = None) -> None:
        self.record = record
        self.error = error
        self._value = value

    @property
    def value(self) -> Value:
        """What was found; raises the error if it could not be read."""
        if self.error is not None:
            raise self.error
        found: Value = self._value
        return found

    def __repr__(self) -> str:
        return f"Unwrapped(error={self.error!r})" if self.error else f"Unwrapped(value={self._value!r})"


@overload
def unwrap(event: Any, last: Callable[..., Value], /) -> Iterator[Unwrapped[Value]]: ...
@overload
def unwrap(event: Any, outer: Any, last: Callable[..., Value], /) -> Iterator[Unwrapped[Value]]: ...
@overload
def unwrap(event: Any, outer: Any, inner: Any, last: Callable[..., Value], /) -> Iterator[Unwrapped[Value]]: ...
@overload
def unwrap(event: Any, *wrappers: Any) -> Iterator[Unwrapped[Any]]: ...


def unwrap(event: Any, *wrappers: Any) -> Iterator[Unwrapped[Any]]:
    """What stands in the innermost wrapper, one after the other.

    `event` is what the handler got, as a dict or as a data class, or one record of it. A wrapper is a data class or a
    model of the parser; the last one may be any pydantic model or TypeAdapter, `str`, `bytes`, or a function of the
    JSON data. TypeError for a wrapper that holds nothing further; KeyError when the event is not what the first
    wrapper says.
    """
    if not wrappers:
        raise TypeError("unwrap needs at least one wrapper, such as SQSEvent")
    *outer, last = wrappers
    if isinstance(event, DictWrapper) and not (isinstance(wrappers[0], type) and isinstance(event, wrappers[0])):
        outer.insert(0, type(event))
    return _unwrap(event, [(_class_of(wrapper), _layer_of(wrapper)) for wrapper in outer], last)


def _unwrap(event: Any, outer: list[tuple[type[DictWrapper], Layer]], last: Any) -> Iterator[Unwrapped[Any]]:
    if not outer:
        yield Unwrapped(event, _last(event, last, DictWrapper({}), ""))
        return
    kind, layer = outer[0]
    records, *_ = layer
    for record in records(event if isinstance(event, DictWrapper) else kind(event)):
        yield from _inside(record, record, layer, outer[1:], last)


def _inside(
    record: Any, part: DictWrapper, layer: Layer, rest: list[tuple[type[DictWrapper], Layer]], last: Any
) -> Iterator[Unwrapped[Any]]:
    """What a part of an event holds; errors go to its own account."""
    _, payload, key = layer
    wanted: Any = rest[0][0] if rest else last
    try:
        held = payload(part)
        if not rest:
            yield Unwrapped(record, _last(held, last, part, key))
            return
        records, *_ = rest[0][1]
        parts = list(records(_data_class(wanted, held, part, key)))
    except Exception as error:
        name: str = getattr(wanted, "__name__", str(wanted))
        yield Unwrapped(record, error=_explained(error, name, path_to(part, key)))
        return
    for inner in parts:
        yield from _inside(record, inner, rest[0][1], rest[1:], last)


def _last(held: Any, last: Any, part: DictWrapper, key: str) -> Any:
    """What the last wrapper makes of it."""
    if last is bytes:
        return held if isinstance(held, bytes) else _text(held).encode()
    if last is str:
        return _text(held)
    if isinstance(last, type) and issubclass(last, DictWrapper):
        made = _data_class(last, held, part, key)
        next(iter(getattr(made, "records", ())), None)  # an event without its list is another event
        return made
    for of_python, of_json in _PYDANTIC:
        if hasattr(last, of_python):
            encoded = isinstance(held, (str, bytes))
            return getattr(last, of_json)(_text(held)) if encoded else getattr(last, of_python)(held)
    return last(_json(held, part))


def _data_class(kind: type[DictWrapper], held: Any, part: DictWrapper, key: str) -> DictWrapper:
    if isinstance(held, bytes) and kind.__name__ == "CloudWatchLogsEvent":  # streams carry only what is inside of it
        data = {"awslogs": {"data": encoding.base64_encode(held)}}
    else:
        data = _json(held, part)
    if not isinstance(data, dict):
        raise TypeError(f"it is no object but of type {type(data).__name__}")
    made = kind(data, part._json_deserializer)
    made._place = (part._place, part._data, key, None)
    return made


def _json(held: Any, part: DictWrapper) -> Any:
    return part._json_deserializer(_text(held)) if isinstance(held, (str, bytes)) else held


def _text(held: Any) -> str:
    if isinstance(held, bytes):
        try:
            return held.decode()
        except UnicodeDecodeError:
            return encoding.utf8(encoding.inflate(held))
    if isinstance(held, str):
        return held
    from aws_lambda_powertools._core.plain import dumps

    return dumps(held)


def _explained(error: Exception, wanted: str, path: str) -> UnwrapError:
    why = f"{error.args[0]} is missing" if isinstance(error, KeyError) and error.args else str(error)
    explained = UnwrapError(f"No {wanted} in {path}: {why}")
    explained.__cause__ = error
    return explained


def _class_of(wrapper: Any) -> type[DictWrapper]:
    """The data class that opens a wrapper; for a model of the parser, the one of the same event."""
    if isinstance(wrapper, type) and issubclass(wrapper, DictWrapper):
        return wrapper
    for base in getattr(wrapper, "__mro__", ()):
        home = _MODELS.get(base.__name__)
        if home is not None:
            from importlib import import_module

            module, _, name = home.partition(":")
            found: type[DictWrapper] = getattr(import_module(f"{__package__}.{module}"), name)
            return found
    raise _holds_nothing(wrapper)


def _layer_of(wrapper: Any) -> Layer:
    for base in _class_of(wrapper).__mro__:
        layer = _LAYERS.get(base.__name__)
        if layer is not None:
            return layer
    raise _holds_nothing(wrapper)


def _holds_nothing(wrapper: Any) -> TypeError:
    return TypeError(
        f"{getattr(wrapper, '__name__', wrapper)!r} is no wrapper that holds something else; there are: "
        f"{', '.join([*_LAYERS, *_MODELS])}"
    )


def _itself(part: Any) -> Iterable[Any]:
    return (part,)


def _records(part: Any) -> Iterable[Any]:
    return part.records  # type: ignore[no-any-return]  # of any data class


def _decoded(part: Any) -> bytes:
    return encoding.base64_decode(part.data)


# How models and TypeAdapters validate; strict ones take more from JSON, which has no dates, than from Python.
_PYDANTIC = (("model_validate", "model_validate_json"), ("validate_python", "validate_json"))

# How a data class is opened: to its records, from a record to what it holds, and the key that holds it.
_LAYERS: dict[str, Layer] = {
    "SQSEvent": (_records, lambda record: record.body, "body"),
    "SQSRecord": (_itself, lambda record: record.body, "body"),
    "SNSEvent": (_records, lambda record: record.sns.message, "Sns.Message"),
    "SNSEventRecord": (_itself, lambda record: record.sns.message, "Sns.Message"),
    "SNSMessage": (_itself, lambda message: message.message, "Message"),
    "EventBridgeEvent": (_itself, lambda event: event.detail, "detail"),
    "KinesisStreamEvent": (_records, lambda record: record.kinesis.data_as_bytes(), "kinesis.data"),
    "KinesisStreamRecord": (_itself, lambda record: record.kinesis.data_as_bytes(), "kinesis.data"),
    "KinesisFirehoseEvent": (_records, _decoded, "data"),
    "KinesisFirehoseRecord": (_itself, _decoded, "data"),
    "CloudWatchLogsEvent": (lambda event: event.parse_logs_data().log_events, lambda line: line.message, "message"),
    "CloudWatchLogsDecodedData": (lambda data: data.log_events, lambda line: line.message, "message"),
    "CloudWatchLogsLogEvent": (_itself, lambda line: line.message, "message"),
    "KafkaEvent": (_records, lambda record: record.decoded_value, "value"),
    "KafkaEventRecord": (_itself, lambda record: record.decoded_value, "value"),
    "ActiveMQEvent": (lambda event: event.messages, _decoded, "data"),
    "ActiveMQMessage": (_itself, _decoded, "data"),
    "RabbitMQEvent": (lambda event: chain(*event.rmq_messages_by_queue.values()), _decoded, "data"),
    "RabbitMessage": (_itself, _decoded, "data"),
    "BaseProxyEvent": (_itself, lambda request: request.decoded_body, "body"),
    "APIGatewayWebSocketEvent": (_itself, lambda message: message.decoded_body, "body"),
}

# The data class of the same event, for models of the parser.
_MODELS = {
    "SqsModel": "sqs_event:SQSEvent",
    "SqsRecordModel": "sqs_event:SQSRecord",
    "SnsModel": "sns_event:SNSEvent",
    "SnsRecordModel": "sns_event:SNSEventRecord",
    "SnsNotificationModel": "sns_event:SNSMessage",
    "EventBridgeModel": "event_bridge_event:EventBridgeEvent",
    "KinesisDataStreamModel": "kinesis_stream_event:KinesisStreamEvent",
    "KinesisDataStreamRecord": "kinesis_stream_event:KinesisStreamRecord",
    "KinesisFirehoseModel": "kinesis_firehose_event:KinesisFirehoseEvent",
    "KinesisFirehoseSqsModel": "kinesis_firehose_event:KinesisFirehoseEvent",
    "KinesisFirehoseRecord": "kinesis_firehose_event:KinesisFirehoseRecord",
    "CloudWatchLogsModel": "cloud_watch_logs_event:CloudWatchLogsEvent",
    "CloudWatchLogsDecode": "cloud_watch_logs_event:CloudWatchLogsDecodedData",
    "KafkaBaseEventModel": "kafka_event:KafkaEvent",
    "KafkaRecordModel": "kafka_event:KafkaEventRecord",
    "APIGatewayProxyEventModel": "api_gateway_proxy_event:APIGatewayProxyEvent",
    "APIGatewayProxyEventV2Model": "api_gateway_proxy_event:APIGatewayProxyEventV2",
    "AlbModel": "alb_event:ALBEvent",
    "VpcLatticeModel": "vpc_lattice:VPCLatticeEvent",
    "VpcLatticeV2Model": "vpc_lattice:VPCLatticeEventV2",
    "APIGatewayWebSocketMessageEventModel": "api_gateway_websocket_event:APIGatewayWebSocketEvent",
}
