"""The store: what is written reads back the same; the published file names nobody and is whole."""

import dataclasses
import json
import os
import sqlite3
import subprocess
import sys
import threading
from contextlib import closing
from datetime import date, time
from pathlib import Path

import pandas as pd
import pytest
from campaigns import blank, on
from hypothesis import given
from hypothesis import strategies as st
from pandas.testing import assert_frame_equal

from passpro_nb.check.campaign import Campaign, open_campaign
from passpro_nb.domain.errors import RefusedData, UsageError
from passpro_nb.measure.coverage import measure_coverage
from passpro_nb.measure.groups import GROUPS
from passpro_nb.store import frames, snapshots
from passpro_nb.store.frames import read_frame, write_frame
from passpro_nb.store.history import open_snapshot
from passpro_nb.store.published import (
    PUBLISHED,
    Published,
    is_behind,
    is_published,
    measure_campaign,
    publish,
    read_published,
)
from passpro_nb.store.snapshots import FRAMES, STORE, import_campaign
from passpro_nb.store.turns import LOCK
from passpro_nb.store.upkeep.safety import COPY

DAY = on("30/04")


@pytest.fixture
def imported(example: Path) -> tuple[Campaign, Published]:
    """Import the invented campaign; return it and what was published."""
    campaign = open_campaign(example)
    return campaign, import_campaign(campaign, DAY)


def kept_snapshots(folder: Path) -> list[tuple[object, ...]]:
    """Return the snapshots kept: id, day, applications."""
    with closing(sqlite3.connect(folder / STORE)) as base:
        counted = "json_extract(counts, '$.applications')"
        return base.execute(f"select id, day, {counted} from snapshots order by id").fetchall()


def first(campaign: Campaign, count: int) -> Campaign:
    """Return the campaign with its first applications only."""
    return dataclasses.replace(campaign, applications=campaign.applications.iloc[:count])


def back(frame: pd.DataFrame) -> pd.DataFrame:
    """Return a frame written to a base and read again."""
    with closing(sqlite3.connect(":memory:")) as base:
        write_frame(base, "t", frame)
        return read_frame(base, "t")


def assert_same(one: Published, other: Published) -> None:
    """Assert that two publications hold the same figures."""
    for item in dataclasses.fields(Published):
        kept, read = getattr(one, item.name), getattr(other, item.name)
        if isinstance(kept, pd.DataFrame):
            assert_frame_equal(kept.reset_index(drop=True), read, check_names=False)
        elif item.name.endswith("tally"):
            for part in dataclasses.fields(kept)[1:]:
                one_part, other_part = getattr(kept, part.name), getattr(read, part.name)
                assert_frame_equal(one_part.reset_index(drop=True), other_part)
        elif item.name == "moves":
            assert kept.since == read.since
            if kept.since:
                assert_frame_equal(kept.table, read.table, check_names=False)
        else:
            assert kept == read


# --------------------------------------------------------------------------- frames and back

optional = st.none()
KINDS = {
    "text": (st.text(st.characters(exclude_categories=["Cs"]), max_size=8) | optional, "str"),
    "whole": (st.integers(-(2**62), 2**62), "int64"),
    "number": (st.integers(-(2**62), 2**62) | optional, "Int64"),
    "real": (st.floats(allow_nan=False, allow_infinity=False), "float64"),
    "share": (st.floats(0, 1) | optional, "Float64"),
    "sure": (st.booleans(), "bool"),
    "unsure": (st.booleans() | optional, "boolean"),
    "day": (st.dates(date(1900, 1, 1), date(2100, 1, 1)) | optional, "datetime64[s]"),
    "start": (st.builds(time, st.integers(0, 23), st.integers(0, 59)) | optional, object),
    "convened": (st.booleans() | optional, object),
    "cancelled": (st.booleans() | optional, object),
}


@given(
    st.lists(
        st.fixed_dictionaries({name: values for name, (values, _) in KINDS.items()}), max_size=6
    )
)
def test_written_then_read(rows) -> None:
    """Whatever a frame holds, missing values too, it reads back the same, of the same kinds."""
    frame = pd.DataFrame(
        {
            name: pd.Series(
                pd.to_datetime([r[name] for r in rows])
                if name == "day"
                else [r[name] for r in rows],
                dtype=kind,
            )
            for name, (_, kind) in KINDS.items()
        }
    )
    assert_frame_equal(back(frame), frame)


