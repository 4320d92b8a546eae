"""Read the words by which schools announce interview sessions: a cell → sessions.

text → tokens (`words`) → phrases (`grammar`) → those of interviews (`clauses`) → lines (`lines`, what
they inherit: `scopes`) → days (`calendar`) → sessions. No day is ever invented: what cannot be read
is a session without a day, its text kept, with the reason (definitions.md, `undated`).
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time
from itertools import chain, islice, product
from unicodedata import normalize

from passpro_nb.domain.french import listing, long_date
from passpro_nb.domain.settings import Calendar
from passpro_nb.domain.workdays import WorkCalendar
from passpro_nb.read.sessions.calendar import (
    AWAY,
    EARLY,
    FAR_YEAR,
    LOST,
    NAMED,
    NOT_A,
    NOT_DAILY,
    Dated,
    DayReader,
    read_window,
)
from passpro_nb.read.sessions.clauses.deeds import mark_deeds
from passpro_nb.read.sessions.clauses.natures import read_clauses
from passpro_nb.read.sessions.clauses.subject import BARE
from passpro_nb.read.sessions.clauses.taken_back import (
    drop_cancelled,
    drop_moved,
    is_part_left,
    leave_out,
)
from passpro_nb.read.sessions.clauses.told import UNSURE
from passpro_nb.read.sessions.dropped import find_dropped
from passpro_nb.read.sessions.grammar import speech
from passpro_nb.read.sessions.grammar.days import DOUBTFUL, PARTED, UNKNOWN
from passpro_nb.read.sessions.grammar.limits import EXCEPTION
from passpro_nb.read.sessions.grammar.order import walk
from passpro_nb.read.sessions.grammar.quantities import is_grouped
from passpro_nb.read.sessions.grammar.speech import Phrase, Sign
from passpro_nb.read.sessions.inherited import BORROWED
from passpro_nb.read.sessions.lines import Line
from passpro_nb.read.sessions.missing import Places, complete_days, drop_past_counts, take_places
from passpro_nb.read.sessions.scopes import read_lines
from passpro_nb.read.sessions.spans import read_spans
from passpro_nb.read.sessions.stated import UNTIMED, Sessions, Stated, count_once, doubt_untimed
from passpro_nb.read.sessions.typed.halves import (
    say_late_hours,
    say_named_hours,
    say_places_of_halves,
)
from passpro_nb.read.sessions.typed.headlines import say_headlines, say_modes
from passpro_nb.read.sessions.typed.keyboard import put_right
from passpro_nb.read.sessions.typed.markup import read_markup
from passpro_nb.read.sessions.typed.tables import say_tables
from passpro_nb.read.sessions.words.tokens import read_tokens
from passpro_nb.read.sessions.words.vocabulary import fold_in_place
from passpro_nb.read.texts.mending import undouble

MOVED = "une annulation ou un report : à lire par une personne"
CANCELLED = "une séance annulée laissée de côté"
PUT_OFF = "une séance reportée : le nouveau jour est retenu, l’ancien laissé de côté"
ASIDE = "laissé de côté, ce n’est pas un entretien : {words}"
PAST = "laissé de côté, hors de cette campagne : {days}"
MOST_QUOTED = 3  # of the words set aside
MOST_A_DAY = 8  # sessions at the same hours; more « créneaux » are pupils
MOST_SESSIONS = 1000  # sessions in one cell; beyond, the cell is refused
TOO_MANY = f"plus de {MOST_SESSIONS} séances dans une cellule"
_REASONS = (
    (r"ulterieur|communique|prochainement|a venir", "dates communiquées plus tard"),
    (r"convo[cq]", "sur convocation"),
    (r"rendez|rdv|\brv\b", "sur rendez-vous"),
    (r"https?:|www\.|\bsite\b|internet|\bent\b", "renvoi à un site"),
    (r"\ba (?:definir|determiner|preciser|confirmer|fixer)|en cours|\bnc\b|\btbd\b|attente",
     "dates à définir"),
    (r"contact|\btel\b|appel", "renvoi à un contact"),
)  # fmt: skip


def read_sessions(
    cell: object, calendar: Calendar, workdays: WorkCalendar, neutral: frozenset[str] = frozenset()
) -> tuple[Stated, ...]:
    """Return the sessions that a cell states, in the order of its words, then the doubtful ones.

    The cell is blank (no session), a typed date, or a text. A missing year is the one that puts the
    day nearest the interview window. When no day at all can be read: one session without a day,
    with the reason in French. `neutral`: words that explain nothing away, folded (the offer's
    programme, school and commune). Never raises (definitions.md, Interview capacity).

    >>> calendar = read_settings("data/exemple").calendrier
    >>> read = read_sessions("les 3 et 4 avril, 9h-12h", calendar, calendar.workdays)
    >>> [session.day.isoformat() for session in read]
    ['2025-04-03', '2025-04-04']
    """
    if isinstance(cell, date):
        return (_typed(cell),)
    text = "" if cell is None else str(cell).strip()
    if not text.strip("-–—/. "):
        return ()
    words = put_words_right(text)
    told = read_clauses(walk(mark_deeds(read_tokens(words))), words, neutral)
    bounds = calendar.debut_entretiens, calendar.fin_entretiens
    reader = DayReader(read_window(calendar), workdays, bounds)
    sure = _read(told.phrases, replace(reader, named=tuple(told.named)), words)
    doubted: list[Stated] = []
    for why, phrases in told.doubted:
        found = _read(phrases, reader, words)
        doubted += [replace(s, doubt=why, notes=(*s.notes, *found.notes)) for s in found.sessions]
        if len(sure.sessions) + len(doubted) > MOST_SESSIONS:
            return (Stated(text=text, reason=TOO_MANY),)
    aside = [ASIDE.format(words=f"« {each} »") for each in told.aside[:MOST_QUOTED]]
    return _gather(sure, doubted, tuple(aside), text, plain=told.plain)


def put_words_right(text: str) -> str:
    """Return the text of a cell as it is read: no markup, no slip of the keyboard, tables as lines."""
    right = put_right(say_named_hours(undouble(read_markup(normalize("NFC", text)))))
    return say_tables(say_headlines(say_places_of_halves(say_late_hours(say_modes(right)))))


@dataclass(frozen=True, slots=True)
class _Found:
    """The sessions of some clauses, what must be said of them all, why they give none."""

    sessions: list[Stated]
    notes: tuple[str, ...] = ()
    reason: str | None = None


def _read(phrases: list[Phrase], reader: DayReader, text: str) -> _Found:
    parts = [p for p in phrases if isinstance(p, speech.Except) and p.part]
    phrases = [p for p in phrases if p not in parts]
    if parts and not any(isinstance(phrase, speech.Hours) for phrase in phrases):
        return _Found([], reason=EXCEPTION)
    phrases, places = take_places(phrases)
    stated, excepted = leave_out(complete_days(drop_past_counts(phrases, reader.window)))
    moved = drop_moved(stated)
    held = drop_cancelled(moved)
    kept = set(held)
    gone = [w for p in stated if isinstance(p, speech.Days) and p not in kept for w in p.words]
    reader = replace(reader, excepted=excepted, named=(*reader.named, *gone))
    if not {Sign.MOVED, Sign.CANCELLED, Sign.ALL_CANCELLED, Sign.INSTEAD}.isdisjoint(held):
        return _Found([], reason=MOVED)
    lines = read_lines(held)
    found: list[list[Stated]] = []
    for line in lines:
        sessions = (
            s
            for s in _sessions(line, reader, text)
            if not is_part_left(s.day, s.start, s.end, parts)
        )
        found.append(list(islice(sessions, MOST_SESSIONS + 1)))
        if sum(map(len, found)) > MOST_SESSIONS:
            return _Found([], reason=TOO_MANY)
    beside = [phrase.reason for phrase in held if isinstance(phrase, speech.Vague)]
    beside += [PUT_OFF] * (moved is not stated) + [CANCELLED] * (len(held) < len(moved))
    remarks = [phrase.note for phrase in held if isinstance(phrase, speech.Remark)]
    shared = [_seat(session, places) for session in _share_totals(found, lines)]
    return _Found(shared, tuple(dict.fromkeys(beside + remarks)))


def _seat(session: Stated, places: Places) -> Stated:
    """Give a session the places said of its day in another sentence."""
    if session.day is None or session.seats is not None:
        return session
    day = session.day
    told = (
        seats
        for days, seats in places
        if (
            day.weekday() in days.weekdays
            if isinstance(days, speech.Weekly)
            else any(word.day == day.day for word in days.words)
        )
    )
    return replace(session, seats=next(told, None))


def _gather(
    sure: _Found, doubted: list[Stated], aside: tuple[str, ...], text: str, *, plain: bool
) -> tuple[Stated, ...]:
    """Return the sessions of a cell, then the days in doubt that are not among them."""
    notes = (*sure.notes, *aside)
    noted = [
        replace(s, text=text, notes=tuple(dict.fromkeys((*s.notes, *notes))) if s.day else ())
        for s in sure.sessions
    ]
    hedged = {s.day: s.doubt for s in doubted if _is_hedged(s)}
    kept = tuple(_doubt_noted(s, hedged.get(s.day)) for s in doubt_untimed(count_once(noted)))
    told = {s.day for s in kept}
    doubted = [s for s in doubted if not (_is_hedged(s) and s.day in told)]
    known = {(s.day, s.start, s.end) for s in kept}
    apart = tuple(replace(s, text=text) for s in doubted if s.day)
    apart = tuple(s for s in count_once(apart) if (s.day, s.start, s.end) not in known)
    kept, apart, past = _leave_past(kept, apart)
    said = plain or sure.sessions or sure.notes or sure.reason or not apart
    if kept or not said:
        return _say_dropped(kept, apart, text)
    usual = (why for pattern, why in _REASONS if re.search(pattern, fold_in_place(text)))
    reason = sure.reason or next(chain(sure.notes, aside, past, usual), "aucun jour lisible")
    return (Stated(text=text, reason=reason), *apart)


def _say_dropped(kept: Sessions, apart: Sessions, text: str) -> Sessions:
    """Say with the sessions, else with those in doubt, which days written are none of them."""
    read = kept + apart
    told = {words for s in read for words in (*s.notes, s.doubt or "")}
    note = find_dropped(text, (s.day for s in read if s.day), told)
    noted = (replace(s, notes=(*s.notes, *note)) if s.day else s for s in kept or apart)
    return (*noted, *(apart if kept else ()))


def _is_hedged(session: Stated) -> bool:
    """Tell « à confirmer pour le 9 », said of a day whose hours stand elsewhere."""
    unsure = (session.doubt or "").endswith(UNSURE.format(words="")[2:])
    return unsure and not (session.start or session.end)


def _doubt_noted(session: Stated, hedge: str | None) -> Stated:
    """Doubt a number that may be no day, « poste 15, 26 mars », and a day that its own words deny, or hedge."""
    doubt = next(filter(_doubts, session.notes), hedge)
    return replace(session, doubt=doubt) if doubt else session


def _leave_past(kept: Sessions, doubted: Sessions) -> tuple[Sessions, Sessions, tuple[str, ...]]:
    """Leave out the days of another year, « entretiens 2024 : 20 mars 2024 »; doubt them if alone.

    So are those without hours and out of season, beside days that have theirs: « nouvelles du 04/03 ».
    Out: the sessions, those in doubt, what is said of the days left out.
    """
    near = [s for s in kept if s.day and not _is_far(s)]
    timed = any((s.start or s.end) and not s.doubt for s in near)
    far = {id(s) for s in (*kept, *doubted) if _is_far(s) or (timed and _is_away(s))}
    out = [s.day for s in (*kept, *doubted) if s.day and id(s) in far]
    if not out:
        return kept, doubted, ()
    if not near and any(map(_is_far, kept)):
        return tuple(map(_doubt_far, kept)), doubted, ()
    past = (PAST.format(days=listing(map(long_date, dict.fromkeys(out)))),)
    kept, doubted = (tuple(s for s in each if id(s) not in far) for each in (kept, doubted))
    return tuple(replace(s, notes=(*s.notes, *past)) for s in kept), doubted, past


def _doubt_far(session: Stated) -> Stated:
    if session.day is None or session.doubt or not _is_far(session):
        return session
    return replace(session, doubt=FAR_YEAR.format(year=session.day.year))


def _doubts(note: str) -> bool:
    return (
        note in (BARE, LOST, NAMED, NOT_DAILY, UNKNOWN, DOUBTFUL, PARTED, UNTIMED)
        or (NOT_A in note and note.startswith("le "))
        or note.endswith((AWAY, EARLY))
    )


def _is_far(session: Stated) -> bool:
    """Tell a day of another year than the campaign's: « l’an dernier : 20 mars 2024 »."""
    return session.day is not None and FAR_YEAR.format(year=session.day.year) in session.notes


