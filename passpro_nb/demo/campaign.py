"""`passpro-nb demo`: an invented campaign, written as an office receives it.

Fictional pupils and schools in real communes; same seed, same bytes.
"""

import csv
import io
import re
import zipfile
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from functools import partial
from itertools import chain, islice
from math import ceil
from pathlib import Path
from random import Random

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter

from passpro_nb.demo.life import Life, invent_life
from passpro_nb.demo.mess import (
    Row,
    application_rows,
    catalogue_rows,
    clean_papers,
    draw_papers,
    mail,
)
from passpro_nb.demo.movement import invent_movement
from passpro_nb.demo.schools import Offer
from passpro_nb.demo.settings import DOSES, LAST_DAY, OPENING, SETTINGS
from passpro_nb.domain.errors import UsageError
from passpro_nb.domain.french import long_date, number, quoted, short_date
from passpro_nb.domain.settings import FILE, settings_text
from passpro_nb.export.files import write_atomic

_SIGNATURE = (
    "# Campagne inventée, écrite par « passpro-nb demo » : ni élève ni établissement réels."
)
_CATALOGUE = "catalogue passpro 2025.xlsx"
_DIRECTORY = "annuaire.csv"
FICTION = "019900"  # so begin telephone numbers that nobody has (ARCEP)
_PUBLISHED = date(2025, 1, 23)  # the day of the office's note and catalogue
_MOST = 5_000_000  # beyond, invented INE would run into each other
_MOST_HOSTS = 500  # beyond, the invented range of UAI would be too small
_IN_A_WORKBOOK = 400_000  # applications: beyond, several texts, for Excel opens a million rows
_IN_A_TEXT = 250_000


def write_demo(
    folder: Path | str,
    *,
    seed: int = 2025,
    applications: int = 12_000,
    deliveries: int = 1,
    hosts: int = 140,
    progress: Callable[[str], None] = lambda _: None,
) -> list[Path]:
    """Write an invented campaign and return its files; the same seed gives the same bytes.

    The catalogue shrinks with a small number of applications. Several deliveries go, one a working
    day up to the last, each into `livraison_AAAA-MM-JJ/` as the office would have received it:
    `movement` tells what moves between them. From five on, one is cut short (`DOSES.truncated`)
    and one is the delivery of the day before come again, byte for byte; neither is the first nor
    the last, nor beside the other. The last is in every byte the campaign of a single delivery.

    Beyond `_IN_A_WORKBOOK` applications stand in several CSV. Memory: what is invented, a kilobyte
    an application, and one file at a time.

    Raises `UsageError` for a size out of bounds, or a folder that holds anything but a demo.

    >>> [path.name for path in write_demo("essai", applications=200)][0]
    'campagne.toml'
    """
    folder = Path(folder)
    days = _check_call(applications, deliveries, hosts)
    folders = {day: folder / f"livraison_{day}" if deliveries > 1 else folder for day in days}
    names = {day: (FILE, _CATALOGUE, *_export_names(day, applications), _DIRECTORY) for day in days}
    _check_folder(folder, {folders[day] / name for day in days for name in names[day]})
    progress("Invention des établissements, des offres et des candidatures…")
    life = invent_life(Random(f"{seed} life"), applications, hosts)
    papers = draw_papers(Random(f"{seed} papers"), life)
    movement = invent_movement(Random(f"{seed} movement"), life, days)
    papers += clean_papers(papers, movement.passing)
    settings = f"{_SIGNATURE}\n{settings_text(SETTINGS)}".encode()
    truncated, doubled = _spoilt(days)
    written: list[Path] = []
    for day in days:
        shown = days[days.index(day) - 1] if day == doubled else day
        rows = partial(application_rows, papers, shown, movement.lines_on(shown))
        kept = _kept(rows, cut_short=shown == truncated)
        exports = _exports(rows, shown, kept, len(names[day]) - len((FILE, _CATALOGUE, _DIRECTORY)))
        catalogue = _catalogue(life, seed, movement.offers_on(shown))
        contents = chain((settings, catalogue), exports, (_directory(life),))
        said, files = f"Écriture de la campagne du {long_date(day)}", len(names[day])
        progress(f"{said}…")
        for at, name in enumerate(names[day], 1):
            if files > len((FILE, _CATALOGUE, _DIRECTORY)) + 1:
                progress(f"{said}, fichier {at} sur {files}…")
            written.append(write_atomic(folders[day] / name, next(contents)))
    return written


