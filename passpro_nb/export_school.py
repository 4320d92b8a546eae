"""A school's workbook: its pupils and its catalogue lines, to be filled in and sent back.

Lists to choose from, checked dates, all else locked (without a password: the lock is a guard
against slips, not a secret), a notice in plain French, a hidden key on each row.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from typing import Any

import pandas as pd

from passpro_nb.export_model import Cell, Model, fill_model, read_model
from passpro_nb.export_relaunch import ask_lines
from passpro_nb.export_table import file_name, records, set_up_page
from passpro_nb.french import long_date
from passpro_nb.measure_plan import Plan
from passpro_nb.measure_relaunch import HOST, REASONS
from passpro_nb.tables_forms import (
    ATTENDANCE,
    FILES,
    FORMAT,
    FORMS,
    IDENTITY,
    MODES,
    OFFERS,
    PUPILS,
    Form,
    FormColumn,
    form_key,
)

NOTICE = "À lire"
LAST_ROW = 5000  # the lists and checks go down to here; no school has as many pupils
REASON_WORDS = {
    "avis_en_retard": "Avis à saisir",
    "avis_illisibles": "Avis illisible",
    "non_convoques": "À convoquer",
    "a_reconvoquer": "À reconvoquer",
}
Record = dict[str, Any]


@dataclass(frozen=True)
class SchoolRows:
    """What one school is asked about: its line of the plan, and its own rows only, as records."""

    school: Record
    concerned: Sequence[Record]
    gaps: Sequence[Record]
    short: Sequence[Record]


def split_schools(plan: Plan, chosen: pd.DataFrame) -> Iterator[SchoolRows]:
    """Yield what each school of `chosen` (rows of `plan.schools`) is asked about, in that order.

    Pupils come in the order of their list: what to do, the longest late, programme, name.
    """
    order = plan.concerned["reason"].map({code: at for at, code in enumerate(REASONS)})
    sorted_pupils = plan.concerned.assign(order=order).sort_values(
        ["order", "lateness", "programme_label", "last_name", "first_name", "pupil"],
        ascending=[True, False, True, True, True, True],
    )
    pupils = _by(sorted_pupils, "side", "uai")
    gaps, short = _by(plan.gaps, "host_uai"), _by(plan.short, "host_uai")
    for school in records(chosen):
        key = (school["side"], school["uai"])
        host = key[1:] if school["side"] == HOST else None
        yield SchoolRows(school, pupils.get(key, []), gaps.get(host, []), short.get(host, []))


def _by(table: pd.DataFrame, *keys: str) -> dict[tuple[object, ...] | None, list[Record]]:
    groups: dict[tuple[object, ...] | None, list[Record]] = defaultdict(list)
    for row in records(table):
        groups[tuple(row[key] for key in keys)].append(row)
    return groups


def school_file(school: Record, day: date) -> str:
    """Return the name of a school's workbook: its UAI first, nothing that leaves the folder."""
    uai = file_name(str(school["uai"])).upper()
    words = file_name(str(school["side"]), str(school["name"]))
    return f"{uai}-{words[:50].rstrip('-')}-{day.isoformat()}.xlsx"


def school_workbook(plan: Plan, rows: SchoolRows) -> bytes:
    """Return the workbook of one school, which holds its own pupils and nobody else."""
    bodies = {
        PUPILS: _pupil_rows(rows),
        OFFERS: _offer_rows(rows),
        FILES: _file_rows(rows),
    }
    forms = tuple(form for form in FORMS if bodies[form])
    scale = plan.settings.avis.echelle
    model = _model(forms, scale, *_bounds(plan))
    sheets: dict[str, list[list[Cell]]] = {
        NOTICE: [[Cell(text, style)] for text, style in _notice(plan, rows, forms)],
        IDENTITY: _identity(plan, rows, {form: len(bodies[form]) for form in forms}),
    }
    for form in forms:
        sheets[form.title] = [*_heading(plan, rows, form), *bodies[form]]
    return fill_model(model, sheets)


# --------------------------------------------------------------------------------- the rows


def _pupil_rows(rows: SchoolRows) -> list[list[Cell]]:
    return [_pupil_row(p) for p in rows.concerned] if rows.school["side"] == HOST else []


