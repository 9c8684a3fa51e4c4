"""How the Swagger page logs in with OAuth 2."""

# pydantic reads these annotations at run time.
# ruff: noqa: TC003

from __future__ import annotations

from collections.abc import Sequence

from pydantic import BaseModel, ConfigDict, Field, field_validator

from aws_lambda_powertools.shared.functions import powertools_dev_is_set


class OAuth2Config(BaseModel):
    """What the page knows before somebody logs in; the client secret is for development only (POWERTOOLS_DEV)."""

    model_config = ConfigDict(extra="allow", defer_build=True)

    clientId: str | None = Field(default=None, alias="client_id")
    clientSecret: str | None = Field(default=None, alias="client_secret")
    realm: str | None = None
    appName: str = Field(alias="app_name")
    scopes: Sequence[str] = Field(default=[])
    additionalQueryStringParams: dict[str, str] = Field(default={}, alias="additional_query_string_params")
    useBasicAuthenticationWithAccessCodeGrant: bool = Field(
        default=False, alias="use_basic_authentication_with_access_code_grant"
    )
    usePkceWithAuthorizationCodeGrant: bool = Field(default=False, alias="use_pkce_with_authorization_code_grant")

    @field_validator("clientSecret")
    @classmethod
    def client_secret_only_on_dev(cls, secret: str | None) -> str | None:
        """Everybody who opens the page can read the secret."""
        if secret and not powertools_dev_is_set():
            raise ValueError("client_secret stands in the page for everybody to read; set POWERTOOLS_DEV to allow it")
        return secret


_REDIRECT = """\
<!DOCTYPE html>
<html lang="en">
<head>
  <meta charset="utf-8">
  <title>Swagger UI: OAuth2 Redirect</title>
</head>
<body>
  <script>
    "use strict";
    // The identity provider has sent the browser here. Swagger UI waits in the window that opened this one.
    window.addEventListener("DOMContentLoaded", () => {
      const waiting = window.opener.swaggerUIRedirectOauth2;
      const inHash = /code|token|error/.test(window.location.hash);
      const answer = Object.fromEntries(
        new URLSearchParams(inHash ? window.location.hash.slice(1).replace("?", "&") : window.location.search)
      );
      const auth = waiting.auth;
      const isOurs = answer.state === waiting.state;
      const takesCode = ["accessCode", "authorizationCode", "authorization_code"].includes(auth.schema.get("flow"));
      const tell = (level, message) => waiting.errCb({ authId: auth.name, source: "auth", level, message });

      if (!takesCode || auth.code) {
        waiting.callback({ auth, token: answer, isValid: isOurs, redirectUrl: waiting.redirectUrl });
      } else {
        if (!isOurs) tell("warning", "The state of the answer is not the one that was sent; somebody may interfere.");
        if (answer.code) {
          delete waiting.state;
          auth.code = answer.code;
          waiting.callback({ auth, redirectUrl: waiting.redirectUrl });
        } else {
          const why = [answer.error, answer.error_description, answer.error_uri].filter(Boolean).join(": ");
          tell("error", why || "The identity provider sent no authorization code.");
        }
      }
      window.close();
    });
  </script>
</body>
</html>
"""


def generate_oauth2_redirect_html() -> str:
    """The page to which an identity provider sends the browser back."""
    return _REDIRECT
