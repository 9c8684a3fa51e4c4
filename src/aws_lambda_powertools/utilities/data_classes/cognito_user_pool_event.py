"""Triggers of Cognito user pools. A trigger's answer is the event itself, with `response` filled in.

Source: https://docs.aws.amazon.com/cognito/latest/developerguide/cognito-user-pools-working-with-lambda-triggers.html
"""

from __future__ import annotations

from aws_lambda_powertools.utilities.data_classes._fields import field, item_list, kept_part
from aws_lambda_powertools.utilities.data_classes.common import DictWrapper

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any


class CallerContext(DictWrapper):
    """The client behind the request."""

    aws_sdk_version: str | None = field("awsSdkVersion", default=None)
    """The version of the AWS SDK that made the request."""
    client_id: str = field("clientId")
    """The id of the app client."""


class BaseTriggerEvent(DictWrapper):
    """What all triggers have in common."""

    version: str = field("version")
    """The version of the event."""
    region: str = field("region")
    """The region of the user pool."""
    user_pool_id: str = field("userPoolId")
    """The id of the user pool."""
    trigger_source: str = field("triggerSource")
    """What led to the event, such as `PreSignUp_AdminCreateUser`."""
    user_name: str = field("userName")
    """The name of the user."""
    caller_context: CallerContext = field("callerContext", CallerContext)
    """The client behind the request."""


class PreSignUpTriggerEventRequest(DictWrapper):
    """Who signs up."""

    user_attributes: dict[str, str] = field("userAttributes")
    """The attributes of the user."""
    validation_data: dict[str, str] = field("validationData", default_factory=dict)
    """What the client sent for validation only."""
    client_metadata: dict[str, str] = field("clientMetadata", default_factory=dict)
    """What the client sent for the trigger."""


class PreSignUpTriggerEventResponse(DictWrapper):
    """Which steps can be skipped; all are False until they are set."""

    auto_confirm_user: bool = field("autoConfirmUser", bool, default=False, writable=True)
    """Confirm the user without a message."""
    auto_verify_email: bool = field("autoVerifyEmail", bool, default=False, writable=True)
    """Take the email address as verified."""
    auto_verify_phone: bool = field("autoVerifyPhone", bool, default=False, writable=True)
    """Take the phone number as verified."""


class PreSignUpTriggerEvent(BaseTriggerEvent):
    """A user is about to sign up.

    Source: https://docs.aws.amazon.com/cognito/latest/developerguide/user-pool-lambda-pre-sign-up.html
    """

    request: PreSignUpTriggerEventRequest = field("request", PreSignUpTriggerEventRequest)
    """Who signs up."""
    response: PreSignUpTriggerEventResponse = field("response", PreSignUpTriggerEventResponse)
    """Which steps can be skipped."""


class PostConfirmationTriggerEventRequest(DictWrapper):
    """Who was confirmed."""

    user_attributes: dict[str, str] = field("userAttributes")
    """The attributes of the user."""
    client_metadata: dict[str, str] = field("clientMetadata", default_factory=dict)
    """What the client sent for the trigger."""


class PostConfirmationTriggerEvent(BaseTriggerEvent):
    """A user was confirmed, or has set a new password.

    Source: https://docs.aws.amazon.com/cognito/latest/developerguide/user-pool-lambda-post-confirmation.html
    """

    request: PostConfirmationTriggerEventRequest = field("request", PostConfirmationTriggerEventRequest)
    """Who was confirmed."""


class UserMigrationTriggerEventRequest(DictWrapper):
    """Who wants to sign in, or to set a new password."""

    _sensitive_properties = ("password",)

    password: str | None = field("password", default=None)
    """The password; None when the user has forgotten it."""
    validation_data: dict[str, str] = field("validationData", default_factory=dict)
    """What the client sent for validation only."""
    client_metadata: dict[str, str] = field("clientMetadata", default_factory=dict)
    """What the client sent for the trigger."""


