"""The second reader is asked of the days that the first doubts for words that it does not know."""

from collections.abc import Iterable
from statistics import fmean

from passpro_nb.read.sessions.clauses.cuts import INTERVIEW, OTHER, UNEXPLAINED, Segment
from passpro_nb.read.sessions.clauses.neutral import OCCASIONS
from passpro_nb.read.sessions.clauses.others import find_stay
from passpro_nb.read.sessions.clauses.segments import OTHERS
from passpro_nb.read.sessions.grammar.speech import DayRange, Days, Hours, Vague
from passpro_nb.read.sessions.learned.surroundings import likelihood
from passpro_nb.read.sessions.words.vocabulary import words_of

_FIXED = Days | DayRange | Vague  # with a number, not « du lundi au vendredi »
_DAY_KINDS = words_of("date number month weekday hour")
# How likely a day must be to count beside a word that nobody knows: 0.9 lets few more through, some wrong.
LIKELY = 0.96
_HELD = OTHERS | {"appointment", "state"}


def ask_again(segments: Iterable[Segment], text: str) -> None:
    """Let days through beside words that nobody knows, where those around are of interviews."""
    by_words: dict[str, list[Segment]] = {}
    others: list[str] = []  # « candidats BTS », whose interviews are not those of Passpro
    for segment in segments:
        by_words.setdefault(segment.why, []).append(segment)
        others += [text[t.start : t.end] for t in segment.tokens if t.kind == "outsider"]
    for why, told in by_words.items():
        if any(each in why for each in others):
            continue
        beside = [s for s in told if s.nature is UNEXPLAINED and not s.unsure]
        days = [s for s in beside if any(isinstance(p, _FIXED) for p in s.phrases)]
        days = days or [
            s for s in beside if any(isinstance(p, Hours) and p.kind == "exact" for p in s.phrases)
        ]
        if not days or any(map(_says_what, told)):
            continue
        if fmean(likelihood(text, *find_day(each)) for each in days) > LIKELY:
            for segment in beside:
                segment.nature, segment.why = INTERVIEW, ""


def _says_what(segment: Segment) -> bool:
    """Tell « réunion », « atelier CV », and « (balade botanique) » alone, which say what is held or who is where, from other words."""
    said = [token for token in segment.tokens if token.kind == "word"]
    alone = segment.joint in ("comma", "left", "right") and not segment.timed and len(said) <= 2
    held = any(t.kind in _HELD or t.value in OCCASIONS for t in segment.tokens)
    return segment.nature is OTHER or alone or held or bool(find_stay(segment.tokens))


def find_day(segment: Segment) -> tuple[int, int]:
    """Return where the first day of a segment begins and the last one ends, in its text."""
    words = {id(token) for token in (*segment.head, *segment.tail)}
    days = [t for t in segment.tokens if t.kind in _DAY_KINDS and id(t) not in words]
    days = days or segment.tokens
    return days[0].start, days[-1].end
