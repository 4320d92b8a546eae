"""Where the tables of a sheet are: the lines of each header, the columns that stand under it.

Only the first rows are searched for a header. Every row that holds anything ends in exactly one of
three places: the header, the body, or `ignored` with its reason; a doubtful row stays in the body,
where the checks will name it.
"""

import math
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import zip_longest

from passpro_nb.read.files import Sheet
from passpro_nb.read.layout.body import Body, Layout
from passpro_nb.read.layout.grid import (
    LONG_TEXT,
    SAMPLE_ROWS,
    FoundColumn,
    Grid,
    Line,
    Score,
    column_letters,
    is_blank,
    likeness,
    stands_out,
)

HEADER_ROWS = 30  # issue B: the header is found anywhere in the first rows of a sheet
LEAST_LOOK = 1.4  # what a header must look like when no alias book vouches for it
KNOWN_WEIGHT = 5.0  # a line of known headers outweighs any look


def find_table(sheet: Sheet, score: Score | None = None) -> Layout | None:
    """Return the main table of a sheet, None when it has none.

    `score` tells how much of a header line is known, from 0 to 1: it decides where looks cannot.
    """
    grid = Grid(sheet, score)
    return next(_tables(grid, 0, len(grid.rows)), None)


def find_tables(sheet: Sheet, score: Score | None = None) -> list[Layout]:
    """Return the tables of a sheet: the main one first, then those beside, above and below it."""
    grid = Grid(sheet, score)
    return list(_tables(grid, 0, len(grid.rows)))


def _tables(grid: Grid, start: int, stop: int) -> Iterator[Layout]:
    best = _best_header(grid, start, stop)
    if best is None:
        return
    header, texts = _read_header(grid, best, start, stop)
    end = stop
    for columns in _blocks(grid, header[-1].row + 1, stop, texts):
        layout, block_end = Body(grid, header, columns).read(stop)
        end = min(end, block_end)
        yield layout
    yield from _tables(grid, start, header[0].row)
    yield from _tables(grid, end, stop)


# --- where the header is --------------------------------------------------------------------------


def _best_header(grid: Grid, start: int, stop: int) -> Line | None:
    """Return the line that looks most like a header, None when none does.

    Between several, the higher and the one with more rows under it is preferred.
    """
    lines = grid.lines(start, min(stop, start + HEADER_ROWS + 4 * SAMPLE_ROWS))
    best, best_rank = None, 0.0
    seen: set[tuple[str, ...]] = {()}
    looked = [] if grid.score else lines  # an alias book tells a header from its return
    last = {tuple(line.texts.values()): place for place, line in enumerate(looked)}
    for place, line in enumerate(lines[:HEADER_ROWS]):
        texts = tuple(line.texts.values())
        if texts in seen:
            continue  # a header that comes again was met the first time
        if not grid.score and any(len(head) > 1 and last[head] > place for head in seen):
            seen.add(texts)
            continue  # between a line and its return: rows of that one, as far as looks can tell
        seen.add(texts)
        higher = 1 - 0.01 * place
        if _most_look(line) * higher * (1 + SAMPLE_ROWS) / SAMPLE_ROWS + KNOWN_WEIGHT <= best_rank:
            continue  # were it known altogether, it would still not be the header
        below = _rows_below(line, lines[place + 1 :])
        look = _look(line, below)
        looks = look * higher * (1 + len(below)) / SAMPLE_ROWS
        if looks + KNOWN_WEIGHT <= best_rank:
            continue
        known = grid.known(texts) if len(texts) > 1 else 0.0
        if look + KNOWN_WEIGHT * known < LEAST_LOOK:
            continue
        rank = looks + KNOWN_WEIGHT * known
        if rank > best_rank:
            best, best_rank = line, rank
    return best and _below_groups(grid, best, stop)


def _below_groups(grid: Grid, best: Line, stop: int) -> Line:
    """Return the line under groups, where the alias book knows more headers on it than groups."""
    if not grid.score or best.row + 1 >= stop:
        return best
    under = grid.line(best.row + 1)
    if len(under.texts) <= len(best.texts) or not under.are_labels(0.7):
        return best
    more, fewer = (grid.known([*line.texts.values()]) * len(line.texts) for line in (under, best))
    return under if more > fewer and more >= 0.4 * len(under.texts) else best


def _rows_below(line: Line, under: list[Line]) -> list[Line]:
    """Return the filled rows below a possible header, up to one that heads other values."""
    below: list[Line] = []
    values: Counter[int] = Counter()
    for other in under:
        if not other.texts or other.cells == line.cells:
            continue
        labels = other.texts.keys() - other.values
        against = sum(values[c] > len(below) / 2 for c in labels)
        if len(below) == SAMPLE_ROWS or (len(labels) == len(other.texts) > 2 and against > 1):
            break
        below.append(other)
        values.update(other.values)
    return below


