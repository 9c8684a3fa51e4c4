"""An OpenID Connect issuer on loopback, over real TLS, with real keys of every kind.

Its certificate is signed by an authority of its own; whoever sets SSL_CERT_FILE to `authority` trusts it.
"""

from __future__ import annotations

import datetime
import ipaddress
import json
import ssl
import threading
import time
from functools import cache
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING, Any

import jwt
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, ed25519, rsa
from jwt.algorithms import ECAlgorithm, OKPAlgorithm, RSAAlgorithm

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

ALGORITHMS = ["RS256", "ES256", "EdDSA"]


@cache
def private_key(kind: str) -> Any:
    """A key that is made once for all tests."""
    makers: dict[str, Callable[[], Any]] = {
        "rsa": lambda: rsa.generate_private_key(public_exponent=65537, key_size=2048),
        "rsa2": lambda: rsa.generate_private_key(public_exponent=65537, key_size=2048),
        "small": lambda: rsa.generate_private_key(public_exponent=65537, key_size=1024),
        "P-256": lambda: ec.generate_private_key(ec.SECP256R1()),
        "P-384": lambda: ec.generate_private_key(ec.SECP384R1()),
        "P-521": lambda: ec.generate_private_key(ec.SECP521R1()),
        "secp256k1": lambda: ec.generate_private_key(ec.SECP256K1()),
        "ed": ed25519.Ed25519PrivateKey.generate,
    }
    return makers[kind]()


def jwk(kind: str, **more: Any) -> dict[str, Any]:
    """The public half as a JWK, whose key id is its kind."""
    public = private_key(kind).public_key()
    writer = RSAAlgorithm if kind in ("rsa", "rsa2", "small") else OKPAlgorithm if kind == "ed" else ECAlgorithm
    return {**writer.to_jwk(public, as_dict=True), "kid": kind, **more}


def jwks(*kinds: str) -> dict[str, Any]:
    return {"keys": [jwk(kind) for kind in kinds or ("rsa", "P-256", "ed")]}


def signed(claims: Any, kind: str = "rsa", algorithm: str = "RS256", headers: dict[str, Any] | None = None) -> str:
    """A token, signed for real; claims may be any bytes."""
    every = {"alg": algorithm, "kid": kind, **(headers or {})}
    payload = claims if isinstance(claims, bytes) else json.dumps(claims).encode()
    signing_input = encoded(json.dumps(every).encode()) + b"." + encoded(payload)
    signature = jwt.get_algorithm_by_name(algorithm).sign(signing_input, private_key(kind))
    return (signing_input + b"." + encoded(signature)).decode()


def encoded(data: bytes) -> bytes:
    return jwt.utils.base64url_encode(data)


class Issuer:
    """A server whose `pages` are answers by path: objects, or functions of the request's handler."""

    def __init__(self, folder: Path) -> None:
        self.authority, certificate = _certificates(folder)
        self.pages: dict[str, Any] = {}
        self.asked: list[str] = []
        self.bodies: list[tuple[dict[str, str], bytes]] = []
        issuer = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_GET(self) -> None:
                self.answer(b"")

            def do_POST(self) -> None:
                self.answer(self.rfile.read(int(self.headers.get("Content-Length", 0))))

            def answer(self, body: bytes) -> None:
                issuer.asked.append(self.path)
                issuer.bodies.append((dict(self.headers), body))
                page = issuer.pages.get(self.path)
                if callable(page):
                    page = page(self)
                if page is None:
                    return
                status, content = page if isinstance(page, tuple) else (200, page)
                data = content if isinstance(content, bytes) else json.dumps(content).encode()
                self.send_response(status)
                self.send_header("Content-Length", str(len(data)))
                if status in (301, 302):
                    self.send_header("Location", "/jwks")
                self.end_headers()
                self.wfile.write(data)

            def log_message(self, *_: Any) -> None:
                """Say nothing."""

        class Server(ThreadingHTTPServer):
            daemon_threads = True

            def handle_error(self, *_: Any) -> None:
                """Clients that go away early are among the tests."""

        self._server = Server(("127.0.0.1", 0), Handler)
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(certificate)
        self._server.socket = context.wrap_socket(self._server.socket, server_side=True, do_handshake_on_connect=False)
        self.url = f"https://127.0.0.1:{self._server.server_port}"
        threading.Thread(target=self._server.serve_forever, daemon=True).start()
        self.serve(jwks())

    def serve(self, keys: Any) -> None:
        self.pages["/jwks"] = keys
        self.pages["/.well-known/openid-configuration"] = {"issuer": self.url, "jwks_uri": f"{self.url}/jwks"}

    def claims(self, **more: Any) -> dict[str, Any]:
        return {"iss": self.url, "aud": "orders", "sub": "ana", "exp": int(time.time()) + 300, **more}

    def token(self, kind: str = "rsa", algorithm: str = "RS256", **more: Any) -> str:
        return signed(self.claims(**more), kind, algorithm)

    def close(self) -> None:
        self._server.shutdown()
        self._server.server_close()


def _certificates(folder: Path) -> tuple[str, str]:
    """Files of an authority, and of a certificate for 127.0.0.1 with its key."""
    now = datetime.datetime.now(datetime.timezone.utc)

    def certificate(name: str, issuer: str, key: Any, signer: Any, extensions: list[Any]) -> x509.Certificate:
        builder = (
            x509.CertificateBuilder()
            .subject_name(x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, name)]))
            .issuer_name(x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, issuer)]))
            .public_key(key.public_key())
            .serial_number(x509.random_serial_number())
            .not_valid_before(now - datetime.timedelta(days=1))
            .not_valid_after(now + datetime.timedelta(days=1))
            .add_extension(x509.AuthorityKeyIdentifier.from_issuer_public_key(signer.public_key()), critical=False)
            .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
        )
        for extension in extensions:
            builder = builder.add_extension(extension, critical=isinstance(extension, x509.BasicConstraints))
        return builder.sign(signer, hashes.SHA256())

    root, leaf = ec.generate_private_key(ec.SECP256R1()), ec.generate_private_key(ec.SECP256R1())
    usage = x509.KeyUsage(True, False, False, False, False, True, True, False, False)
    authority = certificate("authority", "authority", root, root, [x509.BasicConstraints(True, None), usage])
    address = x509.IPAddress(ipaddress.ip_address("127.0.0.1"))
    server = certificate("127.0.0.1", "authority", leaf, root, [x509.SubjectAlternativeName([address])])
    pem = serialization.Encoding.PEM
    private = leaf.private_bytes(pem, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    (folder / "authority.pem").write_bytes(authority.public_bytes(pem))
    (folder / "server.pem").write_bytes(private + server.public_bytes(pem))
    return str(folder / "authority.pem"), str(folder / "server.pem")
