"""The package's modules, what each of them defines and what it imports, read from the syntax trees."""

from __future__ import annotations

import ast
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).resolve().parents[2]
SOURCE = ROOT / "src"
PACKAGE = "aws_lambda_powertools"

AT_IMPORT = "when the module is imported"
AT_CALL = "inside a function"
FOR_TYPES = "for type checkers only"


@dataclass(frozen=True)
class Import:
    """One imported thing: `module` as written, `name` for `from module import name`."""

    module: str
    name: str | None
    line: int
    when: str
    level: int = 0

    @property
    def top(self) -> str:
        return self.module.partition(".")[0]

    @property
    def is_ours(self) -> bool:
        return self.top == PACKAGE


@dataclass
class Module:
    name: str
    path: Path
    is_package: bool
    tree: ast.Module
    imports: list[Import] = field(default_factory=list)
    defines: set[str] = field(default_factory=set)

    @property
    def where(self) -> str:
        return str(self.path.relative_to(ROOT))

    @property
    def is_public(self) -> bool:
        return not any(part.startswith("_") for part in self.name.split("."))

    @property
    def is_lazy(self) -> bool:
        """Whether the module gives out names whose files are imported when somebody asks for them."""
        return "lazy_exports" in {item.name for item in self.imports}

    @property
    def is_door(self) -> bool:
        """Whether the module says which names it gives out."""
        return self.is_lazy and "__all__" in self.defines


@cache
def modules() -> dict[str, Module]:
    """Every module of the package by its dotted name."""
    found = {}
    for path in sorted(SOURCE.rglob("*.py")):
        parts = list(path.relative_to(SOURCE).with_suffix("").parts)
        is_package = parts[-1] == "__init__"
        name = ".".join(parts[:-1] if is_package else parts)
        tree = ast.parse(path.read_text(encoding="utf-8"), str(path))
        module = Module(name, path, is_package, tree)
        _read(module, tree.body, AT_IMPORT)
        found[name] = module
    return found


def target(item: Import) -> str:
    """The module of ours that an import loads: `from package import module` loads the module."""
    full = f"{item.module}.{item.name}"
    return full if item.name is not None and full in modules() else item.module


def part_of(name: str) -> str:
    """The part of the architecture that a module belongs to: `logging`, `utilities.batch`, `_core`; "" is the root."""
    steps = name.split(".")[1:]
    return ".".join(steps[: 2 if steps[:1] == ["utilities"] else 1])


def _read(module: Module, body: list[ast.stmt], when: str) -> None:
    for statement in body:
        _read_statement(module, statement, when)


def _read_statement(module: Module, statement: ast.stmt, when: str) -> None:
    if isinstance(statement, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)):
        if when == AT_IMPORT:
            module.defines.add(statement.name)
        _read_definition(module, statement, when)
    elif isinstance(statement, (ast.Import, ast.ImportFrom)):
        module.imports.extend(_imports(statement, when))
    elif isinstance(statement, ast.If) and _asks_for_type_checking(statement.test):
        _read(module, statement.body, FOR_TYPES)
        _read(module, statement.orelse, when)
    else:
        if when == AT_IMPORT:
            module.defines.update(_assigned(statement))
        for inner in _inner_statements(statement):
            _read_statement(module, inner, when)


def _read_definition(
    module: Module, definition: ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef, when: str
) -> None:
    """Imports inside a definition; what it names inside is not a name of the module."""
    inner = Module(module.name, module.path, module.is_package, module.tree)
    is_class = isinstance(definition, ast.ClassDef)
    _read(inner, definition.body, when if is_class or when == FOR_TYPES else AT_CALL)
    module.imports.extend(inner.imports)


def _imports(statement: ast.Import | ast.ImportFrom, when: str) -> Iterator[Import]:
    if isinstance(statement, ast.Import):
        for alias in statement.names:
            yield Import(alias.name, None, statement.lineno, when)
        return
    for alias in statement.names:
        yield Import(statement.module or "", alias.name, statement.lineno, when, statement.level)


def _asks_for_type_checking(test: ast.expr) -> bool:
    return (isinstance(test, ast.Name) and test.id == "TYPE_CHECKING") or (
        isinstance(test, ast.Attribute) and test.attr == "TYPE_CHECKING"
    )


def _assigned(statement: ast.stmt) -> Iterator[str]:
    targets: list[ast.expr] = []
    if isinstance(statement, ast.Assign):
        targets = statement.targets
    elif isinstance(statement, (ast.AnnAssign, ast.AugAssign)):
        targets = [statement.target]
    for item in targets:
        for node in ast.walk(item):
            if isinstance(node, ast.Name):
                yield node.id


def _inner_statements(statement: ast.stmt) -> Iterator[ast.stmt]:
    """The statements inside of `if`, `try`, `with`, `for` and the like."""
    for _, value in ast.iter_fields(statement):
        for item in value if isinstance(value, list) else [value]:
            if isinstance(item, ast.stmt):
                yield item
            elif isinstance(item, (ast.ExceptHandler, ast.match_case)):
                yield from item.body
