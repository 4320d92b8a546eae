"""The catalogue's lines to complete: offers whose sessions cannot be counted on."""

import pandas as pd

from passpro_nb.domain.settings import Settings
from passpro_nb.measure.capacity import in_window
from passpro_nb.measure.clashes import closed_days
from passpro_nb.measure.groups import offer_labels

NO_SESSION, UNDATED, DOUBTED, NO_SEATS, NO_LENGTH, OUTSIDE, CLOSED = (
    "no_session", "undated", "doubted", "no_seats", "no_length", "outside", "closed",
)  # fmt: skip
INCOMPLETE = [
    "host_name", "department", "programme_label", "gap", "detail", "text", "host_uai", "offer",
]  # fmt: skip


def incomplete_lines(
    offers: pd.DataFrame, sessions: pd.DataFrame, settings: Settings
) -> pd.DataFrame:
    """Return what the catalogue leaves open: one row an offer, a `gap` and a text.

    In: `measured_offers`, and the sessions of `measure_seats`. `gap` is one of: no session at all; a
    text without a day; days to be confirmed; neither seats nor a mode; hours that end before they start; days
    outside the interview window; days that are not worked. `detail` is the reason, where there is one.
    """
    mine = sessions[sessions["offer"].isin(offers["offer"])]
    doubted = mine["doubt"].notna()
    dated = mine[mine["day"].notna() & ~doubted]
    inside = in_window(dated["day"], settings)
    unknown = dated[inside & dated["seats"].isna()]
    absurd = unknown["minutes"].isna()
    silent = offers[~offers["offer"].isin(mine["offer"])]
    closed = closed_days(dated[inside], settings.calendrier.workdays)
    parts = [
        silent[["offer"]].assign(gap=NO_SESSION),
        mine[mine["day"].isna()].assign(gap=UNDATED, detail=lambda rows: rows["reason"]),
        mine[doubted].assign(gap=DOUBTED, detail=lambda rows: rows["doubt"]),
        unknown[~absurd].assign(gap=NO_SEATS),
        unknown[absurd].assign(gap=NO_LENGTH),
        dated[~inside].assign(gap=OUTSIDE, detail=lambda rows: rows["day"].dt.strftime("%d/%m/%Y")),
        closed.assign(gap=CLOSED, detail=closed["why"]),
    ]
    columns = ["offer", "gap", "detail", "text"]
    rows = pd.concat([part.reindex(columns=columns).astype("str") for part in parts])
    once = rows.drop_duplicates(["offer", "gap", "text"])
    found = once.merge(offers.drop(columns=["text", "gap"], errors="ignore"), on="offer")
    found["programme_label"] = found["offer"].map(offer_labels(offers))
    return found.sort_values(["host_name", "offer"])[INCOMPLETE].reset_index(drop=True)
