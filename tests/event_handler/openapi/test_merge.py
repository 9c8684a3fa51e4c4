"""One document for several functions."""

from __future__ import annotations

import json
import sys
from unittest.mock import patch

import pytest
from openapi_spec_validator import OpenAPIV31SpecValidator

from aws_lambda_powertools.event_handler import APIGatewayRestResolver
from aws_lambda_powertools.event_handler.openapi import OpenAPIMerge, OpenAPIMergeError, merge as merge_module
from aws_lambda_powertools.event_handler.openapi.models import Tag

USERS = """
from pydantic import BaseModel
from aws_lambda_powertools.event_handler import APIGatewayRestResolver

app: APIGatewayRestResolver = APIGatewayRestResolver(enable_validation=True)

class Item(BaseModel):
    user: int

@app.get("/users")
def users() -> list[Item]: ...

@app.get("/both")
def first(): ...
"""
ORDERS = """
from pydantic import BaseModel
from aws_lambda_powertools.event_handler import ALBResolver

app = ALBResolver(enable_validation=True)

class Item(BaseModel):
    order: str

@app.get("/orders")
def orders() -> Item: ...

@app.get("/both")
def second(): ...
"""


@pytest.fixture
def project(tmp_path):
    def write(**files):
        for name, text in files.items():
            file = tmp_path / (name.replace("__", "/") + ".py")
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(text)
        return tmp_path

    return write


def valid(document):
    OpenAPIV31SpecValidator(document).validate()
    return document


def test_handlers_are_found_without_importing_them(project):
    root = project(
        users__handler=USERS,
        orders__handler="raise SystemExit\napp = HttpResolverLocal()",
        tests__handler=USERS,
        other__handler="app = Flask()",
        broken__handler="app = (",
    )

    found = OpenAPIMerge().discover(root, recursive=True)

    assert [str(file.relative_to(root)) for file in found] == ["orders/handler.py", "users/handler.py"]


def test_without_a_path_there_is_nothing_to_find(tmp_path):
    with pytest.raises(FileNotFoundError, match="nowhere"):
        OpenAPIMerge().discover(tmp_path / "nowhere")


def test_components_of_one_name_stay_apart_and_references_follow(project):
    merge = OpenAPIMerge(title="Shop", version="2", tags=["a", Tag(name="b")])
    merge.discover(project(a_orders__handler=ORDERS, b_users__handler=USERS), recursive=True)

    document = valid(merge.get_openapi_schema())

    schemas = document["components"]["schemas"]
    used = {
        path: json.dumps(document["paths"][path]["get"]["responses"]["200"]["content"])
        for path in ("/orders", "/users")
    }
    assert list(schemas["Item"]["properties"]) == ["order"]
    assert list(schemas["Item_b_users"]["properties"]) == ["user"]
    assert 'schemas/Item"' in used["/orders"]
    assert 'schemas/Item_b_users"' in used["/users"]
    assert document["info"] == {"title": "Shop", "version": "2"}
    assert json.loads(merge.get_openapi_json_schema()) == document


@pytest.mark.parametrize(
    ("strategy", "kept", "warnings"), [("warn", "first", 1), ("first", "first", 0), ("last", "second", 0)]
)
def test_a_path_that_two_serve_is_settled(strategy, kept, warnings):
    merge = OpenAPIMerge(on_conflict=strategy)
    merge.add_schema({"paths": {"/both": {"get": {"operationId": "first"}}}})
    merge.add_schema({"paths": {"/both": {"get": {"operationId": "second"}, "post": {}}}})

    with patch.object(merge_module, "logger") as logger:
        document = merge.get_openapi_schema()

    assert document["paths"]["/both"]["get"]["operationId"] == kept
    assert set(document["paths"]["/both"]) == {"get", "post"}
    assert logger.warning.call_count == warnings


def test_a_path_that_two_serve_may_be_an_error():
    merge = OpenAPIMerge(on_conflict="error")
    merge.add_schema({"paths": {"/both": {"get": {}}}})
    merge.add_schema({"paths": {"/both": {"get": {}}}})

    with pytest.raises(OpenAPIMergeError, match="GET /both"):
        merge.get_openapi_schema()


def test_unknown_strategies_are_refused():
    with pytest.raises(ValueError, match="'ignore'"):
        OpenAPIMerge(on_conflict="ignore")


def test_operation_ids_stay_unique():
    merge = OpenAPIMerge()
    merge.add_schema({"paths": {"/a": {"get": {"operationId": "same"}}}})
    merge.add_schema({"paths": {"/b": {"get": {"operationId": "same"}}}})

    paths = merge.get_openapi_schema()["paths"]

    assert [paths[path]["get"]["operationId"] for path in ("/a", "/b")] == ["same", "same_2"]


