"""Campaigns given to Dask: a cluster of this machine, a worker that dies, a scheduler of one's own."""

from __future__ import annotations

import ast
import os
import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Thread

import dask
import pandas as pd
import psutil
import pytest
from browser import free_port, wait_until
from campaigns import blank
from distributed import default_client
from distributed.client import FutureCancelledError
from nations import PUPIL, done_alone, job_of, stumble, write_academie, write_tiny
from openpyxl import load_workbook
from pandas.testing import assert_frame_equal
from places import PACKAGE, ROOT
from processes import signals_only

from passpro_nb.commands.main import run
from passpro_nb.domain.errors import UsageError
from passpro_nb.nation import engine
from passpro_nb.nation.engine import do_campaigns
from passpro_nb.nation.folders import Job
from passpro_nb.nation.totals import gather
from passpro_nb.nation.work import Done
from passpro_nb.store.history import list_history
from passpro_nb.store.turns import LOCK
from passpro_nb.store.upkeep.upgrade import STORE

ACADEMIES = {"creteil": "Créteil", "lyon": "Lyon"}


@pytest.fixture(scope="module")
def france(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder of three campaigns that can be read and four that cannot."""
    folder = tmp_path_factory.mktemp("france")
    for seed, (name, academie) in enumerate(ACADEMIES.items()):
        write_academie(folder / name, academie, seed)
    for name in ("lille", "abime", "casse", "regles"):
        write_tiny(folder / name)
    (folder / "vide").mkdir()
    (folder / "casse" / "catalogue.csv").write_bytes(b"\x00\x01" * 50)
    (folder / "regles" / "campagne.toml").write_text("[campagne]\nnon = 1\n", encoding="utf-8")
    (folder / "abime" / STORE).parent.mkdir()
    (folder / "abime" / STORE).write_bytes(b"not a store" * 500)
    return folder


def test_a_folder_of_campaigns(france: Path, capsys, monkeypatch) -> None:
    """By two workers each campaign gives what it does alone, their sum is what is written, each bad folder is said."""
    alone = {path.name: done_alone(path) for path in map(france.joinpath, (*ACADEMIES, "lille"))}
    monkeypatch.setattr(engine, "_count_workers", lambda: 2)
    assert run(["nation", str(france)]) == 1
    out, err = map(blank, capsys.readouterr())
    wanted = pd.Series({name: cells["registered"].sum() for name, cells in alone.items()})
    rows = [*load_workbook(france / "nation.xlsx")["Académies"].iter_rows(values_only=True)]
    at = {heading: place for place, heading in enumerate(rows[0])}
    found = {row[0]: row[at["Inscrits"]] for row in rows[1:]}
    assert found == {
        "Créteil": wanted["creteil"], "Lyon": wanted["lyon"], "Lille": wanted["lille"],
        "Ensemble": wanted.sum(),
    }  # fmt: skip
    entered, expected = (
        sum(c[code].sum() for c in alone.values()) for code in ("entered", "expected")
    )
    whole = {row[0]: row for row in rows}["Ensemble"]
    assert whole[at["Couverture"]] == pytest.approx(entered / expected)
    assert "3 académies" in out
    assert "4 dossiers ne sont pas comptés." in out
    assert f"nation.html et nation.xlsx écrits dans « {france} »." in out
    said = dict(line.split(" : ", 1) for line in err.splitlines())
    assert {*said} == {*alone, "abime", "casse", "regles", "vide"}
    assert said["vide"].startswith(f"Le dossier « {str(france / 'vide')[:57]}")
    assert said["regles"].startswith("campagne.toml : la clé « non » de [campagne] est inconnue.")
    assert said["casse"].startswith("Aucune offre n’a pu être lue.")
    assert said["abime"].startswith("« magasin.sqlite » ne peut être lu : le fichier est abîmé.")
    left = re.findall(r"(?:Reste \d dossiers?|C’était le dernier)\.$", err, re.M)
    last = ["Reste 1 dossier.", "C’était le dernier."]
    assert left == [*(f"Reste {n} dossiers." for n in range(6, 1, -1)), *last]


@signals_only
def test_a_worker_killed_in_the_middle(tmp_path: Path) -> None:
    """Killed while it keeps a campaign, a worker's task is done again by another: no figure, no import differs.

    Nothing that was started listens beyond this machine.
    """
    folders = [write_tiny(tmp_path / name) for name in ("lille", "nice")]
    alone = [done_alone(folder) for folder in folders]
    told: list[str] = []
    killed: list[tuple[int, int]] = []
    far: set[str] = set()

    def kill_one() -> None:
        wait_until(lambda: (folders[0] / LOCK).exists(), seconds=60)
        client = default_client()
        busy = [worker for worker, keys in client.processing().items() if keys]
        pid = client.run(os.getpid)[busy[0]]
        os.kill(pid, signal.SIGKILL)
        killed.append((pid, len(told)))

    def hear(outcome: Done, left: int) -> None:
        told.append(outcome.folder)
        me = psutil.Process()
        ours = [c for p in (me, *me.children(recursive=True)) for c in p.net_connections("inet")]
        far.update(c.laddr.ip for c in ours if c.status == psutil.CONN_LISTEN)

    killer = Thread(target=kill_one)
    killer.start()
    outcomes = do_campaigns([job_of(f, tmp_path / "nation") for f in folders], say=hear, workers=2)
    killer.join()
    assert [before for _, before in killed] == [0]  # neither was done
    assert not psutil.pid_exists(killed[0][0])
    assert sorted(told) == ["lille", "nice"]
    assert far == {"127.0.0.1"}
    for cells, one, folder in zip(alone, gather(outcomes).done, folders, strict=True):
        assert_frame_equal(one.cells, cells)
        assert len(list_history(folder)) == 1


def test_what_fails_is_tried_again_then_said(tmp_path: Path, monkeypatch) -> None:
    """A campaign that fails twice is done the third time; one that always does, or kills, is said so."""
    monkeypatch.setattr(engine, "do_campaign", stumble)
    folders = [tmp_path / name for name in ("fatal", "toujours", "partage", "deux")]
    for folder in folders:
        folder.mkdir()
    with dask.config.set({"distributed.scheduler.allowed-failures": 1}):
        outcomes = do_campaigns([job_of(f, tmp_path / "nation") for f in folders], workers=1)
    times = {folder.name: (folder / "essais").stat().st_size for folder in folders}
    assert times == {"fatal": 2, "toujours": 3, "partage": 3, "deux": 3}
    assert {one.folder: blank(one.said) for one in outcomes} == {
        "deux": "fait",
        "partage": "Le disque ou le partage n’a pas laissé tout lire et tout écrire (TimeoutError) : vérifiez "
        "les droits, l’accès et la place qui reste, puis relancez.",
        "toujours": "Un défaut du programme a été rencontré (KeyError) : « passpro-nb import "
        f"{tmp_path / 'toujours'} » le montre seul.",
        "fatal": "Chaque processus qui l’a lu s’est arrêté net, sans doute faute de mémoire : lisez-le seul, "
        "ou sur une machine qui en a plus.",
    }


class Broken:
    """A future whose result is an error of Dask's own."""

    def __init__(self, error: BaseException) -> None:
        self.error = error

    def result(self) -> None:
        """Raise it."""
        raise self.error


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (
            FutureCancelledError("campagne-1", "lost"),
            "L’ordonnanceur « tcp://x:1 » s’est arrêté : relancez-le, puis « passpro-nb nation ». Ce qui est "
            "publié est entier.",
        ),
        (
            ModuleNotFoundError("No module named 'passpro_nb'"),
            "Dask ne peut donner le travail à ses ouvriers (ModuleNotFoundError) : passpro-nb[large] doit "
            "être installé, dans la même version, avec l’ordonnanceur et avec chaque ouvrier.",
        ),
    ],
)
def test_what_dask_itself_lacks(tmp_path: Path, error: Exception, said: str) -> None:
    """A scheduler that ends, or a machine without the program, ends the command by a sentence."""
    with pytest.raises(UsageError) as refused:
        engine._outcome(Broken(error), Job(tmp_path, tmp_path), "tcp://x:1")
    assert blank(str(refused.value)) == said


