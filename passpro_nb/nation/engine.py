"""The campaigns given to Dask distributed, here or on machines of one's own, and what comes back.

Retries, workers that die, who does what: all is Dask's. It is imported only when campaigns are done.
"""

from __future__ import annotations

import logging
import multiprocessing
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING
from uuid import uuid4

from passpro_nb.domain.errors import UsageError
from passpro_nb.domain.french import quoted
from passpro_nb.nation.folders import Job
from passpro_nb.nation.work import Done, OutOfReach, Refused, Unforeseen, do_campaign

if TYPE_CHECKING:
    from distributed import Client, Future, LocalCluster

HERE = "127.0.0.1"
COPIES = "forkserver"
RETRIES = 2  # of a campaign whose disk or share failed; Dask gives that of a dead worker to another
WAIT = 20  # seconds, for a scheduler and its first worker
NEEDED = 2**30  # bytes that a worker has at least: what 200,000 applications take
_SETTINGS = {
    # none waits beside another: a campaign that ends its worker is then the only one suspected
    "distributed.scheduler.worker-saturation": 1.0,
    "distributed.worker.profile.enabled": False,  # a twentieth of the time, for a page that nobody opens
}
LACKING = (
    "« passpro-nb nation » a besoin de Dask, qui n’est pas installé : ajoutez-le par "
    "« pip install 'passpro-nb[large]' » (avec conda : « conda install distributed »)."
)


def do_campaigns(
    jobs: Sequence[Job], scheduler: str = "",
    say: Callable[[Done | Refused, int], object] = lambda outcome, left: None, workers: int = 0,
) -> list[Done | Refused]:  # fmt: skip
    """Do each campaign once, as `do_campaign` does, and return what each gave, in the order they ended.

    On the workers of the `scheduler` at an address; without one, on `workers` processes of this
    machine (0: as many as its cores and its memory allow). `say` hears each outcome, and how many
    campaigns are left. Raises `UsageError` without Dask, or where its scheduler cannot serve.
    """
    try:
        from distributed import as_completed
    except ImportError:
        raise UsageError(LACKING) from None
    outcomes: list[Done | Refused] = []
    with _open_client(scheduler, min(len(jobs), workers or _count_workers())) as client:
        keys = [f"campagne-{uuid4()}" for _ in jobs]
        asked = client.map(do_campaign, jobs, key=keys, retries=RETRIES)
        job_of = dict(zip(asked, jobs, strict=True))
        for future in as_completed(asked):
            outcomes.append(_outcome(future, job_of[future], scheduler))
            say(outcomes[-1], len(jobs) - len(outcomes))
    return outcomes


def _outcome(future: Future, job: Job, scheduler: str) -> Done | Refused:
    """Return what a campaign gave, or why it gave nothing; `UsageError` where Dask itself fails."""
    from distributed import CancelledError, KilledWorker

    try:
        given: Done | Refused = future.result()
    except (OutOfReach, Unforeseen, KilledWorker) as error:
        return Refused(job.folder.name, _say_failed(error, job))
    except (CancelledError, OSError):
        raise UsageError(
            f"L’ordonnanceur {quoted(scheduler)} s’est arrêté : relancez-le, puis « passpro-nb nation ». "
            "Ce qui est publié est entier."
        ) from None
    except Exception as error:
        raise UsageError(
            f"Dask ne peut donner le travail à ses ouvriers ({type(error).__name__}) : passpro-nb[large] "
            "doit être installé, dans la même version, avec l’ordonnanceur et avec chaque ouvrier."
        ) from None
    return given


def _say_failed(error: Exception, job: Job) -> str:
    """Say why a campaign failed each time that it was tried, and what to do."""
    if isinstance(error, OutOfReach):
        return (
            f"Le disque ou le partage n’a pas laissé tout lire et tout écrire ({error}) : vérifiez les "
            "droits, l’accès et la place qui reste, puis relancez."
        )
    if isinstance(error, Unforeseen):
        alone = quoted(f"passpro-nb import {job.folder}", 200)
        return f"Un défaut du programme a été rencontré ({error}) : {alone} le montre seul."
    return (
        "Chaque processus qui l’a lu s’est arrêté net, sans doute faute de mémoire : lisez-le seul, ou sur "
        "une machine qui en a plus."
    )


@contextmanager
def _open_client(scheduler: str, workers: int) -> Iterator[Client]:
    """Yield what speaks to the scheduler at an address, or to one of this process; Dask's logs are quiet."""
    from distributed import Client

    for name in ("distributed", "distributed.client"):
        logging.getLogger(name).setLevel(logging.CRITICAL)
    if not scheduler:
        with _open_cluster(workers) as cluster, Client(cluster) as client:
            yield client
        return
    try:
        client = Client(scheduler, timeout=WAIT)
    except (OSError, ValueError):
        raise UsageError(
            f"L’ordonnanceur {quoted(scheduler)} ne répond pas : vérifiez son adresse, et qu’il tourne "
            "(« dask scheduler »)."
        ) from None
    with client:
        try:
            client.wait_for_workers(1, timeout=WAIT)
        except TimeoutError:
            raise UsageError(
                f"L’ordonnanceur {quoted(scheduler)} n’a aucun ouvrier : lancez-en par "
                f"{quoted(f'dask worker {scheduler}')}."
            ) from None
        yield client


def _open_cluster(workers: int) -> LocalCluster:
    """Return processes of this machine: none listens beyond it, or answers whoever else works here."""
    import dask
    from distributed import LocalCluster

    dask.config.set(_SETTINGS)
    _hasten()
    return LocalCluster(
        n_workers=workers, threads_per_worker=1, processes=True, host=HERE, security=True,
        dashboard_address=None, scheduler_kwargs={"dashboard_address": f"{HERE}:0"},
        memory_limit=max(NEEDED, _free_memory() // workers), silence_logs=logging.CRITICAL,
    )  # fmt: skip


def _hasten() -> None:
    """Start workers as copies of one process that has imported what they need, where the system can."""
    import dask
    from distributed.utils import get_mp_context

    if COPIES not in multiprocessing.get_all_start_methods():
        return
    dask.config.set({"distributed.worker.multiprocessing-method": COPIES})
    get_mp_context().set_forkserver_preload(["distributed", do_campaign.__module__])


def _count_workers() -> int:
    """Return how many processes this machine can bear: one a core, each with the memory it needs."""
    from dask.system import CPU_COUNT

    return max(1, min(CPU_COUNT, _free_memory() // NEEDED))


def _free_memory() -> int:
    """Return the bytes that are free now, within what this process is allowed."""
    import psutil
    from distributed.system import MEMORY_LIMIT

    return int(min(psutil.virtual_memory().available, MEMORY_LIMIT))
