"""Relaunches as widgets: the analysts' panel, and the inspectors' list; nothing is computed here."""

from __future__ import annotations

from datetime import date
from html import escape
from pathlib import Path
from typing import Any

import ipywidgets as widgets
import pandas as pd
from IPython.display import HTML, display

from passpro_nb.check.campaign import Campaign, default_day
from passpro_nb.domain.figures import label
from passpro_nb.export.records import records
from passpro_nb.measure.asks import REASONS
from passpro_nb.measure.groups import measured_offers
from passpro_nb.panels.filters import about
from passpro_nb.panels.relaunch import figures as relaunch
from passpro_nb.panels.relaunch.figures import LISTED, REACHED, SHOWN, SIDES, State
from passpro_nb.panels.tables import show_frame
from passpro_nb.panels.widgets import (
    Column,
    DownloadButton,
    FilterBar,
    SortableTable,
    dropdown,
    filter_row,
    guard,
    heading,
    html_view,
    number_input,
    published_path,
    show_definitions,
    show_live,
    show_table,
    table_rows,
)
from passpro_nb.relaunch.pack import Pack, write_pack
from passpro_nb.store.journal import account, read_exports, withdraw_relaunch
from passpro_nb.store.published import Published, read_published

NOUN = ("établissement", "établissements")
_DATES = {"last_day"}
_NUMBERS = {"missing", "lateness", "answered", *REASONS}
_WIDE = {"layout": {"width": "60em", "max_width": "100%"}, "style": {"description_width": "12em"}}


def show_relaunch(
    campaign: Campaign, day: date | None = None, output: str = "", who: str = ""
) -> widgets.VBox:
    """Return the panel: look, choose, write the pack, read the drafts. Nothing is ever sent.

    Without `day`, that of the data; without `output`, a new folder in the campaign's `relances/`.
    """
    return _Panel(campaign, day or default_day(campaign, date.today()), output, who).box


def show_effect(campaign: Campaign, day: date | None = None) -> SortableTable:
    """Return what the relaunches changed, level by level."""
    day = day or default_day(campaign, date.today())
    return show_frame(relaunch.effect_table(campaign, day), "Effet des relances, par niveau")


def show_journal(campaign: Campaign) -> SortableTable:
    """Return the journal of the relaunches, latest first."""
    return show_frame(
        relaunch.journal_table(campaign), "Journal des relances", ("relance", "relances")
    )


def show_exports(campaign: Campaign) -> SortableTable:
    """Return the log of the nominative files that went out, latest first."""
    table = read_exports(campaign.folder).rename(columns={"what": "kind"})
    said = table.assign(
        at=[f"{at:%d/%m/%Y %H:%M}" for at in pd.to_datetime(table["at"])],
        encrypted=table["encrypted"].map({0: "non", 1: "oui"}),
    )
    return show_frame(said, "Sorties nominatives", ("fichier", "fichiers"))


