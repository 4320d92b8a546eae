"""The shape of the package: stages, face, doors, dependencies."""

import ast
import json
import re
import tomllib
from collections.abc import Iterator
from importlib.metadata import PackageNotFoundError, metadata
from pathlib import Path

import nbformat
import pytest
from nbclient import NotebookClient
from packaging.specifiers import SpecifierSet
from places import PACKAGE, ROOT

import passpro_nb

# The rooms in the order in which the data travel; a room imports only from those before it.
ROOMS = (
    ("domain",),
    ("read",),
    ("measure",),
    ("check",),
    ("store",),
    ("export",),
    ("interviews", "relaunch", "demo"),
    ("panels",),
    ("report",),
    ("pages",),
    ("nation", "serve"),
    ("commands",),
)
# What is closer than its floor tells: these do not know each other.
STRANGERS = (
    ("measure", "read"),
    ("interviews", "relaunch"),
    ("interviews", "demo"),
    ("relaunch", "demo"),
    ("nation", "serve"),  # one writes files, the other answers: both stand on the pages
)
NOTEBOOKS = sorted((ROOT / "notebooks").glob("*.ipynb"))
DASHBOARDS = sorted((ROOT / "dashboards").glob("*.ipynb"))


FLOORS = {room: floor for floor, rooms in enumerate(ROOMS) for room in rooms}


def room_of(path: Path) -> str:
    """Return the room in which a file stands."""
    return path.relative_to(PACKAGE).parts[0]


def imports_of(path: Path) -> Iterator[str]:
    """Yield the dotted places in the package that a file imports, wherever in the file."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module == "passpro_nb":
            yield from (alias.name for alias in node.names if alias.name != "__version__")
        elif isinstance(node, ast.ImportFrom) and (node.module or "").startswith("passpro_nb."):
            yield node.module.removeprefix("passpro_nb.")


MODULES = sorted(path for path in PACKAGE.glob("*/**/*.py") if path.stem != "__init__")


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_no_back_arrow(path: Path) -> None:
    """A module imports only from its room and those before; neighbours do not know each other."""
    room = room_of(path)
    for name in imports_of(path):
        other = name.split(".")[0]
        if other in FLOORS:
            assert FLOORS[other] <= FLOORS[room], f"{path} imports {name}, of a later room"
            assert (room, other) not in STRANGERS, f"{path} imports {name}"
            assert (other, room) not in STRANGERS, f"{path} imports {name}"


SHARED = ("", "charts", "workbench")  # by several panels


def test_panels_do_not_know_each_other() -> None:
    """A panel's folder imports no other panel: what two of them need stands above them."""
    for path in (path for path in MODULES if room_of(path) == "panels"):
        mine = path.relative_to(PACKAGE).parts[1]
        for name in imports_of(path):
            room, _, rest = name.partition(".")
            other = rest.split(".")[0]
            panel = (PACKAGE / "panels" / other).is_dir() and other not in SHARED
            assert room != "panels" or not panel or other == mine, f"{path} imports {name}"


