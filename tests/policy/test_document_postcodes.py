import csv
import gzip
import json
import sys
import types
import zipfile

import brotli
import pytest

from dsr.policy import build_postcodes
from dsr.policy.document import POLICIES, Policy, PostcodeTable
from dsr.policy.document.postcode_table import table_named, write_table

TABLES = POLICIES / "postcodes"


@pytest.fixture(scope="module")
def coventry():
    return Policy.load(POLICIES / "coventry-warwickshire.yaml")


@pytest.fixture(scope="module")
def vale():
    return Policy.load(POLICIES / "example-area.yaml")


@pytest.mark.parametrize(
    ("postcode", "place", "council"),
    [
        ("CV1 2NT", "E08000026", "coventry-city-council"),
        ("cv1 2nt", "E08000026", "coventry-city-council"),
        ("B46 1AA", "E07000218", "warwickshire-county-council"),
        ("CV34 6AA", "E07000222", "warwickshire-county-council"),
        ("GL55 6NY", "E07000221", "warwickshire-county-council"),
    ],
)
def test_a_postcode_suggests_a_council(coventry, postcode, place, council):
    assert coventry.local_authority(postcode) == place
    assert coventry.council_for_postcode(postcode).code == council


@pytest.mark.parametrize("postcode", ["M1 1AE", "SW1A 1AA", "B1 1AA", "CV99 9ZZ", "nowhere", ""])
def test_outside_the_area_nothing_is_suggested(coventry, postcode):
    assert coventry.local_authority(postcode) is None
    assert coventry.council_for_postcode(postcode) is None


def test_one_district_may_lie_in_two_councils(coventry):
    table = table_named(coventry.area.postcode_table)
    shared = {place for postcode, place in table.places.items() if postcode.startswith("CV7 ")}
    assert {"E08000026", "E07000218"} <= shared


def test_every_postcode_lies_in_a_place_of_the_area(coventry, vale):
    for policy in (coventry, vale):
        found = set(table_named(policy.area.postcode_table).places.values())
        assert found == {place.code for place in policy.area.local_authorities}


def test_the_whole_area_is_there(coventry):
    table = table_named(coventry.area.postcode_table)
    assert len(table.places) == 31_627
    assert (TABLES / coventry.area.postcode_table).stat().st_size < 60_000


def test_the_two_areas_share_no_postcode(coventry, vale):
    tables = [set(table_named(policy.area.postcode_table).places) for policy in (coventry, vale)]
    assert not set.intersection(*tables)


def test_one_street_of_the_example_crosses_a_border(vale):
    assert vale.council_for_postcode("EV2 1AA").code == "exampleton-council"
    assert vale.council_for_postcode("EV2 1AB").code == "vale-county-council"


def test_the_attribution_travels_with_the_table():
    text = gzip.decompress((TABLES / "coventry-warwickshire.txt.gz").read_bytes()).decode("ascii")
    assert "Office for National Statistics" in text
    assert "Open Government Licence" in text
    assert "Open Government Licence" in (TABLES / "README.md").read_text(encoding="utf-8")


def test_the_examples_table_is_made_from_its_list(vale):
    places = {place.code for place in vale.area.local_authorities}
    made = build_postcodes.build(TABLES / "example-area.csv", places)
    assert gzip.decompress(made) == gzip.decompress((TABLES / "example-area.txt.gz").read_bytes())


def test_places_outside_the_area_are_left_out(tmp_path):
    source = tmp_path / "list.csv"
    with source.open("w", newline="") as rows:
        csv.writer(rows).writerows([("EV1 1AA", "E06999001"), ("XV1 1AA", "E06999009")])
    target = tmp_path / "table.txt.gz"
    target.write_bytes(build_postcodes.build(source, {"E06999001"}))
    assert PostcodeTable.read(target).places == {"EV1 1AA": "E06999001"}


def test_what_is_written_is_read_again_whatever_its_order(tmp_path):
    pairs = [("EV1 1AB", "E06999001"), ("EV1 1AA", "E07999001"), ("EV10 1AA", "E07999001")]
    target = tmp_path / "table.txt.gz"
    target.write_bytes(write_table(pairs, "Two lines\nof heading"))
    assert PostcodeTable.read(target).places == dict(pairs)
    assert write_table(reversed(pairs), "Two lines\nof heading") == target.read_bytes()


def test_the_published_directory_is_read_without_postcodes_out_of_use(tmp_path, monkeypatch):
    # msgpack is needed by this one command only and not installed; JSON stands in for its format
    monkeypatch.setitem(sys.modules, "msgpack", types.SimpleNamespace(unpackb=lambda data, raw: json.loads(data)))
    columns = {
        "pcd": ["CV1 2NT", "CV346AA", "CV1 1ZZ", "M1  1AE", "not one"],
        "laua": ["E08000026", "E07000222", float("nan"), "E08000003", "E08000026"],
    }
    wheel = tmp_path / "postcodes-1-py3-none-any.whl"
    with zipfile.ZipFile(wheel, "w") as archive:
        archive.writestr("ref/postcodes_C.msgpack.br", brotli.compress(json.dumps({"data": columns}).encode()))
        archive.writestr("ref/readme.txt", "nothing")
    target = tmp_path / "table.txt.gz"
    target.write_bytes(build_postcodes.build(wheel, {"E08000026", "E07000222"}))
    assert PostcodeTable.read(target).places == {"CV1 2NT": "E08000026", "CV34 6AA": "E07000222"}
    assert b"postcodes-1-py3-none-any.whl" in gzip.decompress(target.read_bytes())


def test_the_command_writes_the_table_the_policy_names(tmp_path, monkeypatch, capsys):
    (tmp_path / "postcodes").mkdir()
    monkeypatch.setattr(build_postcodes, "POLICIES", tmp_path)
    build_postcodes.main(POLICIES / "example-area.yaml", TABLES / "example-area.csv")
    assert PostcodeTable.read(tmp_path / "postcodes" / "example-area.txt.gz").local_authority("EV1 1AA")
    assert "example-area.txt.gz" in capsys.readouterr().out
