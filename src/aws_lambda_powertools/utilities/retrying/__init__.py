"""Call again what failed for the moment, and never beyond the deadline of the function.

@retry(max_attempts=3)
def fetch(url): ...
"""

from __future__ import annotations

from aws_lambda_powertools._core.exports import lazy_exports

TYPE_CHECKING = False
if TYPE_CHECKING:
    from aws_lambda_powertools.utilities.retrying._budget import RetryBudget as RetryBudget
    from aws_lambda_powertools.utilities.retrying._policy import Failure as Failure, RetryPolicy as RetryPolicy
    from aws_lambda_powertools.utilities.retrying._retry import retry as retry

__getattr__, __dir__, __all__ = lazy_exports(
    __name__,
    {
        "._budget": ["RetryBudget"],
        "._policy": ["Failure", "RetryPolicy"],
        "._retry": ["retry"],
    },
)
