"""Requests of CloudWatch dashboards for the content of a custom widget.

Source: https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/add_custom_widget_dashboard.html
"""

from __future__ import annotations

from aws_lambda_powertools.utilities.data_classes._fields import field
from aws_lambda_powertools.utilities.data_classes.common import DictWrapper

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any


class TimeZone(DictWrapper):
    """The time zone of a dashboard."""

    label: str = field("label")
    """`UTC` or `Local`."""
    offset_iso: str = field("offsetISO")
    """The offset from UTC, as in `+02:00`."""
    offset_in_minutes: int = field("offsetInMinutes", int)
    """The offset from UTC in minutes."""


class TimeRange(DictWrapper):
    """The time that a dashboard shows."""

    mode: str = field("mode")
    """`relative` or `absolute`."""
    start: int = field("start")
    """Its start: milliseconds since the epoch."""
    end: int = field("end")
    """Its end: milliseconds since the epoch."""
    relative_start: int | None = field("relativeStart", default=None)
    """How many milliseconds before now it starts, if it is relative."""
    zoom_start: int | None = field("start", inside="zoom", default=None)
    """The start of what is zoomed in: milliseconds since the epoch."""
    zoom_end: int | None = field("end", inside="zoom", default=None)
    """The end of what is zoomed in: milliseconds since the epoch."""


class CloudWatchWidgetContext(DictWrapper):
    """The widget and the dashboard around it."""

    dashboard_name: str = field("dashboardName")
    """The name of the dashboard."""
    widget_id: str = field("widgetId")
    """The id of the widget, as in `widget-16`."""
    domain: str = field("domain")
    """The domain of the console."""
    account_id: str = field("accountId")
    """The account of the dashboard."""
    locale: str = field("locale")
    """The language of the console, as in `en`."""
    timezone: TimeZone = field("timezone", TimeZone)
    """The time zone of the dashboard."""
    period: int = field("period", int)
    """The period of metrics in seconds."""
    is_auto_period: bool = field("isAutoPeriod", bool)
    """Whether the dashboard chose that period."""
    time_range: TimeRange = field("timeRange", TimeRange)
    """The time that the dashboard shows."""
    theme: str = field("theme")
    """`light` or `dark`."""
    link_charts: bool = field("linkCharts", bool)
    """Whether the charts of the dashboard are linked."""
    title: str = field("title")
    """The title of the widget."""
    params: dict[str, Any] = field("params")
    """The parameters in the definition of the widget."""
    forms: dict[str, Any] = field("all", inside="forms")
    """What people have typed into the forms of the widget."""
    height: int = field("height", int)
    """The height of the widget in pixels."""
    width: int = field("width", int)
    """The width of the widget in pixels."""


class CloudWatchDashboardCustomWidgetEvent(DictWrapper):
    """A request for content, or for the documentation of the widget."""

    describe: bool = field("describe", bool, default=False)
    """Whether the documentation of the widget is wanted, in Markdown."""
    widget_context: CloudWatchWidgetContext | None = field("widgetContext", CloudWatchWidgetContext, default=None)
    """The widget and the dashboard around it."""
