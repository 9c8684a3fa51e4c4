"""What CloudWatch sends: log lines, alarms, and requests for the content of dashboard widgets.

Source: https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/SubscriptionFilters.html#LambdaFunctionExample
Source: https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/alarms-and-actions-Lambda.html
Source: https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/add_custom_widget_dashboard.html
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

from aws_lambda_powertools._core.encoding import gzipped
from aws_lambda_powertools.testing.events._values import (
    ACCOUNT,
    MILLISECONDS,
    REGION,
    arn,
    base64_text,
    identifier,
    text,
)

_TIME = "2024-05-01T12:00:00.000+0000"
_DAY = 24 * 60 * 60 * 1000
_LINE_ID = 37_199_717_562_907_174_288_355_125_807_040_114_704_837_640_994_633_613_312


def cloudwatch_logs(
    messages: Sequence[Any] = ("[ERROR] Something went wrong",),
    *,
    log_group: str = "/aws/lambda/my-function",
    log_stream: str = "2024/05/01/[$LATEST]a1b2c3d4e5f60718293a4b5c6d7e8f90",
) -> dict[str, Any]:
    """Log lines that a subscription filter sends; lines are texts, or data that stands in the log as JSON."""
    data = {
        "messageType": "DATA_MESSAGE",
        "owner": ACCOUNT,
        "logGroup": log_group,
        "logStream": log_stream,
        "subscriptionFilters": ["my-filter"],
        "logEvents": [
            {"id": str(_LINE_ID + number), "timestamp": MILLISECONDS + number, "message": text(message)}
            for number, message in enumerate(messages)
        ],
    }
    return {"awslogs": {"data": base64_text(gzipped(json.dumps(data).encode()))}}


def cloudwatch_alarm(
    state: str = "ALARM",
    *,
    previous_state: str = "OK",
    alarm_name: str = "my-alarm",
    metric: str = "Errors",
    namespace: str = "AWS/Lambda",
    dimensions: Mapping[str, str] | None = None,
) -> dict[str, Any]:
    """An alarm that has changed its state to OK, ALARM or INSUFFICIENT_DATA."""
    return {
        "source": "aws.cloudwatch",
        "alarmArn": arn("cloudwatch", f"alarm:{alarm_name}"),
        "accountId": ACCOUNT,
        "time": _TIME,
        "region": REGION,
        "alarmData": {
            "alarmName": alarm_name,
            "state": _alarm_state(state, _TIME),
            "previousState": _alarm_state(previous_state, "2024-05-01T11:55:00.000+0000"),
            "configuration": {
                "description": f"Watches {metric}",
                "metrics": [
                    {
                        "id": identifier("metric", metric),
                        "metricStat": {
                            "metric": {"namespace": namespace, "name": metric, "dimensions": dict(dimensions or {})},
                            "period": 60,
                            "stat": "Sum",
                        },
                        "returnData": True,
                    }
                ],
            },
        },
    }


def _alarm_state(state: str, time: str) -> dict[str, str]:
    reason = {"version": "1.0", "queryDate": time, "statistic": "Sum", "period": 60, "threshold": 1.0}
    return {
        "value": state,
        "reason": f"The state is {state}",
        "reasonData": json.dumps({**reason, "recentDatapoints": [2.0 if state == "ALARM" else 0.0]}),
        "timestamp": time,
    }


def cloudwatch_custom_widget(
    params: Mapping[str, Any] | None = None,
    *,
    forms: Mapping[str, Any] | None = None,
    describe: bool = False,
) -> dict[str, Any]:
    """A request for the content of a custom widget, or with `describe` for its documentation.

    `params` are those in the definition of the widget, `forms` what people have typed into its forms.
    """
    if describe:
        return {"describe": True}
    return {
        **(params or {}),
        **(forms or {}),
        "widgetContext": {
            "dashboardName": "my-dashboard",
            "widgetId": "widget-1",
            "domain": f"https://{REGION}.console.aws.amazon.com",
            "accountId": ACCOUNT,
            "locale": "en",
            "timezone": {"label": "UTC", "offsetISO": "+00:00", "offsetInMinutes": 0},
            "period": 300,
            "isAutoPeriod": True,
            "timeRange": {
                "mode": "relative",
                "start": MILLISECONDS - _DAY,
                "end": MILLISECONDS,
                "relativeStart": _DAY,
                "zoom": {"start": MILLISECONDS - _DAY // 2, "end": MILLISECONDS},
            },
            "theme": "light",
            "linkCharts": True,
            "title": "My widget",
            "forms": {"all": dict(forms or {})},
            "params": dict(params or {}),
            "width": 588,
            "height": 369,
        },
    }
