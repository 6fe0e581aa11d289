"""The names a page's file may use: facts that stand inside sentences, and parts that are made at showing."""

from __future__ import annotations

#: Filled in by `facts.py` from the policy in force.
FACTS = frozenset(
    {
        "area",
        "attempts",
        "closes",
        "contact_by",
        "contact_days",
        "council_count",
        "discussion_days",
        "draft_days",
        "grace_days",
        "hours",
        "icb",
        "key_worker_from",
        "key_worker_to",
        "red",
        "register",
        "register_name",
        "review_months",
        "routes",
        "team",
        "trust",
    }
)

#: Each is a template in ``website/blocks``; one for Easy Read stands beside it under ``easy_…``.
PARTS = frozenset(
    {
        "begin",
        "caller",
        "cookies",
        "crisis_contacts",
        "data_protection",
        "diagnosis_rule",
        "discussion_organisations",
        "follow",
        "formats",
        "help_card",
        "key_worker_told",
        "organisations",
        "places",
        "ratings",
        "reasons",
        "retention",
        "site_map",
        "team_contact",
        "understand_list",
    }
)
