"""The sessions of a school as tables: those to come first, those past, those of which no day is sure."""

from datetime import time

import pandas as pd

from passpro_nb.domain.figures import MODE_LABELS
from passpro_nb.measure.capacity import in_window
from passpro_nb.measure.clashes import closed_days
from passpro_nb.measure.figures import Figures
from passpro_nb.measure.groups import offer_labels
from passpro_nb.pages.tables import PageTable, page_table

HELD = (
    "day", "hours", "programme_label", "seats_declared", "seats_estimated", "mode", "note", "text",
)  # fmt: skip
UNSURE = ("programme_label", "note", "day", "hours", "mode", "text")
HEADS = {"day": "Jour", "note": "À savoir", "text": "Texte du catalogue", "mode": "Modalité"}
NOUN = ("séance", "séances")


def session_tables(figures: Figures) -> dict[str, PageTable]:
    """Return the tables of sessions that are not empty: `a-venir`, `passees`, `sans-jour`.

    What is to come is after the day of the figures, as for the seats that are left.
    """
    known = describe_sessions(figures)
    sure = known["day"].notna() & known["doubt"].isna()
    coming = known["day"] > pd.Timestamp(figures.day)
    parts = (
        ("a-venir", "Séances à venir", known[sure & coming], HELD),
        ("passees", "Séances passées", known[sure & ~coming].iloc[::-1], HELD),
        ("sans-jour", "Séances dont le jour n’est pas sûr", known[~sure], UNSURE),
    )
    return {
        name: page_table(name, caption, rows, shown, heads=HEADS, noun=NOUN)
        for name, caption, rows, shown in parts
        if len(rows)
    }


def describe_sessions(figures: Figures) -> pd.DataFrame:
    """Return the sessions by day, each with its programme, its hours and what is to be known of it."""
    sessions, offers = figures.sessions(), figures.offers()
    days = sessions[sessions["day"].notna()]
    closed = closed_days(days, figures.settings.calendrier.workdays)
    off = dict(zip(closed["day"], closed["why"], strict=True))
    inside = in_window(sessions["day"], figures.settings)
    known = sessions.assign(
        programme_label=sessions["offer"].map(offer_labels(offers)),
        hours=[say_hours(*span) for span in zip(sessions["start"], sessions["end"], strict=True)],
        seats_declared=sessions["seats"].where(~sessions["estimated"]),
        seats_estimated=sessions["seats"].where(sessions["estimated"]),
        mode=sessions["mode"].map(MODE_LABELS),
        note=sessions["doubt"].map("à vérifier : {}".format, na_action="ignore"),
    )
    told = known["day"].map(off).map("jour non ouvré ({})".format, na_action="ignore")
    outside = pd.Series("hors de la période des entretiens : ne compte pas", known.index)
    unknown = pd.Series("places inconnues", known.index)
    dated = known["day"].notna()
    note = known["note"].fillna(known["reason"]).fillna(outside.where(dated & ~inside)).fillna(told)
    known["note"] = note.fillna(unknown.where(dated & known["seats"].isna()))
    return known.sort_values(["day", "hours", "programme_label"], kind="stable")


def say_hours(start: object, end: object) -> str:
    """Return « 9 h – 12 h 30 », « à partir de 9 h », "" where no hour is known."""
    if not isinstance(start, time):
        return ""
    return (
        f"{say_time(start)} – {say_time(end)}"
        if isinstance(end, time)
        else f"dès {say_time(start)}"
    )


def say_time(hour: time) -> str:
    """Return « 9 h », « 18 h 27 », its parts never parted."""
    return f"{hour.hour}\u00a0h" + (f"\u00a0{hour.minute:02}" if hour.minute else "")
