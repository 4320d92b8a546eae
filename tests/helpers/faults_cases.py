"""One small broken campaign for each kind of fault, and the exact sentence it must say.

`GOOD` is a campaign without any fault. A case names the cells it changes (`C` catalogue, `A`
applications, `D` directory; a row beyond the table is added), or a function that breaks the folder.
In sentences an ordinary blank stands for a no-break one.
"""

from __future__ import annotations

import csv
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import openpyxl
from openpyxl.comments import Comment
from openpyxl.styles import Font
from openpyxl.utils.cell import coordinate_from_string

SETTINGS = """[campagne]
nom = "Essai"
[calendrier]
ouverture_inscriptions = 2025-02-03
cloture_inscriptions = 2025-03-21
debut_entretiens = 2025-03-10
fin_entretiens = 2025-05-07
limite_avis = 2025-05-14
"""
GOOD = {
    "C": {
        "A": ("UAI", "0930125F"),
        "B": ("Établissement", "LP Ada Lovelace"),
        "C": ("Commune", "Montreuil"),
        "D": ("Formation", "CAP fleuriste"),
        "E": ("Code vœu", "93000001"),
        "F": ("Passpro", "oui"),
        "G": ("Modalité", "individuel"),
        "H": ("Dates et horaires", "12/03/2025 de 14h à 17h"),
        "I": ("Places d'entretien", "12"),
        "J": ("Capacité d'accueil", "12"),
        "K": ("MEF", None),
        "L": ("Statut", "scolaire"),
        "M": ("Secteur", "public"),
        "N": ("Département", "93"),
    },
    "A": {
        "A": ("N° de dossier", "D1"),
        "B": ("INE", "123456789AB"),
        "C": ("Nom", "EXEMPLE"),
        "D": ("Date de naissance", "01/09/2010"),
        "E": ("UAI d'origine", "0931234L"),
        "F": ("Établissement d'origine", "Collège Alan Turing"),
        "G": ("Commune d'origine", "Bondy"),
        "H": ("UAI d'accueil", "0930125F"),
        "I": ("Établissement d'accueil", "LP Ada Lovelace"),
        "J": ("Commune d'accueil", "Montreuil"),
        "K": ("Formation", "CAP fleuriste"),
        "L": ("Code vœu", None),
        "M": ("Inscrit le", "10/02/2025"),
        "N": ("Date d'entretien", "12/03/2025"),
        "O": ("Présence", "présent"),
        "P": ("Avis", "Favorable"),
        "Q": ("Date de l'avis", "13/03/2025"),
        "R": ("Annulée", "non"),
        "S": ("Rang", "1"),
        "T": ("MEF", None),
    },
    "D": {
        "A": ("UAI", "0931234L"),
        "B": ("Nom", "Collège Alan Turing"),
        "C": ("Commune", "Bondy"),
        "D": ("Latitude", "48,9"),
    },
}
FILES = {"C": "catalogue.xlsx", "A": "candidatures.xlsx", "D": "annuaire.csv"}
TITLES = {"C": "Catalogue", "A": "Export", "D": ""}


@dataclass(frozen=True)
class Case:
    """A fault, how to break `GOOD` for it, the sentence it says, and the cell it names."""

    code: str
    sentence: str
    cell: str = ""
    cells: dict[str, object] = field(default_factory=dict)
    act: Callable[[Path], None] | None = None


def write_campaign(folder: Path, cells: dict[str, object] | None = None) -> Path:
    """Write the good campaign with some cells changed, such as `{"A!H2": "0930125Z"}`.

    `None` in place of a header drops the column; a row beyond the second begins as the second one.
    """
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "campagne.toml").write_text(SETTINGS, encoding="utf-8")
    for table, columns in GOOD.items():
        changes = {k[2:]: v for k, v in (cells or {}).items() if k[0] == table}
        _write(folder / FILES[table], TITLES[table], _rows(columns, changes))
    return folder


def _rows(columns: dict[str, tuple], changes: dict[str, object]) -> list[dict[str, object]]:
    places = {coordinate_from_string(cell): value for cell, value in changes.items()}
    last = max([2, *(row for _, row in places)])
    letters = dict.fromkeys([*columns, *(letter for letter, _ in places)])
    rows = [{letter: columns.get(letter, (None, None))[min(row, 1)] for letter in letters}
            for row in range(last)]  # fmt: skip
    for (letter, row), value in places.items():
        rows[row - 1][letter] = value
    return rows


def _write(path: Path, title: str, rows: list[dict[str, object]]) -> None:
    if path.suffix == ".csv":
        with path.open("w", encoding="utf-8", newline="") as file:
            csv.writer(file, delimiter=";").writerows(row.values() for row in rows)
        return
    book = openpyxl.Workbook()
    book.active.title = title
    for number, row in enumerate(rows, 1):
        for letter, value in row.items():
            book.active[f"{letter}{number}"] = value
    book.save(path)


def _edit(file: str, act: Callable[[openpyxl.Workbook], object]) -> Callable[[Path], None]:
    """Return what opens a workbook of the folder, acts on it, and saves it."""

    def edit(folder: Path) -> None:
        book = openpyxl.load_workbook(folder / file)
        act(book)
        book.save(folder / file)

    return edit


def _hide_row(book: openpyxl.Workbook) -> None:
    book.active.row_dimensions[2].hidden = True


def _hide_sheet(book: openpyxl.Workbook) -> None:
    book.create_sheet("Lisez-moi", 0)["A1"] = "Bonjour"
    book["Export"].sheet_state = "hidden"


def _add_contacts(book: openpyxl.Workbook) -> None:
    sheet = book.create_sheet("Contacts")
    for row in (("Prénom", "Poste", "Bureau"), ("Ada", "12", "B1"), ("Alan", "13", "B2")):
        sheet.append(row)


def _add_around(book: openpyxl.Workbook) -> None:
    sheet = book["Export"]
    sheet.insert_rows(1, 2)
    sheet["A1"], sheet["A2"] = "Candidatures Passpro", "Extraction du 20/03/2025"
    sheet["A5"], sheet["S5"], sheet["A7"] = "Total", 1, "* sous réserve"


def _add_text(book: openpyxl.Workbook) -> None:
    book.create_sheet("Lisez-moi")["A1"] = "Bonjour"