class UserMigrationTriggerEventResponse(DictWrapper):
    """The user that is to be created; nothing is, unless `user_attributes` are set."""

    user_attributes: dict[str, str] = field("userAttributes", writable=True)
    """The attributes of the user."""
    final_user_status: str | None = field("finalUserStatus", default=None, writable=True)
    """`CONFIRMED`, or `RESET_REQUIRED` when a new password is to be set."""
    message_action: str | None = field("messageAction", default=None, writable=True)
    """`SUPPRESS` sends no welcome message."""
    desired_delivery_mediums: list[str] = field("desiredDeliveryMediums", default_factory=list, writable=True)
    """How the welcome message is sent: `EMAIL`, `SMS` or both."""
    force_alias_creation: bool | None = field("forceAliasCreation", default=None, writable=True)
    """Take an alias away from the user who has it."""
    enable_sms_mfa: bool | None = field("enableSMSMFA", default=None, writable=True)
    """Ask the user for a code by SMS."""


class UserMigrationTriggerEvent(BaseTriggerEvent):
    """Somebody wants to sign in whom the pool does not know.

    Source: https://docs.aws.amazon.com/cognito/latest/developerguide/user-pool-lambda-migrate-user.html
    """

    request: UserMigrationTriggerEventRequest = field("request", UserMigrationTriggerEventRequest)
    """Who it is."""
    response: UserMigrationTriggerEventResponse = field("response", UserMigrationTriggerEventResponse)
    """The user that is to be created."""


class CustomMessageTriggerEventRequest(DictWrapper):
    """What the message is about."""

    code_parameter: str = field("codeParameter")
    """The placeholder for the code; the message must hold it."""
    link_parameter: str | None = field("linkParameter", default=None)
    """The placeholder for the link to verify the user."""
    username_parameter: str | None = field("usernameParameter", default=None)
    """The placeholder for the user's name, for users whom an administrator creates."""
    user_attributes: dict[str, str] = field("userAttributes")
    """The attributes of the user."""
    client_metadata: dict[str, str] = field("clientMetadata", default_factory=dict)
    """What the client sent for the trigger."""


class CustomMessageTriggerEventResponse(DictWrapper):
    """The message; what is not set is as the pool says."""

    sms_message: str | None = field("smsMessage", default=None, writable=True)
    """The text by SMS."""
    email_message: str | None = field("emailMessage", default=None, writable=True)
    """The text by email."""
    email_subject: str | None = field("emailSubject", default=None, writable=True)
    """The subject of the email."""


class CustomMessageTriggerEvent(BaseTriggerEvent):
    """A message is about to be sent.

    Source: https://docs.aws.amazon.com/cognito/latest/developerguide/user-pool-lambda-custom-message.html
    """

    request: CustomMessageTriggerEventRequest = field("request", CustomMessageTriggerEventRequest)
    """What it is about."""
    response: CustomMessageTriggerEventResponse = field("response", CustomMessageTriggerEventResponse)
    """The message."""


class PreAuthenticationTriggerEventRequest(DictWrapper):
    """Who wants to sign in."""

    user_not_found: bool | None = field("userNotFound", default=None)
    """Whether the pool does not know the user, where the client may not learn it."""
    user_attributes: dict[str, str] = field("userAttributes")
    """The attributes of the user."""
    validation_data: dict[str, str] = field("validationData", default_factory=dict)
    """What the client sent for validation only."""


class PreAuthenticationTriggerEvent(BaseTriggerEvent):
    """A user is about to sign in; an error keeps them out.

    Source: https://docs.aws.amazon.com/cognito/latest/developerguide/user-pool-lambda-pre-authentication.html
    """

    request: PreAuthenticationTriggerEventRequest = field("request", PreAuthenticationTriggerEventRequest)
    """Who it is."""


class PostAuthenticationTriggerEventRequest(DictWrapper):
    """Who has signed in."""

    new_device_used: bool = field("newDeviceUsed")
    """Whether the device is new, where the pool remembers devices."""
    user_attributes: dict[str, str] = field("userAttributes")
    """The attributes of the user."""
    client_metadata: dict[str, str] = field("clientMetadata", default_factory=dict)
    """What the client sent for the trigger."""


class PostAuthenticationTriggerEvent(BaseTriggerEvent):
    """A user has signed in.

    Source: https://docs.aws.amazon.com/cognito/latest/developerguide/user-pool-lambda-post-authentication.html
    """

    request: PostAuthenticationTriggerEventRequest = field("request", PostAuthenticationTriggerEventRequest)
    """Who it is."""


class GroupOverrideDetails(DictWrapper):
    """The groups and roles of a user."""

    groups_to_override: list[str] = field("groupsToOverride", default_factory=list)
    """The groups of the user."""
    iam_roles_to_override: list[str] = field("iamRolesToOverride", default_factory=list)
    """The IAM roles of those groups."""
    preferred_role: str | None = field("preferredRole", default=None)
    """The role that the user takes."""


