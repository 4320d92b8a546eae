"""Days that no calendar of the campaign allows, days out of order: each told once, none changed."""

from pathlib import Path

import pytest
from campaigns import blank
from faults_cases import SETTINGS, write_campaign

from passpro_nb.check.campaign import check_folder

REGISTERED, INTERVIEW, OPINION = "M2", "N2", "Q2"


def told(folder: Path, cells: dict[str, str], settings: str = SETTINGS) -> list[tuple[str, str]]:
    """Return what is said of an application with these days: its kind and its sentence."""
    write_campaign(folder, {f"A!{cell}": value for cell, value in cells.items()})
    (folder / "campagne.toml").write_text(settings, encoding="utf-8")
    return [(fault.code, blank(fault.message)) for fault in check_folder(folder).faults]


@pytest.mark.parametrize(
    ("cell", "day", "sentence"),
    [
        (OPINION, "31/01/2025",
         "Ligne 2, colonne Date de l'avis : l’avis du 31/01/2025 est impossible, car la campagne va "
         "du 03/02/2025 au 14/05/2025 : corrigez la date, ou le calendrier de campagne.toml."),
        (OPINION, "13/03/2026",
         "Ligne 2, colonne Date de l'avis : l’avis du 13/03/2026 est impossible, car la campagne va "
         "du 03/02/2025 au 14/05/2025 : corrigez la date, ou le calendrier de campagne.toml."),
        (INTERVIEW, "12/03/2024",
         "Ligne 2, colonne Date d'entretien : l’entretien du 12/03/2024 est impossible, car la "
         "campagne va du 03/02/2025 au 14/05/2025 : corrigez la date, ou le calendrier de campagne.toml."),
        (REGISTERED, "10/02/2024",
         "Ligne 2, colonne Inscrit le : l’inscription du 10/02/2024 est impossible, car la campagne va "
         "du 03/02/2025 au 14/05/2025 : corrigez la date, ou le calendrier de campagne.toml."),
        (REGISTERED, "12/05/2025",
         "Ligne 2, colonne Inscrit le : l’inscription du 12/05/2025 est impossible, car les entretiens "
         "finissent le 07/05/2025 : corrigez la date, ou le calendrier de campagne.toml."),
    ],
)  # fmt: skip
def test_a_day_that_no_calendar_allows(tmp_path: Path, cell: str, day: str, sentence: str) -> None:
    """It is one error, in place of the warnings on its order; the cell keeps its value."""
    assert told(tmp_path, {cell: day}) == [("date_out_of_campaign", sentence)]


@pytest.mark.parametrize(
    ("day", "why"),
    [("15/03/2025", "un samedi"), ("16/03/2025", "un dimanche"),
     ("21/04/2025", "un jour férié (Lundi de Pâques)"), ("14/04/2025", "pendant les congés")],
)  # fmt: skip
def test_nobody_is_interviewed_on_a_day_off(tmp_path: Path, day: str, why: str) -> None:
    """A weekend, a public holiday, a break of the campaign: an error that says which."""
    settings = SETTINGS + "conges = [{debut = 2025-04-12, fin = 2025-04-20}]\n"
    assert told(tmp_path, {INTERVIEW: day, OPINION: "06/05/2025"}, settings) == [
        ("interview_not_working",
         f"Ligne 2, colonne Date d'entretien : l’entretien du {day} tombe {why} : corrigez la date, "
         "ou les « conges » de campagne.toml.")
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("cells", "codes"),
    [
        ({REGISTERED: "28/01/2025"}, []),
        ({OPINION: "15/03/2025"}, []),
        ({OPINION: "16/05/2025"}, []),
        ({INTERVIEW: "07/03/2025"}, ["interview_outside_window"]),
        ({INTERVIEW: "12/05/2025", OPINION: "13/05/2025"}, ["interview_outside_window"]),
        ({INTERVIEW: "10/03/2025", REGISTERED: "11/03/2025"}, ["interview_before_registration"]),
        ({OPINION: "11/03/2025"}, ["opinion_before_interview"]),
        ({INTERVIEW: "15/03/2025", OPINION: "17/03/2025", "R2": "oui"}, []),
    ],
    ids=str,
)
def test_what_the_calendar_allows_is_no_error(
    tmp_path: Path, cells: dict[str, str], codes: list[str]
) -> None:
    """An early registration, an opinion on a Saturday or late, a cancelled application are let be."""
    assert [code for code, _ in told(tmp_path, cells)] == codes


def test_without_a_calendar_no_day_is_impossible(tmp_path: Path) -> None:
    """Bounds that are not given are open; days off are off all the same."""
    bare = '[campagne]\nnom = "Essai"\n'
    assert told(tmp_path, {INTERVIEW: "12/03/2024"}, bare) == [
        ("interview_before_registration",
         "Ligne 2, colonne Date d'entretien : l’entretien du 12/03/2024 précède l’inscription du "
         "10/02/2025 : vérifiez-les.")
    ]  # fmt: skip
