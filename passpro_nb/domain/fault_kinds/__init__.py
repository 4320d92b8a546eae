"""The catalogue of faults: each kind with its severity, its title, why it matters, its sentence.

The sentence says what and what to do; « Pourquoi ? » answers for the figures. No sentence may hold a
pupil's name. The order is that of the listings.
"""

from passpro_nb.domain.fault_kinds.campaign import CAMPAIGN
from passpro_nb.domain.fault_kinds.cells import CELLS, REPAIRS
from passpro_nb.domain.fault_kinds.columns import COLUMNS
from passpro_nb.domain.fault_kinds.files import FILES
from passpro_nb.domain.fault_kinds.kind import FaultKind
from passpro_nb.domain.fault_kinds.returns import RETURNS
from passpro_nb.domain.fault_kinds.rows import ROWS

__all__ = ["KINDS", "FaultKind"]

_TOPICS = (FILES, COLUMNS, ROWS, CELLS, CAMPAIGN, RETURNS, REPAIRS)
KINDS = tuple(FaultKind(*row) for topic in _TOPICS for row in topic)
