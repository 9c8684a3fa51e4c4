"""Triggers of Cognito user pools."""

from __future__ import annotations

from operator import attrgetter

import pytest

from aws_lambda_powertools.utilities.data_classes.cognito_user_pool_event import (
    CreateAuthChallengeTriggerEvent,
    CustomEmailSenderTriggerEvent,
    CustomMessageTriggerEvent,
    CustomSMSSenderTriggerEvent,
    DefineAuthChallengeTriggerEvent,
    PostAuthenticationTriggerEvent,
    PreAuthenticationTriggerEvent,
    PreSignUpTriggerEvent,
    PreTokenGenerationTriggerEvent,
    PreTokenGenerationV2TriggerEvent,
    UserMigrationTriggerEvent,
    VerifyAuthChallengeResponseTriggerEvent,
)


@pytest.mark.parametrize(
    ("name", "kind", "attribute", "value"),
    [
        ("cognitoPreSignUpEvent", PreSignUpTriggerEvent, "caller_context.aws_sdk_version", "awsSdkVersion"),
        ("cognitoPreSignUpEvent", PreSignUpTriggerEvent, "caller_context.client_id", "clientId"),
        ("cognitoPreSignUpEvent", PreSignUpTriggerEvent, "region", "us-east-1"),
        ("cognitoPreSignUpEvent", PreSignUpTriggerEvent, "response.auto_confirm_user", False),
        ("cognitoPreSignUpEvent", PreSignUpTriggerEvent, "response.auto_verify_email", False),
        ("cognitoPreSignUpEvent", PreSignUpTriggerEvent, "response.auto_verify_phone", False),
        ("cognitoPreSignUpEvent", PreSignUpTriggerEvent, "trigger_source", "PreSignUp_SignUp"),
        ("cognitoPreSignUpEvent", PreSignUpTriggerEvent, "user_name", "userName"),
        ("cognitoPreSignUpEvent", PreSignUpTriggerEvent, "user_pool_id", "string"),
        ("cognitoPreSignUpEvent", PreSignUpTriggerEvent, "version", "string"),
        ("cognitoUserMigrationEvent", UserMigrationTriggerEvent, "request.password", "password"),
        ("cognitoUserMigrationEvent", UserMigrationTriggerEvent, "response.enable_sms_mfa", None),
        ("cognitoUserMigrationEvent", UserMigrationTriggerEvent, "response.final_user_status", None),
        ("cognitoUserMigrationEvent", UserMigrationTriggerEvent, "response.force_alias_creation", None),
        ("cognitoUserMigrationEvent", UserMigrationTriggerEvent, "response.message_action", None),
        ("cognitoCustomMessageEvent", CustomMessageTriggerEvent, "request.code_parameter", "####"),
        ("cognitoCustomMessageEvent", CustomMessageTriggerEvent, "request.link_parameter", "{##Click Here##}"),
        ("cognitoCustomMessageEvent", CustomMessageTriggerEvent, "request.username_parameter", "username"),
        ("cognitoCustomMessageEvent", CustomMessageTriggerEvent, "response.email_message", None),
        ("cognitoCustomMessageEvent", CustomMessageTriggerEvent, "response.email_subject", None),
        ("cognitoCustomMessageEvent", CustomMessageTriggerEvent, "response.sms_message", None),
        ("cognitoPreAuthenticationEvent", PreAuthenticationTriggerEvent, "request.user_not_found", None),
        ("cognitoPostAuthenticationEvent", PostAuthenticationTriggerEvent, "request.new_device_used", True),
        (
            "cognitoPreTokenGenerationEvent",
            PreTokenGenerationTriggerEvent,
            "request.group_configuration.preferred_role",
            None,
        ),
        (
            "cognitoPreTokenGenerationEvent",
            PreTokenGenerationTriggerEvent,
            "response.claims_override_details.group_configuration",
            None,
        ),
        ("cognitoDefineAuthChallengeEvent", DefineAuthChallengeTriggerEvent, "request.user_not_found", True),
        ("cognitoDefineAuthChallengeEvent", DefineAuthChallengeTriggerEvent, "response.challenge_name", None),
        ("cognitoDefineAuthChallengeEvent", DefineAuthChallengeTriggerEvent, "response.fail_authentication", False),
        ("cognitoDefineAuthChallengeEvent", DefineAuthChallengeTriggerEvent, "response.issue_tokens", False),
        (
            "cognitoCreateAuthChallengeEvent",
            CreateAuthChallengeTriggerEvent,
            "request.challenge_name",
            "PASSWORD_VERIFIER",
        ),
        ("cognitoCreateAuthChallengeEvent", CreateAuthChallengeTriggerEvent, "request.user_not_found", False),
        ("cognitoCreateAuthChallengeEvent", CreateAuthChallengeTriggerEvent, "response.challenge_metadata", None),
        (
            "cognitoVerifyAuthChallengeResponseEvent",
            VerifyAuthChallengeResponseTriggerEvent,
            "request.challenge_answer",
            "challengeAnswer",
        ),
        (
            "cognitoVerifyAuthChallengeResponseEvent",
            VerifyAuthChallengeResponseTriggerEvent,
            "request.user_not_found",
            True,
        ),
        (
            "cognitoVerifyAuthChallengeResponseEvent",
            VerifyAuthChallengeResponseTriggerEvent,
            "response.answer_correct",
            False,
        ),
        ("cognitoCustomEmailSenderEvent", CustomEmailSenderTriggerEvent, "request.code", "someCode"),
        ("cognitoCustomEmailSenderEvent", CustomEmailSenderTriggerEvent, "request.type", "customEmailSenderRequestV1"),
        ("cognitoCustomSMSSenderEvent", CustomSMSSenderTriggerEvent, "request.code", "someCode"),
        ("cognitoCustomSMSSenderEvent", CustomSMSSenderTriggerEvent, "request.type", "customEmailSenderRequestV1"),
    ],
)
def test_a_trigger(event, name, kind, attribute, value):
    assert attrgetter(attribute)(kind(event(name))) == value


