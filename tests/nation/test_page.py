"""The page and the workbook of all académies: what is read first, where each row leads, what prints."""

from __future__ import annotations

import io
import re
from pathlib import Path

import pytest
from browser import LOOKS, Look, faults_seen
from campaigns import blank
from lxml import html as markup
from nations import done, job_of, nation_of, write_tiny
from openpyxl import load_workbook
from playwright.sync_api import Page, expect

from passpro_nb.nation.edition import prepare, write_nation
from passpro_nb.nation.folders import PAGES
from passpro_nb.nation.page import draw_nation
from passpro_nb.nation.sheet import nation_workbook
from passpro_nb.nation.totals import Nation
from passpro_nb.nation.work import Refused, do_campaign

LILLE = done("lille", "Lille", expected=4, registered=4, entered=3, due=3)
LYON = done("lyon", "Lyon", expected=9, registered=9, due=4, overdue=4, lateness_max=7, shortfall=2)
LEFT = Refused("=vide", "Le dossier <b>« x »</b> n’est pas une campagne.")


@pytest.fixture
def nation() -> Nation:
    """Return two campaigns and a folder that is none."""
    return nation_of(LILLE, LYON, LEFT)


def test_what_is_read_first(nation: Nation) -> None:
    """The sentence, then the figures, then the académies, the worst first; what is not counted after."""
    page = markup.fromstring(draw_nation(nation))
    read = [blank(e.text_content()) for e in page.xpath("//main/h1 | //main/p | //main/h2")]
    assert read[:3] == [
        "Toutes les académies",
        "Au 30 avril 2025, dans 2 académies, 23,1 % des avis attendus sont saisis (3 sur 13) et 4 avis sont "
        "en retard.",
        "1 dossier n’est pas compté.",
    ]
    assert [e.text_content() for e in page.xpath("//main/h2")] == [
        "Académies", "Dossiers qui ne sont pas comptés",
    ]  # fmt: skip
    shown = dict(
        zip(
            page.xpath("//dt/text()"),
            page.xpath("//dd[@class='carte-valeur']/text()"),
            strict=False,
        )
    )
    assert {name.strip(): value for name, value in shown.items()} == {
        "Inscrits": "13", "Reçus": "0", "Avis saisis": "3", "Avis en retard": "4", "Places manquantes": "2",
    }  # fmt: skip
    rows = [[blank(c.text_content()).strip() for c in row] for row in page.xpath("//tbody/tr")]
    assert rows == [
        ["Lyon", "9", "9", "0", "0,0 %", "4", "0,0 %", "0", "2", "7", "30/04/2025"],
        ["Lille", "4", "4", "3", "75,0 %", "0", "100,0 %", "0", "0", "–", "30/04/2025"],
    ]
    assert page.xpath("//tbody//a/@href") == [
        "nation/lyon/academie.html", "nation/lille/academie.html",
    ]  # fmt: skip


def test_what_a_folder_says_is_text(nation: Nation) -> None:
    """What is not counted is told with its sentence, whose signs are no HTML."""
    page = markup.fromstring(draw_nation(nation))
    (told,) = page.xpath("//h2[@id='non-comptes']/following-sibling::ul[1]/li")
    assert blank(told.text_content()) == "=vide : Le dossier <b>« x »</b> n’est pas une campagne."
    assert "non-comptes" not in draw_nation(nation_of(LILLE, LYON))


def test_the_workbook(nation: Nation) -> None:
    """A sheet by académie, département, programme and host, each with the whole below; then the folders."""
    book = load_workbook(io.BytesIO(nation_workbook(nation)))
    assert book.sheetnames == [
        "Académies", "Départements", "Formations", "Établissements", "Dossiers", "Provenance",
    ]  # fmt: skip
    for title in book.sheetnames[:4]:
        rows = [*book[title].iter_rows(values_only=True)]
        at = {heading: place for place, heading in enumerate(rows[0])}
        *parts, whole = rows[1:]
        assert whole[0] == "Ensemble"
        for counted in (
            "Inscrits",
            "Avis attendus",
            "Avis saisis",
            "Avis en retard",
            "Places manquantes",
        ):
            assert sum(row[at[counted]] for row in parts) == whole[at[counted]]
        assert whole[at["Couverture"]] == pytest.approx(3 / 13)
    folders = [[blank(str(cell or "")) for cell in row] for row in book["Dossiers"].values]
    assert folders[0] == [
        "Dossier", "Campagne", "Académie", "Données au", "Fichiers", "Pourquoi il n’est pas compté",
    ]  # fmt: skip
    assert folders[1] == [
        "=vide",
        "",
        "",
        "",
        "",
        "Le dossier <b>« x »</b> n’est pas une campagne.",
    ]
    assert [row[0] for row in folders[2:]] == ["lille", "lyon"]
    assert book["Dossiers"]["A2"].data_type == "s"
    notes = [blank(str(row[0])) for row in book["Provenance"].values]
    assert notes[1] == "1 dossier n’est pas compté."
    assert "Les taux sont ceux des sommes, jamais des moyennes de taux." in notes


def test_a_programme_of_two_spellings_is_one_row() -> None:
    """A programme that two académies spell in two ways is one row of « Formations »."""
    other = done("nice", "Nice", registered=3)
    renamed = other.cells.assign(programme_label="CAP métiers de la mode")
    nation = nation_of(LILLE, type(other)(**{**vars(other), "cells": renamed}))
    rows = [*load_workbook(io.BytesIO(nation_workbook(nation)))["Formations"].values]
    assert [row[:3] for row in rows[1:]] == [("24", "CAP Mode", 7), ("Ensemble", None, 7)]


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of the page of one small campaign, and of a folder that is none."""
    to = tmp_path_factory.mktemp("nation")
    prepare(to)
    given = do_campaign(job_of(write_tiny(to / "lille"), to / PAGES))
    write_nation(nation_of(given, LEFT), to)
    return to


@pytest.mark.parametrize("look", LOOKS)
def test_it_can_be_read_by_everybody(page: Page, written: Path, look: Look) -> None:
    """Axe finds nothing, on a screen, in the dark and on a telephone; nothing moves sideways."""
    assert (
        faults_seen(page, (written / "nation.html").as_uri(), look, "button.exporter, th button")
        == []
    )


def test_it_opens_what_it_names(page: Page, written: Path) -> None:
    """Opened from its folder, it sorts, nothing fails, and a row opens the académie's own page."""
    failed: list[str] = []
    page.on("requestfailed", lambda request: failed.append(request.url))
    page.on("pageerror", lambda error: failed.append(str(error)))
    page.goto((written / "nation.html").as_uri())
    page.get_by_role("button", name=re.compile("^Académie")).click()
    page.get_by_role("link", name="Lille").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Suivi de la campagne")
    assert page.url == (written / "nation" / "lille" / "academie.html").as_uri()
    page.go_back()
    for link in page.locator("a[href], link[href], script[src]").all():
        place = link.get_attribute("href") or link.get_attribute("src") or ""
        assert place.startswith(("#", "data:")) or (written / place).is_file(), place
    assert failed == []
