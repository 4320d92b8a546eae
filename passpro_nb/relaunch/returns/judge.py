"""What schools sent back, cell by cell: taken, already known, not taken and why, to report by hand.

Nothing is taken in silence, and nothing replaces what the campaign says: an answer that differs
from it is a conflict, which a person settles in the source.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import pandas as pd

from passpro_nb.check.campaign import Campaign
from passpro_nb.domain.codes import Reading
from passpro_nb.domain.discreet import Discreet
from passpro_nb.domain.faults import Fault, fault, worst_first
from passpro_nb.domain.french import fold, listing, plural, quoted, short_date
from passpro_nb.domain.settings import Calendar
from passpro_nb.export.records import records
from passpro_nb.read.dates import FAR, bounds_of
from passpro_nb.relaunch.forms import ATTENDANCE_WORDS, FILES, OFFERS, PUPILS, form_key
from passpro_nb.relaunch.returns.cells import ReturnedRow
from passpro_nb.relaunch.returns.reader import Returned

TAKEN, KNOWN, REFUSED, REPORT = "taken", "known", "refused", "report"
ANSWER = ["file", "sheet", "row", "uai", "column", "value", "verdict", "message"]
GIVEN = ("attendance", "opinion", "opinion_on", "interview_on")
BY_HAND = (
    "returned_comment",
    "returned_beside",
    "returned_struck_row",
)  # a person reads, and decides
_QUESTIONS = {
    OFFERS.code: "La formation est-elle retirée ?",
    PUPILS.code: "L’élève s’est-il désisté ?",
    FILES.code: "L’élève a-t-il quitté l’établissement ?",
}


@dataclass(frozen=True, repr=False)
class Outcome(Discreet):
    """What came of the workbooks sent back.

    `schools`: the UAI of the school that answers, by file; "" for what is no workbook of a relaunch.
    `taken`: one row an application with something new: `pupil`, `offer`, then `GIVEN` (None where
    nothing is taken). `answers`: one row an answer, columns `ANSWER`. `faults`: worst first.
    """

    schools: Mapping[str, str]
    taken: pd.DataFrame
    answers: pd.DataFrame
    faults: tuple[Fault, ...]

    @property
    def files(self) -> tuple[str, ...]:
        """Return every file that was opened."""
        return tuple(self.schools)


@dataclass(frozen=True)
class _Answer:
    """One filled cell, and whose it is; `heading` names its column."""

    row: ReturnedRow
    file: str
    uai: str
    code: str
    heading: str
    reading: Reading

    @property
    def text(self) -> str:
        return self.row.texts[self.code]

    def refused(self, kind: str, **details: Any) -> _Verdict:
        details |= {"sheet": self.row.sheet, "row": self.row.row, "column": self.heading}
        return self, REFUSED, fault(kind, file=self.file, **details)


_Verdict = tuple[_Answer, str, Fault | None]
_Application = Mapping[str, Any]


def check_returns(returned: Sequence[Returned], campaign: Campaign, today: date) -> Outcome:
    """Compare what came back with the campaign; never stops at a fault.

    An answer is taken when the campaign says nothing there; `today` is the day after which no
    opinion can have been given.
    """
    book = _book(campaign, today)
    faults = [found for back in returned for found in back.faults]
    answers: dict[str, list[_Answer]] = defaultdict(list)
    for back in returned:
        for row, uai in _own_rows(back, book, faults):
            answers[row.key] += _answers(row, back.file, uai)
    taken: list[tuple[object, ...]] = []
    verdicts: list[_Verdict] = []
    for key, given in answers.items():
        application = _as_answered(given, book.applications.get(key), book)
        judged = list(_ask_of_absent(list(_judge(given, application, book)), application))
        verdicts += judged
        new = {a.code: a.reading.value for a, verdict, _ in judged if verdict == TAKEN}
        if new and application:
            taken.append((application["pupil"], application["offer"], *map(new.get, GIVEN)))
    return Outcome(
        {back.file: _school_of(back, book) for back in returned},
        pd.DataFrame(taken, columns=["pupil", "offer", *GIVEN]),
        _table(verdicts, faults),
        tuple(worst_first([*faults, *(found for _, _, found in verdicts if found)])),
    )


@dataclass(frozen=True)
class _Book:
    """The campaign as keys name it: the application of a key, the schools it may come from."""

    campaign: str
    calendar: Calendar
    today: date
    applications: Mapping[str, _Application]
    schools: Mapping[tuple[str, str], set[str]]


def _book(campaign: Campaign, today: date) -> _Book:
    schools: dict[tuple[str, str], set[str]] = defaultdict(set)
    applications = {}
    for row in records(campaign.applications):
        key = form_key(PUPILS, row["pupil"], row["offer"])
        applications[key] = row
        schools[PUPILS.code, key].add(row["host_uai"])
        schools[FILES.code, form_key(FILES, row["pupil"])].add(row["origin_uai"] or "")
    for offer, host in zip(campaign.offers["offer"], campaign.offers["host_uai"], strict=True):
        schools[OFFERS.code, form_key(OFFERS, offer)].add(host)
    settings = campaign.settings
    name, calendar = settings.campagne.nom, settings.calendrier
    return _Book(name, calendar, today, applications, dict(schools))


def _own_rows(
    back: Returned, book: _Book, faults: list[Fault]
) -> Iterator[tuple[ReturnedRow, str]]:
    """Yield the rows that belong to the school of a workbook, with its UAI; say of the others."""
    if back.campaign not in (None, book.campaign):
        faults.append(fault("returned_other_campaign", file=back.file, value=back.campaign))
        return
    uai = _school_of(back, book)
    for row in back.rows:
        kind, details = _why_not(row, book, uai)
        if kind:
            faults.append(fault(kind, file=back.file, sheet=row.sheet, row=row.row, **details))
        else:
            yield row, uai
    for code, sent in back.sent.items():
        there = len({row.key for row in back.rows if row.form.code == code and row.key})
        if there < sent:
            count = plural(sent - there, "ligne")
            verb = "n’y est" if sent - there < 2 else "n’y sont"
            faults.append(fault("returned_fewer_rows", file=back.file, count=count, verb=verb))


def _school_of(back: Returned, book: _Book) -> str:
    """Return the UAI of a workbook's school; one that no longer says it is of most of its rows."""
    usual = Counter(u for row in back.rows for u in book.schools.get((row.form.code, row.key), ()))
    return back.uai or next((uai for uai, _ in usual.most_common(1)), "")