def test_maps_and_lists_of_requests(event):
    sign_up = PreSignUpTriggerEvent(event("cognitoPreSignUpEvent")).request
    assert sign_up.user_attributes["email"] == "user@example.com"
    assert sign_up.validation_data == sign_up.client_metadata == {}
    define = DefineAuthChallengeTriggerEvent(event("cognitoDefineAuthChallengeEvent")).request
    (password, captcha) = define.session
    assert (password.challenge_name, password.challenge_result) == ("PASSWORD_VERIFIER", True)
    assert password.challenge_metadata is None
    assert captcha.challenge_metadata == "CAPTCHA_CHALLENGE"
    assert define.session is define.session


# --- Answers ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("kind", "attribute", "key", "value", "unset"),
    [
        (PreSignUpTriggerEvent, "auto_confirm_user", "autoConfirmUser", True, False),
        (PreSignUpTriggerEvent, "auto_verify_email", "autoVerifyEmail", True, False),
        (PreSignUpTriggerEvent, "auto_verify_phone", "autoVerifyPhone", True, False),
        (UserMigrationTriggerEvent, "final_user_status", "finalUserStatus", "CONFIRMED", None),
        (UserMigrationTriggerEvent, "message_action", "messageAction", "SUPPRESS", None),
        (UserMigrationTriggerEvent, "desired_delivery_mediums", "desiredDeliveryMediums", ["EMAIL"], []),
        (UserMigrationTriggerEvent, "force_alias_creation", "forceAliasCreation", True, None),
        (UserMigrationTriggerEvent, "enable_sms_mfa", "enableSMSMFA", True, None),
        (CustomMessageTriggerEvent, "sms_message", "smsMessage", "{####}", None),
        (CustomMessageTriggerEvent, "email_message", "emailMessage", "<b>{####}</b>", None),
        (CustomMessageTriggerEvent, "email_subject", "emailSubject", "Code", None),
        (DefineAuthChallengeTriggerEvent, "challenge_name", "challengeName", "CUSTOM_CHALLENGE", None),
        (DefineAuthChallengeTriggerEvent, "fail_authentication", "failAuthentication", True, False),
        (DefineAuthChallengeTriggerEvent, "issue_tokens", "issueTokens", True, False),
        (CreateAuthChallengeTriggerEvent, "challenge_metadata", "challengeMetadata", "CAPTCHA", None),
        (VerifyAuthChallengeResponseTriggerEvent, "answer_correct", "answerCorrect", True, False),
    ],
)
def test_an_answer_is_set_in_the_event(kind, attribute, key, value, unset):
    raw = {"response": {key: None}}
    response = kind(raw).response
    assert getattr(kind({"response": {}}).response, attribute) == unset
    setattr(response, attribute, value)
    assert raw == {"response": {key: value}}
    assert getattr(response, attribute) == value


