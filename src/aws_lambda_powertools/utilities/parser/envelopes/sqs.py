"""The messages of an SQS queue."""

from __future__ import annotations

from aws_lambda_powertools.utilities.parser.envelopes.base import EnvelopeOfMany

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any


class SqsEnvelope(EnvelopeOfMany):
    """The body of each message of an SQS queue."""

    def _held(self, data: Any) -> list[Any]:
        return sqs_bodies(data)


def sqs_bodies(data: Any) -> list[Any]:
    """The bodies of an event of SQS; pydantic's ValidationError for any other event."""
    # To build the models of the records takes longer than to parse what they carry. It is not needed for an event as
    # SQS sends it; what looks different is for the models to judge.
    bodies = _bodies_as_sent(data)
    if bodies is not None:
        return bodies
    from aws_lambda_powertools.utilities.parser.models.sqs import SqsModel

    return [record.body for record in SqsModel.model_validate(data).Records]


def _bodies_as_sent(data: Any) -> list[Any] | None:
    """The bodies, if each record has what SQS always sends; None for any other event."""
    bodies: list[Any] = []
    try:
        records: list[Any] = data["Records"]
        if type(records) is not list:
            return None
        for record in records:
            attributes = record["attributes"]
            body = record["body"]
            if not (
                record["eventSource"] == "aws:sqs"
                and type(body)
                is type(record["messageId"])
                is type(record["receiptHandle"])
                is type(record["md5OfBody"])
                is type(record["eventSourceARN"])
                is type(record["awsRegion"])
                is type(attributes["SenderId"])
                is type(attributes["SentTimestamp"])
                is type(attributes["ApproximateReceiveCount"])
                is type(attributes["ApproximateFirstReceiveTimestamp"])
                is str
                and (not record["messageAttributes"] or _are_as_sent(record["messageAttributes"]))
            ):
                return None
            bodies.append(body)
    except (AttributeError, KeyError, TypeError):
        return None
    return bodies


def _are_as_sent(attributes: dict[str, Any]) -> bool:
    """Whether attributes of a message are as SQS sends them."""
    return all(
        type(attribute["dataType"])
        is type(attribute.get("stringValue", ""))
        is type(attribute.get("binaryValue", ""))
        is str
        and not attribute.get("stringListValues")
        and not attribute.get("binaryListValues")
        for attribute in attributes.values()
    )
