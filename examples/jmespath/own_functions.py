from jmespath.functions import signature

from aws_lambda_powertools.utilities.jmespath_utils import PowertoolsFunctions, query
from aws_lambda_powertools.utilities.typing import LambdaContext


class Functions(PowertoolsFunctions):
    @signature({"types": ["string"]})
    def _func_last_word(self, text: str) -> str:
        return text.rpartition(" ")[2]


OPTIONS = {"custom_functions": Functions()}


def lambda_handler(event: dict, context: LambdaContext) -> dict:
    return {"surname": query(event, "powertools_json(body).name | last_word(@)", OPTIONS)}
