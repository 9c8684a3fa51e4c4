"""Tracer: what happens in a function, as segments of a trace."""

from __future__ import annotations

from functools import partial

from aws_lambda_powertools._core import environment
from aws_lambda_powertools._core.decorators import observe_handler
from aws_lambda_powertools._core.invocation import first_invocation
from aws_lambda_powertools.tracing import _backends, _context

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Iterable, Sequence
    from re import Pattern
    from typing import Any, TypeVar, overload

    from aws_lambda_powertools._core.invocation import Invocation
    from aws_lambda_powertools._core.redaction import Redaction
    from aws_lambda_powertools.tracing.base import BaseProvider

    Function = TypeVar("Function", bound=Callable[..., Any])

is_cold_start = True

UNNAMED_SERVICE = "service_undefined"
"""Namespace of metadata where no service is named."""

_USUAL_SWITCHES = (bool, type(None))
"""What needs no look: neither is a word that may mean no."""

NAME_PUNCTUATION = frozenset("_ .:/%&#=+\\-@")


class Tracer:
    """Records handlers, methods and calls of other services as segments of a trace.

        tracer = Tracer(service="orders")

        @tracer.capture_method
        def charge(order_id: str) -> dict: ...

        @tracer.capture_lambda_handler
        def handler(event, context):
            tracer.put_annotation(key="OrderId", value=event["order_id"])
            return charge(event["order_id"])

    `service` names the function's service (else POWERTOOLS_SERVICE_NAME). Tracing is off outside of Lambda, with
    POWERTOOLS_TRACE_DISABLED, and with `disabled=True`; decorated functions are then left as they are. `auto_patch`
    traces the calls of libraries (of `patch_modules`, or of all that are known) as soon as they are imported.
    `provider` is a backend, as an object or by name: `xray`, `otel`, `xray-sdk`, `noop`.

    Responses and exceptions are kept as metadata. `redact=True` hides the values of keys that carry credentials in
    them; `redact_keys` names more of them, `redact_patterns` are regular expressions for parts of texts, and either
    implies it, as POWERTOOLS_STRICT does.

    All Tracer instances share their settings; what one leaves open, it takes from those made before.

    Trace data goes to the daemon that Lambda runs beside the function:
    https://docs.aws.amazon.com/lambda/latest/dg/python-tracing.html
    """

    _default_config: dict[str, Any] = {  # noqa: RUF012  # users' tests know it by this name
        "service": "",
        "disabled": False,
        "auto_patch": True,
        "patch_modules": None,
        "provider": None,
    }
    _config: dict[str, Any] = dict(_default_config)  # noqa: RUF012  # shared by all instances on purpose
    _own_provider: Any = None
    """The backend in `_config`, if it was not given as an object."""
    _redaction: Redaction | None = None
    """Rules for what is kept of responses and exceptions; shared like `_config`."""

    def __init__(
        self,
        service: str | None = None,
        disabled: bool | None = None,
        auto_patch: bool | None = None,
        patch_modules: Sequence[str] | None = None,
        provider: BaseProvider | Any | str | None = None,
        redact: bool | None = None,
        redact_keys: Iterable[str] | None = None,
        redact_patterns: Iterable[str | Pattern[str]] | None = None,
    ) -> None:
        settings = Tracer._config
        if disabled.__class__ not in _USUAL_SWITCHES or not (service is None or service.__class__ is str):
            from aws_lambda_powertools.tracing import _arguments

            disabled = _arguments.checked(service, disabled)
        settings["service"] = environment.SERVICE_NAME.resolve(service) or settings["service"]
        settings["disabled"] = (_is_off() if disabled is None else disabled) or settings["disabled"]
        settings["auto_patch"] = settings["auto_patch"] if auto_patch is None else auto_patch
        settings["patch_modules"] = patch_modules or settings["patch_modules"]
        Tracer._redaction = _rules(redact, redact_keys, redact_patterns, Tracer._redaction)
        self._settle_on_provider(provider)

        self.provider: Any = settings["provider"]
        self.disabled: bool = settings["disabled"]
        self.service: str = settings["service"]
        self.auto_patch: bool = settings["auto_patch"]
        if self.auto_patch:
            self.patch(modules=patch_modules)

    @staticmethod
    def _settle_on_provider(asked: Any) -> None:
        """Choose the backend once for all instances; anew when another is asked for, or tracing gets switched off."""
        settings = Tracer._config
        present, disabled = settings["provider"], settings["disabled"]
        if asked is None and present is not None and not (disabled and present is Tracer._own_provider):
            return
        if asked is not None and not isinstance(asked, str) and not hasattr(asked, "in_subsegment"):
            from aws_lambda_powertools.tracing import _arguments

            _arguments.check_provider(asked)
        settings["provider"] = _backends.chosen(asked, disabled)
        Tracer._own_provider = settings["provider"] if asked is None or isinstance(asked, str) else None

    @classmethod
    def _reset_config(cls) -> None:
        """Forget all settings and the chosen provider; for tests."""
        Tracer._config = dict(cls._default_config)
        Tracer._own_provider = Tracer._redaction = None
        _backends.release()

    # --- What users note -----------------------------------------------------------------------------------------

    def put_annotation(self, key: str, value: str | float | bool) -> None:
        """Note a value on the current segment by which traces can be searched.

        A text of up to 1,000 characters, a number or a boolean, under a key of letters, digits, `_` and `.`; up to
        50 of them (https://docs.aws.amazon.com/xray/latest/devguide/xray-api-segmentdocuments.html).
        """
        if not self.disabled:
            self.provider.put_annotation(key=key, value=value)

    def put_metadata(self, key: str, value: Any, namespace: str | None = None) -> None:
        """Note any value on the current segment, under the service's name or another namespace."""
        if not self.disabled:
            namespace = namespace or self.service or UNNAMED_SERVICE
            self.provider.put_metadata(key=key, value=value, namespace=namespace)

    def patch(self, modules: Sequence[str] | None = None) -> None:
        """Trace the calls of these libraries, or of all that are known, as soon as they are imported."""
        if self.disabled:
            return
        sdk = globals().get("aws_xray_sdk")  # only a test puts a mock there
        patcher = self.provider if sdk is None else sdk.core
        if modules is None:
            patcher.patch_all()
        elif not hasattr(modules, "__iter__"):
            raise TypeError(f"modules is a list of libraries' names, not {modules!r:.100}")
        else:
            patcher.patch(modules)

    def ignore_endpoint(self, hostname: str | None = None, urls: list[str] | None = None) -> None:
        """Do not trace HTTP calls to a host (`*` and `?` are wildcards), to some paths, or to these paths there."""
        if not (hostname is None or hostname.__class__ is str):
            from aws_lambda_powertools.tracing import _arguments

            _arguments.check_hostname(hostname)
        ignore = _backends.optional(self.provider, "ignore_endpoint")
        if ignore is not None and not self.disabled:
            ignore(hostname=hostname, urls=urls)

    # --- Decorators ----------------------------------------------------------------------------------------------

    if TYPE_CHECKING:

        @overload
        def capture_lambda_handler(
            self, lambda_handler: Function, capture_response: bool | None = None, capture_error: bool | None = None
        ) -> Function: ...

        @overload
        def capture_lambda_handler(
            self, lambda_handler: None = None, capture_response: bool | None = None, capture_error: bool | None = None
        ) -> Callable[[Function], Function]: ...

    def capture_lambda_handler(
        self,
        lambda_handler: Callable[..., Any] | None = None,
        capture_response: bool | None = None,
        capture_error: bool | None = None,
    ) -> Any:
        """Record each invocation of a handler, sync or async, as the segment `## <its name>`.

        It is annotated with `ColdStart` and, where a service is named, `Service`. Its response and its exception
        are kept as metadata, unless `capture_response` or `capture_error` (else POWERTOOLS_TRACER_CAPTURE_RESPONSE,
        POWERTOOLS_TRACER_CAPTURE_ERROR) is false.
        """
        if lambda_handler is None:
            return partial(self.capture_lambda_handler, capture_response=capture_response, capture_error=capture_error)
        if not callable(lambda_handler):
            raise TypeError(f"capture_lambda_handler takes a function of event and context, not {lambda_handler!r}")
        if self._does_nothing():
            return lambda_handler
        plan = self._plan(_name_of(lambda_handler, "__name__"), False, capture_response, capture_error)
        return observe_handler(lambda_handler, self._observe, plan)

    def _observe(self, call: Invocation, plan: Plan) -> Generator[None, None, None]:
        if plan.provider is not self.provider:
            plan.look_at(self.provider)
        begin, end = plan.begin_invocation, plan.end_invocation
        token = _quietly(begin, call.event, call.context) if begin is not None else None
        call.state[_context.TRACE_IDS] = plan.current_ids
        scope = plan.scope()
        scope.is_cold_start = _is_cold_start()
        try:
            with scope:
                scope.stands_for(call)
                yield
                scope.response = call.response
        finally:
            if (
                call.state.get(_context.HANDLER) is scope
            ):  # they refer to each other: only the collector would free them
                del call.state[_context.HANDLER]
            if end is not None:
                _quietly(end, token, _remaining_milliseconds(call.context))

    if TYPE_CHECKING:

        @overload
        def capture_method(
            self, method: Function, capture_response: bool | None = None, capture_error: bool | None = None
        ) -> Function: ...

        @overload
        def capture_method(
            self, method: None = None, capture_response: bool | None = None, capture_error: bool | None = None
        ) -> Callable[[Function], Function]: ...

    def capture_method(
        self,
        method: Callable[..., Any] | None = None,
        capture_response: bool | None = None,
        capture_error: bool | None = None,
    ) -> Any:
        """Record each call of a function as the segment `## <module.name>`.

        For functions and methods, sync and async, generators, and context managers made from generators. Responses
        and exceptions are kept as metadata as `capture_lambda_handler` does.
        """
        if method is None:
            return partial(self.capture_method, capture_response=capture_response, capture_error=capture_error)
        if not (callable(method) or type(method) is classmethod):
            raise TypeError(f"capture_method takes a function or method, not {method!r}")
        if self._does_nothing():
            return method
        name = f"{_module_of(method)}.{_name_of(method, '__qualname__')}"
        from aws_lambda_powertools._core.around import around, is_awaited

        plan = self._plan(_without_oddities(name), is_awaited(method), capture_response, capture_error)
        return around(method, plan.scope)

    def _plan(self, name: str, is_async: bool, capture_response: bool | None, capture_error: bool | None) -> Plan:
        return Plan(
            self,
            name,
            is_async,
            environment.TRACER_CAPTURE_RESPONSE.resolve(capture_response),
            environment.TRACER_CAPTURE_ERROR.resolve(capture_error),
            Tracer._redaction,
        )

    def _does_nothing(self) -> bool:
        return getattr(self.provider.__class__, "does_nothing", False)


