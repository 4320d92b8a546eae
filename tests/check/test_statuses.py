"""Scolaire and apprentissage are two offers: none of their pupils is counted in the other."""

from collections.abc import Mapping
from pathlib import Path

import pytest
from campaigns import blank
from twelve import WOOD, WOOD_HOST, line, pupil, twelve, write_twelve

from passpro_nb.check.campaign import Campaign, check_folder

TWIN = {"Code vœu": "94910202", "Statut": "apprentissage"}
BOTH = [line(), line(wood=True, Statut="scolaire"), line(wood=True, **TWIN)]
SCHOOL, WORK = "94910201", "94910202"


def counted(campaign: Campaign) -> dict[str, int]:
    """Return how many pupils each offer of the second host has."""
    mine = campaign.applications[campaign.applications["host_uai"] == WOOD_HOST]
    return mine["offer"].value_counts().to_dict()


def said(campaign: Campaign, *codes: str) -> list[str]:
    """Return the sentences of some kinds of fault, of all where none is named."""
    found = [fault for fault in campaign.faults if not codes or fault.code in codes]
    return [blank(fault.message) for fault in found]


def asked(*statuses: str, heading: str = "Voie de formation") -> list[Mapping[str, object]]:
    """Return the twelve pupils, those of the second host with these statuses, in turn."""
    given = iter(statuses * 6)
    return [pupil(n, **({} if n % 2 else {heading: next(given)})) for n in range(1, 13)]


@pytest.mark.parametrize("heading", ["Voie de formation", "Voie", "Modalité de formation"])
def test_a_column_tells_the_offer(tmp_path: Path, heading: str):
    """Each pupil goes to the offer of the status said; nothing else is told."""
    rows = asked("scolaire", "apprentissage", "ST", heading=heading)
    campaign = check_folder(write_twelve(tmp_path, BOTH, rows))
    assert counted(campaign) == {SCHOOL: 4, WORK: 2}
    assert campaign.set_aside == frozenset()
    assert "status" not in {fault.code for fault in campaign.faults}


@pytest.mark.parametrize(
    "words", ["(apprentissage)", "par apprentissage", "en alternance", "- UFA", "(FA)", "APP"]
)
def test_words_tell_the_offer_in_both_tables(tmp_path: Path, words: str):
    """Without a column or a code, « CAP ébéniste (apprentissage) » is the twin of « CAP ébéniste »."""
    lines = [line(), line(wood=True), line(wood=True, Formation=f"{WOOD} {words}")]
    for row in lines:
        row["Code vœu"] = ""
    rows = twelve(p2={"Formation": f"{WOOD} {words}"}, p4={"Formation": f"CAP EBENISTE {words}"})
    rows = [
        row
        if n in (1, 3) or row["Formation"] != WOOD
        else {**row, "Formation": f"{WOOD} (scolaire)"}
        for n, row in enumerate(rows)
    ]
    campaign = check_folder(write_twelve(tmp_path, lines, rows))
    offers = campaign.offers.set_index("offer")
    assert offers["programme"].nunique() == 2
    assert offers["programme_label"].tolist().count(WOOD) == 2
    assert offers["status"].value_counts().to_dict() == {"scolaire": 2, "apprentissage": 1}
    key = f"{WOOD_HOST}-cap 2 ebeniste"
    assert counted(campaign) == {key: 4, f"{key}-A": 2}
    assert campaign.set_aside == frozenset()


def test_a_row_that_does_not_say_which_is_set_aside(tmp_path: Path):
    """Where the host gives both, nothing is guessed; the other host's figures stand."""
    rows = asked("scolaire", "apprentissage", "")
    campaign = check_folder(write_twelve(tmp_path, BOTH, rows))
    assert counted(campaign) == {SCHOOL: 2, WORK: 2}
    assert sorted(row for _, _, row in campaign.set_aside) == [7, 13]
    assert said(campaign, "ambiguous_status")[0] == (
        "Ligne 7, colonne Voie de formation : « CAP ébéniste » existe chez LP Alan Inventé en voie "
        "scolaire et en apprentissage, et la ligne ne dit pas laquelle. Elle est écartée ; donnez le "
        "statut ou le code vœu."
    )


@pytest.mark.parametrize("status", ["scolaire", "apprentissage", "", "formation par alternance"])
def test_the_only_status_of_the_host_is_that_of_a_row_that_says_none(tmp_path: Path, status: str):
    """One offer in the catalogue: a silent row is its pupil's, whatever the status of the offer."""
    lines = [line(), line(wood=True, Statut=status)]
    campaign = check_folder(write_twelve(tmp_path, lines))
    assert counted(campaign) == {SCHOOL: 6}
    assert said(campaign) == []


