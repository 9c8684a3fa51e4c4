"""Whether a flag is well-formed: each check raises SchemaValidationError with the flag, the rule and what is wanted."""

# A configuration is what somebody wrote, Any all the way down.
# pyright: reportUnknownVariableType=false, reportUnknownArgumentType=false, reportUnknownMemberType=false

from __future__ import annotations

from aws_lambda_powertools.utilities.feature_flags.comparators import COMPARE, DAYS, SCHEDULES, moment, zone_of
from aws_lambda_powertools.utilities.feature_flags.constants import (
    CONDITION_ACTION,
    CONDITION_KEY,
    CONDITION_VALUE,
    CONDITIONS_KEY,
    DEFAULT_VARIANT_KEY,
    FEATURE_DEFAULT_VAL_KEY,
    FEATURE_DEFAULT_VAL_TYPE_KEY,
    ROLLOUT_BY,
    ROLLOUT_KEY,
    ROLLOUT_PERCENTAGE,
    ROLLOUT_SEED,
    ROLLOUT_VARIANTS,
    RULE_MATCH_VALUE,
    RULES_KEY,
    TIME_RANGE_FORMAT,
    VARIANT_KEY,
    VARIANTS_KEY,
)
from aws_lambda_powertools.utilities.feature_flags.exceptions import SchemaValidationError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

WHOLE = 100


def _warn(message: str) -> None:
    from aws_lambda_powertools._core.notices import warn

    warn(message)


def check_flag(name: str, feature: Any) -> bool:
    """Check a flag with all its rules, and say whether its values are booleans."""
    is_boolean = check_feature(name, feature)
    check_rules(name, feature, is_boolean)
    return is_boolean


def check_features(schema: Any) -> None:
    """Check that a configuration is a dictionary of flags."""
    if not isinstance(schema, dict):
        raise SchemaValidationError(f"Features must be a dictionary, the configuration is {type(schema).__name__}")
    if not schema:
        _warn("The feature flags schema is empty; there is no flag in it")


def check_feature(name: str, feature: Any) -> bool:
    """Check what stands beside the rules, and say whether the values are booleans."""
    if not isinstance(feature, dict) or not feature:
        raise SchemaValidationError(f"A feature must be a non-empty dictionary, feature={name}")
    is_boolean = bool(feature.get(FEATURE_DEFAULT_VAL_TYPE_KEY, True))
    _check_variants(name, feature, is_boolean)
    if DEFAULT_VARIANT_KEY in feature:
        return is_boolean
    default = feature.get(FEATURE_DEFAULT_VAL_KEY)
    if default is None or (is_boolean and not isinstance(default, bool)):
        raise SchemaValidationError(
            f"The key 'default' must be present and, without \"boolean_type\": false, a boolean, feature={name}"
        )
    return is_boolean


def _check_variants(name: str, feature: dict[str, Any], is_boolean: bool) -> None:
    variants = feature.get(VARIANTS_KEY)
    if variants is not None:
        if not isinstance(variants, dict) or not variants:
            raise SchemaValidationError(f"'variants' must be a non-empty dictionary of values by name, feature={name}")
        if is_boolean and not all(isinstance(value, bool) for value in variants.values()):
            raise SchemaValidationError(
                f"'variants' of a boolean flag must be booleans; set \"boolean_type\": false, feature={name}"
            )
    chosen = feature.get(DEFAULT_VARIANT_KEY)
    if chosen is not None and not _is_variant(chosen, variants):
        raise SchemaValidationError(f"'default_variant' must be one of 'variants', feature={name}")


def _is_variant(name: Any, variants: Any) -> bool:
    return isinstance(name, str) and isinstance(variants, dict) and name in variants


# --- Rules -----------------------------------------------------------------------------------------------------------


def check_rules(name: str, feature: dict[str, Any], is_boolean: bool) -> None:
    """Check all rules of a flag; without any there is nothing wrong, though an empty list of them is suspicious."""
    if RULES_KEY not in feature:
        return
    rules = feature[RULES_KEY]
    if not rules:
        if rules is None or isinstance(rules, dict):
            _warn(f"The feature has 'rules', and they are empty, feature={name}")
        else:
            _warn(f"'rules' should be a dictionary and are an empty {type(rules).__name__}, feature={name}")
        return
    if not isinstance(rules, dict):
        raise SchemaValidationError(f"The rules of a feature must be a dictionary, feature={name}")
    for rule_name, rule in rules.items():
        check_rule(rule, rule_name, name, is_boolean, feature.get(VARIANTS_KEY))
        check_conditions(rule, rule_name)