class Plan:
    """What is known of a traced function before it is called, and the scope of each call."""

    # Each of these is worked out once for a function, or once for a provider.
    provider: Any = None
    """The provider of which the rest is known."""
    segment_type: Any = ()
    """Its own segments, if they can be scopes themselves."""
    begin_invocation: Callable[..., Any] | None = None
    end_invocation: Callable[..., Any] | None = None
    current_ids: Callable[..., Any] | None = None
    prepared: Any = None
    """What the provider has worked out for this function."""

    def __init__(
        self,
        tracer: Tracer,
        name: str,
        is_async: bool,
        keeps_responses: bool,
        keeps_errors: bool,
        redaction: Redaction | None,
    ) -> None:
        self.tracer = tracer
        self.segment_name = f"## {name}"
        self.response_key = f"{name} response"
        self.error_key = f"{name} error"
        self.is_async = is_async
        self.keeps_responses = keeps_responses
        self.keeps_plain_responses = keeps_responses and redaction is None
        self.keeps_errors = keeps_errors
        self.redaction = redaction

    def look_at(self, provider: Any) -> None:
        """Find what the provider has beyond the protocol's six methods."""
        self.provider = provider
        self.prepared = None
        self.segment_type = getattr(provider.__class__, "segment_type", ())
        self.begin_invocation = _backends.optional(provider, "begin_invocation")
        self.end_invocation = _backends.optional(provider, "end_invocation")
        self.current_ids = _backends.optional(provider, "current_ids")

    def scope(self) -> Any:
        """A scope around one call: the segment itself if it is one of ours, else something around it."""
        provider = self.tracer.provider
        if provider is not self.provider:
            self.look_at(provider)
        manager: Any = None
        try:
            if self.is_async:
                manager = provider.in_subsegment_async(name=self.segment_name)
            else:
                manager = provider.in_subsegment(name=self.segment_name)
        except Exception as trouble:
            self.tell(trouble)
        if isinstance(manager, self.segment_type):
            manager.plan = self
            return manager
        from aws_lambda_powertools.tracing._foreign import Capture

        return Capture(self, manager)

    @property
    def namespace(self) -> str:
        """Where metadata of the tracer stands."""
        return self.tracer.service or UNNAMED_SERVICE

    def handler_annotations(self, is_cold_start: bool) -> dict[str, Any]:
        """What every segment of a handler is annotated with."""
        service = self.tracer.service
        return {"ColdStart": is_cold_start, "Service": service} if service else {"ColdStart": is_cold_start}

    def shown(self, value: Any) -> Any:
        """A response or an exception as it may be shown."""
        if self.redaction is None:
            return value
        from aws_lambda_powertools.tracing._documents import redacted

        return redacted(value, self.redaction)

    def tell(self, trouble: Exception) -> None:
        """Say once that the provider failed; the traced function goes on."""
        from aws_lambda_powertools._core.notices import warn_once

        provider = type(self.tracer.provider).__name__
        warn_once(
            ("tracing", "trouble", provider, type(trouble)),
            f"The tracing provider {provider} failed, the function goes on: {type(trouble).__name__}: {trouble}",
        )


