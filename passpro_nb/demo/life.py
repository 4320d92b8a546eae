"""The life of the invented campaign, as it truly happens.

schools and offers → pupils and their choices → sessions → convocations, interviews and
opinions. Nothing is written wrong here: `mess` sees to that, and hides what a day cannot know.
"""

import math
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import accumulate
from random import Random

from passpro_nb.demo import settings
from passpro_nb.demo.places import Place
from passpro_nb.demo.schools import Offer, School, Session, invent_offers, invent_schools
from passpro_nb.demo.settings import DOSES, INTERVIEWS, SETTINGS, SPRING_BREAK, WINTER_BREAK
from passpro_nb.demo.words import FIRST_NAMES, SURNAMES, UNDATED
from passpro_nb.domain.workdays import days_of

_WORKDAYS = SETTINGS.calendrier.workdays
_FIRST_INE = {True: 999_000_000, False: 990_000_000}  # nobody's; of the first million, and beyond
_MOST_COLLEGES = 1200  # in the range of UAI that no real school has
INTERVIEW_DAYS = _WORKDAYS.working(INTERVIEWS.start, INTERVIEWS.end)


@dataclass(frozen=True, slots=True)
class Pupil:
    """A pupil of 3e; the file number is his or hers, on each application."""

    file_number: str
    ine: str | None
    last_name: str
    first_name: str
    birth_date: date
    origin: School
    division: str


Line = tuple[str, int]


@dataclass(frozen=True, slots=True)
class Application:
    """One pupil on one offer, with everything that happens to it and when."""

    pupil: Pupil
    offer: Offer
    rank: int
    registered_on: date
    convened_on: date | None = None
    interview_on: date | None = None
    attendance: str | None = None
    opinion: str | None = None
    opinion_on: date | None = None
    cancelled_on: date | None = None

    @property
    def line(self) -> Line:
        """What tells it from all others: the file number and the rank."""
        return self.pupil.file_number, self.rank


@dataclass(frozen=True, slots=True)
class Life:
    """The whole invented campaign."""

    hosts: tuple[School, ...]
    colleges: tuple[School, ...]
    offers: tuple[Offer, ...]
    applications: tuple[Application, ...]


