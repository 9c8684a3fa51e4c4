from __future__ import annotations

import gc
from typing import TYPE_CHECKING

import pytest
from oidc_issuer import ALGORITHMS, Issuer, jwks

from aws_lambda_powertools.utilities.auth_alpha import JWTVerifier

if TYPE_CHECKING:
    from collections.abc import Iterator

ISSUER = "https://login.example.com"


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Issuer]:
    issuer = Issuer(tmp_path_factory.mktemp("issuer"))
    yield issuer
    issuer.close()


@pytest.fixture
def issuer(server: Issuer, monkeypatch: pytest.MonkeyPatch) -> Issuer:
    gc.collect()  # verifiers of other tests would share their keys
    monkeypatch.setenv("SSL_CERT_FILE", server.authority)
    server.pages.clear()
    server.serve(jwks())
    server.asked.clear()
    server.bodies.clear()
    return server


@pytest.fixture
def auth() -> JWTVerifier:
    """A verifier with static keys."""
    return JWTVerifier(issuer=ISSUER, audience="orders", algorithms=ALGORITHMS, jwks=jwks())
