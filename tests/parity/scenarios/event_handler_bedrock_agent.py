"""API calls of agents: parameters, bodies, validation, responses, errors, the API schema."""

from __future__ import annotations

import json
from typing import Annotated

from lab import event, outcome, scenario
from pydantic import BaseModel

from aws_lambda_powertools.event_handler import BedrockAgentResolver, BedrockResponse, Response
from aws_lambda_powertools.event_handler.api_gateway import Router
from aws_lambda_powertools.event_handler.exceptions import BadRequestError
from aws_lambda_powertools.event_handler.openapi.params import Body, Path, Query


class Order(BaseModel):
    sku: str
    amount: int = 1


def call(path="/orders", method="GET", body=None, **parameters):
    made = event("bedrockAgentEvent") | {"apiPath": path, "httpMethod": method}
    made["parameters"] = [{"name": name, "type": "string", "value": value} for name, value in parameters.items()]
    if body is not None:
        properties = [{"name": name, "type": "string", "value": value} for name, value in body.items()]
        made["requestBody"] = {"content": {"application/json": {"properties": properties}}}
    return made


def answer(result, **settings):
    app = BedrockAgentResolver(**settings)
    app.get("/orders", description="Orders")(lambda: result)
    return outcome(app.resolve, call(), {})


@scenario()
def form_of_the_answer():
    yield "validated", answer({"a": [1, None, 1.5, "é"]})
    yield "as it is", answer({"a": [1, None, 1.5, "é"]}, enable_validation=False)


@scenario()
def real_events():
    for name in ("bedrockAgentEvent", "bedrockAgentEventWithPathParams", "bedrockAgentPostEvent"):
        made = event(name)
        app = BedrockAgentResolver(enable_validation=False)
        path = made["apiPath"].replace("{", "<").replace("}", ">")
        getattr(app, made["httpMethod"].lower())(path, description="It")(lambda **given: given)
        yield name, outcome(app.resolve, made, {})


@scenario()
def plain_results():
    for name, result in {
        "text": "t",
        "none": None,
        "list": [1],
        "number": 7,
        "pair": ({"a": 1}, 207),
        "no": False,
    }.items():
        yield name, answer(result)
        yield f"{name} as it is", answer(result, enable_validation=False)


@scenario()
def bedrock_responses():
    full = BedrockResponse({"a": 1}, 201, "application/json", {"s": "1"}, {"p": "2"}, [{"k": 3}])
    yield "full", answer(full)
    yield "as it is", answer(full, enable_validation=False)
    yield "empty", answer(BedrockResponse(session_attributes={}, prompt_session_attributes={}))
    yield "text", answer(BedrockResponse("text", content_type="text/plain"))


@scenario()
def responses():
    yield "text", answer(Response(202, "text/html", "<b>", headers={"X-A": "1"}))
    yield "data", answer(Response(202, "application/json", {"a": 1}))


@scenario()
def path_parameters():
    app = BedrockAgentResolver()

    @app.get("/orders/<order_id>/<item>", description="One")
    def one(order_id: int, item: Annotated[str, Path(description="Which")]):
        return [order_id, item]

    yield "by name", outcome(app.resolve, call("/orders/{order_id}/{item}", order_id="7", item="a,b"), {})
    yield "missing", outcome(app.resolve, call("/orders/{order_id}/{item}", order_id="7"), {})
    yield "wrong", outcome(app.resolve, call("/orders/{order_id}/{item}", order_id="x", item="y"), {})


@scenario()
def query_parameters():
    app = BedrockAgentResolver()

    @app.get("/orders", description="All")
    def read(page: Annotated[int, Query()], text: str = "none", flag: bool = False, rate: float | None = None):
        return [page, text, flag, rate]

    yield "all", outcome(app.resolve, call(page="2", text="a,b", flag="true", rate="1.5"), {})
    yield "few", outcome(app.resolve, call(page="2"), {})
    yield "none", outcome(app.resolve, call(), {})
    yield "wrong", outcome(app.resolve, call(page="two", flag="perhaps"), {})


@scenario()
def bodies():
    app = BedrockAgentResolver()

    @app.post("/orders", description="Place")
    def place(order: Order) -> Order:
        return order

    @app.put("/orders", description="Change")
    def change(sku: Annotated[str, Body()], amount: Annotated[int, Body()] = 1):
        return [sku, amount]

    for method in ("POST", "PUT"):
        yield f"{method} good", outcome(app.resolve, call(method=method, body={"sku": "tea", "amount": "2"}), {})
        yield f"{method} missing", outcome(app.resolve, call(method=method, body={"amount": "2"}), {})
        yield f"{method} none", outcome(app.resolve, call(method=method), {})


