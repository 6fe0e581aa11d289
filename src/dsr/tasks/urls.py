"""Addresses of this app."""

from __future__ import annotations

from django.urls import path

from dsr.tasks import giving_views, views

urlpatterns = [
    path("tasks/", views.task_list, name="task_list"),
    path("tasks/give/", giving_views.give_many, name="task_give_many"),
    path("tasks/<public_id:pid>/", views.task, name="task"),
    path("tasks/<public_id:pid>/done/", views.complete, name="task_complete"),
    path("tasks/<public_id:pid>/end/", views.cancel, name="task_cancel"),
    path("tasks/<public_id:pid>/assign/", views.assign, name="task_assign"),
    path("tasks/<public_id:pid>/set-aside/", views.set_aside, name="task_set_aside"),
    path("tasks/<public_id:pid>/take/", views.take, name="task_take"),
    path("tasks/<public_id:pid>/bring-back/", views.bring_back, name="task_bring_back"),
]
