"""Addresses for following, under ``/follow/``."""

from __future__ import annotations

from django.urls import path

from dsr.following import views

urlpatterns = [
    path("", views.start, name="follow_start"),
    path("asked/", views.asked, name="follow_asked"),
    path("code/<token:code>/", views.code, name="follow_code"),
    path("<token:token>/", views.referral, name="follow_referral"),
    path("<token:token>/add/", views.add, name="follow_add"),
    path("<token:token>/contact/", views.contact, name="follow_contact"),
    path("<token:token>/stop/", views.stop, name="follow_stop"),
]
