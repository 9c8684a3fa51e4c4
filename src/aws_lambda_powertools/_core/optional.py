"""Import an optional package, or say which extra installs it."""

from __future__ import annotations

from importlib import import_module

from aws_lambda_powertools._core.errors import MissingDependencyError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from types import ModuleType


def require(module: str, *, extra: str, wanted_by: str) -> ModuleType:
    """The module, imported now; MissingDependencyError names the extra when its package is not installed.

    An ImportError from inside an installed package passes unchanged: hiding it would send people
    to reinstall what is already there.
    """
    try:
        return import_module(module)
    except ModuleNotFoundError as error:
        package = module.partition(".")[0]
        if error.name is None or error.name.partition(".")[0] != package:
            raise
        raise MissingDependencyError(package, extra, wanted_by) from error
