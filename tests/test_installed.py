"""The wheel, installed in an empty environment and used far from any checkout."""

import json
import os
import re
import shutil
import subprocess
import sys
import sysconfig
import urllib.request
import venv
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from socket import socket
from zipfile import ZipFile

import pytest
from browser import free_port, wait_until
from places import DASHBOARDS, NOTEBOOKS, PACKAGE, ROOT
from psutil import Process


@dataclass(frozen=True)
class Installed:
    """An environment that holds the wheel, and the desk of the person who installed it."""

    wheel: Path
    scripts: Path
    desk: Path
    environment: dict[str, str]

    def start(self, program: str, *words: object, log: Path | None = None) -> subprocess.Popen:
        """Start a program of the environment on the desk."""
        out = log.open("wb") if log else subprocess.PIPE
        found = shutil.which(program, path=self.scripts)
        assert found, f"no {program} in {self.scripts}"
        return subprocess.Popen(
            [found, *map(str, words)], cwd=self.desk, env=self.environment, stdout=out, stderr=out
        )

    def run(self, program: str, *words: object) -> tuple[int, str]:
        """Run a program to its end, and return its code and all that it said."""
        with self.start(program, *words) as process:
            said, complained = process.communicate(timeout=120)
        return process.returncode, (said + complained).decode("utf-8")

    @contextmanager
    def running(self, *words: object) -> Iterator[tuple[subprocess.Popen, Path]]:
        """Keep a command running while the block does; yield its process and its log."""
        log = self.desk / f"{words[0]}.log"
        process = self.start("passpro-nb", *words, log=log)
        try:
            yield process, log
        finally:
            for one in (*Process(process.pid).children(recursive=True), process):
                one.terminate()
            process.wait(30)


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Installed:
    """Build the wheel and install it alone; what it needs of others is lent by this environment."""
    place = tmp_path_factory.mktemp("ailleurs")
    alone = ("--quiet", "--no-deps", "--no-index")
    pip("wheel", *alone, "--no-build-isolation", "--wheel-dir", place, ROOT)
    wheel = next(place.glob("*.whl"))
    builder = venv.EnvBuilder()
    context = builder.ensure_directories(place / "env")
    builder.create(place / "env")
    places = {"base": context.env_dir, "platbase": context.env_dir}
    site = Path(sysconfig.get_path("purelib", "venv", vars=places))
    lent = {sysconfig.get_path("purelib"), sysconfig.get_path("platlib")}
    (site / "lent.pth").write_text("\n".join(lent), encoding="utf-8")
    pip("--python", context.env_exe, "install", *alone, wheel)
    desk = place / "bureau"
    desk.mkdir()
    return Installed(wheel, Path(context.bin_path), desk, bare_environment(place))


def pip(*words: object) -> None:
    """Run pip, which must do without any network."""
    subprocess.run([sys.executable, "-m", "pip", *map(str, words)], check=True)


def bare_environment(place: Path) -> dict[str, str]:
    """Return variables that lead to no checkout; Jupyter's own files are lent too, nothing opens."""
    share, own = Path(sys.prefix, "share", "jupyter"), place / "jupyter"
    own.mkdir()
    quiet = {"ServerApp": {"open_browser": False, "allow_root": True, "port": 0}}
    (own / "jupyter_server_config.json").write_text(json.dumps(quiet), encoding="utf-8")
    kept = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}
    names = ("JUPYTER_CONFIG_DIR", "JUPYTER_DATA_DIR", "JUPYTER_RUNTIME_DIR")
    lent = {"JUPYTER_PATH": str(share), "JUPYTERLAB_DIR": str(share / "lab")}
    return kept | lent | dict.fromkeys(names, str(own))


@pytest.fixture(scope="module")
def campaign(installed: Installed) -> str:
    """Return the campaign that `demo` writes on the desk, where the notebooks look for one."""
    code, said = installed.run("passpro-nb", "demo", "data/exemple", "--candidatures", 200)
    assert code == 0, said
    return "data/exemple"


def answers(port: int) -> bool:
    """Tell whether a port of this machine is listened on: Jupyter names its own before it is."""
    with socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


def files_of(folder: Path, inside: str) -> set[str]:
    """Return a folder's files as a wheel names them; what Python, Jupyter and we keep is nobody's."""
    there = (path for path in folder.rglob("*") if path.is_file())
    return {
        f"{inside}/{path.relative_to(folder).as_posix()}"
        for path in there
        if not {"__pycache__", ".ipynb_checkpoints", ".passpro"} & set(path.parts)
    }


