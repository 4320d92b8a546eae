"""JupyterLab as the office needs it: in French, on the summary, with nothing that nobody here uses."""

import os
import secrets
import shutil
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, ClassVar

from jupyter_server.serverapp import ServerApp
from jupyterlab.handlers.announcements import NeverCheckForUpdate
from jupyterlab.labapp import LabApp
from traitlets import default

from passpro_nb.domain.errors import UsageError
from passpro_nb.domain.french import quoted
from passpro_nb.panels.workbench import campaigns, notebooks, readings
from passpro_nb.serve.doors import own_notebooks

OWN = Path(__file__).with_name("jupyter")
SUMMARY = "00_sommaire.ipynb"
# Pages of a notebook converted, which would hold its outputs.
NEEDLESS = ("nbconvert", "view")


def open_lab(folder: Path | None) -> None:
    """Open the analyst's own notebooks until Ctrl+C; a folder given is the campaign of all of them.

    Raises `UsageError` where that folder is not there.
    """
    source, home = own_notebooks()
    if folder and not folder.is_dir():
        raise UsageError(f"Le dossier {quoted(folder)} n’existe pas.")
    for said in notebooks.bring_notebooks(source, home):
        print(said, flush=True)
    readings.sweep(home)
    if found := notebooks.with_outputs(home):
        print(notebooks.say_outputs(home, found), flush=True)
        print(f"Le carnet {quoted(SUMMARY)} propose de les vider.", flush=True)
    if folder:
        campaigns.remember(home, folder)
        os.environ.pop(campaigns.VARIABLE, None)
    elif given := os.environ.get(campaigns.VARIABLE):
        os.environ[campaigns.VARIABLE] = str(Path(given).resolve())
    Lab.launch_instance(_options(home))


def _options(home: Path) -> list[str]:
    """Return Jupyter's options: what it keeps stands beside the notebooks, apart from the account's."""
    kept = home / ".passpro" / "jupyterlab"
    shutil.rmtree(kept / "espaces", ignore_errors=True)  # what was open last time would open again
    return [
        f"--ServerApp.root_dir={home}",
        "--ServerApp.terminals_enabled=False",
        "--ServerApp.kernel_spec_manager_class=passpro_nb.serve.kernels.OwnKernelOnly",
        "--Application.log_level=ERROR",
        f"--IdentityProvider.token={secrets.token_hex(24)}",
        f"--KernelManager.transport={'ipc' if os.name == 'posix' else 'tcp'}",
        f"--LabApp.default_url=/lab/tree/{SUMMARY}",
        f"--LabApp.user_settings_dir={kept / 'reglages'}",
        f"--LabApp.workspaces_dir={kept / 'espaces'}",
        "--LabApp.extension_manager=readonly",
    ]


class LabServer(ServerApp):
    """Jupyter's server, without conversions, that stores no outputs and ends at the first signal."""

    default_services: Any = tuple(n for n in ServerApp.default_services if n not in NEEDLESS)

    @default("allow_root")
    def _allow_root(self) -> bool:
        """Open for root too, in a container: this machine alone reaches it, and with the token."""
        return True

    def init_webapp(self) -> None:
        """Take the outputs out of what is saved, whatever the account's own settings say."""
        if os.name == "posix":  # sockets that are files: their names must be short
            self._sockets = TemporaryDirectory(prefix="passpro-", dir="/tmp")
            self.kernel_manager.connection_dir = self._sockets.name
        self.contents_manager.register_pre_save_hook(strip_on_save)
        super().init_webapp()

    def start(self) -> None:
        """Say the address once requests are answered."""
        token = self.identity_provider.token
        address = self.local_url.partition("?")[0] + (f"?token={token}" if token else "")
        said = f"Carnets : {address}\nCtrl+C pour les arrêter."
        self.io_loop.add_callback(print, said, flush=True)
        super().start()

    def _signal_stop(self, sig: Any, frame: Any) -> None:
        self.stop(from_signal=True)

    def _handle_sigint(self, sig: Any, frame: Any) -> None:
        """End too: Jupyter would ask, in English, and go on without an answer."""
        self._signal_stop(sig, frame)


class Lab(LabApp):
    """JupyterLab with our settings: French, no news, no look for updates, no launcher."""

    serverapp_class = LabServer
    load_other_extensions = False
    app_settings_dir = str(OWN / "settings")
    extra_labextensions_path: ClassVar = [str(OWN / "labextensions")]
    news_url = None
    check_for_updates_class = NeverCheckForUpdate

    def initialize_handlers(self) -> None:
        """Name in the page the notebooks that run when they are opened: those nobody has changed."""
        page = self.serverapp.web_app.settings.setdefault("page_config_data", {})
        page["buildAvailable"] = page["buildCheck"] = False
        page["passproNotebooks"] = notebooks.untouched(*own_notebooks())
        super().initialize_handlers()

    @classmethod
    def get_extension_package(cls) -> str:
        """Return where Jupyter's server finds this."""
        return __name__


def _jupyter_server_extension_points() -> list[dict[str, Any]]:
    return [{"module": __name__, "app": Lab}]


def strip_on_save(model: dict[str, Any], **_: Any) -> None:
    """Take the outputs out of a notebook that is about to be saved."""
    if model["type"] == "notebook" and model.get("content"):
        notebooks.strip(model["content"])
