"""The small words: JMESPath functions, serialisation, typing, metadata, cookies, shared functions, warnings."""

from __future__ import annotations

import base64
import datetime
import gzip
import json
import os
import warnings

from lab import Web, event, outcome, scenario

from aws_lambda_powertools.shared import functions
from aws_lambda_powertools.shared.cookies import Cookie, SameSite
from aws_lambda_powertools.utilities import jmespath_utils, serialization
from aws_lambda_powertools.utilities.jmespath_utils import envelopes, extract_data_from_envelope, query


def zipped(text: str) -> str:
    return base64.b64encode(gzip.compress(text.encode(), mtime=0)).decode()


@scenario()
def every_envelope_with_its_event():
    sources = {
        "API_GATEWAY_REST": {"body": '{"a": 1}'},
        "API_GATEWAY_HTTP": {"body": '{"a": 1}'},
        "SQS": {"Records": [{"body": '{"a": 1}'}, {"body": '{"a": 2}'}]},
        "SNS": event("snsEvent") | {"Records": [{"Sns": {"Message": '{"a": 1}'}}]},
        "EVENTBRIDGE": event("eventBridgeEvent"),
        "CLOUDWATCH_EVENTS_SCHEDULED": event("eventBridgeEvent"),
        "KINESIS_DATA_STREAM": {"Records": [{"kinesis": {"data": base64.b64encode(b'{"a": 1}').decode()}}]},
        "CLOUDWATCH_LOGS": event("cloudWatchLogEvent"),
        "S3_SQS": event("s3SqsEvent"),
        "S3_SNS_SQS": {"Records": [{"body": json.dumps({"Message": json.dumps({"Records": [{"s3": 1}]})})}]},
        "S3_EVENTBRIDGE_SQS": {"Records": [{"body": json.dumps({"detail": {"a": 1}})}]},
        "S3_KINESIS_FIREHOSE": {
            "records": [{"data": base64.b64encode(json.dumps({"Records": [{"s3": 1}]}).encode()).decode()}]
        },
        "S3_SNS_KINESIS_FIREHOSE": {
            "records": [
                {
                    "data": base64.b64encode(
                        json.dumps({"Message": json.dumps({"Records": [{"s3": 1}]})}).encode()
                    ).decode()
                }
            ]
        },
    }
    for name, data in sources.items():
        yield name, query(data=data, envelope=getattr(envelopes, name))
    yield "all", sorted(name for name in dir(envelopes) if name.isupper() and name != "TYPE_CHECKING")


@scenario()
def functions_in_expressions():
    data = {
        "json": '{"a": [1, 2]}',
        "base64": base64.b64encode("größe".encode()).decode(),
        "gzip": zipped('{"a": 1}'),
    }
    for expression in [
        "powertools_json(json).a",
        "powertools_base64(base64)",
        "powertools_base64_gzip(gzip)",
        "powertools_json(powertools_base64_gzip(gzip)).a",
        "[json, base64]",
        "unknown",
        "powertools_json(json) | a[0]",
        "length(json)",
    ]:
        yield expression, query(data, expression)


@scenario()
def functions_that_fail():
    for expression, data in [
        ("powertools_json(a)", {"a": "{no"}),
        ("powertools_json(a)", {"a": None}),
        ("powertools_json(a)", {"a": 5}),
        ("powertools_base64(a)", {"a": "!!!"}),
        ("powertools_base64_gzip(a)", {"a": "YWJj"}),
        ("powertools_unknown(a)", {"a": "x"}),
        ("a[", {"a": 1}),
        ("", {"a": 1}),
        (5, {"a": 1}),
        (None, {"a": 1}),
    ]:
        yield f"{expression!r} {data}", outcome(query, data, expression)


