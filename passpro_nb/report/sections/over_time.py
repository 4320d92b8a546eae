"""The sections of a report about time: since the last import, beside the campaign before."""

from collections.abc import Iterator

import pandas as pd

from passpro_nb.domain.figures import label
from passpro_nb.domain.french import long_date, number, percent, plural
from passpro_nb.export.records import plain
from passpro_nb.measure.over_time.years import LANDMARKS
from passpro_nb.panels.filters import choice_label
from passpro_nb.report.blocks import Block, Chart, Heading, Paragraph, Table
from passpro_nb.report.charts import draw_years
from passpro_nb.report.earlier import Earlier
from passpro_nb.report.material import Material
from passpro_nb.report.sections.essential import say_earlier, say_moved

MOVED = ("registered", "convoked", "interviewed", "entered", "overdue")
_ENDS = ("_before", "_plus", "_minus", "")


def moved(material: Material) -> Iterator[Block]:
    """Yield what moved since the last import of an earlier day: before + plus − minus = now."""
    moves = material.published.moves
    if moves.since is None and not material.unsaid:
        return
    yield Heading("Depuis le dernier import")
    if moves.since is None:
        yield Paragraph(f"Ce qui a bougé ne peut être dit. {material.unsaid}")
        return
    yield Paragraph(say_moved(material))
    then, now = (long_date(day) for day in (moves.since, material.published.day))
    headings = ["Chiffre", f"Au {then}", "En plus", "En moins", f"Au {now}"]
    rows = [
        [label(code), *(number(int(moves.table[code + end].sum())) for end in _ENDS)]
        for code in MOVED
    ]
    yield Table("Ce qui a bougé, dans l’ensemble", headings, rows)
    yield Table("Les avis saisis, par département", ["Département", *headings[1:]], [
        [choice_label("department", str(name)), *(number(int(mine[f"entered{end}"].sum())) for end in _ENDS)]
        for name, mine in moves.table.groupby("department", sort=True)
    ])  # fmt: skip
    yield Paragraph(
        "En plus : ce que le chiffre compte depuis ; en moins : ce qu’il ne compte plus. Avant, plus "
        "ce qui est en plus, moins ce qui est en moins, donne après.",
        "note",
    )


def beside(material: Material) -> Iterator[Block]:
    """Yield this campaign beside the one before, on the same working day of each."""
    if (earlier := material.earlier) is None:
        return
    name = material.published.settings.campagne.nom
    yield Heading(f"Par rapport à {earlier.name}")
    yield Paragraph(say_earlier(material))
    yield Paragraph(earlier.days.sentence, "note")
    headings = ["Chiffre", earlier.name, name, "Écart"]
    rows = [_compared(*row) for row in earlier.table.itertuples(index=False)]
    yield Table("Les deux campagnes, au même jour ouvré", headings, rows)
    if earlier.curves["entered"].any():
        yield _years(earlier, name)
    if len(earlier.departments):
        yield _departments(earlier, name)
    else:
        yield Paragraph(
            f"{earlier.name} est close : il n’en reste que les courbes publiées, ce que le tableau "
            "compare.",
            "note",
        )


def _compared(code: str, before: float | None, now: float | None) -> list[str]:
    was, is_now = plain(before), plain(now)
    if code == "coverage":
        return [label(code), percent(was), percent(is_now), _points(was, is_now)]
    return [label(code), number(was), number(is_now), signed(is_now - was)]


def signed(change: float) -> str:
    """Return « +12 », « −3 », « 0 »."""
    return f"{'+' if change > 0 else '−' if change < 0 else ''}{number(abs(change))}"


def _points(before: float | None, now: float | None) -> str:
    """Return the difference of two shares, in points."""
    if before is None or now is None:
        return "–"
    change = round((now - before) * 100, 1)
    sign = "+" if change > 0 else "−" if change < 0 else ""
    return f"{sign}{number(abs(change), 1)} {'point' if abs(change) < 2 else 'points'}"


def _years(earlier: Earlier, name: str) -> Chart:
    ends = earlier.curves.groupby("campaign")["entered"].last()
    alt = (
        f"Deux courbes d’avis saisis, jour ouvré après jour ouvré : {plural(int(ends['before']), 'avis')} "
        f"pour {earlier.name}, {plural(int(ends['now']), 'avis')} pour {name}."
    )
    names, landmark = {"before": earlier.name, "now": name}, LANDMARKS[earlier.landmark].name
    return Chart(
        "Les avis saisis des deux campagnes", alt,
        lambda: draw_years(earlier.curves, names, landmark),
    )  # fmt: skip


def _departments(earlier: Earlier, name: str) -> Table:
    headings = ["Département", f"Inscrits, {earlier.name}", f"Inscrits, {name}",
                f"Couverture, {earlier.name}", f"Couverture, {name}"]  # fmt: skip
    rows = [
        [choice_label("department", row.department), *map(_count, (row.registered_before, row.registered)),
         *(_share(share) for share in (row.coverage_before, row.coverage))]
        for row in earlier.departments.itertuples(index=False)
    ]  # fmt: skip
    return Table("Les deux campagnes, par département", headings, rows)


def _count(value: float) -> str:
    return number(0 if pd.isna(value) else value)


def _share(value: object) -> str:
    return percent(plain(value))
