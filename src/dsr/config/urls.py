"""Every address of the service."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, register_converter

from dsr.core.converters import PublicIdConverter, TokenConverter

register_converter(PublicIdConverter, "public_id")
register_converter(TokenConverter, "token")

urlpatterns: list[URLPattern | URLResolver] = []

handler400 = "dsr.core.errors_views.bad_request"
handler403 = "dsr.core.errors_views.permission_denied"
handler404 = "dsr.core.errors_views.page_not_found"
handler500 = "dsr.core.errors_views.server_error"
