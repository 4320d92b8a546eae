"""A number of a table opens: its definition, and in notebooks the lines that it counts."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from browser import Served, accessibility_faults, open_dashboard, running_server, write_dashboard
from campaigns import blank, copy_example
from openpyxl import load_workbook
from panels import turn_to
from places import ROOT
from playwright.sync_api import Page, expect

from passpro_nb.check.campaign import Campaign, open_campaign
from passpro_nb.commands.main import run
from passpro_nb.domain.figures import FIGURES, meaning
from passpro_nb.panels.interviews.notebook import InterviewsPanel
from passpro_nb.panels.opened import open_numbers, show_lines
from passpro_nb.panels.relaunch.asking import RelaunchPanel
from passpro_nb.panels.relaunch.desk import Desk
from passpro_nb.panels.tables import show_frame
from passpro_nb.panels.widgets import SortableTable
from passpro_nb.store.published import PUBLISHED

DAY = date(2025, 4, 28)
CELL = """
from datetime import date
from IPython.display import display
from ipywidgets import VBox
from passpro_nb import open_campaign
from passpro_nb.panels.opened import open_numbers
from passpro_nb.panels.tables import show_frame

campaign, day = open_campaign({folder!r}), date(2025, 4, 28)
table = show_frame(campaign.figures(day).coverage("host"), "Couverture")
display(VBox([table, open_numbers(table, lambda: (campaign, day, {{}}))]))
"""


def click(table: SortableTable, at: int, code: str) -> None:
    """Click on a number, as the page tells it."""
    table._handle_custom_msg({"kind": "open", "row": at, "column": code}, [])


@pytest.mark.parametrize("by", ["host", "offer", "department", "origin", "academie"])
def test_a_click_opens_the_lines(campaign: Campaign, by: str) -> None:
    """Below the table stand as many lines as the number clicked, of its own row, with their place."""
    table = show_frame(campaign.figures(DAY).coverage(by), "Couverture")
    place = open_numbers(table, lambda: (campaign, DAY, {}))
    assert "coverage" not in table.opens
    for code in ("overdue", "registered"):
        click(table, 0, code)
        (lines,) = place.children
        assert len(lines.rows) == table.records[0][code]
        assert [c["label"] for c in lines.columns][-3:] == ["Fichier", "Feuille", "Ligne"]
        assert lines.caption.startswith(FIGURES[code].label)


def test_a_line_says_its_own_state(campaign: Campaign) -> None:
    """A line is one application: its state is in the singular."""
    table = show_frame(campaign.figures(DAY).coverage("academie"), "Couverture")
    place = open_numbers(table, lambda: (campaign, DAY, {}))
    for code, said in (("not_convened", "non convoquée"), ("overdue", "avis en retard")):
        click(table, 0, code)
        (lines,) = place.children
        at = [column["label"] for column in lines.columns].index("État")
        assert {row[at] for row in lines.rows} == {said}


def test_what_is_no_number_opens_nothing(campaign: Campaign) -> None:
    """A row that is not there, or a column that does not open, changes nothing."""
    table = show_frame(campaign.figures(DAY).coverage("host"), "Couverture")
    place = open_numbers(table, lambda: (campaign, DAY, {}))
    for at, code in ((10_000, "overdue"), (-1, "overdue"), (0, "host_name"), (0, "coverage")):
        click(table, at, code)
    assert place.children == ()


def test_the_notebooks_tables_open(campaign: Campaign) -> None:
    """The load of hosts, and the missing opinions of a school asked, open into as many lines."""
    interviews = InterviewsPanel(campaign)
    interviews.bar.day.value = DAY
    _, table, place, *_ = turn_to(interviews.sheets, "Places").children
    for code in ("to_interview", "unplanned", "demand"):
        click(table, 0, code)
        assert len(place.children[0].rows) == table.records[0][code]
    panel = RelaunchPanel(Desk(campaign))
    click(panel.table, 0, "missing")
    (lines,) = panel.view.children[3].children
    assert len(lines.rows) == panel.table.records[0]["missing"] > 0


def test_pupils_are_told_apart_in_their_lines(campaign: Campaign) -> None:
    """The lines of pupils say how many pupils they are of, and number them, on paper too; no key."""
    figures = campaign.figures(DAY)
    groups = figures.coverage("origin").query("registered > pupils > pupils_without_interview > 1")
    group = groups.iloc[0]
    for code in ("pupils", "pupils_without_interview"):
        lines = show_lines(campaign, DAY, code, {"origin": group["origin_uai"]})
        numbers = [record["pupil_number"] for record in lines.records]
        assert {*numbers} == {*range(1, group[code] + 1)}
        rows = figures.rows(code, origin=group["origin_uai"])
        assert len({*zip(numbers, rows["pupil"], strict=True)}) == group[code]
        of = f" de {group[code]} élèves" if len(rows) > group[code] else ""
        assert blank(lines.opened).endswith(f" : {len(rows)} candidatures{of}")
        asked = {"rows": [*range(len(rows))]}
        _, content = lines.export(asked)
        book = load_workbook(io.BytesIO(content))
        shown = [[cell.value for cell in row] for row in book.worksheets[0].iter_rows()]
        at = next(row for row in shown if "Élève n°" in row).index("Élève n°")
        assert [row[at] for row in shown[-len(rows) :]] == numbers


def test_sessions_open_with_their_seats(campaign: Campaign) -> None:
    """A capacity opens into its sessions: day, hours, mode, seats, text."""
    lines = show_lines(campaign, DAY, "capacity", {})
    seats = [record["seats"] for record in lines.records]
    assert sum(seats) == campaign.figures(DAY).capacity("academie")["capacity"].iloc[0]
    assert {"day", "start", "mode", "seats", "text", "file", "row"} <= {
        c["key"] for c in lines.columns
    }


def test_a_moment_means_what_its_figure_means() -> None:
    """« Inscrits, avant » is defined as « Inscrits » is; a name or a place has no definition."""
    assert meaning("registered_before") == meaning("registered") == FIGURES["registered"].meaning
    assert meaning("host_name") == meaning("nothing_before") == ""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a copy of the example, imported."""
    copy = tmp_path_factory.mktemp("campagne") / "exemple"
    copy_example(copy)
    assert run(["import", str(copy)]) == 0
    return copy


