"""The samples that articles about the toolkit print: decorators together, as users copy them."""

from __future__ import annotations

import logging
import sys
import types

from lab import Context, Web, event, outcome, scenario

from aws_lambda_powertools import Logger, Metrics, Tracer
from aws_lambda_powertools.metrics import MetricResolution, MetricUnit
from aws_lambda_powertools.middleware_factory import lambda_handler_decorator
from aws_lambda_powertools.utilities.typing import LambdaContext


@scenario(POWERTOOLS_SERVICE_NAME="sales-data-platform", POWERTOOLS_LOG_LEVEL="INFO")
def process_upload_logs():
    logger = Logger()
    filename, bucket_name = "store_0001_2026-01-15.json", "sales-data-uploads"

    @logger.inject_lambda_context(log_event=True)
    def lambda_handler(event, context: LambdaContext):
        logger.info("Processing file", extra={"file_name": filename, "bucket": bucket_name})

    lambda_handler({"key": filename}, Context())


@scenario()
def order_service_logs():
    logger = Logger(service="order-service")

    @logger.inject_lambda_context(log_event=True)
    def handler(event: dict, context: LambdaContext) -> dict:
        logger.info("Processing order")
        order_id = event.get("order_id", "unknown")
        logger.append_keys(order_id=order_id)
        logger.info("Fetching order details")
        try:
            result = process_order(event)
            logger.info("Order processed successfully", extra={"result": result})
            return {"statusCode": 200, "body": result}
        except Exception:
            logger.exception("Failed to process order")
            return {"statusCode": 500, "body": "Internal error"}

    def process_order(event):
        logger.info("Validating order items")
        if event["fail"]:
            raise ValueError("no items")
        return {"status": "completed"}

    yield "good", handler({"order_id": "ORD-12345", "fail": False}, Context())
    yield "bad", handler({"order_id": "ORD-12346", "fail": True}, Context())


@scenario(POWERTOOLS_SERVICE_NAME="my-lambda-function")
def basic_logging():
    logger = Logger()

    @logger.inject_lambda_context
    def handler(event, context):
        logger.info("Processing event...")
        logger.info(event)
        return {"statusCode": 200, "body": "Hello from Lambda!"}

    yield "answer", handler({"a": {"b": 1}}, Context())


@scenario()
def custom_log_levels():
    logger = Logger(level=logging.DEBUG)

    @logger.inject_lambda_context
    def handler(event, context):
        logger.debug("This is a debug message")
        logger.info("This is an info message")
        logger.warning("This is a warning message")
        logger.error("This is an error message")
        return {"statusCode": 200, "body": "Hello from Lambda!"}

    yield "answer", handler({}, Context())


@scenario(POWERTOOLS_SERVICE_NAME="parser")
def child_logger_by_method():
    logger = Logger()
    yield "callable", callable(logger.child)
    if callable(logger.child):
        child = logger.child(extra={"module": "parser"})
        logger.append_keys(order_id="A1")
        child.info("from the child")
        logger.info("from the parent")


@scenario(traced=True, POWERTOOLS_SERVICE_NAME="account-watcher")
def account_watcher_traces():
    import requests

    tracer = Tracer(patch_modules=["requests"])

    @tracer.capture_method
    def parse_event(event):
        return event["detail-type"], event["detail"]

    @tracer.capture_method
    def send_slack_message(payload, webhook):
        return requests.post(webhook, data=str(payload), timeout=5).status_code

    @tracer.capture_lambda_handler
    def lambda_handler(event, context):
        event_name, event_detail = parse_event(event)
        send_slack_message({"text": f"{event_name}: {event_detail}"}, web.url)

    with Web() as web:
        lambda_handler(event("eventBridgeEvent"), Context())


@scenario(traced=True)
def order_service_traces():
    logger = Logger(service="order-service")
    tracer = Tracer(service="order-service", auto_patch=False)

    @tracer.capture_lambda_handler
    @logger.inject_lambda_context
    def handler(event: dict, context: LambdaContext) -> dict:
        order_id = event["order_id"]
        order = get_order(order_id)
        tracer.put_annotation(key="OrderId", value=order_id)
        tracer.put_metadata(key="order_details", value=order)
        total = calculate_total(order)
        return {"statusCode": 200, "body": {"order_id": order_id, "total": total}}

    @tracer.capture_method
    def get_order(order_id: str) -> dict:
        return {"items": [{"price": 2.5, "quantity": 2}]}

    @tracer.capture_method
    def calculate_total(order: dict) -> float:
        total = sum(item["price"] * item["quantity"] for item in order.get("items", []))
        tracer.put_annotation(key="OrderTotal", value=str(total))
        return total

    yield "answer", handler({"order_id": "A1"}, Context())


@scenario(traced=True)
def basic_tracing():
    tracer = Tracer(auto_patch=False)

    @tracer.capture_method
    def process_data(data):
        print(f"Processing data: {data}")
        return "Processed"

    @tracer.capture_lambda_handler
    def handler(event, context):
        process_data(data=event)
        return {"statusCode": 200, "body": "Hello from Lambda!"}

    yield "answer", handler({"a": 1}, Context())