@scenario()
def functions_of_ones_own():
    from jmespath.functions import signature

    class Own(jmespath_utils.PowertoolsFunctions):
        @signature({"types": ["string"]})
        def _func_shout(self, value):
            return value.upper()

    import jmespath

    options = {"custom_functions": Own()}
    data = {"a": "hello", "b": '{"c": 1}'}
    yield "own", query(data=data, envelope="shout(a)", jmespath_options=options)
    yield "ours", query(data=data, envelope="powertools_json(b).c", jmespath_options=options)
    yield "by jmespath", jmespath.search("shout(a)", data, options=jmespath.Options(custom_functions=Own()))
    yield "table", sorted(jmespath_utils.PowertoolsFunctions.FUNCTION_TABLE)[:3]


@scenario()
def old_name_of_query():
    yield "value", extract_data_from_envelope(data={"a": 1}, envelope="a")


@scenario()
def serialisation():
    yield "encode", serialization.base64_encode("größe")
    yield "decode", serialization.base64_decode("Z3LDtsOfZQ==")
    yield "from text", serialization.base64_from_str("größe")
    yield "json", outcome(serialization.base64_from_json, {"b": [1, "ü"], "a": None})
    for odd in ("!!!", "YWJ", ""):
        yield repr(odd), outcome(serialization.base64_decode, odd)


@scenario()
def lambda_context_type():
    from aws_lambda_powertools.utilities.typing import LambdaContext

    context = LambdaContext()
    yield "names", sorted(name for name in dir(LambdaContext) if not name.startswith("_"))
    yield "function name", outcome(lambda: context.function_name)
    context._function_name = "orders"
    yield "set", context.function_name
    yield "time", outcome(context.get_remaining_time_in_millis)


@scenario()
def cookies():
    expires = datetime.datetime(2024, 1, 2, 3, 4, 5)
    for cookie in [
        Cookie("a", "1"),
        Cookie("a", "1", secure=False),
        Cookie(
            name="a", value="1", path="/", domain="example.com", http_only=True, max_age=10, same_site=SameSite.LAX_MODE
        ),
        Cookie("a", "1", expires=expires, max_age=0, same_site=SameSite.NONE_MODE),
        Cookie("a", "1", custom_attributes=["Priority=High"], same_site=SameSite.STRICT_MODE),
        Cookie("a", "1", max_age=-1, same_site=SameSite.DEFAULT_MODE),
    ]:
        yield str(cookie), cookie.name
    yield "modes", {mode.name: mode.value for mode in SameSite}


@scenario()
@scenario("in lambda", LAMBDA_TASK_ROOT="/var/task")
def absolute_path():
    for relative in ("", "handler.py", "/handler.py", "a/../b", "./a", "/"):
        yield repr(relative), functions.abs_lambda_path(relative).replace(os.getcwd(), "<here>")


@scenario()
def shared_functions():
    for text in ("1", "y", "YES", "t", "True", "on", "0", "n", "No", "f", "false", "OFF", "maybe", ""):
        yield f"strtobool {text!r}", outcome(functions.strtobool, text)
    for env, choice in [("true", None), ("false", True), ("1", False), ("0", None)]:
        yield f"truthy {env} {choice}", outcome(functions.resolve_truthy_env_var_choice, env=env, choice=choice)
    for env, choice in [(None, "b"), ("a", None), ("a", "b"), ("a", ""), ("a", 0)]:
        yield f"choice {env} {choice!r}", outcome(functions.resolve_env_var_choice, env=env, choice=choice)
    yield "size", functions.bytes_to_base64_string(b"abc")
    yield "decode", functions.base64_decode("YWJj")
    yield "text", functions.bytes_to_string(b"abc")


@scenario("development", POWERTOOLS_DEV="true")
@scenario("debug", POWERTOOLS_DEBUG="true")
@scenario()
def modes():
    yield "development", functions.powertools_dev_is_set()
    yield "debug", functions.powertools_debug_is_set()