def test_security_of_one_source_stays_with_its_operations():
    merge = OpenAPIMerge()
    scheme = {"securitySchemes": {"key": {"type": "apiKey", "in": "header", "name": "A"}}}
    other = {"securitySchemes": {"key": {"type": "apiKey", "in": "header", "name": "B"}}}
    merge.add_schema({"paths": {"/a": {"get": {}}}, "components": scheme, "security": [{"key": []}]})
    merge.add_schema({"paths": {"/b": {"get": {"security": [{"key": []}]}}}, "components": other})

    document = merge.get_openapi_schema()

    assert document["paths"]["/a"]["get"]["security"] == [{"key": []}]
    assert document["paths"]["/b"]["get"]["security"] == [{"key_schema2": []}]
    assert set(document["components"]["securitySchemes"]) == {"key", "key_schema2"}


def test_tags_are_listed_once_and_the_first_says_what_they_are():
    merge = OpenAPIMerge(tags=[Tag(name="a", description="config")])
    merge.add_schema({"paths": {}, "tags": [{"name": "a", "description": "late"}, {"name": "b"}]})
    merge.add_schema({"paths": {}, "tags": [{"name": "b", "description": "later"}]})

    assert merge.get_openapi_schema()["tags"] == [{"name": "a", "description": "config"}, {"name": "b"}]


def test_the_document_given_is_left_alone():
    source = {"paths": {"/a": {"get": {}}}, "components": {"schemas": {"A": {"type": "string"}}}}
    before = json.dumps(source)
    merge = OpenAPIMerge()
    merge.add_schema(source)
    merge.get_openapi_schema()["paths"]["/a"]["get"]["changed"] = True

    assert json.dumps(source) == before


def test_objects_are_documents_too():
    app = APIGatewayRestResolver()

    @app.get("/a")
    def handler(): ...

    merge = OpenAPIMerge()
    merge.add_schema(app.get_openapi_schema())

    assert list(valid(merge.get_openapi_schema())["paths"]) == ["/a"]


def test_files_that_add_routes_to_a_shared_app_are_imported_with_it(project):
    root = project(
        shared__resolver="from aws_lambda_powertools.event_handler import ALBResolver\napp = ALBResolver()",
        shared__routes="from shared.resolver import app\n@app.get('/one')\ndef one(): ...",
        shared__more="from .resolver import app\n@app.get('/two')\ndef two(): ...",
        shared__unrelated="raise SystemExit",
    )
    merge = OpenAPIMerge()
    (resolver,) = merge.discover(root, "resolver.py", recursive=True, project_root=root)

    assert merge.dependent_files == {resolver: [root / "shared" / "more.py", root / "shared" / "routes.py"]}
    assert set(merge.get_openapi_schema()["paths"]) == {"/one", "/two"}


def test_nothing_stays_on_the_path_or_among_the_modules(project):
    root = project(pkg_of_this_test__handler=USERS)
    merge = OpenAPIMerge()
    merge.discover(root, recursive=True)
    before = list(sys.path)
    merge.get_openapi_schema()

    assert sys.path == before
    assert not any(name.startswith("pkg_of_this_test") for name in sys.modules)


@pytest.mark.parametrize(
    "text", ["raise RuntimeError('side effect')\napp = ALBResolver()", "import nowhere\napp = ALBResolver()"]
)
def test_one_broken_function_does_not_hide_the_others(project, text):
    merge = OpenAPIMerge()
    merge.discover(project(a__handler=text, b__handler=USERS), recursive=True)

    with pytest.warns(UserWarning, match="left out"):
        document = merge.get_openapi_schema()

    assert set(document["paths"]) == {"/users", "/both"}


def test_nothing_at_all_is_told(project):
    merge = OpenAPIMerge()
    merge.add_file(project(x="app = 1") / "x.py")

    with pytest.warns(UserWarning, match="left out"), pytest.warns(UserWarning, match="none of them gave a route"):
        assert merge.get_openapi_schema()["paths"] == {}


def test_an_app_merges_for_its_page(project):
    app = APIGatewayRestResolver()
    with pytest.raises(RuntimeError, match="configure_openapi_merge"):
        app.get_openapi_merge_schema()
    app.configure_openapi_merge(str(project(users__handler=USERS)), recursive=True, title="All")

    assert app.get_openapi_merge_schema()["info"]["title"] == "All"
    assert set(json.loads(app.get_openapi_merge_json_schema())["paths"]) == {"/users", "/both"}
