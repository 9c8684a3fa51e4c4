"""OpenAPIApp: what a resolver knows of validation and OpenAPI. Nothing here is loaded before it is asked for."""

from __future__ import annotations

from abc import ABC

from aws_lambda_powertools._core import environment

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from http import HTTPStatus
    from typing import Any, Literal, TypedDict

    from typing_extensions import Unpack

    from aws_lambda_powertools.event_handler._response import Response
    from aws_lambda_powertools.event_handler._route import Route
    from aws_lambda_powertools.event_handler._routes import RouteTable
    from aws_lambda_powertools.event_handler._validated import ResponseValidation
    from aws_lambda_powertools.event_handler.openapi._app_document import AppDocument
    from aws_lambda_powertools.event_handler.openapi.config import OpenAPIConfig
    from aws_lambda_powertools.event_handler.openapi.merge import OpenAPIMerge
    from aws_lambda_powertools.event_handler.openapi.models import (
        Contact,
        ExternalDocumentation,
        License,
        OpenAPI,
        SecurityScheme,
        Server,
        Tag,
    )
    from aws_lambda_powertools.event_handler.openapi.swagger_ui.oauth2 import OAuth2Config

    class ConfigOptions(TypedDict, total=False):
        """What a document says as a whole; the fields of OpenAPIConfig."""

        title: str
        version: str
        openapi_version: str
        summary: str | None
        description: str | None
        tags: list[Tag | str] | None
        servers: list[Server] | None
        terms_of_service: str | None
        contact: Contact | None
        license_info: License | None
        security_schemes: dict[str, SecurityScheme] | None
        security: list[dict[str, list[str]]] | None
        external_documentation: ExternalDocumentation | None
        openapi_extensions: dict[str, Any] | None


