"""The panel of relaunches, driven as an analyst drives it, and the inspectors' list of counts."""

from __future__ import annotations

import sqlite3

import pytest
from places import PACKAGE
from relaunches import DAY, write_small

from passpro_nb.check.campaign import Campaign
from passpro_nb.measure.asks import HOST, REASONS
from passpro_nb.panels.filters import State as Filters
from passpro_nb.panels.relaunch.figures import (
    LISTED,
    State,
    draft_text,
    effect_table,
    list_asks,
    list_workbook,
    measure_screen,
    say_list,
)
from passpro_nb.panels.relaunch.view import _Page, _Panel, show_journal, show_relaunch
from passpro_nb.relaunch.levels import asking
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


def test_from_nothing_to_drafts_on_screen(campaign, tmp_path):
    """Look, choose two schools, write, read the drafts, withdraw: no step needs anything else."""
    panel = _Panel(campaign, DAY, str(tmp_path / "p"), "Camille")
    assert "peuvent être relancés au 30 avril 2025" in panel.said.value
    assert len(panel.table.rows) == len(panel.screen.table) > 5
    assert len(panel.schools.value) == len(panel.schools.options)
    panel.schools.value = panel.schools.value[:2]
    assert "2\u00a0établissements choisis" in panel.picked.value
    panel.write.click()
    assert "Rien n’est envoyé" in panel.result.children[1].value
    choice, text = panel.result.children[2:4]
    first = text.value
    assert "X-Unsent" not in first
    assert "Objet" in first
    choice.value = 1
    assert text.value != first
    assert len(list((tmp_path / "p" / "brouillons").iterdir())) == 2
    assert read_history(campaign.folder)["uai"].nunique() >= 1
    assert "laissés de côté" in panel.said.value
    panel.result.children[-1].click()
    assert read_history(campaign.folder).empty
    assert "laissés de côté" not in panel.said.value


def test_filters_of_the_panel_are_those_of_the_plan(campaign):
    """Each filter of the panel shows the same schools as the plan under it."""
    panel = _Panel(campaign, DAY, "", "")
    panel.side.value = HOST
    panel.reason.value = "avis_en_retard"
    panel.lateness.value = 3
    expected = plan_relaunches(campaign, DAY, panel.state.wanted)
    assert {uai for _, uai in panel.schools.value} == set(expected.proposed["uai"])
    panel.district.value = campaign.offers["district"].dropna().iloc[0]
    there = plan_relaunches(campaign, DAY, panel.state.wanted)
    assert panel.state.wanted.selection.district == (panel.district.value,)
    assert {uai for _, uai in panel.schools.value} == set(there.proposed["uai"])
    panel.reached.value = 2
    assert panel.picked.value.count("Aucun établissement n’est choisi")
    assert panel.schools.value == ()
    assert panel.write.disabled


def test_a_refusal_is_a_sentence_in_the_panel(campaign, tmp_path):
    """Writing into a folder that holds something is refused on screen, and mended there."""
    (tmp_path / "p").mkdir()
    (tmp_path / "p" / "x").write_text("x", encoding="utf-8")
    panel = _Panel(campaign, DAY, str(tmp_path / "p"), "")
    panel.schools.value = panel.schools.value[:1]
    panel.write.click()
    assert "rien n’est jamais écrasé" in panel.result.children[0].value
    assert read_history(campaign.folder).empty
    panel.folder.value = str(tmp_path / "q")
    panel.write.click()
    assert "Rien n’est envoyé" in panel.result.children[1].value
    panel.result.children[-1].click()


def test_a_draft_shows_who_is_in_copy(campaign):
    """What is read on screen is what would be sent."""
    from passpro_nb.relaunch.mails import Mail

    mail = Mail("0", "LP", "a@b.invalid", "c@d.invalid", 3, "Objet", "Texte\n", "f.xlsx")
    assert draft_text(mail) == "À : a@b.invalid\nCopie : c@d.invalid\nObjet : Objet\n\nTexte\n"


def test_the_door_opens_before_any_relaunch(campaign):
    """With nothing relaunched, the panel shows, the journal has no live line, the effect is empty."""
    assert show_relaunch(campaign, DAY).children
    assert all(row[-1] for row in show_journal(campaign).rows)
    assert effect_table(campaign, DAY).empty


# ----------------------------------------------------------------------- the inspectors' list


@pytest.mark.parametrize("chosen", [{}, {"department": "93"}, {"department": "77"}])
def test_the_list_counts_as_the_plan(published, campaign, chosen):
    """School by school, the published list has the counts of the analyst's dry view."""
    filters = Filters(**chosen)
    listed = list_asks(published, filters)
    plan = measure_screen(campaign, DAY, State(filters)).plan
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
    page = _Page(published)
    every = len(page.table.rows)
    page.side.value = HOST
    assert 0 < len(page.table.rows) < every
    assert page.said.value.count("à relancer") == 1
    page.filters.filters["department"].value = "94"
    assert say_list(published, page.list).split(" :")[0] in page.said.value
    assert {row[2] for row in page.table.rows} == {"94"}


def test_the_dashboard_reads_only_what_is_published(published):
    """The page's module asks for the published file, never for the store."""
    source = PACKAGE / "panels" / "relaunch" / "view.py"
    page = source.read_text(encoding="utf-8").split("the inspectors' page")[1]
    assert "read_published(published_path())" in page
    assert "STORE" not in page
