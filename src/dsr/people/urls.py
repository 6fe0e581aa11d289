"""Addresses of this app."""

from __future__ import annotations

from django.urls import URLPattern, path

from dsr.people.views import access, capacity, decisions, identity, needs, search, sharing

PERSON = "people/<public_id:pid>/"

urlpatterns: list[URLPattern] = [
    path("people/search/", search.person_search, name="person_search"),
    path("people/search/<public_id:pid>/", search.person_search_results, name="person_search_results"),
    path(f"{PERSON}decisions/", decisions.person_decisions, name="person_decisions"),
    path(f"{PERSON}decisions/record/", decisions.decision_topic, name="decision_topic"),
    path(f"{PERSON}decisions/record/<slug:topic>/", decisions.decision_basis, name="decision_basis"),
    path(f"{PERSON}decisions/record/<slug:topic>/<slug:basis>/", decisions.decision_record, name="decision_record"),
    path(f"{PERSON}decisions/<public_id:did>/withdraw/", decisions.decision_withdraw, name="decision_withdraw"),
    path(f"{PERSON}decisions/<public_id:did>/error/", decisions.decision_in_error, name="decision_in_error"),
    path(f"{PERSON}decisions/<public_id:did>/end-at-16/", decisions.retake_end, name="retake_end"),
    path(f"{PERSON}views/add/", decisions.view_record, name="view_record"),
    path(f"{PERSON}capacity/", capacity.person_capacity, name="person_capacity"),
    path(f"{PERSON}capacity/record/<slug:topic>/", capacity.capacity_record, name="capacity_record"),
    path(f"{PERSON}capacity/<public_id:cid>/error/", capacity.capacity_in_error, name="capacity_in_error"),
    path(
        f"{PERSON}best-interests/<public_id:bid>/error/",
        capacity.best_interests_in_error,
        name="best_interests_in_error",
    ),
    path(
        f"{PERSON}capacity/<public_id:cid>/best-interests/",
        capacity.best_interests_record,
        name="best_interests_record",
    ),
    path(f"{PERSON}how-to-talk/", needs.profile_edit, name="profile_edit"),
    path(f"{PERSON}contacts/", needs.person_contacts, name="person_contacts"),
    path(f"{PERSON}contacts/add/", needs.contact_add, name="contact_add"),
    path(f"{PERSON}contacts/<public_id:cid>/end/", needs.contact_end, name="contact_end"),
    path(f"{PERSON}diagnosis/", needs.person_diagnosis, name="person_diagnosis"),
    path(f"{PERSON}diagnosis/<slug:condition>/", needs.diagnosis_record, name="diagnosis_record"),
    path(f"{PERSON}information/", needs.person_information, name="person_information"),
    path(f"{PERSON}information/add/", needs.information_add, name="information_add"),
    path(f"{PERSON}details/", identity.person_identity, name="person_identity"),
    path(f"{PERSON}details/change/", identity.identity_edit, name="identity_edit"),
    path(f"{PERSON}residence/", identity.residence_confirm, name="residence_confirm"),
    path(f"{PERSON}address/", identity.address_reveal, name="address_reveal"),
    path(f"{PERSON}address/hide/", identity.address_sensitive, name="address_sensitive"),
    path(f"{PERSON}own-page/", access.person_access, name="person_access"),
    path(f"{PERSON}own-page/give/", access.access_grant, name="access_grant"),
    path(f"{PERSON}own-page/<public_id:kid>/word/", access.access_unlock, name="access_unlock"),
    path(f"{PERSON}own-page/<public_id:kid>/end/", access.access_end, name="access_end"),
    path(f"{PERSON}sharing/", sharing.person_sharing, name="person_sharing"),
    path(f"{PERSON}sharing/without-agreement/", sharing.override_request, name="override_request"),
    path(f"{PERSON}sharing/without-agreement/<public_id:oid>/", sharing.override_decide, name="override_decide"),
    path(f"{PERSON}sharing/without-agreement/<public_id:oid>/end/", sharing.override_end, name="override_end"),
]