def invent_life(rng: Random, applications: int, hosts: int) -> Life:
    """Invent a campaign of that many applications; its catalogue shrinks with a small number.

    A full one has 5 offers a host and 470 collèges for 140 hosts (domain.md, real sizes).
    """
    hosts = max(2, min(hosts, applications // 40))
    colleges = max(3, min(round(hosts * 470 / 140), applications // 16, _MOST_COLLEGES))
    lycees, origins = invent_schools(rng, hosts, colleges)
    offers = invent_offers(rng, lycees, max(hosts, min(5 * hosts, applications // 11)))
    by_offer: dict[str, list[Application]] = defaultdict(list)
    for choice in _choices(rng, origins, offers, applications):
        by_offer[choice.offer.code].append(choice)
    planned = [_plan(rng, offer, len(by_offer[offer.code])) for offer in offers]
    lived = [row for offer in planned for row in _live(rng, offer, by_offer[offer.code])]
    lived.sort(key=lambda a: (a.registered_on, a.pupil.file_number, a.rank))
    return Life(lycees, origins, tuple(planned), tuple(lived))


def _choices(
    rng: Random, origins: tuple[School, ...], offers: list[Offer], count: int
) -> Iterator[Application]:
    """Yield `count` applications: pupils with one to four choices, near home, often in one domain."""
    inside = [offer for offer in offers if offer.passpro] or offers
    outside = [offer for offer in offers if not offer.passpro] or offers
    near = {place: _nearness(place, inside) for place in {school.place for school in origins}}
    days, weights = _registration_days()
    left, serial = count, 0
    while left:
        serial += 1
        pupil = invent_pupil(rng, serial, rng.choice(origins))
        wanted = min(left, *rng.choices((1, 2, 3, 4), (34, 30, 22, 14)), len(inside))
        chosen = _wishes(rng, inside, near[pupil.origin.place], wanted)
        if rng.random() < DOSES.outside_choices * 2:  # of the pupils, who choose twice on average
            chosen[-1] = rng.choice(outside)
        day = rng.choices(days, weights)[0]
        for rank, offer in enumerate(chosen, 1):
            later = min(settings.CLOSING, day + timedelta(days=rng.choice((0, 0, 0, 1, 3))))
            yield Application(pupil, offer, rank, later)
        left -= len(chosen)


def _nearness(place: Place, offers: list[Offer]) -> list[float]:
    """Return the cumulated weights of the offers seen from a commune: appeal over distance."""
    return [*accumulate(o.appeal / (1 + (_km(place, o.host) / 6) ** 2) for o in offers)]


def _km(place: Place, school: School) -> float:
    north = (place.latitude - school.latitude) * 111
    east = (place.longitude - school.longitude) * 111 * math.cos(math.radians(place.latitude))
    return math.hypot(north, east)


def _wishes(rng: Random, offers: list[Offer], near: list[float], count: int) -> list[Offer]:
    chosen = rng.choices(offers, cum_weights=near)
    for _ in range(40 * count):
        if len(chosen) == count:
            break
        offer = rng.choices(offers, cum_weights=near)[0]
        same_domain = offer.programme.domain == chosen[0].programme.domain
        if offer not in chosen and (same_domain or rng.random() < 0.35):
            chosen.append(offer)
    return chosen


def _registration_days() -> tuple[list[date], list[float]]:
    """Return the days of registration and their weights: few at week-ends, most near the end."""
    days = list(days_of(settings.OPENING, settings.CLOSING))
    quiet = [(0.2 if d in WINTER_BREAK else 1) * (0.1 if d.weekday() > 4 else 1) for d in days]
    return days, [each * (1 + 3 * place / len(days)) for place, each in enumerate(quiet)]


def invent_pupil(rng: Random, serial: int, origin: School) -> Pupil:
    """Invent a pupil; the serial is nobody else's."""
    letters = "".join(rng.choices("ABCDEFGHJK", k=2))
    born = date(2010, 1, 1) + timedelta(days=rng.randrange(365) - (rng.random() < 0.15) * 365)
    return Pupil(
        file_number=f"D{serial:06d}",
        ine=None
        if rng.random() < DOSES.without_ine
        else f"{_FIRST_INE[serial < 10**6] + serial}{letters}",
        last_name=rng.choice(SURNAMES).upper(),
        first_name=rng.choice(FIRST_NAMES),
        birth_date=born,
        origin=origin,
        division=f"3{rng.choice('ABCDEF')}",
    )


def _plan(rng: Random, offer: Offer, demand: int) -> Offer:
    """Give an offer its sessions: the host plans for what it expects, within its means."""
    if not offer.passpro:
        return offer
    mode = rng.choice(("individual", "individual", "collective"))
    declared = rng.random() < DOSES.declared_seats
    start, end = rng.choice(((840, 1020), (810, 990), (540, 720), (510, 690), (840, 1080)))
    seats = _usual_seats(mode, end - start)
    if declared:
        seats = round(seats * rng.choice((0.8, 1, 1, 1.25, 2)))
    wanted = demand * offer.host.means * rng.lognormvariate(0, 0.15)
    days = _session_days(rng, max(1, min(8, math.ceil(wanted / seats))))
    vague = rng.random()
    words = rng.choice(UNDATED) if vague < DOSES.undated_offers else None
    silent = DOSES.undated_offers <= vague < DOSES.undated_offers + DOSES.silent_offers
    return replace(
        offer,
        mode=None if rng.random() < DOSES.unknown_mode else mode,
        sessions=tuple(Session(day, start, end, seats) for day in days),
        declared=declared,
        words="" if silent else words,
        split=len(days) > 1 and rng.random() < DOSES.split_offers,
    )


def _usual_seats(mode: str, minutes: int) -> int:
    """Return the seats that the settings would estimate (definitions.md, Interview capacity)."""
    rules = SETTINGS.entretiens
    if mode == "individual":
        return minutes // rules.duree_individuel_min * rules.jurys
    return max(1, minutes // rules.duree_collectif_min) * rules.taille_groupe


def _session_days(rng: Random, count: int) -> list[date]:
    """Draw distinct working days: most in March and early April, one after registrations close."""
    habit = rng.randrange(5)
    weights = {
        day: (3 if day.weekday() == habit else 1) * (0.8 if day > SPRING_BREAK.end else 1)
        for day in INTERVIEW_DAYS
    }
    after = [weight * (day > settings.CLOSING) for day, weight in weights.items()]
    days = set(rng.choices(INTERVIEW_DAYS, after))
    while len(days) < count:
        days.update(rng.choices(INTERVIEW_DAYS, [*weights.values()]))
    return sorted(days)


def _live(rng: Random, offer: Offer, choices: Iterable[Application]) -> Iterator[Application]:
    """Yield what happens to an offer's applications, first come, first served."""
    free = {session.day: session.seats for session in offer.sessions}
    for choice in sorted(choices, key=lambda a: (a.registered_on, a.pupil.file_number)):
        application = replace(choice, offer=offer)
        forgotten = rng.random() < (1 - offer.host.diligence) * 0.3
        earliest = _WORKDAYS.add(choice.registered_on, 3)
        day = next((day for day in free if free[day] and day >= earliest), None)
        if day and not forgotten:
            free[day] -= 1
            application = _interview(rng, application, day)
        if rng.random() < DOSES.cancelled:
            application = _cancel(rng, application)
        yield application


def _interview(rng: Random, application: Application, day: date) -> Application:
    notice = rng.randint(2, 9)
    convened = max(_WORKDAYS.last(day, notice + 1)[0], _WORKDAYS.add(application.registered_on, 1))
    convoked = replace(application, convened_on=convened, interview_on=day)
    if rng.random() < DOSES.absent:
        excused = rng.random() < DOSES.excused
        return replace(convoked, attendance="excused" if excused else "absent")
    return _judge(rng, replace(convoked, attendance="present"), day)


def _judge(rng: Random, application: Application, day: date) -> Application:
    """Give the opinion that a host enters sooner or later, by its diligence; the worst never do."""
    diligence = application.offer.host.diligence
    if rng.random() > min(1, diligence + 0.1):
        return application
    entered = _WORKDAYS.add(day, int(rng.expovariate(1 / (0.7 + 12 * (1 - diligence)))))
    return replace(application, opinion=draw_opinion(rng), opinion_on=entered)


def draw_opinion(rng: Random) -> str:
    """Draw an opinion: hosts are kind."""
    return rng.choices(SETTINGS.avis.echelle, (34, 42, 18, 6))[0]


def _cancel(rng: Random, application: Application) -> Application:
    """Cancel a registration within three weeks; nothing happens to it afterwards."""
    day = _WORKDAYS.add(application.registered_on, rng.randint(1, 15))
    if application.interview_on and application.interview_on <= day:
        return application
    if application.convened_on and application.convened_on > day:
        application = replace(application, convened_on=None, interview_on=None)
    return replace(application, attendance=None, opinion=None, opinion_on=None, cancelled_on=day)
