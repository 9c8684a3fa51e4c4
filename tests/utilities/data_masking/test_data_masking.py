"""DataMasking: what is erased, what stays, and what is said when a field is not there."""

from __future__ import annotations

import copy
import dataclasses
import datetime
import decimal
import enum
import json
import uuid

import pytest
from hypothesis import given, strategies as some
from pydantic import BaseModel

from aws_lambda_powertools import Logger
from aws_lambda_powertools.utilities.data_masking import DataMasking
from aws_lambda_powertools.utilities.data_masking.base import prepare_data
from aws_lambda_powertools.utilities.data_masking.detectors import DETECTORS, is_card, is_iban
from aws_lambda_powertools.utilities.data_masking.exceptions import (
    DataMaskingError,
    DataMaskingFieldNotFoundError,
    DataMaskingUnsupportedTypeError,
)
from aws_lambda_powertools.utilities.data_masking.provider import BaseProvider
from aws_lambda_powertools.warnings import PowertoolsUserWarning

MASK = "*****"
masking = DataMasking()
ORDER = {
    "id": 7,
    "customer": {"name": "Ann", "email": "ann@example.com"},
    "items": [{"sku": "a", "note": "x"}, {"sku": "b"}],
    "dotted.key": "d",
    "x-y": "h",
    "none": None,
}


@dataclasses.dataclass
class Card:
    number: str = "4111"
    owner: object = None


class Person(BaseModel):
    name: str = "Ann"
    born: datetime.date = datetime.date(1990, 1, 2)


class Plain:
    def __init__(self):
        self.name = "Ann"
        self.cards = [Card()]


# --- Whole values --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("data", ["text", 7, 2.5, True, None, b"bytes", {"a": 1}, {}, Card(), Person(), Plain()])
def test_a_value_becomes_the_mask(data):
    assert masking.erase(data) == MASK


@pytest.mark.parametrize(
    ("data", "masked"), [([1, "a", {"b": 1}], [MASK] * 3), ((1, 2), (MASK, MASK)), ({"a"}, {MASK}), ([], [])]
)
def test_a_collection_has_a_mask_for_each_item(data, masked):
    assert masking.erase(data) == masked


@pytest.mark.parametrize(
    ("options", "masked"),
    [
        ({"dynamic_mask": True}, "***-**_*.* *"),
        ({"custom_mask": "XX-XX-XX-XX-XX-XX"}, "XX-XX-XX-XX-"),
        ({"custom_mask": "X"}, "X"),
        ({"regex_pattern": "[a-c]", "mask_format": "#"}, "###-d1_2.3 z"),
        ({"regex_pattern": r"(\w)\w+", "mask_format": r"\1**"}, "a**-d**.3 z"),
        ({"regex_pattern": "a"}, "***-**_*.* *"),
        ({"custom_mask": "X", "dynamic_mask": True}, "X"),
        ({"custom_mask": "X", "regex_pattern": "a", "mask_format": "#"}, "#bc-d1_2.3 z"),
        ({"custom_mask": ""}, MASK),
    ],
)
def test_options_say_what_a_mask_looks_like(options, masked):
    assert masking.erase("abc-d1_2.3 z", **options) == masked


def test_options_go_down_into_structures():
    data = {"a": ["ab", {"b": 12}], "c": None, "d": (True,)}
    assert masking.erase(data, dynamic_mask=True) == {"a": ["**", {"b": "**"}], "c": MASK, "d": ("****",)}


@pytest.mark.parametrize(
    "options", [{"regex_pattern": "(", "mask_format": "x"}, {"regex_pattern": "a", "mask_format": r"\9"}]
)
def test_a_bad_pattern_is_an_error(options):
    with pytest.raises(DataMaskingError):
        masking.erase("abc", **options)


