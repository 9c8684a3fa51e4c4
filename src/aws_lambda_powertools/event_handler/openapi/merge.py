"""One OpenAPI document for the apps of several functions.

    merge = OpenAPIMerge(title="Shop", version="2.0.0")
    merge.discover("src", pattern="handler.py", recursive=True)
    print(merge.get_openapi_json_schema())

Nothing is overwritten silently: operations that meet at one path and method are settled by `on_conflict`, and
components that share a name but not their content get names of their own.
"""

# Users' own data has no types.
# pyright: reportUnknownArgumentType=false
# pyright: reportUnknownVariableType=false
# pydantic's own types are wider than its annotations.
# pyright: reportArgumentType=false

from __future__ import annotations

import logging
from copy import deepcopy
from pathlib import Path
from typing import Any

from aws_lambda_powertools._core.notices import warn
from aws_lambda_powertools.event_handler.openapi._merge_files import (
    DEFAULT_EXCLUDES,
    find_dependents,
    find_resolvers,
    importing_from,
    load,
)
from aws_lambda_powertools.event_handler.openapi.config import OpenAPIConfig
from aws_lambda_powertools.event_handler.openapi.constants import (
    DEFAULT_API_VERSION,
    DEFAULT_OPENAPI_TITLE,
    DEFAULT_OPENAPI_VERSION,
)
from aws_lambda_powertools.event_handler.openapi.exceptions import OpenAPIMergeError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Literal, TypeAlias

    from aws_lambda_powertools.event_handler.openapi.models import (
        Contact,
        ExternalDocumentation,
        License,
        SecurityScheme,
        Server,
        Tag,
    )

    ConflictStrategy: TypeAlias = Literal["warn", "error", "first", "last"]
    Document: TypeAlias = dict[str, Any]

logger = logging.getLogger(__name__)

STRATEGIES = ("warn", "error", "first", "last")
METHODS = frozenset({"get", "put", "post", "delete", "options", "head", "patch", "trace"})


