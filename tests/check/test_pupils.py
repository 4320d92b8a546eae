"""One key, two persons: told apart by another key, or set aside and said; never merged."""

from collections.abc import Mapping
from pathlib import Path

import pandas as pd
import pytest
from campaigns import blank
from hypothesis import given
from hypothesis import strategies as st
from twelve import FAR_ORIGIN, MODE_HOST, WOOD_HOST, pupil, twelve, write_twelve

from passpro_nb.check.campaign import Campaign, check_folder
from passpro_nb.check.pupils import find_pupils

COLUMNS = ["ine", "file_number", "last_name", "first_name", "birth_date", "origin_uai"]
OTHER = {"Nom": "Zalquier", "Prénom": "Omar", "Date de naissance": "19/11/2009"}


def table(*rows: Mapping[str, object]) -> pd.DataFrame:
    """Return rows as read, with what they say of the pupil."""
    frame = pd.DataFrame(list(rows)).reindex(columns=COLUMNS).astype("str")
    whole = frame.assign(file="f.csv", sheet="", row=range(2, len(rows) + 2))
    return whole.assign(completes=[bool(row.get("completes")) for row in rows])


def keys(*rows: Mapping[str, object]) -> list[str | None]:
    """Return the pupil of each row."""
    found = find_pupils(table(*rows)).keys.astype(object)
    return found.where(found.notna(), None).tolist()


def said(campaign: Campaign, *codes: str) -> list[str]:
    """Return the sentences of some kinds of fault."""
    return [blank(fault.message) for fault in campaign.faults if fault.code in codes]


SHARED = ("shared_key", "shared_key_aside", "which_pupil", "merged_rows", "contradiction")


def test_a_dossier_with_a_known_ine_is_that_pupil():
    """The INE, else the n° de dossier; a dossier that has one INE elsewhere is that pupil."""
    given_keys = [
        ("I1", "D1"),
        (None, "D1"),
        (None, "D2"),
        ("I2", "D3"),
        ("I3", "D3"),
        (None, "D3"),
    ]
    rows = [{"ine": ine, "file_number": dossier} for ine, dossier in given_keys]
    assert keys(*rows) == ["I1", "I1", "D2", "I2", "I3", "D3"]


ONE = {"ine": "I1", "last_name": "Dupont", "first_name": "Jean", "birth_date": "2010-03-02"}


@pytest.mark.parametrize(
    "variant",
    [
        {"last_name": "DUPONT", "first_name": "JEAN"},
        {"last_name": "Jean", "first_name": "Dupont"},
        {"last_name": "Dupont-Martin"},
        {"last_name": "Dupond"},
        {"last_name": "Martin ép. Dupont"},
        {"first_name": "Jean-Pierre"},
        {"first_name": "J."},
        {"last_name": "Dupont Jean", "first_name": None},
        {"last_name": None, "first_name": None},
        {"last_name": "Martin"},
        {"first_name": "Jules"},
        {"birth_date": "2010-02-03"},
        {"birth_date": None, "last_name": "Martin"},
        {"last_name": "Jean", "first_name": "Dupont", "birth_date": "2011-03-02"},
    ],
)
def test_another_spelling_is_no_other_person(variant: Mapping[str, object]):
    """Accents, capitals, inversion, a second name, a usage name, a slip in the date: one pupil."""
    found = find_pupils(table(ONE, ONE | variant))
    assert found.keys.tolist() == ["I1", "I1"]
    assert found.faults == ()


@pytest.mark.parametrize(
    "other",
    [
        {"last_name": "Zalquier", "first_name": "Omar"},
        {"last_name": "Zalquier", "first_name": "Omar", "birth_date": "2009-11-19"},
        {"last_name": "Zalquier", "birth_date": "2009-11-19"},
        {"first_name": "Omar", "birth_date": "2009-11-19"},
    ],
)
def test_two_names_or_a_name_and_a_birth_are_two_persons(other: Mapping[str, object]):
    """The dossier tells them apart; without one neither has a key."""
    first, second = ONE | {"file_number": "D1"}, ONE | other | {"file_number": "D2"}
    assert keys(first, second) == ["D1", "D2"]
    assert keys(ONE, ONE | other) == [None, None]
    assert keys(first, second | {"file_number": "D1"}) == [None, None]


