"""Middlewares around handlers, and hooks before them."""

from __future__ import annotations

import asyncio
import inspect
import logging
import pickle
from contextlib import asynccontextmanager, contextmanager
from functools import partial, wraps

import pytest

from aws_lambda_powertools._core import debug
from aws_lambda_powertools.middleware_factory import factory, lambda_handler_decorator
from aws_lambda_powertools.middleware_factory.exceptions import MiddlewareInvalidArgumentError
from aws_lambda_powertools.warnings import PowertoolsUserWarning


@lambda_handler_decorator
def labelled(handler, event, context, label="middleware", **more):
    return {"label": label, **more, "answer": handler(event, context)}


def echo(event, context):
    """Give back what came."""
    return event


@pytest.fixture(params=["bare", "called", "called twice"])
def make(request):
    """The ways to write the decorator."""
    return {
        "bare": lambda_handler_decorator,
        "called": lambda_handler_decorator(),
        "called twice": lambda_handler_decorator()(),
    }[request.param]


def test_a_middleware_runs_before_and_after_the_handler(make):
    order = []

    @make
    def middleware(handler, event, context):
        order.append("before")
        response = handler(event, context)
        order.append("after")
        return {**response, "seen": True}

    @middleware
    def handler(event, context):
        order.append("handler")
        return {"event": event, "context": context}

    assert handler("event", "context") == {"event": "event", "context": "context", "seen": True}
    assert order == ["before", "handler", "after"]


def test_a_middleware_may_answer_in_the_handlers_place():
    @lambda_handler_decorator
    def closed(handler, event, context):
        return "closed"

    @closed
    def handler(event, context):
        pytest.fail("must not run")

    assert handler({}, None) == "closed"


def test_a_middleware_may_change_event_and_context():
    @lambda_handler_decorator
    def changed(handler, event, context):
        return handler({**event, "more": 1}, "another")

    assert changed(lambda event, context: (event, context))({"a": 0}, None) == ({"a": 0, "more": 1}, "another")


def test_the_topmost_of_stacked_middlewares_runs_first():
    handler = labelled(label="outer")(labelled(label="inner")(echo))
    assert handler(1, None) == {"label": "outer", "answer": {"label": "inner", "answer": 1}}


@pytest.mark.parametrize(
    ("decorate", "label"),
    [
        (labelled, "middleware"),
        (labelled(), "middleware"),
        (labelled(label="given"), "given"),
        (labelled(label="overwritten")(label="given"), "given"),
    ],
)
def test_options_are_given_by_name_or_left_away(decorate, label):
    assert decorate(echo)(1, None) == {"label": label, "answer": 1}


def test_an_option_may_be_called_like_any_of_our_own_parameters():
    @lambda_handler_decorator
    def middleware(handler, event, context, lambda_handler, decorator, trace_execution):
        return lambda_handler, decorator, trace_execution

    decorated = middleware(lambda_handler=1, decorator=2, trace_execution=3)(echo)
    assert decorated({}, None) == (1, 2, 3)


def test_two_handlers_with_different_options_do_not_share_them():
    first, second = labelled(label="first")(echo), labelled(label="second")(echo)
    assert [first(0, None)["label"], second(0, None)["label"]] == ["first", "second"]


def test_the_decorated_handler_looks_like_the_handler():
    decorated = labelled(echo)
    assert decorated.__name__ == "echo"
    assert decorated.__doc__ == "Give back what came."
    assert decorated.__wrapped__ is echo
    assert list(inspect.signature(decorated).parameters) == ["event", "context"]


def test_the_decorator_looks_like_the_middleware():
    assert labelled.__name__ == "labelled"
    assert list(inspect.signature(labelled).parameters) == ["handler", "event", "context", "label", "more"]


class CallableObject:
    def __call__(self, event, context):
        return event


class WithMethod:
    def handle(self, event, context):
        return event


