"""The orders service in the real Lambda runtime, and what somebody on call would see of it.

It ends by itself; the exit status is 1 if a line, a metric or a part of a trace is missing.
"""

from __future__ import annotations

import json
import sys
import tempfile
from collections import Counter
from http import HTTPStatus
from pathlib import Path
from typing import TYPE_CHECKING, Any

from rich.text import Text

from aws_lambda_powertools.local import Function, LocalRuntime, parse_handler
from aws_lambda_powertools.local.decoding import totals
from aws_lambda_powertools.local.env_files import read_env_file
from aws_lambda_powertools.local.screen.terminal import Screen, terminal
from aws_lambda_powertools.testing import events

if TYPE_CHECKING:
    from collections.abc import Iterator

    from aws_lambda_powertools.local import InvocationResult

HERE = Path(__file__).parent
YOUR_TURN = """\
.venv/bin/powertools run examples/orders/api.py:lambda_handler \\
    --env-file examples/orders/function.env --event examples/orders/new_order.json"""

UNPROCESSABLE = HTTPStatus.UNPROCESSABLE_ENTITY
PROVIDER_ERROR = "PaymentProviderError"
CUSTOMER = {"name": "Ada Byron", "email": "ada@example.com"}
TEA = {"sku": "tea-assam", "quantity": 2, "price": 1450}
MUG = {"sku": "mug-blue", "quantity": 1, "price": 990}


def main() -> int:
    with tempfile.TemporaryDirectory() as directory:
        settings = {**read_env_file(str(HERE / "function.env")), "ORDERS_DATABASE": f"{directory}/orders.sqlite"}
        function = Function(parse_handler(f"{HERE / 'api.py'}:lambda_handler"), settings)
        screen = Screen(terminal(), function, metrics=False, trace=False)
        with LocalRuntime(function, screen) as runtime:
            story = Story(screen, runtime)
            results = story.play()
    show_numbers(screen, results)
    return judge(screen, facts(*results))


class Story:
    """Four requests, as API Gateway would send them."""

    def __init__(self, screen: Screen, runtime: LocalRuntime) -> None:
        self.screen = screen
        self.runtime = runtime

    def play(self) -> list[InvocationResult]:
        placed = self.order("A first order. A process is started for it: a cold start.", [TEA, MUG], "card-valid")
        if placed.status != "success":
            raise SystemExit("The first order did not get through, so there is no story to tell.")
        order_id = body_of(placed)["id"]
        found = self.request("The customer looks at it.", "GET", "/orders/{order_id}", f"/orders/{order_id}")
        nothing = {**TEA, "quantity": 0}
        refused = self.order("An order that makes no sense: refused, with the reason.", [nothing], "card-valid")
        failed = self.order("The payment provider is gone: the invocation fails.", [TEA], "card-unreachable")
        return [placed, found, refused, failed]

    def order(self, chapter: str, items: list[dict[str, Any]], card: str) -> InvocationResult:
        return self.request(chapter, "POST", "/orders", json={"customer": CUSTOMER, "items": items, "card": card})

    def request(
        self, chapter: str, method: str, resource: str, path: str | None = None, **content: Any
    ) -> InvocationResult:
        self.screen.say(chapter)
        request_id = f"request-{self.runtime.invocations + 1}"
        event = events.api_gateway_rest(method, path or resource, resource=resource, request_id=request_id, **content)
        return self.runtime.invoke(event)


def show_numbers(screen: Screen, results: list[InvocationResult]) -> None:
    placed, _, _, failed = results
    screen.say("Where the time went, and where it broke.")
    screen.trace(placed, "trace of the first order")
    screen.trace(failed, "trace of the order that failed")
    screen.say("What CloudWatch would count.")
    screen.metrics(results, "metrics of all four invocations")
    levels = Counter(record["level"] for result in results for record in result.logs)
    text = Text.assemble((f"\n{len(results)} invocations", "bold"))
    text.append(f"  {sum(result.cold_start for result in results)} cold start")
    text.append(f"  {sum(result.status != 'success' for result in results)} failed")
    text.append(f"  {sum(levels.values())} log records ({', '.join(f'{n} {level}' for level, n in levels.items())})")
    text.append(f"  {sum(len(result.metrics) for result in results)} metrics")
    text.append(f"  {sum(len(result.documents) for result in results)} trace documents")
    screen.console.print(text)


