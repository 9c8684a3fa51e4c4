"""Requests of the library `urllib3` as segments, only on request; silent below the libraries that are built on it."""

from __future__ import annotations

from functools import wraps

from aws_lambda_powertools.tracing._patch import hook
from aws_lambda_powertools.tracing._patch.calls import call_of, link

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

LIBRARY = "urllib3"

HEADERS = 1
"""Where the headers stand among the positional arguments of `urlopen`, after the method and the URL: body, headers."""


def patch(module: Any) -> None:
    """Trace `urlopen`, which calls itself for each redirect and each retry: all of them are one segment."""
    hook.replace(module.HTTPConnectionPool, "urlopen", _traced)


def _traced(urlopen: Any) -> Any:
    @wraps(urlopen)
    def traced(pool: Any, method: Any, url: Any, *args: Any, **kwargs: Any) -> Any:
        if hook.provider is None or hook.library_of_current_call() is not None:
            return urlopen(pool, method, url, *args, **kwargs)
        address = hook.quietly(_address_of, pool, url) or url
        segment = call_of(LIBRARY, method, address)
        if segment is None:
            return urlopen(pool, method, url, *args, **kwargs)
        with segment:
            args, kwargs = hook.quietly(_linked, pool, address, args, kwargs) or (args, kwargs)
            response = urlopen(pool, method, url, *args, **kwargs)
            segment.put_http_meta("status", getattr(response, "status", None))
            return response

    return traced


def _address_of(pool: Any, url: Any) -> str:
    """The address of a request: `url` is a mere path, unless the pool is that of a proxy."""
    if "://" in str(url):
        return str(url)
    host = pool.host or ""
    place = f"[{host}]" if ":" in host else host
    port = "" if pool.port is None else f":{pool.port}"
    return f"{pool.scheme}://{place}{port}{url}"


def _linked(pool: Any, address: str, args: tuple[Any, ...], kwargs: dict[str, Any]) -> Any:
    """The arguments with headers of our own: the given mapping may be shared, as that of the pool is."""
    is_positional = len(args) > HEADERS
    given = args[HEADERS] if is_positional else kwargs.get("headers")
    headers = dict(pool.headers if given is None else given)
    link(LIBRARY, headers, address)
    if is_positional:
        return (*args[:HEADERS], headers, *args[HEADERS + 1 :]), kwargs
    return args, {**kwargs, "headers": headers}
