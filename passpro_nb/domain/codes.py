"""Codes of the field: UAI, INE, MEF, code vœu, département; one cell in, one reading out.

Forms and checks come from domain.md, section Codes.
"""

import datetime as dt
import math
import re
from collections.abc import Collection
from dataclasses import dataclass
from itertools import pairwise

from passpro_nb.domain.french import fold


@dataclass(frozen=True, slots=True)
class Reading:
    """What one cell says: a value, nothing (not given), or a fault (the cell is refused).

    `fault` is a code of `domain.faults.FAULTS`; `repaired` says that the value was understood although
    the cell was not in the right form, which is reported.
    """

    value: object | None = None
    fault: str | None = None
    repaired: bool = False


NOT_GIVEN = Reading()

# What Excel writes where a formula has no result: no blank to a person, refused and said (`read.cells`).
ERRORS = frozenset({
    "#DIV/0!", "#N/A", "#N/D", "#NA", "#NAME?", "#NOM?", "#NOMBRE!", "#NUL!", "#NULL!", "#NUM!",
    "#REF!", "#VALEUR!", "#VALUE!",
})  # fmt: skip
_NO_NAME = ERRORS | {
    "", "-", "--", "---", "–", "—", ".", "..", "...", "…", "/", "?", "??", "???", "N.C.", "N.D.",
    "N.R.", "N/A", "N/D", "NON RENSEIGNE", "NON RENSEIGNÉ", "SANS OBJET",
}  # fmt: skip
_NOTHING = _NO_NAME | {"NA", "NAN", "NC", "ND", "NR", "NEANT", "NÉANT", "NONE", "NULL"}
_LONGEST_NOTHING = max(map(len, _NOTHING))
# Soft hyphen, zero-width characters, byte-order mark: pasted from web pages, never meant.
_INVISIBLE = dict.fromkeys(map(ord, "\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\ufeff"))


def cell_text(cell: object) -> str:
    """Write a cell as one line of text: single blanks, `12.0` as « 12 », "" when nothing is said.

    Excel's errors and the usual signs of absence (`NA`, `-`, `n.c.`, « néant ») are nothing.
    """
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "oui" if cell else "non"
    if isinstance(cell, dt.date):
        return cell.strftime("%d/%m/%Y")
    return _number_text(cell) if isinstance(cell, float) else _tidy(str(cell))


def name_text(cell: object) -> str:
    """Write a cell that names a person: « Null », « Na » or « Néant » is somebody's name."""
    return _tidy(cell, _NO_NAME) if isinstance(cell, str) else cell_text(cell)


def _tidy(text: str, nothing: Collection[str] = _NOTHING) -> str:
    seen = text if text.isascii() else text.translate(_INVISIBLE)
    line = " ".join(seen.split())
    if line.endswith(".0") and line[:-2].isdecimal():  # a number that went through a CSV
        return line[:-2]
    return "" if len(line) <= _LONGEST_NOTHING and line.upper() in nothing else line


def _number_text(number: float) -> str:
    if math.isnan(number):
        return ""
    if number.is_integer():
        return str(int(number))
    return str(number).replace(".", ",")


_CHECK_LETTERS = "ABCDEFGHJKLMNPRSTUVWXYZ"  # I, O and Q are left out: taken for digits
_LOOKALIKES = str.maketrans("OQIL", "0011")
_UAI_FORM = re.compile(r"\d{7}[A-Z]", re.ASCII)
_INE_FORM = re.compile(r"\d{9}[A-Z]{2}", re.ASCII)
# Inside a longer text: seven digits, blanks allowed where people put them, or six (a lost zero).
_UAI_IN_TEXT = re.compile(
    r"(?<![0-9A-Z])(?:(\d{3})[ .]?(\d{4})[ .-]{0,3}|0?(\d{2})(\d{4}))([A-Z])(?![0-9A-ZÀ-Ý'’])",
    re.ASCII,
)


def uai_letter(digits7: str) -> str:
    """Return the check letter of a UAI's seven digits (domain.md: true of all real codes)."""
    return _CHECK_LETTERS[int(digits7) % 23]


def is_uai(text: str) -> bool:
    """Tell whether a text is exactly a UAI: seven digits and their check letter."""
    return bool(
        _UAI_FORM.fullmatch(text) and text[:7] != "0000000" and uai_letter(text[:7]) == text[7]
    )


def read_uai(cell: object) -> Reading:
    """Read a UAI, repaired where a person would, and only if the check letter proves the repair.

    Repairs: case, blanks, a lost leading zero, a name in the same cell, a key struck twice, the
    letters O and I for digits. Faults: `uai_letter` (right form, wrong letter), `uai_several`
    (two codes in the cell), `uai_form` (anything else).
    """
    if isinstance(cell, str) and is_uai(cell):
        return Reading(cell)
    text = cell_text(cell).upper()
    if not text:
        return NOT_GIVEN
    for guesses in (_uai_forms(text), _uai_slips(text)):
        proven = {guess for guess in guesses if is_uai(guess)}
        if len(proven) == 1:
            return Reading(proven.pop(), repaired=True)
        if proven:
            return Reading(fault="uai_several")
    return Reading(fault="uai_letter" if _uai_forms(text) else "uai_form")


