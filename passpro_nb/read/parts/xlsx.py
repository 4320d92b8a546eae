"""The parts of an .xlsx: how far its sheets reach, and what they say beside their values."""

import posixpath
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import islice

from passpro_nb.read.parts import MOST_PLACES, Facts, Place, comment_text, elements

SURE_ROWS = 100_000  # below this the quick look at a sheet does not tell rows apart
NARROW = 26 * 400_000  # cells up to Z399999, which one search tells from those beyond

_FAR_ROW = re.compile(rb'<c r="[A-Z]+(\d{6,})')
_PREFIXED = re.compile(rb":c[\s/>]")
_FORMULA = re.compile(
    rb'<c r="([A-Z]+)(\d+)"([^<>]*)>\s*<f((?:\s[^<>]*)?)(?:/>|>[^<]*</f>)\s*'
    rb"(?:(<v\s*/>|<v>\s*</v>)\s*)?</c>"
)
_ERROR = re.compile(
    rb'<c r="([A-Z]+)(\d+)"[^<>]*?\st="e"[^<>]*>(?:<f[^<>]*/>|<f[^<>]*>[^<]*</f>)?<v>([^<]*)</v>'
)


def column_number(letters: str) -> int:
    """Return the place of a column counted from 0: A is 0, XFD is 16383."""
    number = 0
    for letter in letters.upper():
        number = number * 26 + ord(letter) - 64
    return number - 1


def _place(letters: bytes, digits: bytes) -> Place:
    return int(digits) - 1, column_number(letters.decode())


# --- how far a sheet reaches ----------------------------------------------------------------------


def xlsx_cells(part: bytes, limit: int) -> int:
    """Return at least how many cells a sheet's part spans from A1, exactly when beyond `limit`.

    The usual spelling of a cell is measured by a quick look; any other, and any sheet that the
    quick look finds too large, is walked tag by tag.
    """
    beyond = re.search(rb'<c(?! r="[A-Z][1-3]?\d{1,5}")[\s/>]', part)
    if limit >= NARROW and not (beyond or _PREFIXED.search(part)):
        return NARROW
    if not _is_unusual(part):
        rows = max([SURE_ROWS, *map(int, set(_FAR_ROW.findall(part)))])
        within_z = not re.search(rb'<c(?! r="[A-Z]\d)[\s/>]', part)
        columns = 26 if within_z and 26 * rows <= limit else _last_column(part)
        if columns * rows <= limit:
            return columns * rows
    last_row = last_column = -1
    for _, place, filled in _walk_cells(part):
        if filled:  # an empty cell, only styled: the library leaves it out
            last_row, last_column = max(last_row, place[0]), max(last_column, place[1])
    return (last_row + 1) * (last_column + 1)


def _last_column(part: bytes) -> int:
    """Return how many columns a sheet spelt as Excel does reaches to."""
    found = set(re.findall(rb'<c r="([A-Z]+)', part))
    return max((column_number(letters.decode()) for letters in found), default=-1) + 1


def _walk_cells(part: bytes) -> Iterator[tuple[re.Match[bytes], Place, bool]]:
    """Yield the tag of each cell, its place, said or counted, and whether anything is in it."""
    row = column = -1
    for tag in re.finditer(rb"<(?:[^\s<>/:]+:)?(row|c)((?:\s[^<>]*?)?)(/?)>(</)?", part):
        reference = re.search(rb"\sr\s*=\s*[\"']\s*([A-Za-z]*)(\d*)\s*[\"']", tag[2])
        letters, digits = reference.groups() if reference else (b"", b"")
        if tag[1] == b"row":
            row, column = (int(digits) - 1 if digits else row + 1), -1
            continue
        column = column_number(letters.decode()) if letters else column + 1
        yield tag, (int(digits) - 1 if digits else row, column), not (tag[3] or tag[4])


def _is_unusual(part: bytes) -> bool:
    """Tell whether a sheet's part spells any of its cells otherwise than Excel."""
    return bool(re.search(rb'<c(?! r="[A-Z])[\s/>]', part) or _PREFIXED.search(part))


def _as_excel_writes(part: bytes) -> bytes:
    """Return a sheet's part with each filled cell spelt « <c r="B2" …> », as Excel does."""
    if not _is_unusual(part):
        return part
    out, done = bytearray(), 0
    for tag, (row, column), filled in _walk_cells(part):
        if filled:
            rest = re.sub(rb"\sr\s*=\s*[\"'][^\"']*[\"']", b"", tag[2]).replace(b"'", b'"')
            out += part[done : tag.start()]
            out += b'<c r="%s%d"%s>' % (_letters(column), row + 1, rest)
            done = tag.end()
    out += part[done:]
    return _without_prefix(bytes(out))


