"""Every address of the service."""

from __future__ import annotations

from django.conf import settings
from django.conf.urls.i18n import i18n_patterns
from django.urls import URLPattern, URLResolver, include, path, register_converter

from dsr.core.converters import PublicIdConverter, TokenConverter
from dsr.core.leaving import leave
from dsr.website.views import health

register_converter(PublicIdConverter, "public_id")
register_converter(TokenConverter, "token")

urlpatterns: list[URLPattern | URLResolver] = [
    # What anybody reads: in every language, the language standing first in the address.
    *i18n_patterns(
        path("", include("dsr.website.urls")),
        path("refer/", include("dsr.referrals.public_urls")),
        path("exit/", leave, name="exit"),
        path("follow/", include("dsr.following.urls")),
        prefix_default_language=False,
    ),
    path("health/", health, name="health"),
    path("referrals/new/", include("dsr.referrals.keyed_urls")),
    path("", include("dsr.reporting.urls")),
    path("", include("dsr.matching.urls")),
    path("", include("dsr.referrals.urls")),
    path("", include("dsr.imports.urls")),
    path("", include("dsr.register.urls")),
    path("", include("dsr.people.urls")),
    path("", include("dsr.evidence.urls")),
    path("", include("dsr.notices.urls")),
    path("", include("dsr.tasks.urls")),
    path("", include("dsr.messages.urls")),
    path("", include("dsr.accounts.urls")),
]

if settings.BENCH:
    urlpatterns.append(path("", include("dsr.demo.bench.urls")))

handler400 = "dsr.core.errors_views.bad_request"
handler403 = "dsr.core.errors_views.permission_denied"
handler404 = "dsr.core.errors_views.page_not_found"
handler500 = "dsr.core.errors_views.server_error"
