"""FileStore: flags in a JSON file, in the deployment package, a layer or a mounted file system."""

from __future__ import annotations

import os

from aws_lambda_powertools.utilities.feature_flags.stores._text import TextStore

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any


class FileStore(TextStore):
    """Flags in the JSON file `path`, read again at most every `max_age` seconds, if the file has changed by then."""

    def __init__(
        self,
        path: str | os.PathLike[str],
        *,
        max_age: float = 5,
        envelope: str = "",
        jmespath_options: dict[str, Any] | None = None,
    ) -> None:
        super().__init__(max_age=max_age, envelope=envelope, jmespath_options=jmespath_options)
        self.path = os.fspath(path)

    def _read(self) -> bytes:
        with open(self.path, "rb") as file:
            return file.read()

    def _place(self) -> str:
        return f"the file {self.path!r}"
