"""Which backend stands behind a Tracer."""

from __future__ import annotations

import sys
import types
from unittest import mock

import pytest
from fresh_interpreter import loaded_by

from aws_lambda_powertools.tracing import Tracer, _backends, tracer as tracer_module
from aws_lambda_powertools.tracing._noop import NoopProvider
from aws_lambda_powertools.tracing._xray import XRayProvider
from aws_lambda_powertools.tracing.base import BaseProvider
from aws_lambda_powertools.warnings import PowertoolsUserWarning

OUR_ADAPTER = "aws_lambda_powertools.tracing._sdk"


@pytest.fixture(scope="module")
def loaded_sdk():
    """The modules of the X-Ray SDK, which nobody else in this process gets to see."""
    core = pytest.importorskip("aws_xray_sdk.core")
    import aws_xray_sdk.core.lambda_launcher
    import aws_xray_sdk.ext.httplib  # noqa: F401

    modules = _take_out_sdk()
    yield modules
    core.xray_recorder.emitter._socket.close()


def _take_out_sdk():
    return {name: sys.modules.pop(name) for name in list(sys.modules) if name.partition(".")[0] == "aws_xray_sdk"}


@pytest.fixture(autouse=True)
def nothing_loaded(monkeypatch):
    """As in a function that uses neither the SDK nor OpenTelemetry."""
    monkeypatch.delitem(sys.modules, OUR_ADAPTER, raising=False)
    for name in [name for name in sys.modules if name.partition(".")[0] in ("aws_xray_sdk", "opentelemetry")]:
        monkeypatch.delitem(sys.modules, name)


@pytest.fixture
def sdk(loaded_sdk, nothing_loaded):
    """The SDK, loaded by the function; gives its `aws_xray_sdk.core`."""
    sys.modules.update(loaded_sdk)
    yield sys.modules["aws_xray_sdk.core"]
    _take_out_sdk()


def provider_of(**settings):
    return Tracer(auto_patch=False, **settings).provider


def test_the_native_backend_is_the_default():
    """TR-1.3, TR-4."""
    assert type(provider_of()) is XRayProvider
    assert isinstance(provider_of(), BaseProvider)


@pytest.mark.parametrize(
    ("argument", "environment", "kind"),
    [
        ("xray", None, XRayProvider),
        ("noop", None, NoopProvider),
        (" XRay ", None, XRayProvider),
        (None, "noop", NoopProvider),
        (None, "xray", XRayProvider),
        ("xray", "noop", XRayProvider),
    ],
)
def test_a_word_chooses_and_the_argument_wins_over_the_environment(monkeypatch, argument, environment, kind):
    """TR-1."""
    if environment is not None:
        monkeypatch.setenv("POWERTOOLS_TRACER_PROVIDER", environment)
    assert type(provider_of(provider=argument)) is kind


def test_an_object_is_the_provider():
    """TR-1, TR-4."""
    mine = mock.MagicMock()
    assert provider_of(provider=mine) is mine


@pytest.mark.parametrize("word", ["zipkin", "otlp"])
def test_an_unknown_word_is_told_and_xray_is_used(monkeypatch, word):
    """TR-2."""
    monkeypatch.setenv("POWERTOOLS_TRACER_PROVIDER", word)
    with pytest.warns(
        PowertoolsUserWarning, match=f"'{word}' can't be used, xray is: allowed are xray, xray-sdk, otel"
    ):
        assert type(provider_of()) is XRayProvider


def test_a_backend_whose_package_is_missing_is_told_and_xray_is_used(monkeypatch):
    """TR-2."""
    monkeypatch.setitem(_backends.MODULES, "otel", "_not_there")
    with pytest.warns(PowertoolsUserWarning, match="'otel' can't be used, xray is: No module named"):
        assert type(provider_of(provider="otel")) is XRayProvider


def test_while_tracing_is_off_backends_of_ours_do_nothing(monkeypatch):
    """TR-21."""
    assert type(provider_of(disabled=True, provider="xray")) is NoopProvider
    Tracer._reset_config()
    monkeypatch.setenv("POWERTOOLS_TRACE_DISABLED", "true")
    assert type(provider_of()) is NoopProvider


