"""Functions of agents: parameters, responses, attributes, errors, context."""

from __future__ import annotations

from lab import event, outcome, scenario

from aws_lambda_powertools.event_handler import BedrockAgentFunctionResolver, BedrockFunctionResponse


def call(name="tool", *parameters, **more):
    made = event("bedrockAgentFunctionEvent") | {"function": name, **more}
    made["parameters"] = [{"name": name, "type": kind, "value": value} for name, kind, value in parameters]
    return made


def answer(function, *parameters, **more):
    app = BedrockAgentFunctionResolver()
    app.tool(name="tool")(function)
    return outcome(app.resolve, call("tool", *parameters, **more), {})


@scenario()
def form_of_the_answer():
    yield "answer", answer(lambda: {"a": [1, None, 1.5, "é"]})


@scenario()
def real_event():
    made = event("bedrockAgentFunctionEvent")
    app = BedrockAgentFunctionResolver()
    app.tool(name=made["function"])(lambda **given: sorted(given))
    yield "answer", outcome(app.resolve, made, {})


@scenario()
def results():
    for name, result in {
        "text": "t",
        "none": None,
        "list": [1],
        "number": 7,
        "empty": "",
        "no": False,
        "zero": 0,
    }.items():
        yield name, answer(lambda result=result: result)


@scenario()
def string_parameters():
    for value in ("x", "5", ""):
        yield value, answer(lambda given: [given, type(given).__name__], ("given", "string", value))


@scenario()
def integer_parameters():
    for value in ("5", "-5", "5.5", "x", ""):
        yield value, answer(lambda given: [given, type(given).__name__], ("given", "integer", value))


@scenario()
def number_parameters():
    for value in ("1.5", "2", "x", "1e3"):
        yield value, answer(lambda given: [given, type(given).__name__], ("given", "number", value))


@scenario()
def boolean_parameters():
    for value in ("true", "TRUE", "false", "yes", ""):
        yield value, answer(lambda given: [given, type(given).__name__], ("given", "boolean", value))


@scenario()
def array_parameters():
    for value in ("[1]", "a,b"):
        yield value, answer(lambda given: [given, type(given).__name__], ("given", "array", value))


@scenario()
def unknown_parameters():
    yield "more", answer(lambda a: a, ("a", "string", "1"), ("b", "string", "2"))
    yield "missing", answer(lambda a: a)
    yield "two missing", answer(lambda a, b: a)
    yield "default", answer(lambda a="x": a)
    yield "no list", answer(lambda: "x", parameters=None)


@scenario()
def parameters_by_annotation():
    def typed(text: str, number: int, rate: float, flag: bool):
        return [text, number, rate, flag]

    yield (
        "all",
        answer(
            typed,
            ("text", "string", "x"),
            ("number", "integer", "5"),
            ("rate", "number", "1.5"),
            ("flag", "boolean", "true"),
        ),
    )


@scenario()
def errors():
    def fail():
        raise ValueError("broken")

    yield "raises", answer(fail)
    app = BedrockAgentFunctionResolver()
    yield "unknown", outcome(app.resolve, call("unknown"), {})


@scenario()
def responses():
    yield "state", answer(lambda: BedrockFunctionResponse("no", response_state="FAILURE"))
    yield "again", answer(lambda: BedrockFunctionResponse("no", response_state="REPROMPT"))
    yield "wrong state", outcome(BedrockFunctionResponse, "no", response_state="MAYBE")
    yield "nothing", answer(lambda: BedrockFunctionResponse(None))
    yield "knowledge", answer(lambda: BedrockFunctionResponse("x", knowledge_bases=[{"k": 1}]))


@scenario()
def attributes():
    given = {"sessionAttributes": {"s": "1"}, "promptSessionAttributes": {"p": "2"}}
    yield "kept", answer(lambda: "x", **given)
    yield "replaced", answer(lambda: BedrockFunctionResponse("x", {"n": "1"}, {"m": "2"}), **given)
    yield "empty", answer(lambda: BedrockFunctionResponse("x", {}, {}), **given)


@scenario()
def events_that_are_none():
    app = BedrockAgentFunctionResolver()
    for made in ({}, {"function": "tool"}, {"actionGroup": "group"}):
        yield str(sorted(made)), outcome(app.resolve, made, {})


@scenario()
def tools_by_name():
    app = BedrockAgentFunctionResolver()

    @app.tool()
    def plain():
        return "plain"

    @app.tool(name="other", description="Another one")
    def named():
        return "named"

    for name in ("plain", "other", "named"):
        yield name, outcome(app.resolve, call(name), {})


@scenario()
def registered_twice():
    app = BedrockAgentFunctionResolver()
    app.tool(name="tool")(lambda: 1)
    app.tool(name="tool")(lambda: 2)
    yield "answer", outcome(app.resolve, call(), {})


@scenario()
def serializers():
    app = BedrockAgentFunctionResolver(serializer=lambda data: f"written {data}")
    app.tool(name="tool")(lambda: {"a": 1})
    app.tool(name="none")(lambda: None)
    yield "data", outcome(app.resolve, call(), {})
    yield "none", outcome(app.resolve, call("none"), {})


@scenario()
def context():
    app = BedrockAgentFunctionResolver()
    app.tool(name="tool")(lambda: dict(app.context))
    app.append_context(a=1)
    yield "first", outcome(app.resolve, call(), {})
    yield "second", outcome(app.resolve, call(), {})
    app.append_context(a=1)
    app.clear_context()
    yield "cleared", outcome(app.resolve, call(), {})


@scenario()
def the_event():
    app = BedrockAgentFunctionResolver()

    @app.tool()
    def tool():
        seen = app.current_event
        return [seen.input_text, seen.session_id, seen.agent.name, seen.action_group, seen.function]

    yield "answer", outcome(app.resolve, call(), {})


@scenario()
def decorated_functions_stay():
    app = BedrockAgentFunctionResolver()

    def tool():
        return "x"

    yield "same", app.tool(name="tool")(tool) is tool
