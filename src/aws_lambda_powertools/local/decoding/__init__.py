"""What a function emitted, understood: pure functions from lines and datagrams to records, metrics and trees.

Nothing here raises on bad input: what can't be understood stays what it was, a text.
"""

from __future__ import annotations

from aws_lambda_powertools._core.exports import lazy_exports

TYPE_CHECKING = False
if TYPE_CHECKING:
    from aws_lambda_powertools.local.decoding.lines import (
        Decoder as Decoder,
        LogRecord as LogRecord,
        MetricRecord as MetricRecord,
        TextRecord as TextRecord,
        decode_line as decode_line,
    )
    from aws_lambda_powertools.local.decoding.metrics import (
        Metric as Metric,
        MetricTotal as MetricTotal,
        totals as totals,
    )
    from aws_lambda_powertools.local.decoding.tracebacks import (
        ErrorInfo as ErrorInfo,
        Frame as Frame,
        parse_traceback as parse_traceback,
    )
    from aws_lambda_powertools.local.decoding.traces import (
        TraceNode as TraceNode,
        decode_datagram as decode_datagram,
        trace_tree as trace_tree,
        walk as walk,
    )

__getattr__, __dir__, __all__ = lazy_exports(
    __name__,
    {
        ".lines": ["Decoder", "LogRecord", "MetricRecord", "TextRecord", "decode_line"],
        ".metrics": ["Metric", "MetricTotal", "totals"],
        ".tracebacks": ["ErrorInfo", "Frame", "parse_traceback"],
        ".traces": ["TraceNode", "decode_datagram", "trace_tree", "walk"],
    },
)
