"""What rows say where words do not: whose a code is, what an opinion's day is, which is the finer."""

from datetime import date, timedelta

import pytest
from header_sets import CAMPAIGN, TABLES, invent_rows, uai

from passpro_nb.read.cells import cell_readers
from passpro_nb.read.columns.evidence import Witness
from passpro_nb.read.columns.headers import HeaderMap, map_columns


def read(table: str, columns: dict[str, str | list]) -> HeaderMap:
    """Return how headers are understood over the values of a role, or over these values in turn."""
    rows = invent_rows(["" if isinstance(v, list) else v for v in columns.values()], 40)
    for at, said in enumerate(columns.values()):
        for row, cells in enumerate(rows):
            cells[at] = said[row % len(said)] if isinstance(said, list) else cells[at]
    witness = Witness(cell_readers(CAMPAIGN), CAMPAIGN.calendrier)
    return map_columns([*columns], TABLES[table], {}, rows, witness)


APPLICATION = {"N° de dossier": "file_number", "Formation": "programme_label"}


def test_two_bare_uai_belong_to_the_names_that_vary_with_them():
    """A school has one UAI and one name: each UAI is the side's whose names go with it, and it is said."""
    mapped = read("candidatures", APPLICATION | {
        "RNE": "host_uai", "Lycée": "host_name", "RNE ": "origin_uai", "Collège": "origin_name",
    })  # fmt: skip
    assert {role: mapped.positions[role] for role in ("host_uai", "origin_uai")} == {
        "host_uai": 2, "origin_uai": 4,
    }  # fmt: skip
    assert mapped.why["origin_uai"] == "d’après sa place : une autre colonne porte le même titre"


def test_one_uai_for_all_rows_is_the_hosts():
    """A lycée that lists its own candidates writes « notre UAI » on each line."""
    mapped = read("candidatures", APPLICATION | {"notre UAI": [uai(930101)]})
    assert mapped.positions["host_uai"] == 2


def test_a_header_that_its_rows_contradict_is_no_ones():
    """« UAI antérieure » over codes that vary with the lycées is asked about."""
    mapped = read("candidatures", APPLICATION | {
        "Lycée": "host_name", "Collège": "origin_name", "UAI antérieure": "host_uai",
    })  # fmt: skip
    assert 4 not in mapped.positions.values()
    assert "UAI antérieure" in {doubt.header for doubt in mapped.doubts}


def test_of_two_words_for_a_formation_the_finer_is_the_programme():
    """« Filière » over fields beside « Certification » over trades is the domain."""
    mapped = read("catalogue", {
        "UAI": "host_uai", "Filière": ["Commerce", "Commerce", "Mode", "Mode"],
        "Certification": ["Vente", "Équipier polyvalent", "Couture flou", "Maroquinerie"],
    })  # fmt: skip
    assert mapped.positions == {"host_uai": 0, "domain": 1, "programme_label": 2}


def test_days_that_stand_beside_opinions_only_date_them():
    """« Enregistré » filled where an opinion is, and after the interview, dates the opinion."""
    mapped = read("candidatures", APPLICATION | {
        "Inscrit": "registered_on", "Entretien": "interview_on", "Avis": "opinion",
        "Enregistré": "opinion_on",
    })  # fmt: skip
    assert (mapped.positions["registered_on"], mapped.positions["opinion_on"]) == (2, 5)
    assert mapped.why["opinion_on"] == "d’après ses lignes"


def test_an_opinion_there_from_the_first_day_is_not_the_hosts():
    """Of two opinions the one on every row is the origin's, the one that comes late is read."""
    mapped = read("candidatures", APPLICATION | {
        "Avis chef d'étab.": ["Favorable", "Réservé"], "Entretien": "interview_on", "Avis arr.": "opinion",
    })  # fmt: skip
    assert mapped.positions["opinion"] == 4


def test_remarks_beside_a_column_of_communes_are_no_commune():
    """« Comm. » is a commune or a remark: its cells say which."""
    mapped = read("catalogue", {
        "UAI": "host_uai", "Loc.": "commune", "Formation": "programme_label", "Comm.": "remarks",
    })  # fmt: skip
    assert mapped.positions == {"host_uai": 0, "commune": 1, "programme_label": 2, "remarks": 3}


@pytest.mark.parametrize(
    ("header", "role", "held"),
    [
        ("Zébulon", "sector", "sector"),
        ("PU/PR", "sector", "sector"),
        ("Zébulon", "place", "place"),
        ("Zébulon", "district", "district"),
        ("Nb de convoqués possibles", "seats", "seats"),
        ("Effectif par classe", "class_places", "class_places"),
    ],
)
def test_the_one_column_that_can_be_it_is_read(header: str, role: str, held: str):
    """What the table lacks and one column alone holds is read without a word for it, and said."""
    mapped = read("catalogue", {"UAI": "host_uai", "Formation": "programme_label",
                                "Dates": "sessions", header: held})  # fmt: skip
    assert mapped.positions[role] == 3
    assert mapped.why[role] == "d’après ses valeurs"


@pytest.mark.parametrize(
    "header", ["Date AG", "Vacances", "Envoi aux familles le", "Vote du", "Butoir"]
)
def test_days_under_a_word_that_nobody_knows_are_asked(header: str):
    """Good days do not make sessions of what a header calls otherwise: it is asked, not read."""
    mapped = read(
        "catalogue", {"UAI": "host_uai", "Formation": "programme_label", header: "sessions"}
    )
    assert "sessions" not in mapped.positions
    assert [doubt.header for doubt in mapped.doubts] == [header]


def test_a_second_column_of_days_is_never_lost_in_silence():
    """« Date 2 » beside « Date 1 »: one is read, the other is asked about."""
    days = [date(2025, 3, 12) + timedelta(n) for n in (0, 1, 2, 5, 6)]
    mapped = read("catalogue", {"UAI": "host_uai", "Formation": "programme_label",
                                "Date 1": days, "Date 2": days[2:]})  # fmt: skip
    assert mapped.positions["sessions"] == 2
    assert [doubt.header for doubt in mapped.doubts] == ["Date 2"]


def test_yes_without_which_no_opinion_is_given_is_an_attendance():
    """« Case » ticked on every row that has an opinion, and on few others, says who came."""
    rows = invent_rows(["file_number", "host_uai", "programme_label", "opinion"], 40)
    ticked = [[*row, "x" if row[3] or at == 0 else None] for at, row in enumerate(rows)]
    heads = ["N° de dossier", "UAI", "Formation", "Avis", "Zou"]
    mapped = map_columns(heads, TABLES["candidatures"], {}, ticked,
                         Witness(cell_readers(CAMPAIGN), CAMPAIGN.calendrier))  # fmt: skip
    assert mapped.positions["attendance"] == 4


@pytest.mark.parametrize(
    ("header", "table", "role"),
    [
        ("CODVOE", "candidatures", "offer_code"), ("DATENTR", "catalogue", "sessions"),
        ("LIBFORMAT", "catalogue", "programme_label"), ("PrenomCand", "candidatures", "first_name"),
        ("COMETAB", "catalogue", "commune"), ("c_mef", "catalogue", "mef"),
    ],
)  # fmt: skip
def test_words_cut_short_and_glued_are_heard(header: str, table: str, role: str):
    """Names of databases, six letters and no blank, are read over good values."""
    key = {"catalogue": {"UAI": "host_uai"}, "candidatures": {"INE": "ine"}}[table]
    assert read(table, key | {header: role}).positions.get(role) == 1
