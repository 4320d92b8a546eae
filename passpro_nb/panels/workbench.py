"""What stands at the top of every notebook: the one campaign, chosen once, and what is shown of it.

A notebook's first cell is `atelier = open_workbench()`, then `atelier`; each of the others is
`atelier.show(build)`, where `build` takes the campaign and returns a widget. When another campaign
is chosen, all that is shown is built again.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import ipywidgets as widgets
import traitlets
from IPython.display import display

from passpro_nb.check.campaign import Campaign, check_folder, say_no_offer
from passpro_nb.domain.errors import PassproError, UsageError
from passpro_nb.domain.french import listing, long_date, quoted
from passpro_nb.panels import campaigns, fragments
from passpro_nb.panels.widgets import Look, guard, html_view

Build = Callable[[Campaign], widgets.Widget]

UNCHOSEN = "Aucune campagne n’est ouverte : choisissez-en une en haut de ce carnet."
IMPOSED = (
    f"Le dossier est donné par la variable {campaigns.VARIABLE} : un autre choix ne vaut que pour "
    "ce carnet, et jusqu’à sa fermeture."
)


class Keeper(widgets.VBox):
    """A panel that may change what is kept of its campaign, its imports say; it tells the workbench."""

    kept = traitlets.Int(0)  # how often it did

    def tell(self) -> None:
        """Tell that what is kept has changed."""
        self.kept += 1


class Workbench:
    """The campaign of a notebook, and what is shown of it; made by `open_workbench`.

    `campaign` is the checked campaign, for those who know pandas.
    """

    def __init__(self, home: Path) -> None:
        self.home, self.folder = home, campaigns.chosen_folder(home)
        self._opened: Campaign | PassproError | None = None
        self._stages: dict[Build, _Stage] = {}
        self.said = html_view()
        self.place = widgets.VBox([self.said])
        self.picker = _Picker(self)
        self.bar = widgets.VBox([Look(), self.place, self.picker.buttons, self.picker.box])

    @property
    def campaign(self) -> Campaign:
        """Return the campaign chosen, read once; a sentence is raised where there is none."""
        if self._opened is None:
            self._opened = self._open()
            self.say_again()
        if isinstance(self._opened, PassproError):
            raise self._opened
        return self._opened

    def show(self, build: Build, what: str = "", *, early: bool = False) -> None:
        """Show what `build` makes of the campaign, now and whenever another is chosen.

        `what` is said while it is computed: « les constats ». `early`: it makes sense of files in
        which no offer could be read.
        """
        stage = self._stages[build] = _Stage(self, build, what, early)
        display(stage.box)
        stage.fill()

    def choose(self) -> None:
        """Show the campaigns found, and the choice among them."""
        self.bar.children = (*self.bar.children[:2], self.picker.buttons.children[1])
        self.picker.offer()
        self.picker.box.layout.display = ""
        display(self.picker.box)

    def open(self, folder: Path) -> None:
        """Take another campaign, for every notebook, and build again what is shown."""
        self.folder, self._opened = folder, None
        for stage in self._stages.values():
            stage.wait()
        with self._reporting():
            _ = self.campaign
            if not campaigns.is_imposed():
                campaigns.remember(self.home, folder)
        for stage in self._stages.values():
            stage.fill()

    def say_again(self) -> None:
        """Say anew which campaign this is: its last import may be another."""
        self.said.value = self._say()

    def _open(self) -> Campaign | PassproError:
        if self.folder is None:
            return UsageError(UNCHOSEN)
        try:
            return check_folder(self.folder, self._tell)
        except PassproError as error:
            return error

    def _tell(self, doing: str) -> None:
        self.said.value = fragments.doing(f"{doing}…")

    @contextmanager
    def _reporting(self) -> Iterator[None]:
        """Let the bar say why no campaign could be opened, and go on."""
        try:
            yield
        except PassproError as error:
            self.said.value = fragments.notice(str(error))

    def _say(self) -> str:
        """Return which campaign this is: name, folder, day, files, last import; or why there is none."""
        if not isinstance(self._opened, Campaign):
            return str(fragments.notice(str(self._opened)))
        campaign = self._opened
        found = campaigns.describe(campaign.folder)
        files = listing(dict.fromkeys(source.file for source in campaign.sources), 6)
        warned = [*([say_no_offer(campaign)] if campaign.offers.empty else [])]
        day = long_date(campaign.figures().day)
        return str(fragments.campaign(found, campaign.folder.resolve(), day, files, warned))

    def _ipython_display_(self) -> None:
        display(self.bar)
        with self._reporting():
            _ = self.campaign

    def __repr__(self) -> str:
        return f"Atelier sur le dossier {quoted(self.folder)}"


class _Stage:
    """A place of a notebook: what a builder made of the campaign, what is being computed, or why not."""

    def __init__(self, bench: Workbench, build: Build, what: str, early: bool) -> None:
        self.bench, self.build, self.early = bench, build, early
        self.doing = f"Calcul : {what}…" if what else "Calcul en cours…"
        self.box = widgets.VBox()
        self.fill = guard(self._fill, self.box)

    def wait(self) -> None:
        """Show nothing of the campaign before, and say what is to come."""
        self.box.children = (html_view(fragments.doing(self.doing)),)

    def _fill(self) -> None:
        self.wait()
        try:
            campaign = self.bench.campaign
        except PassproError:
            raise UsageError(UNCHOSEN) from None
        if campaign.offers.empty and not self.early:
            raise UsageError(say_no_offer(campaign))
        shown = self.build(campaign)
        if isinstance(shown, Keeper):
            shown.observe(lambda _: self.bench.say_again(), names="kept")
        self.box.children = (shown,)


class _Picker:
    """The choice of a campaign: among those found, or by its folder."""

    def __init__(self, bench: Workbench) -> None:
        self.bench = bench
        self.list = widgets.Dropdown(description="Campagnes trouvées")
        self.path = widgets.Text(
            description="Ou un autre dossier", placeholder="C:\\Passpro\\campagne 2026",
            continuous_update=False,
        )  # fmt: skip
        take = widgets.Button(description="Ouvrir cette campagne", button_style="primary")
        typed = widgets.Button(description="Ouvrir ce dossier")
        self.foot, self.table = widgets.VBox(), html_view()
        rows = [
            self.table,
            widgets.Box([self.list, take]).add_class("filtres"),
            widgets.Box([self.path, typed]).add_class("filtres"),
        ]
        self.box = widgets.VBox([*rows, self.foot], layout={"display": "none"})
        change = widgets.Button(description="Changer de campagne")
        again = widgets.Button(description="Relire les fichiers")
        self.buttons = widgets.Box([change, again]).add_class("filtres")
        for button, action in (
            (change, self.toggle), (again, self._again), (take, self._take), (typed, self._typed),
        ):  # fmt: skip
            button.on_click(guard(lambda _, action=action: action(), self.foot))

    def toggle(self) -> None:
        """Open the choice, with the campaigns found now, or shut it."""
        shut = self.box.layout.display == "none"
        if shut:
            self.offer()
        self.box.layout.display = "" if shut else "none"

    def offer(self) -> None:
        """Offer the campaigns found now."""
        found = campaigns.find_campaigns(self.bench.home)
        self.list.options = [(one.line, one.folder) for one in found]
        rows = [
            (one.name, str(one.folder), one.files, one.day or "–", one.imported) for one in found
        ]
        heads = ("Campagne", "Dossier", "Fichiers", "Données au", "Dernier import")
        self.table.value = fragments.plain_table(heads, rows, "Campagnes trouvées")
        said = [IMPOSED] if campaigns.is_imposed() else []
        self.foot.children = tuple(html_view(fragments.paragraph(text)) for text in said)

    def _again(self) -> None:
        if self.bench.folder is not None:
            self.bench.open(self.bench.folder)

    def _take(self) -> None:
        if self.list.value is not None:
            self._open(self.list.value)

    def _typed(self) -> None:
        self._open(campaigns.typed_folder(self.path.value, self.bench.home))

    def _open(self, folder: Any) -> None:
        self.bench.open(folder)
        self.offer()


def open_workbench(home: Path | str = ".") -> Workbench:
    """Return the workbench of a notebook; `home` is the folder in which the notebooks stand."""
    return Workbench(Path(home).resolve())
