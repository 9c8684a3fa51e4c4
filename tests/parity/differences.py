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

LINE = {"logger_messages.serializer_that_gives_bytes_like_orjson": "yielded.text[0]"}
LOGGER_MESSAGES = (
    Intended(
        "logger_messages.*",
        "yielded.text",
        "times are ISO 8601 in UTC with milliseconds",
        "S-LOG-03",
        public="9999-99-99 99:99:99,999[+]9999",
        ours=r"9999-99-99T99:99:99\.999Z",
    ),
    Intended(
        "logger_*",
        "output[*].message",
        "a line always has a message",
        "[G1]",
        kind="added",
        ours='^(null|"null")$',
    ),
    Intended(
        "logger_messages.message_that_is_*json*",
        "output[*].message",
        "only texts that hold an object or an array are logged as JSON",
        "[G1]",
        ours=r'^"(123|1\.5|true|NaN|-0|\\"text\\")"$',
    ),
    Intended(
        "logger_exceptions.*",
        "output[*].message",
        "only texts that hold an object or an array are logged as JSON",
        "[G1]",
        public="^(true|false)$",
        ours='^"(true|false)"$',
    ),
    Intended(
        "logger_messages.not_a_number",
        "output[*].*",
        "lines are valid JSON",
        "[G4]",
        public="not JSON",
        ours='^"(NaN|-?Infinity)"$',
    ),
    *(
        row
        for scenario, fault in {
            "logger_messages.a_circular_message": "[G2]",
            "logger_messages.a_key_json_refuses": "[G2]",
            "logger_messages.an_object_that_can_not_be_shown": "[G2]",
            "logger_messages.too_few_arguments": "[G2]",
            "logger_messages.a_lone_surrogate": "[G3]",
            "logger_exceptions.exception_that_can_not_be_shown": "[G2]",
            "logger_keys.appended_key_may_be_a_reserved_word_with_a_number": "weakness",
            "logger_messages.serializer_that_gives_bytes_like_orjson": "weakness",
        }.items()
        for row in (
            Intended(scenario, "stderr[0]", "no line is lost", fault, kind="missing", public="logging error"),
            Intended(scenario, LINE.get(scenario, "output[0]"), "no line is lost", fault, kind="added"),
        )
    ),
)

LOGGER_KEYS = (
    *(
        row
        for scenario in ("extra_with_a_reserved_name", "keyword_with_a_reserved_name", "extra_message_is_reserved_too")
        for row in (
            Intended(
                f"logger_keys.{scenario}",
                "raised",
                "names that the logging package reserves are accepted or renamed",
                "[G12]",
                public="KeyError",
                ours="^null$",
            ),
            Intended(
                f"logger_keys.{scenario}",
                "output[0]",
                "names that the logging package reserves are accepted or renamed",
                "[G12]",
                kind="added",
            ),
        )
    ),
    Intended(
        "logger_keys.keys_of_a_block_that_hide_others",
        "output[*].user",
        "a block gives back the key it hid",
        "[G5]",
        kind="added",
        ours="outer|appended",
    ),
    Intended(
        "logger_keys.current_keys_are_those_of_the_line",
        "yielded.a copy",
        "what get_current_keys returns is a copy: changing it changes no line",
        "architecture 3.2a",
        public="true",
        ours="false",
    ),
    Intended(
        "logger_format.formatter_from_the_base_class_with_cleared_state",
        "**",
        "a formatter with no more than the base class asks for does not stop the handler",
        "weakness",
    ),
    Intended(
        "logger_format.formatter_from_the_base_class_with_cleared_state",
        "**",
        "a formatter with no more than the base class asks for does not stop the handler",
        "weakness",
        kind="added",
    ),
    Intended(
        "logger_format.formatter_from_the_base_class_with_cleared_state",
        "yielded.outcome.raised",
        "a formatter with no more than the base class asks for does not stop the handler",
        "weakness",
        kind="missing",
        public="NotImplementedError",
    ),
    Intended(
        "logger_format.formats_of_time*",
        "yielded.**use_datetime_directive**",
        "the fraction of a second is not counted twice",
        "weakness",
        public=r"20\.091356",
        ours=r"20\.045678",
    ),
)

