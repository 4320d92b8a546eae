"""After the hours of a day only a noun of its own makes it doubtful, not what is told of it."""

from __future__ import annotations

from datetime import date

import pytest

from passpro_nb.domain.settings import Calendar
from passpro_nb.read.sessions.reader import read_sessions

CALENDAR = Calendar(debut_entretiens=date(2025, 3, 10), fin_entretiens=date(2025, 5, 7))


def read(text: str) -> tuple[list[str], list[str]]:
    """Return the sure sessions, each as its day, hours and mode, and the days in doubt."""
    found = [s for s in read_sessions(text, CALENDAR, CALENDAR.workdays) if s.day]
    sure = [
        " ".join(
            [f"{s.day:%d/%m}"]
            + [f"{hour:%H:%M}" for hour in (s.start, s.end) if hour]
            + ([s.mode] if s.mode else [])
        )
        for s in found
        if s.day and not s.doubt
    ]
    return sure, [f"{s.day:%d/%m}" for s in found if s.day and s.doubt]


@pytest.mark.parametrize(
    "beside",
    [
        ", dans le hangar à bateaux, près du ponton nord",
        ", dans le salon bleu",
        ", suivi d'un café avec les élèves de terminale",
        ", les bassins étant pris par les nageurs",
        ", passage par ordre d'arivée",
        ", attelier cuisine",
        " (ceci n'est pas un canular)",
        ". Le lycée n'envoit pas de courrier",
        " .L'entrée ce fait par le ponton",
        ", pour les éléves allophones (UPE2A)",
        ", M. Petit (zinguerie), gants fournis",
        ", encadrées par deux zingueurs",
        ", prévoir équerre, gomme, compas",
    ],
)
def test_circumstance_names_no_day(beside: str) -> None:
    """Where, when, with whom and why a day of hours is held needs no known word."""
    assert read(f"lundi 17 mars 9h-12h{beside}") == (["17/03 09:00 12:00"], [])


@pytest.mark.parametrize(
    "beside",
    [
        " : pétanque",
        ", pétanque des pompiers",
        " (pétanque)",
        ", salle 3, pétanque",
        ", gymnase, pétanque",
        ", pour les terminales",
    ],
)
def test_noun_against_a_day_doubts_it(beside: str) -> None:
    """A noun that nobody knows, right after the day or after its room, may be what the day is of."""
    assert read(f"lundi 17 mars 9h-12h{beside}") == ([], ["17/03"])


@pytest.mark.parametrize(
    ("text", "sure", "doubted"),
    [
        ("Deux jurys fonctionnent en même temps le 17 mars 9h-12h", ["17/03 09:00 12:00"], []),
        ("Entretien + test d'aptitude lundi 17 mars, 9h-12h", ["17/03 09:00 12:00"], []),
        ("Deux jurys de plaidoirie en salle 2 le 17 mars 9h-12h", [], ["17/03"]),
        ("Séance d’astronomie en amphi le 17 mars 9h-12h", [], ["17/03"]),
        ("17 et 24 mars, l'heure exacte figure sur la convocation", ["17/03", "24/03"], []),
        ("Mars : 12 – avril : 8", [], ["12/03", "08/04"]),
        ("Mars : 12, 19 – avril : 2", ["12/03", "19/03", "02/04"], []),
        ("Les lundis matin : lundi 17 mars et mardi 24 mars, 9h-11h",
         ["17/03 09:00 11:00", "24/03 09:00 11:00"], []),
        ("17 mars : 15 places ; 20 mars : 10 places (14h-16h les deux jours)",
         ["17/03 14:00 16:00", "20/03 14:00 16:00"], []),
        ("Collectif le matin (9h-12h), individuel l'après-midi (13h30-16h) : jeudi 10 avril",
         ["10/04 09:00 12:00 collective", "10/04 13:30 16:00 individual"], []),
        ("Vendredi 4 avril à 9h 10h,11h", ["04/04 09:00", "04/04 10:00", "04/04 11:00"], []),
        ("Lundi 17 mars, oups, lundi 24 mars, 9h-12h", ["24/03 09:00 12:00"], []),
        ("Entretiens le 8 avril si moins de 20 inscrits, sinon aussi le 10 avril",
         ["08/04"], ["10/04"]),
        ("Les entretiens débuteront après, soit le lundi 7 avril et le mardi 8 avril de 9h à 12h",
         ["07/04 09:00 12:00", "08/04 09:00 12:00"], []),
        ("Les entretiens du 13 mars sont annulés en raison d'une grève. Ils sont reportés au"
         " jeudi 27 mars, 9h-12h. La séance du jeudi 20 mars (9h-12h) est maintenue.",
         ["27/03 09:00 12:00", "20/03 09:00 12:00"], []),
        ("Mini-stages les 11 et 18 mars. Un mini-stage ne dispense pas de l'entretien, fixé au"
         " mercredi 2 avril de 14h à 17h", ["02/04 14:00 17:00"], []),
    ],
)  # fmt: skip
def test_structure_tells_the_day(text: str, sure: list[str], doubted: list[str]) -> None:
    """What heads a day, corrects it, moves it or counts is told by its place in the sentence."""
    assert read(text) == (sure, doubted)


@pytest.mark.parametrize(
    "contact",
    [
        "Contact : secrétariat, 01 60 05 14 22, de 8h à 17h.",
        "Pour tout renseignement : 01 60 05 14 22, poste 12, du lundi au vendredi de 8h30 à 12h.",
    ],
)
def test_hours_of_an_office_are_no_session(contact: str) -> None:
    """The hours at which somebody answers the telephone add no session and no day in doubt."""
    text = f"Entretiens individuels le mercredi 2 avril entre 13h30 et 17h. {contact}"
    assert read(text) == (["02/04 13:30 17:00 individual"], [])
