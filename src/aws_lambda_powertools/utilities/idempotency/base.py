"""IdempotencyHandler: one call of an idempotent function. Claim, run and store; or replay.

What to do is decided in methods without any call of the user's code in them; `handle` and `handle_async` are the two
ways through them.
"""

from __future__ import annotations

from aws_lambda_powertools._core import clock, invocation
from aws_lambda_powertools._core.notices import warn
from aws_lambda_powertools.utilities.idempotency._keys import Keys, name_of, plain_payload
from aws_lambda_powertools.utilities.idempotency._results import decoded, encoded
from aws_lambda_powertools.utilities.idempotency.config import RELEASE, RETURN
from aws_lambda_powertools.utilities.idempotency.exceptions import (
    IdempotencyAlreadyInProgressError,
    IdempotencyInconsistentStateError,
    IdempotencyInvalidStatusError,
    IdempotencyItemAlreadyExistsError,
    IdempotencyItemNotFoundError,
    IdempotencyKeyError,
    IdempotencyLeaseLostError,
    IdempotencyPersistenceLayerError,
    IdempotencyResultError,
    IdempotencyValidationError,
)
from aws_lambda_powertools.utilities.idempotency.persistence.base import Call, current_call
from aws_lambda_powertools.utilities.idempotency.persistence.datarecord import EXPIRED, INPROGRESS
from aws_lambda_powertools.utilities.idempotency.serialization.no_op import NoOpSerializer

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from typing import Any

    from aws_lambda_powertools.utilities.idempotency.config import IdempotencyConfig
    from aws_lambda_powertools.utilities.idempotency.persistence.base import BasePersistenceLayer
    from aws_lambda_powertools.utilities.idempotency.persistence.datarecord import DataRecord
    from aws_lambda_powertools.utilities.idempotency.serialization.base import BaseIdempotencySerializer

MAX_RETRIES = 2
"""How often a key is looked at again after its record changed between two looks."""

SHORTEST_PAUSE, LONGEST_PAUSE = 0.05, 1.0
"""Seconds between two looks at a run in progress; they double from the one to the other."""

TIME_TO_ANSWER = 0.5
"""Seconds that are kept free before the function's deadline when waiting for another run."""


AS_IT_IS = NoOpSerializer()


