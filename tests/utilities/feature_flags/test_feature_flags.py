"""FeatureFlags: rules, isolation of faulty flags, reasons, types."""

from __future__ import annotations

import copy
import logging
import threading

import pytest

from aws_lambda_powertools.utilities.feature_flags import (
    ConfigurationStoreError,
    FeatureFlags,
    RuleAction,
    SchemaValidationError,
    StoreClientError,
    StoreProvider,
)
from aws_lambda_powertools.warnings import PowertoolsUserWarning

PREMIUM = {"action": "EQUALS", "key": "tier", "value": "premium"}
RULES = {"premium": {"when_match": True, "conditions": [PREMIUM]}}
FLAGS = {
    "premium_features": {"default": False, "rules": RULES},
    "campaign": {"default": True},
    "limit": {
        "default": 10,
        "boolean_type": False,
        "rules": {"premium": {"when_match": 100, "conditions": [PREMIUM]}},
    },
}
TYPO = {"default": False, "rules": {"premium": {"when_match": True, "conditions": [{**PREMIUM, "action": "EQUALZ"}]}}}
GOLD = {"tier": "premium"}


class Store(StoreProvider):
    def __init__(self, configuration):
        self.configuration = configuration

    @property
    def get_raw_configuration(self):
        return self.configuration

    def get_configuration(self):
        if isinstance(self.configuration, Exception):
            raise self.configuration
        return self.configuration


def test_the_value_of_the_matching_rule_is_given(flags_of):
    flags = flags_of(FLAGS)
    assert flags.evaluate(name="premium_features", context=GOLD, default=False) is True
    assert flags.evaluate(name="limit", context=GOLD, default=1) == 100


def test_the_flags_default_is_given_when_no_rule_matches(flags_of):
    flags = flags_of(FLAGS)
    assert flags.evaluate(name="premium_features", context={"tier": "basic"}, default=True) is False
    assert flags.evaluate(name="limit", default=1) == 10


def test_the_callers_default_is_given_for_an_unknown_flag(flags_of):
    assert flags_of(FLAGS).evaluate(name="nope", default="mine") == "mine"


def test_the_first_rule_that_matches_wins_and_all_its_conditions_must_hold(flags_of):
    country = {"action": "IN", "key": "country", "value": ["AT", "DE"]}
    rules = {
        "both": {"when_match": "both", "conditions": [PREMIUM, country]},
        "one": {"when_match": "one", "conditions": [PREMIUM]},
    }
    flags = flags_of({"f": {"default": "none", "boolean_type": False, "rules": rules}})
    assert flags.evaluate(name="f", context={"tier": "premium", "country": "AT"}, default="") == "both"
    assert flags.evaluate(name="f", context={"tier": "premium", "country": "FR"}, default="") == "one"
    assert flags.evaluate(name="f", context={"country": "AT"}, default="") == "none"


def test_enabled_features_are_those_with_a_true_value(flags_of):
    flags = flags_of(FLAGS)
    assert flags.get_enabled_features(context=GOLD) == ["premium_features", "campaign", "limit"]
    assert flags.get_enabled_features() == ["campaign", "limit"]


def test_a_context_that_is_no_mapping_is_refused(flags_of):
    with pytest.raises(TypeError, match="context is list"):
        flags_of(FLAGS).evaluate(name="campaign", context=["tier"], default=False)


# --- F1: one bad flag never breaks another -----------------------------------------------------------------------


@pytest.mark.filterwarnings("ignore::aws_lambda_powertools.warnings.PowertoolsUserWarning")
def test_a_flag_with_a_typo_does_not_touch_the_others(flags_of):
    flags = flags_of({"typo": TYPO, **FLAGS})
    assert flags.evaluate(name="premium_features", context=GOLD, default=False) is True
    assert flags.get_enabled_features() == ["campaign", "limit"]


@pytest.mark.filterwarnings("ignore::aws_lambda_powertools.warnings.PowertoolsUserWarning")
def test_a_flag_that_never_was_good_raises_when_it_is_evaluated(flags_of):
    with pytest.raises(SchemaValidationError, match="EQUALZ"):
        flags_of({"typo": TYPO, **FLAGS}).evaluate(name="typo", default=True)


def test_each_faulty_flag_is_warned_of_once(flags_of):
    flags = flags_of({"typo": TYPO, "empty": {}, **FLAGS})
    with pytest.warns(PowertoolsUserWarning) as warned:
        values = [flags.evaluate(name="campaign", default=False) for _ in range(3)]
    assert values == [True] * 3
    assert sorted(str(one.message).split()[3] for one in warned) == ["empty", "typo"]


