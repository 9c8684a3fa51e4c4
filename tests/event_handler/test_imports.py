"""What a resolver loads: nothing that its first request does not need."""

from __future__ import annotations

import pytest

pytest.importorskip("awslambdaric", reason="the Lambda runtime client is not installed")

from fresh_interpreter import loaded_by

ANSWER = """
from aws_lambda_powertools.event_handler import {resolver}
app = {resolver}()

@app.get("/orders/<order_id>")
def read(order_id):
    return {{"id": order_id}}

assert app.resolve({event!r}, None)["statusCode"] == 200
"""

REST = {"path": "/orders/7", "httpMethod": "GET", "headers": {}, "requestContext": {"stage": "prod"}}
HTTP = {"rawPath": "/orders/7", "headers": {}, "requestContext": {"stage": "$default", "http": {"method": "GET"}}}
LATTICE = {"raw_path": "/orders/7", "method": "GET", "headers": {}}

PACKAGE = "aws_lambda_powertools"


@pytest.mark.parametrize(
    ("resolver", "event", "data_class"),
    [
        ("APIGatewayRestResolver", REST, "api_gateway_proxy_event"),
        ("APIGatewayHttpResolver", HTTP, "api_gateway_proxy_event"),
        ("ALBResolver", REST, "alb_event"),
        ("LambdaFunctionUrlResolver", HTTP, "lambda_function_url_event"),
        ("VPCLatticeResolver", LATTICE, "vpc_lattice"),
    ],
)
def test_a_resolver_loads_its_own_event_and_nothing_costly(resolver: str, event: object, data_class: str) -> None:
    (loaded,) = loaded_by([ANSWER.format(resolver=resolver, event=event)])[1].values()
    ours = {name.removeprefix(f"{PACKAGE}.") for name in loaded if name.startswith(PACKAGE)}
    events = {
        name for name in ours if name.startswith("utilities.data_classes.") and ("event" in name or "lattice" in name)
    }
    related = {f"utilities.data_classes.{data_class}", "utilities.data_classes.event_source"}

    assert not loaded & {"asyncio", "pydantic", "typing", "inspect", "dataclasses", "urllib.parse", "zlib", "boto3"}
    assert events <= related | {"utilities.data_classes.api_gateway_proxy_event"}
    assert not {name for name in ours if name.startswith("event_handler.openapi")}
    assert len(ours) < 45
