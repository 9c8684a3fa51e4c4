"""The measured process: runs one scenario of `scenarios/` and tells the numbers to the process that started it.

    child.py cold|hot FILE NAME REPLY_DESCRIPTOR [PATH_OF_A_PACKAGE_WITHOUT_BYTECODE]
    child.py import STATEMENT - REPLY_DESCRIPTOR

A hot child first runs its scenario once, replies, and then obeys the commands it reads: `time`, `grow`, `peak` or
`cycles`, each with a number of calls.

Before anything is measured it has imported what the Lambda runtime has when it imports a function, and nothing else.
"""

from __future__ import annotations

import json
import os
import sys
import time

import awslambdaric.bootstrap  # noqa: F401  (what the Lambda runtime has loaded)
from harness.scenario import COLD, SCENARIOS, InsideInvocation, load

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any


def main(kind: str, file: str, name: str, descriptor: str, without_bytecode: str = "") -> None:
    def reply(answer: dict[str, Any]) -> None:
        os.write(int(descriptor), json.dumps(answer, default=str).encode() + b"\n")

    if without_bytecode:
        sys.path.insert(0, without_bytecode)
    try:
        if kind == "import":
            code = compile(file, "<import>", "exec")
            reply(measured_once(lambda: exec(code, {})))
            return
        load((file,))
        scenario = SCENARIOS[kind, name]
        if kind == COLD:
            reply(measured_once(scenario.build))
            return
        run_hot(scenario.build(), reply)
    except Exception as error:
        reply({"error": f"{type(error).__name__}: {error}"[:500], "absent": is_absence(error)})


def measured_once(build: Callable[[], Any]) -> dict[str, Any]:
    """What one run costs: CPU and wall in ms, modules that it loaded, the process' highest memory use in KiB."""
    before = set(sys.modules)
    wall, cpu = time.perf_counter(), time.process_time()
    value = build()
    cpu, wall = time.process_time() - cpu, time.perf_counter() - wall
    memory = resident("VmHWM")
    sys.stdout.flush()
    loaded = [name for name in sys.modules if name not in before]
    return {"value": value, "cpu": cpu * 1e3, "wall": wall * 1e3, "memory": memory, "modules": len(loaded)}


def run_hot(built: Any, reply: Callable[[dict[str, Any]], None]) -> None:
    if not isinstance(built, InsideInvocation):
        obey(built, reply)
        return
    from scenarios.fixtures import CONTEXT, EVENT

    inside = built
    built.decorate(lambda _event, _context: obey(inside.call, reply))(EVENT, CONTEXT)


def obey(call: Callable[[], Any], reply: Callable[[dict[str, Any]], None]) -> None:
    """Shows the answer of one call, then times as many as it is told to, with the output going nowhere."""
    value = call()
    sys.stdout.flush()
    reply({"value": value})
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
    commands = {"time": seconds_of, "grow": growth_of, "peak": peak_of, "cycles": cycles_of}
    for line in sys.stdin:
        command, number = line.split()
        reply({command: commands[command](call, int(number))})


def seconds_of(call: Callable[[], Any], number: int) -> float:
    """CPU seconds of so many calls. The garbage collector stays on, as it does in a function."""
    import gc
    import timeit

    return timeit.Timer(call, gc.enable, time.process_time).timeit(number)


def growth_of(call: Callable[[], Any], number: int) -> int:
    """By how many KiB the process grows over so many calls, after a quarter as many to fill caches and memory pools."""
    seconds_of(call, max(number // 4, 1))
    before = resident("VmRSS")
    seconds_of(call, number)
    return resident("VmRSS") - before


def peak_of(call: Callable[[], Any], number: int) -> float:
    """Bytes that one call has allocated at its highest, the median of so many calls.

    The garbage collector rests meanwhile: what it freed of earlier calls would count in favour of this one.
    """
    import gc
    import statistics
    import tracemalloc

    peaks: list[int] = []
    gc.collect()
    gc.disable()
    tracemalloc.start()
    for _ in range(number):
        tracemalloc.reset_peak()
        before, _ = tracemalloc.get_traced_memory()
        call()
        peaks.append(tracemalloc.get_traced_memory()[1] - before)
    tracemalloc.stop()
    gc.enable()
    return statistics.median(peaks)


def cycles_of(call: Callable[[], Any], number: int) -> float:
    """Objects that a call leaves to the garbage collector, since they hold each other."""
    import gc

    gc.collect()
    gc.disable()
    for _ in range(number):
        call()
    left = gc.collect()
    gc.enable()
    return left / number


def resident(field: str) -> int:
    """A memory figure of this process in KiB: `VmHWM` (highest) or `VmRSS` (now).

    `getrusage` would do everywhere, but on Linux it starts with the highest value of the process that forked us.
    """
    try:
        with open("/proc/self/status", encoding="ascii") as status:
            return next(int(line.split()[1]) for line in status if line.startswith(field))
    except OSError:
        import resource

        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss


def is_absence(error: Exception) -> bool:
    """Whether the package under test simply has no such module or name."""
    return isinstance(error, ImportError)


if __name__ == "__main__":
    main(*sys.argv[1:])
