"""Lets requests to AWS say that the toolkit is in use, and which of its features."""

from __future__ import annotations

from aws_lambda_powertools._core import aws
from aws_lambda_powertools._core.version import __version__

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

VERSION = __version__
DEFAULT_FEATURE = aws.NO_FEATURE
FEATURE_PREFIX = aws.PREFIX
TARGET_SDK_EVENT = aws.REQUEST


def register_feature_to_session(session: Any, feature: str) -> None:
    """Mark the clients that a boto3 session makes from now on."""
    aws.mark_session(session, feature)


def register_feature_to_botocore_session(botocore_session: Any, feature: str) -> None:
    """Mark the clients that a botocore session makes from now on."""
    aws.mark_session(botocore_session, feature)


def register_feature_to_client(client: Any, feature: str) -> None:
    """Mark the requests of a client."""
    aws.mark(client, feature)


def register_feature_to_resource(resource: Any, feature: str) -> None:
    """Mark the requests of a resource."""
    aws.mark_resource(resource, feature)


def inject_user_agent() -> None:
    """Mark the clients of all sessions made from now on, if botocore is loaded."""
    aws.mark_every_session()
