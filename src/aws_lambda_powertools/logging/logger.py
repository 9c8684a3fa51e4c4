"""Logger: settings, keys, log methods, and the decorator that adds the Lambda context.

logger = Logger(service="payment")

@logger.inject_lambda_context
def handler(event, context):
    logger.info("paid", order_id="A1")
"""

from __future__ import annotations

import logging
import sys
import weakref
from contextlib import suppress
from functools import partial

from aws_lambda_powertools._core import environment

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Iterable, Mapping
    from contextlib import AbstractContextManager
    from re import Pattern
    from types import TracebackType
    from typing import IO, Any, TypeAlias, TypeGuard, TypeVar, overload

    from aws_lambda_powertools._core.invocation import Invocation
    from aws_lambda_powertools.logging._buffering import LineBuffer
    from aws_lambda_powertools.logging._foreign import KeysOfFormatter
    from aws_lambda_powertools.logging._keys import Keys
    from aws_lambda_powertools.logging._output import Writer
    from aws_lambda_powertools.logging._records import ExcInfo, Place
    from aws_lambda_powertools.logging.buffer.config import LoggerBufferConfig
    from aws_lambda_powertools.logging.formatter import BasePowertoolsFormatter, KeyedFormatter

    Handler = TypeVar("Handler", bound=Callable[..., Any])
    FilterType: TypeAlias = logging.Filter | Callable[[logging.LogRecord], Any]

__all__ = [
    "LOGGER_ATTRIBUTE_HANDLER",
    "LOGGER_ATTRIBUTE_POWERTOOLS_HANDLER",
    "LOGGER_ATTRIBUTE_PRECONFIGURED",
    "Logger",
    "log_uncaught_exception_hook",
    "set_package_logger",
]

# By these attributes a logger of the standard library is known to be one of ours.
LOGGER_ATTRIBUTE_PRECONFIGURED = "init"
LOGGER_ATTRIBUTE_HANDLER = "logger_handler"
LOGGER_ATTRIBUTE_POWERTOOLS_HANDLER = "powertools_handler"
LOGGER_ATTRIBUTE_BUFFER = "powertools_buffer"

is_cold_start = True
"""Whether the next invocation is the first one; tests set it."""

COLD_START = "logging.cold_start"
"""Key in an invocation's state: all loggers around one handler agree whether it is a cold start."""

INITIAL_LEVEL = "powertools_initial_level"
"""Attribute of a logger of the standard library: the level to which sampling goes back."""

ALREADY_LOGGED = "__powertools_logged__"
"""Attribute of an exception that has its line, so that no other decorator or hook writes another one."""

CARRIED_OVER = ("_keys_of_service", "_rate", "log_uncaught_exceptions", "sampling_rate", "service")
"""What a pickled Logger takes along; its handler and formatter are those of the place where it arrives."""

FUNCTION = type(lambda: None)

DEBUG, INFO, WARNING, ERROR, CRITICAL = 10, 20, 30, 40, 50

_loggers: weakref.WeakSet[Logger] = weakref.WeakSet()
"""All there are; children look for their parent anew when one comes into being."""


