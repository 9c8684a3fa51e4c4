"""Records of a DynamoDB table in plain Python values, by a simple or a composite key.

table = Table(client, "orders")
table.put("order-1", {"status": "NEW", "expiration": 1768473000}, only_if=absent())
"""

from __future__ import annotations

from aws_lambda_powertools._core.attributes import from_item, to_attribute, to_item
from aws_lambda_powertools._core.records import ConditionFailed

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from typing import Any

    from aws_lambda_powertools._core.records import Condition, Key, Values

CONDITION_FAILED = "ConditionalCheckFailedException"


class Table:
    """A DynamoDB table, through a low-level client.

    `key_attr` is the table's partition key and `sort_key_attr` its sort key, if it has one. With a sort key, a key
    given as one text is that of the record in the partition `partition`; two texts name the partition too.

    `aliases` are placeholders for attributes in expressions, without the `#`; others are named like the attribute.
    A refused change tells which record is there, unless `wants_current` is False.
    Errors of the client leave as they come, but for the one that becomes ConditionFailed.
    """

    def __init__(
        self,
        client: Any,
        name: str,
        *,
        key_attr: str = "id",
        sort_key_attr: str | None = None,
        partition: str = "",
        aliases: Mapping[str, str] | None = None,
        wants_current: bool = True,
    ) -> None:
        if sort_key_attr == key_attr:
            raise ValueError(f"key_attr and sort_key_attr are both {key_attr!r}; they are two attributes")
        self.client = client
        self.name = name
        self.key_attr = key_attr
        self.sort_key_attr = sort_key_attr
        self.partition = partition
        self.aliases = dict(aliases or {})
        self.wants_current = wants_current

    def get(self, key: Key, *, consistent: bool = False) -> dict[str, Any] | None:
        """The record, or None; reading it `consistent` costs twice as much."""
        answer = self.client.get_item(TableName=self.name, Key=self.key_of(key), ConsistentRead=consistent)
        item = answer.get("Item")
        return None if item is None else self.values_of(item)

    def put(self, key: Key, values: Values, *, only_if: Condition | None = None) -> None:
        """Keep a record, in place of the one that may be there."""
        item = {**self.key_of(key), **to_item(values)}
        self._call(self.client.put_item, only_if, _Expression(self), Item=item)

    def update(self, key: Key, values: Values, *, remove: Iterable[str] = (), only_if: Condition | None = None) -> None:
        """Change some values of a record and remove others; without the record, make it."""
        names = _Expression(self)
        assignments = [f"{names.name(name)} = {names.value(name, value)}" for name, value in values.items()]
        removals = [names.name(name) for name in remove]
        clauses = [("SET", assignments), ("REMOVE", removals)]
        text = " ".join(f"{word} {', '.join(parts)}" for word, parts in clauses if parts)
        if text:
            self._call(self.client.update_item, only_if, names, Key=self.key_of(key), UpdateExpression=text)

    def delete(self, key: Key, *, only_if: Condition | None = None) -> None:
        """Remove a record; without it, do nothing."""
        self._call(self.client.delete_item, only_if, _Expression(self), Key=self.key_of(key))

    def in_partition(self, partition: str) -> Iterator[tuple[str, dict[str, Any]]]:
        """The records of a partition, with their sort keys, page by page; the table has a sort key."""
        if self.sort_key_attr is None:
            raise ValueError(f"The table {self.name} has no sort key, so nothing is in the same partition")
        request: dict[str, Any] = {
            "TableName": self.name,
            "KeyConditionExpression": "#partition = :partition",
            "ExpressionAttributeNames": {"#partition": self.key_attr},
            "ExpressionAttributeValues": {":partition": {"S": partition}},
        }
        while True:
            answer = self.client.query(**request)
            for item in answer["Items"]:
                yield item[self.sort_key_attr]["S"], self.values_of(item)
            if not answer.get("LastEvaluatedKey"):
                return
            request["ExclusiveStartKey"] = answer["LastEvaluatedKey"]

    def key_of(self, key: Key) -> dict[str, Any]:
        """The key as DynamoDB wants it."""
        if self.sort_key_attr is None:
            if not isinstance(key, str):
                raise ValueError(f"The table {self.name} has no sort key, so a key is one text, not {key!r}")
            return {self.key_attr: {"S": key}}
        partition, sort = (self.partition, key) if isinstance(key, str) else key
        return {self.key_attr: {"S": partition}, self.sort_key_attr: {"S": sort}}

    def values_of(self, item: Mapping[str, Any]) -> dict[str, Any]:
        """The values of an item, without its key."""
        key = (self.key_attr, self.sort_key_attr)
        return from_item({name: value for name, value in item.items() if name not in key})

    def condition(self, condition: Condition) -> dict[str, Any]:
        """A condition as the arguments of a request."""
        names = _Expression(self)
        return {"ConditionExpression": condition.expression(names), **names.arguments()}

    def _call(self, method: Any, only_if: Condition | None, names: _Expression, **arguments: Any) -> None:
        if only_if is not None:
            arguments["ConditionExpression"] = only_if.expression(names)
            if self.wants_current:
                arguments["ReturnValuesOnConditionCheckFailure"] = "ALL_OLD"
        try:
            method(TableName=self.name, **arguments, **names.arguments())
        except Exception as error:
            answer = getattr(error, "response", {})
            if answer.get("Error", {}).get("Code") != CONDITION_FAILED:
                raise
            item = answer.get("Item")
            raise ConditionFailed(self.values_of(item) if item else None) from error


class _Expression:
    """The names and values that an expression of DynamoDB refers to by placeholders."""

    def __init__(self, table: Table) -> None:
        self._table = table
        self._names: dict[str, str] = {}
        self._values: dict[str, dict[str, Any]] = {}

    def key(self) -> str:
        return self.name(self._table.key_attr)

    def name(self, attribute: str) -> str:
        placeholder = f"#{_word(self._table.aliases.get(attribute, attribute))}"
        while self._names.setdefault(placeholder, attribute) != attribute:
            placeholder += "_"
        return placeholder

    def value(self, name: str, value: Any) -> str:
        placeholder = f":{_word(self._table.aliases.get(name, name))}"
        attribute = to_attribute(value)
        while self._values.setdefault(placeholder, attribute) != attribute:
            placeholder += "_"
        return placeholder

    def arguments(self) -> dict[str, Any]:
        """What a request with the expression needs besides."""
        arguments = {"ExpressionAttributeNames": self._names, "ExpressionAttributeValues": self._values}
        return {name: content for name, content in arguments.items() if content}


def _word(name: str) -> str:
    """A name in the letters that placeholders may have."""
    return "".join(letter if letter.isascii() and letter.isalnum() else "_" for letter in name)
