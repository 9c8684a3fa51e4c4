from aws_lambda_powertools.utilities.streaming import S3Object
from aws_lambda_powertools.utilities.typing import LambdaContext


def lambda_handler(event: dict, context: LambdaContext) -> dict[str, int]:
    with S3Object(bucket=event["bucket"], key=event["key"]) as stream:
        errors = sum(line.startswith(b"ERROR") for line in stream)
        return {"size": stream.size, "errors": errors}
