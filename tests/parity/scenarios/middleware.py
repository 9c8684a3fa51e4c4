"""Middleware factory: before and after the handler, options, stacking, tracing."""

from __future__ import annotations

from lab import Context, outcome, scenario

from aws_lambda_powertools.middleware_factory import lambda_handler_decorator
from aws_lambda_powertools.middleware_factory.exceptions import MiddlewareInvalidArgumentError

steps: list[object] = []


@lambda_handler_decorator
def before_and_after(handler, event, context):
    """Notes both."""
    steps.append("before")
    response = handler(event, context)
    steps.append("after")
    return response


@scenario()
def runs_around_the_handler():
    @before_and_after
    def handler(event, context):
        """Says hello."""
        steps.append(["handler", event, type(context).__name__])
        return "done"

    yield "result", handler({"a": 1}, Context())
    yield "steps", steps
    yield "names", [handler.__name__, handler.__doc__, before_and_after.__name__, before_and_after.__doc__]


@scenario()
def with_and_without_parentheses():
    @before_and_after()
    def handler(event, context):
        return "done"

    yield "result", handler({}, Context())
    yield "steps", steps


@scenario()
def options():
    @lambda_handler_decorator
    def add(handler, event, context, first=1, second=2):
        return [first, second, handler(event, context)]

    @add
    def none(event, context):
        return "none"

    @add(first="a")
    def one(event, context):
        return "one"

    @add(first="a", second=None)
    def both(event, context):
        return "both"

    yield "results", [function({}, Context()) for function in (none, one, both)]


@scenario()
def option_that_is_required():
    @lambda_handler_decorator
    def add(handler, event, context, first):
        return [first, handler(event, context)]

    @add(first="a")
    def given(event, context):
        return "given"

    @add
    def missing(event, context):
        return "missing"

    yield "given", given({}, Context())
    yield "missing", outcome(missing, {}, Context())


@scenario()
def option_that_is_unknown():
    def decorate():
        @before_and_after(unknown=1)
        def handler(event, context):
            return "done"

        return handler({}, Context())

    yield "outcome", outcome(decorate)


@scenario()
def options_given_by_position():
    @lambda_handler_decorator
    def add(handler, event, context, first=1):
        return first

    def by_position():
        @add("a")
        def handler(event, context):
            return "done"

        return handler({}, Context())

    def several_by_position():
        @add("a", "b")
        def handler(event, context):
            return "done"

        return handler({}, Context())

    yield "one", outcome(by_position)
    yield "two", outcome(several_by_position)


@scenario()
def what_is_no_handler():
    for what in ("text", 5, None):
        yield repr(what), outcome(lambda what=what: callable(before_and_after(what)))
    yield "error", issubclass(MiddlewareInvalidArgumentError, Exception)


@scenario()
def stacked():
    def noting(name):
        @lambda_handler_decorator
        def middleware(handler, event, context):
            steps.append(f"{name} in")
            response = handler({**event, name: True}, context)
            steps.append(f"{name} out")
            return [name, response]

        return middleware

    @noting("outer")
    @noting("middle")
    @noting("inner")
    def handler(event, context):
        return sorted(event)

    yield "result", handler({}, Context())
    yield "steps", steps


@scenario()
def answers_without_the_handler():
    @lambda_handler_decorator
    def guard(handler, event, context):
        if "token" not in event:
            return {"statusCode": 401}
        return handler(event, context)

    @guard
    def handler(event, context):
        return {"statusCode": 200}

    yield "results", [handler({}, Context()), handler({"token": 1}, Context())]


@scenario()
def exceptions_pass():
    @before_and_after
    def handler(event, context):
        raise KeyError("no")

    yield "handler", outcome(handler, {}, Context())

    @lambda_handler_decorator
    def failing(handler, event, context):
        raise ValueError("no")

    @failing
    def other(event, context):
        return "done"

    yield "middleware", outcome(other, {}, Context())
    yield "steps", steps


@scenario()
def exceptions_caught_by_a_middleware():
    @lambda_handler_decorator
    def catching(handler, event, context, answer="sorry"):
        try:
            return handler(event, context)
        except KeyError as error:
            return [answer, str(error)]

    @catching(answer="oh")
    def handler(event, context):
        raise KeyError("no")

    yield "result", handler({}, Context())


@scenario()
def handler_with_more_arguments():
    @lambda_handler_decorator
    def passing(handler, event, context, option=1, **rest):
        return [option, rest, handler(event, context, **rest)]

    @passing(option=2)
    def handler(event, context, **rest):
        return rest

    yield "plain", outcome(handler, {}, Context())
    yield "more", outcome(handler, {}, Context(), extra=3)


@scenario("traced", traced=True)
@scenario("disabled", traced=True, POWERTOOLS_TRACE_DISABLED="true")
@scenario("by variable", traced=True, POWERTOOLS_TRACE_MIDDLEWARES="true")
def traced_middlewares():
    @lambda_handler_decorator(trace_execution=True)
    def always(handler, event, context, option=1):
        return handler(event, context)

    @lambda_handler_decorator(trace_execution=False)
    def never(handler, event, context):
        return handler(event, context)

    @lambda_handler_decorator
    def undecided(handler, event, context):
        return handler(event, context)

    @always(option=2)
    @never
    @undecided
    def handler(event, context):
        return "done"

    yield "result", handler({}, Context())


@scenario(traced=True)
def traced_middleware_that_raises():
    @lambda_handler_decorator(trace_execution=True)
    def failing(handler, event, context):
        handler(event, context)
        raise ValueError("no")

    @failing
    def handler(event, context):
        return "done"

    yield "outcome", outcome(handler, {}, Context())


@scenario(traced=True, POWERTOOLS_SERVICE_NAME="orders")
def traced_middleware_below_a_traced_handler():
    from aws_lambda_powertools import Tracer

    tracer = Tracer(auto_patch=False)

    @lambda_handler_decorator(trace_execution=True)
    def middleware(handler, event, context):
        tracer.put_annotation("inside", "middleware")
        return handler(event, context)

    @tracer.capture_lambda_handler
    @middleware
    def handler(event, context):
        return "done"

    yield "result", handler({}, Context())
