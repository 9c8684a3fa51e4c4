from typing import Any

from aws_lambda_powertools.utilities.parameters import get_parameters, get_parameters_by_name, get_secrets_by_name
from aws_lambda_powertools.utilities.typing import LambdaContext


def lambda_handler(event: dict[str, Any], context: LambdaContext) -> Any:
    limits = get_parameters("/payments/limits", transform="integer", max_age=60)
    named = get_parameters_by_name(
        {"/payments/currencies": {"transform": "json"}, "/payments/token": {"decrypt": True}},
        raise_on_error=False,
    )
    secrets = get_secrets_by_name(["payments/key", "payments/salt"])
    return {"limits": limits, "missing": named["_errors"], "secrets": sorted(secrets)}
