"""From decoded data to what handlers want."""
