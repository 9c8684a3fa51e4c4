"""Names of the attributes by which a logger of the standard library is known to be one of ours."""

LOGGER_ATTRIBUTE_PRECONFIGURED = "init"
"""True on a logger that has our handler."""

LOGGER_ATTRIBUTE_HANDLER = "logger_handler"

LOGGER_ATTRIBUTE_POWERTOOLS_HANDLER = "powertools_handler"
"""Our handler on a logger; it stays known when somebody replaces the list of handlers."""

LOGGER_ATTRIBUTE_BUFFER = "powertools_buffer"
"""The buffer of a logger that holds lines back."""
