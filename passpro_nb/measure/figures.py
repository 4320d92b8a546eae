"""The one opening to every figure of a campaign on a day: commands, panels and notebooks go through it.

`Figures` stands on counts that bear no name, so that the pages work from what is published alone;
`CampaignFigures` also knows the applications they were counted from.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property

import pandas as pd

from passpro_nb.domain.discreet import Discreet
from passpro_nb.domain.errors import UsageError
from passpro_nb.domain.figures import label
from passpro_nb.domain.french import listing, long_date, plural, quoted
from passpro_nb.domain.settings import Settings
from passpro_nb.domain.workdays import read_day
from passpro_nb.measure import asks, calendar, capacity, coverage, gaps, groups, opened, states
from passpro_nb.measure.coverage import Tally
from passpro_nb.measure.groups import ORIGIN
from passpro_nb.measure.over_time import progress
from passpro_nb.measure.over_time.changes import compare, look_at
from passpro_nb.measure.pivot import measure_view
from passpro_nb.measure.view import USUAL, View

Filter = str | Iterable[str] | None
_PRIVATE_OFFER = ["contact", "remarks", "file", "sheet", "row"]
_PUBLIC_SESSION = [
    "offer", "host_uai", "day", "start", "end", "ordinal", "mode", "declared", "per_minutes",
    "juries", "minutes", "seats", "estimated", "text", "reason", "doubt",
]  # fmt: skip


@dataclass(frozen=True, repr=False)
class Measurable(Discreet):
    """What figures are measured from; a checked campaign is one (`check.campaign.Campaign`).

    Frames: `check.offers.OFFER_COLUMNS` and `SESSION_COLUMNS`, then
    `check.applications.APPLICATION_COLUMNS`, and the declared directory.
    """

    settings: Settings
    offers: pd.DataFrame
    sessions: pd.DataFrame
    applications: pd.DataFrame
    directory: pd.DataFrame


@dataclass(frozen=True, repr=False)
class Counts(Discreet):
    """What can be counted of a campaign on a day without naming anyone.

    `offers`: those of `measured_offers`; `sessions`: those of `measure_seats`; `capacity`:
    `count_capacity`; `planned`: `plan_interviews`; `asks`: `count_asks`; `values`: `measure_values`
    by département, small numbers hidden already; `hors_passpro`: how many offers and applications
    are counted apart.
    """

    settings: Settings
    day: date
    hors_passpro: tuple[int, int]
    offers: pd.DataFrame
    sessions: pd.DataFrame
    capacity: pd.DataFrame
    planned: pd.DataFrame
    asks: pd.DataFrame
    tally: Tally
    values: pd.DataFrame
    origins: pd.DataFrame
    origin_tally: Tally


def count_campaign(campaign: Measurable, known: pd.DataFrame, day: date) -> Counts:
    """Return what can be counted of a campaign, given the `measure_states` of a day."""
    settings = campaign.settings
    offers = groups.measured_offers(campaign.offers, settings.campagne.academie)
    measured = known[known["in_passpro"].astype(bool)]
    tally = coverage.tally_applications(measured)
    counted = capacity.count_capacity(offers, campaign.sessions, tally, settings, day)
    seats = capacity.measure_seats(campaign.sessions, settings.entretiens)
    concerned = asks.list_concerned(measured, settings, day)
    lacking = asks.list_gaps(offers, campaign.sessions)
    values = coverage.count_values(measured)
    return Counts(
        settings=settings,
        day=day,
        hors_passpro=(len(campaign.offers) - len(offers), len(known) - len(measured)),
        offers=offers.drop(columns=_PRIVATE_OFFER),
        sessions=seats[seats["offer"].isin(offers["offer"])][_PUBLIC_SESSION],
        capacity=counted.drop(columns=_PRIVATE_OFFER),
        planned=calendar.plan_interviews(measured),
        asks=asks.count_asks(concerned, lacking, counted, settings, day),
        tally=tally,
        values=coverage.measure_values(values, offers, "department", settings),
        origins=coverage.origins(measured, campaign.directory, offers),
        origin_tally=coverage.tally_applications(measured, "origin_uai"),
    )


class Figures(Discreet):
    """Every figure of a campaign on a day, free of names.

    The methods take filters: `department`, `district`, `host`, `offer`, `programme`, `domain`,
    `diploma`, `status`, each one value or several, codes or labels; several filters add up as « and ». A
    wrong group, filter or value raises `UsageError`, which lists the choices.

    >>> from passpro_nb import open_campaign
    >>> figures = open_campaign("data/exemple").figures(on="2025-04-28")
    >>> figures.coverage("department")[["department", "expected", "entered"]].shape
    (3, 3)
    """

    usual: tuple[str, ...] = USUAL  # those of a view that names none

    def __init__(self, counts: Counts) -> None:
        self.counts, self.settings, self.day = counts, counts.settings, counts.day

    def summary(self) -> list[str]:
        """Return what a person reads of it at a glance."""
        registered = int(self.counts.tally.counts[list(states.STATES[1:])].to_numpy().sum())
        return [
            f"Chiffres de {self.settings.campagne.nom}, au {long_date(self.day)}",
            f"{plural(len(self.counts.offers), 'offre')} dans Passpro, {plural(registered, 'inscrit')} : "
            '.coverage("host"), .capacity("department"), .offers(), .sessions()…',
        ]

    def offers(self, **filters: Filter) -> pd.DataFrame:
        """Return the offers in Passpro, one row each: `measure.groups.measured_offers`."""
        offers = self.counts.offers.copy(deep=False)  # whoever adds a column adds it to her own
        return groups.select_offers(offers, self._selection(filters))

    def sessions(self, **filters: Filter) -> pd.DataFrame:
        """Return the sessions of these offers, one row each: `measure.capacity.measure_seats`."""
        sessions = self.counts.sessions
        return sessions[sessions["offer"].isin(self.offers(**filters)["offer"])]

    def view(self, asked: View | str) -> pd.DataFrame:
        """Return the table of a view, given by its address: `measure.view.View`, `measure.pivot`.

        >>> figures = open_campaign("data/exemple").figures(on="2025-04-28")
        >>> figures.view("par=departement&chiffres=saisis,retard&tri=nom")["overdue"].tolist()
        [26, 25, 27]
        """
        view = asked if isinstance(asked, View) else View.parse(asked)
        return measure_view(self._on(view.day), view)

    def coverage(self, by: str = "host", across: str = "", **filters: Filter) -> pd.DataFrame:
        """Return opinion coverage by group, worst first: its key columns, then the figures.

        `by` is one of academie, department, district, host, offer, programme, domain, diploma,
        status, origin; with `across`, another of them, a row is where the two meet. Keys are text
        (« 93 »); shares go from 0 to 1, lateness is in working days; the columns are those of
        `measure.coverage.measure_coverage`.
        """
        return self.cover(by, across, filters)

    def cover(
        self, by: str, across: str, filters: Mapping[str, Filter], *, ahead: bool = True
    ) -> pd.DataFrame:
        """Return what `coverage` does; without `ahead`, less what the pace promises."""
        tally, members = self._counted(groups.check_group(by), across, filters)
        crossed = groups.cross(members, by, across)
        table = coverage.measure_coverage(tally, crossed, by, self.settings, self.day, ahead=ahead)
        return groups.uncross(table, by, across)

    def capacity(self, by: str = "host", across: str = "", **filters: Filter) -> pd.DataFrame:
        """Return interview capacity by group, worst first: `measure.capacity.measure_capacity`."""
        groups.check_group(across or by, origins=False)
        crossed = groups.cross(self._capacity(by, filters), by, across)
        return groups.uncross(capacity.measure_capacity(crossed, by), by, across)

    def calendar(self, by: str = "host", **filters: Filter) -> pd.DataFrame:
        """Return seats and interviews week by week: `measure.calendar.measure_calendar`."""
        counts = self.counts
        members = self._capacity(by, filters)
        return calendar.measure_calendar(
            members, counts.sessions, counts.planned, by, self.settings
        )

    def gaps(self, **filters: Filter) -> pd.DataFrame:
        """Return what the catalogue leaves open: `measure.gaps.incomplete_lines`."""
        return gaps.incomplete_lines(self.offers(**filters), self.counts.sessions, self.settings)

    def progress(self, **filters: Filter) -> pd.DataFrame:
        """Return the four curves, day after day: `measure.over_time.progress.measure_progress`."""
        return progress.measure_progress(*self._counted("offer", "", filters), self.day)

    def entered(self, by: str, **filters: Filter) -> pd.DataFrame:
        """Return the opinions entered, day after day: `measure.over_time.progress.measure_entered`.

        `by`: a column of offers, whose values are the columns.
        """
        return progress.measure_entered(*self._counted("offer", "", filters), by, self.day)

    def rows(self, figure: str, **filters: Filter) -> pd.DataFrame:
        """Refuse to open a figure: what is published names nobody (`CampaignFigures.rows`)."""
        raise UsageError(
            f"Sans les candidatures, {quoted(label(figure))} ne s’ouvre pas : ouvrez la campagne "
            "elle-même."
        )

    def _on(self, day: date | None) -> "Figures":
        if day not in (None, self.day):
            raise UsageError(
                f"Ces chiffres sont ceux du {long_date(self.day)} : sans les candidatures, pas d’autre jour."
            )
        return self

    def _selection(self, filters: Mapping[str, Filter]) -> groups.Selection:
        return groups.choose(self.counts.offers, filters)

    def _capacity(self, by: str, filters: Mapping[str, Filter]) -> pd.DataFrame:
        groups.check_group(by, origins=False)
        return groups.select_offers(self.counts.capacity, self._selection(filters))

    def _counted(
        self, by: str, across: str, filters: Mapping[str, Filter]
    ) -> tuple[Tally, pd.DataFrame]:
        """Return a tally, and the frame that says to which groups each of its keys belongs."""
        if ORIGIN not in (by, across):
            return self.counts.tally, self.offers(**filters)
        if across or any(filters.values()):
            raise UsageError(
                "Sans les candidatures, une origine n’a pas de filtre : ouvrez la campagne elle-même."
            )
        return self.counts.origin_tally, self.counts.origins


class CampaignFigures(Figures):
    """The figures of a campaign, and the applications that they were counted from (nominative).

    One more filter for `coverage`, `applications` and `changes`: `origin`, schools of origin by
    UAI or by name.
    """

    usual = (*USUAL[:4], *coverage.PUPILS, *USUAL[4:])

    def __init__(self, campaign: Measurable, day: date) -> None:
        self._campaign = campaign
        self.states = states.measure_states(campaign.applications, campaign.settings, day)
        super().__init__(count_campaign(campaign, self.states, day))

    def applications(self, origin: Filter = None, **filters: Filter) -> pd.DataFrame:
        """Return the applications in Passpro that exist on the day, nominative.

        Out: `measure.states.measure_states`: what was read (with `file`, `sheet`, `row`), the state,
        its days. Cancelled ones too.
        """
        return self._pick(self.states, origin, **filters)

    def _pick(self, rows: pd.DataFrame, origin: Filter = None, **filters: Filter) -> pd.DataFrame:
        """Return the rows of offers, and of origins where some are asked for."""
        rows = rows[rows["offer"].isin(self._chosen(filters)["offer"])]
        if origin is None or origin == "":
            return rows
        chosen = groups.choose_origins(self.counts.origins, origin)
        return rows[rows["origin_uai"].fillna(groups.UNKNOWN_ORIGIN).isin(chosen)]

    @cached_property
    def _of_pupils(self) -> pd.DataFrame:
        """The applications as pupils are counted from them: a number for each, which sorts faster."""
        number, _ = pd.factorize(self.states["pupil"])
        counted = (number >= 0) & self.states["state"].ne("cancelled")
        rows = self.states[["offer", "origin_uai", "interviewed"]].assign(pupil=number)[counted]
        return rows.astype(
            {"offer": "category"}
        )  # which group each is of: asked of 700, not of all

    def cover(
        self, by: str, across: str, filters: Mapping[str, Filter], *, ahead: bool = True
    ) -> pd.DataFrame:
        """Return what `Figures.cover` does, with `coverage.PUPILS` beside `registered`.

        A pupil who applies twice is counted once in each group, so that groups add up to more than
        the whole.
        """
        table = super().cover(by, across, filters, ahead=ahead)
        rows = self._pick(self._of_pupils, **filters)
        keys = [groups.GROUPS[name][0] for name in (by, across) if name]
        pupils = coverage.count_pupils(rows, [self._members(rows, key) for key in keys])
        counted = table[keys].join(pupils.rename_axis(keys), on=keys)
        at = table.columns.get_loc("registered")
        for place, code in enumerate(coverage.PUPILS, 1):
            table.insert(at + place, code, counted[code].fillna(0).astype(int))
        return table

    def _members(self, rows: pd.DataFrame, key: str) -> pd.Series:
        """Return to which member of a group, by its key, each application belongs."""
        if key == "origin_uai":
            return rows[key].fillna(groups.UNKNOWN_ORIGIN)
        return rows["offer"].map(self.counts.offers.set_index("offer", drop=False)[key])

    def rows(self, figure: str, **filters: Filter) -> pd.DataFrame:
        """Return the lines that a figure counts, with `file`, `sheet` and `row`; nominative.

        `figure` is one of `measure.opened.OPENED`. Applications (`measure_states`), offers, or the
        sessions whose `seats` add up to the figure; of a shortfall, the applications to interview.

        >>> figures = open_campaign("data/exemple").figures(on="2025-04-28")
        >>> len(figures.rows("overdue", department="93"))
        25
        """
        if figure not in opened.OPENED:
            known = listing(opened.OPENED)
            raise UsageError(f"Le chiffre {quoted(figure)} ne s’ouvre pas : {known}.")
        if figure in opened.OF_APPLICATIONS:
            rows = self.applications(**filters)
            return opened.open_applications(rows, figure, self.settings, self.day)
        source, counts = self._campaign, self.counts
        return opened.open_capacity(
            figure, groups.select_offers(counts.capacity, self._selection(filters)), self.applications(),
            groups.measured_offers(source.offers, self.settings.campagne.academie), source.sessions,
            counts.asks, self.settings, self.day,
        )  # fmt: skip

    def changes(self, since: date | str, by: str = "host", **filters: Filter) -> pd.DataFrame:
        """Return what moved between the day `since` and the day of the figures, by group.

        Out: `measure.over_time.changes.Changes.balance`; by origin, or of some, without a shortfall. Both days
        are measured on the files as they are: what they no longer say is not seen.
        """
        if (earlier_day := read_day(since)) > self.day:
            raise UsageError(
                f"{quoted(since)} est après le {long_date(self.day)}, jour des chiffres."
            )
        origin = filters.pop(ORIGIN, None)
        origins = groups.choose_origins(self.counts.origins, origin) if origin else None
        chosen, source = self._selection(filters), self._campaign
        looks = (
            look_at(source.offers, source.sessions, source.applications, self.settings, day)
            for day in (earlier_day, self.day)
        )
        table = compare(*(look.narrow(chosen, origins) for look in looks)).balance(
            groups.check_group(by)
        )
        names = self.counts.origins.set_index("origin_uai")["origin_name"]
        return table.assign(origin_name=table["origin_uai"].map(names)) if by == ORIGIN else table

    @cached_property
    def _choices(self) -> pd.DataFrame:
        """Return what filters may name: every offer, hors Passpro too, and the lines that hosts share."""
        return pd.concat([self._campaign.offers, self.counts.capacity])

    def _selection(self, filters: Mapping[str, Filter]) -> groups.Selection:
        return groups.choose(self._choices, filters)

    def _chosen(self, filters: Mapping[str, Filter]) -> pd.DataFrame:
        chosen = groups.choose(self._choices, filters, also=[ORIGIN])
        return groups.select_offers(self.counts.offers, chosen)

    def _on(self, day: date | None) -> Figures:
        return self if day in (None, self.day) else CampaignFigures(self._campaign, day)

    def _counted(
        self, by: str, across: str, filters: Mapping[str, Filter]
    ) -> tuple[Tally, pd.DataFrame]:
        """Return a tally of the applications that pass the filters, and who its keys belong to."""
        chosen = {name: value for name, value in filters.items() if name != ORIGIN}
        offers = self._chosen(chosen)
        if ORIGIN not in (by, across) and not filters.get(ORIGIN):
            return self.counts.tally, offers
        rows = self.applications(**filters)
        if ORIGIN not in (by, across):
            return coverage.tally_applications(rows), offers
        origins = coverage.origins(rows, self._campaign.directory, offers)
        if not across:
            return coverage.tally_applications(rows, "origin_uai"), origins
        rows = rows.assign(origin_uai=self._members(rows, "origin_uai"))
        rows["cell"] = rows["offer"] + " " + rows["origin_uai"]
        met = rows[["cell", "offer", "origin_uai"]].drop_duplicates("cell")
        members = met.merge(offers, on="offer").merge(origins, on="origin_uai")
        return coverage.tally_applications(rows, "cell"), members
