"""The example API does what its document promises, whatever it is asked."""

from __future__ import annotations

import importlib.util
import sys

import asgi_server
import pytest
import schemathesis_tool
from source_tree import ROOT

pytestmark = pytest.mark.integration

CHECKS = "not_a_server_error,status_code_conformance,content_type_conformance,response_schema_conformance"


@pytest.fixture
def api(monkeypatch):
    """The address of the example API, as strict as it can be."""
    monkeypatch.setenv("POWERTOOLS_STRICT", "true")
    spec = importlib.util.spec_from_file_location("fuzzed", ROOT / "examples" / "event_handler" / "web_server.py")
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module  # where annotations are looked up
    spec.loader.exec_module(module)
    with asgi_server.serving(module.app) as url:
        yield url
    del sys.modules[spec.name]


def test_the_example_api_keeps_its_promises(api, tmp_path):
    try:
        schemathesis_tool.installed()
    except schemathesis_tool.NotToBeHadError as error:
        pytest.skip(str(error))

    done = schemathesis_tool.run(
        f"{api}/docs?format=json",
        "--max-examples=60",
        "--seed=7",
        "--phases=examples,coverage,fuzzing",
        f"--checks={CHECKS}",
        folder=tmp_path,
    )

    assert done.returncode == 0, done.stdout[-6000:] + done.stderr[-2000:]
