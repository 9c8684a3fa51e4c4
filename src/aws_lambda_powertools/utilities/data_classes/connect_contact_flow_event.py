"""Blocks of Amazon Connect's contact flows that call a function.

Source: https://docs.aws.amazon.com/connect/latest/adminguide/connect-lambda-functions.html
"""

from __future__ import annotations

from enum import Enum, auto

from aws_lambda_powertools.utilities.data_classes._fields import field, kept_part
from aws_lambda_powertools.utilities.data_classes._texts import member
from aws_lambda_powertools.utilities.data_classes.common import DictWrapper


class ConnectContactFlowChannel(Enum):
    """How the customer is in contact."""

    VOICE = auto()
    CHAT = auto()
    TASK = auto()
    EMAIL = auto()


class ConnectContactFlowEndpointType(Enum):
    """What an address is."""

    TELEPHONE_NUMBER = auto()
    VOIP = auto()
    CONTACT_FLOW = auto()
    CONNECT_PHONENUMBER_ARN = auto()
    EMAIL_ADDRESS = auto()


class ConnectContactFlowInitiationMethod(Enum):
    """How the contact began."""

    INBOUND = auto()
    OUTBOUND = auto()
    TRANSFER = auto()
    CALLBACK = auto()
    API = auto()
    QUEUE_TRANSFER = auto()
    DISCONNECT = auto()
    EXTERNAL_OUTBOUND = auto()
    MONITOR = auto()
    WEBRTC_API = auto()
    AGENT_REPLY = auto()
    FLOW = auto()


class ConnectContactFlowEndpoint(DictWrapper):
    """An address of the customer or of the contact center."""

    address: str = field("Address")
    """The address, such as a telephone number (E.164)."""
    endpoint_type: ConnectContactFlowEndpointType = member("Type", ConnectContactFlowEndpointType)
    """What the address is; KeyError for a type that is not known here."""


class ConnectContactFlowQueue(DictWrapper):
    """A queue of contacts."""

    arn: str = field("ARN")
    """The ARN of the queue."""
    name: str = field("Name")
    """The name of the queue."""


class ConnectContactFlowMediaStreamAudio(DictWrapper):
    """Where the customer's voice is recorded (Kinesis Video Streams)."""

    start_fragment_number: str | None = field("StartFragmentNumber", default=None)
    """The fragment at which the recording began."""
    start_timestamp: str | None = field("StartTimestamp", default=None)
    """When it began: milliseconds since the epoch, as digits."""
    stream_arn: str | None = field("StreamARN", default=None)
    """The ARN of the stream."""


class ConnectContactFlowMediaStreamCustomer(DictWrapper):
    """What is recorded of the customer."""

    audio: ConnectContactFlowMediaStreamAudio = field("Audio", ConnectContactFlowMediaStreamAudio, default=dict)
    """The voice."""


class ConnectContactFlowMediaStreams(DictWrapper):
    """What is recorded."""

    customer: ConnectContactFlowMediaStreamCustomer = field(
        "Customer", ConnectContactFlowMediaStreamCustomer, default=dict
    )
    """Of the customer."""


class ConnectContactFlowData(DictWrapper):
    """The contact."""

    attributes: dict[str, str] = field("Attributes")
    """What flows have said about the contact, by name."""
    channel: ConnectContactFlowChannel = member("Channel", ConnectContactFlowChannel)
    """How the customer is in contact; KeyError for a channel that is not known here."""
    contact_id: str = field("ContactId")
    """The id of the contact."""
    customer_endpoint: ConnectContactFlowEndpoint | None = field(
        "CustomerEndpoint", ConnectContactFlowEndpoint, default=None
    )
    """The address of the customer."""
    initial_contact_id: str = field("InitialContactId")
    """The id of the contact with which everything began."""
    initiation_method: ConnectContactFlowInitiationMethod = member(
        "InitiationMethod", ConnectContactFlowInitiationMethod
    )
    """How the contact began; KeyError for a method that is not known here."""
    instance_arn: str = field("InstanceARN")
    """The ARN of the Connect instance."""
    previous_contact_id: str = field("PreviousContactId")
    """The id of the contact before this one."""
    queue: ConnectContactFlowQueue | None = field("Queue", ConnectContactFlowQueue, default=None)
    """The queue in which the contact is."""
    system_endpoint: ConnectContactFlowEndpoint | None = field(
        "SystemEndpoint", ConnectContactFlowEndpoint, default=None
    )
    """The address of the contact center."""
    media_streams: ConnectContactFlowMediaStreams = field("MediaStreams", ConnectContactFlowMediaStreams, default=dict)
    """What is recorded."""


class _Details(DictWrapper):
    """What the call is about."""

    contact_data: ConnectContactFlowData = field("ContactData", ConnectContactFlowData)
    parameters: dict[str, str] = field("Parameters")


class ConnectContactFlowEvent(DictWrapper):
    """A call from a contact flow."""

    def _details(self) -> _Details:
        return kept_part(self, "Details", self._require("Details"), _Details)

    @property
    def contact_data(self) -> ConnectContactFlowData:
        """The contact."""
        return self._details().contact_data

    @property
    def parameters(self) -> dict[str, str]:
        """What the block in the flow passes."""
        return self._details().parameters