def _is_away(session: Stated) -> bool:
    """Tell a day without hours out of season: « dernières nouvelles du 04/03 »."""
    timed = (session.start or session.end) and BORROWED not in session.notes
    kinds = (AWAY, EARLY) if BARE in session.notes else (AWAY,)
    return not timed and any(note.endswith(kinds) for note in session.notes)


def _typed(cell: date) -> Stated:
    day, hour = (cell.date(), cell.time()) if isinstance(cell, datetime) else (cell, time(0))
    return Stated(day, hour if hour != time(0) else None, text=f"{day:%d/%m/%Y}")


# A line → its sessions


def _sessions(line: Line, reader: DayReader, text: str) -> Iterator[Stated]:
    spans, days = read_spans(line), reader.read(line.days)
    dated = [day for day in days if isinstance(day, Dated)]
    counted, seats = line.get(speech.Count), line.get(speech.SeatCount)
    many = counted if counted and counted.number > MOST_A_DAY and len(spans) == 1 else None
    if many and not seats:  # « 18 créneaux »: pupils, one by one
        counted, seats = None, speech.SeatCount(many.number)
    repeat, note = _repeat(counted, len(dated), len(spans))
    mode, room = line.get(speech.Mode), line.get(speech.Room)
    juries = line.get(speech.Juries)
    said = Stated(
        seats=seats.number if seats else None,
        per_minutes=seats.per_minutes if seats else None,
        juries=(juries.number if juries else 0) if seats and seats.per_jury else None,
        mode=mode.value if mode else None,
        in_groups=bool(seats and is_grouped(seats, text)),
        place=text[room.start : room.end] if room else None,
        notes=(*(seats.notes if seats else ()), *note),
    )
    slot = line.get(speech.Slot) if seats and seats.each else None
    for day, span, n in product(dated, spans, range(1, repeat + 1)):
        if slot and span.start and span.end:  # « créneaux de 30 min, 3 élèves par créneau »
            said = replace(said, per_minutes=said.per_minutes or slot.minutes)
        notes = tuple(dict.fromkeys((*day.notes, *span.notes, *said.notes)))
        yield replace(said, day=day.day, start=span.start, end=span.end, notes=notes, ordinal=n)
    yield from (Stated(reason=why) for why in days if isinstance(why, str))


