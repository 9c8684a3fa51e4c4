"""The JMESPath functions that open what events carry as text."""

from __future__ import annotations

import json

from jmespath.functions import Functions, signature

from aws_lambda_powertools._core.encoding import base64_decode, inflate

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

_decode = json.JSONDecoder().decode


def text_to_json(text: str) -> Any:
    """The data in JSON text."""
    return _decode(text)


def base64_to_text(data: str) -> str:
    """The text in base64 data."""
    return base64_decode(data).decode("utf-8")


def base64_gzip_to_text(data: str) -> str:
    """The text in gzip data in base64, within POWERTOOLS_MAX_INFLATED_BYTES."""
    return inflate(base64_decode(data)).decode("utf-8")


class PowertoolsFunctions(Functions):
    """JMESPath's functions and three more; derive from it to add your own.

        class MyFunctions(PowertoolsFunctions):
            @jmespath.functions.signature({"types": ["string"]})
            def _func_shout(self, text):
                return text.upper()

        query(event, "shout(name)", {"custom_functions": MyFunctions()})

    Source: https://github.com/jmespath/jmespath.py#custom-functions
    """

    @signature({"types": ["string"]})
    def _func_powertools_json(self, value: str) -> Any:
        return text_to_json(value)

    @signature({"types": ["string"]})
    def _func_powertools_base64(self, value: str) -> str:
        return base64_to_text(value)

    @signature({"types": ["string"]})
    def _func_powertools_base64_gzip(self, value: str) -> str:
        return base64_gzip_to_text(value)