@contextmanager
def running(program: str, *words: str, log: Path) -> Iterator[subprocess.Popen[bytes]]:
    """Keep a program of Dask's running, its words as loud as they can be, until the block ends."""
    loud = os.environ | {"DASK_LOGGING__DISTRIBUTED": "debug"}
    call = [sys.executable, "-m", f"distributed.cli.dask_{program}", *words]
    with log.open("wb") as out, subprocess.Popen(call, stdout=out, stderr=out, env=loud) as process:
        try:
            yield process
        finally:
            for one in (*psutil.Process(process.pid).children(recursive=True), process):
                one.terminate()
            process.wait(30)


def test_a_scheduler_of_ones_own(tmp_path: Path, capsys, monkeypatch) -> None:
    """By its address: first it has no worker and that is said, then one does the work; no log names a pupil."""
    france, address = tmp_path / "france", f"tcp://127.0.0.1:{free_port()}"
    alone = done_alone(write_tiny(france / "lille"))
    call = ["nation", str(france), "--to", str(tmp_path / "page"), "--scheduler", address]
    here = ("--host", "127.0.0.1", "--no-dashboard")
    logs = [tmp_path / f"{name}.log" for name in ("scheduler", "worker")]
    port = address.rpartition(":")[2]
    monkeypatch.setattr(engine, "WAIT", 1)
    with running("scheduler", *here, "--port", port, log=logs[0]):
        wait_until(lambda: b"Scheduler at" in logs[0].read_bytes(), seconds=60)
        assert run(call) == 2
        assert blank(capsys.readouterr().err) == (
            f"L’ordonnanceur « {address} » n’a aucun ouvrier : lancez-en par « dask worker {address} ».\n"
        )
        scratch = ("--local-directory", str(tmp_path / "scratch"), "--nthreads", "1")
        with running("worker", address, *here, *scratch, log=logs[1]):
            monkeypatch.setattr(engine, "WAIT", 60)
            assert run(call) == 0
    told = capsys.readouterr()
    assert blank(told.err) == "lille : publié. C’était le dernier.\n"
    rows = [
        *load_workbook(tmp_path / "page" / "nation.xlsx")["Académies"].iter_rows(values_only=True)
    ]
    assert [row[2] for row in rows[1:]] == [alone["registered"].sum()] * 2 == [2, 2]
    assert (tmp_path / "page" / "nation" / "lille" / "academie.html").is_file()
    said = [*(log.read_text("utf-8") for log in logs), *told]
    assert len(said[0]) > 1000
    assert not any(PUPIL.lower() in text.lower() for text in said)


