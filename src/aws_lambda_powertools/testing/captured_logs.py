"""capture_logs: what Loggers write, as data.

with capture_logs() as logs:
    lambda_handler({"id": 7}, lambda_context())

assert logs.messages == ["stored"]
assert logs.only(level="INFO")["order_id"] == 7
"""

from __future__ import annotations

import json
import logging
from collections.abc import Sequence
from contextlib import contextmanager
from typing import Any, overload

from aws_lambda_powertools.testing._listening import Listening, replace

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Generator

    from aws_lambda_powertools.testing._listening import Undo

Line = dict[str, Any]


class CapturedLogs(Sequence[Line]):
    """The lines in the order in which they were written, each as a dict; `logs[-1]["message"]` is the last message.

    A line that is no JSON object, of a formatter of your own, is `{"message": <the line>}`.
    """

    def __init__(self) -> None:
        self.texts: list[str] = []
        """The lines as they were written."""
        self._parsed: list[Line] = []

    def hear(self, text: str) -> None:
        """Take note of a line."""
        self.texts.append(text)

    @property
    def lines(self) -> list[Line]:
        """All lines so far."""
        for text in self.texts[len(self._parsed) :]:
            self._parsed.append(_parsed(text))
        return self._parsed

    @property
    def messages(self) -> list[Any]:
        """The message of each line."""
        return [line.get("message") for line in self.lines]

    def where(self, **keys: Any) -> list[Line]:
        """The lines that have all these keys with these values: `logs.where(level="ERROR", order_id=7)`."""
        return [line for line in self.lines if all(name in line and line[name] == keys[name] for name in keys)]

    def only(self, **keys: Any) -> Line:
        """The one line that has these keys; AssertionError if there is none, or more than one."""
        found = self.where(**keys)
        if len(found) == 1:
            return found[0]
        asked = ", ".join(f"{name}={value!r}" for name, value in keys.items()) or "any key"
        written = "\n".join(self.texts) or "nothing was logged"
        raise AssertionError(f"{len(found)} lines with {asked}, not one:\n{written}")

    def clear(self) -> None:
        """Forget what was captured so far."""
        self.texts, self._parsed = [], []

    @overload
    def __getitem__(self, index: int) -> Line: ...

    @overload
    def __getitem__(self, index: slice) -> list[Line]: ...

    def __getitem__(self, index: int | slice) -> Line | list[Line]:
        return self.lines[index]

    def __len__(self) -> int:
        return len(self.texts)

    def __repr__(self) -> str:
        return "\n".join(["<CapturedLogs>", *self.texts])


@contextmanager
def capture_logs() -> Generator[CapturedLogs]:
    """Capture the lines of all Loggers, those that exist already too, for the time of a `with` block.

    Lines go where they always go as well. Lines that a buffer holds back are captured when they are written.
    """
    logs = CapturedLogs()
    with _lines.to(logs):
        yield logs


def _tap(tell: Callable[[str], None]) -> Undo:
    """Listen to our handler where it writes, and to handlers of users where a line of our formatters is made."""
    from aws_lambda_powertools.logging._output import StreamHandler

    write, make = StreamHandler.write, logging.Handler.format

    def write_heard(handler: StreamHandler, line: str) -> None:
        tell(line)
        write(handler, line)

    def make_heard(handler: logging.Handler, record: logging.LogRecord) -> str:
        line = make(handler, record)
        if not isinstance(handler, StreamHandler) and hasattr(handler.formatter, "append_keys"):
            tell(line)
        return line

    undo_write = replace(StreamHandler, "write", write_heard)
    undo_make = replace(logging.Handler, "format", make_heard)

    def undo() -> None:
        undo_make()
        undo_write()

    return undo


_lines: Listening[str] = Listening("captured_logs", _tap)


def _parsed(text: str) -> Line:
    try:
        line: Any = json.loads(text)
    except ValueError:
        return {"message": text}
    # Said to pyright alone: mypy finds a cast superfluous here.
    return line if isinstance(line, dict) else {"message": text}  # pyright: ignore[reportUnknownVariableType]
