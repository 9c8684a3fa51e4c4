from aws_lambda_powertools.utilities.streaming import S3Object
from aws_lambda_powertools.utilities.streaming.transformations import ZipTransform
from aws_lambda_powertools.utilities.typing import LambdaContext


def lambda_handler(event: dict, context: LambdaContext) -> str:
    archive = S3Object(bucket=event["bucket"], key=event["key"], window=64 * 1024).transform(ZipTransform())
    return archive.read("manifest.txt").decode()
