from aws_lambda_powertools.utilities.streaming import S3Object
from aws_lambda_powertools.utilities.streaming.transformations import CsvTransform, GzipTransform
from aws_lambda_powertools.utilities.typing import LambdaContext


def lambda_handler(event: dict, context: LambdaContext) -> float:
    report = S3Object(bucket=event["bucket"], key=event["key"], version_id=event.get("version"))
    report.transform([GzipTransform(), CsvTransform(delimiter=";", encoding="latin-1")], in_place=True)
    return sum(float(row["amount"]) for row in report)
