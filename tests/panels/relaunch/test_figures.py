"""The panel of relaunches, driven as an analyst drives it, and the inspectors' list of counts."""

from __future__ import annotations

import io
import sqlite3
from datetime import date

import pytest
from campaigns import blank
from openpyxl import load_workbook
from places import PACKAGE
from relaunches import DAY, write_small

from passpro_nb.check.campaign import Campaign
from passpro_nb.domain.figures import label
from passpro_nb.measure.asks import HOST, REASONS
from passpro_nb.panels.filters import Filters
from passpro_nb.panels.relaunch.asking import RelaunchPanel
from passpro_nb.panels.relaunch.desk import Desk
from passpro_nb.panels.relaunch.figures import PROGRAMMES, draft_text, effect_table, measure_screen
from passpro_nb.panels.relaunch.listing import LISTED, list_asks, list_workbook, say_list
from passpro_nb.panels.relaunch.notebook import show_journal, show_record, show_relaunch
from passpro_nb.panels.relaunch.view import RelaunchesPage
from passpro_nb.relaunch.levels import Wanted, asking
from passpro_nb.relaunch.plan import plan_relaunches
from passpro_nb.store.journal import read_history
from passpro_nb.store.published import PUBLISHED, Published, read_published
from passpro_nb.store.snapshots import import_campaign


@pytest.fixture(scope="module")
def campaign(tmp_path_factory) -> Campaign:
    """Return a small invented campaign."""
    return write_small(tmp_path_factory.mktemp("panneau") / "campagne")


@pytest.fixture(scope="module")
def published(campaign) -> Published:
    """Return its published figures."""
    import_campaign(campaign, DAY)
    return read_published(campaign.folder / PUBLISHED)


@pytest.fixture
def desk(campaign) -> Desk:
    """Return the campaign as it is opened in the notebook."""
    return Desk(campaign, DAY, "Camille")


def uais(panel: RelaunchPanel) -> set[str]:
    """Return the UAI of the schools that are ticked."""
    return {panel.table.records[at]["uai"] for at in panel.table.picked}


def test_from_nothing_to_drafts_on_screen(desk, tmp_path):
    """Look, choose two schools, write, read the drafts, withdraw: no step needs anything else."""
    panel = RelaunchPanel(desk, str(tmp_path / "p"))
    record = show_record(desk)
    assert "peuvent être relancés au 30 avril 2025" in panel.said.value
    assert len(panel.table.rows) == len(panel.screen.table) > 5
    assert panel.table.picked == [*range(len(panel.table.rows))]
    panel.table.picked = panel.table.picked[:2]
    assert "2\u00a0établissements choisis" in panel.picked.value
    for code in ("missing", "dates_manquantes"):
        asked = sum(
            record[code] for record in [panel.table.records[at] for at in panel.table.picked]
        )
        told = f"{label(code)} : {asked}".lower()
        assert (told in blank(panel.picked.value).lower()) is (asked > 0)
    assert "Les brouillons se liront ici une fois écrits." in panel.result.children[1].value
    panel.write.click()
    assert "Rien n’est envoyé" in panel.result.children[1].value
    choice, text = panel.result.children[2:4]
    first = text.value
    assert "X-Unsent" not in first
    assert "Objet" in first
    choice.value = 1
    assert text.value != first
    assert len(list((tmp_path / "p" / "brouillons").iterdir())) == 2
    assert read_history(desk.campaign.folder)["uai"].nunique() >= 1
    assert "laissés de côté" in panel.said.value
    assert panel.table.boxes == [at for at in range(len(panel.table.rows)) if at not in held(panel)]
    assert len(held(panel)) == 2
    assert panel.folder.value == str(tmp_path / "p-n2")
    assert [len(table.rows) for table in record.children[1::2]] == [1, 2, 2]
    panel.result.children[-1].click()
    assert read_history(desk.campaign.folder).empty
    assert "3. Relire" in panel.result.children[0].value
    assert "est retiré du journal" in panel.result.children[1].value
    assert "laissés de côté" not in panel.said.value
    assert record.children[1].rows == []


def held(panel: RelaunchPanel) -> set[int]:
    """Return the positions of the schools relaunched a short time ago."""
    stands = [record["stand"] for record in panel.table.records]
    return {at for at, stand in enumerate(stands) if stand == "déjà relancé"}


