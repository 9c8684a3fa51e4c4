from aws_cdk import App, Stack, aws_lambda as lambda_, aws_sam as sam
from constructs import Construct

APPLICATIONS = {
    "core": "arn:aws:serverlessrepo:eu-west-1:123456789012:applications/powertools-layer",
    "extras": "arn:aws:serverlessrepo:eu-west-1:123456789012:applications/powertools-layer-extras",
}


class ItemsStack(Stack):
    def __init__(self, scope: Construct, name: str, *, flavour: str) -> None:
        super().__init__(scope, name)
        application = sam.CfnApplication(
            self,
            "PowertoolsApplication",
            location=sam.CfnApplication.ApplicationLocationProperty(
                application_id=APPLICATIONS[flavour], semantic_version="4.0.0"
            ),
        )
        layer_arn = application.get_att("Outputs.LayerVersionArn").to_string()
        lambda_.Function(
            self,
            "Items",
            runtime=lambda_.Runtime.PYTHON_3_13,
            architecture=lambda_.Architecture.ARM_64,
            code=lambda_.Code.from_asset("../../together", exclude=["__pycache__"]),
            handler="every_function.lambda_handler",
            layers=[lambda_.LayerVersion.from_layer_version_arn(self, "Powertools", layer_arn)],
            tracing=lambda_.Tracing.ACTIVE,
            environment={"POWERTOOLS_SERVICE_NAME": "items", "POWERTOOLS_METRICS_NAMESPACE": "Shop"},
        )


app = App()
ItemsStack(app, "Items", flavour=app.node.try_get_context("flavour") or "core")
app.synth()
