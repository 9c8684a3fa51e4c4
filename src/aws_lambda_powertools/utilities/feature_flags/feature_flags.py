"""FeatureFlags: what a flag is, in the context of a request.

flags = FeatureFlags(store=AppConfigStore(environment="prod", application="shop", name="flags"))

def handler(event, context):
    if flags.evaluate(name="premium_features", context={"tier": event["tier"]}, default=False):
        ...
"""

# Values of flags are the user's own, Any all the way down.
# pyright: reportUnknownVariableType=false, reportUnknownArgumentType=false, reportUnknownMemberType=false

from __future__ import annotations

import logging
from collections.abc import Mapping

from aws_lambda_powertools._core.copies import copied
from aws_lambda_powertools._core.environment import STRICT
from aws_lambda_powertools.utilities.feature_flags._flag import Flag, handed_out
from aws_lambda_powertools.utilities.feature_flags.comparators import COMPARE
from aws_lambda_powertools.utilities.feature_flags.exceptions import (
    ConfigurationStoreError,
    SchemaValidationError,
    StoreClientError,
)

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any, TypeVar

    from aws_lambda_powertools.logging.logger import Logger
    from aws_lambda_powertools.utilities.feature_flags.base import StoreProvider
    from aws_lambda_powertools.utilities.feature_flags.evaluation import Evaluation
    from aws_lambda_powertools.utilities.feature_flags.types import JSONType, P, T

    Value = TypeVar("Value")

_DEFAULT_LOGGER = logging.getLogger(__name__)
_NOTHING: Mapping[str, Any] = {}
_UNSEEN = object()