@pytest.fixture(scope="module")
def server(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """Serve a table whose numbers open, beside a page where they are only defined."""
    place = tmp_path_factory.mktemp("pages")
    write_dashboard(place / "ouvrir.ipynb", CELL.format(folder=str(folder)), title="Ouvrir")
    (place / "academie.ipynb").write_bytes((ROOT / "dashboards" / "academie.ipynb").read_bytes())
    with running_server(folder / PUBLISHED, place, place / "serve.log") as served:
        yield served


def test_in_a_browser(page: Page, server: Served, folder: Path) -> None:
    """A click on a number, by mouse or key, shows what it means and, below, the lines it counts."""
    open_dashboard(page, server.address("ouvrir"))
    table = page.get_by_role("table", name="Couverture")
    codes = list(open_campaign(folder).figures(DAY).coverage("host"))
    row = table.locator("tbody tr").first
    number = row.locator("> *").nth(codes.index("overdue")).get_by_role("button")
    count = int(number.inner_text())
    number.click()
    meant = f"Avis en retard : {FIGURES['overdue'].meaning}"
    told = f"{meant} Ses lignes s’ouvrent sous le tableau."
    expect(page.locator(".tableau-sens").first).to_have_text(told)
    lines = page.get_by_role("table", name=f"Avis en retard – {row.locator('th').inner_text()}")
    expect(lines.locator("tbody tr")).to_have_count(count)
    title = page.locator(".tableau-titre")
    expect(title).to_be_in_viewport()
    expect(title).to_have_text(
        re.compile(rf"^Avis en retard – .+ – 0949000X\s:\s{count}\scandidatures")
    )
    row.locator("> *").nth(codes.index("entered")).get_by_role("button").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("table", name="Avis saisis – ")).to_be_visible()
    assert accessibility_faults(page) == []


def test_on_a_page_the_definition_only(page: Page, server: Served) -> None:
    """A page says what a number means, on a click or with its heading in focus, and opens nothing."""
    open_dashboard(page, server.address("vif/academie"))
    place = page.locator(".tableau", has=page.locator("table", has_text="Avis en retard")).first
    meant = place.locator(".tableau-sens")
    expect(meant).to_be_hidden()
    place.locator("thead button", has_text="Avis en retard").focus()
    expect(meant).to_contain_text("Avis en retard : Avis non saisis après leur échéance")
    place.locator("tbody tr").first.locator("td.number").last.click()
    expect(meant).not_to_contain_text("Avis en retard :")
    assert place.locator("tbody button").count() == 0
    assert blank(page.locator("body").inner_text()).count("Fichier Feuille Ligne") == 0
