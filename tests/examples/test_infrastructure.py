"""The infrastructure examples parse, deploy functions that exist, and set variables that the toolkit reads."""

from __future__ import annotations

import ast
import json
import os
import re
import runpy
import subprocess
import sys

import pytest
import yaml
from fake_dynamodb import Client
from source_tree import ROOT

from aws_lambda_powertools._core.environment import registry

HERE = ROOT / "examples" / "infrastructure"
FILES = sorted(path for path in HERE.rglob("*") if path.suffix in {".yaml", ".yml", ".tf", ".py", ".json"})
TEMPLATES = sorted((HERE / "sam").glob("*.yaml"))
SERVERLESS = sorted((HERE / "serverless").glob("*.yml"))
TERRAFORM = sorted(HERE.rglob("*.tf"))
CDK = sorted((HERE / "cdk").glob("*.py"))


class CloudFormation(yaml.SafeLoader):
    """YAML with the short forms of CloudFormation's functions."""


def function(loader, tag, node):
    construct = {
        yaml.ScalarNode: loader.construct_scalar,
        yaml.SequenceNode: lambda inner: loader.construct_sequence(inner, deep=True),
        yaml.MappingNode: lambda inner: loader.construct_mapping(inner, deep=True),
    }[type(node)]
    return {f"Fn::{tag}": construct(node)}


CloudFormation.add_multi_constructor("!", function)


def template(name):
    return yaml.load((HERE / name).read_text(encoding="utf-8"), CloudFormation)


def short(path):
    return str(path.relative_to(HERE))


def functions(name):
    """The functions of a SAM template, with what is set for all of them."""
    whole = template(name)
    common = whole.get("Globals", {}).get("Function", {})
    return [
        {**common, **resource["Properties"]}
        for resource in whole["Resources"].values()
        if resource["Type"] == "AWS::Serverless::Function"
    ]


def statements(policy):
    return {one["Sid"]: one for one in policy["Properties"]["PolicyDocument"]["Statement"]}


def defines(path, name):
    return name in {node.name for node in ast.parse(path.read_text()).body if isinstance(node, ast.FunctionDef)}


def block(text, header):
    """The lines of a block of Terraform, which `terraform fmt` has indented."""
    return re.search(rf"^{re.escape(header)} \{{\n(.*?)^\}}", text, re.DOTALL | re.MULTILINE)[1]


def terraform():
    return "\n".join(path.read_text(encoding="utf-8") for path in sorted((HERE / "terraform").glob("*.tf")))


def settings(text):
    """`name = value` in a block, at any depth."""
    return dict(re.findall(r"^\s*(\w+)\s*= (.*?)$", text, re.MULTILINE))


def actions(text):
    return re.findall(r'"(\w+:\w+)"', text)


@pytest.mark.parametrize("path", TEMPLATES + SERVERLESS + [HERE / "layer_role.yaml"], ids=short)
def test_yaml_parses_and_has_no_tabs(path):
    assert "\t" not in path.read_text(encoding="utf-8")
    assert isinstance(template(short(path)), dict)


@pytest.mark.parametrize("path", TERRAFORM, ids=short)
def test_terraform_is_balanced(path):
    text = re.sub(r'#.*|"(?:\$\{[^}]*\}|[^"\\]|\\.)*"', "", path.read_text(encoding="utf-8"))
    for opening, closing in ("{}", "[]", "()"):
        assert text.count(opening) == text.count(closing)


@pytest.mark.parametrize("path", FILES, ids=short)
def test_variables_that_are_set_are_read(path):
    named = set(re.findall(r"\b(?:POWERTOOLS_[A-Z_]+|LOG_LEVEL)\b", path.read_text(encoding="utf-8")))
    assert named - {variable.name for variable in registry} == set()


@pytest.mark.parametrize("path", FILES, ids=short)
def test_no_account_is_anybodys(path):
    assert set(re.findall(r"\b\d{12}\b", path.read_text(encoding="utf-8"))) <= {"123456789012"}


@pytest.mark.parametrize("name", ["sam/template.yaml", "sam/function.yaml", "sam/application.yaml"])
def test_a_sam_function_exists_and_has_the_layer(name):
    (deployed,) = functions(name)
    module, handler = deployed["Handler"].split(".")
    folder = (HERE / "sam" / deployed["CodeUri"]).resolve()

    assert defines(folder / f"{module}.py", handler)
    assert (deployed["Runtime"], deployed["Architectures"]) == ("python3.13", ["arm64"])
    assert deployed["Tracing"] == "Active"
    assert len(deployed["Layers"]) == 1


