"""The words of programmes, of the school and of who receives explain a day; those of anything else do not."""

from __future__ import annotations

import pytest

from passpro_nb.read.sessions.clauses.programmes import DEEDS, TRADES, forms_of
from tests.read.sessions.test_unseen import read

PLAIN = (
    "Structures métalliques / chaudronnerie : jeu. 20 mars et ven. 21 mars, 8h30-12h",
    "Section Mode, vêtement et accessoire – les après-midi des 13 et 20 mars",
    "Bac pro Accompagnement, soins et services à la personne : 13 et 20 mars, 9h-12h",
    "Lycée polyvalent, site Nord : 13 et 20 mars, 9h-12h",
    "L’équipe du bac pro Cuisine a retenu deux après-midi : 13 mars, 20 mars – bâtiment C",
    "Rencontres avec l’équipe Passpro : les 13 et 20 mars de 10h à 12h",
    "Horaires d’accueil des candidats : 13 et 20 mars, 9h-12h",
    "Les familles choisissent un créneau sur le formulaire envoyé par le collège : 13 mars (9h-12h) ou 20 mars (9h-12h)",
    "Pour permettre aux parents de venir après le travail : 13 et 20 mars, 17h-19h",
    "Matinées banalisées pour les entretiens : 13 et 20 mars, 8h30-12h",
    "13 et 20 mars, 9h-12h, laboratoire de biologie",
    "Secteur de Meaux : 13 mars 9h-12h. Secteur de Melun : 20 mars 9h-12h.",
)
FOREIGN = (
    "Vente de vêtements : 13 mars 14h-17h",
    "Maintenance du réseau informatique le 13 mars de 9h à 12h",
    "Prévention routière : 13 mars 9h-12h",
    "Braderie vêtements : 13 mars 9h-12h",
    "Rencontre avec l’équipe éducative le 13 mars à 18h",
    "Visio avec les principaux le 13 mars à 17h",
    "Bilan avec l’équipe après les entretiens : 13 mars 16h",
    "Nous fêtons les 50 ans du lycée le 13 mars à 18h",
    "Atelier cuisine le 13 mars de 9h à 11h",
    "Entretiens : pas le 12 mars, 9h-11h le 13 mars",
    "Élèves attendus au stade le 13 mars à 9h",
)


@pytest.mark.parametrize("text", PLAIN)
def test_explained(text: str) -> None:
    """A trade, a place of the school, who receives and why then: none of these words leaves a doubt."""
    sure, doubted = read(text)
    assert {label[:5] for label in sure} >= {"03-13", "03-20"} or {label[:5] for label in sure} == {
        "03-20",
        "03-21",
    }
    assert doubted == set()


@pytest.mark.parametrize("text", FOREIGN)
def test_foreign(text: str) -> None:
    """What is sold, repaired, celebrated or held with others gives no day that counts."""
    sure, _ = read(text)
    assert not sure


def test_forms() -> None:
    """Feminines and plurals are made up, so that the list holds each word once."""
    words = {"industrielle", "industriels", "conductrice", "reseaux", "fermiere", "sportive"}
    assert words <= forms_of("industriel conducteur reseau fermier sportif")


def test_deeds_are_no_trades() -> None:
    """What may also be done in a school, « vente », explains no day by itself."""
    assert DEEDS.isdisjoint(TRADES)


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("Semaine du 24 au 28 mars : lundi 24 (9h-12h), mercredi 26 (9h-12h).\nSemaine du 31 mars au 4 avril : jeudi 3 (14h-17h), mardi 1er (14h-17h).", ["03-24", "03-26", "04-01", "04-03"]),
        ("Jury indisponible le 13 et le 14 mars. Entretiens du 12 au 18 mars, 9h-12h", ["03-12", "03-17", "03-18"]),
        ("Jury indisponible le mercredi. Entretiens du 17 au 20 mars, 9h-11h", ["03-17", "03-18", "03-20"]),
        ("Mercredi 19 mars complet, il reste des places le mercredi 26 mars 14h-17h pour l’entretien", ["03-19", "03-26"]),
        ("La séance du 12 mars (14h-16h) n’aura pas lieu en raison d’un mouvement social. Celle du 19 mars (14h-16h) est maintenue.", ["03-19"]),
        ("Entretiens : mars → 18 et 25 ; avril → 1 et 8 (14h-16h)", ["03-18", "03-25", "04-01", "04-08"]),
        ("Le mois de mars étant pris par les stages, nous recevons tous les jeudis d’avril de 14h à 16h", ["04-03", "04-10"]),
    ],
)  # fmt: skip
def test_days_that_hold(text: str, days: list[str]) -> None:
    """A week given again day by day, an absence, a full or cancelled day: only the days that hold count."""
    sure, _ = read(text)
    assert sorted({label[:5] for label in sure}) == days


@pytest.mark.parametrize(
    ("text", "hours"),
    [
        ("M. le DDFPT reçoit les candidats en fin de journée, jeudi 13 mars, de 15h à 17h", {"15:00-17:00"}),
        ("Vendredi 4 avril 2025 | 13h00 | 16h00 | Hall B | 20 places", {"13:00-16:00"}),
        ("Nous avons bloqué la journée entière : mardi 8 avril, matin et après-midi", {"08:00-12:00", "14:00-17:00"}),
        ("Bloc de deux heures : 9h-11h le 17/03", {"09:00-11:00"}),
    ],
)  # fmt: skip
def test_hours(text: str, hours: set[str]) -> None:
    """Hours said again more exactly, side by side in a table, or of a length are read once."""
    sure, _ = read(text)
    assert {label.split()[1] for label in sure} == hours
