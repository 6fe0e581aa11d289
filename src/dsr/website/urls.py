"""Addresses of the public pages."""

from __future__ import annotations

from django.urls import path

from dsr.website import views

urlpatterns = [
    path("", views.start, name="start"),
    path("get-help-now/", views.help_now, name="help_now"),
]
