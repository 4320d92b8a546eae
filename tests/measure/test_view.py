"""A view: one state for an address, a saved view, a panel and a line of Python."""

from random import Random

import pytest
from campaigns import blank, on
from pandas.testing import assert_frame_equal
from views import random_view

from passpro_nb.domain.errors import UsageError
from passpro_nb.domain.figures import SHARES, label
from passpro_nb.measure.capacity import CAPACITY
from passpro_nb.measure.coverage import COVERAGE, PUPILS
from passpro_nb.measure.groups import GROUPS, ORIGIN
from passpro_nb.measure.pivot import TOTAL
from passpro_nb.measure.view import FIGURE_WORDS, FIGURES, WORDS, View
from passpro_nb.store.published import measure_campaign

DAY = on("28/04")


def test_every_figure_has_its_word() -> None:
    """A figure, a group and a filter have one word each in an address, that nothing else has."""
    assert set(FIGURES) == {*PUPILS, *COVERAGE, *CAPACITY}
    assert len(set(FIGURE_WORDS.values())) == len(FIGURES)
    assert set(WORDS) == set(GROUPS)
    assert [FIGURE_WORDS[code] for code in ("overdue", "entered", "not_convened")] == [
        "retard", "saisis", "non-convoques",
    ]  # fmt: skip


def test_an_address_is_read() -> None:
    """Several values by commas or by the same key again; accents, blanks, a page before it."""
    asked = "/academie?département=93,94&departement=77&statut=&tri=-Avis en retard&jour=28/04/2025"
    view = View.parse(asked + "&cherche=lyc%C3%A9e+%C3%A0,vent")
    assert view == View(
        department=("93", "94", "77"), sort="-overdue", day=DAY, search="lycée à,vent"
    )
    assert view.address == (
        "departement=93,94,77&jour=2025-04-28&cherche=lycée+à%2Cvent&tri=-retard"
    )
    assert view.code == f'campaign.figures().view("{view.address}")'
    assert View.parse("/academie") == View.parse("") == View()
    assert View(department="93") == View(department=("93",))


@pytest.mark.parametrize("value", ["a, b", "50 % & plus", 'dit "x"', "a=b#c?", "\u00a0é\\+", "‘’"])
def test_any_value_crosses_an_address(value: str) -> None:
    """What a file may say in a filter comes back as it was, in a line of Python too."""
    view = View(domain=(value, "autre"), search=value.strip())
    assert View.parse(view.address) == view
    assert eval(view.code.removeprefix("campaign.figures().view")) == view.address


@pytest.mark.parametrize(
    ("address", "said"),
    [
        (
            "ville=Melun",
            "« ville » ne se choisit pas : par, colonnes, chiffres, departement, bassin, hote, offre, "
            "formation, domaine, diplome, statut, origine, jour, cherche et tri.",
        ),
        (
            "par=ville",
            "Le groupe « ville » n’existe pas : academie, departement, bassin, hote, offre, formation, "
            "domaine, diplome, statut et origine.",
        ),
        ("jour=hier", "« hier » n’est pas un jour : une date comme 2025-04-28 est attendue."),
        ("par=hote,offre", "« par » n’a qu’une valeur, pas hote et offre."),
        ("par=hote&colonnes=hote", "Les lignes et les colonnes sont le même groupe : changez l’un des deux."),
        (
            "colonnes=diplome&chiffres=saisis,retard",
            "Un tableau croisé montre un seul chiffre : n’en gardez qu’un.",
        ),
    ],
)  # fmt: skip
def test_a_wrong_address_is_said(address: str, said: str) -> None:
    """What an address cannot ask is said, with the choices."""
    with pytest.raises(UsageError) as refused:
        View.parse(address)
    assert blank(str(refused.value)) == said


def test_a_wrong_figure_is_said() -> None:
    """An unknown figure is told with those there are, in an address and in Python."""
    for ask in (lambda: View.parse("tri=retards"), lambda: View(figures=("retards",))):
        with pytest.raises(
            UsageError, match="n’existe pas : inscrits, eleves, eleves-sans-entretien, convocations"
        ):
            ask()


def test_an_unknown_value_is_said(campaign) -> None:
    """A value that no offer has is told when the figures are asked, with the choices."""
    with pytest.raises(UsageError) as refused:
        campaign.figures(DAY).view("departement=95")
    assert blank(str(refused.value)) == (
        "Aucune offre n’a « 95 » pour filtre. Il y a : 77, 93 et 94."
    )


