"""What `transform` may be."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from aws_lambda_powertools.utilities.parameters._transform import TransformEnum

    TransformOptions = Literal["json", "binary", "auto", "boolean", "integer"] | type[TransformEnum] | None
else:
    TransformOptions = Literal["json", "binary", "auto", "boolean", "integer"] | None
