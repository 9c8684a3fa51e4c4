"""The examples about validation and OpenAPI do what their page says."""

from __future__ import annotations

import base64
import json
import runpy

from fronts import http, rest
from openapi_spec_validator import OpenAPIV31SpecValidator
from source_tree import ROOT


def example(name):
    return runpy.run_path(str(ROOT / "examples" / "event_handler_validation" / f"{name}.py"))


def asking(name, front):
    handler = example(name)["lambda_handler"]

    def ask(method, path, **request):
        answer = handler(front(method, path, **request), None)
        return answer["statusCode"], json.loads(answer["body"])

    return ask


def test_requests_that_fit_are_answered_and_others_are_told_why():
    ask = asking("getting_started", rest)

    assert ask("POST", "/orders", body='{"item": "tea"}') == (201, {"item": "tea", "amount": 1})
    assert ask("POST", "/orders", body='{"item": "t"}') == (
        422,
        {"statusCode": 422, "detail": [{"loc": ["body", "item"], "type": "string_too_short"}]},
    )
    assert ask("GET", "/orders/7", query={"fields": "a"}, headers={"X-Tenant": "t"}) == (
        200,
        {"id": 7, "fields": ["a"], "tenant": "t"},
    )


def test_models_take_query_string_headers_and_cookies():
    handler = example("models_of_parameters")["lambda_handler"]
    event = http("GET", "/orders", query={"limit": "5", "tags": "a,b"}, headers={"x-tenant": "t"})

    assert json.loads(handler({**event, "cookies": ["sid=1"]}, None)["body"]) == {
        "limit": 5,
        "tags": ["a", "b"],
        "tenant": "t",
        "session": "1",
    }


def test_bodies_of_every_kind():
    ask = asking("bodies", http)
    form = {"content-type": "application/x-www-form-urlencoded"}
    upload = (
        b'--B\r\nContent-Disposition: form-data; name="file"; filename="r.pdf"\r\n\r\nPDF\r\n'
        b'--B\r\nContent-Disposition: form-data; name="comment"\r\n\r\nhi\r\n--B--\r\n'
    )

    assert ask("POST", "/payments", body='{"kind": "card", "number": "1"}') == (200, {"paid by": "Card"})
    assert ask("POST", "/notes", body='{"text": "a"}') == (200, {"text": "a", "priority": 3})
    assert ask("POST", "/contact", body="email=a&topics=x&topics=y", headers=form)[1]["topics"] == ["x", "y"]
    assert ask(
        "POST",
        "/receipts",
        body=base64.b64encode(upload).decode(),
        headers={"content-type": "multipart/form-data; boundary=B"},
        encoded=True,
    ) == (200, {"name": "r.pdf", "bytes": 3, "comment": "hi"})


def test_errors_are_explained_and_our_own_are_ours():
    ask = asking("errors", rest)

    assert ask("GET", "/square/4") == (200, 16)
    assert ask("GET", "/square/x") == (400, {"wrong": ["path.number"]})
    assert ask("GET", "/square/100")[0] == 500


def test_the_document_is_valid_and_served():
    found = example("document")
    document = json.loads(found["app"].get_openapi_json_schema())

    OpenAPIV31SpecValidator(document).validate()
    assert document["info"] == {"title": "Orders", "version": "2.0.0"}
    assert list(document["paths"]["/orders"]["post"]["responses"]) == ["422", "201", "409"]
    assert found["lambda_handler"](rest("GET", "/docs"), None)["statusCode"] == 200


def test_handlers_are_merged(tmp_path, monkeypatch):
    (tmp_path / "src").mkdir()
    source = (ROOT / "examples" / "event_handler_validation" / "document.py").read_text()
    (tmp_path / "src" / "handler.py").write_text(source)
    monkeypatch.chdir(tmp_path)

    assert list(example("merged")["merge"].get_openapi_schema()["paths"]) == ["/orders"]
