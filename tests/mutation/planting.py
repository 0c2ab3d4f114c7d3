"""A process of its own for each mutant: forked from a warm one, with the changed source where the module is imported from."""

import gc
import os
import resource
import sys
from collections.abc import Iterator, Mapping
from importlib import import_module
from importlib.abc import MetaPathFinder, SourceLoader
from importlib.machinery import ModuleSpec
from importlib.util import spec_from_file_location
from multiprocessing import connection, get_context
from multiprocessing.process import BaseProcess
from pathlib import Path
from typing import NamedTuple

import pytest

AT_ONCE = 2
MEMORY = 4 << 30
# what the tests import besides the project; `api` itself is left to the children, each of which has it anew
WARM = ("numpy", "yaml", "fastapi", "sqlalchemy.orm", "alembic.config", "starlette.testclient")


class Job(NamedTuple):
    """A source to put in the place of `path`, the tests that shall find it out, and how much processor time they have.

    `stages` are arguments of pytest: quick tests first, and the next only where these pass.
    """

    path: Path
    source: str
    stages: tuple[tuple[str, ...], ...]
    seconds: int


class Planted(MetaPathFinder, SourceLoader):
    """Gives one module another source; the file stays as it is."""

    def __init__(self, job: Job) -> None:
        self.job, self.name = job, ".".join(job.path.relative_to(Path.cwd()).with_suffix("").parts)

    def find_spec(self, name: str, path: object = None, target: object = None) -> ModuleSpec | None:
        return spec_from_file_location(name, self.job.path, loader=self) if name == self.name else None

    def get_filename(self, fullname: str) -> str:
        return str(self.job.path)

    def get_data(self, path: str | bytes) -> bytes:
        return self.job.source.encode()


def warm_up() -> None:
    """What every child would do again. No plugin is needed, and each costs time; frozen memory stays shared."""
    os.environ["PYTEST_DISABLE_PLUGIN_AUTOLOAD"] = "1"
    pytest.main(["-qq", "--collect-only", "--noconftest", str(Path(__file__).parent)])
    for name in WARM:
        import_module(name)
    gc.collect()
    gc.freeze()
    gc.disable()


def all_pass(jobs: Mapping[int, Job]) -> Iterator[tuple[int, bool]]:
    """Each job's number, and whether all its tests passed; in the order in which they end."""
    waiting = list(jobs.items())
    running: dict[int, tuple[int, BaseProcess]] = {}
    while waiting or running:
        while waiting and len(running) < AT_ONCE:
            number, job = waiting.pop(0)
            process = get_context("fork").Process(target=_run, args=(job,))
            process.start()
            running[process.sentinel] = number, process
        for ended in connection.wait(list(running)):
            number, process = running.pop(int(str(ended)))
            process.join()
            yield number, process.exitcode == 0


def _run(job: Job) -> None:
    """In the child. Who uses up his time or memory is ended by the kernel, which counts as a failure."""
    resource.setrlimit(resource.RLIMIT_CPU, (job.seconds, job.seconds))
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
    os.dup2(1, 2)
    sys.meta_path.insert(0, Planted(job))
    os._exit(any(pytest.main(["-x", "-q", *stage]) for stage in job.stages))
