"""What the announcements of sessions are made of: phrases, and the patterns that read them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import time
from enum import Enum
from typing import Literal

from passpro_nb.read.sessions.words.tokens import DayWords, Token
from passpro_nb.read.sessions.words.vocabulary import EVENING


@dataclass(frozen=True, slots=True)
class Days:
    """A list of days; `only`: those on these weekdays, « sauf mercredi : 14h-16h »."""

    words: tuple[DayWords, ...]
    only: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class DayRange:
    """From one day to another, both stated."""

    first: DayWords
    last: DayWords
    notes: tuple[str, ...] = ()
    vague: bool = False  # « entre le 10 et le 14 mars »: bounds, not days
    timed: bool = True  # hours are said of it
    daily: bool = False  # « chaque jour », or the days that it leaves out
    week: bool = False  # « semaine du 24 mars : lundi et jeudi »: up to the week's end


@dataclass(frozen=True, slots=True)
class Weekly:
    """Days of the week, whatever the date: « le mercredi »."""

    weekdays: frozenset[int]
    habit: bool = False  # « tous les mercredis »: each one of the interview window
    step: int = 1  # « un mercredi sur deux »
    many: int | None = None  # « quatre mercredis de suite »
    ranks: frozenset[int] = frozenset()  # in their month, from its end below 0: « premier jeudi »


@dataclass(frozen=True, slots=True)
class Weeks:
    """Weeks by their ISO numbers: « semaines 12 et 13 »; none where they are not told: « une sur deux »."""

    numbers: frozenset[int]


@dataclass(frozen=True, slots=True)
class Bounds:
    """Where days of the week begin and end: « à partir du 13 mars et jusqu’au 10 avril »."""

    since: DayWords | None = None
    until: DayWords | None = None
    holidays: int = 0  # « avant les vacances »: -1, « après les vacances »: 1
    lost: bool = False  # « jusqu’aux examens »: a bound that cannot be applied


@dataclass(frozen=True, slots=True)
class Month:
    """A month without a day."""

    month: int
    year: int | None = None
    since: int = 1
    until: int | None = None  # « première quinzaine de mars »


@dataclass(frozen=True, slots=True)
class Year:
    """A year before its days: « en 2024 : 12 et 13 mars »."""

    year: int  # 0: « cette année », the campaign's
    heads: bool = False  # « Campagne 2023-2024 : », of the lines below it too


@dataclass(frozen=True, slots=True)
class Hours:
    """A span of hours: exact, spoken (« matin »), a period’s ends, of « accueil à », of a break."""

    start: time | None
    end: time | None
    kind: Literal["exact", "spoken", "ends", "arrival", "break"] = "exact"
    notes: tuple[str, ...] = ()
    ahead: bool = False  # « de 9h à 12h le 12 mars »: the days come after

    def within(self, spoken: Hours) -> bool:
        """Tell whether these hours say « matin » or « après-midi » more exactly, give an hour."""
        known = self.start or self.end
        if not (known and spoken.start and spoken.end):
            return False
        early = 2 if spoken.start.hour == EVENING[0].hour else 1  # « en fin de journée, 15h-17h »
        return spoken.start.hour - early <= known.hour <= spoken.end.hour


@dataclass(frozen=True, slots=True)
class Length:
    """How long each session lasts, in minutes; `each`: « 3 heures chacune », said of every session."""

    minutes: int
    each: bool = False
    turn: bool = (
        False  # « durée 45 min »: a pupil's turn, or a session where starts so far apart are listed
    )


@dataclass(frozen=True, slots=True)
class Slot:
    """How long each pupil's turn lasts: « créneaux de 30 min », so many of them in a session."""

    minutes: int


@dataclass(frozen=True, slots=True)
class SeatCount:
    """Seats of each session; a rate where they hold for so many minutes, or for each jury."""

    number: int
    each: bool = False  # « 12 places par séance »: said of every session
    notes: tuple[str, ...] = ()
    per_minutes: int | None = None  # « 6 par heure »
    per_jury: bool = False
    grouped: bool = False  # « groupes de 12 »


@dataclass(frozen=True, slots=True)
class Total:
    """Seats of all the sessions together."""

    number: int


@dataclass(frozen=True, slots=True)
class Juries:
    """How many juries sit at once."""

    number: int


