"""The catalogue against itself: what no school can mean, before a single application has come."""

from collections.abc import Iterator
from datetime import time
from typing import Any

import pandas as pd

from passpro_nb.domain.faults import Fault, fault_about, fault_of, picked, places_of
from passpro_nb.domain.figures import offer_label
from passpro_nb.domain.french import listing, long_date, plural, short_date
from passpro_nb.domain.settings import Settings
from passpro_nb.measure.capacity import without_doubt

EARLIEST, LATEST = time(7), time(21)  # convention: no school receives pupils outside these hours


def check_catalogue(
    lines: pd.DataFrame, offers: pd.DataFrame, sessions: pd.DataFrame, settings: Settings
) -> Iterator[Fault]:
    """Yield what contradicts itself or cannot be in a catalogue.

    In: the lines kept, with their `offer`; the offers and sessions of `check_offers`.
    """
    yield from _disagreements(lines)
    yield from _shared_codes(lines)
    yield from _elsewhere(offers, settings)
    yield from _doubts(sessions)
    yield from _sessions(without_doubt(sessions), settings)
    yield from _without_session(offers, sessions)


def _disagreements(lines: pd.DataFrame) -> Iterator[Fault]:
    for column, code in (("passpro", "passpro_disagrees"), ("mode", "two_modes")):
        spoken = lines.dropna(subset=[column])
        differing = spoken.groupby("offer")[column].transform("nunique") > 1
        for _, group in spoken[differing].groupby("offer"):
            yield fault_about(places_of(group), code, column=column, offer=_named(group.iloc[0]))


def _shared_codes(lines: pd.DataFrame) -> Iterator[Fault]:
    shared = lines[lines["offer_code"].isin(shared_codes(lines))]
    for code, group in shared.groupby("offer_code"):
        hosts = group["host_uai"].unique()
        sharing = f"à plusieurs établissements ({listing(hosts, 4)})"
        if len(hosts) == 1:
            sharing = "à la voie scolaire et à l’apprentissage"
        said = {"column": "offer_code", "value": code, "sharing": sharing}
        yield fault_about(places_of(group), "shared_offer_code", **said)


def shared_codes(lines: pd.DataFrame) -> list[str]:
    """Return the codes vœu of several hosts or statuses: a code names one offer (domain.md, Codes)."""
    offers = lines[["offer_code", "host_uai", "status"]].dropna().drop_duplicates()
    return offers["offer_code"][offers["offer_code"].duplicated()].unique().tolist()


def _elsewhere(offers: pd.DataFrame, settings: Settings) -> Iterator[Fault]:
    """Yield the hosts of another département than the campaign's: another campaign's file."""
    known = settings.campagne.departements
    hosts = offers.drop_duplicates("host_uai")
    for host in picked(hosts, ~hosts["department"].isin(known)):
        said = {"department": host.department, "known": listing(known)}
        yield fault_of(host, "foreign_department", column="host_uai", value=host.host_uai, **said)


def _without_session(offers: pd.DataFrame, sessions: pd.DataFrame) -> Iterator[Fault]:
    missing = offers["in_passpro"] & ~offers["offer"].isin(sessions["offer"])
    for offer in picked(offers, missing):
        yield fault_of(offer, "no_session", column="sessions", offer=_named(offer))


def check_seats(
    offers: pd.DataFrame, sessions: pd.DataFrame, settings: Settings
) -> Iterator[Fault]:
    """Yield the offers that declare fewer interview seats than there are places in the class.

    For the time before a single application has come; then the demand tells. Only where every
    session of the window declares its seats: an estimate accuses nobody.
    """
    dated = without_doubt(sessions).dropna(subset=["day"])
    rated = dated[["per_minutes", "juries"]].notna().any(axis=1)
    dated = dated.assign(declared=dated["declared"].mask(rated))
    in_window = dated["day"].map(lambda day: settings.calendrier.in_window(day.date()))
    told = dated[in_window.astype(bool)].groupby("offer")["declared"].agg(["sum", "count", "size"])
    declared = told[told["count"] == told["size"]]["sum"]
    compared = offers.assign(seats=offers["offer"].map(declared).astype("Int64"))
    compared = compared.dropna(subset=["seats", "class_places"])
    short = compared["in_passpro"] & (compared["seats"] < compared["class_places"])
    for offer in picked(compared, short):
        seats = plural(int(offer.seats), "place d’entretien")
        said = {"seats": seats, "places": plural(int(offer.class_places), "place")}
        yield fault_of(offer, "too_few_seats", column="seats", offer=_named(offer), **said)


def _doubts(sessions: pd.DataFrame) -> Iterator[Fault]:
    """Yield once by text the days that wait for the analyst's word."""
    doubted = sessions[sessions["doubt"].notna()]
    for text, rows in doubted.groupby("text", sort=False):
        days = [long_date(day) for day in rows["day"].dropna().drop_duplicates()]
        told = "le {} n’est pas compté" if len(days) == 1 else "les {} ne sont pas comptés"
        said = {"days": told.format(listing(days)), "doubt": rows["doubt"].iloc[0]}
        places = list(dict.fromkeys(places_of(rows)))
        yield fault_about(
            places, "session_doubted", column="sessions", value=" ".join(text.split()), **said
        )


def _sessions(sessions: pd.DataFrame, settings: Settings) -> Iterator[Fault]:
    for session in sessions.itertuples():
        if pd.isna(session.day):
            said = {"value": session.text, "reason": session.reason}
            yield fault_of(session, "unread_session", column="sessions", **said)
        else:
            yield from _day(session, settings)
            yield from _hours(session)


def _day(session: Any, settings: Settings) -> Iterator[Fault]:
    calendar, day = settings.calendrier, session.day.date()
    if not calendar.in_window(day):
        said = {"day": short_date(day), "window": calendar.window}
        yield fault_of(session, "session_outside_window", column="sessions", **said)
    elif why := calendar.workdays.why_not(day):
        said = {"day": long_date(day, weekday=True), "why": why}
        yield fault_of(session, "session_not_working", column="sessions", **said)


def _hours(session: Any) -> Iterator[Fault]:
    start, end = session.start, session.end
    if start and end and end <= start:
        code, said = "session_backwards", {"start": f"{start:%H:%M}", "end": f"{end:%H:%M}"}
    elif any(hour and not EARLIEST <= hour <= LATEST for hour in (start, end)):
        hours = "-".join(f"{hour:%H:%M}" for hour in (start, end) if hour)
        code, said = "session_at_night", {"hours": hours}
    else:
        return
    yield fault_of(session, code, column="sessions", day=short_date(session.day), **said)


def _named(offer: Any) -> str:
    """Name an offer as a person does: its programme and its host."""
    return f"« {offer_label(offer.programme_label, offer.status)} » ({offer.host_name})"