class Logger:
    """Writes structured lines: JSON with level, location, message, timestamp, service and all keys.

    A second Logger of the same service shares the handler, the keys and the buffer of the first. Whatever is not
    defined here is that of the `logging.Logger` of the same name.
    """

    logger_formatter: logging.Formatter | None = None
    logger_handler: logging.Handler | None = None
    _keys: Keys | KeysOfFormatter
    _writer: Writer

    def __init__(
        self,
        service: str | None = None,
        level: str | int | None = None,
        child: bool = False,
        sampling_rate: float | str | None = None,
        stream: IO[str] | None = None,
        logger_formatter: logging.Formatter | None = None,
        logger_handler: logging.Handler | None = None,
        log_uncaught_exceptions: bool = False,
        json_serializer: Callable[[dict[str, Any]], str] | None = None,
        json_deserializer: Callable[[str], Any] | None = None,
        json_default: Callable[[Any], Any] | None = None,
        datefmt: str | None = None,
        use_datetime_directive: bool = False,
        log_record_order: list[str] | None = None,
        utc: bool = False,
        use_rfc3339: bool = False,
        serialize_stacktrace: bool = True,
        buffer_config: LoggerBufferConfig | None = None,
        *,
        redact_keys: Iterable[str] | None = None,
        redact_patterns: Iterable[str | Pattern[str]] | None = None,
        **kwargs: Any,
    ) -> None:
        """Parameters; the environment variable in brackets is read when there is none:

        - `service`: name of the service (POWERTOOLS_SERVICE_NAME, else `service_undefined`)
        - `level`: log level by name or number (POWERTOOLS_LOG_LEVEL, LOG_LEVEL, else INFO)
        - `child`: this is a child of the service's Logger: it has that one's keys, handler and level
        - `sampling_rate`: share of the invocations, 0 to 1, that log at DEBUG (POWERTOOLS_LOGGER_SAMPLE_RATE)
        - `stream`: where lines go; standard output by default
        - `logger_formatter`: a formatter instead of LambdaPowertoolsFormatter
        - `logger_handler`: a handler instead of the one that writes to `stream`
        - `log_uncaught_exceptions`: an exception that leaves the handler, or the program, becomes one line
          (POWERTOOLS_LOGGER_LOG_UNCAUGHT_EXCEPTIONS)
        - `json_serializer` to `serialize_stacktrace`: see LambdaPowertoolsFormatter
        - `buffer_config`: which lines are held back until something goes wrong
        - `redact_keys`: names of keys whose values are not shown (POWERTOOLS_LOGGER_REDACT_KEYS)
        - `redact_patterns`: regular expressions; what they find in texts is not shown
        - `kwargs`: keys of every line

        Raises TypeError for an argument that can't do what it is for, ValueError for an unknown level or pattern,
        InvalidLoggerSamplingRateError for a wrong rate.
        """
        _check(str, service=service, datefmt=datefmt)
        _check(bool, child=child, utc=utc, use_rfc3339=use_rfc3339, use_datetime_directive=use_datetime_directive)
        _check(bool, serialize_stacktrace=serialize_stacktrace)
        _check(list, log_record_order=log_record_order)
        _check(None, stream=stream, logger_handler=logger_handler, buffer_config=buffer_config)
        _check(None, json_serializer=json_serializer, json_deserializer=json_deserializer, json_default=json_default)
        _check(None, logger_formatter=logger_formatter)
        self.service: str = service or environment.SERVICE_NAME.get() or "service_undefined"
        self.sampling_rate = environment.LOGGER_SAMPLE_RATE.get() if sampling_rate is None else sampling_rate
        self.logger_formatter = logger_formatter
        self.logger_handler = logger_handler
        self.log_uncaught_exceptions = log_uncaught_exceptions or environment.LOGGER_LOG_UNCAUGHT_EXCEPTIONS.get()
        self._rate = 0.0
        if self.sampling_rate is not None:
            from aws_lambda_powertools.logging._sampling import rate_of

            self._rate = rate_of(self.sampling_rate)
        self._keys_of_service: dict[str, Any] = {"service": self.service, "sampling_rate": self.sampling_rate, **kwargs}
        if child:
            self._become_child(self.service, level, kwargs, _callers_module())
        else:
            self._attach(logging.getLogger(self.service), {}, is_child=False)
            if not getattr(self._logger, LOGGER_ATTRIBUTE_PRECONFIGURED, False):
                options: dict[str, Any] = {
                    "json_serializer": json_serializer,
                    "json_deserializer": json_deserializer,
                    "json_default": json_default,
                    "datefmt": datefmt,
                    "use_datetime_directive": use_datetime_directive,
                    "log_record_order": log_record_order,
                    "utc": utc,
                    "use_rfc3339": use_rfc3339,
                    "serialize_stacktrace": serialize_stacktrace,
                }
                self._set_up(logger_handler, stream, logger_formatter, options, level)
                if type(self).structure_logs is not Logger.structure_logs:
                    self.structure_logs(formatter_options=options, **kwargs)
        if redact_keys or redact_patterns:
            self._redact(redact_keys or (), redact_patterns or ())
        if buffer_config is not None:
            self._hold_back(buffer_config)
        if self.log_uncaught_exceptions:
            sys.excepthook = partial(log_uncaught_exception_hook, logger=self)

    # --- Log methods -------------------------------------------------------------------------------------------

    def debug(
        self,
        msg: object,
        *args: object,
        exc_info: ExcInfo = None,
        stack_info: bool = False,
        stacklevel: int = 2,
        extra: Mapping[str, object] | None = None,
        **kwargs: object,
    ) -> None:
        """Log at DEBUG. `extra` and other keywords are keys of this line; `args` fill the `%s` in `msg`."""
        try:
            if not self._known[DEBUG]:
                return  # the shortest way, since most lines of this level are not wanted
        except KeyError:
            pass
        self._log(DEBUG, msg, args, exc_info, stack_info, stacklevel, extra, kwargs)

    def info(
        self,
        msg: object,
        *args: object,
        exc_info: ExcInfo = None,
        stack_info: bool = False,
        stacklevel: int = 2,
        extra: Mapping[str, object] | None = None,
        **kwargs: object,
    ) -> None:
        """Log at INFO; see `debug`."""
        if self._known.get(INFO, True):
            self._log(INFO, msg, args, exc_info, stack_info, stacklevel, extra, kwargs)

    def warning(
        self,
        msg: object,
        *args: object,
        exc_info: ExcInfo = None,
        stack_info: bool = False,
        stacklevel: int = 2,
        extra: Mapping[str, object] | None = None,
        **kwargs: object,
    ) -> None:
        """Log at WARNING; see `debug`."""
        if self._known.get(WARNING, True):
            self._log(WARNING, msg, args, exc_info, stack_info, stacklevel, extra, kwargs)

    def error(
        self,
        msg: object,
        *args: object,
        exc_info: ExcInfo = None,
        stack_info: bool = False,
        stacklevel: int = 2,
        extra: Mapping[str, object] | None = None,
        **kwargs: object,
    ) -> None:
        """Log at ERROR; see `debug`."""
        if self._known.get(ERROR, True):
            self._log(ERROR, msg, args, exc_info, stack_info, stacklevel, extra, kwargs)

    def critical(
        self,
        msg: object,
        *args: object,
        exc_info: ExcInfo = None,
        stack_info: bool = False,
        stacklevel: int = 2,
        extra: Mapping[str, object] | None = None,
        **kwargs: object,
    ) -> None:
        """Log at CRITICAL; see `debug`."""
        if self._known.get(CRITICAL, True):
            self._log(CRITICAL, msg, args, exc_info, stack_info, stacklevel, extra, kwargs)

    def exception(
        self,
        msg: object,
        *args: object,
        exc_info: ExcInfo = True,
        stack_info: bool = False,
        stacklevel: int = 2,
        extra: Mapping[str, object] | None = None,
        **kwargs: object,
    ) -> None:
        """Log at ERROR, with the exception that is being handled: its text, name and stack trace."""
        if self._known.get(ERROR, True):
            self._log(ERROR, msg, args, exc_info, stack_info, stacklevel, extra, kwargs)

    def log(
        self,
        level: int,
        msg: object,
        *args: object,
        exc_info: ExcInfo = None,
        stack_info: bool = False,
        stacklevel: int = 2,
        extra: Mapping[str, object] | None = None,
        **kwargs: object,
    ) -> None:
        """Log at any level; see `debug`."""
        if self._known.get(level, True):
            self._log(level, msg, args, exc_info, stack_info, stacklevel, extra, kwargs)

    # --- Keys --------------------------------------------------------------------------------------------------

    def append_keys(self, **additional_keys: Any) -> None:
        """Add keys to the lines that follow, in this invocation or, outside of any, in all later ones."""
        self._keys.update(additional_keys)

    def remove_keys(self, keys: Iterable[str]) -> None:
        """Take keys away; unknown ones are ignored."""
        self._keys.remove(keys)

    def get_current_keys(self) -> dict[str, Any]:
        """The keys of a line that is logged here, with their values or what they are made from."""
        return {**self.registered_formatter.get_current_keys(), **self._writer.own_keys}

    def append_context_keys(self, **additional_keys: Any) -> AbstractContextManager[None]:
        """Add keys for the time of a `with` block, in this task or thread; then they have their old values again."""
        return self.registered_formatter.append_context_keys(**additional_keys)

    def clear_state(self) -> None:
        """Forget all keys but those given to the constructor."""
        formatter = self.registered_formatter
        formatter.clear_state()
        with suppress(NotImplementedError):  # a formatter of the user's own may have no such keys
            formatter.thread_safe_clear_keys()
        if not _keeps_keys(formatter):
            formatter.append_keys(**self._keys_of_service)

    def structure_logs(
        self, append: bool = False, formatter_options: Mapping[str, Any] | None = None, **keys: Any
    ) -> None:
        """Add keys (`append=True`), or replace all but those of the constructor.

        `formatter_options` are those of the constructor; a formatter that exists already keeps its own.
        """
        del formatter_options
        if not append:
            self.clear_state()
        self.append_keys(**keys)

    def thread_safe_append_keys(self, **additional_keys: Any) -> None:
        """Add keys to what this task or thread logs, by whatever logger."""
        self.registered_formatter.thread_safe_append_keys(**additional_keys)

    def thread_safe_get_current_keys(self) -> dict[str, Any]:
        """The keys that were added by `thread_safe_append_keys` here."""
        return self.registered_formatter.thread_safe_get_current_keys()

    def thread_safe_remove_keys(self, keys: Iterable[str]) -> None:
        """Take keys away that were added by `thread_safe_append_keys` here."""
        self.registered_formatter.thread_safe_remove_keys(keys)

    def thread_safe_clear_keys(self) -> None:
        """Take all keys away that were added by `thread_safe_append_keys` here."""
        self.registered_formatter.thread_safe_clear_keys()

    def set_correlation_id(self, value: str | None) -> None:
        """Set the key `correlation_id`; None takes it off the lines."""
        self.append_keys(correlation_id=value)

    def get_correlation_id(self) -> str | None:
        """The key `correlation_id`, to be handed on to other services."""
        return self.registered_formatter.get_current_keys().get("correlation_id")

    # --- Invocations -------------------------------------------------------------------------------------------

    if TYPE_CHECKING:

        @overload
        def inject_lambda_context(
            self,
            lambda_handler: Handler,
            log_event: bool | None = None,
            correlation_id_path: str | None = None,
            clear_state: bool = False,
            flush_buffer_on_uncaught_error: bool = False,
        ) -> Handler: ...

        @overload
        def inject_lambda_context(
            self,
            lambda_handler: None = None,
            log_event: bool | None = None,
            correlation_id_path: str | None = None,
            clear_state: bool = False,
            flush_buffer_on_uncaught_error: bool = False,
        ) -> Callable[[Handler], Handler]: ...

    def inject_lambda_context(
        self,
        lambda_handler: Callable[..., Any] | None = None,
        log_event: bool | None = None,
        correlation_id_path: str | None = None,
        clear_state: bool = False,
        flush_buffer_on_uncaught_error: bool = False,
    ) -> Callable[..., Any]:
        """Decorate a handler: every line of an invocation tells its Lambda context and whether it is a cold start.

        - `log_event`: log the incoming event first (POWERTOOLS_LOGGER_LOG_EVENT)
        - `correlation_id_path`: JMESPath expression for the key `correlation_id`; see `correlation_paths`
        - `clear_state`: begin with the keys of the constructor, whatever the invocation before left behind
        - `flush_buffer_on_uncaught_error`: write what was held back when an exception leaves the handler

        Raises ValueError when `correlation_id_path` is no JMESPath expression.

        Source: https://docs.aws.amazon.com/lambda/latest/dg/python-context.html
        """
        if lambda_handler is None:
            return partial(
                self.inject_lambda_context,
                log_event=log_event,
                correlation_id_path=correlation_id_path,
                clear_state=clear_state,
                flush_buffer_on_uncaught_error=flush_buffer_on_uncaught_error,
            )
        _check(FUNCTION, lambda_handler=lambda_handler)
        _check(str, correlation_id_path=correlation_id_path)
        from aws_lambda_powertools._core.decorators import observe_handler

        show_event = find_id = None
        if environment.LOGGER_LOG_EVENT.resolve(log_event):
            from aws_lambda_powertools.logging._events import place_of_handler

            show_event = partial(self._log_event, place_of_handler(lambda_handler))
        if correlation_id_path:
            from aws_lambda_powertools.logging._correlation import finder

            find_id = finder(correlation_id_path)
        return observe_handler(
            lambda_handler, self._observe, show_event, find_id, clear_state, flush_buffer_on_uncaught_error
        )

    def _observe(
        self,
        call: Invocation,
        show_event: Callable[[Any], None] | None,
        find_id: Callable[[Any], Any] | None,
        clear_state: bool,
        flush_on_error: bool,
    ) -> Generator[None, None, None] | None:
        """The beginning of an invocation: its keys, and the lines that come before those of the handler."""
        cold = COLD_START in call.state
        if is_cold_start:
            from aws_lambda_powertools._core.invocation import first_invocation

            if first_invocation(globals()):
                cold = call.state[COLD_START] = True
        self._keys.begin(call, cold, clear_state, None if find_id is None else {"correlation_id": find_id(call.event)})
        if self._rate and not cold:
            self.refresh_sample_rate_calculation()
        if show_event is not None:
            show_event(call.event)
        if self._writer.buffer is None and not self.log_uncaught_exceptions:
            return None
        return self._watch(flush_on_error)

    def _watch(self, flush_on_error: bool) -> Generator[None, None, None]:
        """The rest of an invocation: what to write when it fails, and what to forget in the end."""
        try:
            yield
        except BaseException as error:
            if flush_on_error:
                self.flush_buffer()
            if self.log_uncaught_exceptions and isinstance(error, Exception):
                self.log_uncaught_exception(error)
            raise
        finally:
            self.clear_buffer()

    def _log_event(self, place: Place, event: Any) -> None:
        if self._writer.wants(INFO):
            from aws_lambda_powertools.logging._events import shown_event

            self._writer.emit(INFO, shown_event(event), (), place)

    def log_uncaught_exception(self, error: BaseException) -> None:
        """Log an exception that nobody caught, unless that was done before."""
        if getattr(error, ALREADY_LOGGED, False) or not self._writer.wants(ERROR):
            return
        from aws_lambda_powertools._core.plain import text_of
        from aws_lambda_powertools.logging._events import users_part

        trace, place = users_part(error.__traceback__)
        self._writer.emit(ERROR, text_of(error) or type(error).__name__, (), place, caught=(type(error), error, trace))
        with suppress(Exception):  # it may take no attributes
            setattr(error, ALREADY_LOGGED, True)

    def refresh_sample_rate_calculation(self) -> None:
        """Go back to the level of the constructor, and draw again whether to log at DEBUG."""
        self._logger.setLevel(self.initial_log_level)
        self._draw()

    def _draw(self) -> None:
        if not self._rate:
            return
        from aws_lambda_powertools.logging._sampling import is_sampled

        if is_sampled(self._rate):
            self._logger.setLevel(DEBUG)

    # --- Buffer ------------------------------------------------------------------------------------------------

    def flush_buffer(self) -> None:
        """Write everything that was held back in this invocation."""
        if self._writer.buffer is not None:
            self._writer.buffer.flush()

    def clear_buffer(self) -> None:
        """Forget everything that was held back in this invocation."""
        if self._writer.buffer is not None:
            self._writer.buffer.clear()

    def _hold_back(self, config: LoggerBufferConfig) -> None:
        handler = self._writer.handler
        if self._writer.buffer is not None or handler is None:
            return  # the loggers of a service share the buffer that came first
        from aws_lambda_powertools.logging._buffering import LineBuffer

        setattr(self._logger, LOGGER_ATTRIBUTE_BUFFER, LineBuffer(config, handler, self._logger.name))
        self._tell_all(self._logger.name)

    # --- Children ----------------------------------------------------------------------------------------------

    def child(self, extra: Mapping[str, Any] | None = None) -> Logger:
        """A logger for a part of the service: it has the keys of this one, also later ones, and `extra` besides."""
        _check(dict, extra=extra)
        made = object.__new__(type(self))
        made.__dict__.update(self.__dict__)
        made._become_child(self._logger.name, None, {**self._writer.own_keys, **(extra or {})}, _callers_module())
        return made

    def _become_child(self, parent: str, level: str | int | None, keys: dict[str, Any], module: str) -> None:
        self._attach(logging.getLogger(f"{parent}.{module}"), keys, is_child=True)
        if level is not None:
            self._logger.setLevel(_resolved(level))
            setattr(self._logger, INITIAL_LEVEL, self._logger.level)
        elif self._writer.handler is None:
            self._logger.setLevel(_resolved(None))  # until there is a parent to take it from
            self._waits_for_level = True

    def _attach(self, logger: logging.Logger, own_keys: dict[str, Any], *, is_child: bool) -> None:
        """Become the Logger of one of the standard library's loggers."""
        self._logger = logger
        self._is_child = is_child
        self._waits_for_level = False
        from aws_lambda_powertools.logging._output import Writer

        self._writer = Writer(logger, own_keys)
        self._log = self._writer.log
        self._look_around()
        _loggers.add(self)

    @property
    def initial_log_level(self) -> int:
        """The level of the constructor, to which sampling goes back; a child without one has that of its parent."""
        level: int = getattr(self._logger, INITIAL_LEVEL, logging.NOTSET)
        return level

    def _look_around(self) -> None:
        """Find the handler and the buffer of the service, which may have come into being since."""
        writer = self._writer
        handler: logging.Handler | None = self._of_service(LOGGER_ATTRIBUTE_POWERTOOLS_HANDLER)
        writer.find_service(handler, self._of_service(LOGGER_ATTRIBUTE_BUFFER))
        self._known = writer.known
        if handler is not None or self._is_child:
            self._keys = self._keys_of(handler)
        if self._waits_for_level and handler is not None:
            self._waits_for_level = False
            self._logger.setLevel(logging.NOTSET)

    def _keys_of(self, handler: logging.Handler | None) -> Keys | KeysOfFormatter:
        from aws_lambda_powertools.logging._output import StreamHandler

        if type(handler) is StreamHandler and _keeps_keys(handler.formatter):
            keys = handler.formatter.direct_keys
            if keys is not None:
                return keys
        from aws_lambda_powertools.logging._foreign import KeysOfFormatter

        return KeysOfFormatter(self)

    def _of_service(self, attribute: str) -> Any:
        """What a service's logger of the standard library carries for us; a child asks its ancestors."""
        logger: logging.Logger | None = self._logger
        while logger is not None:
            found = getattr(logger, attribute, None)
            if found is not None or not self._is_child:
                return found
            logger = logger.parent
        return None

    # --- Set-up ------------------------------------------------------------------------------------------------

    def _set_up(
        self,
        handler: logging.Handler | None,
        stream: IO[str] | None,
        formatter: Any,
        options: Mapping[str, Any],
        level: str | int | None,
    ) -> None:
        """Give the standard library's logger our handler, and what goes with it."""
        self._logger.setLevel(_resolved(level))
        from aws_lambda_powertools.logging._output import StreamHandler
        from aws_lambda_powertools.logging.formatter import LambdaPowertoolsFormatter

        if formatter is None:
            formatter = LambdaPowertoolsFormatter(**options)
        elif not hasattr(formatter, "append_keys"):
            from aws_lambda_powertools.logging._foreign import ForeignFormatter

            formatter = ForeignFormatter(formatter)
        if _keeps_keys(formatter):
            formatter.keep_keys(self._keys_of_service)
        else:
            formatter.append_keys(**self._keys_of_service)
        if handler is None:
            handler = StreamHandler(stream or sys.stdout)
        handler.setFormatter(formatter)
        self._logger.addHandler(handler)
        setattr(self._logger, LOGGER_ATTRIBUTE_POWERTOOLS_HANDLER, handler)
        setattr(self._logger, LOGGER_ATTRIBUTE_PRECONFIGURED, True)
        setattr(self._logger, INITIAL_LEVEL, self._logger.level)
        if isinstance(handler, StreamHandler):
            handler.when_formatter_changes = partial(self._tell_all, self._logger.name)  # type: ignore[method-assign]
        self._draw()
        if logging.getLogger().handlers and not environment.LOG_DEDUPLICATION_DISABLED.get():
            from aws_lambda_powertools.logging.filters import silence_root_handlers

            silence_root_handlers(self._logger.name)
        self._tell_all(self._logger.name)

    def _redact(self, keys: Iterable[str], patterns: Iterable[str | Pattern[str]]) -> None:
        from aws_lambda_powertools.logging.formatter import LambdaPowertoolsFormatter

        formatter = self.registered_formatter
        if isinstance(formatter, LambdaPowertoolsFormatter):
            formatter.redact(keys, patterns)
        else:
            from aws_lambda_powertools._core.notices import warn

            warn(f"redact_keys and redact_patterns need LambdaPowertoolsFormatter; {formatter!r} shows everything.")

    # --- What the standard library's loggers have ----------------------------------------------------------------

    def setLevel(self, level: str | int | None) -> None:
        """Set the log level, by name or number; Lambda's advanced logging controls may allow less."""
        self._logger.setLevel(_resolved(level))

    def addHandler(self, handler: logging.Handler) -> None:
        """Write lines to one more handler, with a formatter of its own."""
        self._logger.addHandler(handler)

    def addFilter(self, filter: FilterType) -> None:
        """Let a filter decide which records are written, or add to them."""
        self._logger.addFilter(filter)

    def removeFilter(self, filter: FilterType) -> None:
        """Take a filter away."""
        self._logger.removeFilter(filter)

    @property
    def registered_handler(self) -> logging.Handler | None:
        """The handler that was set up for this service; None for a child without a parent."""
        return self._writer.handler

    @property
    def registered_formatter(self) -> BasePowertoolsFormatter:
        """The formatter of that handler; OrphanedChildLoggerError for a child without a parent."""
        handler = self._writer.handler
        if handler is None:
            from aws_lambda_powertools.logging.exceptions import OrphanedChildLoggerError

            raise OrphanedChildLoggerError(
                f"The child logger {self._logger.name!r} has no parent yet, and only the parent has keys. "
                f"Create Logger(service={self.service!r}) before keys are added or removed."
            )
        return handler.formatter  # type: ignore[return-value]  # it was set when the handler was

    @property
    def line_buffer(self) -> LineBuffer | None:
        """What holds lines of this service back; None if nothing does."""
        return self._writer.buffer

    @property
    def log_level(self) -> int:
        """The level from which lines are written, as a number."""
        return self._logger.level or (self._logger.getEffectiveLevel() if self._is_child else logging.NOTSET)

    @property
    def name(self) -> str:
        """The name of the standard library's logger: the service, or the service and the child's module."""
        return self._logger.name

    @property
    def handlers(self) -> list[logging.Handler]:
        """The handlers of the standard library's logger."""
        return self._logger.handlers

    def __getattr__(self, name: str) -> Any:
        if name.startswith("_"):  # what is missing of our own, as in a half-made copy
            raise AttributeError(f"{type(self).__name__!r} object has no attribute {name!r}")
        return getattr(self._logger, name)

    def __reduce__(self) -> tuple[Callable[..., Logger], tuple[Any, ...]]:
        """Copied and pickled by name, as the standard library's loggers are."""
        state = {name: value for name, value in self.__dict__.items() if name in CARRIED_OVER}
        return self._revived, (state, self._logger.name, self._writer.own_keys, self._is_child, self._logger.level)

    @classmethod
    def _revived(cls, state: dict[str, Any], name: str, keys: dict[str, Any], is_child: bool, level: int) -> Logger:
        """The Logger of a name; where that has no handler, as in another process, one with default settings."""
        made = object.__new__(cls)
        made.__dict__.update(state)
        made._attach(logging.getLogger(name), keys, is_child=is_child)
        if not is_child and made.registered_handler is None:
            made._set_up(None, None, None, {}, level)
        return made

    @staticmethod
    def _tell_all(service: str) -> None:
        """Let the Loggers of a service look around for what came into being."""
        for logger in list(_loggers):
            if logger.name == service or logger.name.startswith(f"{service}."):
                logger._look_around()  # noqa: SLF001  # they are all of this class


