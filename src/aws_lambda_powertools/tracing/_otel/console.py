"""Spans as lines of JSON on standard output, for those who develop."""

from __future__ import annotations

import sys

from aws_lambda_powertools.tracing._otel import json_form

TYPE_CHECKING = False
if TYPE_CHECKING:
    from aws_lambda_powertools.tracing._otel.values import Span


class Lines:
    """Prints each span when it ends."""

    def add(self, span: Span) -> None:
        """Print the span, as OTLP in JSON writes it."""
        sys.stdout.write(f"{json_form.span(span).decode()}\n")

    def flush(self, seconds: float) -> None:  # noqa: ARG002  # it never waits
        """Nothing is left."""
        sys.stdout.flush()

    def reset(self) -> None:
        """Nothing is open."""
