"""The segments of a clause → what is told of the sessions, what is doubted, what is set aside."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from itertools import islice, pairwise

from passpro_nb.read.sessions.clauses.cuts import (
    DAYS,
    INTERVIEW,
    OTHER,
    PLAIN,
    UNEXPLAINED,
    UNITS,
    Segment,
)
from passpro_nb.read.sessions.clauses.segments import is_matter, quote
from passpro_nb.read.sessions.clauses.subject import is_away
from passpro_nb.read.sessions.clauses.unknown import is_cause
from passpro_nb.read.sessions.grammar.days import WEEK_DAYS, days_between
from passpro_nb.read.sessions.grammar.speech import (
    DayRange,
    Days,
    Except,
    Hours,
    Phrase,
    Sign,
    Vague,
    Weekly,
)
from passpro_nb.read.sessions.lines import Said
from passpro_nb.read.sessions.missing import complete_months
from passpro_nb.read.sessions.words.tokens import DayWords, Token
from passpro_nb.read.sessions.words.vocabulary import words_of

DOUBT = "« {words} » : rien ne dit qu’il s’agit d’entretiens"
UNSURE = "« {words} » : ce jour n’est pas encore sûr"
_MOVES = (Sign.MOVED, Sign.INSTEAD, Sign.CANCELLED, Sign.ALL_CANCELLED)
_CONTACTS = words_of("contact contacts tel telephone renseignement renseignements")
_PHONE = re.compile(r"[+\d][\d .()/-]{8,}")
_OTHER_DAYS = re.compile(r"\bautres (?:lun|mar|mercre|jeu|vendre)dis\b", re.IGNORECASE)
_CALLS = words_of("mais attention nb rappel important donc")
_HOUSE = words_of("lycee etablissement ecole cfa")
_GONE = words_of("absence absent absente absents greve")
_OPENING = re.compile("horaires? d.ouverture")
_OF_THEM = ("main", "session", "receive", "mode", "jury", "appointment")


@dataclass(slots=True)
class Told:
    """What a cell tells of the sessions, what is doubted and why, and what is set aside."""

    phrases: list[Phrase] = field(default_factory=list)
    doubted: list[tuple[str, list[Phrase]]] = field(default_factory=list)
    aside: list[str] = field(default_factory=list)
    named: list[DayWords] = field(default_factory=list)  # of something else, or in doubt
    plain: bool = False  # something was said beside all that: « sur rendez-vous »


def _complete(segments: list[Segment]) -> None:
    """Give the days of a clause its months before some are set aside: « stage du 3 au 7 mars … le 19 »."""
    given = iter(complete_months([phrase for each in segments for phrase in each.phrases]))
    for segment in segments:
        segment.phrases = list(islice(given, len(segment.phrases)))


def _is_denied(segment: Segment, segments: list[Segment]) -> bool:
    """Tell « pas d’entretien le 19 mars », of the whole day; « du 17 au 20 mars (formation le 19) »."""
    hours = segment.houred and any(each.houred for each in segments if each is not segment)
    tokens = {token.kind for token in segment.tokens}
    bare = segment.dated and segment.joint == "left" and tokens.isdisjoint(("month", "date"))
    if segment.nature is UNEXPLAINED or (bare and "break" in tokens):  # « (26 : fermé) »
        return bare and not segment.houred
    if segment.nature is not OTHER:
        return False
    kinds = {token.kind for token in segment.head if token.value not in _CALLS}
    said = (
        is_away(segment.tokens)
        or kinds == {"denied"}
        or ("denied" in kinds and not {"main", "session"}.isdisjoint(kinds))
    )
    part = any(isinstance(p, Hours) and p.kind == "spoken" for p in segment.phrases)
    return said and (part or not hours)


def _denies(segment: Segment) -> bool:
    """Tell « le jeudi 20 est celui du forum : pas d’entretien »."""
    kinds = {token.kind for token in segment.tokens}
    return "denied" in kinds and not kinds.isdisjoint(("main", "session"))


def _is_off(segment: Segment) -> bool:
    """Tell « lycée fermé le 18 mars », « absence du jury du 17 au 21 mars », days that no series has."""
    words = [token for token in segment.tokens if token.kind != "the"]
    ours = bool(words) and words[0].value in _HOUSE and any(t.kind == "break" for t in words)
    jury = any(t.kind == "jury" for t in words) and any(t.value in _GONE for t in words)
    return (ours or jury or is_away(words)) and not segment.houred


def _deny(segment: Segment, segments: list[Segment]) -> list[Phrase]:
    """Return what a denial leaves out: « pas d’entretien le 19 mars »; the hours are of other days."""
    part = next((p for p in segment.phrases if isinstance(p, Hours) and p.kind == "spoken"), None)
    left: list[Phrase] = [
        Except(phrase.weekdays, (), part)
        if isinstance(phrase, Weekly)
        else Except(frozenset(), _days_of(phrase), part)
        for phrase in segment.phrases
        if isinstance(phrase, Days | DayRange | Weekly)
    ]
    left += [p for p in segment.phrases if isinstance(p, Vague) and p.since]  # « pas avant le 24 »
    others = any(each.dated for each in segments if each is not segment)
    return left + [phrase for phrase in segment.phrases if others and isinstance(phrase, Hours)]


def _days_of(phrase: Phrase) -> tuple[DayWords, ...]:
    """Return the days of a list, or each one of a period."""
    match phrase:
        case Days(words):
            return words
        case DayRange(first, last, week=week):
            return (*days_between(first, last, WEEK_DAYS * week),)
        case _:
            return ()


def _find_bare(segments: list[Segment]) -> list[Segment]:
    """Return the unexplained hours that may be of any day, not those of « don du sang le 8, 10h-15h »."""
    timed = [segment for segment in segments if segment.timed]
    pairs = zip([Segment(), *timed], timed, strict=False)
    return [
        s
        for b, s in pairs
        if not s.dated and s.nature is UNEXPLAINED and b.nature is not UNEXPLAINED
    ]


def _moves_others(segment: Segment) -> bool:
    """Tell « repas de Noël reporté », which moves no interview."""
    kinds = {token.kind for token in segment.tokens}
    nature = segment.nature if segment.timed and segment.head else segment.naming
    return nature in (OTHER, UNEXPLAINED) and not segment.unsure and kinds.isdisjoint(_OF_THEM)


def _is_of_day(segment: Segment, before: Segment) -> bool:
    """Tell « la séance du 12 mars (14h-16h) n’aura pas lieu en raison d’un mouvement social »."""
    ours = before.timed and before.nature in (PLAIN, INTERVIEW)
    signs = [p for p in segment.phrases if p is not Sign.CLOSING and p is not Sign.PAUSE][:1]
    return ours and not segment.timed and any(sign in _MOVES for sign in signs)


def _find_denied(segments: list[Segment]) -> dict[int, list[Phrase]]:
    """Return by segment what its denial, or that of the words after it, leaves out."""
    denied = {id(each): _deny(each, segments) for each in segments if _is_denied(each, segments)}
    pairs = [*pairwise(segments), *zip(segments, segments[2:], strict=False)]
    for event, words in pairs:  # « stage du 17 au 28 mars(, M. X étant absent) : aucun entretien »
        if (
            event.nature in (OTHER, UNEXPLAINED)
            and event.dated
            and not words.timed
            and _denies(words)
        ):
            denied[id(event)] = [p for p in _deny(event, segments) if isinstance(p, Except)]
    return denied


def _leave_moves(segments: list[Segment]) -> None:
    """Take the moves and cancellations of other things out of a clause: « repas de Noël reporté »."""
    for before, segment in zip([Segment(), *segments], segments, strict=False):
        if not _moves_others(segment):
            continue
        if _is_of_day(segment, before):
            segment.nature = PLAIN
            segment.phrases = [phrase for phrase in segment.phrases if phrase is not Sign.OTHER]
            continue
        segment.phrases = [phrase for phrase in segment.phrases if phrase not in _MOVES]


def sort_clause(segments: list[Segment], text: str, told: Told) -> None:
    """Give the sessions what is theirs; keep apart what is doubted, quote what is set aside."""
    denied = _find_denied(segments)
    if any(segment.dated and segment.nature in (OTHER, UNEXPLAINED) for segment in segments):
        _complete(segments)
    bare = _find_bare(segments)
    why, unsure = next(
        ((s.why, s.unsure) for s in segments if s.timed and s.nature is UNEXPLAINED), ("", False)
    )
    _leave_moves(segments)
    moved = any(phrase in _MOVES for segment in segments for phrase in segment.phrases)
    caused = any(s.dated and s.nature is OTHER and is_cause(s.tokens) for s in segments)
    natures = {segment.nature for segment in segments if segment.timed}
    foreign = bool(natures) and natures.isdisjoint({PLAIN, INTERVIEW})
    doubted: list[Phrase] = []
    for segment in segments:
        told.phrases += denied.get(id(segment), ())
        if segment.nature in (OTHER, UNEXPLAINED):  # « sauf le 18 : concours général »
            told.phrases += [phrase for phrase in segment.phrases if isinstance(phrase, Except)]
        alone = segment.nature is PLAIN or (moved and segment.nature is INTERVIEW)
        if segment.nature is UNEXPLAINED or (alone and (bare or (moved and why))):
            doubted += segment.phrases
        elif (
            segment.nature is not OTHER
        ):  # « M. X, absent le 18 mars, sera remplacé » moves nothing
            left = _MOVES if foreign else (Sign.MOVED,) * caused  # « la séance prévue ce jour-là »
            said = [p for p in segment.phrases if foreign and isinstance(p, Said)]
            doubted += said  # « JPO le 15 mars, 300 personnes »
            told.phrases += [p for p in segment.phrases if p not in left and p not in said]
        off = segment.nature is OTHER and (
            _denies(segment) or _is_off(segment) or _OTHER_DAYS.search(text) is not None
        )
        if segment.unsure or off:
            told.named += [w for p in segment.phrases for w in _days_of(p)]
        if segment.timed and (segment.nature is OTHER or segment.shared):
            told.aside.append(quote(segment.tokens, text))
    natures = {segment.nature for segment in segments}
    told.plain = told.plain or (bool(natures) and natures <= {PLAIN, INTERVIEW})
    if any(isinstance(phrase, DAYS) for phrase in doubted):
        if unsure:  # « 20 mars 9h ; à confirmer pour le 20 »
            earlier = [phrase for phrase in told.phrases if isinstance(phrase, Days)]
            doubted = complete_months([*earlier, *doubted])[len(earlier) :]
        told.doubted.append(((UNSURE if unsure else DOUBT).format(words=why), doubted))
    elif any(isinstance(phrase, UNITS) for phrase in doubted):
        told.aside.append(why)


def set_office_aside(segments: list[Segment]) -> None:
    """Set aside the hours of « Contact : 01 60 05 14 22, de 8h à 17h », at which somebody answers."""
    office = False
    for segment in segments:
        fixed = [p for p in segment.phrases if isinstance(p, DAYS) and not isinstance(p, Weekly)]
        office = not fixed and (office or _is_contact(segment.tokens))
        if office and segment.timed and not any(map(is_matter, segment.tokens)):
            segment.nature, segment.why = OTHER, ""


def _is_contact(tokens: list[Token]) -> bool:
    begins = [token.value for token in tokens if token.kind == "word"][:2]
    return not _CONTACTS.isdisjoint(begins) or any(
        (token.kind == "noise" and _PHONE.fullmatch(token.value))
        or (token.kind == "aside" and _OPENING.match(token.value))
        for token in tokens
    )
