"""Steps of a deployment at which CodeDeploy calls a function.

Source: https://docs.aws.amazon.com/codedeploy/latest/userguide/reference-appspec-file-structure-hooks.html
"""

from __future__ import annotations

from aws_lambda_powertools.utilities.data_classes._fields import field
from aws_lambda_powertools.utilities.data_classes.common import DictWrapper


class CodeDeployLifecycleHookEvent(DictWrapper):
    """A step of a deployment; PutLifecycleEventHookExecutionStatus with both ids says how it went."""

    deployment_id: str = field("DeploymentId")
    """The id of the deployment."""
    lifecycle_event_hook_execution_id: str = field("LifecycleEventHookExecutionId")
    """The id of the step."""
