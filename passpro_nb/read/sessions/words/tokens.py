"""The words by which schools write interview sessions: text → tokens.

What each word means is in `vocabulary`; what they say together, in the grammar.
"""

import re
from dataclasses import dataclass, replace
from datetime import time
from typing import Any

from passpro_nb.domain.french import WEEKDAYS
from passpro_nb.read.sessions.words.patterns import KINDS, scan
from passpro_nb.read.sessions.words.slips import mend_word
from passpro_nb.read.sessions.words.vocabulary import (
    AFTERNOON,
    EVENING,
    HOUR_WORDS,
    MONTH_WORD,
    MORNING,
    WORDS,
    fold_in_place,
)

_A_DAY = re.compile(rf" ?\d{{1,2}}(?:er)?(?:[/.]\d| ?{MONTH_WORD})")
_AS_LETTERS = [str.maketrans({"0": "o", "3": "e", "1": letter}) for letter in "il"]
_PARTS = re.compile(r"\d\d(?=20\d\d$)|\d+")  # « 17-032025 »
_CUT = re.compile(r"(?<=/[01]) (?=\d/)|(?<=^[0-3]) (?=\d/)")  # « 2 5/03/2025 », « 25/0 3/2025 »
_MINUTES = {"demie": 30, "rente": 30, "quart": 15, "uinze": 15}
_NUMBERS = {word: number for number, word in {**HOUR_WORDS, 30: "trente"}.items()} | {"un": 1}


@dataclass(frozen=True, slots=True)
class Token:
    """One word, number or sign: its kind, what it means, and where it stands in the text."""

    kind: str
    value: Any  # by the kind: a time, a number, a weekday, a pair of times, a word
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class DayWords:
    """A day as written: the month, the year or the weekday may be missing, nothing is checked."""

    day: int
    month: int | None = None
    year: int | None = None
    weekdays: frozenset[int] = frozenset()
    notes: tuple[str, ...] = ()
    later: int = 0  # « et le lendemain »: so many days after this one
    headed: bool = False  # its year stands before it: « en 2024 : », and says nothing of other days


END = Token("end", None, -1, -1)


def read_tokens(text: str) -> list[Token]:
    """Return the tokens of a text, blanks left out, one END token at the end.

    « AM » is the morning where « PM » stands beside it, the afternoon where « matin » does.
    """
    words = fold_in_place(text)
    tokens: list[Token] = []
    for match in scan(words):
        kind = KINDS[match.lastgroup or ""]
        if kind != "blank":
            tokens.append(Token(*_meaning(kind, match.group()), match.start(), match.end()))
        if kind == "short" and _begins_anew(text[match.end() :][:20], words[match.end() :][:20]):
            tokens.append(Token("stop", ".", match.end() - 1, match.end()))
    tokens.append(END)
    if not (told := re.search(r"\b(?:pm|matin|matinee)\b", words)):
        return tokens
    part = MORNING if told.group() == "pm" else AFTERNOON
    return [replace(t, kind="daypart", value=part) if t.kind == "am" else t for t in tokens]


def _begins_anew(text: str, folded: str) -> bool:
    """Tell whether a sentence begins after « 12 élèves max. »: a capital, or a day."""
    return text.strip()[:1].isupper() or _A_DAY.match(folded) is not None


def _meaning(kind: str, text: str) -> tuple[str, object]:
    match kind:
        case "word" | "short":
            word = text.rstrip(".")
            return WORDS.get(word) or WORDS.get(mended := mend_word(word), ("word", mended))
        case "tuesday":
            return "weekday", 1
        case "march":  # « tous les mercredis de mar »
            return "month", 3
        case "weekday":  # « ve 21/3 »
            return "weekday", "lumamejevesadi".index(text[:2]) // 2
        case "broken":
            return WORDS[text.replace(" ", "")]
        case "digited":
            words = (WORDS.get(text.translate(letters)) for letters in _AS_LETTERS)
            return next(filter(None, words), ("word", text))
        case "alone" | "collective":
            return "mode", "individual" if kind == "alone" else kind
        case "number" | "slashed":
            digits = re.match(r"\d{1,4}(?!\d)", text)
            return "number", int(digits.group()) if digits else -1
        case "numeric" | "iso":
            return "date", _read_date(text, reverse=kind == "iso")
        case "later":
            return "later", _read_later(text)
        case "years":  # « 2024-2025 »
            return "years", int(text[-4:])
        case "clock":
            hour, minute = (*map(int, re.findall(r"\d+", text)), 0, 0)[:2]
            valid = hour < 24 and minute < 60
            return ("hour", time(hour, minute)) if valid else ("no_hour", text)
        case "spelled":
            return "number", _spell(text)
        case "noon":
            return "hour", time(12)
        case "first":
            return "number", 1
        case "military":  # « 0900-1200 »
            return "hour", time(int(text[:2]), int(text[2:]))
        case "half":  # « 02:30 PM »
            hour, minute = (*map(int, re.findall(r"\d+", text)), 0)[:2]
            return "hour", time(hour % 12 + 12 * ("p" in text), minute)
        case "spoken":
            hours, _, minutes = text.replace("heure ", "heures ").partition(" heures")
            return "hour", time(_spell(hours), _MINUTES.get(minutes[-5:].strip(), 0))
        case "afternoon" | "evening":
            return "daypart", AFTERNOON if kind == "afternoon" else EVENING
        case _:
            return kind, text


def _read_date(text: str, *, reverse: bool) -> DayWords:
    """Return the day of « 27/03/2025 », « 27032025 », or, `reverse`, of « 2025-03-27 », « 20250327 »."""
    at = 4 if reverse else 2
    parts = [text[:at], text[at : at + 2], text[at + 2 :]]
    parts = parts if text.isdigit() else _PARTS.findall(_CUT.sub("", text))
    day, month, *rest = map(int, parts[2::-1] if reverse else parts)
    slipped = sorted(parts[-1])[:3] == ["0", "2", "2"] and not parts[-1].startswith("202")
    told = len(parts[-1]) not in (3, 5) and not slipped  # « 12/03/20225 », « 0225 » say no year
    year = rest[0] + 2000 * (rest[0] < 100) if rest and told else None
    return DayWords(day, month, year)


def _read_later(text: str) -> DayWords:
    """Return how long after the day before it « le lendemain », « le jeudi suivant », « la veille » are."""
    later = 7 if "semaine" in text or "jours" in text else 1 + ("surl" in text)
    later = {"la veille": -1, "le dernier jour": 0}.get(text, later)
    named = frozenset(n for n, name in enumerate(WEEKDAYS) if name in text)
    return DayWords(0, weekdays=named, later=later)


def _spell(text: str) -> int:
    """Return the number that words say: « vingt et un », « dix-huit heures », « deux mille vingt-cinq »."""
    text, thousands = text.removeprefix("deux mille"), 2000 * text.startswith("deux mille")
    return thousands + sum(_NUMBERS.get(word, 0) for word in re.findall("[a-z]+", text))


def skip(tokens: list[Token], at: int, *kinds: str) -> int:
    """Step over tokens of these kinds, a few at most."""
    limit = at + 6
    while at < limit and tokens[at].kind in kinds:
        at += 1
    return at
