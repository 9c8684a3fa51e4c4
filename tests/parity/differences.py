"""The differences from the public package that are meant, each with its reason and where that is written down.

Names in `see`: `S-…` and `R-…` are statements of the articles about the toolkit, `[G1]` is a fault of the public
package that is mended here, `TR-…` a rule of the tracer, `tracing 9.n` its list of repairs, `decision n` a decision
of the project, `weakness` a crash, loss or wrong answer of the public package, mended by default.
"""

from __future__ import annotations

from compare import Intended

ISO_TIMES = (
    Intended(
        "*",
        "**timestamp",
        "times are ISO 8601 in UTC with milliseconds",
        "S-LOG-03",
        public=r'^"9999-99-99 99:99:99,999[+]9999"$',
        ours=r'^"9999-99-99T99:99:99\.999Z"$',
    ),
    Intended(
        "logger_format.default_time*",
        "yielded.line.timestamp",
        "times are ISO 8601 in UTC with milliseconds, in any zone",
        "S-LOG-03",
        public=r'^"2023-11-14 ',
        ours=r'^"2023-11-14T22:13:20\.045Z"$',
    ),
)

LAMBDA_CONTEXT = (
    Intended(
        "*",
        "**function_version",
        "lines name the version of the function",
        "S-LOG-16",
        kind="added",
        ours=r'^"\$LATEST"$',
    ),
)

INTENDED: tuple[Intended, ...] = (*ISO_TIMES, *LAMBDA_CONTEXT)
