"""From the bytes of keys and values to data."""