def _is_cold_start() -> bool:
    """True once in an execution environment; never under provisioned concurrency."""
    return is_cold_start and first_invocation(globals())


def _is_off() -> bool:
    """Whether the environment says that nothing is to be traced: outside of Lambda there is no daemon."""
    return (
        environment.TRACE_DISABLED.get()
        or not _is_sdk_enabled()
        or environment.LAMBDA_TASK_ROOT.get() is None
        or environment.AWS_SAM_LOCAL.get() is not None
        or environment.CHALICE_LOCAL.get() is not None
    )


def _is_sdk_enabled() -> bool:
    """What AWS_XRAY_SDK_ENABLED says; the SDK takes a word that means neither yes nor no for a yes."""
    try:
        return environment.XRAY_SDK_ENABLED.get()
    except ValueError:
        return True


def _rules(
    redact: bool | None,
    keys: Iterable[str] | None,
    patterns: Iterable[str | Pattern[str]] | None,
    present: Redaction | None,
) -> Redaction | None:
    """The rules for what is kept of responses and exceptions; None for everything."""
    if redact is False:
        return None
    if redact is None and not keys and not patterns and (present is not None or not environment.STRICT.get()):
        return present
    from aws_lambda_powertools._core.redaction import SECRET_KEYS, Redaction

    if isinstance(keys, str):
        raise TypeError(f"redact_keys takes a list of names, not the single text {keys!r}; write [{keys!r}]")
    if not (keys is None or hasattr(keys, "__iter__")):
        raise TypeError(f"redact_keys takes a list of names, not {keys!r:.100}")
    return Redaction(keys=(*SECRET_KEYS, *(keys or ())), patterns=patterns or ())


