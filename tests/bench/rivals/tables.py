"""A campaign as one reads it by hand, in pandas, Polars or DuckDB: less than this project does.

`python tables.py WAY FOLDER [TIMES]` prints as JSON the seconds to read the files and to tell the coverage
by host (median), the memory at most, and the figures. `python tables.py --write WAY PICKLE TO`: the seconds to
write a table that is in memory. Nothing is found out: names and places of headers are known beforehand.
No session is read, no row is accounted for, no label is matched, no finding is worded.
"""

from __future__ import annotations

import json
import pickle
import re
import statistics
import sys
import time
from collections.abc import Callable, Iterator
from importlib.metadata import version
from pathlib import Path

KEY, HOST, OFFER, LABEL = (
    "N° de dossier",
    "Code UAI étab. Accueil",
    "Code vœu",
    "Formation demandée",
)
DAYS = ("Inscrit le", "Convoqué le", "Date d’entretien", "Avis saisi le")
OPINION, CANCELLED, CATALOGUE_HEADER = "Avis", "Annulée", 3
UAI = re.compile(r"\d{7}[A-Z]")


def exports(folder: Path) -> list[Path]:
    """Return the files of applications."""
    return sorted(folder.glob("candidatures*"))


def by_pandas(folder: Path, engine: str) -> tuple[int, int]:
    """Return how many opinions are there, and expected, after a look at each sheet."""
    import pandas as pd

    (catalogue,) = folder.glob("catalogue*.xlsx")
    offers = pd.read_excel(
        catalogue, sheet_name=1, header=CATALOGUE_HEADER, dtype=str, engine=engine
    )
    parts = [
        pd.read_csv(path, sep=";", dtype=str)
        if path.suffix == ".csv"
        else pd.read_excel(path, dtype=str, engine=engine)
        for path in exports(folder)
    ]
    rows = pd.concat(parts, ignore_index=True)
    for day in DAYS:
        rows[day] = pd.to_datetime(rows[day], errors="coerce", format="mixed", dayfirst=True)
    rows[HOST] = rows[HOST].str.strip()
    rows = rows[rows[HOST].str.fullmatch(UAI.pattern).fillna(False)]
    rows = rows.drop_duplicates([KEY, HOST, LABEL], keep="last")
    rows = rows[rows[CANCELLED].isna()].merge(
        offers.drop_duplicates("Code vœu"), on="Code vœu", how="left"
    )
    hosts = rows.groupby(HOST).agg(registered=(KEY, "size"), entered=(OPINION, "count"))
    hosts["coverage"] = hosts["entered"] / hosts["registered"]
    return int(hosts["entered"].sum()), int(hosts["registered"].sum())


def by_polars(folder: Path) -> tuple[int, int]:
    """Do the same in Polars, by fastexcel."""
    import polars as pl

    (catalogue,) = folder.glob("catalogue*.xlsx")
    options = {"header_row": CATALOGUE_HEADER}
    offers = pl.read_excel(catalogue, sheet_id=2, infer_schema_length=0, read_options=options)
    parts = [
        pl.read_csv(path, separator=";", infer_schema=False)
        if path.suffix == ".csv"
        else pl.read_excel(path, infer_schema_length=0)
        for path in exports(folder)
    ]
    rows = pl.concat(parts)
    rows = rows.with_columns(pl.col(*DAYS).str.slice(0, 10).str.to_date(strict=False))
    rows = rows.with_columns(pl.col(HOST).str.strip_chars())
    rows = rows.filter(pl.col(HOST).str.contains(rf"^{UAI.pattern}$"))
    rows = rows.unique([KEY, HOST, LABEL], keep="last").filter(pl.col(CANCELLED).is_null())
    rows = rows.join(offers.unique("Code vœu"), on="Code vœu", how="left")
    hosts = rows.group_by(HOST).agg(registered=pl.len(), entered=pl.col(OPINION).count())
    hosts = hosts.with_columns(coverage=pl.col("entered") / pl.col("registered"))
    return int(hosts["entered"].sum()), int(hosts["registered"].sum())


def by_duckdb(folder: Path) -> tuple[int, int]:
    """Do the same in DuckDB, of texts: its reader of workbooks is an extension fetched when it is used."""
    import duckdb

    files = [str(path) for path in exports(folder)]
    asked = f"""
        with rows as (
            select * replace (trim("{HOST}") as "{HOST}")
            from read_csv(?, delim = ';', header = true, all_varchar = true)
            where regexp_full_match(trim("{HOST}"), '{UAI.pattern}')
            qualify row_number() over (partition by "{KEY}", "{HOST}", "{LABEL}") = 1
        ),
        hosts as (
            select "{HOST}", count(*) as registered, count("{OPINION}") as entered,
                max(try_strptime("{DAYS[0]}", '%d/%m/%Y')) as last
            from rows where "{CANCELLED}" is null group by all
        )
        select sum(entered), sum(registered) from hosts
    """
    entered, registered = duckdb.execute(asked, [files]).fetchone() or (0, 0)
    return int(entered), int(registered)


READERS: dict[str, Callable[[Path], tuple[int, int]]] = {
    "pandas + openpyxl": lambda folder: by_pandas(folder, "openpyxl"),
    "pandas + calamine": lambda folder: by_pandas(folder, "calamine"),
    "Polars + fastexcel": by_polars,
    "DuckDB": by_duckdb,
}
PACKAGES = ("pandas", "openpyxl", "python-calamine", "polars", "fastexcel", "duckdb", "xlsxwriter")


def write(way: str, table: Path, to: Path) -> float:
    """Return the seconds to write a table as a workbook."""
    rows = pickle.loads(table.read_bytes())  # our own, written a moment ago
    import pandas as pd
    import polars as pl

    columns = dict(zip(rows["columns"], zip(*rows["rows"], strict=True), strict=True))
    frame = pd.DataFrame(columns)
    found = pl.DataFrame(
        {name: pl.Series(values, strict=False) for name, values in columns.items()}
    )
    start = time.perf_counter()
    if way == "Polars":
        found.write_excel(to)
    else:
        frame.to_excel(to, index=False, engine=way.removeprefix("pandas + "))
    return time.perf_counter() - start


def read(way: str, folder: Path, times: int) -> dict[str, object]:
    """Return the seconds, the memory and the figures of one way to read a campaign."""
    figures, spent = READERS[way](folder), []
    for _ in range(times):
        start = time.perf_counter()
        figures = READERS[way](folder)
        spent.append(time.perf_counter() - start)
    return {"seconds": statistics.median(spent), "memory": memory(), "figures": figures}


def memory() -> float:
    """Return the memory of this process at most, in MB; 0 where that is not told.

    Not that of `getrusage`, which also counts the process that started this one.
    """
    if sys.platform != "linux":
        return 0.0
    told = Path("/proc/self/status").read_text(encoding="ascii")
    return int(told.partition("VmHWM:")[2].split()[0]) / 1024


def versions() -> Iterator[str]:
    """Yield each package with its version."""
    yield from (f"{name} {version(name)}" for name in PACKAGES)


def main(words: list[str]) -> object:
    """Do what is asked."""
    if words[0] == "--versions":
        return [*versions()]
    if words[0] == "--write":
        return write(words[1], Path(words[2]), Path(words[3]))
    return read(words[0], Path(words[1]), int(words[2]) if words[2:] else 3)


if __name__ == "__main__":
    print(json.dumps(main(sys.argv[1:])))
