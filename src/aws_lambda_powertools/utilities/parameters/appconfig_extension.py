"""AppConfigExtensionProvider: configurations through the AWS AppConfig Agent Lambda extension, without boto3.

Source: https://docs.aws.amazon.com/appconfig/latest/userguide/appconfig-integration-lambda-extensions.html
"""

from __future__ import annotations

from aws_lambda_powertools._core.environment import APPCONFIG_EXTENSION_PORT
from aws_lambda_powertools.utilities.parameters.appconfig import application_name
from aws_lambda_powertools.utilities.parameters.base import BaseProvider
from aws_lambda_powertools.utilities.parameters.exceptions import GetParameterError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

DEFAULT_EXTENSION_PORT = 2772
DEFAULT_EXTENSION_TIMEOUT_SECS = 3.0


class AppConfigExtensionProvider(BaseProvider):
    """Configurations by the names of their profiles, from the extension beside the function.

    `application` is by default POWERTOOLS_SERVICE_NAME, `port` AWS_APPCONFIG_EXTENSION_HTTP_PORT or 2772; `timeout`
    is in seconds. Further `options` are those of BaseProvider.
    """

    def __init__(
        self,
        environment: str,
        application: str | None = None,
        port: int | None = None,
        timeout: float = DEFAULT_EXTENSION_TIMEOUT_SECS,
        **options: Any,
    ) -> None:
        super().__init__(**options)
        self.environment = environment
        self.application = application_name(application)
        self.port = APPCONFIG_EXTENSION_PORT.resolve(port)
        self.timeout = timeout

    def _get(self, name: str, **sdk_options: Any) -> bytes:
        from aws_lambda_powertools._core.http import HttpError, request

        try:
            answer = request(
                "GET", f"http://localhost:{self.port}{self._build_path(name, **sdk_options)}", timeout=self.timeout
            )
        except HttpError as error:
            raise GetParameterError(
                f"Unable to reach the AWS AppConfig Agent Lambda extension on localhost:{self.port}. "
                f"Is the AWS-AppConfig-Extension layer attached to the function? Error: {error}"
            ) from error
        if answer.status != 200:  # noqa: PLR2004  # OK
            raise GetParameterError(
                f"The AWS AppConfig Agent Lambda extension answered with status {answer.status} for {name!r}: "
                f"{answer.body[:500].decode(errors='replace')}"
            )
        return answer.body

    def _build_path(self, name: str, **sdk_options: Any) -> str:
        from urllib.parse import quote, urlencode

        names = [quote(part, safe="") for part in (self.application, self.environment, name)]
        path = "/applications/{}/environments/{}/configurations/{}".format(*names)
        query = urlencode(sdk_options, doseq=True)
        return f"{path}?{query}" if query else path

    def _get_multiple(self, path: str, **sdk_options: Any) -> dict[str, Any]:
        raise NotImplementedError("The extension gives one configuration at a time; call get for each name")
