"""Errors of feature flags.

PowertoolsError
├── ConfigurationStoreError
├── SchemaValidationError
└── StoreClientError
"""

from __future__ import annotations

from aws_lambda_powertools._core.errors import PowertoolsError


class ConfigurationStoreError(PowertoolsError):
    """A store has no configuration to give: it can't be reached, has none, or it is no JSON."""


class SchemaValidationError(PowertoolsError):
    """A configuration, or one flag of it, is not as it should be; the message names the flag and the rule."""


class StoreClientError(PowertoolsError):
    """AWS refuses to answer the store: access is denied, for example."""
