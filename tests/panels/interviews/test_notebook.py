"""Interviews in the analysts' notebook: each control moves figures that are those of the commands."""

from __future__ import annotations

import json
import math
from datetime import date
from pathlib import Path

import pandas as pd
import pytest
from campaigns import blank
from panels import click, said, tables, turn_to
from twelve import pupil, twelve, write_twelve

from passpro_nb.check.campaign import Campaign, open_campaign
from passpro_nb.commands.main import run
from passpro_nb.domain.errors import UsageError
from passpro_nb.export.views import save_view
from passpro_nb.interviews.schedule import schedule_host
from passpro_nb.interviews.what_if import Change, measure_what_if
from passpro_nb.measure.clashes import count_clashes, measure_clashes
from passpro_nb.measure.view import View
from passpro_nb.panels.interviews import figures as interviews
from passpro_nb.panels.interviews import nominative
from passpro_nb.panels.interviews.notebook import InterviewsPanel
from passpro_nb.store.journal import read_exports

DAY = date(2025, 4, 10)


@pytest.fixture
def campaign(example: Path) -> Campaign:
    """Return the invented example, read and checked."""
    return open_campaign(example)


@pytest.fixture
def panel(campaign: Campaign) -> InterviewsPanel:
    """Return the panel on a day when sessions are still to come."""
    panel = InterviewsPanel(campaign)
    panel.bar.day.value = DAY
    return panel


def capacity(panel: InterviewsPanel, *words: str) -> dict[str, dict]:
    """Return the figures of the command `capacity` by host, on the day of the panel."""
    folder = panel.given.folder
    to, day = folder.parent / "capacity.json", DAY.isoformat()
    assert run(["capacity", str(folder), "--on", day, *words, "--to", str(to)]) == 0
    return {row["host_uai"]: row for row in json.loads(to.read_text(encoding="utf-8"))}


def test_filters_and_day_give_the_figures_of_the_command(panel: InterviewsPanel) -> None:
    """A day, then two départements and a programme: every host and number is the command's."""
    load, *_ = tables(turn_to(panel.sheets, "Places"))
    panel.bar.filters["department"].value = ["93", "94"]
    words = ["--department", "93", "--department", "94"]
    for _ in range(2):
        wanted = capacity(panel, *words)
        assert [record["host_uai"] for record in load.records] == [*wanted]
        for record in load.records:
            shown = {name: record[name] for name in ("shortfall", "seats_left", "to_interview")}
            assert shown == {name: wanted[record["host_uai"]][name] for name in shown}
        code = panel.bar.filters["programme"].options[0][1]
        panel.bar.filters["programme"].value = [code]
        words += ["--programme", code]
    assert len(load.records) < 10


def test_the_bound_is_a_control(panel: InterviewsPanel) -> None:
    """An earlier end of the interviews takes its sessions away, and the sentence says until when."""
    before = panel.screen.total
    panel.bound.value = date(2025, 4, 18)
    assert "d’ici le 18 avril 2025" in blank(panel.said.value)
    assert panel.screen.total["seats_left"] < before["seats_left"]
    assert panel.screen.total["shortfall"] > before["shortfall"]
    assert panel.screen.total["to_interview"] == before["to_interview"]


def test_interviews_cannot_end_before_they_begin(panel: InterviewsPanel) -> None:
    """A bound before the first day is refused by a sentence, in place of every figure."""
    panel.bound.value = date(2025, 1, 2)
    assert "Les entretiens ne peuvent finir avant d’avoir commencé." in said(panel)
    assert panel.sheets not in panel.children[1].children
    with pytest.raises(UsageError, match="finir avant"):
        interviews.until(panel.given, date(2025, 1, 2))
    panel.bound.value = date(2025, 5, 7)
    assert panel.sheets in panel.children[1].children


def test_numbers_open_under_the_filters(panel: InterviewsPanel) -> None:
    """A number of a host opens into as many applications, of the programmes that the filters leave."""
    shown = turn_to(panel.sheets, "Places")
    code = panel.bar.filters["programme"].options[0][1]
    panel.bar.filters["programme"].value = [code]
    load, *_ = tables(shown)
    at = next(at for at, record in enumerate(load.records) if record["to_interview"])
    click(load, at, "to_interview")
    lines = tables(shown)[1]
    assert len(lines.records) == load.records[at]["to_interview"]
    assert {record["host_name"] for record in lines.records} == {load.records[at]["host_name"]}


