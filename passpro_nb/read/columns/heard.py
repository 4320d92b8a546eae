"""What is said of each column of a table, and how much speaks for each of its roles."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field

from passpro_nb.read.columns.assignment import ENOUGH
from passpro_nb.read.columns.evidence import Profile


@dataclass(frozen=True)
class Heard:
    """What is said of one column: its header, its claims (role → strength), what it holds."""

    header: str
    claims: Mapping[str, float]
    profile: Profile
    half: Mapping[str, float] = field(default_factory=dict)
    denied: bool = False
    known: bool = True


@dataclass
class Scores:
    """By column and role how much speaks for it, and why where it is not the header alone."""

    points: list[dict[str, float]]
    why: dict[tuple[int, str], list[str]] = field(default_factory=lambda: defaultdict(list))
    vetoed: dict[int, str] = field(default_factory=dict)

    def best(self, at: int) -> str | None:
        """Return the role for which most speaks, if it is enough."""
        role = max(self.points[at], key=self.points[at].__getitem__, default=None)
        return role if role and self.points[at][role] >= ENOUGH else None