@dataclass(frozen=True, slots=True)
class Count:
    """« 3 séances »; `daily` when it is said to hold for each day."""

    number: int
    daily: bool = False


@dataclass(frozen=True, slots=True)
class Mode:
    """The mode that the words state."""

    value: str


@dataclass(frozen=True, slots=True)
class Room:
    """Where, by the bounds of the words in the text."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Except:
    """« sauf le mercredi », « sauf le 12 mars »: what a period leaves out."""

    weekdays: frozenset[int]
    words: tuple[DayWords, ...]
    part: Hours | None = None  # « sauf mercredi après-midi »: of these days, these hours alone


@dataclass(frozen=True, slots=True)
class Vague:
    """A day that is no session's day: « à partir du 17 mars », « avant le 7 mars »."""

    reason: str
    since: DayWords | None = None  # « à partir du 17 mars »: where weekdays begin
    until: DayWords | None = None  # « jusqu’au 10 avril »: where they end


@dataclass(frozen=True, slots=True)
class Remark:
    """Something that was not taken for days, hours or seats, which is said."""

    note: str


class Sign(Enum):
    """A phrase of one word; its value is the kind of token that says it."""

    ASIDE = "aside"  # « inscriptions »: a step of the procedure
    BEFORE_HOLIDAYS = "before_holidays"
    BOOKED = "appointment"  # « sur rendez-vous »: a period is one in which a day is agreed upon
    BREAK = "break"  # « pause »: the hours that follow are none of a session
    CANCELLED = "cancelled"  # « annulé »: one day; where it says which, the others hold
    AFTER_HOLIDAYS = "after_holidays"
    ALL_CANCELLED = "all_cancelled"  # « annulés »: several days, or the interviews of one
    CLOSING = "right"  # a bracket: what is said before it is not said of the days after it
    DAILY = "daily"  # « chaque jour » of a period
    DENIED = "denied"  # « pas », « non »
    EVENT = "event"  # « JPO »: something that interviews may be part of
    HABIT = (
        "habit"  # « pendant toute la période des entretiens »: each of the days of the week said
    )
    IDEM = "idem"  # the hours of the days before, their seats and mode too
    INSTEAD = "instead"  # « au lieu du »: the day that follows no longer holds
    LIMIT = "limit"  # « jusqu’aux examens »: which days it leaves cannot be told
    MAIN = "main"  # « entretiens »
    MAYBE = "maybe"  # « si besoin »: the day of its own clause is not sure
    MOVED = "moved"  # « reporté »: the days that follow hold, not those before
    ONLY = "only"  # « uniquement le 13 mars »: of the period said before it, these days alone
    OTHER = "word"  # a word that says nothing of sessions, or something unknown
    PAUSE = "comma"  # a comma or « et » between two phrases
    SAME = "same"  # « mêmes horaires »
    STOP = "stop"  # the end of a clause
    UNSURE = "unsure"  # « à confirmer »: the day before it, or of its clause, is not sure
    UNTIMED = "untimed"  # « horaires à préciser »: these days have no hours yet


Phrase = (
    Days | DayRange | Weekly | Weeks | Bounds | Month | Year | Hours | Length | Slot | SeatCount | Total | Juries | Count | Mode | Room
    | Except | Vague | Remark | Sign
)  # fmt: skip
Found = tuple[tuple[Phrase, ...], int]  # what was read, and where reading stopped


@dataclass(frozen=True, slots=True)
class Pattern:
    """A rule of the grammar, a text that it reads and one that it leaves to others."""

    read: Callable[[list[Token], int], Found | None]
    begins: frozenset[str]  # the kinds of tokens that it may begin with
    reads: str
    leaves: str

    def __call__(self, tokens: list[Token], at: int) -> Found | None:
        """Return what the rule reads at a position of the tokens and where it stops, or None."""
        return self.read(tokens, at) if tokens[at].kind in self.begins else None


def pattern(
    begins: str, *, reads: str, leaves: str
) -> Callable[[Callable[[list[Token], int], Found | None]], Pattern]:
    """Make a function that reads at one position a rule of the grammar, its samples beside it."""
    return lambda read: Pattern(read, frozenset(begins.split()), reads, leaves)