def test_texts_are_bound() -> None:
    """A text is a value, never a part of a request."""
    frame = pd.DataFrame({"text": ["'); drop table t; --", "Lycée d’O\u00a0", "0012"]}, dtype="str")
    assert_frame_equal(back(frame), frame)


def test_replaced() -> None:
    """Writing a frame anew replaces it, its columns too."""
    with closing(sqlite3.connect(":memory:")) as base:
        write_frame(base, "t", pd.DataFrame({"a": [1]}))
        write_frame(base, "t", pd.DataFrame({"b": ["x"]}, dtype="str"))
        assert_frame_equal(read_frame(base, "t"), pd.DataFrame({"b": ["x"]}, dtype="str"))


# --------------------------------------------------------------------------------- the import


def test_published_then_read(imported) -> None:
    """What a dashboard reads is what was measured, to the last kind of column."""
    campaign, published = imported
    assert_same(published, read_published(campaign.folder / PUBLISHED))


def test_figures_without_names_are_the_same(imported) -> None:
    """Every group's coverage from the published file is the coverage of the campaign itself."""
    campaign, published = imported
    read = read_published(campaign.folder / PUBLISHED)
    for by in GROUPS:
        sides = [
            (p.origin_tally, p.origins) if by == "origin" else (p.tally, p.offers)
            for p in (published, read)
        ]
        one, other = (measure_coverage(*s, by, read.settings, read.day) for s in sides)
        assert_frame_equal(one, other)


def test_the_settings_published_are_those_measured_with(example) -> None:
    """A setting changed once the campaign is read is not published with figures that ignore it."""
    campaign = open_campaign(example)
    path = example / "campagne.toml"
    path.write_text('[campagne]\nnom = "Une autre"\n', encoding="utf-8")
    import_campaign(campaign, DAY)
    assert read_published(example / PUBLISHED).settings == campaign.settings


def test_figures_are_behind_what_changed(imported) -> None:
    """A file removed since the import, or brought with an older date, leaves the figures behind."""
    folder = imported[0].folder
    assert not is_behind(folder)
    (folder / "affiche.pdf").touch()
    assert not is_behind(folder)
    (folder / "annuaire.csv").rename(folder / "annuaire bis.csv")
    assert is_behind(folder)


def test_outlines_are_those_of_the_folder(imported) -> None:
    """Laid in the folder, they are published by the next import, of the campaign's départements; no longer once they go."""
    campaign, before = imported
    assert before.outlines.empty
    square = [[2.4, 48.9], [2.5, 48.9], [2.5, 49.0], [2.4, 48.9]]
    shape = {"type": "Polygon", "coordinates": [square]}
    features = [{"properties": {"code": code}, "geometry": shape} for code in ("93005", "75056")]
    path = campaign.folder / "communes.geojson"
    path.write_text(json.dumps({"features": features}), "utf-8")
    import_campaign(campaign, DAY)
    outlines = read_published(campaign.folder / PUBLISHED).outlines
    assert outlines["department"].tolist() == ["93"]
    assert json.loads(outlines["rings"][0]) == [square]
    path.unlink()
    assert import_campaign(campaign, DAY).outlines.empty


def test_each_import_is_a_snapshot(imported) -> None:
    """Each import adds a snapshot: its day, its count, and the rows it was measured from."""
    campaign, _ = imported
    import_campaign(campaign, on("02/05"))
    count = len(campaign.applications)
    assert kept_snapshots(campaign.folder) == [(1, "2025-04-30", count), (2, "2025-05-02", count)]
    second = open_snapshot(campaign.folder, 2)
    assert second.event.inputs.keys() == campaign.delivery.inputs.keys()
    for name in FRAMES:
        kept, read = getattr(second, name), getattr(campaign, name)
        assert_frame_equal(kept, read.reset_index(drop=True), check_like=True)


def test_half_a_delivery_is_taken(imported) -> None:
    """A delivery that kept half of the last one's rows is taken."""
    campaign, _ = imported
    half = (len(campaign.applications) + 1) // 2
    import_campaign(first(campaign, half), on("02/05"), accept=True)
    assert [row[2] for row in kept_snapshots(campaign.folder)] == [len(campaign.applications), half]


