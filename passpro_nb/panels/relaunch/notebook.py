"""The analysts' panel of relaunches, and its journals, in the notebook; nothing is computed here."""

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import ipywidgets as widgets
import pandas as pd

from passpro_nb.check.campaign import Campaign
from passpro_nb.domain.figures import label
from passpro_nb.export.records import records
from passpro_nb.measure.asks import REASONS
from passpro_nb.panels import fragments
from passpro_nb.panels import widgets as show
from passpro_nb.panels.relaunch import figures as relaunch
from passpro_nb.panels.relaunch.listing import SIDES
from passpro_nb.panels.tables import show_frame
from passpro_nb.relaunch.levels import Wanted
from passpro_nb.relaunch.pack import Pack, write_pack
from passpro_nb.store.journal import read_exports, read_journal, withdraw_relaunch
from passpro_nb.store.turns import account

PICK = "Tous sont choisis. Un clic n’en garde qu’un ; Ctrl + clic en ajoute ou en retire un."
_WIDE = {"layout": {"width": "60em", "max_width": "100%"}, "style": {"description_width": "12em"}}


def show_relaunch(
    campaign: Campaign, day: date | None = None, output: str = "", who: str = ""
) -> widgets.VBox:
    """Return the panel: look, choose, write the pack, read the drafts. Nothing is ever sent.

    Without `day`, that of the data; without `output`, a new folder in the campaign's `relances/`.
    """
    return RelaunchPanel(campaign, day, output, who).box


def show_effect(campaign: Campaign, day: date | None = None) -> show.SortableTable:
    """Return what the relaunches changed, level by level."""
    return show_frame(relaunch.effect_table(campaign, day), "Effet des relances, par niveau")


def show_journal(campaign: Campaign) -> show.SortableTable:
    """Return the journal of the relaunches, latest first."""
    return show_frame(read_journal(campaign.folder), "Journal des relances", "relance")


def show_exports(campaign: Campaign) -> show.SortableTable:
    """Return the log of the nominative files that went out, latest first."""
    table = read_exports(campaign.folder).rename(columns={"what": "kind"})
    at = [f"{at:%d/%m/%Y %H:%M}" for at in pd.to_datetime(table["at"])]
    said = table.assign(at=at, encrypted=table["encrypted"].astype(bool))
    return show_frame(said, "Sorties nominatives", "fichier")