class OpenAPIMerge:
    """Collects the documents of several apps and makes one of them.

    `on_conflict` says what happens when two apps serve the same path and method: `warn` keeps the first and logs a
    warning, `first` and `last` keep that one, `error` raises OpenAPIMergeError. The other parameters describe the
    whole, as those of `get_openapi_schema` do.
    """

    def __init__(
        self,
        *,
        title: str = DEFAULT_OPENAPI_TITLE,
        version: str = DEFAULT_API_VERSION,
        openapi_version: str = DEFAULT_OPENAPI_VERSION,
        summary: str | None = None,
        description: str | None = None,
        tags: list[Tag | str] | None = None,
        servers: list[Server] | None = None,
        terms_of_service: str | None = None,
        contact: Contact | None = None,
        license_info: License | None = None,
        security_schemes: dict[str, SecurityScheme] | None = None,
        security: list[dict[str, list[str]]] | None = None,
        external_documentation: ExternalDocumentation | None = None,
        openapi_extensions: dict[str, Any] | None = None,
        on_conflict: ConflictStrategy = "warn",
    ) -> None:
        if on_conflict not in STRATEGIES:
            raise ValueError(f"on_conflict is {on_conflict!r}; it must be one of {', '.join(STRATEGIES)}.")
        self._config = OpenAPIConfig(
            title=title,
            version=version,
            openapi_version=openapi_version,
            summary=summary,
            description=description,
            tags=tags,
            servers=servers,
            terms_of_service=terms_of_service,
            contact=contact,
            license_info=license_info,
            security_schemes=security_schemes,
            security=security,
            external_documentation=external_documentation,
            openapi_extensions=openapi_extensions,
        )
        self._on_conflict = on_conflict
        self._files: list[tuple[Path, str]] = []
        self._dependents: dict[Path, list[Path]] = {}
        self._schemas: list[Document] = []
        self._root: Path | None = None
        self._merged: Document | None = None

    def discover(
        self,
        path: str | Path,
        pattern: str | list[str] = "handler.py",
        exclude: list[str] | None = None,
        resolver_name: str = "app",
        recursive: bool = False,
        project_root: str | Path | None = None,
    ) -> list[Path]:
        """Find the files below the path that assign an app to `resolver_name`, and those that import it from there.

        Nothing is imported yet. `project_root` is where the imports of these files start; by default the path.
        FileNotFoundError when there is no such path.
        """
        start = Path(path).absolute().resolve()
        patterns = [pattern] if isinstance(pattern, str) else pattern
        excluded = list(DEFAULT_EXCLUDES) if exclude is None else exclude
        found = find_resolvers(start, patterns, excluded, resolver_name, recursive=recursive)
        self._root = Path(project_root).absolute().resolve() if project_root is not None else start
        known = {file for file, _ in self._files}
        self._files += [(file, resolver_name) for file in found if file not in known]
        self._dependents.update(find_dependents(start, found, excluded, resolver_name))
        self._merged = None
        return found

    def add_file(self, file_path: str | Path, resolver_name: str | None = None) -> None:
        """Take in the app of one file, by default the one called `app`."""
        file = Path(file_path).absolute().resolve()
        if file not in {known for known, _ in self._files}:
            self._files.append((file, resolver_name or "app"))
        self._merged = None

    def add_schema(self, schema: dict[str, Any]) -> None:
        """Take in a document: a dict, or an object of `openapi.models`."""
        self._schemas.append(_as_dict(schema))
        self._merged = None

    @property
    def discovered_files(self) -> list[Path]:
        """The files whose apps are merged."""
        return [file for file, _ in self._files]

    @property
    def dependent_files(self) -> dict[Path, list[Path]]:
        """For each of them the files that add routes to its app."""
        return {file: list(files) for file, files in self._dependents.items()}

    def get_openapi_schema(self) -> dict[str, Any]:
        """The merged document; the files are imported at the first call."""
        if self._merged is None:
            self._merged = _Merger(self._config, self._on_conflict).merged(self._sources())
        return self._merged

    def get_openapi_json_schema(self) -> str:
        """The same as JSON text."""
        from aws_lambda_powertools.event_handler.openapi._app_document import as_json

        return as_json(self.get_openapi_schema())

    def _sources(self) -> list[tuple[str, Document]]:
        """The documents with a name for each, in the order of discovery; those given as documents come last."""
        sources = [(_name_of(file), found) for file, name in self._files if (found := self._document_of(file, name))]
        sources += [(f"schema{number}", schema) for number, schema in enumerate(self._schemas, 1)]
        if self._files and not any(document.get("paths") for _, document in sources):
            warn(f"{len(self._files)} files were found, but none of them gave a route to the merged OpenAPI document.")
        return sources

    def _document_of(self, file: Path, resolver_name: str) -> Document | None:
        """The document of one file's app; a file that fails is left out with a warning."""
        root = self._root if self._root is not None and self._root in file.parents else file.parent
        try:
            if not file.exists():
                raise FileNotFoundError(f"there is no {file}")
            with importing_from(root):
                for dependent in self._dependents.get(file, ()):
                    load(dependent, root)
                app = getattr(load(file, root), resolver_name)
                return _as_dict(app.get_openapi_schema())
        except Exception as error:  # one broken function must not hide the API of all others
            warn(f"{file} is left out of the merged OpenAPI document: {type(error).__name__}: {error}", UserWarning)
            return None


def _as_dict(document: Any) -> Document:
    dump = getattr(document, "model_dump", None)
    if dump is not None:
        plain: Document = dump(mode="json", by_alias=True, exclude_none=True)
        return plain
    return deepcopy(document)


def _name_of(file: Path) -> str:
    """What a file's app is called where names have to be told apart: its directory, else itself."""
    stem = file.stem if file.stem not in {"handler", "app", "main", "index", "__init__"} else file.parent.name
    return "".join(letter if letter.isalnum() else "_" for letter in stem)


