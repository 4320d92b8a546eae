"""The site: the list of dashboards, their pages as they are computed, and what every page says."""

import asyncio
import hashlib
import json
import re
from collections.abc import AsyncGenerator, AsyncIterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import aclosing
from functools import cache, partial
from pathlib import Path
from typing import Any, ClassVar, NamedTuple
from urllib.parse import quote

from jupyter_core.utils import ensure_async
from jupyter_server.base.handlers import JupyterHandler
from tornado import web
from tornado.iostream import StreamClosedError
from voila.handler import VoilaHandler

from passpro_nb.pages.book import PAGES, Answer, Book
from passpro_nb.pages.edition import PRODUCT
from passpro_nb.pages.scripts import own_files, page_styles
from passpro_nb.serve.access import Shelf, person_of
from passpro_nb.serve.bundle import PLACE, live_script
from passpro_nb.serve.kernels import TooManyError, VisitorKernels
from passpro_nb.serve.visits import (
    HEARTBEAT,
    HEARTBEAT_SECONDS,
    BrokenPageError,
    Visit,
    state_asked,
)

PAGE = Path(__file__).parent / "page"
LIVE = "vif"  # where dashboards with a kernel are, under the names of the pages that need none

# A kernel that never starts leaves the page unended: after this long without a word, it is ended.
SILENCE_SECONDS = 90

# Inline scripts and `blob:` are what Voila's page and anywidget ask for; no other host is named.
HEADERS = {
    "Content-Security-Policy": (
        "default-src 'self'; script-src 'self' 'unsafe-inline' blob:; "
        "style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; font-src 'self' data:; "
        "object-src 'none'; base-uri 'self'; form-action 'self'; frame-ancestors 'self'"
    ),
    "Referrer-Policy": "same-origin",
}


DRAWERS = ThreadPoolExecutor(4, "charts")  # of their own: while they wait, pages are answered


class Dashboard(NamedTuple):
    """A notebook of the served folder, as the index page shows it."""

    name: str
    title: str
    sentence: str


def read_dashboards(folder: Path) -> list[Dashboard]:
    """Return the dashboards of a folder, by file name; title and sentence are in the metadata."""
    found = []
    for path in sorted(folder.glob("*.ipynb")):
        try:
            said = json.loads(path.read_text(encoding="utf-8")).get("metadata", {})
        except ValueError:  # broken: its own page says so, the others are served
            said = {}
        name = path.stem
        found.append(Dashboard(name, said.get("title", name), said.get("description", "")))
    return found


def describe_site(campaign: str, dashboards: Path, base: str = "/") -> dict[str, Any]:
    """Return what every page says of itself; its files' addresses change with what they hold."""
    contents = b"".join(own_files().values())
    version, live = (f"?v={hashlib.sha256(c).hexdigest()[:12]}" for c in (contents, live_script()))
    return {
        "product": PRODUCT,
        "campaign": campaign,
        "base_url": base,
        "home": base,
        "version": version,
        "live_script": f"{base}{PLACE}{live}",
        "styles": page_styles(),
        "ending": "",
        "pages": [dashboard._asdict() for dashboard in read_dashboards(dashboards)],
    }


def finish_packed(page: web.RequestHandler, answer: Answer) -> None:
    """Send the bytes of an answer, packed where there is something to gain and the browser unpacks."""
    page.set_header("Vary", "Accept-Encoding")
    if answer.packed and "gzip" in page.request.headers.get("Accept-Encoding", ""):
        page.set_header("Content-Encoding", "gzip")
        page.finish(answer.packed)
    else:
        page.finish(answer.content)


class PublishedPage(JupyterHandler):
    """A page that is whole in its first answer: nothing is started for it."""

    def initialize(self, shelf: Shelf) -> None:
        """Take the pages of the published figures, of each right."""
        self.shelf = shelf

    @property
    def book(self) -> Book:
        """Return the pages of who is asking."""
        return self.shelf.book(person_of(self))

    @web.authenticated
    async def get(self, name: str, part: str | None) -> None:
        """Answer a page in the state of its address, or one of its charts and workbooks."""
        asked = self.get_query_argument("demande", "")
        part = (part or "").strip("/.")
        ask = partial(self.book.answer, name, state_asked(self.request.query), part, asked)
        threads = DRAWERS if part.endswith("svg") else None
        self.send(await asyncio.get_running_loop().run_in_executor(threads, ask))
        if self.book.cold:  # published anew since
            await asyncio.to_thread(self.book.warm)

    def send(self, answer: Answer) -> None:
        """Send an answer, under its file's name where it is a file."""
        self.set_status(answer.status)
        self.set_header("Content-Type", answer.kind)
        self.set_header("Cache-Control", "private, no-cache")  # asked again, and answered by 304
        if answer.file:
            named = f"attachment; filename*=UTF-8''{quote(answer.file)}"
            self.set_header("Content-Disposition", named)
        finish_packed(self, answer)


