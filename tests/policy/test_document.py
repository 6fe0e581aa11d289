import json

import pytest

from dsr.policy.document import POLICIES, Policy

FILES = sorted(POLICIES.glob("*.yaml"))


@pytest.fixture(scope="module", params=FILES, ids=lambda path: path.stem)
def policy(request):
    return Policy.load(request.param)


def test_both_areas_are_here():
    assert {path.stem for path in FILES} == {"coventry-warwickshire", "example-area"}


def test_it_survives_the_database(policy):
    stored = json.loads(json.dumps(policy.model_dump(mode="json")))
    again = Policy.model_validate(stored)
    assert again == policy
    assert again.sha256 == policy.sha256
