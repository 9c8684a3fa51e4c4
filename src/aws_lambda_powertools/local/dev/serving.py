"""`powertools dev` at work: server, function and watcher from the start to Ctrl-C, and what it says in the terminal."""

from __future__ import annotations

import socket
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from threading import Thread
from types import FrameType

import uvicorn
from rich.console import Console as Terminal
from rich.text import Text

from aws_lambda_powertools.local._function import Function
from aws_lambda_powertools.local._triggers import describe
from aws_lambda_powertools.local.dev.fronts import Front, Settings
from aws_lambda_powertools.local.dev.history import Entry, History
from aws_lambda_powertools.local.dev.server import CONSOLE, OTLP, Console, Place, Server, Subscribers
from aws_lambda_powertools.local.dev.session import Loaded, Session
from aws_lambda_powertools.local.dev.watching import Watcher
from aws_lambda_powertools.local.errors import USAGE, LocalError
from aws_lambda_powertools.local.screen.terminal import Screen, terminal
from aws_lambda_powertools.local.screen.words import cut, duration, visible

_GRACE_SECONDS = 1
_TRIGGER_WIDTH = 40
_BAD_REQUEST, _SERVER_ERROR = 400, 500


@dataclass(frozen=True, slots=True)
class Plan:
    """What was asked for on the command line."""

    make_function: Callable[[], Function]
    front: Front
    settings: Settings
    host: str
    listener: socket.socket
    swagger: str
    watched: tuple[str, ...]
    logs: bool

    @property
    def address(self) -> str:
        """Where a browser finds the server."""
        host = {"0.0.0.0": "127.0.0.1", "::": "[::1]"}.get(self.host, self.host)  # noqa: S104  # shown, not bound
        name = f"[{host}]" if ":" in host and not host.startswith("[") else host
        return f"http://{name}:{self.listener.getsockname()[1]}"


def serve(plan: Plan) -> int:
    """Serve until Ctrl-C or SIGTERM; LocalError if there is no function to serve."""
    screen = terminal()
    subscribers = Subscribers()
    console = Console(subscribers)
    history = History(console.happened)
    reporter = _Reporter(screen, console)
    also = Screen(screen, plan.make_function()) if plan.logs else None
    session = Session(plan.make_function, history, reporter, also)
    place = Place(plan.address, plan.host, plan.front, plan.settings, plan.swagger)
    server = _Uvicorn(Server(session, history, subscribers, place), subscribers, session)
    try:
        _welcome(screen, plan, session.function)
        loaded = session.start(f"{plan.address}{OTLP}")
        if loaded.status == USAGE:
            raise LocalError(loaded.problem, loaded.hint)
        watcher = _watcher(plan, session, screen)
        try:
            server.run(sockets=[plan.listener])
        except KeyboardInterrupt:
            pass  # the way to end it
        finally:
            if watcher is not None:
                watcher.stop()
    finally:
        session.close()
    screen.print(Text("Stopped.", "dim"))
    return 0


class _Uvicorn(uvicorn.Server):
    """A web server that waits for nobody when it is told to end: not for listeners, not for the function."""

    def __init__(self, server: Server, subscribers: Subscribers, session: Session) -> None:
        super().__init__(
            uvicorn.Config(
                server.app,
                log_config=None,
                access_log=False,
                lifespan="off",
                ws="none",
                server_header=False,
                timeout_graceful_shutdown=_GRACE_SECONDS,
            )
        )
        self._subscribers = subscribers
        self._session = session

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:
        """Ctrl-C or SIGTERM."""
        self._subscribers.close()
        Thread(target=self._session.interrupt, name="interrupt").start()
        super().handle_exit(sig, frame)


class _Reporter:
    """One line for each invocation, and a word when the function was loaded."""

    def __init__(self, screen: Terminal, console: Console) -> None:
        self._screen = screen
        self._console = console

    def loaded(self, loaded: Loaded) -> None:
        """The function was loaded, or could not be."""
        self._console.loaded(loaded)
        if loaded.status == USAGE and not loaded.changed:
            return  # there is nothing to serve; the command ends with that
        reason = f"{', '.join(map(visible, loaded.changed[:3]))} changed: " if loaded.changed else ""
        if not loaded.problem:
            self._screen.print(
                Text.assemble((f"{reason}loaded in {duration(loaded.milliseconds)}", "dim")), soft_wrap=True
            )
            return
        self._screen.print(Text.assemble((reason, "dim"), ("✗ ", "bold red"), (visible(loaded.problem), "red")))
        for line in filter(None, visible(loaded.hint).splitlines()):
            self._screen.print(Text(f"  {line}", "dim"))

    def ended(self, entry: Entry) -> None:
        """An invocation is over."""
        ended = entry.ended
        if ended is None:
            return
        text = Text.assemble((_clock(entry.started.at), "dim"), "  ", _status(entry), "  ")
        text.append(f"{cut(visible(describe(entry.started.event)), _TRIGGER_WIDTH):{_TRIGGER_WIDTH}}")
        text.append(f"  {duration(ended.milliseconds):>8}")
        if ended.peak_megabytes is not None:
            text.append(f"  {ended.peak_megabytes:>4} MB", "dim")
        if entry.initialization is not None:
            text.append(f"  cold start {duration(entry.initialization.milliseconds)}", "cyan")
        self._screen.print(text, soft_wrap=True)
        if ended.error is not None:
            self._screen.print(Text(f"  ✗ {_cause(entry)}", "red"), soft_wrap=True)
        for problem in entry.problems:
            self._screen.print(Text(f"  ! {visible(problem)}", "yellow"), soft_wrap=True)


def _cause(entry: Entry) -> str:
    error = entry.ended.error if entry.ended is not None else None
    if error is None:
        return ""
    sentence = f"{error.type}: {error.message}" if error.message else error.type
    return cut(visible(sentence).replace("\n", " "), 400)


def _status(entry: Entry) -> tuple[str, str]:
    """The status that the client got, or how an invocation without a client ended."""
    status = entry.ended.status if entry.ended is not None else ""
    if entry.answer is None:
        return (f"{'ok' if status == 'success' else status:7}", "green" if status == "success" else "red")
    code = entry.answer.status
    style = "red" if code >= _SERVER_ERROR else "yellow" if code >= _BAD_REQUEST else "green"
    return (f"{code:<7}", style)


def _clock(at: float) -> str:
    return datetime.fromtimestamp(at).astimezone().strftime("%H:%M:%S.%f")[:12]


def _welcome(screen: Terminal, plan: Plan, function: Function) -> None:
    rows = {
        "function": f"{plan.address}/",
        "console": f"{plan.address}{CONSOLE}/",
        "swagger": f"{plan.address}{plan.swagger}" if plan.swagger else "",
        "reload": f"when Python files below {function.handler.root} change" if plan.watched else "off",
    }
    screen.print(
        Text.assemble(
            (function.handler.lambda_name, "bold"),
            f"  behind {plan.front.title[:1].lower()}{plan.front.title[1:]}  ",
            ("Ctrl-C ends it", "dim"),
        )
    )
    for name, value in rows.items():
        if value:
            screen.print(Text.assemble((f"  {name:9} ", "dim"), value), soft_wrap=True)


def _watcher(plan: Plan, session: Session, screen: Terminal) -> Watcher | None:
    if not plan.watched:
        return None

    def failed(error: Exception) -> None:
        screen.print(Text(f"! No more reloads: the files can't be watched ({error}).", "yellow"))

    def changed(files: list[str]) -> None:
        session.reload(files)

    root, *files = plan.watched
    watcher = Watcher(root, files, changed, failed)
    watcher.start()
    return watcher
