"""The server: a standalone Voila for the site's pages, and nothing but what they need.

The served process knows the published, name-free figures only, through `PUBLISHED_VARIABLE`;
it never opens the nominative store.
"""

import errno
import ipaddress
import logging
import os
import secrets
import shutil
import signal
from collections.abc import Collection
from contextlib import suppress
from pathlib import Path
from threading import Thread
from typing import Any, ClassVar
from urllib.parse import quote

from jupyter_core.utils import run_sync
from jupyter_server.base.handlers import Template404
from jupyter_server.services.kernels.handlers import KernelHandler
from nbclient.exceptions import CellExecutionError, DeadKernelError
from tornado.httputil import HTTPHeaders
from tornado.ioloop import IOLoop
from tornado.iostream import StreamClosedError
from tornado.web import HTTPError, OutputTransform
from tornado.websocket import WebSocketClosedError
from traitlets.config import Config
from voila.app import Voila
from voila.paths import collect_static_paths
from voila.shutdown_kernel_handler import VoilaShutdownKernelHandler
from voila.static_file_handler import MultiStaticFileHandler
from voila.tornado.kernel_websocket_handler import VoilaKernelWebsocketHandler

from passpro_nb.domain.errors import UsageError
from passpro_nb.domain.french import quoted
from passpro_nb.pages.render import TEMPLATES
from passpro_nb.panels.widgets import PUBLISHED_VARIABLE
from passpro_nb.serve.access import EVERYTHING, Access, Naming, ProxyIdentity, Shelf
from passpro_nb.serve.bundle import EXTENSIONS
from passpro_nb.serve.forks import warm_process
from passpro_nb.serve.kernels import (
    LOOK_SECONDS,
    BeatlessClient,
    OwnKernelOnly,
    VisitorKernels,
    bearable,
)
from passpro_nb.serve.site import HEADERS, PAGE, describe_site, live_answer, site_routes
from passpro_nb.serve.sockets import TAKEN_BYTES, PageSocket

# Of Voila's routes: a page's kernel, its messages, its end, and Voila's own scripts.
NEEDED = (
    KernelHandler, PageSocket, VoilaShutdownKernelHandler, MultiStaticFileHandler,
)  # fmt: skip
NEEDED_ENDS = ("/labextensions/(.*)", "/login", "/logout", "/oauth_callback")

# Nothing larger than a form is sent here, and nobody takes a minute to send it.
PATIENCE = {"max_body_size": 64 << 10, "body_timeout": 10, "idle_connection_timeout": 60}
STOP_SECONDS = 15
WARM_SECONDS = 1  # after the start, for who is there first


def serve_dashboards(
    published: Path, *, dashboards: Path, campaign: str = "", port: int = 8866,
    host: str = "127.0.0.1", token: str | None = None, idle_minutes: float = 30,
    cell_seconds: int = 60, most_kernels: int | None = None,
    access: Access = EVERYTHING, proxies: Collection[str] = (), hub: bool = False,
    prefix: str = "/",
) -> None:  # fmt: skip
    """Serve the dashboards of a folder until Ctrl+C.

    `published` is the file of name-free figures; kernels find it in `PUBLISHED_VARIABLE`.
    Off loopback a token is asked, drawn at random if none is given. A page that nobody uses for
    `idle_minutes` is stopped; one of whose cells takes more than `cell_seconds` says it failed.
    `most_kernels` run at once (default: what the memory bears), the next visitor is told so.
    With `proxies`, only what comes from these addresses is answered, to whom they name (`HEADER`);
    with `hub`, to whom JupyterHub names: this is one of its services, as the environment tells.
    `access` says who sees what; `prefix` is where a proxy puts the site.
    Raises UsageError when a path is missing or the port is taken.
    """
    _check_paths(published, dashboards)
    os.environ[PUBLISHED_VARIABLE] = str(published.resolve())
    if token is None:
        token = secrets.token_urlsafe(24) if needs_token(host) and not (proxies or hub) else ""
    whole = set(access.rights.values()) == {None}  # else forks would hold more than is theirs
    site = describe_site(campaign, dashboards, prefix)
    config = _server_config(site, idle_minutes, cell_seconds)
    config.VisitorKernels.most = most_kernels or bearable()
    identity = _identity(config, proxies, hub)
    with warm_process(published.resolve() if whole else None) as provisioner:
        if provisioner:
            config.KernelProvisionerFactory.default_provisioner_name = provisioner
        # The one instance of the process: what Voila's parts log goes through it.
        server = DashboardServer.instance(
            config=config, root_dir=str(dashboards.resolve()), port=port, ip=host, token=token,
            open_browser=False, log_level="ERROR", base_url=prefix, **identity,
        )  # fmt: skip
        server.shelf = Shelf(published.resolve(), access, site)
        server.log.addFilter(shorten_failure)
        for name in ("asyncio", "tornado.application", "tornado.general"):
            logging.getLogger(name).addFilter(is_no_closed_page)
        try:
            server.initialize([])
            server.start()
        finally:
            DashboardServer.clear_instance()
    print("Les tableaux de bord sont arrêtés.")


