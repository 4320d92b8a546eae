"""The follow-up in the analysts' notebook: each control moves figures that are those of the commands."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest
from campaigns import blank
from panels import click, said, tables, turn_to

from passpro_nb.check.campaign import open_campaign
from passpro_nb.commands.main import run
from passpro_nb.domain.french import pluralise
from passpro_nb.export.forecast import stopped, unfinished
from passpro_nb.panels.progress.figures import FIGURES_SHOWN, ONE_IMPORT
from passpro_nb.panels.progress.view import ProgressPanel

GROUPS_SHEET, STOPPED, SINCE = "Groupe par groupe", "N’avancent plus", "Depuis un import"


@pytest.fixture
def panel(example: Path) -> ProgressPanel:
    """Return the panel of the invented example."""
    return ProgressPanel(open_campaign(example))


def coverage(panel: ProgressPanel, *words: str) -> list[dict]:
    """Return the rows of the command `coverage`."""
    folder = panel.campaign.folder
    to = folder.parent / "coverage.json"
    assert run(["coverage", str(folder), *words, "--to", str(to)]) == 0
    return json.loads(to.read_text(encoding="utf-8"))


def test_group_day_and_filters_give_the_figures_of_the_command(panel: ProgressPanel) -> None:
    """Two départements and a day, by host, programme and school of origin: each figure shown is the command's."""
    panel.bar.filters["department"].value = ["93", "94"]
    panel.bar.day.value = date(2025, 4, 10)
    words = ["--department", "93", "--department", "94", "--on", "2025-04-10"]
    shown = turn_to(panel.sheets, GROUPS_SHEET)
    for by, key in (("host", "host_uai"), ("programme", "programme"), ("origin", "origin_uai")):
        panel.bar.by.value = by
        table, *_ = tables(shown)
        wanted = {row[key]: row for row in coverage(panel, "--by", by, *words)}
        assert {record[key] for record in table.records} == {*wanted}
        for record in table.records:
            for code in FIGURES_SHOWN:
                assert record[code] == pytest.approx(wanted[record[key]][code]), code
    assert "Au 10 avril 2025" in blank(panel.said.value)


def test_numbers_open_for_the_day_and_the_filters(panel: ProgressPanel) -> None:
    """What is late at a host opens into as many applications, those of the filters alone."""
    panel.bar.day.value = date(2025, 4, 28)
    panel.bar.filters["status"].value = ["scolaire"]
    shown = turn_to(panel.sheets, GROUPS_SHEET)
    table, *_ = tables(shown)
    at = next(at for at, record in enumerate(table.records) if record["overdue"])
    click(table, at, "overdue")
    lines = tables(shown)[1]
    assert len(lines.records) == table.records[at]["overdue"] > 0
    panel.bar.filters["status"].value = []
    assert len(tables(shown)) == 1  # what was opened under another filter is gone


def test_who_has_stopped_and_who_will_not_be_done(panel: ProgressPanel) -> None:
    """Each has its sheet: the members that the forecast names, all of them."""
    hosts = panel.campaign.figures().coverage("host")
    late, *_ = tables(turn_to(panel.sheets, "Ne finiront presque sûrement pas"))
    still, *_ = tables(turn_to(panel.sheets, STOPPED))
    assert [r["host_uai"] for r in late.records] == unfinished(hosts)["host_uai"].tolist()
    assert [r["host_uai"] for r in still.records] == stopped(hosts)["host_uai"].tolist()
    assert late.records
    assert still.records


def test_rows_are_called_and_ordered_by_what_they_are(panel: ProgressPanel) -> None:
    """By programme, the tables count programmes; those that stopped are ordered by the column they show."""
    panel.bar.by.value = "programme"
    for name in (GROUPS_SHEET, "Ne finiront presque sûrement pas", STOPPED):
        table, *_ = tables(turn_to(panel.sheets, name))
        assert (table.words["noun"], table.words["nouns"]) == ("formation", "formations")
    panel.bar.by.value = "host"
    column, down = table.sort
    assert {c["key"]: c["label"] for c in table.columns}[column] == "À saisir"
    counts = [record[column] for record in table.records]
    assert down
    assert counts == sorted(counts, reverse=True)
    assert counts == [r["awaiting"] + r["overdue"] for r in table.records]
    assert max(counts) > 0
    assert table.words["nouns"] == "établissements d’accueil"


