"""FeatureFlags: every action on every kind of value, rules, handlers of errors, malformed configurations, AppConfig."""

from __future__ import annotations

import copy
import io
import json
import warnings
from typing import Any

from lab import kind_of, scenario

from aws_lambda_powertools.utilities.feature_flags import (
    AppConfigStore,
    ConfigurationStoreError,
    FeatureFlags,
    RuleAction,
    SchemaValidator,
    StoreProvider,
    comparators,
    constants,
)
from aws_lambda_powertools.utilities.feature_flags.exceptions import StoreClientError
from aws_lambda_powertools.utilities.feature_flags.schema import (
    ConditionsValidator,
    FeaturesValidator,
    ModuloRangeValues,
    RulesValidator,
    TimeKeys,
    TimeValues,
)

ABSENT = "absent"
VALUES = [0, 1, 2.5, -3, True, False, None, "", "a", "abc", "1", [], ["a"], ["a", "b"], [1, 2], {"a": 1}, {}]


class Store(StoreProvider):
    def __init__(self, configuration: Any) -> None:
        self.configuration = configuration

    @property
    def get_raw_configuration(self) -> Any:
        return self.configuration

    def get_configuration(self) -> Any:
        if isinstance(self.configuration, Exception):
            raise self.configuration
        return self.configuration


def condition(action: Any, key: Any, value: Any) -> Any:
    return {"action": action, "key": key, "value": value}


def flag(*conditions: Any, when_match: Any = True, default: Any = False, **more: Any) -> Any:
    return {"default": default, **more, "rules": {"rule": {"when_match": when_match, "conditions": list(conditions)}}}


def told(function: Any, *arguments: Any, **named: Any) -> Any:
    """What comes out, or the kind of error; and how many warnings."""
    with warnings.catch_warnings(record=True) as warned:
        warnings.simplefilter("always")
        try:
            result = function(*arguments, **named)
        except Exception as error:
            return kind_of(error)
    mine = [one for one in warned if "malformed" not in str(one.message)]
    return [result, len(mine)]


def evaluated(configuration: Any, context: Any = None, name: str = "f") -> Any:
    return told(FeatureFlags(Store(configuration)).evaluate, name=name, context=context, default="mine")


def comparing(action: str) -> Any:
    for expected in VALUES:
        for value in [*VALUES, ABSENT]:
            context = {} if value == ABSENT else {"a": value}
            yield f"{expected!r} {value!r}", evaluated({"f": flag(condition(action, "a", expected))}, context)


@scenario()
def action_equals():
    yield from comparing("EQUALS")


@scenario()
def action_not_equals():
    yield from comparing("NOT_EQUALS")


@scenario()
def action_greater():
    yield from comparing("KEY_GREATER_THAN_VALUE")


@scenario()
def action_greater_or_equal():
    yield from comparing("KEY_GREATER_THAN_OR_EQUAL_VALUE")


@scenario()
def action_less():
    yield from comparing("KEY_LESS_THAN_VALUE")


@scenario()
def action_less_or_equal():
    yield from comparing("KEY_LESS_THAN_OR_EQUAL_VALUE")


@scenario()
def action_startswith():
    yield from comparing("STARTSWITH")


@scenario()
def action_endswith():
    yield from comparing("ENDSWITH")


@scenario()
def action_in():
    yield from comparing("IN")
    yield from comparing("KEY_IN_VALUE")


@scenario()
def action_not_in():
    yield from comparing("NOT_IN")
    yield from comparing("KEY_NOT_IN_VALUE")


@scenario()
def action_value_in_key():
    yield from comparing("VALUE_IN_KEY")


@scenario()
def action_value_not_in_key():
    yield from comparing("VALUE_NOT_IN_KEY")


@scenario()
def action_all_in_value():
    yield from comparing("ALL_IN_VALUE")


@scenario()
def action_any_in_value():
    yield from comparing("ANY_IN_VALUE")


@scenario()
def action_none_in_value():
    yield from comparing("NONE_IN_VALUE")


@scenario()
def action_modulo_range():
    for start, end in ((0, 0), (0, 19), (50, 99)):
        rule = {"f": flag(condition("MODULO_RANGE", "a", {"BASE": 100, "START": start, "END": end}))}
        for value in [*range(-3, 123, 7), 19.5, "5", None, True, [1]]:
            yield f"{start} {end} {value!r}", evaluated(rule, {"a": value})


# --- Schedules ------------------------------------------------------------------------------------------------------


