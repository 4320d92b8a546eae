"""A delivery → a campaign fit to be measured: offers, sessions, applications, and every fault.

`open_campaign` is the door: it reads and checks a folder in one go.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from pathlib import Path

import pandas as pd

from passpro_nb.check.applications import Applications, check_applications, check_origins
from passpro_nb.check.catalogue import check_seats
from passpro_nb.check.offers import Offers, check_offers
from passpro_nb.check.once import Ask
from passpro_nb.check.schools import HOST, LINE_HOST, ORIGIN, fill_schools, known_schools
from passpro_nb.check.unread import tell_once
from passpro_nb.domain.errors import RefusedData
from passpro_nb.domain.faults import Fault, Place, places_of, worst_first
from passpro_nb.domain.french import fold, plural, quoted
from passpro_nb.domain.tables import APPLICATIONS, CATALOGUE, DIRECTORY, OPINIONS, check_frame
from passpro_nb.domain.workdays import read_day
from passpro_nb.measure.figures import CampaignFigures, Measurable
from passpro_nb.read.cells import HOST_REFUSED, ORIGIN_REFUSED, Source
from passpro_nb.read.folder import Delivery, Progress, read_delivery

DAYS_AT_HAND = 2  # whose figures are not measured again
ACCOUNT = ["file", "sheet", "rows", "accepted", "merged", "set_aside", "ignored"]


@dataclass(frozen=True, repr=False)
class Campaign(Measurable):
    """A campaign checked: what figures are measured from, and what became of every row.

    `reconciliation`: `ACCOUNT`. `set_aside` tells where the rows counted nowhere are; `asks` holds
    the doubts that only the analyst can settle, by section of correspondances.toml; `delivery` is
    what was read.

    >>> campaign = open_campaign("data/exemple")
    >>> len(campaign.offers), campaign.has_errors
    (89, True)
    """

    folder: Path
    reconciliation: pd.DataFrame
    set_aside: frozenset[Place]
    faults: tuple[Fault, ...]
    asks: Mapping[str, tuple[Ask, ...]]
    delivery: Delivery

    @property
    def sources(self) -> tuple[Source, ...]:
        """Return the tables as read."""
        return self.delivery.sources

    @property
    def has_errors(self) -> bool:
        """Tell whether the data hold an error (not only warnings)."""
        return any(fault.severity == "error" for fault in self.faults)

    def figures(self, on: date | str | None = None) -> CampaignFigures:
        """Return every figure of the campaign on a day; without one, on that of the data.

        Those asked for last are at hand. Raises `UsageError` for what is no day.
        """
        day = default_day(self, date.today()) if on is None else read_day(on)
        measured = self._measured
        known = measured.pop(day, None) or CampaignFigures(self, day)
        while len(measured) >= DAYS_AT_HAND:
            del measured[next(iter(measured))]
        return measured.setdefault(day, known)

    @cached_property
    def _measured(self) -> dict[date, CampaignFigures]:
        return {}

    def summary(self) -> list[str]:
        """Return what a person reads of it at a glance."""
        errors = sum(fault.severity == "error" for fault in self.faults)
        return [
            f"Campagne {self.settings.campagne.nom}, dossier {self.folder.name}",
            f"{plural(len(self.offers), 'offre')}, dont {self.offers['in_passpro'].sum()} dans Passpro ; "
            f"{plural(len(self.sessions), 'séance')}, "
            f"{plural(len(self.applications), 'candidature')}",
            f"{plural(errors, 'erreur')}, {plural(len(self.set_aside), 'ligne écartée')} : "
            "« passpro-nb check » ou le carnet 10 disent lesquelles.",
        ]


def open_campaign(folder: Path | str, progress: Progress = lambda _: None) -> Campaign:
    """Read and check a campaign's folder.

    Raises `SettingsError` or `UsageError` for its settings, and `RefusedData` when it has no
    catalogue at all: without one, nothing can be counted.

    >>> figures = open_campaign("data/exemple").figures(on="2025-04-28")
    >>> figures.capacity("department").columns[0]
    'department'
    """
    campaign = check_folder(folder, progress)
    if campaign.offers.empty:
        raise RefusedData(say_no_offer(campaign))
    return campaign


def say_no_offer(campaign: Campaign) -> str:
    """Say why a campaign has no offer: the first errors of the catalogue's files, or that none is there."""
    errors = [f for f in campaign.faults if f.severity == "error"]
    about = [f for f in errors if fold(f.file).startswith(CATALOGUE.start)]
    files = [(quoted(f.file), f) for f in about[:3]]
    told = [f.said if file in f.said else f"{file} : {f.message}" for file, f in files]
    told = told or [f.said for f in errors if f.code == "missing_catalogue"]
    return " ".join(["Aucune offre n’a pu être lue.", *told])


