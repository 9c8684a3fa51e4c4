"""The words of a configuration, and validators of it and of its parts.

    SchemaValidator(json.load(file)).validate()       # SchemaValidationError says which flag is wrong, and how

A configuration is a dictionary of flags by name:

    {"premium_features": {
        "default": false,
        "rules": {"premium customers": {
            "when_match": true,
            "conditions": [{"action": "EQUALS", "key": "tier", "value": "premium"}]}}}}
"""

from __future__ import annotations

import logging
from enum import Enum

from aws_lambda_powertools.utilities.feature_flags import _checks as checks
from aws_lambda_powertools.utilities.feature_flags.base import BaseValidator
from aws_lambda_powertools.utilities.feature_flags.constants import (
    CONDITION_ACTION,
    CONDITION_KEY,
    CONDITION_VALUE,
    CONDITIONS_KEY,
    FEATURE_DEFAULT_VAL_KEY,
    FEATURE_DEFAULT_VAL_TYPE_KEY,
    RULE_MATCH_VALUE,
    RULES_KEY,
    TIME_RANGE_FORMAT,
)

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from aws_lambda_powertools.logging.logger import Logger

    AnyLogger = logging.Logger | Logger

__all__ = [
    "CONDITIONS_KEY",
    "CONDITION_ACTION",
    "CONDITION_KEY",
    "CONDITION_VALUE",
    "FEATURE_DEFAULT_VAL_KEY",
    "FEATURE_DEFAULT_VAL_TYPE_KEY",
    "RULES_KEY",
    "RULE_MATCH_VALUE",
    "TIME_RANGE_FORMAT",
    "ConditionsValidator",
    "FeaturesValidator",
    "ModuloRangeValues",
    "RuleAction",
    "RulesValidator",
    "SchemaValidator",
    "TimeKeys",
    "TimeValues",
]

LOGGER: AnyLogger = logging.getLogger(__name__)


class RuleAction(str, Enum):
    """How a condition compares the context's value with its own."""

    EQUALS = "EQUALS"
    NOT_EQUALS = "NOT_EQUALS"
    KEY_GREATER_THAN_VALUE = "KEY_GREATER_THAN_VALUE"
    KEY_GREATER_THAN_OR_EQUAL_VALUE = "KEY_GREATER_THAN_OR_EQUAL_VALUE"
    KEY_LESS_THAN_VALUE = "KEY_LESS_THAN_VALUE"
    KEY_LESS_THAN_OR_EQUAL_VALUE = "KEY_LESS_THAN_OR_EQUAL_VALUE"
    STARTSWITH = "STARTSWITH"
    ENDSWITH = "ENDSWITH"
    IN = "IN"
    NOT_IN = "NOT_IN"
    KEY_IN_VALUE = "KEY_IN_VALUE"
    KEY_NOT_IN_VALUE = "KEY_NOT_IN_VALUE"
    VALUE_IN_KEY = "VALUE_IN_KEY"
    VALUE_NOT_IN_KEY = "VALUE_NOT_IN_KEY"
    ALL_IN_VALUE = "ALL_IN_VALUE"
    ANY_IN_VALUE = "ANY_IN_VALUE"
    NONE_IN_VALUE = "NONE_IN_VALUE"
    SCHEDULE_BETWEEN_TIME_RANGE = "SCHEDULE_BETWEEN_TIME_RANGE"
    SCHEDULE_BETWEEN_DATETIME_RANGE = "SCHEDULE_BETWEEN_DATETIME_RANGE"
    SCHEDULE_BETWEEN_DAYS_OF_WEEK = "SCHEDULE_BETWEEN_DAYS_OF_WEEK"
    MODULO_RANGE = "MODULO_RANGE"


class TimeKeys(Enum):
    """Keys of conditions that look at the clock."""

    CURRENT_TIME = "CURRENT_TIME"
    CURRENT_DAY_OF_WEEK = "CURRENT_DAY_OF_WEEK"
    CURRENT_DATETIME = "CURRENT_DATETIME"


class TimeValues(Enum):
    """Words in the values of such conditions."""

    START = "START"
    END = "END"
    TIMEZONE = "TIMEZONE"
    DAYS = "DAYS"
    SUNDAY = "SUNDAY"
    MONDAY = "MONDAY"
    TUESDAY = "TUESDAY"
    WEDNESDAY = "WEDNESDAY"
    THURSDAY = "THURSDAY"
    FRIDAY = "FRIDAY"
    SATURDAY = "SATURDAY"


