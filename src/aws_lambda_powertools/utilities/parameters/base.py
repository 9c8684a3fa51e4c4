"""BaseProvider: fetch, transform, keep for a while; and what all providers share.

A provider of your own derives from BaseProvider and has two methods: `_get(name, **sdk_options)` gives one value,
`_get_multiple(path, **sdk_options)` a mapping of them.
"""

# Values are the user's own, Any all the way down.
# pyright: reportUnknownVariableType=false, reportUnknownArgumentType=false

from __future__ import annotations

from abc import ABC, abstractmethod
from functools import partial

from aws_lambda_powertools._core import clock
from aws_lambda_powertools._core.cache import SingleFlight
from aws_lambda_powertools._core.copies import SHARED_TYPES, copied
from aws_lambda_powertools._core.environment import PARAMETERS_MAX_AGE
from aws_lambda_powertools.utilities.parameters._transform import (
    TRANSFORM_METHOD_MAPPING,
    get_transform_method,
    transform_value,
)
from aws_lambda_powertools.utilities.parameters.constants import DEFAULT_MAX_AGE_SECS, DEFAULT_PROVIDERS
from aws_lambda_powertools.utilities.parameters.exceptions import GetParameterError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    from typing_extensions import Self

    from aws_lambda_powertools.utilities.parameters.types import TransformOptions

    Key = tuple[Any, ...]
    Pair = tuple[Any, Any]
    Entries = dict[Key, "ExpirableValue"]
else:
    Pair = tuple
    Entries = dict

__all__ = [
    "DEFAULT_MAX_AGE_SECS",
    "DEFAULT_PROVIDERS",
    "TRANSFORM_METHOD_MAPPING",
    "BaseProvider",
    "ExpirableValue",
    "clear_caches",
    "get_transform_method",
    "transform_value",
]

MOST_VALUES = 1000
"""How many values a provider keeps; those fetched the longest ago go first."""


class ExpirableValue(Pair):
    """A value and the moment until which it is good: a datetime, or seconds since the epoch."""

    __slots__ = ()

    def __new__(cls, value: Any, ttl: Any) -> Self:
        """Both together."""
        return super().__new__(cls, (value, ttl))

    @property
    def value(self) -> Any:
        """What was fetched, after its transform."""
        return self[0]

    @property
    def ttl(self) -> Any:
        """The moment as a datetime in local time."""
        until = self[1]
        if not isinstance(until, (int, float)):
            return until
        from datetime import datetime

        return datetime.fromtimestamp(until)  # noqa: DTZ006  # as it has always been compared

    def __repr__(self) -> str:
        return f"ExpirableValue(ttl={self.ttl})"  # without the value, which may be a secret


class Store(Entries):
    """A dictionary of at most `max_items`. Reading it changes nothing, so that threads need no lock for it."""

    def __init__(self, max_items: int) -> None:
        super().__init__()
        self.max_items = max_items

    def __setitem__(self, key: Key, entry: ExpirableValue) -> None:
        self.pop(key, None)  # what is written becomes the youngest
        super().__setitem__(key, entry)
        if len(self) > self.max_items:
            for oldest in list(self)[: len(self) - self.max_items]:
                self.pop(oldest, None)


