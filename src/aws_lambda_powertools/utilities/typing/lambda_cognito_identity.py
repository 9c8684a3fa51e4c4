"""The Amazon Cognito identity behind an invocation."""

from __future__ import annotations


class LambdaCognitoIdentity:
    """Who invoked the function, when an AWS mobile SDK did."""

    _cognito_identity_id: str
    _cognito_identity_pool_id: str

    @property
    def cognito_identity_id(self) -> str:
        """The authenticated identity."""
        return self._cognito_identity_id

    @property
    def cognito_identity_pool_id(self) -> str:
        """The identity pool that authorised the call."""
        return self._cognito_identity_pool_id