# --- Fields ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("field", "changed"),
    [
        ("id", {"id": MASK}),
        ("$.id", {"id": MASK}),
        ("customer.email", {"customer": {"name": "Ann", "email": MASK}}),
        ("$['customer']['email']", {"customer": {"name": "Ann", "email": MASK}}),
        ("customer", {"customer": MASK}),
        ("customer.*", {"customer": {"name": MASK, "email": MASK}}),
        ("items[*].sku", {"items": [{"sku": MASK, "note": "x"}, {"sku": MASK}]}),
        ("items[*].note", {"items": [{"sku": "a", "note": MASK}, {"sku": "b"}]}),
        ("items[-1].sku", {"items": [{"sku": "a", "note": "x"}, {"sku": MASK}]}),
        ("items[0]", {"items": [MASK, {"sku": "b"}]}),
        ("items", {"items": [MASK, MASK]}),
        ("['dotted.key']", {"dotted.key": MASK}),
        ("x-y", {"x-y": MASK}),
        ("none", {"none": MASK}),
        ("$..sku", {"items": [{"sku": MASK, "note": "x"}, {"sku": MASK}]}),
        ("items[?(@.sku=='b')].sku", {"items": [{"sku": "a", "note": "x"}, {"sku": MASK}]}),
        ("items[0:1].sku", {"items": [{"sku": MASK, "note": "x"}, {"sku": "b"}]}),
    ],
)
def test_a_field_is_masked_and_nothing_else(field, changed):
    before = copy.deepcopy(ORDER)
    assert masking.erase(ORDER, fields=[field]) == {**ORDER, **changed}
    assert before == ORDER


def test_the_root_is_all_of_it():
    assert masking.erase(ORDER, fields=["$"]) == MASK


def test_masking_is_a_synonym_of_erasing():
    data = {"credit_card": "4111", "ssn": "123-45-6789", "name": "Ann"}
    fields = ["$.credit_card", "$.ssn"]
    assert masking.mask(data, fields=fields) == {"credit_card": MASK, "ssn": MASK, "name": "Ann"}
    assert masking.mask("abc", dynamic_mask=True) == masking.erase("abc", dynamic_mask=True)


@pytest.mark.parametrize(
    "field", ["nope", "customer.nope", "items[5]", "items.sku", "items[*].nope", "id.x", "$.nope[*]"]
)
def test_a_field_that_is_not_there_is_an_error_or_a_warning(field):
    with pytest.raises(DataMaskingFieldNotFoundError) as raised:
        masking.erase(ORDER, fields=[field])
    assert field in str(raised.value)
    assert "Ann" not in str(raised.value)
    with pytest.warns(PowertoolsUserWarning, match="No matches"):
        assert DataMasking(raise_on_missing_field=False).erase(ORDER, fields=[field]) == ORDER


def test_json_text_is_read():
    assert masking.erase(json.dumps(ORDER), fields=["id"]) == {**ORDER, "id": MASK}
    assert masking.erase(json.dumps(ORDER), masking_rules={"id": {}}) == {**ORDER, "id": MASK}


@pytest.mark.parametrize("data", [7, None, [{"a": 1}], b'{"a":1}'])
def test_what_has_no_fields_is_refused(data):
    with pytest.raises(DataMaskingUnsupportedTypeError):
        masking.erase(data, fields=["a"])


def test_no_fields_at_all_is_a_mistake():
    with pytest.raises(ValueError, match="fields"):
        masking.erase(ORDER, fields=[])


# --- Structure and types (DM1) -----------------------------------------------------------------------------------------

KEPT = {
    "at": datetime.datetime(2026, 1, 2, tzinfo=datetime.timezone.utc),
    "day": datetime.date(2026, 1, 2),
    "price": decimal.Decimal("1.10"),
    "id": uuid.UUID(int=7),
    "pair": (1, {"a": 2}),
    "set": {1, 2},
    "bytes": b"x",
    "level": enum.Enum("Level", "LOW").LOW,
    1: "one",
    (1, 2): "two",
}


def test_what_is_not_masked_keeps_its_type():
    assert masking.erase({**KEPT, "a": "x"}, fields=["a"]) == {**KEPT, "a": MASK}
    assert masking.erase({**KEPT, "a": "x"}, masking_rules={"a": {}}) == {**KEPT, "a": MASK}


def test_a_date_can_be_masked():
    assert masking.erase({"at": datetime.date(2026, 1, 2)}, fields=["at"]) == {"at": MASK}
    assert masking.erase({"at": datetime.date(2026, 1, 2)}, masking_rules={"at": {"dynamic_mask": True}}) == {
        "at": "****-**-**"
    }


def test_fields_are_found_below_tuples_and_numbers_as_keys():
    assert masking.erase({"pair": (1, {"a": 2})}, fields=["pair[1].a"]) == {"pair": (1, {"a": MASK})}
    assert masking.erase({1: "x", 2: "y"}, fields=["['1']"]) == {1: MASK, 2: "y"}