def _pupil_row(pupil: Record) -> list[Cell]:
    absent = pupil["reason"] == "a_reconvoquer"
    said = {"present": "Présent", "absent": "Absent"}.get(pupil["attendance"])
    values = {
        **pupil,
        "key": form_key(PUPILS, pupil["pupil"], pupil["offer"]),
        "reason": REASON_WORDS[pupil["reason"]],
        "file_number": pupil["file_number"] or pupil["ine"],
        "lateness": pupil["lateness"] or None,
        "attendance": said,
        "opinion": None,
        "opinion_on": None,
        "remark": None,
    }
    locked = {"interview_on"} if pupil["interview_on"] else set()
    return _cells(PUPILS, values, locked | ({"attendance"} if absent else set()))


def _offer_rows(rows: SchoolRows) -> list[list[Cell]]:
    """Return the host's catalogue lines that lack something, and its offers short of seats."""
    offers = {row["offer"]: {"lacks": None, **row} for row in rows.short}
    for row in rows.gaps:
        offers[row["offer"]] = {**row, **offers.get(row["offer"], {}), "lacks": row["lacks"]}
    asked = sorted(offers.values(), key=lambda row: (row["programme_label"], row["offer"]))
    blank = {"mode": None, "sessions": None, "seats": None}
    return [_cells(OFFERS, row | blank | {"key": form_key(OFFERS, row["offer"])}) for row in asked]


def _file_rows(rows: SchoolRows) -> list[list[Cell]]:
    """Return the origin's pupils whose file lacks something: one row a pupil."""
    if rows.school["side"] == HOST:
        return []
    pupils: dict[str, list[Record]] = defaultdict(list)
    for row in rows.concerned:
        pupils[row["pupil"]].append(row)
    return [_file_row(group) for group in pupils.values()]


def _file_row(group: Sequence[Record]) -> list[Cell]:
    """Return the row of one pupil out of its applications."""
    lacks = ", ".join(row["lacks"] for row in group).split(", ")
    said = {
        "key": form_key(FILES, group[0]["pupil"]),
        "programmes": " ; ".join(dict.fromkeys(row["programme_label"] for row in group)),
        "lacks": ", ".join(dict.fromkeys(lacks)),
    }
    return _cells(FILES, group[0] | said)


def _cells(form: Form, values: Record, locked: Iterable[str] = ()) -> list[Cell]:
    return [
        Cell(values.get(column.code), _style(column, column.code in locked))
        for column in form.columns
    ]


def _header_style(column: FormColumn) -> str:
    return "plain" if column.code == "key" else "answer_header" if column.answer else "header"


def _style(column: FormColumn, locked: bool) -> str:
    if column.code == "key":
        return "plain"
    kind = "day" if column.answer == "day" else "text"
    return kind if locked or not column.answer else f"answer_{kind}"


# ------------------------------------------------------------------------------- the words


def _heading(plan: Plan, rows: SchoolRows, form: Form) -> list[list[Cell]]:
    """Return the lines above the body: the title, what to do, the headings."""
    school = rows.school
    title = f"{school['name']} ({school['uai']}) – {plan.settings.campagne.nom}, au {long_date(plan.day)}"
    todo = {
        PUPILS: "Remplissez les cases blanches : présence, avis, date de l’avis. Le reste est verrouillé.",
        OFFERS: "Remplissez les cases blanches : ce qui manque au catalogue, ou les séances à ajouter.",
        FILES: "Écrivez dans la dernière colonne ce qui manque au dossier.",
    }[form]
    # the hidden first column would swallow a title: it starts in the second one
    blank = Cell(None, "plain")
    return [
        [blank, Cell(title, "title")],
        [blank, Cell(todo, "plain")],
        [Cell(column.heading, _header_style(column)) for column in form.columns],
    ]  # fmt: skip


def _notice(plan: Plan, rows: SchoolRows, forms: Sequence[Form]) -> Iterable[tuple[str, str]]:
    school, settings = rows.school, plan.settings
    yield f"{school['name']} ({school['uai']})", "title"
    yield f"{settings.campagne.nom} – données au {long_date(plan.day)}", "wrapped"
    yield "", "wrapped"
    yield "Ce qui vous est demandé", "title"
    for line in ask_lines(rows.school):
        yield f"• {line}", "wrapped"
    yield "", "wrapped"
    yield "Comment répondre", "title"
    for line in _steps(plan, forms):
        yield line, "wrapped"
    yield "", "wrapped"
    yield "Données personnelles", "title"
    yield (
        (
            "Ce classeur contient des données d’élèves mineurs : gardez-le dans l’établissement, "
            "renvoyez-le par une voie sûre, et effacez-le une fois la campagne finie."
        ),
        "wrapped",
    )


