"""What all models have in common."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict


class EventModel(BaseModel):
    """Its validator is built when it is first needed: a function that uses one model pays for that one.

    Fields that a model does not know are ignored, so that what AWS adds later does no harm.
    """

    model_config = ConfigDict(defer_build=True)
