"""The page of interviews without widgets, and its export: filters → figures and sentences."""

from __future__ import annotations

import io
import re
from dataclasses import replace
from datetime import date
from pathlib import Path

import pandas as pd
import pytest
from campaigns import copy_example
from openpyxl import load_workbook

from passpro_nb.check.campaign import open_campaign
from passpro_nb.domain.errors import UsageError
from passpro_nb.export.records import records
from passpro_nb.interviews.what_if import Change
from passpro_nb.measure.capacity import SHARED, measure_capacity
from passpro_nb.panels.filters import Filters, choices
from passpro_nb.panels.interviews import figures as interviews
from passpro_nb.panels.interviews.figures import (
    LINES,
    LOAD,
    SEATS,
    SOME,
    calendar_alt,
    calendar_rows,
    headline,
    measure_screen,
    say_change,
    try_change,
    workbook,
)
from passpro_nb.panels.interviews.view import InterviewsPage
from passpro_nb.store.published import (
    PUBLISHED,
    Published,
    measure_campaign,
    publish,
    read_published,
)

DAY = date(2025, 4, 10)


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> Published:
    """Return the figures of the example on a day inside the window, as a page reads them back."""
    folder = tmp_path_factory.mktemp("exemple") / "exemple"
    copy_example(folder)
    figures = measure_campaign(open_campaign(folder), DAY)
    publish(figures, folder)
    return read_published(folder / PUBLISHED)


def test_the_page_shows_the_figures_of_the_command(published: Published):
    """Load and total are those of `capacity`, the worst first."""
    screen = measure_screen(published, Filters())
    expected = measure_capacity(published.capacity, "host")
    for code in expected.columns.intersection([*LOAD, *SEATS]):
        assert records(screen.load[[code]]) == records(expected[[code]])
    assert screen.total["shortfall"] == expected["shortfall"].sum() > 0
    assert screen.load["shortfall"].is_monotonic_decreasing


def test_the_weeks_add_up_to_the_load(published: Published):
    """The calendar's seats are the capacity, and its interviews without a day those of the load."""
    for by in LINES:
        screen = measure_screen(published, Filters(), by)
        assert screen.calendar["seats"].sum() == screen.total["capacity"]
        without = screen.calendar.loc[screen.calendar["week"].isna(), "planned"].sum()
        assert without == screen.load["unplanned"].sum() == screen.total["unplanned"]


def test_a_filter_never_adds(published: Published):
    """Each choice of each filter shows a part of the whole."""
    whole = measure_screen(published, Filters())
    for name, options in choices(published.offers, Filters()).items():
        for _, value in options:
            part = measure_screen(published, Filters(**{name: value}))
            assert 0 < len(part.load) <= len(whole.load)
            assert part.total["capacity"] <= whole.total["capacity"]
            assert len(part.gaps) <= len(whole.gaps)


def test_departments_add_up(published: Published):
    """What lacks in each département is what lacks in all."""
    lines = measure_screen(published, Filters(), "department").lines
    assert lines["shortfall"].sum() == measure_screen(published, Filters()).total["shortfall"]
    assert lines["name"].str.match(r"\d\d – ").all()


def test_only_the_first_lines_are_drawn_at_first(published: Published):
    """The calendar opens on the worst hosts; « Tous les établissements » has the same first ones."""
    some, every = (measure_screen(published, Filters(), by).lines for by in ("some", "host"))
    assert len(some) == min(SOME, len(every))
    assert some["key"].tolist() == every["key"].tolist()[:SOME]


def test_the_sentence_names_the_worst(published: Published):
    """It says how many are to be received, what lacks, and the three hosts that lack most."""
    screen = measure_screen(published, Filters())
    assert screen.sentence.startswith("Au 10 avril 2025, ")
    for row in screen.load.head(3).itertuples():
        assert f"{row.host_name} ({row.shortfall})" in screen.sentence
    assert screen.lines["name"].iloc[0] in calendar_alt(screen)


def test_the_sentence_explains_what_does_not_add_up(published: Published):
    """Seats of one programme serve no other: it is said where more lack than pupils exceed seats."""
    row = {"to_interview": 5, "seats_left": 2}
    plain = published.capacity.head(1).assign(**row, shortfall=3)
    said = measure_screen(replace(published, capacity=plain), Filters()).sentence
    assert ": 3\u00a0places manquent. Le plus en manque" in said
    assert " mais " not in said
    more = published.capacity.head(1).assign(**row, shortfall=4)
    said = measure_screen(replace(published, capacity=more), Filters()).sentence
    assert (
        "mais 4\u00a0places manquent : celles d’une formation n’en servent pas une autre." in said
    )


