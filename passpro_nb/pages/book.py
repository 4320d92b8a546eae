"""The pages of a published file: each rendered once in each state, again when the file changes."""

import gzip
import json
from collections import OrderedDict
from collections.abc import Callable, Collection
from contextlib import suppress
from functools import partial
from itertools import product
from pathlib import Path
from threading import Lock
from typing import Any, NamedTuple, TypeVar

from passpro_nb.domain.errors import UsageError
from passpro_nb.pages import academie, interviews, relaunches
from passpro_nb.pages.around import about, home, search
from passpro_nb.pages.links import Links
from passpro_nb.pages.page import Build, Chart, Content
from passpro_nb.pages.render import render, render_notice
from passpro_nb.pages.schools import programme, school
from passpro_nb.pages.state import Chosen
from passpro_nb.panels.exported import Asked, export_shown
from passpro_nb.panels.screens import say_origin
from passpro_nb.store.published import Published, read_published
from passpro_nb.store.rights import restrict

PAGES: dict[str, Build] = {
    "academie": academie.build,
    "entretiens": interviews.build,
    "relances": relaunches.build,
    "accueil": home.build,
    "etablissement": school.build,
    "formation": programme.build,
    "recherche": search.build,
    "accessibilite": about.build_accessibility,
    "nouveautes": about.build_news,
}
AHEAD = ("accueil", "academie", "entretiens", "relances")  # rendered before anybody asks
SMALL_BYTES, PACKING = 1000, 5  # not packed below; more takes twice the time for a fiftieth less
MOST_BYTES = 64_000_000  # of pages kept: some hundreds of them

Kept = TypeVar("Kept")
Draw = Callable[[Callable[[], bytes]], bytes]


class Answer(NamedTuple):
    """What a server answers: a status, bytes, their kind, a file's name where it is one.

    `packed`: the same bytes by gzip, where that is worth it.
    """

    status: int
    content: bytes
    kind: str
    file: str = ""
    packed: bytes = b""

    @classmethod
    def of_text(cls, content: bytes, kind: str) -> "Answer":
        """Return the answer that a text is, packed once for all who will ask it."""
        packed = gzip.compress(content, PACKING, mtime=0) if len(content) > SMALL_BYTES else b""
        return cls(200, content, kind, packed=packed)


HTML, SVG = "text/html; charset=utf-8", "image/svg+xml"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def draw_here(draw: Callable[[], bytes]) -> bytes:
    """Return a chart drawn by the process that answers pages."""
    return draw()