class HomePage(PublishedPage):
    """The index: each page with its key figure; where none can be read, the list of dashboards alone."""

    @web.authenticated
    async def get(self) -> None:
        """Answer the list, read anew: a dashboard dropped into the folder shows at once."""
        dashboards = read_dashboards(Path(self.settings["voila"].root_dir))
        self.book.show_dashboards([dashboard._asdict() for dashboard in dashboards])
        answer = await asyncio.to_thread(self.book.answer, "accueil")
        if answer.status == 200:
            self.send(answer)
        else:
            self.finish(self.render_template("home.html", dashboards=dashboards))


@cache
def live_answer() -> Answer:
    """Return the scripts of pages with a kernel, packed once."""
    return Answer.of_text(live_script(), "text/javascript")


class OwnFile(JupyterHandler):
    """The scripts and the styles of pages."""

    files: ClassVar[dict[str, Answer]] = {
        place: Answer.of_text(content, "text/css" if place.endswith(".css") else "text/javascript")
        for place, content in own_files().items()
    }

    async def get(self, place: str) -> None:
        """Answer one; its address changes with what it holds."""
        known = place in self.files
        answer = self.files[place] if known else await asyncio.to_thread(live_answer)
        self.set_header("Content-Type", f"{answer.kind}; charset=utf-8")
        self.set_header("Cache-Control", "max-age=31536000")
        finish_packed(self, answer)


class DashboardPage(VoilaHandler):
    """A dashboard, cell by cell as it is computed."""

    visit: Visit | None = None

    @web.authenticated
    async def get(self, name: str) -> None:
        """Answer the page of a notebook of the folder, and of nothing else."""
        if not (Path(self.settings["voila"].root_dir) / f"{name}.ipynb").is_file():
            raise web.HTTPError(404)
        # Reading the token sets the `_xsrf` cookie, without which a closing tab is refused.
        assert self.xsrf_token
        try:
            async with aclosing(self.get_generator(path=f"{name}.ipynb")) as pieces:
                await _send(self, pieces)
        except StreamClosedError:  # the visitor has left
            return
        except TooManyError:
            self.set_status(503)
            self.set_header("Retry-After", "60")
            self.write(self.render_template("full.html", status_code=503))
        except BrokenPageError:
            self.write(self.render_template("silence.html"))

    def get_generator(self, path: str) -> AsyncGenerator[str]:
        """Return the page, piece by piece: not Voila's own way, whose kernel outlives the visitor."""
        self.set_header("Content-Type", "text/html; charset=utf-8")
        self.set_header("Cache-Control", "no-store")
        script = self.settings["passpro_shelf"].site["live_script"]
        self.set_header("Link", f"<{script}>; rel=preload; as=script")
        self.visit = Visit(self, path, self.settings["passpro_shelf"].file(person_of(self)))
        return self.visit.pieces()

    def on_connection_close(self) -> None:
        """Stop what is computed for a visitor who has left."""
        super().on_connection_close()
        if self.visit:
            self.visit.leave()


async def _send(page: web.RequestHandler, pieces: AsyncIterator[str]) -> None:
    """Send a page as it comes; raises `BrokenPageError` after too long without a word."""
    silences = 0
    async for html in pieces:
        silences = silences + 1 if html == HEARTBEAT else 0
        if silences * HEARTBEAT_SECONDS >= SILENCE_SECONDS:
            raise BrokenPageError
        page.write(html)
        await page.flush()


class KernelAlive(JupyterHandler):
    """Tell a page whether its kernel still lives: 204, or 410 once it is gone."""

    @web.authenticated
    async def get(self, kernel_id: str) -> None:
        """Answer for one kernel: its page is open, though nobody may use it."""
        manager: VisitorKernels = self.settings["kernel_manager"]
        manager.seen(kernel_id)
        alive = kernel_id in manager and await ensure_async(manager.is_alive(kernel_id))
        self.set_status(204 if alive else 410)
        self.finish()


def site_routes(shelf: Shelf, dashboard: dict[str, Any]) -> list[tuple[Any, ...]]:
    """Return the addresses of the site; `dashboard` is what Voila asks of its own page."""
    names = "|".join(PAGES)
    routes: list[tuple[Any, ...]] = [
        ("/", HomePage, {"shelf": shelf}),
        (rf"/({names})((?:/[\w-]+)?\.(?:svg|xlsx))?", PublishedPage, {"shelf": shelf}),
        (f"/({'|'.join(map(re.escape, [*OwnFile.files, PLACE]))})", OwnFile),
        (rf"/{LIVE}/([\w-]+)", DashboardPage, dashboard),
        (r"/passpro/alive/([\w-]+)", KernelAlive),
        (r"/(?:voila/render/)?([\w-]+)(?:\.ipynb)?", DashboardPage, dashboard),
    ]
    under = re.escape(shelf.site["base_url"].rstrip("/"))
    return [(f"{under}{path}", *rest) for path, *rest in routes]