def check_rule(rule: Any, rule_name: Any, feature_name: str, is_boolean: bool, variants: Any = None) -> None:
    """Check a rule without its conditions."""
    if not isinstance(rule, dict) or not rule:
        raise SchemaValidationError(f"A rule must be a non-empty dictionary, feature={feature_name}, rule={rule_name}")
    check_rule_name(rule_name, feature_name)
    rollout = rule.get(ROLLOUT_KEY)
    if rollout is not None:
        _check_rollout(rollout, rule_name, variants)
    if isinstance(rollout, dict) and ROLLOUT_VARIANTS in rollout:
        return
    if VARIANT_KEY in rule:
        if not _is_variant(rule[VARIANT_KEY], variants):
            raise SchemaValidationError(f"'variant' must be one of the feature's 'variants', rule={rule_name}")
        return
    check_rule_value(rule, rule_name, is_boolean)


def check_rule_name(rule_name: Any, feature_name: str) -> None:
    """Check that a rule has a name."""
    if not rule_name or not isinstance(rule_name, str):
        raise SchemaValidationError(f"The name of a rule must be a non-empty string, feature={feature_name}")


def check_rule_value(rule: dict[str, Any], rule_name: str, is_boolean: bool) -> None:
    """Check what a rule gives."""
    if is_boolean and not isinstance(rule.get(RULE_MATCH_VALUE), bool):
        raise SchemaValidationError(f"'when_match' must be there and be a bool, rule={rule_name}")


def _check_rollout(rollout: Any, rule_name: str, variants: Any) -> None:
    if not isinstance(rollout, dict):
        raise SchemaValidationError(f"'rollout' must be a dictionary with 'key' and 'percentage', rule={rule_name}")
    key = rollout.get(ROLLOUT_BY)
    if not key or not isinstance(key, str):
        raise SchemaValidationError(
            f"'key' of 'rollout' must be a non-empty string: the context's key that it goes by, rule={rule_name}"
        )
    if ROLLOUT_SEED in rollout and not isinstance(rollout[ROLLOUT_SEED], str):
        raise SchemaValidationError(f"'seed' of 'rollout' must be a string, rule={rule_name}")
    if (ROLLOUT_PERCENTAGE in rollout) == (ROLLOUT_VARIANTS in rollout):
        raise SchemaValidationError(f"'rollout' must have either 'percentage' or 'variants', rule={rule_name}")
    shares: Any = rollout.get(ROLLOUT_VARIANTS)
    if shares is None:
        shares = {None: rollout.get(ROLLOUT_PERCENTAGE)}
    elif not isinstance(shares, dict) or not all(_is_variant(name, variants) for name in shares):
        raise SchemaValidationError(
            f"'variants' of 'rollout' must give percentages of the feature's 'variants' by name, rule={rule_name}"
        )
    if not all(_is_share(share) for share in shares.values()) or sum(shares.values()) > WHOLE:
        raise SchemaValidationError(f"Percentages of 'rollout' must be numbers, 0 to 100 together, rule={rule_name}")


def _is_share(share: Any) -> bool:
    return isinstance(share, (int, float)) and not isinstance(share, bool) and 0 <= share <= WHOLE


# --- Conditions ------------------------------------------------------------------------------------------------------


def check_conditions(rule: dict[str, Any], rule_name: str) -> None:
    """Check the conditions of a rule; only a rollout can do without."""
    conditions = rule.get(CONDITIONS_KEY)
    if not conditions and ROLLOUT_KEY in rule and isinstance(conditions, (list, type(None))):
        return
    if not conditions or not isinstance(conditions, list):
        raise SchemaValidationError(f"'conditions' must be a non-empty list, rule={rule_name}")
    for condition in conditions:
        check_condition(rule_name, condition)


def check_condition(rule_name: str, condition: Any) -> None:
    """Check one condition."""
    if not isinstance(condition, dict) or not condition:
        raise SchemaValidationError(f"A condition must be a non-empty dictionary, rule={rule_name}")
    check_action(condition, rule_name)
    check_key(condition, rule_name)
    check_value(condition, rule_name)


def check_action(condition: dict[str, Any], rule_name: str) -> None:
    """Check that the action of a condition is one."""
    action = condition.get(CONDITION_ACTION, "")
    if not isinstance(action, str) or action not in COMPARE:
        raise SchemaValidationError(
            f"'action' must be one of {', '.join(COMPARE)}; rule_name={rule_name}, action={action}"
        )


def check_key(condition: dict[str, Any], rule_name: str) -> None:
    """Check the key of a condition; schedules have keys of their own."""
    key = condition.get(CONDITION_KEY, "")
    if not key or not isinstance(key, str):
        raise SchemaValidationError(f"'key' must be a non-empty string, rule={rule_name}")
    action = str(condition.get(CONDITION_ACTION, ""))
    wanted = SCHEDULES.get(action)
    if wanted is not None and key != wanted:
        raise SchemaValidationError(f"A condition with {action} must have the key {wanted}, rule={rule_name}")


