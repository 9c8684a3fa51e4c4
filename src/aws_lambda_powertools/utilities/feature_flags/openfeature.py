"""PowertoolsProvider: feature flags through the OpenFeature SDK (extra `openfeature`).

    from openfeature import api

    api.set_provider(PowertoolsProvider(FeatureFlags(store=...)))
    api.get_client().get_boolean_value("premium_features", False, EvaluationContext(attributes={"tier": "premium"}))

Source: https://openfeature.dev/specification/sections/providers
"""

# The SDK comes without stubs.
# pyright: reportMissingTypeStubs=false

from __future__ import annotations

from aws_lambda_powertools._core.errors import MissingDependencyError

try:
    from openfeature.exception import ErrorCode
    from openfeature.flag_evaluation import FlagResolutionDetails, Reason
    from openfeature.provider import AbstractProvider, Metadata
except ModuleNotFoundError as error:
    raise MissingDependencyError("openfeature-sdk", "openfeature", "PowertoolsProvider") from error

from aws_lambda_powertools.utilities.feature_flags import evaluation as why

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from typing import Any

    from openfeature.evaluation_context import EvaluationContext
    from openfeature.flag_evaluation import FlagValueType
    from openfeature.hook import Hook

    from aws_lambda_powertools.utilities.feature_flags.feature_flags import FeatureFlags

TARGETING_KEY = "targetingKey"
"""The key of the context under which rules and rollouts find OpenFeature's targeting key."""

REASONS = {
    why.TARGETING_MATCH: Reason.TARGETING_MATCH,
    why.SPLIT: Reason.SPLIT,
    why.DEFAULT: Reason.DEFAULT,
    why.STATIC: Reason.STATIC,
}
ERRORS = {
    why.FLAG_NOT_FOUND: ErrorCode.FLAG_NOT_FOUND,
    why.STORE_ERROR: ErrorCode.PROVIDER_NOT_READY,
    why.INVALID_FLAG: ErrorCode.PARSE_ERROR,
}


class PowertoolsProvider(AbstractProvider):
    """Gives the flags of a FeatureFlags to OpenFeature's clients.

    The attributes of the evaluation context are the context of rules; its targeting key stands there as
    `targetingKey`, unless an attribute has that name.
    """

    def __init__(self, flags: FeatureFlags) -> None:
        super().__init__()
        self.flags = flags

    def get_metadata(self) -> Metadata:
        """The provider's name."""
        return Metadata(name="Powertools for AWS Lambda")

    def get_provider_hooks(self) -> list[Hook]:
        """None."""
        return []

    def resolve_boolean_details(
        self, flag_key: str, default_value: bool, evaluation_context: EvaluationContext | None = None
    ) -> FlagResolutionDetails[bool]:
        """A boolean."""
        return self._resolved(flag_key, default_value, evaluation_context, (bool,))

    def resolve_string_details(
        self, flag_key: str, default_value: str, evaluation_context: EvaluationContext | None = None
    ) -> FlagResolutionDetails[str]:
        """A text."""
        return self._resolved(flag_key, default_value, evaluation_context, (str,))

    def resolve_integer_details(
        self, flag_key: str, default_value: int, evaluation_context: EvaluationContext | None = None
    ) -> FlagResolutionDetails[int]:
        """An integer."""
        return self._resolved(flag_key, default_value, evaluation_context, (int,))

    def resolve_float_details(
        self, flag_key: str, default_value: float, evaluation_context: EvaluationContext | None = None
    ) -> FlagResolutionDetails[float]:
        """A number."""
        details: FlagResolutionDetails[float] = self._resolved(
            flag_key, default_value, evaluation_context, (float, int)
        )
        details.value = float(details.value)
        return details

    def resolve_object_details(
        self,
        flag_key: str,
        default_value: Sequence[FlagValueType] | Mapping[str, FlagValueType],
        evaluation_context: EvaluationContext | None = None,
    ) -> FlagResolutionDetails[Sequence[FlagValueType] | Mapping[str, FlagValueType]]:
        """A dict or a list."""
        return self._resolved(flag_key, default_value, evaluation_context, (dict, list))

    def _resolved(
        self, name: str, default: Any, context: EvaluationContext | None, kinds: tuple[type, ...]
    ) -> FlagResolutionDetails[Any]:
        found = self.flags.evaluate_detailed(name=name, context=_context(context), default=default)
        if found.reason not in REASONS:
            return FlagResolutionDetails(
                value=default, reason=Reason.ERROR, error_code=ERRORS[found.reason], error_message=found.error
            )
        if type(found.value) not in kinds:
            return FlagResolutionDetails(
                value=default,
                reason=Reason.ERROR,
                error_code=ErrorCode.TYPE_MISMATCH,
                error_message=f"The flag {name} is {type(found.value).__name__}",
            )
        reason = Reason.STALE if found.is_stale else REASONS[found.reason]
        return FlagResolutionDetails(value=found.value, reason=reason, variant=found.variant)


def _context(given: EvaluationContext | None) -> dict[str, Any]:
    if given is None:
        return {}
    attributes: dict[str, Any] = dict(given.attributes)
    if given.targeting_key is not None:
        attributes.setdefault(TARGETING_KEY, given.targeting_key)
    return attributes
