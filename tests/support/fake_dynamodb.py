"""A DynamoDB table in memory that answers a low-level client's calls: enough of the language for our conditions.

It is told by itself, not by the code under test, what an expression means, so that both have to agree.
"""

from __future__ import annotations

import re
from typing import Any

from botocore.exceptions import ClientError

TOKEN = re.compile(r"\s*(\(|\)|,|<=|>=|=|<|>|[#:]?\w+)")


class Client:
    def __init__(self, *key_attributes: str) -> None:
        self.key_attributes = key_attributes
        self.items: dict[tuple[str, ...], dict[str, Any]] = {}
        self.calls: list[tuple[str, dict[str, Any]]] = []

    def get_item(self, **request: Any) -> dict[str, Any]:
        self.calls.append(("get_item", request))
        item = self.items.get(self._place(request["Key"]))
        return {} if item is None else {"Item": dict(item)}

    def put_item(self, **request: Any) -> dict[str, Any]:
        self._checked("put_item", request, request["Item"])
        self.items[self._place(request["Item"])] = dict(request["Item"])
        return {}

    def update_item(self, **request: Any) -> dict[str, Any]:
        self._checked("update_item", request, request["Key"])
        item = self.items.setdefault(self._place(request["Key"]), dict(request["Key"]))
        names, values = request["ExpressionAttributeNames"], request.get("ExpressionAttributeValues", {})
        set_clause, _, remove_clause = request["UpdateExpression"].partition("REMOVE ")
        for assignment in filter(None, set_clause.strip().removeprefix("SET ").split(", ")):
            name, value = assignment.split(" = ")
            item[names[name]] = values[value]
        for name in filter(None, remove_clause.split(", ")):
            item.pop(names[name], None)
        return {}

    def delete_item(self, **request: Any) -> dict[str, Any]:
        self._checked("delete_item", request, request["Key"])
        self.items.pop(self._place(request["Key"]), None)
        return {}

    def _place(self, item: dict[str, Any]) -> tuple[str, ...]:
        return tuple(item[name]["S"] for name in self.key_attributes)

    def _checked(self, operation: str, request: dict[str, Any], key: dict[str, Any]) -> None:
        self.calls.append((operation, request))
        expression = request.get("ConditionExpression")
        if expression is None:
            return
        current = self.items.get(self._place(key))
        if Evaluation(expression, request, current or {}).result():
            return
        answer: dict[str, Any] = {"Error": {"Code": "ConditionalCheckFailedException", "Message": "refused"}}
        if current and request.get("ReturnValuesOnConditionCheckFailure") == "ALL_OLD":
            answer["Item"] = dict(current)
        raise ClientError(answer, operation)


class Evaluation:
    """A condition expression, read from left to right."""

    def __init__(self, expression: str, request: dict[str, Any], item: dict[str, Any]) -> None:
        self.tokens = TOKEN.findall(expression)
        self.names = request.get("ExpressionAttributeNames", {})
        self.values = request.get("ExpressionAttributeValues", {})
        self.item = item

    def result(self) -> bool:
        found = self._any()
        assert not self.tokens, f"not understood: {self.tokens}"
        return found

    def _any(self) -> bool:
        found = [self._all()]
        while self.tokens[:1] == ["OR"]:
            self.tokens.pop(0)
            found.append(self._all())
        return any(found)

    def _all(self) -> bool:
        found = [self._single()]
        while self.tokens[:1] == ["AND"]:
            self.tokens.pop(0)
            found.append(self._single())
        return all(found)

    def _single(self) -> bool:
        first = self.tokens.pop(0)
        if first == "(":
            found = self._any()
            assert self.tokens.pop(0) == ")"
            return found
        if first in ("attribute_exists", "attribute_not_exists"):
            _, name, _ = (self.tokens.pop(0) for _ in range(3))
            return (self.names[name] in self.item) is (first == "attribute_exists")
        sign, placeholder = self.tokens.pop(0), self.tokens.pop(0)
        return self._compare(self.item.get(self.names[first], {}), sign, self.values[placeholder])

    @staticmethod
    def _compare(known: dict[str, Any], sign: str, wanted: dict[str, Any]) -> bool:
        if known.keys() != wanted.keys():
            return False
        ((kind, left),), ((_, right),) = known.items(), wanted.items()
        if kind == "N":
            left, right = float(left), float(right)
        outcomes = {"=": left == right}
        if kind in "SNB":
            outcomes |= {"<": left < right, "<=": left <= right, ">": left > right, ">=": left >= right}
        return outcomes.get(sign, False)