class _Panel:
    """The widgets of the panel and what ties them, from the dry view to the drafts."""

    def __init__(self, campaign: Campaign, day: date, output: str, who: str) -> None:
        self.campaign, self.day, self.who = campaign, day, who or account()
        self.output = output
        self.pack: Pack | None = None
        offers = measured_offers(campaign.offers, campaign.settings.campagne.academie)
        self.filters = FilterBar(offers)
        districts = sorted(offers["district"].dropna().unique())
        self.district = dropdown("Bassin", [(name, name) for name in districts], every="Tous")
        self._make_inputs()
        self.said = html_view()
        self.picked = html_view()
        self.table = show_table(
            [], _columns(SHOWN), caption="À relancer, le pire d’abord", noun=NOUN
        )
        self.result = widgets.VBox([])
        self.view = widgets.VBox([self.said, self.table])
        self.choice = widgets.VBox([self.schools, self.picked])
        self.box = widgets.VBox(
            [
                html_view("<h3>1. Voir</h3>"), self.filters.box, self.more, self.view,
                html_view("<h3>2. Choisir</h3><p>Tous sont choisis. Un clic n’en garde qu’un ; Ctrl + clic en ajoute ou en retire un.</p>"),
                self.choice,
                html_view("<h3>3. Écrire</h3>"), self.folder, self.encrypt, self.write, self.bar,
                self.result,
            ]
        )  # fmt: skip
        self._tie()
        self._look()

    def _make_inputs(self) -> None:
        self.side = dropdown("Rôle", [(said, side) for side, said in SIDES], every="Tous")
        reasons = [(label(code), code) for code, reason in REASONS.items() if reason.asks]
        self.reason = dropdown("Motif", reasons, every="Tous")
        self.reached = dropdown(
            "Déjà relancés", [(said, level) for level, said in REACHED], every="Tous"
        )
        self.lateness = number_input("Retard d’au moins (j)", 0, least=0)
        self.missing = number_input("Avis manquants, au moins", 0, least=0)
        self.again = widgets.Checkbox(
            False,
            description="Proposer aussi ceux relancés récemment",
            indent=False,
            layout={"width": "40em"},
        )
        inputs = (
            self.district, self.side, self.reason, self.reached, self.lateness, self.missing,
        )  # fmt: skip
        self.more = widgets.VBox([filter_row(*inputs), self.again])
        self.schools = widgets.SelectMultiple(description="Établissements", rows=10, **_WIDE)
        place = self.output or str(relaunch.default_output(self.campaign, self.day))
        self.folder = widgets.Text(place, description="Dossier du paquet", **_WIDE)
        self.encrypt = widgets.Checkbox(
            False,
            description="Chiffrer les classeurs (un mot de passe par établissement)",
            indent=False,
            layout={"width": "40em"},
        )
        self.write = widgets.Button(
            description="Écrire les classeurs et les brouillons", button_style="primary"
        )
        self.write.layout.width = "auto"
        self.bar = widgets.IntProgress(0, 0, 1, description="Écriture", layout={"display": "none"})

    def _tie(self) -> None:
        self.filters.on_change(self._look, self.view)
        look = guard(lambda _: self._look(), self.view)
        inputs = (
            self.district, self.side, self.reason, self.reached, self.lateness, self.missing,
            self.again,
        )  # fmt: skip
        for choice in inputs:
            choice.observe(look, names="value")
        self.schools.observe(guard(lambda _: self._pick(), self.choice), names="value")
        self.write.on_click(guard(lambda _: self._write(), self.result))

    @property
    def state(self) -> State:
        """Return what is chosen."""
        return State(
            self.filters.state,
            self.district.value,
            self.side.value,
            self.reason.value,
            self.lateness.value,
            self.missing.value,
            None if self.reached.value == "" else self.reached.value,
            self.again.value,
        )

    def _look(self) -> None:
        """Show the dry view again, every school of it picked."""
        self.screen = relaunch.measure_screen(self.campaign, self.day, self.state)
        self.said.value = _paragraphs(self.screen.sentences)
        self.table.rows = table_rows(records(self.screen.table), _columns(SHOWN))
        options = relaunch.school_choices(self.screen.plan)
        self.schools.options = options
        self.schools.value = tuple(value for _, value in options)
        self._pick()

    def _pick(self) -> None:
        self.chosen = self.screen.plan.only(set(self.schools.value))
        self.picked.value = _paragraphs([relaunch.say_picked(self.chosen)])
        self.write.disabled = self.chosen.proposed.empty

    def _write(self) -> None:
        self.bar.layout.display = ""
        try:
            self.pack = write_pack(
                self.campaign.folder, self.chosen, Path(self.folder.value), who=self.who,
                encrypt=self.encrypt.value, progress=self._progress,
            )  # fmt: skip
        finally:
            self.bar.layout.display = "none"
        self._show_drafts(self.pack)
        self._look()

    def _progress(self, done: int, total: int) -> None:
        self.bar.max, self.bar.value = total, done

    def _show_drafts(self, pack: Pack) -> None:
        """Show where the pack is, and its drafts one by one."""
        drafts = [(f"{mail.name} ({mail.uai})", at) for at, mail in enumerate(pack.mails)]
        choice = widgets.Dropdown(options=drafts, description="Brouillon", **_WIDE)
        text = html_view(_draft(pack, 0))

        def shown(change: dict[str, Any]) -> None:
            text.value = _draft(pack, change["new"])

        choice.observe(shown, names="value")
        withdraw = widgets.Button(description="Rien n’a été envoyé : retirer du journal")
        withdraw.layout.width = "auto"
        withdraw.on_click(guard(lambda _: self._withdraw(pack), self.result))
        said = html_view(_paragraphs([relaunch.say_pack(pack)]))
        self.result.children = (html_view("<h3>4. Relire</h3>"), said, choice, text, withdraw)

    def _withdraw(self, pack: Pack) -> None:
        withdraw_relaunch(self.campaign.folder, pack.number)
        said = f"Le paquet {pack.number} est retiré du journal ; ses fichiers restent."
        self.result.children = (html_view(_paragraphs([said])),)
        self.folder.value = str(relaunch.default_output(self.campaign, self.day))
        self._look()


def _paragraphs(sentences: Any) -> str:
    return "".join(f"<p class='phrase' role='status'>{escape(said)}</p>" for said in sentences)


def _draft(pack: Pack, at: int) -> str:
    text = escape(relaunch.draft_text(pack.mails[at]))
    return f"<pre style='white-space: pre-wrap; max-width: 50em'>{text}</pre>"


def _columns(codes: tuple[str, ...]) -> list[Column]:
    return [
        Column(c, heading(c), "date" if c in _DATES else "number" if c in _NUMBERS else "text")
        for c in codes
    ]


# ------------------------------------------------------------------------ the inspectors' page


def show_relaunches() -> None:
    """Show the list of schools over the published figures: counts, no pupil, nothing to write."""
    published = read_published(published_path())
    display(HTML(about(published)))
    page = _Page(published)
    show_live(page.top, page.said.value)
    display(page.filters.box)
    display(page.body)
    display(HTML(show_definitions(relaunch.definitions())))


class _Page:
    """The widgets of the inspectors' page: a filter changes, the list follows."""

    def __init__(self, published: Published) -> None:
        self.published = published
        self.filters = FilterBar(published.offers)
        self.side = dropdown("Rôle", [(said, side) for side, said in SIDES], every="Tous")
        self.said = html_view()
        self.top = widgets.VBox([self.said])
        self.table = show_table(
            [], _columns(LISTED), caption="Établissements à relancer, le pire d’abord", noun=NOUN
        )
        download = DownloadButton("Télécharger la liste (.xlsx)", self._workbook)
        side = widgets.Box([self.side]).add_class("filtres")
        heading = html_view("<h2>Établissements à relancer</h2>")
        self.body = widgets.VBox([side, heading, download, self.table])
        self.filters.on_change(self._changed, self.top, self.body)
        follow = guard(lambda _: self._changed(), self.top, self.body)
        self.side.observe(follow, names="value")
        self._changed()

    def _changed(self) -> None:
        self.list = relaunch.list_asks(self.published, self.filters.state, self.side.value)
        self.said.value = _paragraphs([relaunch.say_list(self.published, self.list)])
        self.table.rows = table_rows(records(self.list), _columns(LISTED))

    def _workbook(self) -> tuple[str, bytes]:
        return relaunch.list_workbook(self.published, self.filters.state, self.list)
