"""The keys of a configuration."""

from __future__ import annotations

RULES_KEY = "rules"
FEATURE_DEFAULT_VAL_KEY = "default"
FEATURE_DEFAULT_VAL_TYPE_KEY = "boolean_type"
VARIANTS_KEY = "variants"
DEFAULT_VARIANT_KEY = "default_variant"

CONDITIONS_KEY = "conditions"
RULE_MATCH_VALUE = "when_match"
VARIANT_KEY = "variant"
ROLLOUT_KEY = "rollout"

CONDITION_KEY = "key"
CONDITION_VALUE = "value"
CONDITION_ACTION = "action"

ROLLOUT_BY = "key"
ROLLOUT_PERCENTAGE = "percentage"
ROLLOUT_VARIANTS = "variants"
ROLLOUT_SEED = "seed"

TIME_RANGE_FORMAT = "%H:%M"
HOUR_MIN_SEPARATOR = ":"
