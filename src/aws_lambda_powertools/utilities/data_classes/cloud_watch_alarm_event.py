"""Alarms of CloudWatch whose action is a function.

Source: https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/alarms-and-actions-Lambda.html
"""

from __future__ import annotations

from aws_lambda_powertools.utilities.data_classes._fields import field, item_list, json_text
from aws_lambda_powertools.utilities.data_classes.common import DictWrapper

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any, Literal


class CloudWatchAlarmState(DictWrapper):
    """A state of an alarm."""

    value: Literal["OK", "ALARM", "INSUFFICIENT_DATA"] = field("value")
    """The state."""
    reason: str = field("reason")
    """Why, for people."""
    reason_data: str | None = field("reasonData", default=None)
    """Why, as JSON text; None when somebody set the state by hand."""
    reason_data_decoded: Any | None = json_text("reasonData", default=None)
    """Why, as data."""
    actions_suppressed_by: Literal["Alarm", "ExtensionPeriod", "WaitPeriod"] | None = field(
        "actionsSuppressedBy", default=None
    )
    """What keeps a composite alarm from acting."""
    actions_suppressed_reason: str | None = field("actionsSuppressedReason", default=None)
    """Why it is kept from acting."""
    timestamp: str = field("timestamp")
    """When the state was reached (ISO 8601)."""


class CloudWatchAlarmMetricStat(DictWrapper):
    """A metric and how its values are put together."""

    period: int | None = field("period", default=None)
    """Over how many seconds values are put together."""
    stat: str | None = field("stat", default=None)
    """How: `Average`, `Sum`, `p99` and others."""
    unit: str | None = field("unit", default=None)
    """Only values of this unit count."""
    metric: dict[str, Any] = field("metric", default_factory=dict)
    """Namespace, name and dimensions."""


class CloudWatchAlarmMetric(DictWrapper):
    """A metric or an expression that an alarm watches."""

    metric_id: str = field("id")
    """Its name in expressions."""
    expression: str | None = field("expression", default=None)
    """What is computed from other metrics."""
    label: str | None = field("label", default=None)
    """Its name for people."""
    return_data: bool = field("returnData")
    """Whether it is the one that decides."""
    metric_stat: CloudWatchAlarmMetricStat = field("metricStat", CloudWatchAlarmMetricStat, default=dict)
    """The metric; one without any values for an expression."""


class CloudWatchAlarmConfiguration(DictWrapper):
    """How an alarm is set up."""

    description: str | None = field("description", default=None)
    """What it is for."""
    alarm_rule: str | None = field("alarmRule", default=None)
    """The rule of a composite alarm."""
    alarm_actions_suppressor: str | None = field("actionsSuppressor", default=None)
    """The ARN of the alarm that keeps this one from acting."""
    alarm_actions_suppressor_wait_period: str | None = field("actionsSuppressorWaitPeriod", default=None)
    """How many seconds this alarm waits for that one."""
    alarm_actions_suppressor_extension_period: str | None = field("actionsSuppressorExtensionPeriod", default=None)
    """How many seconds it waits after that one has ended."""
    metrics: list[CloudWatchAlarmMetric] = item_list("metrics", CloudWatchAlarmMetric, default=None)
    """What the alarm watches; empty for a composite one."""


class CloudWatchAlarmData(DictWrapper):
    """An alarm and its states."""

    alarm_name: str = field("alarmName")
    """The name of the alarm."""
    state: CloudWatchAlarmState = field("state", CloudWatchAlarmState)
    """Its state now."""
    previous_state: CloudWatchAlarmState = field("previousState", CloudWatchAlarmState)
    """Its state before."""
    configuration: CloudWatchAlarmConfiguration = field("configuration", CloudWatchAlarmConfiguration)
    """How it is set up."""


class CloudWatchAlarmEvent(DictWrapper):
    """An alarm has changed its state."""

    source: Literal["aws.cloudwatch"] = field("source")
    """`aws.cloudwatch`."""
    alarm_arn: str = field("alarmArn")
    """The ARN of the alarm."""
    region: str = field("region")
    """The region of the alarm."""
    source_account_id: str = field("accountId")
    """The account of the alarm."""
    timestamp: str = field("time")
    """When this was sent (ISO 8601)."""
    alarm_data: CloudWatchAlarmData = field("alarmData", CloudWatchAlarmData)
    """The alarm."""
