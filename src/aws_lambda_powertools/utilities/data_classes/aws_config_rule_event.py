"""Questions of AWS Config to a custom rule: does this resource comply?

Source: https://docs.aws.amazon.com/config/latest/developerguide/evaluate-config_develop-rules_example-events.html
"""

from __future__ import annotations

from aws_lambda_powertools.utilities.data_classes._fields import field, part
from aws_lambda_powertools.utilities.data_classes.common import DictWrapper

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any, TypeAlias

    InvokingEvent: TypeAlias = (
        "AWSConfigConfigurationChanged | AWSConfigScheduledNotification | AWSConfigOversizedConfiguration"
    )


class _ConfigurationItem(DictWrapper):
    """What AWS Config always says about a resource."""

    configuration_item_version: str = field("configurationItemVersion")
    """The version of the format."""
    configuration_item_capture_time: str = field("configurationItemCaptureTime")
    """When the configuration was recorded (ISO 8601)."""
    configuration_state_id: str = field("configurationStateId")
    """Orders the configurations of a resource."""
    accountid: str = field("awsAccountId")
    """The account of the resource."""
    configuration_item_status: str = field("configurationItemStatus")
    """`OK`, `ResourceDiscovered`, `ResourceDeleted` or another state of the recording."""
    resource_type: str = field("resourceType")
    """As in `AWS::EC2::Instance`."""
    resource_id: str = field("resourceId")
    """The id of the resource."""
    resource_name: str = field("resourceName")
    """The name of the resource, if it has one."""
    resource_arn: str = field("ARN")
    """The ARN of the resource."""
    region: str = field("awsRegion")
    """The region of the resource."""
    availability_zone: str = field("availabilityZone")
    """The availability zone of the resource."""
    configuration_state_md5_hash: str = field("configurationStateMd5Hash")
    """Tells whether a configuration differs from the one before; empty in newer events."""
    resource_creation_time: str = field("resourceCreationTime")
    """When the resource was made (ISO 8601)."""


class AWSConfigConfigurationItemChanged(_ConfigurationItem):
    """A resource as it is now."""

    related_events: list[Any] = field("relatedEvents")
    """Ids of CloudTrail events; empty in newer events."""
    relationships: list[Any] = field("relationships")
    """How the resource is connected with others."""
    configuration: dict[str, Any] = field("configuration")
    """What the service says about the resource; null when it was deleted."""
    supplementary_configuration: dict[str, Any] = field("supplementaryConfiguration")
    """What further calls to the service say about it."""
    tags: dict[str, Any] = field("tags")
    """The tags of the resource."""


class AWSConfigConfigurationChanged(DictWrapper):
    """A resource has changed."""

    configuration_item_diff: dict[str, Any] = field("configurationItemDiff")
    """What has changed; null for a new resource."""
    configuration_item: AWSConfigConfigurationItemChanged = field(
        "configurationItem", AWSConfigConfigurationItemChanged
    )
    """The resource."""
    raw_configuration_item: dict[str, Any] = field("configurationItem")
    """The resource, as plain data."""
    record_version: str = field("recordVersion")
    """The version of the format."""
    message_type: str = field("messageType")
    """`ConfigurationItemChangeNotification`."""
    notification_creation_time: str = field("notificationCreationTime")
    """When AWS Config sent this (ISO 8601)."""


class AWSConfigScheduledNotification(DictWrapper):
    """It is time to evaluate, with no resource in particular."""

    accountid: str = field("awsAccountId")
    """The account to evaluate."""
    notification_creation_time: str = field("notificationCreationTime")
    """When AWS Config sent this (ISO 8601)."""
    record_version: str = field("recordVersion")
    """The version of the format."""
    message_type: str = field("messageType")
    """`ScheduledNotification`."""


class AWSConfigOversizedConfigurationItemSummary(_ConfigurationItem):
    """A resource whose configuration did not fit into the event."""

    change_type: str = field("changeType")
    """`CREATE`, `UPDATE` or `DELETE`."""


class AWSConfigOversizedConfiguration(DictWrapper):
    """A resource has changed, but its configuration must be asked for (GetResourceConfigHistory)."""

    configuration_item_summary: AWSConfigOversizedConfigurationItemSummary = field(
        "configurationItemSummary", AWSConfigOversizedConfigurationItemSummary
    )
    """The resource."""
    raw_configuration_item_summary: str = field("configurationItemSummary")
    """The resource, as plain data."""
    message_type: str = field("messageType")
    """`OversizedConfigurationItemChangeNotification`."""
    notification_creation_time: str = field("notificationCreationTime")
    """When AWS Config sent this (ISO 8601)."""
    record_version: str = field("recordVersion")
    """The version of the format."""


_KINDS: dict[Any, type[Any]] = {
    "ScheduledNotification": AWSConfigScheduledNotification,
    "OversizedConfigurationItemChangeNotification": AWSConfigOversizedConfiguration,
}


def get_invoke_event(invoking_event: dict[str, Any]) -> InvokingEvent:
    """What made AWS Config ask, as the data class of its `messageType`."""
    made: InvokingEvent = _kind_of(invoking_event)(invoking_event)
    return made


def _kind_of(invoking_event: dict[str, Any]) -> type[Any]:
    return _KINDS.get(invoking_event.get("messageType"), AWSConfigConfigurationChanged)


class AWSConfigRuleEvent(DictWrapper):
    """A question of AWS Config."""

    _sensitive_properties = ["result_token"]  # noqa: RUF012  # as the base class declares it

    version: str = field("version")
    """The version of the format."""
    raw_invoking_event: str = field("invokingEvent")
    """What made AWS Config ask, as JSON text."""

    @property
    def invoking_event(self) -> InvokingEvent:
        """What made AWS Config ask: a change, a schedule, or a change that is too large for an event."""
        return self._kept("invoking_event", self._require("invokingEvent"), self._read_invoking_event)

    def _read_invoking_event(self, text: str) -> InvokingEvent:
        data = self._json_deserializer(text)
        made: InvokingEvent = part(self, "invokingEvent", data, _kind_of(data))
        return made

    @property
    def rule_parameters(self) -> dict[str, Any]:
        """The parameters of the rule; empty when it has none. ValueError when they are no JSON."""
        text = self._data.get("ruleParameters")
        return self._kept("rule_parameters", text, self._json_deserializer) if text else {}

    result_token: str = field("resultToken")
    """To be given to PutEvaluations together with the answer."""
    event_left_scope: bool = field("eventLeftScope")
    """Whether the resource no longer belongs to the scope of the rule."""
    execution_role_arn: str = field("executionRoleArn")
    """The role of AWS Config."""
    config_rule_arn: str = field("configRuleArn")
    """The ARN of the rule."""
    config_rule_name: str = field("configRuleName")
    """The name of the rule."""
    config_rule_id: str = field("configRuleId")
    """The id of the rule."""
    accountid: str = field("accountId")
    """The account of the rule."""
    evalution_mode: str | None = field("evaluationMode", default=None)
    """`DETECTIVE` or `PROACTIVE`."""
