"""Examples have files of the same names: what one test has imported, the next one does not find."""

from __future__ import annotations

import sys

import pytest
from source_tree import ROOT

EXAMPLES = str(ROOT / "examples")


@pytest.fixture(autouse=True)
def no_imported_examples():
    forget_examples()
    yield
    forget_examples()


def forget_examples():
    for name, module in list(sys.modules.items()):
        if (getattr(module, "__file__", None) or "").startswith(EXAMPLES):
            del sys.modules[name]
