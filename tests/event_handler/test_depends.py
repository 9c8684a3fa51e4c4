"""Dependencies and the Request, injected into handlers, middlewares and other dependencies."""

# No `from __future__ import annotations` here: texts of annotations can't name what is local to a test.

import asyncio
import json
from contextlib import suppress
from functools import partial
from typing import Annotated, Any, Optional

import pytest
from fronts import rest

from aws_lambda_powertools.event_handler import (
    APIGatewayRestResolver,
    DependencyResolutionError,
    Depends,
    Request,
    Response,
)
from aws_lambda_powertools.event_handler.depends import build_dependency_tree, solve_dependencies
from aws_lambda_powertools.event_handler.exceptions import BadRequestError

steps: list[str] = []


@pytest.fixture(autouse=True)
def no_steps() -> None:
    steps.clear()


def get(app: APIGatewayRestResolver, path: str = "/x", how: str = "resolve") -> Any:
    """The data that a route answers, or the whole response if it failed."""
    if how == "resolve":
        response = app.resolve(rest("GET", path), None)
    else:
        response = asyncio.run(app.resolve_async(rest("GET", path), None))
    return json.loads(response["body"]) if response["statusCode"] == 200 else response


def get_tenant(request: Request) -> str:
    return f"tenant of {request.route}"


def get_table(tenant: Annotated[str, Depends(get_tenant)]) -> str:
    steps.append("table")
    return f"table of {tenant}"


async def get_user() -> str:
    await asyncio.sleep(0)
    return "ada"


def get_session(table: Annotated[str, Depends(get_table)]) -> Any:
    steps.append("open")
    try:
        yield f"session on {table}"
    except ValueError:
        steps.append("rolled back")
        raise
    steps.append("closed")


async def get_stream() -> Any:
    steps.append("stream opened")
    yield "stream"
    steps.append("stream closed")


class Settings:
    def __init__(self, user: Annotated[str, Depends(get_user)]) -> None:
        self.user = user


class Multiplier:
    def __init__(self, by: int) -> None:
        self.by = by

    def __call__(self, id: str) -> int:
        return int(id) * self.by


@pytest.mark.parametrize("how", ["resolve", "resolve_async"])
def test_dependencies_of_all_kinds_are_injected(how: str) -> None:
    app = APIGatewayRestResolver()

    @app.get("/x/<id>")
    def read(
        id: str,
        session: Annotated[str, Depends(get_session)],
        user: Annotated[str, Depends(get_user)],
        stream: Annotated[str, Depends(get_stream)],
        settings: Annotated[Settings, Depends(Settings)],
        product: Annotated[int, Depends(Multiplier(3))],
        fixed: Annotated[str, Depends(partial(str.upper, "abc"))],
        simple: Annotated[int, Depends(lambda: 5)],
        maybe: Optional[Annotated[str, Depends(get_user)]],  # noqa: UP045
        old_style: str = Depends(get_user),  # type: ignore[assignment]
    ) -> list[Any]:
        steps.append("handler")
        return [id, session, user, stream, settings.user, product, fixed, simple, maybe, old_style]

    assert get(app, "/x/7", how) == [
        "7",
        "session on table of tenant of /x/{id}",
        "ada",
        "stream",
        "ada",
        21,
        "ABC",
        5,
        "ada",
        "ada",
    ]
    assert steps == ["table", "open", "stream opened", "handler", "stream closed", "closed"]


@pytest.mark.parametrize("how", ["resolve", "resolve_async"])
def test_a_dependency_is_made_once_per_request_and_shared_with_middlewares(how: str) -> None:
    app = APIGatewayRestResolver()

    def authorize(app: Any, next_middleware: Any, table: Annotated[str, Depends(get_table)]) -> Any:
        steps.append(f"middleware has {table[:5]}")
        return next_middleware(app)

    @app.get("/x", middlewares=[authorize])
    def read(table: Annotated[str, Depends(get_table)], again: Annotated[str, Depends(get_table)]) -> bool:
        return table is again

    assert get(app, how=how) is True
    assert get(app, how=how) is True
    assert steps == ["table", "middleware has table"] * 2


def test_without_cache_each_gets_its_own() -> None:
    app = APIGatewayRestResolver()

    @app.get("/x")
    def read(
        one: Annotated[str, Depends(get_table, use_cache=False)],
        two: Annotated[str, Depends(get_table, use_cache=False)],
    ) -> list[str]:
        return [one, two]

    get(app)

    assert steps == ["table", "table"]


def test_overrides_replace_dependencies_at_any_depth() -> None:
    app = APIGatewayRestResolver()

    @app.get("/x")
    def read(session: Annotated[str, Depends(get_session)]) -> str:
        return session

    app.dependency_overrides[get_tenant] = lambda: "nobody"  # another signature than the real one

    assert app.resolve(rest("GET", "/x"), None)["body"] == "session on table of nobody"
    app.dependency_overrides.clear()
    assert app.resolve(rest("GET", "/x"), None)["body"] == "session on table of tenant of /x"


@pytest.mark.parametrize("how", ["resolve", "resolve_async"])
def test_generators_see_the_exception_of_the_request(how: str) -> None:
    app = APIGatewayRestResolver()

    @app.get("/x")
    def read(session: Annotated[str, Depends(get_session)], stream: Annotated[str, Depends(get_stream)]) -> str:
        raise ValueError("no")

    with pytest.raises(ValueError, match="no"):
        get(app, how=how)
    assert steps == ["table", "open", "stream opened", "rolled back"]