class PreTokenGenerationTriggerEventRequest(DictWrapper):
    """For whom the tokens are."""

    group_configuration: GroupOverrideDetails = field("groupConfiguration", GroupOverrideDetails)
    """The groups and roles of the user."""
    user_attributes: dict[str, str] = field("userAttributes", default_factory=dict)
    """The attributes of the user."""
    client_metadata: dict[str, str] = field("clientMetadata", default_factory=dict)
    """What the client sent for the trigger."""


class PreTokenGenerationTriggerV2EventRequest(PreTokenGenerationTriggerEventRequest):
    """For whom the tokens are, and what the access token may do."""

    scopes: list[str] = field("scopes", default_factory=list)
    """The scopes of the access token."""


class ClaimsOverrideBase(DictWrapper):
    """Changes of a token's claims."""

    claims_to_add_or_override: dict[str, str] = field("claimsToAddOrOverride", default_factory=dict, writable=True)
    """Claims that are put into the token."""
    claims_to_suppress: list[str] = field("claimsToSuppress", default_factory=list, writable=True)
    """Claims that are left out of it."""


class GroupConfigurationBase(DictWrapper):
    """Changes of a user's groups and roles."""

    @property
    def group_configuration(self) -> GroupOverrideDetails | None:
        """The groups and roles that are set; None when none are."""
        data = self._data.get("groupOverrideDetails")
        return None if data is None else kept_part(self, "groupOverrideDetails", data, GroupOverrideDetails)

    @group_configuration.setter
    def group_configuration(self, value: dict[str, Any]) -> None:
        self._data["groupOverrideDetails"] = value

    def set_group_configuration_groups_to_override(self, value: list[str]) -> None:
        """Set the groups of the user."""
        self._groups()["groupsToOverride"] = value

    def set_group_configuration_iam_roles_to_override(self, value: list[str]) -> None:
        """Set the IAM roles of the user's groups."""
        self._groups()["iamRolesToOverride"] = value

    def set_group_configuration_preferred_role(self, value: str) -> None:
        """Set the role that the user takes."""
        self._groups()["preferredRole"] = value

    def _groups(self) -> dict[str, Any]:
        return _filled_in(self._data, "groupOverrideDetails")


class ClaimsOverrideDetails(ClaimsOverrideBase, GroupConfigurationBase):
    """Changes of the id token."""


class TokenClaimsAndScopeOverrideDetails(ClaimsOverrideBase):
    """Changes of one token."""

    scopes_to_add: list[str] = field("scopesToAdd", default_factory=list, writable=True)
    """Scopes that are put into the access token."""
    scopes_to_suppress: list[str] = field("scopesToSuppress", default_factory=list, writable=True)
    """Scopes that are left out of it."""


class ClaimsAndScopeOverrideDetails(GroupConfigurationBase):
    """Changes of both tokens."""

    @property
    def id_token_generation(self) -> TokenClaimsAndScopeOverrideDetails:
        """Changes of the id token; reading them makes place for them in the answer."""
        return self._changes("idTokenGeneration")

    @id_token_generation.setter
    def id_token_generation(self, value: dict[str, Any]) -> None:
        self._data["idTokenGeneration"] = value

    @property
    def access_token_generation(self) -> TokenClaimsAndScopeOverrideDetails:
        """Changes of the access token; reading them makes place for them in the answer."""
        return self._changes("accessTokenGeneration")

    @access_token_generation.setter
    def access_token_generation(self, value: dict[str, Any]) -> None:
        self._data["accessTokenGeneration"] = value

    def _changes(self, key: str) -> TokenClaimsAndScopeOverrideDetails:
        return kept_part(self, key, _filled_in(self._data, key), TokenClaimsAndScopeOverrideDetails)


class PreTokenGenerationTriggerEventResponse(DictWrapper):
    """Changes of the id token."""

    @property
    def claims_override_details(self) -> ClaimsOverrideDetails:
        """The changes; reading them makes place for them in the answer."""
        key = "claimsOverrideDetails"
        return kept_part(self, key, _filled_in(self._data, key), ClaimsOverrideDetails)


