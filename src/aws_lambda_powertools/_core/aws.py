"""boto3 clients and resources made from what the user passed, marked with the feature that uses them.

    self.client = aws.client("dynamodb", feature="idempotency", session=boto3_session, config=boto_config)

The mark stands at the end of the user agent of each request: `PT/idempotency/4.0.0 PTEnv/AWS_Lambda_python3.13`.
boto3 is imported at the first client; a client that the user passed needs no boto3 of ours.
"""

from __future__ import annotations

import sys
from contextlib import suppress

from aws_lambda_powertools._core.environment import AWS_EXECUTION_ENV
from aws_lambda_powertools._core.optional import require
from aws_lambda_powertools._core.version import __version__

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

EXTRA = "aws-sdk"

REQUEST = "request-created"
"""The event of botocore at which a request has its headers and is not signed yet."""

PREFIX = "PT"

NO_FEATURE = "no-op"
"""What clients say that none of the toolkit's features uses."""


def client(
    service: str,
    *,
    feature: str,
    client: Any = None,
    session: Any = None,
    config: Any = None,
    **options: Any,
) -> Any:
    """The client the user passed, else one from their session, else from boto3's default session, with their config.

    `options` go to boto3: `endpoint_url`, `region_name`. MissingDependencyError if boto3 is needed and not installed.
    """
    if client is None:
        maker = session or _boto3(feature)
        client = maker.client(service, config=config, **options)
    mark(client, feature)
    return client


def resource(
    service: str,
    *,
    feature: str,
    resource: Any = None,
    session: Any = None,
    config: Any = None,
    **options: Any,
) -> Any:
    """As `client`, for boto3's resources."""
    if resource is None:
        maker = session or _boto3(feature)
        resource = maker.resource(service, config=config, **options)
    mark_resource(resource, feature)
    return resource


def _boto3(feature: str) -> Any:
    return require("boto3", extra=EXTRA, wanted_by=feature)


def mark(client: Any, feature: str) -> None:
    """Let a client's requests say which feature sends them; the last feature marked is the one that is said.

    Clients that are none, such as stand-ins in users' tests, are left as they are.
    """
    with suppress(AttributeError):
        _register(client.meta.events, feature)


def mark_resource(resource: Any, feature: str) -> None:
    """As `mark`, for a resource."""
    with suppress(AttributeError):
        mark(resource.meta.client, feature)


def mark_session(session: Any, feature: str) -> None:
    """As `mark`, for every client that is made from a session, of boto3 or of botocore, from now on."""
    with suppress(AttributeError):
        events = getattr(session, "events", None) or session.get_component("event_emitter")
        _register(events, feature)


def mark_every_session() -> None:
    """Mark the clients of all sessions that are made from now on, if botocore is loaded; it is not loaded for this."""
    botocore: Any = sys.modules.get("botocore")
    if botocore is None:
        return
    with suppress(AttributeError, ValueError):
        botocore.unregister_initializer(_mark_new_session)
    with suppress(AttributeError):  # botocore before 1.23 has no initializers
        botocore.register_initializer(_mark_new_session)


def _mark_new_session(session: Any) -> None:
    mark_session(session, NO_FEATURE)


def _register(events: Any, feature: str) -> None:
    # After the handlers of botocore itself, which write the header; under one name, so that a later mark replaces it.
    events.unregister(REQUEST, unique_id=PREFIX)
    events.register_last(REQUEST, _adding(feature), unique_id=PREFIX)


def _adding(feature: str) -> Callable[..., None]:
    tag = f"{PREFIX}/{feature}/{__version__} PTEnv/{AWS_EXECUTION_ENV.get()}"

    def add(request: Any, **_: Any) -> None:
        with suppress(Exception):  # whoever sends the request is protected: a header is no reason to fail
            header = request.headers["User-Agent"]
            before = header.decode() if isinstance(header, bytes) else header
            request.headers["User-Agent"] = f"{before.partition(f' {PREFIX}/')[0]} {tag}"

    return add
