"""Bytes of a text → the text a person wrote.

Nothing in a text file says how its accents are coded. What is no UTF-8 is read in the encoding in
which it is the most French, judged on the words that have such bytes.
"""

import codecs
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache
from itertools import chain, islice

from passpro_nb.domain.french import MONTHS
from passpro_nb.domain.tables import TABLES

SAMPLE = 1_000_000  # bytes judged at each end of a text
MOST_WORDS = 2_000  # distinct words judged

# What a text that is no UTF-8 may be written in, the likeliest first: it wins where they are even.
WINDOWS = "cp1252"
SINGLE = {
    WINDOWS: "Windows-1252",
    "iso8859-15": "ISO 8859-15",
    "cp858": "MS-DOS (page de codes 850)",
    "mac_roman": "Mac Roman (anciens Mac)",
}
_LIKELY = {WINDOWS: 1.0, "iso8859-15": 0.9, "cp858": 0.3, "mac_roman": 0.0}  # before any word
DECLARED = {"iso8859-1": WINDOWS, "ascii": "utf-8", "cp850": "cp858", "mac-roman": "mac_roman"}

# The accented letters of French, the commonest first: each weighs less than those before it.
_LETTERS = ("éÉ", "èàêçÈÀÊÇ", "ôîâûëïùœŒ", "ÔÎÂËÏ", "üöäÿæÛÙÜÖÄŸÆ")
_WEIGHTS = {c: 1 - 0.2 * rank for rank, group in enumerate(_LETTERS) for c in group}
_ELSEWHERE = frozenset("áãåìíñòóõøúßÁÃÅÌÍÑÒÓÕØÚ")  # letters of other tongues: names have them
_APART = frozenset("«»–—…“”°•€·§²\u00a0")  # not in the middle of a word
_SPELT = "très réservé défavorable lycée collège métiers présent excusé convoquée Créteil œuvre"
# What UTF-8 makes of French, and no other encoding does: « é » is « Ã© » in Windows' own.
_FRENCH_UTF8 = re.compile(
    rb"\xc3[\x80-\xbf]|\xc5[\x92\x93\xb8]|\xc2[\xa0-\xbf]|\xe2\x80[\x90-\xbf]|\xe2\x82\xac"
)
_MARKS = re.compile(
    "^(?:\ufeff|ï»¿|´╗┐|∩╗┐|Ôªø)+"
)  # UTF-8's mark, also once opened as something else
_STRAY = re.compile("[\udc80-\udcff]")  # how Python keeps a byte that is no UTF-8
_CUT = frozenset(
    map(chr, (0xDCC3, 0xDCC5))
)  # what a French character begins with, and no French word has


@dataclass(frozen=True)
class Decoded:
    """A text; its `encoding` where it must be said; the lines coded otherwise than the others."""

    text: str
    encoding: str = ""
    odd_lines: tuple[int, ...] = ()


def decode(data: bytes) -> Decoded:
    """Return a file's text, in the encoding that its bytes, its page or its French tell."""
    decoded = _decode(data)
    return replace(decoded, text=_MARKS.sub("", decoded.text))


def _decode(data: bytes) -> Decoded:
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return Decoded(data.decode("utf-16", "replace"), "UTF-16")
    head = data[:4000]
    for encoding, high in (("utf-16-le", head[1::2]), ("utf-16-be", head[::2])):
        if high.count(0) > len(head) / 4:
            return Decoded(data.decode(encoding, "replace"), "UTF-16")
    try:
        return Decoded(data.decode("utf-8-sig"))
    except UnicodeDecodeError:
        return _decode_declared(data) or _decode_other(data)


def is_plain(text: str) -> bool:
    """Tell a text from the bytes of something else."""
    strange = sum(c < " " and c not in "\t\r\n\f\v" for c in text[:20_000])
    return "\0" not in text and strange <= len(text[:20_000]) / 200


def _decode_declared(data: bytes) -> Decoded | None:
    """Return the text of a page in the charset that it declares, if its bytes allow that."""
    found = re.search(rb"(?i)(?:charset|encoding)\s*=\s*[\"']?\s*(?:x-)?([\w:-]+)", data[:4000])
    if not found or data.lstrip()[:1] != b"<":
        return None
    try:
        name = codecs.lookup(found[1].decode()).name
        return Decoded(data.decode(DECLARED.get(name, name)))
    except (LookupError, UnicodeDecodeError):
        return None


