"""The life of the invented campaign, as it truly happens, up to its last day.

places → schools → offers → pupils and their choices → sessions → convocations, interviews and
opinions. Nothing is written wrong here: `demo_mess` sees to that, and hides what a day cannot know.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import accumulate, product
from random import Random

from passpro_nb.codes import uai_letter
from passpro_nb.demo_places import PLACES, Place
from passpro_nb.demo_words import (
    FIRST_NAMES,
    PROGRAMMES,
    SURNAMES,
    UNDATED,
    Programme,
)
from passpro_nb.settings import Calendar, Campaign, Opinions, Settings
from passpro_nb.workdays import Period, days_of

_SPRING_BREAK = Period(date(2025, 4, 12), date(2025, 4, 27))
_WINTER_BREAK = Period(date(2025, 2, 15), date(2025, 3, 2))
SETTINGS = Settings(
    campagne=Campaign(
        "Passpro 2025 (campagne inventée)", mel_etablissement="ce.{uai}@exemple.invalid"
    ),
    calendrier=Calendar(
        ouverture_inscriptions=date(2025, 2, 3),
        cloture_inscriptions=date(2025, 3, 21),
        debut_entretiens=date(2025, 3, 10),
        fin_entretiens=date(2025, 5, 7),
        limite_avis=date(2025, 5, 14),
        conges=(_SPRING_BREAK,),
    ),
    avis=Opinions(variantes={"Réservé": ("assez favorable",)}),
)
LAST_DAY = date(2025, 4, 30)  # the day of the data: late enough to steer, early enough to act

_WORKDAYS = SETTINGS.calendrier.workdays
_OPEN, _CLOSE = date(2025, 2, 3), date(2025, 3, 21)
_INTERVIEW_DAYS = _WORKDAYS.working(date(2025, 3, 10), date(2025, 5, 7))


@dataclass(frozen=True, slots=True)
class Doses:
    """How much of each mess of life: shares from 0 to 1, of what the name says."""

    # what happens
    outside_offers: float = 0.35  # offers hors Passpro
    apprenticeships: float = 0.04  # offers that exist in apprenticeship too
    short_hosts: float = 0.22  # hosts with too few seats
    undated_offers: float = 0.06  # « à définir », « sur convocation »
    silent_offers: float = 0.03  # no session announced at all
    split_offers: float = 0.06  # one line of the catalogue per session
    unknown_mode: float = 0.07
    declared_seats: float = 0.45
    outside_choices: float = 0.004  # applications on offers hors Passpro
    cancelled: float = 0.03
    absent: float = 0.045
    excused: float = 0.5  # of the absent
    without_ine: float = 0.02  # pupils
    # how it is written: of the catalogue's lines
    line_repaired_uai: float = 0.02
    line_wrong_letter: float = 0.008  # only offers that nobody asks for
    line_unknown_places: float = 0.02
    # how it is written: of the applications
    label_only: float = 0.12  # no code vœu
    undated_opinion: float = 0.05
    convened_without_day: float = 0.01
    repaired_uai: float = 0.012
    origin_unknown: float = 0.006
    origin_wrong: float = 0.004
    host_wrong: float = 0.002
    host_missing: float = 0.0015
    programme_unknown: float = 0.0015
    no_key: float = 0.0005
    impossible_date: float = 0.003
    odd_opinion: float = 0.003
    odd_attendance: float = 0.002
    absent_with_opinion: float = 0.0015
    twin: float = 0.004
    clash: float = 0.0015


DOSES = Doses()


@dataclass(frozen=True, slots=True)
class School:
    """A host or a collège; `diligence` (0 to 1) and `means` (seats for a pupil) make a host's luck."""

    uai: str
    name: str
    kind: str
    sector: str
    place: Place
    latitude: float
    longitude: float
    diligence: float = 1.0
    means: float = 1.0


@dataclass(frozen=True, slots=True)
class Session:
    """A day and its hours, in minutes since midnight, with the seats that the host really has."""

    day: date
    start: int
    end: int
    seats: int


@dataclass(frozen=True, slots=True, eq=False)
class Offer:
    """A host × programme × status; `words` replaces the sessions in the catalogue when not None."""

    code: str
    host: School
    programme: Programme
    status: str
    passpro: bool
    class_places: int
    appeal: float
    mode: str | None = None
    sessions: tuple[Session, ...] = ()
    declared: bool = False
    words: str | None = None
    split: bool = False


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


