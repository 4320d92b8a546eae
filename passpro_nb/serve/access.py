"""Who sees which départements: `acces.toml` of the campaign, and whom a trusted proxy says is asking."""

import gc
import tomllib
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from jupyter_server.auth import IdentityProvider, User
from jupyter_server.base.handlers import JupyterHandler
from tornado.web import HTTPError, RequestHandler
from traitlets import Set

from passpro_nb.domain.errors import UsageError
from passpro_nb.domain.french import listing, quoted
from passpro_nb.pages.book import Book
from passpro_nb.pages.links import Links
from passpro_nb.serve.drawing import Drawer
from passpro_nb.store.published import publish, read_published
from passpro_nb.store.rights import restrict

FILE = "acces.toml"
TABLE, OTHERS, ALL = "departements", "*", "tous"
HEADER = "X-Remote-User"  # where the proxy says who is asking


@dataclass(frozen=True)
class Access:
    """The départements of each person, by the name that the proxy or the hub says; None: all."""

    rights: Mapping[str, tuple[str, ...] | None] = field(default_factory=lambda: {OTHERS: None})

    def of(self, person: str) -> tuple[str, ...] | None:
        """Return the départements of a person; whoever is not named has those of « * », else none."""
        return self.rights.get(person.casefold(), self.rights.get(OTHERS, ()))


EVERYTHING = Access()


def read_access(folder: Path, known: Collection[str]) -> Access:
    """Read `acces.toml`; without it, everybody sees everything.

    Raises `UsageError` for what it does not say rightly: a server that guessed would show too much.
    """
    path = folder / FILE
    if not path.is_file():
        return EVERYTHING
    try:
        said = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        raise UsageError(
            f"{FILE} ne se lit pas : vérifiez ses guillemets et ses crochets."
        ) from None
    if set(said) != {TABLE} or not isinstance(said[TABLE], dict):
        raise UsageError(f"{FILE} n’a qu’une partie, [{TABLE}] : une personne par ligne.")
    return Access({str(n).casefold(): _read_right(n, v, known) for n, v in said[TABLE].items()})


def _read_right(person: str, value: Any, known: Collection[str]) -> tuple[str, ...] | None:
    if value == ALL:
        return None
    if not isinstance(value, list) or not {*map(str, value)} <= {*known}:
        raise UsageError(
            f"{FILE}, {quoted(person)} : {quoted(ALL)}, ou une liste parmi {listing(sorted(known))}."
        )
    return tuple(sorted({*map(str, value)}))


class Naming:
    """What names each person who asks, by whose name `acces.toml` gives rights."""


class ProxyIdentity(Naming, IdentityProvider):
    """Whom a proxy that is trusted names; whatever comes from another address is refused."""

    proxies = Set(help="The addresses of the proxies that are trusted.").tag(config=True)
    login_available = False

    def get_user(self, handler: RequestHandler) -> User:
        """Return who is asking; 403 where no trusted proxy says so, once."""
        handler.current_user = None  # without it, no page can say that it is refused
        named = handler.request.headers.get_list(HEADER)
        if handler.request.remote_ip not in self.proxies or len(named) != 1 or not named[0].strip():
            raise HTTPError(403)
        return User(named[0].strip())


class Shelf:
    """The pages and the files of each right: whoever asks gets those of his départements.

    The files are in a folder of this process alone, gone when it ends.
    """

    def __init__(self, path: Path, access: Access, site: dict[str, Any]) -> None:
        self.path, self.access, self.site = path, access, site
        self.drawer = Drawer()
        self._folder = TemporaryDirectory(prefix="passpro-")
        self._books: dict[tuple[str, ...] | None, Book] = {}
        self._files: dict[tuple[str, ...], tuple[int, Path]] = {}

    def book(self, person: str) -> Book:
        """Return the pages of a person's départements."""
        return self._book(self.access.of(person))

    def _book(self, right: tuple[str, ...] | None) -> Book:
        if right not in self._books:
            links = Links(self.site["base_url"])
            self._books[right] = Book(self.path, links, self.site, right, self.drawer)
        return self._books[right]

    def warm(self) -> None:
        """Render ahead what is asked most, with each right that somebody has."""
        for right in {*self.access.rights.values()}:
            self._book(right).warm()
        gc.freeze()  # what stays is not looked at again: it made some answers wait a quarter of a second

    def file(self, person: str) -> Path:
        """Return the published file of a person's départements: a kernel is given nothing else."""
        right = self.access.of(person)
        if right is None:
            return self.path
        stamp = self.path.stat().st_mtime_ns
        if right not in self._files or self._files[right][0] != stamp:
            folder = Path(self._folder.name) / ("-".join(right) or "rien")
            cut = restrict(read_published(self.path), right)
            self._files[right] = (stamp, publish(cut, folder))
        return self._files[right][1]


def person_of(handler: JupyterHandler) -> str:
    """Return the name of who is asking, "" where neither a proxy nor a hub says it."""
    named = isinstance(handler.identity_provider, Naming)
    return str(handler.current_user.username) if named and handler.current_user else ""
