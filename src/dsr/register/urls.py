"""Addresses of this app."""

from __future__ import annotations

from django.urls import path

from dsr.register.views import assessments, confirming, leaving, lists, person

PERSON = "people/<public_id:pid>/"
ASSESSMENT = f"{PERSON}assessments/<public_id:aid>/"

urlpatterns = [
    path("register/", lists.register_list, name="register_list"),
    path("register/search/<public_id:sid>/", lists.register_list, name="register_search"),
    path(PERSON, person.person, name="person"),
    path(f"{PERSON}joining/", person.person_joining, name="person_joining"),
    path(f"{PERSON}joining/confirm/", confirming.person_confirm, name="person_confirm"),
    path(f"{PERSON}joining/decline/", confirming.person_decline, name="person_decline"),
    path(f"{PERSON}leave/", leaving.person_leave, name="person_leave"),
    path(f"{PERSON}record/", person.person_record, name="person_record"),
    path(f"{PERSON}tasks/", person.person_tasks, name="person_tasks"),
    path(f"{PERSON}ratings/", person.person_ratings, name="person_ratings"),
    path(f"{PERSON}timeline/", person.person_timeline, name="person_timeline"),
    path(f"{PERSON}print/", person.person_print, name="person_print"),
    path(f"{PERSON}assessments/start/", assessments.assessment_start, name="assessment_start"),
    path(ASSESSMENT, assessments.assessment, name="assessment"),
    path(f"{ASSESSMENT}result/", assessments.assessment_result, name="assessment_result"),
    path(f"{ASSESSMENT}give-up/", assessments.assessment_give_up, name="assessment_give_up"),
    path(f"{ASSESSMENT}section/<slug:section>/", assessments.assessment_section, name="assessment_section"),
]