def test_all_functions_of_a_template_share_layer_format_and_service():
    common = template("sam/template.yaml")["Globals"]["Function"]

    assert common["LoggingConfig"]["LogFormat"] == "JSON"
    assert common["Environment"]["Variables"]["POWERTOOLS_SERVICE_NAME"] == "items"
    assert common["Layers"][0]["Fn::Sub"].endswith(":layer:${PowertoolsLayer}")


INVOKE = """
import runpy
from aws_lambda_powertools.testing import lambda_context
handler = runpy.run_path({path!r})[{name!r}]
handler({{"items": [1, 2]}}, lambda_context())
"""


@pytest.mark.parametrize("name", ["sam/template.yaml", "sam/function.yaml"])
def test_the_variables_of_a_template_configure_the_function(name):
    (deployed,) = functions(name)
    module, handler = deployed["Handler"].split(".")
    path = os.path.join(HERE, "sam", deployed["CodeUri"], f"{module}.py")
    variables = {**deployed["Environment"]["Variables"], "POWERTOOLS_TRACE_DISABLED": "true"}
    output = subprocess.run(
        [sys.executable, "-c", INVOKE.format(path=path, name=handler)],
        env={**os.environ, **variables},
        capture_output=True,
        text=True,
        check=True,
    ).stdout

    lines = [json.loads(line) for line in output.splitlines()]
    assert {line["service"] for line in lines} == {"items"}
    assert [line["message"] for line in lines if "message" in line][1:] == ["Processing started", "processing"]
    assert {line["_aws"]["CloudWatchMetrics"][0]["Namespace"] for line in lines if "_aws" in line} == {"Shop"}


@pytest.mark.parametrize("name", ["sam/application.yaml", "serverless/application.yml"])
def test_the_layer_can_come_out_of_an_application(name):
    whole = template(name)
    resources = whole.get("Resources") or whole["resources"]["Resources"]

    assert resources["PowertoolsLayer"]["Type"] == "AWS::Serverless::Application"
    assert "PowertoolsLayer.Outputs.LayerVersionArn" in (HERE / name).read_text(encoding="utf-8")
    assert {"core", "extras"} <= set(
        (whole.get("Mappings") or {}).get("Applications") or whole["custom"]["applications"]
    )
    assert "LayerVersionArn" in template("sam/layer.yaml")["Outputs"]


@pytest.mark.parametrize("path", SERVERLESS, ids=short)
def test_a_function_of_the_serverless_framework_is_in_its_package(path):
    whole = template(short(path))
    source = re.search(r"zip --junk-paths items.zip (\S+)", path.read_text(encoding="utf-8"))[1]
    module, handler = whole["functions"]["items"]["handler"].split(".")

    assert whole["package"]["artifact"] == "items.zip"
    assert os.path.basename(source) == f"{module}.py"
    assert defines((path.parent / source).resolve(), handler)


def test_the_role_for_the_layer_has_four_statements():
    allowed = statements(template("layer_role.yaml")["Resources"]["LayerPolicy"])

    assert list(allowed) == ["CloudFormationTransform", "GetCfnTemplate", "S3AccessLayer", "GetLayerVersion"]
    assert "*" not in [one["Resource"] for one in allowed.values()]


def test_the_terraform_function_exists_and_has_everything():
    text = terraform()
    function = settings(block(text, 'resource "aws_lambda_function" "orders"'))
    source = settings(block(text, 'data "archive_file" "orders"'))["source_file"].strip('"')
    path = (HERE / "terraform" / source.replace("${path.module}/", "")).resolve()
    module, handler = function["handler"].strip('"').split(".")

    assert path.stem == module
    assert defines(path, handler)
    assert function["architectures"] == '["arm64"]'
    assert function["layers"] == "[local.powertools_layer_arn]"
    assert {"timeout", "memory_size", "reserved_concurrent_executions"} <= set(function)
    assert function["mode"] == '"Active"'
    assert function["variables"].startswith("merge(local.powertools_variables,")
    assert settings(block(text, 'resource "aws_cloudwatch_log_group" "orders"'))["retention_in_days"] == "30"


