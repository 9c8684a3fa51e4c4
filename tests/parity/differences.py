"""The differences from the public package that are meant, each with its reason and where that is written down.

Names in `see`: `S-…` and `R-…` are statements of the articles about the toolkit, `[G1]` is a fault of the public
package that is mended here, `TR-…` a rule of the tracer, `tracing 9.n` its list of repairs, `decision n` a decision
of the project, `weakness` a crash, loss or wrong answer of the public package, mended by default.
"""

from __future__ import annotations

from compare import Intended

ISO_TIME = r'^"9999-99-99T99:99:99\.999Z"$'

LOGGER = (
    Intended(
        "*",
        "**timestamp",
        "times are ISO 8601 in UTC with milliseconds",
        "S-LOG-03",
        public=r'^"9999-99-99 99:99:99,999[+]9999"$',
        ours=ISO_TIME,
    ),
    Intended(
        "logger_format.default_time*",
        "yielded.line.timestamp",
        "times are ISO 8601 in UTC with milliseconds, in any zone",
        "S-LOG-03",
        public=r'^"2023-11-14 ',
        ours=r'^"2023-11-14T22:13:20\.045Z"$',
    ),
    Intended(
        "*",
        "**function_version",
        "lines name the version of the function",
        "S-LOG-16",
        kind="added",
        ours=r'^"\$LATEST"$',
    ),
)

TRACER = (
    Intended(
        "*",
        "stderr[*]",
        "what could not be recorded as it came is mended, not reported by a library's log lines",
        "TR-10, TR-19",
        kind="missing",
        public=r"^\"(Removing Segment/Subsugment Name|ignoring |Prefix 'AWS|Failed to send entity|malformed tracing"
        r"|Subsegment .* discarded)",
    ),
    Intended(
        "*",
        "segments[*].metadata.",
        "metadata of a tracer without a service stands under service_undefined",
        "S-ENV-02, tracing 9.12",
        kind="missing",
    ),
    Intended(
        "*",
        "segments[*].metadata.service_undefined",
        "metadata of a tracer without a service stands under service_undefined",
        "S-ENV-02, tracing 9.12",
        kind="added",
    ),
    Intended(
        "*",
        "segments[*].metadata.** error.type",
        "the metadata of an error says its type",
        "tracing 9.6",
        kind="added",
    ),
    Intended(
        "*",
        "segments[*].metadata.** error.message",
        "the metadata of an error says its message",
        "tracing 9.6",
        kind="added",
    ),
    Intended(
        "tracer_handler.odd_annotations",
        "segments[0].annotations.with**",
        "characters X-Ray does not allow in a key are replaced, dots stay; the annotation is not dropped",
        "tracing 9.5",
        kind="added",
    ),
    Intended(
        "tracer_handler.odd_annotations",
        "segments[0].annotations.d*",
        "dates and decimals are annotations",
        "TR-19",
        kind="added",
    ),
    Intended(
        "tracer_handler.odd_annotations",
        "segments[0].annotations.",
        "an annotation without a name is dropped",
        "TR-19",
        kind="missing",
    ),
    Intended(
        "tracer_handler.odd_*",
        "warnings[*]",
        "what is dropped is told by a warning",
        "TR-19, TR-20",
        kind="added",
        ours="PowertoolsUserWarning",
    ),
    Intended(
        "tracer_handler.odd_metadata",
        "segments[0].metadata.orders.bytes",
        "bytes are text",
        "TR-20, tracing 9.4",
        ours='^"abc"$',
    ),
    Intended(
        "tracer_handler.odd_metadata",
        "segments[0].metadata.orders.colour",
        "an enum is its value",
        "TR-20",
        public="^{}$",
        ours='^"red"$',
    ),
    Intended(
        "tracer_handler.odd_metadata",
        "segments[0].metadata.orders.exception.*",
        "an exception says its type and message",
        "TR-20",
        kind="added",
    ),
    Intended(
        "tracer_handler.metadata_that_is_no_number",
        "segments[0].metadata.orders.nan",
        "documents are valid JSON",
        "tracing 9.4",
        public="not JSON",
        ours='^"NaN"$',
    ),
    Intended(
        "tracer_handler.response_too_large_for_a_datagram",
        "yielded.sent[0]",
        "a subsegment is cut, not lost, when its metadata is too large",
        "tracing 9.3, TR-36",
        kind="added",
    ),
    Intended(
        "tracer_handler.switched_off[sdk switch]",
        "yielded.disabled",
        "the SDK's switch is honoured like our own",
        "TR-21",
        public="false",
        ours="true",
    ),
    Intended(
        "tracer_handler.header_that_changes_between_invocations",
        "segments[1].**",
        "an unsampled invocation records nothing, also when the one before was sampled",
        "TR-31",
    ),
    Intended(
        "tracer_handler.header_that_changes_between_invocations",
        "segments[2]",
        "an unsampled invocation records nothing, also when the one before was sampled",
        "TR-31",
        kind="missing",
    ),
    Intended(
        "tracer_handler.asynchronous_handler",
        "segments[0].metadata.orders.handler response",
        "asynchronous handlers are awaited",
        "S-TRC-05",
        public="coroutine object",
        ours='^"done"$',
    ),
    Intended(
        "tracer_handler.handler_with_more_arguments",
        "**",
        "a handler may be called with more than event and context",
        "weakness",
        kind="added",
    ),
    Intended(
        "tracer_handler.handler_with_more_arguments",
        "raised",
        "a handler may be called with more than event and context",
        "weakness",
        public="TypeError",
        ours="^null$",
    ),
    Intended(
        "tracer_handler.annotation_outside_of_a_subsegment",
        "yielded.*.raised",
        "annotations outside of a subsegment are ignored",
        "tracing 9.7, TR-18",
        kind="missing",
        public="FacadeSegmentMutationException",
    ),
    Intended(
        "tracer_handler.annotation_outside_of_a_subsegment",
        "yielded.*.returned",
        "annotations outside of a subsegment are ignored",
        "tracing 9.7, TR-18",
        kind="added",
    ),
    Intended(
        "tracer_methods.names_that_are_odd",
        "segments[2].*",
        "names are cut at the 200 characters X-Ray takes",
        "tracing 1.4",
        public="a{250}",
        ours="[^a]a{200}[^a]",
    ),
    Intended(
        "tracer_methods.coroutines_gathered",
        "**",
        "concurrent coroutines have true parents, and the handler's subsegment is not lost",
        "tracing 9.1, TR-15",
    ),
    Intended(
        "tracer_methods.coroutines_gathered",
        "segments[*]**",
        "concurrent coroutines have true parents, and the handler's subsegment is not lost",
        "tracing 9.1, TR-15",
        kind="added",
    ),
    Intended(
        "tracer_methods.generators_interleaved",
        "segments[*].parent_id",
        "interleaved generators are siblings",
        "tracing 9.2, TR-16",
        ours="segment ## handler",
    ),
    Intended(
        "tracer_methods.generators_interleaved",
        "segments[2]",
        "interleaved generators do not lose the handler's subsegment",
        "tracing 9.2, TR-16",
        kind="added",
    ),
    Intended(
        "tracer_methods.generators_interleaved",
        "stderr[*]",
        "interleaved generators do not raise",
        "tracing 9.2, TR-16",
        kind="missing",
        public="AlreadyEndedException|Exception ignored",
    ),
)

