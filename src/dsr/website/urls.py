"""Addresses of the public pages."""

from __future__ import annotations

from django.urls import path, register_converter

from dsr.website import papers, views
from dsr.website.converters import PageCodeConverter

register_converter(PageCodeConverter, "page_code")
register_converter(papers.PaperFormatConverter, "paper_format")

urlpatterns = [
    path("", views.start, name="start"),
    path("get-help-now/", views.help_now, name="help_now"),
    path("understand/", views.understand, name="understand"),
    path("<page_code:code>/", views.page, name="page"),
    path("<page_code:code>/<int:number>/", views.page_step, name="page_step"),
    path("<paper_format:form>/", papers.start_paper, name="start_paper"),
    path("get-help-now/<paper_format:form>/", papers.help_now_paper, name="help_now_paper"),
    path("understand/<paper_format:form>/", papers.understand_paper, name="understand_paper"),
    path("<page_code:code>/<paper_format:form>/", papers.page_paper, name="page_paper"),
]
