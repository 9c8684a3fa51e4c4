from aws_lambda_powertools import Tracer
from aws_lambda_powertools.utilities.typing import LambdaContext

tracer = Tracer(service="accounts", redact_keys=["iban"])


@tracer.capture_method
def log_in(user: str) -> dict:
    return {"user": user, "access_token": "eyJhbGciOi", "iban": "DE02120300000000202051"}


@tracer.capture_method(capture_response=False)
def statement(user: str) -> bytes:
    return b"..."


@tracer.capture_method(capture_error=False)
def transfer(amount: float) -> None:
    raise ValueError(f"{amount} is more than there is")


@tracer.capture_lambda_handler(capture_response=False)
def lambda_handler(event: dict, context: LambdaContext) -> str:
    log_in(event["user"])
    statement(event["user"])
    try:
        transfer(event["amount"])
    except ValueError:
        return "refused"
    return "done"
