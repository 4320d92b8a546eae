"""A clause that says « entretien » or « nous recevons les élèves » holds interviews at its hours."""

import pytest

from passpro_nb.read.sessions.reader import read_sessions
from tests.read.sessions.test_unseen import CAMPAIGN


def sure(text: str) -> list[str]:
    """Return the days and hours that count."""
    found = read_sessions(text, CAMPAIGN, CAMPAIGN.workdays)
    return [f"{s.day:%d/%m} {s.start or ''}".strip() for s in found if s.day and not s.doubt]


@pytest.mark.parametrize(
    "text",
    [
        "L'entretien pour la formation Métiers de l'entretien des verrières se fera le 25/03 à 14h",
        "Nous espérons recevoir 6 élèves par heure, mardi 25 mars, 14h à 16h, au hangar gris",
        "Entretien avec la démarcheuse du verger - mar 25/3 : 14 h",
        "Bjr, pour la boulange on recoit tout le monde mardi 25 mars à 14h",
        "Passage devant le jury par ordre de tirage : mardi 25 mars 14h",
        "Les candidats reçus par un luthier tuteur, mardi 25 mars 14h",
        "Atelier peinture le 25/03 à 14h : mise en route et entretien individuel",
    ],
)
def test_unknown_words_beside_interviews(text: str) -> None:
    """No unknown word doubts a day with hours, in a clause that says whom it receives or what for."""
    assert sure(text) == ["25/03 14:00:00"]


@pytest.mark.parametrize(
    "text",
    [
        "L'entretien de la chaudière se fera le 25/03 à 14h",
        "Nous recevons une délégation slovène, mardi 25 mars, 14h à 16h",
        "Passage du car de dépistage : mardi 25 mars 14h",
        "On ouvre la ferme au public le 25 mars à 14h : cela ne remplace pas l'entretien",
        "Robotique en gare mardi 25 mars à 14h",
    ],
)
def test_unknown_words_alone(text: str) -> None:
    """A day with hours stays in doubt where its clause says nothing of candidates."""
    assert sure(text) == []


def test_each_day_of_a_clause() -> None:
    """The word tells of its own day, not of another whose words nobody knows."""
    assert sure("Entretiens le 18 mars à 9h, don du sang le 8 avril à 10h") == ["18/03 09:00:00"]


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("12 mars, 14 mars", "12/03 14/03"),
        ("Entretiens les 12 et 14 mars", "12/03 14/03"),
        ("CAP cuisine : 12 mars", "12/03"),
        ("Première moisson le 7 avril, deuxième le 5 mai", ""),
        ("Mail de Mme Roche du 5 mars 2025 : entretiens le 21 mars à 9h", "21/03"),
        ("Ceux de la séance du 3 avril (9h-12h, entretiens) pour le 10 avril", "03/04"),
        ("Plus de place le 18 mars. Merci de venir le 25 mars à 14h", "25/03"),
        ("Convocations le 18 mars, entretiens le 25 mars à 14h", "25/03"),
        ("(18/03) Entretiens le 25 mars à 14h", "25/03"),
        ("Fait le 18 mars. Séance : 25 mars 14h", "25/03"),
        ("- 21/03 fin des inscriptions\n- 26/03 et 02/04 entretiens (14h-17h)", "26/03 02/04"),
        ("Les candidats du 93 le 24 mars et ceux du 77 le 25 mars, toujours à 13h", "24/03 25/03"),
        (
            "Convoqués le 12 ou le 19 mars selon leur nom. L'entretien a lieu de 13h30 à 16h30.",
            "12/03 19/03",
        ),
        ("Entretien le 18 mars ? Non : mardi 25 mars 10h-12h", "25/03"),
        ("Les entretiens devaient avoir lieu les 17 et 18 mars", ""),
        ("Nous avons retenu le 31 mars (9h-12h) et, au besoin, le 1er avril (9h-12h)", "31/03"),
    ],
)
def test_bare_day(text: str, days: str) -> None:
    """A day without hours counts where nothing but interviews could explain it."""
    assert " ".join(each[:5] for each in sure(text)) == days


@pytest.mark.parametrize(
    ("text", "starts", "seats"),
    [
        ("3 avril : 10h / 11h / 14h / 15h", "10 11 14 15", None),
        ("19 mars : 24 places (deux groupes de 12 : 9h et 10h30)", "9 10", 12),
        ("Quatre candidats seulement à ce jour : 14 mars à 13h", "13", None),
        ("Nous prévoyons entre 40 et 50 candidats. Entretiens le 14 mars à 13h", "13", None),
        ("48 candidats pour 15 places. Entretiens le 14 mars à 13h", "13", None),
        ("27-032025 : 9h-12h, encore 6 places", "9", 6),
    ],
)
def test_hours_and_seats(text: str, starts: str, seats: int | None) -> None:
    """Starts around lunch, totals said again by groups, and numbers that are no seats."""
    found = [s for s in read_sessions(text, CAMPAIGN, CAMPAIGN.workdays) if s.day]
    assert " ".join(str(s.start.hour) for s in found if s.start) == starts
    assert {s.seats for s in found} == {seats}


