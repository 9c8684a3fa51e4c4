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
        for record in _list(data["Records"]):
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
                is type(attributes["ApproximateReceiveCount"])
                is str
                and attributes["SentTimestamp"].isdigit()
                and attributes["ApproximateFirstReceiveTimestamp"].isdigit()
                and not any(map(_is_unusual, record["messageAttributes"].values()))
            ):
                return None
            bodies.append(body)
    except (AttributeError, KeyError, TypeError):
        return None
    return bodies


def _list(records: Any) -> list[Any]:
    if type(records) is not list:
        raise TypeError
    return records


def _is_unusual(attribute: Any) -> bool:
    """Whether an attribute of a message is not as SQS sends it."""
    return not (
        type(attribute["dataType"]) is str
        and type(attribute.get("stringValue", "")) is str
        and type(attribute.get("binaryValue", "")) is str
        and not attribute.get("stringListValues")
        and not attribute.get("binaryListValues")
    )
