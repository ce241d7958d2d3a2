"""The engine for several machines: Ray places the shards, Rasid says what becomes of one whose process or machine died.

Ray's own retries are off. A shard whose process died is given out again, and then tells by a small file which report it is at; a report
over which processes died twice more is set aside, as the local engine does. The folder of the output lies on a file system that all
machines share, and each shard is put there whole, so that a machine taken for dead that goes on does no harm.
"""

from __future__ import annotations

import os
import platform
import socket
from collections import Counter
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from rasid.bulk.shards import REMOTE, Shard
from rasid.bulk.supervising import DEATHS, FRUITLESS, Failed, attempted, refused
from rasid.bulk.working import Job, code_shard
from rasid.bulk.writing import Done
from rasid.model import RasidError, UsageError

if TYPE_CHECKING:
    from rasid.pipeline import Pipeline

WAITING = 8  # shards handed to Ray beyond two for each of its cores: enough that none waits, few enough to hold in mind
KNOCK_S = 10.0  # for which a cluster is waited for
NEW_NODES_S = 30.0  # how often it is asked how many cores there are: machines may join


class Unfit(NamedTuple):
    """A machine that cannot do its part."""

    what: str
    hint: str


class Given(NamedTuple):
    """A shard given out. `careful`: tells which report it is at. `poison`: numbers of reports that are set aside."""

    shard: Shard
    careful: bool = False
    poison: tuple[int, ...] = ()


def code_with_ray(shards: list[Shard], job: Job, jobs: int) -> Iterator[Done]:
    """Codes the shards on the cluster that RAY_ADDRESS names, or on one started here of so many processes; what is done, as it is done.
    Raises UsageError where Ray is not installed or not reached, RasidError where the job cannot go on."""
    ray = ray_at(jobs)
    try:
        yield from Driver(ray, job).run(shards)
    finally:
        ray.shutdown()


def ray_at(jobs: int) -> Any:
    os.environ.setdefault("RAY_USAGE_STATS_ENABLED", "0")  # it tells nobody of what is done here
    try:
        import ray
    except ModuleNotFoundError:
        raise UsageError("--engine ray needs Ray.", hint="Install it on every machine: pip install 'rasid[cluster]'.") from None
    address = os.environ.get("RAY_ADDRESS")
    if address:
        knock(address)
    here = {} if address else {"num_cpus": jobs, "include_dashboard": False}
    try:
        ray.init(address=address, log_to_driver=False, logging_level="ERROR", **here)
    except (ConnectionError, ValueError, RuntimeError) as error:
        said = str(error).partition("\n")[0]
        raise UsageError(f"the cluster cannot be reached ({said}).", where=f"RAY_ADDRESS={address}", hint="Is it up?") from None
    return ray


def knock(address: str) -> None:
    """Raises UsageError where nobody answers at HOST:PORT: Ray would try for minutes."""
    host, _, port = address.rpartition("//")[2].rpartition(":")
    if not host or not port.isdigit():
        return  # auto, local: Ray's to find
    try:
        socket.create_connection((host, int(port)), timeout=KNOCK_S).close()
    except OSError as error:
        said = error.strerror or str(error)
        raise UsageError(f"the cluster cannot be reached ({said}).", where=f"RAY_ADDRESS={address}", hint="Is it up?") from None


