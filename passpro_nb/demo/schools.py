"""The schools of the invented campaign and what they offer: places → schools → offers."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from itertools import product
from random import Random

from passpro_nb.demo.places import PLACES, Place
from passpro_nb.demo.settings import DOSES
from passpro_nb.demo.words import FIRST_NAMES, PROGRAMMES, SURNAMES, TRADES, Programme
from passpro_nb.domain.codes import uai_letter


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


def invent_schools(
    rng: Random, hosts: int, colleges: int
) -> tuple[tuple[School, ...], tuple[School, ...]]:
    """Invent the hosts, in the order of a catalogue, then the collèges."""
    people = [f"{first} {last}" for first, last in product(FIRST_NAMES, SURNAMES)]
    names = iter(rng.sample(people, hosts + colleges))
    lycees = [_host(rng, site) for site in _sites(rng, hosts, 9000, names)]
    lycees.sort(key=lambda host: (host.place.department, host.place.name, host.uai))
    most = max(Counter(host.place.department for host in lycees).values())
    sites = _sites(rng, colleges, 9000 + max(200, most), names)
    return tuple(lycees), tuple(_college(rng, site) for site in sites)


def _sites(rng: Random, count: int, serial: int, names: Iterator[str]) -> Iterator[School]:
    """Yield collèges still to be named: numbers from 9000 on are no real school's."""
    taken: Counter[str] = Counter()
    for place in rng.choices(PLACES, [place.population for place in PLACES], k=count):
        digits = f"0{place.department}{serial + taken[place.department]:04d}"
        taken[place.department] += 1
        latitude = round(place.latitude + rng.gauss(0, 0.006), 4)
        longitude = round(place.longitude + rng.gauss(0, 0.009), 4)
        uai = digits + uai_letter(digits)
        yield School(uai, next(names), "Collège", "Public", place, latitude, longitude)


def _host(rng: Random, site: School) -> School:
    private = rng.random() < 0.12
    kind = "Lycée professionnel" if rng.random() < 0.6 else "Lycée polyvalent"
    title = f"{kind} {'privé ' if private else ''}{site.name}"
    if rng.random() < 0.25:
        title += f" - Lycée des métiers {rng.choice(TRADES)}"
    means = rng.uniform(0.4, 0.8) if rng.random() < DOSES.short_hosts else rng.uniform(1.05, 1.9)
    sector, diligence = "Privé" if private else "Public", _diligence(rng)
    return replace(site, name=title, kind=kind, sector=sector, diligence=diligence, means=means)


def _college(rng: Random, site: School) -> School:
    if rng.random() < 0.1:
        return replace(site, name=f"Collège privé {site.name}", sector="Privé")
    return replace(site, name=f"Collège {site.name}")


def _diligence(rng: Random) -> float:
    """Draw how carefully a host works: some do very well, most do well, some very badly."""
    luck = rng.random()
    if luck < 0.2:
        return rng.uniform(0.95, 1.0)
    return rng.betavariate(7, 1.6) if luck < 0.85 else rng.uniform(0.05, 0.5)


def invent_offers(rng: Random, hosts: tuple[School, ...], count: int) -> list[Offer]:
    """Invent `count` offers, at least one a host, without their sessions yet."""
    sizes = Counter({host.uai: 1 for host in hosts})
    weights = [rng.lognormvariate(0, 0.4) for _ in hosts]
    while sizes.total() < count:
        sizes[rng.choices(hosts, weights)[0].uai] += 1
    offers: list[Offer] = []
    for host in hosts:
        for programme, status in _some_programmes(rng, sizes[host.uai]):
            code = f"{host.place.department}9{len(offers) + 1:05d}"
            offers.append(_offer(rng, code, host, programme, status))
    return offers


def _some_programmes(rng: Random, count: int) -> list[tuple[Programme, str]]:
    found: list[tuple[Programme, str]] = []
    while len(found) < count:
        programme = rng.choices(PROGRAMMES, [p.weight for p in PROGRAMMES])[0]
        if (programme, "scolaire") in found:
            continue
        found.append((programme, "scolaire"))
        if len(found) < count and rng.random() < DOSES.apprenticeships:
            found.append((programme, "apprentissage"))
    return found


def _offer(rng: Random, code: str, host: School, programme: Programme, status: str) -> Offer:
    passpro = rng.random() >= DOSES.outside_offers
    places = rng.choice((12, 12, 15, 24, 24, 24, 30, 48)) // (1 + (programme.diploma == "CAP"))
    appeal = rng.lognormvariate(0, 0.6) * places * (0.3 if status == "apprentissage" else 1)
    return Offer(code, host, programme, status, passpro, places, appeal)