class FeatureFlags:
    """Evaluates the flags of a store.

    A flag that is malformed touches no other one: it stays as it last was good, with a warning. If it never was good,
    evaluating it raises SchemaValidationError. If the store has nothing to give, flags have the default of the call.

    With `resilient` (POWERTOOLS_STRICT) a configuration can't make a call fail at all: a store that fails is answered
    from what it last gave, and a flag that never was good has the default of the call, each with a warning.
    """

    def __init__(
        self, store: StoreProvider, logger: logging.Logger | Logger | None = None, *, resilient: bool | None = None
    ) -> None:
        self.store = store
        self.logger: Any = logger or _DEFAULT_LOGGER
        self._resilient = STRICT.resolve(resilient)
        self._exception_handlers: dict[type[BaseException], Callable[[Any], Any]] = {}
        self._validated: Any = _UNSEEN
        self._known: tuple[Any, dict[str, Flag]] = (_UNSEEN, {})
        """The configuration that was seen last, and the flags in it; one tuple, so that threads see both or neither."""

    # --- Evaluating -------------------------------------------------------------------------------------------------

    def evaluate(self, *, name: str, context: dict[str, Any] | None = None, default: JSONType) -> Any:
        """The value of a flag: that of the first rule that matches the context, else the flag's default.

        `default` is for when there is no such flag, or no configuration. Raises SchemaValidationError if the flag is
        malformed and never was good, StoreClientError if AWS refuses to give the configuration.
        """
        flag = self._flag(name)
        if flag is None:
            self._debug("Flag %s is not to be had; its default is used", name)
            return default
        if not flag.is_usable:
            return self._given_up(flag, default)
        value, reason, rule, _ = flag.decide(_checked(context), self._failed)
        if self.logger.isEnabledFor(logging.DEBUG):
            self.logger.debug("Evaluated the flag %s: %s, by rule %s", name, reason, rule)
        return handed_out(value)

    def evaluate_detailed(self, *, name: str, context: dict[str, Any] | None = None, default: JSONType) -> Evaluation:
        """As `evaluate`, with the reason, the rule and the variant that were chosen.

        It raises nothing because of a configuration: what is wrong stands in `error`.
        """
        from aws_lambda_powertools.utilities.feature_flags import evaluation as why

        try:
            flag = self._flag(name, raises=True)
        except SchemaValidationError as error:
            return why.Evaluation(name, default, why.INVALID_FLAG, error=str(error))
        except (ConfigurationStoreError, StoreClientError) as error:
            return why.Evaluation(name, default, why.STORE_ERROR, error=str(error))
        if flag is None:
            return why.Evaluation(name, default, why.FLAG_NOT_FOUND)
        fault = None if flag.fault is None else str(flag.fault)
        if not flag.is_usable:
            return why.Evaluation(name, default, why.INVALID_FLAG, error=fault)
        value, reason, rule, variant = flag.decide(_checked(context), self._failed)
        return why.Evaluation(name, handed_out(value), reason, rule, variant, fault, is_stale=fault is not None)

    def get_enabled_features(self, *, context: dict[str, Any] | None = None) -> list[str]:
        """The names of all flags whose value in this context is true, or anything that Python takes for true.

        Raises SchemaValidationError if not a single flag is well-formed, StoreClientError as `evaluate` does.
        """
        flags = self._flags()
        if flags and not self._resilient and not any(flag.is_usable for flag in flags.values()):
            self._given_up(next(iter(flags.values())), None)
        context_checked = _checked(context)
        failed = self._failed
        return [name for name, flag in flags.items() if flag.is_usable and flag.decide(context_checked, failed)[0]]

    def get_configuration(self) -> dict[str, Any]:
        """The configuration as the store gives it, checked; it is yours to change.

        Raises ConfigurationStoreError, StoreClientError, and SchemaValidationError for the first malformed flag.
        """
        from aws_lambda_powertools.utilities.feature_flags.schema import SchemaValidator

        configuration: Any = self.store.get_configuration()
        if configuration is None:
            return None  # type: ignore[return-value]  # a store of the user's that breaks its word
        if configuration is not self._validated or not self._is_steady():
            SchemaValidator(configuration, self.logger).validate()
            self._validated = configuration
        mine: dict[str, Any] = copied(configuration)
        return mine

    # --- With a type ------------------------------------------------------------------------------------------------

    def get_boolean(self, *, name: str, context: dict[str, Any] | None = None, default: bool) -> bool:
        """As `evaluate`, for a boolean; the default, with a warning, if the flag's value is none."""
        value: bool = self._typed(name, context, default, (bool,))
        return value

    def get_string(self, *, name: str, context: dict[str, Any] | None = None, default: str) -> str:
        """As `evaluate`, for a text; the default, with a warning, if the flag's value is none."""
        value: str = self._typed(name, context, default, (str,))
        return value

    def get_integer(self, *, name: str, context: dict[str, Any] | None = None, default: int) -> int:
        """As `evaluate`, for an integer; the default, with a warning, if the flag's value is none."""
        value: int = self._typed(name, context, default, (int,))
        return value

    def get_float(self, *, name: str, context: dict[str, Any] | None = None, default: float) -> float:
        """As `evaluate`, for a number; the default, with a warning, if the flag's value is none."""
        return float(self._typed(name, context, default, (float, int)))

    def get_object(self, *, name: str, context: dict[str, Any] | None = None, default: Value) -> Value:
        """As `evaluate`, for a dict or a list; the default, with a warning, if the flag's value is neither."""
        value: Value = self._typed(name, context, default, (dict, list))
        return value

    def _typed(self, name: str, context: dict[str, Any] | None, default: Any, kinds: tuple[type, ...]) -> Any:
        value: Any = self.evaluate(name=name, context=context, default=default)
        if type(value) in kinds or value is default:
            return value
        wanted = " or ".join(kind.__name__ for kind in kinds)
        self._say(f"The flag {name} is {type(value).__name__}, not {wanted}; its default is used")
        return default

    # --- When a comparison is not possible ----------------------------------------------------------------------------

    def validation_exception_handler(
        self, exc_class: type[BaseException] | list[type[BaseException]]
    ) -> Callable[[Callable[P, T]], Callable[P, T]]:
        """Decorate what decides when a comparison raises one of these errors: what it returns says whether it matches.

        @flags.validation_exception_handler(TypeError)
        def doubtful(error: TypeError) -> bool:
            return False
        """
        classes = exc_class if isinstance(exc_class, (list, tuple)) else [exc_class]

        def register(handler: Callable[P, T]) -> Callable[P, T]:
            for one in classes:
                self._exception_handlers[one] = handler  # type: ignore[assignment,unused-ignore]  # it takes the error
            return handler

        return register

    def _failed(self, error: Exception, flag: str, rule: str, key: str, action: str, is_there: bool) -> bool:
        if is_there:
            self._say(
                f"A condition of a feature flag can't be evaluated and counts as not met: feature={flag}, rule={rule}, "
                f"key={key}, action={action}, exception_type={type(error).__name__}"
            )
        handler = self._lookup_exception_handler(error)
        return bool(handler(error)) if handler is not None else False

    def _lookup_exception_handler(self, error: BaseException) -> Callable[[Any], Any] | None:
        if not self._exception_handlers:
            return None
        for kind in type(error).__mro__:
            handler = self._exception_handlers.get(kind)
            if handler is not None:
                return handler
        return None

    def _match_by_action(
        self,
        action: str,
        condition_value: Any,
        context_value: Any,
        context_key_present: bool = True,
        *,
        feature_name: str | None = None,
        rule_name: str | None = None,
        context_key: str | None = None,
    ) -> bool:
        """One comparison by the name of its action."""
        compare = COMPARE.get(action)
        if compare is None:
            return False
        try:
            return bool(compare(context_value, condition_value)) and context_key_present
        except Exception as error:
            names = (str(feature_name), str(rule_name), str(context_key))
            return self._failed(error, *names, action, context_key_present)

    # --- The flags of the store -----------------------------------------------------------------------------------

    def _flag(self, name: str, raises: bool = False) -> Flag | None:
        """A flag of the current configuration; None without one."""
        configuration, known = self._current(raises)
        flag = known.get(name)
        if self._is_steady() or not isinstance(configuration, dict):
            return flag
        source = configuration.get(name)
        if source == (None if flag is None else flag.source):
            return flag
        return self._take(configuration).get(name)  # the store's one object was changed in place

    def _is_steady(self) -> bool:
        """Whether the store's object can be trusted to stay as it is."""
        return getattr(self.store, "_replaces_what_changed", False) is True

    def _flags(self) -> dict[str, Flag]:
        configuration, known = self._current()
        if self._is_steady() or not isinstance(configuration, dict):
            return known
        if {name: flag.source for name, flag in known.items()} == configuration:
            return known
        return self._take(configuration)

    def _current(self, raises: bool = False) -> tuple[Any, dict[str, Flag]]:
        """The configuration as it is now, and the flags in it."""
        try:
            configuration = self.store.get_configuration()
        except (ConfigurationStoreError, StoreClientError) as error:
            return None, self._without_store(error, raises)
        except Exception as error:
            if not self._resilient:
                raise
            return None, self._without_store(error, raises)
        seen, known = self._known
        if configuration is seen:
            return configuration, known
        return configuration, self._take(configuration)

    def _without_store(self, error: Exception, raises: bool) -> dict[str, Flag]:
        _, known = self._known
        if self._resilient:
            self._say_once(f"The store of feature flags fails ({error}); what it last gave is used")
            if known:
                return known
        elif isinstance(error, StoreClientError):
            raise error
        if raises:
            raise (
                error
                if isinstance(error, (ConfigurationStoreError, StoreClientError))
                else ConfigurationStoreError(str(error))
            ) from error
        self._debug("The store of feature flags has nothing to give: %s", error)
        return {}

    def _take(self, configuration: Any) -> dict[str, Flag]:
        """Make the flags of a new configuration ready; those that are malformed go on as they were."""
        _, known = self._known
        if not isinstance(configuration, dict):
            return self._without_flags(configuration)
        if not configuration:
            self._say("The feature flags schema is empty; there is no flag in it")
        is_mine = self._is_steady()
        flags = {
            name: self._made(name, source if is_mine else copied(source), known.get(name))
            for name, source in configuration.items()
        }
        self._known = (configuration, flags)
        return flags

    def _made(self, name: str, source: Any, before: Flag | None) -> Flag:
        if before is not None and before.fault is None and before.source == source:
            return before
        try:
            return Flag(name, source)
        except SchemaValidationError as error:
            last_good = before if before is not None and before.is_usable else None
            self._say_once(
                f"The feature flag {name} is malformed and "
                f"{'has no value' if last_good is None else 'stays as it was before'}: {error}"
            )
            return Flag.faulty(name, source, error, last_good)

    def _without_flags(self, configuration: Any) -> dict[str, Flag]:
        """A configuration that is none: the flags go on as they were."""
        _, known = self._known
        if known or self._resilient or configuration is None:
            self._say_once(
                f"The configuration of feature flags is {type(configuration).__name__}, not a dictionary; "
                f"{'the last good one' if known else 'none'} is used"
            )
            return known
        raise SchemaValidationError(
            f"Features must be a dictionary, the configuration is {type(configuration).__name__}"
        )

    def _given_up(self, flag: Flag, default: Any) -> Any:
        if flag.fault is not None and not self._resilient:
            raise flag.fault
        return default

    # --- Saying -------------------------------------------------------------------------------------------------------

    def _debug(self, message: str, *arguments: Any) -> None:
        if self.logger.isEnabledFor(logging.DEBUG):
            self.logger.debug(message, *arguments)

    def _say(self, message: str) -> None:
        from aws_lambda_powertools._core.notices import warn

        try:
            warn(message)
        except Warning:  # the call is protected, also where warnings are errors
            self._debug("%s", message)

    def _say_once(self, message: str) -> None:
        from aws_lambda_powertools._core.notices import warn_once

        try:
            warn_once(("feature_flags", message), message)
        except Warning:
            self._debug("%s", message)


def _checked(context: Mapping[str, Any] | None) -> Mapping[str, Any]:
    if context is None:
        return _NOTHING
    if type(context) is dict or isinstance(context, Mapping):  # pyright: ignore[reportUnnecessaryIsInstance]
        return context
    raise TypeError(f"context is {type(context).__name__}; it must be a dictionary of what rules look at")
