"""A process is killed between each two steps of claim, run, save and return: what does the next invocation do?"""

from __future__ import annotations

import os
import signal
import time
from uuid import uuid4

import pytest

from aws_lambda_powertools.utilities.idempotency import IdempotencyConfig, idempotent
from aws_lambda_powertools.utilities.idempotency.exceptions import IdempotencyAlreadyInProgressError

pytestmark = pytest.mark.integration

LEASE = 1.0


class Context:
    def __init__(self, milliseconds):
        self.milliseconds = milliseconds

    def get_remaining_time_in_millis(self):
        return self.milliseconds


def die():
    os.kill(os.getpid(), signal.SIGKILL)


def around(method, *, before=None, after=None):
    def wrapped(**arguments):
        if before is not None:
            before()
        method(**arguments)
        if after is not None:
            after()

    return wrapped


def invoke(store, prefix, effects, point=None, lease=LEASE):
    """One invocation that dies at a point of its way."""
    store._put_record = around(
        store._put_record,
        before=die if point == "before the claim" else None,
        after=die if point == "after the claim" else None,
    )
    store._update_record = around(
        store._update_record,
        before=die if point == "before the save" else None,
        after=die if point == "after the save" else None,
    )

    @idempotent(persistence_store=store, config=IdempotencyConfig(), key_prefix=prefix)
    def handler(event, context):
        if point == "before the effect":
            die()
        with open(effects, "a") as file:
            file.write("charged\n")
        if point == "after the effect":
            die()
        return {"charges": effects.read_text().count("charged")}

    return handler({"id": 1}, Context(int(lease * 1000)))


AT_ONCE, REFUSED, REPLAYED = "runs at once", "is refused until the lease is over, then runs", "replays"


@pytest.mark.parametrize(
    ("point", "the_next_one", "charges"),
    [
        ("before the claim", AT_ONCE, 1),
        ("after the claim", REFUSED, 1),
        ("before the effect", REFUSED, 1),
        ("after the effect", REFUSED, 2),
        ("before the save", REFUSED, 2),
        ("after the save", REPLAYED, 1),
    ],
)
def test_what_the_next_invocation_does(point, the_next_one, charges, open_store, tmp_path, in_process):
    effects = tmp_path / "effects"
    effects.touch()
    prefix = str(uuid4())
    began = time.time()
    assert in_process(lambda: invoke(open_store(), prefix, effects, point)) == [-signal.SIGKILL]
    store = open_store()
    if the_next_one == REFUSED:
        if time.time() < began + LEASE / 2:  # on a slow machine the lease may be over by now
            with pytest.raises(IdempotencyAlreadyInProgressError):
                invoke(open_store(), prefix, effects)
        time.sleep(max(0.0, began + LEASE + 0.5 - time.time()))
    assert invoke(store, prefix, effects, lease=60) == {"charges": charges}
    assert effects.read_text().count("charged") == charges
    assert invoke(open_store(), prefix, effects, lease=60) == {"charges": charges}