class OpenAPIApp(ABC):
    """Validation of requests and responses, and the OpenAPI document of an app."""

    routes: RouteTable
    _enable_validation: bool
    _serializer: Callable[[Any], str]

    # --- Validation --------------------------------------------------------------------------------------------------

    def _set_up_validation(
        self, enable_validation: bool, response_code: HTTPStatus | int | None, problem_details: bool = False
    ) -> None:
        self._enable_validation = enable_validation
        self._problem_details = problem_details
        self._openapi_config: OpenAPIConfig | None = None
        self._openapi_merge: OpenAPIMerge | None = None
        self._app_document: AppDocument | None = None
        self._response_validation: ResponseValidation | None = None
        self._response_code: int | None = None
        if response_code is not None:
            if not enable_validation:
                raise ValueError(
                    f"response_validation_error_http_code is {response_code!r}, but nothing is validated; "
                    "pass enable_validation=True too"
                )
            self._response_code = _checked_status("response_validation_error_http_code", response_code)
        if not enable_validation:
            return
        if self._response_code is None and environment.STRICT.get():
            self._response_code = 500
        from aws_lambda_powertools._core.optional import require

        require("pydantic", extra="parser", wanted_by="enable_validation=True")
        from importlib import import_module

        import_module("aws_lambda_powertools.event_handler._validated")  # in the init phase, not at the first request

    def _check_route_code(self, options: dict[str, Any]) -> None:
        """ValueError for a status that can't be the route's for responses that do not match their annotation."""
        code = options.get("custom_response_validation_http_code")
        if code is None:
            return
        if not self._enable_validation:
            raise ValueError(
                f"custom_response_validation_http_code is {code!r}, but the resolver validates nothing; "
                "make it with enable_validation=True"
            )
        options["custom_response_validation_http_code"] = _checked_status("custom_response_validation_http_code", code)

    def _validating(self, route: Route, middlewares: list[Any], name: str) -> tuple[list[Any], Any]:
        """The middlewares and the endpoint of a route that is validated."""
        from aws_lambda_powertools.event_handler._validated import ValidatedEndpoint

        if self._response_validation is None:
            self._response_validation = self._new_response_validation()
        endpoint = ValidatedEndpoint(route, name, self._response_validation, reads_request=not middlewares)
        if not middlewares:
            return [], endpoint
        from aws_lambda_powertools.event_handler.middlewares.openapi_validation import (
            OpenAPIRequestValidationMiddleware,
        )

        return [OpenAPIRequestValidationMiddleware(), *middlewares], endpoint

    def _new_response_validation(self) -> ResponseValidation:
        from aws_lambda_powertools.event_handler._json import dumps, dumps_indented
        from aws_lambda_powertools.event_handler._validated import ResponseValidation

        ours = self._serializer is dumps or self._serializer is dumps_indented
        return ResponseValidation(None if ours else self._serializer, app_has_status=self._response_code is not None)

    def _validation_answer(self, error: Exception, route: Route | None) -> Response[Any] | None:
        """The answer to a validation error; None for other errors."""
        if not hasattr(error, "errors"):
            return None
        from aws_lambda_powertools.event_handler.openapi._answers import answer_to

        return answer_to(error, route, self._response_code, as_problem=self._problem_details)

    # --- The document ------------------------------------------------------------------------------------------------

    @property
    def openapi_config(self) -> OpenAPIConfig:
        """What `configure_openapi` said."""
        if self._openapi_config is None:
            from aws_lambda_powertools.event_handler.openapi.config import OpenAPIConfig

            self._openapi_config = OpenAPIConfig()
        return self._openapi_config

    @openapi_config.setter
    def openapi_config(self, config: OpenAPIConfig) -> None:
        self._openapi_config = config

    def configure_openapi(
        self,
        title: str = "Powertools for AWS Lambda (Python) API",
        version: str = "1.0.0",
        openapi_version: str = "3.1.0",
        summary: str | None = None,
        description: str | None = None,
        tags: list[Tag | str] | None = None,
        servers: list[Server] | None = None,
        terms_of_service: str | None = None,
        contact: Contact | None = None,
        license_info: License | None = None,
        security_schemes: dict[str, SecurityScheme] | None = None,
        security: list[dict[str, list[str]]] | None = None,
        external_documentation: ExternalDocumentation | None = None,
        openapi_extensions: dict[str, Any] | None = None,
    ) -> None:
        """Say once what the document says as a whole; arguments of the methods that make it count more."""
        given = dict(locals())
        del given["self"]
        from aws_lambda_powertools.event_handler.openapi.config import OpenAPIConfig

        self._openapi_config = OpenAPIConfig(**given)

    def get_openapi_schema(self, **options: Unpack[ConfigOptions]) -> OpenAPI:
        """The OpenAPI document as an object of `openapi.models`; SchemaValidationError for what it may not say."""
        from aws_lambda_powertools.event_handler.openapi.models import OpenAPI

        return OpenAPI.model_validate_json(self.get_openapi_json_schema(**options))

    def get_openapi_json_schema(self, **options: Unpack[ConfigOptions]) -> str:
        """The OpenAPI document as JSON text."""
        from aws_lambda_powertools.event_handler.openapi._app_document import as_json

        return as_json(self._document().written(self._config_with(options)))

    def _document(self) -> AppDocument:
        if self._app_document is None:
            from aws_lambda_powertools.event_handler.openapi._app_document import AppDocument

            self._app_document = AppDocument(self)
        return self._app_document

    def _config_with(self, options: Mapping[str, Any]) -> OpenAPIConfig:
        from aws_lambda_powertools.event_handler.openapi._app_document import config_with

        return config_with(self.openapi_config, options)

    # --- The document of several handlers ----------------------------------------------------------------------------

    def configure_openapi_merge(
        self,
        path: str,
        pattern: str | list[str] = "handler.py",
        exclude: list[str] | None = None,
        resolver_name: str = "app",
        recursive: bool = False,
        title: str = "Powertools for AWS Lambda (Python) API",
        version: str = "1.0.0",
        openapi_version: str = "3.1.0",
        summary: str | None = None,
        description: str | None = None,
        tags: list[Tag | str] | None = None,
        servers: list[Server] | None = None,
        terms_of_service: str | None = None,
        contact: Contact | None = None,
        license_info: License | None = None,
        security_schemes: dict[str, SecurityScheme] | None = None,
        security: list[dict[str, list[str]]] | None = None,
        external_documentation: ExternalDocumentation | None = None,
        openapi_extensions: dict[str, Any] | None = None,
        on_conflict: Literal["warn", "error", "first", "last"] = "warn",
    ) -> None:
        """Document the apps of several files as one API; see OpenAPIMerge."""
        from aws_lambda_powertools.event_handler.openapi.merge import OpenAPIMerge

        self._openapi_merge = OpenAPIMerge(
            title=title,
            version=version,
            openapi_version=openapi_version,
            summary=summary,
            description=description,
            tags=tags,
            servers=servers,
            terms_of_service=terms_of_service,
            contact=contact,
            license_info=license_info,
            security_schemes=security_schemes,
            security=security,
            external_documentation=external_documentation,
            openapi_extensions=openapi_extensions,
            on_conflict=on_conflict,
        )
        self._openapi_merge.discover(path, pattern, exclude, resolver_name, recursive)

    def get_openapi_merge_schema(self) -> dict[str, Any]:
        """The document of all handlers; RuntimeError before `configure_openapi_merge`."""
        return self._merge().get_openapi_schema()

    def get_openapi_merge_json_schema(self) -> str:
        """The same as JSON text."""
        return self._merge().get_openapi_json_schema()

    def _merge(self) -> OpenAPIMerge:
        if self._openapi_merge is None:
            raise RuntimeError("There is nothing to merge yet; call configure_openapi_merge() first.")
        return self._openapi_merge

    # --- The page ----------------------------------------------------------------------------------------------------

    def enable_swagger(
        self,
        *,
        path: str = "/swagger",
        swagger_base_url: str | None = None,
        middlewares: Sequence[Callable[..., Any]] | None = None,
        compress: bool = False,
        oauth2_config: OAuth2Config | None = None,
        persist_authorization: bool = False,
        **options: Unpack[ConfigOptions],
    ) -> None:
        """Serve a page on which people can read and try the API.

        - `path`: where the page stands
        - `swagger_base_url`: where `swagger-ui-bundle.min.js` and `swagger-ui.min.css` stand, if not with us
        - `middlewares`: run around the page, to check who asks for it
        - `compress`: compress page and document; scripts and styles always are
        - `oauth2_config`: how the page logs in with OAuth 2
        - `persist_authorization`: keep logins in the browser

        The other parameters are those of `get_openapi_schema`.
        """
        from aws_lambda_powertools.event_handler.openapi.swagger_ui._page import SwaggerPage

        page = SwaggerPage(self, options, swagger_base_url, oauth2_config, persist_authorization)
        register: Any = self.get  # type: ignore[attr-defined]  # every resolver has it
        register(path, middlewares=middlewares, include_in_schema=False, compress=compress, enable_validation=False)(
            page.answer
        )


def _checked_status(option: str, value: Any) -> int:
    """The status as a plain number; ValueError when HTTP knows no such status."""
    from http import HTTPStatus

    try:
        return int(HTTPStatus(int(value)))
    except (ValueError, TypeError):
        raise ValueError(
            f"{option} is {value!r}, which must be an integer representing an HTTP status code, or an HTTPStatus."
        ) from None