def _prefix(part: bytes) -> bytes:
    """Return what a part's elements begin with, as « x: »: mostly nothing."""
    root = re.search(rb"<(\w+:)(?:worksheet|styleSheet|sst)[\s>]", part[:2000])
    return root[1] if root else b""


def _letters(column: int) -> bytes:
    letters = b""
    while column >= 0:
        column, rest = divmod(column, 26)
        letters, column = b"%c%s" % (65 + rest, letters), column - 1
    return letters


# --- what stands beside the values ----------------------------------------------------------------


def xlsx_facts(parts: Mapping[str, bytes]) -> dict[str, Facts]:
    """Return what each sheet of a workbook says beside its values; merges come with these."""
    looks = _Looks(parts)
    return {
        name: _sheet_facts(parts.get(part, b""), looks, _comments(parts, part))
        for name, part in sheet_parts(parts).items()
    }


def _sheet_facts(part: bytes, looks: "_Looks", comments: dict[Place, str]) -> Facts:
    every = bool(_prefix(part))
    errors, formulas = (every or mark in part for mark in (b't="e"', b"<f"))
    struck = every or looks.any or b"<strike" in part
    hidden = _hidden_rows(part) if b"hidden=" in part else frozenset()
    part = _as_excel_writes(part) if errors or formulas or struck else part
    return Facts(
        hidden,
        _errors(part) if errors else {},
        formulas=frozenset(_uncomputed(part)) if formulas else frozenset(),
        struck=frozenset(_struck(part, looks)) if struck else frozenset(),
        comments=comments,
    )


def _hidden_rows(part: bytes) -> frozenset[int]:
    named = rb"(?:[^\s<>/:]+:)?row" if b":row" in part else b"row"
    rows = re.findall(b"<" + named + rb"\s([^<>]*)>", part)
    hidden = (row for row in rows if re.search(rb'hidden="(?:1|true)"', row))
    numbers = (re.search(rb'(?<![\w])r="(\d+)"', row) for row in hidden)
    return frozenset(int(number[1]) for number in numbers if number)


def _errors(part: bytes) -> dict[Place, str]:
    return {_place(c[1], c[2]): c[3].decode() for c in _ERROR.finditer(part)}


def _uncomputed(part: bytes) -> Iterator[Place]:
    """Yield the formulas without a result; an empty text that was computed is one.

    An array stands in its first cell only, for all the cells that it names.
    """
    for cell in _FORMULA.finditer(part):
        if cell[5] and re.search(rb'\st="str"', cell[3]):
            continue
        yield _place(cell[1], cell[2])
        array = re.search(rb'\sref="([A-Z]+)(\d+):([A-Z]+)(\d+)"', cell[4])
        if array and b'"array"' in cell[4]:
            (top, left), (bottom, right) = _place(array[1], array[2]), _place(array[3], array[4])
            across = range(left, right + 1)
            places = ((row, column) for row in range(top, bottom + 1) for column in across)
            yield from islice(places, MOST_PLACES)


def _struck(part: bytes, looks: "_Looks") -> Iterator[Place]:
    """Yield the filled cells that are struck through from end to end, by their style or their runs."""
    styles = b"|".join(b"%d" % style for style in sorted(looks.struck_styles))
    own = looks.shared or b"<strike" in part
    wanted = rb"[^<>]*" if own else rb'[^<>]*\ss="(?:' + styles + rb')"[^<>]*'
    for cell in re.finditer(rb'<c r="([A-Z]+)(\d+)"(' + wanted + rb")(?<!/)>", part):
        content = part[cell.end() : part.find(b"<c ", cell.end())].partition(b"</c>")[0]
        style = re.search(rb'\ss="(\d+)"', cell[3])
        whole = bool(style and int(style[1]) in looks.struck_styles)
        if looks.shared and b't="s"' in cell[3]:
            index = re.search(rb"<v>\s*(\d+)", content)
            whole = looks.shared.get(int(index[1]) if index else -1, {}).get(whole, whole)
        elif b"<rPr" in content:
            whole = _runs_struck(content, whole)
        if whole and (b"<v>" in content or b"<is>" in content):
            yield _place(cell[1], cell[2])


def _runs_struck(text: bytes, whole: bool) -> bool:
    """Tell whether all the runs of a text are struck: those that say nothing are as their cell."""
    seen = []
    for run in re.split(rb"<r(?=[\s>])", text.partition(b"</is>")[0])[1:]:
        if re.search(rb"<t(?:\s[^<>]*)?>\s*[^\s<]", run):
            look = run.partition(b"</rPr>")[0] if b"<rPr" in run else None
            seen.append(whole if look is None else _says_strike(look))
    return all(seen) if seen else whole


def _says_strike(look: bytes) -> bool:
    return bool(re.search(rb"<strike(?![^<>]*val=\"(?:0|false)\")", look))


