"""What it costs to take data out of an envelope, with the functions that decode it."""

from __future__ import annotations

import base64
import gzip
import json
from functools import partial

from harness.answer import gives
from harness.scenario import hot

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

ORDER = {"order_id": "o-1234", "customer": "c-42", "amount": 12.5, "items": 3, "express": True}
BODY = json.dumps(ORDER)


@hot("jmespath.base64_gzip", check=gives(BODY))
def base64_gzip() -> Callable[[], Any]:
    from aws_lambda_powertools.utilities.jmespath_utils import query

    event = {"data": base64.b64encode(gzip.compress(BODY.encode())).decode()}
    return partial(query, data=event, envelope="powertools_base64_gzip(data)")


@hot("jmespath.powertools_json", check=gives(ORDER))
def powertools_json() -> Callable[[], Any]:
    from aws_lambda_powertools.utilities.jmespath_utils import query

    return partial(query, data={"body": BODY}, envelope="powertools_json(body)")


@hot("jmespath.sqs_envelope.10", check=gives([ORDER] * 10))
def sqs_envelope_10() -> Callable[[], Any]:
    from aws_lambda_powertools.utilities.jmespath_utils import envelopes, query

    event = {"Records": [{"messageId": str(number), "body": BODY} for number in range(10)]}
    return partial(query, data=event, envelope=envelopes.SQS)
