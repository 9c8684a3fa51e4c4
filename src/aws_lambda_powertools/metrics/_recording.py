"""What has been recorded and not yet emitted, and whose it is.

A `MetricSet` is the state: values, dimensions, metadata, time. A `Ledger` keeps a base set for what is recorded
outside of any invocation, and one set for each running invocation, so that none sees the dimensions of another.

Any thread may record. The usual way takes no lock, since each step of it is atomic: find the metric's column, append
the value, look whether the columns are still the set's. Whoever emits takes the columns out of the set first and then
each value out of its column. A recorder that came too late sees that the columns are gone, waits for the lock and
moves on whatever is left. So each value is emitted exactly once.
"""

from __future__ import annotations

import os
from threading import RLock

from aws_lambda_powertools._core.invocation import current
from aws_lambda_powertools.metrics._emf import (
    MAX_DIMENSION_NAME_LENGTH,
    MAX_DIMENSION_VALUE_LENGTH,
    MAX_METRICS,
    MAX_VALUES,
    ROOT,
    Definition,
)

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from typing import Any, Generic, Protocol, TypeVar

    from aws_lambda_powertools._core.invocation import Invocation
    from aws_lambda_powertools.metrics._emf import Column

    class Page(Protocol):
        """What has been recorded in one invocation, or outside of any."""

        defaults: dict[Any, Any]
        closed: bool

        def begin(self) -> Any:
            """A page for a new invocation, which takes over what is recorded here."""
            ...

        def absorb(self, page: Any) -> None:
            """Take over what an invocation has left behind."""
            ...

        def keep_defaults(self, defaults: Mapping[Any, Any]) -> None:
            """Let the defaults of an ended invocation hold from now on."""
            ...

        def is_empty(self) -> bool:
            """Whether there is nothing to emit."""
            ...

    AnyPage = TypeVar("AnyPage", bound=Page)
else:
    AnyPage = None
    Generic = {AnyPage: object}  # subscribed, it gives the base class; importing `typing` would take 2 ms

MAX_DIMENSIONS = 29
"""Dimensions that may be added; with `service` they are the thirty that CloudWatch takes."""

LARGEST_VALUE = 2.0**360
"""Of either sign."""

LOCK = RLock()
"""For all that is no single step. One for all, so that a fork need look after no more than this one."""

if hasattr(os, "register_at_fork"):
    # No other thread is halfway through a change when the child's memory is copied, and none holds the child's lock.
    os.register_at_fork(before=LOCK.acquire, after_in_parent=LOCK.release, after_in_child=LOCK.release)


class Refused(Exception):  # noqa: N818  # a message between our own functions
    """Something would spoil a document. Whether `error` is raised or only reported, the user decides."""

    def __init__(self, error: Exception) -> None:
        super().__init__(error)
        self.error = error


