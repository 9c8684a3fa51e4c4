"""VPCLatticeResolver and VPCLatticeV2Resolver: VPC Lattice, in both versions of its event."""

from __future__ import annotations

from aws_lambda_powertools.event_handler._app import ApiGatewayResolver
from aws_lambda_powertools.event_handler._proxy_events import ProxyEventType

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from aws_lambda_powertools.utilities.data_classes.vpc_lattice import VPCLatticeEvent, VPCLatticeEventV2


class VPCLatticeResolver(ApiGatewayResolver):
    """Routes the events of a VPC Lattice service, in version 1."""

    _proxy_event_type = ProxyEventType.VPCLatticeEvent

    if TYPE_CHECKING:

        @property
        def current_event(self) -> VPCLatticeEvent:
            """The event of the request that is being handled."""
            ...  # for type checkers, which want a body

    def _get_base_path(self) -> str:
        """VPC Lattice passes paths on as they are."""
        return ""

    def _headers_for(self, event: Any, content_type: str) -> dict[str, Any]:  # noqa: ARG002  # the same for all events
        return {"headers": {"Content-Type": content_type}, "cookies": []}


class VPCLatticeV2Resolver(ApiGatewayResolver):
    """Routes the events of a VPC Lattice service, in version 2."""

    _proxy_event_type = ProxyEventType.VPCLatticeEventV2

    if TYPE_CHECKING:

        @property
        def current_event(self) -> VPCLatticeEventV2:
            """The event of the request that is being handled."""
            ...  # for type checkers, which want a body

    def _get_base_path(self) -> str:
        """VPC Lattice passes paths on as they are."""
        return ""

    def _headers_for(self, event: Any, content_type: str) -> dict[str, Any]:  # noqa: ARG002  # the same for all events
        return {"headers": {"Content-Type": content_type}, "cookies": []}
