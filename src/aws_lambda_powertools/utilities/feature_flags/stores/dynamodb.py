"""DynamoDBStore: flags in an item of a DynamoDB table."""

# Answers of the API are Any all the way down.
# pyright: reportUnknownVariableType=false, reportUnknownArgumentType=false, reportUnknownMemberType=false

from __future__ import annotations

from aws_lambda_powertools._core import aws
from aws_lambda_powertools.utilities.feature_flags.stores._text import TextStore
from aws_lambda_powertools.utilities.feature_flags.stores._unwrapped import original
from aws_lambda_powertools.utilities.parameters.dynamodb import DynamoDBProvider

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    import boto3
    from botocore.config import Config


class DynamoDBStore(TextStore):
    """Flags in the attribute `value_attr` of the item whose `key_attr` is `name`, as JSON text or as a map.

    Read at most every `max_age` seconds. `boto3_client` is a boto3 resource, or one is made of the session, config
    and `endpoint_url`. Needs dynamodb:GetItem.

    Source: https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_GetItem.html
    """

    def __init__(
        self,
        table_name: str,
        name: str = "feature_flags",
        *,
        key_attr: str = "id",
        value_attr: str = "value",
        max_age: float = 30,
        envelope: str = "",
        jmespath_options: dict[str, Any] | None = None,
        endpoint_url: str | None = None,
        boto_config: Config | None = None,
        boto3_session: boto3.session.Session | None = None,
        boto3_client: Any = None,
    ) -> None:
        super().__init__(max_age=max_age, envelope=envelope, jmespath_options=jmespath_options)
        self.table_name = table_name
        self.name = name
        self._provider = DynamoDBProvider(
            table_name,
            key_attr=key_attr,
            value_attr=value_attr,
            endpoint_url=endpoint_url,
            boto_config=boto_config,
            boto3_session=boto3_session,
            boto3_client=boto3_client,
        )
        meta: Any = getattr(self._provider.table, "meta", None)
        aws.mark(getattr(meta, "client", None), "feature_flags")

    def _read(self) -> str | bytes:
        with original():
            value = self._provider.get(self.name, force_fetch=True, max_age=0)
        if isinstance(value, (str, bytes)):
            return value
        import json

        return json.dumps(value, default=_number)

    def _place(self) -> str:
        return f"the item {self.name!r} of the table {self.table_name!r}"


def _number(value: Any) -> Any:
    """DynamoDB's numbers are decimals; a set is a list in JSON."""
    if isinstance(value, (set, frozenset)):
        return sorted(value, key=str)
    if value == value.to_integral_value():
        return int(value)
    return float(value)
