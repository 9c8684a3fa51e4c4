"""DynamoDBProvider: parameters in a DynamoDB table of your own."""

# Answers of the API are Any all the way down.
# pyright: reportUnknownVariableType=false, reportUnknownArgumentType=false

from __future__ import annotations

from aws_lambda_powertools._core import aws
from aws_lambda_powertools.utilities.parameters._client import config_of
from aws_lambda_powertools.utilities.parameters.base import BaseProvider

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    import boto3
    from botocore.config import Config


class DynamoDBProvider(BaseProvider):
    """Parameters in the table `table_name`.

    `get` reads the item whose `key_attr` is the name; `get_multiple` all items with that key, by their `sort_attr`.
    The value stands in `value_attr`. `boto3_client` is a boto3 resource, or one is made of the session, config and
    `endpoint_url`. Further `options` are those of BaseProvider.

    Needs dynamodb:GetItem, and Query for several.
    """

    def __init__(
        self,
        table_name: str,
        key_attr: str = "id",
        sort_attr: str = "sk",
        value_attr: str = "value",
        endpoint_url: str | None = None,
        config: Config | None = None,
        boto_config: Config | None = None,
        boto3_session: boto3.session.Session | None = None,
        boto3_client: Any = None,
        **options: Any,
    ) -> None:
        super().__init__(**options)
        resource = aws.resource(
            "dynamodb",
            feature="parameters",
            resource=boto3_client,
            session=boto3_session,
            config=config_of(config, boto_config),
            endpoint_url=endpoint_url,
        )
        self.table = resource.Table(table_name)
        self.key_attr = key_attr
        self.sort_attr = sort_attr
        self.value_attr = value_attr

    def _get(self, name: str, **sdk_options: Any) -> Any:
        sdk_options["Key"] = {self.key_attr: name}
        item = self.table.get_item(**sdk_options).get("Item")
        if item is None:
            raise KeyError(
                f"Item: the table {getattr(self.table, 'name', '')!r} has none whose {self.key_attr} is {name!r}"
            )
        return item[self.value_attr]

    def _get_multiple(self, path: str, **sdk_options: Any) -> dict[str, Any]:
        from boto3.dynamodb.conditions import Key

        sdk_options["KeyConditionExpression"] = Key(self.key_attr).eq(path)
        values: dict[str, Any] = {}
        while True:
            answer = self.table.query(**sdk_options)
            values.update({item[self.sort_attr]: item[self.value_attr] for item in answer.get("Items", [])})
            if "LastEvaluatedKey" not in answer:
                return values
            sdk_options["ExclusiveStartKey"] = answer["LastEvaluatedKey"]