def test_mode_last() -> None:
    """A mode said once, after several days, holds for all of them."""
    text = "Mardi 25 mars 9h-12h, jeudi 27 mars 14h-17h, entretiens individuels"
    found = read_sessions(text, CAMPAIGN, CAMPAIGN.workdays)
    assert [s.mode for s in found] == ["individual", "individual"]


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("Entretiens le 21 mars, 9h-12h. Visa du chef d'établissement le 3 avril", "21/03"),
        ("Entretiens le 21 mars, 9h-12h. Concours blanc le 3 avril", "21/03"),
        ("Mercredi 19 mars, 9h-12h, lycée du 8 Mai 1945, place du 11-Novembre", "19/03"),
        ("Une captation sera mise en ligne le 14 mars", ""),
        ("Travaux dans le bâtiment A du 10 au 28 mars : entretiens le 31 mars, 9h-12h", "31/03"),
        ("Du 17 mars au 4 avril sur rendez-vous : appeler le secrétariat (de 8h30 à 17h)", ""),
        ("Sem. du 31 mars : mardi 14h\nSem. du 7 avril : lundi 14h, mercredi 9h", "01/04 07/04 09/04"),
        ("Le 12 et le 19 mars finalement impossibles, les entretiens sont regroupés le 2 avril à 14h",
         "02/04"),
        ("Pas le 19 mars (réunion) ni le 26 mars : entretiens mercredi 9 avril 14h", "09/04"),
        ("Bac blanc du 10 au 12 mars, l'accueil des candidats se fera donc le 14 mars à 9h", "14/03"),
        ("Au lycée Renoir, et non au lycée Curie, mardi 8 avril à 9h", "08/04"),
        ("Stage de seconde du 17 au 28 mars. Il ne reste donc que le 30 avril à 9h", "30/04"),
        ("Le lun. 10 mars 2025 à 14:32, le DDFPT a écrit :\n> Oui : 26 mars et 2 avril, 13h30", "26/03 02/04"),
        ("2 mai, 9h-11h (pas de cantine ce jour-là)", "02/05"),
        ("À la rentrée des vacances : mardi 29 avril à 14h", "29/04"),
        ("Deux matinées réservées : jeudi 3 avril 9h et vendredi 4 avril 9h", "03/04 04/04"),
    ],
)  # fmt: skip
def test_days_among_others(text: str, days: str) -> None:
    """The days of interviews are told from those beside them, and nothing else is in doubt."""
    assert " ".join(each[:5] for each in sure(text)) == days
    assert not [s for s in read_sessions(text, CAMPAIGN, CAMPAIGN.workdays) if s.doubt]


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("lundi 31 mars : de 08 :30 à 11 :30", "31/03 08:30:00"),
        ("mercredi 12 mars à 14:h30", "12/03 14:30:00"),
        ("mercredi 30 avril de 9h àà 12h", "30/04 09:00:00"),
        ("vendredi 14 mars de 9h à de 9h à 12h", "14/03 09:00:00"),
        ("Entretien 19.03 à 9h15", "19/03 09:15:00"),
        ("Grp 4 mar 18/03 10h30-12h", "18/03 10:30:00"),
        ("Vendredi 21 mars 8h-12h jury 2 ; vendredi 21 mars 8h-12h jury 1", "21/03 08:00:00"),
        ("vendredi 28 mars 2055 de 9h à 12h", "28/03 09:00:00"),
        ("29/04 2025 9 h12 h", "29/04 09:00:00"),
        ("26 mars 14h, rdv a l acceuil", "26/03 14:00:00"),
        ("le lund i 24 mars à 9h", "24/03 09:00:00"),
        ("Suite à notre conversation, je vous confirme le créneau du lundi 24 mars à 14h",
         "24/03 14:00:00"),
    ],
)  # fmt: skip
def test_slips(text: str, read: str) -> None:
    """What a colleague would mend at a glance is mended, in no doubt."""
    assert sure(text) == [read]


def test_year_slip_is_said() -> None:
    """A year that cannot be, whose weekday is this year's, is mended, which is said."""
    (session,) = read_sessions("vendredi 28 mars 2055 à 9h", CAMPAIGN, CAMPAIGN.workdays)
    assert "année 2055 lue 2025, dont ce jour porte le nom" in session.notes
    (kept,) = read_sessions("vendredi 29 mars 2055 à 9h", CAMPAIGN, CAMPAIGN.workdays)
    assert kept.doubt == "le 29 mars 2055 est un lundi, non un vendredi"
