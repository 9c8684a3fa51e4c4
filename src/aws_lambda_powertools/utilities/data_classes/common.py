"""What all data classes share: the wrapper around an event, and the base of HTTP events with their contexts."""

from __future__ import annotations

from collections.abc import Mapping

from aws_lambda_powertools.utilities.data_classes._caseless import (
    CaseInsensitiveDict as CaseInsensitiveDict,  # noqa: PLC0414  # users import it from here
)
from aws_lambda_powertools.utilities.data_classes._fields import caseless, field, kept_part
from aws_lambda_powertools.utilities.data_classes._json import loads
from aws_lambda_powertools.utilities.data_classes._places import missing
from aws_lambda_powertools.utilities.data_classes.shared_functions import (
    base64_decode,
    cookies_in,
    get_multi_value_query_string_values,
    get_query_string_value,
)

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator
    from typing import Any, TypeVar

    from aws_lambda_powertools.shared.headers_serializer import BaseHeadersSerializer
    from aws_lambda_powertools.utilities.data_classes._places import Place

    Made = TypeVar("Made")


class DictWrapper(Mapping[str, "Any"]):
    """An event, or a part of one: a read-only mapping with typed attributes.

    `json_deserializer` reads the JSON that stands as text inside the event; `json.loads` by default.
    """

    _sensitive_properties: Collection[str] = ()
    """Names of attributes that `str()` does not show."""

    _place: Place | None = None
    _built: dict[str, Any] | None = None
    _part: DictWrapper | None = None
    """Stands for the attributes in which fields keep their parts; see `_fields`."""

    def __init__(self, data: dict[str, Any], json_deserializer: Callable[[str], Any] | None = None) -> None:
        self._data = data
        self._json_deserializer: Callable[[str], Any] = json_deserializer or loads
        self._place = None
        self._built = None

    def __getitem__(self, key: str) -> Any:
        return self._data[key]

    def __iter__(self) -> Iterator[str]:
        return iter(self._data)

    def __len__(self) -> int:
        return len(self._data)

    def __contains__(self, key: object) -> bool:
        return key in self._data

    def __eq__(self, other: object) -> bool:
        return isinstance(other, DictWrapper) and self._data == other._data

    __hash__ = None  # type: ignore[assignment]  # events hold dicts

    def get(self, key: object, default: Any = None) -> Any:
        """The raw value of a key, else the default."""
        return self._data.get(key if isinstance(key, str) else str(key), default)

    @property
    def raw_event(self) -> dict[str, Any]:
        """The event or part as Lambda gave it, the very same object."""
        return self._data

    def _require(self, key: str) -> Any:
        """The value of a key that has to be there and not null."""
        value = self._data.get(key)
        if value is None:
            raise missing(self, key)
        return value

    def _kept(self, name: str, source: Any, make: Callable[[Any], Made]) -> Made:
        """What `make(source)` gave, made anew only for another source object."""
        built = self._built
        if built is not None:
            kept = built.get(name)
            if kept is not None and kept[0] is source:
                return kept[1]  # type: ignore[no-any-return]  # made by `make`
        return self._keep(name, source, make(source))

    def _kept_copy(self, name: str, source: Any, make: Callable[[Any], Made]) -> Made:
        """What `make(source)` gave, made anew only if the content of the dict or list has changed."""
        built = self._built
        if built is not None:
            kept = built.get(name)
            if kept is not None and kept[0] == source:
                return kept[1]  # type: ignore[no-any-return]  # made by `make`
        return self._keep(name, source.copy(), make(source))

    def _keep(self, name: str, source: Any, made: Made) -> Made:
        if self._built is None:
            self._built = {}
        self._built[name] = (source, made)
        return made

    @classmethod
    def _properties(cls) -> list[str]:
        return [name for name in dir(cls) if isinstance(getattr(cls, name, None), property)]

    def _str_helper(self) -> dict[str, Any]:
        """All attributes and their values, without what is secret."""
        from aws_lambda_powertools.utilities.data_classes._shown import attributes

        return attributes(self)

    def __str__(self) -> str:
        return str(self._str_helper())


