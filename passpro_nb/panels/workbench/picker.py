"""The choice of a campaign in a notebook: among those found, by its folder, or one to try with."""

from collections.abc import Callable
from pathlib import Path

import ipywidgets as widgets

from passpro_nb.domain.errors import UsageError
from passpro_nb.domain.french import plural, quoted
from passpro_nb.domain.settings import FILE
from passpro_nb.panels import fragments
from passpro_nb.panels.widgets import guard, html_view
from passpro_nb.panels.workbench import campaigns

TRIED = "campagne-exemple"  # a name that every file system writes
TRIED_SIZE = 1500  # applications: a few seconds
IMPOSED = (
    f"Le dossier est donné par la variable {campaigns.VARIABLE} : un autre choix ne vaut que pour "
    "ce carnet, jusqu’à sa fermeture."
)

NOT_ALL = (
    "Trop de dossiers entourent vos carnets pour les parcourir tous : une campagne qui manque à "
    "cette liste s’ouvre par son dossier."
)


class Picker:
    """The widgets of the choice; `take` opens the folder chosen, or raises a sentence.

    Nothing is looked for before it is shown: `offer`.
    """

    def __init__(self, home: Path, take: Callable[[Path], str]) -> None:
        self.home, self.take = home, take
        wide = {"max_width": "46rem"}
        self.list = widgets.Dropdown(description="Campagnes trouvées", layout=wide)
        self.path = widgets.Text(
            description="Ou un autre dossier", placeholder="C:\\Passpro\\campagne 2026", layout=wide
        )
        self.table, self.note, self.said = html_view(), html_view(), html_view()
        self.foot = widgets.VBox([self.said])
        self._act = guard(lambda action: action(), self.foot)
        self.among = self._row(
            self.list,
            self._button("Ouvrir cette campagne", lambda: self._open(self.list.value), "primary"),
        )
        self.prepare = self._row(self._button("En faire une campagne", self._prepare))
        self.tried = self._row(self._button("Essayer avec une campagne inventée", self._try))
        typed = self._row(self.path, self._button("Ouvrir ce dossier", self._typed))
        self.box = widgets.VBox(
            [self.table, self.among, typed, self.note, self.foot, self.prepare, self.tried]
        )

    def offer(self) -> None:
        """Offer the campaigns found now."""
        found, whole = campaigns.find_campaigns(self.home)
        self.list.options = [(one.line, one.folder) for one in found]
        self.list.index = 0 if found else None
        self.table.value = fragments.campaigns(found)
        notes = [IMPOSED] * campaigns.is_imposed() + [NOT_ALL] * (not whole)
        self.note.value = "".join(map(fragments.paragraph, notes))
        _show(self.among, bool(found))
        _show(self.tried, not found)
        _show(self.prepare, False)

    def tell(self, doing: str) -> None:
        """Say what is being done."""
        self.said.value = fragments.doing(f"{doing}…")

    def _row(self, *inputs: widgets.Widget) -> widgets.Box:
        return widgets.Box(inputs).add_class("filtres")

    def _button(self, label: str, action: Callable[[], object], style: str = "") -> widgets.Button:
        button = widgets.Button(description=label, button_style=style)
        button.on_click(lambda _: self._act(action))
        return button

    def _open(self, folder: Path) -> None:
        self.tell("Ouverture")
        said = self.take(folder)
        self.offer()
        self.said.value = fragments.status([said])

    def _typed(self) -> None:
        folder = campaigns.typed_folder(self.path.value, self.home)
        bare = folder.is_dir() and not (folder / FILE).is_file()
        _show(self.prepare, bare)
        if bare:
            files = plural(campaigns.count_files(folder), "fichier")
            raise UsageError(
                f"Le dossier {quoted(folder, campaigns.LONGEST)} n’est pas encore une campagne : il y manque {FILE}, ses "
                f"réglages. Il contient {files} à lire (catalogue…, candidatures…, annuaire…). « En "
                "faire une campagne » y écrit ce fichier, que vous compléterez."
            )
        self._open(folder)

    def _prepare(self) -> None:
        folder = campaigns.typed_folder(self.path.value, self.home)
        campaigns.prepare(folder)
        self._open(folder)

    def _try(self) -> None:
        from passpro_nb.demo.campaign import write_demo  # what invents is seldom wanted

        folder = self.home.parent / TRIED
        write_demo(folder, applications=TRIED_SIZE, progress=self.tell)
        self._open(folder)


def _show(widget: widgets.Widget, shown: bool) -> None:
    widget.layout.display = "" if shown else "none"
