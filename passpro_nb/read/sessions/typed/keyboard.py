"""Blanks and signs that the keyboard left out, put in or mistook: « de16h30 », « 1 2 mars », « ler avril ».

A text is put right before its words are read, so that no number is read in part: « à1 2h00 » is no « à 1 ».
"""

import re
from functools import partial

from passpro_nb.domain.french import WEEKDAYS
from passpro_nb.read.sessions.typed.letters import put_letters_right
from passpro_nb.read.sessions.typed.mistyped import MISTYPED
from passpro_nb.read.sessions.typed.pieces import MONTH, WEEKDAY
from passpro_nb.read.sessions.typed.wordings import WORDINGS
from passpro_nb.read.sessions.words.slips import guess_weekday

_RULES: list[tuple[re.Pattern[str], str]] = [
    (re.compile(pattern, re.IGNORECASE), right) for pattern, right in (*MISTYPED, *WORDINGS)
]
# « L24/03, Ma25/03 », « J 27/03 » at the head of its line or of its part.
_INITIALS = {"L": "lundi ", "Ma": "mardi ", "Me": "mercredi ", "J": "jeudi ", "V": "vendredi "}
_INITIAL = re.compile(
    rf"(?<![\w’'-])(?<!\w )({'|'.join(_INITIALS)})\.? ?(?=[0-3]?\d(?:/[01]?\d\b| {MONTH}))"
)
# « J 20 : 14-17h » in a line of its own.
_ALONE = re.compile(
    rf"(?m)^({'|'.join(_INITIALS)})\.? (?=[0-3]?\d ?: ?\d\d? ?(?:h|[-–à] ?\d\d? ?h))"
)


# « mars : me 12, me 19 ».
_SHORT = re.compile(
    r"(?<=[:,;] )(Lu|Ma|Me|Je|Ve)\.? (?=[0-3]?\d(?:er)?(?: ?[,;.\n(]| et | :|$))", re.IGNORECASE
)
_SHORTS = {"lu": "lundi ", "ma": "mardi ", "me": "mercredi ", "je": "jeudi ", "ve": "vendredi "}


def put_right(text: str) -> str:
    """Return a text with its blanks and signs where they should be; the text itself where they are."""
    text = put_letters_right(text)
    for initial in (_INITIAL, _ALONE):
        text = initial.sub(lambda found: _INITIALS[found[1]], text)
    text = _SHORT.sub(lambda found: _SHORTS[found[1].lower()], text)
    if week := _A_WEEK.search(text):
        text = _WEEK.sub(partial(_say_hours, int(week[1])), text)
    if any(len(_NUMBER.findall(days[0])) > 2 for days in _DASHED.finditer(text)):
        text = _DASHED.sub(lambda days: _DASH.sub(", ", days[0]), text)
    for rule, right in _RULES:
        text = rule.sub(right, text)
    return _NO_WEEKDAY.sub(_name_weekday, text)


# « mars : 13 - 20 - 27 », and below it « avril : 3 - 10 », which is no period.
_DASHED = re.compile(
    rf"\b{MONTH}[a-zéû]{{0,6}} ?:? ?\d\d?(?:(?: ?[-–] ?| / )\d\d?)+(?= *(?:[\n;/.,(]|$))",
    re.IGNORECASE,
)
_DASH = re.compile(r" ?[-–] ?| / ")
_NUMBER = re.compile(r"\d+")

# « semaine du 24 mars : mardi9h-12h, jeudi 14-16h »: no day has its number.
_A_WEEK = re.compile(
    rf"\bsemaine du (?:lundi )?(\d\d?)(?:/\d|(?:er)? ?(?:{MONTH}|m\w{{1,3}}\b))", re.IGNORECASE
)
_WEEK = re.compile(
    rf"\b({WEEKDAY}) ?(:? ?)(\d\d?) ?(?:-|–|à) ?(\d\d?)(?:h|(?= ?(?:[;.)\n]|(?:,|et) ?{WEEKDAY}|$)))",
    re.IGNORECASE,
)


def _say_hours(monday: int, found: re.Match[str]) -> str:
    """Write « jeudi 14-16 » as « jeudi 14h-16h » where these may be hours, and no day of that week."""
    begin, end = int(found[3]), int(found[4])
    day = monday + WEEKDAYS.index(found[1].lower())
    if begin == day or not 7 <= begin < end < 20:
        return found[0]
    return f"{found[1]} {found[2]}{begin}h-{end}h"


_NO_WEEKDAY = re.compile(
    rf"\b[lmjv][a-z]{{0,6}}di\b(?=,? (?:le )?\d\d?(?:er)?(?: {MONTH}|/\d))", re.IGNORECASE
)


def _name_weekday(found: re.Match[str]) -> str:
    """Keep a weekday, misspelt or not; leave out « ledi », which may be two of them."""
    return found[0] if found[0] == "midi" or guess_weekday(found[0].lower()) is not None else ""
