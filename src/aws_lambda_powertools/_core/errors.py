"""The root of all errors of the toolkit, below everything that raises them.

    PowertoolsError
    └── MissingDependencyError (also an ImportError)

Each utility hangs its own errors below PowertoolsError, so that users can catch at the level they care for.
"""


class PowertoolsError(Exception):
    """Any error that the toolkit raises on its own account."""


class MissingDependencyError(PowertoolsError, ImportError):
    """An optional package is needed here and is not installed.

    `package` is its name, `extra` the extra of the toolkit that installs it, `wanted_by` what asked for it.
    """

    def __init__(self, package: str, extra: str, wanted_by: str) -> None:
        super().__init__(
            f"{wanted_by} needs the package '{package}'. "
            f'Install it with: pip install "aws-lambda-powertools[{extra}]"',
            name=package,
        )
        self.package = package
        self.extra = extra
        self.wanted_by = wanted_by
