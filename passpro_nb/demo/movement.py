"""What moves from one delivery to the next: the life of the campaign as earlier days showed it.

The last day shows the campaign itself, whose dated facts move by themselves. All other movement
is told backwards: an application or an offer has a past, what it was until which day.
"""

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from math import ceil
from random import Random
from typing import TypeVar

from passpro_nb.demo.life import INTERVIEW_DAYS, Application, Life, Line, draw_opinion, invent_pupil
from passpro_nb.demo.schools import Offer
from passpro_nb.demo.settings import DOSES, SETTINGS

_Key = TypeVar("_Key")
_Thing = TypeVar("_Thing")
# What a thing was, and the day that shows it otherwise; oldest first. None: it was not there.
Past = tuple[tuple[date, _Thing | None], ...]


@dataclass(frozen=True, slots=True)
class Movement:
    """The pasts of applications and of offers, and the applications that the last day lacks."""

    lines: dict[Line, Past[Application]]
    offers: dict[str, Past[Offer]]
    passing: tuple[Application, ...]

    def lines_on(self, day: date) -> dict[Line, Application | None]:
        """Return the applications that were otherwise on `day`, as they were."""
        return _as_of(self.lines, day)

    def offers_on(self, day: date) -> dict[str, Offer | None]:
        """Return the offers that were otherwise on `day`, as they were."""
        return _as_of(self.offers, day)


def _as_of(pasts: Mapping[_Key, Past[_Thing]], day: date) -> dict[_Key, _Thing | None]:
    left = {key: [was for until, was in past if day < until] for key, past in pasts.items()}
    return {key: stages[0] for key, stages in left.items() if stages}


def invent_movement(rng: Random, life: Life, days: Sequence[date]) -> Movement:
    """Invent what moves on each of the deliveries' days but the first, in the doses of a day."""
    if len(days) == 1:
        return Movement({}, {}, ())
    pasts = _Pasts(rng, life, days[1:])
    offers, lines = pasts.opened()
    by_code = {o.code: o for o in life.offers if o.sessions and o.words is None}
    pasts.draw(DOSES.sessions_added, by_code, pasts.not_yet, offers)
    pasts.draw(DOSES.sessions_withdrawn, by_code, pasts.still, offers)
    pasts.steady = [o for o in pasts.steady if o.code not in offers]
    last_wishes = {wish.pupil.file_number: wish for wish in life.applications}
    by_line = {wish.line: wish for wish in last_wishes.values()}  # a pupil moves once
    pasts.draw(DOSES.interview_moved, by_line, pasts.elsewhen, lines)
    pasts.draw(DOSES.withdrawn, by_line, pasts.kept, lines)
    pasts.draw(DOSES.host_changed, by_line, pasts.elsewhere, lines)
    pasts.draw(DOSES.registered_late, by_line, pasts.to_come, lines)
    pasts.draw(DOSES.opinion_corrected, by_line, pasts.otherwise, lines)
    pasts.draw(DOSES.opinion_lost, by_line, pasts.judged, lines)
    passing = dict(pasts.passing(len(last_wishes))) if len(days) > 3 else {}
    lines |= {wish.line: past for wish, past in passing.items()}
    return Movement(lines, offers, tuple(passing))


