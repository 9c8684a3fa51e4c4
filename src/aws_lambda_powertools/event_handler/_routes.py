"""RouteTable: which route serves this method and path?

Routes without parameters are found in a dict, whatever was registered before them. Then come regular expressions
without names in the order of registration, then routes with parameters, of which the one registered first wins;
they stand in a tree of segments, so a thousand routes cost no more than one. Expressions that take any path are last.
"""

from __future__ import annotations

from aws_lambda_powertools.event_handler._patterns import (
    CATCH_ALL,
    REST,
    expression_of,
    has_parameter,
    is_plain_parameter,
    parameters_of,
    taker,
)

TYPE_CHECKING = False
if TYPE_CHECKING:
    import re
    from collections.abc import Iterator
    from typing import Any

    from aws_lambda_powertools.event_handler._patterns import Take
    from aws_lambda_powertools.event_handler._route import Route

_REGULAR_LETTERS = frozenset("+*)]")
_SPECIAL_LETTERS = frozenset("<>{}+*)]")


class _Node:
    """One segment of the paths of several routes."""

    __slots__ = ("leaf", "only", "parametric", "rest", "texts")

    def __init__(self) -> None:
        self.only: Any = self
        """The node itself if only literal segments follow, else the one parameter that may; None where it forks."""
        self.texts: dict[str, _Node] = {}
        self.parametric: dict[str, tuple[Take, _Node]] = {}
        self.leaf: tuple[int, Route] | None = None
        self.rest: list[tuple[str, int, Route]] = []


class _Methods:
    """The routes of one HTTP method."""

    __slots__ = ("catch_alls", "expressions", "root", "texts")

    def __init__(self) -> None:
        self.texts: dict[str, Route] = {}
        self.root: _Node | None = None
        self.expressions: list[tuple[re.Pattern[str], int, Route]] = []
        self.catch_alls: list[tuple[re.Pattern[str], int, Route]] = []


class RouteTable:
    """The routes of an app. `print(app.routes)` shows them all; iterating gives them in the order of registration."""

    def __init__(self, *, trailing_slashes: bool = False) -> None:
        self._routes: list[Route] = []
        self._registered: set[tuple[str, str]] = set()
        self._index: tuple[int, dict[str, _Methods]] = (0, {})
        self._trailing_slashes = trailing_slashes

    def __iter__(self) -> Iterator[Route]:
        return iter(list(self._routes))

    def __len__(self) -> int:
        return len(self._routes)

    def __str__(self) -> str:
        rows = [(route.method, route.path or "/", getattr(route.func, "__qualname__", "")) for route in self._routes]
        widths = [max((len(row[column]) for row in rows), default=0) for column in range(2)]
        return "\n".join(f"{method:<{widths[0]}}  {path:<{widths[1]}}  {name}" for method, path, name in rows)

    def add(self, route: Route) -> bool:
        """Take a route; False if there is one with the same method and rule already, which then stays in charge."""
        self._routes.append(route)
        registered = self._registered
        key = (route.method, route.path)
        if key in registered:
            return False
        registered.add(key)
        return True

    def match(self, method: str, path: str) -> tuple[Route, dict[str, Any]] | None:
        """The route for a request, and the values of its parameters."""
        count, methods = self._index
        if count != len(self._routes):
            methods = self._sort()
        routes = methods.get(method)
        if routes is None:
            return None
        whole = path
        if self._trailing_slashes:
            path = path.rstrip("/")
        route = routes.texts.get(path)
        if route is not None:
            return route, {}
        return _search(routes, path, whole)

    def methods_of(self, path: str) -> list[str]:
        """The methods with which this path is served, sorted."""
        return sorted(method for method in {route.method for route in self._routes} if self.match(method, path))

    def _sort(self) -> dict[str, _Methods]:
        """All routes by method, each in its place.

        They are made anew after changes, and then handed out as a whole: other threads may be searching.
        """
        routes = list(self._routes)
        methods: dict[str, _Methods] = {}
        for order, route in enumerate(routes):
            of_method = methods.get(route.method)
            if of_method is None:
                of_method = methods[route.method] = _Methods()
            _place(of_method, route, order)
        self._index = (len(routes), methods)
        return methods


