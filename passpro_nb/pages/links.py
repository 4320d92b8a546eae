"""Where the links of pages lead: on a server, to its addresses; in a folder of files, to the files."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from passpro_nb.measure.capacity import SHARED
from passpro_nb.measure.view import View


@dataclass(frozen=True)
class Links:
    """The links of pages that a server answers, under its base address."""

    base: str = "/"

    def page(self, name: str, address: str = "") -> str:
        """Return where a page in a state is; `address` is the state's (`View.address`)."""
        return f"{self.base}{name}{'?' * bool(address)}{address}"

    def chart(self, name: str, chart: str, address: str = "") -> str:
        """Return where a chart of a page is, drawn."""
        return self.page(f"{name}/{chart}.svg", address)

    def workbook(self, name: str, address: str = "") -> str:
        """Return where the workbook of a page is."""
        return self.page(f"{name}.xlsx", address)

    def export(self, name: str, table: str, address: str = "") -> str:
        """Return where the rows shown of a table of a page are asked as a workbook; "" for nowhere."""
        return self.page(f"{name}/{table}.xlsx", address)

    def to_host(self, row: Mapping[str, Any]) -> str:
        """Return where the page of the host of a row is (`host_uai`, or `uai`)."""
        return self.page("etablissement", f"hote={row.get('host_uai') or row['uai']}")

    def to_programme(self, row: Mapping[str, Any]) -> str:
        """Return where the page of the programme of a row is; "" of seats that several share."""
        if row["programme"] == SHARED:
            return ""
        return self.page("formation", View(programme=row["programme"]).address)

    def to_department(self, row: Mapping[str, Any]) -> str:
        """Return where the page of the académie is, narrowed to the département of a row."""
        return self.page("academie", f"departement={row['department']}")