class RelaunchPanel:
    """The widgets of the panel and what ties them, from the dry view to the drafts."""

    def __init__(self, campaign: Campaign, day: date | None, output: str, who: str) -> None:
        figures = campaign.figures(day)
        self.campaign, self.day, self.who = campaign, figures.day, who or account()
        self._make_filters(figures.offers())
        self._make_choice()
        self._make_writing(output or str(relaunch.default_output(campaign, self.day)))
        choosing = fragments.heading("2. Choisir", 3) + fragments.paragraph(PICK)
        self.box = widgets.VBox(
            [
                show.heading("1. Voir", 3), self.filters, self.more, self.view,
                show.html_view(choosing), self.choice,
                show.heading("3. Écrire", 3), self.folder, self.encrypt, self.write, self.bar,
                self.result,
            ]
        )  # fmt: skip
        self._look()

    def _make_filters(self, offers: pd.DataFrame) -> None:
        """Make what the schools are looked at by, and the dry view that follows it."""
        districts = sorted(offers["district"].dropna().unique())
        reasons = [(label(code), code) for code, reason in REASONS.items() if reason.asks]
        self.district = show.dropdown("Bassin", [(name, name) for name in districts], every="Tous")
        self.side = show.dropdown("Rôle", SIDES, every="Tous")
        self.reason = show.dropdown("Motif", reasons, every="Tous")
        self.reached = show.dropdown("Déjà relancés", relaunch.REACHED, every="Tous")
        self.lateness = show.number_input("Retard d’au moins (j)", 0, least=0)
        self.missing = show.number_input("Avis manquants, au moins", 0, least=0)
        self.again = _checkbox("Proposer aussi ceux relancés récemment")
        self.filters = show.FilterBar(offers)
        inputs = show.InputRow(
            self.district, self.side, self.reason, self.reached, self.lateness, self.missing
        )
        self.more = widgets.VBox([inputs, self.again])
        self.said = show.html_view()
        self.table = show.figure_table(relaunch.SHOWN, "À relancer, le pire d’abord")
        self.view = widgets.VBox([self.said, self.table])
        look = show.guard(self._look, self.view)
        self.filters.on_change(look)
        inputs.on_change(look)
        self.again.observe(lambda _: look(), names="value")

    def _make_choice(self) -> None:
        """Make the list of schools, every one of them picked at first."""
        self.schools = widgets.SelectMultiple(description="Établissements", rows=10, **_WIDE)
        self.picked = show.html_view()
        self.choice = widgets.VBox([self.schools, self.picked])
        self.schools.observe(show.guard(lambda _: self._pick(), self.choice), names="value")

    def _make_writing(self, place: str) -> None:
        """Make what says where the pack goes, and the button that writes it."""
        self.folder = widgets.Text(place, description="Dossier du paquet", **_WIDE)
        self.encrypt = _checkbox("Chiffrer les classeurs (un mot de passe par établissement)")
        self.write = _button("Écrire les classeurs et les brouillons", button_style="primary")
        self.bar = widgets.IntProgress(0, 0, 1, description="Écriture", layout={"display": "none"})
        self.result = widgets.VBox([])
        self.write.on_click(show.guard(lambda _: self._write(), self.result))

    @property
    def wanted(self) -> Wanted:
        """Return what is chosen; "" or 0 lets through."""
        selection = replace(self.filters.chosen.selection, district=_given(self.district))
        return Wanted(
            selection, _given(self.side), _given(self.reason), self.lateness.value,
            self.missing.value, _given(self.reached),
        )  # fmt: skip

    def _look(self) -> None:
        """Show the dry view again, every school of it picked."""
        self.filters.follow()
        again = self.again.value
        self.screen = relaunch.measure_screen(self.campaign, self.day, self.wanted, again=again)
        self.said.value = fragments.status(self.screen.sentences)
        self.table.fill(records(self.screen.table))
        self.schools.options = options = relaunch.school_choices(self.screen.plan)
        self.schools.value = tuple(value for _, value in options)
        self._pick()

    def _pick(self) -> None:
        self.kept = self.screen.plan.only(set(self.schools.value))
        self.picked.value = fragments.status([relaunch.say_picked(self.kept)])
        self.write.disabled = self.kept.proposed.empty

    def _write(self) -> None:
        self.bar.layout.display = ""
        try:
            pack = write_pack(
                self.campaign.folder, self.kept, Path(self.folder.value), who=self.who,
                after=self.screen.after, encrypt=self.encrypt.value, progress=self._progress,
            )  # fmt: skip
        finally:
            self.bar.layout.display = "none"
        self._show_drafts(pack)
        self._look()

    def _progress(self, done: int, total: int) -> None:
        self.bar.max, self.bar.value = total, done

    def _show_drafts(self, pack: Pack) -> None:
        """Show where the pack is, and its drafts one by one."""
        drafts = [(f"{mail.name} ({mail.uai})", at) for at, mail in enumerate(pack.mails)]
        choice = widgets.Dropdown(options=drafts, description="Brouillon", **_WIDE)
        text = show.html_view()
        texts = [fragments.draft(relaunch.draft_text(mail)) for mail in pack.mails]
        widgets.dlink((choice, "value"), (text, "value"), lambda at: texts[at])
        withdraw = _button("Rien n’a été envoyé : retirer du journal")
        withdraw.on_click(show.guard(lambda _: self._withdraw(pack), self.result))
        said = show.html_view(fragments.status([relaunch.say_pack(pack)]))
        self.result.children = (show.heading("4. Relire", 3), said, choice, text, withdraw)

    def _withdraw(self, pack: Pack) -> None:
        withdraw_relaunch(self.campaign.folder, pack.number)
        said = f"Le paquet {pack.number} est retiré du journal ; ses fichiers restent."
        self.result.children = (show.html_view(fragments.status([said])),)
        self.folder.value = str(relaunch.default_output(self.campaign, self.day))
        self._look()


def _given(choice: widgets.Dropdown) -> tuple[Any, ...]:
    return () if choice.value == "" else (choice.value,)


def _checkbox(said: str) -> widgets.Checkbox:
    return widgets.Checkbox(False, description=said, indent=False, layout={"width": "40em"})


def _button(said: str, **style: str) -> widgets.Button:
    return widgets.Button(description=said, layout={"width": "auto"}, **style)
