"""People in contact: mails to Amazon SES, and contact flows of Amazon Connect.

Source: https://docs.aws.amazon.com/ses/latest/dg/receiving-email-action-lambda-event.html
Source: https://docs.aws.amazon.com/connect/latest/adminguide/connect-lambda-functions.html
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from aws_lambda_powertools.testing.events._values import TIME, arn, identifier

_DATE = "Wed, 1 May 2024 12:00:00 +0000"


def ses(
    subject: str = "Hello from SES!",
    *,
    sender: str = "jane@example.com",
    recipients: Sequence[str] = ("joe@example.com",),
    headers: Mapping[str, str] | None = None,
    verdict: str = "PASS",
) -> dict[str, Any]:
    """A mail that SES has received; `verdict` is what all of its checks have found."""
    message_id = f"<{identifier('mail', subject)}@example.com>"
    all_headers = {
        "Return-Path": f"<{sender}>",
        "From": sender,
        "To": ", ".join(recipients),
        "Subject": subject,
        "Message-ID": message_id,
        "Date": _DATE,
        "Content-Type": "text/plain; charset=UTF-8",
        **(headers or {}),
    }
    mail = {
        "timestamp": TIME,
        "source": sender,
        "messageId": identifier("ses", subject).replace("-", ""),
        "destination": list(recipients),
        "headersTruncated": False,
        "headers": [{"name": name, "value": value} for name, value in all_headers.items()],
        "commonHeaders": {
            "returnPath": sender,
            "from": [sender],
            "date": _DATE,
            "to": list(recipients),
            "messageId": message_id,
            "subject": subject,
        },
    }
    receipt = {
        "timestamp": TIME,
        "processingTimeMillis": 574,
        "recipients": list(recipients),
        **{f"{check}Verdict": {"status": verdict} for check in ("spam", "virus", "spf", "dkim", "dmarc")},
        "dmarcPolicy": "reject",
        "action": {
            "type": "Lambda",
            "functionArn": arn("lambda", "function:my-function"),
            "invocationType": "Event",
        },
    }
    return {"Records": [{"eventSource": "aws:ses", "eventVersion": "1.0", "ses": {"mail": mail, "receipt": receipt}}]}


def connect(
    parameters: Mapping[str, str] | None = None,
    *,
    attributes: Mapping[str, str] | None = None,
    channel: str = "VOICE",
    initiation_method: str = "INBOUND",
    customer_number: str = "+12065550100",
) -> dict[str, Any]:
    """A call from a contact flow of Amazon Connect.

    `parameters` are those of the block in the flow, `attributes` what flows have said about the contact.
    """
    contact = identifier("contact", customer_number)
    instance = arn("connect", f"instance/{identifier('connect')}")
    return {
        "Name": "ContactFlowEvent",
        "Details": {
            "ContactData": {
                "Attributes": dict(attributes or {}),
                "Channel": channel,
                "ContactId": contact,
                "CustomerEndpoint": {"Address": customer_number, "Type": "TELEPHONE_NUMBER"},
                "InitialContactId": contact,
                "InitiationMethod": initiation_method,
                "InstanceARN": instance,
                "MediaStreams": {
                    "Customer": {"Audio": {"StartFragmentNumber": None, "StartTimestamp": None, "StreamARN": None}}
                },
                "PreviousContactId": contact,
                "Queue": {"ARN": f"{instance}/queue/{identifier('queue')}", "Name": "BasicQueue"},
                "SystemEndpoint": {"Address": "+12065550199", "Type": "TELEPHONE_NUMBER"},
            },
            "Parameters": dict(parameters or {}),
        },
    }
