"""What the user pools of Cognito call functions for.

Source: https://docs.aws.amazon.com/cognito/latest/developerguide/cognito-user-pools-working-with-lambda-triggers.html
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal, get_args

from pydantic import AliasChoices, Field, model_validator

from aws_lambda_powertools.utilities.parser import functions
from aws_lambda_powertools.utilities.parser.models._base import EventModel
from aws_lambda_powertools.utilities.parser.types import EmptyIfNull, KnownSoFar, Replaceable

if TYPE_CHECKING:
    from pydantic import ModelWrapValidatorHandler
    from typing_extensions import Self


PreSignUpSource = Literal["PreSignUp_SignUp", "PreSignUp_AdminCreateUser", "PreSignUp_ExternalProvider"]
PostConfirmationSource = Literal["PostConfirmation_ConfirmSignUp", "PostConfirmation_ConfirmForgotPassword"]
PreAuthenticationSource = Literal["PreAuthentication_Authentication"]
PostAuthenticationSource = Literal["PostAuthentication_Authentication"]
CustomEmailSenderSource = Literal[
    "CustomEmailSender_SignUp",
    "CustomEmailSender_ResendCode",
    "CustomEmailSender_ForgotPassword",
    "CustomEmailSender_UpdateUserAttribute",
    "CustomEmailSender_VerifyUserAttribute",
    "CustomEmailSender_AdminCreateUser",
    "CustomEmailSender_Authentication",
    "CustomEmailSender_AccountTakeOverNotification",
]
CustomSMSSenderSource = Literal[
    "CustomSMSSender_SignUp",
    "CustomSMSSender_ResendCode",
    "CustomSMSSender_ForgotPassword",
    "CustomSMSSender_UpdateUserAttribute",
    "CustomSMSSender_VerifyUserAttribute",
    "CustomSMSSender_AdminCreateUser",
    "CustomSMSSender_Authentication",
]
DefineAuthChallengeSource = Literal["DefineAuthChallenge_Authentication"]
CreateAuthChallengeSource = Literal["CreateAuthChallenge_Authentication"]
VerifyAuthChallengeResponseSource = Literal["VerifyAuthChallengeResponse_Authentication"]
OPEN: dict[Any, tuple[str, ...]] = {
    known: get_args(known)
    for known in (
        PreSignUpSource,
        PostConfirmationSource,
        PreAuthenticationSource,
        PostAuthenticationSource,
        CustomEmailSenderSource,
        CustomSMSSenderSource,
        DefineAuthChallengeSource,
        CreateAuthChallengeSource,
        VerifyAuthChallengeResponseSource,
    )
}
"""What is known so far. A subclass that names fewer sources wants no other."""


class CognitoCallerContextModel(EventModel):
    """Who called Cognito."""

    awsSdkVersion: str = Field(
        validation_alias=AliasChoices("awsSdkVersion", "awsSdk"),
        description="The version of the AWS SDK that made the request.",
        examples=["aws-sdk-unknown-unknown"],
    )
    clientId: str = Field(description="The id of the app client.", examples=["71ghuul37mresr7h373b704tua"])


class CognitoTriggerBaseSchema(EventModel):
    """What all triggers have."""

    version: str = Field(description="The version of the event.", examples=["1"])
    region: str = Field(description="The region of the user pool.", examples=["us-east-1", "us-west-2"])
    userPoolId: str = Field(description="The id of the user pool.", examples=["us-east-1_example"])
    userName: Replaceable[str | None] = Field(
        default=None, description="The name of the user.", examples=["UserName", "userName"]
    )
    callerContext: CognitoCallerContextModel = Field(description="The client behind the request.")

    @model_validator(mode="wrap")
    @classmethod
    def _of_a_newer_source(cls, values: Any, handler: ModelWrapValidatorHandler[Self]) -> Self:
        """Read an event of a source that the model does not know, if it is one of the same trigger."""
        source = values.get("triggerSource") if functions.is_mapping(values) else None
        field = cls.model_fields.get("triggerSource")
        sources = OPEN.get(field.annotation) if field else None
        if sources is None or source in sources or str(source).partition("_")[0] != sources[0].partition("_")[0]:
            return handler(values)
        read = handler({**values, "triggerSource": sources[0]})
        vars(read)["triggerSource"] = source
        return read


class CognitoPreSignupRequestModel(EventModel):
    """Who signs up."""

    userAttributes: dict[str, Any] = Field(description="The attributes of the user.")
    validationData: dict[str, Any] | None = Field(default=None, description="What the client sent for validation only.")
    clientMetadata: dict[str, Any] | None = Field(default=None, description="What the client sent for the trigger.")
    userNotFound: bool | None = Field(
        default=None, description="Whether the pool does not know the user, where the client may not learn it."
    )


class CognitoPreSignupResponseModel(EventModel):
    """What the function decides."""

    autoConfirmUser: bool | None = Field(default=False, description="Confirm the user without a message.")
    autoVerifyPhone: bool | None = Field(default=False, description="Take the phone number as verified.")
    autoVerifyEmail: bool | None = Field(default=False, description="Take the email address as verified.")


class CognitoPreSignupTriggerModel(CognitoTriggerBaseSchema):
    """Somebody signs up, is created by an administrator, or comes from another provider."""

    triggerSource: KnownSoFar[PreSignUpSource] = Field(
        description="What led to the event; newer ones may come.", examples=["PreSignUp_SignUp"]
    )
    request: CognitoPreSignupRequestModel = Field(description="Who signs up.")
    response: CognitoPreSignupResponseModel = Field(description="Which steps can be skipped.")


class CognitoPostConfirmationRequestModel(EventModel):
    """Who was confirmed."""

    userAttributes: dict[str, Any] = Field(
        description="The attributes of the user.", examples=[{"email": "user@example.com", "email_verified": True}]
    )
    clientMetadata: dict[str, Any] | None = Field(default=None, description="What the client sent for the trigger.")


class CognitoPostConfirmationTriggerModel(CognitoTriggerBaseSchema):
    """A user was confirmed, or has a new password."""

    triggerSource: KnownSoFar[PostConfirmationSource] = Field(
        description="What led to the event; newer ones may come.", examples=["PostConfirmation_ConfirmSignUp"]
    )
    request: CognitoPostConfirmationRequestModel = Field(description="Who was confirmed.")
    response: dict[str, Any] = Field(
        default_factory=dict, description="Nothing: Cognito takes no answer.", examples=[{}]
    )


class CognitoPreAuthenticationRequestModel(EventModel):
    """Who signs in."""

    userAttributes: dict[str, Any] = Field(description="The attributes of the user.")
    validationData: dict[str, Any] | None = Field(default=None, description="What the client sent for validation only.")
    userNotFound: bool | None = Field(
        default=None, description="Whether the pool does not know the user, where the client may not learn it."
    )


class CognitoPreAuthenticationTriggerModel(CognitoTriggerBaseSchema):
    """A user signs in."""

    triggerSource: KnownSoFar[PreAuthenticationSource] = Field(
        description="What led to the event; newer ones may come.", examples=["PreAuthentication_Authentication"]
    )
    request: CognitoPreAuthenticationRequestModel = Field(description="Who it is.")
    response: dict[str, Any] = Field(
        default_factory=dict, description="Nothing: Cognito takes no answer.", examples=[{}]
    )


class CognitoPostAuthenticationRequestModel(EventModel):
    """Who signed in."""

    userAttributes: dict[str, Any] = Field(
        description="The attributes of the user.", examples=[{"email": "post-auth@mail.com"}]
    )
    newDeviceUsed: bool | None = Field(
        default=None, description="Whether the device is new, where the pool remembers devices.", examples=[True]
    )
    clientMetadata: dict[str, Any] | None = Field(default=None, description="What the client sent for the trigger.")


class CognitoPostAuthenticationTriggerModel(CognitoTriggerBaseSchema):
    """A user has signed in."""

    triggerSource: KnownSoFar[PostAuthenticationSource] = Field(
        description="What led to the event; newer ones may come.", examples=["PostAuthentication_Authentication"]
    )
    request: CognitoPostAuthenticationRequestModel = Field(description="Who it is.")
    response: dict[str, Any] = Field(
        default_factory=dict, description="Nothing: Cognito takes no answer.", examples=[{}]
    )


class CognitoGroupConfigurationModel(EventModel):
    """The groups of a user."""

    groupsToOverride: EmptyIfNull[list[str]] = Field(
        default_factory=list, description="The groups of the user.", examples=[["admins"]]
    )
    iamRolesToOverride: EmptyIfNull[list[str]] = Field(
        default_factory=list,
        description="The IAM roles of those groups.",
        examples=[["arn:aws:iam::123456789012:role/admins"]],
    )
    preferredRole: str | None = Field(default=None, description="The role that the user takes.")


class CognitoPreTokenGenerationRequestModel(EventModel):
    """For whom tokens are issued."""

    userAttributes: dict[str, Any] = Field(description="The attributes of the user.")
    groupConfiguration: CognitoGroupConfigurationModel = Field(description="The groups and roles of the user.")
    clientMetadata: dict[str, Any] | None = Field(default=None, description="What the client sent for the trigger.")


class CognitoPreTokenGenerationTriggerModelV1(CognitoTriggerBaseSchema):
    """Tokens are issued (trigger version 1)."""

    triggerSource: str = Field(
        description="What led to the event.",
        examples=[
            "TokenGeneration_HostedAuth",
            "TokenGeneration_Authentication",
            "TokenGeneration_NewPasswordChallenge",
            "TokenGeneration_AuthenticateDevice",
            "TokenGeneration_RefreshTokens",
        ],
    )
    request: CognitoPreTokenGenerationRequestModel = Field(description="For whom they are.")
    response: dict[str, Any] = Field(default_factory=dict, description="Changes of both tokens.", examples=[{}])


class CognitoPreTokenGenerationRequestModelV2AndV3(CognitoPreTokenGenerationRequestModel):
    """For whom tokens are issued, and with which scopes."""

    scopes: list[str] | dict[str, Any] | None = Field(
        default=None, description="The scopes of the access token.", examples=[["openid", "orders/read"]]
    )


class CognitoPreTokenGenerationTriggerModelV2AndV3(CognitoTriggerBaseSchema):
    """Tokens are issued (trigger versions 2 and 3)."""

    triggerSource: str | None = Field(
        default=None,
        description="What led to the event.",
        examples=["TokenGeneration_Authentication", "TokenGeneration_ClientCredentials"],
    )
    request: CognitoPreTokenGenerationRequestModelV2AndV3 = Field(description="For whom they are.")
    response: dict[str, Any] = Field(default_factory=dict, description="Changes of both tokens.", examples=[{}])


class CognitoMigrateUserRequestModel(EventModel):
    """Who is unknown so far."""

    password: str | None = Field(
        default=None, description="The password; None when the user has forgotten it.", examples=["password"]
    )
    validationData: dict[str, Any] | None = Field(default=None, description="What the client sent for validation only.")
    clientMetadata: dict[str, Any] | None = Field(default=None, description="What the client sent for the trigger.")


class CognitoMigrateUserResponseModel(EventModel):
    """The user, as the function knows them."""

    userAttributes: dict[str, Any] | None = Field(default=None, description="The attributes of the user.")
    finalUserStatus: str | None = Field(
        default=None, description="`CONFIRMED`, or `RESET_REQUIRED` when a new password is to be set."
    )
    messageAction: str | None = Field(default=None, description="`SUPPRESS` sends no welcome message.")
    desiredDeliveryMediums: list[str] | None = Field(
        default=None, description="How the welcome message is sent: `EMAIL`, `SMS` or both."
    )
    forceAliasCreation: bool | None = Field(default=None, description="Take an alias away from the user who has it.")
    enableSMSMFA: bool | None = Field(default=None, description="Ask the user for a code by SMS.")


class CognitoMigrateUserTriggerModel(CognitoTriggerBaseSchema):
    """Somebody unknown signs in, or forgot a password."""

    userName: str = Field(description="The name of the user.")
    triggerSource: str = Field(
        description="What led to the event.", examples=["UserMigration_Authentication", "UserMigration_ForgotPassword"]
    )
    request: CognitoMigrateUserRequestModel = Field(description="Who it is.")
    response: CognitoMigrateUserResponseModel = Field(description="The user that is to be created.")


class CognitoCustomMessageRequestModel(EventModel):
    """What the message is about."""

    userAttributes: dict[str, Any] = Field(description="The attributes of the user.")
    codeParameter: str = Field(description="The placeholder for the code; the message must hold it.")
    linkParameter: str | None = Field(default=None, description="The placeholder for the link to verify the user.")
    usernameParameter: str | None = Field(
        default=None, description="The placeholder for the user's name, for users whom an administrator creates."
    )
    clientMetadata: dict[str, Any] | None = Field(default=None, description="What the client sent for the trigger.")


class CognitoCustomMessageResponseModel(EventModel):
    """The messages of the function."""

    smsMessage: str | None = Field(default=None, description="The text by SMS.")
    emailMessage: str | None = Field(default=None, description="The text by email.")
    emailSubject: str | None = Field(default=None, description="The subject of the email.")


class CognitoCustomMessageTriggerModel(CognitoTriggerBaseSchema):
    """A message is sent."""

    triggerSource: str = Field(
        description="What led to the event.",
        examples=[
            "CustomMessage_SignUp",
            "CustomMessage_AdminCreateUser",
            "CustomMessage_ResendCode",
            "CustomMessage_ForgotPassword",
            "CustomMessage_UpdateUserAttribute",
            "CustomMessage_VerifyUserAttribute",
            "CustomMessage_Authentication",
        ],
    )
    request: CognitoCustomMessageRequestModel = Field(description="What it is about.")
    response: CognitoCustomMessageResponseModel = Field(description="The message.")


class CognitoCustomEmailSMSSenderRequestModel(EventModel):
    """What shall be sent to whom."""

    type: str = Field(description="The version of the request, such as `customEmailSenderRequestV1`.")
    code: str | None = Field(
        default=None,
        description="The code, encrypted with the KMS key of the pool and in base64; None for messages without one.",
    )
    clientMetadata: dict[str, Any] | None = Field(default=None, description="What the client sent for the trigger.")
    userAttributes: dict[str, Any] = Field(description="The attributes of the user.")


class CognitoCustomEmailSenderTriggerModel(CognitoTriggerBaseSchema):
    """The function shall send an e-mail."""

    triggerSource: KnownSoFar[CustomEmailSenderSource] = Field(
        description="What led to the event; newer ones may come.", examples=["CustomEmailSender_SignUp"]
    )
    request: CognitoCustomEmailSMSSenderRequestModel = Field(description="What is to be sent.")


class CognitoCustomSMSSenderTriggerModel(CognitoTriggerBaseSchema):
    """The function shall send an SMS."""

    triggerSource: KnownSoFar[CustomSMSSenderSource] = Field(
        description="What led to the event; newer ones may come.", examples=["CustomSMSSender_SignUp"]
    )
    request: CognitoCustomEmailSMSSenderRequestModel = Field(description="What is to be sent.")


class CognitoChallengeResultModel(EventModel):
    """A challenge and how it ended."""

    challengeName: str = Field(
        description="The name of the challenge.",
        examples=[
            "SRP_A",
            "PASSWORD_VERIFIER",
            "CUSTOM_CHALLENGE",
            "SMS_MFA",
            "EMAIL_OTP",
            "SOFTWARE_TOKEN_MFA",
            "DEVICE_SRP_AUTH",
            "DEVICE_PASSWORD_VERIFIER",
            "ADMIN_NO_SRP_AUTH",
        ],
    )
    challengeResult: bool = Field(description="Whether the user met it.")
    challengeMetadata: str | None = Field(
        default=None, description="What the function called the challenge when it made it."
    )


class CognitoAuthChallengeRequestModel(EventModel):
    """Who is challenged, and how it went so far."""

    userAttributes: dict[str, Any] = Field(description="The attributes of the user.")
    challengeName: str | None = Field(
        default=None, description="The challenge that is to be created; None elsewhere.", examples=["CUSTOM_CHALLENGE"]
    )
    session: EmptyIfNull[list[CognitoChallengeResultModel]] = Field(default=[], description="The challenges so far.")
    clientMetadata: dict[str, Any] | None = Field(default=None, description="What the client sent for the trigger.")
    userNotFound: bool | None = Field(
        default=None, description="Whether the pool does not know the user, where the client may not learn it."
    )


class CognitoDefineAuthChallengeResponseModel(EventModel):
    """What comes next."""

    challengeName: str | None = Field(default=None, description="The next challenge.")
    issueTokens: bool | None = Field(default=None, description="Let the user in.")
    failAuthentication: bool | None = Field(default=None, description="Give up.")


class CognitoDefineAuthChallengeTriggerModel(CognitoTriggerBaseSchema):
    """Which challenge comes next?"""

    triggerSource: KnownSoFar[DefineAuthChallengeSource] = Field(
        description="What led to the event; newer ones may come.", examples=["DefineAuthChallenge_Authentication"]
    )
    request: CognitoAuthChallengeRequestModel = Field(description="How far the user has come.")
    response: CognitoDefineAuthChallengeResponseModel = Field(description="What comes next.")


class CognitoCreateAuthChallengeResponseModel(EventModel):
    """The challenge."""

    publicChallengeParameters: dict[str, Any] | None = Field(default=None, description="What the client is told.")
    privateChallengeParameters: dict[str, Any] | None = Field(
        default=None, description="What only the trigger that verifies the answer is told."
    )
    challengeMetadata: str | None = Field(default=None, description="What the challenge is called in `session`.")


class CognitoCreateAuthChallengeTriggerModel(CognitoTriggerBaseSchema):
    """A challenge shall be made."""

    triggerSource: KnownSoFar[CreateAuthChallengeSource] = Field(
        description="What led to the event; newer ones may come.", examples=["CreateAuthChallenge_Authentication"]
    )
    request: CognitoAuthChallengeRequestModel = Field(description="The challenge that was chosen.")
    response: CognitoCreateAuthChallengeResponseModel = Field(description="The challenge.")


class CognitoVerifyAuthChallengeRequestModel(EventModel):
    """The answer of the user."""

    userAttributes: dict[str, Any] = Field(description="The attributes of the user.")
    privateChallengeParameters: dict[str, Any] = Field(
        description="What the trigger that made the challenge left for this one."
    )
    challengeAnswer: str = Field(description="The user's answer.")
    clientMetadata: dict[str, Any] | None = Field(default=None, description="What the client sent for the trigger.")
    userNotFound: bool | None = Field(
        default=None, description="Whether the pool does not know the user, where the client may not learn it."
    )


class CognitoVerifyAuthChallengeResponseModel(EventModel):
    """Whether the answer is right."""

    answerCorrect: bool | None = Field(
        default=None, description="Whether the answer is right; None until the function says so.", examples=[True]
    )


class CognitoVerifyAuthChallengeTriggerModel(CognitoTriggerBaseSchema):
    """Is the answer right?"""

    triggerSource: KnownSoFar[VerifyAuthChallengeResponseSource] = Field(
        description="What led to the event; newer ones may come.",
        examples=["VerifyAuthChallengeResponse_Authentication"],
    )
    request: CognitoVerifyAuthChallengeRequestModel = Field(description="The user's answer.")
    response: CognitoVerifyAuthChallengeResponseModel = Field(description="The verdict.")