def _look(line: Line, below: list[Line]) -> float:
    """Return how much a line looks like the header of the rows below it; wide and clear is high.

    A header is made of labels, covers what is below, says what no row below says again, and stands
    above values of another kind than its own.
    """
    columns = list(line.texts)
    if len(columns) < 2:
        return _look_alone(line, below)
    alike = _alike(line)
    width = math.log2(1 + len(columns))
    if not below:
        return alike * width if len(columns) > 2 and alike > 0.9 else 0.0
    used = Counter(c for under in below for c in under.texts)
    coverage = sum(used[c] for c in line.covered) / used.total()
    fullest = sorted(len(line.texts.keys() & under.texts.keys()) for under in below)[-3:]
    if max(fullest) < 2 < len(columns):
        return 0.0  # a form: labels down one side, and boxes to fill in
    regularity = sum(fullest) / len(fullest) / len(columns)
    new = (all(under.at(c) != line.cells[c] for under in below) for c in columns)
    novelty = sum(new) / len(columns)
    contrast = sum(stands_out(c, below) for c in columns) / len(columns)
    return alike * novelty * coverage * (0.4 + 0.6 * regularity) * (1 + contrast) * width


def _most_look(line: Line) -> float:
    """Return what a line can look like at most, whatever stands below it."""
    columns = len(line.texts)
    return _alike(line) * 2 * math.log2(1 + columns) if columns > 1 else 2 * LEAST_LOOK


def _alike(line: Line) -> float:
    """Return how much the cells of a line look like headers, from 0 to 1."""
    return sum(likeness(line.cells[place]) for place in line.texts) / len(line.texts)


def _look_alone(line: Line, below: list[Line]) -> float:
    """Return enough for a list: a short label above five short texts or more, nothing beside."""
    lists = len(below) >= 5 and all(under.texts.keys() == line.texts.keys() for under in below)
    cells = [line.at(c) for line in (line, *below) for c in line.texts]
    short = all(isinstance(c, str) and len(c) <= LONG_TEXT for c in cells)
    return LEAST_LOOK + 0.1 if lists and short else 0.0


# --- the header's lines ---------------------------------------------------------------------------


def _read_header(
    grid: Grid, best: Line, start: int, stop: int
) -> tuple[list[Line], dict[int, str]]:
    """Return the header's lines, around its best one, and the joined text of each column.

    A group's name stays in front of a header where the alias book knows both together (« Accueil
    UAI »), or neither; « Élève INE » is « INE ». Lines that would add nothing are no header's.
    """
    reached = [last for _, last, _ in best.spans if last <= best.row + 4]
    lines = grid.lines(best.row, max([best.row, *reached]) + 1)
    while lines[-1].row + 1 < stop and _continues(grid, best, lines[-1].row + 1):
        lines.append(grid.line(lines[-1].row + 1))
    below = grid.below(lines[-1].row)
    stacked = len(lines) > 1
    while lines[0].row > start and len(lines) <= 5:
        above = grid.line(lines[0].row - 1)
        why = _why_joined(grid, above, lines, below, stacked=stacked)
        if not why:
            break
        lines, stacked = [above, *lines], stacked or why == "stacked"
    joined, alone = _joined(lines), _joined([best])
    if grid.score and len(lines) > 1:
        top = Counter(_joined(lines[:1]).values())
        for column, text in joined.items():
            levels = [text, *(level.get(column, text) for level in (alone, _joined(lines[:1])))]
            levels = levels[:2] if top[levels[2]] > 1 else levels  # a group's name is no column's
            joined[column] = max(levels, key=lambda t: grid.known([t]))
        if joined == alone:
            return [best], alone
    return lines, joined


def _continues(grid: Grid, best: Line, row: int) -> bool:
    """Tell whether a line goes on with the labels above it: fewer, under groups or over values."""
    if row >= min(best.row + 4, len(grid.rows) - 1):
        return False
    line = grid.line(row)
    if not line.texts or not line.are_labels(0.7):
        return False
    grouped = {c for left, right in best.across for c in range(left, right + 1)}
    if grouped and row == best.row + 1 and grouped <= line.texts.keys():
        joined = _joined([best, line])
        if grid.known([joined[c] for c in grouped]) > 0:
            return True
    if len(line.texts) >= len(best.texts):
        return False
    groups = best.covered - best.texts.keys()
    if groups and line.texts.keys() <= {c + d for c in groups for d in (-1, 0)}:
        return True
    several = len(line.texts) > 1 or row > best.row + 1
    below = grid.below(row)
    return several and all(stands_out(c, below) for c in line.texts)


