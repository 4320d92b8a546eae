"""The analysts' panel of replies: choose their folder, read, accept, see what changed."""

from datetime import date
from pathlib import Path

import ipywidgets as widgets
import pandas as pd

from passpro_nb.domain.errors import UsageError
from passpro_nb.domain.figures import label
from passpro_nb.export.records import records
from passpro_nb.panels import fragments
from passpro_nb.panels import widgets as show
from passpro_nb.panels.relaunch import replies as returned
from passpro_nb.panels.relaunch.asking import WIDE, button, follow, progress_bar
from passpro_nb.panels.relaunch.desk import Desk
from passpro_nb.panels.tables import say_files
from passpro_nb.relaunch.returns.judge import KNOWN, REFUSED, REPORT, TAKEN
from passpro_nb.relaunch.returns.receipts import say_outcome

READING = "Lire ne change rien : vous voyez d’abord ce qui serait pris, ce qui ne le serait pas, et pourquoi."
NOT_YET = "Ce que les réponses acceptées changent se lira ici."
CELLS = [
    show.ShownColumn("verdict", "Sort"), show.ShownColumn("name", "Établissement"),
    show.ShownColumn("sheet", "Feuille"), show.ShownColumn("row", "Ligne", "number"),
    show.ShownColumn("column", "Colonne"),
    show.ShownColumn("value", "Réponse"), show.ShownColumn("message", "Ce qui est dit"),
]  # fmt: skip
FILES = [
    show.ShownColumn("file", "Fichier"), show.ShownColumn("name", "Établissement"),
    show.ShownColumn(TAKEN, "Pris", "number"), show.ShownColumn(REFUSED, "Non pris", "number"),
    show.ShownColumn(REPORT, "À reporter", "number"),
    show.ShownColumn(KNOWN, "Déjà dans les données", "number"),
]  # fmt: skip
CHANGE = [
    show.ShownColumn("name", "Établissement"),
    show.ShownColumn("expected", label("expected"), "number"),
    show.ShownColumn("entered_before", "Saisis avant", "number"),
    show.ShownColumn("entered", "Saisis après", "number"),
    show.ShownColumn("coverage_before", "Couverture avant", "percent"),
    show.ShownColumn("coverage", "Couverture après", "percent"),
    show.ShownColumn("overdue_before", "En retard avant", "number"),
    show.ShownColumn("overdue", "En retard après", "number"),
]  # fmt: skip


