from aws_lambda_powertools.utilities.idempotency import BasePersistenceLayer, idempotent
from aws_lambda_powertools.utilities.idempotency.exceptions import (
    IdempotencyItemAlreadyExistsError,
    IdempotencyItemNotFoundError,
)
from aws_lambda_powertools.utilities.idempotency.persistence.datarecord import DataRecord
from aws_lambda_powertools.utilities.typing import LambdaContext


class DictionaryLayer(BasePersistenceLayer):
    def __init__(self) -> None:
        super().__init__()
        self.records: dict[str, DataRecord] = {}

    def _put_record(self, data_record: DataRecord) -> None:
        known = self.records.get(data_record.idempotency_key)
        if known is not None and not known.is_expired and not (known.status == "INPROGRESS" and known.lease_is_over):
            raise IdempotencyItemAlreadyExistsError(old_data_record=known)
        self.records[data_record.idempotency_key] = data_record

    def _get_record(self, idempotency_key: str) -> DataRecord:
        if idempotency_key not in self.records:
            raise IdempotencyItemNotFoundError
        return self.records[idempotency_key]

    def _update_record(self, data_record: DataRecord) -> None:
        self.records[data_record.idempotency_key] = data_record

    def _delete_record(self, data_record: DataRecord) -> None:
        self.records.pop(data_record.idempotency_key, None)


@idempotent(persistence_store=DictionaryLayer())
def lambda_handler(event: dict, context: LambdaContext) -> dict:
    return {"statusCode": 200}
