"""SSMProvider and the functions around it: parameters of the AWS Systems Manager Parameter Store.

Source: https://docs.aws.amazon.com/systems-manager/latest/userguide/systems-manager-parameter-store.html
"""

# Answers of the API are Any all the way down.
# pyright: reportUnknownVariableType=false, reportUnknownArgumentType=false

from __future__ import annotations

from aws_lambda_powertools._core import aws
from aws_lambda_powertools._core.copies import copied
from aws_lambda_powertools._core.environment import PARAMETERS_SSM_DECRYPT
from aws_lambda_powertools.utilities.parameters._client import config_of
from aws_lambda_powertools.utilities.parameters._transform import transform_value
from aws_lambda_powertools.utilities.parameters.base import BaseProvider, resolve_max_age
from aws_lambda_powertools.utilities.parameters.constants import DEFAULT_MAX_AGE_SECS, DEFAULT_PROVIDERS
from aws_lambda_powertools.utilities.parameters.exceptions import GetParameterError, SetParameterError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from typing import Any, Literal

    import boto3
    from botocore.config import Config

    from aws_lambda_powertools.utilities.parameters.types import TransformOptions

    Tier = Literal["Standard", "Advanced", "Intelligent-Tiering"]
    Type = Literal["String", "StringList", "SecureString"]
    Options = dict[str, Any]

__all__ = [
    "DEFAULT_MAX_AGE_SECS",
    "DEFAULT_PROVIDERS",
    "SSMProvider",
    "get_parameter",
    "get_parameters",
    "get_parameters_by_name",
    "set_parameter",
]

MOST_NAMES = 10
"""How many names GetParameters takes."""

ERRORS = "_errors"
"""Under which name parameters that could not be fetched are listed."""


