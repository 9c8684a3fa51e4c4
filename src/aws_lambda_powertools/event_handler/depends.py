"""Depends: what a handler, a middleware or another dependency needs, made for each request.

    def get_table() -> Table: ...

    @app.get("/orders/<order_id>")
    def order(order_id: str, table: Annotated[Table, Depends(get_table)]) -> dict: ...

A dependency is any callable, also an async one. One that yields is a generator: what stands after its `yield` runs
when the request has been handled, and sees its exception. Dependencies may ask for others, for the Request, and for
parameters of the path.

What a function asks for is worked out once (`build_dependency_tree`); for each request the tree is only followed.
"""

from __future__ import annotations

from aws_lambda_powertools._core.decorators import (
    ASYNC_GENERATOR,
    COROUTINE,
    GENERATOR,
    ITERABLE_COROUTINE,
    CoroutineType,
    code_flags,
)
from aws_lambda_powertools._core.errors import PowertoolsError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Mapping
    from typing import Any, TypeAlias

    from aws_lambda_powertools.event_handler.request import Request

    Steps: TypeAlias = Generator[Any, Any, Any]


class DependencyResolutionError(PowertoolsError):
    """A dependency failed (its exception is the cause), or what was declared can't be a dependency."""


class Depends:
    """Marks a parameter: `Annotated[Table, Depends(get_table)]`.

    The value is made once per request and shared by all who ask for it; with `use_cache=False` each gets its own.
    """

    def __init__(self, dependency: Callable[..., Any], *, use_cache: bool = True) -> None:
        if not callable(dependency):
            raise DependencyResolutionError(
                f"Depends() needs a callable that gives the value, not {dependency!r} of type "
                f"{type(dependency).__name__}"
            )
        self.dependency = dependency
        self.use_cache = use_cache

    def __repr__(self) -> str:
        return f"Depends({_name(self.dependency)})"


class DependencyTree:
    """What a function asks for: its dependencies, the parameters that take the Request, and all others."""

    def __init__(self, *, dependencies: list[DependencyParam] | None = None) -> None:
        self.dependencies: list[DependencyParam] = dependencies or []
        self.request_parameters: list[str] = []
        self.others: list[str] = []

    @property
    def has_async(self) -> bool:
        """Whether some dependency, at any depth, has to be awaited."""
        return any(
            code_flags(param.depends.dependency) & _AWAITED or param.dependant.has_async for param in self.dependencies
        )


class DependencyParam:
    """A parameter with its mark, and the tree of what the dependency itself asks for."""

    def __init__(self, *, param_name: str, depends: Depends, dependant: DependencyTree) -> None:
        self.param_name = param_name
        self.depends = depends
        self.dependant = dependant


class Solved:
    """What the dependencies of one request have come to: values by dependency, and generators to finish."""

    __slots__ = ("arguments", "overrides", "own_arguments", "request", "teardowns", "values")

    def __init__(
        self,
        request: Callable[[], Request | None],
        overrides: Mapping[Any, Any] | None = None,
        values: dict[Any, Any] | None = None,
        arguments: Mapping[str, Any] | None = None,
        own_arguments: Mapping[Any, Mapping[str, Any]] | None = None,
    ) -> None:
        self.request = request
        self.overrides = overrides
        self.values: dict[Any, Any] = {} if values is None else values
        self.arguments = arguments or {}
        self.own_arguments = own_arguments
        self.teardowns: list[Any] = []


_AWAITED = COROUTINE | ITERABLE_COROUTINE | ASYNC_GENERATOR


def build_dependency_tree(func: Callable[..., Any]) -> DependencyTree:
    """What a function asks for, at all depths; DependencyResolutionError for dependencies that need each other."""
    return _tree(func, ())


def _tree(function: Callable[..., Any], above: tuple[Callable[..., Any], ...]) -> DependencyTree:
    from aws_lambda_powertools.event_handler._signature import REQUEST, wishes_of

    if any(function is other for other in above):
        circle = " -> ".join(_name(member) for member in (*above, function))
        raise DependencyResolutionError(f"These dependencies need each other: {circle}")
    tree = DependencyTree()
    for name, wish in wishes_of(function):
        if wish is None:
            tree.others.append(name)
        elif wish is REQUEST:
            tree.request_parameters.append(name)
        else:
            below = _tree(wish.dependency, (*above, function))
            tree.dependencies.append(DependencyParam(param_name=name, depends=wish, dependant=below))
    return tree