@pytest.mark.filterwarnings("ignore::aws_lambda_powertools.warnings.PowertoolsUserWarning")
def test_a_flag_that_became_faulty_stays_as_it_was():
    store = Store(FLAGS)
    flags = FeatureFlags(store)
    assert flags.evaluate(name="premium_features", context=GOLD, default=False) is True
    store.configuration = {**FLAGS, "premium_features": TYPO, "campaign": {"default": False}}
    assert flags.evaluate(name="premium_features", context=GOLD, default=False) is True
    assert flags.evaluate(name="campaign", default=True) is False
    store.configuration = FLAGS
    assert flags.evaluate_detailed(name="premium_features", context=GOLD, default=False).error is None


@pytest.mark.filterwarnings("ignore::aws_lambda_powertools.warnings.PowertoolsUserWarning")
def test_a_configuration_that_is_none_leaves_the_last_good_one():
    store = Store(FLAGS)
    flags = FeatureFlags(store)
    flags.evaluate(name="campaign", default=False)
    store.configuration = ["no flags"]
    assert flags.evaluate(name="campaign", default=False) is True


def test_a_first_configuration_that_is_no_dictionary_raises(flags_of):
    with pytest.raises(SchemaValidationError, match="list"):
        flags_of([]).evaluate(name="campaign", default=False)


def test_a_flag_that_was_taken_away_has_the_callers_default():
    store = Store(FLAGS)
    flags = FeatureFlags(store)
    flags.evaluate(name="campaign", default=False)
    store.configuration = {"limit": FLAGS["limit"]}
    assert flags.evaluate(name="campaign", default="mine") == "mine"


@pytest.mark.filterwarnings("ignore::aws_lambda_powertools.warnings.PowertoolsUserWarning")
def test_a_resilient_flag_that_never_was_good_has_the_callers_default(flags_of):
    assert flags_of({"typo": TYPO}, resilient=True).evaluate(name="typo", default="mine") == "mine"


def test_strict_mode_is_resilient(flags_of, monkeypatch):
    monkeypatch.setenv("POWERTOOLS_STRICT", "true")
    with pytest.warns(PowertoolsUserWarning, match="typo"):
        assert flags_of({"typo": TYPO}).evaluate(name="typo", default="mine") == "mine"


@pytest.mark.filterwarnings("ignore::aws_lambda_powertools.warnings.PowertoolsUserWarning")
def test_all_flags_faulty_is_an_error_of_get_enabled_features(flags_of):
    with pytest.raises(SchemaValidationError):
        flags_of({"typo": TYPO}).get_enabled_features()


def test_a_warning_turned_into_an_error_breaks_no_evaluation(flags_of, recwarn):
    import warnings

    warnings.simplefilter("error")
    assert flags_of({"typo": TYPO, **FLAGS}).evaluate(name="campaign", default=False) is True


# --- F2, F3 and the store ----------------------------------------------------------------------------------------


def test_a_store_that_gives_none_leaves_the_callers_default(flags_of):
    with pytest.warns(PowertoolsUserWarning, match="NoneType"):
        assert flags_of(None).evaluate(name="campaign", default="mine") == "mine"
    assert flags_of(None).get_enabled_features() == []


def test_what_a_caller_does_to_a_value_stays_with_the_caller(flags_of):
    rules = {"premium": {"when_match": {"hosts": ["a"]}, "conditions": [PREMIUM]}}
    configuration = {"f": {"default": ["x"], "boolean_type": False, "rules": rules}}
    before = copy.deepcopy(configuration)
    flags = flags_of(configuration)
    flags.evaluate(name="f", default=[]).append("EVIL")
    flags.evaluate(name="f", context=GOLD, default=[])["hosts"].append("EVIL")
    flags.get_configuration()["f"]["default"].append("EVIL")
    assert configuration == before
    assert flags.evaluate(name="f", default=[]) == ["x"]
    assert flags.evaluate(name="f", context=GOLD, default=[]) == {"hosts": ["a"]}


def test_a_configuration_that_is_changed_in_place_is_seen(flags_of):
    configuration = copy.deepcopy(FLAGS)
    flags = flags_of(configuration)
    assert flags.evaluate(name="campaign", default=False) is True
    configuration["campaign"]["default"] = False
    configuration["new"] = {"default": True}
    assert flags.evaluate(name="campaign", default=True) is False
    assert flags.get_enabled_features() == ["limit", "new"]


def test_a_store_without_configuration_gives_the_callers_default(flags_of):
    flags = flags_of(ConfigurationStoreError("gone"))
    assert flags.evaluate(name="campaign", default="mine") == "mine"
    assert flags.get_enabled_features() == []
    with pytest.raises(ConfigurationStoreError):
        flags.get_configuration()


def test_a_refused_store_raises(flags_of):
    with pytest.raises(StoreClientError):
        flags_of(StoreClientError("AccessDenied")).evaluate(name="campaign", default="mine")


