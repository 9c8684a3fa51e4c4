"""The names of pydantic that handlers need, or a clear word that its extra is not installed."""

from __future__ import annotations

from aws_lambda_powertools._core.optional import require

TYPE_CHECKING = False
if TYPE_CHECKING:
    from pydantic import (
        BaseModel,
        Field,
        ValidationError,
        field_validator,
        model_validator,
    )

    __all__ = ["BaseModel", "Field", "ValidationError", "field_validator", "model_validator"]
else:
    _pydantic = require("pydantic", extra="parser", wanted_by="The parser")
    BaseModel = _pydantic.BaseModel
    Field = _pydantic.Field
    ValidationError = _pydantic.ValidationError
    field_validator = _pydantic.field_validator
    model_validator = _pydantic.model_validator
