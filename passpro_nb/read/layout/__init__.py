"""A sheet of raw cells → its table: header lines, columns, body rows, and what is ignored and why."""

from passpro_nb.read.layout.body import Layout
from passpro_nb.read.layout.finder import find_table, find_tables
from passpro_nb.read.layout.grid import FoundColumn

__all__ = ["FoundColumn", "Layout", "find_table", "find_tables"]
