"""Messages of streams."""

from __future__ import annotations

MESSAGE_STREAM_NOT_WRITABLE = "this stream is not writable"
