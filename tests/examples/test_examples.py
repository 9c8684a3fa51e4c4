"""Every example runs, and the docs show no code that is not an example."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from fresh_interpreter import loaded_by
from source_tree import ROOT

INFRASTRUCTURE = ROOT / "examples" / "infrastructure"  # programs for tools of their own: test_infrastructure.py
EXAMPLES = sorted(path for path in (ROOT / "examples").rglob("*.py") if INFRASTRUCTURE not in path.parents)
PAGES = sorted((ROOT / "docs").rglob("*.md"))

INCLUDE = re.compile(r'--8<--\s+"([^":]+)(?::([^"]+))?"')
PYTHON_BLOCK = re.compile(r"^([ \t]*)```+[ \t]*(?:python|py)\b[^\n]*\n(.*?)^\1```+[ \t]*$", re.DOTALL | re.MULTILINE)


def short(path: Path) -> str:
    return str(path.relative_to(ROOT))


def includes() -> list[tuple[str, str, str | None]]:
    return [
        (short(page), file, section or None)
        for page in PAGES
        for file, section in INCLUDE.findall(page.read_text(encoding="utf-8"))
    ]


def python_blocks(page: Path) -> list[str]:
    return [body for _, body in PYTHON_BLOCK.findall(page.read_text(encoding="utf-8"))]


@pytest.mark.parametrize("example", EXAMPLES, ids=short)
def test_an_example_can_be_imported_as_lambda_would(example: Path) -> None:
    folder = str(example.parent)
    loaded_by(
        [f"import sys, runpy; sys.path.insert(0, {folder!r}); runpy.run_path({str(example)!r}, run_name='example')"],
        AWS_DEFAULT_REGION="eu-west-1",
        POWERTOOLS_METRICS_NAMESPACE="Example",
    )


@pytest.mark.parametrize(("page", "file", "section"), includes())
def test_what_a_page_includes_is_an_example(page: str, file: str, section: str | None) -> None:
    included = ROOT / file
    assert file.startswith("examples/"), f"{page} includes {file}"
    assert included.exists(), f"{page} includes {file}"
    if section is not None and not re.fullmatch(r"[\d:,]+", section):
        assert f"--8<-- [start:{section}]" in included.read_text(encoding="utf-8")
        assert f"--8<-- [end:{section}]" in included.read_text(encoding="utf-8")


@pytest.mark.parametrize("page", PAGES, ids=short)
def test_a_page_shows_only_included_python(page: Path) -> None:
    loose = [
        line
        for body in python_blocks(page)
        for line in body.splitlines()
        if line.strip() and not INCLUDE.fullmatch(line.strip())
    ]
    assert not loose, "\n".join(loose)


def test_blocks_are_found() -> None:
    blocks = PYTHON_BLOCK.findall(
        'text\n```python title="a.py"\n--8<-- "examples/a.py"\n```\n\n    ```py\n    x = 1\n    ```\n'
    )
    assert blocks == [("", '--8<-- "examples/a.py"\n'), ("    ", "    x = 1\n")]


def test_the_readme_shows_the_quick_start_example() -> None:
    """GitHub includes no files, so the README holds a copy."""
    assert python_blocks(ROOT / "README.md") == [(ROOT / "examples" / "quick_start.py").read_text(encoding="utf-8")]


@pytest.mark.parametrize("page", ["README.md", "CONTRIBUTING.md", "CHANGELOG.md"])
def test_links_to_files_of_the_project_lead_somewhere(page: str) -> None:
    targets = re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", (ROOT / page).read_text(encoding="utf-8"))
    assert [target for target in targets if not (ROOT / target).exists()] == []


@pytest.mark.parametrize("page", ["README.md", "CONTRIBUTING.md", *map(short, PAGES)])
def test_make_targets_that_are_named_exist(page: str) -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    targets = set(re.findall(r"^([a-z-]+):.*##", makefile, re.MULTILINE))
    named = set(re.findall(r"`make ([a-z-]+)", (ROOT / page).read_text(encoding="utf-8")))
    assert named - targets == set()
