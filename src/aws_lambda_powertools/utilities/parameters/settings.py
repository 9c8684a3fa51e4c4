"""Settings: a typed class whose fields name where their values come from.

    class Config(Settings):
        api_url: str = parameter("/my/api_url")
        database: dict = secret("my/database", transform="json")
        stage: str = environment("STAGE", default="dev")

    config = Config()

Values are fetched when the object is made, parameters with as few calls as may be; `config.refresh()` fetches them
anew, and only if all of them are there, all change together.
"""

# Values are the user's own, Any all the way down.
# pyright: reportUnknownVariableType=false, reportUnknownArgumentType=false

from __future__ import annotations

import os

from aws_lambda_powertools.utilities.parameters._transform import transform_value
from aws_lambda_powertools.utilities.parameters.exceptions import GetParameterError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

REQUIRED: Any = object()


class Origin:
    """Where the value of a field comes from."""

    def __init__(self, kind: str, name: str, default: Any, transform: Any, options: dict[str, Any]) -> None:
        self.kind = kind
        self.name = name
        self.default = default
        self.transform = transform
        self.options = options


def parameter(name: str, *, transform: Any = None, default: Any = REQUIRED, **options: Any) -> Any:
    """A field that is a parameter of the Parameter Store; `options` are `decrypt` and `max_age`."""
    return Origin("parameter", name, default, transform, options)


def secret(name: str, *, transform: Any = None, default: Any = REQUIRED, **options: Any) -> Any:
    """A field that is a secret; `options` are those of `get_secret`."""
    return Origin("secret", name, default, transform, options)


def environment(name: str, *, transform: Any = None, default: Any = REQUIRED) -> Any:
    """A field that is an environment variable."""
    return Origin("environment", name, default, transform, {})


class Settings:
    """Derive from it and name the origin of each field; GetParameterError says which values are missing."""

    _origins: dict[str, Origin]

    def __init_subclass__(cls, **kwargs: Any) -> None:
        super().__init_subclass__(**kwargs)
        inherited = dict(getattr(cls, "_origins", {}))
        own = {name: value for name, value in vars(cls).items() if isinstance(value, Origin)}
        cls._origins = {**inherited, **own}
        for name in own:
            delattr(cls, name)

    def __init__(self) -> None:
        vars(self).update(self._fetched(force_fetch=False))

    def refresh(self) -> None:
        """Fetch all values anew; if one is missing, all stay as they are and GetParameterError is raised."""
        vars(self).update(self._fetched(force_fetch=True))

    def _fetched(self, *, force_fetch: bool) -> dict[str, Any]:
        values = {**self._parameters(force_fetch=force_fetch), **self._secrets(force_fetch=force_fetch)}
        missing: list[str] = []
        for field, origin in self._origins.items():
            if origin.kind == "environment" and origin.name in os.environ:
                values[field] = transform_value(os.environ[origin.name], origin.transform, key=origin.name)
            if field in values:
                continue
            if origin.default is REQUIRED:
                missing.append(f"{field} ({origin.kind} {origin.name!r})")
            else:
                values[field] = origin.default
        if missing:
            raise GetParameterError(f"{type(self).__name__} lacks {', '.join(missing)}")
        return values

    def _parameters(self, *, force_fetch: bool) -> dict[str, Any]:
        origins = {field: origin for field, origin in self._origins.items() if origin.kind == "parameter"}
        if not origins:
            return {}
        from aws_lambda_powertools.utilities.parameters import ssm

        if force_fetch:
            for origin in origins.values():
                ssm._provider().forget(origin.name)  # noqa: SLF001  # pyright: ignore[reportPrivateUsage]  # of this package
        wanted = {origin.name: {**origin.options, "transform": origin.transform} for origin in origins.values()}
        found = ssm.get_parameters_by_name(wanted, raise_on_error=False)
        return {field: found[origin.name] for field, origin in origins.items() if found.get(origin.name) is not None}

    def _secrets(self, *, force_fetch: bool) -> dict[str, Any]:
        values: dict[str, Any] = {}
        for field, origin in self._origins.items():
            if origin.kind != "secret":
                continue
            from aws_lambda_powertools.utilities.parameters.secrets import get_secret

            try:
                values[field] = get_secret(
                    origin.name, transform=origin.transform, force_fetch=force_fetch, **origin.options
                )
            except GetParameterError:
                if origin.default is REQUIRED:
                    raise
        return values

    def __repr__(self) -> str:
        return f"{type(self).__name__}({', '.join(self._origins)})"  # without values: secrets are among them
