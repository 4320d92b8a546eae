"""`passpro-nb lab` as an analyst meets it: French, on the summary, her campaign, her notebooks."""

from __future__ import annotations

import json
import re
import signal
from pathlib import Path
from urllib.error import HTTPError
from urllib.parse import urlsplit
from urllib.request import urlopen

import pytest
from browser import wait_until
from campaigns import blank, copy_example
from lab import own_lab
from playwright.sync_api import Page, expect
from processes import signals_only
from psutil import Process
from twelve import write_twelve

from passpro_nb.domain.errors import UsageError
from passpro_nb.panels.workbench.notebooks import with_outputs
from passpro_nb.serve.lab import open_lab, strip_on_save

OUTPUT = {"output_type": "stream", "name": "stdout", "text": "Zyxwan"}


@pytest.fixture
def desk(tmp_path: Path) -> Path:
    """Return a folder where one works, with two campaigns."""
    copy_example(tmp_path / "data" / "exemple")
    write_twelve(tmp_path / "campagnes" / "douze")
    return tmp_path


def in_notebook(page: Page, name: str):
    """Return the notebook of a tab, once it is there."""
    shown = page.locator(f".jp-NotebookPanel:not(.lm-mod-hidden):has-text('{name}')")
    shown.first.wait_for(timeout=90_000)
    return shown.first


def test_an_analyst_opens_her_campaign(page: Page, desk: Path) -> None:
    """JupyterLab is French, shows the summary alone, and the campaign chosen there in notebook 10."""
    asked: set[str] = set()
    page.on("request", lambda request: asked.add(urlsplit(request.url).hostname or "data"))
    with own_lab(desk) as (address, process):
        page.goto(address)
        summary = in_notebook(page, "Sommaire")
        expect(page.get_by_role("menuitem", name="Fichier")).to_be_visible(timeout=60_000)
        expect(summary.get_by_text("Passpro 2025 (campagne inventée)").first).to_be_visible(
            timeout=90_000
        )
        for unasked in (".jp-Launcher", ".jp-Dialog", ".Toastify__toast"):
            assert page.locator(unasked).count() == 0

        choice = summary.get_by_label("Campagnes trouvées").last
        named = choice.locator("option", has_text="douze")
        expect(named).to_be_attached(timeout=60_000)
        choice.select_option(label=named.inner_text())
        summary.get_by_role("button", name="Ouvrir cette campagne").click()
        expect(summary.get_by_text("« Essai » est ouverte.")).to_be_visible(timeout=60_000)

        summary.get_by_role("link", name="10 – Contrôles").click()
        controls = in_notebook(page, "Contrôler une campagne")
        counted = controls.get_by_text(re.compile("2.offres et 12.candidatures retenues"))
        expect(counted).to_be_visible(timeout=90_000)
        expect(controls.get_by_text(str(desk / "campagnes" / "douze"))).to_be_visible()
        expect(page.locator(".lm-TabBar-tab.jp-mod-dirty")).to_have_count(0, timeout=30_000)
        assert asked <= {"127.0.0.1", "data"}

        family = Process(process.pid).children(recursive=True)
        assert len(family) >= 2
        process.terminate()
        assert process.wait(30) == 0
        wait_until(lambda: not any(one.is_running() for one in family), seconds=30)
    assert with_outputs(desk / "carnets") == []


def test_nothing_that_nobody_needs(desk: Path) -> None:
    """Without its token nothing is answered; no terminal, no page of a notebook converted."""
    with own_lab(desk, "campagnes/douze") as (address, _):
        server, _, token = address.partition("/lab/tree/00_sommaire.ipynb?token=")
        asked = {
            "api/contents/00_sommaire.ipynb": 200, "lab": 200, "api/terminals": 404,
            "api/nbconvert": 404, "nbconvert/html/00_sommaire.ipynb": 404,
        }  # fmt: skip
        assert {path: answer(f"{server}/{path}?token={token}") for path in asked} == asked
        assert answer(f"{server}/api/contents/00_sommaire.ipynb") == 403


def answer(address: str) -> int:
    """Return how a server answers."""
    try:
        with urlopen(address, timeout=60) as got:
            return int(got.status)
    except HTTPError as error:
        return error.code


@signals_only
def test_ctrl_c_ends_it_too(desk: Path) -> None:
    """Ctrl+C asks nothing; a folder given is the campaign of every notebook from then on."""
    with own_lab(desk, "campagnes/douze") as (_, process):
        process.send_signal(signal.SIGINT)
        assert process.wait(30) == 0
    kept = (desk / "carnets" / ".passpro" / "campagnes.txt").read_text("utf-8")
    assert kept.splitlines() == [str(desk / "campagnes" / "douze")]
    said = blank((desk / "lab.log").read_text("utf-8"))
    assert re.match(r"\d+ carnets copiés dans « .+/carnets ».\nCarnets : http://127.0.0.1:", said)
    assert len(said.splitlines()) == 3  # and nothing in English


def test_a_folder_that_is_not_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A wrong folder is a sentence, before anything is copied."""
    monkeypatch.chdir(tmp_path)
    with pytest.raises(UsageError, match="n’existe pas"):
        open_lab(Path("nulle part"))
    assert list(tmp_path.iterdir()) == []


def test_outputs_kept_before_are_told(desk: Path) -> None:
    """A notebook that was saved with outputs by something else is named when `lab` starts."""
    cell = {"cell_type": "code", "metadata": {}, "source": [], "outputs": [OUTPUT]}
    (desk / "carnets").mkdir()
    book = {"cells": [cell], "metadata": {}, "nbformat": 4, "nbformat_minor": 4}
    (desk / "carnets" / "mien.ipynb").write_text(json.dumps(book), encoding="utf-8")
    with own_lab(desk):
        pass
    said = blank((desk / "lab.log").read_text("utf-8"))
    assert (
        "1 carnet enregistré avec des résultats, qui peuvent nommer des élèves : « mien.ipynb »."
        in said
    )
    assert "Le carnet « 00_sommaire.ipynb » propose de les vider." in said
    assert "Zyxwan" not in said


def test_a_save_stores_no_output() -> None:
    """What JupyterLab saves of a notebook has its cells, and nothing that they gave."""
    cell = {"cell_type": "code", "source": "1", "outputs": [OUTPUT], "execution_count": 4}
    note = {"cell_type": "markdown", "source": "une note"}
    content = {"cells": [cell, note], "metadata": {"widgets": {"state": "Zyxwan"}}}
    strip_on_save({"type": "notebook", "content": content}, path="a.ipynb")
    assert content == {
        "cells": [{**cell, "outputs": [], "execution_count": None}, note], "metadata": {},
    }  # fmt: skip
    strip_on_save({"type": "file", "content": "[texte]"}, path="a.txt")
    strip_on_save({"type": "notebook"}, path="a.ipynb")
