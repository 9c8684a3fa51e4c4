from opentelemetry import trace
from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter
from opentelemetry.sdk.trace import TracerProvider
from opentelemetry.sdk.trace.export import BatchSpanProcessor

from aws_lambda_powertools import Tracer
from aws_lambda_powertools.utilities.typing import LambdaContext

provider = TracerProvider()
provider.add_span_processor(BatchSpanProcessor(OTLPSpanExporter()))  # OTEL_EXPORTER_OTLP_ENDPOINT
trace.set_tracer_provider(provider)

tracer = Tracer(service="orders")  # finds the provider
prices = trace.get_tracer("prices")


@tracer.capture_method
def charge(order_id: str) -> dict:
    with prices.start_as_current_span("price", attributes={"order_id": order_id}):
        return {"order_id": order_id, "state": "charged"}


@tracer.capture_lambda_handler
def lambda_handler(event: dict, context: LambdaContext) -> dict:
    tracer.put_annotation(key="order_id", value=event["order_id"])
    return charge(event["order_id"])
