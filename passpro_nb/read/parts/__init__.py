"""What the workbook library does not tell about a file's parts, read from the parts themselves.

How far a sheet reaches (one value in XFD1048576 would take 500 GB), and what a person sees beside
the values: hidden rows, merged blocks, errors, formulas without a result, struck cells, comments.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from xml.etree import ElementTree

MOST_PLACES = 100_000  # cells that one repeated cell may stand for, where only its look is told

Place = tuple[int, int]
Range = tuple[int, int, int, int]


@dataclass(frozen=True)
class Facts:
    """What a sheet's part says beside its values; places are (row, column) counted from 0."""

    hidden_rows: frozenset[int] = frozenset()
    errors: Mapping[Place, str] = field(default_factory=dict)
    merged: tuple[Range, ...] = ()
    formulas: frozenset[Place] = frozenset()
    struck: frozenset[Place] = frozenset()
    comments: Mapping[Place, str] = field(default_factory=dict)


def elements(part: bytes) -> Iterator[ElementTree.Element]:
    """Yield the elements of a small part; none where it defines entities: they could be a bomb."""
    if b"<!ENTITY" not in part and part:
        yield from ElementTree.fromstring(part).iter()


def comment_text(text: str, author: str) -> str:
    """Return what a comment says: without its author's name, without what Excel puts around it.

    Excel writes a conversation into a note too, for older versions: « [Threaded comment] … Comment: »,
    in the language of who wrote it, around an address that is always the same.
    """
    lines = text.strip().splitlines()
    for at, line in enumerate(lines):
        if "go.microsoft.com/fwlink/?linkid=870924" in line:
            said = (said.strip() for said in lines[at + 1 :])
            return "\n".join(line for line in said if line and not line.endswith(":"))
    if lines and lines[0].strip().rstrip(":").strip() in (author.strip(), ""):
        lines = lines[1:]
    return "\n".join(lines).strip()
