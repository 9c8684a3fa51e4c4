"""`powertools flags check`: whether a configuration of feature flags is well-formed, before it is deployed."""

from __future__ import annotations

import json
from typing import Any

import click

from aws_lambda_powertools.local.errors import FAILED, LocalError


@click.group("flags", short_help="Check a configuration of feature flags.")
def command() -> None:
    """Work with configurations of feature flags."""


@command.command("check", short_help="Name each faulty flag of a file.")
@click.argument("file")
@click.option("--envelope", metavar="EXPRESSION", help="JMESPath of where the flags stand in the file.")
def check(file: str, envelope: str | None) -> int:
    """Check the feature flags of FILE, which is JSON.

    Each faulty flag is named with what is wrong; the exit status is then 1.
    """
    flags = _flags_of(file, envelope)
    faults = _faults(flags)
    for name, fault in faults.items():
        click.echo(f"{name}: {fault}")
    if faults:
        raise LocalError(f"{file!r}: {len(faults)} of {len(flags)} flags are faulty.", "", FAILED)
    click.echo(f"{file}: {len(flags)} {'flag is' if len(flags) == 1 else 'flags are'} well-formed.")
    return 0


def _flags_of(path: str, envelope: str | None) -> dict[str, Any]:
    try:
        with open(path, encoding="utf-8") as file:
            data = json.load(file)
    except OSError as error:
        raise LocalError(f"{path!r} can't be read: {error.strerror}.") from error
    except ValueError as error:
        raise LocalError(f"{path!r} is no JSON: {error}.", "", FAILED) from error
    if envelope:
        from aws_lambda_powertools.utilities.jmespath_utils import query

        try:
            data = query(data, envelope)
        except ValueError as error:
            raise LocalError(f"The envelope {envelope!r} is no JMESPath: {error}") from error
    if not isinstance(data, dict):
        found = "nothing" if data is None else f"a {type(data).__name__}"
        where = f" at {envelope!r}" if envelope else ""
        raise LocalError(f"{path!r} has {found}{where} where a dictionary of flags should be.", "", FAILED)
    return dict(data)  # pyright: ignore[reportUnknownArgumentType]  # somebody's JSON


def _faults(flags: dict[str, Any]) -> dict[str, str]:
    """What is wrong with each faulty flag; rules that are there and empty count as well."""
    import warnings

    from aws_lambda_powertools.utilities.feature_flags.exceptions import SchemaValidationError
    from aws_lambda_powertools.utilities.feature_flags.schema import FeaturesValidator

    faults: dict[str, str] = {}
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        for name, feature in flags.items():
            try:
                FeaturesValidator({name: feature}).validate()
            except (SchemaValidationError, Warning) as error:
                faults[name] = str(error)
    return faults
