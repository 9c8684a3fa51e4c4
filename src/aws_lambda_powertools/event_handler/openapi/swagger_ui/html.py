"""The HTML of the Swagger page: a small frame around Swagger UI, which is loaded from somewhere else."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from aws_lambda_powertools.event_handler.openapi.swagger_ui.oauth2 import OAuth2Config

_PAGE = """\
<!DOCTYPE html>
<html lang="en">
<head>
  <meta charset="utf-8">
  <meta name="viewport" content="width=device-width, initial-scale=1">
  <title>Swagger UI</title>
  <link rel="icon" href="data:,">
  {style}
</head>
<body>
  <main id="swagger-ui">Loading...</main>
  {script}
  <script>
    const here = new URL(window.location.href);
    const ui = SwaggerUIBundle({{
      dom_id: "#swagger-ui",
      spec: {spec},
      layout: "BaseLayout",
      presets: [SwaggerUIBundle.presets.apis, SwaggerUIBundle.SwaggerUIStandalonePreset],
      plugins: [SwaggerUIBundle.plugins.DownloadUrl],
      deepLinking: true,
      docExpansion: "list",
      filter: true,
      showExtensions: true,
      showCommonExtensions: true,
      withCredentials: true,
      persistAuthorization: {persist},
      oauth2RedirectUrl: here.origin + here.pathname + "?format=oauth2-redirect",
    }});
    ui.specActions.updateUrl(here.pathname + "?format=json");
    {login}
  </script>
</body>
</html>
"""


def generate_swagger_html(
    spec: str,
    swagger_js: str,
    swagger_css: str,
    swagger_base_url: str,
    oauth2_config: OAuth2Config | None,
    persist_authorization: bool = False,
) -> str:
    """The page for a document in JSON.

    Script and style are `swagger-ui-bundle.min.js` and `swagger-ui.min.css` below the base URL; without one,
    `swagger_js` and `swagger_css` are their contents and stand in the page.
    """
    if swagger_base_url:
        style = style_link(f"{swagger_base_url}/swagger-ui.min.css")
        script = script_link(f"{swagger_base_url}/swagger-ui-bundle.min.js")
    else:
        style = f"<style>{swagger_css}</style>"
        script = f"<script>{swagger_js}</script>"
    return page(spec, script, style, oauth2_config, persist_authorization=persist_authorization)


def page(spec: str, script: str, style: str, oauth2_config: OAuth2Config | None, *, persist_authorization: bool) -> str:
    """The page with these elements for script and style."""
    login = ""
    if oauth2_config is not None:
        given = oauth2_config.model_dump_json(exclude_none=True, exclude_unset=True)
        login = f"ui.initOAuth({_in_script(given)});"
    return _PAGE.format(
        style=style,
        script=script,
        spec=_in_script(spec),
        persist="true" if persist_authorization else "false",
        login=login,
    )


def script_link(url: str, integrity: str | None = None) -> str:
    """The element that loads a script, which must have this hash."""
    return f'<script src="{_attribute(url)}"{_checked(integrity)}></script>'


def style_link(url: str, integrity: str | None = None) -> str:
    """The element that loads a style sheet, which must have this hash."""
    return f'<link rel="stylesheet" type="text/css" href="{_attribute(url)}"{_checked(integrity)}>'


def _checked(integrity: str | None) -> str:
    return f' integrity="{integrity}" crossorigin="anonymous"' if integrity else ""


def _attribute(text: str) -> str:
    return text.replace("&", "&amp;").replace('"', "&quot;").replace("<", "&lt;")


def _in_script(json_text: str) -> str:
    """JSON that cannot end the script element it stands in, whatever its texts say."""
    return json_text.replace("<", "\\u003c")
