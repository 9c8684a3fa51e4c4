"""EnvironmentStore: flags in an environment variable of the function."""

from __future__ import annotations

import os

from aws_lambda_powertools.utilities.feature_flags.exceptions import ConfigurationStoreError
from aws_lambda_powertools.utilities.feature_flags.stores._text import TextStore

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any


class EnvironmentStore(TextStore):
    """Flags as JSON in the environment variable `variable`, looked at for each evaluation."""

    def __init__(
        self, variable: str = "FEATURE_FLAGS", *, envelope: str = "", jmespath_options: dict[str, Any] | None = None
    ) -> None:
        super().__init__(max_age=0, envelope=envelope, jmespath_options=jmespath_options)
        self.variable = variable

    def _read(self) -> str:
        text = os.environ.get(self.variable)
        if text is None:
            raise ConfigurationStoreError(f"The environment variable {self.variable} is not set")
        return text

    def _place(self) -> str:
        return f"the environment variable {self.variable}"
