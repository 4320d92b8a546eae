"""Small campaigns for tests, as the measures take them: written by hand, or drawn at random."""

import shutil
from datetime import date, timedelta
from pathlib import Path
from random import Random

import pandas as pd
from places import EXAMPLE

from passpro_nb.check.applications import APPLICATION_COLUMNS
from passpro_nb.check.offers import OFFER_COLUMNS, SESSION_COLUMNS
from passpro_nb.domain.settings import Calendar, Campaign, Opinions, Settings
from passpro_nb.domain.workdays import Period
from passpro_nb.measure.figures import Measurable

DAYS = ("birth_date", "registered_on", "convened_on", "interview_on", "opinion_on", "cancelled_on")
NUMBERS = ("rank", "row", "class_places")
SCALE = Opinions().echelle


def copy_example(folder: Path) -> Path:
    """Copy the invented campaign, without what the program may have kept beside it."""
    return Path(shutil.copytree(EXAMPLE, folder, ignore=shutil.ignore_patterns(".passpro")))


def on(text: str) -> date:
    """Return « 12/03 » as a day of 2025."""
    day, month = text.split("/")
    return date(2025, int(month), int(day))


def blank(text: str) -> str:
    """Return a text with plain blanks, to compare what is said and not how it is set."""
    return text.replace("\u00a0", " ").replace("\u202f", " ")


def settings(**calendar: object) -> Settings:
    """Return settings whose calendar is given, all else by default; opinions close on 14 May."""
    return Settings(Campaign("Essai"), Calendar(**{"limite_avis": on("14/05"), **calendar}))


BREAKS = settings(conges=(Period(on("12/04"), on("27/04")),))


def _frame(columns: list[str], rows: list[dict[str, object]]) -> pd.DataFrame:
    def typed(name: str) -> object:
        values = [row.get(name) for row in rows]
        if name in (*DAYS, "day"):
            return pd.Series(pd.to_datetime(values), dtype="datetime64[s]")
        if name in (*NUMBERS, "ordinal", "declared", "per_minutes", "juries"):
            return pd.Series(values, dtype="Int64")
        if name in ("in_passpro", "opinion_unreadable"):
            return pd.Series(values, dtype=bool)
        if name in ("convened", "cancelled", "start", "end"):
            return pd.Series(values, dtype=object)
        return pd.Series(values, dtype="str")

    return pd.DataFrame({name: typed(name) for name in columns})


def applications(*rows: dict[str, object]) -> pd.DataFrame:
    """Return applications as `check_applications` does; what a row does not say is missing."""
    given = {"offer": "0930125F-MODE", "host_uai": "0930125F", "in_passpro": True}
    plain = [
        {**given, "pupil": f"P{at}", "opinion_unreadable": False, **row}
        for at, row in enumerate(rows)
    ]
    return _frame(APPLICATION_COLUMNS, plain)


def offers(*rows: dict[str, object]) -> pd.DataFrame:
    """Return offers as `check_offers` does: an offer says its host and programme by its key."""
    plain = []
    for row in rows or ({"offer": "0930125F-MODE"},):
        host, programme = str(row["offer"]).split("-")
        given = {
            "host_uai": host, "host_name": f"Lycée {host}", "department": host[1:3],
            "programme": programme, "programme_label": programme.capitalize(),
            "status": "scolaire", "in_passpro": True, "file": "catalogue.csv", "row": 2,
        }  # fmt: skip
        plain.append({**given, **row})
    return _frame(OFFER_COLUMNS, plain)


def sessions(*rows: dict[str, object]) -> pd.DataFrame:
    """Return sessions as `check_offers` does."""
    return _frame(SESSION_COLUMNS, list(rows))


HOSTS = ("0770930X", "0930125F", "0931234X", "0940111A")
PROGRAMMES = ("MODE", "BOIS", "VENTE")
ORIGINS = ("0931235Y", "0941236C", None)


def random_offers(draw: Random) -> pd.DataFrame:
    """Return every host × some programmes, one of them hors Passpro, districts partly unsaid."""
    rows = [
        {
            "offer": f"{host}-{programme}", "district": draw.choice(["Nord", "Sud", None]),
            "domain": draw.choice(["Étoffes", None]), "diploma": draw.choice(["CAP", "2de pro"]),
            "in_passpro": draw.random() > 0.15,
        }
        for host in HOSTS for programme in PROGRAMMES if draw.random() > 0.2
    ]  # fmt: skip
    return offers(*rows, {"offer": "0772222B-VERRE"})


def random_applications(draw: Random, catalogue: pd.DataFrame, count: int) -> pd.DataFrame:
    """Return applications with every fact given or not, in or out of order, at random."""
    offered = catalogue[catalogue["offer"] != "0772222B-VERRE"]  # nobody wants glass
    known = list(zip(offered["offer"], offered["in_passpro"], strict=True))

    def day() -> date | None:
        return on("03/02") + timedelta(draw.randrange(120)) if draw.random() > 0.35 else None

    rows = []
    for _ in range(count if known else 0):
        offer, inside = draw.choice(known)
        origin = draw.choice(ORIGINS)
        rows.append({
            "offer": offer, "host_uai": offer.split("-")[0], "in_passpro": inside,
            "origin_uai": origin, "origin_name": origin and f"Collège {origin}",
            "registered_on": day(), "convened": draw.choice([None, None, False, True]),
            "convened_on": day(), "interview_on": day(),
            "attendance": draw.choice([None, None, "present", "absent"]),
            "opinion": draw.choice([None, *SCALE]), "opinion_on": day(),
            "cancelled": draw.choice([None, None, None, False, True]), "cancelled_on": day(),
        })  # fmt: skip
    return applications(*rows)


def measurable(draw: Random, count: int = 60) -> Measurable:
    """Return a random campaign, as far as figures need one."""
    catalogue = random_offers(draw)
    nothing = pd.DataFrame({name: pd.Series(dtype="str") for name in ("uai", "name")})
    sessions = pd.DataFrame({name: pd.Series(dtype="object") for name in SESSION_COLUMNS}).astype(
        {"day": "datetime64[s]", "declared": "Int64", "ordinal": "Int64"}
    )
    rows = random_applications(draw, catalogue, count)
    pupils = [f"P{draw.randrange(max(1, count // 2))}" for _ in range(len(rows))]
    rows = rows.assign(pupil=pupils).drop_duplicates(["pupil", "offer"])
    return Measurable(settings(), catalogue, sessions, rows, nothing)
