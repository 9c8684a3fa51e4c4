"""`powertools openapi` as people call it."""

from __future__ import annotations

import json

import pytest

pytest.importorskip("click", reason="needs the extra local")
pytest.importorskip("pydantic", reason="needs the extra parser")

from aws_lambda_powertools.local.cli import main

APP = """
from aws_lambda_powertools.event_handler import APIGatewayRestResolver

app = APIGatewayRestResolver(enable_validation=True)
app.configure_openapi(title="Shop")
other = 1

@app.get("/orders/<order_id>")
def order(order_id: int) -> dict: ...
"""


@pytest.fixture
def app(tmp_path, monkeypatch, request):
    name = f"openapi_{abs(hash(request.node.name))}"
    (tmp_path / f"{name}.py").write_text(APP)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("sys.path", [*__import__("sys").path])
    return f"{name}.py"


def test_the_document_goes_to_standard_output(app, capsys):
    assert main(["openapi", f"{app}:app"]) == 0

    document = json.loads(capsys.readouterr().out)
    assert (document["info"]["title"], list(document["paths"])) == ("Shop", ["/orders/{order_id}"])


def test_a_written_document_passes_the_check_until_it_is_stale(app, capsys, tmp_path):
    kept = tmp_path / "openapi.json"

    assert main(["openapi", f"{app}:app", "-o", "openapi.json"]) == 0
    kept.write_text(json.dumps(json.loads(kept.read_text())))  # another layout is no other document
    assert main(["openapi", f"{app}:app", "--check", "openapi.json"]) == 0
    kept.write_text(kept.read_text().replace("Shop", "Store"))
    assert main(["openapi", f"{app}:app", "--check", "openapi.json"]) == 1

    said = capsys.readouterr()
    assert "stale" in said.err
    assert '-    "title": "Store"' in said.out


@pytest.mark.parametrize(
    ("arguments", "status", "sentence"),
    [
        (["{app}:nothing"], 2, "It has app."),
        (["{app}:other"], 2, "an int, which has no OpenAPI document"),
        (["nowhere.module:app"], 2, "no module"),
        (["nowhere.py:app"], 2, "no file"),
        (["{app}:app", "--check", "missing.json"], 1, "no file 'missing.json'"),
        (["{app}:app", "--check", "a", "-o", "b"], 2, "exclude each other"),
    ],
)
def test_what_is_wrong_is_one_sentence(app, capsys, arguments, status, sentence):
    assert main(["openapi", *(argument.format(app=app) for argument in arguments)]) == status
    assert sentence in capsys.readouterr().err


def test_an_app_that_fails_says_so(tmp_path, monkeypatch, capsys):
    (tmp_path / "openapi_that_fails.py").write_text("raise ValueError('no table')")
    monkeypatch.chdir(tmp_path)

    assert main(["openapi", "openapi_that_fails.py:app"]) == 1
    assert "ValueError: no table" in capsys.readouterr().err
