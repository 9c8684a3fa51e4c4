"""What the user pools of Cognito call functions for.

Source: https://docs.aws.amazon.com/cognito/latest/developerguide/cognito-user-pools-working-with-lambda-triggers.html
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from aws_lambda_powertools.testing.events._values import REGION, base64_text, identifier

ATTRIBUTES = {
    "sub": identifier("cognito user"),
    "email_verified": "true",
    "cognito:user_status": "CONFIRMED",
    "name": "Jane Doe",
    "email": "jane@example.com",
}
"""The user, unless a test wants another one."""

Attributes = Mapping[str, str]
Metadata = Mapping[str, str]


def cognito_pre_sign_up(
    attributes: Attributes | None = None,
    *,
    source: str = "SignUp",
    user_name: str = "jane",
    validation_data: Metadata | None = None,
    client_metadata: Metadata | None = None,
) -> dict[str, Any]:
    """Somebody signs up; `source` may be AdminCreateUser or ExternalProvider too."""
    request = {"userAttributes": _attributes(attributes), **_said(client_metadata, validationData=validation_data)}
    response = {"autoConfirmUser": False, "autoVerifyEmail": False, "autoVerifyPhone": False}
    return _trigger("PreSignUp", source, user_name, request, response)


def cognito_post_confirmation(
    attributes: Attributes | None = None,
    *,
    source: str = "ConfirmSignUp",
    user_name: str = "jane",
    client_metadata: Metadata | None = None,
) -> dict[str, Any]:
    """A user was confirmed, or with ConfirmForgotPassword has a new password."""
    request = {"userAttributes": _attributes(attributes), **_said(client_metadata)}
    return _trigger("PostConfirmation", source, user_name, request)


def cognito_pre_authentication(
    attributes: Attributes | None = None,
    *,
    user_name: str = "jane",
    user_not_found: bool = False,
    validation_data: Metadata | None = None,
) -> dict[str, Any]:
    """A user wants to sign in."""
    request = {
        "userAttributes": _attributes(attributes),
        **_said(None, validationData=validation_data),
        "userNotFound": user_not_found,
    }
    return _trigger("PreAuthentication", "Authentication", user_name, request)


def cognito_post_authentication(
    attributes: Attributes | None = None,
    *,
    user_name: str = "jane",
    new_device: bool = False,
    client_metadata: Metadata | None = None,
) -> dict[str, Any]:
    """A user has signed in."""
    request = {"userAttributes": _attributes(attributes), "newDeviceUsed": new_device, **_said(client_metadata)}
    return _trigger("PostAuthentication", "Authentication", user_name, request)


def cognito_pre_token_generation(
    attributes: Attributes | None = None,
    *,
    source: str = "Authentication",
    user_name: str = "jane",
    groups: Sequence[str] = (),
    roles: Sequence[str] = (),
    preferred_role: str | None = None,
    client_metadata: Metadata | None = None,
) -> dict[str, Any]:
    """A token is about to be issued; `source` is Authentication, RefreshTokens, HostedAuth, NewPasswordChallenge, ...

    Version 1 of the event, which changes identity tokens only.
    """
    request = _token_request(attributes, groups, roles, preferred_role, client_metadata)
    return _trigger("TokenGeneration", source, user_name, request)


def cognito_pre_token_generation_v2(
    attributes: Attributes | None = None,
    *,
    source: str = "Authentication",
    user_name: str = "jane",
    groups: Sequence[str] = (),
    roles: Sequence[str] = (),
    preferred_role: str | None = None,
    scopes: Sequence[str] = ("aws.cognito.signin.user.admin",),
    client_metadata: Metadata | None = None,
    version: str = "2",
) -> dict[str, Any]:
    """The same in version 2 or 3 of the event, which also change access tokens."""
    request = _token_request(attributes, groups, roles, preferred_role, client_metadata)
    return _trigger("TokenGeneration", source, user_name, {**request, "scopes": list(scopes)}, version=version)


def cognito_user_migration(
    password: str | None = "secret-of-nobody",  # noqa: S107  # as it says
    *,
    source: str = "Authentication",
    user_name: str = "jane@example.com",
    validation_data: Metadata | None = None,
    client_metadata: Metadata | None = None,
) -> dict[str, Any]:
    """Somebody whom the pool does not know signs in, or with ForgotPassword has forgotten the password."""
    secret = {} if password is None else {"password": password}
    request = {**secret, **_said(client_metadata, validationData=validation_data)}
    response: dict[str, Any] = dict.fromkeys(
        ("userAttributes", "forceAliasCreation", "finalUserStatus", "messageAction", "desiredDeliveryMediums")
    )
    return _trigger("UserMigration", source, user_name, request, response)


def cognito_custom_message(
    attributes: Attributes | None = None,
    *,
    source: str = "SignUp",
    user_name: str = "jane",
    client_metadata: Metadata | None = None,
) -> dict[str, Any]:
    """A message is about to be sent; `source` is SignUp, AdminCreateUser, ResendCode, ForgotPassword, ..."""
    request = {
        "userAttributes": _attributes(attributes),
        "codeParameter": "{####}",
        "linkParameter": "{##Click Here##}",
        "usernameParameter": user_name if source == "AdminCreateUser" else None,
        **_said(client_metadata),
    }
    response: dict[str, Any] = dict.fromkeys(("smsMessage", "emailMessage", "emailSubject"))
    return _trigger("CustomMessage", source, user_name, request, response)


def cognito_define_auth_challenge(
    attributes: Attributes | None = None,
    *,
    session: Sequence[Mapping[str, Any]] = (),
    user_name: str = "jane",
    user_not_found: bool = False,
    client_metadata: Metadata | None = None,
) -> dict[str, Any]:
    """What comes next when a user signs in by custom challenges; `session` are the challenges so far."""
    request = {
        "userAttributes": _attributes(attributes),
        "session": _challenges(session),
        "userNotFound": user_not_found,
        **_said(client_metadata),
    }
    response = {"challengeName": None, "issueTokens": None, "failAuthentication": None}
    return _trigger("DefineAuthChallenge", "Authentication", user_name, request, response)


def cognito_create_auth_challenge(
    attributes: Attributes | None = None,
    *,
    challenge: str = "CUSTOM_CHALLENGE",
    session: Sequence[Mapping[str, Any]] = (),
    user_name: str = "jane",
    user_not_found: bool = False,
    client_metadata: Metadata | None = None,
) -> dict[str, Any]:
    """A custom challenge is to be made."""
    request = {
        "userAttributes": _attributes(attributes),
        "challengeName": challenge,
        "session": _challenges(session),
        "userNotFound": user_not_found,
        **_said(client_metadata),
    }
    response = {"publicChallengeParameters": None, "privateChallengeParameters": None, "challengeMetadata": None}
    return _trigger("CreateAuthChallenge", "Authentication", user_name, request, response)


def cognito_verify_auth_challenge(
    answer: Any = "blue",
    *,
    expected: Mapping[str, str] | None = None,
    attributes: Attributes | None = None,
    user_name: str = "jane",
    user_not_found: bool = False,
    client_metadata: Metadata | None = None,
) -> dict[str, Any]:
    """A user has answered a challenge; `expected` are the private parameters of who made it."""
    request = {
        "userAttributes": _attributes(attributes),
        "privateChallengeParameters": dict({"answer": "blue"} if expected is None else expected),
        "challengeAnswer": answer,
        "userNotFound": user_not_found,
        **_said(client_metadata),
    }
    return _trigger("VerifyAuthChallengeResponse", "Authentication", user_name, request, {"answerCorrect": None})


def cognito_custom_email_sender(
    code: str | bytes = b"an encrypted code",
    *,
    attributes: Attributes | None = None,
    source: str = "SignUp",
    user_name: str = "jane",
    client_metadata: Metadata | None = None,
) -> dict[str, Any]:
    """A code is to be sent by mail; it is encrypted, and comes in base64."""
    return _sender("CustomEmailSender", code, attributes, source, user_name, client_metadata)


def cognito_custom_sms_sender(
    code: str | bytes = b"an encrypted code",
    *,
    attributes: Attributes | None = None,
    source: str = "SignUp",
    user_name: str = "jane",
    client_metadata: Metadata | None = None,
) -> dict[str, Any]:
    """A code is to be sent by SMS; it is encrypted, and comes in base64."""
    return _sender("CustomSMSSender", code, attributes, source, user_name, client_metadata)


# --- What they have in common ----------------------------------------------------------------------------------------


def _trigger(
    trigger: str,
    source: str,
    user_name: str,
    request: Mapping[str, Any],
    response: Mapping[str, Any] | None = None,
    *,
    version: str = "1",
) -> dict[str, Any]:
    return {
        "version": version,
        "triggerSource": f"{trigger}_{source.removeprefix(f'{trigger}_')}",
        "region": REGION,
        "userPoolId": f"{REGION}_example",
        "userName": user_name,
        "callerContext": {"awsSdkVersion": "aws-sdk-unknown-unknown", "clientId": "1example23456789"},
        "request": dict(request),
        "response": dict(response or {}),
    }


def _attributes(attributes: Attributes | None) -> dict[str, str]:
    return dict(ATTRIBUTES if attributes is None else attributes)


def _said(client_metadata: Metadata | None, **others: Metadata | None) -> dict[str, Any]:
    """What the client sent, as far as it did."""
    parts = {**others, "clientMetadata": client_metadata}
    return {name: dict(part) for name, part in parts.items() if part is not None}


def _challenges(session: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    return [{"challengeName": "CUSTOM_CHALLENGE", "challengeResult": True, **challenge} for challenge in session]


def _token_request(
    attributes: Attributes | None,
    groups: Sequence[str],
    roles: Sequence[str],
    preferred_role: str | None,
    client_metadata: Metadata | None,
) -> dict[str, Any]:
    return {
        "userAttributes": _attributes(attributes),
        "groupConfiguration": {
            "groupsToOverride": list(groups),
            "iamRolesToOverride": list(roles),
            "preferredRole": preferred_role,
        },
        **_said(client_metadata),
    }


def _sender(
    trigger: str,
    code: str | bytes,
    attributes: Attributes | None,
    source: str,
    user_name: str,
    client_metadata: Metadata | None,
) -> dict[str, Any]:
    request = {
        "type": f"c{trigger[1:]}RequestV1",
        "code": base64_text(code) if isinstance(code, bytes) else code,
        "userAttributes": _attributes(attributes),
        **_said(client_metadata),
    }
    return _trigger(trigger, source, user_name, request)
