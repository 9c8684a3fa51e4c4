"""The objects of a document, as users make and read them."""

from __future__ import annotations

import pytest
from fresh_interpreter import run_python  # type: ignore[import-not-found]

from aws_lambda_powertools.event_handler.openapi import models
from aws_lambda_powertools.event_handler.openapi.exceptions import SchemaValidationError
