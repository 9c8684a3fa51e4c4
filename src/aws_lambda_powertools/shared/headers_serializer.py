"""How the response of each event source carries headers and cookies, as objects with one method."""

from __future__ import annotations

from aws_lambda_powertools._core.environment import STRICT
from aws_lambda_powertools._core.headers import for_http_api, for_multi_value, for_single_value

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from typing import Any

    from aws_lambda_powertools.shared.cookies import Cookie


class BaseHeadersSerializer:
    """Writes headers and cookies into the parts of a response that the event source reads."""

    def serialize(self, headers: Mapping[str, str | list[str]], cookies: Sequence[Cookie]) -> dict[str, Any]:
        """The parts of the response."""
        raise NotImplementedError


class HttpApiHeadersSerializer(BaseHeadersSerializer):
    """API Gateway HTTP APIs, function URLs, VPC Lattice v2."""

    def serialize(self, headers: Mapping[str, str | list[str]], cookies: Sequence[Cookie]) -> dict[str, Any]:
        """`headers` with joined values, and `cookies`."""
        return for_http_api(headers, cookies)


class MultiValueHeadersSerializer(BaseHeadersSerializer):
    """API Gateway REST APIs, ALB with multi-value headers."""

    def serialize(self, headers: Mapping[str, str | list[str]], cookies: Sequence[Cookie]) -> dict[str, Any]:
        """`multiValueHeaders`, each with a list."""
        return for_multi_value(headers, cookies)


class SingleValueHeadersSerializer(BaseHeadersSerializer):
    """ALB without multi-value headers, VPC Lattice v1."""

    def serialize(self, headers: Mapping[str, str | list[str]], cookies: Sequence[Cookie]) -> dict[str, Any]:
        """`headers`, each with one value; a warning where several were given.

        Under POWERTOOLS_STRICT several cookies are all sent, under different spellings of the header's name.
        """
        return for_single_value(headers, cookies, distinct_spellings=STRICT.get())
