"""As much of S3 as streams need, on loopback: ranges, versions, preconditions, connections that break."""

from __future__ import annotations

import re
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

MIB = 1024 * 1024


class Repeated:
    """An object that consists of one block again and again."""

    def __init__(self, block, times):
        self.block = block
        self.size = len(block) * times

    def __len__(self):
        return self.size

    def pieces(self, start):
        length = len(self.block)
        many = self.block * max(1, MIB // length)
        while start < self.size:
            offset = start % length
            piece = many[offset : offset + self.size - start]
            yield piece
            start += len(piece)


class S3Server:
    """Objects by key; `break_after` cuts each answer after so many bytes, as often as `breaks` says."""

    def __init__(self):
        self.objects = {}
        self.versions = {}
        self.requests = []
        self.break_after = None
        self.breaks = 0
        server = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_HEAD(self):
                self.answer(body=False)

            def do_GET(self):
                self.answer(body=True)

            def answer(self, *, body):
                path, _, query = self.path.partition("?")
                key = path.rpartition("/")[2]
                version = dict(part.partition("=")[::2] for part in query.split("&")).get("versionId")
                content = server.versions[key, version] if version else server.objects.get(key)
                asked = self.headers.get("Range")
                server.requests.append((self.command, asked, self.headers.get("If-Match")))
                if content is None:
                    return self.refuse(404, "NoSuchKey")
                tag = f'"{hash(content) if isinstance(content, bytes) else id(content):x}"'
                if self.headers.get("If-Match") not in (None, tag):
                    return self.refuse(412, "PreconditionFailed")
                start = int(re.match(r"bytes=(\d+)-", asked)[1]) if asked else 0
                if asked and start >= len(content):
                    return self.refuse(416, "InvalidRange")
                self.send_response(206 if asked else 200)
                self.send_header("ETag", tag)
                self.send_header("Content-Length", str(len(content) - start))
                self.end_headers()
                if body:
                    self.write(content, start)
                return None

            def write(self, content, start):
                pieces = [content[start:]] if isinstance(content, bytes) else content.pieces(start)
                left = server.break_after if server.breaks > 0 else None
                try:
                    for piece in pieces:
                        if left is not None and left < len(piece):
                            server.breaks -= 1
                            self.wfile.write(piece[:left])
                            self.close_connection = True
                            self.connection.close()
                            return
                        self.wfile.write(piece)
                except OSError:  # the reader has seen enough
                    self.close_connection = True

            def refuse(self, status, code):
                text = f"<Error><Code>{code}</Code><Message>no</Message></Error>".encode()
                self.send_response(status)
                self.send_header("Content-Length", str(len(text)))
                self.end_headers()
                if self.command == "GET":
                    self.wfile.write(text)

            def log_message(self, *_):
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.server.daemon_threads = True
        self.server.handle_error = lambda *_: None
        self.url = f"http://127.0.0.1:{self.server.server_port}"
        Thread(target=self.server.serve_forever, args=(0.01,), daemon=True).start()

    def close(self):
        self.server.shutdown()
        self.server.server_close()


def client(url):
    """A real client of S3."""
    import boto3
    from botocore.config import Config

    return boto3.client(
        "s3",
        endpoint_url=url,
        region_name="eu-west-1",
        aws_access_key_id="a",
        aws_secret_access_key="b",
        config=Config(s3={"addressing_style": "path"}, retries={"max_attempts": 0}, read_timeout=20),
    )
