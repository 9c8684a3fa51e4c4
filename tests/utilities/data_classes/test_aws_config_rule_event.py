"""Questions of AWS Config."""

from __future__ import annotations

import json

import pytest

from aws_lambda_powertools.utilities.data_classes import AWSConfigRuleEvent
from aws_lambda_powertools.utilities.data_classes.aws_config_rule_event import (
    AWSConfigConfigurationChanged,
    AWSConfigOversizedConfiguration,
    AWSConfigScheduledNotification,
    get_invoke_event,
)


def test_a_question_about_a_change(event):
    raw = event("awsConfigRuleConfigurationChanged")
    question = AWSConfigRuleEvent(raw)
    change = question.invoking_event

    assert isinstance(change, AWSConfigConfigurationChanged)
    assert question.raw_invoking_event == raw["invokingEvent"]
    assert question.rule_parameters == {"desiredInstanceType": "t2.micro"}
    assert question.accountid == raw["accountId"]
    assert question.evalution_mode == raw["evaluationMode"]
    assert question.config_rule_name == raw["configRuleName"]
    assert question.event_left_scope is raw["eventLeftScope"]
    plain = json.loads(raw["invokingEvent"])
    assert change.raw_event == plain
    assert change.raw_configuration_item == plain["configurationItem"]
    assert change.configuration_item.resource_arn == plain["configurationItem"]["ARN"]
    assert change.configuration_item.region == plain["configurationItem"]["awsRegion"]
    assert change.configuration_item.configuration == plain["configurationItem"]["configuration"]


def test_a_question_on_schedule(event):
    notification = AWSConfigRuleEvent(event("awsConfigRuleScheduled")).invoking_event

    assert isinstance(notification, AWSConfigScheduledNotification)
    assert notification.message_type == "ScheduledNotification"
    assert notification.accountid == "123456789012"


def test_a_question_about_a_change_that_is_too_large(event):
    change = AWSConfigRuleEvent(event("awsConfigRuleOversizedConfiguration")).invoking_event

    assert isinstance(change, AWSConfigOversizedConfiguration)
    assert change.configuration_item_summary.change_type == "UPDATE"
    assert change.configuration_item_summary.resource_id == change.raw_configuration_item_summary["resourceId"]


@pytest.mark.parametrize(
    ("message_type", "kind"),
    [
        ("ConfigurationItemChangeNotification", AWSConfigConfigurationChanged),
        ("OversizedConfigurationItemChangeNotification", AWSConfigOversizedConfiguration),
        ("ScheduledNotification", AWSConfigScheduledNotification),
        ("SomethingNew", AWSConfigConfigurationChanged),
        (None, AWSConfigConfigurationChanged),
    ],
)
def test_the_message_type_tells_the_class(message_type, kind):
    assert type(get_invoke_event({"messageType": message_type})) is kind


def test_the_invoking_event_is_read_once(event):
    question = AWSConfigRuleEvent(event("awsConfigRuleScheduled"))
    assert question.invoking_event is question.invoking_event
    assert question.rule_parameters is question.rule_parameters


@pytest.mark.parametrize("raw", [{}, {"ruleParameters": None}, {"ruleParameters": ""}, {"ruleParameters": "{}"}])
def test_a_rule_without_parameters_has_an_empty_map(raw):
    assert AWSConfigRuleEvent(raw).rule_parameters == {}


def test_what_is_missing_is_named_with_its_path():
    question = AWSConfigRuleEvent({"invokingEvent": '{"configurationItem": {}}'})
    with pytest.raises(KeyError, match=r"invokingEvent.configurationItem.ARN"):
        _ = question.invoking_event.configuration_item.resource_arn