@scenario()
def responses_that_do_not_fit():
    app = BedrockAgentResolver()

    @app.get("/orders", description="All")
    def read() -> dict:
        return ["no dict"]

    @app.get("/order", description="One")
    def one() -> Order:
        return {"amount": "x"}

    yield "dict", outcome(app.resolve, call(), {})
    yield "model", outcome(app.resolve, call("/order"), {})


@scenario()
def errors():
    app = BedrockAgentResolver()

    @app.get("/bad", description="Bad")
    def bad():
        raise BadRequestError("no")

    @app.get("/value", description="Value")
    def value():
        raise ValueError("no")

    @app.get("/key", description="Key")
    def key():
        raise KeyError("no")

    app.exception_handler(LookupError)(lambda error: Response(410, "text/plain", type(error).__name__))
    for path in ("/bad", "/value", "/key", "/nowhere"):
        yield path, outcome(app.resolve, call(path), {})


@scenario()
def not_found():
    app = BedrockAgentResolver()
    app.not_found(lambda error: Response(404, "text/plain", "nothing here"))
    yield "answer", outcome(app.resolve, call("/nowhere"), {})
    yield "method", outcome(app.resolve, call("/orders", "DELETE"), {})


@scenario()
def all_verbs():
    app = BedrockAgentResolver()
    for verb in ("get", "post", "put", "patch", "delete"):
        getattr(app, verb)("/orders", "What it does")(lambda verb=verb: {"verb": app.current_event.http_method})
    for verb in ("GET", "POST", "PUT", "PATCH", "DELETE", "get"):
        yield verb, outcome(app.resolve, call(method=verb), {})
    for verb in ("get", "post", "put", "patch", "delete"):
        yield f"{verb} without", outcome(getattr(app, verb), "/x")


@scenario()
def middlewares():
    app = BedrockAgentResolver(enable_validation=False)
    seen = []

    def note(name):
        def middleware(app, next_middleware):
            seen.append(name)
            app.append_context(**{name: True})
            response = next_middleware(app)
            seen.append(f"/{name}")
            return response

        return middleware

    app.use([note("app")])
    app.get("/orders", description="All", middlewares=[note("route")])(
        lambda: sorted(set(app.context) & {"app", "route"})
    )
    yield "answer", outcome(app.resolve, call(), {})
    yield "seen", seen


@scenario()
def routers():
    app, router = BedrockAgentResolver(), Router()
    router.get("/orders", description="All")(lambda: {"text": router.current_event.input_text})
    app.include_router(router, prefix="/v1")
    yield "answer", outcome(app.resolve, call("/v1/orders"), {})
    yield "without", outcome(app.resolve, call("/orders"), {})


@scenario()
def serializers():
    def write(data):
        return "written " + json.dumps(data, sort_keys=True)

    yield "data", answer({"b": 1, "a": 2}, serializer=write, enable_validation=False)
    yield "text", answer("text", serializer=write, enable_validation=False)
    yield "response", answer(BedrockResponse({"b": 1}), serializer=write, enable_validation=False)


@scenario()
def api_schema():
    app = BedrockAgentResolver()

    @app.get("/orders/<order_id>", description="Finds an order", tags=["orders"], operation_id="findOrder")
    def find(order_id: Annotated[int, Path(description="Its id")], note: str | None = None) -> dict:
        return {}

    @app.post("/orders", description="Places an order", summary="Place", response_description="The order")
    def place(order: Order) -> Order:
        return order

    document = json.loads(app.get_openapi_json_schema(title="Orders", version="2"))
    document = json.loads(json.dumps(document, sort_keys=True))
    yield "info", [document["openapi"], document["info"]]
    yield "paths", document["paths"]
    yield "order", document["components"]["schemas"]["Order"]
    yield "default title", json.loads(app.get_openapi_json_schema())["info"]["title"]
    yield "as an object", app.get_openapi_schema().openapi


@scenario()
def the_event():
    app = BedrockAgentResolver()

    @app.get("/orders", description="All")
    def read():
        seen = app.current_event
        return [seen.input_text, seen.session_id, seen.agent.name, seen.action_group, seen.message_version]

    yield "answer", outcome(app.resolve, call(), {})
    yield "no event", outcome(app.resolve, {}, {})
