"""Lets the errors of AWS come out of the providers of `parameters`, which wrap them in one of their own."""

from __future__ import annotations

from contextlib import contextmanager

from aws_lambda_powertools.utilities.parameters.exceptions import GetParameterError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Generator


@contextmanager
def original() -> Generator[None, None, None]:
    """Raise the cause of a GetParameterError, if it has one."""
    try:
        yield
    except GetParameterError as error:
        if isinstance(error.__cause__, Exception):
            raise error.__cause__ from None
        raise