LOGGER_LEVELS = (
    Intended(
        "logger_levels.*",
        "warnings[*]",
        "a level that Lambda overrides is told once for each logger, not twice",
        "weakness",
        kind="missing",
        public="UserWarning",
    ),
    Intended(
        "logger_levels.level_as_argument_in_lower_case[under alc]",
        "**",
        "a level in lower case works also when Lambda sets one",
        "weakness",
        kind="added",
    ),
    Intended(
        "logger_levels.level_as_argument_in_lower_case[under alc]",
        "raised",
        "a level in lower case works also when Lambda sets one",
        "weakness",
        public="TypeError",
        ours="^null$",
    ),
    Intended(
        "logger_levels.odd_levels",
        "yielded.3.5.raised.name",
        "a wrong argument is a ValueError",
        "issue 2, bad input",
        public="AttributeError",
        ours="ValueError",
    ),
)

LOGGER_SAMPLING = (
    Intended(
        "logger_sampling.rates_out_of_bounds",
        "warnings[*]",
        "a rate that is no share is told, and taken as before",
        "[G17], decision 2",
        kind="added",
    ),
)

LOGGER_CONTEXT = (
    Intended(
        "*",
        "output[*].location",
        "the line of the event is located at the handler, not inside the package",
        "S-LOG-20",
        public=r'^"decorate:\d+"$',
        ours=r'^"\w+:\d+"$',
    ),
    Intended(
        "logger_exceptions.*",
        "output[*].location",
        "an uncaught exception is located where it was raised, not inside the package",
        "S-LOG-20",
        public=r'^"log_uncaught_exception_hook:\d+"$',
        ours=r'^"fail:\d+"$',
        always=False,  # Python 3.10: the next row
    ),
    Intended(
        "*",
        "output[*].location",
        "a line by logger.exception is located where it was logged, not inside the standard library",
        "S-LOG-20",
        public=r'^"exception:\d+"$',
        ours=r'^"\w+:\d+"$',
        always=False,  # Python 3.10
    ),
    Intended(
        "logger_context.asynchronous_handler",
        "output[*].taskName",
        "what newer versions of the logging package add to a record is no key of the user",
        "weakness",
        kind="missing",
        always=False,  # from Python 3.12 on
    ),
    Intended(
        "logger_context.two_loggers_share_the_cold_start",
        "output[1].cold_start",
        "two loggers agree on what is a cold start",
        "architecture 3.2",
        public="false",
        ours="true",
    ),
    *(
        row
        for scenario in ("context_that_lacks_attributes", "no_context")
        for row in (
            Intended(
                f"logger_context.{scenario}",
                "yielded.outcome.raised",
                "a test may leave the context out",
                "[G16]",
                kind="missing",
                public="AttributeError",
            ),
            Intended(f"logger_context.{scenario}", "**", "a test may leave the context out", "[G16]", kind="added"),
        )
    ),
    Intended(
        "logger_correlation.path_into_a_body_that_is_not_json",
        "yielded.*.raised",
        "an odd event never keeps the handler from running",
        "[G11]",
        kind="missing",
    ),
    Intended(
        "logger_correlation.path_into_a_body_that_is_not_json",
        "**",
        "an odd event never keeps the handler from running",
        "[G11]",
        kind="added",
    ),
    Intended(
        "seeds.child_logger_by_method",
        "yielded.callable",
        "logger.child is a method that makes a child",
        "S-LOG-09, R-5",
        public="false",
        ours="true",
    ),
    Intended(
        "seeds.child_logger_by_method",
        "output[*]",
        "logger.child is a method that makes a child",
        "S-LOG-09, R-5",
        kind="added",
    ),
)