def test_a_scheduler_that_does_not_answer(tmp_path: Path, capsys, monkeypatch) -> None:
    """A wrong address is said, and nothing is written but the empty folder of the pages."""
    write_tiny(tmp_path / "lille")
    monkeypatch.setattr(engine, "WAIT", 1)
    address = f"tcp://127.0.0.1:{free_port()}"
    assert run(["nation", str(tmp_path), "--scheduler", address]) == 2
    assert blank(capsys.readouterr().err) == (
        f"L’ordonnanceur « {address} » ne répond pas : vérifiez son adresse, et qu’il tourne (« dask "
        "scheduler »).\n"
    )
    assert not (tmp_path / "nation.html").exists()


def test_without_the_extra(tmp_path: Path, capsys, monkeypatch) -> None:
    """Where Dask is not installed, what to install is said, by pip and by conda; the code is 2."""
    write_tiny(tmp_path / "lille")
    monkeypatch.setitem(sys.modules, "distributed", None)
    assert run(["nation", str(tmp_path)]) == 2
    assert blank(capsys.readouterr().err) == (
        "« passpro-nb nation » a besoin de Dask, qui n’est pas installé : ajoutez-le par « pip install "
        "'passpro-nb[large]' » (avec conda : « conda install distributed »).\n"
    )
    assert not (tmp_path / "lille" / ".passpro").exists()


def test_only_this_command_loads_dask() -> None:
    """One module imports Dask, when it is called; no other command, and no help, loads it."""
    asking = {
        path.relative_to(PACKAGE).as_posix()
        for path in PACKAGE.rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Import | ast.ImportFrom)
        for name in (
            [a.name for a in node.names] if isinstance(node, ast.Import) else [node.module or ""]
        )
        if name.split(".")[0] in ("dask", "distributed")
    }
    assert asking == {"nation/engine.py"}
    code = (
        "import sys; from passpro_nb.commands.main import run; run(['nation', '--help']); "
        "run(['coverage', 'data/exemple']); import passpro_nb.nation.engine, passpro_nb.serve.server; "
        "sys.exit(bool({'dask', 'distributed'} & {*sys.modules}))"
    )
    assert subprocess.run([sys.executable, "-c", code], cwd=ROOT, stdout=-3).returncode == 0