@pytest.mark.parametrize("handler", [CallableObject(), WithMethod().handle, partial(lambda extra, e, c: e, "bound")])
def test_any_callable_can_be_decorated(handler):
    assert labelled(handler)(5, None)["answer"] == 5


@pytest.mark.parametrize(
    "middleware",
    [
        lambda handler, event, context: ("seen", handler(event, context)),
        partial(lambda mark, handler, event, context: (mark, handler(event, context)), "seen"),
        type("Object", (), {"__call__": lambda self, handler, event, context: ("seen", handler(event, context))})(),
    ],
)
def test_any_callable_can_be_a_middleware(middleware):
    assert lambda_handler_decorator(middleware)(echo)(5, None) == ("seen", 5)


class ShopError(Exception):
    """Of the handler."""


def test_the_handlers_exception_leaves_as_it_came():
    error = ShopError("sold out")

    @labelled
    def handler(event, context):
        raise error

    with pytest.raises(ShopError) as caught:
        handler({}, None)
    assert caught.value is error
    assert error.__context__ is None
    assert error.__cause__ is None


def test_a_middleware_may_catch_the_handlers_exception():
    @lambda_handler_decorator
    def safe(handler, event, context):
        try:
            return handler(event, context)
        except ShopError as error:
            return str(error)

    @safe
    def handler(event, context):
        raise ShopError("sold out")

    assert handler({}, None) == "sold out"


# --- what callers give beyond event and context -----------------------------------------------------------------


def test_keywords_that_the_middleware_knows_are_for_it():
    assert labelled(echo)(1, None, label="of the call") == {"label": "of the call", "answer": 1}
    assert labelled(echo)(1, None, tenant="a") == {"label": "middleware", "tenant": "a", "answer": 1}


def test_other_keywords_and_positions_are_for_the_handler():
    @lambda_handler_decorator
    def plain(handler, event, context):
        return handler(event, context)

    @plain
    def handler(event, context, third=None, *, fourth=None):
        return third, fourth

    assert handler({}, None, 3, fourth=4) == (3, 4)


def test_a_middleware_may_hand_on_what_it_was_given():
    @lambda_handler_decorator
    def passing(handler, event, context, **kwargs):
        return handler(event, context, **kwargs)

    assert passing(lambda event, context, tenant: tenant)({}, None, tenant="a") == "a"


# --- async --------------------------------------------------------------------------------------------------------


async def async_echo(event, context):
    await asyncio.sleep(0)
    return event


@lambda_handler_decorator
async def async_labelled(handler, event, context, label="async"):
    return {"label": label, "answer": await handler(event, context)}


@pytest.mark.parametrize("handler", [async_echo, echo])
def test_an_async_middleware_awaits_any_handler(handler):
    decorated = async_labelled(label="given")(handler)
    assert inspect.iscoroutinefunction(decorated)
    assert asyncio.run(decorated(7, None)) == {"label": "given", "answer": 7}


def test_an_async_middleware_awaits_a_plain_function_that_returns_a_coroutine():
    @wraps(async_echo)
    def wrapped(event, context):
        return async_echo(event, context)

    assert asyncio.run(async_labelled(wrapped)(7, None)) == {"label": "async", "answer": 7}


def test_a_plain_middleware_may_hand_on_the_coroutine_of_an_async_handler():
    @lambda_handler_decorator
    def plain(handler, event, context):
        return handler(event, context)

    decorated = plain(async_echo)
    assert inspect.iscoroutinefunction(decorated)
    assert asyncio.run(decorated(7, None)) == 7


def test_the_exception_of_an_async_handler_leaves_as_it_came():
    error = ShopError("sold out")

    @async_labelled
    async def handler(event, context):
        raise error

    with pytest.raises(ShopError) as caught:
        asyncio.run(handler({}, None))
    assert caught.value is error


def test_keywords_of_a_call_reach_async_handlers():
    @async_labelled
    async def handler(event, context, tenant):
        return tenant

    assert asyncio.run(handler({}, None, tenant="a")) == {"label": "async", "answer": "a"}


