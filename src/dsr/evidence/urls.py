"""Addresses of this app."""

from __future__ import annotations

from django.urls import path

from dsr.evidence import views

urlpatterns = [
    path("people/<public_id:pid>/evidence/", views.person_evidence, name="person_evidence"),
    path("people/<public_id:pid>/evidence/add/", views.person_evidence_add, name="person_evidence_add"),
    path("evidence/<public_id:pid>/", views.evidence, name="evidence"),
    path("evidence/<public_id:pid>/file/", views.evidence_file, name="evidence_file"),
    path("evidence/<public_id:pid>/error/", views.evidence_in_error, name="evidence_in_error"),
]