@pytest.mark.parametrize(
    ("given", "asks", "sentence"),
    [
        (
            "scolaire", "apprentissage",
            "Ligne 3, colonne Statut : LP Alan Inventé n’offre « CAP ébéniste » qu’en voie scolaire, et la "
            "ligne dit « apprentissage ». Elle est écartée ; corrigez le statut, ou complétez le catalogue.",
        ),
        (
            "alternance", "voie scolaire",
            "Ligne 3, colonne Statut : LP Alan Inventé n’offre « CAP ébéniste » qu’en apprentissage, et la "
            "ligne dit « scolaire ». Elle est écartée ; corrigez le statut, ou complétez le catalogue.",
        ),
    ],
)  # fmt: skip
def test_a_status_that_the_host_does_not_give(tmp_path: Path, given: str, asks: str, sentence: str):
    """It is never put on the other one: set aside, with what the host offers."""
    rows = twelve(p2={"Statut": asks})
    campaign = check_folder(write_twelve(tmp_path, [line(), line(wood=True, Statut=given)], rows))
    assert counted(campaign) == {SCHOOL: 5}
    assert said(campaign) == [sentence]


def test_the_code_decides_alone_and_says_what_contradicts_it(tmp_path: Path):
    """A code vœu needs no status; one that differs is a warning, once for all the rows alike."""
    against = {"Code vœu": WORK, "Statut": "scolaire"}
    rows = [
        pupil(n, **({} if n % 2 else {2: against, 4: against}.get(n, {"Code vœu": SCHOOL})))
        for n in range(1, 13)
    ]
    campaign = check_folder(write_twelve(tmp_path, BOTH, rows))
    assert counted(campaign) == {SCHOOL: 4, WORK: 2}
    assert said(campaign) == [
        "Ligne 3, colonne Statut : le code vœu « 94910202 » est celui de « CAP ébéniste » (LP Alan "
        "Inventé) en apprentissage, mais le statut écrit à côté est « scolaire » (lignes 3 et 5) : le "
        "code vœu l’emporte ; vérifiez-les."
    ]


def test_a_column_wins_over_the_words_and_it_is_said(tmp_path: Path):
    """« CAP ébéniste (apprentissage) » beside « scolaire » is scolaire, with one warning."""
    label = {"Formation": f"{WOOD} (apprentissage)"}
    rows = [{**row, **label} if n % 2 else row for n, row in enumerate(asked("scolaire"))]
    campaign = check_folder(write_twelve(tmp_path, BOTH, rows))
    assert counted(campaign) == {SCHOOL: 6}
    assert said(campaign) == [
        "Ligne 3, colonne Voie de formation : le libellé « CAP ébéniste (apprentissage) » dit "
        "« apprentissage », la colonne « scolaire » (lignes 3, 5, 7, 9, 11 et 13) : la colonne "
        "l’emporte ; vérifiez-les."
    ]


def test_a_pupil_who_asks_for_both_has_two_applications(tmp_path: Path):
    """Neither merged nor contradictory, though the opinions differ."""
    rows = asked("scolaire")
    rows.append({**rows[1], "Voie de formation": "apprentissage", "Avis": "Réservé"})
    campaign = check_folder(write_twelve(tmp_path, BOTH, rows))
    assert counted(campaign) == {SCHOOL: 6, WORK: 1}
    assert campaign.applications["pupil"].nunique() == 12
    assert said(campaign) == []


def test_a_mef_of_both_statuses_tells_none(tmp_path: Path):
    """The same MEF in both: the status decides, else the row is set aside."""
    mef = {"MEF": "2412340211"}
    lines = [line(), line(wood=True, Statut="scolaire", **mef), line(wood=True, **TWIN, **mef)]
    rows = [
        {**row, **mef, "Formation": ""} if n % 2 else row for n, row in enumerate(asked("AP", ""))
    ]
    campaign = check_folder(write_twelve(tmp_path, lines, rows))
    assert counted(campaign) == {WORK: 3}
    assert len(campaign.set_aside) == 3


def test_hors_passpro_apprentices_are_in_no_measure(tmp_path: Path):
    """Their applications are listed, and neither measured nor relaunched."""
    lines = [*BOTH[:2], line(wood=True, **TWIN, Passpro="hors Passpro")]
    campaign = check_folder(write_twelve(tmp_path, lines, asked("scolaire", "apprentissage")))
    (total,) = campaign.figures("2025-04-01").coverage("academie").to_dict("records")
    assert total["registered"] == 9
    assert len(campaign.applications) == 12


