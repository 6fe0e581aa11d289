"""Which local authority a postcode lies in: a small table for each area.

`dsr.policy.build_postcodes` makes the tables from the open postcode directory.
The answer is a suggestion. Ordinary residence decides which council is responsible, and a person confirms it.
"""

from __future__ import annotations

import gzip
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from dsr.core.postcodes import InvalidPostcode, parse_postcode

POLICIES = Path(__file__).resolve().parents[4] / "policies"
_UNIT_LENGTH = 2


@dataclass(frozen=True)
class PostcodeTable:
    """Postcodes of an area by local authority code."""

    places: dict[str, str]

    @classmethod
    def read(cls, path: Path) -> PostcodeTable:
        """From a file of lines `CV1 2|E08000026|AAABAD…`: sector, place, the units in it."""
        places: dict[str, str] = {}
        for line in gzip.decompress(path.read_bytes()).decode("ascii").splitlines():
            if not line.startswith("#"):
                sector, place, units = line.split("|")
                places.update((sector + unit, place) for unit in _pairs(units))
        return cls(places)

    def local_authority(self, postcode: str) -> str | None:
        """The code of the place a postcode lies in; None outside the area, or for what is no postcode."""
        try:
            return self.places.get(parse_postcode(postcode))
        except InvalidPostcode:
            return None


def write_table(places: Iterable[tuple[str, str]], heading: str) -> bytes:
    """The file that `PostcodeTable.read` reads, from pairs of postcode and place; always the same bytes."""
    lines: dict[tuple[str, str], str] = {}
    for postcode, place in sorted(places):
        key = (postcode[:-_UNIT_LENGTH], place)
        lines[key] = lines.get(key, "") + postcode[-_UNIT_LENGTH:]
    comments = "".join(f"# {line}\n" for line in heading.splitlines())
    table = "".join(f"{sector}|{place}|{units}\n" for (sector, place), units in sorted(lines.items()))
    return gzip.compress((comments + table).encode("ascii"), compresslevel=9, mtime=0)


@lru_cache(maxsize=8)
def table_named(name: str) -> PostcodeTable:
    """A table of `policies/postcodes`, read once in each process."""
    return PostcodeTable.read(POLICIES / "postcodes" / name)


def _pairs(units: str) -> Iterable[str]:
    return (units[at : at + _UNIT_LENGTH] for at in range(0, len(units), _UNIT_LENGTH))
