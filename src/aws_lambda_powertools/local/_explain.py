"""Failures of the runtime in one clear sentence and a hint, where the runtime's own words leave people guessing."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from difflib import get_close_matches

from aws_lambda_powertools.local._function import Function
from aws_lambda_powertools.local._handler_path import handlers_in
from aws_lambda_powertools.local.decoding.tracebacks import Frame, is_own_frame, parse_frames
from aws_lambda_powertools.local.errors import FAILED, USAGE
from aws_lambda_powertools.local.stream import FunctionError

_MODULE = re.compile(r"No module named '(?P<name>[^']+)'")
_RUNTIME_CLIENT = "awslambdaric"
_MOST_NAMES = 6


@dataclass(frozen=True, slots=True)
class Explanation:
    """What went wrong, what to do, where in the user's code, and the exit status it deserves."""

    sentence: str
    hint: str = ""
    frames: tuple[Frame, ...] = ()
    status: int = FAILED


@dataclass(frozen=True, slots=True)
class _Rule:
    """Applies to errors of this type whose message matches, raised by the runtime itself if `outside` says so."""

    type: str
    message: re.Pattern[str]
    explain: Callable[[FunctionError, Function], Explanation]
    outside: bool = False


def explain(error: FunctionError, function: Function) -> Explanation:
    """The explanation of an error; for an exception of the user's code, its type and message and own frames."""
    frames = parse_frames(error.stack_trace)
    own = tuple(frame for frame in frames if is_own_frame(frame, function.handler.root))
    raised_outside = all(_RUNTIME_CLIENT in frame.file for frame in frames)
    for rule in _RULES:
        if rule.type == error.type and rule.message.search(error.message) and (raised_outside or not rule.outside):
            found = rule.explain(error, function)
            return Explanation(found.sentence, found.hint, own, found.status)
    sentence = f"{error.type}: {error.message}" if error.message else error.type
    return Explanation(sentence, frames=own or frames)


def _import_error(error: FunctionError, function: Function) -> Explanation:
    handler = function.handler
    reason = error.message.partition("': ")[2] or error.message
    missing = _MODULE.search(reason)
    module = handler.module.replace("/", ".")
    if missing is not None and (module == missing["name"] or module.startswith(f"{missing['name']}.")):
        hint = "The module is looked for below that directory; a file is named as path/to/app.py:lambda_handler."
        return Explanation(f"There is no module {handler.module!r} in {handler.root}.", hint, status=USAGE)
    hint = ""
    if missing is not None:
        package = missing["name"].partition(".")[0]
        hint = f"Is {package} installed for this Python? {function.interpreter} -m pip install ..."
    return Explanation(f"{_place(function)} can't be imported: {reason}", hint)


def _handler_missing(_: FunctionError, function: Function) -> Explanation:
    handler = function.handler
    names = handlers_in(handler.file) if handler.file else []
    close = get_close_matches(handler.attribute, names, n=1)
    defined = f"It defines {', '.join(names[:_MOST_NAMES])}." if names else "It defines no function."
    hint = f"Did you mean {close[0]!r}?" if close else defined
    return Explanation(f"{_place(function)} has no attribute {handler.attribute!r}.", hint, status=USAGE)


def _not_callable(error: FunctionError, function: Function) -> Explanation:
    kind = error.message.partition("' object")[0].lstrip("'")
    sentence = f"{function.handler.attribute!r} in {_place(function)} is not callable, it is of type {kind!r}."
    return Explanation(sentence, "The handler must be a function that takes event and context.", status=USAGE)


def _wrong_parameters(error: FunctionError, _: Function) -> Explanation:
    return Explanation(f"{error.type}: {error.message}", "Lambda calls the handler as handler(event, context).")


def _coroutine(_: FunctionError, function: Function) -> Explanation:
    name = function.handler.attribute
    return Explanation(
        f"{name!r} is a coroutine function, and the Python runtime does not await handlers.",
        f"Give Lambda a plain function that does: return asyncio.run({name}(event, context))",
    )


def _not_json(error: FunctionError, _: Function) -> Explanation:
    return Explanation(error.message, "A handler returns what json.dumps takes: dicts, lists, texts, numbers, None.")


def _timed_out(error: FunctionError, function: Function) -> Explanation:
    return Explanation(_without_request(error.message), f"The timeout is {function.timeout:g} s; --timeout changes it.")


def _exited(error: FunctionError, _: Function) -> Explanation:
    hint = "Something called sys.exit() or os._exit(), or the process crashed; a handler ends by returning."
    return Explanation(_without_request(error.message), hint)


def _syntax_error(error: FunctionError, _: Function) -> Explanation:
    return Explanation(error.message, "".join(error.stack_trace).strip())


def _place(function: Function) -> str:
    handler = function.handler
    return handler.file[len(handler.root) + 1 :] if handler.file else f"the module {handler.module!r}"


def _without_request(message: str) -> str:
    return re.sub(r"^RequestId: \S+ (Error: )?", "", message) + "."


_ANY = re.compile("")
_RULES = (
    _Rule("Runtime.ImportModuleError", _ANY, _import_error),
    _Rule("Runtime.HandlerNotFound", _ANY, _handler_missing),
    _Rule("Runtime.UserCodeSyntaxError", _ANY, _syntax_error),
    _Rule("Runtime.MarshalError", re.compile("Object of type coroutine"), _coroutine),
    _Rule("Runtime.MarshalError", _ANY, _not_json),
    _Rule("Sandbox.Timedout", _ANY, _timed_out),
    _Rule("Runtime.ExitError", _ANY, _exited),
    _Rule("TypeError", re.compile("object is not callable$"), _not_callable, outside=True),
    _Rule("TypeError", re.compile("positional argument|unexpected keyword"), _wrong_parameters, outside=True),
)