@scenario(POWERTOOLS_SERVICE_NAME="sales-data-platform", POWERTOOLS_METRICS_NAMESPACE="SalesDataPlatform")
def process_upload_metrics():
    metrics = Metrics()

    @metrics.log_metrics(capture_cold_start_metric=True)
    def lambda_handler(event, context):
        metrics.add_metric(name="FilesProcessed", unit=MetricUnit.Count, value=1)
        metrics.add_metric(name="RecordsProcessed", unit=MetricUnit.Count, value=len(event))

    lambda_handler({"a": 1, "b": 2}, Context())


@scenario(POWERTOOLS_SERVICE_NAME="sales-data-platform", POWERTOOLS_METRICS_NAMESPACE="SalesDataPlatform")
def detect_anomalies_metrics():
    metrics = Metrics()

    @metrics.log_metrics
    def lambda_handler(event, context):
        metrics.add_metric(name="AnomaliesDetected", unit=MetricUnit.Count, value=3)
        metrics.add_metric(name="BedrockInvocations", unit=MetricUnit.Count, value=1)
        metrics.add_dimension(name="ModelId", value="some-model")

    lambda_handler({}, Context())


@scenario()
def order_service_metrics():
    metrics = Metrics(namespace="OrderService", service="order-service")

    @metrics.log_metrics(capture_cold_start_metric=True)
    def handler(event: dict, context: LambdaContext) -> dict:
        metrics.add_metric(name="OrderProcessed", unit=MetricUnit.Count, value=1)
        metrics.add_metric(name="OrderValue", unit=MetricUnit.Count, value=event["total"])
        metrics.add_dimension(name="Environment", value="production")
        metrics.add_dimension(name="Region", value="us-east-1")
        metrics.add_metric(
            name="ProcessingLatency",
            unit=MetricUnit.Milliseconds,
            value=event.get("processing_time_ms", 0),
            resolution=MetricResolution.High,
        )
        return {"statusCode": 200}

    yield "answer", handler({"total": 12.5}, Context())


@scenario(POWERTOOLS_METRICS_NAMESPACE="Shop")
def basic_metrics():
    logger = Logger()
    metrics = Metrics()

    @metrics.log_metrics(capture_cold_start_metric=True)
    @logger.inject_lambda_context
    def handler(event, context):
        metrics.add_metric(name="SuccessfulInvocations", unit="Count", value=1)
        return {"statusCode": 200, "body": "Hello from Lambda!"}

    yield "answer", handler({}, Context())


@scenario(traced=True, POWERTOOLS_SERVICE_NAME="smurf", POWERTOOLS_METRICS_NAMESPACE="Smurf")
def three_decorators_in_every_order():
    logger, tracer, metrics = Logger(), Tracer(auto_patch=False), Metrics()
    log = logger.inject_lambda_context(log_event=True)
    trace = tracer.capture_lambda_handler
    measure = metrics.log_metrics(capture_cold_start_metric=True)

    def work(event, context):
        logger.info("Processing started")
        metrics.add_metric(name="ItemsProcessed", unit=MetricUnit.Count, value=event["count"])
        return "done"

    yield (
        "results",
        [
            outer(middle(inner(work)))({"count": count}, Context())
            for count, (outer, middle, inner) in enumerate(
                [(log, trace, measure), (trace, log, measure), (measure, trace, log), (measure, log, trace)]
            )
        ],
    )


@scenario()
def middleware_with_a_guard():
    @lambda_handler_decorator
    def middleware_with_validation(handler, event, context):
        if "Authorization" not in event.get("headers", {}):
            return {"statusCode": 401, "body": "Unauthorized"}
        response = handler(event, context)
        response["headers"] = {**response.get("headers", {}), "X-Request-Id": context.aws_request_id}
        return response

    @middleware_with_validation
    def lambda_handler(event, context):
        return {"statusCode": 200, "body": "OK"}

    yield "without", lambda_handler({}, Context())
    yield "with", lambda_handler({"headers": {"Authorization": "x"}}, Context())


@scenario()
def middleware_hook_without_handler():
    logger = Logger()

    @lambda_handler_decorator
    def correlation_id_loader(event, context, sample_rate=0.5):
        correlation_id = event.get("headers", {}).get("x-correlation-id")
        context.sample_rate = sample_rate
        return {"correlation_id": correlation_id}

    @correlation_id_loader
    @logger.inject_lambda_context
    def handler(event, context):
        return {"message": "hello world", "correlation_id": getattr(context, "correlation_id", "n/a")}

    yield "answer", outcome(handler, {"headers": {"x-correlation-id": "c-1"}}, Context())


@scenario()
def debug_mode_of_the_package():
    from aws_lambda_powertools.logging.logger import set_package_logger

    set_package_logger()
    logging.getLogger("aws_lambda_powertools").debug("hello")


@scenario(POWERTOOLS_METRICS_NAMESPACE="Shop")
def datadog_as_the_backend():
    sys.modules["datadog_lambda"] = types.ModuleType("datadog_lambda")
    sys.modules["datadog_lambda.metric"] = None  # type: ignore[assignment]
    from aws_lambda_powertools.metrics.provider.datadog import DatadogMetrics, DatadogProvider

    metrics = DatadogMetrics(provider=DatadogProvider(namespace="Shop", flush_to_log=True))

    @metrics.log_metrics
    def handler(event, context):
        metrics.add_metric(name="Sold", value=1, product="tea")

    handler({}, Context())
