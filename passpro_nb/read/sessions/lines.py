"""A line of sessions: what the words say together of some days, or of some hours of these days."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import time
from typing import Literal, TypeVar

from passpro_nb.read.sessions.grammar import speech
from passpro_nb.read.sessions.grammar.speech import (
    DayRange,
    Days,
    Hours,
    Phrase,
    SeatCount,
    Sign,
    Weekly,
)

MOST_STATED = 40  # hours of a line, bounds of its weekdays; no school states more
Scope = Literal["day", "clause", "cell"]  # hours: of their days, of the next too, of those before
BOUNDS = speech.Weeks | speech.Bounds
AnyDays = Days | DayRange | Weekly | speech.Month | speech.Except | BOUNDS
Said = (
    SeatCount
    | speech.Total
    | speech.Juries
    | speech.Count
    | speech.Mode
    | speech.Room
    | speech.Length
    | speech.Slot
)
S = TypeVar("S", bound=Said)


@dataclass(frozen=True, slots=True)
class Line:
    """What the words say together of some days, or of some hours of these days."""

    clause: int = 0
    days: tuple[Phrase, ...] = ()
    hours: tuple[Hours, ...] = ()
    scope: Scope = "day"  # of the hours
    sign: Sign | None = None  # « mêmes horaires », « horaires à préciser », or a break to come
    said: Mapping[type, Said] = field(default_factory=dict)
    cellwide: frozenset[type] = frozenset()  # what is said at the scope of the cell
    closed: bool = False  # something was said after the days: other days make another line
    headed: bool = False  # the mode was said before any hour: it is of all hours of the days
    seated: bool = False  # the seats are of the hours: other hours make another line
    told: bool = False  # its hours are those of the line before: days of another clause are not its

    def get(self, kind: type[S]) -> S | None:
        """Return what is said of one kind."""
        found = self.said.get(kind)
        return found if isinstance(found, kind) else None

    def told_once(self, said: Said) -> Line:
        """Return the line with what is said once for all of its clause, where it says no other."""
        return replace(self, said={type(said): said, **self.said})

    def plus(self, phrase: Phrase, *, dayless: bool) -> Line:
        """Return the line with one phrase more, `dayless` where no day stands in its clause."""
        closed = self.closed or bool(self.days)
        match phrase:
            case _ if isinstance(phrase, AnyDays):
                return replace(self, days=(*self.days, phrase))
            case Hours() if self.sign is Sign.BREAK:
                pause = replace(phrase, kind="break")
                return replace(self, hours=(*self.hours, pause), sign=None)
            case Hours():
                every = not self.hours or self.hours[-1].kind == "arrival"
                apart: Scope = "cell" if dayless and every else "day"
                scope: Scope = apart if self.days else "clause"
                hours = (*self.hours, phrase)
                return replace(self, hours=hours, scope=scope, sign=None, closed=closed)
            case _ if isinstance(phrase, Said):
                each = isinstance(phrase, SeatCount | speech.Length) and phrase.each
                cellwide = dayless or not self.days or each
                return replace(
                    self,
                    said={**self.said, type(phrase): phrase},
                    cellwide=self.cellwide | {type(phrase)} if cellwide else self.cellwide,
                    closed=closed,
                    headed=self.headed or (isinstance(phrase, speech.Mode) and not self.hours),
                    seated=self.seated or (isinstance(phrase, SeatCount) and bool(self.hours)),
                )
            case Sign.SAME | Sign.IDEM | Sign.UNTIMED:
                return replace(self, sign=phrase, closed=True)
            case Sign.ONLY if self.hours and self.days and self.sign is None:
                return replace(self, sign=phrase, closed=True)
            case Sign.BREAK if self.hours or self.days:
                return replace(self, sign=phrase)
            case Sign.CLOSING | Sign.MAIN | Sign.ONLY | Sign.OTHER:
                return replace(self, closed=closed) if closed and not self.closed else self
            case _:
                return self

    def begins_another(self, phrase: Phrase, *, timed: bool, apart: bool) -> bool:
        """Tell whether a phrase begins another line, `timed` where it opens a clause with hours.

        `apart` where it is in another clause than the line.
        """
        if not self.days and isinstance(phrase, SeatCount):
            return SeatCount in self.said and bool(self.hours)
        if not self.days and isinstance(phrase, speech.Mode) and self.hours:
            return self.said.get(speech.Mode, phrase) != phrase
        if not self.days:
            return (
                self.seated if isinstance(phrase, Hours) else apart and isinstance(phrase, AnyDays)
            )
        leads = self.scope == "clause"
        match phrase:
            case DayRange(week=week) if self.unbounded and not (apart and week):
                return False
            case DayRange(week=True) if not apart and self._ends_with_week():
                return False  # « le lundi, semaines du 17 et du 24 mars »
            case Weekly() if {Weekly, speech.Weeks} <= {type(days) for days in self.days}:
                return True  # « mercredi de la semaine 12 et mercredi de la semaine 14 »
            case Days() | Weekly() | DayRange():
                return (
                    self.closed
                    or (leads and timed)
                    or (apart and (self.told or SeatCount in self.said))
                )
            case speech.Weeks():
                again = any(isinstance(days, speech.Weeks) for days in self.days)
                return again or (apart and self.closed)
            case Hours(start=None, end=time() as end) if self._awaits(end):
                return False
            case Hours() if phrase.ahead or self.seated:
                return True
            case Hours():
                return leads and not (self.sign is Sign.BREAK or self._is_refined_by(phrase))
            case speech.Mode():
                return self.said.get(speech.Mode, phrase) != phrase
            case SeatCount() | speech.Count() | speech.Room():
                return type(phrase) in self.said
            case _:
                return False

    def _ends_with_week(self) -> bool:
        last = self.days[-1]
        return isinstance(last, DayRange) and last.week

    def _awaits(self, end: time) -> bool:
        """Tell « dès 8h le 4 avril, fin à 12h », whose end stands apart from its start."""
        match [hours for hours in self.hours[:MOST_STATED] if hours.kind != "arrival"]:
            case [Hours(start=time() as start, end=None, kind="exact")]:
                return start < end
            case _:
                return False

    def _is_refined_by(self, hours: Hours) -> bool:
        """Tell whether these hours make « matin » or « après-midi » more precise."""
        held = [s for s in self.hours[:MOST_STATED] if s.kind not in ("arrival", "break")]
        return all(said.kind == "spoken" and hours.within(said) for said in held)

    @property
    def unbounded(self) -> bool:
        """Tell whether the line has weekdays and nothing that bounds them."""
        kinds = {type(phrase) for phrase in self.days}
        return Weekly in kinds and not kinds & {DayRange, speech.Month, speech.Weeks, Days}

    @property
    def weekdays(self) -> frozenset[int]:
        """Return the days of the week that the line names."""
        return frozenset(d for p in self.days for d in getattr(p, "weekdays", ()))