def test_a_generator_may_raise_another_exception_in_place_of_the_handlers() -> None:
    app = APIGatewayRestResolver()

    def translate() -> Any:
        try:
            yield "x"
        except KeyError as error:
            raise BadRequestError("no such key") from error

    @app.get("/x")
    def read(value: Annotated[str, Depends(translate)]) -> str:
        raise KeyError(value)

    assert get(app)["statusCode"] == 400


def test_a_generator_can_not_swallow_the_exception() -> None:
    app = APIGatewayRestResolver()

    def swallow() -> Any:
        with suppress(KeyError):
            yield "x"

    @app.get("/x")
    def read(value: Annotated[str, Depends(swallow)]) -> str:
        raise KeyError(value)

    with pytest.raises(KeyError):
        get(app)


def test_all_generators_are_finished_whatever_one_raises() -> None:
    app = APIGatewayRestResolver()

    def fails_at_the_end() -> Any:
        yield "x"
        raise RuntimeError("at the end")

    @app.get("/x")
    def read(session: Annotated[str, Depends(get_session)], value: Annotated[str, Depends(fails_at_the_end)]) -> str:
        return value

    with pytest.raises(RuntimeError, match="at the end"):
        get(app)
    assert steps == ["table", "open"]  # the session saw the error, which is none of its own


def test_a_failing_dependency_is_wrapped_with_its_name() -> None:
    app = APIGatewayRestResolver()

    def fail() -> None:
        raise LookupError("nothing there")

    @app.get("/x")
    def read(value: Annotated[None, Depends(fail)]) -> None:
        """Never called."""

    with pytest.raises(DependencyResolutionError, match="'fail' for parameter 'value': nothing there") as caught:
        get(app)
    assert isinstance(caught.value.__cause__, LookupError)


def test_handlers_for_the_cause_answer_a_failing_dependency() -> None:
    app = APIGatewayRestResolver()

    def fail() -> None:
        raise LookupError("nothing there")

    @app.get("/x")
    def read(value: Annotated[None, Depends(fail)]) -> None:
        """Never called."""

    app.exception_handler(LookupError)(lambda error: Response(410, "text/plain", str(error)))

    assert get(app)["body"] == "nothing there"
    app.exception_handler(DependencyResolutionError)(lambda error: Response(500, "text/plain", "dependency"))
    assert get(app)["body"] == "dependency"


def test_an_http_error_in_a_dependency_is_the_answer() -> None:
    app = APIGatewayRestResolver()

    def refuse() -> None:
        raise BadRequestError("no token")

    @app.get("/x")
    def read(value: Annotated[None, Depends(refuse)]) -> None:
        """Never called."""

    assert (get(app)["statusCode"], get(app)["body"]) == (400, '{"statusCode":400,"message":"no token"}')


def test_dependencies_that_need_each_other_are_named() -> None:
    def one(x: Any = None) -> None: ...

    def two(x: Annotated[None, Depends(one)]) -> None: ...

    one.__annotations__["x"] = Annotated[None, Depends(two)]
    app = APIGatewayRestResolver()

    @app.get("/x")
    def read(value: Annotated[None, Depends(two)]) -> None:
        """Never called."""

    with pytest.raises(DependencyResolutionError, match="read -> two -> one -> two"):
        get(app)


def test_what_is_no_callable_is_no_dependency() -> None:
    with pytest.raises(DependencyResolutionError, match="callable"):
        Depends("text")  # type: ignore[arg-type]


def test_an_annotation_with_a_dependency_that_is_not_there_is_named() -> None:
    app = APIGatewayRestResolver()

    @app.get("/x")
    def read(value: "Annotated[None, Depends(not_there)]") -> None:  # type: ignore[name-defined]  # noqa: F821
        """Never called."""

    with pytest.raises(DependencyResolutionError, match="not_there"):
        get(app)


def test_an_annotation_that_can_not_be_resolved_spoils_only_itself() -> None:
    app = APIGatewayRestResolver()

    @app.get("/x/<id>")
    def read(id: "Unknown", user: Annotated[str, Depends(get_user)]) -> list[str]:  # type: ignore[name-defined]  # noqa: F821
        return [id, user]

    assert get(app, "/x/7") == ["7", "ada"]


def test_the_request_is_injected_under_any_name() -> None:
    app = APIGatewayRestResolver()

    @app.get("/x/<id>")
    def read(id: str, anything: Request, maybe: Request | None) -> list[Any]:
        return [
            anything is maybe,
            anything.route,
            anything.path_parameters,
            anything.method,
            anything.headers.get("X-TEST"),
            anything.query_parameters,
            anything.body,
            anything.json_body,
            anything.resolved_event.path,
            anything.context is app.context,
        ]

    request = rest("GET", "/x/7", headers={"x-test": "y"}, query={"a": "b"}, body='{"c": 1}')

    assert json.loads(app.resolve(request, None)["body"]) == [
        True,
        "/x/{id}",
        {"id": "7"},
        "GET",
        "y",
        {"a": "b"},
        '{"c": 1}',
        {"c": 1},
        "/x/7",
        True,
    ]


def test_trees_can_be_built_and_solved_by_hand() -> None:
    def handler(table: Annotated[str, Depends(get_user)], other: int) -> None: ...

    tree = build_dependency_tree(handler)
    cache: dict[Any, Any] = {}

    assert [param.param_name for param in tree.dependencies] == ["table"]
    assert solve_dependencies(dependant=tree, dependency_cache=cache) == {"table": "ada"}
    assert cache == {get_user: "ada"}
