"""The table of a view in a real page: its headings are those of its columns, its chart is to scale."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from browser import open_dashboard, running_server, write_dashboard
from campaigns import blank, copy_example
from playwright.sync_api import Locator, Page, expect

from passpro_nb.check.campaign import Campaign
from passpro_nb.measure.view import View
from passpro_nb.panels.explorer.figures import Bars, ViewScreen, measure_screen
from passpro_nb.panels.widgets import table_rows

# One table, given other columns and records under the very same caption and order.
TABLE = """
from passpro_nb.panels import widgets as show
FIRST = [show.ShownColumn("a", "Lycée"), show.ShownColumn("b", "Dépt"), show.ShownColumn("c", "Avis", "number")]
OTHER = [show.ShownColumn("a", "Formation"), show.ShownColumn("c", "Élèves", "number")]
table = show.show_table([{"a": "Un", "b": "93", "c": 1}] * 9, FIRST, caption="Par groupe", noun=("ligne", "lignes"))
button = show.widgets.Button(description="Changer")
button.on_click(lambda _: table.show("Par groupe", OTHER, [{"a": "CAP", "c": 12}, {"a": "2de", "c": 7}]))
show.show_live(show.widgets.VBox([button, table]), "")
"""
EXPLORER = """
from pathlib import Path
from passpro_nb.check.campaign import open_campaign
from passpro_nb.panels import widgets as show
from passpro_nb.panels.explorer.view import show_explorer
show.show_live(show_explorer(open_campaign(Path({folder!r}))), "")
"""


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Serve a page of a table and one of the free table."""
    root = tmp_path_factory.mktemp("pages")
    pages = root / "pages"
    pages.mkdir()
    folder = str(copy_example(root / "exemple"))
    write_dashboard(pages / "table.ipynb", TABLE, title="Table")
    write_dashboard(pages / "libre.ipynb", EXPLORER.format(folder=folder), title="Libre")
    (root / "publie.sqlite").touch()
    with running_server(root / "publie.sqlite", pages, root / "log", campaign="Essai") as served:
        yield served.url


def read_table(table: Locator) -> tuple[list[str], list[list[str]]]:
    """Return the headings of a table as they are read, and the texts of its rows."""
    headings = [
        re.sub(r"\s*[↕▲▼]$", "", blank(t)) for t in table.locator("thead th").all_inner_texts()
    ]
    rows = [
        [blank(c) for c in row.locator("th, td").all_inner_texts()]
        for row in table.locator("tbody tr").all()
    ]
    return headings, rows


def test_other_columns_have_their_own_headings(address: str, page: Page) -> None:
    """Whatever else changes with them, columns shown anew bring their titles: no number under another's."""
    open_dashboard(page, f"{address}table")
    table = page.locator(".tableau")
    assert read_table(table)[0] == ["Lycée", "Dépt", "Avis"]
    page.get_by_role("button", name="Changer").click()
    expect(table.locator("tbody tr")).to_have_count(2)
    assert read_table(table) == (["Formation", "Élèves"], [["CAP", "12"], ["2de", "7"]])


def compare_shown(page: Page, screen: ViewScreen) -> None:
    """Compare each heading and cell with what Python says of the view, row by row by its name."""
    table = page.locator(".tableau", has=page.get_by_role("table", name=screen.title))
    expect(table.locator(".tableau-nombre")).to_have_text(re.compile(rf"\b{len(screen.records)} "))
    if len(screen.records) > 20:
        table.get_by_role("button", name="Voir toutes les lignes").click()
    expect(table.locator("tbody tr")).to_have_count(len(screen.records))
    headings, rows = read_table(table)
    told = table_rows(screen.records, screen.columns)
    wanted = [[blank(c if isinstance(c, str) else c[0]) for c in row] for row in told]
    assert headings == [blank(column.label) for column in screen.columns]
    assert sorted(rows) == sorted(wanted)
    if len(screen.records) > 20:
        table.get_by_role("button", name="Voir moins de lignes").click()


def compare_bars(chart: Locator, bars: Bars) -> None:
    """Compare the drawn lengths with what Python says: all on one scale, within 2 % of the longest."""
    expect(chart.locator(".barre-nom")).to_have_text([bar.name for bar in bars.bars])
    parts = "bars => bars.map(b => [...b.children].map(p => p.getBoundingClientRect().width))"
    drawn = [sum(widths) for widths in chart.locator(".barre").evaluate_all(parts)]
    worth = [sum(bar.parts) for bar in bars.bars]
    scale = max(drawn) / max(worth)
    assert drawn == pytest.approx([one * scale for one in worth], abs=max(drawn) * 0.02)
    assert max(drawn) > 50


def test_the_free_table_says_what_python_says(address: str, page: Page, campaign: Campaign) -> None:
    """Rows and figures chosen by hand: each number stands under its own heading, in each view.

    The bars beside are on one scale, and of the rows that the filters of the columns leave.
    """
    figures = campaign.figures()
    open_dashboard(page, f"{address}libre")
    chart = page.locator(".paire .barres")
    rows = page.get_by_label("Lignes", exact=True)
    for by, name in [
        ("host", ""),
        ("offer", "Offre"),
        ("programme", "Formation"),
        ("department", "Département"),
    ]:
        if name:
            rows.select_option(label=name)
        screen = measure_screen(figures, View(by=by))
        compare_shown(page, screen)
    page.get_by_role("button", name=re.compile("^Chiffres")).click()
    for name in ("Élèves", "Couverture"):
        page.get_by_role("checkbox", name=name, exact=True).check()
    page.keyboard.press("Escape")
    rows.select_option(label="Formation")
    view = View(by="programme", figures=("pupils", "coverage"))
    screen = measure_screen(figures, view)
    compare_shown(page, screen)

    table = page.locator(".tableau", has=page.get_by_role("table", name=screen.title))
    table.get_by_role("button", name=re.compile("^Couverture")).click()
    sorted_view = View(by="programme", figures=("pupils", "coverage"), sort="coverage")
    compare_bars(chart, measure_screen(figures, sorted_view).bars)
    frame = table.locator(".tableau-cadre")
    rest = "frame => { frame.style.maxHeight = '12rem'; frame.scrollTop = 200; return frame.scrollTop; }"
    gone = "frame => frame.scrollTop"
    assert frame.evaluate(rest) > 0
    table.get_by_role("button", name="Filtrer par colonne").click()
    expect(table.get_by_label("Filtrer Élèves")).to_be_in_viewport()
    assert frame.evaluate(gone) == 0
    assert frame.evaluate(rest) > 0
    table.get_by_label("Filtrer Élèves").fill(">= 30")
    assert frame.evaluate(gone) == 0
    many = [r for r in measure_screen(figures, sorted_view).records if r["pupils"] >= 30]
    assert 1 < len(many) < len(screen.records)
    compare_bars(chart, measure_screen(figures, sorted_view, many).bars)