class PreTokenGenerationTriggerV2EventResponse(DictWrapper):
    """Changes of both tokens."""

    @property
    def claims_scope_override_details(self) -> ClaimsAndScopeOverrideDetails:
        """The changes; reading them makes place for them in the answer."""
        key = "claimsAndScopeOverrideDetails"
        return kept_part(self, key, _filled_in(self._data, key), ClaimsAndScopeOverrideDetails)


def _filled_in(data: dict[str, Any], key: str) -> dict[str, Any]:
    """The dict below a key, which is put there where there is none."""
    if data.get(key) is None:
        data[key] = {}
    found: dict[str, Any] = data[key]
    return found


class PreTokenGenerationTriggerEvent(BaseTriggerEvent):
    """Tokens are about to be issued; the id token can be changed.

    Source: https://docs.aws.amazon.com/cognito/latest/developerguide/user-pool-lambda-pre-token-generation.html
    """

    request: PreTokenGenerationTriggerEventRequest = field("request", PreTokenGenerationTriggerEventRequest)
    """For whom they are."""
    response: PreTokenGenerationTriggerEventResponse = field("response", PreTokenGenerationTriggerEventResponse)
    """Changes of the id token."""


class PreTokenGenerationV2TriggerEvent(BaseTriggerEvent):
    """Tokens are about to be issued; both can be changed (versions 2 and 3 of the event).

    Source: https://docs.aws.amazon.com/cognito/latest/developerguide/user-pool-lambda-pre-token-generation.html
    """

    request: PreTokenGenerationTriggerV2EventRequest = field("request", PreTokenGenerationTriggerV2EventRequest)
    """For whom they are."""
    response: PreTokenGenerationTriggerV2EventResponse = field("response", PreTokenGenerationTriggerV2EventResponse)
    """Changes of both tokens."""


class ChallengeResult(DictWrapper):
    """A challenge that the user has met before."""

    challenge_name: str = field("challengeName")
    """The name of the challenge, such as `CUSTOM_CHALLENGE` or `SRP_A`."""
    challenge_result: bool = field("challengeResult", bool)
    """Whether the user met it."""
    challenge_metadata: str | None = field("challengeMetadata", default=None)
    """What the function called the challenge when it made it."""


class DefineAuthChallengeTriggerEventRequest(DictWrapper):
    """How far the user has come."""

    user_attributes: dict[str, str] = field("userAttributes")
    """The attributes of the user."""
    user_not_found: bool | None = field("userNotFound", default=None)
    """Whether the pool does not know the user, where the client may not learn it."""
    session: list[ChallengeResult] = item_list("session", ChallengeResult)
    """The challenges so far."""
    client_metadata: dict[str, str] = field("clientMetadata", default_factory=dict)
    """What the client sent for the trigger."""


class DefineAuthChallengeTriggerEventResponse(DictWrapper):
    """What comes next; both flags are False until they are set."""

    challenge_name: str | None = field("challengeName", default=None, writable=True)
    """The next challenge."""
    fail_authentication: bool = field("failAuthentication", bool, default=False, writable=True)
    """Give up."""
    issue_tokens: bool = field("issueTokens", bool, default=False, writable=True)
    """Let the user in."""


class DefineAuthChallengeTriggerEvent(BaseTriggerEvent):
    """The next challenge is to be chosen.

    Source: https://docs.aws.amazon.com/cognito/latest/developerguide/user-pool-lambda-define-auth-challenge.html
    """

    request: DefineAuthChallengeTriggerEventRequest = field("request", DefineAuthChallengeTriggerEventRequest)
    """How far the user has come."""
    response: DefineAuthChallengeTriggerEventResponse = field("response", DefineAuthChallengeTriggerEventResponse)
    """What comes next."""


class CreateAuthChallengeTriggerEventRequest(DictWrapper):
    """The challenge that was chosen."""

    user_attributes: dict[str, str] = field("userAttributes")
    """The attributes of the user."""
    user_not_found: bool | None = field("userNotFound", default=None)
    """Whether the pool does not know the user, where the client may not learn it."""
    challenge_name: str = field("challengeName")
    """The name of the challenge."""
    session: list[ChallengeResult] = item_list("session", ChallengeResult)
    """The challenges so far."""
    client_metadata: dict[str, str] = field("clientMetadata", default_factory=dict)
    """What the client sent for the trigger."""


