"""The address of the floor."""

from __future__ import annotations

from django.urls import path

from dsr.demo.bench import views

urlpatterns = [path("bench/floor/<int:after>/", views.floor, name="bench_floor")]
