"""The local rules in force."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from dsr.accounts.access import requires
from dsr.policy import queries as policies
from dsr.reporting import local_rules


@requires("policy_view")
@require_safe
def policy_in_force(request: HttpRequest) -> HttpResponse:
    """Read only: a change is a new version, loaded with the service."""
    area_id = request.actor.area_id  # type: ignore[attr-defined]
    policy = policies.current(area_id)
    context = {
        "version": policies.version_in_force(area_id),
        "to_come": policies.versions_to_come(area_id),
        "sections": local_rules.sections(policy),
        "unverified": policy.unverified(),
    }
    return render(request, "reporting/policy_in_force.jinja", context)