LOGGER_BUFFER = (
    Intended(
        "logger_buffer.without_a_trace",
        "output[0]",
        "kept lines are not lost where there is no trace id",
        "weakness",
        kind="added",
        ours='"kept or lost"',
    ),
    Intended(
        "logger_buffer.keys_appended_after_a_line_was_kept",
        "output[0].step",
        "a kept line has the keys of its time",
        "[G7]",
        public="2",
        ours="1",
    ),
    Intended(
        "logger_buffer.message_changed_after_it_was_kept",
        "output[0].message.v",
        "a kept line is what was logged, not what became of it",
        "[G8]",
        public="2",
        ours="1",
    ),
    Intended(
        "logger_buffer.thread_keys_of_a_kept_line",
        "output[0].*",
        "a kept line has the keys of its time",
        "[G7], weakness",
        kind="added",
    ),
    Intended(
        "logger_buffer.child_*",
        "output[*]",
        "a child shares its parent's buffer",
        "[G9]",
        kind="added",
        ours='"message": "child"',
    ),
    Intended(
        "logger_buffer.child_with_the_same_configuration",
        "output[*].*",
        "a child shares its parent's buffer: an error of either flushes both, in order",
        "[G9]",
    ),
    *(
        Intended(
            "logger_buffer.under_advanced_logging_controls",
            "warnings[*]",
            "a level that Lambda overrides is told once for each logger, not twice",
            "weakness",
            kind=kind,
        )
        for kind in ("missing", "added")
    ),
    *(
        Intended(
            "logger_buffer.log_method_and_stdlib_loggers_pass_by",
            f"yielded.{when}[*]",
            "lines by logger.log and by the standard library's loggers are kept back like others",
            "weakness",
            kind=kind,
        )
        for when, kind in (("directly", "missing"), ("flushed", "added"))
    ),
    Intended(
        "logger_buffer.other_loggers_in_the_buffer",
        "output[0].location",
        "a line of another logger is located where it was logged",
        "S-LOG-20",
        public=r'"handle:\d+"',
        ours=r'"other_loggers_in_the_buffer:\d+"',
    ),
    Intended(
        "logger_buffer.other_loggers_in_the_buffer",
        "output[0].name",
        "a line of another logger names that logger",
        "weakness",
        public='"orders"',
        ours='"other"',
    ),
    Intended(
        "logger_children.configuration_copied_to_children_of_loggers",
        "yielded.handlers[2][0]",
        "a logger whose parent nobody uses gets the configuration as well",
        "weakness",
        kind="added",
    ),
    Intended(
        "logger_children.configuration_copied_to_children_of_loggers",
        "yielded.propagate[2]",
        "a logger whose parent nobody uses gets the configuration as well",
        "weakness",
        public="true",
        ours="false",
    ),
    Intended(
        "logger_children.configuration_copied_to_named_children",
        "output[0]",
        "a logger that is named gets the configuration, also when it is the child of another",
        "weakness",
        kind="added",
        ours='"name": "library.part"',
    ),
    Intended(
        "logger_children.configuration_copied_to_named_children",
        "stderr[0]",
        "a logger that is named gets the configuration, also when it is the child of another",
        "weakness",
        public="two",
        ours=r'^"one\\n"$',
    ),
    Intended(
        "logger_children.child_without_a_level",
        "output[0]",
        "a child inherits its parent's level",
        "decision 4",
        kind="added",
        ours='"message": "child"',
    ),
    Intended(
        "logger_children.pickled_and_copied_loggers",
        "yielded.*.raised",
        "loggers can be copied and pickled, by their names",
        "[G15]",
        kind="missing",
        public="TypeError",
    ),
    Intended(
        "logger_children.pickled_and_copied_loggers",
        "yielded.*.returned",
        "loggers can be copied and pickled, by their names",
        "[G15]",
        kind="added",
        ours="orders",
    ),
)

METRICS_DROPPED = (
    # What CloudWatch would refuse, or what would spoil the document, is dropped with a warning; all else is kept.
    *(
        row
        for scenario, lost, fault in [
            ("not_a_number_beside_good_metrics", "output[0]**", "[M5]"),
            ("one_name_with_two_units", "output[0].Sold[1]", "[M10]"),
            ("dimension_and_metric_of_one_name", "output[0]", "[M9]"),
        ]
        for row in (
            Intended(
                f"metrics_errors.{scenario}", lost, "what would spoil a document is dropped", fault, kind="missing"
            ),
            Intended(f"metrics_errors.{scenario}", "warnings[*]", "what is dropped is told", fault, kind="added"),
        )
    ),
    Intended(
        "metrics_errors.one_name_with_two_units",
        "output[0]._aws.CloudWatchMetrics[0].Metrics[0].Unit",
        "a second unit for one name does not change the first",
        "[M10]",
        public="Seconds",
        ours="Count",
    ),
    Intended(
        "metrics_errors.metadata_that_takes_the_root",
        "output[0]._aws",
        "metadata can not take the place of the metrics",
        "[M8]",
        public='^"x"$',
        ours="CloudWatchMetrics",
    ),
    Intended(
        "metrics_errors.metadata_*",
        "warnings[*]",
        "what is dropped is told",
        "[M8]",
        kind="added",
    ),
    Intended(
        "metrics_errors.dimension_value_too_long",
        "yielded.length[0]",
        "a dimension CloudWatch would refuse is dropped",
        "[M11]",
        public="3000",
        ours="^0$",
    ),
    Intended(
        "metrics_errors.dimension_value_too_long",
        "warnings[0]",
        "what is dropped is told",
        "[M11]",
        kind="added",
    ),
    Intended(
        "metrics_errors.wrong_units",
        "warnings[*]",
        "a unit CloudWatch does not know is told",
        "decision 2",
        kind="added",
    ),
    Intended(
        "metrics_emf.single_metrics*",
        "warnings[*]",
        "a second metric in single_metric is told",
        "decision 2",
        kind="added",
    ),
    Intended(
        "metrics_errors.wrong_values",
        "yielded.1j.raised.name",
        "a complex number is a wrong value as any other",
        "issue 2, bad input",
        public="TypeError",
        ours="MetricValueError",
    ),
    Intended(
        "metrics_errors.too_many_metrics_serialised_by_hand",
        "yielded.outcome",
        "more than a thousand metrics are refused in one blob made by hand",
        "S-MET-10, R-11",
        public="serialised",
        ours="SchemaValidationError",
    ),
)

