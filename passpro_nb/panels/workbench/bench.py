"""What stands at the top of every notebook: the one campaign, chosen once, and what is shown of it.

A notebook's first cell is `atelier = open_workbench()`, then `atelier`; each of the others is
`atelier.show(build)`, where `build` takes the campaign and returns a widget. When another campaign
is chosen, all that is shown is built again.
"""

from collections.abc import Callable
from contextlib import suppress
from datetime import date
from pathlib import Path

import ipywidgets as widgets
import traitlets
from IPython.display import display

from passpro_nb.check.campaign import Campaign, default_day, say_no_offer
from passpro_nb.domain.errors import PassproError, UsageError
from passpro_nb.domain.french import listing, long_date, plural, quoted
from passpro_nb.panels import fragments
from passpro_nb.panels.widgets import Look, guard, html_view
from passpro_nb.panels.workbench import campaigns, notebooks
from passpro_nb.panels.workbench.picker import Picker
from passpro_nb.panels.workbench.readings import read_once

Build = Callable[[Campaign], widgets.Widget]

UNCHOSEN = "Aucune campagne n’est ouverte : choisissez-en une par « Changer de campagne », en haut de ce carnet."
NOTHING_KEPT = "Aucun carnet n’est enregistré avec des résultats."


class Keeper(widgets.VBox):
    """A panel that may change what is kept of its campaign, its imports say; it tells the workbench."""

    kept = traitlets.Int(0)  # how often it did
    anew: Campaign | None = None  # the campaign as it has read it since, where it has

    def tell(self, anew: Campaign | None = None) -> None:
        """Tell that what is kept has changed, or that the campaign was read again."""
        self.anew = anew
        self.kept += 1


class Workbench:
    """The campaign of a notebook, and what is shown of it; made by `open_workbench`.

    `campaign` is the checked campaign, for those who know pandas.
    """

    def __init__(self, home: Path) -> None:
        self.home, self.folder = home, campaigns.chosen_folder(home)
        self._opened: Campaign | PassproError | None = None
        self._stages: dict[Build, _Stage] = {}
        self._said = html_view()
        self._picker = Picker(home, self.take)
        again, change = _button("Relire les fichiers"), _button("Changer de campagne")
        place, foot = widgets.VBox([self._said]), widgets.VBox()
        again.on_click(guard(lambda _: self._again(), place))
        change.on_click(guard(lambda _: self._unfold(foot), foot))
        buttons = widgets.Box([change, again]).add_class("filtres").add_class("serre")
        self._bar = widgets.VBox([Look(), place, buttons, foot])

    @property
    def campaign(self) -> Campaign:
        """Return the campaign chosen, read once; a sentence is raised where there is none."""
        opened = self._opened or self._open()
        if isinstance(opened, PassproError):
            raise opened
        return opened

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
        self._picker.offer()
        display(self._picker.box)

    def check_notebooks(self) -> None:
        """Show what is to be known of the analyst's own notebooks, and the button that empties them."""
        display(_Kept(self.home).box)

    def take(self, folder: Path) -> str:
        """Take another campaign, for every notebook; build again what is shown, and say so.

        One that cannot be opened raises a sentence, and leaves the one there is.
        """
        try:
            opened = self._read(folder)
        except PassproError:
            self.say_again()
            raise
        self.folder, self._opened = folder, opened
        for stage in self._stages.values():
            stage.wait()
        if not campaigns.is_imposed():
            campaigns.remember(self.home, folder)
        self.say_again()
        for stage in self._stages.values():
            stage.fill()
        return f"{quoted(opened.settings.campagne.nom)} est ouverte."

    def _open(self, *, anew: bool = False) -> Campaign | PassproError:
        try:
            self._opened = self._read(self.folder, anew=anew)
        except PassproError as error:
            self._opened = error
        self.say_again()
        self._picker.said.value = ""
        return self._opened

    def _again(self) -> None:
        """Read the files again; figures of before do not outlive a folder that is read no more."""
        self._opened = None
        for stage in self._stages.values():
            stage.wait()
        self._open(anew=True)
        for stage in self._stages.values():
            stage.fill()

    def hear(self, stage: "_Stage", keeper: Keeper) -> None:
        """Say anew which campaign this is; where a panel has read it again, the others show that one."""
        if keeper.anew and keeper.anew is not self._opened:
            self._opened = keeper.anew
            for other in (each for each in self._stages.values() if each is not stage):
                other.fill()
        self.say_again()

    def say_again(self) -> None:
        """Say anew which campaign this is: its last import may be another."""
        self._said.value = self._say()

    def _unfold(self, foot: widgets.VBox) -> None:
        if not foot.children:
            self._picker.offer()
        foot.children = () if foot.children else (self._picker.box,)

    def _read(self, folder: Path | None, *, anew: bool = False) -> Campaign:
        if folder is None:
            raise UsageError(UNCHOSEN)
        self._tell("Lecture des fichiers")
        return read_once(self.home, folder, self._tell, anew=anew)

    def _tell(self, doing: str) -> None:
        self._said.value = fragments.doing(f"{doing}…")
        self._picker.tell(doing)

    def _say(self) -> str:
        """Return which campaign this is: name, folder, day, files, last import; or why there is none."""
        if not isinstance(self._opened, Campaign):
            return str(fragments.notice(str(self._opened)))
        campaign = self._opened
        found = campaigns.describe(campaign.folder)
        files = listing(dict.fromkeys(source.file for source in campaign.sources), 6)
        warned = [say_no_offer(campaign)] if campaign.offers.empty else []
        day = long_date(default_day(campaign, date.today()))
        return str(fragments.campaign(found, campaign.folder.resolve(), day, files, warned))

    def _ipython_display_(self) -> None:
        display(self._bar)
        with suppress(PassproError):
            _ = self.campaign

    def __repr__(self) -> str:
        return f"Atelier sur le dossier {quoted(self.folder, campaigns.LONGEST)}"


def _button(label: str) -> widgets.Button:
    return widgets.Button(description=label)


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
            shown.observe(lambda _: self.bench.hear(self, shown), names="kept")
        self.box.children = (shown,)


class _Kept:
    """What an analyst's notebooks hold that may name pupils, and the newer editions beside them."""

    def __init__(self, home: Path) -> None:
        self.home = home
        self.clear = widgets.Button(description="Vider ces résultats")
        self.said, self.box = html_view(), widgets.VBox()
        self.clear.on_click(guard(lambda _: self._clear(), self.box))
        self._look()

    def _look(self, *done: str) -> None:
        held = notebooks.say_outputs(self.home, notebooks.with_outputs(self.home))
        newer = notebooks.say_newer(self.home)
        self.said.value = fragments.status([*done, *filter(None, [held, newer])] or [NOTHING_KEPT])
        button = widgets.Box([self.clear]).add_class("filtres").add_class("serre")
        self.box.children = (self.said, button) if held else (self.said,)

    def _clear(self) -> None:
        count = notebooks.clear_outputs(self.home)
        self._look(
            f"{plural(count, 'carnet vidé de ses résultats', 'carnets vidés de leurs résultats')}."
        )


def open_workbench(home: Path | str = ".") -> Workbench:
    """Return the workbench of a notebook; `home` is the folder in which the notebooks stand."""
    return Workbench(Path(home).resolve())
