"""Calls from contact flows of Amazon Connect."""

from __future__ import annotations

import pytest

from aws_lambda_powertools.utilities.data_classes import ConnectContactFlowEvent
from aws_lambda_powertools.utilities.data_classes.connect_contact_flow_event import (
    ConnectContactFlowChannel,
    ConnectContactFlowData,
    ConnectContactFlowEndpointType,
    ConnectContactFlowInitiationMethod,
)


def test_a_contact_with_everything(event):
    call = ConnectContactFlowEvent(event("connectContactFlowEventAll"))
    contact = call.contact_data

    assert call.parameters == {"ParameterOne": "One", "ParameterTwo": "Two"}
    assert contact.attributes == {"Language": "en-US"}
    assert contact.channel is ConnectContactFlowChannel.VOICE
    assert contact.initiation_method is ConnectContactFlowInitiationMethod.API
    assert contact.customer_endpoint.endpoint_type is ConnectContactFlowEndpointType.TELEPHONE_NUMBER
    assert contact.customer_endpoint.address == "+11234567890"
    assert contact.system_endpoint.address == "+11234567890"
    assert contact.queue.name == "QueueOne"
    assert contact.media_streams.customer.audio.start_timestamp == "1565781909613"
    assert contact.contact_id == contact.initial_contact_id == contact.previous_contact_id


def test_a_contact_with_little(event):
    contact = ConnectContactFlowEvent(event("connectContactFlowEventMin")).contact_data
    assert contact.attributes == {}
    assert contact.customer_endpoint is contact.system_endpoint is contact.queue is None
    assert contact.media_streams.customer.audio.stream_arn is None


@pytest.mark.parametrize("streams", [{}, {"Customer": None}, {"Customer": {}}, {"Customer": {"Audio": None}}])
def test_a_contact_that_is_not_recorded(streams):
    audio = ConnectContactFlowData({"MediaStreams": streams}).media_streams.customer.audio
    assert audio.start_fragment_number is None


@pytest.mark.parametrize("channel", ["VOICE", "CHAT", "TASK", "EMAIL"])
def test_every_channel_is_known(channel):
    assert ConnectContactFlowData({"Channel": channel}).channel.name == channel


def test_the_numbers_of_channels_stay():
    assert (ConnectContactFlowChannel.VOICE.value, ConnectContactFlowChannel.CHAT.value) == (1, 2)


def test_an_unknown_channel_is_named():
    with pytest.raises(KeyError, match="'PIGEON' is no ConnectContactFlowChannel; there are VOICE, CHAT"):
        _ = ConnectContactFlowData({"Channel": "PIGEON"}).channel
