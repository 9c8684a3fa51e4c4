"""Which function a command line means."""

from __future__ import annotations

import pytest

from aws_lambda_powertools.local import LocalError, parse_handler
from aws_lambda_powertools.local._handler_path import handlers_in


@pytest.fixture
def project(tmp_path):
    (tmp_path / "src" / "shop" / "orders").mkdir(parents=True)
    (tmp_path / "app.py").write_text("def helper(a): ...\ndef lambda_handler(event, context): ...\n")
    (tmp_path / "src" / "fn.py").touch()
    for package in ("shop", "shop/orders"):
        (tmp_path / "src" / package / "__init__.py").touch()
    (tmp_path / "src" / "shop" / "orders" / "api.py").touch()
    (tmp_path / "odd.name.py").touch()
    return tmp_path


@pytest.mark.parametrize(
    ("text", "root", "module", "file"),
    [
        ("app.py:handler", "", "app", "app.py"),
        ("./app.py:handler", "", "app", "app.py"),
        ("src/fn.py:handler", "src", "fn", "src/fn.py"),
        ("src/shop/orders/api.py:handler", "src", "shop.orders.api", "src/shop/orders/api.py"),
        ("src/shop/__init__.py:handler", "src", "shop", "src/shop/__init__.py"),
        ("app:handler", "", "app", "app.py"),
        ("src.shop.orders.api:handler", "", "src.shop.orders.api", "src/shop/orders/api.py"),
        ("app.handler", "", "app", "app.py"),
        ("src/fn.handler", "", "src/fn", "src/fn.py"),
        ("somewhere.else:handler", "", "somewhere.else", None),
    ],
)
def test_files_modules_and_lambda_s_own_form_are_understood(project, text, root, module, file):
    found = parse_handler(text, str(project))

    assert (found.root, found.module, found.attribute) == (str(project / root), module, "handler")
    assert found.lambda_name == f"{module}.handler"
    assert found.file == (file and str(project / file))


def test_an_absolute_path_needs_no_directory(project):
    assert parse_handler(f"{project}/app.py:handler").root == str(project)


@pytest.mark.parametrize(
    ("text", "sentence", "hint"),
    [
        ("app.py", "names a file, but no function", "Did you mean app.py:lambda_handler?"),
        ("nowhere.py:handler", "There is no file 'nowhere.py'", "relative to"),
        ("src/:handler", "is a directory", "app.py:lambda_handler"),
        ("odd.name.py:handler", "can't be imported as a module", ""),
        ("app.py:a.b", "a function's name is expected", ""),
        ("app.py:", "a function's name is expected", ""),
        (":handler", "neither a Python file nor the name of a module", ""),
        ("a..b:handler", "neither a Python file nor the name of a module", ""),
        ("handler", "does not name a handler", ""),
        ("", "does not name a handler", ""),
        (".handler", "does not name a handler", ""),
        ("app.not-a-name", "does not name a handler", ""),
    ],
)
def test_what_names_no_handler_is_said_in_one_sentence(project, text, sentence, hint):
    with pytest.raises(LocalError, match=sentence) as caught:
        parse_handler(text, str(project))

    assert hint in caught.value.hint
    assert caught.value.status == 2


def test_functions_with_two_parameters_are_suggested_first(project):
    assert handlers_in(str(project / "app.py")) == ["lambda_handler", "helper"]
    assert handlers_in(str(project / "nowhere.py")) == []
