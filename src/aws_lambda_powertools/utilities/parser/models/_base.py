"""What all models have in common."""

from __future__ import annotations

from threading import RLock
from typing import Any

from pydantic import BaseModel, ConfigDict

from aws_lambda_powertools._core import forks


class _Building:
    """Lets one thread at a time build models: some releases of pydantic stumble over two."""

    def __init__(self) -> None:
        self.lock = RLock()
        forks.watch(self)

    def after_fork(self) -> None:
        self.lock = RLock()


_building = _Building()


class EventModel(BaseModel):
    """Its validator is built when it is first needed: a function that uses one model pays for that one.

    Fields that a model does not know are ignored, so that what AWS adds later does no harm.
    """

    model_config = ConfigDict(defer_build=True)

    @classmethod
    def model_rebuild(cls, **options: Any) -> bool | None:
        """Build the model, if that was not done before; takes pydantic's options."""
        with _building.lock:
            if cls.__pydantic_complete__ and not options.get("force"):
                return True
            depth = options.pop("_parent_namespace_depth", 2) + 1  # for this function's frame
            try:
                return super().model_rebuild(_parent_namespace_depth=depth, **options)
            except ValueError:  # pydantic looks for names in a frame that is not there, when a module calls it directly
                return super().model_rebuild(_parent_namespace_depth=0, **options)