def _steps(plan: Plan, forms: Sequence[Form]) -> Iterable[str]:
    number = 0
    if PUPILS in forms:
        scale = ", ".join(plan.settings.avis.echelle)
        number += 1
        yield (
            f"{number}. Feuille « {PUPILS.title} » : pour chaque élève, choisissez la présence et "
            f"l’avis ({scale}) dans la liste de la case, puis donnez la date de l’avis (jj/mm/aaaa)."
        )
        yield (
            "    Un élève « à convoquer » : donnez la date d’entretien. Un élève « à reconvoquer » était "
            "absent : laissez vide tant qu’il n’a pas été reçu."
        )
    if OFFERS in forms:
        number += 1
        yield f"{number}. Feuille « {OFFERS.title} » : donnez ce qui manque, formation par formation."
    if FILES in forms:
        number += 1
        yield f"{number}. Feuille « {FILES.title} » : écrivez ce qui manque dans la dernière colonne."
    reply = reply_by(plan)
    yield f"{number + 1}. Enregistrez, et renvoyez ce classeur avant le {long_date(reply, weekday=True)}."
    yield (
        "Vous pouvez trier, filtrer, renommer le fichier. Ne remplacez pas les titres des colonnes et "
        "n’ajoutez pas de ligne : elle ne pourrait pas être rattachée à un élève. Une case laissée "
        "vide ne change rien."
    )


def reply_by(plan: Plan) -> date:
    """Return the day by which a school is asked to answer."""
    relaunches, calendar = plan.settings.relances, plan.settings.calendrier
    reply = calendar.workdays.add(plan.day, relaunches.delai_reponse_jours_ouvres)
    limit = calendar.limite_avis
    return min(reply, limit) if limit and limit > plan.day else reply


def _identity(plan: Plan, rows: SchoolRows, counts: dict[Form, int]) -> list[list[Cell]]:
    """Return the hidden sheet: what the workbook is, then the lists to choose from."""
    facts = [
        ("format", FORMAT),
        ("campagne", plan.settings.campagne.nom),
        ("uai", str(rows.school["uai"])),
        ("jour", plan.day.isoformat()),
        *((form.title, str(count)) for form, count in counts.items()),
    ]
    lists = [ATTENDANCE, plan.settings.avis.echelle, MODES]
    height = max(len(facts), *map(len, lists))
    columns = [[name for name, _ in facts], [value for _, value in facts], [], *lists]
    return [
        [Cell(column[at] if at < len(column) else None, "text") for column in columns]
        for at in range(height)
    ]


# ------------------------------------------------------------------------------- the model


def _bounds(plan: Plan) -> tuple[date, date]:
    """Return the days between which an answer's date must lie."""
    calendar = plan.settings.calendrier
    first = calendar.ouverture_inscriptions or calendar.debut_entretiens or plan.day
    return min(first, plan.day) - timedelta(days=31), plan.day + timedelta(days=366)


@lru_cache(maxsize=32)
def _model(forms: tuple[Form, ...], scale: tuple[str, ...], first: date, last: date) -> Model:
    """Lay out the workbook of a school that is sent these forms."""
    from openpyxl import Workbook

    book = Workbook()
    notice = book.active
    notice.title = NOTICE
    notice.column_dimensions["A"].width = 100
    set_up_page(notice, NOTICE)
    notice.print_title_rows = None
    notice.print_options.gridLines = False
    notice.protection.sheet = True
    for form in forms:
        _lay_out(book.create_sheet(form.title), form, scale, first, last)
    identity = book.create_sheet(IDENTITY)
    identity.sheet_state = "hidden"
    identity.protection.sheet = True
    wrapping = [name for name, look in _STYLES.items() if look.get("wrap")]
    return read_model(book, {name: _styled(notice, name) for name in _STYLES}, wrapping)


