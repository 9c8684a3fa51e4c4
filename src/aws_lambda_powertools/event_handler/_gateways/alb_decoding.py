"""DecodedALBEvent: the query string of a load balancer without the percent encoding that it leaves in."""

# What handlers return and send is the user's own data, Any all the way down.
# pyright: reportUnknownArgumentType=false, reportUnknownVariableType=false, reportUnknownMemberType=false

from __future__ import annotations

from aws_lambda_powertools.utilities.data_classes.alb_event import ALBEvent

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any


class DecodedALBEvent(ALBEvent):
    """A request whose query string is decoded; `raw_event` holds it as it came."""

    @property
    def query_string_parameters(self) -> dict[str, str]:  # type: ignore[override]  # computed here
        """The query string, one value for each name."""
        return _decoded(self._data.get("queryStringParameters"))

    @property
    def multi_value_query_string_parameters(self) -> dict[str, list[str]]:  # type: ignore[override]  # as above
        """The query string with all values of each name."""
        return _decoded(self._data.get("multiValueQueryStringParameters"))

    @property
    def resolved_query_string_parameters(self) -> dict[str, list[str]]:
        """The query string with a list for each name: what came with several values wins."""
        single = {name: [value] for name, value in self.query_string_parameters.items()}
        return {**single, **self.multi_value_query_string_parameters}


def _decoded(parameters: dict[str, Any] | None) -> dict[str, Any]:
    from urllib.parse import unquote

    return {unquote(name): _decoded_value(value) for name, value in (parameters or {}).items()}


def _decoded_value(value: Any) -> Any:
    from urllib.parse import unquote

    if isinstance(value, str):
        return unquote(value)
    return [unquote(each) for each in value] if isinstance(value, list) else value
