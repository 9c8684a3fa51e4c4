"""How attributes are declared: what they read, what they keep, what they say when something is missing."""

from __future__ import annotations

import copy
import json
import pickle
import threading
from enum import Enum

import pytest

from aws_lambda_powertools.utilities.data_classes import SQSEvent
from aws_lambda_powertools.utilities.data_classes._fields import (
    caseless,
    field,
    first,
    following,
    item_list,
    item_map,
    items,
    json_text,
)
from aws_lambda_powertools.utilities.data_classes.common import CaseInsensitiveDict, DictWrapper


class Color(Enum):
    RED = "red"


class Leaf(DictWrapper):
    size = field("size")
    """How big it is."""


class Branch(DictWrapper):
    leaf = field("leaf", Leaf)
    leaves = items("leaves", Leaf)


class Tree(DictWrapper):
    name = field("name")
    nickname = field("nickname", default=None)
    height = field("height", default=1)
    tags = field("tags", default_factory=dict)
    age = field("age", int, writable=True)
    color = field("color", Color)
    evergreen = field("evergreen", bool, default=False)
    author = field("author", inside="metadata")
    editor = field("editor", inside="metadata", default=None)
    labels = field("labels", inside="metadata", default_factory=list)
    branch = field("branch", Branch)
    top = field("top", Branch, default=None)
    root = field("root", Branch, default=dict)
    branches = items("branches", Branch)
    twigs = items("twigs", Branch, default=None)
    lowest = first("branches", Branch)
    next_branch = following("branches")
    branch_list = item_list("branches", Branch)
    twig_list = item_list("twigs", Branch, default=None)
    by_name = item_map("byName", Branch)
    headers = caseless("headers")
    inner_headers = caseless("headers", inside="metadata", default=None)
    note = json_text("note", default=None)


def tree(**raw):
    return Tree(raw)


# --- Values -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("raw", "attribute", "value"),
    [
        ({"name": "oak"}, "name", "oak"),
        ({"name": None}, "name", None),
        ({"nickname": "o"}, "nickname", "o"),
        ({}, "nickname", None),
        ({}, "height", 1),
        ({"height": None}, "height", None),
        ({}, "tags", {}),
        ({"tags": None}, "tags", {}),
        ({"tags": {"a": 1}}, "tags", {"a": 1}),
        ({"age": "7"}, "age", 7),
        ({"age": None}, "age", None),
        ({"color": "red"}, "color", Color.RED),
        ({"color": None}, "color", None),
        ({}, "evergreen", False),
        ({"evergreen": None}, "evergreen", False),
        ({"evergreen": "yes"}, "evergreen", True),
        ({"metadata": {"author": "jane"}}, "author", "jane"),
        ({"metadata": {"author": None}}, "author", None),
        ({}, "editor", None),
        ({"metadata": None}, "editor", None),
        ({"metadata": "None"}, "labels", []),
        ({"metadata": {"labels": ["a"]}}, "labels", ["a"]),
        ({}, "top", None),
        ({"top": None}, "top", None),
        ({"headers": None}, "headers", {}),
        ({"metadata": {"headers": {"A": "b"}}}, "inner_headers", {"a": "b"}),
        ({}, "inner_headers", {}),
        ({"note": '{"a": [1]}'}, "note", {"a": [1]}),
        ({"note": ""}, "note", None),
        ({"branches": None}, "branch_list", []),
        ({}, "twig_list", []),
        ({"byName": None}, "by_name", {}),
    ],
)
def test_a_value(raw, attribute, value):
    assert getattr(Tree(raw), attribute) == value


@pytest.mark.parametrize(
    ("raw", "attribute", "path"),
    [
        ({}, "name", "name"),
        ({}, "age", "age"),
        ({}, "author", "metadata.author"),
        ({"metadata": None}, "author", "metadata.author"),
        ({}, "branch", "branch"),
        ({}, "branch_list", "branches"),
        ({}, "by_name", "byName"),
        ({}, "lowest", "branches"),
        ({}, "headers", "headers"),
    ],
)
def test_a_missing_key_is_named(raw, attribute, path):
    with pytest.raises(KeyError) as raised:
        getattr(Tree(raw), attribute)
    assert raised.value.args == (path,)