def test_a_truncated_delivery_is_refused(imported) -> None:
    """A delivery that lost more than half of the last one's rows is refused; nothing changes."""
    campaign, published = imported
    count = len(campaign.applications)
    fewer = (count + 1) // 2 - 1
    with pytest.raises(RefusedData) as error:
        import_campaign(first(campaign, fewer), on("02/05"))
    assert blank(str(error.value)).startswith(
        f"Livraison refusée, rien n’est importé : {count} candidatures la dernière fois, {fewer} cette fois.\n"
    )
    assert len(kept_snapshots(campaign.folder)) == 1
    assert_same(published, read_published(campaign.folder / PUBLISHED))


def test_forced(imported) -> None:
    """A truncated delivery is taken when it is meant."""
    campaign, _ = imported
    import_campaign(first(campaign, 100), on("02/05"), force=True)
    assert len(kept_snapshots(campaign.folder)) == 2


def test_a_failed_publication_keeps_no_snapshot(imported, monkeypatch) -> None:
    """When the figures cannot be published the snapshot is not kept: all or nothing."""
    campaign, published = imported

    def fail(*_: object, **__: object) -> None:
        raise UsageError("plus de place")

    monkeypatch.setattr(snapshots, "publish", fail)
    with pytest.raises(UsageError):
        import_campaign(campaign, on("02/05"))
    assert len(kept_snapshots(campaign.folder)) == 1
    assert_same(published, read_published(campaign.folder / PUBLISHED))


def test_the_sources_are_left_as_they_were(example) -> None:
    """An import writes under .passpro/ only."""
    before = {p.name: (p.read_bytes(), p.stat().st_mtime_ns) for p in example.iterdir()}
    import_campaign(open_campaign(example), DAY)
    after = {p.name: p for p in example.iterdir() if p.name != ".passpro"}
    assert {n: (p.read_bytes(), p.stat().st_mtime_ns) for n, p in after.items()} == before


# -------------------------------------------------------------------------------- no name


def test_the_published_file_names_nobody(imported) -> None:
    """No name, INE, birth date nor file number of any pupil is anywhere in the published file."""
    campaign, _ = imported
    data = b"".join(p.read_bytes() for p in (campaign.folder / PUBLISHED).parent.iterdir())
    rows = campaign.applications
    keys = {*rows["ine"].dropna(), *rows["file_number"].dropna(), *rows["pupil"].dropna()}
    births = {f"{day:%Y-%m-%d}" for day in rows["birth_date"].dropna()}
    names = set(rows["last_name"].dropna()) | set(rows["first_name"].dropna())
    assert len(keys) > 300
    assert len(names) > 100
    assert len(births) > 100
    assert not [k for k in keys | births if k.encode() in data]
    # a pupil's name may be a school's too (Lycée Camille…): no column of theirs is there, at least
    schools = " ".join([*campaign.offers["host_name"], *campaign.directory["name"]])
    schools += " ".join(campaign.sessions["text"].dropna()) + " ".join(campaign.offers["programme_label"])  # fmt: skip
    own = [n for n in names if n.casefold() not in schools.casefold() and len(n) > 3]
    assert len(own) > 50
    assert not [n for n in own if n.encode() in data]


def test_no_small_number_is_published(imported) -> None:
    """Opinions by value are in one published table, where what rests on too few is hidden already."""
    campaign, _ = imported
    scale, threshold = set(campaign.settings.avis.echelle), campaign.settings.secret.seuil_secret
    path = campaign.folder / PUBLISHED
    with closing(sqlite3.connect(path)) as base:
        tables = base.execute("select name from sqlite_master where type = 'table'").fetchall()
        cells = {
            name: {cell for row in base.execute(f'select * from "{name}"') for cell in row}
            for (name,) in tables
        }
    assert {name for name, held in cells.items() if held & scale} == {"values"}
    values = read_published(path).values
    assert values["count"].notna().any()
    assert (values.loc[values["count"].notna(), "entered"] >= threshold).all()


def test_the_store_and_the_figures_are_apart(imported) -> None:
    """The nominative store is not in the folder of the published figures."""
    folder = imported[0].folder
    assert [p.name for p in (folder / PUBLISHED).parent.iterdir()] == [PUBLISHED.name]
    assert (folder / STORE).parent != (folder / PUBLISHED).parent


# ------------------------------------------------------------------------ readers and writers


def test_a_reader_cannot_write(imported) -> None:
    """A dashboard opens the figures to read only."""
    path = imported[0].folder / PUBLISHED
    with (
        closing(frames.connect(path, read_only=True)) as base,
        pytest.raises(sqlite3.OperationalError),
    ):
        base.execute("delete from facts")


