"""The invented campaign as an office receives it on a day: its rows, and what is wrong in them.

A row is a dict from column code to cell. What is wrong with a row is drawn once, so that two
deliveries of one campaign hold the same slips; what a day cannot know yet is left out.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, time
from functools import partial
from math import ceil
from random import Random

from passpro_nb.demo import words
from passpro_nb.demo.life import Application, Life
from passpro_nb.demo.schools import Offer, School, Session
from passpro_nb.demo.sessions_text import STYLES, write_sessions
from passpro_nb.demo.settings import DOSES, SETTINGS, Doses
from passpro_nb.domain.codes import uai_letter
from passpro_nb.domain.french import NBSP
from passpro_nb.read.sessions.reader import Stated

Row = dict[str, object]
Slip = Callable[[Row, int], Row]


def _untidy(uai: str, number: int) -> str:
    """Return a UAI that a person would still read: case, blanks, a lost zero."""
    forms = (uai.lower(), uai.lstrip("0"), f"{uai}{NBSP}", f"{uai[:3]} {uai[3:7]} {uai[7]}")
    return forms[number % len(forms)]


def _wrong(uai: str) -> str:
    return uai[:7] + ("Z" if uai_letter(uai[:7]) != "Z" else "A")


def _repair(column: str, row: Row, number: int) -> Row:
    return {column: _untidy(str(row[column]), number)}


def _spoil(column: str, row: Row, number: int) -> Row:
    return {column: _wrong(str(row[column]))}


def _put(cells: Row, row: Row, number: int) -> Row:
    return cells


def _replace_given(column: str, cell: object, row: Row, number: int) -> Row:
    """Replace a cell only where something is written: a slip adds no fact."""
    return {column: cell} if row[column] is not None else {}


def _unknown_programme(row: Row, number: int) -> Row:
    return {
        "offer_code": None,
        "programme_label": words.NOT_OFFERED[number % len(words.NOT_OFFERED)],
    }


def _absent_with_opinion(row: Row, number: int) -> Row:
    return {"attendance": "Absent"} if row["opinion"] else {}


# The name of a slip is the name of its dose.
_APPLICATION_SLIPS: dict[str, Slip] = {
    "repaired_uai": partial(_repair, "host_uai"),
    "origin_unknown": partial(_put, {"origin_uai": None, "origin_name": None}),
    "origin_wrong": partial(_spoil, "origin_uai"),
    "host_wrong": partial(_spoil, "host_uai"),
    "host_missing": partial(_put, {"host_uai": None, "host_name": None, "offer_code": None}),
    "programme_unknown": _unknown_programme,
    "no_key": partial(_put, {"ine": None, "file_number": None}),
    "impossible_date": partial(_replace_given, "opinion_on", "31/02/2025"),
    "odd_opinion": partial(_replace_given, "opinion", "peut-être"),
    "odd_attendance": partial(_replace_given, "attendance", "à vérifier"),
    "absent_with_opinion": _absent_with_opinion,
    "undated_opinion": partial(_put, {"opinion_on": None}),
    "convened_without_day": partial(_put, {"interview_on": None}),
}
_TWINS = ("twin", "clash")
_LINE_SLIPS: dict[str, Slip] = {
    "line_repaired_uai": partial(_repair, "host_uai"),
    "line_unknown_places": partial(_put, {"class_places": 999}),
}


def _draw(rng: Random, names: Iterable[str], doses: Doses, count: int) -> list[str]:
    """Draw at most one slip a row, each in its dose and at least once; "" is a clean row."""
    slips = [name for name in names for _ in range(ceil(getattr(doses, name) * count))][:count]
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


def draw_papers(rng: Random, life: Life, doses: Doses = DOSES) -> list[Paper]:
    """Draw once how each application is written down, host by host and row by row."""
    habits = {
        host.uai: words.Habit(
            rng.choice(words.OPINION_HABITS),
            rng.choice(words.ATTENDANCE_HABITS),
            rng.choice(words.DATE_FORMS),
        )
        for host in life.hosts
    }
    twice = _two_statuses(life.offers)
    slips = _draw(rng, (*_APPLICATION_SLIPS, *_TWINS), doses, len(life.applications))
    return [
        Paper(
            number,
            application,
            habits[application.offer.host.uai],
            slip,
            rng.random() < doses.label_only and _label_key(application.offer) not in twice,
        )
        for number, (application, slip) in enumerate(zip(life.applications, slips, strict=True))
    ]


def _label_key(offer: Offer) -> tuple[str, str]:
    return offer.host.uai, offer.programme.label


def _two_statuses(offers: Iterable[Offer]) -> set[tuple[str, str]]:
    """Return the host × programme pairs that a label alone does not tell apart."""
    return {_label_key(offer) for offer in offers if offer.status == "apprentissage"}


def application_rows(papers: Iterable[Paper], day: date) -> Iterator[Row]:
    """Yield the rows of the export of `day`: only facts up to that day; doubles come last."""
    doubles: list[Row] = []
    for paper in papers:
        if paper.application.registered_on > day:
            continue
        row = _application_row(paper, day)
        if paper.slip in _APPLICATION_SLIPS:
            row = row | _APPLICATION_SLIPS[paper.slip](row, paper.number)
        yield row
        if paper.slip in _TWINS:
            doubles.append(_double(paper, row))
    yield from doubles


def _double(paper: Paper, row: Row) -> Row:
    clash = paper.slip == "clash" and row["opinion"] is not None
    given = paper.application.opinion
    return row | {"opinion": "Favorable" if given != "Favorable" else "Réservé"} if clash else row


def _application_row(paper: Paper, day: date) -> Row:
    application = _known(paper.application, day)
    pupil, offer, habit = application.pupil, application.offer, paper.habit
    label = offer.programme.label
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
        "programme_label": words.capitals(label)
        if paper.label_only and paper.number % 3
        else label,
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


def catalogue_rows(rng: Random, life: Life, doses: Doses = DOSES) -> Iterator[Row]:
    """Yield the catalogue's lines: one an offer, or one a session where the host writes so."""
    styles = {host.uai: rng.choice(list(STYLES)) for host in life.hosts}
    slips = _draw(rng, _LINE_SLIPS, doses, len(life.offers))
    wrong = _wrong_lines(rng, life, doses)
    for number, (offer, slip) in enumerate(zip(life.offers, slips, strict=True)):
        row = _offer_row(rng, offer)
        if offer in wrong:
            row = row | _spoil("host_uai", row, number)
        elif slip:
            row = row | _LINE_SLIPS[slip](row, number)
        groups = [(session,) for session in offer.sessions] if offer.split else [offer.sessions]
        for sessions in groups:
            yield row | _session_cells(offer, sessions, styles[offer.host.uai])