def check_value(condition: dict[str, Any], rule_name: str) -> None:
    """Check the value of a condition, which is what its action needs."""
    value = condition.get(CONDITION_VALUE)
    if value is None:
        raise SchemaValidationError(f"'value' must be there and not be null, rule={rule_name}")
    action = condition.get(CONDITION_ACTION, "")
    check = CHECK_VALUE.get(action)
    if check is not None:
        check(action, value, rule_name)


def _check_time_range(action: str, value: Any, rule_name: str) -> None:
    for edge in _edges(action, value, rule_name):
        if not _is_time(edge):
            raise SchemaValidationError(
                f"'START' and 'END' must be times of the format {TIME_RANGE_FORMAT}, like 09:30, rule={rule_name}"
            )
    _check_zone(value, rule_name)


def _is_time(text: str) -> bool:
    hour, separator, minute = text.partition(":")
    digits = hour + minute
    return (
        bool(separator)
        and (len(hour), len(minute)) == (2, 2)
        and digits.isascii()
        and digits.isdigit()
        and int(hour) < 24  # noqa: PLR2004  # hours of a day
        and int(minute) < 60  # noqa: PLR2004  # minutes of an hour
    )


def _check_datetime_range(action: str, value: Any, rule_name: str) -> None:
    for edge in _edges(action, value, rule_name):
        try:
            at = moment(edge)
        except ValueError as error:
            raise SchemaValidationError(
                f"'START' and 'END' must be ISO 8601, like 2026-10-05T12:15:00, rule={rule_name}"
            ) from error
        if at.tzinfo is not None:
            raise SchemaValidationError(
                f"'START' and 'END' must have no time zone; say it in 'TIMEZONE', rule={rule_name}"
            )
    _check_zone(value, rule_name)


def _edges(action: str, value: Any, rule_name: str) -> tuple[str, str]:
    if not isinstance(value, dict):
        raise SchemaValidationError(f"{action} needs a dictionary with 'START' and 'END', rule={rule_name}")
    start, end = value.get("START", ""), value.get("END", "")
    if not isinstance(start, str) or not isinstance(end, str):
        raise SchemaValidationError(f"'START' and 'END' must be non-empty strings, rule={rule_name}")
    return start, end


def _check_days(action: str, value: Any, rule_name: str) -> None:
    days = value.get("DAYS") if isinstance(value, dict) else None
    if not isinstance(days, list):
        raise SchemaValidationError(
            f"{action} needs a dictionary with the list 'DAYS' and, if you like, 'TIMEZONE', rule={rule_name}"
        )
    if any(day not in DAYS for day in days):
        raise SchemaValidationError(f"'DAYS' must be days of the week: {', '.join(DAYS)}, rule={rule_name}")
    _check_zone(value, rule_name)


def _check_zone(value: dict[str, Any], rule_name: str) -> None:
    name = value.get("TIMEZONE")
    if not name:
        return
    if not isinstance(name, str):
        raise SchemaValidationError(f"'TIMEZONE' must be a string, rule={rule_name}")
    try:
        zone_of(name)
    except ValueError as error:
        raise SchemaValidationError(
            f"'TIMEZONE' must be an IANA time zone, like Europe/Vienna, rule={rule_name}"
        ) from error


def _check_modulo(action: str, value: Any, rule_name: str) -> None:
    numbers = [value.get(name) for name in ("BASE", "START", "END")] if isinstance(value, dict) else [None]
    if None in numbers:
        raise SchemaValidationError(f"{action} needs a dictionary with 'BASE', 'START' and 'END', rule={rule_name}")
    if not all(isinstance(number, int) for number in numbers):
        raise SchemaValidationError(f"'BASE', 'START' and 'END' must be integers, rule={rule_name}")
    base, start, end = numbers
    if not 0 <= start <= end <= base - 1:  # type: ignore[operator]  # they are integers by now
        raise SchemaValidationError(f"{action} needs 0 <= START <= END <= BASE-1, rule={rule_name}")


def _check_list(action: str, value: Any, rule_name: str) -> None:
    if not isinstance(value, list):
        raise SchemaValidationError(f"{action} needs a list, rule={rule_name}")


CHECK_VALUE: dict[str, Callable[[str, Any, str], None]] = {
    "SCHEDULE_BETWEEN_TIME_RANGE": _check_time_range,
    "SCHEDULE_BETWEEN_DATETIME_RANGE": _check_datetime_range,
    "SCHEDULE_BETWEEN_DAYS_OF_WEEK": _check_days,
    "MODULO_RANGE": _check_modulo,
    "ALL_IN_VALUE": _check_list,
    "ANY_IN_VALUE": _check_list,
    "NONE_IN_VALUE": _check_list,
}
"""Actions that are particular about their values."""
