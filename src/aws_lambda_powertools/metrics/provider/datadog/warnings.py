"""The warning about values that Datadog may drop."""


class DatadogDataValidationWarning(Warning):
    """Datadog may drop something or take it differently."""

    message: str

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message

    def __str__(self) -> str:
        return self.message
