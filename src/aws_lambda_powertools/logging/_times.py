"""Times in the formats that users ask for; the default one needs none of this."""

from __future__ import annotations

import time

TYPE_CHECKING = False
if TYPE_CHECKING:
    import logging
    from datetime import datetime

    from aws_lambda_powertools.logging.formatter import LambdaPowertoolsFormatter


def time_text(record: logging.LogRecord, datefmt: str | None, formatter: LambdaPowertoolsFormatter) -> str:
    """The time of a record in the given format, or in the one that the formatter's options say."""
    if formatter.use_rfc3339_iso8601:
        return _moment(record, formatter).isoformat(timespec="milliseconds")
    datefmt = datefmt or formatter.datefmt
    form = datefmt or formatter.default_time_format
    form = form.replace(formatter.custom_ms_time_directive, f"{int(record.msecs):03}")
    if formatter.use_datetime_directive and datefmt:
        return _moment(record, formatter).strftime(form)
    return time.strftime(form, formatter.converter(record.created))


def _moment(record: logging.LogRecord, formatter: LambdaPowertoolsFormatter) -> datetime:
    from datetime import datetime, timezone

    moment = datetime.fromtimestamp(record.created, timezone.utc)
    return moment if formatter.utc else moment.astimezone()