def _quietly(hook: Callable[..., Any], *arguments: Any) -> Any:
    """What a hook of the provider gives; None if it fails, which must not stop a handler."""
    try:
        return hook(*arguments)
    except Exception as trouble:
        from aws_lambda_powertools._core.notices import warn_once

        name = getattr(hook, "__qualname__", repr(hook))
        warn_once(("tracing", name), f"{name} failed, the handler goes on: {type(trouble).__name__}: {trouble}")
        return None


def _remaining_milliseconds(context: Any) -> int | None:
    remaining = getattr(context, "get_remaining_time_in_millis", None)
    return None if remaining is None else _quietly(remaining)


def _name_of(function: Any, attribute: str) -> str:
    """A function's name; of a partial, the name of its function; of any other object, the name of its type."""
    while isinstance(function, partial):
        function = function.func
    name: str = getattr(function, attribute, None) or getattr(function.__class__, attribute)
    return name


def _module_of(function: Any) -> str:
    while isinstance(function, partial):
        function = function.func
    return str(function.__module__)


def _without_oddities(name: str) -> str:
    kept = (letter for letter in name if letter in NAME_PUNCTUATION or (letter.isascii() and letter.isalnum()))
    return "".join(kept)


def __getattr__(name: str) -> Any:
    """`aws_xray_sdk`, imported when somebody asks for it: users' tests patch the SDK through this module."""
    if name == "aws_xray_sdk":
        try:
            from aws_lambda_powertools.tracing import _sdk
        except ImportError as error:
            raise AttributeError(f"{name} is not installed") from error
        return vars(_sdk)[name]
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
