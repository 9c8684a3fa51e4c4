"""Fails one level down."""

from missing_package import anything  # noqa: F401
