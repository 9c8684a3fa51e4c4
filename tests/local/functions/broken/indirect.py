"""Fails one level down."""

from missing_package import x  # noqa: F401