# HTML's own elements: what a spreadsheet's XML or a pattern's named group looks like is none.
TAG = re.compile(
    r"(?<!\?P)</?(?:a|b|body|br|button|caption|code|dd|details|div|dl|dt|em|figcaption|figure|form"
    r"|h[1-6]|head|hr|html|i|img|input|label|li|link|main|meta|nav|ol|option|p|pre|script|section"
    r"|select|small|span|strong|style|sub|summary|sup|svg|table|tbody|td|th|thead|tr|u|ul)[\s/>]"
)


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_html_is_made_by_templates(path: Path) -> None:
    """No string of the package holds a tag: HTML comes from templates, which escape every value."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    docs = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    texts = [n for n in ast.walk(tree) if isinstance(n, ast.Constant) and id(n) not in docs]
    assert [n.value for n in texts if isinstance(n.value, str) and TAG.search(n.value)] == []


def test_tests_stand_in_the_rooms_of_what_they_try() -> None:
    """Each room has its folder of tests, and no folder is of anything else but what they share."""
    folders = {path.parts[-2] for path in (ROOT / "tests").glob("*/*.py")}
    assert folders - {"helpers", "bench"} == set(FLOORS)


def test_the_face_is_small_and_whole():
    """The public names are twenty at most, sorted, and each can be had."""
    assert passpro_nb.__all__ == sorted(passpro_nb.__all__)
    assert len(passpro_nb.__all__) <= 20
    assert all(getattr(passpro_nb, name) is not None for name in passpro_nb.__all__)


def test_the_top_level_is_the_agreed_one():
    """Nothing else stands beside the agreed folders and files."""
    agreed = {
        "notebooks", "passpro_nb", "data", "dashboards", "tests", "environment.yml",
        "pyproject.toml", "README.md", "LICENSE", "CHANGELOG.md", "Makefile", "constraints.txt",
    }  # fmt: skip
    own = {"carnets"}  # what `make lab` leaves to whoever works here
    there = {p.name for p in ROOT.iterdir() if not p.name.startswith(".")} - own
    assert agreed <= there
    assert {name for name in there - agreed if not name.endswith(".egg-info")} == set()


CONDA = {"typst": "typst-py"}  # what conda-forge calls otherwise: its « typst » is another program


def test_conda_and_pip_ask_for_the_same():
    """environment.yml holds the very dependencies of pyproject.toml, by the names they have there.

    Those of its extra `large` too: who sets up by conda has no second command to learn.
    """
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    declared = [*project["dependencies"], *project["optional-dependencies"]["large"]]
    conda = re.findall(
        r"^  - ([\w-]+>=.*)$", (ROOT / "environment.yml").read_text(encoding="utf-8"), re.M
    )
    named = [re.sub(r"^[\w-]+", lambda name: CONDA.get(name[0], name[0]), d) for d in declared]
    assert sorted(conda) == sorted([*named, "python>=3.11"])


def test_the_first_3_11_can_install_it():
    """No package that was locked asks for a later Python 3.11 than the one that systems ship."""
    names = re.findall(
        r"^([\w.-]+)==", (ROOT / "constraints.txt").read_text(encoding="utf-8"), re.M
    )
    assert len(names) > 100
    asked = {name: metadata(name).get("Requires-Python") or "" for name in names if _is_here(name)}
    assert len(asked) > 100
    assert [name for name, spec in asked.items() if "3.11.0" not in SpecifierSet(spec)] == []


def _is_here(name: str) -> bool:
    """Tell whether a package is installed: some are for other systems only."""
    try:
        return bool(metadata(name))
    except PackageNotFoundError:
        return False


# ------------------------------------------------------------------------------------ doors


def test_how_many_doors():
    """Every notebook and dashboard is collected below."""
    assert len(NOTEBOOKS) == 12
    assert len(DASHBOARDS) == 3


@pytest.mark.parametrize("path", [*NOTEBOOKS, *DASHBOARDS], ids=lambda path: path.stem)
def test_a_notebook_is_a_door(path: Path):
    """No function, class, loop or condition; no stored output; 25 lines of code at most."""
    cells = [
        c for c in json.loads(path.read_text(encoding="utf-8"))["cells"] if c["cell_type"] == "code"
    ]
    assert all(not cell["outputs"] and cell["execution_count"] is None for cell in cells)
    code = "\n".join("".join(cell["source"]) for cell in cells)
    assert len(code.splitlines()) <= 25
    refused = (
        ast.FunctionDef, ast.ClassDef, ast.For, ast.While, ast.Lambda, ast.comprehension, ast.If,
        ast.IfExp, ast.BinOp, ast.Compare, ast.With, ast.Try,
    )  # fmt: skip
    assert not any(isinstance(node, refused) for node in ast.walk(ast.parse(code)))


OPENED = """\
# Afficher le code : la campagne
from passpro_nb.panels.workbench import open_workbench

atelier = open_workbench()
atelier"""


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_a_notebook_opens_the_workbench(path: Path) -> None:
    """The first cell of code opens the one campaign; the others import, or call the workbench."""
    cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
    code = ["".join(cell["source"]) for cell in cells if cell["cell_type"] == "code"]
    assert code[0] == OPENED
    for text in code[1:]:
        assert re.match("# Afficher le code : .+\n", text)
        for node in ast.parse(text).body:
            assert isinstance(node, ast.ImportFrom | ast.Expr)
            call = node.value if isinstance(node, ast.Expr) else None
            assert call is None or ast.unparse(call).startswith("atelier.")
    shown = [cell for cell in cells if cell["cell_type"] == "code" and not _is_folded(cell)]
    assert shown == []


def _is_folded(cell: dict) -> bool:
    return bool(cell["metadata"].get("jupyter", {}).get("source_hidden"))


HEADINGS = ["La question", "Les données", "Les contrôles", "Le résultat", "Et ensuite"]


@pytest.mark.parametrize("path", NOTEBOOKS[1:], ids=lambda path: path.stem)
def test_the_same_headings(path: Path):
    """Each notebook has the same headings, in the same order."""
    notes = [
        c
        for c in json.loads(path.read_text(encoding="utf-8"))["cells"]
        if c["cell_type"] == "markdown"
    ]
    text = "\n".join("".join(cell["source"]) for cell in notes)
    assert re.findall(r"^## (.*)$", text, re.M) == HEADINGS


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_a_notebook_runs(path: Path):
    """Each notebook runs from top to bottom on the example."""
    notebook = nbformat.read(path, as_version=4)
    NotebookClient(
        notebook, timeout=120, resources={"metadata": {"path": str(path.parent)}}
    ).execute()


def test_the_summary_names_every_notebook():
    """The summary and the README list each notebook."""
    summary, readme = (
        NOTEBOOKS[0].read_text(encoding="utf-8"),
        (ROOT / "README.md").read_text(encoding="utf-8"),
    )
    for path in NOTEBOOKS[1:]:
        assert path.name in summary
        assert path.name in readme


def test_the_map_is_the_place() -> None:
    """The README's tree names every room, in the order of the arrows, and no file that is not there."""
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    tree = readme.partition("```\npasspro_nb/\n")[2].partition("```")[0].partition("notebooks/")[0]
    rooms = re.split(r"^[├└]── (\w+)/", tree, flags=re.M)[1:]
    named = dict(zip(rooms[::2], rooms[1::2], strict=True))
    assert list(named) == [room for floor in ROOMS for room in floor]
    for room, text in named.items():
        folders = re.findall(r"^[│ ]   └── (\w+)/", text, re.M)
        assert [name for name in folders if not (PACKAGE / room / name).is_dir()] == []
        there = {path.name for path in (PACKAGE / room).rglob("*.py")}
        assert set(re.findall(r"\w+\.py", text)) <= there, room
