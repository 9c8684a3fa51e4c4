from aws_lambda_powertools.utilities.metadata import LambdaMetadataError, get_lambda_metadata
from aws_lambda_powertools.utilities.typing import LambdaContext


def lambda_handler(event: dict, context: LambdaContext) -> dict:
    try:
        zone = get_lambda_metadata(timeout=0.5).availability_zone_id
    except LambdaMetadataError as error:
        print(error, error.status_code)
        zone = None
    return {"zone": zone}