class _Pasts:
    """Draws pasts: each method gives that of a thing which moves on a day, if that makes sense."""

    def __init__(self, rng: Random, life: Life, days: Sequence[date]) -> None:
        self.rng, self.days, self.colleges = rng, days, life.colleges
        self.asked: dict[str, list[Application]] = defaultdict(list)
        for wish in life.applications:
            self.asked[wish.offer.code].append(wish)
        self.steady = [offer for offer in life.offers if offer.passpro]

    def draw(
        self,
        dose: float,
        things: Mapping[_Key, _Thing],
        past_of: Callable[[_Thing, date], Past[_Thing]],
        pasts: dict[_Key, Past[_Thing]],
    ) -> None:
        """Give a past to as many things as the dose of a day says; a thing moves once."""
        wanted = ceil(dose * len(things) * len(self.days))
        for key in self.rng.sample([*things], len(things)):
            if not wanted:
                return
            if key not in pasts and (past := past_of(things[key], self.rng.choice(self.days))):
                pasts[key] = past
                wanted -= 1

    def opened(self) -> tuple[dict[str, Past[Offer]], dict[Line, Past[Application]]]:
        """Draw the offer that appears, one that hardly anyone asks for: its pupils come with it."""
        for offer in sorted(self.steady, key=lambda o: len(self.asked[o.code])):
            wishes = self.asked[offer.code]
            free = [day for day in self.days if all(self.to_come(w, day) for w in wishes)]
            if free:
                past = ((self.rng.choice(free), None),)
                return {offer.code: past}, {wish.line: past for wish in wishes}
        return {}, {}

    def not_yet(self, offer: Offer, day: date) -> Past[Offer]:
        """Leave out a session added that day, to which nobody was convened before."""
        wishes = self.asked[offer.code]
        told = {w.interview_on for w in wishes if w.convened_on and w.convened_on < day}
        free = [s for s in offer.sessions if s.day >= day and s.day not in told]
        if not free or len(offer.sessions) == 1:
            return ()
        added = self.rng.choice(free)
        return ((day, replace(offer, sessions=tuple(s for s in offer.sessions if s != added))),)

    def still(self, offer: Offer, day: date) -> Past[Offer]:
        """Give it a session more, withdrawn that day before it is held."""
        held = [session.day for session in offer.sessions]
        free = [other for other in INTERVIEW_DAYS if other >= day and other not in held]
        more = [replace(offer.sessions[0], day=self.rng.choice(free))] if free else []
        sessions = sorted((*offer.sessions, *more), key=lambda session: session.day)
        return ((day, replace(offer, sessions=tuple(sessions))),) if more else ()

    def to_come(self, wish: Application, day: date) -> Past[Application]:
        """Leave it out: its line comes late, before anything else happens to it."""
        quiet = not wish.cancelled_on and (not wish.convened_on or wish.convened_on >= day)
        return ((day, None),) if quiet and wish.registered_on < day else ()

    def kept(self, wish: Application, day: date) -> Past[Application]:
        """Let it stand until it is cancelled that day; no interview was held in between."""
        later = wish.cancelled_on and wish.cancelled_on < day
        held = wish.interview_on and wish.interview_on < day
        return ((day, replace(wish, cancelled_on=None)),) if later and not held else ()

    def elsewhere(self, wish: Application, day: date) -> Past[Application]:
        """Put it with another host, in the same domain, of which the pupil asks nothing else."""
        host, domain = wish.offer.host, wish.offer.programme.domain
        near = [o for o in self.steady if o.programme.domain == domain and o.host is not host]
        if not near or not self.to_come(wish, day):
            return ()
        other = self.rng.choice(near)
        taken = any(a.pupil is wish.pupil for a in self.asked[other.code])
        return () if taken else ((day, replace(wish, offer=other)),)

    def elsewhen(self, wish: Application, day: date) -> Past[Application]:
        """Convene the pupil to another session of the offer, not held yet either."""
        convened, interview = wish.convened_on, wish.interview_on
        told = convened and interview and convened < day <= interview
        sessions = wish.offer.sessions if told and wish.offer in self.steady else ()
        others = [s.day for s in sessions if s.day >= day and s.day != interview]
        return ((day, replace(wish, interview_on=self.rng.choice(others))),) if others else ()

    def otherwise(self, wish: Application, day: date) -> Past[Application]:
        """Give the opinion another value, since corrected."""
        values = [value for value in SETTINGS.avis.echelle if value != wish.opinion]
        entered = wish.opinion_on and wish.opinion_on < day
        return ((day, replace(wish, opinion=self.rng.choice(values))),) if entered else ()

    def judged(self, wish: Application, day: date) -> Past[Application]:
        """Give an opinion, entered on the interview's day, which is gone since."""
        interview, entered = wish.interview_on, wish.opinion_on
        if wish.attendance != "present" or not interview or interview >= day:
            return ()
        opinion = draw_opinion(self.rng)
        lost = replace(wish, opinion=opinion, opinion_on=interview)
        return () if entered and entered <= day else ((day, lost),)

    def passing(self, known: int) -> Iterator[tuple[Application, Past[Application]]]:
        """Yield pupils who come late, withdraw, and vanish altogether before the last day."""
        offers = [offer for offer in self.steady if self.asked[offer.code]]
        for serial in range(ceil(DOSES.passing * known * len(self.days)) if offers else 0):
            came, withdrew, vanished = sorted(self.rng.sample(self.days, 3))
            pupil = invent_pupil(self.rng, known + 1 + serial, self.rng.choice(self.colleges))
            wish = Application(pupil, self.rng.choice(offers), 1, came, cancelled_on=withdrew)
            yield wish, ((vanished, wish), (date.max, None))
