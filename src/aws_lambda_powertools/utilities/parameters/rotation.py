"""with_rotation: go on with a fresh secret when the remembered one was refused."""

from __future__ import annotations

from aws_lambda_powertools.utilities.parameters.exceptions import GetParameterError
from aws_lambda_powertools.utilities.parameters.secrets import get_secret

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any, TypeVar

    Result = TypeVar("Result")

PREVIOUS = "AWSPREVIOUS"


def with_rotation(
    name: str,
    use: Callable[[Any], Result],
    *,
    refused: type[Exception] | tuple[type[Exception], ...],
    provider: Any = None,
    previous: bool = True,
    **options: Any,
) -> Result:
    """What `use(secret)` gives; if it raises `refused`, the secret is fetched anew and used once more.

        connection = with_rotation("my/database", connect, refused=OperationalError, transform="json")

    In the middle of a rotation the new version may not be valid yet: with `previous`, the version before it is tried
    last. `options` are those of `get_secret`, or of the `provider`'s `get`. Raises what `use` raised last, and
    GetParameterError.

    Source: https://docs.aws.amazon.com/secretsmanager/latest/userguide/rotating-secrets.html
    """
    get: Any = get_secret if provider is None else provider.get
    try:
        return use(get(name, **options))
    except refused:
        fresh = get(name, **{**options, "force_fetch": True})
    try:
        return use(fresh)
    except refused as error:
        if not previous:
            raise
        try:
            before = get(name, **{**options, "VersionStage": PREVIOUS, "force_fetch": True})
        except GetParameterError:
            raise error from None
    return use(before)
