"""What the X-Ray SDK's recorder and segments have and ours don't: an error that says who has it."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any, NoReturn

SDK_NAMES = frozenset(
    (
        # of its recorder
        "context",
        "context_missing",
        "daemon_address",
        "dynamic_naming",
        "emitter",
        "max_trace_back",
        "plugins",
        "record_subsegment",
        "sampler",
        "sampling",
        "sampling_rules",
        "service",
        "stream_sql",
        "stream_subsegments",
        "streaming",
        "streaming_threshold",
        # of its segments
        "get_origin_trace_header",
        "get_total_subsegments_size",
        "increment",
        "is_root",
        "origin",
        "parent_segment",
        "ready_to_send",
        "ref_counter",
        "rule_name",
        "save_origin_trace_header",
        "set_rule_name",
        "set_service",
        "set_user",
        "user",
    )
)


def raise_for(owner: Any, name: str) -> NoReturn:
    """The AttributeError for a name that an object of ours does not have."""
    hint = ""
    if name in SDK_NAMES:
        hint = ": the X-Ray SDK has it. To work with that, install it and set POWERTOOLS_TRACER_PROVIDER=xray-sdk"
    raise AttributeError(f"{type(owner).__name__!r} object has no attribute {name!r}{hint}", name=name, obj=owner)