def _identity(config: Config, proxies: Collection[str], hub: bool) -> dict[str, Any]:
    """Return who tells whom is asked, if anybody does, as Voila takes it."""
    if hub:
        from passpro_nb.serve.hub import HubIdentity, take_token

        take_token(config)
        return {"identity_provider_class": HubIdentity}
    config.ProxyIdentity.proxies = {*proxies}
    return {"identity_provider_class": ProxyIdentity} if proxies else {}


def _check_paths(published: Path, dashboards: Path) -> None:
    if not published.is_file():
        raise UsageError(
            f"Aucun chiffre publié dans {quoted(published)} : "
            f"lancez d’abord {quoted('passpro-nb import')} sur le dossier de la campagne."
        )
    if not any(dashboards.glob("*.ipynb")):
        raise UsageError(f"Aucun tableau de bord dans le dossier {quoted(dashboards)}.")


def needs_token(host: str) -> bool:
    """Tell whether other machines may reach this address: then a token is asked."""
    try:
        return not ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host != "localhost"


def _server_config(site: dict[str, Any], idle_minutes: float, cell_seconds: int) -> Config:
    """Return Voila's settings: one page template, no override, no traceback, kernels that go."""
    idle_seconds = max(1, int(idle_minutes * 60))
    return Config(
        VoilaConfiguration={
            "template": "page",
            "allow_template_override": "NO",
            "allow_theme_override": "NO",
            "show_tracebacks": False,
            "attempt_fix_notebook": False,
            "file_allowlist": [],
            "extension_allowlist": EXTENSIONS,
            "kernel_spec_manager_class": OwnKernelOnly,
            "multi_kernel_manager_class": VisitorKernels,
            "resources": {"site": site},
        },
        VoilaExporter={"language_code": "fr", "template_file": "dashboard.html.j2"},
        VoilaExecutor={
            "timeout": cell_seconds,
            # Where the machine is busy, what a cell shows comes late: a page is whole or says why.
            "iopub_timeout": 60,
            "raise_on_iopub_timeout": True,
            "cell_error_instruction": "Ce tableau de bord n’a pas pu être calculé.",
        },
        # Tabs that close say so (page.js); `VisitorKernels` is for those that could not.
        MappingKernelManager={
            "allow_tracebacks": False,
            "cull_idle_timeout": idle_seconds,
            "cull_interval": min(LOOK_SECONDS, idle_seconds),
            "cull_connected": True,
        },
        # A kernel restarted under its old id has lost its widgets: its page must know it is dead.
        # Sockets that are files: no port that other accounts of the machine could listen on.
        IdentityProvider={"cookie_options": {"samesite": "Lax"}},  # a link in a mail leads in
        KernelManager={
            "autorestart": False,
            "transport": "ipc" if os.name == "posix" else "tcp",
            "client_factory": BeatlessClient,
        },
    )


def shorten_failure(record: logging.LogRecord) -> bool:
    """Log a failed dashboard in one line: its notebook, opened in Jupyter, tells the rest."""
    error = record.exc_info[1] if record.exc_info else None
    if isinstance(error, CellExecutionError):
        record.msg = f"Un tableau de bord a échoué. {error.ename} : {error.evalue}"
        record.args, record.exc_info = (), None
    return True


def is_no_closed_page(record: logging.LogRecord) -> bool:
    """Keep out of the log that a visitor closed a page while it was being written to."""
    error = record.exc_info[1] if record.exc_info else None
    # the library's own way of failing on a visitor who left before the socket was accepted
    left = isinstance(error, AttributeError) and error.name == "kernel_ws_protocol"
    gone = (WebSocketClosedError, StreamClosedError, DeadKernelError)
    late = record.msg.startswith("Got events for closed stream")  # of a kernel that was ended
    return not (left or late or isinstance(error, gone))


