"""The command that writes the report of a campaign."""

from datetime import date
from pathlib import Path

from passpro_nb.commands.printing import progress


def report(folder: Path, to: Path, on: date | None, before: Path | None) -> None:
    """Écrit le bilan de la campagne, à lire, à corriger ou à signer."""
    from passpro_nb.report.writing import write_report

    with progress() as say:
        write_report(folder, to, on, before, say)
    print(f"Bilan écrit dans {to}.")
