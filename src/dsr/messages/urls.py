"""Addresses of this app."""

from __future__ import annotations

from django.urls import path

from dsr.messages import views

urlpatterns = [
    path("messages/", views.message_list, name="message_list"),
    path("messages/<public_id:pid>/", views.message, name="message"),
    path("messages/<public_id:pid>/change/", views.message_edit, name="message_edit"),
    path("messages/<public_id:pid>/approve/", views.message_approve, name="message_approve"),
    path("messages/<public_id:pid>/stop/", views.message_cancel, name="message_cancel"),
    path("messages/<public_id:pid>/posted/", views.message_posted, name="message_posted"),
    path("messages/<public_id:pid>/print/", views.message_print, name="message_print"),
    path("messages/<public_id:pid>/pdf/", views.message_pdf, name="message_pdf"),
]