class MetricSet:
    """What has been recorded: the main `dimensions` and the metrics, which stand in `columns` by name.

    `defaults` are the dimensions that come back after each clearing. What few invocations need begins on the class.
    """

    shown: dict[str, Any] | None = None
    """The metrics, from the moment somebody looks at the public `metric_set`."""
    dimension_sets: list[dict[str, str]] = []  # noqa: RUF012  # `for_changes` gives each its own
    metadata: dict[str, Any] = {}  # noqa: RUF012  # likewise
    timestamps: dict[object, int | None] = {}  # noqa: RUF012  # replaced, never changed
    """Times of the metrics in milliseconds, by the provider that emits them with its time."""
    changed = False
    """Whether there is more than the default dimensions."""
    closed = False
    """Whether the invocation has ended: what still arrives is emitted at once."""
    has_emitted = False

    def __init__(self, dimensions: dict[str, str], defaults: dict[str, Any] | None = None) -> None:
        self.columns: dict[str, Column] | None = {}
        self.dimensions = dimensions
        self.defaults = {} if defaults is None else defaults

    def for_changes(self) -> MetricSet:
        """Itself, with metadata and dimension sets that are no other's."""
        self.changed = True
        own = vars(self)
        own.setdefault("metadata", {})
        own.setdefault("dimension_sets", [])
        return self

    # --- Recording ---------------------------------------------------------------------------------------------------

    def record(self, definition: Definition, value: float) -> bool:
        """Record a value; whether the set must be emitted now. Raises Refused where names or units don't agree."""
        columns = self.columns
        if columns is None:
            return self._record_slowly(definition, value)
        name = definition.name
        column = columns.get(name)
        if column is None:
            if name in self.dimensions or self.metadata or self.dimension_sets:
                self._claim(name)
            new: Column = [definition, value]
            column = columns.setdefault(name, new)
            if column is new:
                return len(columns) >= MAX_METRICS if self.columns is columns else self._move_on(columns)
        if column[0] is not definition:
            agree(definition, column[0].unit)
            column[0] = definition
        column.append(value)
        return len(column) > MAX_VALUES if self.columns is columns else self._move_on(columns)

    def _record_slowly(self, definition: Definition, value: float) -> bool:
        with LOCK:
            if self.shown is not None:
                is_full = self._record_shown(self.shown, definition, value)
            else:
                self.columns = self.columns or {}
                is_full = self.record(definition, value)
            return is_full or self.closed

    def _record_shown(self, shown: dict[str, Any], definition: Definition, value: float) -> bool:
        if definition.name not in shown:
            self._claim(definition.name)
            shown[definition.name] = {"Unit": definition.unit, "StorageResolution": 0, "Value": []}
        entry: dict[str, Any] = shown[definition.name]
        agree(definition, entry["Unit"])
        entry["StorageResolution"] = definition.resolution
        entry["Value"].append(value)
        return len(shown) >= MAX_METRICS or len(entry["Value"]) >= MAX_VALUES

    def _move_on(self, columns: dict[str, Column]) -> bool:
        """Record anew what is left in columns that were taken out of the set."""
        with LOCK:
            is_full = False
            for column in list(columns.values()):
                while len(column) > 1:
                    is_full |= self.record(column[0], column.pop())
            return is_full

    # --- One name, one member ----------------------------------------------------------------------------------------

    def _claim(self, name: str) -> None:
        """A metric must not be called like a dimension; metadata give way to it."""
        if self.is_dimension(name):
            from aws_lambda_powertools.metrics._checks import refuse

            refuse("Metric", name, "has the name of a dimension")
        if name in self.metadata:
            self._drop_metadata(name)

    def check_dimension(self, name: str, text: str) -> None:
        """A dimension must be one that CloudWatch takes, and not be called like a metric; metadata give way to it."""
        if self.is_metric(name) or fault_of_dimension(name, text):
            from aws_lambda_powertools.metrics._checks import refuse_dimension

            refuse_dimension(name, text)
        if name in self.metadata:
            self._drop_metadata(name)

    def is_metric(self, name: str) -> bool:
        """Whether a metric of this name is recorded."""
        return name in (self.columns or ()) or name in (self.shown or ())

    def is_dimension(self, name: str) -> bool:
        """Whether one of the dimension sets has this name."""
        return name in self.dimensions or any(name in names for names in self.dimension_sets)

    def _drop_metadata(self, name: str) -> None:
        from aws_lambda_powertools.metrics._checks import tell_of_dropped_metadata

        self.metadata.pop(name, None)
        tell_of_dropped_metadata(name)

    # --- Emitting ----------------------------------------------------------------------------------------------------

    def is_empty(self) -> bool:
        """Whether there are no metrics."""
        return not self.columns and not self.shown

    def take(self) -> list[Column]:
        """The columns, which are no longer the set's: hold LOCK until you have taken the values out of them."""
        columns, self.columns = self.columns, None
        return [] if columns is None else list(columns.values())

    def show(self) -> dict[str, Any]:
        """The metrics as a plain dict, which from now on is the only truth: users may change it."""
        with LOCK:
            if self.shown is None:
                self.shown = shown = listed(self.take())
                return shown
            return self.shown

    def listed(self) -> dict[str, Any]:
        """The metrics as a plain dict, to be looked at."""
        with LOCK:
            return listed((self.columns or {}).values(), keep=True) if self.shown is None else self.shown

    def emptied(self) -> dict[str, Any]:
        """The metrics as a plain dict; nothing of them is in the set afterwards."""
        with LOCK:
            if self.shown is None:
                return listed(self.take())
            metrics = dict(self.shown)
            self.shown.clear()
            return metrics

    def clear(self) -> None:
        """Drop everything but the default dimensions and the timestamp."""
        with LOCK:
            self.emptied()
            self.dimensions.clear()
            self.dimensions.update(texts_of_defaults(self.defaults))
            if self.dimension_sets:
                self.dimension_sets.clear()
            if self.metadata:
                self.metadata.clear()
            self.changed = False

    # --- From one set to another -------------------------------------------------------------------------------------

    def begin(self) -> MetricSet:
        """The set of a new invocation. What was recorded before any is emitted with the first."""
        if not (self.changed or self.columns or self.shown):
            return MetricSet(self.dimensions.copy(), self.defaults)
        with LOCK:
            begun = MetricSet({}, self.defaults)
            begun.absorb(self)
            self.clear()
            return begun

    def absorb(self, page: MetricSet) -> None:
        """Take over everything that is recorded in another set."""
        with LOCK:
            self.for_changes()
            self.dimensions.update(page.dimensions)
            self.dimension_sets.extend(page.dimension_sets)
            self.metadata.update(page.metadata)
            self.timestamps = {**self.timestamps, **page.timestamps}
            self.keep_defaults(page.defaults)
            for name, entry in page.emptied().items():
                definition = Definition(name, entry.get("Unit"), entry.get("StorageResolution"))
                for value in entry["Value"]:
                    self.record(definition, value)

    def keep_defaults(self, defaults: Mapping[str, Any]) -> None:
        """Let the default dimensions of an ended invocation hold from now on."""
        if defaults is self.defaults:
            return
        self.defaults.clear()
        self.defaults.update(defaults)
        if not self.changed:
            self.dimensions.clear()
        self.dimensions.update(texts_of_defaults(defaults))


