"""The items of a DynamoDB stream, before and after each change."""

from __future__ import annotations

from aws_lambda_powertools.utilities.parser.envelopes.base import BaseEnvelope, note_record
from aws_lambda_powertools.utilities.parser.models.dynamodb import DynamoDBStreamModel

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any, TypeVar

    Model = TypeVar("Model")


class DynamoDBStreamEnvelope(BaseEnvelope):
    """The items of each change in a DynamoDB stream, under `NewImage` and `OldImage`."""

    def parse(self, data: Any, model: type[Model]) -> list[dict[str, Model | None]]:
        """The items before and after each change, as the model says; None where the stream does not hold one."""
        parsed: list[dict[str, Model | None]] = []
        try:
            for record in DynamoDBStreamModel.model_validate(data).Records:
                change = record.dynamodb
                parsed.append(
                    {
                        "NewImage": self._parse(change.NewImage, model),
                        "OldImage": self._parse(change.OldImage, model),
                    }
                )
        except Exception as error:
            note_record(error, len(parsed))
            raise
        return parsed