@pytest.mark.parametrize("error", [ConfigurationStoreError("gone"), StoreClientError("denied"), OSError("broken")])
@pytest.mark.filterwarnings("ignore::aws_lambda_powertools.warnings.PowertoolsUserWarning")
def test_a_resilient_store_that_fails_is_answered_from_what_it_last_gave(error):
    store = Store(FLAGS)
    flags = FeatureFlags(store, resilient=True)
    assert flags.evaluate(name="campaign", default=False) is True
    store.configuration = error
    assert flags.evaluate(name="campaign", default=False) is True


def test_the_configuration_is_given_checked(flags_of):
    assert flags_of(FLAGS).get_configuration() == FLAGS
    with pytest.raises(SchemaValidationError):
        flags_of({"typo": TYPO}).get_configuration()


def test_threads_see_whole_configurations():
    store = Store(FLAGS)
    flags, wrong = FeatureFlags(store), []

    def ask():
        for _ in range(300):
            value = flags.evaluate(name="limit", context=GOLD, default=-1)
            if value not in (100, 200):
                wrong.append(value)

    other = {**FLAGS, "limit": {"default": 20, "boolean_type": False, "rules": {"r": {**RULES["premium"]}}}}
    other["limit"]["rules"]["r"]["when_match"] = 200
    threads = [threading.Thread(target=ask) for _ in range(4)]
    for thread in threads:
        thread.start()
    for turn in range(200):
        store.configuration = other if turn % 2 else FLAGS
    for thread in threads:
        thread.join()
    assert wrong == []


# --- Conditions that can't be compared ----------------------------------------------------------------------------


def test_a_condition_that_cannot_be_compared_is_not_met_and_named(flags_of, words):
    flags = flags_of({"f": words.flag(words.when("STARTSWITH", "a", "secret-value"))})
    with pytest.warns(PowertoolsUserWarning) as warned:
        assert flags.evaluate(name="f", context={"a": 12345}, default=True) is False
    text = str(warned[0].message)
    for part in ("feature=f", "rule=rule", "key=a", "action=STARTSWITH", "exception_type=AttributeError"):
        assert part in text
    assert "secret-value" not in text
    assert "12345" not in text


@pytest.mark.parametrize("action", ["NOT_EQUALS", "NOT_IN", "KEY_NOT_IN_VALUE", "VALUE_NOT_IN_KEY", "NONE_IN_VALUE"])
def test_a_missing_key_never_matches(flags_of, words, action):
    flags = flags_of({"f": words.flag(words.when(action, "a", ["x"]))})
    assert flags.evaluate(name="f", context={}, default=True) is False


@pytest.mark.filterwarnings("ignore::aws_lambda_powertools.warnings.PowertoolsUserWarning")
@pytest.mark.parametrize("classes", [AttributeError, Exception, [ValueError, AttributeError]])
def test_a_handler_of_errors_decides(flags_of, words, classes):
    flags = flags_of({"f": words.flag(words.when("STARTSWITH", "a", "x"))})
    seen = []

    @flags.validation_exception_handler(classes)
    def doubtful(error):
        seen.append(error)
        return True

    assert flags.evaluate(name="f", context={"a": 1}, default=False) is True
    assert isinstance(seen[0], AttributeError)


@pytest.mark.filterwarnings("ignore::aws_lambda_powertools.warnings.PowertoolsUserWarning")
def test_the_handler_of_the_nearest_class_is_asked(flags_of, words):
    flags = flags_of({"f": words.flag(words.when("STARTSWITH", "a", "x"))})
    flags.validation_exception_handler(Exception)(lambda _: False)
    flags.validation_exception_handler(AttributeError)(lambda _: True)
    assert flags.evaluate(name="f", context={"a": 1}, default=False) is True


# --- Rollouts, variants, reasons, types -----------------------------------------------------------------------------

ROLLOUT = {"default": False, "rules": {"some": {"when_match": True, "rollout": {"key": "id", "percentage": 30}}}}
VARIANTS = {
    "boolean_type": False,
    "variants": {"classic": "one", "fast": "two", "express": {"steps": 1}},
    "default_variant": "classic",
    "rules": {
        "staff": {"variant": "express", "conditions": [{"action": "EQUALS", "key": "staff", "value": True}]},
        "split": {"rollout": {"key": "id", "variants": {"fast": 50, "express": 25}}},
    },
}


def test_a_rollout_is_sticky_and_as_large_as_it_says(flags_of):
    flags = flags_of({"f": ROLLOUT})
    inside = [number for number in range(2000) if flags.evaluate(name="f", context={"id": f"u{number}"}, default=False)]
    again = [number for number in range(2000) if flags.evaluate(name="f", context={"id": f"u{number}"}, default=False)]
    assert inside == again
    assert 500 < len(inside) < 700


