"""The look of a school's workbook: widths, lists to choose from, checked dates, locks, print set-up.

The lock has no password: it is a guard against slips, not a secret.
"""

from datetime import date
from functools import lru_cache
from typing import Any

from passpro_nb.export.workbook import DARK, plain_fill, set_up_page
from passpro_nb.relaunch.fast_xlsx import EXCEL_DAY_0, Model, read_model
from passpro_nb.relaunch.forms import ATTENDANCE, IDENTITY, MODES, Form, FormColumn

NOTICE = "À lire"
ROW_HEIGHT = 21  # points: room to write by hand on the printed list
LAST_ROW = 5000  # the lists and checks go down to here; no school has as many pupils


@lru_cache(maxsize=32)
def form_model(forms: tuple[Form, ...], scale: tuple[str, ...], first: date, last: date) -> Model:
    """Lay out the workbook of a school that is sent these forms."""
    from openpyxl import Workbook

    book = Workbook()
    notice = book.active
    notice.title = NOTICE
    notice.column_dimensions["A"].width = 100
    set_up_page(notice, NOTICE, header=0)
    for form in forms:
        _lay_out(book.create_sheet(form.title), form, scale, first, last)
    book.create_sheet(IDENTITY).sheet_state = "hidden"
    for sheet in book:
        sheet.protection.sheet = True
        sheet.print_options.gridLines = False  # the cells to fill in have their own frames
    wrapping = [name for name, look in _STYLES.items() if look.get("wrap")]
    return read_model(book, {name: _styled(notice, name) for name in _STYLES}, wrapping)


def _lay_out(sheet: Any, form: Form, scale: tuple[str, ...], first: date, last: date) -> None:
    """Set up one sheet: widths, hidden keys, lists, locks, print."""
    from openpyxl.utils import get_column_letter

    for at, column in enumerate(form.columns, 1):
        letter = get_column_letter(at)
        sheet.column_dimensions[letter].width = column.width
        sheet.column_dimensions[letter].hidden = column.code == "key"
        if rule := _rule(column, scale, first, last):
            rule.add(f"{letter}{form.header_row + 1}:{letter}{LAST_ROW}")
            sheet.add_data_validation(rule)
    set_up_page(sheet, form.title, header=form.header_row)
    sheet.page_margins.top = 0.4
    sheet.sheet_format.defaultRowHeight, sheet.sheet_format.customHeight = ROW_HEIGHT, True
    sheet.freeze_panes = f"A{form.header_row + 1}"
    sheet.auto_filter.ref = f"A{form.header_row}:{letter}{LAST_ROW}"
    lock = sheet.protection  # in openpyxl False is « allowed »
    lock.autoFilter = lock.sort = lock.formatColumns = lock.formatRows = False


def _rule(column: FormColumn, scale: tuple[str, ...], first: date, last: date) -> Any:
    """Return the check of what is entered in a column, with its French message."""
    from openpyxl.worksheet.datavalidation import DataValidation

    lists = {"attendance": ("D", ATTENDANCE), "opinion": ("E", scale), "mode": ("F", MODES)}
    if column.answer in lists:
        letter, values = lists[column.answer]
        place = f"{IDENTITY}!${letter}$1:${letter}${len(values)}"
        rule = DataValidation(type="list", formula1=place, allow_blank=True)
        said = f"Choisissez dans la liste : {', '.join(values)}."
    elif column.answer == "day":
        low, high = (str((day - EXCEL_DAY_0).days) for day in (first, last))
        rule = DataValidation("date", low, high, operator="between", allow_blank=True)
        said = f"Donnez une date comme {first:%d/%m/%Y}, entre le {first:%d/%m/%Y} et le {last:%d/%m/%Y}."
    else:
        return None
    rule.errorTitle, rule.error = "Valeur refusée", said[:225]  # Excel: 32 signs, 255 signs
    rule.promptTitle, rule.prompt = column.heading, said[:255]
    rule.showErrorMessage = rule.showInputMessage = True
    return rule


def cell_style(column: FormColumn, *, header: bool = False, locked: bool = False) -> str:
    """Return the style of a cell: what the school fills in stands out, and is open unless `locked`."""
    if column.code == "key":
        return "plain"
    kind = "header" if header else "day" if column.answer == "day" else "text"
    return kind if locked or not column.answer else f"answer_{kind}"


# a style's name → how it differs from plain; locked cells are grey, those to fill in white
_GREY, _MIDDLE = "EDEDED", "4A4A4A"
_TITLES = {"bold": True, "color": "FFFFFF"}
_STYLES: dict[str, dict[str, Any]] = {
    "plain": {},
    "title": {"font": {"bold": True, "size": 13}},
    "wrapped": {"wrap": True},
    "header": {"font": _TITLES, "fill": _MIDDLE, "wrap": True, "frame": "thin"},
    "answer_header": {"font": _TITLES, "fill": DARK, "wrap": True, "frame": "medium"},
    "text": {"fill": _GREY, "wrap": True, "frame": "hair"},
    "day": {"fill": _GREY, "frame": "hair", "format": "dd/mm/yyyy"},
    "answer_text": {"wrap": True, "frame": "thin", "open": True},
    "answer_day": {"frame": "thin", "open": True, "format": "dd/mm/yyyy"},
}


def _styled(sheet: Any, name: str) -> int:
    """Return the number of a style, given to a cell that `read_model` will drop."""
    from openpyxl.styles import Alignment, Border, Font, Protection, Side

    look = _STYLES[name]
    cell = sheet.cell(1 + list(_STYLES).index(name), 1)
    cell.font = Font(**{"name": "Calibri", "size": 11, **look.get("font", {})})
    if "fill" in look:
        cell.fill = plain_fill(look["fill"])
    if "frame" in look:
        cell.border = Border(*(Side(look["frame"], color="404040"),) * 4)
    centred = "format" in look or "header" in name
    indent = 1 if "frame" in look and not centred else 0  # text stands off the frame
    across = "center" if centred else "left" if indent else None
    wrap = look.get("wrap", False)
    cell.alignment = Alignment(across, "center", wrap_text=wrap, indent=indent)
    cell.protection = Protection(locked=not look.get("open", False))
    cell.number_format = look.get("format", "@" if name == "answer_text" else "General")
    cell.quotePrefix = "text" in name  # edited, a text that begins with = stays a text
    return cell.style_id