def facts(
    placed: InvocationResult, found: InvocationResult, refused: InvocationResult, failed: InvocationResult
) -> Iterator[tuple[str, bool]]:
    """What should be on the page above, and whether it is."""
    results = (placed, found, refused, failed)
    order = body_of(placed)

    statuses = [result.response and result.response["statusCode"] for result in results]
    yield "orders are placed, found, refused", statuses[:3] == [HTTPStatus.CREATED, HTTPStatus.OK, UNPROCESSABLE]
    yield "the order that was placed is the one that was found", body_of(found)["id"] == order["id"]
    yield "the reason of the refusal", "items[0].quantity: Input should be greater than" in body_of(refused)["reason"]
    yield "the failure, by its own exception", failed.error is not None and failed.error.type == PROVIDER_ERROR
    yield "one cold start, at the first", [result.cold_start for result in results] == [True, False, False, False]

    records = [(result.request_id, record) for result in results for record in result.logs]
    written = "\n".join(line.text for result in results for line in result.lines)
    correlations = [f"request-{number}" for number, result in enumerate(results, start=1) for _ in result.logs]
    yield "the story of the order in the log", messages(placed) == ["order received", "order placed"]
    yield "the invocation in each record", all(record["function_request_id"] == id_ for id_, record in records)
    yield "the caller's request in each record", [record["correlation_id"] for _, record in records] == correlations
    yield "no key of one invocation in the next", all("order_id" not in record for record in refused.logs)
    yield "no name and no address in the log", not any(word in written for word in CUSTOMER.values())

    errors = [record for record in failed.logs if record["level"] == "ERROR"]
    yield "one record of the failure", [record["exception_name"] for record in errors] == [PROVIDER_ERROR]
    yield "its frames", errors[0]["stack_trace"]["frames"][-1]["function"] == "charge"

    handler, broken = placed.trace[0], failed.trace[0]
    create, charge = handler.find("## api.create_order"), broken.find("## api.charge")
    steps = [step.name for step in create.children] if create else []
    yield "the steps in the trace", steps == ["## api.charge", "## api.save"]
    yield "the order in the trace", create is not None and create.annotations == {"order_id": order["id"]}
    yield "the cold start in the trace", handler.annotations["ColdStart"] is True
    yield "the fault in the trace", broken.fault and charge is not None and charge.errors[0].type == PROVIDER_ERROR

    sums = {total.name: total.sum for total in totals(metric for result in results for metric in result.metrics)}
    yield "the metrics", sums == {"ColdStart": 1, "Requests": 4, "OrdersPlaced": 1, "OrdersRefused": 1, "Revenue": 38.9}
    yield "that AWS would take all of it", not any(result.problems for result in results)


def messages(result: InvocationResult) -> list[Any]:
    return [record["message"] for record in result.logs]


def judge(screen: Screen, claims: Iterator[tuple[str, bool]]) -> int:
    missing: list[str] = []
    count = 0
    try:
        for claim, is_true in claims:
            count += 1
            if not is_true:
                missing.append(claim)
    except (LookupError, TypeError, AttributeError) as error:
        missing.append(f"what fact {count + 1} is about ({error!r})")
    if missing:
        screen.console.print(Text("\n".join(f"✗ missing: {claim}" for claim in missing), "red"))
        return 1
    screen.console.print(Text(f"✓ {count} facts about all this were checked", "green"))
    screen.say("Your turn:")
    screen.console.print(Text(YOUR_TURN), soft_wrap=True)
    return 0


def body_of(result: InvocationResult) -> dict[str, Any]:
    body: dict[str, Any] = json.loads(result.response["body"]) if result.status == "success" else {}
    return body


if __name__ == "__main__":
    sys.exit(main())