@pytest.mark.filterwarnings("ignore:There are no metrics")  # of the call that is not made again
def test_idempotency_works_on_the_table_and_calls_what_is_allowed(monkeypatch, lambda_context, capsys):
    monkeypatch.setenv("AWS_DEFAULT_REGION", "eu-west-1")
    monkeypatch.setenv("POWERTOOLS_TRACE_DISABLED", "true")
    table = block(terraform(), 'resource "aws_dynamodb_table" "idempotency"')
    key = settings(table)["hash_key"].strip('"')
    module = runpy.run_path(str(ROOT / "examples" / "idempotency" / "all_together.py"))
    layer = module["layer"]
    layer.table.client = client = Client(key)
    for _ in range(2):
        module["lambda_handler"]({"order_id": "1"}, lambda_context)
    (item,) = client.items.values()
    called = {f"dynamodb:{call.title().replace('_', '')}" for call, _ in client.calls}

    assert layer.table_name == re.search(r'^  name\s*= "(.*)"', table, re.MULTILINE)[1]
    assert settings(table)["attribute_name"].strip('"') in item
    assert settings(table)["billing_mode"] == '"PAY_PER_REQUEST"'
    assert {"dynamodb:PutItem", "dynamodb:UpdateItem"} <= called
    assert called <= set(actions(block(terraform(), 'data "aws_iam_policy_document" "idempotency"')))


@pytest.mark.parametrize(
    ("utility", "allowed"),
    [
        ("logger", ["logs:CreateLogStream", "logs:PutLogEvents"]),
        ("tracer", ["xray:PutTraceSegments", "xray:PutTelemetryRecords"]),
        ("parameters", ["ssm:GetParameter", "ssm:GetParametersByPath"]),
        ("idempotency", ["dynamodb:GetItem", "dynamodb:PutItem", "dynamodb:UpdateItem", "dynamodb:DeleteItem"]),
    ],
)
def test_a_utility_is_allowed_what_it_calls(utility, allowed):
    assert actions(block(terraform(), f'data "aws_iam_policy_document" "{utility}"')) == allowed


@pytest.mark.parametrize("path", CDK, ids=short)
def test_a_cdk_app_compiles_and_its_function_exists(path):
    source = path.read_text(encoding="utf-8")
    compile(source, str(path), "exec")
    folder = re.search(r'from_asset\("([^"]+)"', source)[1]
    module, handler = re.search(r'handler="([^"]+)"', source)[1].split(".")

    assert defines((path.parent / folder / f"{module}.py").resolve(), handler)
    assert "PYTHON_3_13" in source


def test_the_context_of_the_cdk_app_names_the_layer():
    context = json.loads((HERE / "cdk" / "cdk.json").read_text(encoding="utf-8"))["context"]
    assert re.fullmatch(r"arn:aws:lambda:eu-west-1:123456789012:layer:[\w-]+:\d+", context["powertools_layer_arn"])
    assert 'get_context("powertools_layer_arn")' in (HERE / "cdk" / "app.py").read_text(encoding="utf-8")


def test_the_image_zips_what_lies_below_python():
    text = (HERE / "layer" / "Dockerfile").read_text(encoding="utf-8")
    version = re.search(r"^FROM python:3\.(\d+)", text, re.MULTILINE)[1]

    assert int(version) >= 10
    assert re.search(r"apt-get install .*\bzip\b", text)
    assert "--target python" in text
    assert re.search(r"^RUN zip .*layer\.zip python$", text, re.MULTILINE)


UTILITIES = {  # where a utility calls AWS, the service, and its rows on the page
    "utilities/parameters/ssm.py": ("ssm", "get_parameter|set_parameter"),
    "utilities/parameters/secrets.py": ("secretsmanager", "get_secret|set_secret"),
    "utilities/parameters/appconfig.py": ("appconfig", "get_app_config"),
    "utilities/feature_flags/stores/s3.py": ("s3", "Feature flags"),
    "utilities/streaming/_s3_seekable_io.py": ("s3", "Streaming"),
    "utilities/kafka/registry.py": ("glue", "Kafka"),
    "_core/dynamodb.py": (
        "dynamodb",
        "ConnectionStore",
    ),  # the rows of other tables are on the pages of their utilities
}
ALLOWED_BY = {"s3:HeadObject": "s3:GetObject"}  # calls that are allowed by another action


@pytest.mark.parametrize("path", UTILITIES)
def test_the_page_allows_what_a_utility_calls(path):
    service, rows = UTILITIES[path]
    source = (ROOT / "src" / "aws_lambda_powertools" / path).read_text(encoding="utf-8")
    called = re.findall(
        r"client\.(?:get_paginator\(\"(\w+)\"|((?:get|put|start|batch|create|update|delete|head|query)\w*))", source
    )
    names = {(paginated or direct).title().replace("_", "") for paginated, direct in called} - {"GetPaginator"}
    wanted = {ALLOWED_BY.get(f"{service}:{name}", f"{service}:{name}") for name in names}
    page = (ROOT / "docs" / "deployment.md").read_text(encoding="utf-8")
    allowed = {
        action
        for line in page.splitlines()
        if line.startswith("|") and re.search(rows, line)
        for action in re.findall(r"`([a-z0-9-]+:\w+)`", line)
    }

    assert wanted
    assert wanted <= allowed
