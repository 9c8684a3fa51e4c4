"""What it costs to read a parameter: from the cache, after a fetch, and in a fresh process."""

from __future__ import annotations

from functools import partial

from harness.answer import gives
from harness.scenario import cold, hot

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

VALUE = '{"endpoint": "https://pay.example.com", "retries": 3, "currencies": ["EUR", "CHF"]}'
DECODED = {"endpoint": "https://pay.example.com", "retries": 3, "currencies": ["EUR", "CHF"]}


def provider() -> Any:
    from aws_lambda_powertools.utilities.parameters import BaseProvider

    class Known(BaseProvider):
        def _get(self, name: str, **options: Any) -> str:
            return VALUE

        def _get_multiple(self, path: str, **options: Any) -> dict[str, str]:
            return {"a": "1", "b": "2"}

    return Known()


@hot("parameters.get.cached", check=gives(VALUE))
def cached() -> Callable[[], Any]:
    return partial(provider().get, "/payments/settings", max_age=3600)


@hot("parameters.get.cached_json", check=gives(DECODED))
def cached_json() -> Callable[[], Any]:
    return partial(provider().get, "/payments/settings", transform="json", max_age=3600)


@hot("parameters.get.miss_json", check=gives(DECODED))
def miss_json() -> Callable[[], Any]:
    return partial(provider().get, "/payments/settings", transform="json", force_fetch=True)


@hot("parameters.get_multiple.cached", check=gives({"a": "1", "b": "2"}))
def several_cached() -> Callable[[], Any]:
    return partial(provider().get_multiple, "/payments", max_age=3600)


@hot("parameters.get_parameter.cached", check=gives(VALUE))
def function_cached() -> Callable[[], Any]:
    from aws_lambda_powertools.utilities.parameters import SSMProvider, base, get_parameter

    class Client:
        def get_parameter(self, **arguments: Any) -> dict[str, Any]:
            return {"Parameter": {"Value": VALUE}}

    base.DEFAULT_PROVIDERS["ssm"] = SSMProvider(boto3_client=Client())
    return partial(get_parameter, "/payments/settings", max_age=3600)


@cold("parameters.import_only", check=gives())
def import_only() -> None:
    from aws_lambda_powertools.utilities import parameters  # noqa: F401  (the import is what is measured)


def answer_at_once(body: bytes) -> None:
    """Let each request to AWS be answered in the process, below everything that a client does with it."""
    from botocore.awsrequest import AWSResponse
    from botocore.httpsession import URLLib3Session

    class Raw:
        def stream(self) -> Any:
            yield body

    headers = {"content-type": "application/x-amz-json-1.1"}
    URLLib3Session.send = lambda self, request: AWSResponse(request.url, 200, headers, Raw())


AWS = {
    "AWS_ACCESS_KEY_ID": "testing",
    "AWS_SECRET_ACCESS_KEY": "testing",
    "AWS_REGION": "eu-west-1",
    "AWS_DEFAULT_REGION": "eu-west-1",
}


@cold("parameters.ssm_first_get", check=gives("5"), environment=AWS)
def ssm_first_get() -> Any:
    from aws_lambda_powertools.utilities import parameters

    answer_at_once(b'{"Parameter": {"Value": "5"}}')
    return parameters.get_parameter("/payments/limit")


@cold("parameters.secret_first_get", check=gives("s"), environment=AWS)
def secret_first_get() -> Any:
    from aws_lambda_powertools.utilities import parameters

    answer_at_once(b'{"SecretString": "s"}')
    return parameters.get_secret("payments/key")
