"""DataMasking: values, options, expressions, rules, objects, providers, and the provider of the AWS Encryption SDK."""

from __future__ import annotations

import dataclasses
import os
import warnings
from types import SimpleNamespace
from typing import Any

from lab import kind_of, scenario
from pydantic import BaseModel

from aws_lambda_powertools.utilities.data_masking import DataMasking
from aws_lambda_powertools.utilities.data_masking.base import prepare_data
from aws_lambda_powertools.utilities.data_masking.provider import BaseProvider

os.environ.setdefault("AWS_DEFAULT_REGION", "eu-west-1")
KEY = "arn:aws:kms:eu-west-1:123456789012:key/11111111-2222-3333-4444-555555555555"
ORDER = {
    "a": "hello-world_1.x y",
    "b": {"c": [{"d": 1, "e": "z"}, {"d": 2}]},
    "n": None,
    "i": 12345,
    "l": ["aa", "bb"],
    "f": 1.5,
    "t": True,
    "a.b": "dot",
    "x-y": "h",
}


@dataclasses.dataclass
class Card:
    number: str = "4111"
    owner: Any = None


class Person(BaseModel):
    name: str = "Ann"
    card: Any = None


class Plain:
    def __init__(self) -> None:
        self.name = "Ann"
        self.cards = [Card()]


def told(function: Any, *arguments: Any, **named: Any) -> Any:
    with warnings.catch_warnings(record=True) as warned:
        warnings.simplefilter("always")
        try:
            result = function(*arguments, **named)
        except Exception as error:
            return kind_of(error)
    return [shown(result), len(warned)]


def shown(value: Any) -> Any:
    if isinstance(value, (set, frozenset, tuple)):
        return {type(value).__name__: sorted(map(str, value))}
    if isinstance(value, list):
        return [shown(item) for item in value]
    if isinstance(value, dict):
        return {str(key): shown(item) for key, item in value.items()}
    return value


VALUES = ["abc", "", 1, 2.5, True, None, b"by", [1, "a", None], (1, "b"), {"s"}, {"a": 1, "b": {"c": [1]}}, [], {}]
OPTIONS: list[dict[str, Any]] = [
    {},
    {"dynamic_mask": True},
    {"dynamic_mask": False},
    {"custom_mask": "XX"},
    {"custom_mask": "X-X-X-X-X-X-X-X-X-X-X-X"},
    {"custom_mask": ""},
    {"regex_pattern": "l", "mask_format": "#"},
    {"regex_pattern": r"(\w)(\w+)", "mask_format": r"\1***"},
    {"regex_pattern": "l"},
    {"mask_format": "#"},
    {"dynamic_mask": True, "custom_mask": "XX"},
    {"custom_mask": "Q", "regex_pattern": "l", "mask_format": "#"},
]
USUAL = (
    "a",
    "$.a",
    "b.c",
    "$.b.c[*].d",
    "b.c[0].d",
    "l[0]",
    "l[*]",
    "$.l[-1]",
    "*",
    "$.*",
    "['a']",
    "$['a.b']",
    "x-y",
    "b.*",
    "n",
)
OTHERS = ("b..d", "$..e", "b.c[0:1]", "b.c[?(@.d==1)].d", "$.b.c[0,1].d", "b.c[::2].d", "a,i", "'x-y'", "$..*")
MISSING = ("zz", "b.zz", "b.c[5].d", "b.c.d", "b.c[*].zz", "a.b", "b.c[a]", "$.zz")


@scenario()
def whole_values():
    for value in VALUES:
        yield repr(value), told(DataMasking().erase, value)


@scenario()
def whole_values_with_options():
    for options in OPTIONS:
        for value in ["hello-world_1.x y", 12345, *VALUES]:
            yield f"{options} {value!r}", told(DataMasking().erase, value, **options)


@scenario()
def bad_patterns():
    for options in ({"regex_pattern": "(", "mask_format": "#"}, {"regex_pattern": "l", "mask_format": r"\9"}):
        yield str(options), told(DataMasking().erase, "hello", **options)


@scenario()
def usual_fields():
    for field in USUAL:
        yield field, told(DataMasking().erase, ORDER, fields=[field])


@scenario()
def other_fields():
    for field in OTHERS:
        yield field, told(DataMasking().erase, ORDER, fields=[field])


