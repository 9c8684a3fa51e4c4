"""A formatter whose timestamps Datadog reads."""

from __future__ import annotations

from aws_lambda_powertools.logging.formatter import LambdaPowertoolsFormatter

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any


class DatadogLogFormatter(LambdaPowertoolsFormatter):
    """Lines for Datadog: like those of LambdaPowertoolsFormatter, with times in RFC 3339.

    Source: https://docs.datadoghq.com/logs/log_configuration/pipelines/ (date attributes)
    """

    def __init__(
        self,
        json_serializer: Callable[[dict[str, Any]], str] | None = None,
        json_deserializer: Callable[[str], Any] | None = None,
        json_default: Callable[[Any], Any] | None = None,
        datefmt: str | None = None,
        use_datetime_directive: bool = False,
        log_record_order: list[str] | None = None,
        utc: bool = False,
        use_rfc3339: bool = True,
        **kwargs: Any,
    ) -> None:
        super().__init__(
            json_serializer=json_serializer,
            json_deserializer=json_deserializer,
            json_default=json_default,
            datefmt=datefmt,
            use_datetime_directive=use_datetime_directive,
            log_record_order=log_record_order,
            utc=utc,
            use_rfc3339=use_rfc3339,
            **kwargs,
        )
