"""The settings that a campaign may change: what each is, and what a change would do to the figures."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from typing import Any

import pandas as pd

from passpro_nb.check.campaign import Campaign, check_delivery, default_day
from passpro_nb.domain.codes import uai_department
from passpro_nb.domain.errors import UsageError
from passpro_nb.domain.figures import SHARES, label
from passpro_nb.domain.french import (
    listing,
    number,
    percent,
    plural,
    quoted,
    short_date,
    unbreakable,
)
from passpro_nb.domain.settings import FILE, KEYS, Key, Settings
from passpro_nb.domain.workdays import Period
from passpro_nb.export.settings import Changes, SettingsFile, change_settings
from passpro_nb.measure.asks import REASONS
from passpro_nb.measure.figures import CampaignFigures
from passpro_nb.read.folder import read_delivery
from passpro_nb.read.inputs import have_changed, stamp_inputs

MAIN = ("coverage", "overdue", "capacity", "shortfall")  # always told, changed or not
_COVERAGE = (
    "registered",
    "expected",
    "entered",
    "coverage",
    "due_coverage",
    "overdue",
    "missing_at_limit",
)
_CAPACITY = ("capacity", "shortfall", "sessions_to_add")
_COUNTED = {
    "stalled_hosts": "Établissements qui n’avancent plus",
    "asked_schools": "Établissements à relancer",
}
FIGURES = (*_COVERAGE, *_CAPACITY, *_COUNTED)
WHOLE = ""  # the key of the whole among départements


def say_value(value: Any) -> str:
    """Return the value of a key as a person reads it."""
    match value:
        case bool():
            return "oui" if value else "non"
        case None | "" | () | []:
            return "aucun"
        case Period(start, end):
            return f"du {short_date(start)} au {short_date(end)}"
        case date():
            return short_date(value)
        case Mapping():
            return " ; ".join(f"{name} : {say_value(v)}" for name, v in value.items()) or "aucun"
        case tuple():
            return listing(map(say_value, value))
        case _:
            return str(value)


def value_of(settings: Settings, key: Key) -> Any:
    """Return the value that settings give a key."""
    return getattr(getattr(settings, key.section), key.name)


def list_conventions(settings: Settings) -> pd.DataFrame:
    """Return every key: what it sets, its value here, the default, why it is only a setting."""
    rows = [
        (
            _sentence(key.explanation), _sentence(f"{key.why}."), say_value(value_of(settings, key)),
            say_value(key.default), key.title, key.name,
        )
        for key in KEYS
    ]  # fmt: skip
    heads = ["Réglage", "Pourquoi ce n’est qu’un réglage", "Ici", "Par défaut", "Section", "Clé"]
    return pd.DataFrame(rows, columns=heads)


def _sentence(text: str) -> str:
    return unbreakable(f"{text[:1].upper()}{text[1:]}")


@dataclass(frozen=True)
class Draft:
    """What is asked of the file of settings as it was seen; its text and its settings once changed.

    Making either raises `SettingsError` or `UsageError` for what reading would refuse.
    """

    file: SettingsFile
    wanted: Changes

    @cached_property
    def changes(self) -> Changes:
        """Return what differs from the file, in the order of the keys."""
        now = self.file.settings
        places = {(key.section, key.name): value_of(now, key) for key in KEYS}
        return {
            place: self.wanted[place]
            for place, value in places.items()
            if place in self.wanted and self.wanted[place] != value
        }

    @cached_property
    def text(self) -> str:
        """Return the text of the file once changed."""
        return change_settings(self.file.text, self.changes)

    @cached_property
    def settings(self) -> Settings:
        """Return the settings once changed."""
        return replace(self.file, seen=self.text.encode()).settings

    def save(self) -> None:
        """Write the file; raises `UsageError`, and writes nothing, where it changed meanwhile."""
        self.file.save(self.text)

    def say(self) -> list[str]:
        """Return each change in words: « jurys : 1 → 2 »."""
        now = self.file.settings
        changed = [key for key in KEYS if (key.section, key.name) in self.changes]
        return [
            f"{key.name} : {say_value(value_of(now, key))} → "
            f"{say_value(self.changes[key.section, key.name])}"
            for key in changed
        ]


@dataclass(frozen=True)
class Move:
    """A figure before and after a change, of the whole (`WHOLE`) or of a département."""

    department: str
    figure: str
    before: Any
    after: Any

    @property
    def changed(self) -> bool:
        """Tell whether it moves."""
        return bool(self.before != self.after)

    def said(self, value: Any) -> str:
        """Return a value of it as a person reads it."""
        return percent(value) if self.figure in SHARES else number(value)

    @property
    def texts(self) -> tuple[str, ...]:
        """Return its line: figure, before, after, difference."""
        name = _COUNTED.get(self.figure) or label(self.figure)
        return (name, self.said(self.before), self.said(self.after), self._difference())

    def _difference(self) -> str:
        if not self.changed:
            return "="
        if self.before is None or self.after is None:
            return "–"
        gap = self.after - self.before
        share = self.figure in SHARES
        said = f"{number(abs(gap) * 100, 1)} points" if share else number(abs(gap))
        return f"{'+' if gap > 0 else '−'} {said}"


@dataclass(frozen=True)
class Preview:
    """What a change of settings would do on the day of the data: every figure, before and after."""

    day: date
    moves: tuple[Move, ...]

    @property
    def whole(self) -> list[Move]:
        """Return the main figures of the whole, then the others that change."""
        mine = [move for move in self.moves if move.department == WHOLE]
        main = [move for name in MAIN for move in mine if move.figure == name]
        return main + [move for move in mine if move.changed and move not in main]

    @property
    def departments(self) -> dict[str, list[Move]]:
        """Return what changes in each of the départements in which anything does."""
        moved = [move for move in self.moves if move.department != WHOLE and move.changed]
        return {
            name: [move for move in moved if move.department == name]
            for name in sorted({move.department for move in moved})
        }

    @property
    def sentence(self) -> str:
        """Return in a sentence whether anything changes, and where."""
        moved = [move for move in self.moves if move.changed]
        if not moved:
            return "Aucun des chiffres suivis ici ne change."
        count = len({move.figure for move in moved})
        where = listing(f"le {name}" for name in self.departments)
        change = "change" if count < 2 else "changent"
        return f"{plural(count, 'chiffre')} {change}{f', dans {where}' if where else ''}."


def measure_preview(campaign: Campaign, draft: Draft) -> Preview:
    """Return what a draft would change to the figures of a campaign, on the day of its data.

    Raises `SettingsError` or `UsageError` for a draft that cannot be saved, or where files changed
    since they were read.
    """
    day, after = default_day(campaign, date.today()), draft.settings
    tables = [
        _measure(_under(campaign, settings), day) for settings in (draft.file.settings, after)
    ]
    places = dict.fromkeys(
        [WHOLE, *sorted({place for table in tables for place, _ in table} - {WHOLE})]
    )
    return Preview(
        day,
        tuple(
            Move(place, name, *(table.get((place, name), 0) for table in tables))
            for place in places
            for name in FIGURES
        ),
    )


def _under(campaign: Campaign, settings: Settings) -> Campaign:
    """Return a campaign under other settings; its files are read again where these decide of it."""
    if _reading(settings) == _reading(campaign.settings):
        return replace(campaign, settings=settings)
    now = stamp_inputs(campaign.folder)
    if have_changed(campaign.folder, {**campaign.delivery.inputs, FILE: now[FILE]}):
        raise UsageError(
            "Des fichiers de la campagne ont changé depuis qu’elle a été ouverte : cliquez d’abord "
            f"sur {quoted('Relire les fichiers')}, en haut de ce carnet."
        )
    return check_delivery(read_delivery(campaign.folder, settings=settings))


def _reading(settings: Settings) -> tuple[Any, ...]:
    """Return the settings by which files are read: under others, the same cells say something else."""
    return settings.calendrier, settings.avis.echelle, settings.avis.variantes


def _measure(campaign: Campaign, day: date) -> dict[tuple[str, str], Any]:
    """Return every figure of the whole and of each département, by (département, code)."""
    if campaign.offers.empty:
        return {}
    figures, found = campaign.figures(day), dict[tuple[str, str], Any]()
    for by in ("academie", "department"):
        tables = ((figures.coverage(by), _COVERAGE), (figures.capacity(by), _CAPACITY))
        for table, codes in tables:
            for row in table.to_dict("records"):
                place = WHOLE if by == "academie" else row["department"]
                found |= {(place, code): _plain(row[code]) for code in codes}
    for place, code in _counted(figures):
        for where in (WHOLE, place):
            found[where, code] = found.get((where, code), 0) + 1
    return found


def _plain(value: Any) -> Any:
    return None if value is None or value != value else value


def _counted(figures: CampaignFigures) -> Iterator[tuple[str, str]]:
    """Yield the département of each host that no longer moves, and of each school that is asked."""
    hosts = figures.coverage("host")
    for uai in hosts.loc[hosts["stalled"].fillna(False).astype(bool), "host_uai"]:
        yield uai_department(uai), "stalled_hosts"
    asks = figures.counts.asks
    reasons = [code for code, reason in REASONS.items() if reason.asks]
    asked = asks[asks["reason"].isin(reasons)].drop_duplicates(["side", "uai"])
    for uai in asked["uai"]:
        yield uai_department(uai), "asked_schools"
