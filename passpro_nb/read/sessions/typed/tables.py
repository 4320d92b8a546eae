"""Small tables pasted into one cell: their rows → lines as one would say them.

« Date;Début;Fin;Places » above « 19/03/2025;14:00;17:00;12 » makes « 19/03/2025 14:00 - 17:00, 12
places ». Without a header, two hours side by side are joined and a number right of them counts places; all
else is left as it is.
"""

import re
from collections.abc import Sequence

from passpro_nb.read.sessions.words.vocabulary import AS_DIGITS, fold_in_place

_SEPARATORS = (";", "|", "\t", ",", " / ", " - ", "  ")
_MOST_LINES = 200  # no school pastes more
_WORDS = r"(?: (?:de l'|des |d'|de |du )?(?:entretiens?|seances?|sessions?|passages?|disponibles?|max|prevue?s?))?"
_HEADERS = {
    "day": rf"(?:dates?|jours?){_WORDS}",
    "end": rf"(?:heure (?:de )?)?fin{_WORDS}|h\.? ?fin|a|jusqu'a",
    "hours": rf"(?:heures? (?:de )?)?debut{_WORDS}|h\.? ?debut|heures?{_WORDS}|horaires?{_WORDS}|creneaux?"
             r"|plages? horaires?|de",
    "seats": rf"(?:(?:nombre|nbre?|nb)\.? (?:de |d'|max )?)?(?:places?|eleves|candidats){_WORDS}"
             rf"|effectifs?{_WORDS}|capacite{_WORDS}|nb|nombre",
    "said": r"modes?|modalites?|types?|formats?|formes?|nature|type d'entretien|lieux?|obs(?:ervations?)?",
    "room": r"salles?",
    "number": r"n[°o]?\.?|num(?:ero)?|#|ordre|ligne",
    "event": r"evenements?|objets?|intitules?|quoi|activites?|actions?|motifs?",
    "matin": r"matin(?:ee)?s?",
    "après-midi": r"apres[ -]midi",
}  # fmt: skip
_NOTHING = re.compile(
    r"[-/. ]*|0|neant|rien|aucune?|non|fermee?|off|pas d.*|(?:pas|sans) (?:seance|entretien)s?"
)
_SEATS = re.compile(r"(?=.*\d)[\doil]{1,3}", re.IGNORECASE)
_CLOCK = re.compile(r"\d{1,2}(?::\d\d(?::\d\d)?| ?h ?(?:\d\d)?)")
_HOURS = re.compile(rf"(?:de |a )?{_CLOCK.pattern}(?: ?(?:-|a|/) ?{_CLOCK.pattern})?")
_PART = re.compile(r"matin|apres|a-m|am\b|aprem|soir|$")
_MARK = re.compile(r"x|oui|ok|✓|✔|☒|•", re.IGNORECASE)
_BARE = re.compile(r"[1-9]\d?")
_LABEL = re.compile(  # of a row
    rf"(?:{'|'.join(_HEADERS[name] for name in ('day', 'hours', 'seats', 'said', 'room'))})(?: ?: ?|$)"
)
_DATE = re.compile(
    r"(?:[a-z]{3,8}\.? )?(?:\d{1,2}(?:er)? (?:janvier|fevrier|mars|avril|mai|juin)(?: 20\d\d)?|\d{1,2}[/.-]\d{1,2}(?:[/.-]\d{2,4})?|\d{4}-\d\d-\d\d)"
)


def say_tables(text: str) -> str:
    """Return a text, the rows of its table said in words; the text itself where it holds none."""
    lines = text.split("\n")[:_MOST_LINES] if "\n" in text or ";" in text or "|" in text else []
    if grid := _say_grid(lines) or _say_columns(lines):
        return "\n".join([*grid, *text.split("\n")[_MOST_LINES:]])
    for number, line in enumerate(lines):
        signs = () if any(map(str.isdigit, line)) else _SEPARATORS  # a header has no number
        for sign in signs:
            below = _cells(lines[number + 1], sign) if number + 1 < len(lines) else []
            if names := _name_columns(_cells(line, sign), len(below)):
                rows = [_say(_cells(row, sign), names) or row for row in lines[number + 1 :]]
                return "\n".join([*lines[:number], *rows, *text.split("\n")[_MOST_LINES:]])
    said = [_join_cells(line) for line in lines]
    return "\n".join([*said, *text.split("\n")[_MOST_LINES:]]) if said != lines else text


def _say_grid(lines: Sequence[str]) -> list[str]:
    """Say a grid of days and hours, each session marked « X »; nothing of any other lines."""
    for sign in ("\t", "|", ";"):
        rows = [_cells(line, sign) for line in lines if line.strip()]
        width = max(map(len, rows), default=0)
        if len(rows) < 2 or width < 3:
            continue
        head = rows[0] if len(rows[0]) == width else ["", *rows[0]]
        filled = [[*row, *[""] * (width - len(row))] for row in rows[1:]]
        marks = [cell for row in filled for cell in row[1:] if not _NOTHING.fullmatch(cell)]
        top, side = head[1:], [row[0] for row in filled]
        dated = _are_all(_DATE, top) and _are_all(_HOURS, side)
        houred = _are_all(_HOURS, top) and _are_all(_DATE, side)
        crossed = len(head) == width and marks and all(map(_MARK.fullmatch, marks))
        timed = len(head) == width and marks and _are_all(_HOURS, marks)
        if timed and _are_all(_DATE, top) and all(map(_PART.match, map(fold_in_place, side))):
            return [
                f"{head[n]} {row[n]}" for n in range(1, width) for row in filled if row[n] in marks
            ]
        if crossed and (dated or houred):
            told = [(head[n], row[0]) for row in filled for n in range(1, width) if row[n] in marks]
            return [f"{above} {left}" if dated else f"{left} {above}" for above, left in told]
    return []


