"""Errors that leave a public method without anything that may hold a token or a secret.

Causes and contexts are dropped, and so are the frames inside: tools that show local variables of a traceback would
show the token.
"""

from __future__ import annotations

from functools import wraps

from aws_lambda_powertools.utilities.auth_alpha.exceptions import AuthError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Coroutine
    from typing import Any, ParamSpec, TypeVar

    Parameters = ParamSpec("Parameters")
    Result = TypeVar("Result")


def sanitized(method: Callable[Parameters, Result]) -> Callable[Parameters, Result]:
    """The method, whose AuthErrors bring nothing along but themselves."""

    @wraps(method)
    def call(*arguments: Parameters.args, **options: Parameters.kwargs) -> Result:
        try:
            return method(*arguments, **options)
        except AuthError as error:
            found = error
        del arguments, options  # this frame stays in the traceback
        try:
            raise bare(found)
        finally:
            del found  # or the error and its traceback would hold each other

    return call


def sanitized_async(
    method: Callable[Parameters, Coroutine[Any, Any, Result]],
) -> Callable[Parameters, Coroutine[Any, Any, Result]]:
    """The same for coroutine functions."""

    @wraps(method)
    async def call(*arguments: Parameters.args, **options: Parameters.kwargs) -> Result:
        try:
            return await method(*arguments, **options)
        except AuthError as error:
            found = error
        del arguments, options  # as above
        try:
            raise bare(found)
        finally:
            del found  # or the error and its traceback would hold each other

    return call


def bare(error: AuthError) -> AuthError:
    """The error without cause, context and traceback."""
    error.__cause__ = error.__context__ = None
    return error.with_traceback(None)
