"""Check that a built site loads nothing from elsewhere, so that it can be read without a network.

    python scripts/check_site.py site

Links between its pages are checked by mkdocs itself, in strict mode.
"""

from __future__ import annotations

import sys
from html.parser import HTMLParser
from pathlib import Path

LOADED_BY = {"script": "src", "img": "src", "iframe": "src", "source": "src", "link": "href"}
HARMLESS_LINKS = {"canonical", "alternate", "author", "license", "next", "prev"}


class Page(HTMLParser):
    """Collects what a browser would load from another host to show the page."""

    def __init__(self) -> None:
        super().__init__()
        self.foreign: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Keep the address that a loading tag names, when it names another host."""
        values = dict(attrs)
        address = values.get(LOADED_BY.get(tag, "")) or ""
        if tag == "link" and (values.get("rel") or "") in HARMLESS_LINKS:
            return
        if address.startswith(("http:", "https:", "//")):
            self.foreign.append(f"{tag}: {address}")


def main() -> int:
    site = Path(sys.argv[1])
    pages = sorted(site.rglob("*.html"))
    found = []
    for path in pages:
        page = Page()
        page.feed(path.read_text(encoding="utf-8"))
        found += [f"{path}: {address}" for address in page.foreign]
    print("\n".join(found) or f"{len(pages)} pages in {site}/, none loads anything from elsewhere.")
    return int(bool(found) or not pages)


if __name__ == "__main__":
    sys.exit(main())
