"""What goes wrong before a function runs: one clear sentence and a hint."""

from __future__ import annotations

from aws_lambda_powertools._core.errors import PowertoolsError

FAILED = 1
USAGE = 2
INTERRUPTED = 130


class LocalError(PowertoolsError):
    """The command can't do what it was asked; `hint` says what to do, `status` is the exit status."""

    def __init__(self, sentence: str, hint: str = "", status: int = USAGE) -> None:
        super().__init__(sentence)
        self.sentence = sentence
        self.hint = hint
        self.status = status