class _Merger:
    """Makes one document of several."""

    def __init__(self, config: OpenAPIConfig, on_conflict: str) -> None:
        from aws_lambda_powertools.event_handler.openapi._document import document_of

        self._on_conflict = on_conflict
        schemes = config.security_schemes
        self._document = document_of(config, {}, {})
        self._components: dict[str, dict[str, Any]] = {"securitySchemes": dict(_as_dict(schemes))} if schemes else {}
        for name, scheme in self._components.get("securitySchemes", {}).items():
            self._components["securitySchemes"][name] = _as_dict(scheme)
        self._tags: dict[str, Any] = {tag["name"]: tag for tag in self._document.get("tags", ())}
        self._operation_ids: dict[str, str] = {}

    def merged(self, sources: list[tuple[str, Document]]) -> Document:
        """The document with the paths, components and tags of all sources."""
        for name, source in sources:
            self._take_in(name, source)
        if self._components:
            self._document["components"] = self._components
        if self._tags:
            self._document["tags"] = list(self._tags.values())
        return self._document

    def _take_in(self, name: str, source: Document) -> None:
        document = self._with_own_names(name, source)
        for kind, components in document.get("components", {}).items():
            self._components.setdefault(kind, {}).update(components)
        for tag in document.get("tags", ()):
            self._tags.setdefault(tag["name"], tag)
        for path, item in document.get("paths", {}).items():
            target = self._document["paths"].setdefault(path, {})
            for method, operation in item.items():
                if method in METHODS:
                    self._add(target, path, method, self._secured(operation, document))
                else:
                    target.setdefault(method, operation)

    def _secured(self, operation: Document, document: Document) -> Document:
        """The operation with the security of its document, which the merged document does not have."""
        security = document.get("security")
        if not security or "security" in operation or self._document.get("security"):
            return operation
        return {**operation, "security": security}

    def _add(self, target: Document, path: str, method: str, operation: Document) -> None:
        if method in target:
            place = f"{method.upper()} {path}"
            if self._on_conflict == "error":
                raise OpenAPIMergeError(
                    f"{place} is served by two handlers; conflict of {operation.get('operationId')!r}"
                )
            if self._on_conflict == "warn":
                logger.warning("Conflict: %s is served by two handlers; the first one is documented.", place)
            if self._on_conflict != "last":
                return
        target[method] = self._with_own_id(operation, f"{method.upper()} {path}")

    def _with_own_id(self, operation: Document, place: str) -> Document:
        """The operation with an id that no other place has."""
        wanted = operation.get("operationId")
        if wanted is None or self._operation_ids.setdefault(wanted, place) == place:
            return operation
        own = _unused(wanted, self._operation_ids)
        self._operation_ids[own] = place
        logger.info("The operation id %s stands twice; %s is called %s now.", wanted, place, own)
        return {**operation, "operationId": own}

    def _with_own_names(self, source_name: str, source: Document) -> Document:
        """The document, in which components that would replace different ones have other names."""
        renamed: dict[str, dict[str, str]] = {}
        for kind, components in source.get("components", {}).items():
            known = self._components.get(kind, {})
            for name, component in components.items():
                if name in known and known[name] != component:
                    own = _unused(f"{name}_{source_name}", {**known, **components})
                    renamed.setdefault(kind, {})[name] = own
                    logger.warning(
                        "Two components %s of kind %s differ; that of %s is %s.", name, kind, source_name, own
                    )
        return _Renaming(renamed).document(source) if renamed else source


def _unused(wanted: str, known: dict[str, Any]) -> str:
    """The name, or the name with the first number that is free."""
    candidate, number = wanted, 2
    while candidate in known:
        candidate, number = f"{wanted}_{number}", number + 1
    return candidate


class _Renaming:
    """New names for components, in a whole document."""

    def __init__(self, names: dict[str, dict[str, str]]) -> None:
        self._references = {
            f"#/components/{kind}/{old}": f"#/components/{kind}/{new}"
            for kind, renamed in names.items()
            for old, new in renamed.items()
        }
        self._names = names
        self._schemes = names.get("securitySchemes", {})

    def document(self, source: Document) -> Document:
        """The document with the new names."""
        renamed: Document = self._visit(source, key=None)
        for kind, names in self._names.items():
            components = renamed["components"][kind]
            renamed["components"][kind] = {names.get(name, name): component for name, component in components.items()}
        return renamed

    def _visit(self, value: Any, key: str | None) -> Any:
        if isinstance(value, dict):
            if key == "security":
                return {self._schemes.get(name, name): scopes for name, scopes in value.items()}
            return {name: self._visit(item, name) for name, item in value.items()}
        if isinstance(value, list):
            return [self._visit(item, key) for item in value]
        if isinstance(value, str) and value.startswith("#/components/"):
            return self._references.get(value, value)
        return value