def listed(columns: Iterable[Column], keep: bool = False) -> dict[str, Any]:
    """Columns as the public `metric_set` shows them; their values are gone from them then, unless they shall stay."""
    metrics: dict[str, Any] = {}
    for column in list(columns):
        values = column[1:]
        if not keep:
            del column[1 : len(values) + 1]
        metrics[column[0].name] = {
            "Unit": column[0].unit,
            "StorageResolution": column[0].resolution,
            "Value": values,
        }
    return metrics


def agree(definition: Definition, unit: Any) -> None:
    """All values of a metric in a document have one unit."""
    if definition.unit != unit:
        from aws_lambda_powertools.metrics._checks import refuse_unit

        refuse_unit(definition, unit)


def fault_of_dimension(name: str, text: str) -> str | None:
    """Why CloudWatch would not take a dimension."""
    if len(text) > MAX_DIMENSION_VALUE_LENGTH:
        return f"has a value of more than {MAX_DIMENSION_VALUE_LENGTH} characters"
    if len(name) > MAX_DIMENSION_NAME_LENGTH:
        return f"has a name of more than {MAX_DIMENSION_NAME_LENGTH} characters"
    return "has the name of the document's root" if name == ROOT else None


def texts_of_defaults(defaults: Mapping[str, Any]) -> dict[str, str]:
    """Default dimensions as texts, without those that CloudWatch would not take."""
    texts = {name: str(value) for name, value in defaults.items()}
    fit = [name for name, text in texts.items() if name.strip() and text.strip() and not fault_of_dimension(name, text)]
    return {name: texts[name] for name in fit[:MAX_DIMENSIONS]}


class Single(Generic[AnyPage]):
    """One page, whoever records: for a metric of its own, and for dictionaries that users have given."""

    __slots__ = ("base",)

    def __init__(self, base: AnyPage) -> None:
        self.base = base

    def page(self) -> AnyPage:
        """The page."""
        return self.base

    def close(self, call: Invocation) -> AnyPage | None:  # noqa: ARG002  # a Ledger needs it
        """The page, which is for the next invocation, too."""
        return self.base


class Ledger(Generic[AnyPage]):
    """A page for each running invocation, and one for what is recorded outside of any, for all who share the ledger.

    An invocation that nobody observes for metrics has no end that we could see. What it leaves behind goes to the
    next one, as it always did; unless it overlapped another, for then it could come under the wrong dimensions.
    """

    __slots__ = ("_open", "base")

    def __init__(self, base: AnyPage) -> None:
        self.base = base
        self._open: dict[AnyPage, Invocation] = {}

    def page(self) -> AnyPage:
        """The page of the invocation to which the calling code belongs, else the base."""
        call = current()
        if call is None:
            if self._open:
                self._settle()
            return self.base
        page: AnyPage | None = call.state.get(self)
        return self._begin(call) if page is None else page

    def _begin(self, call: Invocation) -> AnyPage:
        if self._open:
            self._settle()
        begun = self.base.begin()
        page: AnyPage = call.state.setdefault(self, begun)
        if page is not begun:  # another thread was faster
            page.absorb(begun)
        self._open[page] = call
        return page

    def close(self, call: Invocation) -> AnyPage | None:
        """The page of an invocation that ends now, if it has one. Its defaults hold for later invocations."""
        page: AnyPage | None = call.state.pop(self, None)
        if page is None:
            if not self._open and self.base.is_empty():
                return None
            page = self._begin(call)  # for what was recorded before this invocation
            call.state.pop(self, None)
        self._open.pop(page, None)
        page.closed = True
        if page.defaults is not self.base.defaults and not call.overlapped:
            self.base.keep_defaults(page.defaults)
        return page

    def forget(self, base: AnyPage) -> None:
        """Begin anew with an empty base; for tests."""
        self.base = base
        self._open.clear()

    def _settle(self) -> None:
        """Look after pages whose invocations have ended unobserved."""
        with LOCK:
            for page, call in list(self._open.items()):
                if call.running:
                    continue
                self._open.pop(page, None)
                call.state.pop(self, None)
                page.closed = True
                if not call.overlapped:
                    self.base.absorb(page)
                elif not page.is_empty():
                    from aws_lambda_powertools._core.notices import warn_once

                    warn_once(
                        "metrics of overlapping invocations",
                        "Metrics are dropped: they were recorded in an invocation that overlapped others, and that "
                        "ended without emitting them. Decorate the handler with log_metrics, or call flush_metrics.",
                    )
