"""SSMStore: flags in a parameter of the SSM Parameter Store."""

# Configurations are Any all the way down.
# pyright: reportUnknownVariableType=false, reportUnknownMemberType=false

from __future__ import annotations

from aws_lambda_powertools._core import aws
from aws_lambda_powertools.utilities.feature_flags.stores._text import TextStore
from aws_lambda_powertools.utilities.feature_flags.stores._unwrapped import original

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    import boto3
    from botocore.config import Config


class SSMStore(TextStore):
    """Flags as JSON in the parameter `name` (4 KB, or 8 KB in the advanced tier), read at most every `max_age` s.

    With `use_extension` the Parameters and Secrets extension beside the function is asked, and no boto3 is needed.
    Needs ssm:GetParameter, and kms:Decrypt for a SecureString (`decrypt`).
    """

    def __init__(
        self,
        name: str,
        *,
        decrypt: bool | None = None,
        max_age: float = 30,
        envelope: str = "",
        jmespath_options: dict[str, Any] | None = None,
        boto_config: Config | None = None,
        boto3_session: boto3.session.Session | None = None,
        boto3_client: Any = None,
        use_extension: bool = False,
    ) -> None:
        super().__init__(max_age=max_age, envelope=envelope, jmespath_options=jmespath_options)
        self.name = name
        self.decrypt = decrypt
        self._provider: Any
        if use_extension:
            from aws_lambda_powertools.utilities.parameters.extension import SSMExtensionProvider

            self._provider = SSMExtensionProvider()
            return
        from aws_lambda_powertools.utilities.parameters.ssm import SSMProvider

        self._provider = SSMProvider(boto_config=boto_config, boto3_session=boto3_session, boto3_client=boto3_client)
        aws.mark(self._provider.client, "feature_flags")

    def _read(self) -> str:
        with original():
            text: str = self._provider.get(self.name, decrypt=self.decrypt, force_fetch=True, max_age=0)
        return text

    def _place(self) -> str:
        return f"the SSM parameter {self.name!r}"