class SSMProvider(BaseProvider):
    """Parameters of the Parameter Store.

    `decrypt` is for SecureString parameters, by default POWERTOOLS_PARAMETERS_SSM_DECRYPT. The client is
    `boto3_client`, or is made of the session and config. Further `options` are those of BaseProvider.

    Needs ssm:GetParameter, GetParameters for many names, GetParametersByPath for paths, PutParameter to write, and
    kms:Decrypt for encrypted ones.
    """

    def __init__(
        self,
        config: Config | None = None,
        boto_config: Config | None = None,
        boto3_session: boto3.session.Session | None = None,
        boto3_client: Any = None,
        **options: Any,
    ) -> None:
        super().__init__(**options)
        self.client = aws.client(
            "ssm",
            feature="parameters",
            client=boto3_client,
            session=boto3_session,
            config=config_of(config, boto_config),
        )

    def get(  # type: ignore[override]  # with an argument more
        self,
        name: str,
        max_age: int | None = None,
        transform: TransformOptions = None,
        decrypt: bool | None = None,
        force_fetch: bool = False,
        **sdk_options: Any,
    ) -> Any:
        """The value of a parameter. Raises GetParameterError, TransformParameterError."""
        sdk_options["decrypt"] = PARAMETERS_SSM_DECRYPT.get() if decrypt is None else decrypt
        return super().get(name, max_age, transform, force_fetch, **sdk_options)

    def get_multiple(  # type: ignore[override]
        self,
        path: str,
        max_age: int | None = None,
        transform: TransformOptions = None,
        raise_on_transform_error: bool = False,
        decrypt: bool | None = None,
        force_fetch: bool = False,
        recursive: bool = False,
        **sdk_options: Any,
    ) -> dict[str, Any]:
        """The parameters directly under a path, with `recursive` all below it, by the rest of their names."""
        sdk_options["decrypt"] = PARAMETERS_SSM_DECRYPT.resolve(decrypt)
        sdk_options["recursive"] = recursive
        return super().get_multiple(path, max_age, transform, raise_on_transform_error, force_fetch, **sdk_options)

    def get_parameters_by_name(
        self,
        parameters: Mapping[str, Options | None],
        transform: TransformOptions = None,
        decrypt: bool | None = None,
        max_age: int | None = None,
        raise_on_error: bool = True,
    ) -> dict[str, Any]:
        """Many parameters by their full names, in as few calls as may be.

        Each name may have options of its own (`transform`, `decrypt`, `max_age`) that win over those for all. Without
        `raise_on_error`, what could not be fetched is listed under `_errors` and what could not be transformed is None.
        """
        if not raise_on_error and ERRORS in parameters:
            raise GetParameterError(f"You cannot fetch a parameter named '{ERRORS}' in graceful error mode.")
        common: Options = {
            "transform": transform,
            "decrypt": PARAMETERS_SSM_DECRYPT.resolve(decrypt),
            "max_age": resolve_max_age(max_age),
        }
        wanted = {name: {**common, **(options or {})} for name, options in parameters.items()}
        values = self._known(wanted)
        missing = [name for name in wanted if name not in values]
        failed: list[str] = []
        for names, decrypted in _calls(missing, wanted):
            single = decrypted and not common["decrypt"]
            fetch = self._fetch_each if single else self._fetch_names
            fetched, invalid = fetch(names, decrypted, raise_on_error)
            failed.extend(invalid)
            for name, stored in fetched.items():
                values[name] = copied(self._transformed_and_kept(name, stored, wanted[name], raise_on_error))
        if failed and raise_on_error:
            raise GetParameterError(f"Failed to fetch parameters: {failed}")
        ordered = {name: values[name] for name in wanted if name in values}
        return ordered if raise_on_error else {ERRORS: failed, **ordered}

    def set(
        self,
        name: str,
        value: str,
        *,
        overwrite: bool = False,
        description: str = "",
        parameter_type: Type = "String",
        tier: Tier = "Standard",
        kms_key_id: str | None = None,
        **sdk_options: Any,
    ) -> Any:
        """Write a parameter; what was remembered of it is forgotten. Raises SetParameterError."""
        arguments = {
            **sdk_options,
            "Name": name,
            "Value": value,
            "Overwrite": overwrite,
            "Type": parameter_type,
            "Tier": tier,
            "Description": description,
        }
        if kms_key_id:
            arguments["KeyId"] = kms_key_id
        try:
            answer = self.client.put_parameter(**arguments)
        except Exception as error:
            raise SetParameterError(f"Error setting parameter - {error}") from error
        self.forget(name)
        return answer

    def _get(self, name: str, decrypt: bool = False, **sdk_options: Any) -> str:
        sdk_options["Name"] = name
        sdk_options["WithDecryption"] = decrypt
        value: str = self.client.get_parameter(**sdk_options)["Parameter"]["Value"]
        return value

    def _get_multiple(
        self, path: str, decrypt: bool | None = None, recursive: bool = False, **sdk_options: Any
    ) -> dict[str, Any]:
        sdk_options["Path"] = path
        sdk_options["WithDecryption"] = bool(decrypt)
        sdk_options["Recursive"] = recursive
        values: dict[str, Any] = {}
        for page in self.client.get_paginator("get_parameters_by_path").paginate(**sdk_options):
            for parameter in page.get("Parameters", []):
                values[_below(path, parameter["Name"])] = parameter["Value"]
        return values

    # --- By name ------------------------------------------------------------------------------------------------

    def _known(self, wanted: dict[str, Options]) -> dict[str, Any]:
        """What is remembered of the wanted parameters."""
        values: dict[str, Any] = {}
        for name, options in wanted.items():
            key = self._name_key(name, options)
            if self.has_not_expired_in_cache(key):
                values[name] = self.fetch_from_cache(key)
        return values

    def _name_key(self, name: str, options: Options) -> tuple[Any, ...]:
        return self._key(name, options["transform"], False, {"decrypt": options["decrypt"]})

    def _fetch_names(self, names: list[str], decrypt: bool, raises: bool) -> tuple[dict[str, str], list[str]]:
        """Values by name, and the names that have none."""
        arguments: Options = {"Names": names, "WithDecryption": True} if decrypt else {"Names": names}
        try:
            answer = self.client.get_parameters(**arguments)
        except Exception as error:
            if raises:
                raise GetParameterError(str(error)) from error
            return {}, names
        values = {parameter["Name"]: parameter["Value"] for parameter in answer["Parameters"]}
        return values, list(answer.get("InvalidParameters", []))

    def _fetch_each(self, names: list[str], decrypt: bool, raises: bool) -> tuple[dict[str, str], list[str]]:
        """The same with a call for each name: for the few encrypted ones among many, with ssm:GetParameter."""
        values: dict[str, str] = {}
        invalid: list[str] = []
        for name in names:
            try:
                values[name] = self._get(name, decrypt=decrypt)
            except Exception as error:
                if raises:
                    raise GetParameterError(str(error)) from error
                invalid.append(name)
        return values, invalid

    def _transformed_and_kept(self, name: str, stored: str, options: Options, raises: bool) -> Any:
        value = transform_value(stored, options["transform"], raises, key=name)
        self.add_to_cache(self._name_key(name, options), value, options["max_age"])
        return value


