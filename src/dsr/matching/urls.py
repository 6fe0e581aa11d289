"""Addresses of this app."""

from __future__ import annotations

from django.urls import path

from dsr.matching import views

urlpatterns = [
    path("duplicates/", views.duplicate_list, name="duplicate_list"),
    path("duplicates/<public_id:pid>/", views.duplicate, name="duplicate"),
    path("duplicates/<public_id:pid>/merge/", views.merge_propose, name="merge_propose"),
    path("merges/", views.merge_list, name="merge_list"),
    path("merges/<public_id:pid>/", views.merge, name="merge"),
    path("merges/<public_id:pid>/answer/", views.merge_answer, name="merge_answer"),
    path("merges/<public_id:pid>/take-back/", views.merge_take_back, name="merge_take_back"),
    path("merges/undo/<public_id:pid>/", views.unmerge_propose, name="unmerge_propose"),
    path("merges/undo/answer/<public_id:pid>/", views.unmerge_answer, name="unmerge_answer"),
]
