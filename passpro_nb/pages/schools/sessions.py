"""The sessions of a school as tables: those to come first, those past, those of which no day is sure."""

from collections.abc import Mapping
from datetime import time
from typing import Any

import pandas as pd

from passpro_nb.domain.figures import MODE_LABELS
from passpro_nb.export.records import records
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
        name: page_table(name, caption, rows, _told(rows, shown), heads=HEADS, noun=NOUN)
        for name, caption, rows, shown in parts
        if len(rows)
    }


def _told(rows: pd.DataFrame, shown: tuple[str, ...]) -> list[str]:
    """Return the columns shown, without that of remarks where there is none."""
    return [name for name in shown if name != "note" or rows["note"].ne("").any()]


def describe_sessions(figures: Figures) -> pd.DataFrame:
    """Return the sessions by day, each with its programme, its hours and what is to be known of it."""
    sessions, offers = figures.sessions(), figures.offers()
    closed = closed_days(sessions, figures.settings.calendrier.workdays)
    off = dict(zip(closed["day"], closed["why"], strict=True))
    counted = in_window(sessions["day"], figures.settings)
    known = sessions.assign(
        programme_label=sessions["offer"].map(offer_labels(offers)),
        hours=[say_hours(*span) for span in zip(sessions["start"], sessions["end"], strict=True)],
        seats_declared=sessions["seats"].where(~sessions["estimated"]),
        seats_estimated=sessions["seats"].where(sessions["estimated"]),
        mode=sessions["mode"].map(MODE_LABELS),
        note=[
            _note(row, off, inside) for row, inside in zip(records(sessions), counted, strict=True)
        ],
    )
    return known.sort_values(["day", "hours", "programme_label"], kind="stable")


def _note(session: Mapping[str, Any], off: Mapping[pd.Timestamp, str], inside: bool) -> str:
    """Return what keeps a session from being counted on, "" where nothing does."""
    if session["doubt"]:
        return f"à vérifier : {session['doubt']}"
    if session["day"] is None:
        return str(session["reason"] or "aucun jour lisible")
    if not inside:
        return "hors de la période des entretiens : ne compte pas"
    if why := off.get(pd.Timestamp(session["day"])):
        return f"jour non ouvré ({why})"
    return "places inconnues" if session["seats"] is None else ""


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
