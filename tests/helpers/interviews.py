"""Small campaigns of interviews, written by hand: one host or two, a few pupils."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, time

import pandas as pd

from passpro_nb.check.applications import APPLICATION_COLUMNS
from passpro_nb.check.offers import OFFER_COLUMNS, SESSION_COLUMNS
from passpro_nb.domain.settings import Settings, parse_settings
from passpro_nb.measure.groups import measured_offers
from passpro_nb.measure.states import measure_states

DAY = date(2025, 3, 12)  # a Wednesday; the window is that of `make_settings`
HOST, OTHER = "0930125F", "0940112H"


def make_settings(**interviews: object) -> Settings:
    """Return settings with a window of three weeks from Monday 10 March, and some keys changed."""
    bounds = {"debut_entretiens": date(2025, 3, 10), "fin_entretiens": date(2025, 3, 28)}
    return parse_settings(
        {"campagne": {"nom": "essai"}, "calendrier": bounds, "entretiens": interviews}
    )


def make_offers(*rows: Mapping[str, object]) -> pd.DataFrame:
    """Return measured offers; each row gives at least `offer`."""
    common = {"host_uai": HOST, "in_passpro": True, "mode": "individual", "status": "scolaire"}
    filled = [
        {
            **common,
            "host_name": row.get("host_uai", HOST),
            "department": str(row.get("host_uai", HOST))[1:3],
            "programme": row["offer"],
            "programme_label": f"CAP {row['offer']}",
            **row,
        }
        for row in rows
    ]
    frame = pd.DataFrame(filled, columns=OFFER_COLUMNS)
    texts = [name for name in OFFER_COLUMNS if name not in ("in_passpro", "class_places", "row")]
    return measured_offers(_typed(frame, texts).astype({"in_passpro": bool}), "Créteil")


def _typed(frame: pd.DataFrame, names: list[str]) -> pd.DataFrame:
    """Return the frame with its texts typed as the reader types them, even where all are missing."""
    return frame.astype(dict.fromkeys(names, "str"))


def make_sessions(*rows: Mapping[str, object]) -> pd.DataFrame:
    """Return sessions as read; each row gives at least `offer`; without `day`, undated."""
    common = {"host_uai": HOST, "mode": "individual", "ordinal": 1, "text": "texte"}
    filled = [{**common, "day": None, "start": None, "end": None, **row} for row in rows]
    frame = _typed(pd.DataFrame(filled, columns=SESSION_COLUMNS), ["offer", "host_uai", "mode"])
    kinds = {"start": object, "end": object, "day": "datetime64[s]", "doubt": "str"}
    whole = dict.fromkeys(("declared", "per_minutes", "juries"), "Int64")
    return frame.astype({**kinds, **whole, "ordinal": int})


def session(offer: str, day: int, start: str = "", end: str = "", **more: object) -> dict:
    """Return a row for `make_sessions`: a day of March 2025, hours as « 14:00 »."""
    hours = {"start": start and time.fromisoformat(start), "end": end and time.fromisoformat(end)}
    return {
        "offer": offer,
        "day": pd.Timestamp(2025, 3, day),
        **{name: value or None for name, value in hours.items()},
        **more,
    }


def make_states(
    *rows: Mapping[str, object], settings: Settings | None = None, day: date = DAY
) -> pd.DataFrame:
    """Return the states of applications on a day; each row gives at least `pupil` and `offer`."""
    common = {"host_uai": HOST, "in_passpro": True, "registered_on": date(2025, 2, 10)}
    frame = pd.DataFrame([{**common, **row} for row in rows], columns=APPLICATION_COLUMNS)
    days = [name for name in APPLICATION_COLUMNS if name.endswith("_on")]
    texts = ["pupil", "offer", "host_uai", "origin_uai", "origin_name", "attendance", "opinion"]
    frame = _typed(frame, texts).astype(dict.fromkeys(days, "datetime64[s]"))
    return measure_states(frame, settings or make_settings(), day)


def pupils(offer: str, count: int, **more: object) -> list[dict]:
    """Return `count` applications of different pupils on an offer."""
    return [{"pupil": f"{offer}-{at}", "offer": offer, **more} for at in range(count)]