def _why_not(row: ReturnedRow, book: _Book, uai: str) -> tuple[str | None, dict[str, Any]]:
    """Return why a row cannot be taken: the code of a fault and its details."""
    schools = book.schools.get((row.form.code, row.key))
    if not row.key or schools is None:
        return "returned_unknown_row" if row.key else "returned_added_row", {}
    if uai not in schools:
        return "returned_other_school", {"value": listing(sorted(schools))}
    if row.form is PUPILS and not _names_its_pupil(row, book.applications[row.key]):
        return "returned_wrong_pupil", {}
    if row.struck:
        return "returned_struck_row", {"question": _QUESTIONS[row.form.code]}
    return None, {}


def _names_its_pupil(row: ReturnedRow, known: _Application) -> bool:
    """Tell whether the row still names the pupil of its key; one mended name is forgiven."""

    def same(code: str, value: object) -> bool:
        return fold(row.texts.get(code, "")) in ("", fold(str(value or "")))

    names = [same(code, known[code]) for code in ("last_name", "first_name")]
    return same("file_number", known["file_number"] or known["ine"]) and any(names)


def _answers(row: ReturnedRow, file: str, uai: str) -> Iterator[_Answer]:
    """Yield the filled cells of a row, in the order of its form."""
    for column in row.form.columns:
        reading = row.answers.get(column.code)
        if reading is not None and (reading.value is not None or reading.fault):
            yield _Answer(row, file, uai, column.code, column.heading, reading)


def _judge(
    answers: Sequence[_Answer], application: _Application | None, book: _Book
) -> Iterator[_Verdict]:
    """Judge the answers about one key, wherever they were given."""
    columns: dict[str, list[_Answer]] = defaultdict(list)
    for answer in answers:
        columns[answer.code].append(answer)
    dated = columns.pop("opinion_on", [])  # a date needs its opinion
    opinion_taken = False
    for given in (*columns.values(), dated):
        for verdict in _judge_column(given, application, opinion_taken, book):
            opinion_taken |= verdict[0].code == "opinion" and verdict[1] == TAKEN
            yield verdict


def _as_answered(
    answers: Sequence[_Answer], application: _Application | None, book: _Book
) -> _Application | None:
    """Return the application as its answers find it, with the interview `day` that they give.

    An absence gives way to a later day: the pupil is convened again.
    """
    if application is None:
        return None
    days = {a.reading.value for a in answers if a.code == "interview_on"} - {None}
    day, missed = days.pop() if len(days) == 1 else None, application["interview_on"]
    told = {**application, "day": day}
    if not isinstance(day, date) or not isinstance(missed, date) or day <= missed:
        return told
    absent = application["attendance"] == "absent" and application["opinion"] is None
    if not absent or _why_no_day("interview_on", day, book.calendar):
        return told
    return {**told, "attendance": None, "interview_on": None}


