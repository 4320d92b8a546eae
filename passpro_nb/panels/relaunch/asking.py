"""The analysts' panel of relaunches: see, choose, write, read the drafts; nothing is computed here."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import ipywidgets as widgets

from passpro_nb.domain.figures import label
from passpro_nb.export.records import records
from passpro_nb.measure.asks import REASONS
from passpro_nb.measure.groups import Selection
from passpro_nb.measure.opened import OPENED
from passpro_nb.panels import fragments
from passpro_nb.panels import widgets as show
from passpro_nb.panels.filters import Filters, choice_label
from passpro_nb.panels.inputs import Choices, number_input
from passpro_nb.panels.opened import open_numbers
from passpro_nb.panels.relaunch import figures as relaunch
from passpro_nb.panels.relaunch.desk import Desk
from passpro_nb.panels.relaunch.listing import SIDES
from passpro_nb.panels.shown import figure_columns
from passpro_nb.panels.tables import say_files
from passpro_nb.panels.viewbar import ViewBar
from passpro_nb.relaunch.levels import Wanted
from passpro_nb.relaunch.pack import Pack, write_pack
from passpro_nb.store.journal import withdraw_relaunch

PICK = (
    "Tous ceux qui peuvent être relancés sont cochés : décochez ceux que vous laissez. La case du haut "
    "coche ou décoche les lignes que la recherche laisse. Un établissement sans case a été relancé "
    "récemment."
)
MISSING = "À saisir ou illisibles"
COUNTED = (
    f"« {MISSING} » compte les avis en retard : ceux dont rien n’a été saisi, et ceux dont la saisie ne se "
    "lit pas. Un motif choisi n’en laisse que les siens. Un avis illisible n’est redemandé qu’une fois "
    "en retard : 10 – Contrôles, qui voit toute cellule illisible, en compte davantage. La modalité est "
    "demandée à toute formation qui ne la dit pas, même si ses places sont connues."
)
HEADS = {
    "missing": MISSING, relaunch.PROGRAMMES: "Formations à compléter", "stand": "Relance",
}  # fmt: skip
READ_AGAIN = "3. Relire"
WIDE = {"layout": {"width": "60em", "max_width": "100%"}, "style": {"description_width": "12em"}}


class AskBar(ViewBar):
    """What schools are looked at by: offers and the day, then what is asked of the schools."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        reasons = [(label(code), code) for code, reason in REASONS.items() if reason.asks]
        self.sides = Choices("Rôle", SIDES, every="Tous")
        self.reasons = Choices("Motif", reasons, every="Tous")
        self.levels = Choices("Déjà relancés", relaunch.REACHED, every="Tous")
        self.lateness = number_input("Retard min. (jours ouvrés)", 0, least=0)
        self.missing = number_input(f"{MISSING}, min.", 0, least=0)
        asked = [self.sides, self.reasons, self.levels, self.lateness, self.missing]
        super().__init__(None, of_offers=True, more=asked)
        with self.row.moving():
            self.day.value = desk.day

    @property
    def wanted(self) -> Wanted:
        """Return what is chosen."""
        return Wanted(
            Selection(**Filters.of(self.view).active()), tuple(self.sides.value), tuple(self.reasons.value),
            self.lateness.value, self.missing.value, tuple(self.levels.value),
        )  # fmt: skip

    def offer(self) -> Wanted:
        """Offer in each filter what the others leave; return what is chosen then.

        A département is that of the school asked: every one is offered, and it narrows the hosts alone.
        """
        figures = self._desk.figures
        counted, view = self.counted(figures), self.view
        anywhere = replace(view, department=())
        found = counted.choices(anywhere, self.filters) | counted.choices(view, ["host"])
        known = {value for _, value in found["department"]}
        others = [d for d in relaunch.school_departments(self._desk.campaign) if d not in known]
        found["department"] += [(choice_label("department", d), d) for d in others]
        with self.row.moving():
            for name, options in found.items():
                self.filters[name].offer(options)
            self.day.value = self._desk.day
        return self.wanted