def test_seats_have_no_origin(campaign) -> None:
    """Capacity by origin, of some or crossed, is refused with the reason."""
    for asked in ("par=origine", "colonnes=origine", "origine=origine inconnue"):
        with pytest.raises(UsageError, match="n’a pas de sens par origine"):
            campaign.figures(DAY).view(f"{asked}&chiffres=places-manquantes")


def test_two_hundred_states_say_the_same(campaign) -> None:
    """By its address and by Python, a state gives one table: that of coverage and capacity."""
    figures, random = campaign.figures(DAY), Random(13)
    for _ in range(200):
        view = random_view(random, figures)
        assert View.parse(view.address) == view
        table = figures.view(view.address)
        campaign_call = eval(view.code, {"campaign": campaign}) if view.day else table
        assert_frame_equal(table, campaign_call)
        own = campaign.figures(view.day or DAY)
        keys = [*GROUPS[view.by]]
        if view.columns:
            continue
        for code in view.figures:
            door = own.coverage if code in (*PUPILS, *COVERAGE) else own.capacity
            expected = door(view.by, **view.filters).set_index(keys[0])[code]
            found = table.set_index(keys[0])[code]
            assert found.dropna().to_dict() == expected.reindex(found.index).dropna().to_dict()


def test_a_crossed_table_is_each_of_its_columns(campaign) -> None:
    """A column of a crossed table is the table of that member alone, and `total` the table of all."""
    figures = campaign.figures(DAY)
    for by, columns, code in (
        ("host", "department", "overdue"), ("programme", "department", "coverage"),
        (ORIGIN, "host", "registered"), ("department", ORIGIN, "pupils"), (ORIGIN, "programme", "pupils_without_interview"),
        ("host", "domain", "shortfall"), ("department", "status", "lateness_median"),
    ):  # fmt: skip
        table = figures.view(View(by=by, columns=columns, figures=(code,))).set_index(GROUPS[by][0])
        whole = figures.view(View(by=by, figures=(code,))).set_index(GROUPS[by][0])
        assert table[TOTAL].dropna().to_dict() == whole[code].dropna().to_dict()
        members = table.columns[table.columns.get_loc(TOTAL) + 1 :]
        assert len(members) > 1
        for member in members:
            alone = figures.view(View(by=by, figures=(code,), **{columns: (member,)}))
            expected = alone.set_index(GROUPS[by][0])[code].dropna()
            found = table[member].dropna()
            assert {k: v for k, v in found.items() if v} == {k: v for k, v in expected.items() if v}
        if code not in (*SHARES, *PUPILS, "lateness_median"):
            assert int(table[members].sum().sum()) == int(table[TOTAL].sum()) > 0


def test_the_order_and_the_search(campaign) -> None:
    """Sorted by a figure from the largest, by a name as a person does; searched without accents."""
    figures = campaign.figures(DAY)
    by_name = figures.view("par=departement&tri=-nom")["department"].tolist()
    assert by_name == ["94", "93", "77"]
    late = figures.view("tri=retard&chiffres=inscrits")
    assert list(late)[-1] == "registered"
    order = figures.coverage().set_index("host_uai")["overdue"].loc[late["host_uai"]].tolist()
    assert order == sorted(order, reverse=True)
    found = figures.view("cherche=LYCEE+93")
    assert 0 < len(found) < len(late)
    assert all("ycée" in name for name in found["host_name"])
    assert set(found["department"]) == {"93"}


def test_without_the_applications(campaign) -> None:
    """What is published gives the same views, less the pupils; another day is refused, and said."""
    published = measure_campaign(campaign, DAY).figures
    for asked in ("", "departement=93&tri=retard", "par=formation&colonnes=departement"):
        table = campaign.figures(DAY).view(asked)
        assert_frame_equal(published.view(asked), table.drop(columns=[*PUPILS], errors="ignore"))
    with pytest.raises(UsageError) as refused:
        published.view("jour=2025-04-01")
    assert str(refused.value) == (
        "Ces chiffres sont ceux du 28 avril 2025 : sans les candidatures, pas d’autre jour."
    )
    with pytest.raises(UsageError) as refused:
        published.view("chiffres=eleves")
    assert blank(str(refused.value)) == f"« {label('pupils')} » ne se mesure pas ici."