def test_the_arrow_is_on_the_column_that_orders(panel: ProgressPanel) -> None:
    """Where no opinion was lost, what moved is ordered, and marked so, by the opinions that came."""
    folder = panel.campaign.folder
    for day in ("2025-04-24", "2025-04-30"):
        assert run(["import", str(folder), "--on", day]) == 0
    turn_to(panel.sheets, SINCE)
    lost = any(record["entered_minus"] for record in panel.since.table.records)
    column, down = panel.since.table.sort
    assert (column, down) == ("entered_minus" if lost else "entered_plus", True)
    counts = [record[column] for record in panel.since.table.records]
    assert counts == sorted(counts, reverse=True)
    assert max(counts) > 0


def test_the_sentence_agrees_with_the_tables(panel: ProgressPanel) -> None:
    """What the rows of a table add up to stands in the sentence, beside what the whole would miss."""
    for by, noun in (("host", "établissement d’accueil"), ("programme", "formation")):
        panel.bar.by.value = by
        table, *_ = tables(turn_to(panel.sheets, GROUPS_SHEET))
        total = sum(record["missing_at_limit"] for record in table.records)
        assert total > panel.screen.total["missing_at_limit"]
        said = blank(panel.said.value)
        assert f"Compté par {noun}, il en manquerait {total} : l’avance des uns" in said
        assert ("qu’il faut annoncer" in said) is (by == "host")
        many = sum(record["missing_at_limit"] > 0 for record in table.records)
        sure = sum(record["late_at_limit"] for record in table.records)
        assert f"Au rythme actuel, {many} {pluralise(noun)} auraient encore" in said
        assert 0 < sure < many
        assert f" ; pour {sure}, c’est presque sûr (au moins neuf fois sur dix)." in said


def test_the_curve_follows(panel: ProgressPanel) -> None:
    """The figures under the curve end on what the sentence says is entered."""
    panel.bar.filters["department"].value = ["77"]
    numbers, *_ = tables(turn_to(panel.sheets, "La courbe"))
    assert numbers.records[-1]["entered"] == panel.screen.total["entered"]
    assert f"{panel.screen.total['entered']} avis saisis" in blank(panel.said.value)


def test_what_moved_follows_the_import_and_the_filters(panel: ProgressPanel) -> None:
    """Imports are listed by day; for each, and under filters, the counts are those of the command."""
    folder = panel.campaign.folder
    for day in ("2025-04-10", "2025-04-24", "2025-04-30"):
        assert run(["import", str(folder), "--on", day]) == 0
    turn_to(panel.sheets, SINCE)
    since = panel.since
    said_of = [blank(text).split(" (")[0] for text, _ in since.choice.options]
    assert said_of == ["24 avril 2025", "10 avril 2025"]
    panel.bar.by.value = "department"
    for _, number in since.choice.options:
        since.choice.value = number
        to = folder.parent / "changes.json"
        assert run(["changes", str(folder), "--since", str(number), "--to", str(to)]) == 0
        rows = json.loads(to.read_text(encoding="utf-8"))["balance"]["department"]
        wanted = {row["department"]: row["entered_plus"] for row in rows if row["entered_plus"]}
        shown = {r["department"]: r["entered_plus"] for r in since.table.records}
        assert {name: plus for name, plus in shown.items() if plus} == wanted
    panel.bar.filters["department"].value = ["93"]
    assert [record["department"] for record in since.table.records] == ["93"]
    click(since.table, 0, "entered_plus")
    (moves,) = tables(since.opened)
    kinds = [record["kind"] for record in moves.records]
    assert kinds.count("avis saisi") == since.table.records[0]["entered_plus"]


def test_one_import_has_nothing_before_it(panel: ProgressPanel) -> None:
    """Without an import, and with one alone, the sheet says why there is nothing to show."""
    panel.sheets.selected_index = panel.sheets.titles.index(SINCE)
    assert "Rien n’a encore été importé" in said(panel)
    assert run(["import", str(panel.campaign.folder)]) == 0
    panel.sheets.follow()
    assert ONE_IMPORT in said(panel)
