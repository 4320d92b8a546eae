"""The lines of a table that are nobody's: struck through, examples, instructions, drawn-down formulas."""

import datetime as dt
import re
from collections.abc import Callable, Collection, Iterator, Sequence
from itertools import takewhile

from passpro_nb.domain.french import fold
from passpro_nb.read.files import Sheet
from passpro_nb.read.layout.grid import is_blank

Row = tuple[int, list[object]]

# What makes a line somebody's; a number of a few digits, a zero or an error does not. A fact alone
# does only where its column takes it: « Avis saisis : » above « 8 » is a count.
_WHO = (
    "file_number", "ine", "host_uai", "uai", "offer_code", "mef", "programme_label", "host_name",
    "last_name", "first_name", "name", "birth_date", "origin_uai", "origin_name", "sessions",
)  # fmt: skip
_FACTS = (
    "opinion", "attendance", "registered_on", "convened_on", "interview_on", "opinion_on", "cancelled",
)  # fmt: skip
_HOLLOW = re.compile(
    r"[\W_]*|#.*[!?AD]|[\d ]{1,4}([.,]\d+)? ?%?|faux|vrai|non|false|true|n/[ad]|0?[01]/0?1/1900.*|00:00.*",
    re.IGNORECASE | re.DOTALL,
)
HELP_LINES = 3  # under a header that say what to write
LONGEST_MARK = 200  # characters
LEAST_CODE = 10_000  # a smaller number alone is a count or a rank

_NAMES = frozenset({
    "last_name", "first_name", "host_name", "origin_name", "commune", "host_commune",
    "origin_commune", "name",
})  # fmt: skip
_FREE = frozenset({"", "sessions", "hours", "remarks", "contact", "place"})
_WORD = r"(?:exemples?|mod[eè]les?)"
_LINE = rf"(?:lignes?|donn[ée]es?|dossiers?|cas) (?:d['’ ]|de |du )? ?{_WORD}"
_DROP = r"[aà] (?:supprimer|effacer|enlever|retirer)"
# The whole cell is a mark; it begins with one (« Exemple : D00001 »); it holds one in brackets.
_SURE = re.compile(
    rf"[\W_]*(?:{_LINE}|(?:{_WORD}|ligne)?[\W_]*{_DROP}|(?:supprimer|effacer) cette ligne)\b.*|"
    rf"[\W_]+{_WORD}[\W_]+"
)
_BARE = re.compile(rf"[\W_]*{_WORD}[ _]?(?:n°)? ?\d*[\W_]*")
_BEGINS = re.compile(
    rf"[\W_]*(?:par )?(?:{_WORD}|ex\.?)(?: ?(?:n° ?)?\d+)?(?: ?[:=]| [–—-] | [a-z]?\d{{3}})"
)
_INSIDE = re.compile(rf"[(\[<{{«].{{0,9}}\b(?:{_WORD}|{_DROP})\b.{{0,9}}[)\]>}}»]")
_HINTS = (
    "exemple", "modele", "modèle", "supprimer", "effacer", "enlever", "retirer", "ex:", "ex :", "ex. ",
)  # fmt: skip

_INSTRUCTION = re.compile(
    r"(?:jj|dd|aaaa|yyyy) .*|.*\bjj mm aa(?:aa)?|(?:texte|nombre|numerique|entier|date|alphanumerique"
    r"|booleen|chaine)(?: (?:libre|entier|court|long|au format .*))?|(?:champ |saisie )?(?:obligatoire"
    r"|facultati(?:f|ve)|optionnel(?:le)?)\b.*|(?:a )?(?:choisir|selectionner|saisir|indiquer"
    r"|renseigner|preciser|completer|remplir)\b.*|liste(?: deroulante)?\b.*|(?:max(?:imum|i)? )?\d+"
    r" (?:caracteres|chiffres|lettres|positions|signes)\b.*|format .*|(?:oui non|o n|hh mm|hh h mm)",
    re.ASCII,
)  # fmt: skip


