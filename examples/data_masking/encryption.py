import os

from aws_lambda_powertools.utilities.data_masking import DataMasking
from aws_lambda_powertools.utilities.data_masking.provider.kms import AWSEncryptionSDKProvider
from aws_lambda_powertools.utilities.typing import LambdaContext

provider = AWSEncryptionSDKProvider(
    keys=[os.environ.get("KMS_KEY_ARN", "arn:aws:kms:eu-west-1:123456789012:alias/patients")]
)
masking = DataMasking(provider=provider)


def lambda_handler(event: dict, context: LambdaContext) -> dict:
    encrypted = masking.encrypt(event["patient"], tenant_id=event["tenant_id"])
    return {"encrypted": encrypted, "again": masking.decrypt(encrypted, tenant_id=event["tenant_id"])}
