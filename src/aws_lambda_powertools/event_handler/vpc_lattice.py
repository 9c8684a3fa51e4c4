"""VPCLatticeResolver and VPCLatticeV2Resolver: VPC Lattice, in both versions of its event."""

from __future__ import annotations

from aws_lambda_powertools.event_handler._app import ApiGatewayResolver

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from aws_lambda_powertools.utilities.data_classes.vpc_lattice import VPCLatticeEvent, VPCLatticeEventV2


class VPCLatticeResolver(ApiGatewayResolver):
    """Routes the events of a VPC Lattice service, in version 1."""

    if TYPE_CHECKING:

        @property
        def current_event(self) -> VPCLatticeEvent:
            """The event of the request that is being handled."""
            ...  # for type checkers, which want a body

    def _class_of_events(self) -> Any:
        if self._given_proxy_type is not None:
            return super()._class_of_events()
        from aws_lambda_powertools.utilities.data_classes.vpc_lattice import VPCLatticeEvent

        return VPCLatticeEvent

    def _get_base_path(self) -> str:
        """VPC Lattice passes paths on as they are."""
        return ""

    def _carried(self, event: Any, headers: dict[str, str]) -> dict[str, Any]:  # noqa: ARG002  # the same for all events
        return {"headers": headers, "cookies": []}


class VPCLatticeV2Resolver(ApiGatewayResolver):
    """Routes the events of a VPC Lattice service, in version 2."""

    if TYPE_CHECKING:

        @property
        def current_event(self) -> VPCLatticeEventV2:
            """The event of the request that is being handled."""
            ...  # for type checkers, which want a body

    def _class_of_events(self) -> Any:
        if self._given_proxy_type is not None:
            return super()._class_of_events()
        from aws_lambda_powertools.utilities.data_classes.vpc_lattice import VPCLatticeEventV2

        return VPCLatticeEventV2

    def _get_base_path(self) -> str:
        """VPC Lattice passes paths on as they are."""
        return ""

    def _carried(self, event: Any, headers: dict[str, str]) -> dict[str, Any]:  # noqa: ARG002  # the same for all events
        return {"headers": headers, "cookies": []}
