"""DynamoDBPersistenceLayer: records in a DynamoDB table."""

from __future__ import annotations

from aws_lambda_powertools._core import aws
from aws_lambda_powertools._core.dynamodb import Table
from aws_lambda_powertools._core.environment import LAMBDA_FUNCTION_NAME
from aws_lambda_powertools.utilities.idempotency._parts import LargeResults
from aws_lambda_powertools.utilities.idempotency.persistence._table import TablePersistenceLayer

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    import boto3
    from botocore.config import Config

    from aws_lambda_powertools.utilities.idempotency.persistence.datarecord import DataRecord

MOST_BYTES = 380_000
"""Of a result in one item: an item has 400 KB, names and the other values included."""

OLDEST_BOTO3 = (1, 26, 164)
"""From this version on, a refused write brings the item that stood in its way."""


class DynamoDBPersistenceLayer(LargeResults, TablePersistenceLayer):
    """Keeps records in the table `table_name`, which has the partition key `key_attr` (a string).

    With `sort_key_attr` the table has a composite key: the idempotency key is its sort key, and the partition key is
    `static_pk_value`, by default `idempotency#<function name>`. The other attributes can be named too; switch the
    table's time to live on for `expiry_attr`. The client is `boto3_client`, or is made of the session and config.

    A result is one item up to 380 KB; a longer one is compressed, and if that is not enough kept in several items.

    Needs dynamodb:GetItem, PutItem, UpdateItem and DeleteItem.
    Source: https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Expressions.ConditionExpressions.html
    """

    max_result_bytes = MOST_BYTES

    def __init__(
        self,
        table_name: str,
        key_attr: str = "id",
        static_pk_value: str | None = None,
        sort_key_attr: str | None = None,
        expiry_attr: str = "expiration",
        in_progress_expiry_attr: str = "in_progress_expiration",
        status_attr: str = "status",
        data_attr: str = "data",
        validation_key_attr: str = "validation",
        boto_config: Config | None = None,
        boto3_session: boto3.session.Session | None = None,
        boto3_client: Any = None,
    ) -> None:
        if sort_key_attr == key_attr:
            raise ValueError(f"key_attr [{key_attr}] and sort_key_attr [{sort_key_attr}] cannot be the same!")
        super().__init__(
            expiry_attr=expiry_attr,
            in_progress_expiry_attr=in_progress_expiry_attr,
            status_attr=status_attr,
            data_attr=data_attr,
            validation_key_attr=validation_key_attr,
        )
        self.client = aws.client(
            "dynamodb", feature="idempotency", client=boto3_client, session=boto3_session, config=boto_config
        )
        self.table_name = table_name
        self.key_attr = key_attr
        self.sort_key_attr = sort_key_attr
        self.static_pk_value = _partition() if static_pk_value is None else static_pk_value
        self._items = self.table = Table(
            self.client,
            table_name,
            key_attr=key_attr,
            sort_key_attr=sort_key_attr,
            partition=self.static_pk_value,
            aliases={
                key_attr: "id",
                expiry_attr: "expiry",
                in_progress_expiry_attr: "in_progress_expiry",
                status_attr: "status",
                data_attr: "response_data",
                validation_key_attr: "validation_key",
            },
        )

    @staticmethod
    def boto3_supports_condition_check_failure(boto3_version: str) -> bool:
        """Whether this version of boto3 can bring the item that stood in the way of a write."""
        return tuple(int(part) for part in boto3_version.split(".")[:3]) >= OLDEST_BOTO3

    def _get_key(self, idempotency_key: str) -> dict[str, Any]:
        return self._items.key_of(idempotency_key)

    def _item_to_data_record(self, item: dict[str, Any]) -> DataRecord:
        key = item[self.key_attr]["S"] if self.sort_key_attr is None else item[self.sort_key_attr]["S"]
        return self._record(key, self._items.values_of(item))

    def _record(self, key: str, values: dict[str, Any]) -> DataRecord:
        record = super()._record(key, values)
        if self.sort_key_attr is not None:
            record.idempotency_key, record.sort_key = self.static_pk_value, key
        return record


def _partition() -> str:
    return f"idempotency#{LAMBDA_FUNCTION_NAME.get() or ''}"
