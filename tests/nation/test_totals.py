"""Counts added up over campaigns: rates are those of the sums, whoever ends first."""

from datetime import date

import pytest
from campaigns import blank
from nations import done, nation_of

from passpro_nb.measure.groups import GROUPS
from passpro_nb.nation.totals import add_up, say_left_out, say_nation, say_twins
from passpro_nb.nation.work import Refused, count_cells

LILLE = done("a", "Lille", expected=1, registered=1, entered=1, due=1, lateness_max=2)
LYON = done(
    "b", "Lyon", expected=9, registered=9, due=4, overdue=4, lateness_max=7, capacity=6, demand=9
)
LEFT = Refused("c", "Ce n’est pas une campagne.")


def test_a_rate_is_that_of_the_sums() -> None:
    """One of one and none of nine are one of ten: 10 %, and not the mean of 100 % and 0 %."""
    total = nation_of(LILLE, LYON).total()
    assert (total["entered"], total["expected"], total["coverage"]) == (1, 10, 0.1)
    assert (total["due_coverage"], total["load"]) == (0.2, 1.5)
    assert total["lateness_max"] == 7


def test_a_rate_of_nothing_is_none() -> None:
    """Where no opinion is expected, none is due and no seat is there, rates are « sans objet »."""
    total = nation_of(done("a", "Lille")).total()
    assert [total[rate] for rate in ("coverage", "due_coverage", "load", "lateness_max")] == [
        None
    ] * 4
    assert total["expected"] == 0


def test_the_worst_first_in_any_order_of_arrival() -> None:
    """Académies stand by opinions overdue, then by coverage, then by name: who ended first is not seen."""
    others = (done("d", "Nice", expected=2, entered=1), done("e", "Dijon", expected=2, entered=1))
    for outcomes in ((LILLE, LYON, LEFT, *others), (*others[::-1], LEFT, LYON, LILLE)):
        nation = nation_of(*outcomes)
        assert [*nation.academies()["academie"]] == ["Lyon", "Dijon", "Nice", "Lille"]
        assert [one.folder for one in nation.refused] == ["c"]


def test_two_folders_of_one_academie_are_told_apart() -> None:
    """Each has its row, with its folder; the two are said, for one may be of another campaign."""
    nation = nation_of(LILLE, LYON, done("z", "Lyon", expected=5))
    assert {*nation.academies()["academie"]} == {"Lille", "Lyon (b)", "Lyon (z)"}
    assert [blank(said) for said in say_twins(nation)] == [
        "Plusieurs dossiers (b et z) se disent de l’académie « Lyon » : leurs chiffres s’ajoutent. Si l’un "
        "est d’une autre campagne, ôtez-le."
    ]
    assert say_twins(nation_of(LILLE, LYON)) == []


@pytest.mark.parametrize(
    ("outcomes", "said", "left"),
    [
        (
            (LILLE, LYON),
            "Au 30 avril 2025, dans 2 académies, 10,0 % des avis attendus sont saisis (1 sur 10) et 4 avis "
            "sont en retard.",
            "",
        ),
        (
            (LILLE, LEFT),
            "Au 30 avril 2025, dans 1 académie, 100,0 % des avis attendus sont saisis (1 sur 1) et 0 avis "
            "est en retard.",
            "1 dossier n’est pas compté.",
        ),
        (
            (LILLE, done("b", "Lille", date(2025, 4, 28)), LEFT, Refused("d", "")),
            "Entre le 28 avril 2025 et le 30 avril 2025, dans 2 campagnes, 100,0 % des avis attendus sont "
            "saisis (1 sur 1) et 0 avis est en retard.",
            "2 dossiers ne sont pas comptés.",
        ),
        ((done("a", "Lille"),), "Au 30 avril 2025, dans 1 académie, aucun avis n’est attendu.", ""),
    ],
)
def test_where_they_stand(outcomes, said: str, left: str) -> None:
    """The sentence says the days, how many there are, what is entered and late; who is left out, apart."""
    nation = nation_of(*outcomes)
    assert (blank(say_nation(nation)), blank(say_left_out(nation))) == (said, left)


@pytest.mark.parametrize("by", ["department", "programme", "host"])
def test_the_cells_of_one_campaign_give_its_own_figures(campaign, by: str) -> None:
    """Added up by any of their keys, cells give what `coverage` and `capacity` do, rates too."""
    figures = campaign.figures()
    key = GROUPS[by][0]
    ours = add_up(count_cells(figures), [key]).set_index(key)
    for theirs in (figures.coverage(by), figures.capacity(by)):
        table = theirs.set_index(key)
        shown = [c for c in table if c in ours]
        assert len(shown) > 8
        same = ours.loc[table.index, shown].fillna(-1).astype(float)
        assert same.equals(table[shown].fillna(-1).astype(float))