def at(text: str) -> Any:
    import datetime

    return lambda _zone: datetime.datetime.fromisoformat(text)


EDGES = ("00:00", "06:00", "11:11", "11:12", "11:13", "22:10", "22:30", "23:59")


@scenario()
def schedule_of_times():
    for now in ("2022-02-15T11:12:30+00:00", "2022-02-15T22:20:00+00:00", "2022-02-15T23:59:59+00:00"):
        comparators._get_now_from_timezone = at(now)
        for start in EDGES:
            for end in EDGES:
                yield f"{now} {start} {end}", comparators.compare_time_range(None, {"START": start, "END": end})


@scenario()
def schedule_of_datetimes():
    comparators._get_now_from_timezone = at("2022-02-15T11:12:30+00:00")
    for start in ("2022-02-15", "2022-02-15T11:12:30", "2022-02-15T11:12:31", "2022-02-16T00:00:00"):
        for zone in (None, "UTC", "America/New_York", "Asia/Tokyo"):
            value = {"START": start, "END": "2022-02-16T12:00:00", **({"TIMEZONE": zone} if zone else {})}
            yield f"{start} {zone}", comparators.compare_datetime_range(None, value)


@scenario()
def schedule_of_days():
    comparators._get_now_from_timezone = at("2022-02-15T11:12:30+00:00")
    for days in ([], ["TUESDAY"], ["MONDAY"], ["MONDAY", "TUESDAY"]):
        yield str(days), comparators.compare_days_of_week(None, {"DAYS": days, "TIMEZONE": "Europe/Berlin"})


@scenario()
def schedule_in_a_rule():
    comparators._get_now_from_timezone = at("2022-02-15T11:12:30+00:00")
    rule = condition("SCHEDULE_BETWEEN_TIME_RANGE", "CURRENT_TIME", {"START": "11:00", "END": "12:00"})
    other = condition("EQUALS", "a", 1)
    for context in (None, {}, {"a": 1}, {"CURRENT_TIME": "x"}):
        yield str(context), evaluated({"f": flag(rule)}, context)
        yield f"{context} and", evaluated({"f": flag(rule, other)}, context)


# --- Flags and rules ------------------------------------------------------------------------------------------------

TWO = {
    "f": {
        "default": "none",
        "boolean_type": False,
        "rules": {
            "both": {"when_match": ["b"], "conditions": [condition("EQUALS", "a", 1), condition("EQUALS", "b", 2)]},
            "one": {"when_match": {"o": 1}, "conditions": [condition("EQUALS", "a", 1)]},
        },
    },
    "g": {"default": True},
    "h": {"default": [], "boolean_type": False},
    "i": {
        "default": 0,
        "boolean_type": False,
        "rules": {"r": {"when_match": 5, "conditions": [condition("IN", "a", [1])]}},
    },
}
CONTEXTS = (None, {}, {"a": 1}, {"a": 1, "b": 2}, {"b": 2}, {"a": None})


@scenario()
def rules_in_their_order():
    for context in CONTEXTS:
        for name in (*TWO, "nope"):
            yield f"{name} {context}", evaluated(copy.deepcopy(TWO), context, name)


@scenario()
def enabled_features():
    for context in CONTEXTS:
        yield str(context), told(FeatureFlags(Store(copy.deepcopy(TWO))).get_enabled_features, context=context)


@scenario()
def configuration_comes_back():
    yield "whole", told(FeatureFlags(Store(copy.deepcopy(TWO))).get_configuration)


@scenario()
def stores_that_fail():
    for error in (ConfigurationStoreError("x"), StoreClientError("x"), KeyError("x")):
        flags = FeatureFlags(Store(error))
        yield f"{error!r} evaluate", told(flags.evaluate, name="f", default="mine")
        yield f"{error!r} enabled", told(flags.get_enabled_features)
        yield f"{error!r} configuration", told(flags.get_configuration)


@scenario()
def a_configuration_that_changes():
    store = Store({"f": {"default": True}})
    flags = FeatureFlags(store)
    yield "first", flags.evaluate(name="f", default=None)
    store.configuration = {"f": {"default": False}}
    yield "second", flags.evaluate(name="f", default=None)
    store.configuration = {}
    yield "gone", told(flags.evaluate, name="f", default=None)