def checked(rule: str) -> None:
    """RuleError for a rule that could never match as it was meant; nothing for the others."""
    before, _, rest = rule.partition("<")
    parameter, _, after = rest.partition(">")
    if parameter.isidentifier() and _SPECIAL_LETTERS.isdisjoint(before) and _SPECIAL_LETTERS.isdisjoint(after):
        return  # one plain parameter, as in most rules
    if ("<" in rule or "{" in rule) and (_REGULAR_LETTERS.isdisjoint(rule) or expression_of(rule) is None):
        parameters_of(rule)


def _place(routes: _Methods, route: Route, order: int) -> None:
    rule = route.path
    if not _REGULAR_LETTERS.isdisjoint(rule):
        expression = expression_of(rule)
        if expression is not None:
            kind = routes.catch_alls if rule in CATCH_ALL else routes.expressions
            kind.append((expression, order, route))
            return
    segments = rule.split("/")
    if ("<" in rule or "{" in rule) and (any(map(is_plain_parameter, segments)) or has_parameter(rule)):
        if routes.root is None:
            routes.root = _Node()
        _plant(routes.root, segments, order, route)
        return
    routes.texts.setdefault(rule, route)


def _plant(node: _Node, segments: list[str], order: int, route: Route) -> None:
    last = segments.pop()
    for segment in segments:
        node = _child(node, segment)
    name = None if is_plain_parameter(last) else _rest_of_path(last)
    if name is not None:
        node.rest.append((name, order, route))
        node.only = None
        return
    node = _child(node, last)
    if node.leaf is None:
        node.leaf = (order, route)


def _rest_of_path(last: str) -> str | None:
    """The name of the parameter that takes the rest of the path, if the last segment is one."""
    declared = parameters_of(last, alone=True)
    return declared[-1][0] if declared and declared[-1][1] == REST else None


def _child(node: _Node, segment: str) -> _Node:
    child = node.texts.get(segment)
    if child is not None:
        return child
    found = node.parametric.get(segment)
    if found is not None:
        return found[1]
    child = _Node()
    if not (is_plain_parameter(segment) or has_parameter(segment)):
        node.texts[segment] = child
        if node.parametric:
            node.only = None
        return child
    alone = not (node.texts or node.parametric or node.rest)
    found = node.parametric[segment] = (taker(segment), child)
    node.only = found if alone else None
    return child


def _search(routes: _Methods, path: str, whole: str) -> tuple[Route, dict[str, Any]] | None:
    """The route for a path; expressions may also match the whole of it, with the slashes at its end."""
    for expression, _, route in routes.expressions:
        if not expression.groupindex and (expression.fullmatch(path) or expression.fullmatch(whole)):
            return route, {}
    best = None
    if routes.root is not None:
        best = _walk(routes.root, path.split("/"), 0)
    for expression, order, route in routes.expressions:
        if expression.groupindex and (best is None or order < best[0]):
            match = expression.fullmatch(path) or expression.fullmatch(whole)
            if match is not None:
                best = (order, route, match.groupdict())
                break
    if best is not None:
        return best[1], best[2]
    for expression, _, route in routes.catch_alls:
        if expression.fullmatch(whole) is not None:
            return route, {}
    return None


def _walk(node: _Node, segments: list[str], at: int) -> tuple[int, Route, dict[str, Any]] | None:
    """The earliest registered route below a node that matches all segments from here on."""
    values: dict[str, Any] = {}
    end = len(segments)
    while True:
        if at == end:
            return None if node.leaf is None else (*node.leaf, values)
        only = node.only
        if only is None:
            break
        segment = segments[at]
        if only.__class__ is _Node:
            child = node.texts.get(segment)
            if child is None:
                return None
            node = child
        else:
            taken = only[0](segment)
            if taken is None:
                return None
            values = {**values, **taken} if values else taken
            node = only[1]
        at += 1
    found = _fork(node, segments, at)
    if found is None or not values:
        return found
    return found[0], found[1], {**values, **found[2]}


def _fork(node: _Node, segments: list[str], at: int) -> tuple[int, Route, dict[str, Any]] | None:
    """The same where a node leads on in several ways. A node is looked at once, so their number bounds the work."""
    segment = segments[at]
    best = None
    child = node.texts.get(segment)
    if child is not None:
        best = _walk(child, segments, at + 1)
    for take, below in node.parametric.values():
        values = take(segment)
        if values is None:
            continue
        found = _walk(below, segments, at + 1)
        if found is not None and (best is None or found[0] < best[0]):
            best = (found[0], found[1], {**values, **found[2]})
    for name, order, route in node.rest:
        if best is None or order < best[0]:
            rest = "/".join(segments[at:])
            if rest:
                best = (order, route, {name: rest})
    return best
