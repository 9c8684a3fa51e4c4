"""make_idempotent: idempotency in one decorator, with the table named in the configuration.

config = DynamoDBIdempotencyConfig(table_name="idempotency", event_key_jmespath="id")

@make_idempotent(config=config)
def process_order(order_id: str) -> None: ...
"""

# What is looked into here is the user's own data, Any all the way down.
# pyright: reportUnknownVariableType=false, reportUnknownArgumentType=false

from __future__ import annotations

from collections.abc import Mapping
from functools import partial

from aws_lambda_powertools.shared.cache_dict import LRUDict
from aws_lambda_powertools.utilities.idempotency._arguments import bound
from aws_lambda_powertools.utilities.idempotency._keys import is_missing, plain_payload, selection
from aws_lambda_powertools.utilities.idempotency._protected import ProtectedFunction
from aws_lambda_powertools.utilities.idempotency.config import IdempotencyConfig
from aws_lambda_powertools.utilities.idempotency.idempotency import protect
from aws_lambda_powertools.utilities.idempotency.persistence.dynamodb import DynamoDBPersistenceLayer

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any, TypeVar, overload

    Function = TypeVar("Function", bound=Callable[..., Any])
else:
    from aws_lambda_powertools._core.typing_names import overload


class DynamoDBIdempotencyConfig(IdempotencyConfig):
    """How functions are idempotent, and the DynamoDB table of their records.

    The table's partition key is `key_attr`; without it, the name in `event_key_jmespath` if that is a plain name,
    else `id`. `layer_options` go to DynamoDBPersistenceLayer (`sort_key_attr`, `boto3_client`, ...); all others are
    those of IdempotencyConfig.
    """

    def __init__(
        self,
        table_name: str,
        event_key_jmespath: str = "",
        key_attr: str | None = None,
        *,
        layer_options: dict[str, Any] | None = None,
        **options: Any,
    ) -> None:
        super().__init__(event_key_jmespath=event_key_jmespath, **options)
        self.table_name = table_name
        plain_name = event_key_jmespath if event_key_jmespath.isidentifier() else "id"
        self.key_attr = key_attr or plain_name
        self.layer_options = layer_options or {}
        self._layer: DynamoDBPersistenceLayer | None = None

    @property
    def persistence_store(self) -> DynamoDBPersistenceLayer:
        """The layer of the table, made when it is first asked for."""
        layer = self._layer
        if layer is None:
            layer = self._layer = DynamoDBPersistenceLayer(
                self.table_name, key_attr=self.key_attr, **self.layer_options
            )
        return layer


class IdempotencyCache:
    """The last results, in the memory of this environment, in front of the table of a configuration."""

    def __init__(self, config: DynamoDBIdempotencyConfig, max_items: int = 256) -> None:
        if max_items < 1:
            raise ValueError(f"max_items is {max_items!r}; a cache holds at least 1 item")
        self.config = config
        self.max_items = max_items
        self.records = LRUDict(max_items=max_items)


@overload
def make_idempotent(
    function: Function, *, config: DynamoDBIdempotencyConfig, cache: IdempotencyCache | None = None
) -> Function: ...
@overload
def make_idempotent(
    function: None = None, *, config: DynamoDBIdempotencyConfig, cache: IdempotencyCache | None = None
) -> Callable[[Function], Function]: ...
def make_idempotent(
    function: Callable[..., Any] | None = None,
    *,
    config: DynamoDBIdempotencyConfig,
    cache: IdempotencyCache | None = None,
) -> Any:
    """Run a function, or a handler, once for each key; None is a result like any other.

    The key is what `event_key_jmespath` finds in the first argument that is a mapping (an event), else in the
    arguments by name; if it finds nothing, all arguments are the key. `cache` answers repeated calls without AWS.
    """
    if function is None:
        return partial(make_idempotent, config=config, cache=cache)
    protected = ProtectedFunction(function, config.persistence_store, config, None)
    keys = protected.keys
    keys.event_key_compiled_jmespath = None  # the payload is what was selected already
    if cache is not None:
        keys.use_local_cache = True
        keys.cache = cache.records
    return protect(protected, _PayloadOf(function, config))


class _PayloadOf:
    """Finds the key among the arguments of a call."""

    def __init__(self, function: Callable[..., Any], config: DynamoDBIdempotencyConfig) -> None:
        from inspect import signature

        self._signature = signature(function)
        self._select = selection(config.event_key_jmespath, config.jmespath_options)
        self._config = config

    def __call__(self, args: tuple[Any, ...], kwargs: dict[str, Any]) -> Any:
        arguments = self._arguments(args, kwargs)
        if self._select is None:
            return arguments
        event = next((value for value in arguments.values() if isinstance(value, Mapping)), None)
        for source in (event, arguments):
            selected = None if source is None else self._select(source)
            if not is_missing(selected):
                return selected
        return arguments

    def _arguments(self, args: tuple[Any, ...], kwargs: dict[str, Any]) -> dict[str, Any]:
        """All arguments that can be part of a key: neither the Lambda context nor the object of a method."""
        arguments: dict[str, Any] = {}
        for name, value in bound(self._signature, args, kwargs).items():
            if hasattr(value, "get_remaining_time_in_millis"):
                self._config.register_lambda_context(value)
            elif name not in ("self", "cls"):
                arguments[name] = plain_payload(value)
        return arguments