@pytest.mark.parametrize(
    ("data", "field", "masked"),
    [
        (
            Card(owner=Person()),
            "owner.name",
            {"number": "4111", "owner": {"name": MASK, "born": datetime.date(1990, 1, 2)}},
        ),
        (Person(), "name", {"name": MASK, "born": datetime.date(1990, 1, 2)}),
        (Plain(), "cards[*].number", {"name": "Ann", "cards": [{"number": MASK, "owner": None}]}),
        ({"card": Card()}, "card.number", {"card": {"number": MASK, "owner": None}}),
    ],
)
def test_objects_are_masked_as_dictionaries(data, field, masked):
    assert masking.erase(data, fields=[field]) == masked


def test_an_object_that_stands_twice_is_converted_twice():
    card = Card()
    assert prepare_data([card, card]) == [{"number": "4111", "owner": None}] * 2


def test_what_contains_itself_is_masked_there():
    card = Card()
    card.owner = card
    assert prepare_data(card) == {"number": "4111", "owner": MASK}


def test_a_serializer_of_their_own_is_used():
    provider = BaseProvider(json_serializer=lambda data: json.dumps(data, default=str))
    day = {"day": datetime.date(2026, 1, 2), "a": 1}
    assert DataMasking(provider).erase(day, fields=["a"]) == {"day": "2026-01-02", "a": MASK}


names = some.text("abcde_", min_size=1, max_size=3)
trees = some.recursive(
    some.integers() | some.text(max_size=5) | some.none() | some.dates(),
    lambda below: some.lists(below, max_size=3) | some.dictionaries(names, below, max_size=3) | some.tuples(below),
    max_leaves=12,
)


@given(some.dictionaries(names, trees, min_size=1, max_size=4), some.data())
def test_one_field_changes_and_the_rest_is_the_same(data, draw):
    before = copy.deepcopy(data)
    name = draw.draw(some.sampled_from(sorted(data)))
    masked = masking.erase(data, fields=[name], dynamic_mask=False)
    assert data == before
    assert {key: value for key, value in masked.items() if key != name} == {
        key: value for key, value in data.items() if key != name
    }
    assert masked[name] == masking.erase(data[name])


steps = some.sampled_from([".a", ".b", "[0]", "[-1]", "[*]", ".*", "['a']"])


@given(trees, some.lists(steps, min_size=1, max_size=4))
def test_usual_expressions_find_what_the_library_finds(data, path):
    import jsonpath_ng.ext

    from aws_lambda_powertools.utilities.data_masking._fields import _compiled, _steps

    plain = json.loads(json.dumps({"a": data}, default=str))
    expression = "$" + "".join(path)
    found = []
    assert _steps(expression) is not None
    _compiled(_steps(expression))(copy.deepcopy(plain), lambda value: found.append(value) or value)
    try:
        expected = [match.value for match in jsonpath_ng.ext.parse(expression).find(plain)]
        holders = list(_holders(plain, path))
    except (KeyError, TypeError):  # older versions of the library look for indexes in dictionaries
        return
    if all(isinstance(value, (dict, list)) for value in holders):
        assert found == expected


def _holders(value, path):
    """What `[*]` is applied to: of single values the library makes a list of one."""
    import jsonpath_ng.ext

    for length, step in enumerate(path):
        if step in ("[*]", ".*", "[0]", "[-1]"):
            found = [match.value for match in jsonpath_ng.ext.parse("$" + "".join(path[:length])).find(value)]
            kinds = dict if step == ".*" else list
            yield from (one if isinstance(one, kinds) else None for one in found)


# --- Rules ---------------------------------------------------------------------------------------------------------


def test_rules_mask_each_in_its_way():
    rules = {
        "customer.email": {"regex_pattern": "(.)(.*)(@.*)", "mask_format": r"\1***\3"},
        "customer.name": {"custom_mask": "XX"},
        "items[*].sku": {},
        "id": {"dynamic_mask": True},
        "none": {},
    }
    masked = masking.erase(ORDER, masking_rules=rules)
    assert masked["customer"] == {"name": "XX", "email": "a***@example.com"}
    assert [item["sku"] for item in masked["items"]] == [MASK, MASK]
    assert (masked["id"], masked["none"]) == ("*", None)


def test_rules_win_over_fields():
    assert masking.erase({"a": "x", "b": "y"}, fields=["b"], masking_rules={"a": {}}) == {"a": MASK, "b": "y"}


@pytest.mark.parametrize("rules", [{"a[": {}}, {"": {}}, {"a": None}])
def test_a_rule_that_is_none_is_an_error(rules):
    with pytest.raises(DataMaskingError):
        masking.erase({"a": "x"}, masking_rules=rules)