def test_switching_off_later_replaces_the_shared_backend():
    enabled = Tracer(auto_patch=False)
    assert type(Tracer(disabled=True).provider) is NoopProvider
    assert type(enabled.provider) is XRayProvider


def test_asking_for_another_backend_later_changes_the_shared_one():
    provider_of()
    assert type(provider_of(provider="noop")) is NoopProvider
    assert type(provider_of()) is NoopProvider


# --- OpenTelemetry -----------------------------------------------------------------------------------------------


def with_opentelemetry(monkeypatch, provider):
    api = types.ModuleType("opentelemetry.trace")
    api.get_tracer_provider = lambda: provider  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "opentelemetry.trace", api)
    backend = types.ModuleType("backend")
    backend.create = lambda: mock.sentinel.otel  # type: ignore[attr-defined]
    monkeypatch.setattr(
        _backends, "_module", lambda name, load=_backends._module: backend if name == "_otel.provider" else load(name)
    )


def test_who_has_set_up_opentelemetry_works_with_it(monkeypatch):
    """TR-1.2."""
    with_opentelemetry(monkeypatch, type("TracerProvider", (), {})())
    assert provider_of() is mock.sentinel.otel


def test_opentelemetry_that_nobody_has_set_up_changes_nothing(monkeypatch):
    """TR-1.2."""
    with_opentelemetry(monkeypatch, type("ProxyTracerProvider", (), {})())
    assert type(provider_of()) is XRayProvider


def test_opentelemetry_that_can_not_be_asked_changes_nothing(monkeypatch):
    with_opentelemetry(monkeypatch, None)
    monkeypatch.delattr(sys.modules["opentelemetry.trace"], "get_tracer_provider")
    assert type(provider_of()) is XRayProvider


@pytest.mark.parametrize("word", ["otel", "opentelemetry"])
def test_opentelemetry_has_two_names(monkeypatch, word):
    """TR-1."""
    with_opentelemetry(monkeypatch, None)
    assert provider_of(provider=word) is mock.sentinel.otel


# --- The X-Ray SDK -----------------------------------------------------------------------------------------------


def test_who_has_loaded_the_sdk_works_with_it(sdk):
    """TR-1.1."""
    provider = provider_of()
    assert provider is sdk.xray_recorder
    assert (provider.patch, provider.patch_all) == (sdk.patch, sdk.patch_all)
    assert provider.streaming_threshold == 0


def test_the_sdk_can_be_asked_for(sdk):
    assert provider_of(provider="xray-sdk") is sdk.xray_recorder


def test_whoever_has_loaded_the_sdk_may_ask_for_the_native_backend(sdk):
    assert type(provider_of(provider="xray")) is XRayProvider


def test_a_missing_sdk_is_told_and_xray_is_used(monkeypatch):
    """TR-2."""
    monkeypatch.setitem(sys.modules, "aws_xray_sdk", None)
    with pytest.warns(PowertoolsUserWarning, match="'xray-sdk' can't be used, xray is"):
        assert type(provider_of(provider="xray-sdk")) is XRayProvider


def test_switching_off_switches_the_loaded_sdk_off_too(sdk):
    with mock.patch("aws_xray_sdk.global_sdk_config.set_sdk_enabled") as set_enabled:
        assert type(provider_of(disabled=True)) is NoopProvider
    set_enabled.assert_called_once_with(False)


def test_a_recorder_given_as_an_object_is_made_ready(sdk):
    assert provider_of(provider=sdk.xray_recorder) is sdk.xray_recorder
    assert sdk.xray_recorder.streaming_threshold == 0


def test_endpoints_are_ignored_by_the_sdk_as_well(sdk):
    with mock.patch("aws_xray_sdk.ext.httplib.add_ignored") as add_ignored:
        Tracer(auto_patch=False).ignore_endpoint(hostname="example.com", urls=["/a"])
    add_ignored.assert_called_once_with(hostname="example.com", urls=["/a"])


