"""IdempotencyConfig: how a decorated function is idempotent."""

from __future__ import annotations

from contextvars import ContextVar

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from aws_lambda_powertools.utilities.idempotency.hook import IdempotentHookFunction

RAISE = "raise"
RETURN = "return"
RELEASE = "release"
STORE_ERROR_POLICIES = (RAISE, RETURN, RELEASE)

MOST_CONTEXTS = 64
"""How many configurations' contexts are remembered; functions that make one at each call must not collect them."""

# The Lambda context that was registered with each configuration, for the code of one invocation.
_registered: ContextVar[dict[IdempotencyConfig, Any]] = ContextVar("powertools_idempotency_contexts")


class IdempotencyConfig:
    """How a function is idempotent; one object may serve any number of functions.

    `event_key_jmespath` selects from the payload what makes two calls the same, by default all of it;
    `payload_validation_jmespath` what must be the same besides, else IdempotencyValidationError. `jmespath_options`
    are those of `jmespath.Options`. Where the key selects nothing, the function runs unprotected with a warning, or
    IdempotencyKeyError is raised with `raise_on_no_idempotency_key` (by default POWERTOOLS_STRICT).

    A result is replayed for `expires_after_seconds`, and up to `expires_after_jitter_seconds` longer, at random, so
    that what was stored together does not expire together. `use_local_cache` keeps the last `local_cache_max_items`
    results in memory. `hash_function` is a name of `hashlib`. `response_hook(result, record)` may change what a
    replay answers.

    `on_store_error` says what happens when the function has succeeded and its result can't be saved: "raise" the
    error and let the claim stand until its lease ends, "release" the claim and raise, or "return" the result with a
    warning. `wait_for_in_progress_seconds` lets a call wait for another one with the same key instead of raising
    IdempotencyAlreadyInProgressError, never beyond the function's own deadline.
    """

    def __init__(
        self,
        event_key_jmespath: str = "",
        payload_validation_jmespath: str = "",
        jmespath_options: dict[str, Any] | None = None,
        raise_on_no_idempotency_key: bool = False,
        expires_after_seconds: int = 60 * 60,
        use_local_cache: bool = False,
        local_cache_max_items: int = 256,
        hash_function: str = "md5",
        lambda_context: Any = None,
        response_hook: IdempotentHookFunction | None = None,
        *,
        expires_after_jitter_seconds: int = 0,
        on_store_error: str = RAISE,
        wait_for_in_progress_seconds: float = 0,
    ) -> None:
        if on_store_error not in STORE_ERROR_POLICIES:
            allowed = ", ".join(map(repr, STORE_ERROR_POLICIES))
            raise ValueError(f"on_store_error is {on_store_error!r}; it is one of {allowed}")
        if expires_after_jitter_seconds < 0 or wait_for_in_progress_seconds < 0:
            raise ValueError("expires_after_jitter_seconds and wait_for_in_progress_seconds are 0 or more")
        self.event_key_jmespath = event_key_jmespath
        self.payload_validation_jmespath = payload_validation_jmespath
        self.jmespath_options = jmespath_options
        self.raise_on_no_idempotency_key = raise_on_no_idempotency_key
        self.expires_after_seconds = expires_after_seconds
        self.expires_after_jitter_seconds = expires_after_jitter_seconds
        self.use_local_cache = use_local_cache
        self.local_cache_max_items = local_cache_max_items
        self.hash_function = hash_function
        self.response_hook = response_hook
        self.on_store_error = on_store_error
        self.wait_for_in_progress_seconds = wait_for_in_progress_seconds
        self._last_context = lambda_context

    @property
    def lambda_context(self) -> Any:
        """The Lambda context of this invocation, else the one registered last; it tells how much time is left."""
        contexts = _registered.get(None)
        return self._last_context if contexts is None else contexts.get(self, self._last_context)

    @lambda_context.setter
    def lambda_context(self, context: Any) -> None:
        self.register_lambda_context(context)

    def register_lambda_context(self, lambda_context: Any) -> None:
        """Tell how much time is left, for functions that are no handlers; `idempotent` does it by itself."""
        contexts = _registered.get(None)
        if contexts is not None and contexts.get(self) is lambda_context:
            return
        self._last_context = lambda_context
        contexts = {**(contexts or {}), self: lambda_context}
        if len(contexts) > MOST_CONTEXTS:
            del contexts[next(iter(contexts))]
        _registered.set(contexts)
