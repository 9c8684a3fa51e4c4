"""One flag, made ready to be evaluated: which rule matches a context, and what it gives."""

# A configuration is what somebody wrote, Any all the way down.
# pyright: reportUnknownVariableType=false, reportUnknownArgumentType=false, reportUnknownMemberType=false

from __future__ import annotations

from aws_lambda_powertools._core.copies import SHARED_TYPES, copied
from aws_lambda_powertools.utilities.feature_flags._checks import WHOLE, check_flag
from aws_lambda_powertools.utilities.feature_flags.comparators import COMPARE, SCHEDULES
from aws_lambda_powertools.utilities.feature_flags.constants import (
    CONDITION_ACTION,
    CONDITION_KEY,
    CONDITION_VALUE,
    CONDITIONS_KEY,
    DEFAULT_VARIANT_KEY,
    FEATURE_DEFAULT_VAL_KEY,
    ROLLOUT_BY,
    ROLLOUT_KEY,
    ROLLOUT_PERCENTAGE,
    ROLLOUT_SEED,
    ROLLOUT_VARIANTS,
    RULE_MATCH_VALUE,
    RULES_KEY,
    VARIANT_KEY,
    VARIANTS_KEY,
)

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from typing import Any

    from aws_lambda_powertools.utilities.feature_flags.exceptions import SchemaValidationError

    Compare = Callable[[Any, Any], bool]
    Condition = tuple[str, str, Compare, Any, bool]
    """Key, action, comparison, value, and whether it looks at the clock instead of the context."""
    Failed = Callable[[Exception, str, str, str, str, bool], bool]
    """What to do when a comparison is not possible: error, flag, rule, key, action, whether the key is there."""
    Decision = tuple[Any, str, str | None, str | None]
    """Value, reason, rule, variant."""

DIGITS = 15
"""Hexadecimal digits of the hash that place a key; 60 bits."""

TARGETED = "TARGETING_MATCH"
SPLIT = "SPLIT"
DEFAULT = "DEFAULT"
STATIC = "STATIC"


class Flag:
    """A flag as it was configured (`source`), and its rules, ready to run.

    `fault` says what is wrong with the source; the rules are then those of the last good source, if there was one.
    """

    __slots__ = ("default", "fault", "is_usable", "name", "rules", "source")

    def __init__(self, name: str, source: Any) -> None:
        """SchemaValidationError if the flag is malformed."""
        check_flag(name, source)
        variants: dict[str, Any] = source.get(VARIANTS_KEY) or {}
        rules: dict[str, Any] = source.get(RULES_KEY) or {}
        variant = source.get(DEFAULT_VARIANT_KEY)
        value = source.get(FEATURE_DEFAULT_VAL_KEY) if variant is None else variants[variant]
        self.name = name
        self.source = source
        self.fault: SchemaValidationError | None = None
        self.is_usable = True
        self.default: Decision = (value, DEFAULT if rules else STATIC, None, variant)
        self.rules = tuple(Rule(name, rule_name, rule, variants) for rule_name, rule in rules.items())

    @classmethod
    def faulty(cls, name: str, source: Any, fault: SchemaValidationError, last_good: Flag | None) -> Flag:
        """A flag whose source is malformed: it goes on as it was, if it ever was."""
        flag = cls.__new__(cls)
        flag.name, flag.source, flag.fault = name, source, fault
        flag.is_usable = last_good is not None
        flag.default, flag.rules = (None, "ERROR", None, None), ()
        if last_good is not None:
            flag.default, flag.rules = last_good.default, last_good.rules
        return flag

    def decide(self, context: Mapping[str, Any], failed: Failed) -> Decision:
        """What the flag is in a context."""
        for rule in self.rules:
            for key, action, compare, expected, is_scheduled in rule.conditions:
                is_there = key in context
                if not is_there and not is_scheduled:
                    # Who handles errors is asked about a missing key as well, and may say that it matches.
                    if not _matches_nothing(compare, expected, failed, self.name, rule.name, key, action):
                        break
                    continue
                try:
                    if not compare(context[key] if is_there else None, expected):
                        break
                except Exception as error:  # one condition that can't be compared is one that is not met
                    if not failed(error, self.name, rule.name, key, action, True):
                        break
            else:
                if rule.rollout is None:
                    return rule.decision
                chosen = rule.rollout.decide(context)
                if chosen is not None:
                    return chosen
        return self.default


def _matches_nothing(
    compare: Compare, expected: Any, failed: Failed, flag: str, rule: str, key: str, action: str
) -> bool:
    """Whether a condition is met although its key is missing: only if a handler of errors says so."""
    try:
        compare(None, expected)
    except Exception as error:
        return failed(error, flag, rule, key, action, False)
    return False


class Rule:
    """Conditions that must all be met, and what is decided then."""

    __slots__ = ("conditions", "decision", "name", "rollout")

    def __init__(self, flag: str, name: str, rule: dict[str, Any], variants: dict[str, Any]) -> None:
        self.name = name
        conditions: list[dict[str, Any]] = rule.get(CONDITIONS_KEY) or []
        self.conditions = tuple(map(_condition, conditions))
        variant = rule.get(VARIANT_KEY)
        value = rule.get(RULE_MATCH_VALUE) if variant is None else variants[variant]
        self.decision: Decision = (value, TARGETED, name, variant)
        rollout = rule.get(ROLLOUT_KEY)
        self.rollout = None if rollout is None else Rollout(flag, rollout, self.decision, variants)


def _condition(condition: dict[str, Any]) -> Condition:
    action = str.__str__(condition[CONDITION_ACTION])
    return (
        condition[CONDITION_KEY],
        action,
        COMPARE[action],
        condition[CONDITION_VALUE],
        action in SCHEDULES,
    )


class Rollout:
    """Shares of all who ask, chosen by a hash of a value of theirs: whoever is in stays in while the share grows."""

    __slots__ = ("key", "seed", "shares")

    def __init__(self, flag: str, rollout: dict[str, Any], decision: Decision, variants: dict[str, Any]) -> None:
        self.key: str = rollout[ROLLOUT_BY]
        self.seed: str = rollout.get(ROLLOUT_SEED, flag)
        value, _, rule, variant = decision
        percentages: dict[str, float] | None = rollout.get(ROLLOUT_VARIANTS)
        if percentages is None:
            self.shares: list[tuple[float, Decision]] = [(rollout[ROLLOUT_PERCENTAGE], (value, SPLIT, rule, variant))]
            return
        self.shares = []
        upto = 0.0
        for name, percentage in percentages.items():
            upto += percentage
            self.shares.append((upto, (variants[name], SPLIT, rule, name)))

    def decide(self, context: Mapping[str, Any]) -> Decision | None:
        """What those decide whose share the context falls into; None outside of all shares."""
        value = context.get(self.key)
        if value is None:
            return None
        place = place_of(self.seed, value)
        for upto, decision in self.shares:
            if place < upto:
                return decision
        return None


def place_of(seed: str, value: Any) -> float:
    """Where a value stands between 0 and 100: always the same, on every machine and Python."""
    from hashlib import sha256

    digest = sha256(f"{seed}:{value}".encode()).hexdigest()
    place: float = int(digest[:DIGITS], 16) * WHOLE / 16**DIGITS
    return place


def handed_out(value: Any) -> Any:
    """A value that the caller may change without changing the flag."""
    return value if type(value) in SHARED_TYPES else copied(value)
