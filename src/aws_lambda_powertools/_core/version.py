"""The version number."""

__version__ = "4.0.0"
