"""What the database offers for comparing, what waits for a human, and every relation to a person."""

from dsr.matching.queries.pairs import (
    get_gone,
    get_merge,
    get_pair,
    leads_to,
    merges_listed,
    named_before,
    open_proposal,
    pairs_among,
    possible_pairs,
    sketches,
    waiting,
)
from dsr.matching.queries.relations import Relation, added_since, key_of_contact, opened_by, relations

__all__ = [
    "Relation",
    "added_since",
    "get_gone",
    "get_merge",
    "get_pair",
    "key_of_contact",
    "leads_to",
    "merges_listed",
    "named_before",
    "open_proposal",
    "opened_by",
    "pairs_among",
    "possible_pairs",
    "relations",
    "sketches",
    "waiting",
]
