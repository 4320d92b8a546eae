"""What others do on a day, and what is moved or cancelled, is said of that day and of no other."""

from __future__ import annotations

from datetime import date, time

import pytest

from passpro_nb.domain.settings import Calendar
from passpro_nb.read.sessions.reader import read_sessions
from passpro_nb.read.sessions.stated import Stated

CALENDAR = Calendar(debut_entretiens=date(2025, 3, 10), fin_entretiens=date(2025, 5, 7))
PLAIN = ["Entretiens le mardi 18 mars de 9h à 12h", "18 mars 9h-12h"]


def read(text: str) -> list[Stated]:
    """Return the sessions that have a day."""
    return [s for s in read_sessions(text, CALENDAR, CALENDAR.workdays) if s.day]


def sure(text: str) -> str:
    """Return the days that are sure."""
    return " ".join(f"{s.day:%d/%m}" for s in read(text) if s.day and not s.doubt)


@pytest.mark.parametrize("plain", PLAIN)
@pytest.mark.parametrize("joint", [". ", ", ", " – ", "\n", " ; "])
@pytest.mark.parametrize(
    "deed",
    [
        "le 8 avril, les élèves rendent leurs manuels",
        "8 avril, restitution des calculatrices",
        "8 avril : le photographe passe",
        "8 avril, rentrée des élèves",
        "le 8 avril, la BPDJ intervient en seconde",
        "le 8 avril, les entreprises viennent présenter leurs métiers",
        "le 8 avril les élèves plantent des arbres",
        "journée sans téléphone le 8 avril",
        "don du sang le 8 avril, 10h-15h",
        "8 avril, repas de Noël reporté",
    ],
)
def test_deed(plain: str, joint: str, deed: str) -> None:
    """A deed of others makes no sure day after any sign, and leaves the interviews' day sure."""
    assert sure(f"{plain}{joint}{deed}") == "18/03"


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("Mardi 18 mars 9h-12h (la séance du 11 mars est supprimée)", "18/03"),
        ("Les 12 et 19 mars à 14h. Le 26 mars n'est plus proposé.", "12/03 19/03"),
        ("Séances maintenues : 12 et 19 mars à 14h. Séance supprimée : 26 mars.", "12/03 19/03"),
        ("La séance du 13 mars ayant été annulée, rendez-vous le 20 mars à 9h", "20/03"),
        ("Entretiens le 31 mars à 9h. Ceux prévus initialement les 17 et 18 mars sont supprimés.", "31/03"),
        ("Finale UNSS mercredi 2 avril : entretiens avancés au mardi 1er avril, 16h30.", "01/04"),
        ("18 mars 9h. Présentez-vous 10 minutes en avance.", "18/03"),
    ],
)  # fmt: skip
def test_move(text: str, days: str) -> None:
    """A cancellation or a move of one day leaves the other days of the cell as they are."""
    assert sure(text) == days


@pytest.mark.parametrize(
    "text",
    [
        "L'équipe du CAP Équipier polyvalent reçoit les candidats : chaque mardi du 18 au 20 mars",
        "Les professeurs de maintenance vous attendent mardi 18 mars, 14 h, hall A",
        "Les candidats passent devant une commission le mardi 18 mars de 14h à 18h",
        "Les entretiens (10 minutes) seront conduits par l'équipe du CAP le 18 mars de 9h à 11h",
        "Candidats de Melun : 18/03 9h",
        "Pôle Tertiaire : 18 mars 9h-12h",
    ],
)
def test_who_receives(text: str) -> None:
    """Who receives the candidates, and where they come from, casts no doubt on the day."""
    assert sure(text) == "18/03"


def test_what_a_slot_holds() -> None:
    """« Chaque créneau compte 18 places » is said of each session."""
    assert [
        s.seats for s in read("20 mars 9h et 21 mars 9h. Chaque créneau compte 18 places.")
    ] == [18, 18]


def test_break_with_its_hours() -> None:
    """« avec une coupure de 12h à 13h » parts a day in two sessions."""
    found = read("Le 25 mars, de 9h à 16h avec une coupure de 12h à 13h")
    assert [(s.start and s.start.hour, s.end and s.end.hour) for s in found] == [(9, 12), (13, 16)]


