from __future__ import annotations

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))


@pytest.fixture
def s3():
    """A server of S3 with a client."""
    from s3_server import S3Server, client

    server = S3Server()
    server.client = client(server.url)
    yield server
    server.client.close()
    server.close()
