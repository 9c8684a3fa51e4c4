"""Ready-made formatters."""