def test_who_is_in_a_rollout_stays_in_while_it_grows(flags_of):
    def inside(percentage):
        rollout = {"key": "id", "percentage": percentage}
        flags = flags_of({"f": {"default": False, "rules": {"some": {"when_match": True, "rollout": rollout}}}})
        return {number for number in range(500) if flags.evaluate(name="f", context={"id": number}, default=False)}

    assert inside(0) == set()
    assert inside(10) < inside(20) < inside(70)
    assert len(inside(100)) == 500


def test_places_are_the_same_on_every_machine():
    from aws_lambda_powertools.utilities.feature_flags._flag import place_of

    assert place_of("checkout", "customer-1") == pytest.approx(6.369700914128157)


def test_a_rollout_without_its_key_does_not_match(flags_of):
    assert flags_of({"f": ROLLOUT}).evaluate(name="f", context={"id": None}, default=True) is False


def test_variants_are_split_by_their_shares(flags_of):
    flags = flags_of({"f": VARIANTS})
    found = [flags.evaluate_detailed(name="f", context={"id": n}, default="").variant for n in range(2000)]
    assert 900 < found.count("fast") < 1100
    assert 400 < found.count("express") < 600
    assert 400 < found.count("classic") < 600


def test_a_rule_can_name_a_variant(flags_of):
    found = flags_of({"f": VARIANTS}).evaluate_detailed(name="f", context={"staff": True}, default="")
    assert (found.value, found.variant, found.rule, found.reason) == (
        {"steps": 1},
        "express",
        "staff",
        "TARGETING_MATCH",
    )


@pytest.mark.filterwarnings("ignore::aws_lambda_powertools.warnings.PowertoolsUserWarning")
@pytest.mark.parametrize(
    ("name", "context", "value", "reason"),
    [
        ("premium_features", GOLD, True, "TARGETING_MATCH"),
        ("premium_features", {}, False, "DEFAULT"),
        ("campaign", {}, True, "STATIC"),
        ("nope", {}, "mine", "FLAG_NOT_FOUND"),
        ("typo", {}, "mine", "INVALID_FLAG"),
    ],
)
def test_an_evaluation_says_why(flags_of, name, context, value, reason):
    found = flags_of({"typo": TYPO, **FLAGS}).evaluate_detailed(name=name, context=context, default="mine")
    assert (found.value, found.reason) == (value, reason)


def test_an_evaluation_says_that_the_store_failed(flags_of):
    found = flags_of(StoreClientError("denied")).evaluate_detailed(name="f", default="mine")
    assert (found.value, found.reason, found.error) == ("mine", "STORE_ERROR", "denied")


@pytest.mark.filterwarnings("ignore::aws_lambda_powertools.warnings.PowertoolsUserWarning")
def test_an_evaluation_of_the_last_good_flag_is_stale():
    store = Store(FLAGS)
    flags = FeatureFlags(store)
    flags.evaluate(name="campaign", default=False)
    store.configuration = {"campaign": {"default": "yes"}}
    found = flags.evaluate_detailed(name="campaign", default=False)
    assert found.value is True
    assert found.is_stale
    assert "campaign" in found.error


def test_typed_accessors_give_their_type(flags_of):
    values = {"text": "a", "number": 7, "share": 0.5, "many": [1], "map": {"a": 1}}
    flags = flags_of({name: {"default": value, "boolean_type": False} for name, value in values.items()} | FLAGS)
    assert flags.get_boolean(name="campaign", default=False) is True
    assert flags.get_string(name="text", default="") == "a"
    assert flags.get_integer(name="number", default=0) == 7
    assert flags.get_float(name="share", default=0.0) == 0.5
    assert flags.get_float(name="number", default=0.0) == 7.0
    assert flags.get_object(name="many", default=[]) == [1]
    assert flags.get_object(name="map", default={}) == {"a": 1}


def test_a_value_of_another_type_is_the_callers_default_with_a_warning(flags_of):
    flags = flags_of(FLAGS)
    with pytest.warns(PowertoolsUserWarning, match="limit is int, not bool"):
        assert flags.get_boolean(name="limit", default=False) is False
    with pytest.warns(PowertoolsUserWarning, match="campaign is bool, not int"):
        assert flags.get_integer(name="campaign", default=3) == 3


def test_debug_lines_go_to_the_given_logger(flags_of, caplog):
    logger = logging.getLogger("users")
    with caplog.at_level(logging.DEBUG, "users"):
        flags_of(FLAGS, logger=logger).evaluate(name="campaign", default=False)
    assert "campaign" in caplog.text


def test_actions_may_be_members_of_the_enum(flags_of, words):
    flags = flags_of({"f": words.flag(words.when(RuleAction.EQUALS, "a", 1))})
    assert flags.evaluate(name="f", context={"a": 1}, default=False) is True