def test_the_wheel_is_whole(installed: Installed) -> None:
    """The package, its pages and models, the notebooks, the dashboards, what is new; nothing else."""
    with ZipFile(installed.wheel) as wheel:
        packed = {name for name in wheel.namelist() if ".dist-info/" not in name}
    assert packed == (
        files_of(PACKAGE, "passpro_nb")
        | files_of(NOTEBOOKS, "passpro_nb/notebooks")
        | files_of(DASHBOARDS, "passpro_nb/dashboards")
        | {"passpro_nb/CHANGELOG.md"}
    )


def test_what_runs_is_what_was_installed(installed: Installed) -> None:
    """No checkout answers in the wheel's place."""
    code, said = installed.run("python", "-c", "import passpro_nb; print(passpro_nb.__file__)")
    assert code == 0
    assert Path(said.strip()).is_relative_to(installed.scripts.parent)


def test_check(installed: Installed, campaign: str) -> None:
    """A campaign is written, then checked, far from any checkout."""
    code, said = installed.run("passpro-nb", "check", campaign)
    assert code in (0, 1)  # 1: the invented files hold faults
    assert "passpro-nb import" in said
    assert "Traceback" not in said


def test_serve(installed: Installed, campaign: str) -> None:
    """The dashboards travel in the wheel: a page answers with its figures."""
    port = free_port()
    with installed.running("serve", campaign, "--port", port) as (process, log):
        wait_until(lambda: "Tableaux de bord : " in log.read_text("utf-8"), process, seconds=60)
        page = f"http://127.0.0.1:{port}/academie"
        html = urllib.request.urlopen(page, timeout=60).read().decode("utf-8")
        news = f"http://127.0.0.1:{port}/nouveautes"
        told = urllib.request.urlopen(news, timeout=60).read().decode("utf-8")
    assert "0.1.0" in told
    assert re.search(r'<dd class="carte-valeur">\d+', html)


def test_serve_what(installed: Installed, tmp_path: Path) -> None:
    """Where there is no campaign, a sentence asks which one."""
    code, said = installed.run("passpro-nb", "serve", tmp_path / "absente")
    assert code == 2
    assert "indiquez celui d’une campagne" in said


def test_lab(installed: Installed, campaign: str) -> None:
    """The notebooks of the wheel are copied where one works; JupyterLab shows them; they run."""
    runtime = Path(installed.environment["JUPYTER_RUNTIME_DIR"])
    with installed.running("lab") as (process, log):
        wait_until(lambda: "token=" in log.read_text("utf-8"), process, seconds=60)
        server = json.loads(next(runtime.glob("jpserver-*.json")).read_text("utf-8"))
        wait_until(lambda: answers(server["port"]), process, seconds=60)
        address = f"{server['url']}api/contents/00_sommaire.ipynb?token={server['token']}"
        summary = json.load(urllib.request.urlopen(address, timeout=60))
    assert summary["type"] == "notebook"
    assert "12 carnets copiés dans" in log.read_text("utf-8").replace("\u00a0", " ")
    notebook = installed.desk / "carnets" / "10_controles.ipynb"
    run = "from nbclient.cli import main; main()"
    code, said = installed.run("python", "-c", run, notebook)
    assert code == 0, said


def test_own_notebooks_are_never_written_over(installed: Installed, tmp_path: Path) -> None:
    """What an analyst changed in her copy is there the next time; what she did not is brought anew."""
    own = tmp_path / "carnets"
    own.mkdir()
    mine = own / "10_controles.ipynb"
    mine.write_text("{}", encoding="utf-8")
    ask = (
        f"import os; os.chdir({str(tmp_path)!r}); from passpro_nb.serve.doors import own_notebooks"
    )
    bring = "from passpro_nb.panels.workbench.notebooks import bring_notebooks; bring_notebooks(*own_notebooks())"
    code, said = installed.run("python", "-c", f"{ask}; {bring}")
    assert code == 0, said
    assert mine.read_text(encoding="utf-8") == "{}"
    assert {path.name for path in own.glob("*.ipynb")} > {
        path.name for path in NOTEBOOKS.glob("*.ipynb")
    }
