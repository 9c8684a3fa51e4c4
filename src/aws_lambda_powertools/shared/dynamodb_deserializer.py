"""Attribute values of DynamoDB streams as Python values."""

from __future__ import annotations

from decimal import Clamped, Context, Decimal, Inexact, Overflow, Rounded, Underflow

from aws_lambda_powertools._core.attributes import MOST_DIGITS, from_attribute

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any

# What DynamoDB can keep; anything else is an error rather than another number.
DYNAMODB_CONTEXT = Context(
    prec=MOST_DIGITS, Emin=-128, Emax=126, traps=[Clamped, Overflow, Inexact, Rounded, Underflow]
)


class TypeDeserializer:
    """Reads `{"S": "text"}` and its kin; numbers become Decimal, binary values stay as they are."""

    def deserialize(self, value: Mapping[str, Any]) -> Any:
        """The Python value of an attribute."""
        try:
            return from_attribute(value, number=_decimal, binary=_as_it_is)
        except ValueError as error:
            raise TypeError(str(error)) from error


def _decimal(text: str) -> Decimal:
    exact = Decimal(text)
    if len(exact.as_tuple().digits) > MOST_DIGITS:
        exact = exact.normalize(Context(prec=len(exact.as_tuple().digits)))  # digits that say nothing do not count
    return DYNAMODB_CONTEXT.create_decimal(exact)


def _as_it_is(value: Any) -> Any:
    return value