def _say_columns(lines: Sequence[str]) -> list[str]:
    """Say the columns of a row of days above a row of hours, of places; nothing of any other lines.

    « Dates : 12/03 | 19/03 », « Heures : 14h-16h | 9h-11h », « Places : 10 | 8 ».
    """
    for sign in ("\t", "|", ";"):
        rows = [_without_label(_cells(line, sign)) for line in lines if line.strip()]
        width = len(rows[0]) if rows else 0
        if not 2 <= len(rows) <= 5 or width < 2 or {len(row) for row in rows} != {width}:
            continue
        days, hours, *rest = rows
        counted = [row for row in rest if _are_all(_BARE, [cell for cell in row if cell])]
        if _are_all(_DATE, days) and _are_all(_HOURS, hours) and len(counted) < 2:
            told = [
                [f"{c} places" * bool(c) for c in row] if row in counted else row for row in rest
            ]
            columns = zip(days, hours, *told, strict=True)
            return [
                ", ".join([f"{day} {hour}", *filter(None, said)]) for day, hour, *said in columns
            ]
    return []


def _without_label(row: list[str]) -> list[str]:
    """Leave out of a row its label, « Heures : » of « Heures : 14h-16h », or the corner of the table."""
    label = _LABEL.match(fold_in_place(row[0]))
    first = row[0][label.end() :] if label else row[0]
    return [first, *row[1:]] if first else row[1:]


def _are_all(form: re.Pattern[str], cells: Sequence[str]) -> bool:
    return all(form.fullmatch(fold_in_place(cell)) for cell in cells)


def _cells(line: str, sign: str) -> list[str]:
    bare = line.strip(" \r") if sign == "\t" else line.strip()
    if sign == "  ":
        return re.split(" {2,}", bare)
    return [cell.strip() for cell in (bare.strip("|") if sign == "|" else bare).split(sign)]


def _name_columns(cells: Sequence[str], width: int) -> list[str]:
    """Return what each column of a header holds, of rows so wide; nothing where it is no header.

    The column of the days may have no name: « matin ; après-midi » above « lundi 24 mars ; 9h-12h ; - ».
    """
    if len(cells) < 2 or len(cells) > 9:
        return []
    cells = ["", *cells] if len(cells) == width - 1 else cells
    folded = [" ".join(fold_in_place(cell).split()) for cell in (cells[0] or "jour", *cells[1:])]
    names = [
        next((name for name, header in _HEADERS.items() if re.fullmatch(header, cell)), "")
        for cell in folded
    ]
    return names if names.count("day") == 1 and all(names) else []


def _say(cells: Sequence[str], names: Sequence[str]) -> str:
    """Say a row: its day, its hours, then all else; nothing where it has other cells."""
    if len(cells) != len(names):
        return ""
    said = {name: cell for name, cell in zip(names, cells, strict=True) if cell}
    hours = " - ".join(said[name] for name in ("hours", "end") if name in said)
    told = ((name, said.get(name, "")) for name in ("matin", "après-midi"))
    parts = [name for name, cell in told if not _NOTHING.fullmatch(fold_in_place(cell))]
    hours += ", ".join(f"{name} {'' if len(said[name]) < 4 else said[name]}" for name in parts)
    seats = said.get("seats", "")
    if _SEATS.fullmatch(seats):  # « 12 », « l2 », « 1O »
        seats = f"{seats.translate(AS_DIGITS)} places"
    room = f"salle {said['room']}" if "room" in said else ""
    event = f"{said['event']} : " if "event" in said else ""
    when = f"{event}{said.get('day', '')} {hours}"
    return ", ".join(part for part in (when, seats, said.get("said"), room) if part)


def _join_cells(line: str) -> str:
    """Say a row without a header: « 19/03/2025;14:00;17:00 », « | 19/03 | 9h-12h | 12 | », « 08/03 | JPO | 9h-12h »."""
    for sign in (";", "|", "\t"):
        cells = _cells(line, sign)
        folded = [fold_in_place(cell) for cell in cells]
        for at in range(1, min(len(cells) - 1, 4)):
            clocks = all(_CLOCK.fullmatch(cell) for cell in folded[at : at + 2])
            if clocks and any(map(_DATE.fullmatch, folded[:at])):
                hours = f"{cells[0]} {cells[at]} - {cells[at + 1]}"
                return ", ".join(_say_places([hours, *cells[1:at], *cells[at + 2 :]]))
        at = next((n for n, cell in enumerate(folded) if n and _HOURS.fullmatch(cell)), 0)
        if sign != ";" and at and _DATE.fullmatch(folded[0]):
            what = " ".join(cell for cell in cells[1:at] if cell)
            hours = f"{what} : {cells[0]} {cells[at]}" if what else f"{cells[0]} {cells[at]}"
            return ", ".join(_say_places([hours, *(cell for cell in cells[at + 1 :] if cell)]))
    return line


def _say_places(cells: list[str]) -> list[str]:
    """Say of the one bare number right of the hours what it counts: « 12 » → « 12 places »."""
    numbers = [n for n, cell in enumerate(cells) if n and _BARE.fullmatch(cell)]
    if len(numbers) != 1:
        return cells
    return [f"{cell} places" if n == numbers[0] else cell for n, cell in enumerate(cells)]