@dataclass(frozen=True, slots=True)
class Life:
    """The whole invented campaign."""

    hosts: tuple[School, ...]
    colleges: tuple[School, ...]
    offers: tuple[Offer, ...]
    applications: tuple[Application, ...]


def invent_life(rng: Random, applications: int, hosts: int, doses: Doses = DOSES) -> Life:
    """Invent a campaign of that many applications; its catalogue shrinks with a small number.

    A full one has 5 offers a host and 470 collèges for 140 hosts (domain.md, real sizes).
    """
    hosts = max(2, min(hosts, applications // 40))
    colleges = max(3, min(round(hosts * 470 / 140), applications // 16))
    names = _school_names(rng, hosts + colleges)
    lycees = tuple(
        sorted(
            (_host(rng, *seat, doses) for seat in _seats(rng, hosts, 9000, names)),
            key=lambda host: (host.place.department, host.place.name, host.uai),
        )
    )
    origins = tuple(_college(rng, *seat) for seat in _seats(rng, colleges, 9200, names))
    offers = _offers(rng, lycees, max(hosts, min(5 * hosts, applications // 11)), doses)
    choices = list(_choices(rng, origins, offers, applications, doses))
    by_offer: dict[str, list[Application]] = defaultdict(list)
    for choice in choices:
        by_offer[choice.offer.code].append(choice)
    planned = [_plan(rng, offer, len(by_offer[offer.code]), doses) for offer in offers]
    lived = (_live(rng, offer, by_offer[offer.code], doses) for offer in planned)
    rows = sorted(
        (application for group in lived for application in group),
        key=lambda a: (a.registered_on, a.pupil.file_number, a.rank),
    )
    return Life(lycees, origins, tuple(planned), tuple(rows))


# --------------------------------------------------------------------------------------- schools


def _school_names(rng: Random, count: int) -> Iterator[str]:
    names = [f"{first} {last}" for first, last in product(FIRST_NAMES, SURNAMES)]
    return iter(rng.sample(names, count))


def _seats(
    rng: Random, count: int, serial: int, names: Iterator[str]
) -> Iterator[tuple[str, str, Place, float, float]]:
    """Yield UAI, name, commune and position; numbers from 9000 on are no real school's."""
    taken: Counter[str] = Counter()
    for place in rng.choices(PLACES, [place.population for place in PLACES], k=count):
        digits = f"0{place.department}{serial + taken[place.department]:04d}"
        taken[place.department] += 1
        latitude = round(place.latitude + rng.gauss(0, 0.006), 4)
        longitude = round(place.longitude + rng.gauss(0, 0.009), 4)
        yield digits + uai_letter(digits), next(names), place, latitude, longitude


def _host(
    rng: Random, uai: str, name: str, place: Place, lat: float, lon: float, doses: Doses
) -> School:
    private = rng.random() < 0.12
    kind = "Lycée professionnel" if rng.random() < 0.6 else "Lycée polyvalent"
    title = f"{kind} {'privé ' if private else ''}{name}"
    if rng.random() < 0.25:
        title += (
            f" - Lycée des métiers {rng.choice(('de l’énergie', 'des services', 'du bâtiment'))}"
        )
    means = rng.uniform(0.4, 0.8) if rng.random() < doses.short_hosts else rng.uniform(1.05, 1.9)
    sector = "Privé" if private else "Public"
    return School(uai, title, kind, sector, place, lat, lon, _diligence(rng), means)


def _diligence(rng: Random) -> float:
    """Draw how carefully a host works: some do very well, most do well, some very badly."""
    luck = rng.random()
    if luck < 0.2:
        return rng.uniform(0.95, 1.0)
    return rng.betavariate(7, 1.6) if luck < 0.85 else rng.uniform(0.05, 0.5)


def _college(rng: Random, uai: str, name: str, place: Place, lat: float, lon: float) -> School:
    private = rng.random() < 0.1
    title = f"Collège {'privé ' if private else ''}{name}"
    return School(uai, title, "Collège", "Privé" if private else "Public", place, lat, lon)


# ---------------------------------------------------------------------------------------- offers


def _offers(rng: Random, hosts: tuple[School, ...], count: int, doses: Doses) -> list[Offer]:
    sizes = Counter({host.uai: 1 for host in hosts})
    weights = [rng.lognormvariate(0, 0.4) for _ in hosts]
    while sizes.total() < count:
        sizes[rng.choices(hosts, weights)[0].uai] += 1
    offers: list[Offer] = []
    for host in hosts:
        programmes = _some_programmes(rng, sizes[host.uai], doses)
        for programme, status in programmes:
            code = f"{host.place.department}9{len(offers) + 1:05d}"
            offers.append(_offer(rng, code, host, programme, status, doses))
    return offers


def _some_programmes(rng: Random, count: int, doses: Doses) -> list[tuple[Programme, str]]:
    found: list[tuple[Programme, str]] = []
    while len(found) < count:
        programme = rng.choices(PROGRAMMES, [p.weight for p in PROGRAMMES])[0]
        if (programme, "scolaire") in found:
            continue
        found.append((programme, "scolaire"))
        if len(found) < count and rng.random() < doses.apprenticeships:
            found.append((programme, "apprentissage"))
    return found


def _offer(
    rng: Random, code: str, host: School, programme: Programme, status: str, doses: Doses
) -> Offer:
    passpro = rng.random() >= doses.outside_offers
    places = rng.choice((12, 12, 15, 24, 24, 24, 30, 48)) // (1 + (programme.diploma == "CAP"))
    appeal = rng.lognormvariate(0, 0.6) * places * (0.3 if status == "apprentissage" else 1)
    return Offer(code, host, programme, status, passpro, places, appeal)


# --------------------------------------------------------------------------- pupils and choices


def _choices(
    rng: Random, origins: tuple[School, ...], offers: list[Offer], count: int, doses: Doses
) -> Iterator[Application]:
    """Yield `count` applications: pupils with one to four choices, near home, often in one domain."""
    inside = [offer for offer in offers if offer.passpro] or offers
    outside = [offer for offer in offers if not offer.passpro] or offers
    near = {place: _nearness(place, inside) for place in {school.place for school in origins}}
    days, weights = _registration_days()
    left, serial = count, 0
    while left:
        serial += 1
        pupil = _pupil(rng, serial, rng.choice(origins), doses)
        wanted = min(left, *rng.choices((1, 2, 3, 4), (34, 30, 22, 14)), len(inside))
        chosen = _wishes(rng, inside, near[pupil.origin.place], wanted)
        if rng.random() < doses.outside_choices * 2:
            chosen[-1] = rng.choice(outside)
        day = rng.choices(days, weights)[0]
        for rank, offer in enumerate(chosen, 1):
            later = min(_CLOSE, day + timedelta(days=rng.choice((0, 0, 0, 1, 3))))
            yield Application(pupil, offer, rank, later)
        left -= len(chosen)


def _nearness(place: Place, offers: list[Offer]) -> list[float]:
    """Return the cumulated weights of the offers seen from a commune: appeal over distance."""
    return list(
        accumulate(offer.appeal / (1 + (_km(place, offer.host) / 6) ** 2) for offer in offers)
    )


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
    days = list(days_of(_OPEN, _CLOSE))
    weights = []
    for position, day in enumerate(days):
        quiet = 0.2 if day in _WINTER_BREAK else 1.0
        weights.append(quiet * (0.1 if day.weekday() > 4 else 1.0) * (1 + 3 * position / len(days)))
    return days, weights


def _pupil(rng: Random, serial: int, origin: School, doses: Doses) -> Pupil:
    letters = "".join(rng.choices("ABCDEFGHJK", k=2))
    born = date(2010, 1, 1) + timedelta(days=rng.randrange(365) - (rng.random() < 0.15) * 365)
    return Pupil(
        file_number=f"D{serial:06d}",
        ine=None if rng.random() < doses.without_ine else f"999{serial:06d}{letters}",
        last_name=rng.choice(SURNAMES).upper(),
        first_name=rng.choice(FIRST_NAMES),
        birth_date=born,
        origin=origin,
        division=f"3{rng.choice('ABCDEF')}",
    )


# -------------------------------------------------------------------------------------- sessions


def _plan(rng: Random, offer: Offer, demand: int, doses: Doses) -> Offer:
    """Give an offer its sessions: the host plans for what it expects, within its means."""
    if not offer.passpro:
        return offer
    mode = rng.choice(("individual", "individual", "collective"))
    declared = rng.random() < doses.declared_seats
    start, end = rng.choice(((840, 1020), (810, 990), (540, 720), (510, 690), (840, 1080)))
    seats = _usual_seats(mode, end - start)
    if declared:
        seats = round(seats * rng.choice((0.8, 1, 1, 1.25, 2)))
    wanted = demand * offer.host.means * rng.lognormvariate(0, 0.15)
    days = _session_days(rng, max(1, min(8, math.ceil(wanted / seats))))
    vague = rng.random()
    words = rng.choice(UNDATED) if vague < doses.undated_offers else None
    silent = doses.undated_offers <= vague < doses.undated_offers + doses.silent_offers
    return replace(
        offer,
        mode=None if rng.random() < doses.unknown_mode else mode,
        sessions=tuple(Session(day, start, end, seats) for day in days),
        declared=declared,
        words="" if silent else words,
        split=len(days) > 1 and rng.random() < doses.split_offers,
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
    weights = [
        (3 if day.weekday() == habit else 1) * (0.8 if day > _SPRING_BREAK.end else 1)
        for day in _INTERVIEW_DAYS
    ]
    after = [weight * (day > _CLOSE) for weight, day in zip(weights, _INTERVIEW_DAYS, strict=True)]
    days = set(rng.choices(_INTERVIEW_DAYS, after))
    while len(days) < count:
        days.update(rng.choices(_INTERVIEW_DAYS, weights))
    return sorted(days)


# -------------------------------------------------- convocations, interviews, opinions


def _live(
    rng: Random, offer: Offer, choices: Iterable[Application], doses: Doses
) -> Iterator[Application]:
    """Yield what happens to an offer's applications, first come, first served."""
    free = {session.day: session.seats for session in offer.sessions}
    for choice in sorted(choices, key=lambda a: (a.registered_on, a.pupil.file_number)):
        application = replace(choice, offer=offer)
        forgotten = rng.random() < (1 - offer.host.diligence) * 0.3
        earliest = _WORKDAYS.add(choice.registered_on, 3)
        day = next((day for day in free if free[day] and day >= earliest), None)
        if day and not forgotten:
            free[day] -= 1
            application = _interview(rng, application, day, doses)
        if rng.random() < doses.cancelled:
            application = _cancel(rng, application)
        yield application


def _interview(rng: Random, application: Application, day: date, doses: Doses) -> Application:
    notice = rng.randint(2, 9)
    convened = max(_WORKDAYS.last(day, notice + 1)[0], _WORKDAYS.add(application.registered_on, 1))
    convoked = replace(application, convened_on=convened, interview_on=day)
    if rng.random() < doses.absent:
        excused = rng.random() < doses.excused
        return replace(convoked, attendance="excused" if excused else "absent")
    return _judge(rng, replace(convoked, attendance="present"), day)


def _judge(rng: Random, application: Application, day: date) -> Application:
    """Give the opinion that a host enters sooner or later, by its diligence; the worst never do."""
    diligence = application.offer.host.diligence
    if rng.random() > min(1, diligence + 0.1):
        return application
    delay = int(rng.expovariate(1 / (0.7 + 12 * (1 - diligence))))
    entered = _WORKDAYS.add(day, delay)
    scale = SETTINGS.avis.echelle
    return replace(application, opinion=rng.choices(scale, (34, 42, 18, 6))[0], opinion_on=entered)


def _cancel(rng: Random, application: Application) -> Application:
    """Cancel a registration within three weeks; nothing happens to it afterwards."""
    day = _WORKDAYS.add(application.registered_on, rng.randint(1, 15))
    came_too_late = application.interview_on and application.interview_on <= day
    if came_too_late:
        return application
    told = (
        application.convened_on
        if application.convened_on and application.convened_on <= day
        else None
    )
    return replace(
        application,
        cancelled_on=day,
        convened_on=told,
        interview_on=application.interview_on if told else None,
        attendance=None,
        opinion=None,
        opinion_on=None,
    )
