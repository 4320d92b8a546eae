"""« Exporter ce tableau »: the rows as shown, where they come from, and no pupil."""

from __future__ import annotations

import io
from datetime import date
from typing import Any

import pytest
from campaigns import blank
from openpyxl import load_workbook

from passpro_nb.check.campaign import Campaign
from passpro_nb.domain.errors import UsageError
from passpro_nb.panels import widgets as show
from passpro_nb.panels.academie.view import AcademiePage
from passpro_nb.panels.exported import Asked, export_shown
from passpro_nb.panels.inputs import Choices
from passpro_nb.panels.tables import show_frame, show_sources
from passpro_nb.store.journal import read_exports
from passpro_nb.store.published import measure_campaign

COLUMNS = [
    show.ShownColumn("name", "Lycée"), show.ShownColumn("coverage", "Couverture", "percent"),
    show.ShownColumn("day", "Jour", "date"), show.ShownColumn("last_name", "Nom"),
]  # fmt: skip
ROWS = [
    {"name": f"=L{at}", "coverage": at / 4, "day": date(2025, 3, at), "last_name": "Zzyzx"}
    for at in (1, 2, 3)
]


def asked(*rows: int, search: str = "", order: tuple[Any, ...] = ()) -> dict[str, Any]:
    """Return what a page sends when its button is clicked."""
    return {"kind": "export", "rows": [*rows], "search": search, "sorted": [*order]}


def sheets(content: bytes) -> dict[str, list[tuple[object, ...]]]:
    """Return the sheets of a workbook as rows."""
    return {sheet.title: [*sheet.values] for sheet in load_workbook(io.BytesIO(content))}


def test_the_rows_are_those_shown_in_their_order() -> None:
    """Filtered and sorted on screen, so is the file; numbers and days stay what they are."""
    table = show.show_table(ROWS, COLUMNS, caption="Lycées", about=lambda: ["Passpro 2025"])
    name, content = table.export(asked(2, 0, search="=L", order=("Couverture", True)))
    found = sheets(content)
    assert found["Lycées"][0] == ("Lycée", "Couverture", "Jour")
    assert [row[:2] for row in found["Lycées"][1:]] == [("=L3", 0.75), ("=L1", 0.25)]
    assert found["Lycées"][1][2].date() == date(2025, 3, 3)
    notes = [blank(str(row[0])) for row in found["Provenance"]]
    assert notes[:5] == [
        "Lycées.", "Passpro 2025", "2 lignes sur 3, par « Couverture » décroissant.",
        "Recherche : « =L ».", "Colonnes laissées, qui nomment un élève : Nom.",
    ]  # fmt: skip
    assert name == f"lycees-{date.today().isoformat()}.xlsx"


def test_no_pupil_goes_out_by_this_door(campaign: Campaign) -> None:
    """A table that names pupils is exported without them: nothing is to be logged, nothing is."""
    applications = campaign.applications
    table = show_frame(applications, "Candidatures", of=campaign)
    _, content = table.export(asked(*range(20)))
    cells = {str(cell) for rows in sheets(content).values() for row in rows for cell in row}
    pupils = applications.head(20)
    assert set(pupils["host_uai"]) <= cells
    for column in ("last_name", "first_name", "ine", "file_number", "pupil"):
        assert not {*map(str, pupils[column].dropna())} & cells
    assert read_exports(campaign.folder).empty


def test_rows_that_are_no_longer_there_are_refused() -> None:
    """What a page asks is checked: rows of a table filled anew meanwhile, or no rows at all."""
    table = show.show_table(ROWS, COLUMNS, caption="Lycées")
    for rows in ([3], [-1], ["0"], None):
        with pytest.raises(UsageError, match="exportez-le de nouveau"):
            table.export({"rows": rows})


def test_every_table_of_a_page_says_where_it_comes_from(campaign: Campaign) -> None:
    """Day, files and filters are in what is exported of each table of a page."""
    page = AcademiePage(measure_campaign(campaign))
    page.filters.filters["department"].value = "93"
    tables = [*show.find_tables([page.body, *page.more])]
    assert [table.caption for table in tables] == [
        "La campagne, jour après jour",
        "Établissements d’accueil, les plus en retard d’abord",
        "Répartition des avis saisis, par département",
    ]
    for table in tables:
        _, content = table.export(asked(0))
        notes = "\n".join(str(row[0]) for row in sheets(content)["Provenance"])
        assert "candidatures_2025-04-30.xlsx" in notes
        assert "Département : 93" in notes
        assert "données au 30 avril 2025" in notes


def test_a_notebook_names_its_files(campaign: Campaign) -> None:
    """The tables of a notebook name the campaign and the files they were read from."""
    _, content = show_sources(campaign).export(asked(0))
    notes = "\n".join(str(row[0]) for row in sheets(content)["Provenance"])
    assert campaign.settings.campagne.nom in notes
    assert "candidatures_2025-04-30.xlsx" in notes


def test_rows_are_picked_all_at_first() -> None:
    """Whatever a table is filled with is ticked; without boxes, nothing is."""
    table = show.show_table(ROWS, COLUMNS, caption="Lycées", pickable=True)
    assert table.picked == [0, 1, 2]
    table.picked = [1]
    table.fill(ROWS[:2])
    assert table.picked == [0, 1]
    assert show.show_table(ROWS, COLUMNS, caption="Lycées").picked == []


def test_what_is_ticked_and_no_longer_offered_is_let_go() -> None:
    """A list of choices keeps what it still offers."""
    choice = Choices("Formation", [("CAP", "1"), ("Bac pro", "2")], every="Toutes")
    assert choice.value == []
    choice.value = ["1", "2"]
    choice.offer([("Bac pro", "2"), ("2de", "3")])
    assert choice.value == ["2"]


def test_its_name_says_the_filters_of_the_columns() -> None:
    """Two exports of one table, under other filters of its columns, have not the same name nor title."""
    rows, today = [{"overdue": 5}], date.today().isoformat()
    for filters, name, title in [
        ((), "a-relancer", "À relancer."),
        (
            ("Avis en retard : >= 5",),
            "a-relancer-avis-en-retard-au-moins-5",
            "À relancer ; Avis en retard : au moins 5.",
        ),
        (
            ("Avis en retard : <5", "Dépt : 94"),
            "a-relancer-avis-en-retard-moins-de-5-dept-94",
            "À relancer ; Avis en retard : moins de 5 ; Dépt : 94.",
        ),
    ]:
        asked = Asked((0,), filters=filters)
        found, content = export_shown("À relancer", {"overdue": "Avis en retard"}, rows, asked, [])
        assert found == f"{name}-{today}.xlsx"
        assert title in [blank(str(row[0])) for row in sheets(content)["Provenance"]]
