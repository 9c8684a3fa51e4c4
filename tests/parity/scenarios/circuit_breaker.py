"""Circuit breaker: states, requests, settings, callbacks, stores that fail."""

from __future__ import annotations

import asyncio
import dataclasses

from lab import outcome, scenario

from aws_lambda_powertools.utilities.circuit_breaker import (
    CircuitBreakerConfig,
    CircuitBreakerError,
    CircuitBreakerOpenError,
    CircuitInfo,
    CircuitState,
    CircuitTransition,
    circuit_breaker,
)
from aws_lambda_powertools.utilities.circuit_breaker.persistence import (
    CircuitBreakerDynamoDBPersistence,
    CircuitStateRecord,
)

OPEN = {"id": {"S": "pay"}, "state": {"S": "OPEN"}, "failure_count": {"N": "5"}, "opened_at": {"N": "5"}}
FAR = "99999999999"


def in_order(value):
    """Mappings by their keys: in which order a request names its arguments says nothing."""
    return {key: in_order(value[key]) for key in sorted(value)} if isinstance(value, dict) else value


class Client:
    """Answers DynamoDB's calls as it is told, and notes them."""

    def __init__(self, **answers):
        self.answers = answers
        self.calls = []

    def __getattr__(self, name):
        if name.startswith("_"):
            raise AttributeError(name)

        def call(**request):
            if "#half_open_owner" in str(request) or "half_open_owner" in request.get("Item", {}):
                request = {**request, "Item": {**request.get("Item", {}), "half_open_owner": "somebody"}}
            self.calls.append([name, in_order(request)])
            answer = self.answers.get(name)
            if isinstance(answer, Exception):
                raise answer
            return answer or {}

        return call


def protected(client, transitions=None, on_circuit_open=None, options=None, **config):
    store = CircuitBreakerDynamoDBPersistence("circuits", boto3_client=client, **(options or {}))
    note = None if transitions is None else lambda change: transitions.append(in_order(dataclasses.asdict(change)))

    @circuit_breaker("pay", store, on_circuit_open, note, CircuitBreakerConfig(**config))
    def call(error=None, **named):
        if error is not None:
            raise error
        return "fine"

    return call


@scenario()
def closed():
    client = Client()
    call = protected(client)
    yield "answers", [call(), call()]
    yield "calls", client.calls


@scenario()
def opens():
    client, transitions = Client(), []
    call = protected(client, transitions, failure_threshold=2)
    yield "answers", [outcome(call, ValueError()), outcome(call, ValueError()), outcome(call)]
    yield "calls", client.calls
    yield "transitions", [[change["from_state"], change["to_state"]] for change in transitions]


@scenario()
def recovers():
    client, transitions = Client(get_item={"Item": OPEN}), []
    call = protected(client, transitions, success_threshold=2)
    yield "answers", [outcome(call), outcome(call), outcome(call)]
    yield "calls", client.calls
    yield "transitions", [[change["from_state"], change["to_state"]] for change in transitions]


@scenario()
def does_not_recover():
    client, transitions = Client(get_item={"Item": OPEN}), []
    call = protected(client, transitions)
    yield "answers", [outcome(call, ValueError()), outcome(call)]
    yield "transitions", [[change["from_state"], change["to_state"]] for change in transitions]


@scenario()
def held_by_somebody():
    held = {**OPEN, "state": {"S": "HALF_OPEN"}, "half_open_owner": {"S": "x"}, "probe_lease_expiry": {"N": FAR}}
    yield "held", outcome(protected(Client(get_item={"Item": held})))
    over = {**held, "probe_lease_expiry": {"N": "5"}}
    yield "over", outcome(protected(Client(get_item={"Item": over})))


@scenario()
def elections():
    from botocore.exceptions import ClientError

    lost = ClientError({"Error": {"Code": "ConditionalCheckFailedException", "Message": "m"}}, "PutItem")
    yield "lost", outcome(protected(Client(get_item={"Item": OPEN}, put_item=lost)))
    yield "failed", outcome(protected(Client(get_item={"Item": OPEN}, put_item=ValueError())))
    store = CircuitBreakerDynamoDBPersistence("circuits", boto3_client=Client())
    yield "expectation", {k: v for k, v in in_order(store._build_half_open_condition(5)).items() if "Values" not in k}
    yield "none", store._build_half_open_condition(None)["ConditionExpression"]


