"""The context object that Lambda hands to a handler, for annotations and for tests that make one.

Source: https://docs.aws.amazon.com/lambda/latest/dg/python-context.html
"""

from __future__ import annotations

from aws_lambda_powertools._core.exports import lazy_exports

TYPE_CHECKING = False
if TYPE_CHECKING:
    from aws_lambda_powertools.utilities.typing.durable_context import (
        DurableContextProtocol as DurableContextProtocol,  # noqa: PLC0414  # type checkers see that it is given out
    )
    from aws_lambda_powertools.utilities.typing.lambda_client_context import LambdaClientContext
    from aws_lambda_powertools.utilities.typing.lambda_cognito_identity import LambdaCognitoIdentity

__getattr__, __dir__, _ = lazy_exports(
    __name__, {"aws_lambda_powertools.utilities.typing.durable_context": ["DurableContextProtocol"]}
)


class LambdaContext:
    """Facts about the function and this invocation of it.

        def lambda_handler(event: dict, context: LambdaContext) -> dict:
            print(context.aws_request_id, context.get_remaining_time_in_millis())

    Tests make one by setting the attributes behind the properties: `context._function_name = "orders"`.
    """

    _function_name: str
    _function_version: str
    _invoked_function_arn: str
    _memory_limit_in_mb: int
    _aws_request_id: str
    _log_group_name: str
    _log_stream_name: str
    _identity: LambdaCognitoIdentity
    _client_context: LambdaClientContext
    _tenant_id: str | None = None

    @property
    def function_name(self) -> str:
        """Name of the function."""
        return self._function_name

    @property
    def function_version(self) -> str:
        """Version of the function: a number, or `$LATEST`."""
        return self._function_version

    @property
    def invoked_function_arn(self) -> str:
        """The ARN that was invoked; it shows whether a version or an alias was named."""
        return self._invoked_function_arn

    @property
    def memory_limit_in_mb(self) -> int:
        """Memory of the function, in MB."""
        return self._memory_limit_in_mb

    @property
    def aws_request_id(self) -> str:
        """Identifier of this invocation; a retry of the same event carries the same one."""
        return self._aws_request_id

    @property
    def log_group_name(self) -> str:
        """Log group of the function."""
        return self._log_group_name

    @property
    def log_stream_name(self) -> str:
        """Log stream of this execution environment."""
        return self._log_stream_name

    @property
    def identity(self) -> LambdaCognitoIdentity:
        """The Amazon Cognito identity that authorised the call; only mobile apps send one."""
        return self._identity

    @property
    def client_context(self) -> LambdaClientContext:
        """What the calling application says about itself; only mobile apps send it."""
        return self._client_context

    @property
    def tenant_id(self) -> str | None:
        """The tenant of this invocation, in functions with tenant isolation; else None."""
        return self._tenant_id

    @staticmethod
    def get_remaining_time_in_millis() -> int:
        """Milliseconds until Lambda stops this invocation; 0 where no runtime is behind the context."""
        return 0