@scenario()
def handlers_of_errors():
    for classes in (AttributeError, Exception, ValueError, [ValueError, AttributeError]):
        for answer in (True, False, None, "text"):
            flags = FeatureFlags(Store({"f": flag(condition("STARTSWITH", "a", "x"))}))
            flags.validation_exception_handler(classes)(lambda _error, answer=answer: answer)
            for context in ({"a": 1}, {"a": "xy"}, {}):
                yield f"{classes} {answer} {context}", told(flags.evaluate, name="f", context=context, default=0)


@scenario()
def the_nearest_handler():
    flags = FeatureFlags(Store({"f": flag(condition("STARTSWITH", "a", "x"))}))
    flags.validation_exception_handler(Exception)(lambda _: False)
    flags.validation_exception_handler(AttributeError)(lambda _: True)
    yield "found", told(flags.evaluate, name="f", context={"a": 1}, default=0)


# --- Malformed configurations ---------------------------------------------------------------------------------------

GOOD = condition("EQUALS", "a", 1)
MALFORMED = {
    "list": [],
    "text": "x",
    "none flag": {"f": None},
    "empty flag": {"f": {}},
    "no default": {"f": {"rules": {}}},
    "text default": {"f": {"default": "x"}},
    "none default": {"f": {"default": None, "boolean_type": False}},
    "rules list": {"f": {"default": True, "rules": [1]}},
    "rules none": {"f": {"default": True, "rules": None}},
    "rules empty": {"f": {"default": True, "rules": {}}},
    "rules empty list": {"f": {"default": True, "rules": []}},
    "rule none": {"f": {"default": True, "rules": {"r": None}}},
    "rule without name": {"f": {"default": True, "rules": {"": {"when_match": True, "conditions": [GOOD]}}}},
    "no when_match": {"f": {"default": True, "rules": {"r": {"conditions": [GOOD]}}}},
    "text when_match": {"f": flag(GOOD, when_match="x")},
    "no conditions": {"f": {"default": True, "rules": {"r": {"when_match": True}}}},
    "empty conditions": {"f": flag()},
    "condition text": {"f": flag("x")},
    "condition empty": {"f": flag({})},
    "bad action": {"f": flag(condition("EQUALZ", "a", 1))},
    "no key": {"f": flag({"action": "EQUALS", "value": 1})},
    "number as key": {"f": flag(condition("EQUALS", 1, 1))},
    "no value": {"f": flag({"action": "EQUALS", "key": "a"})},
    "falsy value": {"f": flag(condition("EQUALS", "a", 0))},
    "good": {"f": flag(GOOD)},
    "empty": {},
}


@scenario()
def malformed_configurations():
    for label, configuration in MALFORMED.items():
        yield f"{label} validated", told(lambda configuration=configuration: SchemaValidator(configuration).validate())
        yield f"{label} evaluated", evaluated(copy.deepcopy(configuration), {"a": 1})
        yield f"{label} configuration", told(FeatureFlags(Store(copy.deepcopy(configuration))).get_configuration)


TIMES = ["10:00", "1:00", "25:00", "10:60", "10:00:00", "10-00", "10:00 ", "24:00", "", 1, None]


@scenario()
def malformed_times():
    for start in TIMES:
        for zone in ("UTC", "Europe/Berlin", "No/Where", 3, "", None):
            value = {"START": start, "END": "11:00", "TIMEZONE": zone}
            schema = {"f": flag(condition("SCHEDULE_BETWEEN_TIME_RANGE", "CURRENT_TIME", value))}
            yield f"{start!r} {zone!r}", told(SchemaValidator(schema).validate)


@scenario()
def malformed_datetimes():
    for start in (
        "2022-10-05T12:15:00",
        "2022-10-05",
        "2022-10-05T12:15:00Z",
        "2022-10-05T12:15:00+02:00",
        "x",
        1,
        None,
    ):
        schema = {
            "f": flag(
                condition("SCHEDULE_BETWEEN_DATETIME_RANGE", "CURRENT_DATETIME", {"START": start, "END": "2022-10-06"})
            )
        }
        yield repr(start), told(SchemaValidator(schema).validate)


@scenario()
def malformed_days():
    for value in (
        1,
        [],
        {},
        {"DAYS": []},
        {"DAYS": "MONDAY"},
        {"DAYS": ["monday"]},
        {"DAYS": ["MONDAY", 1]},
        {"DAYS": ["START"]},
    ):
        schema = {"f": flag(condition("SCHEDULE_BETWEEN_DAYS_OF_WEEK", "CURRENT_DAY_OF_WEEK", value))}
        yield repr(value), told(SchemaValidator(schema).validate)