class Book:
    """The pages of the published figures of a campaign.

    One thread at a time, and beside it one that draws: whoever serves asks `answer` from a thread
    of its own.
    """

    def __init__(
        self, path: Path, links: Links, site: dict[str, Any],
        departments: Collection[str] | None = None, draw: Draw = draw_here,
    ) -> None:  # fmt: skip
        """`departments`: those that its reader has a right on; without, all. `draw`: who draws."""
        self.path, self.links, self.site, self.departments = path, links, site, departments
        self._draw = draw
        self._stamp: tuple[int, int] | None = None
        self._published: Published | None = None
        self._kept: OrderedDict[tuple[str, ...], Any] = OrderedDict()
        self.kept_bytes = 0
        self.cold = True  # nothing of what is published now was rendered ahead
        self._turn, self._drawing = Lock(), Lock()

    def answer(self, name: str, address: str = "", part: str = "", asked: str = "") -> Answer:
        """Return a page in the state of an address; with `part`, one of its charts or workbooks.

        `asked` is what the page's script says of the rows shown (`Asked.of`), as JSON; of a chart,
        of which import it is to be (`imported_at`): none is answered of another.
        A state that does not exist is answered by a page that says so (400), an unknown page or
        part by 404, figures that cannot be read by 503.
        """
        with self._turn:
            found = self._find(name, address, part, asked)
        return found if isinstance(found, Answer) else found()

    def _find(
        self, name: str, address: str, part: str, asked: str
    ) -> Answer | Callable[[], Answer]:
        """Return what `answer` does; of a chart that is to be drawn, what draws it."""
        try:
            published = self._read()
        except UsageError as error:
            return self._refuse(503, "Ces chiffres ne peuvent être montrés", str(error), name)
        if name not in PAGES:
            return self._refuse(404, "Cette page n’existe pas", "Vérifiez son adresse.", "")
        try:
            chosen = Chosen.read(published, address)
            if part:
                return self._part(published, name, chosen, part, asked)
            return self._keep(
                ("page", name, chosen.address), lambda: self._page(published, name, chosen)
            )
        except UsageError as error:
            return self._refuse(400, "Ce choix n’existe pas", str(error), name)

    def warm(self) -> None:
        """Render ahead what is asked most: each page of the whole, and of each département."""
        with suppress(UsageError):  # where the pages say what is wrong
            addresses = ["", *(f"departement={code}" for code in self._departments())]
            for name, address in product(AHEAD, addresses):
                self.answer(name, address)
                with self._turn:
                    charts = self.content(name, address).charts
                for chart in charts:
                    self.answer(name, address, f"{chart.name}.svg")

    def _departments(self) -> list[str]:
        try:
            with self._turn:
                return sorted(self._read().offers["department"].unique())
        finally:
            self.cold = False

    def show_dashboards(self, pages: list[dict[str, Any]]) -> None:
        """Take the dashboards as they are in the folder now: pages that listed others are forgotten."""
        with self._turn:
            if pages != self.site["pages"]:
                self.site = {**self.site, "pages": pages}
                self._kept.clear()
                self.kept_bytes = 0

    def _read(self) -> Published:
        """Return the figures published now; what was kept of others is forgotten."""
        try:
            stat = self.path.stat()
            stamp = (stat.st_mtime_ns, stat.st_size)
        except OSError:
            stamp = (0, 0)
        if self._published is None or stamp != self._stamp:
            self._kept.clear()
            self.kept_bytes = 0
            self._published, self.cold = None, True
            published = read_published(self.path)
            if self.departments is not None:
                published = restrict(published, self.departments)
            self._published, self._stamp = published, stamp
        return self._published

    def content(self, name: str, address: str = "") -> Content:
        """Return what a page shows in a state, not yet laid out; raises as `Chosen.read` does."""
        published = self._read()
        return self._content(published, name, Chosen.read(published, address))

    def _content(self, published: Published, name: str, chosen: Chosen) -> Content:
        return self._keep(
            ("content", name, chosen.address), lambda: PAGES[name](published, chosen, self.links)
        )

    def _page(self, published: Published, name: str, chosen: Chosen) -> Answer:
        content = self._content(published, name, chosen)
        html = render(name, content, chosen.address, published, self.links, self.site)
        return Answer.of_text(html.encode(), HTML)

    def _part(
        self, published: Published, name: str, chosen: Chosen, part: str, asked: str
    ) -> Answer | Callable[[], Answer]:
        content = self._content(published, name, chosen)
        stem, _, ending = part.rpartition(".")
        current = not asked or asked == published.imported_at.isoformat()
        if ending == "svg" and current and stem in {chart.name for chart in content.charts}:
            key = ("chart", name, stem, chosen.address)
            draw = partial(self._drawn, key, content.chart(stem), published)
            return self._kept.get(key) or draw
        if part == "xlsx" and content.workbook:
            file, made = content.workbook()
            return Answer(200, made, XLSX, file)
        if ending == "xlsx" and stem in {table.name for table in content.tables}:
            return self._export(published, content, chosen, stem, asked)
        return self._refuse(404, "Cette page n’existe pas", "Vérifiez son adresse.", name)

    def _drawn(self, key: tuple[str, ...], chart: Chart, published: Published) -> Answer:
        """Return a chart, drawn once while it is kept, and while the pages of others are answered."""
        with self._drawing:
            drawn = self._kept.get(key) or Answer.of_text(self._draw(chart.draw), SVG)
        with self._turn:
            current = published is self._published  # else others were published meanwhile
            return self._keep(key, lambda: drawn) if current else drawn

    def _export(
        self, published: Published, content: Content, chosen: Chosen, stem: str, asked: str
    ) -> Answer:
        """Answer the rows of a table that the page shows, in its order; all, where it does not say."""
        table = content.table(stem)
        total = len(table.records)
        wanted = Asked.of(_read_asked(asked) if asked else {"rows": [*range(total)]}, total)
        headings = {heading.column.key: heading.column.label for heading in table.headings}
        about = [*say_origin(published, chosen.filters)]
        file, made = export_shown(table.caption, headings, table.records, wanted, about)
        return Answer(200, made, XLSX, file)

    def _refuse(self, status: int, title: str, said: str, name: str) -> Answer:
        back = self.links.page(name if name in PAGES else "")
        html = render_notice(title, said, self.links, self.site, back=back)
        return Answer(status, html.encode(), HTML)

    def _keep(self, key: tuple[str, ...], make: Callable[[], Kept]) -> Kept:
        """Return what was made for a key, made once while it is kept; the least used goes first."""
        if key not in self._kept:
            self._kept[key] = made = make()
            self.kept_bytes += _weight(made)
            while self.kept_bytes > MOST_BYTES and len(self._kept) > 1:
                _, gone = self._kept.popitem(last=False)
                self.kept_bytes -= _weight(gone)
        self._kept.move_to_end(key)
        kept: Kept = self._kept[key]
        return kept


def _read_asked(asked: str) -> dict[str, Any]:
    """Return what a page's script asked; `UsageError` where it is not what the script says."""
    try:
        said = json.loads(asked)
        lists = [said[name] for name in ("rows", "sorted", "filters")]
        right = all(isinstance(one, list) for one in lists) and all(
            len(pair) == 2 for pair in said["filters"]
        )
    except (ValueError, LookupError, TypeError):
        right = False
    if not right:
        raise UsageError("Cet export n’est pas de cette page : rechargez-la.")
    return dict(said)


def _weight(kept: object) -> int:
    return (
        len(kept.content) + len(kept.packed) if isinstance(kept, Answer) else 200_000
    )  # about that of frames
