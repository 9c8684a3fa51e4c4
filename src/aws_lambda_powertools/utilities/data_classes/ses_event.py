"""Mails that Amazon SES has received.

Source: https://docs.aws.amazon.com/ses/latest/dg/receiving-email-action-lambda-event.html
"""

from __future__ import annotations

from aws_lambda_powertools.utilities.data_classes._fields import field, first, items
from aws_lambda_powertools.utilities.data_classes.common import DictWrapper

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator


class SESMailHeader(DictWrapper):
    """A header of a mail."""

    name: str = field("name")
    """Its name."""
    value: str = field("value")
    """Its value."""


class SESMailCommonHeaders(DictWrapper):
    """The headers that most mails have; a mail that lacks one has None here, or an empty list."""

    return_path: str | None = field("returnPath", default=None)
    """Where failures are reported."""
    get_from: list[str] = field("from", default_factory=list)
    """The authors."""
    date: str | None = field("date", default=None)
    """When the mail was written (RFC 5322)."""
    to: list[str] = field("to", default_factory=list)
    """The recipients."""
    message_id: str | None = field("messageId", str, default=None)
    """The id that the sender gave it."""
    subject: str | None = field("subject", str, default=None)
    """The subject."""
    cc: list[str] = field("cc", default_factory=list)
    """Who gets a copy."""
    bcc: list[str] = field("bcc", default_factory=list)
    """Who gets a copy unseen."""
    sender: list[str] = field("sender", default_factory=list)
    """Who sent it, when that is not the author."""
    reply_to: list[str] = field("replyTo", default_factory=list)
    """Where an answer is expected."""


class SESMail(DictWrapper):
    """A mail."""

    timestamp: str = field("timestamp")
    """When it was received (ISO 8601)."""
    source: str = field("source")
    """The sender on the envelope (MAIL FROM)."""
    message_id: str = field("messageId")
    """The id that SES gave it; the key of the mail in S3."""
    destination: list[str] = field("destination")
    """All recipients, also those that no receipt rule matches."""
    headers_truncated: bool = field("headersTruncated", bool)
    """Whether headers are missing, for they are more than 10 KB."""
    headers: Iterator[SESMailHeader] = items("headers", SESMailHeader)
    """The headers."""
    common_headers: SESMailCommonHeaders = field("commonHeaders", SESMailCommonHeaders)
    """The headers that most mails have."""


class SESReceiptStatus(DictWrapper):
    """What a check has found."""

    status: str = field("status", str)
    """`PASS`, `FAIL`, `GRAY`, `PROCESSING_FAILED` or `DISABLED`."""


class SESReceiptAction(DictWrapper):
    """The action of a receipt rule that brought the mail here."""

    get_type: str = field("type")
    """`Lambda`, or another action."""
    topic_arn: str | None = field("topicArn", default=None)
    """The SNS topic that is told about the action."""
    function_arn: str = field("functionArn")
    """The ARN of the function, for the action `Lambda`."""
    invocation_type: str = field("invocationType")
    """`Event` or `RequestResponse`, for the action `Lambda`."""


class SESReceipt(DictWrapper):
    """How the mail was received."""

    timestamp: str = field("timestamp")
    """When the action was started (ISO 8601)."""
    processing_time_millis: int = field("processingTimeMillis", int)
    """How many milliseconds it took since the mail was received."""
    recipients: list[str] = field("recipients")
    """The recipients that the receipt rule matches."""
    spam_verdict: SESReceiptStatus = field("spamVerdict", SESReceiptStatus)
    """Whether it is no spam."""
    virus_verdict: SESReceiptStatus = field("virusVerdict", SESReceiptStatus)
    """Whether it holds no virus."""
    spf_verdict: SESReceiptStatus = field("spfVerdict", SESReceiptStatus)
    """Whether the server may send mails of this sender (SPF)."""
    dkim_verdict: SESReceiptStatus = field("dkimVerdict", SESReceiptStatus)
    """Whether the signature is right (DKIM)."""
    dmarc_verdict: SESReceiptStatus = field("dmarcVerdict", SESReceiptStatus)
    """Whether the sender's domain accepts it (DMARC)."""
    dmarc_policy: str | None = field("dmarcPolicy", default=None)
    """What that domain wants when not: `none`, `quarantine` or `reject`."""
    action: SESReceiptAction = field("action", SESReceiptAction)
    """The action of the receipt rule."""


class SESMessage(DictWrapper):
    """A mail and how it was received."""

    mail: SESMail = field("mail", SESMail)
    """The mail."""
    receipt: SESReceipt = field("receipt", SESReceipt)
    """How it was received."""


class SESEventRecord(DictWrapper):
    """One record."""

    event_source: str = field("eventSource")
    """`aws:ses`."""
    event_version: str = field("eventVersion")
    """The version of the format."""
    ses: SESMessage = field("ses", SESMessage)
    """The mail and how it was received."""


class SESEvent(DictWrapper):
    """A mail."""

    records: Iterator[SESEventRecord] = items("Records", SESEventRecord)
    """The records; SES sends one at a time."""
    record: SESEventRecord = first("Records", SESEventRecord)
    """The first record; StopIteration when there is none."""

    @property
    def mail(self) -> SESMail:
        """The mail of the first record."""
        return self.record.ses.mail

    @property
    def receipt(self) -> SESReceipt:
        """How the mail of the first record was received."""
        return self.record.ses.receipt
