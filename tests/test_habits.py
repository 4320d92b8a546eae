"""What runs before a commit and after a push: each hook on a good and a bad file, both commands."""

import re
import subprocess
import sysconfig
from pathlib import Path

import pytest
import yaml
from places import DASHBOARDS, NOTEBOOKS, ROOT

CONFIG = yaml.safe_load((ROOT / ".pre-commit-config.yaml").read_text(encoding="utf-8"))
HOOKS = {hook["id"]: hook for repo in CONFIG["repos"] for hook in repo["hooks"]}
# For each hook: a file's name, a text that passes, one that is stopped.
CASES = {
    "ruff-check": ("a.py", '"""A module."""\n', "import os\n"),
    "ruff-format": ("a.py", "a = 1\n", "a=1\n"),
    "notebook-without-outputs": (
        "a.ipynb",
        '{"cells": [{"execution_count": null, "outputs": []}]}',
        '{"cells": [{"execution_count": 12, "outputs": []}]}',
    ),
}


def stops(hook: dict, name: str, path: Path) -> bool:
    """Tell whether a hook stops a file of that name, as pre-commit takes each language."""
    taken = re.search(hook.get("files", ""), name) and name.endswith(wanted(hook))
    if not taken or re.search(hook.get("exclude", "^$"), name):
        return False
    if hook["language"] == "pygrep":
        return bool(re.search(hook["entry"], path.read_text(encoding="utf-8")))
    if hook["language"] == "system":
        program, *words = hook["entry"].split()
        found = Path(sysconfig.get_path("scripts")) / Path(program).name
        assert program == f".venv/bin/{found.name}"
        return subprocess.run([found, *words, path], capture_output=True).returncode != 0
    return hook["language"] == "fail"


def wanted(hook: dict) -> str:
    """Return the ending of the files that a hook's type stands for."""
    return ".py" if hook.get("types") == ["python"] else ""


def test_nothing_is_fetched() -> None:
    """Every hook is our own: a commit needs no network."""
    assert {repo["repo"] for repo in CONFIG["repos"]} == {"local"}
    assert set(HOOKS) == {*CASES, "no-workbook"}


@pytest.mark.parametrize("hook", CASES)
def test_a_hook_stops_the_bad_alone(hook: str, tmp_path: Path) -> None:
    """What is as it should be passes, what is not does not."""
    name, *texts = CASES[hook]
    path = tmp_path / name
    answers = []
    for text in texts:
        path.write_text(text, encoding="utf-8")
        answers.append(stops(HOOKS[hook], name, path))
    assert answers == [False, True]


@pytest.mark.parametrize(
    ("name", "stopped"),
    [
        ("data/exemple/catalogue passpro 2025.xlsx", False),
        ("data/exemple/annuaire.csv", False),
        ("README.md", False),
        ("candidatures.xlsx", True),
        ("tests/data/exemple/a.ods", True),
        ("data/2025/CANDIDATURES.XLS", True),
        ("relances/mots-de-passe.csv", True),
        ("notebooks/publie.sqlite", True),
    ],
)
def test_no_workbook_outside_the_example(name: str, stopped: bool) -> None:
    """What may name pupils is stopped by its ending, wherever it is, but in the invented example."""
    assert stops(HOOKS["no-workbook"], name, ROOT) is stopped


def test_our_own_notebooks_pass() -> None:
    """What is stored today is what the hook asks for."""
    hook = HOOKS["notebook-without-outputs"]
    stored = [*NOTEBOOKS.glob("*.ipynb"), *DASHBOARDS.glob("*.ipynb")]
    assert stored
    assert not any(stops(hook, path.name, path) for path in stored)


def test_a_push_runs_both_commands() -> None:
    """The workflow sets nothing up that the two commands of the README would not."""
    text = (ROOT / ".github" / "workflows" / "ci.yml").read_text(encoding="utf-8")
    steps = yaml.safe_load(text)["jobs"]["both"]["steps"]
    commands = [line.split() for step in steps for line in step.get("run", "").splitlines()]
    assert ["make", "test"] in commands
    assert ["make", "run", "PORT=8866", "&"] in commands
    assert not any("pip" in words for words in commands)
