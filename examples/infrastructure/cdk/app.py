from typing import Any

from aws_cdk import App, Duration, Stack, aws_lambda as lambda_, aws_logs as logs
from constructs import Construct


class ItemsStack(Stack):
    def __init__(self, scope: Construct, name: str, *, layer_arn: str, **options: Any) -> None:
        super().__init__(scope, name, **options)
        layer = lambda_.LayerVersion.from_layer_version_arn(self, "Powertools", layer_arn)
        log_group = logs.LogGroup(self, "Logs", retention=logs.RetentionDays.ONE_MONTH)
        lambda_.Function(
            self,
            "Items",
            runtime=lambda_.Runtime.PYTHON_3_13,
            architecture=lambda_.Architecture.ARM_64,
            code=lambda_.Code.from_asset("../../together", exclude=["__pycache__"]),
            handler="every_function.lambda_handler",
            layers=[layer],
            timeout=Duration.seconds(30),
            memory_size=256,
            tracing=lambda_.Tracing.ACTIVE,
            log_group=log_group,
            environment={"POWERTOOLS_SERVICE_NAME": "items", "POWERTOOLS_METRICS_NAMESPACE": "Shop"},
        )


app = App()
ItemsStack(app, "Items", layer_arn=app.node.get_context("powertools_layer_arn"))
app.synth()