def lines_apart(
    sheet: Sheet,
    rows: Sequence[Row],
    roles: Sequence[str],
    places: Sequence[int],
    is_refused: Callable[[int, object], bool | None],
) -> dict[int, str]:
    """Return why some rows hold nobody: `struck`, `example`, `instructions` or `nobody`.

    `roles` and `places` are by position in a row: the column's code ("" for an unknown one) and its
    place in the sheet. `is_refused` tells whether a cell is refused by its column's reader, None
    where the column takes anything.
    """
    who, facts = (
        [at for code in codes for at, role in enumerate(roles) if role == code]
        for codes in (_WHO, _FACTS)
    )
    unknown = _formula_rows(sheet, {places[at] for at in (*who, *facts)})
    apart = {
        number: "nobody"
        for number, cells in rows
        if not _is_code(cells[who[0]] if who else "")
        and not any(says(cells[at]) for at in who)
        and not any(says(cells[at]) and not is_refused(at, cells[at]) for at in facts)
        and number not in unknown
    }
    apart |= dict.fromkeys(_examples(rows, roles, sheet.texts), "example")
    under = takewhile(lambda row: _is_instruction(row[1], is_refused), rows[:HELP_LINES])
    apart |= {number: "instructions" for number, _ in under}
    return apart | dict.fromkeys(_struck(sheet, rows, places), "struck")


def _formula_rows(sheet: Sheet, places: set[int]) -> set[int]:
    """Return the rows of which formulas without a result may hold somebody."""
    return {row + 1 for row, column in sheet.formulas if column in places}


def _is_code(cell: object) -> bool:
    """Tell at once what most lines begin with: a number of dossier, an INE, an UAI."""
    return isinstance(cell, str) and len(cell) > 5 and cell.isalnum()


def says(cell: object) -> bool:
    """Tell whether a cell may come from a person: no blank, no zero, count or error."""
    if isinstance(cell, str):
        return bool(cell) and not _HOLLOW.fullmatch(cell.strip())
    if isinstance(cell, bool):
        return False
    if isinstance(cell, int | float):
        return abs(cell) >= LEAST_CODE
    return isinstance(cell, dt.date) and cell.year > 1901


def _examples(rows: Sequence[Row], roles: Sequence[str], texts: Collection[str]) -> Iterator[int]:
    """Yield the rows that a mark calls an example: one that looks like a mark, no name of a school.

    `texts` are those of the whole sheet.
    """
    whole = "\n".join(texts).lower()  # one search in all of them, for a hundred thousand rows
    if hints := [hint for hint in _HINTS if hint in whole]:
        marked = {text for text in texts if any(hint in text.lower() for hint in hints)}
        headed = False  # by a line that says « Exemple : » and nothing else
        for number, cells in rows:
            marks = any(c in marked and _is_mark(str(c), roles[at]) for at, c in enumerate(cells))
            if marks or headed:
                yield number
            said = [cell for cell in cells if not is_blank(cell)]
            headed = marks and len(said) == 1 and bool(_BARE.fullmatch(str(said[0]).lower()))


def _is_mark(text: str, role: str) -> bool:
    """Tell a mark from a name or a remark that has the word in it."""
    low = " ".join(text[:LONGEST_MARK].lower().split())
    if _SURE.fullmatch(low):
        return True
    if role not in _NAMES and _BARE.fullmatch(low):
        return True
    return role not in _FREE and bool(_BEGINS.match(low) or _INSIDE.search(low))


def _is_instruction(
    cells: Sequence[object], is_refused: Callable[[int, object], bool | None]
) -> bool:
    """Tell the line under a header that says what to write: no reader takes a cell of it."""
    filled = [(at, cell) for at, cell in enumerate(cells) if not is_blank(cell)]
    if len(filled) < 2 or not all(isinstance(cell, str) for _, cell in filled):
        return False
    known = sum(bool(_INSTRUCTION.fullmatch(fold(str(cell)))) for _, cell in filled)
    refused = [said for at, cell in filled if (said := is_refused(at, cell)) is not None]
    if known > 1 and 2 * known >= len(filled) and (not refused or any(refused)):
        return True
    long_code = any(re.search(r"\d{6}", str(cell)) for _, cell in filled)
    return len(refused) > 2 and all(refused) and not long_code


def _struck(sheet: Sheet, rows: Sequence[Row], places: Sequence[int]) -> Iterator[int]:
    """Yield the rows whose every filled cell is struck through."""
    touched = {row for row, _ in sheet.struck}
    for number, cells in rows if touched else ():
        if number - 1 in touched:
            filled = (places[at] for at, cell in enumerate(cells) if not is_blank(cell))
            if all((number - 1, place) in sheet.struck for place in filled):
                yield number