@scenario()
def missing_fields():
    for field in MISSING:
        yield field, told(DataMasking().erase, ORDER, fields=[field])
        yield f"{field} warned", told(DataMasking(raise_on_missing_field=False).erase, ORDER, fields=[field])


@scenario()
def fields_that_are_none():
    for field in ("a[", "a]", "a..", "$.", "..", "a b", ""):
        yield field, told(DataMasking().erase, ORDER, fields=[field])
    yield "empty list", told(DataMasking().erase, ORDER, fields=[])


@scenario()
def fields_with_options():
    for options in OPTIONS:
        yield str(options), told(DataMasking().erase, ORDER, fields=["a", "i", "n", "t", "b.c", "l"], **options)


@scenario()
def several_fields():
    yield "parent first", told(DataMasking().erase, {"a": {"b": 1}}, fields=["a", "a.b"])
    yield "child first", told(DataMasking().erase, {"a": {"b": 1}}, fields=["a.b", "a"])


@scenario()
def json_text():
    for text in ('{"a":"x","b":{"c":1}}', "nope", '[1,{"a":2}]', '"text"', "1", ""):
        yield text, told(DataMasking().erase, text, fields=["a"])
        yield f"{text} items", told(DataMasking().erase, text, fields=["[*].a"])


@scenario()
def data_without_fields():
    for value in (1, None, [{"a": 1}], ({"a": 1},), b'{"a":1}'):
        yield repr(value), told(DataMasking().erase, value, fields=["a"])


@scenario()
def usual_rules():
    for field in USUAL:
        for rule in OPTIONS:
            yield f"{field} {rule}", told(DataMasking().erase, ORDER, masking_rules={field: rule})


@scenario()
def other_rules():
    for field in OTHERS:
        yield field, told(DataMasking().erase, ORDER, masking_rules={field: {"dynamic_mask": True}})


@scenario()
def missing_rules():
    for field in MISSING:
        yield field, told(DataMasking().erase, ORDER, masking_rules={field: {}})
        yield f"{field} warned", told(DataMasking(raise_on_missing_field=False).erase, ORDER, masking_rules={field: {}})


@scenario()
def rules_that_are_none():
    for rules in ({"a[": {}}, {"": {}}, {"a": None}, {"a": {"nope": 1}}):
        yield str(rules), told(DataMasking().erase, {"a": "x"}, masking_rules=rules)


@scenario()
def rules_and_fields():
    yield "both", told(DataMasking().erase, {"a": "x", "b": "y"}, fields=["b"], masking_rules={"a": {}})
    yield "no rules", told(DataMasking().erase, {"a": "x", "b": "y"}, fields=["b"], masking_rules={})
    yield "list", told(DataMasking().erase, [{"a": "x"}], masking_rules={"[*].a": {}})


@scenario()
def objects():
    for make in (Card, Person, Plain, lambda: Card(owner=Person(card=Card())), lambda: {"a": [Person()]}):
        value = make()
        yield f"{type(value).__name__} prepared", told(prepare_data, value)
        yield f"{type(value).__name__} erased", told(DataMasking().erase, value)
        yield f"{type(value).__name__} name", told(DataMasking().erase, value, fields=["name"])
        yield f"{type(value).__name__} number", told(DataMasking().erase, value, fields=["$..number"])
        yield (
            f"{type(value).__name__} rule",
            told(DataMasking().erase, value, masking_rules={"name": {"dynamic_mask": True}}),
        )


@scenario()
def the_data_stays_as_it_is():
    before = repr(ORDER)
    DataMasking().erase(ORDER, fields=["a", "b.c[*].d"])
    DataMasking().erase(ORDER, masking_rules={"l[*]": {}})
    yield "same", repr(ORDER) == before


@scenario()
def providers():
    yield "erase", told(BaseProvider().erase, "abc")
    yield "dynamic", told(BaseProvider().erase, {"a": 1}, dynamic_mask=True)
    yield "by position", told(BaseProvider().erase, "abc", None, "QQ")
    yield "encrypt", told(DataMasking().encrypt, {"a": 1})
    yield "decrypt", told(DataMasking().decrypt, "x")


