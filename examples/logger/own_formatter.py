from aws_lambda_powertools import Logger
from aws_lambda_powertools.logging.formatter import LambdaPowertoolsFormatter
from aws_lambda_powertools.utilities.typing import LambdaContext


class ShoutingFormatter(LambdaPowertoolsFormatter):
    def serialize(self, log: dict) -> str:
        log["message"] = str(log["message"]).upper()
        return self.json_serializer(log)


logger = Logger(service="orders", logger_formatter=ShoutingFormatter())


@logger.inject_lambda_context
def lambda_handler(event: dict, context: LambdaContext) -> None:
    logger.info("order placed")
