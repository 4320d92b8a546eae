"""What the analyst confirmed, kept in the campaign's `correspondances.toml`."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from passpro_nb.domain.codes import is_uai
from passpro_nb.domain.errors import SettingsError
from passpro_nb.domain.french import fold, quoted
from passpro_nb.domain.tables import TABLES, Table
from passpro_nb.domain.toml import read_toml

FILE = "correspondances.toml"
UNUSED = ""  # what the analyst maps to nothing
INTERVIEWS, OTHERWISE = "entretiens", "autre chose"  # what the days of a text are


@dataclass(frozen=True)
class Correspondences:
    """What the analyst confirmed: header → column, school's words → UAI, label → programme.

    Keys are folded. `headers` is by table code, as is `dates`: whether a column's are month-first.
    `sessions` tells of a text whether its doubtful days are interviews.
    """

    headers: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    schools: Mapping[str, str] = field(default_factory=dict)
    programmes: Mapping[str, str] = field(default_factory=dict)
    dates: Mapping[str, Mapping[str, bool]] = field(default_factory=dict)
    sessions: Mapping[str, bool] = field(default_factory=dict)


def read_correspondences(folder: Path) -> Correspondences:
    """Read `correspondances.toml`; none when it is not there.

    Sections: `[entetes.candidatures]` (header = column's French heading, "" for a column not to be
    read), `[etablissements]` (name = UAI), `[formations]` (label = programme), `[dates.candidatures]`
    (header = "mois/jour" or "jour/mois"), `[seances]` (text of the catalogue = "entretiens" or
    "autre chose"). Raises `SettingsError` for anything else.
    """
    path = folder / FILE
    if not path.is_file():
        return Correspondences()
    data = read_toml(path)
    for section, entries in data.items():
        if section not in ("entetes", "etablissements", "formations", "dates", "seances"):
            raise SettingsError(f"{FILE} : la section {quoted(section)} est inconnue.")
        if not isinstance(entries, dict):
            raise SettingsError(f"{FILE} : {quoted(section)} doit être une section, [{section}].")
    headers = {
        _table_of(name).code: {
            fold(h): _column_of(name, r) for h, r in _texts(entries, f"entetes.{name}").items()
        }
        for name, entries in data.get("entetes", {}).items()
    }
    schools = _texts(data.get("etablissements", {}), "etablissements")
    for name, uai in schools.items():
        if not is_uai(uai):
            raise SettingsError(
                f"{FILE} : {quoted(name)} est associé à {quoted(uai)}, qui n’est pas un UAI "
                "(7 chiffres et une lettre de contrôle)."
            )
    programmes = _texts(data.get("formations", {}), "formations")
    sessions = _texts(data.get("seances", {}), "seances")
    return Correspondences(
        headers,
        {fold(name): uai for name, uai in schools.items()},
        {fold(said): programme for said, programme in programmes.items()},
        {
            _table_of(name).code: {
                fold(h): _is_month_first(name, order)
                for h, order in _texts(entries, f"dates.{name}").items()
            }
            for name, entries in data.get("dates", {}).items()
        },
        {fold(said): _are_interviews(said, answer) for said, answer in sessions.items()},
    )


def _is_month_first(section: str, order: str) -> bool:
    if fold(order) in ("mois jour", "jour mois"):
        return fold(order) == "mois jour"
    raise SettingsError(
        f"{FILE} : {quoted(order)} n’est pas un ordre de [dates.{section}] (« mois/jour » ou "
        "« jour/mois »)."
    )


def _are_interviews(said: str, answer: str) -> bool:
    if answer not in (INTERVIEWS, OTHERWISE):
        raise SettingsError(
            f"{FILE} : {quoted(said)} est associé à {quoted(answer)} ; [seances] attend "
            f"{quoted(INTERVIEWS)} ou {quoted(OTHERWISE)}."
        )
    return answer == INTERVIEWS


def _texts(entries: object, section: str) -> dict[str, str]:
    if not isinstance(entries, dict) or not all(isinstance(v, str) for v in entries.values()):
        raise SettingsError(f"{FILE} : [{section}] doit associer des textes à des textes.")
    return entries


def _table_of(name: str) -> Table:
    for table in TABLES.values():
        if fold(name) in (fold(table.start), table.code):
            return table
    names = ", ".join(table.start for table in TABLES.values())
    raise SettingsError(f"{FILE} : [entetes.{name}] ne désigne aucun fichier ({names}).")


def _column_of(section: str, role: str) -> str:
    if not role:
        return UNUSED
    table = _table_of(section)
    for column in table.columns:
        if fold(role) in (fold(column.heading), fold(column.code)):
            return column.code
    raise SettingsError(f"{FILE} : {quoted(role)} n’est pas une colonne de [entetes.{section}].")