def _uai_forms(text: str) -> set[str]:
    """List what has the form of a UAI: the whole cell without blanks, else codes inside it."""
    compact = _compact(text)
    if re.fullmatch(r"\d{6,7}[A-Z]", compact, re.ASCII):
        return {compact.zfill(8)}
    return {"".join(filter(None, found)).zfill(8) for found in _UAI_IN_TEXT.findall(text)}


def _uai_slips(text: str) -> set[str]:
    """List the cell with one typing slip undone: a key struck twice, letters read as digits."""
    compact = _compact(text)
    once = {
        compact[:place] + compact[place + 1 :]
        for place, (left, right) in enumerate(pairwise(compact))
        if left == right and len(compact) == 9
    }
    return once | {compact[:-1].translate(_LOOKALIKES).zfill(7) + compact[-1:]}


def _compact(text: str) -> str:
    return re.sub(r"[\s.,;:_()'\"/-]", "", text)


def uai_department(uai: str) -> str:
    """Return the département of a UAI: « 77 », « 2A », three digits overseas (definitions.md)."""
    prefix = uai[:3]
    corsica = {"620": "2A", "720": "2B"}
    return corsica.get(prefix) or prefix.removeprefix("0")


def read_ine(cell: object) -> Reading:
    """Read an INE: 9 digits and 2 letters, or 10 digits and their check letter.

    Faults: `ine_letter` (wrong check letter), `ine_form`.
    """
    if isinstance(cell, str) and _INE_FORM.fullmatch(cell):
        return Reading(cell)
    compact = _compact(cell_text(cell).upper())
    if not compact:
        return NOT_GIVEN
    if re.fullmatch(r"\d{9}[A-Z]", compact, re.ASCII) and _ine_letter("0" + compact):
        compact = "0" + compact
    if re.fullmatch(r"\d{10}[A-Z]", compact, re.ASCII):
        if not _ine_letter(compact):
            return Reading(fault="ine_letter")
    elif not _INE_FORM.fullmatch(compact):
        return Reading(fault="ine_form")
    return Reading(compact, repaired=compact != cell)


def _ine_letter(ine: str) -> bool:
    return uai_letter(ine[:10]) == ine[10]


def read_mef(cell: object) -> Reading:
    """Read a MEF as its first ten digits; Affelnet's eleventh is dropped.

    Faults: `mefstat` (a MEFSTAT, another nomenclature: 9 digits, or 23…), `mef_form`.
    """
    text = cell_text(cell)
    if not text:
        return NOT_GIVEN
    digits = re.sub(r"[\s._-]", "", text)
    if not digits.isdecimal():
        codes = set(re.findall(r"(?<!\d)\d{9,11}(?!\d)", text, re.ASCII))
        digits = codes.pop() if len(codes) == 1 else ""
    if re.fullmatch(r"\d{9}|23\d{9}", digits, re.ASCII):
        return Reading(fault="mefstat")
    if not re.fullmatch(r"[1-9]\d{9,10}", digits, re.ASCII):
        return Reading(fault="mef_form")
    return Reading(digits[:10], repaired=isinstance(cell, str) and digits != cell)


def read_offer_code(cell: object) -> Reading:
    """Read a code vœu: eight digits or letters (convention); a number gets its zeros back.

    Fault: `offer_code_form`.
    """
    compact = _compact(cell_text(cell).upper())
    if not compact:
        return NOT_GIVEN
    if isinstance(cell, int | float):
        compact = compact.zfill(8)
    if not re.fullmatch(r"[0-9A-Z]{8}", compact, re.ASCII):
        return Reading(fault="offer_code_form")
    return Reading(compact, repaired=compact != cell_text(cell))


DEPARTMENT_NUMBERS = frozenset(
    [f"{number:02}" for number in range(1, 96) if number != 20]
    + ["2A", "2B", "971", "972", "973", "974", "976"]
)
_DEPARTMENT_NAMES = {
    "paris": "75", "seine et marne": "77", "yvelines": "78", "essonne": "91",
    "hauts de seine": "92", "seine saint denis": "93", "seine st denis": "93",
    "val de marne": "94", "val d oise": "95",
}  # fmt: skip


_DEPARTMENT_WORDS = frozenset(["departement", "dept", "dpt", "dep", "academie"])


def read_department(cell: object) -> Reading:
    """Read a département as its number: `77`, `077`, `D77`, « Seine-et-Marne », « 93 - Seine-St-Denis ».

    Fault: `unreadable_department`, also when the number and the name disagree.
    """
    words = [word for word in fold(cell_text(cell)).split() if word not in _DEPARTMENT_WORDS]
    if not words:
        return NOT_GIVEN
    words = [re.sub(r"^d(?=\d\d)", "", word) for word in words]  # « D77 »
    numbers = [word for word in words if word[0].isdecimal()]
    name = " ".join(word for word in words if word not in numbers)
    values = {_department_number(number) for number in numbers}
    values |= {_DEPARTMENT_NAMES.get(name.removeprefix("de la ").removeprefix("la "))} - {None}
    if len(values) != 1 or None in values:
        return Reading(fault="unreadable_department")
    return Reading(values.pop())


def _department_number(word: str) -> str | None:
    bare = word.upper().lstrip("0").zfill(2)
    return bare if bare in DEPARTMENT_NUMBERS else None
