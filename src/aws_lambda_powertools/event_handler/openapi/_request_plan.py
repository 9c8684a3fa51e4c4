"""How one route turns requests into the arguments of its handler; worked out once, then only executed."""

# Users' own data has no types.
# pyright: reportUnknownArgumentType=false
# pyright: reportUnknownMemberType=false
# pyright: reportUnknownVariableType=false
# Events may lack what they promise.
# pyright: reportUnnecessaryComparison=false

from __future__ import annotations

from copy import deepcopy
from functools import partial
from typing import Any, get_args

from pydantic import ValidationError

from aws_lambda_powertools.event_handler.openapi._bodies import FormData, body_of
from aws_lambda_powertools.event_handler.openapi.compat import (
    bare,
    errors_at,
    get_missing_field_error,
    is_sequence,
    model_of,
)
from aws_lambda_powertools.event_handler.openapi.dependant import is_embedded
from aws_lambda_powertools.event_handler.openapi.exceptions import RequestValidationError
from aws_lambda_powertools.event_handler.openapi.params import Body, Form, Header, get_flat_dependant
from aws_lambda_powertools.event_handler.openapi.uploads import UploadFile
from aws_lambda_powertools.utilities.data_classes.common import BaseProxyEvent

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from aws_lambda_powertools.event_handler.openapi.compat import (
        Errors,
        Location,
        ModelField,
    )
    from aws_lambda_powertools.event_handler.openapi.params import Dependant

MISSING: Any = object()
"""There is no such value in the request; None may be one."""

_NEVER_CHANGE = (type(None), bool, int, float, str, bytes, tuple, frozenset)


class Value:
    """One argument of the handler: where it is read, how it is validated, what stands in when it is missing."""

    __slots__ = ("alias", "is_list", "loc", "name", "parts", "required", "stand_in", "validate")

    def __init__(self, field: ModelField, place: str) -> None:
        self.name = field.name
        self.alias = field.alias
        self.loc: Location = (place, field.alias)
        self.is_list = is_sequence(field.type_)
        self.parts = _parts(field)
        self.required = field.required
        self.validate: Callable[..., Any] = partial(field.validator.validate_python, from_attributes=True)
        self.stand_in = _stand_in(field)

    def take(self, raw: Any, into: dict[str, Any], errors: Errors) -> None:
        """Put the validated value into the arguments, or what is wrong with it into the errors."""
        if raw is MISSING:
            self.leave_out(into, errors)
            return
        try:
            into[self.name] = self.validate(raw)
        except ValidationError as error:
            errors.extend(self._told(error))

    def _told(self, error: ValidationError) -> Errors:
        found = errors_at(error, self.loc)
        if not self.parts:
            return found
        shown = {part.given: part.names[0] for part in self.parts}
        at = len(self.loc)
        return [{**one, "loc": (*self.loc, *(shown.get(step, step) for step in one["loc"][at:]))} for one in found]

    def read(self, source: Source) -> Any:
        """The raw value in its place of the request: one text, a list of them, or the parts of a model."""
        if self.parts:
            return self._collected(source)
        return source.all(self.alias) if self.is_list else source.one(self.alias)

    def _collected(self, source: Source) -> dict[str, Any]:
        found: dict[str, Any] = {}
        for part in self.parts:
            read = source.all if part.is_list else source.first
            value = next((value for name in part.names if (value := read(name)) is not MISSING), MISSING)
            if value is not MISSING:
                found[part.given] = value
        return found

    def leave_out(self, into: dict[str, Any], errors: Errors) -> None:
        """The request does not say: the default counts, if there is one."""
        if self.required:
            errors.append(get_missing_field_error(self.loc))
        else:
            into[self.name] = self.stand_in()


def _stand_in(field: ModelField) -> Callable[[], Any]:
    """What gives the default; one that could be changed is copied each time."""
    if field.required:
        return field.get_default
    info = field.field_info
    if info.default_factory is not None:
        return field.get_default
    if isinstance(info.default, _NEVER_CHANGE):
        return partial(_same, info.default)
    return partial(deepcopy, info.default)


def _same(value: Any) -> Any:
    return value


class Part:
    """A field of a model whose values stand one by one in the request."""

    __slots__ = ("given", "is_list", "names")

    def __init__(self, names: list[str], given: str, is_list: bool) -> None:
        self.names = names
        """What the client may call it; the first is what errors call it."""
        self.given = given
        """What the model calls it."""
        self.is_list = is_list


