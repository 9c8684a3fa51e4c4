"""What a configuration may say: each fault is named with its flag or rule."""

from __future__ import annotations

import pytest

from aws_lambda_powertools.utilities.feature_flags import SchemaValidationError, SchemaValidator
from aws_lambda_powertools.utilities.feature_flags.schema import (
    ConditionsValidator,
    FeaturesValidator,
    RulesValidator,
    TimeKeys,
    TimeValues,
)
from aws_lambda_powertools.warnings import PowertoolsUserWarning

GOOD = {"action": "EQUALS", "key": "a", "value": 1}


def with_rule(rule, **more):
    return {"f": {"default": False, **more, "rules": {"r": rule}}}


def with_condition(action, key, value):
    return with_rule({"when_match": True, "conditions": [{"action": action, "key": key, "value": value}]})


@pytest.mark.parametrize(
    ("schema", "told"),
    [
        ([], "list"),
        ({"f": None}, "feature=f"),
        ({"f": {}}, "feature=f"),
        ({"f": {"rules": {}}}, "default"),
        ({"f": {"default": "yes"}}, "boolean"),
        ({"f": {"default": None, "boolean_type": False}}, "default"),
        ({"f": {"default": True, "rules": [1]}}, "dictionary"),
        ({"f": {"default": True, "rules": {"r": {}}}}, "rule=r"),
        ({"f": {"default": True, "rules": {"": {"when_match": True, "conditions": [GOOD]}}}}, "name"),
        (with_rule({"conditions": [GOOD]}), "when_match"),
        (with_rule({"when_match": "x", "conditions": [GOOD]}), "when_match"),
        (with_rule({"when_match": True}), "conditions"),
        (with_rule({"when_match": True, "conditions": {}}), "conditions"),
        (with_rule({"when_match": True, "conditions": [{}]}), "condition"),
        (with_condition("EQUALZ", "a", 1), "EQUALZ"),
        (with_condition([], "a", 1), "action"),
        (with_condition("EQUALS", "", 1), "key"),
        (with_condition("EQUALS", "a", None), "value"),
        (with_condition("SCHEDULE_BETWEEN_TIME_RANGE", "a", {"START": "10:00", "END": "11:00"}), "CURRENT_TIME"),
        (with_condition("SCHEDULE_BETWEEN_TIME_RANGE", "CURRENT_TIME", {"START": "1:00", "END": "11:00"}), "%H:%M"),
        (with_condition("SCHEDULE_BETWEEN_TIME_RANGE", "CURRENT_TIME", {"START": "10:00", "END": "24:00"}), "%H:%M"),
        (with_condition("SCHEDULE_BETWEEN_TIME_RANGE", "CURRENT_TIME", {"START": "10:00 ", "END": "11:00"}), "%H:%M"),
        (with_condition("SCHEDULE_BETWEEN_TIME_RANGE", "CURRENT_TIME", "10:00"), "dictionary"),
        (with_condition("SCHEDULE_BETWEEN_DATETIME_RANGE", "CURRENT_DATETIME", {"START": "x", "END": "y"}), "ISO"),
        (
            with_condition(
                "SCHEDULE_BETWEEN_DATETIME_RANGE",
                "CURRENT_DATETIME",
                {"START": "2026-01-01T00:00:00Z", "END": "2026-01-02T00:00:00"},
            ),
            "TIMEZONE",
        ),
        (with_condition("SCHEDULE_BETWEEN_DAYS_OF_WEEK", "CURRENT_DAY_OF_WEEK", {"DAYS": ["monday"]}), "MONDAY"),
        (with_condition("SCHEDULE_BETWEEN_DAYS_OF_WEEK", "CURRENT_DAY_OF_WEEK", {"DAYS": "MONDAY"}), "list"),
        (
            with_condition(
                "SCHEDULE_BETWEEN_DAYS_OF_WEEK", "CURRENT_DAY_OF_WEEK", {"DAYS": ["MONDAY"], "TIMEZONE": "No/Where"}
            ),
            "IANA",
        ),
        (with_condition("MODULO_RANGE", "a", {"BASE": 10, "START": 0}), "END"),
        (with_condition("MODULO_RANGE", "a", {"BASE": 10, "START": 0, "END": 10}), "BASE-1"),
        (with_condition("MODULO_RANGE", "a", {"BASE": "10", "START": 0, "END": 1}), "integers"),
        (with_condition("ALL_IN_VALUE", "a", "x"), "list"),
        (with_rule({"when_match": True, "rollout": {"key": "id"}}), "percentage"),
        (with_rule({"when_match": True, "rollout": {"percentage": 10}}), "key"),
        (with_rule({"when_match": True, "rollout": {"key": "id", "percentage": 101}}), "100"),
        (with_rule({"when_match": True, "rollout": {"key": "id", "percentage": True}}), "100"),
        (with_rule({"rollout": {"key": "id", "variants": {"a": 50}}}), "variants"),
        (
            with_rule({"rollout": {"key": "id", "variants": {"a": 60, "b": 60}}}, variants={"a": True, "b": False}),
            "100",
        ),
        (with_rule({"variant": "c", "conditions": [GOOD]}, variants={"a": True}), "variant"),
        ({"f": {"default": True, "variants": {"a": "text"}}}, "boolean"),
        ({"f": {"default": True, "default_variant": "b", "variants": {"a": True}}}, "default_variant"),
    ],
)
def test_a_fault_is_told(schema, told):
    with pytest.raises(SchemaValidationError, match=told):
        SchemaValidator(schema).validate()


