"""Events as pydantic models: validated, converted, and taken out of what carries them.

    @event_parser(model=Order, envelope=envelopes.EventBridgeEnvelope)
    def handler(event: Order, context: LambdaContext): ...

Needs the extra `parser`. Models and envelopes are imported when somebody asks for them.
"""

from __future__ import annotations

from aws_lambda_powertools._core.exports import lazy_exports

TYPE_CHECKING = False
if TYPE_CHECKING:
    from aws_lambda_powertools.utilities.parser import envelopes as envelopes
    from aws_lambda_powertools.utilities.parser._pydantic import (
        BaseModel as BaseModel,
        Field as Field,
        ValidationError as ValidationError,
        field_validator as field_validator,
        model_validator as model_validator,
    )
    from aws_lambda_powertools.utilities.parser.envelopes.base import BaseEnvelope as BaseEnvelope
    from aws_lambda_powertools.utilities.parser.parser import event_parser as event_parser, parse as parse

__getattr__, __dir__, __all__ = lazy_exports(
    __name__,
    {
        ".": ["envelopes"],
        "._pydantic": ["BaseModel", "Field", "ValidationError", "field_validator", "model_validator"],
        ".envelopes.base": ["BaseEnvelope"],
        ".exceptions": [],
        ".functions": [],
        ".models": [],
        ".parser": ["event_parser", "parse"],
        ".types": [],
    },
)
