"""Accents that were damaged before a file came here: put right where that loses nothing.

« PrÃ©sence » is « Présence » written in UTF-8, opened as something else and saved again.
"""

import re
from collections.abc import Iterable

from passpro_nb.read.texts.delimited import Cells

MOST_MENDED = 100_000  # distinct texts; each takes a tenth of a millisecond
QUESTIONED = 500  # rows looked through for « Pr?sence »

# What UTF-8 looks like once opened as Windows' own, as a Mac's, as MS-DOS's.
_DOUBLED = re.compile(
    r"[ÃÂ][^\sA-Za-z0-9À-ÿ,;.:!?'()-]|[ÃÂ][\xa0 ]|â[€‚\x80\x82]|Å[“’¸\x92\x93]"
    r"|[√≈][^\x00-\x7f]|¬[´ª∞]|‚(?:Ä[ôìî]|Ç¨|à[ö\x9a])"
    r"|[├┬┼][^\x00-\x7f─┬┴┼├│]|Ô(?:Ç[Öô]|é¼|ö[£¼])|Γ(?:Ç.|é¼|ö.)"
)
_REREAD = ("cp1252", "latin-1", "cp850", "mac_roman")
_FRENCH = re.compile(r"[\x00-\x7fàâäçéèêëîïôöùûüÿœæÀÂÄÇÉÈÊËÎÏÔÖÙÛÜŸŒÆ«»’–—…“”°•€²\xa0]*")
_QUESTIONED = re.compile(r"[^\W\d_]\?[^\W\d_]")


def mend(cells: Cells, texts: Iterable[str]) -> tuple[int, int]:
    """Mend a table in place, of which `texts` are; return how many cells were, how many never can."""
    texts = {text for text in texts if not text.isascii()}
    damaged = [text for text in texts if _DOUBLED.search(text)]
    mended = {text: _undoubled(text) for text in damaged[:MOST_MENDED]}
    mended = {text: right for text, right in mended.items() if right != text}
    changed = _replace(cells, mended) if mended else 0
    return changed, _lost(cells, texts)


def _replace(cells: Cells, mended: dict[str, str]) -> int:
    changed = 0
    for row in cells:
        for at, cell in enumerate(row):
            if isinstance(cell, str) and cell in mended:
                row[at] = mended[cell]
                changed += 1
    return changed


def undouble(text: str) -> str:
    """Return a text as it was before it was coded twice; the text itself where nothing shows it was."""
    return text if text.isascii() or not _DOUBLED.search(text) else _undoubled(text)


def _undoubled(text: str) -> str:
    """Return a text as it was before it was coded twice, or more often; as it is where unsure."""
    from ftfy import fix_encoding

    for _ in range(3):
        fixed = re.sub(r"\S+", _reread, fix_encoding(text))
        if fixed == text:
            break
        text = fixed
    return text


def _reread(word: re.Match[str]) -> str:
    """Return a word that the library leaves as it is (« Å’uvre »), where it becomes French."""
    if _DOUBLED.search(word[0]):
        for encoding in _REREAD:
            try:
                right = word[0].encode(encoding).decode("utf-8")
            except UnicodeError:
                continue
            if _FRENCH.fullmatch(right) or _DOUBLED.search(right):
                return right
    return word[0]


def _lost(cells: Cells, texts: set[str]) -> int:
    """Return how many cells hold accents that are gone: « � », or « ? » in the middle of words.

    A question mark alone may be one; two words that it cuts are none.
    """
    gone = {text for text in texts if "\ufffd" in text}
    asked = {
        cell
        for row in cells[:QUESTIONED]
        for cell in row
        if isinstance(cell, str) and "?" in cell and "/" not in cell and _QUESTIONED.search(cell)
    }
    lost = gone | (asked if len(asked) > 1 else set())
    return sum(isinstance(c, str) and c in lost for row in cells for c in row) if lost else 0
