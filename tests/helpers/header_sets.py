"""Labelled sheets (headers, rows, what each column is) → how many columns are read, asked, wrong."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path
from random import Random

from passpro_nb.domain.codes import uai_letter
from passpro_nb.domain.settings import Settings, parse_settings
from passpro_nb.domain.tables import APPLICATIONS, CATALOGUE
from passpro_nb.read.cells import cell_readers
from passpro_nb.read.columns.evidence import Witness
from passpro_nb.read.columns.headers import HeaderMap, map_columns

TABLES = {"catalogue": CATALOGUE, "candidatures": APPLICATIONS}
SETTINGS = parse_settings({"campagne": {"nom": "Essai"}})
CAMPAIGN = parse_settings(
    {
        "campagne": {"nom": "Essai"},
        "calendrier": {
            "ouverture_inscriptions": date(2025, 2, 3), "cloture_inscriptions": date(2025, 3, 21),
            "debut_entretiens": date(2025, 3, 10), "fin_entretiens": date(2025, 5, 7),
            "limite_avis": date(2025, 5, 14),
        },
    }
)  # fmt: skip


@dataclass
class Score:
    """`told`: by role (or "" for none) how often it was read, asked, silent or wrong; `cases`."""

    told: dict[str, Counter[str]] = field(default_factory=dict)
    cases: list[str] = field(default_factory=list)

    def count(self, outcome: str) -> int:
        """Return how many columns ended so; those that serve no figure are no reading."""
        return sum(counter[outcome] for counter in self.told.values())


def read_set(one: dict, settings: Settings = SETTINGS) -> HeaderMap:
    """Return how the columns of a labelled sheet are understood."""
    witness = Witness(cell_readers(settings), settings.calendrier)
    return map_columns(one["headers"], TABLES[one["table"]], {}, one["rows"], witness)


def read_over(table: str, columns: dict[str, str | list]) -> HeaderMap:
    """Return how headers are understood over the values of a role, or over these values in turn."""
    rows = invent_rows(["" if isinstance(v, list) else v for v in columns.values()], 40)
    for at, said in enumerate(columns.values()):
        for row, cells in enumerate(rows):
            cells[at] = said[row % len(said)] if isinstance(said, list) else cells[at]
    witness = Witness(cell_readers(CAMPAIGN), CAMPAIGN.calendrier)
    return map_columns([*columns], TABLES[table], {}, rows, witness)


def score_sets(sets: Path | Sequence[dict], settings: Settings = SETTINGS) -> Score:
    """Score the sheets of a JSON list: {id, table, headers, rows, truth by index as text}."""
    score = Score()
    listed = json.loads(sets.read_text(encoding="utf-8")) if isinstance(sets, Path) else sets
    for one in listed:
        mapped = read_set(one, settings)
        roles = {at: code for code, at in mapped.positions.items()}
        roles |= {at: code for code, more in mapped.more.items() for at in more}
        asked = {doubt.header for doubt in mapped.doubts} | {header for header, _, _ in mapped.near}
        asked |= {header for names in mapped.doubles.values() for header in names}
        for at, header in enumerate(one["headers"]):
            if str(at) not in one["truth"]:
                continue
            truth, given = one["truth"][str(at)] or "", roles.get(at, "")
            if given == truth:
                outcome = "read" if truth else "left"
            else:
                outcome = "wrong" if given else "asked" if header in asked else "silent"
            score.told.setdefault(truth, Counter())[outcome] += 1
            if outcome in ("wrong", "asked", "silent"):
                score.cases.append(f"{one['id']} {outcome}: {header!r} is {truth!r}, not {given!r}")
    return score


# ------------------------------------------------------------------------- invented values

_LAST = (
    "Abelin", "Bordac", "Cervol", "Dumarel", "Estrol", "Farnic", "Gourval", "Hervin", "Istrac",
    "Jorval", "Kelber", "Lamiral",
)  # fmt: skip
_FIRST = ("Lina", "Noah", "Jade", "Adam", "Inès", "Louis", "Nour", "Rayan", "Emma", "Yanis")
_TOWNS = ("Montreuil", "Créteil", "Bondy", "Meaux", "Melun", "Torcy", "Drancy", "Pantin")
_PROGRAMMES = (
    "CAP fleuriste", "2de pro métiers de la mode", "CAP cuisine", "2de pro métiers du bois",
    "Bac pro logistique", "CAP ébéniste",
)  # fmt: skip


def uai(number: int) -> str:
    """Return a UAI with its letter."""
    return f"{number:07}" + uai_letter(f"{number:07}")


def invent_rows(codes: Iterable[str], count: int, seed: int = 1) -> list[list[object]]:
    """Return rows of plausible values, a column for each code; pupils, schools all invented."""
    wanted = [*codes]
    return [
        [values[code] for code in wanted] for row in range(count) for values in [_values(seed, row)]
    ]


def _values(seed: int, row: int) -> dict[str, object]:
    rng = Random(f"{seed} {row}")
    host, origin = row % 7, (row * 5) % 11
    line = Random(f"{host} {row % 3}")
    given = row % 3 > 0
    day = date(2025, 3, 12) + timedelta(rng.randrange(40))
    return {
        "file_number": f"D{row:06}", "ine": f"{990000000 + row}AB", "last_name": _LAST[(row * 7 + row // 12) % 12].upper() + ("" if row < 12 else f"-{_LAST[row // 12 % 12].upper()}"),
        "first_name": _FIRST[row % 10], "birth_date": date(2010, 1 + row % 12, 1 + row % 28),
        "origin_uai": uai(939201 + origin), "origin_name": f"Collège {_LAST[origin]}",
        "origin_commune": _TOWNS[origin % 8], "origin_class": f"3e{'ABCD'[row % 4]}",
        "host_uai": uai(930101 + host), "host_name": f"Lycée professionnel {_FIRST[host]}",
        "host_commune": _TOWNS[(host + 3) % 8], "commune": _TOWNS[(host + 3) % 8],
        "department": "93", "district": f"Bassin {'ABC'[(host + 3) % 8 % 3]}", "sector": "Public",
        "diploma": "CAP" if row % 2 else "2de pro", "programme_label": _PROGRAMMES[row % 6],
        "mef": f"24{row % 6}2420331", "offer_code": f"9300{host}{row % 3:03}",
        "status": "apprentissage" if row % 4 == 0 else "scolaire", "domain": "Bois" if row % 6 < 3 else "Mode",
        "rank": 1 + row % 4, "registered_on": date(2025, 2, 3) + timedelta(rng.randrange(25)),
        "convened_on": date(2025, 3, 1) + timedelta(rng.randrange(8)) if given else None,
        "interview_on": day, "attendance": "Présent" if given else None,
        "opinion": rng.choice(("Favorable", "Très favorable", "Réservé")) if given else None,
        "opinion_on": day + timedelta(2) if given else None,
        "cancelled": "Annulée" if row % 9 == 0 else "Validée", "passpro": "non" if row % 5 == 0 else "oui",
        "mode": line.choice(("individuel", "collectif")),
        "sessions": None if row % 5 == 0 else day, "hours": "14h-17h", "start": "14h", "end": "17h",
        "seats": None if row % 5 == 0 else 12, "class_places": 24 + row % 3, "place": "Salle B12",
        "contact": "ce@exemple.invalid", "remarks": "Apporter son dossier scolaire complet",
        "": rng.choice(("bleu", "vert", "à voir")),
    }  # fmt: skip
