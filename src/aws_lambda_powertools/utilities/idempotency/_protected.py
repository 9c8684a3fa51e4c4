"""ProtectedFunction: a decorated function with all that is worked out once for it."""

# Functions are looked into here, whose types nobody knows.
# pyright: reportUnknownArgumentType=false, reportUnknownVariableType=false

from __future__ import annotations

from aws_lambda_powertools._core.decorators import code_flags, is_async
from aws_lambda_powertools.utilities.idempotency._keys import Keys, name_of, selection
from aws_lambda_powertools.utilities.idempotency.base import IdempotencyHandler
from aws_lambda_powertools.utilities.idempotency.config import IdempotencyConfig

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    from aws_lambda_powertools.utilities.idempotency.persistence.base import BasePersistenceLayer

GENERATOR_FLAGS = 0x20 | 0x200
"""Of code objects: generators and async generators."""

MODELLESS = frozenset(("None", "dict", "list", "str", "int", "float", "bool", "tuple", "Any", "object"))
"""Annotations of results that JSON gives back as they were."""


class ProtectedFunction:
    """A function, its store and its configuration; `call` makes one idempotent call of it."""

    def __init__(
        self,
        function: Callable[..., Any],
        persistence_store: BasePersistenceLayer,
        config: IdempotencyConfig | None,
        key_prefix: str | None,
        output_serializer: Any = None,
    ) -> None:
        if code_flags(function) & GENERATOR_FLAGS:
            raise TypeError(
                f"{name_of(function)} is a generator function; what it yields can't be replayed. "
                "Decorate a function that returns its result."
            )
        for method in ("save_inprogress", "save_success", "get_record", "delete_record"):
            if not hasattr(persistence_store, method):
                raise TypeError(
                    f"persistence_store is {persistence_store!r}; it must be a persistence layer, "
                    "for example DynamoDBPersistenceLayer(table_name=...)"
                )
        self.function = function
        self.persistence_store = persistence_store
        self.config = config or IdempotencyConfig()
        self.key_prefix = key_prefix
        self.output_serializer = _serializer_for(function, output_serializer)
        self.is_async = is_async(function)
        self._keys: Keys | None = None
        selection(self.config.event_key_jmespath, self.config.jmespath_options)
        selection(self.config.payload_validation_jmespath, self.config.jmespath_options)

    @property
    def keys(self) -> Keys:
        """How the keys are made; from the configuration as it is at the first call."""
        keys = self._keys
        if keys is None:
            name = name_of(self.function)
            keys = Keys(self.config, name, self.key_prefix)
            self.persistence_store.configure(self.config, name, self.key_prefix)
            self._keys = keys
        return keys

    def call(
        self,
        function: Callable[..., Any],
        payload: Any,
        args: tuple[Any, ...],
        kwargs: dict[str, Any],
        *,
        is_replay: bool = False,
        is_durable: bool = False,
    ) -> Any:
        """The result, or a coroutine that gives it; `function` is the one decorated, perhaps with bound arguments."""
        handler = IdempotencyHandler(
            function,
            payload,
            self.config,
            self.persistence_store,
            self.output_serializer,
            None,
            args,
            kwargs,
            keys=self._keys or self.keys,
        )
        handler.is_durable = is_durable
        if self.is_async:
            return handler.handle_async(is_replay)
        return handler.handle(is_replay)


def _serializer_for(function: Callable[..., Any], choice: Any) -> Any:
    """The serializer that was chosen, made for the function if a class was; else the one that its results need."""
    annotation = getattr(function, "__annotations__", {}).get("return")
    if isinstance(choice, type):
        from aws_lambda_powertools.utilities.idempotency.serialization.functions import return_type

        instantiate = getattr(choice, "instantiate", None)
        if instantiate is None:
            raise TypeError(f"output_serializer is the class {choice.__name__}; give an instance of it")
        return instantiate(return_type(function))
    if choice is not None or annotation is None:
        return choice
    name = annotation if isinstance(annotation, str) else getattr(annotation, "__name__", "")
    if name.partition("[")[0] in MODELLESS:
        return None
    from aws_lambda_powertools.utilities.idempotency.serialization.functions import inferred_serializer

    return inferred_serializer(function)