def _parts(field: ModelField) -> list[Part]:
    """The fields of a model in the query string, the headers, the cookies or a form; nothing for other types."""
    model = model_of(field.type_)
    if model is None or (isinstance(field.field_info, Body) and not isinstance(field.field_info, Form)):
        return []
    by_name = model.model_config.get("populate_by_name") or model.model_config.get("validate_by_name")
    hyphens = isinstance(field.field_info, Header) and field.field_info.convert_underscores
    parts: list[Part] = []
    for name, info in model.model_fields.items():
        alias = info.validation_alias if isinstance(info.validation_alias, str) else info.alias
        names = [alias, name] if alias and by_name else [alias or name]
        shown = [spelt.replace("_", "-") for spelt in names] if hyphens else names
        parts.append(Part(shown, alias or name, is_sequence(info.annotation)))
    return parts


class Source:
    """The values of one place of the request: one text or several for a name."""

    __slots__ = ("repeated", "single", "was_repeated")

    def __init__(
        self,
        repeated: Mapping[str, Any],
        single: Mapping[str, Any],
        was_repeated: Callable[[str], list[str] | None] | None = None,
    ) -> None:
        self.repeated = repeated
        self.single = single
        self.was_repeated = was_repeated

    def one(self, name: str) -> Any:
        """The value; the list of them when the client sent several, which no scalar accepts."""
        values = self.repeated.get(name, MISSING) if self.repeated else MISSING
        if values is not MISSING:
            return _only(values)
        value = self.single.get(name, MISSING)
        if value is None:
            return MISSING
        if isinstance(value, str) and self.was_repeated is not None and "," in value:
            return self.was_repeated(name) or value
        return _only(value)

    def first(self, name: str) -> Any:
        """The value, of several the first."""
        value = self.one(name)
        return value[0] if isinstance(value, list) and value else value

    def all(self, name: str) -> Any:
        """The values as a list; one text with commas is several."""
        values = self.repeated.get(name, MISSING) if self.repeated else MISSING
        if values is MISSING:
            values = self.single.get(name, MISSING)
        if values is MISSING or values is None:
            return MISSING
        return values.split(",") if isinstance(values, str) else values


def _only(values: Any) -> Any:
    if not isinstance(values, list):
        return MISSING if values is None else values
    if not values:
        return MISSING
    return values[0] if len(values) == 1 else values


def query_of(event: BaseProxyEvent) -> Source:
    """The query string, however the front writes it down."""
    data: Any = event.raw_event
    if "queryStringParameters" not in data and "multiValueQueryStringParameters" not in data:
        return _query_of_another_shape(event)
    raw = data.get("rawQueryString")
    several = event.multi_value_query_string_parameters if raw is None else None
    return Source(several or {}, event.query_string_parameters or {}, partial(_repeated_in, raw) if raw else None)


def _query_of_another_shape(event: BaseProxyEvent) -> Source:
    """VPC Lattice has one text for a name under a key of its own; Bedrock agents have parameters."""
    if type(event).resolved_query_string_parameters is BaseProxyEvent.resolved_query_string_parameters:
        return Source({}, event.query_string_parameters or {})
    return Source(event.resolved_query_string_parameters or {}, {})


def _repeated_in(raw_query: str, name: str) -> list[str] | None:
    """The values of a name that stands in the query string several times; the front has joined them by commas."""
    from urllib.parse import parse_qs

    values = parse_qs(raw_query, keep_blank_values=True).get(name, [])
    return values if len(values) > 1 else None


def headers_of(event: BaseProxyEvent) -> Source:
    """The headers, however the front writes them down."""
    several = getattr(event, "multi_value_headers", None)
    return Source(several or {}, event.headers if event.headers is not None else {})


def cookies_of(event: BaseProxyEvent) -> Source:
    """The cookies of the request."""
    return Source({}, event.resolved_cookies_field or {})


