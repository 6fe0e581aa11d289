"""Addresses of home and the audit pages."""

from __future__ import annotations

from django.urls import path

from dsr.reporting.views import audit, home, local_rules

urlpatterns = [
    path("home/", home.home, name="home"),
    path("local-rules/", local_rules.policy_in_force, name="policy_in_force"),
    path("audit/", audit.search, name="audit_search"),
    path("audit/searches/<public_id:pid>/", audit.results, name="audit_results"),
    path("audit/workers/<public_id:pid>/", audit.worker, name="audit_worker"),
    path("people/<public_id:pid>/who-has-looked/", audit.who_has_looked, name="who_has_looked"),
]
