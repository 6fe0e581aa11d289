"""Addresses under ``/referrals/new/`` for staff who key a paper or telephone referral."""

from __future__ import annotations

from django.urls import path

from dsr.referrals import keyed_views
from dsr.referrals import public_views as views
from dsr.referrals import public_views_ends as ends
from dsr.referrals import public_views_people as people
from dsr.referrals.form.door import keyed

urlpatterns = [
    path("", keyed_views.start, name="key_start"),
    path("go-on/", keyed_views.go_on, name="key_go_on"),
    path("<token:token>/", keyed(views.resume), name="key_resume"),
    path("<token:token>/leave/", keyed(ends.leave), name="key_leave"),
    path("<token:token>/save/", keyed(ends.save), name="key_save"),
    path("<token:token>/delete/", keyed(ends.delete), name="key_delete"),
    path("<token:token>/help-now/", keyed(views.help_now), name="key_help"),
    path("<token:token>/check/", keyed(ends.check), name="key_check"),
    path("<token:token>/sent/", keyed(ends.sent, after_sending=True), name="key_sent"),
    path("<token:token>/people/add/", keyed(people.add), name="key_person_add"),
    path("<token:token>/people/<public_id:person_id>/", keyed(people.change), name="key_person_change"),
    path("<token:token>/people/<public_id:person_id>/remove/", keyed(people.remove), name="key_person_remove"),
    path("<token:token>/<slug:page>/", keyed(views.question), name="key_question"),
]
