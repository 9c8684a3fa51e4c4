"""E-mails that Amazon SES received.

Source: https://docs.aws.amazon.com/ses/latest/dg/receiving-email-action-lambda-event.html
"""

from __future__ import annotations

from datetime import datetime
from typing import Literal

from pydantic import AliasChoices, Field

from aws_lambda_powertools.utilities.parser.models._base import EventModel
from aws_lambda_powertools.utilities.parser.types import EmptyIfNull, Replaceable


class SesReceiptVerdict(EventModel):
    """How a check ended."""

    status: str = Field(
        description="How it ended; newer verdicts may come.",
        examples=["PASS", "FAIL", "GRAY", "PROCESSING_FAILED", "DISABLED"],
    )


class SesReceiptAction(EventModel):
    """What called the function."""

    type: str = Field(description="What the action is.", examples=["Lambda"])
    invocationType: str = Field(description="How the function is called.", examples=["Event", "RequestResponse"])
    functionArn: str = Field(description="The ARN of the function.")


class SesReceipt(EventModel):
    """How the mail was received."""

    timestamp: datetime = Field(
        description="When the action was started (ISO 8601).", examples=["1970-01-01T00:00:00.000Z"]
    )
    processingTimeMillis: int = Field(
        description="How many milliseconds it took since the mail was received.", examples=[574]
    )
    recipients: list[str] = Field(
        description="The recipients that the receipt rule matches.", examples=[["johndoe@example.com"]]
    )
    spamVerdict: SesReceiptVerdict = Field(description="Whether it is no spam.")
    virusVerdict: SesReceiptVerdict = Field(description="Whether it holds no virus.")
    spfVerdict: SesReceiptVerdict = Field(description="Whether the server may send mails of this sender (SPF).")
    dkimVerdict: SesReceiptVerdict | None = Field(
        default=None, description="Whether a signature of the sender's domain is right (DKIM)."
    )
    dmarcVerdict: SesReceiptVerdict = Field(description="Whether the sender's domain accepts it (DMARC).")
    action: SesReceiptAction = Field(description="The action of the receipt rule.")


class SesMailHeaders(EventModel):
    """A header."""

    name: str = Field(description="Its name.", examples=["Return-Path", "Received"])
    value: str = Field(
        description="Its value.",
        examples=["<janedoe@example.com>", "from mailer.example.com (mailer.example.com [203.0.113.1]) by ..."],
    )


class SesMailCommonHeaders(EventModel):
    """The headers that most mails have."""

    header_from: list[str] = Field(
        alias="from", description="The authors.", examples=[["Jane Doe <janedoe@example.com>"]]
    )
    to: EmptyIfNull[list[str]] = Field(
        default_factory=list,
        description="The recipients; none in a mail to undisclosed ones.",
        examples=[["johndoe@example.com"]],
    )
    cc: list[str] | None = Field(default=None, description="Who gets a copy.")
    bcc: list[str] | None = Field(default=None, description="Who gets a copy unseen.")
    sender: list[str] | None = Field(default=None, description="Who sent it, when that is not the author.")
    reply_to: list[str] | None = Field(
        default=None,
        validation_alias=AliasChoices("replyTo", "reply-to", "reply_to"),
        serialization_alias="replyTo",
        description="The header `Reply-To`.",
    )
    returnPath: str | None = Field(
        default=None, description="Where failures are reported.", examples=["janedoe@example.com"]
    )
    messageId: str | None = Field(
        default=None, description="The id that the sender gave it.", examples=["<0123456789example.com>"]
    )
    date: str | None = Field(
        default=None, description="When the mail was written (RFC 5322).", examples=["Wed, 7 Oct 2015 12:34:56 -0700"]
    )
    subject: str | None = Field(
        default=None, description="The subject; None in a mail without one.", examples=["Test Subject"]
    )


class SesMail(EventModel):
    """The mail, without its body."""

    timestamp: datetime = Field(description="When it was received (ISO 8601).", examples=["1970-01-01T00:00:00.000Z"])
    source: str = Field(description="The sender on the envelope (MAIL FROM).", examples=["janedoe@example.com"])
    messageId: str = Field(
        description="The id that SES gave it; the key of the mail in S3.", examples=["o3vrnil0e2ic28tr"]
    )
    destination: list[str] = Field(
        description="All recipients, also those that no receipt rule matches.", examples=[["johndoe@example.com"]]
    )
    headersTruncated: bool = Field(
        description="Whether headers are missing, for they are more than 10 KB.", examples=[False]
    )
    headers: list[SesMailHeaders] = Field(description="The headers.")
    commonHeaders: SesMailCommonHeaders = Field(description="The headers that most mails have.")


class SesMessage(EventModel):
    """The mail and how it was received."""

    mail: SesMail = Field(description="The mail.")
    receipt: SesReceipt = Field(description="How it was received.")


class SesRecordModel(EventModel):
    """A mail."""

    eventSource: Literal["aws:ses"] = Field(description="`aws:ses`.", examples=["aws:ses"])
    eventVersion: str = Field(description="The version of the format.", examples=["1.0"])
    ses: SesMessage = Field(description="The mail and how it was received.")


class SesModel(EventModel):
    """A call by SES."""

    Records: Replaceable[list[SesRecordModel]] = Field(description="The records; SES sends one at a time.")
