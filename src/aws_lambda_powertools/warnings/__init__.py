"""The toolkit's two warning classes, so that users can filter them by class."""


class PowertoolsUserWarning(UserWarning):
    """Something works, but probably not as you want it to."""

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message

    def __str__(self) -> str:
        return self.message


class PowertoolsDeprecationWarning(DeprecationWarning):
    """Something works today and will not in a later major version."""

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message

    def __str__(self) -> str:
        return self.message
