from typing import Any

from aws_lambda_powertools import Metrics
from aws_lambda_powertools.metrics.provider import BaseProvider
from aws_lambda_powertools.utilities.typing import LambdaContext


class StatsdProvider(BaseProvider):
    def __init__(self) -> None:
        self.lines: list[str] = []

    def add_metric(self, name: str, value: float, **options: Any) -> None:
        kind = "ms" if options.get("unit") == "Milliseconds" else "c"
        self.lines.append(f"{name}:{value}|{kind}")

    def serialize_metric_set(self) -> str:
        return "\n".join(self.lines)

    def flush_metrics(self, raise_on_empty_metrics: bool = False) -> None:
        if raise_on_empty_metrics and not self.lines:
            raise ValueError("There are no metrics.")
        print(self.serialize_metric_set())
        self.clear_metrics()

    def clear_metrics(self) -> None:
        self.lines.clear()

    def add_cold_start_metric(self, context: LambdaContext) -> None:
        self.add_metric(name=f"cold_start.{context.function_name}", value=1)


metrics = Metrics(provider=StatsdProvider())


@metrics.log_metrics(capture_cold_start_metric=True)
def lambda_handler(event: dict, context: LambdaContext) -> None:
    metrics.add_metric(name="orders.placed", unit="Count", value=1)