def _calls(missing: list[str], wanted: dict[str, Options]) -> Iterator[tuple[list[str], bool]]:
    """Names in groups that one call can fetch: encrypted ones apart, since that needs more rights."""
    for decrypt in (True, False):
        names = [name for name in missing if bool(wanted[name]["decrypt"]) is decrypt]
        for start in range(0, len(names), MOST_NAMES):
            yield names[start : start + MOST_NAMES], decrypt


def _below(path: str, name: str) -> str:
    return name[len(path) :].lstrip("/") if name.startswith(path) else name


def _provider() -> Any:
    provider = DEFAULT_PROVIDERS.get("ssm")
    if provider is None:
        provider = DEFAULT_PROVIDERS["ssm"] = SSMProvider()
    return provider


def get_parameter(
    name: str,
    transform: TransformOptions = None,
    decrypt: bool | None = None,
    force_fetch: bool = False,
    max_age: int | None = None,
    **sdk_options: Any,
) -> Any:
    """The value of a parameter of the Parameter Store, remembered for `max_age` seconds (300).

        api_url = get_parameter("/my/api_url")

    Raises GetParameterError, TransformParameterError. Needs ssm:GetParameter.
    """
    if decrypt is None:
        decrypt = PARAMETERS_SSM_DECRYPT.get()
    return _provider().get(
        name, max_age=max_age, transform=transform, decrypt=decrypt, force_fetch=force_fetch, **sdk_options
    )


def get_parameters(
    path: str,
    transform: TransformOptions = None,
    recursive: bool = True,
    decrypt: bool | None = None,
    force_fetch: bool = False,
    max_age: int | None = None,
    raise_on_transform_error: bool = False,
    **sdk_options: Any,
) -> dict[str, Any]:
    """All parameters below a path, by the rest of their names.

        for name, value in get_parameters("/my/service").items(): ...

    Raises GetParameterError, TransformParameterError. Needs ssm:GetParametersByPath.
    """
    decrypt = PARAMETERS_SSM_DECRYPT.resolve(decrypt)
    values: dict[str, Any] = _provider().get_multiple(
        path,
        max_age=max_age,
        transform=transform,
        raise_on_transform_error=raise_on_transform_error,
        force_fetch=force_fetch,
        decrypt=decrypt,
        recursive=recursive,
        **sdk_options,
    )
    return values


def get_parameters_by_name(
    parameters: Mapping[str, Options | None],
    transform: TransformOptions = None,
    decrypt: bool | None = None,
    max_age: int | None = None,
    raise_on_error: bool = True,
) -> dict[str, Any]:
    """Many parameters by their full names, each with options of its own.

        get_parameters_by_name({"/my/url": {}, "/my/settings": {"transform": "json", "max_age": 60}})

    Raises GetParameterError, TransformParameterError. Needs ssm:GetParameters.
    """
    values: dict[str, Any] = _provider().get_parameters_by_name(
        parameters=parameters, max_age=max_age, transform=transform, decrypt=decrypt, raise_on_error=raise_on_error
    )
    return values


def set_parameter(
    name: str,
    value: str,
    *,
    overwrite: bool = False,
    description: str = "",
    parameter_type: Type = "String",
    tier: Tier = "Standard",
    kms_key_id: str | None = None,
    **sdk_options: Any,
) -> Any:
    """Write a parameter; the answer of the API. Raises SetParameterError. Needs ssm:PutParameter."""
    return _provider().set(
        name,
        value,
        overwrite=overwrite,
        description=description,
        parameter_type=parameter_type,
        tier=tier,
        kms_key_id=kms_key_id,
        **sdk_options,
    )
