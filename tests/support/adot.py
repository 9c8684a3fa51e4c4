"""The Python distribution that the ADOT layer consists of, in a virtual environment of its own: it pins its SDK."""

from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING

from source_tree import ROOT

if TYPE_CHECKING:
    from pathlib import Path

VERSION = "0.21.0"
HOME = ROOT / ".build" / f"adot-{VERSION}-{sys.version_info[0]}.{sys.version_info[1]}"
PACKAGES = (f"aws-opentelemetry-distro=={VERSION}", "awslambdaric", "boto3")

ENVIRONMENT = {
    "AWS_LAMBDA_EXEC_WRAPPER": "/opt/otel-instrument",
    "OTEL_PYTHON_DISTRO": "aws_distro",
    "OTEL_PYTHON_CONFIGURATOR": "aws_configurator",
    "OTEL_PROPAGATORS": "baggage,xray,tracecontext",
    "OTEL_AWS_APPLICATION_SIGNALS_ENABLED": "false",  # its metrics would wait for an agent
    "OTEL_METRICS_EXPORTER": "none",
    "OTEL_LOGS_EXPORTER": "none",
    "OTEL_EXPORTER_OTLP_PROTOCOL": "http/protobuf",
    "OTEL_PYTHON_DISABLED_INSTRUMENTATIONS": "aws_lambda,urllib,urllib3",  # the wrapper brings the first itself
    "OTEL_SERVICE_NAME": "orders",
}
"""What the layer's `otel-instrument` sets before it starts the runtime."""

WRAPPER = """
import os
from importlib import import_module

from opentelemetry.instrumentation.aws_lambda import AwsLambdaInstrumentor

os.environ["_HANDLER"] = os.environ["ORIG_HANDLER"]
AwsLambdaInstrumentor().instrument()
module, name = os.environ["ORIG_HANDLER"].rsplit(".", 1)
lambda_handler = getattr(import_module(module), name)
"""
"""What the layer's `otel_wrapper` module does."""


class NotToBeHadError(Exception):
    """There is no package registry, or the packages do not run here."""


def interpreter() -> tuple[str, ...]:
    """How the layer starts the interpreter; installed if it was not."""
    python, instrument = HOME / "bin" / "python", HOME / "bin" / "opentelemetry-instrument"
    if not instrument.exists():
        _install(python)
    return str(python), str(instrument), str(python)


def _install(python: Path) -> None:
    try:
        subprocess.run([sys.executable, "-m", "venv", str(HOME)], check=True, capture_output=True)
        subprocess.run([str(python), "-m", "pip", "install", "--quiet", *PACKAGES], check=True, capture_output=True)
    except (OSError, subprocess.CalledProcessError) as error:
        raise NotToBeHadError(f"aws-opentelemetry-distro can't be installed: {error}") from error