def test_an_opinion_of_another_person_takes_no_key_away():
    """Under the INE of one application, an opinion that names another pupil is nobody's."""
    filed = {"completes": True}
    other = ONE | {"last_name": "Zalquier", "first_name": "Omar"} | filed
    assert keys(ONE, ONE | filed, other) == ["I1", "I1", None]
    assert keys(ONE, ONE | {"birth_date": None} | filed, other) == ["I1", "I1", None]


def test_a_dossier_of_two_persons_gives_way_to_the_ine_or_the_origin():
    """Numbers begun again in each collège: the INE is the key, else the number within its collège."""
    one = {"file_number": "D1", "last_name": "Dupont", "first_name": "Jean", "origin_uai": "A"}
    two = {"file_number": "D1", "last_name": "Zalquier", "first_name": "Omar", "origin_uai": "B"}
    assert keys(one | {"ine": "I1"}, two | {"ine": "I2"}) == ["I1", "I2"]
    assert keys(one | {"ine": "I1"}, two) == ["I1", "D1 B"]
    assert keys(one, two, one) == ["D1 A", "D1 B", "D1 A"]
    assert keys(one, two | {"origin_uai": "A"}) == [None, None]
    assert keys(one, two, {"file_number": "D1"}) == ["D1 A", "D1 B", None]


PEOPLE = st.fixed_dictionaries(
    {
        "ine": st.sampled_from([None, "I1", "I2"]),
        "file_number": st.sampled_from([None, "D1", "D2"]),
        "last_name": st.sampled_from([None, "Dupont", "Zalquier", "Dupont-Martin"]),
        "first_name": st.sampled_from([None, "Jean", "Omar"]),
        "birth_date": st.sampled_from([None, "2010-03-02", "2009-11-19"]),
        "origin_uai": st.sampled_from([None, "A", "B"]),
    }
)


@given(st.lists(PEOPLE, min_size=1, max_size=6), st.randoms())
def test_the_order_of_the_rows_tells_nothing(people, draw):
    """A key never covers two persons who both give their names, and no order of rows changes a key."""
    found = keys(*people)
    order = list(range(len(people)))
    draw.shuffle(order)
    assert keys(*(people[at] for at in order)) == [found[at] for at in order]
    named = {}
    for key, person in zip(found, people, strict=True):
        if key and person["last_name"] and person["first_name"]:
            plain = person["last_name"].removesuffix("-Martin"), person["first_name"]
            first = named.setdefault(key, plain)
            assert first[0] == plain[0] or first[1] == plain[1]


def test_an_ine_pasted_on_another_pupil_loses_nobody(tmp_path: Path):
    """On one offer: thirteen applications, one warning that names both lines and no pupil."""
    pasted = pupil(13, INE=pupil(1)["INE"], **OTHER)
    campaign = check_folder(write_twelve(tmp_path, rows=[*twelve(), pasted]))
    assert len(campaign.applications) == 13
    assert campaign.applications["pupil"].nunique() == 13
    assert said(campaign, *SHARED) == [
        "Ligne 2, colonne INE : les lignes 2 et 14 portent le même INE sous des noms différents : "
        "ce sont plusieurs élèves, que distingue leur n° de dossier ; corrigez l’INE."
    ]


def test_an_ine_drawn_down_over_four_lines_loses_nobody(tmp_path: Path):
    """Four pupils of two hosts with one INE: four pupils, one warning."""
    drawn = {f"p{n}": {"INE": pupil(3)["INE"]} for n in range(3, 7)}
    campaign = check_folder(write_twelve(tmp_path, rows=twelve(**drawn)))
    assert campaign.applications["pupil"].nunique() == 12
    assert said(campaign, *SHARED) == [
        "Ligne 4, colonne INE : les lignes 4, 5, 6 et 7 portent le même INE sous des noms différents : "
        "ce sont plusieurs élèves, que distingue leur n° de dossier ; corrigez l’INE."
    ]