def _wrong_lines(rng: Random, life: Life, doses: Doses) -> set[Offer]:
    """Draw the offers whose UAI is false among those that nobody asks for: no pupil is lost."""
    asked = {application.offer.code for application in life.applications}
    quiet = [offer for offer in life.offers if not offer.passpro and offer.code not in asked]
    return set(rng.sample(quiet, min(len(quiet), ceil(doses.line_wrong_letter * len(life.offers)))))


def _offer_row(rng: Random, offer: Offer) -> Row:
    host, programme = offer.host, offer.programme
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
        "mode": _MODES[offer.mode][int(host.uai[6]) % 2] if offer.passpro else None,
        "sessions": None,
        "seats": None,
        "class_places": offer.class_places,
        "place": rng.choice(words.ROOMS) if offer.passpro else None,
        "contact": mail(host),
        "remarks": (rng.choice(words.REMARKS) if rng.random() < 0.2 else None)
        if offer.passpro
        else words.OUTSIDE,
    }


_MODES: dict[str | None, tuple[str | None, str | None]] = {
    "individual": ("Individuel", "entretien individuel"),
    "collective": ("Collectif", "Entretien collectif"),
    None: (None, None),
}


def _session_cells(offer: Offer, sessions: tuple[Session, ...], style: str) -> Row:
    """Return the cells on sessions; one host in three says its seats among the dates."""
    if offer.words is not None:
        return {"sessions": offer.words or None}
    if not sessions or not offer.declared:
        return {"sessions": _words(sessions, style) or None}
    if int(offer.host.uai[6]) % 3 == 0:
        return {"sessions": _words(sessions, style, seats=True)}
    return {"sessions": _words(sessions, style), "seats": sessions[0].seats}


def _words(sessions: tuple[Session, ...], style: str, *, seats: bool = False) -> str:
    """Write the sessions as a school does, with their seats if asked."""
    stated = (
        Stated(
            session.day,
            time(*divmod(session.start, 60)),
            time(*divmod(session.end, 60)),
            session.seats if seats else None,
            mode=None,
            place=None,
            text="",
            reason=None,
        )
        for session in sessions
    )
    return write_sessions(stated, style)


def mail(school: School) -> str:
    """Return the mail address of an invented school, under `.invalid`."""
    return SETTINGS.campagne.mel_etablissement.format(uai=school.uai.lower())