class RepliesPanel:
    """The widgets of the panel and what ties them, from a folder of replies to coverage."""

    def __init__(self, desk: Desk, folder: str = "") -> None:
        self.desk = desk
        place = folder or str(returned.usual_place(desk.campaign))
        self.folder = widgets.Text(place, description="Dossier des réponses", **WIDE)
        self.passwords = widgets.Text(
            returned.usual_passwords(desk.campaign), description="Mots de passe",
            placeholder="le mots-de-passe.csv du paquet, si les classeurs sont chiffrés", **WIDE,
        )  # fmt: skip
        self.there = show.html_view()
        self.drop = widgets.FileUpload(
            multiple=True, description="Y déposer des fichiers", layout={"width": "auto"}
        )
        self.place = widgets.VBox([self.folder, self.there, self.drop])
        self.look = show.guard(self._look, self.place)
        self.folder.observe(lambda _: self.look(), names="value")
        self.drop.observe(show.guard(lambda _: self._drop(), self.place), names="value")
        self.read, self.bar = button("Lire", button_style="primary"), progress_bar("Lecture")
        self.result, self.change = widgets.VBox([]), widgets.VBox([])
        self.read.on_click(show.guard(lambda _: self._read(), self.result))
        self.accept = button("Accepter ce qui est pris", button_style="primary")
        self.accept.on_click(show.guard(lambda _: self._accept(), self.change))
        self.box = widgets.VBox(
            [
                show.heading("4. Lire ce qui est revenu", 3),
                show.html_view(fragments.paragraph(READING)), self.place, self.passwords,
                self.read, self.bar, self.result, self.change,
            ]
        )  # fmt: skip
        self.desk.on_change(self._follow)
        self._show_change(NOT_YET)
        self.look()

    def _show_change(self, *said: str, table: show.SortableTable | None = None) -> None:
        told = show.heading("5. Ce qui a changé", 3), show.html_view(fragments.status(said))
        self.change.children = (*told, *([table] if table else []))

    def _follow(self) -> None:
        """Propose the passwords of a pack that was just encrypted; say what lies there now."""
        self.passwords.value = self.passwords.value or returned.usual_passwords(self.desk.campaign)
        self.look()

    @property
    def chosen(self) -> Path:
        """Return the folder of the replies; blank, it is none: never the one we happen to be in."""
        if not self.folder.value.strip():
            raise UsageError("Dites dans quel dossier sont les réponses.")
        return Path(self.folder.value.strip())

    def _look(self) -> None:
        self.there.value = fragments.status([returned.say_there(self.chosen)])

    def _drop(self) -> None:
        """Put the files that a person chose into the folder, and say what lies there now."""
        dropped, self.drop.value = self.drop.value, ()
        for file in dropped:
            returned.keep_reply(self.chosen, file["name"], bytes(file["content"]))
        self._look()

    def _read(self) -> None:
        """Read the replies against the campaign as it is now, and show what they say."""
        self._show_change(NOT_YET)
        self.look()
        folder, passwords = self.chosen, self.passwords.value.strip()
        found, known = returned.list_replies(folder, Path(passwords) if passwords else None)
        self.bar.layout.display = ""
        try:
            campaign = returned.read_campaign(self.desk.campaign)
            self.replies = returned.read_replies(
                campaign, folder, found, known, date.today(), follow(self.bar)
            )
        finally:
            self.bar.layout.display = "none"
        self._show_replies()

    def _show_replies(self) -> None:
        replies = self.replies
        files = self._table(returned.files_table(replies), FILES, "Fichiers reçus", "fichier")
        cells = returned.answers_table(replies)
        answers = show.show_table(
            records(cells), CELLS, caption="Réponses, les conflits d’abord",
            noun=("réponse", "réponses"), exported=False,
        )  # fmt: skip
        refused = int(cells["verdict"].ne("pris").sum())
        export = show.DownloadButton("Exporter ce qui n’est pas pris (.xlsx)", self._refused)
        said = show.html_view(fragments.status([say_outcome(replies.outcome)]))
        self.accept.disabled = False
        self.result.children = (
            said, show.heading("Fichier par fichier", 4), files,
            show.heading("Réponse par réponse, ce qui n’est pas pris d’abord", 4), answers,
            self.accept, *([export] if refused else []),
        )  # fmt: skip

    def _table(
        self, table: pd.DataFrame, columns: list[show.ShownColumn], caption: str, noun: str
    ) -> show.SortableTable:
        return show.show_table(
            records(table), columns, caption=caption, noun=(noun, f"{noun}s"),
            about=lambda: say_files(self.replies.campaign),
        )  # fmt: skip

    def _refused(self) -> tuple[str, bytes]:
        return returned.refused_workbook(self.replies, date.today())

    def _accept(self) -> None:
        """Write what is taken and the receipts, then show what it changed."""
        replies = self.replies
        accepted = returned.accept_replies(replies, date.today())
        self.accept.disabled = True
        after = returned.read_campaign(replies.campaign)
        day = max(self.desk.day, after.figures().day)
        table = returned.measure_change(replies, after, day)
        said = [*returned.say_accepted(replies, accepted), returned.say_change(table, day)]
        changed = self._table(table, CHANGE, "Couverture avant et après", "ligne")
        self._show_change(*said, table=changed)
        self.desk.refresh(after, day)