def test_without_a_dossier_all_are_set_aside(tmp_path: Path):
    """In two hosts, nothing else tells the two apart: both are set aside, one error, other figures stand."""
    rows = twelve(
        p1={"N° de dossier": ""}, p2={"N° de dossier": "", "INE": pupil(1)["INE"], **OTHER}
    )
    campaign = check_folder(write_twelve(tmp_path, rows=rows))
    assert len(campaign.applications) == 10
    assert sorted(row for _, _, row in campaign.set_aside) == [2, 3]
    assert said(campaign, *SHARED, "no_pupil_key") == [
        "Ligne 2, colonne INE : les lignes 2 et 3 portent le même INE sous des noms différents, et rien "
        "d’autre ne distingue ces élèves. Elles sont toutes écartées ; corrigez l’INE."
    ]


@pytest.mark.parametrize(
    ("key", "entered"), [({"INE": pupil(3)["INE"]}, 8), ({"N° de dossier": "D00003"}, 9)]
)
def test_an_opinion_under_the_ine_of_two_is_nobody_s(
    tmp_path: Path, key: Mapping[str, object], entered: int
):
    """With the INE alone it is set aside and said; with the dossier it finds its pupil."""
    rows = [*twelve(), pupil(13, INE=pupil(3)["INE"], **OTHER)]
    opinion = {
        **key, "UAI d'accueil": MODE_HOST, "Formation": pupil(3)["Formation"], "Avis": "Réservé",
    }  # fmt: skip
    rows[-1] = {**rows[-1], "Avis": "", "Présence": "", "Date de l'avis": ""}
    campaign = check_folder(write_twelve(tmp_path, rows=rows, opinions=[opinion]))
    assert len(campaign.applications) == 13
    assert campaign.applications["opinion"].notna().sum() == entered
    assert said(campaign, "which_pupil") == ([
        "Ligne 2, colonne INE : les lignes 4 (candidatures.csv), 14 (candidatures.csv) et 2 (avis.csv) "
        "portent le même INE sous des noms différents : celle-ci ne dit pas de quel élève il s’agit. "
        "Elle est écartée ; donnez une autre clé ou corrigez l’INE."
    ] if entered == 8 else [])  # fmt: skip


def test_dossiers_begun_again_in_each_college(tmp_path: Path):
    """Without INE, the same numbers in two collèges are other pupils, in one warning for all."""
    rows = [{**row, "INE": ""} for row in twelve()[:6]]
    rows += [
        {**row, "INE": "", "N° de dossier": f"D0000{number}", "UAI d'origine": FAR_ORIGIN}
        for number, row in enumerate(twelve()[6:], 1)
    ]
    campaign = check_folder(write_twelve(tmp_path, rows=rows))
    assert campaign.applications["pupil"].nunique() == 12
    assert said(campaign, *SHARED) == [
        "Ligne 2, colonne N° de dossier : les lignes 2, 3, 4, 5, 6, 7 et 6 autres portent un n° de "
        "dossier que d’autres noms portent aussi : ce sont plusieurs élèves, que distingue leur "
        "établissement d’origine ; corrigez le n° de dossier."
    ]


def test_one_pupil_in_two_hosts_is_one(tmp_path: Path):
    """The same pupil on two offers, under a usage name, is normal: nothing is said."""
    again = pupil(
        1, **{"Nom": "CORDALINE-Dubois", "UAI d'accueil": WOOD_HOST, "Formation": "CAP ébéniste"}
    )
    campaign = check_folder(write_twelve(tmp_path, rows=[*twelve(), again]))
    assert campaign.applications["pupil"].nunique() == 12
    assert len(campaign.applications) == 13
    assert said(campaign, *SHARED) == []


def test_no_pupil_is_named(tmp_path: Path):
    """No sentence quotes a name, an INE or a dossier of those who share a key."""
    pasted = pupil(13, INE=pupil(1)["INE"], **OTHER)
    campaign = check_folder(write_twelve(tmp_path, rows=[*twelve(), pasted]))
    told = " ".join(f"{fault.message} {fault.value}" for fault in campaign.faults)
    assert not any(word in told for word in ("Zalquier", "Omar", "Cordaline", "D00001", "99900"))