def test_several_relaunches_of_one_day(desk, tmp_path):
    """After a writing the next folder is proposed, and those just asked have no box until asked again."""
    panel = RelaunchPanel(desk)
    first = panel.folder.value
    assert first.endswith("relance-2025-04-30")
    panel.table.picked = panel.table.picked[:1]
    panel.write.click()
    assert panel.folder.value == f"{first}-n2"
    assert held(panel) == {0}
    panel.table.picked = [0]  # a box that is not there
    assert panel.write.disabled
    panel.again.value = True
    assert 0 in panel.table.picked
    panel.again.value = False
    panel.result.children[-1].click()


def test_filters_of_the_panel_are_those_of_the_plan(desk):
    """Each filter of the panel shows the same schools as the plan under it, several values at once."""
    campaign, panel = desk.campaign, RelaunchPanel(desk)
    filters = panel.bar
    filters.sides.value = [HOST]
    filters.reasons.value = ["avis_en_retard", "avis_illisibles"]
    filters.lateness.value = 3
    expected = plan_relaunches(campaign, DAY, filters.wanted)
    assert uais(panel) == set(expected.proposed["uai"]) != set()
    districts = sorted(campaign.offers["district"].dropna().unique())[:2]
    filters.filters["district"].value = districts
    there = plan_relaunches(campaign, DAY, filters.wanted)
    assert filters.wanted.selection.district == tuple(districts)
    assert uais(panel) == set(there.proposed["uai"])
    filters.levels.value = [2, 3]
    assert "Aucun établissement n’est choisi" in panel.picked.value
    assert panel.table.picked == []
    assert panel.write.disabled
    filters.row.lift.click()
    assert filters.wanted == Wanted()
    assert uais(panel) == set(plan_relaunches(campaign, DAY).proposed["uai"])


def test_a_departement_of_the_panel_is_of_the_school(desk):
    """94 shows no collège of 77; the programmes that its pupils apply to are still offered."""
    panel = RelaunchPanel(desk)
    programmes = panel.bar.filters["programme"].options
    panel.bar.filters["department"].value = ["94", "93"]
    assert {uai[1:3] for uai in uais(panel)} == {"94", "93"}
    assert panel.bar.filters["programme"].options == programmes
    hosts = panel.bar.filters["host"].options
    assert {value[1:3] for _, value in hosts} == {"94", "93"}
    panel.bar.filters["domain"].value = [panel.bar.filters["domain"].options[0][1]]
    assert len(panel.bar.filters["programme"].options) < len(programmes)


def test_another_day_is_looked_at_everywhere(desk):
    """A day chosen in the panel is that of the desk; none, that of the data."""
    panel = RelaunchPanel(desk)
    panel.bar.day.value = date(2025, 4, 15)
    assert desk.day == date(2025, 4, 15)
    assert "pendant les congés" in panel.said.value
    assert panel.write.disabled
    panel.bar.day.value = None
    assert desk.day == panel.bar.day.value == desk.campaign.figures().day


def test_a_refusal_is_a_sentence_in_the_panel(desk, tmp_path):
    """Writing into a folder that holds something is refused on screen, and mended there."""
    (tmp_path / "p").mkdir()
    (tmp_path / "p" / "x").write_text("x", encoding="utf-8")
    panel = RelaunchPanel(desk, str(tmp_path / "p"))
    panel.table.picked = panel.table.picked[:1]
    panel.write.click()
    assert "rien n’est jamais écrasé" in panel.result.children[0].value
    assert read_history(desk.campaign.folder).empty
    panel.folder.value = str(tmp_path / "q")
    panel.write.click()
    assert "Rien n’est envoyé" in panel.result.children[1].value
    panel.result.children[-1].click()


def test_missing_dates_say_of_which_programmes(campaign, desk):
    """Where dates are what is asked, the list and its export name the programmes that lack them."""
    panel = RelaunchPanel(desk)
    assert PROGRAMMES not in [column["key"] for column in panel.table.columns]
    panel.bar.reasons.value = ["dates_manquantes"]
    assert {"key": PROGRAMMES, "label": "Formations à compléter", "kind": "text"}.items() <= {
        key: value
        for column in panel.table.columns
        if column["key"] == PROGRAMMES
        for key, value in column.items()
    }.items()
    plan = plan_relaunches(campaign, DAY, Wanted(reasons=("dates_manquantes",)))
    for record in panel.table.records:
        mine = plan.gaps[plan.gaps["host_uai"].eq(record["uai"])]
        assert record["dates_manquantes"] == len(mine) > 0
        for programme in mine["programme_label"]:
            assert blank(programme) in blank(record[PROGRAMMES])
        assert len(blank(record[PROGRAMMES]).split(" ; ")) == len(mine)