METRICS_TOLD = (
    Intended(
        "metrics_emf.dimension_set_that_says_a_value_again",
        "warnings[0]",
        "a dimension whose value changes is told, in sets too",
        "decision 2",
        kind="added",
    ),
    Intended(
        "metrics_providers.datadog_wrong_arguments",
        "yielded. 1.raised.*",
        "an empty name is a wrong name as any other",
        "issue 2, bad input",
        public="IndexError",
        ours="SchemaValidationError",
    ),
    Intended(
        "metrics_providers.datadog_wrong_arguments",
        "yielded. 1.raised.also caught as.LookupError",
        "an empty name is a wrong name as any other",
        "issue 2, bad input",
        kind="missing",
    ),
    Intended(
        "metrics_providers.datadog_wrong_arguments",
        "output[1].v",
        "a value is a number",
        "weakness",
        public="true",
        ours="^1$",
    ),
)

METRICS_HISTORIC = (
    Intended(
        "metrics_providers.historic_single_metric",
        "warnings[*]",
        "a second metric in single_metric is told",
        "decision 2",
        kind="added",
    ),
    Intended(
        "metrics_providers.historic_manager",
        "output[*]**",
        "MetricManager is the CloudWatch provider under its old name: default dimensions work",
        "architecture 4",
        kind="added",
        ours='^"(team|stage|a|test)"$',
    ),
)

METRICS_FLUSH = (
    Intended(
        "metrics_*",
        "output[*]",
        "single_metric never prints null",
        "[M12]",
        kind="missing",
        public='^"null"$',
    ),
    Intended(
        "metrics_emf.single_metric_around_a_failing_body",
        "output[0]",
        "single_metric keeps its metric when the body raises",
        "[M12]",
        public='^"null"$',
        ours='"Sold": ',
    ),
    *(
        row
        for scenario, fault in {
            "empty_metrics_and_a_raising_handler": "[M4]",
            "no_namespace_and_a_raising_handler": "[M3]",
        }.items()
        for row in (
            Intended(
                f"metrics_handler.{scenario}",
                "yielded.result.raised.name",
                "the handler's exception wins",
                fault,
                public="SchemaValidationError",
                ours="ValueError",
            ),
            Intended(
                f"metrics_handler.{scenario}",
                "warnings[0]",
                "the trouble of the flush is told",
                fault,
                kind="added",
            ),
        )
    ),
    Intended(
        "metrics_handler.dimensions_of_a_failed_invocation",
        "output[0]**",
        "dimensions and metadata end with their invocation",
        "[M1]",
        kind="missing",
        public="tenant|ACME|alice",
    ),
    Intended(
        "metrics_handler.too_many_dimensions_in_one_invocation",
        "yielded.second.raised",
        "what one invocation did wrong does not harm the next",
        "[M2]",
        kind="missing",
    ),
    Intended(
        "metrics_handler.too_many_dimensions_in_one_invocation",
        "**",
        "what one invocation did wrong does not harm the next",
        "[M2]",
        kind="added",
    ),
    Intended(
        "metrics_handler.too_many_dimensions_in_one_invocation",
        "warnings[1]",
        "what one invocation did wrong does not harm the next, which has metrics",
        "[M2]",
        kind="missing",
    ),
    Intended(
        "metrics_handler.asynchronous_handler",
        "output[0]",
        "asynchronous handlers are awaited before the flush",
        "[M7]",
        kind="added",
    ),
    Intended(
        "metrics_handler.asynchronous_handler",
        "warnings[0]",
        "asynchronous handlers are awaited before the flush, which then has metrics",
        "[M7]",
        kind="missing",
    ),
    Intended(
        "metrics_handler.switched_off_single_metric_and_cold_start",
        "output[*]",
        "the switch holds for single metrics and cold starts too",
        "weakness",
        kind="missing",
    ),
)

