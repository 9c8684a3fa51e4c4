"""What it costs to import the streams of S3."""

from __future__ import annotations

from harness.answer import gives
from harness.scenario import cold


@cold("streaming.import_only", check=gives())
def streaming_import_only() -> None:
    from aws_lambda_powertools.utilities.streaming import S3Object  # noqa: F401  (the import is what is measured)