def set_package_logger(
    level: str | int = logging.DEBUG, stream: IO[str] | None = None, formatter: logging.Formatter | None = None
) -> None:
    """Write the toolkit's own lines, from the given level up, to a stream; standard output by default."""
    from aws_lambda_powertools._core import debug

    debug.set_package_logger(level, stream, formatter)


def log_uncaught_exception_hook(
    exc_type: type[BaseException], exc_value: BaseException, exc_traceback: TracebackType | None, logger: Logger
) -> None:
    """Log an exception that ends the program; meant for `sys.excepthook`."""
    del exc_type  # the exception knows its class
    logger.log_uncaught_exception(exc_value.with_traceback(exc_traceback))


def _check(usual: type | None, **arguments: Any) -> None:
    """Look closer at arguments that are given and not of the usual type; TypeError for those that will not do."""
    for name, value in arguments.items():
        if value is not None and type(value) is not usual:
            from aws_lambda_powertools.logging import _arguments

            _arguments.check({name: value})


def _keeps_keys(formatter: object) -> TypeGuard[KeyedFormatter]:
    """Whether a formatter itself knows which keys are those of the constructor."""
    from aws_lambda_powertools.logging.formatter import KeyedFormatter

    return isinstance(formatter, KeyedFormatter)


def _resolved(level: str | int | None) -> int:
    """The level that applies; where nobody says anything about levels, without importing what weighs it all up."""
    if level in (None, "") and not any(
        variable.is_set()
        for variable in (environment.LAMBDA_LOG_LEVEL, environment.LOG_LEVEL, environment.PLAIN_LOG_LEVEL)
    ):
        return INFO
    from aws_lambda_powertools.logging import _levels

    return _levels.resolved(level)


def _callers_module() -> str:
    """The name of the module that called Logger."""
    frame = sys._getframe(2)  # noqa: SLF001  # pyright: ignore[reportPrivateUsage]  # documented, despite its name
    return str(frame.f_globals.get("__name__", "__main__"))