MIDDLEWARE = (
    Intended(
        "seeds.middleware_hook_without_handler",
        "yielded.answer.raised",
        "a middleware without a handler is a hook before it",
        "S-MWF-02, R-21",
        kind="missing",
    ),
    Intended(
        "seeds.middleware_hook_without_handler",
        "yielded.answer.returned",
        "a middleware without a handler is a hook before it",
        "S-MWF-02, R-21",
        kind="added",
        ours='"c-1"',
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
        "tracer_libraries.aiohttp*",
        "segments[*].http.request.url",
        "the URL is the one that was asked for, as with other libraries",
        "tracing 6.1",
        public='<port>/(a b)?"$',
        ours='<port>(/a%20b)?"$',
    ),
    Intended(
        "tracer_libraries.aiohttp_that_can_not_connect",
        "segments[0].namespace",
        "a call of another service is remote also when it fails",
        "tracing 1.4",
        public="local",
        ours="remote",
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
        ours='^"NotBase64Error"$',
    ),
    Intended(
        "vocabulary.serialisation",
        "yielded.'YWJ'.raised.also caught as.Error",
        "an encoding error says what was wrong; it is a binascii.Error as before",
        "issue 2, encoding",
        kind="added",
    ),
    Intended(
        "vocabulary.functions_that_fail",
        "yielded.'powertools_base64_gzip(a)' {'a': 'YWJj'}.raised.name",
        "an encoding error says what was wrong; it is an OSError as before",
        "issue 2, encoding",
        public='^"BadGzipFile"$',
        ours='Error"$',  # a class of its own, known by what it is caught as
    ),
    Intended(
        "vocabulary.functions_that_fail",
        "yielded.'powertools_base64_gzip(a)' {'a': 'YWJj'}.raised.also caught as.*",
        "an encoding error says what was wrong; it is a ValueError and an error of zlib as well",
        "issue 2, encoding",
        kind="added",
    ),
)

LEFT_OUT = {
    "activeMQEvent.json.messages[2].redelivered": "^false$",
    "s3EventDeleteObject.json.**.get_object.size": "^null$",
    "s3EventBridge*.json.detail.object.version_id": "^null$",
    "s3ObjectEventTempCredentials.json.user_identity.user_name": "^null$",
    "**.decoded_nested_sns_event.signature": "^null$",
    "**.decoded_nested_sns_event.signature_version": "^null$",
    "**.decoded_nested_sns_event.subject": "^null$",
    "**.decoded_nested_sns_event.signing_cert_url": '^(null|"https://sns[.].*[.]pem")$',
    "**.decoded_nested_sns_event.unsubscribe_url": '^(null|"https://sns[.].*Unsubscribe.*")$',
}
OPTIONAL_PARTS = {
    "**.metrics[0].metric_stat": ("raw_event", "class", "stat", "metric", "period", "unit"),
    "**.decoded_nested_sns_event.message_attributes": (),
}
PARSER = (
    Intended(
        "parser.envelopes_and_what_they_hold",
        "yielded.VpcLatticeEnvelope vpcLatticeEvent none",
        "requests without a body have none",
        "S-PRS-03",
        ours="^null$",
    ),
    Intended(
        "parser.envelopes_on_events_as_they_are",
        "yielded.VpcLatticeEnvelope vpcLatticeEvent",
        "a body in base64 is decoded",
        "S-PRS-03",
        public="json_invalid",
    ),
    Intended(
        "parser.sqs_records_with_something_missing",
        "yielded.null messageAttributes",
        "no attributes are as good as an empty map of them, which the envelope does not read",
        "performance-goals 10",
        ours="^false$",
    ),
)

STREAMS = "data_classes_streams.every_attribute"
DATA_CLASSES_STREAMS = (
    *(
        Intended(
            STREAMS,
            f"yielded.{path}",
            "what the service leaves out, or calls by another name, is no error",
            "weakness",
            public='^{"name": "KeyError"',
            ours=ours,
        )
        for path, ours in LEFT_OUT.items()
    ),
    *(
        Intended(
            STREAMS, f"yielded.{path}.{name}", "a part that the service leaves out is empty", "weakness", kind=kind
        )
        for path, names in OPTIONAL_PARTS.items()
        for kind, name in (
            ("missing", "name"),
            ("missing", "also caught as"),
            *(("added", name) for name in names),
        )
    ),
    Intended(
        STREAMS,
        "yielded.**.name",
        "errors of decoding say what could not be decoded, and are still those of the standard library",
        "weakness",
        public='^"UnicodeDecodeError"$',
        ours='^"NotTextError"$',
    ),
    Intended(
        STREAMS,
        "yielded.**.also caught as.UnicodeDecodeError",
        "errors of decoding say what could not be decoded, and are still those of the standard library",
        "weakness",
        kind="added",
    ),
    Intended(
        STREAMS,
        "yielded.**.get_object.decoded_key",
        "the key of each object can be read without escapes",
        "S-DCL-02",
        kind="added",
    ),
)