def _strike(cells: str) -> Callable[[openpyxl.Workbook], None]:
    """Return what strikes through a range of cells."""

    def strike(book: openpyxl.Workbook) -> None:
        for row in book.active[cells]:
            for cell in row:
                cell.font = Font(strike=True)

    return strike


def _copy_sheet(book: openpyxl.Workbook) -> None:
    book.copy_worksheet(book["Export"]).title = "Export (2)"


def _hidden_archive(book: openpyxl.Workbook) -> None:
    book.copy_worksheet(book["Export"]).title = "Archive"
    book["Archive"].sheet_state = "hidden"
    book["Archive"]["A2"] = "D9"


def _comment(book: openpyxl.Workbook) -> None:
    for cell in ("P2", "P3"):
        book.active[cell].comment = Comment("Favorable, vu le 13", "Lycée")


def _put(name: str, content: str) -> Callable[[Path], None]:
    return lambda folder: (folder / name).write_text(content, encoding="utf-8") and None


def _recode(name: str, change: Callable[[str], bytes]) -> Callable[[Path], None]:
    """Return what writes a text file of the folder in other bytes."""
    return lambda folder: (
        (folder / name).write_bytes(change((folder / name).read_text(encoding="utf-8"))) and None
    )


def _first_line_apart(text: str) -> bytes:
    head, _, rest = text.replace("Nom", "Établissement").partition("\n")
    return f"{head}\n".encode() + rest.encode("cp1252")


def _remove(name: str) -> Callable[[Path], None]:
    return lambda folder: (folder / name).unlink()


def _older_copy(folder: Path) -> None:
    (folder / "candidatures_2025-02-01.xlsx").write_bytes(
        (folder / "candidatures.xlsx").read_bytes()
    )
    (folder / "candidatures.xlsx").rename(folder / "candidatures_2025-03-01.xlsx")


def _correct(
    before: dict[str, object], header: str, value: str, after: dict[str, object],
    name: str = "corrections_2025-03-01.xlsx",
):  # fmt: skip
    """Return what breaks a campaign, corrects one header of its rows set aside, and changes it."""

    def act(folder: Path) -> None:
        from passpro_nb.check.campaign import check_folder
        from passpro_nb.export.quarantine import write_quarantine

        write_campaign(folder, before)
        path = folder / "ecartees.xlsx"
        write_quarantine(check_folder(folder), path)
        book = openpyxl.load_workbook(path)
        sheet = book["Candidatures"]
        column = next(cell.column for cell in sheet[1] if cell.value == header)
        sheet.cell(2, column).value = value
        path.unlink()
        if name.endswith(".csv"):
            save_as_text(sheet, folder / name)
        else:
            book.save(folder / name)
        write_campaign(folder, after)

    return act


def save_as_text(sheet: openpyxl.worksheet.worksheet.Worksheet, path: Path) -> None:
    """Save one sheet as Excel saves it in France: semicolons, cp1252, days as they are shown."""

    def shown(cell: object) -> object:
        return f"{cell:%d/%m/%Y}" if hasattr(cell, "year") else cell

    with path.open("w", encoding="cp1252", newline="") as file:
        csv.writer(file, delimiter=";").writerows(map(shown, row) for row in sheet.values)