class BodyValue(Value):
    """An argument that is the body or a part of it."""

    __slots__ = ("_is_embedded", "_wants_uploads")

    def __init__(self, field: ModelField, *, embedded: bool) -> None:
        super().__init__(field, "body")
        self._is_embedded = embedded
        self._wants_uploads = _speaks_of_uploads(field.type_)
        if not embedded or self.parts:
            self.loc = ("body",)

    def read_body(self, body: Any) -> Any:
        """The raw value: the body itself, its property of this name, or the values of that name in a form."""
        if isinstance(body, FormData):
            return self._of_form(body)
        if not self._is_embedded:
            return MISSING if body is None else body
        raw = body.get(self.alias) if isinstance(body, dict) else None
        return MISSING if raw is None else raw

    def _of_form(self, form: FormData) -> Any:
        """All values of a name for lists, else the first."""
        if self.parts:
            return {
                part.given: found
                for part in self.parts
                if (found := self._all_or_first(form, part.names, part.is_list)) is not MISSING
            }
        if not self._is_embedded:
            return {name: values[0] if len(values) == 1 else values for name, values in form.items()}
        return self._all_or_first(form, [self.alias], self.is_list)

    def _all_or_first(self, form: FormData, names: list[str], is_list: bool) -> Any:
        values = next((form[name] for name in names if name in form), None)
        if values is None:
            return MISSING
        if not self._wants_uploads:
            values = [value.content if isinstance(value, UploadFile) else value for value in values]
        return values if is_list else values[0]


def _speaks_of_uploads(annotation: Any) -> bool:
    annotation = bare(annotation)
    return annotation is UploadFile or any(_speaks_of_uploads(inner) for inner in get_args(annotation))


class RequestPlan:
    """What a handler and its dependencies want to know of a request."""

    __slots__ = ("_bodies", "_embedded", "_owners", "_path", "_places")

    def __init__(self, dependant: Dependant) -> None:
        self._owners: list[Any] = []
        """Who gets the values: first the handler, then its dependencies that declare parameters."""
        self._path: list[tuple[int, Value]] = []
        self._places: list[tuple[Callable[[BaseProxyEvent], Source], list[tuple[int, Value]]]] = []
        self._bodies: list[tuple[int, BodyValue]] = []
        self._embedded = is_embedded(get_flat_dependant(dependant).body_params)
        by_place: dict[str, list[tuple[int, Value]]] = {"query": [], "header": [], "cookie": []}
        self._take_in(dependant, by_place, [])
        for place, source_of in (("query", query_of), ("header", headers_of), ("cookie", cookies_of)):
            if by_place[place]:
                self._places.append((source_of, by_place[place]))

    def _take_in(self, dependant: Dependant, by_place: dict[str, list[tuple[int, Value]]], seen: list[Any]) -> None:
        """Plan the fields of the handler or of a dependency; a dependency that several ask for is planned once."""
        if any(dependant.cache_key is known for known in seen):
            return
        seen.append(dependant.cache_key)
        owner = len(self._owners)
        self._owners.append(dependant.cache_key)
        self._path += [(owner, Value(field, "path")) for field in dependant.path_params]
        for place, fields in (
            ("query", dependant.query_params),
            ("header", dependant.header_params),
            ("cookie", dependant.cookie_params),
        ):
            by_place[place] += [(owner, Value(field, place)) for field in fields]
        self._bodies += [(owner, BodyValue(field, embedded=self._embedded)) for field in dependant.body_params]
        for dependency in dependant.dependencies:
            self._take_in(dependency, by_place, seen)

    def arguments(
        self, event: BaseProxyEvent, path_values: Mapping[str, str]
    ) -> tuple[dict[str, Any], dict[Any, dict[str, Any]] | None]:
        """The validated arguments of the handler, and of its dependencies by dependency.

        RequestValidationError says what does not fit, and where it stands.
        """
        targets: list[dict[str, Any]] = [{} for _ in self._owners]
        errors: Errors = []
        for owner, value in self._path:
            raw = path_values.get(value.alias, MISSING)
            value.take(path_values.get(value.name, MISSING) if raw is MISSING else raw, targets[owner], errors)
        for source_of, wanted in self._places:
            source = source_of(event)
            for owner, value in wanted:
                value.take(value.read(source), targets[owner], errors)
        body = None
        if self._bodies:
            body = body_of(event)
            for owner, part in self._bodies:
                part.take(part.read_body(body), targets[owner], errors)
        if errors:
            raise RequestValidationError(errors, body=body)
        if len(targets) == 1:
            return targets[0], None
        return targets[0], dict(zip(self._owners[1:], targets[1:], strict=True))
