"""The first page: its sentences adapt to the figures, each exact, with its plurals."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pandas as pd
import pytest
from campaigns import blank
from reports import STATES, whole

from passpro_nb.report.blocks import Cards, Chart, Paragraph
from passpro_nb.report.material import Material, gather
from passpro_nb.report.sections import essential


@pytest.fixture
def tiny(tmp_path: Path) -> Material:
    """Return the material of the twelve pupils."""
    return gather(STATES["tiny"](tmp_path / "c"), on="2025-04-01")


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"registered": 0, "expected": 0, "entered": 0}, "aucune candidature n’est inscrite."),
        (
            {"registered": 1, "expected": 0, "entered": 0},
            "1 candidature est inscrite et aucun avis n’est attendu.",
        ),
        (
            {"registered": 2, "expected": 0, "entered": 0},
            "2 candidatures sont inscrites et aucun avis n’est attendu.",
        ),
        ({"expected": 1, "entered": 0}, "1 avis est attendu et aucun n’est encore saisi."),
        ({"expected": 2, "entered": 0}, "2 avis sont attendus et aucun n’est encore saisi."),
        ({}, "60,0 % des avis attendus sont saisis (6 sur 10)."),
        ({"entered": 10, "coverage": 1.0}, "tous les avis attendus sont saisis (10)."),
    ],
)
def test_where_it_stands(changes: dict, said: str, tiny: Material) -> None:
    """Nothing registered, nothing expected, nothing entered, some, all: each has its sentence."""
    told = blank(essential.say_standing(tiny, whole(**changes)))
    assert told.startswith(f"Au 1er avril 2025, {said}")


@pytest.mark.parametrize(
    ("day", "entered", "said"),
    [
        (date(2025, 5, 14), 6, "La saisie se termine le 14 mai 2025."),
        (date(2025, 5, 14), 10, "(10)."),
        (date(2025, 5, 15), 6, "La saisie est close depuis le 14 mai 2025 : 4 avis manquent."),
        (date(2025, 5, 15), 9, "La saisie est close depuis le 14 mai 2025 : 1 avis manque."),
        (
            date(2025, 5, 15),
            10,
            "La saisie est close depuis le 14 mai 2025 : aucun avis ne manque.",
        ),
    ],
)
def test_the_limit(day: date, entered: int, said: str, tiny: Material) -> None:
    """On its last day entering goes on; the day after it is over, and what misses is said."""
    then = replace(tiny, published=replace(tiny.published, day=day))
    told = essential.say_standing(then, whole(entered=entered, coverage=entered / 10))
    assert blank(told).endswith(said)


def hosts(*rows: dict) -> pd.DataFrame:
    """Return hosts as `Material.groups` does, as far as sentences need them."""
    given = {"overdue": 0, "shortfall": 0, "late_at_limit": False, "missing_at_limit": 0,
             "stalled": False, "awaiting": 0}  # fmt: skip
    return pd.DataFrame([{**given, **row} for row in rows])


@pytest.mark.parametrize(
    ("late", "said"),
    [
        ([0, 0], "Aucun avis n’est en retard."),
        ([1, 0], "1 avis est en retard, dans 1 établissement d’accueil sur 2."),
        ([2, 1], "3 avis sont en retard, dans 2 établissements d’accueil sur 2."),
        (
            [4, 3, 2, 1, 1, 1, 1],
            "13 avis sont en retard, dans 7 établissements d’accueil sur 7 ; les 5 premiers en ont "
            "11 (85 %).",
        ),
    ],
)
def test_who_is_late(late: list[int], said: str) -> None:
    """How many, where, and what the first five bear as soon as there are more than six."""
    table = hosts(*({"overdue": count} for count in late))
    assert blank(essential._say_late(table, whole())) == said


@pytest.mark.parametrize(
    ("left", "short", "added", "said"),
    [
        (0, 0, 0, ""),
        (3, 0, 0, "Aucune place d’entretien ne manque."),
        (
            3, 1, 1,
            "Il manque 1 place d’entretien, dans 1 établissement : 1 séance à ajouter d’ici au 7 mai.",
        ),
        (
            3, 2, 2,
            "Il manque 2 places d’entretien, dans 1 établissement : 2 séances à ajouter d’ici au "
            "7 mai.",
        ),
    ],
)  # fmt: skip
def test_seats(left: int, short: int, added: int, said: str) -> None:
    """Nobody to interview: nothing; else the seats that lack and what would give them, until when."""
    figures = whole(to_interview=left, sessions_to_add=added)
    found = essential._say_seats(
        hosts({"shortfall": short}), figures, date(2025, 5, 7), date(2025, 5, 6)
    )
    assert blank(found) == said


@pytest.mark.parametrize(("left", "stay"), [(1, "1 inscrit reste"), (2, "2 inscrits restent")])
def test_seats_after_the_end(left: int, stay: str) -> None:
    """From the last day of interviews on no session is asked for: who was not received is counted."""
    said = essential._say_seats(
        hosts({"shortfall": left}), whole(to_interview=left), date(2025, 5, 7), date(2025, 5, 7)
    )
    assert blank(said) == f"Les entretiens sont finis depuis le 7 mai 2025, et {stay} à recevoir."


@pytest.mark.parametrize(
    ("count", "said"),
    [
        (0, "Tous les inscrits sont convoqués ou reçus."),
        (1, "1 inscrit n’est ni convoqué ni reçu (10,0 % des inscrits)."),
        (2, "2 inscrits ne sont ni convoqués ni reçus (20,0 % des inscrits)."),
    ],
)
def test_not_convened(count: int, said: str) -> None:
    """None, one, two."""
    assert blank(essential._say_not_convened(whole(not_convened=count))) == said


def test_no_application(tmp_path: Path) -> None:
    """Before any application, the page says what the catalogue holds and shows no empty chart."""
    material = gather(STATES["catalogue_alone"](tmp_path / "c"), on="2025-02-10")
    blocks = [*essential.first_page(material)]
    assert not any(isinstance(block, Cards | Chart) for block in blocks)
    (lead,) = (block.text for block in blocks if isinstance(block, Paragraph))
    assert blank(lead) == "Au 10 février 2025, aucune candidature n’est inscrite."
    assert blank(blocks[-1].items[0]) == (
        "Le catalogue compte 1 offre dans Passpro, dans 1 établissement d’accueil, et 12 places "
        "d’entretien."
    )


def test_one_department_has_no_range(tiny: Material) -> None:
    """The coverage « va de … à … » only where there are two départements to tell apart."""
    table = tiny.groups("department")
    assert essential._say_departments(table.head(1)) == ""
    assert blank(essential._say_departments(table)) == (
        "La couverture est la même dans tous les départements : 66,7 %."
    )


def test_closed(tmp_path: Path) -> None:
    """Of a closed campaign the page says that these are the last figures published."""
    material = gather(STATES["closed"](tmp_path / "c"))
    assert "ces chiffres sont les derniers publiés" in essential.say_standing(
        material, material.whole()
    )
    assert "La saisie" not in essential.say_standing(material, material.whole())
    cards = next(block for block in essential.first_page(material) if isinstance(block, Cards))
    assert [blank(card.detail) for card in cards.items] == [
        "", "aucun absent", "66,7 % des attendus", "le plus ancien : 8 jours ouvrés",
        "sans entretien ni convocation", "aucune séance à ajouter",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("state", "said"),
    [
        ("outside", "Aucune offre du catalogue n’est dans Passpro."),
        ("cancelled", "Le catalogue compte 2 offres dans Passpro, dans 2 établissements d’accueil, et "
                      "48 places d’entretien."),
    ],
)  # fmt: skip
def test_nobody_registered(state: str, said: str, tmp_path: Path) -> None:
    """Nothing in Passpro, or all of it cancelled: what the catalogue holds is what there is to say."""
    blocks = [*essential.first_page(gather(STATES[state](tmp_path / "c")))]
    assert blank(blocks[-1].items[0]) == said