def _export_names(day: date, applications: int) -> list[str]:
    """Return the names of the files that applications stand in."""
    if applications <= _IN_A_WORKBOOK:
        return [f"candidatures_{day}.xlsx"]
    parts = ceil(applications / _IN_A_TEXT)
    return [f"candidatures_{day} partie {part:02}.csv" for part in range(1, parts + 1)]


def _kept(rows: Callable[[], Iterable[Row]], *, cut_short: bool) -> int | None:
    """Return how many rows are written, None for all."""
    return round(sum(1 for _ in rows()) * (1 - DOSES.truncated)) if cut_short else None


def _check_call(applications: int, deliveries: int, hosts: int) -> list[date]:
    """Return the days of the deliveries, oldest first."""
    opened = SETTINGS.calendrier.workdays.working(OPENING, LAST_DAY)
    for what, value, least, most in (
        ("de candidatures", applications, 1, _MOST),
        ("de livraisons", deliveries, 1, len(opened)),
        ("d’établissements d’accueil", hosts, 1, _MOST_HOSTS),
    ):
        if not least <= value <= most:
            raise UsageError(
                f"Nombre {what} : {number(value)} ; il faut de {number(least)} à {number(most)}."
            )
    return opened[-deliveries:]


def _spoilt(days: Sequence[date]) -> tuple[date | None, date | None]:
    """Return the days of the delivery cut short and of the one that is the day before's again."""
    count = len(days)
    return (days[count // 3], days[2 * count // 3]) if count >= 5 else (None, None)


def _check_folder(folder: Path, ours: set[Path]) -> None:
    """Refuse a folder that holds anything but an earlier demo of the same shape."""
    if folder.exists() and not folder.is_dir():
        raise UsageError(f"{quoted(folder)} est un fichier : indiquez un dossier.")
    for path in folder.rglob("*"):
        if path.is_dir() or ".passpro" in path.relative_to(folder).parts:
            continue
        settings = path.parent / FILE
        known = path in ours and settings.is_file()
        if not (known and settings.read_bytes().startswith(_SIGNATURE.encode())):
            raise UsageError(
                f"Le dossier {quoted(folder)} contient déjà autre chose que cette campagne inventée : "
                "rien n’y est écrit. Indiquez un dossier nouveau ou vide."
            )


_CATALOGUE_WIDTHS = {
    "Dépt": 6, "Bassin": 26, "N° UAI": 11, "Nom de l’établissement": 48, "Ville": 22,
    "Public/Privé": 10, "Diplôme": 9, "Libellé de la formation": 52, "Code MEF": 12,
    "Code vœu": 11, "Voie": 14, "Domaine professionnel": 30, "Passpro / hors Passpro": 14,
    "Modalités d’entretien": 22, "Dates et horaires": 52, "Places d’entretien par séance": 12,
    "Capacité d’accueil": 10, "Lieu": 22, "Courriel": 32, "Observations": 36,
}  # fmt: skip
_APPLICATION_WIDTHS = {
    "N° de dossier": 11, "INE": 13, "Nom de l’élève": 18, "Prénom 1": 14, "Né(e) le": 11,
    "Code UAI étab. origine": 12, "Libellé étab. origine": 34, "Division": 8, "Rang du vœu": 7,
    "Code UAI étab. Accueil": 12, "Libellé établissement Accueil": 40, "Code vœu": 11,
    "Formation demandée": 48, "Voie": 14, "Inscrit le": 11, "Convoqué le": 11, "Date d’entretien": 11,
    "Présence": 14, "Avis": 15, "Avis saisi le": 11, "Annulée": 9,
}  # fmt: skip
_README_LINES = (
    "Procédure Passpro 2025 : catalogue des formations",
    "Campagne inventée : ni élève ni établissement réels.",
    "Les modalités d’entretien sont données par les établissements d’accueil.",
    "« hors Passpro » : pas d’entretien dans la procédure ; se renseigner auprès de l’établissement.",
)


def _catalogue(life: Life, seed: int, otherwise: Mapping[str, Offer | None]) -> bytes:
    found = catalogue_rows(Random(f"{seed} catalogue"), life, otherwise)
    rows = [[*row.values()] for row in found]
    titles = ("CATALOGUE DES FORMATIONS PASSPRO 2025", f"Mise à jour : {short_date(_PUBLISHED)}")
    place = list(_CATALOGUE_WIDTHS).index("Capacité d’accueil")
    letter = get_column_letter(place + 1)
    top = len(titles) + 3  # below a blank row and the headings
    total = f"=SUM({letter}{top}:{letter}{top + len(rows) - 1})"
    rows.append(["Total", *[None] * (place - 1), total])
    book = Workbook(write_only=True)
    _add_sheet(book, "Lisez-moi", {_README_LINES[0]: 90}, zip(_README_LINES[1:]))
    _add_sheet(book, "Catalogue 2025", _CATALOGUE_WIDTHS, rows, *titles)
    return _without_clock(book, _PUBLISHED)


def _exports(
    rows: Callable[[], Iterable[Row]], day: date, kept: int | None, parts: int
) -> Iterator[bytes]:
    """Yield what the files of applications hold, one at a time: a workbook, or several texts."""
    written = (row.values() for row in islice(rows(), kept))
    if parts == 1:
        book = Workbook(write_only=True)
        _add_sheet(book, "Export", _APPLICATION_WIDTHS, written)
        yield _without_clock(book, day)
        return
    for part in range(1, parts + 1):
        yield _csv([*_APPLICATION_WIDTHS], islice(written, _IN_A_TEXT if part < parts else None))


def _csv(headings: Iterable[str], rows: Iterable[Iterable[object]]) -> bytes:
    text = io.StringIO()
    writer = csv.writer(text, delimiter=";")
    writer.writerow(headings)
    for row in rows:
        writer.writerow([f"{c:%d/%m/%Y}" if isinstance(c, date) else c for c in row])
    return text.getvalue().encode("utf-8-sig")


def _add_sheet(
    book: Workbook,
    name: str,
    widths: dict[str, int],
    rows: Iterable[Iterable[object]],
    *titles: str,
) -> None:
    """Add a sheet: titles above the header, a width for each heading, rows."""
    page = book.create_sheet(name)
    page.freeze_panes = f"A{len(titles) + 3 if titles else 2}"
    for position, width in enumerate(widths.values(), 1):
        page.column_dimensions[get_column_letter(position)].width = width
    for title in titles:
        page.append([_bold(page, title)])
    if titles:
        page.append([])
    page.append([_bold(page, heading, fill=True) for heading in widths])
    for row in rows:
        page.append([_dated(page, cell) if isinstance(cell, date) else cell for cell in row])


def _bold(page: object, text: str, *, fill: bool = False) -> WriteOnlyCell:
    cell = WriteOnlyCell(page, text)
    cell.font = Font(bold=True)
    if fill:
        cell.fill = PatternFill("solid", fgColor="DDE6F0")
        cell.alignment = Alignment(wrap_text=True, vertical="center")
    return cell


def _dated(page: object, day: date) -> WriteOnlyCell:
    cell = WriteOnlyCell(page, day)
    cell.number_format = "dd/mm/yyyy"
    return cell


def _without_clock(book: Workbook, day: date) -> bytes:
    """Return a workbook's bytes without the hour of writing, which openpyxl puts everywhere."""
    raw, out = io.BytesIO(), io.BytesIO()
    book.save(raw)
    with zipfile.ZipFile(raw) as source, zipfile.ZipFile(out, "w") as target:
        for name in source.namelist():
            content = source.read(name)
            if name == "docProps/core.xml":
                content = re.sub(rb"\d{4}-\d\d-\d\dT[\d:]+Z", f"{day}T08:00:00Z".encode(), content)
            info = zipfile.ZipInfo(name, (day.year, day.month, day.day, 8, 0, 0))
            target.writestr(info, content, zipfile.ZIP_DEFLATED)
    return out.getvalue()


def _directory(life: Life) -> bytes:
    """Return the directory of all schools, headed as the annuaire de l'éducation is."""
    headings = (
        "Identifiant_de_l_etablissement", "Nom_etablissement", "Type_etablissement",
        "Statut_public_prive", "Nom_commune", "Code_departement", "Telephone", "Mail", "latitude",
        "longitude", "libelle_bassin_formation",
    )  # fmt: skip
    rows = []
    for at, school in enumerate((*life.hosts, *life.colleges)):
        kind, place = "Collège" if school.kind == "Collège" else "Lycée", school.place
        rows.append((
            school.uai, school.name, kind, school.sector, place.name, f"0{place.department}",
            f"{FICTION}{at:04}", mail(school), school.latitude, school.longitude, place.district,
        ))  # fmt: skip
    return _csv(headings, rows)
