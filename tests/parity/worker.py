"""Plays one scenario in this interpreter and writes down what could be seen: `worker.py FILE FUNCTION RESULT`."""

from __future__ import annotations

import enum
import importlib
import inspect
import json
import os
import re
import sys
import time
import traceback
import warnings

import lab

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any


def play(file: str, function: str) -> dict[str, Any]:
    """Everything one scenario lets an observer see."""
    lab.daemon = lab.Daemon()
    os.environ["AWS_XRAY_DAEMON_ADDRESS"] = lab.daemon.address
    streams = sys.stdout, sys.stderr
    sys.stdout, sys.stderr = output, trouble = lab.Console(), lab.Console()
    yielded: dict[str, Any] = {}
    raised: Any = None
    raised_text = ""
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        try:
            run = getattr(importlib.import_module(f"scenarios.{file}"), function)()
            if inspect.isgenerator(run):
                for label, value in run:
                    yielded[label] = plain(value)
        except Exception as error:
            raised = lab.kind_of(error)
            raised_text = "".join(traceback.format_exception(error))
    sys.stdout, sys.stderr = streams
    output.flush()
    stderr = trouble.news()
    return {
        "yielded": yielded,
        "output": lab.documents(output.news()),
        "segments": lab.segments(),
        "warnings": [warning.category.__name__ for warning in caught if concerns_us(warning)],
        "stderr": troubles(stderr),
        "raised": raised,
        "text": raised_text + stderr,  # not compared, shown only
        "places": places(),
    }


def troubles(text: str) -> list[str]:
    """Standard error as a list of events: what the logging package could not print, and any other text."""
    first, *errors = text.split("--- Logging error ---\n")
    kinds = [next((line for line in error.splitlines() if re.match(r"\w[\w.]*Error\b", line)), "?") for error in errors]
    return ([first] if first else []) + [f"logging error: {kind.partition(':')[0]}" for kind in kinds]


def concerns_us(warning: warnings.WarningMessage) -> bool:
    """Whether a warning comes from the package or is shown at a line of a scenario, and not from some library."""
    return warning.category.__module__.startswith(lab.PACKAGE) or any(
        part in warning.filename for part in (lab.PACKAGE, os.path.join("parity", "scenarios"))
    )


def places() -> dict[str, str]:
    """Directories whose paths differ between the packages, longest first, and the name each is shown under."""
    package = sys.modules.get(lab.PACKAGE)
    found = {lab.HERE: "<parity>", sys.prefix: "<environment>", sys.base_prefix: "<python>"}
    if package is not None and package.__file__:
        found[os.path.dirname(package.__file__)] = "<package>"
    return dict(sorted(found.items(), key=lambda place: -len(place[0])))


def plain(value: Any) -> Any:
    """A value in the forms of JSON, still telling its type where JSON would forget it."""
    if isinstance(value, enum.Enum):
        return f"<{type(value).__name__}.{value.name}>"
    if value is None or isinstance(value, (bool, int, str)):
        return value
    if isinstance(value, float):
        return value if value - value == 0 else f"<{value}>"
    if isinstance(value, dict):
        return {key if isinstance(key, str) else f"<{key!r}>": plain(item) for key, item in value.items()}
    if isinstance(value, list):
        return [plain(item) for item in value]
    if isinstance(value, (tuple, set, frozenset)):
        return {f"<{type(value).__name__}>": [plain(item) for item in value]}
    if isinstance(value, type):
        return f"<class {value.__qualname__}>"
    if isinstance(value, BaseException):
        return lab.kind_of(value)
    return f"<{type(value).__name__}> {value!r}"


def main(file: str, function: str, result: str) -> None:
    started = time.perf_counter()
    seen = play(file, function)
    seen["now"] = time.time()
    seen["took"] = time.perf_counter() - started
    with open(result, "w", encoding="utf-8") as target:
        json.dump(seen, target)
    os._exit(0)  # no exit hooks of libraries, which may wait or print


if __name__ == "__main__":
    main(*sys.argv[1:])
