from aws_lambda_powertools import Logger
from aws_lambda_powertools.utilities.typing import LambdaContext

logger = Logger(service="imports")
parser_logger = logger.child(extra={"module": "parser"})


@logger.inject_lambda_context
def lambda_handler(event: dict, context: LambdaContext) -> dict:
    for file in event["files"]:
        with logger.append_context_keys(file=file):
            parse(file)
    logger.info("all files read")
    return {"files": len(event["files"])}


def parse(file: str) -> None:
    parser_logger.info("reading")