@scenario()
def plain_data():
    import dataclasses

    import pydantic

    @dataclasses.dataclass
    class Point:
        x: int

    class Model(pydantic.BaseModel):
        y: int

    class Plain:
        def __init__(self) -> None:
            self.z = 1

    for value in (Point(1), Model(y=2), Plain(), {"a": 1}, [1], "text", None):
        yield (
            type(value).__name__,
            outcome(functions.sanitize_xray_segment_name, "a b/c?d!")
            if value is None
            else outcome(functions.extract_event_from_common_models, value),
        )
    yield "dataclass", [functions.dataclass_to_dict(Point(1)), functions.pydantic_to_dict(Model(y=2))]
    checks = [functions.is_dataclass(Point(1)), functions.is_pydantic(Model(y=2)), functions.is_pydantic(Plain())]
    yield "checks", [bool(check) for check in checks]


@scenario()
def slices():
    yield "slices", [list(part) for part in functions.slice_dictionary({"a": 1, "b": 2, "c": 3}, 2)]


@scenario()
def exceptions_and_warnings():
    from aws_lambda_powertools.exceptions import InvalidEnvelopeExpressionError
    from aws_lambda_powertools.warnings import PowertoolsDeprecationWarning, PowertoolsUserWarning

    yield "kinds", [PowertoolsDeprecationWarning("x"), PowertoolsUserWarning("y"), InvalidEnvelopeExpressionError("z")]
    yield "texts", [str(PowertoolsDeprecationWarning("x")), PowertoolsUserWarning("y").message]
    warnings.warn("shown", PowertoolsUserWarning, stacklevel=1)


@scenario()
def version():
    import aws_lambda_powertools

    names = sorted(name for name in aws_lambda_powertools.__all__ if not name.startswith("_"))
    yield "names", names
    yield "imports", [callable(getattr(aws_lambda_powertools, name)) for name in names]


@scenario("outside of lambda")
@scenario("development", POWERTOOLS_DEV="true", AWS_LAMBDA_INITIALIZATION_TYPE="on-demand")
@scenario("not configured", AWS_LAMBDA_INITIALIZATION_TYPE="on-demand")
def metadata_without_an_endpoint():
    from aws_lambda_powertools.utilities.metadata import get_lambda_metadata

    made = outcome(get_lambda_metadata)
    yield "metadata", made["returned"].availability_zone_id if "returned" in made else made


@scenario("ok", AWS_LAMBDA_INITIALIZATION_TYPE="on-demand", STATUS="200")
@scenario("forbidden", AWS_LAMBDA_INITIALIZATION_TYPE="on-demand", STATUS="403")
@scenario("broken", AWS_LAMBDA_INITIALIZATION_TYPE="on-demand", STATUS="500")
def metadata_of_an_endpoint():
    from aws_lambda_powertools.utilities.metadata import LambdaMetadataError, clear_metadata_cache, get_lambda_metadata

    with Web(status=int(os.environ["STATUS"]), body=b'{"AvailabilityZoneID": "euw1-az1", "Other": 1}') as web:
        os.environ["AWS_LAMBDA_METADATA_API"] = web.url.removeprefix("http://")
        os.environ["AWS_LAMBDA_METADATA_TOKEN"] = "token"
        for _ in range(2):
            try:
                yield f"metadata {len(web.requests)}", get_lambda_metadata().availability_zone_id
            except LambdaMetadataError as error:
                yield f"error {len(web.requests)}", error.status_code
        clear_metadata_cache()
        yield "cleared", outcome(lambda: get_lambda_metadata(timeout=2.0).availability_zone_id)
        yield "requests", [[request["method"], request["path"], request["authorization"]] for request in web.requests]


@scenario(AWS_LAMBDA_INITIALIZATION_TYPE="on-demand")
def metadata_that_is_not_json():
    from aws_lambda_powertools.utilities.metadata import get_lambda_metadata

    with Web(body=b"not json") as web:
        os.environ["AWS_LAMBDA_METADATA_API"] = web.url.removeprefix("http://")
        os.environ["AWS_LAMBDA_METADATA_TOKEN"] = "token"
        yield "outcome", outcome(get_lambda_metadata)
