"""Days that may not be held, or are of other pupils: « si plus de 24 candidats, le 4 avril »."""

import re

from passpro_nb.read.sessions.clauses.cuts import INTERVIEW, OTHER, PLAIN, UNEXPLAINED, Segment
from passpro_nb.read.sessions.clauses.segments import quote
from passpro_nb.read.sessions.clauses.unknown import is_cause, is_remark
from passpro_nb.read.sessions.grammar.speech import (
    Bounds,
    DayRange,
    Days,
    Hours,
    Month,
    Phrase,
    Vague,
    Weekly,
    Weeks,
)

MOST_HELD = 3  # days of every week on which interviews are held without an end
_KINDS = ("condition", "outsider", "provisional")
_HEDGES = (*_KINDS[::2], "unsure", "maybe")
_OF_DATES = re.compile("dates?|jours?|calendriers?|plannings?")
_CHOSEN = re.compile(
    "choi[sx]|prefer|convenance|inscriv|inscription|present|propos|possible|convoc|convoq|initiale|lettre|(?:seront|serez|sera) convo"
)  # « au choix de la famille »
Clauses = list[tuple[list[Segment], list[Phrase]]]
_ATTENTION = re.compile("attention|nb|rappel|remarque|important|note")
_HOW = ("main", "minutes", "seat", "mode", "room")
EITHER = "ou"
_ENDS_DAY = ("date", "month", "number", "weekday")
_BEGINS_DAY = ("date", "the", "number", "weekday")
_OR = ("ou", "sinon", "a defaut", "soit", "option")


def doubt_conditions(clauses: Clauses, text: str) -> None:
    """Doubt the days that a condition holds for, or that are said to be of others or provisional.

    « Dates provisoires » is said of the whole cell, a heading of the clause below it, « cette date
    est à valider » of the clauses before it.
    """
    tokens = [token for segments, _ in clauses for each in segments for token in each.tokens]
    chosen = any(_CHOSEN.match(str(token.value)) for token in tokens)
    above: Segment | None = None
    for at, (segments, _) in enumerate(clauses):
        for n, segment in enumerate(segments):
            kinds = {token.kind for token in segment.tokens}
            if "provisional" in kinds:
                _doubt([each for every, _ in clauses for each in every], segment, text)
            elif not kinds.isdisjoint(_HEDGES[:-1]) and _is_of_dates(segments):
                segment.nature = UNEXPLAINED
                around = clauses[:at] if any(map(_has_days, clauses[:at])) else clauses[at:]
                _doubt([each for every, _ in around for each in every], segment, text)
            elif _hedges(segments, n):
                _doubt(_held(segments, n), segment, text)
        if above and segments:
            _doubt(segments, above, text)
        above = _heading(segments) if segments else above
        if not (chosen or any(segment.houred for segment in segments)):
            _doubt_either(segments)


def _hedges(segments: list[Segment], n: int) -> bool:
    """Tell a condition, or « si besoin » before any day, from « 12 mars, si besoin appeler »."""
    kinds = {token.kind for token in segments[n].tokens}
    if not kinds.isdisjoint(_KINDS):
        return segments[n].timed or not is_cause(segments[n].tokens)
    either = "unsure" in kinds and any(each.either and each.dated for each in segments)
    return (either or _is_title(segments[n])) or not (
        kinds.isdisjoint(_HEDGES) or any(each.timed for each in segments[: n + 1])
    )


def _is_title(segment: Segment) -> bool:
    """Tell « dates envisagées : », which is said of all the days below it."""
    return segment.titled and any(token.kind in _HEDGES for token in segment.head)


def _has_days(clause: tuple[list[Segment], list[Phrase]]) -> bool:
    return any(segment.dated for segment in clause[0])


def _is_of_dates(segments: list[Segment]) -> bool:
    """Tell « cette date reste à valider », « à confirmer », without a day or a title of its own."""
    if any(segment.timed for segment in segments):
        return False
    tokens = [t for s in segments for t in s.tokens if not _ATTENTION.match(str(t.value))]
    tokens = tokens[tokens[:1] != [] and tokens[0].kind == "colon" :]
    named = any(_OF_DATES.match(str(t.value)) or t.kind == "session" for t in tokens)
    bare = not any(t.kind in _HOW for t in tokens) and (
        (tokens[:1] and tokens[0].kind == "unsure") or all(t.kind != "word" for t in tokens)
    )
    others = any(
        t.kind == "colon" or str(t.value).startswith(("autre", "nouve")) for t in tokens[1:]
    )
    return bool(named or bare) and not others