@pytest.mark.parametrize(
    "schema",
    [
        {"f": {"default": True}},
        {"f": {"default": [1], "boolean_type": False}},
        with_rule({"when_match": True, "conditions": [GOOD]}),
        with_rule({"when_match": True, "rollout": {"key": "id", "percentage": 0.5, "seed": "s"}}),
        with_condition("EQUALS", "a", ""),
        with_condition("SCHEDULE_BETWEEN_DAYS_OF_WEEK", "CURRENT_DAY_OF_WEEK", {"DAYS": []}),
        with_condition(
            "SCHEDULE_BETWEEN_DATETIME_RANGE", "CURRENT_DATETIME", {"START": "2026-01-01", "END": "2026-01-02"}
        ),
    ],
)
def test_what_is_well_formed_passes(schema):
    SchemaValidator(schema).validate()


@pytest.mark.parametrize(
    ("schema", "told"),
    [
        ({}, "empty"),
        ({"f": {"default": True, "rules": None}}, "feature=f"),
        ({"f": {"default": True, "rules": {}}}, "feature=f"),
        ({"f": {"default": True, "rules": []}}, "list"),
    ],
)
def test_what_is_suspicious_is_warned_of(schema, told):
    with pytest.warns(PowertoolsUserWarning, match=told):
        SchemaValidator(schema).validate()


def test_parts_have_validators_of_their_own():
    assert FeaturesValidator.validate_feature("f", {"default": True}) is True
    assert FeaturesValidator.validate_feature("f", {"default": 1, "boolean_type": False}) is False
    RulesValidator({"default": True, "rules": {"r": {"when_match": True, "conditions": [GOOD]}}}, True).validate()
    RulesValidator.validate_rule_name("r", "f")
    ConditionsValidator({"conditions": [GOOD]}, "r").validate()
    with pytest.raises(SchemaValidationError):
        RulesValidator({"rules": [1]}, True, feature_name="f").validate()
    with pytest.raises(SchemaValidationError):
        ConditionsValidator({}, "r").validate()
    with pytest.raises(SchemaValidationError):
        ConditionsValidator.validate_condition_action({"action": "X"}, "r")
    with pytest.raises(SchemaValidationError):
        ConditionsValidator.validate_condition_key({"key": ""}, "r")
    with pytest.raises(SchemaValidationError):
        ConditionsValidator.validate_condition_value({"value": None}, "r")
    with pytest.raises(SchemaValidationError):
        RulesValidator.validate_rule_default_value({}, "r", True)


def test_words_of_schedules_are_enums():
    assert TimeKeys.CURRENT_TIME.value == "CURRENT_TIME"
    assert {day.value for day in TimeValues} > {"MONDAY", "SUNDAY", "START", "END", "TIMEZONE", "DAYS"}
