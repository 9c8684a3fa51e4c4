"""Script and style of Swagger UI: those of the installed package, else those on a content delivery network.

The extra `swagger` installs a package that carries the files; with it the page works offline.
"""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Final

PACKAGE = "swagger_ui"
SCRIPT: Final = "swagger-ui-bundle.js"
STYLE: Final = "swagger-ui.css"
CONTENT_TYPES = {SCRIPT: "text/javascript; charset=utf-8", STYLE: "text/css; charset=utf-8"}

REMOTE_VERSION = "5.31.0"
REMOTE_URL = f"https://cdn.jsdelivr.net/npm/swagger-ui-dist@{REMOTE_VERSION}"
INTEGRITY = {
    SCRIPT: "sha384-cxafBeQ+zYROeFafGFxtFbnp1ICqeS9mG7+f0WWSHzhnrUvwg9Za5CCw6wgrHA7K",
    STYLE: "sha384-KX9Rx9vM1AmUNAn07bPAiZhFD4C8jdNgG6f5MRNvR+EfAxs2PmMFtUUazui7ryZQ",
}
"""What the files on the network must be; browsers refuse others."""

_compressed: dict[str, bytes] = {}


def directory() -> str | None:
    """Where the installed files stand; None without the extra. The package itself is not imported."""
    from importlib.util import find_spec

    found = find_spec(PACKAGE)
    if found is None or not found.submodule_search_locations:
        return None
    import os

    static = os.path.join(found.submodule_search_locations[0], "static")
    return static if os.path.exists(os.path.join(static, SCRIPT)) else None


def content(name: str) -> bytes | None:
    """An installed file; None when there is none of this name."""
    if name not in CONTENT_TYPES:
        return None
    found = directory()
    if found is None:
        return None
    import os

    with open(os.path.join(found, name), "rb") as file:
        return file.read()


def compressed(name: str) -> bytes | None:
    """The same, compressed with gzip; that is done once in a process."""
    if name not in _compressed:
        import gzip

        plain = content(name)
        if plain is None:
            return None
        _compressed[name] = gzip.compress(plain, 6, mtime=0)
    return _compressed[name]
