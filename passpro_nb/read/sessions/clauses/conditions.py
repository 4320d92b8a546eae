"""Days that may not be held, or are of other pupils: « si plus de 24 candidats, le 4 avril »."""

from passpro_nb.read.sessions.clauses.cuts import INTERVIEW, OTHER, PLAIN, UNEXPLAINED, Segment
from passpro_nb.read.sessions.clauses.segments import quote
from passpro_nb.read.sessions.clauses.unknown import is_cause
from passpro_nb.read.sessions.grammar.speech import (
    Bounds,
    DayRange,
    Days,
    Month,
    Phrase,
    Vague,
    Weekly,
    Weeks,
)

MOST_HELD = 3  # days of every week on which interviews are held without an end
_KINDS = ("condition", "outsider", "provisional")
Clauses = list[tuple[list[Segment], list[Phrase]]]


def doubt_conditions(clauses: Clauses, text: str) -> None:
    """Doubt the days that a condition holds for, or that are said to be of others or provisional.

    « Dates provisoires » is said of the whole cell, a heading of the clause below it.
    """
    tokens = (token for segments, _ in clauses for each in segments for token in each.tokens)
    if not any(token.kind in _KINDS for token in tokens):
        return
    above: Segment | None = None
    for segments, _ in clauses:
        for n, segment in enumerate(segments):
            kinds = {token.kind for token in segment.tokens}
            if "provisional" in kinds:
                _doubt([each for every, _ in clauses for each in every], segment, text)
            elif not kinds.isdisjoint(_KINDS) and (segment.timed or not is_cause(segment.tokens)):
                _doubt(_held(segments, n), segment, text)
        if above and segments:
            _doubt(segments, above, text)
        above = _heading(segments) if segments else above


def _heading(segments: list[Segment]) -> Segment | None:
    """Return what is said of others or under a condition, before a colon and the lines below."""
    last = segments[-1]
    headed = last.tokens[-1:] and last.tokens[-1].kind == "colon"
    if not headed or any(segment.timed for segment in segments):
        return None
    return next((s for s in segments if any(t.kind in _KINDS for t in s.tokens)), None)


def _doubt(held: list[Segment], told: Segment, text: str) -> None:
    tokens = [token for token in told.tokens if token.kind in _KINDS]
    for segment in held:
        if segment.timed and segment.nature is not OTHER:
            segment.nature, segment.why = UNEXPLAINED, quote(tokens, text)
            segment.unsure = tokens[0].kind != "outsider"


def _held(segments: list[Segment], n: int) -> list[Segment]:
    """Return the days that the words of a segment are said of.

    Its own day; before any day, all those after; between two, the next; in brackets or last, the
    day before; where days are a choice (« ou »), all of them.
    """
    segment = segments[n]
    before = [each for each in segments[:n] if each.dated]
    after = [each for each in segments[n + 1 :] if each.dated]
    if before and any(
        each.either or any(t.value == "ou" for t in each.tokens) for each in segments
    ):
        return segments
    if segment.dated:
        return _with_hours(segments, segment)
    if not before or (after and not segment.depth):
        next_days = after[:1] if before else after
        return [found for each in next_days for found in _with_hours(segments, each)]
    return _with_hours(segments, before[-1])


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