def test_the_sentence_where_nothing_lacks(published: Published):
    """Nobody to receive, or seats for all: the sentence says so and names nobody."""
    after = replace(
        published, day=date(2025, 6, 1), capacity=published.capacity.assign(to_interview=0)
    )
    assert measure_screen(after, Filters()).sentence == (
        "Au 1er juin 2025, personne ne reste à recevoir pour ce choix."
    )
    enough = replace(published, capacity=published.capacity.assign(shortfall=0))
    assert measure_screen(enough, Filters()).sentence.endswith(" : aucune place ne manque.")


def test_an_impossible_choice_is_empty(published: Published):
    """Filters that leave no offer give zeros and empty tables, no failure."""
    screen = measure_screen(published, Filters(department="93", diploma="Brevet"))
    assert [value for _, value, _, _ in headline(screen)] == ["0"] * 5
    assert screen.load.empty
    assert calendar_rows(screen)[1] == []


def test_the_figures_under_the_picture(published: Published):
    """The folded table has a row a line of the calendar, and every cell that the picture has."""
    screen = measure_screen(published, Filters())
    headings, rows = calendar_rows(screen)
    assert [row[0] for row in rows] == screen.lines["name"].tolist()
    assert {len(row) for row in rows} == {len(headings)}
    drawn = screen.calendar[screen.calendar["key"].isin(screen.lines["key"])]
    assert sum(" pour " in cell for row in rows for cell in row) == drawn["week"].notna().sum()


def test_settings_as_they_are_change_nothing(published: Published):
    """Without a change, before is after."""
    trial = try_change(published, measure_screen(published, Filters()), Change())
    assert (trial.table["shortfall_change"] == 0).all()
    assert "(±0)" in trial.sentence


def test_a_change_is_shown_for_what_is_chosen(published: Published):
    """Filtered, the what-if compares the filtered figures; more sessions never lack more."""
    screen = measure_screen(published, Filters(department="93"))
    trial = try_change(published, screen, Change(seances_ajoutees=1))
    assert trial.table["shortfall"].sum() == screen.total["shortfall"]
    assert trial.table["department"].unique().tolist() == ["93"]
    assert trial.table["shortfall_change"].sum() < 0
    assert (
        published.capacity["shortfall"].sum()
        == measure_screen(published, Filters()).total["shortfall"]
    )


@pytest.mark.parametrize("change", [Change(jurys=601), Change(seances_ajoutees=3_000_000)])
def test_more_than_can_be_is_refused(published: Published, change: Change):
    """A number beyond reason is a sentence too: nothing is computed for it."""
    with pytest.raises(UsageError, match="Un nombre que l’on essaie vaut au plus 600"):
        try_change(published, measure_screen(published, Filters()), change)


@pytest.mark.parametrize(
    "change", [Change(jurys=0), Change(duree_individuel_min=-5), Change(seances_ajoutees=-1)]
)
def test_impossible_settings_are_refused(published: Published, change: Change):
    """A number below its bound is a sentence, whatever the page let through."""
    with pytest.raises(UsageError, match="vaut au moins 1"):
        try_change(published, measure_screen(published, Filters()), change)


