import importlib.util
from pathlib import Path

from aws_lambda_powertools.utilities.parameters import BaseProvider, base

HERE = Path(__file__).parent


class Known(BaseProvider):
    """Gives what a test knows."""

    def __init__(self, **values):
        super().__init__()
        self.values = values

    def _get(self, name, **options):  # noqa: ARG002
        return self.values[name]

    def _get_multiple(self, path, **options):  # noqa: ARG002
        return self.values


def test_the_handler_reads_its_parameters(monkeypatch):
    monkeypatch.setitem(base.DEFAULT_PROVIDERS, "ssm", Known(**{"/payments/endpoint": "https://pay"}))
    monkeypatch.setitem(base.DEFAULT_PROVIDERS, "secrets", Known(**{"payments/credentials": '{"user": "me"}'}))
    spec = importlib.util.spec_from_file_location("getting_started", HERE / "getting_started.py")
    function = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(function)

    assert function.lambda_handler({}, None)["body"] == "me at https://pay"