@pytest.mark.parametrize(
    "remark",
    [
        "Sans bulletins l'élève ne sera pas reçu.",
        "Aucun retard ne sera accepté.",
        "Les dossiers incomplets ne seront pas étudiés.",
        "Un candidat sans pièce d'identité ne sera pas admis.",
        "Les frais de transport ne seront pas remboursés.",
        "Les élèves en retard ne seront pas pris.",
    ],
)
def test_refusal_cancels_nothing(remark: str) -> None:
    """Who or what is refused, « l’élève ne sera pas reçu », cancels no session."""
    assert sure(f"Mercredi 30/04 et mercredi 07/05, 9h à 12h. {remark}") == "30/04 07/05"


@pytest.mark.parametrize(
    "told", ["ne sera pas maintenue", "ne sera pas assurée", "ne se tiendra pas", "n'aura pas lieu"]
)
def test_denied_session_is_cancelled(told: str) -> None:
    """A session that is denied, « la séance ne sera pas assurée », is cancelled."""
    assert sure(f"La séance du 18 mars {told}. Entretiens le 25 mars 9h-12h.") == "25/03"


@pytest.mark.parametrize("joint", [". L'après-midi, ", ", l'après-midi, ", " ; l'après-midi, "])
@pytest.mark.parametrize(
    "deed", ["visite libre des ateliers de 14h à 16h", "visite des ateliers", "réunion des parents"]
)
def test_half_day_of_something_else(joint: str, deed: str) -> None:
    """« L’après-midi, visite des ateliers » gives no session that afternoon, and is said."""
    (session,) = read(f"Mercredi 19 mars : entretiens de 9h à 12h{joint}{deed}.")
    assert session.end == time(12)
    assert any("laissé de côté" in note for note in session.notes)


@pytest.mark.parametrize("told", ["visite possible", "entretiens individuels", "8 places"])
def test_half_day_of_interviews(told: str) -> None:
    """An afternoon beside which nothing else is held stays a session."""
    assert len(read(f"Mercredi 19 mars : entretiens de 9h à 12h, l'après-midi, {told}.")) == 2


@pytest.mark.parametrize(
    "text",
    [
        "{} le 8 avril de 9h à 12h",
        "8 avril 9h-12h : {}",
        "Planning du jury : {} le 8 avril de 9h à 12h, puis entretiens le 18 mars de 9h à 12h",
        "mardi 18 mars 9h-12h entretiens ; mardi 8 avril 14h-16h {}",
        "Les candidats sont reçus le 18 mars de 9h à 12h ; le 8 avril à 14h, {}",
        "Mardi 18 mars : entretiens 9h-12h\nMardi 8 avril : {} 9h-12h",
        "8 avril, 9h-12h ({})",
    ],
)
@pytest.mark.parametrize(
    "deed",
    [
        "correction des tests",
        "formation des membres du jury",
        "saisie des notes",
        "retour des livres",
        "envoi des convocations",
        "clôture des inscriptions",
        "réponse aux familles",
        "ouverture du portail",
        "livraison des ordinateurs",
        "accueil des nouveaux professeurs",
        "oral d'anglais",
        "prêt des tablettes",
        "information collective",
        "rendez-vous avec le maire",
    ],
)
def test_named_deed(text: str, deed: str) -> None:
    """A noun and what it is done to name no interview, wherever they stand beside the day."""
    assert "08/04" not in sure(text.format(deed))


@pytest.mark.parametrize(
    "words",
    [
        "accueil des candidats",
        "passage des élèves",
        "entretien de motivation",
        "Finition des bâtiments",
        "Maintenance des véhicules",
    ],
)
def test_deed_of_interviews(words: str) -> None:
    """What is done to candidates, and the name of a programme, put no day in doubt."""
    assert sure(f"{words} : 18 mars de 9h à 12h") == "18/03"


@pytest.mark.parametrize(
    "words",
    [
        "le jury est formé de deux professeurs",
        "porte bleue",
        "labo SVT",
        "atelier MELEC",
        "un petit questionnaire en ligne",
        "elle conduira les élèves en salle",
        "les collèges choisissent la formule qui leur convient",
        "attendre devant la porte d'être appelé",
    ],
)
def test_known_subject(words: str) -> None:
    """After a day and its hours, what is told of a place, a person or a paper needs no known word."""
    assert sure(f"Mardi 18 mars 9h-12h, {words}") == "18/03"


@pytest.mark.parametrize(
    "words", ["notre équipe joue la finale", "tournoi d'échecs", "le jury est en stage", "forum"]
)
def test_other_subject(words: str) -> None:
    """An event, a stay or a noun that nobody knows still puts in doubt the day before it."""
    assert sure(f"Mardi 18 mars 9h-12h, {words}") == ""
