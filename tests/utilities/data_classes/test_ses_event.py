"""Mails that SES has received."""

from __future__ import annotations

import pytest

from aws_lambda_powertools.utilities.data_classes import SESEvent
from aws_lambda_powertools.utilities.data_classes.ses_event import SESMailCommonHeaders, SESReceiptAction


def test_a_mail(event):
    received = SESEvent(event("sesEvent"))
    mail = received.mail

    assert (received.record.event_source, received.record.event_version) == ("aws:ses", "1.0")
    assert mail is received.record.ses.mail
    assert (mail.source, mail.message_id) == ("janedoe@example.com", "o3vrnil0e2ic28tr")
    assert mail.timestamp == "1970-01-01T00:00:00.000Z"
    assert mail.destination == ["johndoe@example.com"]
    assert mail.headers_truncated is False
    assert next((header.name, header.value) for header in mail.headers) == ("Return-Path", "<janedoe@example.com>")


def test_the_headers_that_most_mails_have(event):
    headers = SESEvent(event("sesEvent")).mail.common_headers

    assert headers.return_path == "janedoe@example.com"
    assert headers.get_from == ["Jane Doe <janedoe@example.com>"]
    assert headers.to == ["johndoe@example.com"]
    assert headers.date == "Wed, 7 Oct 2015 12:34:56 -0700"
    assert headers.message_id == "<0123456789example.com>"
    assert headers.subject == "Test Subject"
    assert headers.cc == headers.bcc == headers.sender == headers.reply_to == []


def test_how_a_mail_was_received(event):
    receipt = SESEvent(event("sesEvent")).receipt
    verdicts = (
        receipt.spam_verdict,
        receipt.virus_verdict,
        receipt.spf_verdict,
        receipt.dkim_verdict,
        receipt.dmarc_verdict,
    )

    assert receipt.timestamp == "1970-01-01T00:00:00.000Z"
    assert receipt.processing_time_millis == 574
    assert receipt.recipients == ["johndoe@example.com"]
    assert {verdict.status for verdict in verdicts} == {"PASS"}
    assert receipt.dmarc_policy == "reject"
    assert (receipt.action.get_type, receipt.action.invocation_type) == ("Lambda", "Event")
    assert receipt.action.function_arn.endswith(":function:Example")
    assert receipt.action.topic_arn is None


def test_a_mail_without_headers():
    headers = SESMailCommonHeaders({})
    assert headers.subject is headers.message_id is headers.date is headers.return_path is None
    assert headers.get_from == headers.to == []


def test_another_action_has_no_function():
    with pytest.raises(KeyError, match="functionArn"):
        _ = SESReceiptAction({"type": "S3"}).function_arn