class IdempotencyHandler:
    """One call of a function, with the payload that makes it the same as another one."""

    def __init__(
        self,
        function: Callable[..., Any],
        function_payload: Any,
        config: IdempotencyConfig,
        persistence_store: BasePersistenceLayer,
        output_serializer: BaseIdempotencySerializer | None = None,
        key_prefix: str | None = None,
        function_args: tuple[Any, ...] | None = None,
        function_kwargs: dict[str, Any] | None = None,
        *,
        keys: Keys | None = None,
    ) -> None:
        self.function = function
        self.output_serializer = output_serializer or AS_IT_IS
        self.data = plain_payload(function_payload)
        self.fn_args = function_args or ()
        self.fn_kwargs = function_kwargs or {}
        self.config = config
        self.persistence_store = persistence_store
        if keys is None:
            keys = Keys(config, name_of(function), key_prefix)
            persistence_store.configure(config, name_of(function), key_prefix)
        self.keys = keys
        self.is_durable = False
        """Whether a durable execution calls: it leaves the function with an exception that ends nothing."""
        self._call: Call | None = None
        self._trusted: tuple[float, float] | None = None

    def handle(self, is_replay: bool = False) -> Any:
        """The stored result, else that of the function. `is_replay`: a durable execution runs the function again."""
        pauses: Iterator[float] | None = None
        while True:
            try:
                record = self._claimed(is_replay)
                break
            except IdempotencyAlreadyInProgressError:
                pauses = pauses or self._pauses()
                pause = next(pauses, None)
                if pause is None:
                    raise
                clock.sleep(pause)
        if record is not None:
            return self._replayed(record)
        try:
            result = self.function(*self.fn_args, **self.fn_kwargs)
        except BaseException as error:
            self._release_after(error)
            raise
        return self._stored(result)

    async def handle_async(self, is_replay: bool = False) -> Any:
        """As `handle`, for a coroutine function; the event loop goes on while the store is asked."""
        from asyncio import sleep

        pauses: Iterator[float] | None = None
        while True:
            try:
                record = await self._beside(self._claimed, is_replay)
                break
            except IdempotencyAlreadyInProgressError:
                pauses = pauses or self._pauses()
                pause = next(pauses, None)
                if pause is None:
                    raise
                await sleep(pause)
            except BaseException as error:  # cancelled while the claim was made
                if self._call is not None and self._call.claim is not None:
                    self._release_quietly(error)
                raise
        if record is not None:
            return self._replayed(record)
        try:
            result = await self.function(*self.fn_args, **self.fn_kwargs)
        except Exception as error:
            await self._beside(self._release_after, error)
            raise
        except BaseException as error:  # cancelled, or closed: there may be no loop left to wait on
            self._release_after(error)
            raise
        return await self._beside(self._stored, result)

    async def _beside(self, step: Callable[..., Any], *arguments: Any) -> Any:
        if not self.persistence_store.does_io:
            return step(*arguments)
        from asyncio import CancelledError, ensure_future, shield, to_thread, wait

        work = ensure_future(to_thread(step, *arguments))
        try:
            return await shield(work)
        except CancelledError:  # a step that has begun is let finish: who gives a claim up must know of it
            await wait({work})
            raise

    # --- Before the function ------------------------------------------------------------------------------------

    def _claimed(self, is_replay: bool) -> DataRecord | None:
        """The record to replay; None if the function is to be run, under a claim or without any key."""
        attempt = 0
        while True:
            try:
                return self._claimed_or_known(is_replay)
            except IdempotencyInconsistentStateError:
                if attempt == MAX_RETRIES:
                    raise
                attempt += 1

    def _claimed_or_known(self, is_replay: bool) -> DataRecord | None:
        store, call, token = self.persistence_store, self._call, None
        try:
            if call is None:
                call = self._call = Call(store, self.keys, self.data)
            if call.keys.use_local_cache and call.key is not None:
                record = store.remembered(call)
                if record is not None:
                    return record
            remaining = self._remaining_milliseconds()
            token = current_call.set(call)
            store.save_inprogress(data=self.data, remaining_time_in_millis=remaining)
        except (IdempotencyKeyError, IdempotencyValidationError):
            raise
        except IdempotencyItemAlreadyExistsError as error:
            record = error.old_data_record or self._known_record()
        except Exception as error:
            raise IdempotencyPersistenceLayerError(
                "Failed to save in progress record to idempotency store", error
            ) from error
        else:
            self._trusted = None if call.claim is None else _trusted_until(call.claim)
            return None
        finally:
            if token is not None:
                current_call.reset(token)
        return record if self._is_settled(record, is_replay) else None

    def _known_record(self) -> DataRecord:
        try:
            record: DataRecord | None = self._in_store(self.persistence_store.get_record, data=self.data)
        except IdempotencyItemNotFoundError as error:
            raise IdempotencyInconsistentStateError(
                "save_inprogress and get_record return inconsistent results."
            ) from error
        except (IdempotencyKeyError, IdempotencyValidationError):
            raise
        except Exception as error:
            raise IdempotencyPersistenceLayerError("Failed to get record from idempotency store", error) from error
        if record is None:  # a store that refuses a claim and knows no record: running unclaimed would be a gamble
            raise IdempotencyInconsistentStateError("save_inprogress and get_record return inconsistent results.")
        return record

    def _is_settled(self, record: DataRecord, is_replay: bool) -> bool:
        """Whether the record holds a result; False if the function is to be run beside it."""
        try:
            status = record.status
        except IdempotencyInvalidStatusError as error:
            raise IdempotencyPersistenceLayerError(
                "Failed to save in progress record to idempotency store", error
            ) from error
        if status == EXPIRED:
            raise IdempotencyInconsistentStateError("save_inprogress and get_record return inconsistent results.")
        if status != INPROGRESS:
            return True
        if is_replay:
            self._adopt(record)
            return False
        if record.lease_is_over:
            raise IdempotencyInconsistentStateError(
                "item should have been expired in-progress because it already time-outed."
            )
        where = f"{self.keys.event_key_jmespath}={record.idempotency_key}"
        sort_key = f" and sort key: {record.sort_key}" if record.sort_key is not None else ""
        raise IdempotencyAlreadyInProgressError(
            f"Execution already in progress with idempotency key: {where}{sort_key}"
        )

    def _adopt(self, claim: DataRecord) -> None:
        """Go on under the claim that an earlier invocation of the same durable execution made."""
        if self._call is not None and claim.in_progress_expiry_timestamp is not None:
            self._call.claim = claim
            self._trusted = _trusted_until(claim)

    def _pauses(self) -> Iterator[float]:
        """How long to wait before each further look at a run in progress, until the time for waiting is over."""
        from random import uniform

        end = clock.monotonic() + self.config.wait_for_in_progress_seconds
        remaining = self._remaining_milliseconds()
        if remaining is not None:
            end = min(end, clock.monotonic() + remaining / 1000 - TIME_TO_ANSWER)
        pause = SHORTEST_PAUSE
        while (left := end - clock.monotonic()) > 0:
            yield min(left, pause * uniform(0.5, 1))  # noqa: S311  # it spreads load, it hides nothing
            pause = min(pause * 2, LONGEST_PAUSE)

    def _replayed(self, record: DataRecord) -> Any:
        """The answer that a record holds."""
        result = record.response_json_as_dict()
        if result is not None and self.output_serializer is not AS_IT_IS:
            result = self.output_serializer.from_dict(result)
        if self.config.response_hook is None:
            return result
        return self.config.response_hook(result, record)

    # --- After the function -------------------------------------------------------------------------------------

    def _stored(self, result: Any) -> Any:
        """The result, after it was saved."""
        try:
            as_it_is = result is None or self.output_serializer is AS_IT_IS
            data = result if as_it_is else self._plain_result(result)
            self._in_store(self.persistence_store.save_success, data=self.data, result=data)
        except IdempotencyLeaseLostError:
            warn(
                "An idempotent function finished after its lease had ended, and another run has claimed its key "
                f"{self._key!r}; the result of this run is returned and not stored."
            )
            return result
        except Exception as error:
            return self._despite(error, result)
        if not self.keys.is_strict or data is None:
            return result
        return self.output_serializer.from_dict(_as_stored(data))

    def _plain_result(self, result: Any) -> Any:
        try:
            return self.output_serializer.to_dict(result)
        except Exception as error:
            raise IdempotencyResultError("The output_serializer failed", error) from error

    def _despite(self, error: Exception, result: Any) -> Any:
        """What to answer although the result was not saved."""
        policy = self.config.on_store_error
        if policy == RELEASE or isinstance(error, IdempotencyResultError):
            # A result that can't be stored now can't be later: holding the claim would only lock the key.
            self._release_quietly(error)
        if policy == RETURN:
            warn(f"The result of an idempotent function could not be stored: {error}; it runs again for this key.")
            return result
        cause = error.__cause__ if isinstance(error, IdempotencyResultError) and error.__cause__ else error
        raise IdempotencyPersistenceLayerError(
            "Failed to update record state to success in idempotency store",
            error if isinstance(cause, Exception) else None,
        ) from cause

    def _release_after(self, error: BaseException) -> None:
        """Give the claim up, so that the next call runs the function."""
        if not isinstance(error, Exception):
            if not self.is_durable:  # it is only suspended, and goes on later under the same claim
                self._release_quietly(error)
            return
        if self.keys.is_strict:
            self._release_quietly(error)
            return
        try:
            self._in_store(self.persistence_store.delete_record, data=self.data, exception=error)
        except IdempotencyLeaseLostError:
            return  # another run holds the key by now: nothing is ours to give up
        except Exception as store_error:
            raise IdempotencyPersistenceLayerError(
                "Failed to delete record from idempotency store", store_error
            ) from store_error

    def _release_quietly(self, error: BaseException) -> None:
        try:
            self._in_store(self.persistence_store.delete_record, data=self.data, exception=error)
        except IdempotencyLeaseLostError:
            return
        except Exception as store_error:  # what happened before matters more; the lease ends by itself
            warn(
                f"The claim of the idempotency key {self._key!r} could not be given up: {store_error}; "
                "it stands until its lease ends."
            )

    # --- For all of them ----------------------------------------------------------------------------------------

    @property
    def _key(self) -> str | None:
        return None if self._call is None else self._call.key

    def _in_store(self, method: Callable[..., Any], **arguments: Any) -> Any:
        """Call the store's method for this call."""
        call = self._call
        if call is not None and call.claim is not None:
            call.claim_is_shaky = self._trusted is None or self.keys.is_strict or _is_over(self._trusted)
        token = current_call.set(call)
        try:
            return method(**arguments)
        finally:
            current_call.reset(token)

    def _remaining_milliseconds(self) -> int | None:
        context = self.config.lambda_context
        if context is None:
            call = invocation.current()
            context = None if call is None else call.context
        if context is None:
            return None
        remaining: int = context.get_remaining_time_in_millis()
        return remaining


def _trusted_until(claim: DataRecord) -> tuple[float, float]:
    """Until when nobody else can have taken the claim over: half of the time it has, by both clocks, in seconds.

    Before, the result is saved as version 3 does it, without a condition; afterwards only if the claim is still ours.
    The other half is for clocks that differ and for requests that are long under way. A record may expire before its
    lease ends; and the wall clock may be set back, the other one stands still while an environment is frozen.
    """
    now = clock.seconds()
    end = min((claim.in_progress_expiry_timestamp or 0) / 1000, claim.expiry_timestamp or 0)
    trusted = max(0.0, (end - now) / 2)
    return now + trusted, clock.monotonic() + trusted


def _is_over(moment: tuple[float, float]) -> bool:
    return clock.seconds() > moment[0] or clock.monotonic() > moment[1]


def _as_stored(data: Any) -> Any:
    return decoded(encoded(data))
