import json

import requests

from aws_lambda_powertools import Tracer
from aws_lambda_powertools.utilities.typing import LambdaContext

tracer = Tracer()


@tracer.capture_method
def parse_event(event: dict) -> tuple[str, str]:
    """Parse details of event."""
    return event["detail"]["eventName"], event["detail"].get("errorCode", "succeeded")


@tracer.capture_method
def send_slack_message(payload: dict, webhook: str) -> requests.Response:
    """Send Slack message."""
    return requests.post(webhook, data=json.dumps(payload), timeout=5)


@tracer.capture_lambda_handler
def lambda_handler(event: dict, context: LambdaContext) -> None:
    event_name, result = parse_event(event)
    send_slack_message({"text": f"{event_name}: {result}"}, event["webhook"])
