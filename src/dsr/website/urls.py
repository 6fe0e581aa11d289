"""Addresses of the public pages."""

from __future__ import annotations

from django.urls import path, register_converter

from dsr.website import views
from dsr.website.converters import PageCodeConverter

register_converter(PageCodeConverter, "page_code")

urlpatterns = [
    path("", views.start, name="start"),
    path("get-help-now/", views.help_now, name="help_now"),
    path("understand/", views.understand, name="understand"),
    path("<page_code:code>/", views.page, name="page"),
    path("<page_code:code>/<int:number>/", views.page_step, name="page_step"),
]
