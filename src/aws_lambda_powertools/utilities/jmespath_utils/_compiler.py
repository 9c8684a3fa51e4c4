"""JMESPath expressions as Python functions.

Expressions over events nearly always consist of names, indexes, `[*]`, pipes and the toolkit's own functions.
These become nested functions, which run about twice as fast as jmespath's interpreter walks its tree; every other
kind of node is given to the interpreter, so that the language is whole.
"""

from __future__ import annotations

from functools import partial

import jmespath
from jmespath.exceptions import LexerError
from jmespath.visitor import Options, TreeInterpreter

from aws_lambda_powertools.exceptions import InvalidEnvelopeExpressionError
from aws_lambda_powertools.utilities.jmespath_utils._functions import (
    PowertoolsFunctions,
    base64_gzip_to_text,
    base64_to_text,
    text_to_json,
)

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    from jmespath.parser import ParsedResult

    Node = Any  # of jmespath's syntax tree: a dict with "type", "value" and "children"
    Search = Callable[[Any], Any]

_functions = PowertoolsFunctions()
_interpreter = TreeInterpreter(Options(custom_functions=_functions))

# They take one text and nothing else.
_OPENERS: dict[str, Callable[[str], Any]] = {
    "powertools_json": text_to_json,
    "powertools_base64": base64_to_text,
    "powertools_base64_gzip": base64_gzip_to_text,
}


def compiled(expression: str) -> Search:
    """What to call with the data, for an expression with the toolkit's functions."""
    return _search_for(_parsed(expression).parsed)


def compiled_with(expression: str, options: dict[str, Any] | Options) -> Search:
    """What to call with the data, for an expression with the options of the caller."""
    if not isinstance(options, Options):
        options = Options(**options)
    return partial(_parsed(expression).search, options=options)


def _parsed(expression: str) -> ParsedResult:
    try:
        return jmespath.compile(expression)
    except (LexerError, TypeError) as error:
        raise InvalidEnvelopeExpressionError(f"{expression!r} is not a JMESPath expression: {error}") from error


def _search_for(node: Node) -> Search:
    build = _BUILDERS.get(node["type"])
    search = None if build is None else build(node)
    return search or partial(_interpreter.visit, node)


def _field(node: Node) -> Search:
    name = node["value"]

    def search(value: Any) -> Any:
        try:
            return value.get(name)
        except AttributeError:
            return None

    return search


def _index(node: Node) -> Search:
    position = node["value"]

    def search(value: Any) -> Any:
        if not isinstance(value, list):
            return None
        try:
            return value[position]  # pyright: ignore[reportUnknownVariableType]  # the user's own data
        except IndexError:
            return None

    return search


def _itself(_node: Node) -> Search:
    return lambda value: value


def _chain(node: Node) -> Search:
    """One step after the other, each on what the step before it found."""
    steps = [_search_for(child) for child in node["children"]]
    if len(steps) == 2:  # noqa: PLR2004  # the usual case, without a loop
        first, second = steps
        return lambda value: second(first(value))

    def search(value: Any) -> Any:
        for step in steps:
            value = step(value)
        return value

    return search


def _projection(node: Node) -> Search:
    """`list[*].rest`: the rest for each element, without those where it finds nothing."""
    elements, rest = (_search_for(child) for child in node["children"])

    def search(value: Any) -> Any:
        found: list[Any] | None = elements(value)
        if not isinstance(found, list):
            return None
        return [result for result in map(rest, found) if result is not None]

    return search


def _opener(node: Node) -> Search | None:
    """One of the toolkit's functions, if the node calls one as it should be called."""
    name = node["value"]
    opener = _OPENERS.get(name)
    if opener is None or len(node["children"]) != 1:
        return None
    argument = _search_for(node["children"][0])

    def search(value: Any) -> Any:
        text = argument(value)
        if type(text) is str:
            return opener(text)
        return _functions.call_function(name, [text])  # jmespath's error for an argument of the wrong type

    return search


_BUILDERS: dict[str, Callable[[Node], Search | None]] = {
    "field": _field,
    "subexpression": _chain,
    "index_expression": _chain,
    "pipe": _chain,
    "index": _index,
    "projection": _projection,
    "current": _itself,
    "identity": _itself,
    "function_expression": _opener,
}
