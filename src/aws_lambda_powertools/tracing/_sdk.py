"""The AWS X-Ray SDK as a backend; the only module that imports it.

The provider is the SDK's own recorder, so that code written for it finds it. What the recorder lacks of the provider
protocol stands here as functions.
"""

from __future__ import annotations

from importlib import import_module

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

# By name, because the SDK has no types that a checker could read.
aws_xray_sdk: Any = import_module("aws_xray_sdk")
core: Any = import_module("aws_xray_sdk.core")


def create() -> Any:
    """The SDK's recorder, ready for use."""
    return prepare(core.xray_recorder)


def prepare(recorder: Any) -> Any:
    """A recorder that patches, and sends each subsegment when it ends."""
    recorder.configure(streaming_threshold=0)
    recorder.patch = core.patch
    recorder.patch_all = core.patch_all
    return recorder


def disable() -> None:
    """Switch the SDK off, for code that uses it directly."""
    aws_xray_sdk.global_sdk_config.set_sdk_enabled(False)


def ignore_endpoint(hostname: str | None = None, urls: list[str] | None = None) -> None:
    """Do not trace HTTP calls to a host, to some paths, or to these paths there."""
    import_module("aws_xray_sdk.ext.httplib").add_ignored(hostname=hostname, urls=urls)


def aiohttp_trace_config(name: str | None = None) -> Any:
    """An `aiohttp.TraceConfig` that records the requests of a client session."""
    return import_module("aws_xray_sdk.ext.aiohttp.client").aws_xray_trace_config(name)


def current_ids() -> tuple[str, str, bool] | None:
    """Trace id (32 hex digits), id of the current segment (16), and whether it is recorded."""
    entity = core.xray_recorder.get_trace_entity()
    trace_id = getattr(entity, "trace_id", None)
    if not trace_id:
        return None
    return trace_id.replace("-", "")[1:], entity.id, bool(entity.sampled)