class BaseProxyEvent(DictWrapper):
    """An HTTP request, whatever brought it to the function."""

    headers: dict[str, str] = caseless("headers", default=None)
    """The headers; names match in any case."""
    query_string_parameters: dict[str, str] = field("queryStringParameters", default_factory=dict)
    """The query string, one value for each name."""
    multi_value_query_string_parameters: dict[str, list[str]] = field(
        "multiValueQueryStringParameters", default_factory=dict
    )
    """The query string with all values of each name."""

    @property
    def resolved_query_string_parameters(self) -> dict[str, list[str]]:
        """The query string with a list for each name, whichever form the event source uses."""
        return {name: (value or "").split(",") for name, value in self.query_string_parameters.items()}

    @property
    def resolved_headers_field(self) -> dict[str, Any]:
        """The headers in the form that request validation reads."""
        return self.headers

    @property
    def resolved_cookies_field(self) -> dict[str, str]:
        """The cookies by name."""
        return cookies_in(self.resolved_headers_field.get("cookie") or "")

    is_base64_encoded: bool | None = field("isBase64Encoded", default=None)
    """Whether the body is base64."""
    body: str | None = field("body", default=None)
    """The body as it came; see `decoded_body` and `json_body`."""

    @property
    def json_body(self) -> Any:
        """The body as JSON data; None when there is none. ValueError when it is no JSON."""
        text = self.decoded_body
        return self._kept("json_body", text, self._json_deserializer) if text else None

    @property
    def decoded_body(self) -> str | None:
        """The body as text, taken out of base64 where it is so encoded; ValueError when it is no text."""
        body = self.body
        return self._kept("decoded_body", body, base64_decode) if body and self.is_base64_encoded else body

    path: str = field("path")
    """The path of the request."""
    http_method: str = field("httpMethod")
    """The method of the request."""

    def get_query_string_value(self, name: str, default_value: str | None = None) -> str | None:
        """One value of the query string, else the default."""
        return get_query_string_value(self.query_string_parameters, name, default_value)

    def get_multi_value_query_string_values(self, name: str, default_values: list[str] | None = None) -> list[str]:
        """All values of a name in the query string, else the defaults."""
        return get_multi_value_query_string_values(self.multi_value_query_string_parameters, name, default_values)

    def get_header_value(
        self,
        name: str,
        default_value: str | None = None,
        case_sensitive: bool = False,  # noqa: ARG002  # of earlier versions
    ) -> str | None:
        """Deprecated: read `headers`, which ignores case."""
        return deprecated_header_value(self.headers, name, default_value)

    def header_serializer(self) -> BaseHeadersSerializer:
        """How a response to this event carries its headers."""
        raise NotImplementedError(f"{type(self).__name__} has no response with headers")


def deprecated_header_value(headers: dict[str, str], name: str, default_value: str | None) -> str | None:
    """What `get_header_value` of an event gives, after a warning."""
    from aws_lambda_powertools._core.notices import warn
    from aws_lambda_powertools.warnings import PowertoolsDeprecationWarning

    warn(
        "get_header_value of events is deprecated: event.headers.get(name) does the same. "
        "Names match in any case; case_sensitive has no effect.",
        PowertoolsDeprecationWarning,
    )
    return headers.get(name, default_value)


class RequestContextClientCert(DictWrapper):
    """The certificate of a client that uses mutual TLS."""

    client_cert_pem: str = field("clientCertPem")
    """The certificate, in PEM."""
    issuer_dn: str = field("issuerDN")
    """The distinguished name of its issuer."""
    serial_number: str = field("serialNumber")
    """Its serial number."""
    subject_dn: str = field("subjectDN")
    """The distinguished name of the client."""
    validity_not_after: str = field("notAfter", inside="validity")
    """When it expires, as in `May 28 12:30:02 2030 GMT`."""
    validity_not_before: str = field("notBefore", inside="validity")
    """When it becomes valid, in the same form."""


