"""Steps of a secret's rotation."""

from __future__ import annotations

from aws_lambda_powertools.utilities.data_classes import SecretsManagerEvent


def test_a_step(event):
    step = SecretsManagerEvent(event("secretsManagerEvent"))
    assert step.secret_id == "arn:aws:secretsmanager:us-west-2:123456789012:secret:MyTestDatabaseSecret-a1b2c3"
    assert step.client_request_token == step.version_id == "550e8400-e29b-41d4-a716-446655440000"
    assert step.step == "createSecret"
