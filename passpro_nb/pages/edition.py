"""The pages as files in a folder: they work from a share or any web server, with nothing running."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from http import HTTPStatus
from pathlib import Path
from typing import Any

import pandas as pd

from passpro_nb.domain.errors import UsageError
from passpro_nb.domain.french import listing, quoted
from passpro_nb.export.files import file_name, write_atomic
from passpro_nb.measure.view import View
from passpro_nb.pages.book import Book
from passpro_nb.pages.links import Links
from passpro_nb.pages.scripts import own_files
from passpro_nb.store.published import read_published

PRODUCT = "Passpro, atelier de suivi"
LIST = "pages-publiees.txt"  # the files of an edition, a line each, under what they are
SAID = "Pages publiées par passpro-nb : l’édition suivante remplace ces fichiers."
HOME = "accueil"
BY_DEPARTMENT = ("academie", "entretiens", "relances")
ALONE = (HOME, *BY_DEPARTMENT, "etablissement", "formation", "accessibilite", "nouveautes")
TITLES = (
    (
        "academie",
        "Suivi de la campagne",
        "Inscrits, avis saisis et en retard, places manquantes, établissement par établissement.",
    ),
    ("entretiens", "Entretiens", "Places d’entretien, semaine par semaine : qui ne sera pas reçu."),
    (
        "relances",
        "Relances",
        "Ce qui est à demander à chaque établissement : avis manquants, convocations, places, catalogue.",
    ),
)


@dataclass(frozen=True)
class FileLinks(Links):
    """The links between the files of an edition; a state that has no file leads to its whole page."""

    names: Mapping[tuple[str, str], str] = field(default_factory=dict)

    def page(self, name: str, address: str = "") -> str:
        """Return the file of a page in a state."""
        return f"{self.stem(name, address)}.html"

    def stem(self, name: str, address: str = "") -> str:
        """Return what the files of a page in a state are called, without their endings."""
        known = ((name, address), (name, ""), (HOME, ""))
        return next(self.names[key] for key in known if key in self.names)

    def chart(self, name: str, chart: str, address: str = "") -> str:
        """Return the file of a chart."""
        return f"{self.stem(name, address)}-{chart}.svg"

    def workbook(self, name: str, address: str = "") -> str:
        """Return the file of a page's workbook."""
        return f"{self.stem(name, address)}.xlsx"

    def export(self, name: str, table: str, address: str = "") -> str:
        """Return "": without a server, rows are not asked one by one."""
        return ""


def write_edition(
    path: Path, to: Path, campaign: str, department: str = "",
    progress: Callable[[int, int], object] = lambda done, total: None, *, schools: bool = True,
) -> int:  # fmt: skip
    """Write every page of published figures, every département, school and programme; return how many.

    With a `department`, of that one alone: nothing of the others is in any file. Without `schools`,
    only the pages of the whole and of each département, which links then lead to. What an edition
    before wrote there, and this one does not, is removed; other files stay. Raises `UsageError` for a
    département that is not there, or a folder that holds files of something else.
    """
    before = _read_list(to)
    offers = read_published(path).offers
    known = sorted(offers["department"].unique())
    if department and department not in known:
        raise UsageError(f"Le département {quoted(department)} n’est pas là : {listing(known)}.")
    rights = [department] if department else known
    plan = [*_plan(offers[offers["department"].isin(rights)], schools)]
    links = FileLinks(base="", names={state: _stem(*state) for state in plan})
    book = Book(path, links, _site(campaign), rights if department else None)
    written = dict.fromkeys(own_files())
    for count, state in enumerate(plan, 1):
        written_now = dict(_files(book, links, *state))
        for name, content in written_now.items():
            write_atomic(to / name, content)
        written |= dict.fromkeys(written_now)
        progress(count, len(plan))
    for name, content in own_files().items():
        write_atomic(to / name, content)
    write_atomic(to / LIST, "\n".join([SAID, *written]).encode())
    for old in before - {*written}:
        (to / old).unlink(missing_ok=True)
    return len(plan)


def _read_list(to: Path) -> set[str]:
    """Return the files that an edition before wrote in a folder; refuse one that holds other things."""
    if (to / LIST).is_file():
        lines = (to / LIST).read_text(encoding="utf-8").splitlines()[1:]
        return {line for line in lines if not Path(line).is_absolute() and ".." not in line}
    if to.is_dir() and any(to.iterdir()):
        raise UsageError(
            f"Le dossier {quoted(to)} contient autre chose que des pages publiées : choisissez-en un "
            "qui est vide, ou qui n’existe pas."
        )
    return set()


def _plan(offers: pd.DataFrame, schools: bool) -> Iterator[tuple[str, str]]:
    """Yield the pages to write, each by its name and the address of its state."""
    yield from ((name, "") for name in ALONE)
    for department in sorted(offers["department"].unique()):
        yield from ((name, View(department=department).address) for name in BY_DEPARTMENT)
    if not schools:
        return
    yield from (("etablissement", View(host=uai).address) for uai in offers["host_uai"].unique())
    for programme in offers["programme"].unique():
        yield "formation", View(programme=programme).address


def _stem(name: str, address: str) -> str:
    """Return how the files of a state are called: « etablissement-0930001a », « index »."""
    if name == HOME:
        return "index"
    values = [part.partition("=")[2] for part in address.split("&") if part]
    return file_name(name, *values)


def _site(campaign: str) -> dict[str, Any]:
    pages = [{"name": name, "title": title, "sentence": said} for name, title, said in TITLES]
    return {
        "product": PRODUCT, "campaign": campaign, "base_url": "", "home": "index.html",
        "version": "", "ending": ".html", "pages": pages,
    }  # fmt: skip


def _files(book: Book, links: FileLinks, name: str, address: str) -> Iterator[tuple[str, bytes]]:
    """Yield the files of a page in a state: itself, its charts, its workbook."""
    answer = book.answer(name, address)
    if answer.status != HTTPStatus.OK:
        raise UsageError(f"La page {quoted(links.page(name, address))} ne peut être écrite.")
    yield links.page(name, address), answer.content
    content = book.content(name, address)
    for chart in content.charts:
        yield links.chart(name, chart.name, address), chart.draw()
    if content.workbook:
        yield links.workbook(name, address), content.workbook()[1]
