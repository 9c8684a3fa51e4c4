"""Where idempotency keeps its records."""