def _why_joined(
    grid: Grid, above: Line, header: list[Line], below: list[Line], *, stacked: bool
) -> str:
    """Tell why a line just above a header belongs to it: `merged`, `groups`, `stacked`, or not."""
    if not above.texts or not above.are_labels(0.4):
        return ""
    known = {c for line in header for c in line.texts}
    reaches = any(last >= header[0].row for _, last, _ in above.spans)
    if reaches or _are_merged_groups(above, known):
        return "merged"
    if len(above.texts) < 2 or not above.is_short:
        return ""
    apart = all(c + 1 not in above.texts and {c, c + 1} <= known for c in above.texts)
    if not above.spans and (apart or _tells_apart(grid, above, header)):
        return "groups"
    return "stacked" if stacked or _completes(above, known, below) else ""


def _tells_apart(grid: Grid, above: Line, header: list[Line]) -> bool:
    """Tell whether groups, written once over their first column, make more headers known."""
    alone = _joined(header)
    if (
        not grid.score
        or 2 * len(above.texts) > len(alone)
        or not above.texts.keys() <= alone.keys()
    ):
        return False
    joined = _joined([above, *header])
    return grid.known([*joined.values()]) > grid.known([*alone.values()])


def _are_merged_groups(line: Line, known: set[int]) -> bool:
    """Tell groups (« Entretien » over « Date » and « Lieu ») from a title merged over the table."""
    groups = [left for left, _ in line.across if left in line.texts]
    if len(line.texts) > 1:
        return bool(groups) and (len(line.texts) > 2 or line.is_short)
    return line.is_short and any(left > min(known) for left in groups)


def _completes(line: Line, known: set[int], below: list[Line]) -> bool:
    """Tell whether a line names columns that hold values but that the header leaves blank."""
    return any(
        sum(c in under.texts for under in below) > len(below) / 2 for c in line.texts.keys() - known
    )


def _joined(lines: list[Line]) -> dict[int, str]:
    """Return the header's text of each column: its lines from top to bottom, groups spread."""
    pieces: dict[int, list[str]] = defaultdict(list)
    for line, under in zip_longest(lines, lines[1:]):
        for column, text in _spread(line, under).items():
            if text not in pieces[column][-1:]:
                pieces[column].append(text)
    return {column: " ".join(texts) for column, texts in sorted(pieces.items())}


def _spread(line: Line, under: Line | None) -> dict[int, str]:
    """Return the texts of a header line, a merged one (or a group, where there are none) spread."""
    texts, spans = dict(line.texts), line.across
    groups = under and 2 * len(texts) <= len(under.texts) and texts.keys() <= under.texts.keys()
    apart = groups or all(c + 1 not in texts for c in texts)
    if under and not spans and len(texts) > 1 and apart:
        ends = [*list(texts)[1:], max([*under.texts, *texts]) + 1]
        spans = [(c, end - 1) for c, end in zip(texts, ends, strict=True)]
    for start, end in spans:
        if start in texts:
            texts |= dict.fromkeys(range(start, end + 1), texts[start])
    return texts


# --- the columns ----------------------------------------------------------------------------------


def _blocks(grid: Grid, start: int, stop: int, texts: Mapping[int, str]) -> list[list[FoundColumn]]:
    """Return the columns of each table that shares the header's texts, the main one first.

    Empty columns inside one table are stepped over; another table stands beside where a header
    comes again, or where two empty columns part rows that do not go together.
    """
    rows = grid.rows[start:stop]
    others = {*range(max(map(len, rows), default=0))} - texts.keys()
    unnamed = {
        c: f"colonne {column_letters(c)}"
        for c in others
        if not all(is_blank(row[c]) for row in rows if c < len(row))
    }
    columns = [FoundColumn(c, header) for c, header in sorted({**texts, **unnamed}.items())]
    sample = [line.texts for line in grid.lines(start, min(stop, start + 4 * SAMPLE_ROWS))]
    blocks = [columns[:1]]
    for at, column in enumerate(columns[1:], 1):
        if _starts_block(blocks[-1], columns[at:], sample):
            blocks.append([column])
        else:
            blocks[-1].append(column)

    def rank(block: list[FoundColumn]) -> float:
        known = grid.known([c.header for c in block])
        return known * len(block) * KNOWN_WEIGHT + len(block)

    return sorted(blocks, key=rank, reverse=True)


def _starts_block(
    block: list[FoundColumn], right: list[FoundColumn], sample: Sequence[Mapping[int, str]]
) -> bool:
    """Tell whether the first of the columns at the right begins another table than `block`."""
    gap = right[0].index - block[-1].index - 1
    if gap == 0:
        return False
    if any(right[0].header == column.header for column in block):
        return True
    if gap == 1 or len(right) == 1:
        return False
    sides = Counter(
        tuple(any(c.index in row for c in side) for side in (block, right)) for row in sample
    )
    either = sides.total() - sides[False, False]
    return sides[True, True] < 0.8 * either