class RelaunchPanel:
    """The widgets of the panel and what ties them, from the dry view to the drafts."""

    def __init__(self, desk: Desk, output: str = "") -> None:
        self.desk = desk
        self._make_view()
        place = Path(output) if output else relaunch.default_output(desk.campaign, desk.day)
        self._make_writing(place)
        self.box = widgets.VBox(
            [
                show.heading("1. Voir et choisir", 3), self.bar.box, self.again, self.view,
                show.heading("2. Écrire", 3), self.folder, self.encrypt, self.write, self.progress,
                self.result,
            ]
        )  # fmt: skip
        self.look = show.guard(self._look, self.view)
        desk.on_change(self.look)
        self.look()

    def _make_view(self) -> None:
        """Make what the schools are looked at by, and the table in which they are chosen."""
        self.bar = AskBar(self.desk)
        self.again = checkbox("Proposer aussi ceux relancés récemment")
        self.said, self.picked = show.html_view(), show.html_view()
        self.table = show.figure_table(
            relaunch.shown_columns(()), "Établissements à relancer, le pire d’abord", pickable=True,
            about=self._about, heads=HEADS,
        )  # fmt: skip
        lines = open_numbers(
            self.table,
            lambda: (self.desk.campaign, self.desk.day, self.bar.wanted.selection.active()),
        )
        help_ = show.html_view(fragments.paragraph(COUNTED) + fragments.paragraph(PICK))
        self.view = widgets.VBox([self.said, help_, self.table, lines, self.picked])
        self.bar.on_change(self._move)
        self.again.observe(lambda _: self.look(), names="value")
        self.table.observe(show.guard(lambda _: self._pick(), self.view), names="picked")

    def _make_writing(self, place: Path) -> None:
        """Make what says where the pack goes, and the button that writes it."""
        self.folder = widgets.Text(str(place), description="Dossier du paquet", **WIDE)
        self.encrypt = checkbox("Chiffrer les classeurs (un mot de passe par établissement)")
        self.write = button("Écrire les classeurs et les brouillons", button_style="primary")
        self.progress = progress_bar("Écriture")
        self.result = widgets.VBox([])
        self.write.on_click(show.guard(lambda _: self._write(), self.result))
        self._tell("Les brouillons se liront ici une fois écrits.")

    def _about(self) -> list[str]:
        return [*say_files(self.desk.campaign), *relaunch.say_view(self.screen)]

    def _move(self) -> None:
        """Look again by other filters; another day is looked at by every panel."""
        day = self.bar.day.value or self.desk.campaign.figures().day
        if day == self.desk.day:
            self.look()
        else:
            self.desk.refresh(day=day)

    def _look(self) -> None:
        """Show the dry view again, every school that may be relaunched picked."""
        desk, wanted = self.desk, self.bar.offer()
        self.screen = relaunch.measure_screen(
            desk.campaign, desk.day, wanted, again=self.again.value
        )
        self.said.value = fragments.status(self.screen.sentences)
        with self.table.hold_sync():
            self._show_columns(relaunch.shown_columns(wanted.reasons))
            self.table.fill(records(self.screen.table), self.screen.proposed)
        self._pick()

    def _show_columns(self, codes: list[str]) -> None:
        """Show these columns, in the order of the number asked, where they are others."""
        columns = [column._asdict() for column in figure_columns(codes, HEADS)]
        if columns != self.table.columns or not self.table.sort[0]:
            worst = codes[codes.index("asked") + 1]
            self.table.columns, self.table.sort = columns, [worst, True]
            self.table.opens = [code for code in codes if code in OPENED]

    def _pick(self) -> None:
        self.kept = self.screen.only(self.table.picked)
        self.picked.value = fragments.status([relaunch.say_picked(self.kept)])
        self.write.disabled = self.kept.proposed.empty

    def _write(self) -> None:
        self.progress.layout.display = ""
        try:
            pack = write_pack(
                self.desk.campaign.folder, self.kept, Path(self.folder.value), who=self.desk.who,
                after=self.screen.after, encrypt=self.encrypt.value, progress=follow(self.progress),
            )  # fmt: skip
        finally:
            self.progress.layout.display = "none"
        self._show_drafts(pack)
        self.folder.value = str(relaunch.free_folder(pack.folder))
        self.desk.refresh()

    def _show_drafts(self, pack: Pack) -> None:
        """Show where the pack is, and its drafts one by one."""
        drafts = [(f"{mail.name} ({mail.uai})", at) for at, mail in enumerate(pack.mails)]
        choice = widgets.Dropdown(options=drafts, description="Brouillon", **WIDE)
        text = show.html_view()
        texts = [fragments.draft(relaunch.draft_text(mail)) for mail in pack.mails]
        widgets.dlink((choice, "value"), (text, "value"), lambda at: texts[at])
        withdraw = button("Rien n’a été envoyé : retirer du journal")
        withdraw.on_click(show.guard(lambda _: self._withdraw(pack), self.result))
        said = show.html_view(fragments.status([relaunch.say_pack(pack)]))
        self.result.children = (show.heading(READ_AGAIN, 3), said, choice, text, withdraw)

    def _withdraw(self, pack: Pack) -> None:
        withdraw_relaunch(self.desk.campaign.folder, pack.number)
        self._tell(f"Le paquet {pack.number} est retiré du journal ; ses fichiers restent.")
        self.desk.refresh()

    def _tell(self, said: str) -> None:
        """Show a sentence where the drafts are read: the steps stay numbered as they follow."""
        told = show.html_view(fragments.status([said]))
        self.result.children = (show.heading(READ_AGAIN, 3), told)


def checkbox(said: str) -> widgets.Checkbox:
    """Return a box to tick, its words whole beside it."""
    return widgets.Checkbox(False, description=said, indent=False, layout={"width": "auto"})


def button(said: str, **style: str) -> widgets.Button:
    """Return a button as wide as its words."""
    return widgets.Button(description=said, layout={"width": "auto"}, **style)


def progress_bar(said: str) -> widgets.IntProgress:
    """Return a progress bar, hidden until it is followed."""
    return widgets.IntProgress(0, 0, 1, description=said, layout={"display": "none"})


def follow(bar: widgets.IntProgress) -> Any:
    """Return what moves a progress bar: (done, total)."""

    def move(done: int, total: int) -> None:
        bar.max, bar.value = total, done

    return move