class CreateAuthChallengeTriggerEventResponse(DictWrapper):
    """The challenge."""

    _sensitive_properties = ("private_challenge_parameters",)

    public_challenge_parameters: dict[str, str] = field("publicChallengeParameters", writable=True)
    """What the client is told."""
    private_challenge_parameters: dict[str, str] = field("privateChallengeParameters", writable=True)
    """What only the trigger that verifies the answer is told."""
    challenge_metadata: str | None = field("challengeMetadata", default=None, writable=True)
    """What the challenge is called in `session`."""


class CreateAuthChallengeTriggerEvent(BaseTriggerEvent):
    """A challenge is to be made.

    Source: https://docs.aws.amazon.com/cognito/latest/developerguide/user-pool-lambda-create-auth-challenge.html
    """

    request: CreateAuthChallengeTriggerEventRequest = field("request", CreateAuthChallengeTriggerEventRequest)
    """The challenge that was chosen."""
    response: CreateAuthChallengeTriggerEventResponse = field("response", CreateAuthChallengeTriggerEventResponse)
    """The challenge."""


class VerifyAuthChallengeResponseTriggerEventRequest(DictWrapper):
    """The user's answer, and what it is held against."""

    _sensitive_properties = ("private_challenge_parameters", "challenge_answer")

    user_attributes: dict[str, str] = field("userAttributes")
    """The attributes of the user."""
    private_challenge_parameters: dict[str, str] = field("privateChallengeParameters")
    """What the trigger that made the challenge left for this one."""
    challenge_answer: Any = field("challengeAnswer")
    """The user's answer."""
    client_metadata: dict[str, str] = field("clientMetadata", default_factory=dict)
    """What the client sent for the trigger."""
    user_not_found: bool | None = field("userNotFound", default=None)
    """Whether the pool does not know the user, where the client may not learn it."""


class VerifyAuthChallengeResponseTriggerEventResponse(DictWrapper):
    """The verdict; False until it is set."""

    answer_correct: bool = field("answerCorrect", bool, default=False, writable=True)
    """Whether the answer is right."""


class VerifyAuthChallengeResponseTriggerEvent(BaseTriggerEvent):
    """The answer to a challenge is to be verified.

    Source: https://docs.aws.amazon.com/cognito/latest/developerguide/user-pool-lambda-verify-auth-challenge-response.html
    """

    request: VerifyAuthChallengeResponseTriggerEventRequest = field(
        "request", VerifyAuthChallengeResponseTriggerEventRequest
    )
    """The user's answer."""
    response: VerifyAuthChallengeResponseTriggerEventResponse = field(
        "response", VerifyAuthChallengeResponseTriggerEventResponse
    )
    """The verdict."""


class CustomEmailSenderTriggerEventRequest(DictWrapper):
    """What is to be sent."""

    _sensitive_properties = ("code",)

    type: str = field("type")
    """The version of the request, such as `customEmailSenderRequestV1`."""
    code: str | None = field("code", default=None)
    """The code, encrypted with the pool's KMS key and in base64; None for messages without one."""
    user_attributes: dict[str, str] = field("userAttributes")
    """The attributes of the user."""
    client_metadata: dict[str, str] = field("clientMetadata", default_factory=dict)
    """What the client sent for the trigger."""


class CustomEmailSenderTriggerEvent(BaseTriggerEvent):
    """An email is to be sent by the function.

    Source: https://docs.aws.amazon.com/cognito/latest/developerguide/user-pool-lambda-custom-email-sender.html
    """

    request: CustomEmailSenderTriggerEventRequest = field("request", CustomEmailSenderTriggerEventRequest)
    """What is to be sent."""


class CustomSMSSenderTriggerEventRequest(DictWrapper):
    """What is to be sent."""

    _sensitive_properties = ("code",)

    type: str = field("type")
    """The version of the request, such as `customSMSSenderRequestV1`."""
    code: str | None = field("code", default=None)
    """The code, encrypted with the pool's KMS key and in base64; None for messages without one."""
    user_attributes: dict[str, str] = field("userAttributes", default_factory=dict)
    """The attributes of the user."""
    client_metadata: dict[str, str] = field("clientMetadata", default_factory=dict)
    """What the client sent for the trigger."""


class CustomSMSSenderTriggerEvent(BaseTriggerEvent):
    """An SMS is to be sent by the function.

    Source: https://docs.aws.amazon.com/cognito/latest/developerguide/user-pool-lambda-custom-sms-sender.html
    """

    request: CustomSMSSenderTriggerEventRequest = field("request", CustomSMSSenderTriggerEventRequest)
    """What is to be sent."""
