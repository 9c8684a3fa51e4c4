import sys
from typing import Any

from aws_lambda_powertools.utilities.batch import BasePartialProcessor
from aws_lambda_powertools.utilities.typing import LambdaContext


class FileProcessor(BasePartialProcessor):
    """Lines of a file, of which those that fail are written to another one."""

    def __init__(self, failures: list[str]) -> None:
        super().__init__()
        self.failures = failures

    def _prepare(self) -> None:
        self.failures.clear()

    def _clean(self) -> None:
        self.failures.extend(record["line"] for record in self.fail_messages)

    def _process_record(self, record: dict) -> tuple[str, Any, Any]:
        try:
            return self.success_handler(record, self.handler(record))
        except ValueError:
            return self.failure_handler(record, sys.exc_info())

    async def _async_process_record(self, record: dict) -> tuple[str, Any, Any]:
        return self._process_record(record)


failures: list[str] = []
processor = FileProcessor(failures)


def record_handler(record: dict) -> int:
    return int(record["line"])


def lambda_handler(event: dict, context: LambdaContext) -> list[str]:
    with processor(event["lines"], record_handler):
        processor.process()
    return failures