# --- hooks --------------------------------------------------------------------------------------------------------


class Context:
    """Takes attributes, as the runtime's context does."""


@lambda_handler_decorator
def correlation_id_loader(event, context, sample_rate=0.5):
    context.sample_rate = sample_rate
    return {"correlation_id": event["headers"]["x-correlation-id"]}


EVENT = {"headers": {"x-correlation-id": "abc"}}


@pytest.mark.parametrize(
    ("decorate", "rate"), [(correlation_id_loader, 0.5), (correlation_id_loader(sample_rate=0.9), 0.9)]
)
def test_a_hook_runs_before_the_handler_whose_answer_is_the_answer(decorate, rate):
    @decorate
    def handler(event, context):
        return context.correlation_id, context.sample_rate

    assert handler(EVENT, Context()) == ("abc", rate)


def test_a_hook_may_be_async():
    @lambda_handler_decorator
    async def loader(event, context):
        await asyncio.sleep(0)
        return {"tenant": event}

    @loader
    async def handler(event, context):
        return context.tenant

    assert asyncio.run(handler("a", Context())) == "a"
    assert asyncio.run(loader(lambda event, context: context.tenant)("b", Context())) == "b"


def test_a_hook_stands_before_an_async_handler():
    @correlation_id_loader
    async def handler(event, context):
        return context.correlation_id

    assert asyncio.run(handler(EVENT, Context())) == "abc"


def test_the_exception_of_a_hook_keeps_the_handler_from_running():
    @correlation_id_loader
    def handler(event, context):
        pytest.fail("must not run")

    with pytest.raises(KeyError):
        handler({}, Context())


class Slotted:
    __slots__ = ("sample_rate",)


@pytest.mark.parametrize("context", [None, Slotted()])
def test_a_context_that_takes_no_attributes_is_a_reason_to_warn_once(context):
    @lambda_handler_decorator
    def loader(event, context):
        return {"correlation_id": 1}

    handler = loader(echo)
    with pytest.warns(PowertoolsUserWarning, match="'correlation_id'.*can't be set on a context of type"):
        assert handler("event", context) == "event"
    assert handler("event", context) == "event"  # a second warning would be an error


def test_other_answers_of_a_hook_are_pointed_out():
    @lambda_handler_decorator
    def refusing(event, context):
        return 401

    handler = refusing(echo)
    with pytest.warns(PowertoolsUserWarning, match="refusing returned int.*write middleware"):
        assert handler("event", Context()) == "event"


def test_a_hook_that_returns_nothing_sets_nothing():
    @lambda_handler_decorator
    def silent(event, context):
        event["seen"] = True

    context = Context()
    assert silent(echo)({}, context) == {"seen": True}
    assert vars(context) == {}


def as_wrapped(function):
    @wraps(function)
    def wrapper(*args, **kwargs):
        return function(*args, **kwargs)

    return wrapper


class Hooks:
    def method(self, event, context):
        return {"a": 1}

    def __call__(self, event, context):
        return {"a": 1}


@pytest.mark.parametrize(
    "hook",
    [
        as_wrapped(lambda event, context: {"a": 1}),
        partial(lambda bound, event, context: {"a": bound}, 1),
        Hooks().method,
        Hooks(),
    ],
)
def test_hooks_are_told_by_their_signature_whatever_wraps_them(hook):
    context = Context()
    assert lambda_handler_decorator(hook)(echo)("event", context) == "event"
    assert context.a == 1


# --- what is refused ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("given", ["value", 5, {"label": "x"}, ["x"]])
def test_an_option_without_its_name_is_refused(given):
    with pytest.raises(MiddlewareInvalidArgumentError, match=r"labelled decorates a handler; it got .*by name"):
        labelled(given)


@pytest.mark.parametrize("given", ["text", 5, {}, object()])
def test_only_functions_can_become_decorators(given):
    with pytest.raises(MiddlewareInvalidArgumentError, match="not out of"):
        lambda_handler_decorator(given)


