"""The body of a request through VPC Lattice, version 2."""

from __future__ import annotations

from aws_lambda_powertools.utilities.parser.envelopes.base import EnvelopeOfOne, body_of
from aws_lambda_powertools.utilities.parser.models.vpc_latticev2 import VpcLatticeV2Model

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any


class VpcLatticeV2Envelope(EnvelopeOfOne):
    """The body of a request through VPC Lattice, in events of version 2; None where there is none."""

    def _held(self, data: Any) -> Any:
        event = VpcLatticeV2Model.model_validate(data)
        return body_of(event.body, event.is_base64_encoded)