class ModuloRangeValues(Enum):
    """Words in the values of MODULO_RANGE."""

    BASE = "BASE"
    START = "START"
    END = "END"


class SchemaValidator(BaseValidator):
    """Says whether a whole configuration is well-formed; the first fault that it finds is raised."""

    def __init__(self, schema: dict[str, Any], logger: AnyLogger | None = None) -> None:
        self.schema = schema
        self.logger = logger or LOGGER

    def validate(self) -> None:
        """Raise SchemaValidationError at the first fault."""
        self.logger.debug("Validating a schema of feature flags")
        FeaturesValidator(self.schema, self.logger).validate()


class FeaturesValidator(BaseValidator):
    """Says whether the flags of a configuration are well-formed, with their rules."""

    def __init__(self, schema: dict[str, Any], logger: AnyLogger | None = None) -> None:
        self.schema = schema
        self.logger = logger or LOGGER

    def validate(self) -> None:
        """Raise SchemaValidationError at the first fault."""
        checks.check_features(self.schema)
        for name, feature in self.schema.items():
            is_boolean = self.validate_feature(name, feature)
            RulesValidator(feature, is_boolean, self.logger, name).validate()

    @staticmethod
    def validate_feature(name: str, feature: dict[str, Any]) -> bool:
        """Check what stands beside the rules; whether the flag's values are booleans."""
        return checks.check_feature(name, feature)


class RulesValidator(BaseValidator):
    """Says whether the rules of a flag are well-formed, with their conditions."""

    def __init__(
        self,
        feature: dict[str, Any],
        boolean_feature: bool,
        logger: AnyLogger | None = None,
        feature_name: str | None = None,
    ) -> None:
        self.feature = feature
        self.feature_name = feature_name if feature_name is not None else next(iter(feature), "")
        self.rules: dict[str, Any] | None = feature.get(RULES_KEY)
        self.logger = logger or LOGGER
        self.boolean_feature = boolean_feature

    def validate(self) -> None:
        """Raise SchemaValidationError at the first fault."""
        checks.check_rules(self.feature_name, self.feature, self.boolean_feature)

    @staticmethod
    def validate_rule(rule: dict[str, Any], rule_name: str, feature_name: str, boolean_feature: bool = True) -> None:
        """Check a rule without its conditions."""
        checks.check_rule(rule, rule_name, feature_name, boolean_feature)

    @staticmethod
    def validate_rule_name(rule_name: str, feature_name: str) -> None:
        """Check the name of a rule."""
        checks.check_rule_name(rule_name, feature_name)

    @staticmethod
    def validate_rule_default_value(rule: dict[str, Any], rule_name: str, boolean_feature: bool) -> None:
        """Check what a rule gives when it matches."""
        checks.check_rule_value(rule, rule_name, boolean_feature)


class ConditionsValidator(BaseValidator):
    """Says whether the conditions of a rule are well-formed."""

    def __init__(self, rule: dict[str, Any], rule_name: str, logger: AnyLogger | None = None) -> None:
        self.conditions: list[dict[str, Any]] = rule.get(CONDITIONS_KEY, {})
        self.rule_name = rule_name
        self.logger = logger or LOGGER

    def validate(self) -> None:
        """Raise SchemaValidationError at the first fault."""
        checks.check_conditions({CONDITIONS_KEY: self.conditions}, self.rule_name)

    @staticmethod
    def validate_condition(rule_name: str, condition: dict[str, str]) -> None:
        """Check one condition."""
        checks.check_condition(rule_name, condition)

    @staticmethod
    def validate_condition_action(condition: dict[str, Any], rule_name: str) -> None:
        """Check that the action of a condition is one of RuleAction."""
        checks.check_action(condition, rule_name)

    @staticmethod
    def validate_condition_key(condition: dict[str, Any], rule_name: str) -> None:
        """Check the key of a condition."""
        checks.check_key(condition, rule_name)

    @staticmethod
    def validate_condition_value(condition: dict[str, Any], rule_name: str) -> None:
        """Check the value of a condition."""
        checks.check_value(condition, rule_name)