@dataclass(frozen=True)
class _Looks:
    """What the styles and the shared texts of a workbook say of what is struck through."""

    parts: Mapping[str, bytes]

    @cached_property
    def any(self) -> bool:
        return bool(self.struck_styles or self.shared)

    @cached_property
    def struck_styles(self) -> frozenset[int]:
        styles = _without_prefix(self.parts.get("xl/styles.xml", b""))
        if b"<strike" not in styles:
            return frozenset()
        fonts = _section(styles, b"fonts")
        struck = {at for at, font in enumerate(_split(fonts, b"font")) if _says_strike(font)}
        found = (
            re.search(rb'\bfontId="(\d+)"', xf)
            for xf in _split(_section(styles, b"cellXfs"), b"xf")
        )
        return frozenset(at for at, font in enumerate(found) if font and int(font[1]) in struck)

    @cached_property
    def shared(self) -> dict[int, dict[bool, bool]]:
        """Whether a shared text with looks of its own is struck, by whether its cell's style is."""
        texts = _without_prefix(self.parts.get("xl/sharedstrings.xml", b""))
        if b"<strike" not in texts and not (self.struck_styles and b"<rPr" in texts):
            return {}
        return {
            at: {whole: _runs_struck(text, whole) for whole in (False, True)}
            for at, text in enumerate(_split(texts, b"si"))
            if b"<rPr" in text
        }


def _without_prefix(part: bytes) -> bytes:
    prefix = _prefix(part)
    return part.replace(b"<" + prefix, b"<").replace(b"</" + prefix, b"</") if prefix else part


def _section(part: bytes, tag: bytes) -> bytes:
    return part.partition(b"<" + tag)[2].partition(b"</" + tag + b">")[0]


def _split(part: bytes, tag: bytes) -> list[bytes]:
    """Return what begins at each opening of a tag, in one pass: some are never closed."""
    return re.split(b"<" + tag + rb"(?=[\s/>])", part)[1:]


# --- relations between parts ----------------------------------------------------------------------


def sheet_parts(parts: Mapping[str, bytes]) -> dict[str, str]:
    """Return the part of each sheet of a workbook, by the sheet's name."""
    paths = {link: path for link, _, path in _related(parts, "xl/workbook.xml")}
    found = {}
    for node in elements(parts.get("xl/workbook.xml", b"")):
        if node.tag.endswith("}sheet"):
            link = next((v for k, v in node.attrib.items() if k.endswith("}id")), "")
            found[node.get("name", "")] = paths.get(link, "")
    return found


def _related(parts: Mapping[str, bytes], part: str) -> Iterator[tuple[str, str, str]]:
    """Yield what a part is related to: the relation's name, the last word of its type, the part."""
    folder, name = posixpath.split(part)
    for link in elements(parts.get(f"{folder}/_rels/{name}.rels", b"")):
        path = posixpath.normpath(
            posixpath.join("/", folder, link.get("Target", "").replace("\\", "/"))
        )
        yield link.get("Id", ""), posixpath.basename(link.get("Type", "")), path.lstrip("/").lower()


def _comments(parts: Mapping[str, bytes], sheet: str) -> dict[Place, str]:
    """Return the comments of a sheet; a conversation says more than the note written for it."""
    found: dict[str, dict[Place, list[str]]] = {}
    for _, kind, path in _related(parts, sheet):
        if kind == "comments":
            found["note"] = _notes(parts.get(path, b""))
        elif kind == "threadedComment":
            found["talk"] = _conversations(parts.get(path, b""))
    said = found.get("note", {}) | found.get("talk", {})
    return {place: "\n".join(texts) for place, texts in said.items() if any(texts)}


def _notes(part: bytes) -> dict[Place, list[str]]:
    nodes = list(elements(part))
    authors = [node.text or "" for node in nodes if node.tag.endswith("}author")]
    said: dict[Place, list[str]] = {}
    for node in nodes:
        place = re.fullmatch(r"\$?([A-Z]+)\$?(\d{1,7})", node.get("ref", ""))
        if node.tag.endswith("}comment") and place:
            by = node.get("authorId", "")
            author = authors[int(by)] if by.isdecimal() and int(by) < len(authors) else ""
            runs = [*node.findall("{*}text"), *node.findall("{*}text/{*}r")]
            text = "".join(t.text or "" for run in runs for t in run.findall("{*}t"))
            said[_place(place[1].encode(), place[2].encode())] = [comment_text(text, author)]
    return said


def _conversations(part: bytes) -> dict[Place, list[str]]:
    said: dict[Place, list[str]] = defaultdict(list)
    for node in elements(part):
        place = re.fullmatch(r"\$?([A-Z]+)\$?(\d{1,7})", node.get("ref", ""))
        if node.tag.endswith("}threadedComment") and place:
            text = "".join(t.text or "" for t in node if t.tag.endswith("}text"))
            said[_place(place[1].encode(), place[2].encode())].append(text.strip())
    return said
