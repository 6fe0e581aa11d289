"""Addresses for following, under ``/follow/``."""

from __future__ import annotations

from django.urls import path

from dsr.following import own_views, views

urlpatterns = [
    path("", views.start, name="follow_start"),
    path("asked/", views.asked, name="follow_asked"),
    path("code/<token:code>/", views.code, name="follow_code"),
    path("my-page/", own_views.page, name="follow_my_page"),
    path("my-page/record/", own_views.record, name="follow_my_record"),
    path("my-page/help/", own_views.help_given, name="follow_my_help"),
    path("my-page/who-has-looked/", own_views.looks, name="follow_my_looks"),
    path("my-page/who-knows/", own_views.sharing, name="follow_my_sharing"),
    path("my-page/who-knows/<slug:topic>/", own_views.change, name="follow_my_change"),
    path("my-page/receipt/<public_id:decision>/", own_views.changed, name="follow_my_receipt"),
    path("my-page/ask/<slug:what>/", own_views.ask, name="follow_my_ask"),
    path("my-page/asked/<slug:what>/", own_views.asked, name="follow_my_asked"),
    path("my-page/leave/", own_views.leave, name="follow_my_leave"),
    path("my-page/left/", own_views.left, name="follow_my_left"),
    path("my-page/open/<token:token>/", own_views.door, name="follow_my_door"),
    path("<token:token>/", views.referral, name="follow_referral"),
    path("<token:token>/add/", views.add, name="follow_add"),
    path("<token:token>/contact/", views.contact, name="follow_contact"),
    path("<token:token>/stop/", views.stop, name="follow_stop"),
]
