from typing import Any

from aws_lambda_powertools.utilities.feature_flags import ConfigurationStoreError, FeatureFlags, StoreProvider
from aws_lambda_powertools.utilities.typing import LambdaContext


class TableOfTenants(StoreProvider):
    def __init__(self, tables: dict[str, dict[str, Any]], tenant: str) -> None:
        self.tables = tables
        self.tenant = tenant

    @property
    def get_raw_configuration(self) -> dict[str, Any]:
        return self.tables

    def get_configuration(self) -> dict[str, Any]:
        try:
            return self.tables[self.tenant]
        except KeyError:
            raise ConfigurationStoreError(f"There are no flags of {self.tenant}") from None


TENANTS: dict[str, dict[str, Any]] = {"acme": {"beta": {"default": True}}}


def lambda_handler(event: dict, context: LambdaContext) -> bool:
    flags = FeatureFlags(store=TableOfTenants(TENANTS, event["tenant"]))
    return flags.evaluate(name="beta", default=False)