def check_folder(folder: Path | str, progress: Progress = lambda _: None) -> Campaign:
    """Read and check a campaign's folder, whatever it holds: even without a catalogue.

    Raises `SettingsError` or `UsageError` for its settings, and nothing else.

    >>> check_folder("data/exemple").reconciliation["rows"].sum() > 1000
    np.True_
    """
    return check_delivery(read_delivery(Path(folder), progress), progress)


def check_delivery(delivery: Delivery, progress: Progress = lambda _: None) -> Campaign:
    """Check a delivery across its tables; never stops at a fault."""
    progress("Vérification du catalogue")
    catalogue, lines_asks = _check_lines(delivery)
    progress("Vérification des candidatures")
    rows = _applications_and_opinions(delivery)
    applications, school_asks = _check_rows(delivery, rows, catalogue)
    check_frame(APPLICATIONS, applications.applications, keys=("pupil", "offer"))
    lines = delivery.frames[CATALOGUE.code]
    judged = (lines.assign(fate=catalogue.fates), rows.assign(fate=applications.fates))
    fates = pd.concat([frame[["file", "sheet", "row", "fate"]] for frame in judged])
    found = _in_cells([*catalogue.faults, *applications.faults], delivery.sources)
    aside = {(s.file, s.sheet, number) for s in delivery.sources for number in s.set_aside}
    return Campaign(
        settings=delivery.settings,
        offers=catalogue.offers,
        sessions=catalogue.sessions,
        applications=applications.applications,
        directory=delivery.frames[DIRECTORY.code],
        folder=delivery.folder,
        reconciliation=reconcile(delivery.sources, fates),
        set_aside=frozenset(aside.union(places_of(fates[fates["fate"] == "set_aside"]))),
        faults=tuple(worst_first(tell_once(found, delivery.faults, delivery.sources))),
        asks={
            "etablissements": (*lines_asks, *school_asks),
            "formations": applications.asks,
            "seances": catalogue.asks,
        },
        delivery=delivery,
    )


def _check_lines(delivery: Delivery) -> tuple[Offers, tuple[Ask, ...]]:
    """Check the catalogue: hosts found by name, then offers and sessions."""
    lines = delivery.frames[CATALOGUE.code]
    directory = delivery.frames[DIRECTORY.code]
    refused = _refused(lines, delivery.faults, *HOST_REFUSED)
    schools = known_schools(delivery.known.schools, directory, (lines, LINE_HOST))
    hosts = fill_schools(lines, ~refused, LINE_HOST, schools)
    told = lines.index[refused | hosts.asked]
    checked = check_offers(
        lines.assign(host_uai=hosts.uai), told, delivery.settings, delivery.known.sessions
    )
    faults = [*hosts.faults, *checked.faults]
    if delivery.frames[APPLICATIONS.code].empty:
        faults += check_seats(checked.offers, checked.sessions, delivery.settings)
    return replace(checked, faults=tuple(faults)), hosts.asks


def _check_rows(
    delivery: Delivery, rows: pd.DataFrame, catalogue: Offers
) -> tuple[Applications, tuple[Ask, ...]]:
    """Check the applications: schools found by name, then offers, duplicates, days, origins."""
    offers, directory = catalogue.offers, delivery.frames[DIRECTORY.code]
    of_offers, confirmed = (offers, LINE_HOST), delivery.known.schools
    no_host = _refused(rows, delivery.faults, *HOST_REFUSED)
    no_origin = _refused(rows, delivery.faults, *ORIGIN_REFUSED)
    coded = rows["offer_code"].isin(offers["offer"])
    schools = known_schools(confirmed, directory, of_offers)
    hosts = fill_schools(rows, ~(no_host | coded), HOST, schools)
    schools = known_schools(confirmed, directory, (rows, ORIGIN), of_offers)
    origins = fill_schools(rows, ~no_origin, ORIGIN, schools)
    said = {
        (f.file, f.sheet, f.row): f.value for f in delivery.faults if f.code == "unknown_opinion"
    }
    typed = _said_at(rows, said)
    unreadable = typed.notna() | _refused_as_one(rows, delivery.sources, "opinion")
    rows = rows.assign(
        host_uai=hosts.uai,
        origin_uai=origins.uai,
        opinion_unreadable=unreadable,
        opinion_typed=typed,
    )
    told = rows.index[no_host | hosts.asked]
    calendar = delivery.settings.calendrier
    checked = check_applications(rows, offers, told, delivery.known.programmes, calendar)
    unknown = check_origins(rows, rows.index[no_origin | origins.asked], directory, offers)
    faults = (*hosts.faults, *origins.faults, *unknown, *checked.faults)
    return replace(checked, faults=faults), (*hosts.asks, *origins.asks)