DATA_CLASSES = (
    *(
        Intended("data_classes.*", f"yielded.*.read.{attribute}", why, "issue 4, 1", public="KeyError", ours=ours)
        for attribute, ours, why in (
            ("version", r'^"1\.0"$', "REST APIs leave out the version, which is that of the payload format"),
            ("authorization_token", "^null$", "REST and WebSocket APIs leave out what identifies the caller"),
            ("identity_source", "^null$", "REST and WebSocket APIs leave out what identifies the caller"),
            ("caller_context.aws_sdk_version", "^null$", "not every client says its version"),
            ("response.*", "^(null|false)$", "an answer that is not filled in yet has nothing to say"),
        )
    ),
    Intended(
        "data_classes.http",
        "yielded.*.read.path_parameters.raised",
        "WebSocket APIs have no path parameters",
        "issue 4, 1",
        kind="missing",
        public="KeyError",
    ),
    *(
        Intended("data_classes.http", f"yielded.*.read.*_body.raised.{path}", why, "issue 2, encoding", kind=kind)
        for path, kind in (("name", "changed"), ("also caught as.Error", "added"))
        for why in ("an encoding error says what was wrong; it is a binascii.Error as before",)
    ),
    Intended(
        "data_classes.http",
        "yielded.vpcLatticeV2*.read.multi_value_query_string_parameters.*",
        "version 2 of the event has all values of a parameter",
        "weakness",
        kind="added",
    ),
    *(
        Intended(
            "data_classes.services", f"yielded.appSyncEventsEvent.read.{attribute}", why, "weakness", ours="^null$"
        )
        for attribute in ("identity", "prev_result")
        for why in ("a text where an object should stand counts as none",)
    ),
)

MODELS = {
    "what services name may be newer than the model": (
        "*httpMethod.a text",
        "*/method.a text",
        "*/messageDirection.a text",
        "*/StreamViewType.a text",
        "*/eventName.a text",
        "operation.a text",
        "invocationSchemaVersion.a text",
        "*/sourceIPAddress.a text",
        "*/subsequenceNumber.a text",
        "*Verdict/status.a text",
        "*/action/*ype.a text",
        "protocol.a text",
        "identity*.*",
    ),
    "what services leave out, or send as null, is no error": (
        "headers.*",
        "multiValueHeaders.*",
        "*/headers.missing",
        "queryStringParameters.missing",
        "query_string_parameters.*",
        "body.*",
        "*/userAgent.*",
        "request.*",
        "info/*.*",
        "stash.*",
        "attributes.*",
        "request/groupConfiguration*.*",
        "request/password.*",
        "*/value.*",
        "*/commonHeaders/*.*",
    ),
    "version 2 of VPC Lattice sends lists of values": ("headers/*.a list", "queryStringParameters/*.a list"),
}
PARSER_MODELS = (
    *(
        Intended(
            "parser_models.odd_fields", f"yielded.*.{path}", why, "weakness", public='^"not valid"$', ours='^"valid"$'
        )
        for why, paths in MODELS.items()
        for path in paths
    ),
    Intended(
        "parser_models.odd_fields",
        "yielded.**",
        "what a model cannot read is a validation error and no other",
        "weakness",
        public='^"(AttributeError|IndexError|TypeError|InvalidOperation)"$',
        ours='^"(not )?valid"$',
    ),
    Intended(
        "parser_models.odd_fields",
        "yielded.*.*/dkimVerdict*.*",
        "the verdict about signatures is read, like the others",
        "weakness",
        public='^"valid"$',
        ours='^"not valid"$',
    ),
    Intended(
        "parser_models.odd_fields",
        "yielded.*.*/body.an object",
        "an object for a text does not become a model without fields",
        "weakness",
        public='^"valid"$',
        ours='^"not valid"$',
    ),
    Intended(
        "parser_models.newer_events",
        "yielded.*",
        "every event that a service sends is read by its model",
        "issue 4, 3",
        public='^"not valid"$',
        ours='^"valid"$',
    ),
    *(
        Intended("parser_models.*", f"yielded.{path}", why, "weakness", kind="added")
        for path in (
            "alb*.multiValue*",
            "apiGatewayWebSocketApi*.request*ontext.authorizer",
            "apiGatewayWebSocketApi*.*uery*tring*arameters",
            "apiGatewayWebSocketApi*.stage*ariables",
            "sesEvent.Records[0].ses.receipt.dkimVerdict",
        )
        for why in ("nothing that functions ask for is left out",)
    ),
)

