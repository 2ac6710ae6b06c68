"""W1, W3, W4 and W9 in Hamilton: `workloads.py <workload> <parameters as JSON>`.

Each line that it reads makes it do the work once; the result is written on one line, as JSON.
Needs `pip install sf-hamilton`.
"""

import json
import logging
import sys
from typing import Any, Callable, Tuple

from hamilton import ad_hoc_utils, base, driver, telemetry
from hamilton.execution import executors
from hamilton.htypes import Collect, Parallelizable

Work = Callable[[], Any]

telemetry.disable_telemetry()
logging.getLogger("hamilton").setLevel(logging.ERROR)


def functions(source: str, name: str):
    """A module of generated functions."""
    return ad_hoc_utils.create_module(source, name)


def w1(dag: dict) -> Work:
    """Small nodes in a random graph: the same graph, in topological order, as the others have."""
    lines = []
    for place, node in enumerate(dag["nodes"]):
        parameters = ", ".join(f"{name}: int" for name in node["on"])
        formula = " * 3 + ".join(node["on"])
        lines.append(f"def {node['name']}({parameters}) -> int:\n    return ({formula} + {place}) & 0xFFFF\n")
    made = driver.Driver({}, functions("\n".join(lines), "w1"), adapter=base.DefaultAdapter())
    return lambda: sum(made.execute(dag["outputs"], inputs=dag["inputs"]).values())


def item(size: int) -> Parallelizable[int]:
    yield from range(size)


def doubled(item: int) -> int:
    return item * 2


def shifted(doubled: int) -> int:
    return doubled + 1


def mixed(item: int, shifted: int) -> int:
    return (item ^ shifted) & 1023


def pair(mixed: int, shifted: int) -> Tuple[int, int]:
    """Both at once: of two collectors over one fan-out, Hamilton loses one."""
    return mixed, shifted


def pairs(pair: Collect[Tuple[int, int]]) -> list:
    return list(pair)


def results(pairs: list) -> dict:
    return {"total": sum(mixed for mixed, _ in pairs), "list": [shifted for _, shifted in pairs]}


def two_collectors(size: int, executor: executors.TaskExecutor) -> Work:
    module = ad_hoc_utils.create_temporary_module(item, doubled, shifted, mixed, pair, pairs, results)
    made = (
        driver.Builder()
        .enable_dynamic_execution(allow_experimental_mode=True)
        .with_modules(module)
        .with_local_executor(executors.SynchronousLocalTaskExecutor())
        .with_remote_executor(executor)
        .build()
    )
    return lambda: made.execute(["results"], inputs={"size": size})["results"]


def w3(size: int) -> Work:
    return two_collectors(size, executors.SynchronousLocalTaskExecutor())


def w4(size: int) -> Work:
    return two_collectors(size, executors.MultiThreadingExecutor(max_tasks=16))


def w9(size: int) -> Work:
    """Builds a driver, and says of how many nodes."""
    lines = []
    for index in range(size):
        on = dict.fromkeys(other for other in (index - 1, index - 7, index - 40) if other >= 0)
        parameters = ", ".join(f"n{other}: int" for other in on)
        lines.append(f"def n{index}({parameters}) -> int:\n    return {len(on)}\n")
    module = functions("\n".join(lines), "w9")
    return lambda: len(driver.Driver({}, module, adapter=base.DefaultAdapter()).list_available_variables())


def main() -> None:
    workload, *parameters = sys.argv[1:]
    prepare = {"W1": w1, "W3": w3, "W4": w4, "W9": w9}[workload]
    work = prepare(*(json.loads(parameter) for parameter in parameters))
    for _ in sys.stdin:
        print(json.dumps(work(), separators=(",", ":")), flush=True)


if __name__ == "__main__":
    main()
