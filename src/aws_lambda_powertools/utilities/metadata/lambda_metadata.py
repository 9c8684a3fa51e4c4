"""Asks Lambda's metadata endpoint, once per execution environment.

    metadata = get_lambda_metadata()
    metadata.availability_zone_id      # "use1-az1"

The answer is kept; outside Lambda nobody is asked.
"""

from __future__ import annotations

import threading

from aws_lambda_powertools._core import environment
from aws_lambda_powertools._core.exports import lazy_exports
from aws_lambda_powertools.utilities.metadata.exceptions import LambdaMetadataError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from aws_lambda_powertools.utilities.metadata._record import (
        LambdaMetadata as LambdaMetadata,  # noqa: PLC0414  # type checkers see that it is given out
    )

__getattr__, __dir__, _ = lazy_exports(
    __name__, {"aws_lambda_powertools.utilities.metadata._record": ["LambdaMetadata"]}
)

LAMBDA_INITIALIZATION_TYPE = environment.LAMBDA_INITIALIZATION_TYPE.name
LAMBDA_METADATA_API_ENV = environment.LAMBDA_METADATA_API.name
LAMBDA_METADATA_TOKEN_ENV = environment.LAMBDA_METADATA_TOKEN.name
METADATA_API_VERSION = "2026-01-15"
METADATA_DEFAULT_TIMEOUT_SECS = 1.0
METADATA_PATH = "/metadata/execution-environment"
POWERTOOLS_DEV_ENV = environment.DEV.name

OK = 200


_lock = threading.Lock()

# The answer, under the token that was valid for it: an environment restored from a SnapStart snapshot has another
# token, and may stand in another zone.
_cache: dict[str | None, LambdaMetadata] = {}


def get_lambda_metadata(*, timeout: float = METADATA_DEFAULT_TIMEOUT_SECS) -> LambdaMetadata:
    """The metadata of this execution environment; the endpoint is asked at the first call, within `timeout` seconds.

    Empty, without asking anybody, outside Lambda and in development mode (POWERTOOLS_DEV).
    Raises LambdaMetadataError when the endpoint can't be asked; the next call tries again.

    Source: https://docs.aws.amazon.com/lambda/latest/dg/
    """
    from aws_lambda_powertools.utilities.metadata._record import LambdaMetadata

    if not environment.LAMBDA_INITIALIZATION_TYPE.get() or environment.DEV.get():
        return LambdaMetadata()
    token = environment.LAMBDA_METADATA_TOKEN.get()
    known = _cache.get(token)
    if known is not None:
        return known
    with _lock:  # one thread asks, the others wait for its answer
        known = _cache.get(token)
        if known is None:
            answer = _fetch_metadata(timeout)
            known = LambdaMetadata(answer.get("AvailabilityZoneID"), dict(answer))
            _cache.clear()
            _cache[token] = known
        return known


def clear_metadata_cache() -> None:
    """Ask the endpoint anew at the next call; for tests."""
    _cache.clear()


def _fetch_metadata(timeout: float = METADATA_DEFAULT_TIMEOUT_SECS) -> dict[str, Any]:
    """The endpoint's answer."""
    from aws_lambda_powertools._core.http import HttpError, request

    host = _required(environment.LAMBDA_METADATA_API)
    token = _required(environment.LAMBDA_METADATA_TOKEN)
    url = f"http://{host}/{METADATA_API_VERSION}{METADATA_PATH}"
    try:
        response = request("GET", url, timeout=timeout, headers={"Authorization": f"Bearer {token}"})
        if response.status != OK:
            raise HttpError(f"{response.url} answered with status {response.status}", response.status)
        answer: Any = response.json()
    except HttpError as error:
        raise LambdaMetadataError(f"The metadata of the function can't be fetched: {error}", error.status) from error
    except ValueError as error:
        raise LambdaMetadataError(
            f"{environment.LAMBDA_METADATA_API.name} is {host!r}, which is not a host: {error}"
        ) from error
    if not isinstance(answer, dict):
        raise LambdaMetadataError(f"The metadata endpoint answered with {type(answer).__name__}, not with an object")
    return dict(answer)  # pyright: ignore[reportUnknownArgumentType]  # JSON, which has text keys only


def _required(variable: environment.Variable[str | None]) -> str:
    value = variable.get()
    if not value:
        raise LambdaMetadataError(f"Environment variable {variable.name} is not set, though Lambda sets it")
    return value