class Driver:
    """Gives out shards and hears what became of them."""

    def __init__(self, ray: Any, job: Job) -> None:
        self.ray, self.job = ray, job
        self.remote = ray.remote(num_cpus=1, max_retries=0)(code_there)
        self.running: dict[Any, Given] = {}
        self.deaths: Counter[tuple[int, int]] = Counter()
        self.fruitless = 0

    def run(self, shards: list[Shard]) -> Iterator[Done]:
        waiting = iter(shards)
        self.fill(waiting)
        while self.running:
            ready, _ = self.ray.wait(list(self.running), num_returns=1, timeout=NEW_NODES_S)
            for reference in ready:
                given = self.running.pop(reference)
                answer = self.heard(reference)
                if isinstance(answer, Done):
                    self.fruitless = 0
                    yield answer
                elif answer is None:
                    self.give(self.again(given))
                elif isinstance(answer, Failed):
                    raise refused(answer, self.job.out)
                else:
                    raise answer if isinstance(answer, RasidError) else RasidError(answer.what, hint=answer.hint)
            self.fill(waiting)

    def fill(self, waiting: Iterator[Shard]) -> None:
        """Hands Ray so many shards that all its cores have work."""
        most = 2 * int(self.ray.cluster_resources().get("CPU", 1)) + WAITING
        while len(self.running) < most and (shard := next(waiting, None)) is not None:
            self.give(Given(shard))

    def give(self, given: Given) -> None:
        self.running[self.remote.remote(self.job, os.getcwd(), *given)] = given

    def heard(self, reference: Any) -> Done | Failed | Unfit | None:
        """What a process answers; None where it died, or its machine."""
        errors = self.ray.exceptions
        try:
            answer: Done | Failed | Unfit = self.ray.get(reference)
        except errors.RayTaskError as error:
            said = f"{type(error.cause).__name__}: {error.cause}".partition("\n")[0]
            raise RasidError(f"a process could not do its part ({said}).", hint="The same command goes on with what is left.") from None
        except errors.RayError:
            return None
        return answer

    def again(self, given: Given) -> Given:
        """How a shard is given out after its process died."""
        if not given.careful:
            return given._replace(careful=True)
        number = where_it_was(self.job, given.shard)
        self.fruitless += number < 0
        if self.fruitless >= FRUITLESS:
            raise RasidError("processes die before they begin.", hint="There may be too little memory on the machines.")
        self.deaths[given.shard.number, number] += 1
        if number >= 0 and self.deaths[given.shard.number, number] >= DEATHS:
            return given._replace(poison=(*given.poison, number))
        return given


# On the machine that codes -----------------------------------------------------------------------------------------------------


def code_there(job: Job, folder: str, shard: Shard, careful: bool, poison: tuple[int, ...]) -> Done | Failed | Unfit:
    """Codes a shard in a process of the cluster. A process keeps what it has loaded for the next. `folder`: in which the driver is, from
    which sources may be named."""
    host, hint = platform.node(), "It must lie on a file system that all machines share, under one name."
    if not Path(job.out).is_dir():
        return Unfit(f"{host} does not see the folder {job.out}.", hint)
    if REMOTE not in shard.source:
        if Path(folder).is_dir():
            os.chdir(folder)
        if not Path(shard.source).exists():
            return Unfit(f"{host} does not see {shard.source}.", hint)
    pipeline = loaded(job.lang)
    if job.data_version not in (None, pipeline.lexicon.version):
        return Unfit(f"{host} has other data than this machine.", "Install the same version, and the same layer of your own, on all.")
    if not careful:
        answer: Done | Failed = attempted(lambda: code_shard(pipeline, job, shard, poison), shard.number)
        return answer
    mark = mark_of(job, shard)
    mark.write_text("-1")
    answer = attempted(lambda: code_shard(pipeline, job, shard, poison, lambda number: mark.write_text(str(number))), shard.number)
    mark.unlink(missing_ok=True)
    return answer


@lru_cache(maxsize=1)
def loaded(lang: str) -> Pipeline:
    from rasid.pipeline import Pipeline

    return Pipeline.load(lang)


def mark_of(job: Job, shard: Shard) -> Path:
    return Path(job.out) / "done" / f".{shard.name}.at"


def where_it_was(job: Job, shard: Shard) -> int:
    """The report that a process was at when it died; -1: at none."""
    try:
        return int(mark_of(job, shard).read_text())
    except (OSError, ValueError):
        return -1