@pytest.mark.parametrize(
    ("kind", "attribute", "key"),
    [
        (UserMigrationTriggerEvent, "user_attributes", "userAttributes"),
        (CreateAuthChallengeTriggerEvent, "public_challenge_parameters", "publicChallengeParameters"),
        (CreateAuthChallengeTriggerEvent, "private_challenge_parameters", "privateChallengeParameters"),
    ],
)
def test_maps_that_must_be_set_before_they_are_read(kind, attribute, key):
    raw = {"response": {}}
    response = kind(raw).response
    with pytest.raises(KeyError, match=f"response.{key}"):
        getattr(response, attribute)
    setattr(response, attribute, {"a": "b"})
    assert raw == {"response": {key: {"a": "b"}}}


@pytest.mark.parametrize("answer", [{}, {"claimsOverrideDetails": None}])
def test_changes_of_the_id_token(answer):
    raw = {"response": answer}
    changes = PreTokenGenerationTriggerEvent(raw).response.claims_override_details
    assert changes.claims_to_add_or_override == {}
    assert changes.claims_to_suppress == []
    assert changes.group_configuration is None
    changes.claims_to_add_or_override = {"tenant": "a"}
    changes.claims_to_suppress = ["email"]
    changes.set_group_configuration_groups_to_override(["admins"])
    changes.set_group_configuration_iam_roles_to_override(["role"])
    changes.set_group_configuration_preferred_role("role")
    assert raw["response"]["claimsOverrideDetails"] == {
        "claimsToAddOrOverride": {"tenant": "a"},
        "claimsToSuppress": ["email"],
        "groupOverrideDetails": {
            "groupsToOverride": ["admins"],
            "iamRolesToOverride": ["role"],
            "preferredRole": "role",
        },
    }
    assert changes.group_configuration.groups_to_override == ["admins"]
    assert changes.group_configuration.iam_roles_to_override == ["role"]
    assert changes.group_configuration.preferred_role == "role"
    assert changes.group_configuration is changes.group_configuration


def test_groups_as_a_whole():
    raw = {"response": {}}
    changes = PreTokenGenerationTriggerEvent(raw).response.claims_override_details
    changes.group_configuration = {"groupsToOverride": ["a"]}
    assert changes.group_configuration.groups_to_override == ["a"]
    changes.group_configuration = {"groupsToOverride": ["b"]}
    assert changes.group_configuration.groups_to_override == ["b"]
    raw["response"]["claimsOverrideDetails"]["groupOverrideDetails"] = None
    assert changes.group_configuration is None
    changes.set_group_configuration_preferred_role("role")
    assert changes.group_configuration.preferred_role == "role"


def test_changes_of_both_tokens(event):
    raw = event("cognitoPreTokenV2GenerationEvent")
    trigger = PreTokenGenerationV2TriggerEvent(raw)
    assert trigger.request.scopes == ["aws.cognito.signin.user.admin"]
    changes = trigger.response.claims_scope_override_details
    changes.id_token_generation.claims_to_suppress = ["email"]
    changes.access_token_generation.scopes_to_add = ["orders.read"]
    changes.access_token_generation.scopes_to_suppress = ["openid"]
    changes.set_group_configuration_groups_to_override(["admins"])
    assert raw["response"]["claimsAndScopeOverrideDetails"] == {
        "idTokenGeneration": {"claimsToSuppress": ["email"]},
        "accessTokenGeneration": {"scopesToAdd": ["orders.read"], "scopesToSuppress": ["openid"]},
        "groupOverrideDetails": {"groupsToOverride": ["admins"]},
    }
    changes.id_token_generation = {"scopesToAdd": ["a"]}
    changes.access_token_generation = {"scopesToAdd": ["b"]}
    assert changes.id_token_generation.scopes_to_add == ["a"]
    assert changes.access_token_generation.scopes_to_add == ["b"]
    assert changes.access_token_generation.scopes_to_suppress == []


@pytest.mark.parametrize(
    ("kind", "request_"),
    [
        (UserMigrationTriggerEvent, {"password": "hunter2"}),
        (VerifyAuthChallengeResponseTriggerEvent, {"challengeAnswer": "hunter2"}),
        (VerifyAuthChallengeResponseTriggerEvent, {"privateChallengeParameters": {"answer": "hunter2"}}),
        (CustomEmailSenderTriggerEvent, {"code": "hunter2"}),
        (CustomSMSSenderTriggerEvent, {"code": "hunter2"}),
    ],
)
def test_secrets_are_not_shown(kind, request_):
    assert "hunter2" not in str(kind({"request": request_}))