def test_what_is_exported_says_its_filters(desk):
    """The table of schools, exported, has the day, the filters and the files."""
    panel = RelaunchPanel(desk)
    panel.bar.filters["department"].value = ["94"]
    name, content = panel.table.export({"rows": [0], "search": "", "sorted": []})
    notes = load_workbook(io.BytesIO(content))["Provenance"].values
    said = blank("\n".join(str(row[0]) for row in notes))
    assert name.startswith("etablissements-a-relancer")
    assert "Relances au 30 avril 2025." in said
    assert "Filtres : département 94." in said
    assert "candidatures_2025-04-30.xlsx" in said


def test_a_draft_shows_who_is_in_copy():
    """What is read on screen is what would be sent."""
    from passpro_nb.relaunch.mails import Mail

    mail = Mail("0", "LP", "a@b.invalid", "c@d.invalid", 3, "Objet", "Texte\n", "f.xlsx")
    assert draft_text(mail) == "À : a@b.invalid\nCopie : c@d.invalid\nObjet : Objet\n\nTexte\n"


def test_the_door_opens_before_any_relaunch(desk):
    """With nothing relaunched, the panel shows, the journal has no live line, the effect is empty."""
    assert show_relaunch(desk).children
    assert all(row[-1] for row in show_journal(desk).rows)
    assert effect_table(desk.campaign, DAY).empty


# ----------------------------------------------------------------------- the inspectors' list


@pytest.mark.parametrize("chosen", [{}, {"department": "93"}, {"department": "77"}])
def test_the_list_counts_as_the_plan(published, campaign, chosen):
    """School by school, the published list has the counts of the analyst's dry view."""
    filters = Filters(**chosen)
    listed = list_asks(published, filters)
    plan = measure_screen(campaign, DAY, Wanted(filters)).plan
    asked = plan.schools[asking(plan.schools)]
    columns = [name for name in LISTED if name in REASONS] + ["missing", "lateness"]
    both = [table.set_index(["side", "uai"])[columns].sort_index() for table in (listed, asked)]
    assert both[0].equals(both[1])
    assert len(listed) > 0


def test_the_list_holds_no_pupil(published, campaign):
    """Neither the list, nor its workbook, nor the published file has a name or a number of a pupil."""
    assert not {"pupil", "last_name", "ine"} & set(published.asks.columns)
    listed = list_asks(published, Filters())
    name, content = list_workbook(published, Filters(), listed)
    assert name == "relances-2025-04-30.xlsx"
    assert content.startswith(b"PK")
    with sqlite3.connect(campaign.folder / PUBLISHED) as base:
        dump = "\n".join(base.iterdump())
    numbers = set(campaign.applications["file_number"].dropna())
    assert not any(number in dump for number in numbers)


def test_the_page_follows_its_filters(published):
    """A role or a département chosen changes the sentence and the table together."""
    page = RelaunchesPage(published)
    every = len(page.table.rows)
    page.side.value = HOST
    assert 0 < len(page.table.rows) < every
    assert page.headline.value.count("à relancer") == 1
    page.filters.filters["department"].value = "94"
    assert say_list(published, page.list).split(" :")[0] in page.headline.value
    assert {record["department"] for record in page.table.records} == {"94"}
    assert page.table.columns[0]["key"] == "name"  # what stays in sight
    assert {row[1] for row in page.table.rows} == {"94"}


def test_the_dashboard_reads_only_what_is_published(published):
    """The page's module asks for the published file, never for the store."""
    room = PACKAGE / "panels"
    page = (room / "page.py").read_text(encoding="utf-8")
    page += (room / "relaunch" / "view.py").read_text(encoding="utf-8")
    assert "read_figures(show.published_path())" in page
    assert "return read_published(path)" in page
    assert "STORE" not in page
