"""Requests that an Application Load Balancer passes on.

Source: https://docs.aws.amazon.com/lambda/latest/dg/services-alb.html
"""

from __future__ import annotations

from aws_lambda_powertools.utilities.data_classes._fields import caseless, field
from aws_lambda_powertools.utilities.data_classes.common import BaseProxyEvent, DictWrapper

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from aws_lambda_powertools.shared.headers_serializer import BaseHeadersSerializer


class ALBEventRequestContext(DictWrapper):
    """Where the request came from."""

    elb_target_group_arn: str = field("targetGroupArn", inside="elb")
    """The ARN of the target group that the function belongs to."""


class ALBEvent(BaseProxyEvent):
    """A request from a load balancer.

    Headers and query string come with one value for each name, or, where the target group's attribute
    `lambda.multi_value_headers.enabled` is on, only in the multi-value fields.
    """

    request_context: ALBEventRequestContext = field("requestContext", ALBEventRequestContext)
    """Where the request came from."""
    multi_value_headers: dict[str, list[str]] = caseless("multiValueHeaders", default=None)
    """All values of each header; names match in any case."""

    @property
    def resolved_query_string_parameters(self) -> dict[str, list[str]]:
        """The query string with a list for each name, whichever form the load balancer uses."""
        return {**super().resolved_query_string_parameters, **self.multi_value_query_string_parameters}

    @property
    def resolved_headers_field(self) -> dict[str, Any]:
        """The headers, with lists of values where the load balancer sends them."""
        return self.multi_value_headers or self.headers

    def header_serializer(self) -> BaseHeadersSerializer:
        """Answers carry headers the way the request did; the load balancer accepts no other."""
        from aws_lambda_powertools.shared.headers_serializer import (
            MultiValueHeadersSerializer,
            SingleValueHeadersSerializer,
        )

        return MultiValueHeadersSerializer() if self.multi_value_headers else SingleValueHeadersSerializer()
