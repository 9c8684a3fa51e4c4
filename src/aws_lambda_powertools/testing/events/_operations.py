"""What services for operations send: EventBridge, Secrets Manager, CodeDeploy, CodePipeline, AWS Config, AWS IoT.

Source: https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-events-structure.html
Source: https://docs.aws.amazon.com/secretsmanager/latest/userguide/rotate-secrets_lambda-functions.html
Source: https://docs.aws.amazon.com/codedeploy/latest/userguide/reference-appspec-file-structure-hooks.html
Source: https://docs.aws.amazon.com/codepipeline/latest/userguide/actions-invoke-lambda-function.html
Source: https://docs.aws.amazon.com/config/latest/developerguide/evaluate-config_develop-rules_example-events.html
Source: https://docs.aws.amazon.com/iot/latest/developerguide/registry-events.html
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

from aws_lambda_powertools.testing.events._values import (
    ACCOUNT,
    MILLISECONDS,
    REGION,
    TIME,
    arn,
    identifier,
    text,
)


def event_bridge(
    detail: Mapping[str, Any] | None = None,
    *,
    detail_type: str = "Order Placed",
    source: str = "my.shop",
    resources: Sequence[str] = (),
) -> dict[str, Any]:
    """An event of EventBridge; `detail` is what its sender says."""
    return {
        "version": "0",
        "id": identifier("event_bridge", source, detail_type),
        "detail-type": detail_type,
        "source": source,
        "account": ACCOUNT,
        "time": "2024-05-01T12:00:00Z",
        "region": REGION,
        "resources": list(resources),
        "detail": dict(detail or {}),
    }


def secrets_manager(step: str = "createSecret", *, name: str = "my-secret") -> dict[str, Any]:
    """A step of a secret's rotation: createSecret, setSecret, testSecret or finishSecret."""
    return {
        "Step": step,
        "SecretId": arn("secretsmanager", f"secret:{name}-a1b2c3"),
        "ClientRequestToken": identifier("secret", name),
    }


def code_deploy() -> dict[str, Any]:
    """A step of a deployment of CodeDeploy."""
    return {
        "DeploymentId": "d-ABCDEF123",
        "LifecycleEventHookExecutionId": identifier("code_deploy").replace("-", ""),
    }


def code_pipeline(
    user_parameters: Any = None,
    *,
    inputs: Sequence[str] = ("source",),
    outputs: Sequence[str] = ("result",),
    encryption_key: str | None = None,
    continuation_token: str | None = None,
    pipeline: str = "my-pipeline",
) -> dict[str, Any]:
    """A job of CodePipeline.

    `user_parameters` are a text, or data that is sent as JSON; `inputs` and `outputs` are names of artifacts;
    `encryption_key` is the ARN of a KMS key.
    """
    configuration = {"FunctionName": "my-function"}
    if user_parameters is not None:
        configuration["UserParameters"] = text(user_parameters)
    data: dict[str, Any] = {
        "actionConfiguration": {"configuration": configuration},
        "inputArtifacts": [_artifact(pipeline, name, identifier("revision", name)) for name in inputs],
        "outputArtifacts": [_artifact(pipeline, name, None) for name in outputs],
        "artifactCredentials": {
            "accessKeyId": "AKIAIOSFODNN7EXAMPLE",
            "secretAccessKey": "EXAMPLE",
            "sessionToken": "EXAMPLE",
            "expirationTime": MILLISECONDS + 3_600_000,
        },
    }
    if encryption_key is not None:
        data["encryptionKey"] = {"id": encryption_key, "type": "KMS"}
    if continuation_token is not None:
        data["continuationToken"] = continuation_token
    return {"CodePipeline.job": {"id": identifier("job", pipeline), "accountId": ACCOUNT, "data": data}}


def _artifact(pipeline: str, name: str, revision: str | None) -> dict[str, Any]:
    place = {"bucketName": f"codepipeline-{REGION}-{ACCOUNT}", "objectKey": f"{pipeline}/{name}/{name[:2]}1A2B3"}
    return {"name": name, "revision": revision, "location": {"type": "S3", "s3Location": place}}


def aws_config_rule(
    configuration: Mapping[str, Any] | None = None,
    *,
    resource_type: str = "AWS::S3::Bucket",
    resource_id: str = "my-bucket",
    rule_parameters: Mapping[str, Any] | None = None,
    scheduled: bool = False,
) -> dict[str, Any]:
    """A question of AWS Config about a resource that has changed, or with `scheduled` about the account."""
    invoking_event: dict[str, Any]
    if scheduled:
        invoking_event = {"messageType": "ScheduledNotification", "awsAccountId": ACCOUNT, "recordVersion": "1.0"}
    else:
        invoking_event = {
            "messageType": "ConfigurationItemChangeNotification",
            "configurationItemDiff": None,
            "configurationItem": _configuration_item(configuration or {}, resource_type, resource_id),
            "recordVersion": "1.3",
        }
    return {
        "version": "1.0",
        "invokingEvent": json.dumps({**invoking_event, "notificationCreationTime": TIME}),
        "ruleParameters": json.dumps(dict(rule_parameters or {})),
        "resultToken": "EXAMPLE",
        "eventLeftScope": False,
        "executionRoleArn": arn("iam", "role/config-role", region=""),
        "configRuleArn": arn("config", "config-rule/config-rule-pdmyw1"),
        "configRuleName": "my-rule",
        "configRuleId": "config-rule-pdmyw1",
        "accountId": ACCOUNT,
        "evaluationMode": "DETECTIVE",
    }


def _configuration_item(configuration: Mapping[str, Any], resource_type: str, resource_id: str) -> dict[str, Any]:
    return {
        "relatedEvents": [],
        "relationships": [],
        "configuration": dict(configuration),
        "supplementaryConfiguration": {},
        "tags": {},
        "configurationItemVersion": "1.3",
        "configurationItemCaptureTime": TIME,
        "configurationStateId": MILLISECONDS,
        "awsAccountId": ACCOUNT,
        "configurationItemStatus": "OK",
        "resourceType": resource_type,
        "resourceId": resource_id,
        "resourceName": resource_id,
        "ARN": f"arn:aws:{resource_type.split('::')[1].lower()}:::{resource_id}",
        "awsRegion": REGION,
        "availabilityZone": "Regional",
        "configurationStateMd5Hash": "",
        "resourceCreationTime": TIME,
    }


def iot_thing(
    operation: str = "CREATED", *, thing: str = "my-thing", attributes: Mapping[str, str] | None = None
) -> dict[str, Any]:
    """A thing in the registry of AWS IoT that was CREATED, UPDATED or DELETED."""
    return {
        "eventType": "THING_EVENT",
        "eventId": identifier("iot", thing, operation),
        "timestamp": MILLISECONDS,
        "operation": operation,
        "accountId": ACCOUNT,
        "thingId": identifier("thing", thing),
        "thingName": thing,
        "versionNumber": 1,
        "thingTypeName": None,
        "attributes": dict(attributes or {}),
    }
