"""The page of the académie without widgets: filters → figures and sentences."""

import io
from dataclasses import replace
from datetime import date

import pandas as pd
import pytest
from campaigns import blank, copy_example
from openpyxl import load_workbook

from passpro_nb.check.campaign import open_campaign
from passpro_nb.measure.coverage import measure_values
from passpro_nb.measure.groups import GROUPS
from passpro_nb.panels.academie.figures import (
    HOSTS,
    _sentence,
    definitions,
    headline,
    hosts_workbook,
    measure_screen,
    values_rows,
)
from passpro_nb.panels.filters import Filters, choices
from passpro_nb.store.published import Moves, Published, measure_campaign


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> Published:
    """Return the figures of the example on 30 April 2025."""
    folder = tmp_path_factory.mktemp("exemple") / "exemple"
    copy_example(folder)
    return measure_campaign(open_campaign(folder), date(2025, 4, 30))


def test_a_filter_never_adds(published: Published):
    """Each choice of each filter shows at most what all of them show, and some host."""
    whole = measure_screen(published, Filters())
    for name, options in choices(published.offers, Filters()).items():
        for _, value in options:
            part = measure_screen(published, Filters(**{name: value}))
            assert 0 < len(part.hosts) <= len(whole.hosts)
            assert part.total["registered"] <= whole.total["registered"]


def test_the_hosts_add_up_to_the_headline(published: Published):
    """The table's hosts make the headline, under any filter."""
    for department in ("", "77", "93", "94"):
        screen = measure_screen(published, Filters(department=department))
        for code in ("registered", "interviewed", "entered", "overdue", "shortfall"):
            assert screen.hosts[code].sum() == screen.total[code]


def test_filters_offer_what_the_others_leave(published: Published):
    """Under 93, only hosts of 93 are offered, and every département still is."""
    offered = choices(published.offers, Filters(department="93"))
    assert {value[:3] for _, value in offered["host_uai"]} == {"093"}
    assert [value for _, value in offered["department"]] == ["77", "93", "94"]


def test_nothing_selected_is_said(published: Published):
    """A choice that no offer meets shows zeros and a sentence, not an error."""
    screen = measure_screen(published, Filters(department="93", diploma="Brevet"))
    assert screen.hosts.empty
    assert screen.total["registered"] == 0
    assert screen.sentence == "Au 30 avril 2025, aucun avis n’est attendu pour ce choix."
    assert [row[0] for row in headline(screen)] == [
        row[0] for row in headline(measure_screen(published, Filters()))
    ]


def test_one_opinion_to_come_is_said_in_the_singular(published: Published):
    """Where the pace leads to one opinion, « environ 1 le sera »."""
    total = measure_screen(published, Filters()).total
    few = {**total, "projected": 1.2, "projected_low": 1.0, "projected_high": 2.0}
    assert "environ 1 le sera le 14 mai 2025 (entre 1 et 2)" in _sentence(published, few)
    assert " le seront le 14 mai 2025 " in _sentence(published, total)


def moved(offers: pd.DataFrame, plus: int, minus: int) -> Moves:
    """Return moves since 24 April: of one offer, and of one that left the catalogue (5 opinions)."""
    offer = offers.iloc[[0]]
    gone = offer.assign(offer="X", host_uai="0771234A", department="77")
    table = pd.concat([offer, gone])[[*GROUPS["offer"]]]
    return Moves(date(2025, 4, 24), table.assign(entered_plus=[plus, 0], entered_minus=[minus, 5]))


@pytest.mark.parametrize(
    ("plus", "minus", "said"),
    [
        (112, 0, "+112 avis depuis le 24 avril."),
        (115, 3, "+112 avis depuis le 24 avril (115 de plus, 3 qui ne comptent plus)."),
        (1, 4, "−3 avis depuis le 24 avril (1 de plus, 4 qui ne comptent plus)."),
        (0, 1, "−1 avis depuis le 24 avril (0 de plus, 1 qui ne compte plus)."),
        (0, 0, "Aucun avis de plus depuis le 24 avril."),
    ],
)
def test_movement_is_said(published: Published, plus: int, minus: int, said: str) -> None:
    """Under the headline, what moved since the import of an earlier day; the filters hold for it too."""
    moves = moved(published.offers, plus, minus)
    first = published.offers.iloc[0]
    chosen = Filters(host_uai=first["host_uai"], diploma=first["diploma"])
    screen = measure_screen(replace(published, moves=moves), chosen)
    assert blank(screen.sentence).endswith(f". {said}")
    assert screen.hosts["entered_change"].tolist() == [plus - minus]
    whole = measure_screen(replace(published, moves=moves), Filters())
    assert f"{minus + 5} qui ne comptent plus" in blank(whole.sentence)
    assert whole.hosts["entered_change"].sum() == plus - minus  # of hosts that are still there


def test_no_movement_without_an_earlier_import(published: Published):
    """With no import of an earlier day, nothing is said of movement and no column shows it."""
    screen = measure_screen(published, Filters())
    assert "depuis" not in screen.sentence
    assert "entered_change" not in screen.hosts


def test_who_will_not_be_done_is_named(published: Published):
    """The page names hosts that will not be done, as many as the table has, and who has stopped."""
    figures = published.figures.coverage("host")
    late, still = figures["late_at_limit"].sum(), figures["stalled"].sum()
    others = (figures["missing_at_limit"] > 0).sum() - late
    worst = measure_screen(published, Filters()).worst
    assert [*map(blank, worst)] == [
        f"Ne finiront presque sûrement pas : {late} sur {len(figures)}",
        f"N’avancent plus : {still} sur {len(figures)}",
    ]
    last = blank(next(iter(worst.values()))[-1])
    assert last == f"Peut-être aussi {others} autres, au rythme actuel."


def test_the_worst_come_first(published: Published):
    """The table begins with the host that has most opinions overdue."""
    overdue = measure_screen(published, Filters()).hosts["overdue"].tolist()
    assert overdue == sorted(overdue, reverse=True)


def test_the_workbook_says_where_it_comes_from(published: Published):
    """The list that goes out holds the table, its day, its filters and its definitions."""
    screen = measure_screen(published, Filters(department="94"))
    name, content = hosts_workbook(published, screen)
    assert name == "etablissements-94-2025-04-30.xlsx"
    book = load_workbook(io.BytesIO(content))
    assert [row[0] for row in book["Établissements"].values][1:] == screen.hosts[
        "host_uai"
    ].tolist()
    notes = [str(row[0]) for row in book["Provenance"].values]
    assert notes[0] == "Passpro 2025 (campagne inventée) – données au 30 avril 2025"
    assert "Filtres : Département : 94" in notes


def test_small_numbers_are_hidden(published: Published):
    """Where a département has few opinions, its breakdown is « secret », and another's with it."""
    offers = published.offers.drop_duplicates("department")
    favorable = published.settings.avis.echelle[1]
    counts = offers[["offer"]].assign(value=favorable, count=90)
    few = counts.assign(count=counts["count"].mask(offers["department"] == "77", 2))
    values = measure_values(few, published.offers, "department", published.settings)
    _, rows = values_rows(replace(published, values=values))
    hidden = [row[0] for row in rows if row[2] == "secret"]
    assert len(hidden) == 2
    assert "77 – Seine-et-Marne" in hidden


def test_every_figure_of_the_page_is_defined():
    """Each figure of the table has its meaning on the page."""
    from passpro_nb.domain.figures import FIGURES

    said = definitions()
    assert {FIGURES[code].label for code in HOSTS if code in FIGURES} <= set(said)
