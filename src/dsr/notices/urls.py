"""Addresses of this app."""

from __future__ import annotations

from django.urls import path

from dsr.notices import views

urlpatterns = [
    path("notices/", views.notice_list, name="notice_list"),
    path("notices/<public_id:pid>/dismiss/", views.notice_dismiss, name="notice_dismiss"),
]
