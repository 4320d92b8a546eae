"""Interviews in the analysts' notebook: one choice of offers, day and bound over six sheets."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

import ipywidgets as widgets

from passpro_nb.check.campaign import Campaign
from passpro_nb.export.records import records
from passpro_nb.interviews.convocations import list_placed
from passpro_nb.interviews.schedule import schedule_host
from passpro_nb.panels import fragments
from passpro_nb.panels import widgets as show
from passpro_nb.panels.filters import Filters
from passpro_nb.panels.inputs import DayInput
from passpro_nb.panels.interviews import figures as interviews
from passpro_nb.panels.interviews import nominative
from passpro_nb.panels.interviews.figures import LINES
from passpro_nb.panels.interviews.trying import TryPanel
from passpro_nb.panels.interviews.view import fill_weeks, show_load, show_weeks
from passpro_nb.panels.opened import open_numbers, show_rows
from passpro_nb.panels.sheets import Sheet, Sheets
from passpro_nb.panels.tables import say_files, show_frame
from passpro_nb.panels.viewbar import ViewBar
from passpro_nb.store.published import gather

BOUND = "Fin des entretiens"
LACKING = (
    "Places manquantes : à recevoir moins places restantes, formation par formation. Les « sans jour » sont "
    "ceux des inscrits à recevoir qui n’ont pas encore de jour : une place libre peut les attendre."
)
SAME_DAY = (
    "Des élèves ont deux entretiens un même jour à venir dans deux établissements : d’abord ceux qui ne "
    "peuvent pas être aux deux. Une candidature dit le jour, pas l’heure : on ne compare que les horaires "
    "des séances. Un clic sur un nombre montre les candidatures."
)
DRAFT = (
    "Un projet de convocations : autant d’inscrits que possible dans les séances à venir, les premiers "
    "inscrits d’abord, jamais deux entretiens à la même heure, les plus éloignés après la première heure. "
    "À relire : l’établissement convoque, et lui seul connaît ses contraintes."
)


class InterviewsPanel(widgets.VBox):
    """What is looked at, and below it the sheets that follow."""

    def __init__(self, campaign: Campaign) -> None:
        self.given = campaign
        end = campaign.settings.calendrier.fin_entretiens
        self.day = campaign.figures().day
        self.bound = DayInput(BOUND, end)
        self.bar = ViewBar(campaign.folder, of_offers=True, more=[self.bound])
        self.said = show.html_view()
        self._look_at(self.day, end)
        self.tried = TryPanel(lambda: (self.published, self.chosen))
        self.drafts = ConvokePanel(self)
        self.sheets = Sheets(
            {
                "Places": self._load(), "Calendrier": self._calendar(),
                "Et si…": Sheet(self.tried.box, self.tried.fill), "À compléter": self._gaps(),
                "Même jour": self._clashes(), "Convocations": self.drafts.sheet,
            }
        )  # fmt: skip
        body = widgets.VBox([self.said, self.sheets])
        super().__init__([self.bar.box, body])
        self.follow = show.guard(self._follow, body)
        self.bar.on_change(self.follow)
        self.bar.row.lift.on_click(lambda _: show.clear_columns([body]))
        self.follow()

    def _look_at(self, day: date, bound: date | None) -> None:
        """Measure a day and a bound, unless they are those measured already."""
        if getattr(self, "looked_at", None) != (day, bound):
            self.campaign = interviews.until(self.given, bound)
            self.figures = self.campaign.figures(day)
            # what schools wrote stays whole for the analyst, who calls them
            self.published = replace(
                gather(self.campaign, self.figures), sessions=self.figures.counts.sessions
            )
            self.looked_at = (day, bound)
        self.chosen = Filters.of(self.bar.follow(self.figures))

    def _follow(self) -> None:
        self.said.value = fragments.doing("Calcul : les entretiens de ce choix…")
        self._look_at(self.bar.day.value or self.day, self.bound.value)
        self.screen = interviews.measure_screen(self.published, self.chosen, "some")
        self.said.value = fragments.sentence(self.screen.sentence)
        self.sheets.follow()

    def about(self) -> list[str]:
        """Return what the tables show, a line each, in what is exported."""
        return [*say_files(self.campaign), *interviews.say_choice(self.published, self.chosen)]

    def _load(self) -> Sheet:
        table = show_load()
        table.about = self.about
        needed = show.figure_table(
            interviews.NEEDED, "Formation par formation : ce qu’il manque", about=self.about,
            noun=("formation en manque", "formations en manque"),
        )  # fmt: skip
        opened = open_numbers(table, self._source)

        def fill() -> None:
            table.fill(records(self.screen.load))
            needed.fill(records(interviews.list_needed(self.published, self.chosen)))
            opened.children = ()

        by_offer = show.heading("Ce qui y remédierait, formation par formation", 4)
        below = open_numbers(needed, self._source)
        return Sheet(widgets.VBox([_text(LACKING), table, opened, by_offer, needed, below]), fill)

    def _source(self) -> tuple[Campaign, date, Mapping[str, Any]]:
        return self.campaign, self.published.day, self.chosen.active()

    def _calendar(self) -> Sheet:
        lines = widgets.Dropdown(
            options=[(said, by) for by, said in LINES.items()], description="Lignes du calendrier"
        )
        chart, numbers = show.html_view(), show.chart_figures()
        numbers.about = self.about
        body = widgets.VBox([chart, numbers])

        def fill() -> None:
            screen = interviews.measure_screen(self.published, self.chosen, lines.value)
            chart.value = show_weeks(self.published, screen)
            fill_weeks(numbers, screen)

        again = show.guard(fill, body)
        lines.observe(lambda _: again(), names="value")
        return Sheet(widgets.VBox([widgets.Box([lines]).add_class("filtres"), body]), fill)

    def _gaps(self) -> Sheet:
        caption, noun = "Lignes du catalogue à compléter", ("ligne", "lignes")
        table = show.figure_table(interviews.GAP_LINES, caption, noun=noun, about=self.about)

        def fill() -> None:
            table.fill(records(interviews.locate_gaps(self.campaign, self.screen.gaps)))

        return Sheet(widgets.VBox([_text(interviews.GAPS_SAID), table]), fill)

    def _clashes(self) -> Sheet:
        box = widgets.VBox()

        def fill() -> None:
            day, offers = self.published.day, interviews.narrow_offers(self.published, self.chosen)
            states = self.figures.states
            found = nominative.find_clashes(self.campaign, states, day, {*offers["offer"]})
            pairs = nominative.count_pairs(self.campaign, found)
            caption = "Élèves attendus le même jour dans deux établissements"
            table = show_frame(pairs[[*nominative.CLASHES]], caption, "cas", about=self.about)
            place = widgets.VBox()

            def open_pair(record: Mapping[str, Any], _: str) -> None:
                at = table.records.index(record)
                rows = nominative.pupils_of(states, found, records(pairs)[at])
                place.children = (show_rows(self.campaign, rows, caption),)

            table.on_open(["pupils"], show.guard(open_pair, place))
            box.children = (_text(SAME_DAY), table, place)

        return Sheet(box, fill)


class ConvokePanel:
    """A host chosen in a list, its draft, and the button that writes it where one says."""

    def __init__(self, panel: InterviewsPanel) -> None:
        self.panel = panel
        wide = {"layout": {"width": "46rem", "max_width": "100%"}}
        self.host = widgets.Dropdown(description="Établissement", **wide)
        self.folder = widgets.Text(
            str(nominative.usual_folder(panel.given)), description="Dossier où écrire", **wide
        )
        self.write = widgets.Button(
            description="Écrire la liste (nominative)", button_style="primary",
            layout={"width": "auto"},
        )  # fmt: skip
        self.result, self.done = widgets.VBox(), widgets.VBox()
        self.look = show.guard(self._look, self.result)
        self._moving = False
        self.host.observe(lambda _: self._moving or self.look(), names="value")
        self.write.on_click(show.guard(lambda _: self._write(), self.done))
        row = widgets.Box([self.host, self.folder]).add_class("filtres")
        box = widgets.VBox([_text(DRAFT), row, self.write, self.done, self.result])
        self.sheet = Sheet(box, self.fill)

    def fill(self) -> None:
        """Offer the hosts that the filters leave, and show the draft of the one chosen."""
        hosts = nominative.hosts_to_convene(self.panel.screen.load)
        chosen = self.host.value
        self._moving = True
        self.host.options = hosts
        uais = [uai for _, uai in hosts]
        self.host.value = chosen if chosen in uais else uais[0]
        self._moving = False
        self.look()

    def _look(self) -> None:
        campaign, day, uai = self.panel.campaign, self.panel.published.day, self.host.value
        self.schedule = schedule_host(campaign, uai, day)
        hosts = self.panel.screen.load.set_index("host_uai")["host_name"]
        self.name = str(hosts[uai])
        said = show.html_view(fragments.status([nominative.say_schedule(self.name, self.schedule)]))
        placed = show_frame(
            list_placed(self.schedule), f"Convocations de {self.name}", "entretien", of=campaign
        )
        waiting = show_frame(
            nominative.list_waiting(self.schedule), f"Sans place, {self.name}", "élève", of=campaign
        )
        self.done.children = ()
        self.result.children = (said, placed, show.heading("Sans place", 4), waiting)

    def _write(self) -> None:
        said = nominative.write_list(
            self.panel.campaign, self.schedule, self.folder.value, (self.host.value, self.name),
            self.panel.published.day,
        )  # fmt: skip
        self.done.children = (show.html_view(fragments.status([said])),)


def _text(said: str) -> widgets.HTML:
    return show.html_view(fragments.paragraph(said))
