"""The dashboard of interviews, as an inspector sees it; and the list that an analyst writes."""

from __future__ import annotations

import io
import json
import re
from collections.abc import Iterator
from datetime import date, time
from pathlib import Path

import pytest
from browser import Served, accessibility_faults, open_dashboard, running_server
from campaigns import copy_example
from openpyxl import load_workbook
from places import ROOT
from playwright.sync_api import Page, expect

from passpro_nb.check.campaign import Campaign, open_campaign
from passpro_nb.commands.main import run
from passpro_nb.domain.errors import UsageError
from passpro_nb.interviews.convocations import write_convocations
from passpro_nb.interviews.schedule import schedule_host
from passpro_nb.interviews.what_if import Change
from passpro_nb.panels.filters import Filters
from passpro_nb.panels.interviews.figures import measure_screen, try_change
from passpro_nb.store.journal import read_exports
from passpro_nb.store.published import PUBLISHED, Published, read_published

PAGE = "vif/entretiens"
DAY = date(2025, 4, 10)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a copy of the example, imported on a day when sessions are still to come."""
    copy = tmp_path_factory.mktemp("campagne") / "exemple"
    copy_example(copy)
    assert run(["import", str(copy), "--on", DAY.isoformat()]) == 0
    return copy


@pytest.fixture(scope="module")
def campaign(folder: Path) -> Campaign:
    """Return the example, read and checked."""
    return open_campaign(folder)


@pytest.fixture(scope="module")
def published(folder: Path) -> Published:
    """Return what the page reads."""
    return read_published(folder / PUBLISHED)


@pytest.fixture(scope="module")
def server(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """Serve the real dashboards over the example."""
    log = tmp_path_factory.mktemp("journal") / "serve.log"
    with running_server(folder / PUBLISHED, ROOT / "dashboards", log) as served:
        yield served


def capacity(folder: Path, *words: str) -> dict:
    """Return the figures of the command `capacity` for the whole académie."""
    to, day = folder.parent / "capacity.json", DAY.isoformat()
    command = ["capacity", str(folder), "--by", "academie", "--on", day, *words, "--to", str(to)]
    assert run(command) == 0
    return json.loads(to.read_text(encoding="utf-8"))[0]


def cards(page: Page) -> list[int]:
    """Return the numbers of the headline: to interview, left, lacking, to add, undated."""
    texts = page.locator(".vivante .carte-valeur, .sortie .carte-valeur").all_inner_texts()
    return [int(re.sub(r"\D", "", text)) for text in texts]


def test_the_headline_is_that_of_the_command(page: Page, server: Served, folder: Path):
    """The page opens on the figures of `capacity`, and a filter gives those of the filtered one."""
    open_dashboard(page, server.address(PAGE))
    codes = ("to_interview", "seats_left", "shortfall", "sessions_to_add", "undated")
    whole, part = capacity(folder), capacity(folder, "--department", "93")
    assert cards(page) == [whole[code] for code in codes]
    page.get_by_label("Département", exact=True).select_option(label="93 – Seine-Saint-Denis")
    expect(page.locator(".carte-valeur").first).to_have_text(f"{part['to_interview']}")
    assert cards(page) == [part[code] for code in codes]


def test_the_calendar_follows_its_lines(page: Page, server: Served, published: Published):
    """By département the picture, its text for who does not see it, its figures, the address: all follow."""
    open_dashboard(page, server.address(PAGE))
    page.get_by_label("Lignes du calendrier").select_option(label="Départements")
    lines = measure_screen(published, Filters(), "department").lines
    expect(page.locator(".graphique img")).to_have_attribute(
        "alt", re.compile(f"{len(lines)}.lignes")
    )
    page.get_by_text("Les chiffres du graphique").click()
    table = page.get_by_role("table", name=re.compile("départements"))
    expect(table.locator("tbody th")).to_have_text(lines["name"].tolist())
    expect(page).to_have_url(server.address(f"{PAGE}?par=departement"))
    page.reload()
    page.locator("body.pret").wait_for()
    picture = page.locator(".graphique img")
    expect(picture).to_have_attribute("alt", re.compile(f"{len(lines)}.lignes"))
    assert picture.evaluate("async (image) => { await image.decode(); return image.naturalWidth; }")


def test_what_if_is_tried_and_given_up(page: Page, server: Served, published: Published):
    """A number changes the answer, a refused one is said in French, a button gives all back."""
    open_dashboard(page, server.address(PAGE))
    screen = measure_screen(published, Filters())
    answer = page.get_by_role("status").locator(".phrase")
    for change in (Change(), Change(jurys=2), Change(jurys=2, seances_ajoutees=1)):
        page.get_by_label("Jurys en parallèle").fill(str(change.jurys or 1))
        page.get_by_label("Séances de plus").fill(str(change.seances_ajoutees))
        page.keyboard.press("Tab")
        expect(answer).to_have_text(try_change(published, screen, change).sentence)
    page.get_by_role("button", name="Revenir aux réglages").click()
    expect(answer).to_have_text(try_change(published, screen, Change()).sentence)


def test_the_workbook_is_downloaded(page: Page, server: Served, published: Published):
    """The download holds the load of the filtered page and its filter."""
    open_dashboard(page, server.address(PAGE))
    page.get_by_label("Département", exact=True).select_option(label="77 – Seine-et-Marne")
    load = measure_screen(published, Filters(department="77")).load
    expect(page.locator(".tableau-nombre:visible").first).to_contain_text(
        f"{len(load)} établissement"
    )
    with page.expect_download() as waiting:
        page.get_by_role("button", name="Télécharger ces tableaux").click()
    book = load_workbook(io.BytesIO(Path(waiting.value.path()).read_bytes()))
    assert [row[4] for row in list(book["Charge"].values)[1:]] == load["shortfall"].tolist()
    assert any("Département : 77" in str(line[0]) for line in book["Provenance"].values)


def test_no_pupil_on_the_page(page: Page, server: Served, folder: Path, campaign: Campaign):
    """No name, INE or n° de dossier of a pupil is in what the browser receives, nor in what it reads."""
    open_dashboard(page, server.address(PAGE))
    content = page.content()
    published = (folder / PUBLISHED).read_bytes()
    pupils = campaign.applications
    secrets = {*pupils["ine"].dropna(), *pupils["file_number"].dropna()}
    secrets |= {f"{p.last_name} {p.first_name}" for p in pupils.itertuples()}
    assert len(secrets) > 100
    assert not [secret for secret in secrets if secret in content]
    assert not [secret for secret in secrets if secret.encode() in published]


def test_the_page_passes_the_accessibility_rules(page: Page, server: Served):
    """Labels, headings, contrasts, alternatives: the automatic rules find nothing."""
    open_dashboard(page, server.address(PAGE))
    found = accessibility_faults(page)
    assert [(rule["id"], rule["nodes"][0]["target"]) for rule in found] == []


def test_a_phone_is_wide_enough(page: Page, server: Served):
    """On a phone nothing but the calendar itself is wider than the screen."""
    page.set_viewport_size({"width": 390, "height": 844})
    open_dashboard(page, server.address(PAGE))
    assert page.evaluate("document.documentElement.scrollWidth") <= 390


# ---------------------------------------------------------------------------- the list of a host


def test_the_list_of_a_host(campaign: Campaign, published: Published, tmp_path: Path):
    """The workbook has everybody placed once, a sheet a session, those without a seat, and the rules."""
    host = measure_screen(published, Filters()).load
    uai = host.sort_values("seats_left", ascending=False)["host_uai"].iloc[0]
    schedule = schedule_host(campaign, uai, DAY)
    path = write_convocations(
        schedule, tmp_path, campaign, host_uai=uai, host_name="Lycée =A1", day=DAY
    )
    book = load_workbook(path)
    assert path.name == f"convocations-{uai.lower()}-2025-04-10.xlsx"
    listed = list(book["Convocations"].values)[1:]
    placed = schedule.placed
    assert len(listed) == len(placed) > 0
    assert [row[2:4] for row in listed] == list(
        zip(placed["last_name"], placed["first_name"], strict=True)
    )
    assert all(time.fromisoformat(row[1]) for row in listed)
    sheets = [name for name in book.sheetnames if re.match(r"\d+\. ", name)]
    assert sum(book[name].max_row - 1 for name in sheets) == len(placed)
    assert book["Sans place"].max_row - 1 == len(schedule.waiting)
    notes = "\n".join(str(line[0]) for line in book["Provenance"].values)
    assert f"Projet de convocations – Lycée =A1 ({uai})" in notes
    assert "Document nominatif" in notes
    assert "À plus de 20 km" in notes
    (logged,) = read_exports(campaign.folder).itertuples()
    assert (logged.what, logged.file) == ("convocations", path.name)
    assert logged.rows == len(placed) + len(schedule.waiting)


def test_it_prints_on_a4(campaign: Campaign, tmp_path: Path):
    """Each sheet is A4, as wide as a page, its first row on every page, its session at the foot."""
    uai = campaign.sessions["host_uai"].iloc[0]
    schedule = schedule_host(campaign, uai, date(2025, 3, 11))
    book = load_workbook(
        write_convocations(schedule, tmp_path, campaign, host_uai=uai, host_name="L", day=DAY)
    )
    for sheet in book:
        assert sheet.page_setup.paperSize == 9
        assert sheet.sheet_properties.pageSetUpPr.fitToPage
        assert sheet.title == "Provenance" or f"L ({uai}) – projet" in sheet.oddHeader.left.text
    session = next(sheet for sheet in book if re.match(r"1\. ", sheet.title))
    assert session.print_title_rows == "$1:$1"
    assert re.match(r"1\. \d\d-\d\d .* – \w+ \d", session.oddFooter.left.text)


def test_a_host_unknown_to_the_catalogue(campaign: Campaign):
    """An UAI without an offer is refused with those there are."""
    with pytest.raises(UsageError, match="0000000X"):
        schedule_host(campaign, "0000000X", DAY)
