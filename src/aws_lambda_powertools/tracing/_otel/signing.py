"""Requests to X-Ray's own endpoint, signed by botocore with the credentials that it finds."""

from __future__ import annotations

from aws_lambda_powertools._core.optional import require

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

WANTED_BY = "The OTLP endpoint of X-Ray"


class Signer:
    """`signer(url, headers, body)` gives the headers with a signature (SigV4, service `xray`)."""

    def __init__(self, region: str) -> None:
        self._region = region
        require("botocore", extra="aws-sdk", wanted_by=WANTED_BY)
        from botocore.session import Session

        self._session: Any = Session()

    def __call__(self, url: str, headers: dict[str, str], body: bytes) -> dict[str, str]:
        from botocore.auth import SigV4Auth
        from botocore.awsrequest import AWSRequest

        credentials: Any = self._session.get_credentials()  # kept by the session, and renewed before they expire
        if credentials is None:
            raise OSError("there are no AWS credentials to sign with")
        request: Any = AWSRequest(method="POST", url=url, data=body, headers=headers)
        SigV4Auth(credentials.get_frozen_credentials(), "xray", self._region).add_auth(request)
        return dict(request.headers.items())
