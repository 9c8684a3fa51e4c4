from aws_lambda_powertools.utilities.data_classes import S3Event, SNSMessage, SQSEvent, unwrap
from aws_lambda_powertools.utilities.typing import LambdaContext


def lambda_handler(event: dict, context: LambdaContext) -> dict:
    keys, failures = [], []
    for message in unwrap(event, SQSEvent, SNSMessage, S3Event):
        if message.error:
            failures.append({"itemIdentifier": message.record.message_id})
            continue
        keys += [record.s3.get_object.key for record in message.value.records]
    return {"keys": keys, "batchItemFailures": failures}
