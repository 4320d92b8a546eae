"""The invented campaign as an office receives it on a day: its rows, and what is wrong in them.

A row is a dict from column code to cell. What is wrong with a row is drawn once, so that two
deliveries of one campaign hold the same slips; what a day cannot know yet is left out.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, time
from math import ceil
from random import Random
from types import MappingProxyType
from typing import Any

from passpro_nb.demo import words
from passpro_nb.demo.life import Application, Life, Line
from passpro_nb.demo.schools import Offer, School, Session
from passpro_nb.demo.sessions_text import STYLES, write_sessions
from passpro_nb.demo.settings import DOSES, SETTINGS
from passpro_nb.domain.codes import uai_letter
from passpro_nb.domain.french import NBSP
from passpro_nb.read.sessions.stated import Stated

Row = dict[str, object]
_NONE: Mapping[Any, Any] = MappingProxyType({})

_APPLICATION_SLIPS = (
    "repaired_uai", "origin_unknown", "origin_wrong", "host_wrong", "host_missing",
    "programme_unknown", "no_key", "impossible_date", "odd_opinion", "odd_attendance",
    "absent_with_opinion", "undated_opinion", "convened_without_day",
)  # fmt: skip
_TWINS = ("twin", "clash")
_LINE_SLIPS = ("line_repaired_uai", "line_unknown_places")


def _slips(row: Row, number: int) -> dict[str, Row]:
    """Return the cells that each slip changes in a row; its name is the name of its dose."""
    host, origin, opinion = str(row["host_uai"]), str(row["origin_uai"]), row["opinion"]
    unknown = words.NOT_OFFERED[number % len(words.NOT_OFFERED)]
    return {
        "repaired_uai": {"host_uai": _untidy(host, number)},
        "origin_unknown": {"origin_uai": None, "origin_name": None},
        "origin_wrong": {"origin_uai": _wrong(origin)},
        "host_wrong": {"host_uai": _wrong(host)},
        "host_missing": {"host_uai": None, "host_name": None, "offer_code": None},
        "programme_unknown": {"offer_code": None, "programme_label": unknown},
        "no_key": {"ine": None, "file_number": None},
        # Only where something is written: a slip adds no fact.
        "impossible_date": {"opinion_on": row["opinion_on"] and "31/02/2025"},
        "odd_opinion": {"opinion": opinion and "peut-être"},
        "odd_attendance": {"attendance": row["attendance"] and "à vérifier"},
        "absent_with_opinion": {"attendance": "Absent" if opinion else row["attendance"]},
        "undated_opinion": {"opinion_on": None},
        "convened_without_day": {"interview_on": None},
    }


def _untidy(uai: str, number: int) -> str:
    """Return a UAI that a person would still read: case, blanks, a lost zero."""
    forms = (uai.lower(), uai.lstrip("0"), f"{uai}{NBSP}", f"{uai[:3]} {uai[3:7]} {uai[7]}")
    return forms[number % len(forms)]


def _wrong(uai: str) -> str:
    return uai[:7] + ("Z" if uai_letter(uai[:7]) != "Z" else "A")


def _draw(rng: Random, names: Iterable[str], count: int) -> list[str]:
    """Draw at most one slip a row, each in its dose and at least once; "" is a clean row."""
    slips = [name for name in names for _ in range(ceil(getattr(DOSES, name) * count))][:count]
    slips += [""] * (count - len(slips))
    rng.shuffle(slips)
    return slips


@dataclass(frozen=True, slots=True)
class Paper:
    """An application with what is wrong on paper: its slip, and whether the code vœu is left out."""

    number: int
    application: Application
    habit: words.Habit
    slip: str
    label_only: bool


def draw_papers(rng: Random, life: Life) -> list[Paper]:
    """Draw once how each application is written down, host by host and row by row."""
    habits: dict[str, words.Habit] = {}
    for host in life.hosts:
        opinions, attendance = rng.choice(words.OPINION_HABITS), rng.choice(words.ATTENDANCE_HABITS)
        habits[host.uai] = words.Habit(opinions, attendance, rng.choice(words.DATE_FORMS))
    slips = _draw(rng, (*_APPLICATION_SLIPS, *_TWINS), len(life.applications))
    papers: list[Paper] = []
    for number, (application, slip) in enumerate(zip(life.applications, slips, strict=True)):
        label_only = rng.random() < DOSES.label_only
        habit = habits[application.offer.host.uai]
        papers.append(Paper(number, application, habit, slip, label_only))
    return papers


def clean_papers(papers: Iterable[Paper], applications: Iterable[Application]) -> Iterator[Paper]:
    """Yield further applications as written down without a slip, in the habits of their hosts."""
    habits = {paper.application.offer.host.uai: paper.habit for paper in papers}
    for application in applications:
        yield Paper(0, application, habits[application.offer.host.uai], "", label_only=False)


def application_rows(
    papers: Iterable[Paper], day: date, otherwise: Mapping[Line, Application | None] = _NONE
) -> Iterator[Row]:
    """Yield the rows of the export of `day`: only facts up to that day; doubles come last.

    `otherwise` are the applications that were not yet as they are (None: not there).
    """
    doubles: list[Row] = []
    for paper in papers:
        application = otherwise.get(paper.application.line, paper.application)
        if application is None or application.registered_on > day:
            continue
        row = _application_row(paper, _known(application, day))
        if paper.slip in _APPLICATION_SLIPS:
            row |= _slips(row, paper.number)[paper.slip]
        yield row
        if paper.slip == "clash" and row["opinion"] is not None:
            given = application.opinion
            row = row | {"opinion": "Favorable" if given != "Favorable" else "Réservé"}
        if paper.slip in _TWINS:
            doubles.append(row)
    yield from doubles


def _application_row(paper: Paper, application: Application) -> Row:
    pupil, offer, habit = application.pupil, application.offer, paper.habit
    label = offer.programme.label
    shouted = paper.label_only and paper.number % 3
    return {
        "file_number": pupil.file_number,
        "ine": pupil.ine,
        "last_name": pupil.last_name,
        "first_name": pupil.first_name,
        "birth_date": pupil.birth_date,
        "origin_uai": pupil.origin.uai,
        "origin_name": pupil.origin.name,
        "origin_class": pupil.division,
        "rank": application.rank,
        "host_uai": offer.host.uai,
        "host_name": offer.host.name.split(" - ")[0],
        "offer_code": None if paper.label_only else offer.code,
        "programme_label": words.capitals(label) if shouted else label,
        "status": offer.status,
        "registered_on": application.registered_on,
        "convened_on": _date_cell(application.convened_on, habit),
        "interview_on": _date_cell(application.interview_on, habit),
        "attendance": habit.attendance.get(application.attendance or ""),
        "opinion": habit.opinions.get(application.opinion or ""),
        "opinion_on": _date_cell(application.opinion_on, habit),
        "cancelled": "oui" if application.cancelled_on else None,
    }


def _known(application: Application, day: date) -> Application:
    """Return the application as it is known on `day`: what is dated later has not happened."""
    known = application
    if known.convened_on and known.convened_on > day:
        known = replace(known, convened_on=None, interview_on=None)
    if known.interview_on is None or known.interview_on > day:
        known = replace(known, attendance=None, opinion=None, opinion_on=None)
    if known.opinion_on and known.opinion_on > day:
        known = replace(known, opinion=None, opinion_on=None)
    if known.cancelled_on and known.cancelled_on > day:
        known = replace(known, cancelled_on=None)
    return known


def _date_cell(day: date | None, habit: words.Habit) -> date | str | None:
    return day.strftime(habit.date_form) if day and habit.date_form else day


def catalogue_rows(
    rng: Random, life: Life, otherwise: Mapping[str, Offer | None] = _NONE
) -> Iterator[Row]:
    """Yield the catalogue's lines: one an offer, or one a session where the host writes so.

    `otherwise` are the offers, by code, that were not yet as they are (None: not there).
    """
    styles = {host.uai: rng.choice(list(STYLES)) for host in life.hosts}
    slips = _draw(rng, _LINE_SLIPS, len(life.offers))
    wrong = _wrong_lines(rng, life)
    for number, (offer, slip) in enumerate(zip(life.offers, slips, strict=True)):
        row, uai = _offer_row(rng, offer), offer.host.uai
        if offer in wrong:
            row["host_uai"] = _wrong(uai)
        elif slip == "line_repaired_uai":
            row["host_uai"] = _untidy(uai, number)
        elif slip:
            row["class_places"] = 999
        if shown := otherwise.get(offer.code, offer):
            groups = [(session,) for session in shown.sessions] if shown.split else [shown.sessions]
            for sessions in groups:
                yield row | _session_cells(shown, sessions, styles[uai])


def _wrong_lines(rng: Random, life: Life) -> set[Offer]:
    """Draw the offers whose UAI is false among those that nobody asks for: no pupil is lost."""
    asked = {application.offer.code for application in life.applications}
    quiet = [offer for offer in life.offers if not offer.passpro and offer.code not in asked]
    return set(rng.sample(quiet, min(len(quiet), ceil(DOSES.line_wrong_letter * len(life.offers)))))


def _offer_row(rng: Random, offer: Offer) -> Row:
    host, programme = offer.host, offer.programme
    room = rng.choice(words.ROOMS) if offer.passpro else None
    remarks: str | None = words.OUTSIDE
    if offer.passpro:
        remarks = rng.choice(words.REMARKS) if rng.random() < 0.2 else None
    return {
        "department": host.place.department,
        "district": host.place.district,
        "host_uai": host.uai,
        "host_name": host.name,
        "commune": host.place.name,
        "sector": host.sector,
        "diploma": programme.diploma,
        "programme_label": programme.label,
        "mef": programme.mef,
        "offer_code": offer.code,
        "status": offer.status,
        "domain": programme.domain,
        "passpro": "Passpro" if offer.passpro else "hors Passpro",
        "mode": _MODES[offer.mode][int(host.uai[6]) % 2] if offer.mode else None,
        "sessions": None,
        "seats": None,
        "class_places": offer.class_places,
        "place": room,
        "contact": mail(host),
        "remarks": remarks,
    }


_MODES = {
    "individual": ("Individuel", "entretien individuel"),
    "collective": ("Collectif", "Entretien collectif"),
}


def _session_cells(offer: Offer, sessions: tuple[Session, ...], style: str) -> Row:
    """Return the cells on sessions; one host in three says its seats among the dates."""
    if offer.words is not None:
        return {"sessions": offer.words or None}
    among = offer.declared and int(offer.host.uai[6]) % 3 == 0
    stated = [
        Stated(s.day, _time(s.start), _time(s.end), s.seats if among else None) for s in sessions
    ]
    cells: Row = {"sessions": write_sessions(stated, style) or None}
    if sessions and offer.declared and not among:
        cells["seats"] = sessions[0].seats
    return cells


def _time(minutes: int) -> time:
    return time(*divmod(minutes, 60))


def mail(school: School) -> str:
    """Return the mail address of an invented school, under `.invalid`."""
    return SETTINGS.campagne.mel_etablissement.format(uai=school.uai.lower())
