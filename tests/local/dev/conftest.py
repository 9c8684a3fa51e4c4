"""A running `powertools dev`, as a developer starts it, and what a client needs to talk to it."""

from __future__ import annotations

import http.client
import json
import os
import re
import signal
import subprocess
import sys
import time
from pathlib import Path
from urllib.parse import urlsplit

import pytest

FUNCTIONS = Path(__file__).parent / "functions"
PATIENCE = 20.0


class Answer:
    def __init__(self, response):
        self.status = response.status
        self.headers = response.getheaders()
        self.content = response.read()

    def header(self, name):
        return [value for key, value in self.headers if key == name]

    @property
    def text(self):
        return self.content.decode()

    def json(self):
        return json.loads(self.content)


class Dev:
    """The command in a process of its own; `out` is what it has printed."""

    def __init__(self, output: Path, *arguments):
        self._output = output
        with output.open("w") as file:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "aws_lambda_powertools.local", "dev", *map(str, arguments), "--port", "0"],
                stdout=file,
                stderr=subprocess.STDOUT,
                env={**os.environ, "PYTHONUNBUFFERED": "1"},
            )
        self.address = self.until(lambda: re.search(r"function +(http://\S+)/\n", self.out))[1]
        self.until(lambda: "loaded in" in self.out or "✗" in self.out)

    @property
    def out(self):
        return self._output.read_text()

    def until(self, condition):
        deadline = time.monotonic() + PATIENCE
        while not (found := condition()):
            assert time.monotonic() < deadline, self.out
            assert self.process.poll() is None, self.out
            time.sleep(0.02)
        return found

    def request(self, method, path, body=None, headers=()):
        connection = http.client.HTTPConnection(urlsplit(self.address).netloc, timeout=PATIENCE)
        try:
            connection.putrequest(method, path, skip_host=any(name.lower() == "host" for name, _ in headers))
            for name, value in headers:
                connection.putheader(name, value)
            if body is not None:
                connection.putheader("content-length", str(len(body)))
            connection.endheaders(body)
            return Answer(connection.getresponse())
        finally:
            connection.close()

    def get(self, path, *headers):
        return self.request("GET", path, None, headers)

    def post(self, path, content, *headers):
        body = content if isinstance(content, bytes) else json.dumps(content).encode()
        return self.request("POST", path, body, (("content-type", "application/json"), *headers))

    def event(self, method, path, body=None, *headers):
        """The event that a request becomes: the function `echo` answers with it."""
        return self.request(method, path, body, headers).json()

    def console(self, path):
        return self.get(f"/_powertools/api/{path}").json()

    def invocations(self):
        return self.console("state")["invocations"]

    def latest(self):
        return self.console(f"invocations/{self.invocations()[-1]['id']}")

    def end(self, number=signal.SIGINT):
        self.process.send_signal(number)
        return self.process.wait(PATIENCE)


@pytest.fixture(scope="module")
def start(tmp_path_factory):
    """Starts the command; all that were started are ended with the module."""
    started = []

    def begin(*arguments):
        started.append(Dev(tmp_path_factory.mktemp("dev") / "out.txt", *arguments))
        return started[-1]

    yield begin
    for dev in started:
        if dev.process.poll() is None:
            dev.process.kill()
            dev.process.wait()