class APIGatewayEventIdentity(DictWrapper):
    """Who made a request to a REST API, as far as API Gateway knows."""

    access_key: str | None = field("accessKey", default=None)
    """The access key id of a caller that signs requests."""
    account_id: str | None = field("accountId", default=None)
    """The AWS account of the caller."""
    api_key: str | None = field("apiKey", default=None)
    """The API key, for methods that require one."""
    api_key_id: str | None = field("apiKeyId", default=None)
    """The id of the API key."""
    caller: str | None = field("caller", default=None)
    """The principal of a caller that signs requests."""
    cognito_authentication_provider: str | None = field("cognitoAuthenticationProvider", default=None)
    """The Cognito providers of the caller, separated by commas."""
    cognito_authentication_type: str | None = field("cognitoAuthenticationType", default=None)
    """`authenticated` or `unauthenticated`."""
    cognito_identity_id: str | None = field("cognitoIdentityId", default=None)
    """The Cognito identity of the caller."""
    cognito_identity_pool_id: str | None = field("cognitoIdentityPoolId", default=None)
    """The pool of that identity."""
    principal_org_id: str | None = field("principalOrgId", default=None)
    """The AWS organization of the caller."""
    source_ip: str = field("sourceIp")
    """The address from which the request came."""
    user: str | None = field("user", default=None)
    """The principal that is authorized against resources."""
    user_agent: str | None = field("userAgent", default=None)
    """What the client says it is."""
    user_arn: str | None = field("userArn", default=None)
    """The ARN of the user after authentication."""
    client_cert: RequestContextClientCert | None = field("clientCert", RequestContextClientCert, default=None)
    """The client's certificate, with mutual TLS."""


class BaseRequestContext(DictWrapper):
    """What a REST API knows of a request."""

    account_id: str = field("accountId")
    """The AWS account of the API."""
    api_id: str = field("apiId")
    """The id of the API."""
    domain_name: str | None = field("domainName", default=None)
    """The domain that was called."""
    domain_prefix: str | None = field("domainPrefix", default=None)
    """The first label of that domain."""
    extended_request_id: str | None = field("extendedRequestId", default=None)
    """An id with more information for AWS support."""
    protocol: str = field("protocol")
    """The protocol of the request, such as `HTTP/1.1`."""
    http_method: str = field("httpMethod")
    """The method of the request."""
    identity: APIGatewayEventIdentity = field("identity", APIGatewayEventIdentity)
    """Who made the request."""
    path: str = field("path")
    """The path of the request, with the stage."""
    stage: str = field("stage")
    """The stage that was called."""
    request_id: str = field("requestId")
    """The id of the request."""
    request_time: str | None = field("requestTime", default=None)
    """When it came, as in `09/Apr/2015:12:34:56 +0000`."""
    request_time_epoch: int = field("requestTimeEpoch")
    """When it came: milliseconds since the epoch."""
    resource_id: str = field("resourceId")
    """The id of the API's resource."""
    resource_path: str = field("resourcePath")
    """The path of the resource, with its parameters in braces."""


class RequestContextV2Http(DictWrapper):
    """The HTTP side of a request to an HTTP API."""

    method: str = field("method")
    """The method of the request."""
    path: str = field("path")
    """The path of the request."""
    protocol: str = field("protocol")
    """The protocol, such as `HTTP/1.1`."""
    source_ip: str = field("sourceIp")
    """The address from which the request came."""
    user_agent: str | None = field("userAgent", default=None)
    """What the client says it is; None when it says nothing."""


class BaseRequestContextV2(DictWrapper):
    """What an HTTP API knows of a request."""

    account_id: str = field("accountId")
    """The AWS account of the API."""
    api_id: str = field("apiId")
    """The id of the API."""
    domain_name: str = field("domainName")
    """The domain that was called."""
    domain_prefix: str = field("domainPrefix")
    """The first label of that domain."""
    http: RequestContextV2Http = field("http", RequestContextV2Http)
    """The HTTP side of the request."""
    request_id: str = field("requestId")
    """The id of the request."""
    route_key: str = field("routeKey")
    """The route that matched, such as `GET /pets`, or `$default`."""
    stage: str = field("stage")
    """The stage that was called."""
    time: str = field("time")
    """When the request came, as in `12/Mar/2020:19:03:58 +0000`."""
    time_epoch: int = field("timeEpoch")
    """When it came: milliseconds since the epoch."""

    @property
    def authentication(self) -> RequestContextClientCert | None:
        """The client's certificate, with mutual TLS."""
        around: dict[str, Any] = self._data.get("authentication") or {}
        data = around.get("clientCert")
        return kept_part(self, "authentication.clientCert", data, RequestContextClientCert) if data else None
