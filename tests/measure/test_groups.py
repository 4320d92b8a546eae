"""Groups and filters: unknown values are said, unsaid ones are a group, nothing is lost."""

import pandas as pd
import pytest
from campaigns import blank, offers
from pandas.testing import assert_frame_equal

from passpro_nb.domain.errors import UsageError
from passpro_nb.domain.figures import label
from passpro_nb.measure.groups import (
    GROUPS,
    UNSAID,
    Selection,
    check_group,
    group_frame,
    measured_offers,
    offer_labels,
    select_offers,
)

CATALOGUE = offers(
    {"offer": "0930125F-MODE", "district": "Nord", "diploma": "CAP"},
    {"offer": "0930125F-BOIS", "district": "Nord"},
    {"offer": "0940111A-BOIS", "diploma": "CAP"},
    {"offer": "0770930X-VENTE", "in_passpro": False},
)


def kept(**filters: tuple[str, ...]) -> list[str]:
    """Return the offers that pass some filters."""
    return list(measured_offers(CATALOGUE, "Créteil", Selection(**filters))["offer"])


def test_the_groups_of_the_contract() -> None:
    """The groups are those of the command, each known by a key column with a French heading."""
    assert list(GROUPS) == [
        "academie", "department", "district", "host", "offer", "programme", "domain", "diploma",
        "status", "origin",
    ]  # fmt: skip
    for columns in GROUPS.values():
        assert all(label(column) != column for column in columns)


def test_hors_passpro_is_left_out() -> None:
    """Offers hors Passpro are not measured; without filters all others are."""
    assert kept() == ["0930125F-MODE", "0930125F-BOIS", "0940111A-BOIS"]


@pytest.mark.parametrize(
    ("filters", "offered"),
    [
        ({"department": ("93",)}, ["0930125F-MODE", "0930125F-BOIS"]),
        ({"department": ("93", "94")}, ["0930125F-MODE", "0930125F-BOIS", "0940111A-BOIS"]),
        ({"programme": ("BOIS",), "host_uai": ("0940111A",)}, ["0940111A-BOIS"]),
        ({"district": (UNSAID,)}, ["0940111A-BOIS"]),
        ({"diploma": ("CAP",), "programme": ("BOIS",)}, ["0940111A-BOIS"]),
        ({"programme": ("MODE",), "department": ("94",)}, []),
        ({"programme": ("VENTE",)}, []),  # known to the catalogue, hors Passpro
    ],
)
def test_filters(filters, offered) -> None:
    """One filter's values add up as « or », several filters as « and »; the unsaid can be asked."""
    assert kept(**filters) == offered


def test_an_unknown_value_is_said() -> None:
    """A value that no offer has is an error that names some of those there are."""
    with pytest.raises(UsageError) as error:
        kept(department=("75",))
    assert blank(str(error.value)) == "Aucune offre n’a « 75 » pour filtre. Il y a : 77, 93 et 94."


def test_unsaid_values_are_a_group() -> None:
    """A district, domain, diploma or commune that is not said is « non précisé »."""
    table = measured_offers(CATALOGUE, "Créteil")
    for column in ("district", "domain", "diploma", "commune"):
        assert table[column].notna().all()
    assert set(table["district"]) == {"Nord", UNSAID}
    assert set(table["academie"]) == {"Créteil"}


def test_the_catalogue_is_left_as_it_was() -> None:
    """Filling in what is not said changes a copy, never the catalogue."""
    before = CATALOGUE.copy(deep=True)
    measured_offers(CATALOGUE, "Créteil", Selection(department=("93",)))
    assert_frame_equal(CATALOGUE, before)


def test_select_any_frame() -> None:
    """Any frame with the key columns can be filtered, the published capacity too."""
    capacity = pd.DataFrame({"department": ["93", "94"], "seats": [3, 4]})
    assert select_offers(capacity, Selection(department=("94",)))["seats"].tolist() == [4]
    assert len(select_offers(capacity, Selection())) == 2


def test_group_frame() -> None:
    """A group has one row a member, sorted, with the columns that describe it."""
    hosts = group_frame(measured_offers(CATALOGUE, "Créteil"), "host")
    assert list(hosts["host_uai"]) == ["0930125F", "0940111A"]
    assert list(hosts.columns) == list(GROUPS["host"])


def test_unknown_group() -> None:
    """An unknown group is an error that names those there are."""
    with pytest.raises(UsageError) as error:
        check_group("lycee")
    assert blank(str(error.value)) == (
        "Le groupe « lycee » n’existe pas : academie, department, district, host, offer, "
        "programme, domain, diploma, status et origin."
    )


def test_capacity_has_no_origin() -> None:
    """Capacity by origin is refused; coverage by origin is a group like another."""
    assert check_group("origin") == "origin"
    with pytest.raises(UsageError) as error:
        check_group("origin", origins=False)
    assert blank(str(error.value)) == (
        "La capacité d’entretien n’a pas de sens par origine : choisissez un autre groupe."
    )


def test_active_filters() -> None:
    """Only the filters that are set are active, in the order of the columns."""
    assert Selection(host_uai=("a",), department=("93",)).active() == {
        "department": ("93",),
        "host_uai": ("a",),
    }


def test_an_offer_of_apprentices_says_so():
    """Two offers of one programme bear two names; the voie scolaire has the programme's own."""
    plain = {"programme_label": "CAP ébéniste"}
    catalogue = offers(
        {"offer": "0930125F-BOIS", **plain},
        {"offer": "0930125F-BOISA", "status": "apprentissage", **plain},
    )
    assert offer_labels(catalogue).to_dict() == {
        "0930125F-BOIS": "CAP ébéniste",
        "0930125F-BOISA": "CAP ébéniste (apprentissage)",
    }
