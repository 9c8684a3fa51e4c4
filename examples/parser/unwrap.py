from aws_lambda_powertools.utilities.parser import event_parser
from aws_lambda_powertools.utilities.parser.envelopes import Unwrap
from aws_lambda_powertools.utilities.parser.models import S3Model, SnsNotificationModel, SqsModel
from aws_lambda_powertools.utilities.typing import LambdaContext


@event_parser(model=S3Model, envelope=Unwrap(SqsModel, SnsNotificationModel))
def lambda_handler(event: list, context: LambdaContext) -> dict:
    failures = []
    for message in event:
        if message.error:
            failures.append({"itemIdentifier": message.record.message_id})
            continue
        for record in message.value.Records:
            print(record.s3.object.key)
    return {"batchItemFailures": failures}
