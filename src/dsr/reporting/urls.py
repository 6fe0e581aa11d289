"""Addresses of home and the audit pages."""

from __future__ import annotations

from django.urls import path

from dsr.reporting.views import audit, exports, home, local_rules

urlpatterns = [
    path("home/", home.home, name="home"),
    path("local-rules/", local_rules.policy_in_force, name="policy_in_force"),
    path("exports/register/", exports.export_register, name="export_register"),
    path("exports/tasks/", exports.export_tasks, name="export_tasks"),
    path("people/<public_id:pid>/export/", exports.export_person, name="export_person"),
    path("exports/<public_id:pid>/", exports.export, name="export"),
    path("exports/<public_id:pid>/file/", exports.export_file, name="export_file"),
    path("exports/<public_id:pid>/print/", exports.export_print, name="export_print"),
    path("audit/", audit.search, name="audit_search"),
    path("audit/searches/<public_id:pid>/", audit.results, name="audit_results"),
    path("audit/workers/<public_id:pid>/", audit.worker, name="audit_worker"),
    path("people/<public_id:pid>/who-has-looked/", audit.who_has_looked, name="who_has_looked"),
]
