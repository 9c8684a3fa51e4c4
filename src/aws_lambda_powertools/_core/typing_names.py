"""What annotations need while a module runs, without importing `typing` (2 ms that the Lambda runtime has not paid).

    TYPE_CHECKING = False
    if TYPE_CHECKING:
        from typing import overload
    else:
        from aws_lambda_powertools._core.typing_names import overload
"""


def overload(function):  # type: ignore[no-untyped-def]  # type checkers never see it: they read typing.overload
    """Stand in for `typing.overload`: the real definition follows and replaces it."""
    return function
