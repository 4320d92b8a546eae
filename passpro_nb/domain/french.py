"""French for users: formats and plurals, whatever the machine's locale."""

import re
import unicodedata
from collections.abc import Iterable
from datetime import date
from functools import lru_cache

NBSP = "\u00a0"
NARROW = "\u202f"
NOT_APPLICABLE = "sans objet"

WEEKDAYS = ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche")
MONTHS = (
    "janvier", "février", "mars", "avril", "mai", "juin",
    "juillet", "août", "septembre", "octobre", "novembre", "décembre",
)  # fmt: skip
_SHORT_MONTHS = (
    "janv.", "févr.", "mars", "avr.", "mai", "juin",
    "juil.", "août", "sept.", "oct.", "nov.", "déc.",
)  # fmt: skip

DEPARTMENTS = {"77": "Seine-et-Marne", "93": "Seine-Saint-Denis", "94": "Val-de-Marne"}


_INVARIABLE = {"à", "de", "du", "des", "en", "sans", "avec", "la", "le", "par", "au", "sur", "hors"}


@lru_cache(maxsize=65536)
def fold(text: str) -> str:
    """Return the comparison form of headers and names.

    Without case, accents, punctuation, repeated or no-break blanks (formats.md, Columns).
    """
    spread = text.replace("œ", "oe").replace("Œ", "oe").replace("æ", "ae").replace("Æ", "ae")
    decomposed = unicodedata.normalize("NFKD", spread.replace("°", " "))
    bare = "".join(c for c in decomposed if not unicodedata.combining(c)).casefold()
    return " ".join(re.sub(r"[^0-9a-z]+", " ", bare).split())


def plural(count: int, singular: str, many: str | None = None) -> str:
    """Return « 1 avis manquant », « 3 avis manquants »; 0 and 1 are singular, as French has it.

    Without `many`, each word that can take an s takes one, up to the first invariable word.
    """
    words = singular if abs(count) < 2 else many or pluralise(singular)
    return f"{number(count)}{NBSP}{words}"


def pluralise(words: str) -> str:
    """Return a noun and its adjectives in the plural: « avis manquants », « tableaux »."""
    out: list[str] = []
    for position, word in enumerate(words.split(" ")):
        if word in _INVARIABLE or word.startswith(("d’", "l’")):
            return " ".join([*out, *words.split(" ")[position:]])
        out.append(_plural_word(word))
    return " ".join(out)


def _plural_word(word: str) -> str:
    if word.endswith(("s", "x", "z")):
        return word
    if word.endswith("al"):
        return word[:-2] + "aux"
    return word + ("x" if word.endswith(("eau", "eu")) else "s")


def number(value: float | None, digits: int = 0) -> str:
    """Return a number as French writes it: « 12 000 », « 12,5 »; nothing known: « – »."""
    if value is None or value != value:
        return "–"
    return f"{value:z,.{digits}f}".replace(",", NARROW).replace(".", ",")


def percent(share: float | None, digits: int = 1) -> str:
    """Return a share from 0 to 1 as « 12,5 % »; none: « sans objet ».

    Rounding never says 0 % where there is some, nor 100 % where some is missing.
    """
    if share is None or share != share:
        return NOT_APPLICABLE
    step = 10**-digits
    shown = min(max(share * 100, step), 100 - step) if 0 < share < 1 else share * 100
    return f"{number(shown, digits)}{NBSP}%"


def long_date(day: date | None, *, weekday: bool = False) -> str:
    """Return « 3 mars 2025 », « lundi 1er décembre 2025 »."""
    if day is None:
        return "–"
    words = f"{day_month(day)} {day.year}"
    return f"{WEEKDAYS[day.weekday()]} {words}" if weekday else words


def day_month(day: date, *, short: bool = False) -> str:
    """Return « 1er avril », « 12 avr. »: a day whose year is told elsewhere."""
    months = _SHORT_MONTHS if short else MONTHS
    return f"{'1er' if day.day == 1 else day.day} {months[day.month - 1]}"


def short_date(day: date | None) -> str:
    """Return « 03/03/2025 »."""
    return "–" if day is None else f"{day:%d/%m/%Y}"


def listing(items: Iterable[object], limit: int | None = None) -> str:
    """Return « a, b et c », or « a, b et 12 autres » beyond `limit`."""
    texts = [str(item) for item in items]
    if limit is not None and len(texts) > limit + 1:
        texts = [*texts[:limit], plural(len(texts) - limit, "autre")]
    return " et ".join(filter(None, (", ".join(texts[:-1]), *texts[-1:])))


def unbreakable(sentence: str) -> str:
    """Return a sentence whose high punctuation cannot be parted from its words by a line's end."""
    return re.sub(r"« ", f"«{NBSP}", re.sub(r" (?=[»:;!?%])", NBSP, sentence))


def quoted(value: object, longest: int = 60) -> str:
    """Return a value between French quotation marks, cut after `longest` characters."""
    text = str(value)
    return f"«{NBSP}{text if len(text) <= longest else text[: longest - 3] + '…'}{NBSP}»"