def test_lifting_gives_all_back(panel: InterviewsPanel) -> None:
    """« Tout afficher » gives back every filter, the day of the data and the bound of the settings."""
    panel.bar.filters["department"].value = ["93"]
    panel.bound.value = date(2025, 4, 18)
    panel.bar.row.lift.click()
    whole = panel.given.figures().capacity("academie")["shortfall"].iloc[0]
    assert panel.screen.total["shortfall"] == whole


def test_a_view_saved_elsewhere_opens_here(panel: InterviewsPanel, campaign: Campaign) -> None:
    """Offers and day are a view: copied, saved, opened again; what has no control here is left out."""
    save_view(
        campaign.folder, "93 au 28", View.parse("departement=93&jour=2025-04-28&origine=0770001A")
    )
    panel.bar.filters["department"].value = ["94"]
    assert panel.bar.saved.address.text == "departement=94&jour=2025-04-10"
    panel.bar.saved.name.value = "94"
    panel.bar.saved.save.click()
    panel.bar.saved.views.value = "93 au 28"
    assert panel.bar.view == View.parse("departement=93&jour=2025-04-28")
    assert {record["department"] for record in tables(panel)[0].records} == {"93"}
    assert "Au 28 avril 2025" in blank(panel.said.value)


# ------------------------------------------------------------------------------- what if


def test_sliders_answer_as_the_what_if(panel: InterviewsPanel) -> None:
    """Sliders moved, for all and then for two hosts, give the seats of `measure_what_if`."""
    turn_to(panel.sheets, "Et si…")
    tried = panel.tried
    tried.sliders["jurys"].value = 3
    tried.sliders["duree_individuel_min"].value = 10
    two = [value for _, value in tried.hosts.options[:2]]
    for hosts in ([], two):
        tried.hosts.value = hosts
        counts, campaign = panel.published, panel.given
        change = Change(jurys=3, duree_individuel_min=10, hosts=tuple(hosts))
        wanted = measure_what_if(
            counts.offers, campaign.sessions, counts.tally, campaign.settings, DAY, change
        )
        assert f"{wanted['shortfall_after'].sum()} avec ces réglages" in blank(tried.answer.value)
        after = dict(zip(wanted["host_uai"], wanted["shortfall_after"], strict=True))
        names = {r["host_name"]: r["shortfall_after"] for r in tried.table.records}
        hosts_named = panel.screen.load.set_index("host_name")["host_uai"]
        assert names == {name: after[hosts_named[name]] for name in names}
    tried.inputs.children[-1].click()
    assert "(±0)" in tried.answer.value


def test_what_is_missing_is_added_and_fixes(panel: InterviewsPanel) -> None:
    """« Ajouter ce qui manque » adds as many sessions as the figure says, and nobody lacks a seat."""
    turn_to(panel.sheets, "Et si…")
    panel.tried.add_needed.click()
    short = panel.screen.total["shortfall"]
    assert sum(panel.tried.places.values()) == panel.screen.total["sessions_to_add"] > 0
    text = blank(panel.tried.answer.value)
    assert f"Places manquantes : {short} au 10 avril, 0 avec ces réglages" in text
    panel.tried.remove.click()
    assert "Aucune séance n’est ajoutée." in panel.tried.placed.value
    assert "(±0)" in panel.tried.answer.value


def test_what_one_session_adds_stands_beside_how_many(panel: InterviewsPanel) -> None:
    """Beside the sessions to add, the seats of one; so many of them, rounded up, are what is missing."""
    turn_to(panel.sheets, "Et si…")
    columns = [column["label"] for column in panel.tried.needed.columns]
    assert columns[columns.index("Séances à ajouter") + 1] == "Places par séance"
    for record in panel.tried.needed.records:
        wanted = math.ceil(record["shortfall"] / record["usual_seats"])
        assert record["sessions_to_add"] == wanted > 0