def test_no_file_is_left_open(imported) -> None:
    """Neither an import nor a read leaves a file open: Windows could not replace it."""
    folder = imported[0].folder
    read_published(folder / PUBLISHED)
    held = {os.readlink(f"/proc/self/fd/{fd}") for fd in os.listdir("/proc/self/fd") if os.path.exists(f"/proc/self/fd/{fd}")}  # fmt: skip
    assert not [name for name in held if str(folder) in name]
    (folder / STORE).rename(folder / "ailleurs.sqlite")


def test_no_journal_is_left(imported) -> None:
    """No journal is left beside the files: a network share holds whole files only."""
    folder = imported[0].folder / ".passpro"
    left = {path.name for path in folder.rglob("*") if path.is_file()}
    assert left == {PUBLISHED.name, STORE.name, COPY.name, LOCK.name}


def test_a_reader_sees_the_old_or_the_new(imported) -> None:
    """While another process publishes again and again, a reader never sees a mixture of two."""
    campaign, published = imported
    path = campaign.folder / PUBLISHED
    days = [on("30/04"), on("02/05")]
    versions = [
        dataclasses.replace(published, day=day, hors_passpro=(at, at), origins=published.origins.assign(origin_name=str(at)))
        for at, day in enumerate(days)
    ]  # fmt: skip
    stop = threading.Event()

    def publish_both() -> None:
        while not stop.is_set():
            for version in versions:
                publish(version, campaign.folder)

    publish(versions[0], campaign.folder)
    writer = threading.Thread(target=publish_both)
    writer.start()
    try:
        seen = [read_published(path) for _ in range(40)]
    finally:
        stop.set()
        writer.join()
    for figures in seen:
        at = days.index(figures.day)
        assert figures.hors_passpro == (at, at)
        assert set(figures.origins["origin_name"]) == {str(at)}
    assert {figures.day for figures in seen} == set(days)


def test_a_killed_writer_leaves_the_old(imported) -> None:
    """A process killed in the middle of a publication leaves the old figures, whole, to the next reader."""
    campaign, published = imported
    path = campaign.folder / PUBLISHED
    killed = (
        "import os, sys; from pathlib import Path; from passpro_nb.store import frames\n"
        "with frames.writing(Path(sys.argv[1])) as base:\n"
        "    base.execute('pragma cache_size = 1')\n"
        "    base.execute('delete from offers'); base.execute('delete from facts')\n"
        "    os._exit(9)\n"
    )
    assert subprocess.run([sys.executable, "-c", killed, str(path)], check=False).returncode == 9
    assert_same(published, read_published(path))


def test_two_imports_at_once(imported, monkeypatch) -> None:
    """A second import while the first one holds the store is told so, and changes nothing."""
    campaign, _ = imported
    monkeypatch.setattr(frames, "_WAIT", 0.1)
    with closing(sqlite3.connect(campaign.folder / STORE, isolation_level=None)) as other:
        other.execute("begin immediate")
        with pytest.raises(UsageError) as error:
            import_campaign(campaign, DAY)
    assert blank(str(error.value)) == (
        "« magasin.sqlite » ne peut être écrit : un autre import est-il en cours ? Recommencez quand "
        "il sera fini."
    )
    assert len(kept_snapshots(campaign.folder)) == 1


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (None, "Aucun chiffre n’est publié : lancez « passpro-nb import » sur la campagne."),
        (b"", "Ces chiffres viennent d’une autre version : relancez « passpro-nb import »."),
        (
            b"ceci n'est pas une base" * 100,
            "Les chiffres publiés ne peuvent être lus : relancez « passpro-nb import ».",
        ),
    ],
)
def test_figures_that_cannot_be_read(tmp_path, content, said) -> None:
    """Figures that are not there, of another version or damaged: a sentence that says what to do."""
    path = tmp_path / PUBLISHED
    path.parent.mkdir(parents=True)
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(UsageError) as error:
        read_published(path)
    assert blank(str(error.value)) == said
    assert not is_published(tmp_path)


def test_measuring_changes_nothing(campaign) -> None:
    """Measuring a campaign leaves its tables as they were."""
    before = campaign.applications.copy(deep=True), campaign.offers.copy(deep=True)
    measure_campaign(campaign, DAY)
    assert_frame_equal(campaign.applications, before[0])
    assert_frame_equal(campaign.offers, before[1])
