"""The only writers of everything about a person."""

from dsr.people.actions.access import (
    begin_visit,
    end_visit,
    go_on_visiting,
    grant_key,
    keep_request,
    prove_nothing,
    revoke_key,
    unlock_key,
)
from dsr.people.actions.capacity import (
    mark_best_interests_in_error,
    mark_capacity_in_error,
    record_best_interests,
    record_capacity,
)
from dsr.people.actions.decisions import UNSEEN, mark_decision_in_error, record_decision, withdraw_decision
from dsr.people.actions.involvement import begin_sharing, end_discussion, end_sharing, open_discussion
from dsr.people.actions.needs import (
    add_contact,
    end_contact,
    mark_views_in_error,
    record_diagnosis,
    record_information,
    record_profile,
    record_view,
)
from dsr.people.actions.overrides import (
    approve_override,
    end_of_day,
    end_override,
    refuse_override,
    request_override,
)
from dsr.people.actions.persons import (
    amend_identity,
    confirm_residence,
    create_person,
    record_death,
    set_address_sensitive,
    withdraw_record,
)
from dsr.people.actions.retakes import end_expired_parental, give_end_reason, grace_ends_on
from dsr.people.actions.searches import keep_search

__all__ = [
    "UNSEEN",
    "add_contact",
    "amend_identity",
    "approve_override",
    "begin_sharing",
    "begin_visit",
    "confirm_residence",
    "create_person",
    "end_contact",
    "end_discussion",
    "end_expired_parental",
    "end_of_day",
    "end_override",
    "end_sharing",
    "end_visit",
    "give_end_reason",
    "go_on_visiting",
    "grace_ends_on",
    "grant_key",
    "keep_request",
    "keep_search",
    "mark_best_interests_in_error",
    "mark_capacity_in_error",
    "mark_decision_in_error",
    "mark_views_in_error",
    "open_discussion",
    "prove_nothing",
    "record_best_interests",
    "record_capacity",
    "record_death",
    "record_decision",
    "record_diagnosis",
    "record_information",
    "record_profile",
    "record_view",
    "refuse_override",
    "request_override",
    "revoke_key",
    "set_address_sensitive",
    "unlock_key",
    "withdraw_decision",
    "withdraw_record",
]
