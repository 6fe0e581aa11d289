"""Addresses of this app."""

from __future__ import annotations

from django.urls import path

from dsr.imports.views import downloads, lists, mending, one

IMPORT = "imports/<public_id:pid>/"

urlpatterns = [
    path("imports/", lists.import_list, name="import_list"),
    path("imports/new/", lists.import_upload, name="import_upload"),
    path("imports/template/", downloads.import_template, name="import_template"),
    path(IMPORT, one.import_one, name="import"),
    path(f"{IMPORT}columns/", one.import_columns, name="import_columns"),
    path(f"{IMPORT}sheet/", one.import_sheet, name="import_sheet"),
    path(f"{IMPORT}check/", one.import_check, name="import_check"),
    path(f"{IMPORT}run/", one.import_run, name="import_run"),
    path(f"{IMPORT}delete/", one.import_drop, name="import_drop"),
    path(f"{IMPORT}undo/", one.import_undo, name="import_undo"),
    path(f"{IMPORT}corrected/", downloads.import_corrected, name="import_corrected"),
    path(f"{IMPORT}rows/<int:number>/", mending.import_row, name="import_row"),
    path(f"{IMPORT}rows/<int:number>/decide/", mending.import_decide, name="import_decide"),
]
