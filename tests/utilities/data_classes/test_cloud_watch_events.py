"""Alarms, widgets of dashboards and log lines of CloudWatch."""

from __future__ import annotations

import base64
import gzip
import json
import resource
import zlib

import pytest
from hypothesis import given, strategies as st

from aws_lambda_powertools.utilities.data_classes import (
    CloudWatchAlarmEvent,
    CloudWatchDashboardCustomWidgetEvent,
    CloudWatchLogsDecodedData,
    CloudWatchLogsEvent,
)
from aws_lambda_powertools.utilities.data_classes.cloud_watch_alarm_event import CloudWatchAlarmState

MEGABYTE = 1024 * 1024


def packed(data):
    return {"awslogs": {"data": base64.b64encode(data).decode()}}


class TestAlarm:
    def test_an_alarm_of_metrics(self, event):
        raw = event("cloudWatchAlarmEventSingleMetric")
        alarm = CloudWatchAlarmEvent(raw)
        data = raw["alarmData"]

        assert alarm.source == "aws.cloudwatch"
        assert alarm.alarm_arn == raw["alarmArn"]
        assert alarm.source_account_id == "123456789012"
        assert alarm.timestamp == raw["time"]
        assert alarm.alarm_data.alarm_name == data["alarmName"]
        assert alarm.alarm_data.state.value == data["state"]["value"]
        assert alarm.alarm_data.state.reason_data_decoded == json.loads(data["state"]["reasonData"])
        assert alarm.alarm_data.previous_state.timestamp == data["previousState"]["timestamp"]
        metrics = alarm.alarm_data.configuration.metrics
        assert [metric.metric_id for metric in metrics] == [metric["id"] for metric in data["configuration"]["metrics"]]
        assert metrics is alarm.alarm_data.configuration.metrics

    def test_an_expression_has_a_metric_without_values(self, event):
        metrics = CloudWatchAlarmEvent(event("cloudWatchAlarmEventSingleMetric")).alarm_data.configuration.metrics
        (expression,) = [metric for metric in metrics if metric.expression]
        assert not expression.metric_stat
        assert expression.metric_stat.period is None
        assert expression.metric_stat.metric == {}

    def test_a_composite_alarm(self, event):
        alarm = CloudWatchAlarmEvent(event("cloudWatchAlarmEventCompositeMetric")).alarm_data
        assert alarm.configuration.metrics == []
        assert alarm.configuration.alarm_rule.startswith("ALARM(")
        assert alarm.configuration.alarm_actions_suppressor_wait_period == 120
        assert alarm.previous_state.actions_suppressed_by == "WaitPeriod"

    @pytest.mark.parametrize("state", [{}, {"reasonData": None}, {"reasonData": ""}])
    def test_a_state_set_by_hand_has_no_data(self, state):
        assert CloudWatchAlarmState(state).reason_data_decoded is None


class TestWidget:
    def test_a_request_for_content(self, event):
        widget = CloudWatchDashboardCustomWidgetEvent(event("cloudWatchDashboardEvent"))
        context = widget.widget_context

        assert widget.describe is False
        assert context.dashboard_name == "Name-of-current-dashboard"
        assert context.account_id == "123456789012"
        assert (context.timezone.label, context.timezone.offset_iso, context.timezone.offset_in_minutes) == (
            "UTC",
            "+00:00",
            0,
        )
        assert (context.period, context.is_auto_period, context.link_charts) == (300, True, True)
        assert (context.height, context.width) == (369, 588)
        assert context.params == {"original": "param-to-widget"}
        assert context.forms == {}
        assert context.time_range.mode == "relative"
        assert context.time_range.zoom_start == 1627276030434
        assert context.time_range.zoom_end == 1627282956521

    def test_a_request_for_documentation(self):
        widget = CloudWatchDashboardCustomWidgetEvent({"describe": True})
        assert widget.describe is True
        assert widget.widget_context is None


class TestLogs:
    def test_lines_are_decoded(self, event):
        logs = CloudWatchLogsEvent(event("cloudWatchLogEvent"))
        data = logs.parse_logs_data()

        assert logs.raw_logs_data == event("cloudWatchLogEvent")["awslogs"]["data"]
        assert json.loads(logs.decompress_logs_data) == data.raw_event
        assert (data.owner, data.log_group, data.log_stream) == ("123456789012", "testLogGroup", "testLogStream")
        assert (data.message_type, data.subscription_filters, data.policy_level) == (
            "DATA_MESSAGE",
            ["testFilter"],
            None,
        )
        first, _ = data.log_events
        assert (first.get_id, first.timestamp) == ("eventId1", 1440442987000)
        assert first.message == "[ERROR] First test message"
        assert first.extracted_fields == {}

    def test_lines_of_a_policy(self, event):
        data = CloudWatchLogsEvent(event("cloudWatchLogEventWithPolicyLevel")).parse_logs_data()
        assert data.policy_level == "ACCOUNT_LEVEL_POLICY"

    def test_nothing_is_inflated_or_parsed_twice(self, event):
        parsed = []
        logs = CloudWatchLogsEvent(
            event("cloudWatchLogEvent"), json_deserializer=lambda text: parsed.append(text) or json.loads(text)
        )
        assert logs.decompress_logs_data is logs.decompress_logs_data
        assert logs.parse_logs_data() is logs.parse_logs_data()
        assert len(parsed) == 1

    @pytest.mark.parametrize("compress", [gzip.compress, zlib.compress])
    def test_gzip_and_zlib_are_understood(self, compress):
        assert CloudWatchLogsEvent(packed(compress(b'{"owner": "me"}'))).parse_logs_data().owner == "me"

    @given(st.lists(st.text()))
    def test_any_lines_come_back(self, lines):
        data = {"logEvents": [{"id": str(number), "message": line} for number, line in enumerate(lines)]}
        logs = CloudWatchLogsEvent(packed(gzip.compress(json.dumps(data).encode())))
        assert [line.message for line in logs.parse_logs_data().log_events] == lines

    def test_a_bomb_is_refused_before_it_fills_the_memory(self):
        bomb = CloudWatchLogsEvent(packed(gzip.compress(bytes(300 * MEGABYTE), compresslevel=1)))
        before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        with pytest.raises(ValueError, match="POWERTOOLS_MAX_INFLATED_BYTES"):
            bomb.parse_logs_data()
        assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 150 * 1024

    def test_the_limit_can_be_set(self, monkeypatch):
        monkeypatch.setenv("POWERTOOLS_MAX_INFLATED_BYTES", "10")
        with pytest.raises(ValueError, match="more than 10 bytes"):
            CloudWatchLogsEvent(packed(gzip.compress(b'{"owner": "me"}'))).parse_logs_data()

    @pytest.mark.parametrize(
        "data", [b"", b"plain", gzip.compress(b'{"a": 1}', mtime=0)[:-9], gzip.compress(b"no JSON", mtime=0)]
    )
    def test_what_is_no_compressed_json_is_a_value_error(self, data):
        with pytest.raises((ValueError, zlib.error)):
            CloudWatchLogsEvent(packed(data)).parse_logs_data()

    def test_decoded_data_can_be_wrapped_by_hand(self):
        data = CloudWatchLogsDecodedData({"logEvents": [{"extractedFields": {"a": "b"}}]})
        assert data.log_events[0].extracted_fields == {"a": "b"}
        with pytest.raises(KeyError, match=r"logEvents\[0\].message"):
            _ = data.log_events[0].message
