"""The analyst's own notebooks: never written over, and empty of what they gave."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from campaigns import blank
from places import NOTEBOOKS

from passpro_nb.panels.workbench.notebooks import (
    bring_notebooks,
    clear_outputs,
    say_newer,
    say_outputs,
    untouched,
    with_outputs,
)

OUTPUT = {"output_type": "stream", "name": "stdout", "text": ["Zyxwan"]}


def write(path: Path, text: str, outputs: list | None = None) -> Path:
    """Write a notebook of one cell."""
    cell = {
        "cell_type": "code", "id": "c", "metadata": {}, "source": [text],
        "outputs": outputs or [], "execution_count": 3 if outputs else None,
    }  # fmt: skip
    book = {"cells": [cell], "metadata": {}, "nbformat": 4, "nbformat_minor": 5}
    path.parent.mkdir(exist_ok=True)
    path.write_text(json.dumps(book), encoding="utf-8")
    return path


def source_of(path: Path) -> str:
    """Return the text of a notebook's cell."""
    return json.loads(path.read_text(encoding="utf-8"))["cells"][0]["source"][0]


@pytest.fixture
def places(tmp_path: Path) -> tuple[Path, Path]:
    """Return the folders of the package's notebook, and of the analyst's copy of it."""
    source, home = tmp_path / "notebooks", tmp_path / "carnets"
    write(source / "a.ipynb", "first")
    assert [blank(said) for said in bring_notebooks(source, home)] == [
        f"1 carnet copié dans « {home} »."
    ]
    return source, home


def test_the_same_again_is_nothing(places: tuple[Path, Path]) -> None:
    """A second start copies nothing and says nothing, whatever the notebook gave in between."""
    write(places[1] / "a.ipynb", "first", [OUTPUT])
    assert bring_notebooks(*places) == []
    assert source_of(places[1] / "a.ipynb") == "first"


def test_what_nobody_changed_follows(places: tuple[Path, Path]) -> None:
    """A copy that was only run takes the package's new edition."""
    source, home = places
    write(home / "a.ipynb", "first", [OUTPUT])
    write(source / "a.ipynb", "second")
    assert bring_notebooks(source, home) != []
    assert source_of(home / "a.ipynb") == "second"
    assert [path.name for path in home.glob("*.ipynb")] == ["a.ipynb"]


def test_what_she_changed_stays(places: tuple[Path, Path]) -> None:
    """Her changes outlive each new edition, which comes beside, once, under a name that is free."""
    source, home = places
    write(home / "a.ipynb", "mine")
    write(source / "a.ipynb", "second")
    said = [blank(text) for text in bring_notebooks(source, home)]
    assert said == [
        "Vous aviez changé ces carnets, ils restent tels quels ; à côté : « a (nouvelle version).ipynb »."
    ]
    assert bring_notebooks(source, home) == []
    write(source / "a.ipynb", "third")
    bring_notebooks(source, home)
    assert {path.name: source_of(path) for path in home.glob("*.ipynb")} == {
        "a.ipynb": "mine", "a (nouvelle version).ipynb": "second",
        "a (nouvelle version 2).ipynb": "third",
    }  # fmt: skip
    assert "« a (nouvelle version).ipynb »" in blank(say_newer(home))


def test_one_that_was_there_before(tmp_path: Path) -> None:
    """A notebook of hers under the name of one of ours is not ours to write over."""
    source, home = tmp_path / "notebooks", tmp_path / "carnets"
    write(source / "a.ipynb", "first")
    write(home / "a.ipynb", "mine")
    bring_notebooks(source, home)
    assert source_of(home / "a.ipynb") == "mine"
    assert source_of(home / "a (nouvelle version).ipynb") == "first"


def test_one_that_she_removed_comes_back(places: tuple[Path, Path]) -> None:
    """The summary leads to every notebook: one that is gone is copied again."""
    (places[1] / "a.ipynb").unlink()
    bring_notebooks(*places)
    assert source_of(places[1] / "a.ipynb") == "first"


def test_only_what_is_ours_runs_when_opened(places: tuple[Path, Path]) -> None:
    """A notebook that was changed, or comes from elsewhere, waits for somebody to run it."""
    source, home = places
    write(source / "b.ipynb", "ours")
    write(home / "b.ipynb", "not ours")
    write(home / "c.ipynb", "not ours")
    assert untouched(source, home) == ["a.ipynb"]


def test_outputs_are_told_and_taken_out(places: tuple[Path, Path]) -> None:
    """Notebooks saved with outputs are named, hidden copies too; one click empties them all."""
    _, home = places
    held = write(home / "a.ipynb", "first", [OUTPUT])
    copy = write(home / ".ipynb_checkpoints" / "a-checkpoint.ipynb", "first", [OUTPUT])
    (home / "note.ipynb").write_text("not a notebook", encoding="utf-8")
    found = with_outputs(home)
    assert found == sorted([held, copy])
    said = blank(say_outputs(home, found))
    assert said.startswith(
        "2 carnets enregistrés avec des résultats, qui peuvent nommer des élèves : « "
    )
    assert clear_outputs(home) == 2
    assert with_outputs(home) == []
    assert say_outputs(home, []) == ""
    for path in (held, copy):
        assert "Zyxwan" not in path.read_text(encoding="utf-8")
        assert source_of(path) == "first"


def test_our_own_hold_none() -> None:
    """The notebooks of the package are stored without outputs."""
    assert list(NOTEBOOKS.glob("*.ipynb"))
    assert with_outputs(NOTEBOOKS) == []


def test_pictures_come_along(places: tuple[Path, Path]) -> None:
    """The pictures that notebooks show are copied with them, and follow the package."""
    source, home = places
    (source / "images").mkdir()
    for content in (b"first", b"second"):
        (source / "images" / "a.png").write_bytes(content)
        assert bring_notebooks(source, home) == []
        assert (home / "images" / "a.png").read_bytes() == content
