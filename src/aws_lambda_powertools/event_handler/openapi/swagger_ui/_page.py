"""What the Swagger route answers: the page, the document, the OAuth 2 redirect, and the page's script and style."""

# Users' own data has no types.
# pyright: reportUnknownVariableType=false

from __future__ import annotations

from aws_lambda_powertools.event_handler._response import Response
from aws_lambda_powertools.event_handler.openapi.swagger_ui import _assets
from aws_lambda_powertools.event_handler.openapi.swagger_ui.html import (
    generate_swagger_html,
    page,
    script_link,
    style_link,
)

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any

    from aws_lambda_powertools.event_handler._openapi_app import OpenAPIApp
    from aws_lambda_powertools.event_handler.openapi.swagger_ui.oauth2 import OAuth2Config

FOR_A_DAY = "public, max-age=86400"


class SwaggerPage:
    """The page of one app."""

    def __init__(
        self,
        app: OpenAPIApp,
        options: Mapping[str, Any],
        base_url: str | None,
        oauth2_config: OAuth2Config | None,
        persist_authorization: bool,
    ) -> None:
        self._app: Any = app
        self._options = options
        self._base_url = base_url
        self._oauth2_config = oauth2_config
        self._persist_authorization = persist_authorization

    def answer(self) -> Response[Any]:
        """What the query string asks for; without one, the page."""
        event = self._app.current_event
        query: Mapping[str, Any] = event.resolved_query_string_parameters or {}
        asset, form = _first(query.get("asset")), _first(query.get("format"))
        if asset:
            return self._asset(asset)
        if form == "oauth2-redirect":
            from aws_lambda_powertools.event_handler.openapi.swagger_ui.oauth2 import generate_oauth2_redirect_html

            return Response(200, "text/html", generate_oauth2_redirect_html())
        document = self._document()
        if form == "json":
            return Response(200, "application/json", document)
        return Response(200, "text/html", self._page(document))

    def _document(self) -> str:
        if self._app._openapi_merge is not None:  # noqa: SLF001  of the same house
            merged: str = self._app.get_openapi_merge_json_schema()
            return merged
        config = self._app._config_with(self._options)  # noqa: SLF001  as above
        if not config.servers:
            from dataclasses import replace

            from aws_lambda_powertools.event_handler.openapi.models import Server

            config = replace(config, servers=[Server(url=self._app._get_base_path() or "/")])  # noqa: SLF001  as above
        from aws_lambda_powertools.event_handler.openapi._app_document import as_json

        return as_json(self._app._document().written(config))  # noqa: SLF001  as above

    def _page(self, document: str) -> str:
        if self._base_url:
            return generate_swagger_html(
                document, "", "", self._base_url, self._oauth2_config, self._persist_authorization
            )
        if _assets.directory() is None:
            script = script_link(f"{_assets.REMOTE_URL}/{_assets.SCRIPT}", _assets.INTEGRITY[_assets.SCRIPT])
            style = style_link(f"{_assets.REMOTE_URL}/{_assets.STYLE}", _assets.INTEGRITY[_assets.STYLE])
        else:
            script, style = script_link(f"?asset={_assets.SCRIPT}"), style_link(f"?asset={_assets.STYLE}")
        return page(document, script, style, self._oauth2_config, persist_authorization=self._persist_authorization)

    def _asset(self, name: str) -> Response[Any]:
        """A file of Swagger UI: compressed, unless the client cannot read that."""
        headers = {"Cache-Control": FOR_A_DAY, "Vary": "Accept-Encoding"}
        if self._takes_gzip():
            body = _assets.compressed(name)
            headers["Content-Encoding"] = "gzip"
        else:
            body = _assets.content(name)
        if body is None:
            return Response(404, "application/json", {"statusCode": 404, "message": "Not found"})
        return Response(200, _assets.CONTENT_TYPES[name], body, headers, compress=False)

    def _takes_gzip(self) -> bool:
        from aws_lambda_powertools.event_handler._compression import accepts_gzip

        return accepts_gzip(_first(self._app.current_event.resolved_headers_field.get("accept-encoding")))


def _first(values: Any) -> Any:
    return values[0] if isinstance(values, list) and values else values