OPINION = {"INE": pupil(6)["INE"], "UAI d'accueil": WOOD_HOST, "Formation": WOOD, "Avis": "Réservé"}


@pytest.mark.parametrize(
    ("more", "opinion", "entered"),
    [
        ([], {}, "94910202"),
        ([], {"Statut": "apprentissage"}, "94910202"),
        ([], {"Statut": "scolaire"}, None),
        ([{"Voie de formation": "scolaire"}], {}, None),
        ([{"Voie de formation": "scolaire"}], {"Statut": "scolaire"}, "94910201"),
    ],
)
def test_an_opinion_without_status(tmp_path: Path, more: list, opinion: dict, entered: str | None):
    """It is that of the one application of its pupil; of two, or another status, it is set aside."""
    rows = asked("scolaire", "scolaire", "apprentissage")
    rows += [{**rows[5], **changes} for changes in more]
    campaign = check_folder(write_twelve(tmp_path, BOTH, rows, [OPINION | opinion]))
    given = campaign.applications[campaign.applications["opinion"] == "Réservé"]
    assert given["offer"].tolist() == [entered] * bool(entered)
    aside = [place for place in campaign.set_aside if place[0] == "avis.csv"]
    assert len(aside) == (entered is None)


@pytest.mark.parametrize(
    ("changes", "offers", "codes"),
    [
        # a second line of one offer, without its status
        ([{"Statut": "apprentissage"}, {"Statut": ""}], ["-A"], ["supposed_status"]),
        ([{"Statut": "scolaire"}, {"Statut": ""}], [""], []),
        ([{"Statut": "scolaire"}, {"Statut": "apprentissage"}, {"Statut": ""}], ["", "-A"], ["ambiguous_status"]),
        # words in the labels only: the label without any is the other one
        ([{"Formation": f"{WOOD} (UFA)"}, {}], ["-A", ""], []),
        ([{"Formation": f"{WOOD} (scolaire)"}, {}], [""], []),
        # a code vœu tells the status of its other lines, and parts two offers
        ([{"Statut": "apprentissage", "Code vœu": WORK}, {"Code vœu": WORK}], [WORK], []),
        ([{"Statut": "apprentissage", "Code vœu": WORK}, {"Code vœu": SCHOOL}], [WORK, SCHOOL], []),
        # one code for both names none of them
        (
            [{"Statut": "apprentissage", "Code vœu": WORK}, {"Statut": "scolaire", "Code vœu": WORK}],
            ["-A", ""], ["shared_offer_code"],
        ),
    ],
)  # fmt: skip
def test_the_lines_of_a_catalogue(
    tmp_path: Path, changes: list, offers: list[str], codes: list[str]
):
    """A line that says no status has that of its code, of the host's others, or is set aside."""
    lines = [line(), *(line(wood=True, **{"Code vœu": "", **change}) for change in changes)]
    campaign = check_folder(write_twelve(tmp_path, lines))
    mine = campaign.offers[campaign.offers["host_uai"] == WOOD_HOST]["offer"]
    built = f"{WOOD_HOST}-cap 2 ebeniste"
    assert mine.tolist() == [end if end.isdecimal() else f"{built}{end}" for end in offers]
    found = [
        f.code for f in campaign.faults if f.file == "catalogue.csv" and f.code != "no_session"
    ]
    assert found == codes


def test_a_code_of_both_statuses_is_said(tmp_path: Path):
    """One code vœu for the two offers of a programme names neither: it is laid aside, and said."""
    lines = [line(), line(wood=True, Statut="scolaire"), line(wood=True, Statut="apprentissage")]
    campaign = check_folder(write_twelve(tmp_path, lines))
    assert said(campaign, "shared_offer_code") == [
        "Ligne 3, colonne Code vœu : le code vœu « 94910201 » est donné à la voie scolaire et à "
        "l’apprentissage, lignes 3 et 4 : il est laissé de côté ; corrigez-le."
    ]


def test_an_offer_of_apprentices_is_named_so(tmp_path: Path):
    """Where two offers of one programme stand side by side, the apprentices' says so."""
    lines = [{**row, "Dates et horaires": ""} for row in BOTH]
    campaign = check_folder(write_twelve(tmp_path, lines, asked("scolaire")))
    assert [sentence.split(" : ")[1] for sentence in said(campaign, "no_session")][1:] == [
        "l’offre « CAP ébéniste » (LP Alan Inventé) n’a aucune séance",
        "l’offre « CAP ébéniste (apprentissage) » (LP Alan Inventé) n’a aucune séance",
    ]
