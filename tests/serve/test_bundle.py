"""The scripts of a page with a kernel, in one file."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from browser import open_dashboard, running_server, write_dashboard
from playwright.sync_api import Page

from passpro_nb.serve.bundle import MATHS, _alone, _folders, _named_in, live_script

FILTER = """
from passpro_nb.panels import inputs
from passpro_nb.panels import widgets as show
choice = inputs.dropdown("Département", [("77", "77")], every="Tous")
rows = show.show_table([{"name": "Lycée"}], [show.ShownColumn("name", "Nom")], caption="Lycées")
show.show_live(show.widgets.VBox([inputs.InputRow(choice), rows]), "<p>1</p>")
"""


def test_a_page_asks_for_its_scripts_at_once(tmp_path: Path, page: Page) -> None:
    """A page comes alive by one file of scripts, named in its headers, and none of Voila's own."""
    write_dashboard(tmp_path / "essai.ipynb", FILTER, title="Essai")
    published = tmp_path / "publie.sqlite"
    published.touch()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    with running_server(published, tmp_path, tmp_path / "log") as served:
        with page.expect_response(served.address("essai")) as answer:
            open_dashboard(page, served.address("essai"))
        page.wait_for_load_state("networkidle", timeout=120_000)
        page.get_by_label("Département").wait_for()
    scripts = [url for url in asked if ".js" in url]
    assert "passpro/voila.js?v=" in answer.value.headers["link"]
    assert [url for url in scripts if "/voila/static/" in url] == []
    assert len({url for url in scripts if "/labextensions/" in url}) == len([*_folders()])


def test_only_what_is_named_and_there_is_taken(tmp_path: Path) -> None:
    """A part of another version, or that nobody names, is left where it is."""
    for name in ("1.a.js", "2.b.js"):
        (tmp_path / name).touch()
    said = 'x.e(1),y.e("1"),z.e(3)'
    assert [path.name for path in _named_in(said, tmp_path, "{}.*.js")] == ["1.a.js"]


@pytest.mark.parametrize(
    ("part", "kept"), [(f"{MATHS} async typeset(e){{}}", 2), ("async typeset(e){}", 1)]
)
def test_formulas_alone_are_not_set(part: str, kept: int) -> None:
    """What sets formulas is replaced in the part that does so, in no other."""
    assert len(re.findall("typeset", _alone(part))) == kept


def test_formulas_are_where_they_were() -> None:
    """The Voila that is installed still has the part that is replaced."""
    assert live_script().count(b"async typeset(){}") == 1
