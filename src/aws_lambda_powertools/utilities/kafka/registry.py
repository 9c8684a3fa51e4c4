"""Clients of schema registries, which remember what they were told: schemas never change under their id."""

# Answers of registries are Any all the way down.
# pyright: reportUnknownVariableType=false, reportUnknownArgumentType=false

from __future__ import annotations

from aws_lambda_powertools._core.cache import LRUCache, SingleFlight
from aws_lambda_powertools.utilities.kafka.exceptions import KafkaConsumerRegistryError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

MOST_SCHEMAS = 256


class _Registry:
    """Remembers schemas by their ids."""

    def __init__(self) -> None:
        self._schemas: LRUCache[str, str] = LRUCache(MOST_SCHEMAS)
        self._flights: SingleFlight[str, str] = SingleFlight()

    def get_schema(self, schema_id: str) -> str:
        """The text of a schema; KafkaConsumerRegistryError if the registry does not give it."""
        known = self._schemas.get(schema_id)
        if known is not None:
            return known

        def fetch() -> str:
            try:
                schema = self._fetch(schema_id)
            except Exception as error:
                raise KafkaConsumerRegistryError(f"The registry gave no schema {schema_id!r}: {error}") from error
            self._schemas.put(schema_id, schema)
            return schema

        return self._flights.do(schema_id, fetch)

    def _fetch(self, schema_id: str) -> str:
        raise NotImplementedError


class ConfluentSchemaRegistry(_Registry):
    """Confluent's registry at a URL, with `api_key` and `api_secret` if it wants them; `timeout` is in seconds.

    Source: https://docs.confluent.io/platform/current/schema-registry/develop/api.html#schemas
    """

    def __init__(
        self, url: str, api_key: str | None = None, api_secret: str | None = None, timeout: float = 3.0
    ) -> None:
        super().__init__()
        self.url = url.rstrip("/")
        self.timeout = timeout
        self._headers: dict[str, str] = {}
        if api_key is not None:
            from binascii import b2a_base64

            pair = b2a_base64(f"{api_key}:{api_secret or ''}".encode(), newline=False).decode()
            self._headers["Authorization"] = f"Basic {pair}"

    def _fetch(self, schema_id: str) -> str:
        from aws_lambda_powertools._core.http import get_json

        answer: dict[str, Any] = get_json(
            f"{self.url}/schemas/ids/{int(schema_id)}", timeout=self.timeout, headers=self._headers
        )
        schema: str = answer["schema"]
        return schema


class GlueSchemaRegistry(_Registry):
    """The Glue schema registry. Needs glue:GetSchemaVersion.

    Source: https://docs.aws.amazon.com/glue/latest/webapi/API_GetSchemaVersion.html
    """

    def __init__(self, boto3_client: Any = None, boto3_session: Any = None, boto_config: Any = None) -> None:
        super().__init__()
        from aws_lambda_powertools._core import aws

        self.client = aws.client(
            "glue", feature="kafka", client=boto3_client, session=boto3_session, config=boto_config
        )

    def _fetch(self, schema_id: str) -> str:
        schema: str = self.client.get_schema_version(SchemaVersionId=schema_id)["SchemaDefinition"]
        return schema
