"""The dependency rule of layers.py, checked on the syntax trees."""

from __future__ import annotations

import ast
import sys
from fnmatch import fnmatch

from layers import ABOVE_ALL, ARROWS, BRIDGES, CORE, COSTLY, DOORS_OF_ALL, FREE, HOMES, LEAF, VOCABULARY
from source_tree import AT_CALL, AT_IMPORT, FOR_TYPES, PACKAGE, Import, Module, modules, part_of, target


def every_import() -> list[tuple[Module, Import]]:
    return [(module, item) for module in modules().values() for item in module.imports]


def at(module: Module, item: Import) -> str:
    return f"{module.where}:{item.line}"


def may_use(module: Module, item: Import) -> bool:
    """Whether the dependency rule lets a module import this."""
    source, used = part_of(module.name), part_of(target(item))
    if used in (source, LEAF):
        return True
    if used == CORE or source in ABOVE_ALL or (source in DOORS_OF_ALL and used not in ABOVE_ALL):
        return source != LEAF
    if used in VOCABULARY:
        return source not in (CORE, LEAF) and (
            source not in VOCABULARY or VOCABULARY.index(used) < VOCABULARY.index(source)
        )
    bridge = BRIDGES.get(module.name.partition(".")[2])
    if bridge is not None:
        return used in bridge
    earliest = ARROWS.get((source, used))
    return earliest is not None and (earliest == AT_IMPORT or item.when != AT_IMPORT)


def test_a_module_uses_only_what_stands_below_it() -> None:
    wrong = [
        f"{at(module, item)}: {part_of(module.name) or 'the root'} must not use {target(item)}"
        for module, item in every_import()
        if item.is_ours and item.when != FOR_TYPES and not may_use(module, item)
    ]
    assert not wrong, "\n".join(wrong)


def test_core_knows_no_utility_even_in_its_types() -> None:
    wrong = [
        f"{at(module, item)}: {item.module}"
        for module, item in every_import()
        if part_of(module.name) == CORE and item.is_ours and part_of(target(item)) not in (CORE, LEAF)
    ]
    assert not wrong, "\n".join(wrong)


def test_core_imports_the_standard_library_only() -> None:
    optional = {"_core.aws": {"boto3", "botocore"}}  # makes clients of the user's own packages, when asked for one
    wrong = [
        f"{at(module, item)}: {item.module}"
        for module, item in every_import()
        if part_of(module.name) == CORE
        and not item.is_ours
        and item.when != FOR_TYPES
        and item.top not in sys.stdlib_module_names
        and not (item.when == AT_CALL and item.top in optional.get(module.name.partition(".")[2], ()))
    ]
    assert not wrong, "\n".join(wrong)


def test_the_warning_classes_import_nothing() -> None:
    assert modules()[f"{PACKAGE}.{LEAF}"].imports == []


def test_imports_are_absolute() -> None:
    assert [at(module, item) for module, item in every_import() if item.level] == []


def test_names_are_imported_from_the_file_that_defines_them() -> None:
    """Never from a door or a façade: those would bring along more than the name, or close a cycle."""
    wrong = []
    for module, item in every_import():
        if not item.is_ours or item.name is None or target(item) != item.module:
            continue
        home = modules().get(item.module)
        if home is None:
            wrong.append(f"{at(module, item)}: there is no module {item.module}")
        elif item.name not in home.defines and not _is_defined_for_types(home, item):
            wrong.append(f"{at(module, item)}: {item.name} is not defined in {item.module}")
    assert not wrong, "\n".join(wrong)


def _is_defined_for_types(home: Module, item: Import) -> bool:
    """Type variables and aliases exist for type checkers only, and only they may import them."""
    return item.when == FOR_TYPES and not any(found.name == item.name for found in home.imports)


def test_doors_hold_no_logic() -> None:
    logic = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef, ast.For, ast.While, ast.With, ast.Try)
    wrong = [
        f"{module.where}:{statement.lineno}"
        for module in modules().values()
        if module.is_package and part_of(module.name) not in HOMES
        for statement in module.tree.body
        if isinstance(statement, logic)
    ]
    assert not wrong, "\n".join(wrong)


def test_there_is_no_import_cycle() -> None:
    assert [" -> ".join(cycle) for cycle in cycles(graph_of_imports())] == []


def graph_of_imports() -> dict[str, set[str]]:
    """What each module loads when it is imported, packages on the way to it included."""
    graph: dict[str, set[str]] = {}
    for module in modules().values():
        edges = graph[module.name] = set()
        for item in module.imports:
            if item.is_ours and item.when == AT_IMPORT:
                edges.update(name for name in with_packages(target(item)) if not is_above(name, module.name))
        edges.discard(module.name)
    return graph


def with_packages(name: str) -> list[str]:
    steps = name.split(".")
    return [".".join(steps[:end]) for end in range(1, len(steps) + 1)]


def is_above(package: str, name: str) -> bool:
    """Whether the package was entered before the module, as every package on its path is."""
    return name == package or name.startswith(package + ".")


def cycles(graph: dict[str, set[str]]) -> list[list[str]]:
    """One cycle for each module that an import leads back to."""
    done: set[str] = set()
    found = []

    def visit(name: str, path: list[str]) -> None:
        if name in path:
            found.append([*path[path.index(name) :], name])
            return
        if name in done:
            return
        for used in sorted(graph.get(name, ())):
            visit(used, [*path, name])
        done.add(name)

    for name in sorted(graph):
        visit(name, [])
    return found


def test_cycles_are_found() -> None:
    assert cycles({"a": {"b"}, "b": {"c"}, "c": {"b"}, "d": {"a"}}) == [["b", "c", "b"]]


def test_only_free_modules_are_imported_at_module_level() -> None:
    """You pay for what you name: whatever the runtime has not loaded is imported in the function that needs it."""
    wrong = [
        f"{at(module, item)}: {item.module}"
        for module, item in every_import()
        if item.when == AT_IMPORT and not item.is_ours and item.top not in FREE and not is_allowed(module, item.top)
    ]
    assert not wrong, "\n".join(wrong)


def is_allowed(module: Module, top: str) -> bool:
    short = module.name.partition(".")[2]
    return part_of(module.name) in ABOVE_ALL or any(
        fnmatch(short, pattern) and top in {package.partition(".")[0] for package in allowed}
        for pattern, allowed in COSTLY.items()
    )
