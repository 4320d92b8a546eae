"""Sheets whose headers were written without a look at the vocabulary: how many columns are read."""

from pathlib import Path

import pytest
from header_sets import CAMPAIGN as SETTINGS
from header_sets import TABLES, Score, invent_rows, score_sets

from passpro_nb.read.cells import cell_readers
from passpro_nb.read.columns.evidence import Witness
from passpro_nb.read.columns.headers import HeaderMap, map_columns

# What no figure may lose in silence.
WEIGHTY = (
    "opinion", "opinion_on", "attendance", "interview_on", "convened_on", "registered_on", "cancelled",
    "sessions", "seats", "status",
)  # fmt: skip


@pytest.fixture(scope="module")
def score() -> Score:
    """Return the score of the 202 sheets."""
    return score_sets(Path(__file__).parent / "headers_unseen.json", SETTINGS)


def test_nearly_every_column_is_read_and_none_wrongly(score: Score):
    """Of 1,990 columns 99.5 % are read at least, none as another, none that is nobody's."""
    roles = sum(score.count(outcome) for outcome in ("read", "asked", "silent", "wrong"))
    assert (score.count("wrong"), [case for case in score.cases if " wrong: " in case]) == (0, [])
    assert score.count("read") >= 0.995 * roles
    assert roles > 1950


@pytest.mark.parametrize("role", WEIGHTY)
def test_what_moves_a_figure_is_never_lost_in_silence(score: Score, role: str):
    """A date, an opinion, an attendance or places that are not read are asked about."""
    assert score.told[role]["silent"] == 0
    assert score.told[role]["read"] >= 0.94 * score.told[role].total()


def test_sheets_of_other_strangers_are_read():
    """Of 1,670 columns of 143 sheets 99 % are read, none as another, none that is nobody's."""
    score = score_sets(Path(__file__).parent / "headers_strangers.json", SETTINGS)
    roles = sum(score.count(outcome) for outcome in ("read", "asked", "silent", "wrong"))
    assert [case for case in score.cases if " wrong: " in case] == []
    assert score.count("read") >= 0.99 * roles
    assert (roles, score.count("left")) == (1670, 242)


def beside(table: str, header: str, held: str) -> HeaderMap:
    """Return how a short sheet is read that has one more column, over the values of a role."""
    codes = [c for c in BARE[table] if c != held]
    headings = [TABLES[table][code].heading for code in codes]
    witness = Witness(cell_readers(SETTINGS), SETTINGS.calendrier)
    rows = invent_rows([*codes, held], 16)
    return map_columns([*headings, header], TABLES[table], {}, rows, witness)


BARE = {
    "candidatures": ("ine", "last_name", "first_name", "origin_name", "host_name", "programme_label"),
    "catalogue": ("host_uai", "host_name", "programme_label"),
}  # fmt: skip
ELSEWHERE = [
    *(("candidatures", header, "opinion") for header in (
        "Avis des enseignants", "Avis de l’équipe éducative", "Avis de l’inspection", "Avis médical",
        "Avis du tuteur", "Avis des parents", "Ressenti", "Motivation", "Comportement",
    )),
    *(("candidatures", header, "interview_on") for header in (
        "Date de la visite", "Date d’export", "Date de rappel", "Signé le", "Date du stage",
        "Réunion parents le", "Date limite de réponse",
    )),
    *(("candidatures", header, "registered_on") for header in ("Dossier imprimé le", "Date d’entrée")),
    *(("candidatures", header, "attendance") for header in ("Présence au forum", "Présence des parents")),
    *(("candidatures", header, "cancelled") for header in ("État du dossier médical", "Statut familial")),
    *(("catalogue", header, "sessions") for header in (
        "Réunion d’information le", "Commission le", "Mis en ligne le", "Validé le", "Résultats le",
        "Date de rentrée", "Portes ouvertes",
    )),
    *(("catalogue", header, "seats") for header in (
        "Nombre de candidats", "Nombre de dates", "Effectif actuel", "Places restantes",
        "Places internat", "Nb de candidats 2024",
    )),
    ("candidatures", "UAI antérieure", "host_uai"),
]  # fmt: skip


@pytest.mark.parametrize(("table", "header", "held"), ELSEWHERE, ids=[h for _, h, _ in ELSEWHERE])
def test_good_values_under_anothers_header_are_no_role(table: str, header: str, held: str):
    """A date of something else, an opinion of somebody else: however good the values, not read."""
    mapped = beside(table, header, held)
    assert len(BARE[table]) - (held in BARE[table]) not in mapped.positions.values()
