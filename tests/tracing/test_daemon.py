"""The address of the X-Ray daemon, and its socket."""

from __future__ import annotations

import socket

import pytest
from xray_daemon import HEADER

from aws_lambda_powertools.tracing._daemon import Daemon, connected, udp_address
from aws_lambda_powertools.tracing._xray import XRayProvider
from aws_lambda_powertools.warnings import PowertoolsUserWarning


@pytest.mark.parametrize(
    ("address", "host", "port"),
    [
        ("169.254.79.129:2000", "169.254.79.129", 2000),
        ("127.0.0.1:1", "127.0.0.1", 1),
        ("tcp:127.0.0.1:2000 udp:127.0.0.2:2001", "127.0.0.2", 2001),
        ("udp:127.0.0.2:2001 tcp:127.0.0.1:2000", "127.0.0.2", 2001),
        ("xray-daemon:2000", "xray-daemon", 2000),
        ("[::1]:2000", "::1", 2000),
    ],
)
def test_addresses_are_understood(address, host, port):
    """tracing.md 1.1."""
    assert udp_address(address) == (host, port)


@pytest.mark.parametrize("address", ["127.0.0.1", "host:", ":2000", "host:http", "host:70000", "tcp:a:1", " "])
def test_an_address_that_is_none_is_told_and_nothing_is_sent(monkeypatch, address):
    monkeypatch.setenv("AWS_XRAY_DAEMON_ADDRESS", address)
    monkeypatch.setenv("_X_AMZN_TRACE_ID", HEADER)
    provider = XRayProvider()
    told = pytest.warns(PowertoolsUserWarning, match="AWS_XRAY_DAEMON_ADDRESS is .* allowed are 'host:port'")
    with told, provider.in_subsegment("work"):
        pass
    with provider.in_subsegment("work"):  # told once
        pass


def test_sockets_never_wait():
    receiver = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    receiver.bind(("127.0.0.1", 0))
    connection = connected(f"127.0.0.1:{receiver.getsockname()[1]}")
    assert connection.getblocking() is False
    connection.send(b"x")
    connection.close()
    assert receiver.recv(10) == b"x"
    receiver.close()


@pytest.mark.skipif(not socket.has_ipv6, reason="needs IPv6")
def test_sockets_speak_ipv6():
    receiver = socket.socket(socket.AF_INET6, socket.SOCK_DGRAM)
    try:
        receiver.bind(("::1", 0))
    except OSError:
        receiver.close()
        pytest.skip("no IPv6 on loopback")
    connection = connected(f"[::1]:{receiver.getsockname()[1]}")
    connection.send(b"x")
    connection.close()
    assert receiver.recv(10) == b"x"
    receiver.close()


def test_a_name_that_can_not_be_resolved_is_not_asked_for_again_at_once(monkeypatch, clock):
    """A name server that is slow must not slow down every segment."""
    asked = []

    def unresolved(address):
        asked.append(address)
        raise socket.gaierror("unknown")

    monkeypatch.setattr("aws_lambda_powertools.tracing._daemon.connected", unresolved)
    daemon = Daemon()

    def send():
        with pytest.raises(OSError):
            daemon.connection.send(b"x")

    send()
    send()
    assert len(asked) == 1
    clock.advance(31)
    send()
    assert len(asked) == 2


def test_threads_that_open_the_socket_at_once_share_one_and_lose_nothing(monkeypatch):
    import threading

    from aws_lambda_powertools.tracing import _daemon

    receiver = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    receiver.bind(("127.0.0.1", 0))
    monkeypatch.setenv("AWS_XRAY_DAEMON_ADDRESS", f"127.0.0.1:{receiver.getsockname()[1]}")
    together = threading.Barrier(4)
    opened = []

    def slowly_connected(address):
        together.wait(10)
        opened.append(connected(address))
        return opened[-1]

    monkeypatch.setattr(_daemon, "connected", slowly_connected)
    daemon = Daemon()
    senders = [threading.Thread(target=lambda: daemon.connection.send(b"x")) for _ in range(4)]
    for sender in senders:
        sender.start()
    for sender in senders:
        sender.join()
    receiver.settimeout(10)
    assert [receiver.recv(10) for _ in senders] == [b"x"] * 4
    assert [connection for connection in opened if connection.fileno() != -1] == [daemon.connection]
    receiver.close()


def test_losses_are_counted_and_told_once_a_minute(monkeypatch, clock):
    """TR-37."""
    lines = []
    monkeypatch.setattr("aws_lambda_powertools.tracing._daemon.debug", lambda text, *args: lines.append(text % args))
    daemon = Daemon()
    for _ in range(5):
        daemon.lose()
    clock.advance(61)
    daemon.lose()
    assert lines == [
        "1 documents were not sent to the X-Ray daemon",
        "5 documents were not sent to the X-Ray daemon",
    ]


def test_a_daemon_that_is_forgotten_closes_its_socket(recwarn):
    receiver = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    receiver.bind(("127.0.0.1", 0))
    daemon = Daemon()
    daemon.connection = connection = connected(f"127.0.0.1:{receiver.getsockname()[1]}")
    del daemon
    assert connection.fileno() == -1
    receiver.close()
