from typing import Any

from aws_lambda_powertools.utilities.data_masking import DataMasking
from aws_lambda_powertools.utilities.data_masking.provider import BaseProvider
from aws_lambda_powertools.utilities.typing import LambdaContext


class Initials(BaseProvider):
    def erase(self, data: Any, **options: Any) -> Any:  # noqa: ARG002
        return "".join(word[:1] for word in str(data).split())


def lambda_handler(event: dict, context: LambdaContext) -> dict:
    return DataMasking(provider=Initials()).erase(event, fields=["name"])
