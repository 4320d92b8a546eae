"""The second reader is asked of the days that the first doubts for words that it does not know."""

from collections.abc import Collection, Iterable, Iterator
from statistics import fmean

from passpro_nb.read.sessions.clauses.cuts import INTERVIEW, OTHER, PLAIN, UNEXPLAINED, Segment
from passpro_nb.read.sessions.clauses.neutral import OCCASIONS
from passpro_nb.read.sessions.clauses.others import find_stay
from passpro_nb.read.sessions.clauses.segments import OTHERS
from passpro_nb.read.sessions.grammar.speech import DayRange, Days, Hours, Vague
from passpro_nb.read.sessions.learned.surroundings import (
    Surroundings,
    is_taught,
    likelihood,
    look_around,
)
from passpro_nb.read.sessions.words.vocabulary import words_of

_FIXED = Days | DayRange | Vague  # with a number, not « du lundi au vendredi »
_DAY_KINDS = words_of("date number month weekday hour")
# How likely a day must be to count beside words that no list holds: 0.9 lets « inauguration : 20 mars » through.
LIKELY = 0.98
ALONE = 0.99  # beside « (balade botanique) », « Atelier peinture, », which may say what is held
UNLIKELY = 0.03  # a day of something else
_HELD = OTHERS | {"appointment", "state"}


def ask_again(segments: Collection[Segment], text: str) -> None:
    """Let days through beside words that nobody knows, or set them aside, where those around are clear."""
    by_words: dict[str, list[Segment]] = {}
    others: list[str] = []  # « candidats BTS », whose interviews are not those of Passpro
    for segment in segments:
        by_words.setdefault(segment.why, []).append(segment)
        others += [text[t.start : t.end] for t in segment.tokens if t.kind == "outsider"]
    heard: list[tuple[list[Segment], float, float]] = []
    for why, told in by_words.items():
        beside = [s for s in told if s.nature is UNEXPLAINED and not s.unsure]
        if days := [*_find_days(beside)]:
            likely = fmean(likelihood(look_at(each, segments, text)) for each in days)
            closed = any(each in why for each in others) or any(map(_says_what, told))
            closed = closed or not is_taught(why)
            heard.append((beside, likely, 1 if closed else _least(told)))
    least_doubted = UNLIKELY * _has_days_apart(segments)
    for beside, likely, least in heard:
        for segment in beside:
            if likely > least:
                segment.nature, segment.why = INTERVIEW, ""
            elif likely < least_doubted:
                segment.nature = OTHER


def look_at(segment: Segment, segments: Iterable[Segment], text: str) -> Surroundings:
    """Return what stands around the days of a segment, with what is known of them and of those beside."""
    beside = {each.nature.value for each in segments if each.dated and each is not segment}
    said = [f"beside {nature}" for nature in beside or {"nothing"}]
    said += ["houred"] * segment.houred + ["led"] * segment.led
    return look_around(text, *find_ends(segment), said)


def _find_days(segments: list[Segment]) -> Iterator[Segment]:
    """Yield the segments with a day, else those with an hour."""
    days = [s for s in segments if any(isinstance(p, _FIXED) for p in s.phrases)]
    yield from days or (
        s for s in segments if any(isinstance(p, Hours) and p.kind == "exact" for p in s.phrases)
    )


def _says_what(segment: Segment) -> bool:
    """Tell « réunion », « atelier CV », which say what is held or who is where, from other words."""
    held = any(t.kind in _HELD or t.value in OCCASIONS for t in segment.tokens)
    return segment.nature is OTHER or held or bool(find_stay(segment.tokens))


def _least(told: Iterable[Segment]) -> float:
    """Return how likely days must be beside one or two words between signs, or among others."""
    alone = (
        not segment.timed
        and segment.joint in ("comma", "left", "right")
        and sum(token.kind == "word" for token in segment.tokens) <= 2
        for segment in told
    )
    return ALONE if any(alone) else LIKELY


def _has_days_apart(segments: Iterable[Segment]) -> bool:
    """Tell cells with days of interviews, each by itself, from those where a day may be one of a period."""
    dated = [each for each in segments if each.dated]
    period = any(isinstance(p, DayRange) for each in dated for p in each.phrases)
    return not period and any(each.nature in (PLAIN, INTERVIEW) for each in dated)


def find_ends(segment: Segment) -> tuple[int, int]:
    """Return where the first day of a segment begins and the last one ends, in its text."""
    words = {id(token) for token in (*segment.head, *segment.tail)}
    days = [t for t in segment.tokens if t.kind in _DAY_KINDS and id(t) not in words]
    days = days or segment.tokens
    return days[0].start, days[-1].end
