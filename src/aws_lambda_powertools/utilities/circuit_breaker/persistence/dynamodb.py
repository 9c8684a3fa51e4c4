"""CircuitBreakerDynamoDBPersistence: circuits in a DynamoDB table."""

from __future__ import annotations

from aws_lambda_powertools._core import aws
from aws_lambda_powertools._core.attributes import to_item
from aws_lambda_powertools._core.dynamodb import Table
from aws_lambda_powertools._core.environment import LAMBDA_FUNCTION_NAME
from aws_lambda_powertools._core.notices import warn
from aws_lambda_powertools.utilities.circuit_breaker.exceptions import CircuitBreakerConfigError
from aws_lambda_powertools.utilities.circuit_breaker.persistence._table import TableOfCircuits

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    import boto3
    from botocore.config import Config

    from aws_lambda_powertools.utilities.circuit_breaker.persistence.record import CircuitStateRecord


class CircuitBreakerDynamoDBPersistence(TableOfCircuits):
    """Keeps circuits in the table `table_name`, which has the partition key `key_attr` (a string).

    With `sort_key_attr` the table has a composite key: the circuit's name is its sort key, and the partition key is
    `static_pk_value`, by default `circuit_breaker#<function name>`. The other attributes can be named too; switch
    the table's time to live on for `expiry_attr`. The client is `boto3_client`, or is made of the session and config.

    Needs dynamodb:GetItem, PutItem and UpdateItem.
    Source: https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Expressions.ConditionExpressions.html
    """

    def __init__(
        self,
        table_name: str,
        key_attr: str = "id",
        static_pk_value: str | None = None,
        sort_key_attr: str | None = None,
        state_attr: str = "state",
        failure_count_attr: str = "failure_count",
        opened_at_attr: str = "opened_at",
        half_open_owner_attr: str = "half_open_owner",
        probe_lease_expiry_attr: str = "probe_lease_expiry",
        expiry_attr: str = "expiration",
        boto_config: Config | None = None,
        boto3_session: boto3.session.Session | None = None,
        boto3_client: Any = None,
    ) -> None:
        if sort_key_attr == key_attr:
            raise CircuitBreakerConfigError(
                f"key_attr [{key_attr}] and sort_key_attr [{sort_key_attr}] cannot be the same!"
            )
        if static_pk_value is not None and sort_key_attr is None:
            warn("static_pk_value is ignored unless sort_key_attr is set, too.")
        super().__init__(
            state_attr=state_attr,
            failure_count_attr=failure_count_attr,
            opened_at_attr=opened_at_attr,
            half_open_owner_attr=half_open_owner_attr,
            probe_lease_expiry_attr=probe_lease_expiry_attr,
            expiry_attr=expiry_attr,
        )
        self.client = aws.client(
            "dynamodb", feature="circuit_breaker", client=boto3_client, session=boto3_session, config=boto_config
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
            wants_current=False,
            aliases={
                state_attr: "state",
                failure_count_attr: "failure_count",
                opened_at_attr: "opened_at",
                half_open_owner_attr: "half_open_owner",
                probe_lease_expiry_attr: "probe_lease_expiry",
                expiry_attr: "expiration",
            },
        )

    def _build_half_open_condition(self, expected_opened_at: int | None) -> dict[str, Any]:
        return self._items.condition(self._nobody_tries(expected_opened_at))

    def _record_to_item(self, record: CircuitStateRecord) -> dict[str, Any]:
        return {**self._items.key_of(record.name), **to_item(self._values_of(record))}

    def _item_to_record(self, item: dict[str, Any]) -> CircuitStateRecord:
        name = item[self.sort_key_attr or self.key_attr]["S"]
        return self._record_of(name, self._items.values_of(item))


def _partition() -> str:
    return f"circuit_breaker#{LAMBDA_FUNCTION_NAME.get() or ''}"
