from typing import Any

from aws_lambda_powertools.utilities.parameters import BaseProvider


class VaultProvider(BaseProvider):
    """Secrets of a vault, by the names of their folders."""

    def __init__(self, vault: Any) -> None:
        super().__init__(max_items=100)
        self.vault = vault

    def _get(self, name: str, **options: Any) -> str:  # noqa: ARG002
        return self.vault.read(name)

    def _get_multiple(self, path: str, **options: Any) -> dict[str, str]:  # noqa: ARG002
        return {name: self.vault.read(f"{path}/{name}") for name in self.vault.names(path)}
