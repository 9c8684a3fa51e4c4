"""Which modules a statement loads in an interpreter that has what the Lambda runtime has loaded.

One child process imports the real runtime client; each statement then runs in a fork of it, so that a
hundred statements cost little more than one.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from typing import TYPE_CHECKING

from source_tree import SOURCE

if TYPE_CHECKING:
    from collections.abc import Iterable

CHILD = """
import os, sys, json, traceback
import awslambdaric.bootstrap
runtime = set(sys.modules)

def report(statement):
    try:
        exec(statement, {"__name__": "function"})
        return sorted(set(sys.modules) - runtime)
    except BaseException:
        return traceback.format_exc()

answers = {}
for statement in json.load(sys.stdin):
    reader, writer = os.pipe()
    if os.fork() == 0:
        os.close(reader)
        with os.fdopen(writer, "w") as pipe:
            json.dump(report(statement), pipe)
        os._exit(0)
    os.close(writer)
    with os.fdopen(reader) as pipe:
        answers[statement] = json.load(pipe)
    os.wait()
print(json.dumps([sorted(runtime), answers]))
"""


def loaded_by(statements: Iterable[str], **environment: str) -> tuple[set[str], dict[str, set[str]]]:
    """The modules of the Lambda runtime, and what each statement loads beyond them; AssertionError if one fails."""
    runtime, answers = answers_to(statements, **environment)
    failed = [f"{statement}\n{answer}" for statement, answer in answers.items() if isinstance(answer, str)]
    assert not failed, "\n".join(failed)
    return runtime, {statement: set(answer) for statement, answer in answers.items()}


def answers_to(statements: Iterable[str], **environment: str) -> tuple[set[str], dict[str, set[str] | str]]:
    """As `loaded_by`, with the traceback in the place of what a failing statement loads."""
    child = subprocess.run(
        [sys.executable, "-c", CHILD],
        input=json.dumps(list(statements)),
        capture_output=True,
        text=True,
        check=False,
        env={"PATH": os.defpath, "PYTHONPATH": str(SOURCE), **environment},
    )
    assert child.returncode == 0, child.stderr
    runtime, answers = json.loads(child.stdout.splitlines()[-1])
    return set(runtime), {
        statement: answer if isinstance(answer, str) else set(answer) for statement, answer in answers.items()
    }
