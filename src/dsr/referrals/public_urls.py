"""Addresses of the public form, under ``/refer/``."""

from __future__ import annotations

from django.urls import path

from dsr.referrals import public_views as views
from dsr.referrals import public_views_ends as ends
from dsr.referrals import public_views_equality as equality
from dsr.referrals import public_views_people as people
from dsr.referrals.form.door import by_link

urlpatterns = [
    path("", views.start, name="refer_start"),
    path("deleted/", ends.deleted, name="refer_deleted"),
    path("<token:token>/", by_link(views.resume), name="refer_resume"),
    path("<token:token>/leave/", by_link(ends.leave), name="refer_leave"),
    path("<token:token>/save/", by_link(ends.save), name="refer_save"),
    path("<token:token>/delete/", by_link(ends.delete), name="refer_delete"),
    path("<token:token>/help-now/", by_link(views.help_now), name="refer_help"),
    path("<token:token>/check/", by_link(ends.check), name="refer_check"),
    path("<token:token>/sent/", by_link(ends.sent, after_sending=True), name="refer_sent"),
    path("<token:token>/equality/", by_link(equality.ask, after_sending=True), name="refer_equality"),
    path(
        "<token:token>/equality/<slug:page>/",
        by_link(equality.question, after_sending=True),
        name="refer_equality_question",
    ),
    path("<token:token>/people/add/", by_link(people.add), name="refer_person_add"),
    path("<token:token>/people/<public_id:person_id>/", by_link(people.change), name="refer_person_change"),
    path("<token:token>/people/<public_id:person_id>/remove/", by_link(people.remove), name="refer_person_remove"),
    path("<token:token>/<slug:page>/", by_link(views.question), name="refer_question"),
]