def _doubt_either(segments: list[Segment]) -> None:
    """Doubt « le 12 ou le 19 mars », without hours, of which nobody is said to have the choice."""
    for before, segment in zip([Segment(), *segments], segments, strict=False):
        both = segment.either and segment.dated and before.dated
        within = any(
            one.kind in _ENDS_DAY and word.value == "ou" and other.kind in _BEGINS_DAY
            for one, word, other in zip(
                segment.tokens, segment.tokens[1:], segment.tokens[2:], strict=False
            )
        )
        for each in [before, segment] if both else [segment] if within else []:
            if each.nature in (PLAIN, INTERVIEW):
                each.nature, each.why, each.unsure = UNEXPLAINED, EITHER, True


def _heading(segments: list[Segment]) -> Segment | None:
    """Return what is said of others or under a condition, before a colon and the lines below."""
    last = segments[-1]
    headed = last.tokens[-1:] and last.tokens[-1].kind == "colon"
    if not headed or any(segment.timed for segment in segments):
        return None
    return next((s for s in segments if any(t.kind in _KINDS for t in s.tokens)), None)


def _doubt(held: list[Segment], told: Segment, text: str) -> None:
    tokens = [token for token in told.tokens if token.kind in (*_KINDS, *_HEDGES)]
    for segment in held:
        if segment.timed and segment.nature is not OTHER and not segment.unsure:
            segment.nature, segment.why = UNEXPLAINED, quote(tokens, text)
            segment.unsure = tokens[0].kind != "outsider"


def _held(segments: list[Segment], n: int) -> list[Segment]:
    """Return the days that the words of a segment are said of.

    Its own day; before any day, all those after; between two, the next; in brackets or last, the
    day before; where days are a choice (« ou »), all of them.
    """
    segment = segments[n]
    if _is_title(segment):
        return segments[n:]
    before = [each for each in segments[:n] if each.dated]
    after = [each for each in segments[n + 1 :] if each.dated]
    if (
        (before or segment.dated)
        and not any(map(_holds_all, segments))
        and any(
            each.either
            or any(t.kind != "maybe" and str(t.value).startswith(_OR) for t in each.tokens)
            for each in segments
        )
    ):
        return segments
    # « …, s’il reste des élèves non vus en mars » names no day of its own
    own = not before or any(isinstance(p, Days | DayRange | Weekly) for p in segment.phrases)
    led = segment.head and str(segment.head[0].value).startswith("si ") and not segment.depth
    if segment.dated and own and not led:
        return _with_hours(segments, segment)
    if not before or (after and not segment.depth):
        next_days = after[:1] if before else after
        return [found for each in next_days for found in _with_hours(segments, each)]
    return _with_hours(segments, before[-1])


def _holds_all(segment: Segment) -> bool:
    """Tell « sinon tout se fait le 2 avril », a day that is held whatever becomes of the other."""
    return [token.value for token in segment.tokens[:2]] == ["sinon", "tout"]


def _with_hours(segments: list[Segment], day: Segment) -> list[Segment]:
    """Return a day and the hours that follow it, up to the next day."""
    found = [day]
    for each in segments[segments.index(day) + 1 :]:
        if each.dated or each.depth < day.depth:
            break
        found += [each] if each.timed else []
    return found


def doubt_opening(segments: list[Segment], text: str) -> None:
    """Doubt « le lycée reçoit de 8h à 18h du lundi au vendredi », which says when a place is open."""
    phrases = [phrase for segment in segments for phrase in segment.phrases]
    weekly = any(isinstance(p, Weekly) and len(p.weekdays) > MOST_HELD for p in phrases)
    bounded = any(isinstance(p, Days | DayRange | Month | Weeks | Bounds | Vague) for p in phrases)
    words = [token for segment in segments for token in (*segment.head, *segment.tail)]
    told = any(token.kind in ("main", "seat", "session", "mode", "jury") for token in words)
    if not weekly or bounded or told or not words:
        return
    for segment in segments:
        if segment.timed and segment.nature in (PLAIN, INTERVIEW):
            segment.nature, segment.why = UNEXPLAINED, quote(words, text)


def doubt_above(day: Segment, segments: list[Segment]) -> None:
    """Doubt the day, without hours, of « Mercredi 26 mars », a line above « Conseil de classe 17h »."""
    limits = [p for s in segments for p in s.phrases if isinstance(p, Vague)]
    held = limits or any(s.dated or s.nature is INTERVIEW for s in segments)
    if not segments or held or not day.dated or day.nature is not PLAIN:
        return
    told = segments[0]
    bare = not any(isinstance(phrase, Hours) for phrase in day.phrases)
    begins = [t for t in told.tokens if t.kind not in ("the", "dash")][:1]
    if bare and any(t.kind == "event" for t in begins) and not is_remark(told.tokens):
        day.nature, day.why = UNEXPLAINED, told.why