@pytest.mark.parametrize(
    ("raw", "read", "path"),
    [
        ({"branch": {}}, lambda tree: tree.branch.leaf, "branch.leaf"),
        ({"branch": None}, lambda tree: tree.branch.leaf, "branch.leaf"),
        ({"branch": {"leaf": None}}, lambda tree: tree.branch.leaf.size, "branch.leaf.size"),
        ({}, lambda tree: tree.root.leaf, "root.leaf"),
        ({"branches": [{}, {}]}, lambda tree: list(tree.branches)[1].leaf, "branches[1].leaf"),
        ({"branches": [{}, None]}, lambda tree: list(tree.branches)[1].leaf, "branches[].leaf"),
        ({"branches": [{}]}, lambda tree: tree.lowest.leaf, "branches[0].leaf"),
        ({"branches": [{}, {}]}, lambda tree: tree.branch_list[1].leaf, "branches[1].leaf"),
        ({"byName": {"x": {}}}, lambda tree: tree.by_name["x"].leaf, "byName[x].leaf"),
        ({"branch": {"leaves": [{}]}}, lambda tree: next(tree.branch.leaves).size, "branch.leaves[0].size"),
        ({}, lambda tree: next(tree.branches), "branches"),
    ],
)
def test_the_path_to_a_missing_key(raw, read, path):
    with pytest.raises(KeyError) as raised:
        read(Tree(raw))
    assert raised.value.args == (path,)


def test_a_missing_key_hides_no_cause():
    with pytest.raises(KeyError) as raised:
        _ = tree().name
    assert raised.value.__suppress_context__


@pytest.mark.parametrize(("attribute", "value"), [("age", 8)])
def test_a_writable_attribute_sets_the_event(attribute, value):
    raw = {}
    setattr(Tree(raw), attribute, value)
    assert raw == {attribute: value}


def test_other_attributes_can_not_be_set():
    with pytest.raises(AttributeError):
        tree(name="oak").name = "elm"


def test_attributes_are_properties():
    assert all(isinstance(value, property) for name, value in vars(Tree).items() if not name.startswith("_"))


def test_defaults_are_not_shared():
    tree().tags["a"] = 1
    assert tree().tags == {}


# --- What is kept -------------------------------------------------------------------------------------------------

FULL = {
    "branch": {"leaf": {"size": 1}, "leaves": [{"size": 2}]},
    "top": {},
    "branches": [{"leaf": {"size": 3}}, {"leaf": {"size": 4}}],
    "byName": {"a": {"leaf": {"size": 5}}},
    "headers": {"Accept": "x"},
    "metadata": {"headers": {"Accept": "y"}},
    "note": '{"a": 1}',
    "color": "red",
}

KEPT = ["branch", "top", "root", "lowest", "branch_list", "by_name", "headers", "inner_headers", "note", "color"]


@pytest.mark.parametrize("attribute", KEPT)
def test_nothing_is_built_twice(attribute):
    whole = Tree(copy.deepcopy(FULL))
    assert getattr(whole, attribute) is getattr(whole, attribute)


@pytest.mark.parametrize(
    ("attribute", "key", "value", "read", "expected"),
    [
        ("branch", "branch", {"leaf": {"size": 9}}, lambda found: found.leaf.size, 9),
        ("top", "top", None, lambda found: found, None),
        ("root", "root", {"leaf": {"size": 9}}, lambda found: found.leaf.size, 9),
        ("lowest", "branches", [{"leaf": {"size": 9}}], lambda found: found.leaf.size, 9),
        ("branch_list", "branches", [], lambda found: found, []),
        ("by_name", "byName", {}, lambda found: found, {}),
        ("headers", "headers", {"A": "b"}, lambda found: found, {"a": "b"}),
        ("note", "note", "[2]", lambda found: found, [2]),
    ],
)
def test_what_changes_in_the_event_is_read_anew(attribute, key, value, read, expected):
    raw = copy.deepcopy(FULL)
    whole = Tree(raw)
    getattr(whole, attribute)
    raw[key] = value
    assert read(getattr(whole, attribute)) == expected


def test_maps_and_lists_follow_their_content():
    raw = copy.deepcopy(FULL)
    whole = Tree(raw)
    headers, listed, mapped = whole.headers, whole.branch_list, whole.by_name
    raw["headers"]["B"] = "c"
    raw["branches"].append({"leaf": {"size": 6}})
    raw["byName"]["b"] = {}
    assert whole.headers == {"accept": "x", "b": "c"}
    assert [branch.leaf.size for branch in whole.branch_list] == [3, 4, 6]
    assert set(whole.by_name) == {"a", "b"}
    assert headers is not whole.headers
    assert listed is not whole.branch_list
    assert mapped is not whole.by_name