def test_a_session_is_added_where_one_says(panel: InterviewsPanel) -> None:
    """A host, one of its programmes and a number: what they spare that host, and no other."""
    turn_to(panel.sheets, "Et si…")
    tried = panel.tried
    _, host = tried.host.options[1]
    tried.host.value = host
    tried.count.value = 2
    tried.add.click()
    offer = tried.offer.value
    assert tried.places == {offer: 2}
    line = panel.published.capacity.set_index("offer").loc[offer]
    assert line["host_uai"] == host
    assert "2 séances ajoutées – " in blank(tried.placed.value)
    moved = [record for record in tried.table.records if record["shortfall_change"]]
    assert [record["host_name"] for record in moved] == [line["host_name"]]


def test_what_is_tried_follows_the_filters(panel: InterviewsPanel) -> None:
    """What the sliders say holds when the filters change, for what they leave."""
    turn_to(panel.sheets, "Et si…")
    panel.tried.sliders["jurys"].value = 2
    panel.bar.filters["department"].value = ["93"]
    screen = interviews.measure_screen(panel.published, panel.chosen)
    wanted = interviews.try_change(panel.published, screen, panel.tried.change)
    assert blank(wanted.sentence) in blank(panel.tried.answer.value)
    assert {uai[1:3] for _, uai in panel.tried.hosts.options} == {"93"}


# ------------------------------------------------------------------------------- pupils


def test_pupils_in_two_places_open(tmp_path: Path) -> None:
    """Each case opens into two applications a pupil, of both hosts, that day."""
    both = {name: pupil(2)[name] for name in ("UAI d'accueil", "Formation")}
    rows = [*twelve(), *(pupil(number, **both) for number in (1, 3))]
    panel = InterviewsPanel(open_campaign(write_twelve(tmp_path, rows=rows)))
    panel.bar.day.value = date(2025, 3, 1)
    shown = turn_to(panel.sheets, "Même jour")
    counts = count_clashes(measure_clashes(panel.figures.states, panel.given.sessions))
    later = counts[counts["day"] > pd.Timestamp(2025, 3, 1)]
    cases, *_ = tables(shown)
    assert [record["pupils"] for record in cases.records] == later["pupils"].tolist()
    assert [record["pupils"] for record in cases.records] == [2]
    for at, case in enumerate(cases.records):
        click(cases, at, "pupils")
        lines = tables(shown)[1].records
        assert len(lines) == 2 * case["pupils"]
        assert {line["interview_day"] for line in lines} == {case["day"]}


def test_a_host_is_chosen_for_its_convocations(panel: InterviewsPanel) -> None:
    """The host chosen in the list has its draft shown; nothing is written but by the button."""
    turn_to(panel.sheets, "Convocations")
    drafts = panel.drafts
    uai = drafts.host.options[1][1]
    drafts.host.value = uai
    schedule = schedule_host(panel.given, uai, DAY)
    placed, waiting = tables(drafts.result)
    assert (len(placed.records), len(waiting.records)) == (
        len(schedule.placed), len(schedule.waiting),
    )  # fmt: skip
    assert read_exports(panel.given.folder).empty
    drafts.write.click()
    (path,) = nominative.usual_folder(panel.given).iterdir()
    assert path.name == f"convocations-{uai.lower()}-2025-04-10.xlsx"
    assert f"Liste nominative écrite dans {path}, notée au journal." in blank(said(drafts.done))
    assert read_exports(panel.given.folder)["file"].tolist() == [path.name]


def test_a_folder_must_be_said(panel: InterviewsPanel) -> None:
    """A list is not written where one happens to be: a blank folder is asked again."""
    turn_to(panel.sheets, "Convocations")
    panel.drafts.folder.value = "  "
    panel.drafts.write.click()
    assert "Dites dans quel dossier écrire la liste." in said(panel.drafts.done)


def test_what_is_exported_says_what_is_looked_at(panel: InterviewsPanel) -> None:
    """An exported table has its day, its bound and its filters in its notes."""
    panel.bar.filters["department"].value = ["93"]
    lines = [*map(blank, panel.about())]
    assert "Au 10 avril 2025, entretiens jusqu’au 7 mai 2025." in lines
    assert "Filtres : Département : 93." in lines