WEAK_DOCUMENTS = "models of parameters are documented with their constraints, formats and list types"
OPENAPI = (
    *(
        Intended(
            "openapi_documents.parameters",
            f"yielded.document.paths./m.get.parameters[*].schema.{keyword}",
            WEAK_DOCUMENTS,
            "weakness",
            kind=kind,
        )
        for keyword, kind in (
            *((keyword, "added") for keyword in ("description", "default", "title", "maximum", "minimum")),
            *((keyword, "added") for keyword in ("items", "format", "$ref")),
            ("type", "changed"),
            ("type", "missing"),
        )
    ),
    *(
        Intended(
            "openapi_documents.parameters",
            f"yielded.document.components.schemas.{model}",
            "a model whose fields are parameters is no component, for nothing refers to it",
            "weakness",
            kind="missing",
        )
        for model in ("QM", "HMWithHeaderAliases")
    ),
    Intended(
        "openapi_documents.forms_and_files",
        "yielded.document.components.schemas.Body_uf_uf_post.properties.*.format",
        "the format belongs to each file, not to the list or union of them",
        "weakness",
        kind="missing",
        public='"binary"',
    ),
    *(
        Intended(
            f"openapi_requests.headers[{front}]",
            f'yielded.model {{"{name}*.<tuple>[{place}]',
            "one header is a list of one where a model wants a list",
            "weakness",
            **more,
        )
        for front in ("http", "alb", "url")
        for name, place, more in (
            ("Token", 0, {"public": "422", "ours": "200"}),
            ("Token", 1, {"public": "list_type"}),
            ("ids", 1, {"public": "list_type", "ours": "int_parsing"}),
        )
    ),
    Intended(
        "openapi_requests.exception_handlers*",
        "yielded.request.<tuple>[1]",
        "errors of a request carry its body",
        "weakness",
        public=r"null\]\"$",
    ),
)

EVENT_HANDLER = (
    Intended(
        "event_handler_*",
        "yielded.**statusCode",
        "statuses of errors are numbers, not members of an enumeration",
        "weakness",
        public=r'^"<HTTPStatus\.',
        ours=r"^\d{3}$",
    ),
    Intended(
        "event_handler_fronts.*",
        "yielded.**body",
        "text between parameters is literal: a dot is a dot",
        "[E2]",
        public=r"report\.p",
        ours=r"report.*pdf",
    ),
    *(
        Intended(
            "event_handler_fronts.lattice*",
            f"yielded.POST /orders *.{outcome}",
            "a request without a body has no JSON body",
            "weakness",
            kind=kind,
        )
        for outcome, kind in (("raised", "missing"), ("returned", "added"))
    ),
)


IDEMPOTENCY = (
    *(
        Intended(
            "idempotency.response_hooks",
            f"yielded.changes.<tuple>[0][1].{path}",
            "an empty result is replayed",
            see,
            kind,
        )
        for path, see, kind in (("raised", "weakness", "missing"), ("returned", "weakness", "added"))
    ),
    *(
        Intended(
            "idempotency.not_switched_off[empty]",
            path,
            "an empty variable is as good as none",
            "weakness",
            kind,
        )
        for path, kind in (
            ("yielded.runs.<tuple>[0][*].raised", "missing"),
            ("yielded.runs.<tuple>[0][*].returned", "added"),
            ("yielded.runs.<tuple>[1]", "changed"),
            ("yielded.runs.<tuple>[2][*]", "added"),
        )
    ),
    *(
        Intended("idempotency.functions_by_position", f"yielded.answers.{path}", "found by the signature", "[I9]", kind)
        for path, kind in (("raised", "missing"), ("returned", "added"))
    ),
    Intended(
        "idempotency.texts_of_errors",
        "yielded.names[*]",
        "errors of runs that are late, and of results that can't be stored",
        "[I5]",
        kind="added",
        ours='"Idempotency(LeaseLost|Result)Error"',
    ),
    Intended(
        "idempotency.redis_*",
        "warnings[*]",
        "CachePersistenceLayer does not warn of itself",
        "weakness",
        kind="missing",
        public="DeprecationWarning",
    ),
)

CIRCUIT_BREAKER = (
    Intended(
        "circuit_breaker.stores_that_fail",
        "stderr[*]",
        "what goes wrong with the store is told to whoever reads standard logging",
        "weakness",
        kind="added",
        ours="can't be (read|written)",
    ),
    *(
        Intended("circuit_breaker.coroutine_functions", path, "coroutines are awaited", "[C1]", kind, always=False)
        for kind in ("changed", "missing", "added")
        for path in ("yielded.**",)
    ),
)

