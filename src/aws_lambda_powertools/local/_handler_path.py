"""Which function is meant: `app.py:lambda_handler`, `package.module:handler`, or Lambda's own `app.lambda_handler`."""

from __future__ import annotations

import ast
import os
from dataclasses import dataclass

from aws_lambda_powertools.local.errors import LocalError

_EXAMPLES = "Write it as app.py:lambda_handler, package.module:lambda_handler or app.lambda_handler."
_HANDLER_PARAMETERS = 2


@dataclass(frozen=True, slots=True)
class HandlerPath:
    """A handler: the directory that Lambda would call its task root, the module below it, and the name in there."""

    root: str
    module: str
    attribute: str

    @property
    def lambda_name(self) -> str:
        """The `Handler` setting that Lambda would have for it."""
        return f"{self.module}.{self.attribute}"

    @property
    def file(self) -> str | None:
        """The file of the module, if it lies below the task root."""
        path = os.path.join(self.root, *self.module.replace("/", ".").split("."))
        candidates = (f"{path}.py", os.path.join(path, "__init__.py"))
        return next(filter(os.path.isfile, candidates), None)


def parse_handler(text: str, directory: str | None = None) -> HandlerPath:
    """The handler that a command line names, relative to a directory; LocalError says what is wrong with it."""
    directory = os.path.abspath(directory or os.getcwd())
    place, colon, attribute = text.rpartition(":")
    if not colon:
        return _lambda_form(text, directory)
    if not attribute.isidentifier():
        raise LocalError(f"After the colon of {text!r} a function's name is expected, not {attribute!r}.", _EXAMPLES)
    if place.endswith(".py") or os.sep in place:
        return _in_file(place, attribute, directory)
    if not _is_dotted(place):
        raise LocalError(f"{place!r} is neither a Python file nor the name of a module.", _EXAMPLES)
    return HandlerPath(directory, place, attribute)


def handlers_in(file: str) -> list[str]:
    """The names of functions in a file, those that take two arguments first: nothing of it is executed."""
    try:
        with open(file, "rb") as source:
            tree = ast.parse(source.read())
    except (OSError, SyntaxError, ValueError):
        return []
    functions = [node for node in tree.body if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef))]
    functions.sort(key=lambda node: len(node.args.args) != _HANDLER_PARAMETERS)
    return [node.name for node in functions if not node.name.startswith("_")]


def _lambda_form(text: str, directory: str) -> HandlerPath:
    if text.endswith(".py"):
        raise LocalError(f"{text!r} names a file, but no function in it.", _suggestion(text, directory))
    module, dot, attribute = text.rpartition(".")
    if not dot or not attribute.isidentifier() or not _is_dotted(module.replace("/", ".")):
        raise LocalError(f"{text!r} does not name a handler.", _EXAMPLES)
    return HandlerPath(directory, module, attribute)


def _in_file(place: str, attribute: str, directory: str) -> HandlerPath:
    path = os.path.normpath(os.path.join(directory, os.path.expanduser(place)))
    if os.path.isdir(path):
        raise LocalError(f"{place!r} is a directory, not a Python file.", _EXAMPLES)
    if not os.path.isfile(path):
        raise LocalError(f"There is no file {place!r}.", f"The path is relative to {directory}.")
    root, name = os.path.split(path)
    module, extension = os.path.splitext(name)
    if extension != ".py" or "." in module:
        raise LocalError(f"{name!r} can't be imported as a module; its name must be like app.py.", _EXAMPLES)
    # A file inside a package must be imported as part of it, or its relative imports fail.
    while os.path.isfile(os.path.join(root, "__init__.py")):
        root, package = os.path.split(root)
        module = package if module == "__init__" else f"{package}.{module}"
    return HandlerPath(root, module, attribute)


def _is_dotted(name: str) -> bool:
    return bool(name) and all(part and not part.isspace() for part in name.split("."))


def _suggestion(file: str, directory: str) -> str:
    names = handlers_in(os.path.join(directory, file))
    return f"Did you mean {file}:{names[0]}?" if names else _EXAMPLES
