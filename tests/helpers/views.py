"""States of the controls, drawn at random among those that a campaign allows."""

from __future__ import annotations

from datetime import date
from random import Random

from passpro_nb.measure.coverage import COVERAGE, PUPILS
from passpro_nb.measure.figures import Figures
from passpro_nb.measure.groups import GROUPS, ORIGIN
from passpro_nb.measure.view import FIGURES, FILTERS, NAME, View


def random_view(random: Random, figures: Figures) -> View:
    """Return a view drawn at random: any rows, columns, figures, filters, day, search, order."""
    by = random.choice([*GROUPS])
    columns = random.choice(["", "", *(name for name in GROUPS if name != by)])
    filters = {}
    for name in random.sample(FILTERS, random.randint(0, 3)):
        frame = figures.counts.origins if name == ORIGIN else figures.offers()
        values = sorted(frame[GROUPS[name][0]].unique())
        filters[name] = tuple(random.sample(values, min(len(values), random.randint(1, 3))))
    seats = ORIGIN not in (by, columns, *filters)
    known = [*FIGURES] if seats else ["registered", *PUPILS, *COVERAGE[1:]]
    sort = random.choice(["", "", "-"]) + random.choice([NAME, *known])
    return View(
        by=by, columns=columns, day=random.choice([None, date(2025, 4, 28), date(2025, 3, 20)]),
        figures=tuple(random.sample(known, 1 if columns else random.randint(0, 4))),
        search=random.choice(["", "", "e", "lycee a"]), sort=random.choice(["", sort]), **filters,
    )  # fmt: skip