def _repeat(said: speech.Count | None, days: int, spans: int) -> tuple[int, tuple[str, ...]]:
    """Return how many sessions each day × span stands for, by « 3 séances »."""
    if not said or said.number == 1 or (said.number == days * spans and not said.daily):
        return 1, ()
    if spans == 1 and (days == 1 or said.daily):
        return said.number, (f"{said.number} séances annoncées pour le même jour",)
    if said.number == spans:
        return 1, ()
    return 1, (f"{said.number} séances annoncées, {days * spans} lues",)


def _share_totals(found: list[list[Stated]], lines: list[Line]) -> list[Stated]:
    """Share a total among its line's sessions; the only one, where it is said last, among them all."""
    said = [line.get(speech.Total) for line in lines]
    totals = {id(total): total for total in said if total}
    again = speech.Total in lines[0].cellwide and said[0] == said[-1] if lines else False
    if (len(totals) == 1 or again) and (total := said[-1]):
        return share_total(list(chain(*found)), total.number)
    pairs = zip(found, said, strict=True)
    return [
        s for each, total in pairs for s in (share_total(each, total.number) if total else each)
    ]


def share_total(sessions: Sequence[Stated], total: int) -> list[Stated]:
    """Share a total evenly among the sessions that count and have no seats of their own.

    What the others declare is taken off; the whole remainder goes to the first (definitions.md,
    declared number).
    """
    counted = [session for session in sessions if session.day and not session.doubt]
    rates = [s for s in counted if s.per_minutes is not None or s.juries is not None]
    said = sum(s.seats or 0 for s in counted if s not in rates)
    silent = sum(1 for s in counted if s.seats is None)
    each, rest = divmod(max(0, total - said), silent or 1)
    shares = iter([each + rest] + [each] * silent)
    mine = (s.day and not s.doubt and s.seats is None for s in sessions)
    return [
        replace(s, seats=next(shares)) if my else s for s, my in zip(sessions, mine, strict=True)
    ]