@pytest.fixture
def counted(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Return what a page measures from now on, in order: its screen, a change."""
    calls: list[str] = []
    for name in ("measure_screen", "count_what_if"):
        real = getattr(interviews, name)
        monkeypatch.setattr(interviews, name, lambda *a, n=name, f=real: calls.append(n) or f(*a))
    return calls


def test_the_filters_are_lifted_in_one_go(published: Published, counted: list[str]):
    """« Tout afficher » draws the page once, however many filters were set."""
    page = InterviewsPage(published)
    whole = page.headline.value
    for name, value in (("department", "93"), ("diploma", "CAP")):
        page.filters.filters[name].value = value
    counted.clear()
    page.filters.children[-1].click()
    assert counted == ["measure_screen"]
    assert page.headline.value == whole


def test_nothing_tried_is_nothing_counted(published: Published, counted: list[str]):
    """At the settings' values a filter counts no what-if; its answer still follows the filter."""
    page = InterviewsPage(published)
    page.filters.filters["department"].value = "93"
    assert "count_what_if" not in counted
    screen = measure_screen(published, Filters(department="93"))
    assert page.trial.sentence == try_change(published, screen, Change()).sentence
    assert page.tried.rows


def test_what_is_tried_follows_the_filters(published: Published, counted: list[str]):
    """Once tried, a change is answered for what each filter leaves, until it is given up."""
    page = InterviewsPage(published)
    page.inputs.inputs[1].value = 2
    page.filters.filters["department"].value = "93"
    assert counted.count("count_what_if") == 2
    change = Change(jurys=2)
    screen = measure_screen(published, Filters(department="93"))
    assert page.trial.sentence == try_change(published, screen, change).sentence
    counted.clear()
    page.inputs.children[-1].click()
    assert counted == []
    assert "(±0)" in page.trial.sentence


def test_a_refused_change_leaves_the_page(published: Published):
    """A change that cannot be tried is said in its place; filters still move the rest of the page."""
    page = InterviewsPage(replace(published, day=date(2025, 5, 7)))
    page.inputs.inputs[-1].value = 1
    page.filters.filters["department"].value = "93"
    assert "aucun jour ne reste" in page.result.children[0].value
    assert page.top.children == (page.headline, page.state)
    assert page.load.rows
    assert load_workbook(io.BytesIO(page._workbook()[1])).sheetnames[-2] == "Catalogue à compléter"


def test_no_day_is_left_for_a_session(published: Published):
    """After the window no session can be added, and the sentence says until when they were held."""
    over = replace(published, day=date(2025, 5, 7))
    with pytest.raises(UsageError, match="Les entretiens finissent le 7 mai 2025"):
        try_change(over, measure_screen(over, Filters()), Change(seances_ajoutees=1))


def test_what_is_tried_is_said():
    """The export says in words what was tried."""
    assert say_change(Change()) == "réglages inchangés"
    assert say_change(Change(jurys=2, seances_ajoutees=1)) == (
        "jurys : 2 et 1\u00a0séance de plus par offre en manque"
    )


def test_the_workbook_holds_what_is_shown(published: Published):
    """Load, weeks, lines to complete and the what-if, with where they come from."""
    screen = measure_screen(published, Filters(department="94"))
    trial = try_change(published, screen, Change(jurys=2))
    name, content = workbook(published, screen, trial)
    book = load_workbook(io.BytesIO(content))
    assert name == "entretiens-94-2025-04-10.xlsx"
    assert book.sheetnames == [
        "Charge",
        "Places",
        "Calendrier",
        "Semaines",
        "Catalogue à compléter",
        "Hypothèse",
        "Provenance",
    ]
    rows = list(book["Charge"].values)
    assert rows[0][:2] == ("UAI d’accueil", "Établissement d’accueil")
    assert [row[4] for row in rows[1:]] == screen.load["shortfall"].tolist()
    grid = list(book["Calendrier"].values)
    assert len(grid) == len(screen.load) + 1
    assert [int(row[-1]) for row in grid[1:]] == screen.load["shortfall"].tolist()
    weeks = list(book["Semaines"].values)[1:]
    assert sum(row[5] for row in weeks) == screen.total["capacity"]
    notes = [line[0] for line in book["Provenance"].values]
    assert "Filtres : Département : 94" in notes
    assert any(note.startswith("Hypothèse (jurys : 2) : Places manquantes") for note in notes)


def test_shared_sessions_are_published_too(tmp_path: Path):
    """With « séances communes » the page reads back what was measured, the shared lines included."""
    folder = tmp_path / "communes"
    copy_example(folder)
    settings = folder / "campagne.toml"
    text = settings.read_text(encoding="utf-8")
    settings.write_text(
        re.sub(r"seances_communes = \w+\n", "", text).replace(
            "[entretiens]\n", "[entretiens]\nseances_communes = true\n"
        ),
        encoding="utf-8",
    )
    campaign = open_campaign(folder)
    twin = campaign.sessions.dropna(subset=["day"]).iloc[[0]]
    offers = campaign.offers[campaign.offers["in_passpro"]]
    host = offers[offers["host_uai"].duplicated(keep=False)].head(2)
    both = [twin.assign(offer=row.offer, host_uai=row.host_uai) for row in host.itertuples()]
    figures = measure_campaign(replace(campaign, sessions=pd.concat(both, ignore_index=True)), DAY)
    publish(figures, folder)
    back = read_published(folder / PUBLISHED)
    pd.testing.assert_frame_equal(back.capacity, figures.capacity, check_dtype=False)
    pd.testing.assert_frame_equal(back.planned, figures.planned.reset_index(drop=True))
    (line,) = records(back.capacity[back.capacity["programme"] == SHARED])
    assert line["capacity"] == measure_screen(back, Filters()).total["capacity"] > 0