SECOND = {"A!A3": "D2", "A!B3": "987654321AB"}  # another pupil, on the third row
LAST_YEAR = {
    f"A!{column}{row}": day
    for row in (2, 3, 4)
    for column, day in {"M": "10/02/2024", "N": "12/03/2024", "Q": "14/03/2024"}.items()
}
CASES = [
    # files and sheets
    Case(
        "unreadable_file",
        "« candidatures.xlsx » : le fichier est vide. Demandez un nouvel envoi.",
        "",
        act=_put("candidatures.xlsx", ""),
    ),
    Case(
        "other_encoding",
        "Les accents de ce fichier sont codés en MS-DOS (page de codes 850) : il est lu ainsi. Si des noms sont faux, demandez-le au format .xlsx.",
        act=_recode("annuaire.csv", lambda text: text.encode("cp850")),
    ),
    Case(
        "mixed_encodings",
        "Ligne 2 : à partir d’ici, les accents de 1 ligne sont codés en Windows-1252, et non en UTF-8 comme les autres (deux exports collés ?) : ils sont lus ainsi. Vérifiez-y quelques noms.",
        "2",
        act=_recode("annuaire.csv", _first_line_apart),
    ),
    Case(
        "doubled_accents",
        "Des accents étaient codés deux fois (« Ã© » pour « é ») dans 1 cellule : ils sont réparés. Pour l’avenir, demandez le fichier d’origine.",
        act=_recode("annuaire.csv", lambda text: text.encode().decode("cp1252").encode()),
    ),
    Case(
        "lost_accents",
        "Des accents sont perdus (« ? » ou « � » à leur place) dans 1 cellule : rien ne peut les rendre. Demandez le fichier d’origine, au format .xlsx.",
        act=_recode("annuaire.csv", lambda text: text.replace("è", "�").encode()),
    ),
    Case(
        "missing_catalogue",
        "Aucun fichier « catalogue*.xlsx » lisible dans le dossier : déposez-y le catalogue des formations.",
        "",
        act=_remove("catalogue.xlsx"),
    ),
    Case(
        "missing_applications",
        "Aucun fichier « candidatures*.xlsx » lisible dans le dossier : seul le catalogue est contrôlé ; déposez-y la liste des candidatures dès qu’elle arrive.",
        "",
        act=_remove("candidatures.xlsx"),
    ),
    Case(
        "skipped_file",
        "Ce fichier n’est pas lu : sa terminaison n’est pas celle d’un tableau (.csv, .fods, .htm, .html, .mht, .mhtml, .ods, .txt, .xls, .xlsm, .xlsx et .xml). Enregistrez-le au format .xlsx.",
        "",
        act=_put("catalogue.pdf", "x"),
    ),
    Case(
        "lock_file",
        "Ce fichier est le verrou d’un classeur ouvert : il est passé. Si le classeur est en cours de modification, enregistrez-le et fermez-le, puis relancez.",
        "",
        act=_put("~$candidatures.xlsx", "x"),
    ),
    Case(
        "unnamed_file",
        "Ce fichier n’est pas lu : son nom ne commence par aucun de « catalogue », « candidatures », « avis » et « annuaire ». Renommez-le si c’est une livraison.",
        act=_put("liste.csv", "x"),
    ),
    Case(
        "unreadable_outlines",
        "Ce fichier n’est pas du GeoJSON aux codes INSEE : ses contours ne sont pas dessinés. Reprenez celui d’un site public (france-geojson, geo.api.gouv.fr).",
        act=_put("communes-93.geojson", '{"features": [{"geometry": null}]}'),
    ),
    Case(
        "replaced_delivery",
        "Ce fichier dit les mêmes dossiers que « candidatures_2025-03-01.xlsx », plus récent : il est remplacé par lui.",
        "",
        act=_older_copy,
    ),
    Case(
        "copied_sheet",
        "Cette feuille (1 ligne) répète la feuille « Export » du même classeur : c’en est une copie, et elle n’est pas lue. Supprimez celle des deux qui ne vaut plus.",
        act=_edit("candidatures.xlsx", _copy_sheet),
    ),
    Case(
        "other_year",
        "Ligne 2 : 3 lignes d’une autre année (du 10/02/2024 au 14/03/2024), quand la campagne va du 03/02/2025 au 14/05/2025 : elles sont écartées en bloc. Retirez la feuille, ou corrigez le calendrier de campagne.toml.",
        "2",
        {**LAST_YEAR, **SECOND, "A!A4": "D3", "A!B4": None},
    ),
    Case(
        "other_year_doubt",
        "Cette feuille est peut-être celle d’une autre année : 3 lignes datées sur 4 donnent des jours d’une autre année (du 12/03/2024 au 14/03/2024), quand la campagne va du 03/02/2025 au 14/05/2025. Elle est lue ; retirez-la si elle est périmée, sinon corrigez ses dates ou son nom.",
        "",
        {
            **{"C!D3": "CAP cuisine", "C!D4": "CAP coiffure", "C!D5": "CAP vente"},
            **{"C!E3": None, "C!E4": None, "C!E5": None, "C!H5": "mardi 18 mars de 14h à 17h"},
            **{f"C!H{row}": f"{10 + row}/03/2024 de 14h à 17h" for row in (2, 3, 4)},
        },
    ),
    Case(
        "no_table",
        "Aucun tableau n’y a été reconnu : la feuille n’est pas lue.",
        "",
        act=_edit("catalogue.xlsx", _add_text),
    ),
    Case(
        "empty_sheet",
        "La feuille est vide : elle n’est pas lue.",
        "",
        act=_edit("catalogue.xlsx", lambda book: book.create_sheet("Feuil2")),
    ),
    Case(
        "other_table",
        "Son tableau n’est pas « Catalogue des formations » : la feuille n’est pas lue.",
        "",
        act=_edit("catalogue.xlsx", _add_contacts),
    ),
    Case(
        "swapped_file",
        "Ligne 1 : ce tableau est la liste des candidatures, et non le catalogue des formations : la feuille n’est pas lue. Renommez le fichier, pour que son nom commence par « candidatures ».",
        "1",
        act=lambda folder: (
            (folder / "candidatures.xlsx").rename(folder / "catalogue.xlsx") and None
        ),
    ),
    Case(
        "ignored_rows",
        "Lignes comptées à part, sans être lues : titre (lignes 1 et 2), total (ligne 5), note (ligne 7).",
        "",
        act=_edit("candidatures.xlsx", _add_around),
    ),
    Case(
        "no_rows",
        "Ligne 1 : aucune ligne sous l’en-tête : demandez un nouvel envoi si le tableau devait être rempli.",
        "1",
        act=_edit("candidatures.xlsx", lambda book: book.active.delete_rows(2)),
    ),
    Case(
        "missing_column",
        "Ligne 1 : il manque « UAI d'accueil » ou « Établissement d'accueil » ou « Code vœu » : la feuille n’est pas lue. Renommez la bonne colonne, ou confirmez-la (carnet 15 – Correspondances). Colonnes trouvées : « N° de dossier », « INE », « Nom », « Date de naissance », « UAI d'origine », « Établissement d'origine », « Commune d'origine », « Rectorat », « Réseau », « Commune d'accueil », « Formation », « Zone » et 8 autres.",
        "1",
        {"A!H1": "Rectorat", "A!I1": "Réseau", "A!L1": "Zone"},
    ),
    Case(
        "two_columns",
        "Ligne 1 : les colonnes « Avis » (P) et « Avis du lycée » (U) disent toutes « Avis » : aucune n’est lue ; choisissez (carnet 15 – Correspondances) ou renommez l’autre.",
        "1",
        {"A!U1": "Avis du lycée", "A!U2": "Favorable"},
    ),
    Case(
        "unknown_columns",
        "Ligne 1 : colonnes qui ne servent à aucun chiffre : « Couleur ».",
        "1",
        {"A!U1": "Couleur", "A!U2": "bleu"},
    ),
    Case(
        "unsure_columns",
        "Ligne 1 : colonnes que rien ne suffit à reconnaître : « Zorglub ». Si l’une tient une donnée qui manque, confirmez-la (carnet 15 – Correspondances) ou renommez-la.",
        "1",
        {"A!S1": "Zorglub"},
    ),
    Case(
        "near_header",
        "Ligne 1 : la colonne « Aviss » ressemble à « Avis » (89 %) et n’est pas lue : confirmez-la (carnet 15 – Correspondances) ou renommez-la.",
        "1",
        {"A!P1": "Aviss"},
    ),
    Case(
        "denied_column",
        "Ligne 1 : la colonne « Présence » n’est pas lue : son titre dit « Présence », mais 3 valeurs sur 3 sont des avis. Elle peut manquer à ces chiffres : absents et avis attendus. Confirmez-la (carnet 15 – Correspondances) ou corrigez son titre.",
        "1",
        {"A!O2": "Favorable", "A!O3": "Réservé", "A!O4": "Favorable"},
    ),
    Case(
        "open_column",
        "Ligne 1 : la colonne « Case verte » n’est pas reconnue, mais 3 valeurs sur 3 sont des présences ou des absences : c’est peut-être « Présence ». Elle peut manquer à ces chiffres : absents et avis attendus. Confirmez-la (carnet 15 – Correspondances) ou renommez-la.",
        "1",
        {"A!O1": "Case verte", "A!O3": "absent", "A!O4": "absent"},
    ),
    Case(
        "unread_column",
        "Ligne 1 : aucune colonne n’est lue comme « Dates et horaires des entretiens » : 3 offres de Passpro sont sans séance (lignes 2, 3 et 4). Confirmez la bonne colonne (carnet 15 – Correspondances) ou corrigez son titre ; s’il n’y en a pas, demandez les dates aux établissements.",
        "1",
        {
            **{"C!H1": None, "C!H2": None, "C!H3": None, "C!H4": None},
            **{"C!D3": "CAP cuisine", "C!D4": "CAP coiffure", "C!E3": None, "C!E4": None},
        },
    ),
    Case(
        "unread_key_column",
        "Ligne 1 : aucune colonne n’est lue comme « N° de dossier » : 3 lignes sans clé d’élève sont écartées (lignes 2, 3 et 4). Confirmez la bonne colonne (carnet 15 – Correspondances) ou corrigez son titre ; s’il n’y en a pas, donnez-y l’INE ou le n° de dossier.",
        "1",
        {"A!A1": "Zone libre", "A!B2": None, "A!B3": None, "A!B4": None, "A!B5": "123456789AB"},
    ),
    Case(
        "torn_column",
        "Ligne 1 : la colonne « Places totales » peut être « Places d'entretien » ou « Capacité d'accueil » (rien ne tranche) : elle n’est pas lue. Elle peut manquer à ces chiffres : capacité d’entretien. Confirmez-la (carnet 15 – Correspondances) ou renommez-la.",
        "1",
        {
            "C!I1": None,
            "C!I2": None,
            "C!J1": None,
            "C!J2": None,
            "C!O1": "Places totales",
            "C!O2": 12,
            "C!O3": 24,
            "C!O4": 12,
        },
    ),
    Case(
        "swapped_columns",
        "Ligne 1 : la colonne « Date de naissance » (D) n’est pas lue, ses valeurs étant sans doute celles d’une autre : des élèves seraient nés en 2024. Rien n’en est lu ; corrigez les titres, ou confirmez-les (carnet 15 – Correspondances).",
        "1",
        {"A!D2": "01/09/2024", "A!D3": "02/09/2024", "A!D4": "03/09/2024"},
    ),
    Case(
        "settled_column",
        "Ligne 1 : la colonne « Places » est lue « Places d'entretien », à droite de « Dates et horaires ».",
        "1",
        {"C!I1": "Places"},
    ),
    Case(
        "hidden_rows",
        "La feuille cache 1 ligne (filtre ou masquage à la main) : tout est lu.",
        "",
        act=_edit("candidatures.xlsx", _hide_row),
    ),
    Case(
        "hidden_sheet",
        "Cette feuille est masquée : elle est lue aussi.",
        "",
        act=_edit("candidatures.xlsx", _hide_sheet),
    ),
    Case(
        "passed_hidden_sheet",
        "Cette feuille est masquée (1 ligne) : elle n’est pas lue, puisqu’une feuille visible du classeur tient ce rôle. Affichez-la si elle doit compter.",
        act=_edit("candidatures.xlsx", _hidden_archive),
    ),
    # corrections
    Case(
        "foreign_corrections",
        "Ce classeur n’est pas celui des lignes écartées, ou ses colonnes « Clé » et « Empreinte » manquent : exportez-le à nouveau (« passpro-nb check DOSSIER --ecartees FICHIER.xlsx »).",
        "",
        act=_put("corrections.xlsx", "Nom;Avis\nX;F\n"),
    ),
    Case(
        "correction_changed",
        "Ligne 2, colonne Avis : « corrections_2025-03-01.xlsx » (ligne 2) corrigeait « Favorable », mais la source dit maintenant « Défavorable » : la source est gardée. Vérifiez la ligne, puis retirez la correction ou refaites-la.",
        "P2",
        act=_correct(
            {"A!P3": "Réservé"}, "Avis", "Réservé", {"A!P2": "Défavorable", "A!P3": "Réservé"}
        ),
    ),
    Case(
        "correction_text_changed",
        "Ligne 2 : « corrections.csv » (ligne 2) corrigeait cette ligne, que la source a changée depuis, et un fichier texte ne dit pas ce qu’elle disait : la source est gardée. Vérifiez la ligne, puis retirez la correction ou refaites-la au format .xlsx.",
        "2",
        act=_correct(
            {"A!P3": "Réservé"},
            "Avis",
            "Réservé",
            {"A!P2": "Défavorable", "A!P3": "Réservé"},
            "corrections.csv",
        ),
    ),
    Case(
        "correction_unmatched",
        "Ligne 2 : cette correction (1 cellule corrigée) ne trouve plus sa ligne dans les fichiers reçus : la ligne a disparu ou a été corrigée à la source. Retirez la correction si elle ne sert plus.",
        "2",
        act=_correct(
            {"A!H2": "0930125Z"}, "UAI d'accueil", "0930125F", {"A!A2": "D2", "A!B2": "987654321AB"}
        ),
    ),
    Case(
        "corrected_cell",
        "Ligne 2, colonne UAI d'accueil : « 0930125F » remplace « 0930125Z », d’après « corrections_2025-03-01.xlsx ».",
        "H2",
        act=_correct({"A!H2": "0930125Z"}, "UAI d'accueil", "0930125F", {"A!H2": "0930125Z"}),
    ),
    # rows set aside
    Case(
        "uai_host_checksum",
        "Ligne 2, colonne UAI d'accueil : « 0930125Z » n’est pas un UAI : la lettre ne correspond pas aux chiffres (attendue : F). La ligne est écartée ; corrigez le code.",
        "H2",
        {"A!H2": "0930125Z"},
    ),
    Case(
        "uai_host_form",
        "Ligne 2, colonne UAI d'accueil : « 75001 » n’est pas un UAI (7 chiffres et une lettre). La ligne est écartée ; corrigez le code.",
        "H2",
        {"A!H2": "75001"},
    ),
    Case(
        "uai_host_several",
        "Ligne 2, colonne UAI d'accueil : « 0930125F 0931234L » contient plusieurs UAI. La ligne est écartée ; gardez le bon.",
        "H2",
        {"A!H2": "0930125F 0931234L"},
    ),
    Case(
        "missing_host",
        "Ligne 2, colonne UAI d'accueil : l’établissement d’accueil manque. La ligne est écartée ; donnez son UAI.",
        "H2",
        {"A!H2": None, "A!I2": None},
    ),
    Case(
        "unknown_host",
        "Ligne 2, colonne UAI d'accueil : l’établissement « 0940112L » n’a aucune offre au catalogue. La ligne est écartée ; complétez le catalogue ou corrigez l’UAI.",
        "H2",
        {"A!H2": "0940112L"},
    ),
    Case(
        "doubtful_school",
        "Ligne 2, colonne Établissement d'accueil : « LP Ada Lovelace » : sans commune, le nom ne suffit pas ; est-ce LP Ada Lovelace (Montreuil), 0930125F ? La ligne est écartée ; donnez l’UAI ou confirmez l’établissement (carnet 15 – Correspondances).",
        "I2",
        {"A!H2": None, "A!J2": None},
    ),
    Case(
        "matched_school",
        "Ligne 2, colonne Établissement d'accueil : « LP Ada Lovelace (Montreuil) » est rattaché par son nom à LP Ada Lovelace (Montreuil), 0930125F.",
        "I2",
        {"A!H2": None},
    ),
    Case(
        "missing_programme",
        "Ligne 2, colonne Formation : la formation manque. La ligne est écartée ; donnez la formation, le MEF ou le code vœu.",
        "K2",
        {"A!K2": None},
    ),
    Case(
        "unknown_programme",
        "Ligne 2, colonne Formation : LP Ada Lovelace n’offre pas « CAP vannier » au catalogue : complétez le catalogue ou corrigez la ligne. La ligne est écartée.",
        "K2",
        {"A!K2": "CAP vannier"},
    ),
    Case(
        "matched_programme",
        "Ligne 2, colonne Formation : « CAP fleurist » est rattachée à « CAP fleuriste » par son libellé.",
        "K2",
        {"A!K2": "CAP fleurist"},
    ),
    Case(
        "ambiguous_offer",
        "Ligne 2, colonne Formation : « CAP fleuriste » désigne 2 offres chez LP Ada Lovelace. La ligne est écartée ; donnez le code vœu.",
        "K2",
        {"C!E3": "93000002"},
    ),
    Case(
        "lone_code",
        "Ligne 2, colonne Code vœu : le code vœu « 93000009 » n’est pas au catalogue, et la ligne ne donne pas d’autre établissement. Elle est écartée ; corrigez le code ou donnez l’UAI d’accueil.",
        "L2",
        {"A!H2": None, "A!I2": None, "A!L2": "93000009"},
    ),
    Case(
        "ambiguous_status",
        "Ligne 2 : « CAP fleuriste » existe chez LP Ada Lovelace en voie scolaire et en apprentissage, et la ligne ne dit pas laquelle. Elle est écartée ; donnez le statut ou le code vœu.",
        "2",
        {"C!E3": "93000002", "C!L3": "apprentissage"},
    ),
    Case(
        "status_not_offered",
        "Ligne 2, colonne Statut : LP Ada Lovelace n’offre « CAP fleuriste » qu’en voie scolaire, et la ligne dit « apprentissage ». Elle est écartée ; corrigez le statut, ou complétez le catalogue.",
        "U2",
        {"A!U1": "Statut", "A!U2": "apprentissage"},
    ),
    Case(
        "no_pupil_key",
        "Ligne 2, colonne INE : ni INE ni n° de dossier lisible. La ligne est écartée ; donnez l’un des deux.",
        "B2",
        {"A!A2": None, "A!B2": None},
    ),
    Case(
        "contradiction",
        "Ligne 2, colonne Avis : les lignes 2 et 3 concernent le même élève et la même offre, mais diffèrent sur « Avis ». Elles sont toutes écartées ; corrigez ou supprimez la fausse.",
        "P2",
        {"A!P3": "Réservé"},
    ),
    Case(
        "passpro_disagrees",
        "Ligne 2, colonne Passpro : les lignes 2 et 3 de l’offre « CAP fleuriste » (LP Ada Lovelace) se contredisent (Passpro et hors Passpro). L’offre est comptée dans Passpro ; corrigez l’une des lignes.",
        "F2",
        {"C!F3": "non"},
    ),
    Case(
        "shared_offer_code",
        "Ligne 2, colonne Code vœu : le code vœu « 93000001 » est donné à plusieurs établissements (0930125F et 0940112L), lignes 2 et 3 : il est laissé de côté ; corrigez-le.",
        "E2",
        {"C!A3": "0940112L"},
    ),
    Case(
        "shared_key_aside",
        "Ligne 2, colonne INE : les lignes 2 et 3 portent le même INE sous des noms différents, et rien d’autre ne distingue ces élèves. Elles sont toutes écartées ; corrigez l’INE.",
        "B2",
        {"A!A2": None, "A!A3": None, "A!C3": "AUTRE", "A!D3": "02/10/2009"},
    ),
    Case(
        "which_pupil",
        "Ligne 4, colonne INE : les lignes 2, 3 et 4 portent le même INE sous des noms différents : celle-ci ne dit pas de quel élève il s’agit. Elle est écartée ; donnez une autre clé ou corrigez l’INE.",
        "B4",
        {
            "A!A3": "D2",
            "A!C3": "AUTRE",
            "A!D3": "02/10/2009",
            "A!A4": None,
            "A!C4": None,
            "A!D4": None,
        },
    ),
    Case(
        "unmatched_opinion",
        "Ligne 2 : aucune candidature ne correspond à cette ligne d’avis. Elle est écartée ; vérifiez le dossier et la formation.",
        "2",
        act=_put(
            "avis.csv", "N° de dossier;UAI d'accueil;Formation;Avis\nD9;0930125F;CAP fleuriste;F\n"
        ),
    ),
    Case(
        "example_line",
        "Ligne 2 : 2 lignes d’exemple (2 et 3) sont écartées : effacez ce qui n’est qu’un modèle, ou ôtez la marque d’exemple si c’est un élève ou une offre.",
        "2",
        {"A!A2": "Exemple : D1", **SECOND, "A!C3": "à supprimer", "A!A4": "D3", "A!B4": None},
    ),
    Case(
        "struck_line",
        "Ligne 3 : 1 ligne barrée d’un bout à l’autre (3) est écartée : inscrivez l’annulation dans sa colonne, ou ôtez la barre.",
        "3",
        SECOND,
        _edit("candidatures.xlsx", _strike("A3:S3")),
    ),
    # cells refused
    Case(
        "uncomputed_formula",
        "Ligne 2, colonne Avis : 2 formules sans résultat (lignes 2 et 3) : ouvrez le classeur dans Excel, enregistrez-le, puis relancez. En attendant, ces cellules sont laissées vides.",
        "P2",
        {**SECOND, "A!P2": "=Z2", "A!P3": "=Z3"},
    ),
    Case(
        "error_cell",
        "Ligne 2, colonne Avis : 2 erreurs d’Excel, comme « #N/A » (lignes 2 et 3) : la cellule est laissée vide ; corrigez la formule, inscrivez la valeur ou effacez l’erreur.",
        "P2",
        {**SECOND, "A!P2": "#N/A", "A!P3": "#REF!"},
    ),
    Case(
        "struck_cell",
        "Ligne 3, colonne Avis : 1 cellule barrée (ligne 3) : ce qui est barré n’est pas lu ; effacez-le s’il ne vaut plus, ôtez la barre s’il vaut encore.",
        "P3",
        SECOND,
        _edit("candidatures.xlsx", _strike("P3:P3")),
    ),
    Case(
        "month_first",
        "Ligne 2, colonne Date d'entretien : 2 dates (lignes 2 et 3) : dans cette colonne des dates n’ont de sens que le mois d’abord (03/14/2025), aucune que le jour d’abord. Toutes sont laissées vides ; corrigez-les, ou confirmez leur ordre (carnet 15 – Correspondances).",
        "N2",
        {**SECOND, "A!N2": "03/12/2025", "A!N3": "03/13/2025"},
    ),
    Case(
        "unread_comment",
        "Ligne 2, colonne Avis : 2 commentaires (P2 et P3) : les commentaires ne sont pas lus ; reportez dans les cellules ce qu’ils disent.",
        "P2",
        {**SECOND, "A!P3": None},
        _edit("candidatures.xlsx", _comment),
    ),
    Case(
        "uai_letter",
        "Ligne 2, colonne UAI d'origine : « 0931234Z » n’est pas un UAI : la lettre ne correspond pas aux chiffres (attendue : L). L’origine est comptée comme inconnue ; corrigez le code.",
        "E2",
        {"A!E2": "0931234Z"},
    ),
    Case(
        "uai_form",
        "Ligne 2, colonne UAI d'origine : « 75001 » n’est pas un UAI (7 chiffres et une lettre). L’origine est comptée comme inconnue ; corrigez le code.",
        "E2",
        {"A!E2": "75001"},
    ),
    Case(
        "uai_several",
        "Ligne 2, colonne UAI d'origine : « 0930125F 0931234L » contient plusieurs UAI. L’origine est comptée comme inconnue ; gardez le bon.",
        "E2",
        {"A!E2": "0930125F 0931234L"},
    ),
    Case(
        "uai_directory",
        "Ligne 2, colonne UAI : « 0931234Z » n’est pas un UAI : cette ligne de l’annuaire ne sert pas ; corrigez le code.",
        "A2",
        {"D!A2": "0931234Z"},
    ),
    Case(
        "impossible_date",
        "Ligne 2, colonne Date d'entretien : « 31/02/2025 » n’est pas un jour du calendrier. La cellule est laissée vide ; corrigez la date.",
        "N2",
        {"A!N2": "31/02/2025"},
    ),
    Case(
        "unreadable_date",
        "Ligne 2, colonne Date d'entretien : « bientôt » n’est pas une date (12/03/2025). La cellule est laissée vide ; corrigez-la.",
        "N2",
        {"A!N2": "bientôt"},
    ),
    Case(
        "date_out_of_range",
        "Ligne 2, colonne Date d'entretien : « 12/03/2005 » est hors de toute campagne. La cellule est laissée vide ; corrigez l’année.",
        "N2",
        {"A!N2": "12/03/2005"},
    ),
    Case(
        "unknown_opinion",
        "Ligne 2, colonne Avis : « peut-être » n’est pas un avis de l’échelle. La cellule est laissée vide ; corrigez-la, ou ajoutez cette écriture à [avis.variantes] dans campagne.toml.",
        "P2",
        {"A!P2": "peut-être"},
    ),
    Case(
        "unreadable_attendance",
        "Ligne 2, colonne Présence : « peut-être » ne dit ni présent ni absent. La cellule est laissée vide ; corrigez-la.",
        "O2",
        {"A!O2": "peut-être"},
    ),
    Case(
        "unreadable_cancelled",
        "Ligne 2, colonne Annulée : « bof » ne dit pas si la candidature est annulée. Elle est comptée ; corrigez la cellule.",
        "R2",
        {"A!R2": "bof"},
    ),
    Case(
        "unreadable_passpro",
        "Ligne 2, colonne Passpro : « peut-être » ne dit ni « Passpro » ni « hors Passpro ». L’offre est comptée dans Passpro ; corrigez la cellule.",
        "F2",
        {"C!F2": "peut-être"},
    ),
    Case(
        "unreadable_mode",
        "Ligne 2, colonne Modalité : « peut-être » ne dit ni individuel ni collectif. La modalité est laissée vide ; corrigez-la.",
        "G2",
        {"C!G2": "peut-être"},
    ),
    Case(
        "unreadable_number",
        "Ligne 2, colonne Rang : « premier » n’est pas un nombre. La cellule est laissée vide ; corrigez-la.",
        "S2",
        {"A!S2": "premier"},
    ),
    Case(
        "date_without_year",
        "Ligne 2, colonne Date de naissance : cette valeur n’a pas d’année. La cellule est laissée vide ; donnez la date entière.",
        "D2",
        {"A!D2": "12/03"},
    ),
    Case(
        "contradictory_weekday",
        "Ligne 2, colonne Date d'entretien : « lundi 12/03/2025 » : la date ne tombe pas ce jour de la semaine. La cellule est laissée vide ; corrigez-la.",
        "N2",
        {"A!N2": "lundi 12/03/2025"},
    ),
    Case(
        "ine_letter",
        "Ligne 2, colonne INE : la lettre de cet INE ne correspond pas à ses chiffres : il est laissé de côté ; corrigez-le.",
        "B2",
        {"A!B2": "1234567890A"},
    ),
    Case(
        "ine_form",
        "Ligne 2, colonne INE : cette cellule n’est pas un INE (9 chiffres et 2 lettres, ou 10 chiffres et 1 lettre) : elle est laissée de côté ; corrigez-la.",
        "B2",
        {"A!B2": "12AB"},
    ),
    Case(
        "mef_form",
        "Ligne 2, colonne MEF : « 24X » n’est pas un MEF (10 ou 11 chiffres). La cellule est laissée vide ; corrigez-la.",
        "T2",
        {"A!T2": "24X"},
    ),
    Case(
        "mefstat",
        "Ligne 2, colonne MEF : « 238234567 » est un MEFSTAT et non un MEF. La cellule est laissée vide ; donnez le MEF.",
        "T2",
        {"A!T2": "238234567"},
    ),
    Case(
        "offer_code_form",
        "Ligne 2, colonne Code vœu : « 9301-2345-66 » n’est pas un code vœu (8 chiffres ou lettres). La cellule est laissée vide ; corrigez-la.",
        "E2",
        {"C!E2": "9301-2345-66"},
    ),
    Case(
        "unreadable_department",
        "Ligne 2, colonne Département : « abc » n’est pas un département. La cellule est laissée vide ; corrigez-la.",
        "N2",
        {"C!N2": "abc"},
    ),
    Case(
        "unreadable_coordinate",
        "Ligne 2, colonne Latitude : « nord » n’est pas une coordonnée en degrés. La cellule est laissée vide ; corrigez-la.",
        "D2",
        {"D!D2": "nord"},
    ),
    Case(
        "unreadable_metres",
        "Ligne 2, colonne coordonnee_x : « est » n’est pas une coordonnée en mètres (Lambert-93). La cellule est laissée vide ; corrigez-la.",
        "E2",
        {"D!E1": "coordonnee_x", "D!E2": "est"},
    ),
    Case(
        "both_modes",
        "Ligne 2, colonne Modalité : « individuel et collectif » dit individuel et collectif. La modalité est laissée vide ; donnez-en une par séance.",
        "G2",
        {"C!G2": "individuel et collectif"},
    ),
    Case(
        "unreadable_status",
        "Ligne 2, colonne Statut : « peut-être » ne dit ni scolaire ni apprentissage. La cellule est laissée vide ; corrigez-la.",
        "L2",
        {"C!L2": "peut-être"},
    ),
    Case(
        "unreadable_sector",
        "Ligne 2, colonne Secteur : « peut-être » ne dit ni public ni privé. La cellule est laissée vide ; corrigez-la.",
        "M2",
        {"C!M2": "peut-être"},
    ),
    # across tables
    Case(
        "merged_rows",
        "Ligne 2 : les lignes 2 et 3 concernent le même élève et la même offre : elles n’en font qu’une.",
        "2",
        {"A!C3": "EXEMPLES"},
    ),
    Case(
        "convened_again",
        "Ligne 2, colonne Date d'entretien : les lignes 2 (candidatures.xlsx Export) et 2 (avis.csv) concernent le même élève : absent le 12/03/2025, il est convoqué de nouveau le 02/04/2025. Son absence ne compte plus.",
        "N2",
        {"A!O2": "absent", "A!P2": None, "A!Q2": None},
        act=_put(
            "avis.csv",
            "N° de dossier;UAI d'accueil;Formation;Date d'entretien;Avis\nD1;0930125F;CAP fleuriste;02/04/2025;\n",
        ),
    ),
    Case(
        "host_disagrees",
        "Ligne 2, colonne UAI d'accueil : le code vœu « 93000001 » est une offre de LP Ada Lovelace (0930125F), mais la ligne dit 0940112L : le code vœu l’emporte ; vérifiez la ligne.",
        "H2",
        {"A!L2": "93000001", "A!H2": "0940112L"},
    ),
    Case(
        "code_programme",
        "Ligne 2, colonne Formation : le code vœu « 93000001 » est celui de « CAP fleuriste » (LP Ada Lovelace), mais « 2de pro métiers de la mode » est écrit à côté (lignes 2 et 3) : le code vœu l’emporte ; vérifiez-les.",
        "K2",
        {
            "A!A3": "D2",
            "A!B3": None,
            "A!K2": "2de pro métiers de la mode",
            "A!K3": "2de pro métiers de la mode",
            "A!L2": "93000001",
            "A!L3": "93000001",
        },
    ),
    Case(
        "code_status",
        "Ligne 2, colonne Statut : le code vœu « 93000001 » est celui de « CAP fleuriste » (LP Ada Lovelace) en voie scolaire, mais le statut écrit à côté est « apprentissage » (ligne 2) : le code vœu l’emporte ; vérifiez-les.",
        "U2",
        {"A!L2": "93000001", "A!U1": "Statut", "A!U2": "apprentissage"},
    ),
    Case(
        "unknown_code",
        "Ligne 2, colonne Code vœu : le code vœu « 93000009 » n’est pas au catalogue (ligne 2) : l’établissement et la formation donnent « CAP fleuriste » (LP Ada Lovelace) ; vérifiez le code.",
        "L2",
        {"A!L2": "93000009"},
    ),
    Case(
        "label_status",
        "Ligne 2, colonne Statut : le libellé « CAP fleuriste (apprentissage) » dit « apprentissage », la colonne « scolaire » (ligne 2) : la colonne l’emporte ; vérifiez-les.",
        "L2",
        {"C!D2": "CAP fleuriste (apprentissage)"},
    ),
    Case(
        "supposed_status",
        "Ligne 3, colonne Statut : le statut de « CAP fleuriste » manque chez LP Ada Lovelace : la ligne est comptée en apprentissage, comme les autres lignes de cette formation ; donnez-le.",
        "L3",
        {"C!E2": None, "C!L2": "apprentissage", "C!L3": None},
    ),
    Case(
        "shared_key",
        "Ligne 2, colonne INE : les lignes 2 et 3 portent le même INE sous des noms différents : ce sont plusieurs élèves, que distingue leur n° de dossier ; corrigez l’INE.",
        "B2",
        {"A!A3": "D2", "A!C3": "AUTRE", "A!D3": "02/10/2009"},
    ),
    Case(
        "matched_origin",
        "Ligne 2, colonne Établissement d'origine : l’origine « Collège Alan Turing (Bondy) » est rattachée par son nom à Collège Alan Turing (Bondy), 0931234L.",
        "F2",
        {"A!E2": None},
    ),
    Case(
        "doubtful_origin",
        "Ligne 2, colonne Établissement d'origine : l’origine « Collège Alan (Bondy) » : est-ce Collège Alan Turing (Bondy), 0931234L ? Elle est comptée comme inconnue ; donnez l’UAI ou confirmez l’établissement (carnet 15 – Correspondances).",
        "F2",
        {"A!E2": None, "A!F2": "Collège Alan"},
    ),
    Case(
        "missing_origin",
        "Ligne 2, colonne UAI d'origine : l’établissement d’origine manque : l’origine est comptée comme inconnue ; donnez son UAI.",
        "E2",
        {"A!E2": None, "A!F2": None, **SECOND},
    ),
    Case(
        "unknown_origin",
        "Ligne 2, colonne UAI d'origine : l’origine « 0940112L » n’est ni dans l’annuaire ni au catalogue : vérifiez le code.",
        "E2",
        {"A!E2": "0940112L"},
    ),
    Case(
        "hors_passpro_application",
        "Ligne 2 : l’offre « 93000001 » est hors Passpro : la candidature est listée, sans être mesurée.",
        "2",
        {"C!F2": "non"},
    ),
    Case(
        "opinion_of_absent",
        "Ligne 2, colonne Présence : l’élève est noté absent et un avis est saisi : l’avis compte ; vérifiez la présence.",
        "O2",
        {"A!O2": "absent"},
    ),
    Case(
        "opinion_before_interview",
        "Ligne 2, colonne Date de l'avis : l’avis du 11/03/2025 précède l’entretien du 12/03/2025 : vérifiez les deux dates.",
        "Q2",
        {"A!Q2": "11/03/2025"},
    ),
    Case(
        "interview_before_registration",
        "Ligne 2, colonne Date d'entretien : l’entretien du 12/03/2025 précède l’inscription du 13/03/2025 : vérifiez-les.",
        "N2",
        {"A!M2": "13/03/2025"},
    ),
    Case(
        "date_out_of_campaign",
        "Ligne 2, colonne Date de l'avis : l’avis du 13/03/2024 est impossible, car la campagne va du 03/02/2025 au 14/05/2025 : corrigez la date, ou le calendrier de campagne.toml.",
        "Q2",
        {"A!Q2": "13/03/2024"},
    ),
    Case(
        "interview_not_working",
        "Ligne 2, colonne Date d'entretien : l’entretien du 15/03/2025 tombe un samedi : corrigez la date, ou les « conges » de campagne.toml.",
        "N2",
        {"A!N2": "15/03/2025", "A!Q2": "17/03/2025"},
    ),
    Case(
        "interview_outside_window",
        "Ligne 2, colonne Date d'entretien : l’entretien du 05/03/2025 est hors de la période des entretiens (du 10/03/2025 au 07/05/2025) : vérifiez la date, ou le calendrier de campagne.toml.",
        "N2",
        {"A!N2": "05/03/2025"},
    ),
    # the catalogue against itself
    Case(
        "unread_session",
        "Ligne 2, colonne Dates et horaires : « à définir » n’a pas de jour lisible (dates à définir). La séance n’ajoute aucune place ; donnez le jour et l’heure.",
        "H2",
        {"C!H2": "à définir"},
    ),
    Case(
        "session_doubted",
        "Ligne 2, colonne Dates et horaires : « Braderie le 12/03/2025 » : le 12 mars 2025 n’est pas compté avant votre confirmation (carnet 15 – Correspondances) ; « Braderie » : rien ne dit qu’il s’agit d’entretiens.",
        "H2",
        {"C!H2": "Braderie le 12/03/2025"},
    ),
    Case(
        "no_session",
        "Ligne 2, colonne Dates et horaires : l’offre « CAP fleuriste » (LP Ada Lovelace) n’a aucune séance : demandez ses dates à l’établissement.",
        "H2",
        {"C!H2": None},
    ),
    Case(
        "session_outside_window",
        "Ligne 2, colonne Dates et horaires : la séance du 05/03/2025 est hors de la période des entretiens (du 10/03/2025 au 07/05/2025) : elle n’ajoute aucune place ; vérifiez la date.",
        "H2",
        {"C!H2": "05/03/2025 de 14h à 17h"},
    ),
    Case(
        "session_at_night",
        "Ligne 2, colonne Dates et horaires : la séance du 12/03/2025 se tient hors de la journée (20:00-22:00) : vérifiez l’heure.",
        "H2",
        {"C!H2": "12/03/2025 de 20h à 22h"},
    ),
    Case(
        "session_backwards",
        "Ligne 2, colonne Dates et horaires : la séance du 12/03/2025 finit à 14:00, avant de commencer à 17:00 : corrigez les heures.",
        "H2",
        {"C!H2": "12/03/2025 de 17h à 14h"},
    ),
    Case(
        "session_not_working",
        "Ligne 2, colonne Dates et horaires : la séance du dimanche 16 mars 2025 tombe un dimanche : vérifiez la date.",
        "H2",
        {"C!H2": "16/03/2025 de 14h à 17h"},
    ),
    Case(
        "session_assumed",
        "Ligne 2, colonne Dates et horaires : « mer. 12/03 de 14h à 17h » : année 2025 supposée.",
        "H2",
        {"C!H2": "mer. 12/03 de 14h à 17h"},
    ),
    Case(
        "two_modes",
        "Ligne 2, colonne Modalité : les lignes 2 et 3 de l’offre « CAP fleuriste » (LP Ada Lovelace) donnent deux modalités : chaque séance garde la sienne.",
        "G2",
        {"C!G3": "collectif"},
    ),
    Case(
        "too_few_seats",
        "Ligne 2, colonne Places d'entretien : l’offre « CAP fleuriste » (LP Ada Lovelace) déclare 6 places d’entretien pour 12 places en classe : demandez d’autres séances.",
        "I2",
        {"C!I2": "6"},
        _remove("candidatures.xlsx"),
    ),
    Case(
        "foreign_department",
        "Ligne 2, colonne UAI : « 0750001U » est du département 75, hors de ceux de la campagne (77, 93 et 94) : vérifiez le fichier, ou « departements » dans campagne.toml.",
        "A2",
        {"C!A2": "0750001U", "A!H2": "0750001U"},
    ),
    # repairs
    Case(
        "repaired_uai",
        "Ligne 2, colonne UAI d'accueil : « 930125f » est lu « 0930125F ».",
        "H2",
        {"A!H2": "930125f"},
    ),
    Case(
        "repaired_cell",
        "Ligne 2, colonne Date d'entretien : « mer. 12/03 » est lu « 12/03/2025 ».",
        "N2",
        {"A!N2": "mer. 12/03"},
    ),
    Case(
        "repaired_private",
        "Ligne 2, colonne INE : la cellule a été remise en forme : elle est acceptée.",
        "B2",
        {"A!B2": "123456789ab"},
    ),
]
