"""The page on which people read and try the API."""

from __future__ import annotations

import base64
import gzip
import json
import re

import pytest
from fronts import alb, http, rest

from aws_lambda_powertools.event_handler import ALBResolver, APIGatewayHttpResolver, APIGatewayRestResolver, Response
from aws_lambda_powertools.event_handler.openapi.models import Server
from aws_lambda_powertools.event_handler.openapi.swagger_ui import (
    OAuth2Config,
    _assets,
    generate_oauth2_redirect_html,
    generate_swagger_html,
)


@pytest.fixture
def app():
    app = APIGatewayRestResolver(enable_validation=True)

    @app.get("/orders/<order_id>")
    def order(order_id: int) -> dict: ...

    return app


def get(app, query=None, headers=None, path="/swagger"):
    return app.resolve(rest("GET", path, headers, query), None)


def test_the_page_is_small_and_names_its_document(app):
    """[E25]"""
    app.enable_swagger(title="Shop")
    answer = get(app)

    assert answer["statusCode"] == 200
    assert answer["multiValueHeaders"]["Content-Type"] == ["text/html"]
    assert len(answer["body"]) < 10_000
    assert '"title": "Shop"' in answer["body"]


def test_the_document_is_served_beside_the_page(app):
    app.enable_swagger(path="/docs", title="Shop", servers=[Server(url="/v1")])
    found = json.loads(get(app, {"format": "json"}, path="/docs")["body"])

    assert (found["info"]["title"], found["servers"], list(found["paths"])) == (
        "Shop",
        [{"url": "/v1"}],
        ["/orders/{order_id}"],
    )


@pytest.mark.skipif(_assets.directory() is None, reason="needs the extra swagger")
@pytest.mark.parametrize("name", ["swagger-ui-bundle.js", "swagger-ui.css"])
def test_script_and_style_come_compressed_from_us(app, name):
    app.enable_swagger()
    page = get(app)["body"]
    answer = get(app, {"asset": name}, {"Accept-Encoding": "gzip, br"})

    assert f'"?asset={name}"' in page
    assert answer["multiValueHeaders"]["Content-Encoding"] == ["gzip"]
    assert len(answer["body"]) < 800_000
    assert gzip.decompress(base64.b64decode(answer["body"])) == _assets.content(name)


@pytest.mark.skipif(_assets.directory() is None, reason="needs the extra swagger")
def test_clients_that_read_no_gzip_get_none(app):
    app.enable_swagger()
    answer = get(app, {"asset": "swagger-ui.css"}, {"Accept-Encoding": "gzip;q=0"})

    assert "Content-Encoding" not in answer["multiValueHeaders"]
    assert answer["isBase64Encoded"] or "swagger-ui" in answer["body"]


@pytest.mark.skipif(_assets.directory() is None, reason="needs the extra swagger")
def test_the_largest_part_fits_through_a_load_balancer():
    """[E25]"""
    app = ALBResolver(enable_response_size_validation=True)
    app.enable_swagger()
    event = alb("GET", "/swagger", {"accept-encoding": "gzip"}, {"asset": "swagger-ui-bundle.js"})

    assert app.resolve(event, None)["statusCode"] == 200


@pytest.mark.parametrize("name", ["../__init__.py", "swagger-ui.js", "x"])
def test_no_other_file_is_served(app, name):
    app.enable_swagger()

    assert get(app, {"asset": name})["statusCode"] == 404


def test_without_the_extra_files_are_pinned_and_checked(app, monkeypatch):
    monkeypatch.setattr(_assets, "directory", lambda: None)
    app.enable_swagger()
    page = get(app)["body"]

    assert len(re.findall(r'@\d+\.\d+\.\d+/swagger-ui[^"]*" integrity="sha384-', page)) == 2


def test_files_may_stand_somewhere_else(app):
    app.enable_swagger(swagger_base_url="https://example.com/ui")
    page = get(app)["body"]

    assert 'src="https://example.com/ui/swagger-ui-bundle.min.js"' in page
    assert 'href="https://example.com/ui/swagger-ui.min.css"' in page


def test_contents_may_stand_in_the_page():
    page = generate_swagger_html("{}", "var script", "a {}", "", None)

    assert "<script>var script</script>" in page
    assert "<style>a {}</style>" in page


def test_no_text_of_the_document_becomes_html(app):
    app.enable_swagger(title="</script><script>alert(1)</script>")

    assert "<script>alert" not in get(app)["body"]


def test_logins_are_configured(app):
    app.enable_swagger(oauth2_config=OAuth2Config(app_name="Shop", client_id="c"), persist_authorization=True)
    page = get(app)["body"]

    assert 'ui.initOAuth({"clientId":"c","appName":"Shop"})' in page
    assert "persistAuthorization: true" in page
    assert get(app, {"format": "oauth2-redirect"})["body"] == generate_oauth2_redirect_html()


def test_a_client_secret_is_for_development(monkeypatch):
    with pytest.raises(ValueError, match="POWERTOOLS_DEV"):
        OAuth2Config(app_name="a", client_secret="s")
    monkeypatch.setenv("POWERTOOLS_DEV", "true")

    with pytest.warns(UserWarning, match="POWERTOOLS_DEV"):
        assert OAuth2Config(app_name="a", client_secret="s").clientSecret == "s"


def test_middlewares_stand_around_the_page(app):
    def nobody(app, next_middleware):
        return Response(403, "text/plain", "no")

    app.enable_swagger(middlewares=[nobody])

    assert get(app)["statusCode"] == 403
    assert get(app, {"asset": "swagger-ui.css"})["statusCode"] == 403


def test_the_page_is_no_part_of_the_document(app):
    app.enable_swagger()

    assert list(app.get_openapi_schema().paths) == ["/orders/{order_id}"]


def test_the_stage_of_an_http_api_is_the_server():
    app = APIGatewayHttpResolver()
    app.enable_swagger()
    event = http("GET", "/prod/swagger", query={"format": "json"})
    event["requestContext"]["stage"] = "prod"

    assert json.loads(app.resolve(event, None)["body"])["servers"][0]["url"].startswith("/")
