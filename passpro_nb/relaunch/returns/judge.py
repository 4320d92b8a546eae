"""What schools sent back, cell by cell: taken, already known, not taken and why, to report by hand.

Nothing is taken in silence, and nothing replaces what the campaign says: an answer that differs
from it is a conflict, which a person settles in the source.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import pandas as pd

from passpro_nb.check.campaign import Campaign
from passpro_nb.domain.codes import Reading
from passpro_nb.domain.faults import Fault, fault, worst_first
from passpro_nb.domain.french import fold, listing, plural, quoted, short_date
from passpro_nb.relaunch.forms import FILES, OFFERS, PUPILS, form_key
from passpro_nb.relaunch.returns.reader import Returned, ReturnedRow

TAKEN, KNOWN, REFUSED, REPORT = "taken", "known", "refused", "report"
ANSWER = ["file", "sheet", "row", "uai", "column", "value", "verdict", "message"]
GIVEN = ("attendance", "opinion", "opinion_on", "interview_on")
_WORDS = {"present": "Présent", "absent": "Absent"}


@dataclass(frozen=True)
class Outcome:
    """What came of the workbooks sent back.

    `taken`: one row an application with something new: `pupil`, `offer`, then `GIVEN` (None where
    nothing is taken). `answers`: one row an answer, columns `ANSWER`. `faults`: worst first.
    """

    files: tuple[str, ...]
    taken: pd.DataFrame
    answers: pd.DataFrame
    faults: tuple[Fault, ...]


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

    def fault(self, kind: str, **details: Any) -> Fault:
        return fault(
            kind, file=self.file, sheet=self.row.sheet, row=self.row.row, column=self.heading,
            **details,
        )  # fmt: skip


_Verdict = tuple[_Answer, str, Fault | None]


def check_returns(returned: Sequence[Returned], campaign: Campaign, today: date) -> Outcome:
    """Compare what came back with the campaign; never stops at a fault.

    An answer is taken when the campaign says nothing there; `today` is the day after which no
    opinion can have been given.
    """
    book = _book(campaign)
    faults = [found for back in returned for found in back.faults]
    groups: dict[str, list[_Answer]] = defaultdict(list)
    for back in returned:
        for row, uai in _own_rows(back, book, faults):
            for answer in _answers(row, back.file, uai):
                groups[row.key].append(answer)
    taken: list[tuple[object, ...]] = []
    verdicts: list[_Verdict] = []
    for key, answers in groups.items():
        found = list(_judge(answers, book.applications.get(key), today))
        verdicts += found
        values = {a.code: a.reading.value for a, verdict, _ in found if verdict == TAKEN}
        if values:
            application = book.applications[key]
            given = (values.get(code) for code in GIVEN)
            taken.append((application["pupil"], application["offer"], *given))
    faults += [found for _, _, found in verdicts if found]
    return Outcome(
        tuple(back.file for back in returned),
        pd.DataFrame(taken, columns=["pupil", "offer", *GIVEN]),
        _table(verdicts, faults),
        tuple(worst_first(faults)),
    )


# ------------------------------------------------------------------------------- whose row it is


@dataclass(frozen=True)
class _Book:
    """The campaign as keys name it: the application of a key, the schools it may come from."""

    campaign: str
    applications: Mapping[str, Mapping[str, Any]]
    schools: Mapping[tuple[str, str], frozenset[str]]


def _book(campaign: Campaign) -> _Book:
    frame = campaign.applications
    rows = frame.astype(object).where(frame.notna(), None).to_dict("records")
    applications = {form_key(PUPILS, row["pupil"], row["offer"]): row for row in rows}
    origins: dict[str, set[str]] = defaultdict(set)
    for row in rows:
        origins[row["pupil"]].add(row["origin_uai"] or "")
    offers = zip(campaign.offers["offer"], campaign.offers["host_uai"], strict=True)
    schools = {(PUPILS.code, k): frozenset({row["host_uai"]}) for k, row in applications.items()}
    schools |= {(OFFERS.code, form_key(OFFERS, offer)): frozenset({host}) for offer, host in offers}
    schools |= {(FILES.code, form_key(FILES, p)): frozenset(uais) for p, uais in origins.items()}
    return _Book(campaign.settings.campagne.nom, applications, schools)


def _own_rows(
    back: Returned, book: _Book, faults: list[Fault]
) -> Iterator[tuple[ReturnedRow, str]]:
    """Yield the rows that belong to the school of a workbook, with its UAI; say of the others."""
    if back.campaign not in (None, book.campaign):
        faults.append(fault("returned_other_campaign", file=back.file, value=back.campaign))
        return
    uai = back.uai or _usual_school(back, book)
    for row in back.rows:
        kind, details = _why_not(row, book, uai)
        if kind:
            faults.append(fault(kind, file=back.file, sheet=row.sheet, row=row.row, **details))
        else:
            yield row, uai
    faults += _fewer_rows(back)


def _usual_school(back: Returned, book: _Book) -> str:
    """Return the school of most rows, for a workbook that no longer says whose it is."""
    counts = Counter(u for row in back.rows for u in book.schools.get((row.form.code, row.key), ()))
    return counts.most_common(1)[0][0] if counts else ""


def _why_not(row: ReturnedRow, book: _Book, uai: str) -> tuple[str | None, dict[str, Any]]:
    """Return why a row cannot be taken: the code of a fault and its details."""
    if not row.key:
        return "returned_added_row", {}
    schools = book.schools.get((row.form.code, row.key))
    if schools is None:
        return "returned_unknown_row", {}
    if uai not in schools:
        return "returned_other_school", {"value": listing(sorted(schools))}
    if row.form is PUPILS and not _names_its_pupil(row, book.applications[row.key]):
        return "returned_wrong_pupil", {}
    return None, {}


def _names_its_pupil(row: ReturnedRow, application: Mapping[str, Any]) -> bool:
    """Tell whether the row still names the pupil of its key; one mended name is forgiven."""
    file = application["file_number"] or application["ine"]
    same = [
        fold(row.texts.get(code, "")) in ("", fold(str(known or "")))
        for code, known in (
            ("file_number", file),
            ("last_name", application["last_name"]),
            ("first_name", application["first_name"]),
        )
    ]
    return same[0] and (same[1] or same[2])


def _fewer_rows(back: Returned) -> Iterator[Fault]:
    for code, sent in back.sent.items():
        there = len({row.key for row in back.rows if row.form.code == code and row.key})
        if there < sent:
            count = plural(sent - there, "ligne")
            verb = "n’y est" if sent - there < 2 else "n’y sont"
            yield fault("returned_fewer_rows", file=back.file, count=count, verb=verb)


# -------------------------------------------------------------------------------- what it says


def _answers(row: ReturnedRow, file: str, uai: str) -> Iterator[_Answer]:
    """Yield the filled cells of a row, in the order of its form."""
    for column in row.form.columns:
        reading = row.answers.get(column.code)
        if reading is not None and (reading.value is not None or reading.fault):
            yield _Answer(row, file, uai, column.code, column.heading, reading)


def _judge(
    answers: Sequence[_Answer], application: Mapping[str, Any] | None, today: date
) -> Iterator[_Verdict]:
    """Judge the answers about one key, wherever they were given."""
    by_code: dict[str, list[_Answer]] = defaultdict(list)
    for answer in answers:
        by_code[answer.code].append(answer)
    verdicts: dict[str, str] = {}
    for code in sorted(by_code, key=lambda c: c == "opinion_on"):  # a date needs its opinion
        for verdict in _judge_column(by_code[code], application, verdicts, today):
            verdicts[code] = verdict[1] if verdicts.get(code) != TAKEN else TAKEN
            yield verdict


def _judge_column(
    answers: Sequence[_Answer],
    application: Mapping[str, Any] | None,
    verdicts: Mapping[str, str],
    today: date,
) -> Iterator[_Verdict]:
    """Judge the answers of one column about one key: several that agree count once."""
    form, code = answers[0].row.form, answers[0].code
    readable = [a for a in answers if not a.reading.fault]
    for answer in answers:
        if answer.reading.fault:
            found = answer.fault(answer.reading.fault, value=answer.text)
            yield answer, REFUSED, found
    if form is not PUPILS or code not in GIVEN:
        yield from ((answer, REPORT, None) for answer in readable)
    elif len({_value(a) for a in readable}) > 1:
        said = " ; ".join(dict.fromkeys(a.text for a in readable))
        yield from ((a, REFUSED, a.fault("returned_double", value=said)) for a in readable)
    elif readable and application is not None:
        first, *others = readable
        judged = _judge_value(first, application, verdicts, today)
        yield judged
        if judged[1] == TAKEN:
            yield from ((answer, KNOWN, None) for answer in others)
        else:
            yield from (_judge_value(other, application, verdicts, today) for other in others)


def _value(answer: _Answer) -> object:
    return answer.reading.value


def _judge_value(
    answer: _Answer, application: Mapping[str, Any], verdicts: Mapping[str, str], today: date
) -> _Verdict:
    """Judge one value against what the campaign says."""
    value, known = _value(answer), _known(application[answer.code])
    if value == known:
        return answer, KNOWN, None
    if answer.code == "opinion_on":
        if isinstance(value, date) and value > today:
            return answer, REFUSED, answer.fault("returned_future", value=short_date(value))
        if verdicts.get("opinion") == TAKEN:
            return answer, TAKEN, None
        if application["opinion"] is None:
            return answer, REFUSED, answer.fault("returned_lone_date")
    if known is None:
        return answer, TAKEN, None
    details = {"value": _said(value), "known": quoted(_said(known))}
    return answer, REFUSED, answer.fault("returned_conflict", **details)


def _known(value: object) -> object:
    return value.date() if isinstance(value, pd.Timestamp) else value


def _said(value: object) -> str:
    return short_date(value) if isinstance(value, date) else _WORDS.get(str(value), str(value))


def _table(verdicts: Iterable[_Verdict], faults: Sequence[Fault]) -> pd.DataFrame:
    """Return the answers judged, then what was said of whole rows and files."""
    rows: list[tuple[object, ...]] = [
        (a.file, a.row.sheet, a.row.row, a.uai, a.heading, a.text, verdict, f.said if f else "")
        for a, verdict, f in verdicts
    ]
    judged = {id(found) for _, _, found in verdicts if found}
    rows += [
        (f.file, f.sheet, f.row, "", f.column or "", f.value or "", REFUSED, f.said)
        for f in faults
        if id(f) not in judged
    ]
    table = pd.DataFrame(rows, columns=ANSWER).astype({"row": "Int64"})
    return table.sort_values(["file", "sheet", "row"], kind="stable").reset_index(drop=True)
