"""How a benchmark scenario is written down, and how it is found again by its name.

A scenario is a small function that prepares everything and returns the callable to time. Its body runs unchanged
under the public package and under ours, so all imports of the toolkit stand inside it. This module is imported in
the measured process too: it imports nothing, or it would make that import free for the package that needs it.
"""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from typing import Any, TypeVar

    from harness.answer import Answer

    Build = TypeVar("Build", bound="Callable[[], Any]")
    Check = Callable[["Answer"], None]

COLD = "cold"
HOT = "hot"
KINDS = (COLD, HOT)

FILES = (
    "cold",
    "all_three",
    "batch",
    "data_classes",
    "data_classes_streams",
    "data_masking",
    "event_handler",
    "idempotency",
    "event_handler_agents",
    "event_handler_validation",
    "feature_flags",
    "jmespath",
    "kafka",
    "logger",
    "metrics",
    "middleware_factory",
    "parameters",
    "parser",
    "resilience",
    "streaming",
    "tracer",
    "tracer_otel",
    "validation",
)
"""The files of `scenarios/`, in the order in which the table shows their rows."""


class Scenario:
    """One row of a table: what to run, in which environment, and how to see that it did its work."""

    __slots__ = ("build", "bytecode", "check", "environment", "file", "kind", "name")

    def __init__(
        self,
        name: str,
        kind: str,
        build: Callable[[], Any],
        check: Check,
        environment: Mapping[str, str],
        bytecode: bool,
    ) -> None:
        self.name = name
        self.kind = kind
        self.build = build
        self.check = check
        self.environment = environment
        self.bytecode = bytecode
        self.file = build.__module__.rpartition(".")[2]


class InsideInvocation:
    """A callable that is timed while a decorated handler runs, for what only happens during an invocation."""

    __slots__ = ("call", "decorate")

    def __init__(self, call: Callable[[], Any], decorate: Callable[[Any], Any]) -> None:
        self.call = call
        self.decorate = decorate


SCENARIOS: dict[tuple[str, str], Scenario] = {}


def hot(name: str, check: Check, environment: Mapping[str, str] | None = None) -> Callable[[Build], Build]:
    """Registers a function that returns the callable to time, or an `InsideInvocation` of it."""
    return _registers(name, HOT, check, environment or {}, bytecode=True)


def cold(
    name: str, check: Check, environment: Mapping[str, str] | None = None, bytecode: bool = True
) -> Callable[[Build], Build]:
    """Registers a function whose only run in a fresh process is timed: import, construct, first call.

    With `bytecode=False` the package under test has no `.pyc` files, as in a zip built carelessly.
    """
    return _registers(name, COLD, check, environment or {}, bytecode=bytecode)


def _registers(
    name: str, kind: str, check: Check, environment: Mapping[str, str], bytecode: bool
) -> Callable[[Build], Build]:
    def register(build: Build) -> Build:
        if (kind, name) in SCENARIOS:
            raise ValueError(f"There is already a {kind} scenario named {name!r}.")
        SCENARIOS[kind, name] = Scenario(name, kind, build, check, environment, bytecode)
        return build

    return register


def load(files: tuple[str, ...] = FILES) -> dict[tuple[str, str], Scenario]:
    """All scenarios of the given files, by kind and name."""
    for file in files:
        __import__(f"scenarios.{file}")
    return SCENARIOS
