"""mock_claims: let a verifier accept every token, for tests of handlers.

with mock_claims(auth, {"sub": "ana", "scope": "orders:read"}):
    response = app.resolve(event, context)
"""

from __future__ import annotations

from contextlib import contextmanager

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Generator
    from typing import Any

    from aws_lambda_powertools.utilities.auth_alpha.jwt.base import Verifier


@contextmanager
def mock_claims(verifier: Verifier, claims: dict[str, Any]) -> Generator[None, None, None]:
    """Let `verifier.verify` give these claims for whatever it gets, a fresh copy each time."""
    from copy import deepcopy

    if not hasattr(verifier, "verify"):
        raise AttributeError(f"{verifier!r} is no verifier: it has no attribute 'verify'")
    snapshot = deepcopy(claims)

    def verify(token: str) -> dict[str, Any]:  # noqa: ARG001  every token is as good as any other
        return deepcopy(snapshot)

    def is_ready_for(_token: str) -> bool:
        return True

    mocks: dict[str, Callable[[str], Any]] = {"verify": verify, "is_ready_for": is_ready_for}
    own = vars(verifier)
    before = {name: own[name] for name in mocks if name in own}
    own.update(mocks)
    try:
        yield
    finally:
        for name in mocks:
            own.pop(name, None)
        own.update(before)
