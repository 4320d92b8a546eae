"""What is published, cut to some départements: whoever has no right on the others is given nothing of them."""

from collections.abc import Collection
from dataclasses import fields, replace

import pandas as pd

from passpro_nb.measure.coverage import Tally
from passpro_nb.store.published import Moves, Published


def restrict(published: Published, departments: Collection[str]) -> Published:
    """Return what is published of the hosts of some départements, and nothing of the others.

    A cut, not a filter: rows of other départements are not there. Counts by school of origin, which
    are of all hosts, what is counted of the whole beside its figures (hors Passpro), and the names of
    files, which may say of whom they are, are left out.
    """
    wanted = [*departments]
    offers, capacity = (
        _rows(frame, "department", wanted) for frame in (published.offers, published.capacity)
    )
    known = pd.concat([offers["offer"], capacity["offer"]]).unique()
    asks = _rows(published.asks, "offer", known)
    moves = published.moves
    return replace(
        published,
        offers=offers,
        capacity=capacity,
        asks=asks,
        sessions=_rows(published.sessions, "offer", known),
        planned=_rows(published.planned, "offer", known),
        values=_rows(published.values, "department", wanted),
        tally=_cut(published.tally, known),
        origin_tally=_cut(published.origin_tally, []),
        origins=_rows(published.origins, "origin_uai", asks["uai"]),
        contacts=_rows(published.contacts, "uai", offers["host_uai"]),
        relaunches=_rows(published.relaunches, "uai", offers["host_uai"]),
        places=_rows(published.places, "uai", offers["host_uai"]),
        outlines=_rows(published.outlines, "department", wanted),
        moves=Moves(moves.since, _rows(moves.table, "offer", known)) if moves.since else moves,
        files=(),
        hors_passpro=(0, 0),
        inputs={},
    )


def _rows(frame: pd.DataFrame, column: str, wanted: Collection[str] | pd.Series) -> pd.DataFrame:
    return frame[frame[column].isin(wanted)].reset_index(drop=True)


def _cut(tally: Tally, known: Collection[str]) -> Tally:
    parts = {
        part.name: _rows(getattr(tally, part.name), tally.key, known) for part in fields(Tally)[1:]
    }
    return Tally(tally.key, **parts)
