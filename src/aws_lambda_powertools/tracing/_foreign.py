"""The scope of one call with a segment that is not ours, driven by the protocol; trouble with it stays here."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from types import TracebackType
    from typing import Any

    from typing_extensions import Self

    from aws_lambda_powertools.tracing.tracer import Plan


class Capture:
    """What stands around a call that somebody else's provider records."""

    __slots__ = ("_manager", "_plan", "is_cold_start", "response", "segment")

    def __init__(self, plan: Plan, manager: Any) -> None:
        self._plan = plan
        self._manager = manager
        self.segment: Any = None
        self.response: Any = None
        self.is_cold_start: bool | None = None
        """Put on a handler's segment before it ends, whatever came of the call."""

    # --- Around sync code ----------------------------------------------------------------------------------------

    def __enter__(self) -> Self:
        if self._manager is not None:
            try:
                self.segment = self._manager.__enter__()
            except Exception as trouble:
                self._give_up(trouble)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        if self._manager is None:
            return
        self._note_outcome(error)
        try:
            self._manager.__exit__(kind, error, traceback)
        except BaseException as raised:
            self._check(raised, error)

    # --- Around async code ---------------------------------------------------------------------------------------

    async def __aenter__(self) -> Self:
        if self._manager is not None:
            try:
                self.segment = await self._manager.__aenter__()
            except Exception as trouble:
                self._give_up(trouble)
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        if self._manager is None:
            return
        self._note_outcome(error)
        try:
            await self._manager.__aexit__(kind, error, traceback)
        except BaseException as raised:
            self._check(raised, error)

    # --- Around generators, and coroutines behind plain functions ------------------------------------------------

    def pause(self) -> None:
        """Nothing: the protocol has no word for it."""

    def resume(self) -> None:
        """Nothing: the protocol has no word for it."""

    # --- What came of it -----------------------------------------------------------------------------------------

    def stands_for(self, call: Any) -> None:
        """Nothing: only segments of ours can be found by threads without context."""

    def _note_outcome(self, error: BaseException | None) -> None:
        plan = self._plan
        try:
            if error is None:
                if self.response is not None and plan.keeps_responses:
                    self._put_metadata(plan.response_key, self.response)
            elif plan.keeps_errors and isinstance(error, Exception):
                self._put_metadata(plan.error_key, error)
        except Exception as trouble:
            plan.tell(trouble)
        try:
            if self.is_cold_start is not None:
                for key, value in plan.handler_annotations(self.is_cold_start).items():
                    self.segment.put_annotation(key=key, value=value)
        except Exception as trouble:
            plan.tell(trouble)

    def _put_metadata(self, key: str, value: Any) -> None:
        self.segment.put_metadata(key=key, value=self._plan.shown(value), namespace=self._plan.namespace)

    # --- Trouble -------------------------------------------------------------------------------------------------

    def _give_up(self, trouble: Exception) -> None:
        self._manager = None
        self._plan.tell(trouble)

    def _check(self, raised: BaseException, error: BaseException | None) -> None:
        """A provider may raise the call's exception again; an exception of its own stays here."""
        if raised is error:
            return
        if not isinstance(raised, Exception):
            raise raised
        self._plan.tell(raised)