def generator(handler, event, context):
    yield


async def async_generator(handler, event, context):
    yield


@pytest.mark.parametrize("function", [generator, async_generator, partial(generator)])
def test_generators_are_refused(function):
    with pytest.raises(MiddlewareInvalidArgumentError, match="does not yield"):
        lambda_handler_decorator(function)


def test_the_error_can_be_pickled():
    assert str(pickle.loads(pickle.dumps(MiddlewareInvalidArgumentError("no")))) == "no"


# --- tracing --------------------------------------------------------------------------------------------------------


@pytest.fixture
def subsegments(monkeypatch):
    """What happens in the order it happens, with a tracing provider that only notes it."""
    seen = []

    class Provider:
        @contextmanager
        def in_subsegment(self, name, **kwargs):
            seen.append(f"open {name}")
            yield
            seen.append(f"close {name}")

        @asynccontextmanager
        async def in_subsegment_async(self, name, **kwargs):
            seen.append(f"open {name}")
            yield
            seen.append(f"close {name}")

    monkeypatch.setattr(factory, "_provider", Provider)
    return seen


def recording(seen):
    def middleware(handler, event, context):
        seen.append("middleware")
        return handler(event, context)

    middleware.__qualname__ = "middleware"
    return middleware


@pytest.mark.parametrize(
    ("variable", "parameter", "traced"),
    [
        (None, None, False),
        (None, True, True),
        ("true", None, True),
        ("true", False, False),
        ("false", True, True),
        ("false", None, False),
    ],
)
def test_the_parameter_or_else_the_variable_decides_on_tracing(monkeypatch, subsegments, variable, parameter, traced):
    if variable:
        monkeypatch.setenv("POWERTOOLS_TRACE_MIDDLEWARES", variable)
    decorate = lambda_handler_decorator(trace_execution=parameter)(recording(subsegments))
    assert decorate(echo)(1, None) == 1
    assert subsegments == (["open ## middleware", "middleware", "close ## middleware"] if traced else ["middleware"])


async def test_an_async_middleware_is_traced_until_it_has_answered(subsegments):
    @lambda_handler_decorator(trace_execution=True)
    async def middleware(handler, event, context):
        subsegments.append("middleware")
        response = await handler(event, context)
        subsegments.append("answer")
        return response

    assert await middleware(async_echo)(1, None) == 1
    assert [line.rpartition(".")[2] for line in subsegments][1:] == ["middleware", "answer", "middleware"]


def test_a_hook_is_traced_under_its_name(subsegments):
    @lambda_handler_decorator(trace_execution=True)
    def loader(event, context):
        return {"a": 1}

    loader(echo)({}, Context())
    assert subsegments[0].endswith("loader")


# --- debug lines ----------------------------------------------------------------------------------------------------


@pytest.fixture
def debug_lines():
    package = logging.getLogger(debug.PACKAGE)
    level = package.level
    lines = []
    handler = logging.Handler()
    handler.emit = lambda record: lines.append(record.getMessage())
    package.addHandler(handler)
    package.setLevel(logging.DEBUG)
    yield lines
    package.removeHandler(handler)
    package.setLevel(level)


def test_debug_lines_tell_what_a_middleware_does(debug_lines):
    @lambda_handler_decorator
    def plain(handler, event, context):
        return handler(event, context)

    @plain
    def failing(event, context):
        raise ShopError

    with pytest.raises(ShopError):
        failing({}, None)
    assert [line.rpartition(".")[2] for line in debug_lines] == ["failing, options []", "plain begins", "plain raised"]


async def test_debug_lines_tell_what_an_async_middleware_does(debug_lines):
    @lambda_handler_decorator
    async def plain(handler, event, context):
        return await handler(event, context)

    with pytest.raises(ZeroDivisionError):
        await plain(lambda event, context: 1 / 0)({}, None)
    assert [line.rpartition(".")[2] for line in debug_lines][1:] == ["plain begins", "plain raised"]