FLAGS_AND_MASKING = (
    Intended(
        "feature_flags.mended_neighbours_of_a_malformed_flag",
        "yielded.*",
        "a malformed flag touches no other one",
        "[F1]",
        public="SchemaValidationError",
        ours=r'^\[(true|\["g"\]), 0\]$',
    ),
    Intended(
        "feature_flags.mended_none_of_a_store",
        "yielded.*",
        "without a configuration the caller's default is given",
        "[F2]",
        public="AttributeError",
        ours=r'^\[("mine", 1|\[\], 0)\]$',
    ),
    Intended(
        "feature_flags.mended_values_of_callers",
        "yielded.after[1]",
        "what a caller does to a value stays with the caller",
        "[F3]",
        kind="missing",
        public="EVIL",
    ),
    Intended(
        "data_masking.json_text",
        "yielded.** items",
        "[*] is for lists, as jsonpath-ng has it in its newer versions; older ones take an object for a list of one",
        "weakness",
        always=False,  # in step with the installed jsonpath-ng
    ),
    *(
        Intended("data_masking.mended_types", path, reason, see, public=public, ours=ours)
        for path, reason, see, public, ours in (
            ("yielded.date", "dates stay what they are", "[DM1]", "TypeError", "date"),
            ("yielded.keys**", "keys stay what they are", "[DM1]", "str", "int"),
            ("yielded.tuple[0]", "tuples stay what they are", "[DM1]", "list", "tuple"),
            ("yielded.root[0]", "the root is all of the data", "weakness", "1", r"\*{5}"),
            ("yielded.text", "rules read JSON text, as fields do", "weakness", "FieldNotFound", r"\*{5}"),
            ("yielded.twice**", "an object that stands twice is converted twice", "weakness", "Card", "dict"),
        )
    ),
)

GRAPHQL_AND_AGENTS = (
    Intended(
        "event_handler_appsync.async_batches",
        "stderr[*]",
        "an event of a batch that could not be resolved is logged, its answer is None as ever",
        "weakness",
        kind="added",
        ours="for one event of a batch",
    ),
    *(
        Intended(
            "event_handler_appsync_events.refused_events",
            f"yielded.answer.{outcome}",
            "UnauthorizedException refuses the whole request, also where events are handled one by one",
            "weakness",
            kind=kind,
        )
        for outcome, kind in (("returned", "missing"), ("raised", "added"))
    ),
)

AGENTS = (
    Intended(
        "event_handler_bedrock_agent.*",
        "yielded.**httpStatusCode",
        "statuses of errors are numbers, not members of an enumeration",
        "weakness",
        public=r'^"<HTTPStatus\.',
        ours=r"^\d{3}$",
    ),
    Intended(
        "event_handler_bedrock_agent_function.*",
        "stderr[*]",
        "what a function raised is seen, also where nobody has set up logging",
        "weakness",
        kind="added",
        ours="Error processing the function",
    ),
    Intended(
        "event_handler_bedrock_agent_function.real_event",
        "yielded.answer.**body",
        "a function with `**parameters` gets all of them",
        "weakness",
        public=r"\[\]",
        ours="startDate",
    ),
)

KAFKA = (
    Intended(
        "kafka.formats_that_the_event_claims",
        "yielded.AVRO.returned",
        "the format that the event claims is checked for each record, not only for the first one",
        "weakness",
        kind="missing",
    ),
    Intended(
        "kafka.formats_that_the_event_claims",
        "yielded.AVRO.raised",
        "the format that the event claims is checked for each record, not only for the first one",
        "weakness",
        kind="added",
        ours=r"KafkaConsumerDeserializationFormatMismatch",
    ),
)

INTENDED: tuple[Intended, ...] = (
    *KAFKA,
    *AGENTS,
    *GRAPHQL_AND_AGENTS,
    *FLAGS_AND_MASKING,
    *CIRCUIT_BREAKER,
    *IDEMPOTENCY,
    *DATA_CLASSES,
    *EVENT_HANDLER,
    *LOGGER,
    *LOGGER_MESSAGES,
    *LOGGER_KEYS,
    *LOGGER_LEVELS,
    *LOGGER_SAMPLING,
    *LOGGER_CONTEXT,
    *LOGGER_BUFFER,
    *METRICS_DROPPED,
    *METRICS_TOLD,
    *METRICS_HISTORIC,
    *METRICS_FLUSH,
    *MIDDLEWARE,
    *TRACER,
    *HTTP_LIBRARIES,
    *VOCABULARY,
    *DATA_CLASSES_STREAMS,
    *PARSER,
    *PARSER_MODELS,
    *OPENAPI,
)