@scenario()
def stores_that_fail():
    down = ValueError("down")
    client = Client(get_item=down, put_item=down, update_item=down)
    call = protected(client, failure_threshold=1)
    yield "answers", [outcome(call), outcome(call, KeyError()), outcome(call)]
    yield "calls", [name for name, _ in client.calls]


@scenario()
def callbacks():
    def later(*args, circuit, **named):
        return [list(map(str, args)), named, circuit.name, circuit.state]

    fresh = {**OPEN, "opened_at": {"N": FAR}}
    yield "answer", protected(Client(get_item={"Item": fresh}), on_circuit_open=later)("x", named=1)
    try:
        protected(Client(get_item={"Item": fresh}))()
    except CircuitBreakerOpenError as error:
        yield "error", [str(error), dataclasses.asdict(error.circuit)]


@scenario()
def exceptions_that_count():
    for config in ({"handled_exceptions": KeyError}, {"ignored_exceptions": [KeyError]}, {}):
        settings = CircuitBreakerConfig(**config)
        yield str(sorted(config)), [settings.counts_as_failure(error) for error in (KeyError(), ValueError())]


@scenario()
def settings():
    wrong = [
        {"failure_threshold": 0},
        {"recovery_timeout": 1.5},
        {"local_cache_max_age": -1},
        {"handled_exceptions": "x"},
        {"handled_exceptions": []},
        {"handled_exceptions": 5},
        {"handled_exceptions": [KeyboardInterrupt]},
        {"handled_exceptions": [ValueError], "ignored_exceptions": [KeyError]},
        {"success_threshold": True},
    ]
    for options in wrong:
        yield str(options), outcome(lambda given=options: str(vars(CircuitBreakerConfig(**given))))
    yield "defaults", vars(CircuitBreakerConfig())


@scenario()
def values():
    info = CircuitInfo("n", CircuitState.OPEN, 5, 6)
    yield "info", [repr(info), dataclasses.asdict(info), info == CircuitInfo("n", CircuitState.OPEN, 5, 6)]
    yield "transition", repr(CircuitTransition("n", CircuitState.OPEN, CircuitState.CLOSED))
    record = CircuitStateRecord("n", CircuitState.HALF_OPEN, 3, 4, "o", 5, 6)
    yield "record", [repr(record), repr(record.to_circuit_info())]
    yield "states", [f"{state}" for state in CircuitState]
    for arguments in ((), ("a",), ("a", "b"), ("a", ValueError("b"), "c")):
        error = CircuitBreakerError(*arguments)
        yield str(len(arguments)), [str(error), error.message, error.details]


@scenario()
def items():
    simple = CircuitBreakerDynamoDBPersistence("circuits", boto3_client=Client())
    composite = CircuitBreakerDynamoDBPersistence("circuits", boto3_client=Client(), sort_key_attr="sk")
    for store in (simple, composite):
        yield (
            str(store.sort_key_attr),
            [
                in_order(store._record_to_item(CircuitStateRecord("n", CircuitState.CLOSED))),
                in_order(store._record_to_item(CircuitStateRecord("n", CircuitState.HALF_OPEN, 3, 4, "o", 5, 6))),
            ],
        )
    yield "read", repr(simple._item_to_record({"id": {"S": "n"}, "state": {"S": "OPEN"}}))


@scenario(POWERTOOLS_CIRCUIT_BREAKER_DISABLED="true")
def switched_off():
    client = Client()
    call = protected(client, failure_threshold=1)
    yield "answers", [outcome(call, KeyError()), outcome(call), client.calls]


@scenario()
def coroutine_functions():
    store = CircuitBreakerDynamoDBPersistence("circuits", boto3_client=Client())

    @circuit_breaker("pay", store, config=CircuitBreakerConfig(failure_threshold=2))
    async def call():
        raise KeyError

    yield "answers", [outcome(lambda: asyncio.run(call())) for _ in range(4)]