def _decode_other(data: bytes) -> Decoded:
    text = data.decode("utf-8-sig", "replace")
    accents = sum(not c.isascii() for c in text)
    if _FRENCH_UTF8.search(data) or text.count("\ufffd") <= accents / 10:
        return _decode_mixed(data)
    encoding = most_french(data)
    said = "" if encoding == WINDOWS else SINGLE[encoding]
    return Decoded(data.decode(encoding, "replace"), said)


def _decode_mixed(data: bytes) -> Decoded:
    """Return a text of UTF-8 of which some lines are not: each line is read as it is coded."""
    text = data.removeprefix(codecs.BOM_UTF8).decode("utf-8", "surrogateescape")
    lines = text.split("\n")
    odd = {at: _bytes(line) for at, line in enumerate(lines) if _is_odd(line)}
    encoding = most_french(b"\n".join(odd.values()))
    strays = {0xDC00 + byte: _stray(byte, encoding) for byte in range(0x80, 0x100)}
    read = (
        odd[at].decode(encoding, "replace") if at in odd else line.translate(strays)
        for at, line in enumerate(lines)
    )
    return Decoded("\n".join(read), SINGLE[encoding] if odd else "", tuple(at + 1 for at in odd))


def _is_odd(line: str) -> bool:
    """Tell whether a line has bytes that are no UTF-8, and nothing that is; cut characters aside."""
    rest = _STRAY.sub("", line)
    return len(rest) < len(line) and rest.isascii() and not _CUT.issuperset(_STRAY.findall(line))


def _bytes(line: str) -> bytes:
    return line.encode("utf-8", "surrogateescape")


def _stray(byte: int, encoding: str) -> str:
    """Return what a byte stands for among UTF-8: a letter of the other encoding, or half a one."""
    half = byte in (0xC2, 0xC3, 0xC5, 0xE2)
    return "\ufffd" if half else bytes([byte]).decode(encoding, "replace")


# --- how French a text is -------------------------------------------------------------------------


def most_french(data: bytes) -> str:
    """Return the encoding of one byte a character in which the bytes make the most French text."""
    words = list(islice(dict.fromkeys(_coded_words(data)), MOST_WORDS))

    def score(name: str) -> float:
        return _LIKELY[name] + sum(_frenchness(w.decode(name, "replace")) for w in words)

    return max(SINGLE, key=score)


def _coded_words(data: bytes) -> Iterator[bytes]:
    """Yield the words of both ends of a text that have a byte beyond ASCII."""
    ends = (data[:SAMPLE], data[SAMPLE:][-SAMPLE:])
    found = chain.from_iterable(re.finditer(rb"[A-Za-z'\x80-\xff]{1,40}", end) for end in ends)
    return (word[0] for word in found if not word[0].isascii())


def _frenchness(word: str) -> float:
    around = zip(f" {word}", word, f"{word[1:]} ", strict=False)
    known = 3 if word.casefold() in _known_words() else 0
    return known + sum(_fits(*three) for three in around if not three[1].isascii())


def _fits(before: str, letter: str, after: str) -> float:
    """Return how well a letter beyond ASCII stands in French between its neighbours."""
    inside = before.isalpha() and after.isalpha()
    weight = _WEIGHTS.get(letter)
    if weight and letter.islower():
        lone = letter in "œæÿ" and not (before.isalpha() or after.isalpha())
        return -2 if lone or (before.isupper() and after.isupper()) else weight
    if weight:
        return -2 if before.islower() else -1 if inside and after.islower() else weight
    if letter in _ELSEWHERE:
        return -1 if letter.isupper() and (before.islower() or after.islower()) else 0.25
    if letter == "’":
        return 1 if inside else 0
    if letter in _APART:
        return -2 if inside else 0 if before.isalpha() or after.isalpha() else 0.5
    return 0 if letter in "½¼¾" and not (before.isalpha() or after.isalpha()) else -2


@cache
def _known_words() -> frozenset[str]:
    """Return the accented words that these tables are full of: those of their headers first."""
    headers = (name for t in TABLES.values() for c in t.columns for name in (c.heading, *c.aliases))
    words = re.findall(r"\w+", " ".join((*headers, *MONTHS, _SPELT)).casefold())
    return frozenset(word for word in words if not word.isascii())