def _applications_and_opinions(delivery: Delivery) -> pd.DataFrame:
    """Stack the rows of applications and those of opinions, which complete them."""
    applications = delivery.frames[APPLICATIONS.code].assign(completes=False)
    opinions = delivery.frames[OPINIONS.code].assign(completes=True)
    if opinions.empty:
        return applications
    return pd.concat([applications, opinions], ignore_index=True)


def _refused(rows: pd.DataFrame, faults: tuple[Fault, ...], *kinds: str) -> pd.Series:
    """Tell the rows that have a fault of these kinds."""
    return _are_at(rows, {(f.file, f.sheet, f.row) for f in faults if f.code in kinds})


def _refused_as_one(rows: pd.DataFrame, sources: Iterable[Source], column: str) -> pd.Series:
    """Tell the rows whose cell of a column one finding refuses, with others of its sheet."""
    return _are_at(rows, {(s.file, s.sheet, n) for s in sources for n in s.refused.get(column, ())})


def _said_at(
    rows: pd.DataFrame, said: Mapping[tuple[str, str, int | None], str | None]
) -> pd.Series:
    """Return what was said at the place of each row, missing where nothing was."""
    found = [said.get(place) for place in places_of(rows)] if said else None
    return pd.Series(found, rows.index, dtype="str")


def _are_at(rows: pd.DataFrame, places: Collection[object]) -> pd.Series:
    """Tell the rows that stand at some places; most often there are none."""
    found = [place in places for place in places_of(rows)] if places else False
    return pd.Series(found, rows.index, dtype=bool)


# What a row lacks because one finding has refused a whole set of cells is not told row by row.
_FOLLOWS = {
    "missing_host": ("host_uai", "host_name"),
    "missing_programme": ("programme_label", "mef", "offer_code"),
    "no_pupil_key": ("ine", "file_number"),
    "missing_origin": ("origin_uai", "origin_name"),
}


def _in_cells(faults: Iterable[Fault], sources: tuple[Source, ...]) -> Iterator[Fault]:
    """Name each fault's column as its sheet does: checks know columns by their code only."""
    places = {(source.file, source.sheet): source.places for source in sources}
    refused = {(source.file, source.sheet): source.refused for source in sources}
    for found in faults:
        known = places.get((found.file, found.sheet), {})
        as_one = refused.get((found.file, found.sheet), {})
        if any(found.row in as_one.get(column, ()) for column in _FOLLOWS.get(found.code, ())):
            continue
        header, letter = known.get(found.column or "", (None, None))
        yield replace(found, column=header, letter=letter)


def reconcile(sources: tuple[Source, ...], fates: pd.DataFrame) -> pd.DataFrame:
    """Count each sheet's rows: rows = accepted + merged + set_aside + ignored.

    In: `fates` with file, sheet and fate of every row read. Out: `ACCOUNT`, one row a sheet.
    """
    counts = fates.groupby(["file", "sheet", "fate"]).size()
    rows = []
    for source in sources:
        read = {f: int(counts.get((source.file, source.sheet, f), 0)) for f in ACCOUNT[3:6]}
        read["set_aside"] += len(source.set_aside)
        if source.table.code == "directory":
            read["accepted"] = len(source.frame)
        ignored = sum(source.ignored.values())
        rows.append((source.file, source.sheet, source.rows, *read.values(), ignored))
    return pd.DataFrame(rows, columns=ACCOUNT)


def default_day(campaign: Campaign, today: date) -> date:
    """Return the day at which a campaign is looked at when none is asked (definitions.md, The day).

    The latest `inscrit le`, `convoqué le` or `date de l'avis` that is not after today; else today.
    """
    facts = campaign.applications[["registered_on", "convened_on", "opinion_on"]]
    latest = facts.where(facts <= pd.Timestamp(today)).max().max()
    return today if pd.isna(latest) else latest.date()


def last_day_of(campaign: Campaign) -> date | None:
    """Return the day of the data where nothing registered, convened or entered is still to come."""
    last, today = default_day(campaign, date.max), date.today()
    return last if last <= today else None