class DashboardServer(Voila):
    """Voila, with our own pages and without the routes that no dashboard needs."""

    shelf: Shelf

    # Voila's own name finds its settings; a `voila.json` of the account must not change ours.
    config_file_paths: ClassVar[list[str]] = []

    def setup_template_dirs(self) -> None:
        """Use our own templates only; Voila's scripts still come from its own folder."""
        self.template_paths = [str(PAGE), str(TEMPLATES)]
        self.static_paths = collect_static_paths(["voila"], "base")

    def init_settings(self) -> dict[str, Any]:
        """Voila's settings, with our pages for the index, the errors and the login."""
        settings = super().init_settings()
        pages = settings["voila_jinja2_env"]
        pages.globals["site"] = self.config.VoilaConfiguration.resources["site"]
        settings["jinja2_env"] = pages
        settings["headers"] = HEADERS
        # Without a token only this machine's own names are answered: a page from elsewhere that
        # points its name at 127.0.0.1 is refused.
        # What a proxy passes on is named as it was asked; only who it or the hub names is answered.
        behind = isinstance(self.identity_provider, Naming)
        settings["allow_remote_access"] = bool(self.token) or behind
        settings["passpro_shelf"] = self.shelf
        # Voila's scripts weigh 5 MB: off this machine they travel compressed. The hub's proxy does
        # not do it, others do.
        proxied = isinstance(self.identity_provider, ProxyIdentity)
        settings["compress_response"] = settings["allow_remote_access"] and not proxied
        settings["xsrf_cookie_kwargs"] = {"samesite": "Strict"}
        settings["default_handler_class"] = Template404
        settings["ws_ping_timeout"] = settings["ws_ping_interval"] = 30_000
        settings["websocket_max_message_size"] = TAKEN_BYTES
        return settings

    def init_handlers(self) -> list[Any]:
        """Keep the routes that a page uses: its kernel, its scripts, the login; add our pages."""
        own = {VoilaKernelWebsocketHandler: PageSocket}
        under = self.base_url.rstrip("/")  # which the login's own addresses lack
        routes = [
            (path if path.startswith(under) else under + path, own.get(kind, kind), *rest)
            for path, kind, *rest in super().init_handlers()
        ]
        kept = [h for h in routes if h[1] in NEEDED or h[0].endswith(NEEDED_ENDS)]
        names = ("template_paths", "config", "voila_configuration")
        return [*kept, *site_routes(self.shelf, {name: getattr(self, name) for name in names})]

    def listen(self) -> None:
        """Listen on the asked port, on no other, and say so once requests are answered."""
        self.app.add_transform(OwnHeaders)
        try:
            self.app.listen(self.port, self.ip, **PATIENCE)
        except OSError as error:
            self.stop()
            raise UsageError(_refused_port(self.port, error)) from error
        self.ioloop = IOLoop.current()
        query = f"?token={quote(self.token)}" if self.token else ""
        address = self.display_url.partition("?")[0] + query
        said = f"Tableaux de bord : {address}\nCtrl+C pour les arrêter."
        self.ioloop.add_callback(print, said, flush=True)
        self.ioloop.call_later(WARM_SECONDS, Thread(target=self._warm, daemon=True).start)
        try:
            self.ioloop.start()
        except KeyboardInterrupt:
            print()
        finally:
            self.stop()

    def _warm(self) -> None:
        """Make ahead what is asked most."""
        live_answer()
        self.shelf.warm()

    def _handle_signal_stop(self, sig: int, frame: Any) -> None:
        """End; the system ends this process where it does not by itself."""
        if hasattr(signal, "alarm"):
            signal.alarm(STOP_SECONDS)
        super()._handle_signal_stop(sig, frame)

    def stop(self) -> None:
        """Stop who draws and every kernel, then remove their connection files."""
        self.shelf.drawer.stop()
        with suppress(HTTPError):  # a kernel that ended by itself meanwhile
            run_sync(self.kernel_manager.shutdown_all)(now=True)
        shutil.rmtree(self.connection_dir, ignore_errors=True)


class OwnHeaders(OutputTransform):
    """What every answer says, files and errors too: its kind is what it says, not who wrote it."""

    def transform_first_chunk(
        self, status_code: int, headers: HTTPHeaders, chunk: bytes, finishing: bool
    ) -> tuple[int, HTTPHeaders, bytes]:
        """Set the headers of an answer about to be sent."""
        headers["X-Content-Type-Options"] = "nosniff"
        headers.pop("Server", None)
        return status_code, headers, chunk


def _refused_port(port: int, error: OSError) -> str:
    if error.errno == errno.EADDRINUSE:
        taken = f"Le port {port} est déjà pris par un autre programme"
        return f"{taken} : choisissez-en un autre avec {quoted('--port')}."
    return f"Le port {port} ne peut pas être ouvert sur cette machine : choisissez-en un autre."