def test_a_provider_of_their_own_masks_the_fields():
    class Shouting(BaseProvider):
        def erase(self, data, **options):
            return f"{data}!{options.get('custom_mask')}"

    assert DataMasking(Shouting()).erase({"a": 1, "b": 2}, fields=["a"], custom_mask="x") == {"a": "1!x", "b": 2}
    assert DataMasking(Shouting()).erase({"a": 1}, masking_rules={"a": {"custom_mask": "y"}}) == {"a": "1!y"}


def test_erasing_providers_do_not_encrypt():
    with pytest.raises(NotImplementedError):
        masking.encrypt({"a": 1})
    with pytest.raises(NotImplementedError):
        masking.decrypt("x")


# --- Pseudonyms and detectors -------------------------------------------------------------------------------------------


def test_pseudonyms_are_the_same_for_the_same_value_and_key():
    def pseudonym(value, key="a secret key"):
        return masking.pseudonymize({"id": value}, fields=["id"], key=key, prefix="u-")["id"]

    assert pseudonym("ann") == pseudonym("ann") == "u-" + pseudonym("ann")[2:]
    assert len(pseudonym("ann")) == 34
    assert len({pseudonym("ann"), pseudonym("bob"), pseudonym("ann", "another key")}) == 3


def test_a_pseudonym_is_an_hmac():
    assert masking.pseudonymize("ann", key="key", length=64) == (
        __import__("hmac").new(b"key", b"ann", "sha256").hexdigest()
    )


def test_pseudonyms_leave_none_and_structure():
    masked = masking.pseudonymize({"ids": ["a", None, "a"]}, fields=["ids"], key="k", length=8)
    assert masked["ids"][0] == masked["ids"][2] != masked["ids"][1]
    assert masked["ids"][1] is None


@pytest.mark.parametrize("options", [{"key": ""}, {"key": "k", "length": 4}, {"key": "k", "length": 65}])
def test_pseudonyms_need_a_key_and_enough_digits(options):
    with pytest.raises(ValueError, match=r"key|length"):
        masking.pseudonymize("a", **options)


@pytest.mark.parametrize(
    ("text", "scrubbed"),
    [
        ("pay with 4111 1111 1111 1111 now", f"pay with {MASK} now"),
        ("5500-0055-5555-5559", MASK),
        ("order 4111111111111112", "order 4111111111111112"),
        ("0000 0000 0000 0000", "0000 0000 0000 0000"),
        ("mail ann.b+c@mail.example.com, please", f"mail {MASK}, please"),
        ("ann@localhost", "ann@localhost"),
        ("to AT61 1904 3002 3457 3201", f"to {MASK}"),
        ("DE89370400440532013000", MASK),
        ("DE89370400440532013001", "DE89370400440532013001"),
        ("Bearer eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.c2lnbmF0dXJl", f"Bearer {MASK}"),
        ("nothing to see", "nothing to see"),
    ],
)
def test_detectors_mask_what_they_find_inside_texts(text, scrubbed):
    assert masking.scrub({"note": [text]}) == {"note": [scrubbed]}


def test_only_the_chosen_detectors_look():
    assert masking.scrub("ann@example.com 4111111111111111", detectors=["card"]) == f"ann@example.com {MASK}"
    with pytest.raises(ValueError, match="passport"):
        masking.scrub("x", detectors=["passport"])


def test_rules_of_the_logger_serve_here_too(capsys):
    rules = {"redact_keys": ["password"], "redact_patterns": [r"T-\d+"]}
    logger = Logger(service="shop", **rules)
    data = {"Password": "x", "notes": ("see T-42", 1)}
    assert masking.scrub(data, **rules) == {"Password": MASK, "notes": (f"see {MASK}", 1)}
    logger.info("data", data=data)
    assert "T-42" not in capsys.readouterr().out


@given(some.text("0123456789", min_size=12, max_size=18))
def test_one_of_ten_check_digits_makes_a_card_number(digits):
    if digits.strip("0"):
        assert sum(is_card(digits + check) for check in "0123456789") == 1


@given(some.text())
def test_detectors_take_any_text(text):
    for detect in DETECTORS.values():
        assert isinstance(detect(text, MASK), str)


def test_check_digits_of_ibans():
    assert is_iban("GB29NWBK60161331926819")
    assert not is_iban("GB29NWBK60161331926818")