def _ask_of_absent(
    judged: Sequence[_Verdict], application: _Application | None
) -> Iterator[_Verdict]:
    """Yield the verdicts, but nothing taken where the reply says a pupil absent who has an opinion.

    That absence counts even where the campaign refuses it. Of a pupil whom only the campaign says
    absent, an opinion is taken: it counts, and is reported.
    """
    known = application or {}
    said = {(answer.code, answer.reading.value) for answer, _, _ in judged}
    given = {value for code, value in said if code == "opinion"} | {known.get("opinion")}
    asked = ("attendance", "absent") in said and given != {None}
    for answer, verdict, found in judged:
        code, value = answer.code, answer.reading.value
        new = verdict in (TAKEN, KNOWN) and value != known.get(code)  # known: said twice
        if asked and new and code in ("attendance", "opinion", "opinion_on"):
            yield answer.refused("returned_absent_opinion", value=answer.text)
        else:
            yield answer, verdict, found


def _judge_column(
    answers: Sequence[_Answer], application: _Application | None, opinion_taken: bool, book: _Book
) -> Iterator[_Verdict]:
    """Judge the answers of one column about one key: several that agree count once."""
    readable = [answer for answer in answers if not answer.reading.fault]
    for answer in answers:
        if answer.reading.fault:
            yield answer.refused(answer.reading.fault, value=answer.text)
    if any(a.row.form is not PUPILS or a.code not in GIVEN for a in answers):
        yield from ((answer, REPORT, None) for answer in readable)
    elif len({answer.reading.value for answer in readable}) > 1:
        said = " ; ".join(dict.fromkeys(answer.text for answer in readable))
        yield from (answer.refused("returned_double", value=said) for answer in readable)
    elif application is not None:
        for rank, answer in enumerate(readable):
            judged = _judge_value(answer, application, opinion_taken, book)
            again = rank and judged[1] == TAKEN  # said twice: taken once, then known
            yield (answer, KNOWN, None) if again else judged


def _judge_value(
    answer: _Answer, application: _Application, opinion_taken: bool, book: _Book
) -> _Verdict:
    """Judge one value against what the campaign says."""
    value, known = answer.reading.value, application[answer.code]
    if value == known:
        return answer, KNOWN, None
    if application["cancelled"]:
        return answer.refused("returned_cancelled", value=answer.text)
    if isinstance(value, date) and (why := _why_no_day(answer.code, value, book.calendar)):
        return answer.refused("returned_date", value=short_date(value), why=why)
    if answer.code == "opinion_on":
        if isinstance(value, date) and value > book.today:
            return answer.refused("returned_future", value=short_date(value))
        if opinion_taken:
            return answer, TAKEN, None
        if application["opinion"] is None:
            return answer.refused("returned_lone_date")
    if answer.code == "attendance" and application["day"] and application["day"] > book.today:
        said = {"value": answer.text, "day": short_date(application["day"])}
        return answer.refused("returned_early", **said)
    undated = known is None and application["attendance"] == "absent"
    if undated and answer.code == "interview_on":
        return answer.refused("returned_undated_absence", value=answer.text)
    if known is None:
        return answer, TAKEN, None
    return answer.refused("returned_conflict", value=_said(value), known=quoted(_said(known)))


def _why_no_day(code: str, day: date, calendar: Calendar) -> str | None:
    """Return why no calendar of the campaign allows a day, None when one does (definitions.md)."""
    known, opening = bounds_of(calendar), calendar.ouverture_inscriptions
    if opening and day < opening:
        return f"est avant l’ouverture des inscriptions ({short_date(opening)})"
    if known and not known[0] - FAR <= day <= known[-1] + FAR:
        return f"est loin de la campagne ({short_date(known[0])} – {short_date(known[-1])})"
    off = calendar.workdays.why_not(day) if code == "interview_on" else None
    return f"tombe {off}" if off else None


def _said(value: object) -> str:
    if isinstance(value, date):
        return short_date(value)
    return ATTENDANCE_WORDS.get(str(value), str(value))


def _table(verdicts: Sequence[_Verdict], faults: Sequence[Fault]) -> pd.DataFrame:
    """Return the answers judged, then what was said of whole rows and files."""
    judged = (
        (a.file, a.row.sheet, a.row.row, a.uai, a.heading, a.text, verdict, f.said if f else "")
        for a, verdict, f in verdicts
    )
    others = (
        (
            f.file, f.sheet, f.row, "", f.column or "", f.value or "",
            REPORT if f.code in BY_HAND else REFUSED, f.said,
        )
        for f in faults
    )  # fmt: skip
    table = pd.DataFrame([*judged, *others], columns=ANSWER).astype({"row": "Int64"})
    return table.sort_values(["file", "sheet", "row"], kind="stable").reset_index(drop=True)