def test_parts_see_what_changes_inside_them():
    raw = copy.deepcopy(FULL)
    whole = Tree(raw)
    branch = whole.branch
    raw["branch"]["leaf"]["size"] = 7
    assert branch.leaf.size == 7
    assert whole.branch is branch


def test_keys_are_unhurt_by_what_is_kept():
    raw = copy.deepcopy(FULL)
    before = copy.deepcopy(raw)
    whole = Tree(raw)
    for attribute in KEPT:
        getattr(whole, attribute)
    assert raw == before
    assert dict(whole) == before


@pytest.mark.parametrize("duplicate", [copy.copy, copy.deepcopy, lambda part: pickle.loads(pickle.dumps(part))])
def test_events_can_be_copied_and_pickled(duplicate):
    original = SQSEvent({"Records": [{"body": "[1]", "attributes": {"SenderId": "a"}}]})
    (record,) = original.records
    assert record.json_body == [1]
    again = duplicate(record)
    assert again == record
    assert again.json_body == [1]
    assert again.attributes.sender_id == "a"
    with pytest.raises(KeyError, match=r"Records\[.*\].messageId"):
        _ = again.message_id


def test_one_event_read_by_many_threads():
    whole = Tree(copy.deepcopy(FULL))
    found = []

    def read():
        found.extend(
            (whole.branch.leaf.size, whole.headers["ACCEPT"], whole.branch_list[1].leaf.size) for _ in range(50)
        )

    threads = [threading.Thread(target=read) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert set(found) == {(1, "x", 4)}


# --- Lists --------------------------------------------------------------------------------------------------------


def test_records_are_made_one_by_one():
    class Watched(list):
        handed_out = 0

        def __iter__(self):
            for item in super().__iter__():
                Watched.handed_out += 1
                yield item

    records = Tree({"branches": Watched([{}, {}, {}])}).branches
    assert Watched.handed_out == 0
    next(records)
    assert Watched.handed_out == 1


def test_each_access_starts_anew():
    whole = Tree(copy.deepcopy(FULL))
    assert [branch.leaf.size for branch in whole.branches] == [branch.leaf.size for branch in whole.branches] == [3, 4]


def test_an_empty_list_has_no_first():
    with pytest.raises(StopIteration):
        _ = tree(branches=[]).lowest


def test_the_following_one():
    whole = Tree(copy.deepcopy(FULL))
    assert (whole.next_branch.leaf.size, whole.next_branch.leaf.size) == (3, 4)
    with pytest.raises(StopIteration):
        _ = whole.next_branch


@pytest.mark.parametrize("raw", [{}, {"twigs": None}, {"twigs": []}])
def test_an_optional_list(raw):
    assert list(Tree(raw).twigs) == []


# --- JSON ---------------------------------------------------------------------------------------------------------


def test_a_deserializer_reaches_all_parts():
    class Part(DictWrapper):
        value = json_text("value")

    class Whole(DictWrapper):
        part = field("part", Part)
        parts = items("parts", Part)
        listed = item_list("parts", Part)

    part = {"value": "1"}
    whole = Whole({"part": part, "parts": [part]}, json_deserializer=lambda text: f"<{text}>")
    assert (whole.part.value, next(whole.parts).value, whole.listed[0].value) == ("<1>", "<1>", "<1>")


@pytest.mark.parametrize("text", ["{", "", " ", "{} x", "nul", "\ufeff{}"])
def test_what_is_no_json_is_said_as_always(text):
    record = next(SQSEvent({"Records": [{"body": text}]}).records)
    with pytest.raises(json.JSONDecodeError) as expected:
        json.loads(text)
    with pytest.raises(json.JSONDecodeError) as raised:
        _ = record.json_body
    assert str(raised.value) == str(expected.value)


@pytest.mark.parametrize("text", ["{}", ' {"a": 1}\n', "\t1.5 ", '"x"', "NaN", "[1e400]", "null", "true"])
def test_json_means_the_same_as_always(text):
    record = next(SQSEvent({"Records": [{"body": text}]}).records)
    assert repr(record.json_body) == repr(json.loads(text))


def test_maps_ignore_case():
    assert isinstance(tree(headers={"A": "b"}).headers, CaseInsensitiveDict)
