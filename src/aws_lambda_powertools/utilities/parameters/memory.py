"""InMemoryParametersProvider: parameters that a test or a program sets itself."""

# Values are the user's own, Any all the way down.
# pyright: reportUnknownVariableType=false, reportUnknownArgumentType=false

from __future__ import annotations

import threading
from contextlib import contextmanager

from aws_lambda_powertools._core.copies import copied
from aws_lambda_powertools.utilities.parameters.base import BaseProvider
from aws_lambda_powertools.utilities.parameters.constants import DEFAULT_PROVIDERS
from aws_lambda_powertools.utilities.parameters.exceptions import (
    GetParameterError,
    SetParameterError,
    TransformParameterError,
)

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Generator, Iterable, Mapping, Sequence
    from typing import Any

    from typing_extensions import Self

    from aws_lambda_powertools.utilities.parameters.types import TransformOptions

TOP_LEVEL = ("ssm", "secrets", "appconfig")
"""The providers behind get_parameter, get_secret and get_app_config."""


class InMemoryParametersProvider(BaseProvider):
    """Parameters of a dictionary, remembered and transformed as those of AWS are.

        parameters = InMemoryParametersProvider({"/shop/currency": "EUR"})
        parameters.get("/shop/currency")

    `standing_in()` lets get_parameter, get_secret and get_app_config take their values from here. A value that is
    changed by `put` is seen when what was remembered has expired, as with AWS; `set` is seen at once.
    """

    def __init__(self, parameters: Mapping[str, Any] | None = None, **options: Any) -> None:
        """`options` are those of BaseProvider: `stale_if_error`, `stale_while_revalidate`, `max_items`."""
        super().__init__(**options)
        self.parameters: dict[str, Any] = copied(dict(parameters or {}))
        self.fetched: list[str] = []
        """The names and paths in the order in which they were fetched, not taken from what was remembered."""
        self._lock = threading.Lock()

    def put(self, name: str, value: Any) -> None:
        """Change a parameter behind the provider's back: what is remembered of it holds until it expires."""
        with self._lock:
            self.parameters[name] = copied(value)

    def remove(self, name: str) -> None:
        """Take a parameter away behind the provider's back."""
        with self._lock:
            self.parameters.pop(name, None)

    def get_multiple(self, path: Any, *args: Any, **options: Any) -> dict[str, Any]:
        """The parameters below a path, by the rest of their names; of a list of names, their values by name."""
        by: Any = tuple(path) if isinstance(path, list) else path
        return super().get_multiple(by, *args, **options)

    def set(self, name: str, value: Any, *, overwrite: bool = False, **options: Any) -> dict[str, Any]:
        """Write a parameter; what was remembered of it is forgotten. SetParameterError if it exists already."""
        is_secret = "client_request_token" in options  # as set_secret calls it: secrets get a new version
        with self._lock:
            if name in self.parameters and not (overwrite or is_secret):
                raise SetParameterError(f"Error setting parameter - {name!r} exists; overwrite=True replaces it")
            self.parameters[name] = copied(value)
        self.forget(name)
        return {"Version": 1, "Tier": "Standard"}

    def get_parameters_by_name(
        self,
        parameters: Mapping[str, Mapping[str, Any] | None],
        transform: TransformOptions = None,
        decrypt: bool | None = None,
        max_age: int | None = None,
        raise_on_error: bool = True,
    ) -> dict[str, Any]:
        """Many parameters by their full names, as SSMProvider gives them."""
        del decrypt
        values: dict[str, Any] = {}
        failed: list[str] = []
        for name, own in parameters.items():
            options: dict[str, Any] = {"transform": transform, "max_age": max_age, **(own or {})}
            options.pop("decrypt", None)
            try:
                values[name] = self.get(name, **options)
            except TransformParameterError:
                if raise_on_error:
                    raise
                values[name] = None
            except GetParameterError:
                failed.append(name)
        if failed and raise_on_error:
            raise GetParameterError(f"Failed to fetch parameters: {failed}")
        return values if raise_on_error else {"_errors": failed, **values}

    @contextmanager
    def standing_in(self, *providers: str) -> Generator[Self, None, None]:
        """Be the provider of the top-level functions for the time of a `with` block: `ssm`, `secrets`, `appconfig`.

        Without names, of all three.
        """
        _check(providers)
        names = providers or TOP_LEVEL
        before = {name: DEFAULT_PROVIDERS[name] for name in names if name in DEFAULT_PROVIDERS}
        DEFAULT_PROVIDERS.update(dict.fromkeys(names, self))
        try:
            yield self
        finally:
            for name in names:
                if DEFAULT_PROVIDERS.get(name) is self:
                    del DEFAULT_PROVIDERS[name]
            DEFAULT_PROVIDERS.update(before)

    def _get(self, name: str, **sdk_options: Any) -> Any:
        del sdk_options
        with self._lock:
            self.fetched.append(name)
            if name not in self.parameters:
                raise LookupError(f"Parameter {name!r} not found; there is {', '.join(self.parameters) or 'none'}")
            return copied(self.parameters[name])

    def _get_multiple(self, path: str | Sequence[str], **sdk_options: Any) -> dict[str, Any]:
        if not isinstance(path, str):  # names of secrets
            return {name: self._get(name) for name in path}
        above = path if path.endswith("/") else f"{path}/"
        with self._lock:
            self.fetched.append(path)
            below = {name[len(above) :]: value for name, value in self.parameters.items() if name.startswith(above)}
        recursive = sdk_options.get("recursive", True)
        return {name: copied(value) for name, value in below.items() if recursive or "/" not in name}


def _check(providers: Iterable[str]) -> None:
    for name in providers:
        if name not in TOP_LEVEL:
            raise ValueError(f"There is no provider {name!r} to stand in for; there are {', '.join(TOP_LEVEL)}")
