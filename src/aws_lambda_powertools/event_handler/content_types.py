"""Content types that handlers often answer with."""

from __future__ import annotations

APPLICATION_JSON = "application/json"
TEXT_PLAIN = "text/plain"
TEXT_HTML = "text/html"