def _lay_out(sheet: Any, form: Form, scale: tuple[str, ...], first: date, last: date) -> None:
    """Set up one sheet: widths, hidden keys, lists, locks, print."""
    from openpyxl.utils import get_column_letter

    for at, column in enumerate(form.columns, 1):
        letter = get_column_letter(at)
        sheet.column_dimensions[letter].width = column.width
        if column.code == "key":
            sheet.column_dimensions[letter].hidden = True
        if rule := _rule(column, scale, first, last):
            rule.add(f"{letter}{form.header_row + 1}:{letter}{LAST_ROW}")
            sheet.add_data_validation(rule)
    set_up_page(sheet, form.title)
    margins = sheet.page_margins
    margins.left = margins.right = margins.top = 0.4
    sheet.print_options.gridLines = False  # the cells to fill in have their own frames
    sheet.print_title_rows = f"1:{form.header_row}"
    sheet.freeze_panes = f"A{form.header_row + 1}"
    last_letter = get_column_letter(len(form.columns))
    sheet.auto_filter.ref = f"A{form.header_row}:{last_letter}{LAST_ROW}"
    lock = sheet.protection
    lock.sheet = True
    # in openpyxl False is « allowed »
    lock.autoFilter = lock.sort = lock.formatColumns = lock.formatRows = False


def _rule(column: FormColumn, scale: tuple[str, ...], first: date, last: date) -> Any:
    """Return the check of what is entered in a column, with its French message."""
    from openpyxl.worksheet.datavalidation import DataValidation

    lists = {"attendance": ("D", ATTENDANCE), "opinion": ("E", scale), "mode": ("F", MODES)}
    if column.answer in lists:
        letter, values = lists[column.answer]
        rule = DataValidation(
            type="list",
            formula1=f"{IDENTITY}!${letter}$1:${letter}${len(values)}",
            allow_blank=True,
        )
        said = f"Choisissez dans la liste : {', '.join(values)}."
    elif column.answer == "day":
        days = [str((day - date(1899, 12, 30)).days) for day in (first, last)]
        rule = DataValidation(
            type="date", operator="between", formula1=days[0], formula2=days[1], allow_blank=True
        )
        said = f"Donnez une date comme {first:%d/%m/%Y}, entre le {first:%d/%m/%Y} et le {last:%d/%m/%Y}."
    else:
        return None
    rule.errorTitle, rule.error = "Valeur refusée", said[:225]  # Excel: 32 signs, 255 signs
    rule.promptTitle, rule.prompt = column.heading, said[:255]
    rule.showErrorMessage = rule.showInputMessage = True
    return rule


# a style's name → how it differs from plain; locked cells are grey, those to fill in white
_GREY, _DARK, _MIDDLE = "EDEDED", "1F3A5F", "4A4A4A"
_STYLES: dict[str, dict[str, Any]] = {
    "plain": {},
    "title": {"bold": True, "size": 13},
    "wrapped": {"wrap": True},
    "header": {"bold": True, "color": "FFFFFF", "fill": _MIDDLE, "wrap": True, "frame": "thin"},
    "answer_header": {"bold": True, "color": "FFFFFF", "fill": _DARK, "wrap": True, "frame": "medium"},
    "text": {"fill": _GREY, "wrap": True, "frame": "hair"},
    "day": {"fill": _GREY, "frame": "hair", "format": "dd/mm/yyyy"},
    "answer_text": {"wrap": True, "frame": "thin", "open": True},
    "answer_day": {"frame": "thin", "open": True, "format": "dd/mm/yyyy"},
}  # fmt: skip


def _styled(sheet: Any, name: str) -> int:
    """Return the number of a style, given to a cell that `read_model` will drop."""
    from openpyxl.styles import Alignment, Border, Font, PatternFill, Protection, Side

    look = _STYLES[name]
    cell = sheet.cell(1 + list(_STYLES).index(name), 1)
    cell.font = Font(
        name="Calibri", bold=look.get("bold", False), color=look.get("color"),
        size=look.get("size", 11),
    )  # fmt: skip
    if "fill" in look:
        cell.fill = PatternFill("solid", fgColor=look["fill"])
    if "frame" in look:
        cell.border = Border(*(Side(look["frame"], color="404040"),) * 4)
    cell.alignment = Alignment(
        wrap_text=look.get("wrap", False),
        vertical="center",
        horizontal="center" if "format" in look else None,
    )
    cell.protection = Protection(locked=not look.get("open", False))
    cell.number_format = look.get("format", "@" if name == "answer_text" else "General")
    cell.quotePrefix = "text" in name  # edited, a text that begins with = stays a text
    return cell.style_id
