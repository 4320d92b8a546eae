"""What analysts alone see of interviews, without widgets: pupils in two places, a host's convocations."""

from collections.abc import Collection, Mapping
from datetime import date
from pathlib import Path

import pandas as pd

from passpro_nb.check.campaign import Campaign
from passpro_nb.domain.errors import UsageError
from passpro_nb.domain.figures import HOURS_LABELS, WAITING_LABELS
from passpro_nb.domain.french import number, plural
from passpro_nb.interviews.convocations import WAITING, write_convocations
from passpro_nb.interviews.schedule import Schedule
from passpro_nb.measure.clashes import count_clashes, measure_clashes

CLASHES = ("hours", "day", "Établissement", "Autre établissement", "pupils")
NOBODY = "Aucun établissement n’a d’offre dans Passpro : personne n’est à convoquer."


def find_clashes(
    campaign: Campaign, states: pd.DataFrame, day: date, offers: Collection[str]
) -> pd.DataFrame:
    """Return the pairs of interviews to come of one pupil on one day, of which one is of `offers`."""
    found = measure_clashes(states, campaign.sessions)
    ours = found["offer"].isin(offers) | found["other_offer"].isin(offers)
    return found[ours & (found["day"] > pd.Timestamp(day))]


def count_pairs(campaign: Campaign, clashes: pd.DataFrame) -> pd.DataFrame:
    """Return `find_clashes` counted by day, hosts and hours: `CLASHES`, then both UAI and `kind`."""
    counts = count_clashes(clashes)
    names = campaign.offers.drop_duplicates("host_uai").set_index("host_uai")["host_name"]
    hosts = {
        heading: [f"{names.get(uai, '')} ({uai})" for uai in counts[column]]
        for heading, column in zip(CLASHES[2:4], ("host_uai", "other_host"), strict=True)
    }
    return counts.assign(**hosts, kind=counts["hours"], hours=counts["hours"].map(HOURS_LABELS))


def pupils_of(
    states: pd.DataFrame, clashes: pd.DataFrame, pair: Mapping[str, object]
) -> pd.DataFrame:
    """Return the applications that a row of `count_pairs` counts: two a pupil (`measure_states`)."""
    same = pd.Series(True, clashes.index)
    for name, key in (
        ("day", "day"),
        ("host_uai", "host_uai"),
        ("other_host", "other_host"),
        ("hours", "kind"),
    ):
        wanted = pd.Timestamp(str(pair[key])) if name == "day" else pair[key]
        same &= clashes[name].eq(wanted)
    mine = clashes[same]
    asked = {*zip(mine["pupil"], mine["offer"], strict=True)} | {
        *zip(mine["pupil"], mine["other_offer"], strict=True)
    }
    keys = zip(states["pupil"], states["offer"], strict=True)
    rows = states[[key in asked for key in keys]]
    return rows.sort_values(["last_name", "first_name", "host_uai"])


def hosts_to_convene(hosts: pd.DataFrame) -> list[tuple[str, str]]:
    """Return the hosts by how each is called, its UAI; those with most pupils to interview first.

    In: capacity by host. Raises `UsageError` where there is none.
    """
    if hosts.empty:
        raise UsageError(NOBODY)
    most = hosts.sort_values("to_interview", ascending=False, kind="stable")
    rows = zip(most["host_name"], most["host_uai"], most["to_interview"], strict=True)
    return [(f"{name} ({uai}) – {number(count)} à recevoir", uai) for name, uai, count in rows]


def say_schedule(name: str, schedule: Schedule) -> str:
    """Return in a sentence how many could be placed."""
    placed = plural(len(schedule.placed), "entretien placé")
    return f"{name} : {placed}, {number(len(schedule.waiting))} sans place."


def list_waiting(schedule: Schedule) -> pd.DataFrame:
    """Return those without a seat, and why in French."""
    waiting = schedule.waiting
    return waiting.assign(why=waiting["why"].map(WAITING_LABELS))[WAITING]


def usual_folder(campaign: Campaign) -> Path:
    """Return where the lists of convocations are written, by habit."""
    return campaign.folder / "convocations"


def write_list(
    campaign: Campaign,
    schedule: Schedule,
    folder: str,
    host: tuple[str, str],
    day: date,
    who: str = "",
) -> str:
    """Write a host's list, nominative, and say where; `host` is its UAI and its name."""
    if not folder.strip():
        raise UsageError("Dites dans quel dossier écrire la liste.")
    uai, name = host
    path = write_convocations(
        schedule, Path(folder.strip()).expanduser(), campaign, host_uai=uai, host_name=name,
        day=day, who=who,
    )  # fmt: skip
    return f"Liste nominative écrite dans {path}, notée au journal."
