"""Where an import failed: the runtime client tells the sentence only, so the import is tried once more to see."""

from __future__ import annotations

import subprocess
from collections.abc import Mapping

from aws_lambda_powertools.local._function import Function
from aws_lambda_powertools.local.decoding.tracebacks import is_own_frame, parse_traceback

_IMPORT = "import importlib, sys; importlib.import_module(sys.argv[1])"
_SECONDS = 10


def import_traceback(function: Function, environment: Mapping[str, str]) -> tuple[str, ...]:
    """The user's own frames of the failing import, as a traceback prints them; empty if it does not fail again."""
    try:
        attempt = subprocess.run(  # noqa: S603  # the interpreter that has just run the same import
            [function.interpreter, "-c", _IMPORT, function.handler.module.replace("/", ".")],
            cwd=function.handler.root,
            env=environment,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=_SECONDS,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired):
        return ()
    errors = parse_traceback(attempt.stderr.decode("utf-8", "backslashreplace"))
    frames = [frame for error in errors[-1:] for frame in error.frames if is_own_frame(frame, function.handler.root)]
    return tuple(
        f'  File "{frame.file}", line {frame.line}, in {frame.function}\n    {frame.statement}\n' for frame in frames
    )