@scenario()
def malformed_keys_of_schedules():
    for action in ("SCHEDULE_BETWEEN_TIME_RANGE", "SCHEDULE_BETWEEN_DATETIME_RANGE", "SCHEDULE_BETWEEN_DAYS_OF_WEEK"):
        for key in ("a", *(key.value for key in TimeKeys)):
            value = {"START": "10:00", "END": "11:00", "DAYS": ["MONDAY"]}
            yield (
                f"{action} {key}",
                told(ConditionsValidator.validate_condition_key, condition(action, key, value), "r"),
            )


@scenario()
def malformed_modulo():
    for base in (100, 0, -5, "100", 100.0, None):
        for start, end in ((0, 10), (20, 10), (0, 100), (-1, 10), (None, 1)):
            schema = {"f": flag(condition("MODULO_RANGE", "a", {"BASE": base, "START": start, "END": end}))}
            yield f"{base} {start} {end}", told(SchemaValidator(schema).validate)


@scenario()
def validators_of_parts():
    yield "feature", FeaturesValidator.validate_feature("f", {"default": True})
    yield "other feature", FeaturesValidator.validate_feature("f", {"default": 1, "boolean_type": False})
    yield "rules", told(RulesValidator({"default": True, "rules": [1]}, True).validate)
    yield "rule", told(RulesValidator.validate_rule, {"when_match": 1, "conditions": [GOOD]}, "r", "f", False)
    yield "rule name", told(RulesValidator.validate_rule_name, 7, "f")
    yield "value", told(RulesValidator.validate_rule_default_value, {"when_match": 1}, "r", True)
    yield "conditions", told(ConditionsValidator({}, "r").validate)
    yield "condition", told(ConditionsValidator.validate_condition, "r", GOOD)


@scenario()
def words():
    for enum in (RuleAction, TimeKeys, TimeValues, ModuloRangeValues):
        yield enum.__name__, {member.name: member.value for member in enum}
    yield "constants", {name: value for name, value in vars(constants).items() if name in KEYS}


KEYS = (
    "RULES_KEY",
    "FEATURE_DEFAULT_VAL_KEY",
    "CONDITIONS_KEY",
    "RULE_MATCH_VALUE",
    "CONDITION_KEY",
    "TIME_RANGE_FORMAT",
)


# --- AppConfig ------------------------------------------------------------------------------------------------------


class AppConfigData:
    def __init__(self, content: bytes) -> None:
        self.content = content
        self.asked: list[Any] = []

    def start_configuration_session(self, **request: Any) -> Any:
        self.asked.append(request)
        return {"InitialConfigurationToken": "1"}

    def get_latest_configuration(self, **request: Any) -> Any:
        self.asked.append(request)
        return {"NextPollConfigurationToken": "2", "Configuration": io.BytesIO(self.content)}


@scenario()
def app_config():
    flags = json.dumps({"here": {"f": {"default": True}}}).encode()
    for label, content in {"good": flags, "empty": b"", "broken": b"{", "list": b"[1]"}.items():
        for envelope in ("", "here"):
            client = AppConfigData(content)
            store = AppConfigStore("prod", "shop", "flags", envelope=envelope, boto3_client=client)
            if label != "list" or not envelope:
                yield f"{label} {envelope}", told(store.get_configuration)
            yield f"{label} {envelope} raw", told(lambda store=store: store.get_raw_configuration)
            yield f"{label} {envelope} asked", client.asked[:2]


@scenario()
def app_config_evaluated():
    client = AppConfigData(json.dumps({"f": {"default": True}}).encode())
    flags = FeatureFlags(AppConfigStore("prod", "shop", "flags", boto3_client=client))
    yield "values", [flags.evaluate(name="f", default=None) for _ in range(3)]
    yield "asked", len(client.asked)


# --- What is mended ---------------------------------------------------------------------------------------------------


@scenario()
def mended_neighbours_of_a_malformed_flag():
    both = {"typo": flag(condition("EQUALZ", "a", 1)), "g": {"default": True}}
    yield "evaluate", evaluated(both, name="g")
    yield "enabled", told(FeatureFlags(Store(both)).get_enabled_features)


@scenario()
def mended_none_of_a_store():
    yield "evaluate", evaluated(None)
    yield "enabled", told(FeatureFlags(Store(None)).get_enabled_features)


@scenario()
def mended_values_of_callers():
    flags = FeatureFlags(Store({"f": {"default": ["a"], "boolean_type": False}}))
    flags.evaluate(name="f", default=[]).append("EVIL")
    yield "after", flags.evaluate(name="f", default=[])
