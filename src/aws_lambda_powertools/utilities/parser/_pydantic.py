"""The names of pydantic that handlers need, or a clear word that its extra is not installed."""

from __future__ import annotations

from aws_lambda_powertools._core.optional import require

require("pydantic", extra="parser", wanted_by="The parser")

from pydantic import BaseModel, Field, ValidationError, field_validator, model_validator  # noqa: E402  # asked for above

__all__ = ["BaseModel", "Field", "ValidationError", "field_validator", "model_validator"]