class Asked(BaseProvider):
    def __init__(self) -> None:
        super().__init__()
        self.asked: list[Any] = []

    def erase(self, data: Any, **options: Any) -> Any:
        self.asked.append([data, options])
        return "E"

    def encrypt(self, data: Any, provider_options: Any = None, **context: Any) -> Any:
        self.asked.append([data, provider_options, context])
        return "encrypted"


@scenario()
def a_provider_of_ones_own():
    provider = Asked()
    masking = DataMasking(provider=provider)
    yield "fields", told(masking.erase, {"a": 1, "b": 2}, fields=["a"], dynamic_mask=True)
    yield "whole", told(masking.erase, {"a": 1})
    yield "rules", told(masking.erase, {"a": 1}, masking_rules={"a": {"custom_mask": "x"}})
    yield "encrypt", told(masking.encrypt, Card(), provider_options={"x": 1}, tenant="t")
    yield "asked", provider.asked


# --- The AWS Encryption SDK -----------------------------------------------------------------------------------------


class Client:
    def __init__(self) -> None:
        self.asked: list[Any] = []
        self.error: Exception | None = None
        self.context: dict[str, str] = {}

    def encrypt(self, **request: Any) -> Any:
        self._ask(request)
        self.context = request["encryption_context"]
        return request["source"], None

    def decrypt(self, **request: Any) -> Any:
        self._ask(request)
        return request["source"], SimpleNamespace(encryption_context={**self.context, "aws-crypto-public-key": "k"})

    def _ask(self, request: Any) -> None:
        self.asked.append([sorted(request), request["source"], request.get("encryption_context")])
        if self.error is not None:
            raise self.error


def encrypting() -> tuple[DataMasking, Client]:
    from aws_lambda_powertools.utilities.data_masking.provider.kms import AWSEncryptionSDKProvider

    provider = AWSEncryptionSDKProvider(keys=[KEY])
    provider._key_provider.client = client = Client()
    return DataMasking(provider=provider), client


@scenario()
def encrypted_and_decrypted():
    masking, client = encrypting()
    for data in ({"a": "ü"}, "text", 7, [1, None], Card()):
        encrypted = masking.encrypt(data, provider_options={"frame_length": 0}, tenant="t")
        yield f"{data!r} encrypted", encrypted
        yield f"{data!r} decrypted", told(masking.decrypt, encrypted, tenant="t")
    yield "asked", [[str(part) for part in request] for request in client.asked]


@scenario()
def encryption_contexts():
    masking, _ = encrypting()
    encrypted = masking.encrypt("x", tenant="t")
    for context in ({"tenant": "t"}, {"tenant": "u"}, {}, {"tenant": "t", "more": "m"}, {"tenant": 7}):
        yield str(context), told(masking.decrypt, encrypted, **context)
    yield "number", told(masking.encrypt, "x", tenant=7)


@scenario()
def errors_of_encryption():
    from aws_encryption_sdk.exceptions import DecryptKeyError, GenerateKeyError, NotSupportedError

    for error in (GenerateKeyError("x"), TypeError("x")):
        masking, client = encrypting()
        client.error = error
        yield f"encrypt {error!r}", told(masking.encrypt, "x")
    for error in (DecryptKeyError("x"), NotSupportedError("x"), TypeError("x")):
        masking, client = encrypting()
        client.error = error
        yield f"decrypt {error!r}", told(masking.decrypt, "eA==")


# --- What is mended ---------------------------------------------------------------------------------------------------


@scenario()
def mended_types():
    import datetime

    at = datetime.date(2026, 1, 2)
    yield (
        "date",
        told(lambda: [type(value).__name__ for value in DataMasking().erase({"a": 1, "b": at}, fields=["a"]).values()]),
    )
    yield "keys", told(lambda: [type(key).__name__ for key in DataMasking().erase({"a": 1, 1: 2}, fields=["a"])])
    yield "tuple", told(lambda: type(DataMasking().erase({"a": 1, "b": (1,)}, fields=["a"])["b"]).__name__)
    yield "root", told(DataMasking().erase, {"a": 1}, fields=["$"])
    yield "text", told(DataMasking().erase, '{"a": "x"}', masking_rules={"a": {}})
    yield "twice", told(lambda: [type(item).__name__ for item in prepare_data([CARD, CARD])])


CARD = Card()
