"""A campaign of twelve pupils and two offers, written as an office would; everybody is fictional.

On 1 April 2025 two pupils of three have an opinion, four at each host.
"""

from collections.abc import Iterable, Mapping
from pathlib import Path

from faults_cases import SETTINGS
from written import csv_text

from passpro_nb.domain.codes import uai_letter


def uai(digits: str) -> str:
    """Return a UAI from its digits."""
    return digits + uai_letter(digits)


MODE_HOST, WOOD_HOST, ORIGIN, FAR_ORIGIN = map(uai, ("0939101", "0949102", "0939201", "0779202"))
MODE, WOOD = "2de pro métiers de la mode", "CAP ébéniste"
LAST = [
    "Braandel",
    "Cordaline",
    "Dolmirec",
    "Estoval",
    "Farnique",
    "Gualdon",
    "Hortavel",
    "Irmande",
    "Jolvanec",
    "Kermiral",
    "Lostange",
    "Mirvaud",
]
FIRST = [
    "Tess",
    "Luna",
    "Noam",
    "Élias",
    "Inès",
    "Maël",
    "Zoé",
    "Sacha",
    "Lina",
    "Anton",
    "Mila",
    "Hugo",
]
Row = Mapping[str, object]


def line(wood: bool = False, **changes: object) -> Row:
    """Return the catalogue's line of an offer; a change under its heading."""
    host, code = (WOOD_HOST, "94910201") if wood else (MODE_HOST, "93910101")
    return {
        "UAI": host, "Établissement": "LP Alan Inventé" if wood else "LP Ada Fictive",
        "Commune": "Créteil" if wood else "Montreuil", "Formation": WOOD if wood else MODE,
        "Code vœu": code, "Passpro": "Passpro", "Modalité d'entretien": "collectif",
        "Dates et horaires": "14/03/2025 9h-12h", "Places d'entretien": 24,
    } | changes  # fmt: skip


def pupil(number: int, **changes: object) -> Row:
    """Return the application of a pupil: odd numbers ask for the first host, even ones the second."""
    wood, given = number % 2 == 0, number % 3
    return {
        "N° de dossier": f"D{number:05d}", "INE": f"99900{number:04d}AC",
        "Nom": LAST[number % 12], "Prénom": FIRST[number * 5 % 12],
        "Date de naissance": "02/03/2010", "UAI d'origine": ORIGIN,
        "UAI d'accueil": WOOD_HOST if wood else MODE_HOST, "Formation": WOOD if wood else MODE,
        "Inscrit le": "10/02/2025", "Date d'entretien": "14/03/2025",
        "Présence": "Présent" if given else "", "Avis": "Favorable" if given else "",
        "Date de l'avis": "17/03/2025" if given else "",
    } | changes  # fmt: skip


def twelve(**changes: Mapping[str, object]) -> list[Row]:
    """Return the twelve applications; `p2={…}` changes those of the second."""
    return [pupil(number, **changes.get(f"p{number}", {})) for number in range(1, 13)]


def write_twelve(
    folder: Path,
    lines: Iterable[Row] | None = None,
    rows: Iterable[Row] | None = None,
    opinions: Iterable[Row] = (),
) -> Path:
    """Write the campaign, with other lines, other rows or a file of opinions where they are given."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "campagne.toml").write_text(SETTINGS, encoding="utf-8")
    tables = {
        "catalogue.csv": lines or [line(), line(wood=True)],
        "candidatures.csv": rows or twelve(),
        "avis.csv": opinions,
    }
    for name, table in tables.items():
        written = list(table)
        heads = list(dict.fromkeys(head for row in written for head in row))
        cells = [[str(row.get(head, "")) for head in heads] for row in written]
        if written:
            (folder / name).write_text(csv_text([heads, *cells]), encoding="utf-8")
    return folder