def test_endpoints_of_a_provider_that_ignores_none_stay():
    Tracer(auto_patch=False, provider=mock.MagicMock(spec=BaseProvider)).ignore_endpoint(hostname="example.com")


def test_the_sdk_is_found_through_the_module_that_users_patch(sdk):
    """TR-5."""
    assert tracer_module.aws_xray_sdk is sys.modules["aws_xray_sdk"]
    with mock.patch("aws_lambda_powertools.tracing.tracer.aws_xray_sdk.core.patch_all") as patch_all:
        Tracer()
    patch_all.assert_called_once_with()


def test_a_mock_of_the_sdk_is_asked_to_patch(sdk):
    with mock.patch("aws_lambda_powertools.tracing.tracer.aws_xray_sdk") as mocked:
        tracer = Tracer()
        tracer.patch(["boto3"])
    calls = [call for call in mocked.mock_calls if "patch" in call[0]]
    assert calls == [mock.call.core.patch_all(), mock.call.core.patch(["boto3"])]


@pytest.fixture
def recorder(sdk, daemon):
    """The SDK's recorder as it is in Lambda."""
    from aws_xray_sdk.core.lambda_launcher import LambdaContext

    sdk.xray_recorder.configure(context=LambdaContext())
    sdk.xray_recorder.emitter.set_daemon_address(daemon.address)
    return sdk.xray_recorder


def test_the_sdk_records_what_our_decorators_see(recorder, daemon, lambda_context):
    tracer = Tracer(service="orders", auto_patch=False)

    @tracer.capture_lambda_handler
    def handler(event, context):
        with tracer.provider.in_subsegment("inner"):
            return "done"

    handler({}, lambda_context)
    assert daemon.tree == {"## handler": {"inner": {}}}
    assert daemon.named("## handler")["metadata"] == {"orders": {"handler response": "done"}}


def test_log_lines_find_the_ids_of_the_sdk(recorder):
    current_ids = _backends.optional(provider_of(), "current_ids")
    assert current_ids is not None
    with recorder.in_subsegment("work") as segment:
        assert current_ids() == ("5759e988bd862e3fe1be46a994272793", segment.id, True)


def test_requests_of_aiohttp_are_recorded_by_the_sdk(sdk):
    pytest.importorskip("aiohttp")
    from aws_lambda_powertools.tracing import aiohttp_trace_config

    Tracer(auto_patch=False)
    with mock.patch("aws_xray_sdk.ext.aiohttp.client.aws_xray_trace_config") as theirs:
        assert aiohttp_trace_config() is theirs.return_value


# --- Loading -----------------------------------------------------------------------------------------------------

HEAVY = {"asyncio", "socket", "urllib", "inspect", "typing", "dataclasses", "random", "uuid", "email", "http"}
LIBRARIES = {"botocore", "boto3", "requests", "httpx", "aiohttp", "sqlite3", "aws_xray_sdk", "opentelemetry", "wrapt"}

CONSTRUCT = "import os; os.environ['LAMBDA_TASK_ROOT'] = '/x'; from aws_lambda_powertools import Tracer; Tracer()"
DISABLED = "from aws_lambda_powertools import Tracer; Tracer()"
IMPORT = "import aws_lambda_powertools.tracing"


def test_a_tracer_loads_no_library_and_nothing_heavy():
    """TR-54. The public package imports botocore, requests, httpx and sqlite3, used or not."""
    pytest.importorskip("awslambdaric")
    runtime, loaded = loaded_by([CONSTRUCT, DISABLED, IMPORT])
    for statement, modules in loaded.items():
        tops = {name.partition(".")[0] for name in modules}
        assert not tops & (HEAVY | LIBRARIES) - runtime, statement
    ours = {name.removeprefix("aws_lambda_powertools.tracing.") for name in loaded[CONSTRUCT] if ".tracing." in name}
    expected = {"tracer", "_context", "_native", "_xray", "_backends", "_patch", "_patch.hook"}
    assert ours == expected
    assert {name for name in loaded[IMPORT] if ".tracing" in name} == {"aws_lambda_powertools.tracing"}
    assert not any("_xray" in name or "_patch" in name for name in loaded[DISABLED])