HTTP_LIBRARIES = (
    Intended(
        "tracer_libraries.*_that_can_not_connect",
        "segments[*].cause.exceptions[*].stack**",
        "frames of the tracing libraries take no room among the ten of the user",
        "tracing 9.10",
    ),
    Intended(
        "tracer_libraries.*_that_can_not_connect",
        "segments[*].cause.exceptions[*].stack[*]",
        "frames of the tracing libraries take no room among the ten of the user",
        "tracing 9.10",
        kind="added",
    ),
    Intended(
        "tracer_libraries.http_client_of_the_standard_library",
        "segments[*]",
        "one request is one subsegment",
        "tracing 6.1",
        kind="missing",
        public='"name": "127.0.0.1"',
    ),
    Intended(
        "tracer_libraries.http_client_of_the_standard_library",
        "segments[*].http.request.*",
        "one request is one subsegment, of the method and URL that were asked for",
        "tracing 6.1",
        ours='^"(GET|http://127.0.0.1:<port>/orders)"$',
    ),
    Intended(
        "tracer_libraries.http_client_of_the_standard_library",
        "segments[*].id",
        "one request is one subsegment",
        "tracing 6.1",
        public="segment 127.0.0.1 3",
        ours="segment 127.0.0.1 1",
    ),
    Intended(
        "tracer_libraries.http_client_of_the_standard_library",
        "yielded.trace[0]",
        "the server hangs below the client's subsegment, not below the handler's",
        "TR-58",
        public="Parent=<segment ## handler",
        ours="Parent=<segment 127.0.0.1 1>",
    ),
    Intended(
        "tracer_libraries.*",
        "segments[*].aws.request_id",
        "what is not known is left out",
        "tracing 1.4",
        kind="missing",
        public="^null$",
    ),
    Intended(
        "tracer_libraries.aws_endpoint_that_refuses",
        "segments[0].*",
        "a call that never got an answer is a fault, with its cause",
        "weakness",
        kind="added",
    ),
    Intended(
        "tracer_libraries.ignored_endpoints",
        "yielded.urls[*]",
        "one request is one subsegment",
        "tracing 6.1",
        kind="missing",
    ),
    Intended(
        "tracer_libraries.ignored_endpoints",
        "yielded.urls[0]",
        "the URL of a request names its port, as with other libraries",
        "tracing 6.1",
        ours=":<port>/orders",
    ),
    Intended(
        "tracer_libraries.sqlite",
        "segments[*]",
        "databases come with the second stage of the tracer",
        "tracing 11",
        kind="missing",
        public='"sql"',
    ),
)

VOCABULARY = (
    Intended(
        "*",
        "warnings[*]",
        "warnings have a category of their own, below the one of the public package",
        "since-3.2 5",
        public='^"UserWarning"$',
        ours='^"PowertoolsUserWarning"$',
    ),
    Intended(
        "vocabulary.serialisation",
        "yielded.'YWJ'.raised.name",
        "an encoding error says what was wrong; it is a ValueError as before",
        "issue 2, encoding",
        public='^"Error"$',
        ours='^"EncodingError"$',
    ),
)

INTENDED: tuple[Intended, ...] = (*LOGGER, *TRACER, *HTTP_LIBRARIES, *VOCABULARY)
