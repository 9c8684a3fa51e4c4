"""The tables of the dependency rule: which part may use which, and what an import may cost.

A new arrow is a design decision: it is added here and to the table in CONTRIBUTING.md in one commit.
"""

from __future__ import annotations

from source_tree import AT_CALL, AT_IMPORT

CORE = "_core"

LEAF = "warnings"
"""Two classes that import nothing, so everything may use them, `_core` too: what it warns of must be of a class
that users can filter by its public address."""

VOCABULARY = (
    "exceptions",
    "shared",
    "utilities.typing",
    "utilities.serialization",
    "utilities.data_classes",
    "utilities.jmespath_utils",
)
"""Words every utility may speak; each may use those before it."""

ARROWS = {
    ("utilities.feature_flags", "utilities.parameters"): AT_IMPORT,
    ("middleware_factory", "tracing"): AT_CALL,
}
"""Utilities that may use another one, and from when on."""

BRIDGES = {
    "event_handler.middlewares.schema_validation": {"event_handler", "utilities.validation"},
    "utilities.auth_alpha.jwt.integrations.event_handler": {"utilities.auth_alpha", "event_handler"},
}
"""Modules that join exactly two utilities."""

ABOVE_ALL = ("local", "testing")
"""May use everything; nothing uses them, and no deployed function imports them."""

DOORS_OF_ALL = ("", "utilities", "parameters")
"""The root and short addresses of other parts; they hold no logic."""

HOMES = ("exceptions", "warnings", "utilities.jmespath_utils")
"""Packages whose `__init__` is the home of what it gives out; all others hold imports only."""

FREE = frozenset(
    "__future__ _contextvars abc atexit collections contextlib contextvars copyreg decimal enum functools importlib io "
    "itertools json linecache logging math numbers operator os re reprlib string sys textwrap threading time tokenize "
    "traceback types warnings weakref".split()
)
"""What the Lambda runtime has loaded before any function is imported (test_imports.py holds this to be true)."""

OF_MODELS = dict.fromkeys(
    "datetime pydantic.fields pydantic.functional_validators pydantic.main pydantic.networks pydantic.types "
    "pydantic_core typing".split(),
    "they are pydantic models, or work on them; imported when somebody asks for one",
)

OF_VALIDATED_ROUTES = dict.fromkeys(
    "ast copy dataclasses datetime fnmatch inspect pathlib pydantic pydantic.fields pydantic.functional_serializers "
    "pydantic.functional_validators pydantic.json_schema pydantic.main pydantic.networks pydantic.type_adapter "
    "pydantic.types pydantic_core pydantic_core.core_schema typing uuid".split(),
    "validates with pydantic or describes what it validates; imported when a route that is validated is first used",
)

OF_SIGNATURES = dict.fromkeys(
    ("inspect", "typing"), "reads signatures and annotations; imported when a function with parameters is first called"
)

COSTLY = {
    "_core.encoding": {"binascii": "a small C module, and who imports this module decodes base64"},
    "_core.sqlite": {"sqlite3": "the module can do nothing without it"},
    "event_handler._tool_*": OF_SIGNATURES,
    "event_handler._websocket_body": OF_SIGNATURES,
    "event_handler._openapi_route": OF_VALIDATED_ROUTES,
    "event_handler._validated": OF_VALIDATED_ROUTES,
    "event_handler.openapi.*": OF_VALIDATED_ROUTES,
    "shared.types": {"typing": "type variables and a protocol; nothing of ours imports it"},
    "*.types": {"typing": "typed dictionaries, for annotations; no other module needs them at run time"},
    "tracing._otel.bridge": dict.fromkeys(
        ("opentelemetry.trace", "opentelemetry.context", "opentelemetry.util._decorator"),
        "imported only in a function that has imported them",
    ),
    "tracing._otel.connection": {
        "http.client": "posts spans; imported at the first export, and only where they go over HTTP",
        "socket": "the same",
        "urllib.parse": "the same",
    },
    "tracing._otel.datagrams": {"binascii": "a small C module, and datagrams are base64; imported at the first span"},
    "tracing._otel.host": dict.fromkeys(
        ("opentelemetry.trace", "opentelemetry.context"),
        "imported only beside a tracer provider that was set up with them",
    ),
    "tracing._patch.*": {"urllib.parse": "a client that is being patched has loaded it"},
    "tracing._sdk": {"aws_xray_sdk.core": "imported only when somebody chooses the SDK"},
    "utilities.circuit_breaker.persistence.sqlite": {"sqlite3": "the store is a SQLite file"},
    "utilities.idempotency.hook": {"typing": "a protocol; imported when somebody asks for it"},
    "utilities.idempotency.persistence.cache": {"typing": "a protocol; a client of Redis has loaded it"},
    "utilities.idempotency.persistence.redis": {"typing": "the same"},
    "utilities.idempotency.persistence.sqlite": {"sqlite3": "the store is a SQLite file"},
    "utilities.idempotency.serialization.*": dict.fromkeys(
        ("dataclasses", "datetime", "pathlib", "typing", "uuid"),
        "they look into annotations and make models; imported for functions that return some",
    ),
    "utilities.data_masking.provider.kms.aws_encryption_sdk": dict.fromkeys(
        ("aws_encryption_sdk", "binascii", "botocore.session", "cryptography.exceptions"),
        "it can do nothing without the SDK; imported when somebody asks for encryption",
    ),
    "utilities.feature_flags.openfeature": {
        "openfeature.provider": "it is a provider of that SDK; imported when somebody asks for it",
    },
    "utilities.auth_alpha._http": dict.fromkeys(
        ("http.client", "urllib3", "urllib3.connection"), "it is urllib3, and is imported by what has just asked for it"
    ),
    "utilities.auth_alpha.jwt.integrations.error_context": {"dataclasses": "what is handed out is one"},
    "utilities.jmespath_utils._*": {"jmespath": "they extend it, and are imported at the first expression"},
    "utilities.kafka.deserializer.*": {"binascii": "a small C module, and keys and values are base64"},
    "utilities.kafka.serialization.dataclass": {"dataclasses": "imported when somebody wants one, who has loaded it"},
    "utilities.metadata._record": {"dataclasses": "what is handed out is one; imported when somebody asks"},
    "utilities.parser._pydantic": OF_MODELS,
    "utilities.parser.envelopes.*": OF_MODELS,
    "utilities.parser.functions": OF_MODELS,
    "utilities.parser.models.*": OF_MODELS,
    "utilities.parser.types": OF_MODELS,
    "utilities.typing.durable_context": {"typing": "a protocol; imported when somebody asks for it"},
}
"""Modules that import more than what is free when they are imported, and why."""