def solve_dependencies(
    *,
    dependant: DependencyTree,
    request: Request | None = None,
    dependency_overrides: dict[Callable[..., Any], Callable[..., Any]] | None = None,
    dependency_cache: dict[Callable[..., Any], Any] | None = None,
) -> dict[str, Any]:
    """The values of a function's dependencies, by parameter.

    Generators are not finished here; routes and middlewares do that at the end of the request.
    """
    solved = Solved(lambda: request, dependency_overrides, dependency_cache)
    values: dict[str, Any] = run(solving(dependant, solved))
    for name in dependant.request_parameters:
        values.pop(name, None)
    return values


def solving(tree: DependencyTree, solved: Solved) -> Steps:
    """Steps that give the values a function asks for; each step is a coroutine to be awaited."""
    values: dict[str, Any] = {}
    for name in tree.request_parameters:
        values[name] = solved.request()
    for param in tree.dependencies:
        values[param.param_name] = yield from _value(param, solved)
    return values


def _value(param: DependencyParam, solved: Solved) -> Steps:
    depends, tree = param.depends, param.dependant
    real = depends.dependency
    key = _key(real)
    if depends.use_cache and key in solved.values:
        return solved.values[key]
    function = real
    if solved.overrides:
        function = solved.overrides.get(key, real)
        if function is not real:
            tree = build_dependency_tree(function)
    arguments = yield from solving(tree, solved)
    _add_parameters(arguments, tree, real, solved)
    try:
        value = yield from _made(function, arguments, solved)
    except DependencyResolutionError:
        raise
    except Exception as error:
        raise DependencyResolutionError(
            f"Failed to resolve dependency '{_name(function)}' for parameter '{param.param_name}': {error}"
        ) from error
    if depends.use_cache:
        solved.values[key] = value
    return value


def _add_parameters(arguments: dict[str, Any], tree: DependencyTree, real: Any, solved: Solved) -> None:
    """Parameters that a dependency declares for itself: validated ones, else those of the path."""
    own = None if solved.own_arguments is None else solved.own_arguments.get(_key(real))
    if own is not None:
        arguments.update(own)
        return
    for name in tree.others:
        if name in solved.arguments:
            arguments[name] = solved.arguments[name]


def _made(function: Callable[..., Any], arguments: dict[str, Any], solved: Solved) -> Steps:
    flags = 0 if isinstance(function, type) else code_flags(function)
    made = function(**arguments)
    if flags & GENERATOR and not flags & ITERABLE_COROUTINE:
        value = next(made)
        solved.teardowns.append(made)
        return value
    if flags & ASYNC_GENERATOR:
        value = yield made.__anext__()
        solved.teardowns.append(made)
        return value
    if type(made) is CoroutineType:
        made = yield made
    return made


def finishing(teardowns: list[Any], error: BaseException | None) -> Steps:
    """Steps that run what stands after the `yield` of dependencies, the last one first.

    All of them run, whatever one raises. They see the exception of the request, and may raise another in its place,
    but not swallow it.
    """
    while teardowns:
        generator = teardowns.pop()
        try:
            if hasattr(generator, "__anext__"):
                yield from _finish_async(generator, error)
            else:
                _finish(generator, error)
        except BaseException as raised:  # raised again below, when all have run
            error = raised
    if error is not None:
        raise error


def _finish(generator: Any, error: BaseException | None) -> None:
    try:
        if error is None:
            next(generator)
        else:
            generator.throw(error)
    except StopIteration:
        return
    generator.close()
    raise DependencyResolutionError(f"The dependency '{generator.__qualname__}' yields more than once")


def _finish_async(generator: Any, error: BaseException | None) -> Steps:
    try:
        yield generator.__anext__() if error is None else generator.athrow(error)
    except StopAsyncIteration:
        return
    yield generator.aclose()
    raise DependencyResolutionError(f"The dependency '{generator.__qualname__}' yields more than once")


def run(steps: Steps) -> Any:
    """The result of steps for sync code: what has to be awaited is, on the loop that is kept for that."""
    try:
        awaitable = next(steps)
        while True:
            from aws_lambda_powertools._core.aio import run as run_coroutine

            try:
                value = run_coroutine(_coroutine(awaitable))
            except BaseException as error:
                awaitable = steps.throw(error)
            else:
                awaitable = steps.send(value)
    except StopIteration as end:
        return end.value


async def run_async(steps: Steps) -> Any:
    """The same for async code."""
    try:
        awaitable = next(steps)
        while True:
            try:
                value = await awaitable
            except BaseException as error:
                awaitable = steps.throw(error)
            else:
                awaitable = steps.send(value)
    except StopIteration as end:
        return end.value


async def _coroutine(awaitable: Any) -> Any:
    return await awaitable


def _key(dependency: Any) -> Any:
    """What a dependency's value is kept under; its identity if it can't be a key itself."""
    try:
        hash(dependency)
    except TypeError:
        return id(dependency)
    return dependency


def _name(function: Any) -> str:
    return getattr(function, "__name__", type(function).__name__)