class BaseProvider(ABC):
    """Gives parameters by name, and remembers them.

    A value is remembered with all options that shape it, and handed out as a copy, for `max_age` seconds (by default
    POWERTOOLS_PARAMETERS_MAX_AGE, 300). Threads that ask for the same value at once cause one request.

    When a value can't be fetched again, the old one is good for `stale_if_error` more seconds. Within
    `stale_while_revalidate` seconds after its time a value is given at once and fetched anew in a thread.
    `max_items` values are kept.
    """

    store: dict[Key, ExpirableValue]
    _stale_if_error: float = 0
    _stale_while_revalidate: float = 0
    _flights: SingleFlight[Any, Any] | None = None

    def __init__(
        self,
        *,
        client: Any = None,
        resource: Any = None,
        stale_if_error: float = 0,
        stale_while_revalidate: float = 0,
        max_items: int = MOST_VALUES,
    ) -> None:
        """`client` and `resource` are those of boto3 that the provider uses, if any."""
        self.store = Store(max_items)
        self._stale_if_error = stale_if_error
        self._stale_while_revalidate = stale_while_revalidate
        self._flights = SingleFlight()
        if client is not None or resource is not None:
            from aws_lambda_powertools._core import aws

            aws.mark(client, "parameters")
            aws.mark_resource(resource, "parameters")

    # --- Reading ------------------------------------------------------------------------------------------------

    def get(
        self,
        name: str,
        max_age: int | None = None,
        transform: TransformOptions = None,
        force_fetch: bool = False,
        **sdk_options: Any,
    ) -> Any:
        """The value of a parameter, remembered or fetched; `force_fetch` fetches it in any case.

        `sdk_options` go to the API call. Raises GetParameterError, TransformParameterError.
        """
        key = (name, transform, False) if not sdk_options else self._key(name, transform, False, sdk_options)
        if not force_fetch:
            entry = self.store.get(key)
            if entry is not None:
                value, until = entry
                if clock.seconds() < (until if type(until) is float else _until(entry)):
                    return value if type(value) in SHARED_TYPES else copied(value)
        return self._fetched(key, partial(self._one, name, transform, sdk_options), max_age, force_fetch)

    def get_multiple(
        self,
        path: str,
        max_age: int | None = None,
        transform: TransformOptions = None,
        raise_on_transform_error: bool = False,
        force_fetch: bool = False,
        **sdk_options: Any,
    ) -> dict[str, Any]:
        """The parameters under a path by name, as `get` gives each.

        A value that can't be transformed is None, or TransformParameterError with `raise_on_transform_error`.
        """
        key = (path, transform, True) if not sdk_options else self._key(path, transform, True, sdk_options)
        if not force_fetch:
            entry = self.store.get(key)
            if entry is not None:
                values, until = entry
                if clock.seconds() < (until if type(until) is float else _until(entry)):
                    known: dict[str, Any] = copied(values)
                    return known
        fetched: dict[str, Any] = self._fetched(
            key, partial(self._several, path, transform, raise_on_transform_error, sdk_options), max_age, force_fetch
        )
        return fetched

    async def aget(self, name: str, **options: Any) -> Any:
        """As `get`, without making the event loop wait."""
        from asyncio import to_thread

        return await to_thread(self.get, name, **options)

    async def aget_multiple(self, path: str, **options: Any) -> dict[str, Any]:
        """As `get_multiple`, without making the event loop wait."""
        from asyncio import to_thread

        return await to_thread(self.get_multiple, path, **options)

    @abstractmethod
    def _get(self, name: str, **sdk_options: Any) -> Any:
        """Fetch one value; whatever it raises becomes GetParameterError."""

    @abstractmethod
    def _get_multiple(self, path: str, **sdk_options: Any) -> dict[str, Any]:
        """Fetch all values under a path; whatever it raises becomes GetParameterError."""

    # --- Writing ------------------------------------------------------------------------------------------------

    def set(self, name: str, value: Any, *, overwrite: bool = False, **kwargs: Any) -> Any:
        """Write a parameter; NotImplementedError where the store can't be written."""
        raise NotImplementedError

    # --- What is remembered -------------------------------------------------------------------------------------

    def clear_cache(self) -> None:
        """Forget all values."""
        self.store.clear()

    def fetch_from_cache(self, key: Key) -> Any:
        """A remembered value by its key; an empty mapping if there is none."""
        entry = self.store.get(key)
        return {} if entry is None else copied(entry[0])

    def add_to_cache(self, key: Key, value: Any, max_age: int) -> None:
        """Remember a value for so many seconds; 0 or less remembers nothing."""
        if max_age <= 0:
            return
        self.store[key] = ExpirableValue(value, clock.seconds() + max_age)

    def has_not_expired_in_cache(self, key: Key) -> bool:
        """Whether a value is remembered whose time has not come."""
        entry = self.store.get(key)
        return entry is not None and clock.seconds() < _until(entry)

    def forget(self, name: str) -> None:
        """Forget a parameter and all paths that it lies under, after it was written."""
        for key in list(self.store):
            known, is_nested = key[0], len(key) > 2 and key[2]  # noqa: PLR2004  # name, transform, nested
            if known == name or (is_nested and (not isinstance(known, str) or name.startswith(known))):
                self.store.pop(key, None)

    def _build_cache_key(self, name: str, transform: TransformOptions = None, is_nested: bool = False) -> Key:
        return (name, transform, is_nested)

    def _key(self, name: Any, transform: Any, is_nested: bool, options: dict[str, Any]) -> Key:
        """What a value is remembered by: everything that shapes it."""
        shaping: list[tuple[str, str]] = []
        for option, value in options.items():
            if value is not None and value is not False:
                shaping.append((option, repr(value)))
        if not shaping:
            return (name, transform, is_nested)
        return (name, transform, is_nested, tuple(sorted(shaping)))

    # --- Fetching -----------------------------------------------------------------------------------------------

    def _one(self, name: str, transform: Any, options: dict[str, Any]) -> Any:
        try:
            value = self._get(name, **options)
        except Exception as error:  # whatever the API raises, users catch one class
            raise GetParameterError(str(error)) from error
        return transform_value(value, transform=transform, key=name, raise_on_transform_error=True)

    def _several(self, path: str, transform: Any, raises: bool, options: dict[str, Any]) -> Any:
        try:
            values = self._get_multiple(path, **options)
        except Exception as error:
            raise GetParameterError(str(error)) from error
        return transform_value(values, transform, raises)

    def _fetched(self, key: Key, fetch: Callable[[], Any], max_age: int | None, force_fetch: bool) -> Any:
        age = resolve_max_age(max_age)
        if not force_fetch and self._stale_while_revalidate and self._is_stale(key, self._stale_while_revalidate):
            self._refresh_beside(key, fetch, age)
            return copied(self.store[key][0])
        return copied(self._kept(key, fetch, age))

    def _kept(self, key: Key, fetch: Callable[[], Any], max_age: int) -> Any:
        """The value, fetched by this thread or by another one that is at it, and remembered."""
        flights = self._flights
        if flights is None:  # a subclass that did not call our constructor
            flights = self._flights = SingleFlight()

        def fetch_and_keep() -> Any:
            value = fetch()
            self.add_to_cache(key, value, max_age)
            return value

        try:
            return flights.do(key, fetch_and_keep)
        except GetParameterError as error:
            if not self._stale_if_error or not self._is_stale(key, self._stale_if_error):
                raise
            from aws_lambda_powertools._core.notices import warn_once

            warn_once(
                ("parameters", str(key[0])),
                f"Parameter {key[0]!r} can't be fetched again ({error}); the old one is used.",
            )
            return self.store[key][0]

    def _is_stale(self, key: Key, grace: float) -> bool:
        """Whether a value is known whose time is over by no more than the grace."""
        entry = self.store.get(key)
        return entry is not None and clock.seconds() < _until(entry) + grace

    def _refresh_beside(self, key: Key, fetch: Callable[[], Any], max_age: int) -> None:
        from contextlib import suppress
        from threading import Thread

        def refresh() -> None:
            with suppress(Exception):  # whoever asks when the grace is over will hear of it
                self._kept(key, fetch, max_age)

        Thread(target=refresh, name="powertools-parameters", daemon=True).start()


def _until(entry: ExpirableValue) -> float:
    until = entry[1]
    seconds: float = until if isinstance(until, (int, float)) else until.timestamp()
    return seconds


def resolve_max_age(choice: int | None) -> int:
    """The age that was chosen, else that of the environment, else 300; in seconds."""
    return PARAMETERS_MAX_AGE.resolve(choice)


def clear_caches() -> None:
    """Forget everything that the top-level functions remember, and the clients they use."""
    DEFAULT_PROVIDERS.clear()
