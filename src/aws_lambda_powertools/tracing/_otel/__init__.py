"""The OpenTelemetry backend: spans of our own, or spans of the provider that somebody has set up."""
