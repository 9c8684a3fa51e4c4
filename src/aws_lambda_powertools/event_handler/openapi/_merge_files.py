"""Find the files of a project that hold an app, without importing them, and import them when the time has come."""

# Iterator is what older checkers want of a context manager.
# pyright: reportDeprecated=false

from __future__ import annotations

import ast
import os
import sys
from contextlib import contextmanager
from fnmatch import fnmatch
from importlib import import_module, invalidate_caches
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

RESOLVER_CLASSES = frozenset(
    {
        "ALBResolver",
        "APIGatewayHttpResolver",
        "APIGatewayRestResolver",
        "ApiGatewayResolver",
        "BedrockAgentResolver",
        "HttpResolver",
        "HttpResolverLocal",
        "LambdaFunctionUrlResolver",
        "VPCLatticeResolver",
        "VPCLatticeV2Resolver",
    }
)
DEFAULT_EXCLUDES = ("**/tests/**", "**/__pycache__/**", "**/.venv/**")


def find_resolvers(path: Path, patterns: list[str], exclude: list[str], name: str, *, recursive: bool) -> list[Path]:
    """The files below the path that assign an app to the name, sorted; FileNotFoundError without the path."""
    if not path.exists():
        raise FileNotFoundError(f"There is no {str(path)!r} to look for handlers in.")
    found: set[Path] = set()
    for pattern in patterns:
        whole = pattern if not recursive or pattern.startswith("**") else f"**/{pattern}"
        found.update(file for file in path.glob(whole) if file.is_file())
    return sorted(file for file in found if not is_excluded(file, path, exclude) and assigns_resolver(file, name))


def find_dependents(root: Path, resolvers: list[Path], exclude: list[str], name: str) -> dict[Path, list[Path]]:
    """For each resolver the other files that import it, which add routes to it when they are imported."""
    files = [file for file in sorted(root.rglob("*.py")) if not is_excluded(file, root, exclude)]
    imports = {file: _imports_of(file, name) for file in files}
    return {
        resolver: [file for file in files if file != resolver and _means(imports[file], file, resolver)]
        for resolver in resolvers
    }


def is_excluded(file: Path, root: Path, patterns: list[str]) -> bool:
    """Whether one of the patterns fits the path below the root."""
    relative = f"/{file.relative_to(root).as_posix()}"
    return any(fnmatch(relative, pattern) or fnmatch(relative[1:], pattern) for pattern in patterns)


def assigns_resolver(file: Path, name: str) -> bool:
    """Whether the file says `name = SomeResolver(...)` at its top level, with or without an annotation."""
    for node in _statements(file):
        if isinstance(node, ast.Assign):
            targets: list[ast.expr] = node.targets
        elif isinstance(node, ast.AnnAssign):
            targets = [node.target]
        else:
            continue
        if any(isinstance(target, ast.Name) and target.id == name for target in targets) and _makes_resolver(
            node.value
        ):
            return True
    return False


def _statements(file: Path) -> list[ast.stmt]:
    try:
        return ast.parse(file.read_bytes()).body
    except (OSError, SyntaxError, ValueError):  # no Python: nothing that we could look into
        return []


def _makes_resolver(node: ast.expr | None) -> bool:
    if not isinstance(node, ast.Call):
        return False
    function = node.func
    called = function.id if isinstance(function, ast.Name) else getattr(function, "attr", "")
    return called in RESOLVER_CLASSES


def _imports_of(file: Path, name: str) -> list[tuple[int, str]]:
    """From which modules the file imports the name: level and dotted name."""
    return [
        (node.level, node.module or "")
        for node in _statements(file)
        if isinstance(node, ast.ImportFrom) and any(alias.name == name for alias in node.names)
    ]


def _means(imports: list[tuple[int, str]], file: Path, resolver: Path) -> bool:
    """Whether one of the imports means the resolver's module."""
    module = resolver.parent if resolver.name == "__init__.py" else resolver.with_suffix("")
    for level, dotted in imports:
        parts = tuple(dotted.split(".")) if dotted else ()
        if level:
            base = file.parents[level - 1] if level <= len(file.parents) else file.parent
            if base.joinpath(*parts) == module:
                return True
        elif parts and module.parts[-len(parts) :] == parts:
            return True
    return False


@contextmanager
def importing_from(root: Path) -> Iterator[None]:
    """The project's modules can be imported; afterwards they are forgotten again, unless they were there before."""
    before = set(sys.modules)
    sys.path.insert(0, str(root))
    invalidate_caches()
    try:
        yield
    finally:
        sys.path.remove(str(root))
        for name in set(sys.modules) - before:
            if _stands_below(sys.modules[name], root):
                del sys.modules[name]


def load(file: Path, root: Path) -> Any:
    """The module of a file: the one that is loaded already, else imported by its name below the root."""
    for module in list(sys.modules.values()):
        if _file_of(module) == str(file):
            return module
    dotted = _dotted(file, root)
    if dotted is not None and _is_free(dotted, file):
        return import_module(dotted)
    return _load_by_path(file, root)


def _file_of(module: Any) -> str | None:
    file = getattr(module, "__file__", None)
    return os.path.abspath(file) if isinstance(file, str) else None


def _stands_below(module: Any, root: Path) -> bool:
    file = _file_of(module)
    places = [file] if file is not None else [str(place) for place in getattr(module, "__path__", ())]
    return any(place.startswith(f"{root}{os.sep}") for place in places)


def _dotted(file: Path, root: Path) -> str | None:
    try:
        parts = file.relative_to(root).with_suffix("").parts
    except ValueError:
        return None
    return ".".join(parts) if all(part.isidentifier() for part in parts) else None


def _is_free(dotted: str, file: Path) -> bool:
    """Whether an import by this name would reach the file, and no other module of the name."""
    top = dotted.partition(".")[0]
    known = sys.modules.get(top)
    if known is None:
        return True
    places = getattr(known, "__path__", None)
    return places is not None and any(str(file).startswith(f"{os.path.abspath(place)}{os.sep}") for place in places)


def _load_by_path(file: Path, root: Path) -> Any:
    from importlib.util import module_from_spec, spec_from_file_location

    try:
        name = "_openapi_merge." + file.relative_to(root).with_suffix("").as_posix().replace("/", ".")
    except ValueError:
        name = f"_openapi_merge.{file.stem}"
    spec = spec_from_file_location(name, file)
    if spec is None or spec.loader is None:
        raise ImportError(f"{file} cannot be imported")
    module = module_from_spec(spec)
    sys.modules[name] = module
    try:
        spec.loader.exec_module(module)
    except BaseException:
        del sys.modules[name]
        raise
    return module
