"""A Lambda context for tests, with everything that the runtime's has.

    def test_handler():
        response = lambda_handler({"id": 7}, lambda_context())

Source: https://docs.aws.amazon.com/lambda/latest/dg/python-context.html
"""

from __future__ import annotations

import sys
from types import SimpleNamespace

from aws_lambda_powertools._core import clock

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any

    from aws_lambda_powertools.utilities.typing.lambda_context import LambdaContext

_W3C_FIELDS = ("traceparent", "tracestate", "baggage")
_CLIENT_FIELDS = ("installation_id", "app_title", "app_version_name", "app_version_code", "app_package_name")


def lambda_context(**overrides: Any) -> LambdaContext:
    """A context with a fresh request id; `overrides` are the parameters of LambdaContextFactory."""
    return LambdaContextFactory()(**overrides)


class LambdaContextFactory:
    """Makes contexts of one function: each call gives a new one, with another request id.

        contexts = LambdaContextFactory(function_name="orders", memory_limit_in_mb=512)
        lambda_handler({}, contexts())
        lambda_handler({}, contexts(tenant_id="blue", remaining_time_in_millis=50))

    `remaining_time_in_millis` counts down by the toolkit's clock, unless `frozen`. `client_context` and `identity`
    are mappings of the attributes to set (`{"custom": {...}, "env": {...}, "client": {...}}`,
    `{"cognito_identity_id": "..."}`); a `w3c` mapping in `client_context` is what `context.w3c()` gives.
    """

    def __init__(self, **defaults: Any) -> None:
        _settings(defaults)
        self._defaults = defaults

    def __call__(self, **overrides: Any) -> LambdaContext:
        """A new context; what is given here wins over what the factory was made with."""
        # Not a subclass of LambdaContext: its properties can't be set, as those of the runtime's context can.
        context: Any = TestContext(**_settings({**self._defaults, **overrides}))
        result: LambdaContext = context
        return result


class TestContext:
    """The attributes and methods of the runtime's context object."""

    __test__ = False  # its name does not make it a test

    def __init__(
        self,
        *,
        function_name: str,
        function_version: str,
        memory_limit_in_mb: int | str,
        aws_request_id: str | None,
        invoked_function_arn: str | None,
        log_group_name: str | None,
        log_stream_name: str | None,
        tenant_id: str | None,
        identity: Mapping[str, Any] | None,
        client_context: Mapping[str, Any] | None,
        remaining_time_in_millis: int,
        frozen: bool,
    ) -> None:
        self.function_name = function_name
        self.function_version = function_version
        self.memory_limit_in_mb = str(memory_limit_in_mb)  # the runtime, too, hands on the text of its environment
        self.aws_request_id = aws_request_id or _fresh_id()
        self.invoked_function_arn = (
            invoked_function_arn or f"arn:aws:lambda:us-east-1:123456789012:function:{function_name}"
        )
        self.log_group_name = log_group_name or f"/aws/lambda/{function_name}"
        self.log_stream_name = log_stream_name or "2024/05/01/[$LATEST]5a1c3e0f9b7d4c2e8f6a1b3c5d7e9f01"
        self.tenant_id = tenant_id
        self.identity = SimpleNamespace(
            **{"cognito_identity_id": None, "cognito_identity_pool_id": None, **(identity or {})}
        )
        fields = dict(client_context) if client_context is not None else None
        self._w3c: Mapping[str, Any] = (fields or {}).pop("w3c", None) or {}
        self.client_context = None if fields is None else _client_context(fields)
        self._remaining = remaining_time_in_millis
        self._deadline = None if frozen else clock.milliseconds() + remaining_time_in_millis

    def get_remaining_time_in_millis(self) -> int:
        """Milliseconds until the timeout; it counts down, unless the context is frozen."""
        if self._deadline is None:
            return self._remaining
        return max(0, self._deadline - clock.milliseconds())

    def w3c(self) -> dict[str, str]:
        """The W3C trace context of the invocation."""
        return {name: self._w3c[name] for name in _W3C_FIELDS if isinstance(self._w3c.get(name), str)}

    def log(self, message: object) -> None:
        """Write to the function's log."""
        sys.stdout.write(str(message))

    def __repr__(self) -> str:
        return f"LambdaContext({self.function_name!r}, aws_request_id={self.aws_request_id!r})"


_DEFAULTS: dict[str, Any] = {
    "function_name": "test-function",
    "function_version": "$LATEST",
    "memory_limit_in_mb": 128,
    "aws_request_id": None,
    "invoked_function_arn": None,
    "log_group_name": None,
    "log_stream_name": None,
    "tenant_id": None,
    "identity": None,
    "client_context": None,
    "remaining_time_in_millis": 30_000,
    "frozen": False,
}


def _settings(choices: Mapping[str, Any]) -> dict[str, Any]:
    unknown = [name for name in choices if name not in _DEFAULTS]
    if unknown:
        raise TypeError(f"A Lambda context has no {unknown[0]!r}; it has {', '.join(_DEFAULTS)}")
    return {**_DEFAULTS, **choices}


def _client_context(fields: Mapping[str, Any]) -> SimpleNamespace:
    client = fields.get("client")
    if client is not None:
        client = SimpleNamespace(**{**dict.fromkeys(_CLIENT_FIELDS), **client})
    return SimpleNamespace(**{"custom": None, "env": None, **fields, "client": client})


def _fresh_id() -> str:
    from uuid import uuid4

    return str(uuid4())
