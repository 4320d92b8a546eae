"""The what-if of the analysts' notebook: sliders, for which hosts, and sessions added where one says."""

from collections.abc import Callable

import ipywidgets as widgets

from passpro_nb.export.records import records
from passpro_nb.interviews.what_if import Change
from passpro_nb.panels import fragments
from passpro_nb.panels import widgets as show
from passpro_nb.panels.filters import Filters
from passpro_nb.panels.inputs import Choices, InputRow, number_input
from passpro_nb.panels.interviews import figures as interviews
from passpro_nb.panels.interviews.view import show_trial
from passpro_nb.store.published import Published

# What can be slid → from, to, by.
BOUNDS = {
    "duree_individuel_min": (5, 60, 5), "jurys": (1, 8, 1), "duree_collectif_min": (10, 180, 10),
    "taille_groupe": (1, 40, 1), "duree_seance_min": (30, 480, 30), "seances_ajoutees": (0, 10, 1),
}  # fmt: skip
HOW = (
    "Rien n’est enregistré. Une séance de plus, à chaque offre à qui il manque des places, a lieu le "
    "prochain jour ouvré."
)
WHERE = (
    "« Ajouter ce qui manque » met autant de séances qu’il en faut pour que tout le monde soit reçu, "
    "chacune du nombre de places habituel de la formation."
)


class TryPanel:
    """The sliders, the sessions added and where, then what they would change, host by host."""

    def __init__(self, follow: Callable[[], tuple[Published, Filters]]) -> None:
        """`follow` returns the figures looked at, and what the filters leave of them."""
        self._follow = follow
        self.published, self.filters = follow()
        self.screen = interviews.measure_screen(self.published, self.filters, "host")
        self.hosts = Choices("Pour quels établissements", every="Tous ceux des filtres")
        settings = self.published.settings.entretiens
        sliders = [self._slider(name, getattr(settings, name, 0)) for name in BOUNDS]
        self.inputs = InputRow(self.hosts, *sliders, lift="Revenir aux réglages")
        self.inputs.add_class("reglettes")
        self.sliders = dict(zip(BOUNDS, sliders, strict=True))
        self.answer, self.table = show.html_view(), show_trial()
        self.result = widgets.VBox([self.answer, self.table])
        self.try_again = show.guard(self._try, self.result)
        self.inputs.on_change(self.try_again)
        self.places: dict[str, int] = {}
        self.box = widgets.VBox([
            show.heading("Changer des durées, des jurys, des groupes", 4), _text(HOW), self.inputs,
            show.heading("Ajouter des séances", 4), _text(WHERE), self._make_places(),
            show.heading("Ce que cela donne", 4), self.result,
        ])  # fmt: skip

    def _slider(self, name: str, value: int) -> widgets.IntSlider:
        least, most, step = BOUNDS[name]
        said, _ = interviews.INPUTS[name]
        return widgets.IntSlider(
            value, min(least, value), max(most, value), step, description=said,
            continuous_update=False,
        )  # fmt: skip

    def _make_places(self) -> widgets.VBox:
        """Make what says where sessions are added, and how many."""
        self.host = widgets.Dropdown(description="Ajouter à l’établissement")
        self.offer = widgets.Dropdown(description="Pour la formation")
        self.count = number_input("Nombre de séances", 1, least=1)
        self.placed = show.html_view()
        self.needed = show.figure_table(
            interviews.NEEDED, "Ce qu’il manque, formation par formation",
            noun=("formation en manque", "formations en manque"), folded="Ce qu’il manque, formation par formation",
        )  # fmt: skip
        said = ("Ajouter", "Ajouter ce qui manque", "Retirer ces séances")
        buttons = [widgets.Button(description=each, layout={"width": "auto"}) for each in said]
        self.add, self.add_needed, self.remove = buttons
        for button, do in zip(buttons, (self._add, self._add_needed, self._remove), strict=True):
            button.on_click(show.guard(lambda _, do=do: do(), self.result))
        self.host.observe(lambda _: self._offer(), names="value")
        row = widgets.Box([self.host, self.offer, self.count, *buttons]).add_class("filtres")
        return widgets.VBox([row, self.placed, self.needed])

    @property
    def change(self) -> Change:
        """Return what is tried."""
        moved = {name: slider.value for name, slider in self.sliders.items()}
        return Change(**moved, hosts=self._scope(), places=tuple(self.places.items()))

    def _scope(self) -> tuple[str, ...]:
        return tuple(self.hosts.value)

    def fill(self) -> None:
        """Offer what the filters leave, and answer again for it."""
        self.published, self.filters = self._follow()
        self.screen = interviews.measure_screen(self.published, self.filters, "host")
        hosts = interviews.hosts_short(self.screen)
        kept = {uai for _, uai in hosts}
        with self.inputs.moving():
            self.hosts.offer(hosts)
        chosen = self.host.value
        self.host.options = hosts
        self.host.value = chosen if chosen in kept else hosts[0][1] if hosts else None
        self._offer()
        self.needed.fill(records(interviews.list_needed(self.published, self.filters)))
        self.try_again()

    def _offer(self) -> None:
        """Offer the programmes of the host that is chosen, with what each lacks."""
        offers = interviews.offers_of(self.published, self.host.value or "")
        self.offer.options = offers
        self.offer.value = offers[0][1] if offers else None  # a list that was empty picks nothing

    def _add(self) -> None:
        if self.offer.value:
            self.places[self.offer.value] = self.places.get(self.offer.value, 0) + self.count.value
        self._try()

    def _add_needed(self) -> None:
        """Add what is needed where seats lack, of the hosts ticked, else of all that are in sight."""
        needed = interviews.list_needed(self.published, self.filters)
        if scope := self._scope():
            needed = needed[needed["host_uai"].isin(scope)]
        self.places = dict(zip(needed["offer"], needed["sessions_to_add"].astype(int), strict=True))
        self._try()

    def _remove(self) -> None:
        self.places = {}
        self._try()

    def _try(self) -> None:
        """Say what is tried and what it would change."""
        self.placed.value = fragments.status(
            [interviews.say_places(self.places, interviews.name_offers(self.published))]
        )
        trial = interviews.try_change(self.published, self.screen, self.change)
        self.answer.value = fragments.answer(trial.sentence)
        self.table.fill(records(trial.table))


def _text(said: str) -> widgets.HTML:
    return show.html_view(fragments.paragraph(said))
