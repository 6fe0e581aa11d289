"""Signing in and out, and showing again who one is."""

from __future__ import annotations

from typing import Any

from allauth.account import views as library
from allauth.account.internal.flows.logout import logout
from allauth.mfa.base import views as factor
from allauth.socialaccount.providers.openid_connect import views as provider_library
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_GET, require_POST
from requests import RequestException

from dsr.accounts import session
from dsr.accounts.access import before_second_factor, signed_in
from dsr.accounts.forms.sign_in import CodeForm, ProveByCodeForm, ProveByPasswordForm, SignInForm
from dsr.core.access import public

CLEAR = '"cache", "cookies", "storage"'


class SignInView(library.LoginView):
    """Email address and password; the button of the organisation's own sign-in where there is one."""

    form_class = SignInForm
    template_name = "accounts/sign_in.jinja"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        providers = settings.SOCIALACCOUNT_PROVIDERS.get("openid_connect", {})
        return super().get_context_data(**kwargs) | {"providers": providers.get("APPS", [])}


sign_in = public(SignInView.as_view())
code = public(factor.AuthenticateView.as_view(form_class=CodeForm, template_name="accounts/code.jinja"))


class ProveByPasswordView(library.ReauthenticateView):
    """The right password opens sensitive acts for a few minutes."""

    form_class = ProveByPasswordForm
    template_name = "accounts/prove.jinja"

    def form_valid(self, form: ProveByPasswordForm) -> HttpResponse:
        session.prove(self.request)
        return super().form_valid(form)


prove_by_code = signed_in(
    factor.ReauthenticateView.as_view(form_class=ProveByCodeForm, template_name="accounts/prove.jinja")
)
prove_by_password = signed_in(ProveByPasswordView.as_view())


@public
@require_GET
def with_provider(request: HttpRequest, provider_id: str) -> HttpResponse:
    """To the organisation's own sign-in. A link, not a form: our content policy keeps forms to ourselves."""
    try:
        return provider_library.login(request, provider_id)
    except RequestException:
        return redirect("provider_refused")


from_provider = public(provider_library.callback)


@public
@require_GET
def provider_refused(request: HttpRequest) -> HttpResponse:
    """Says no more than that it did not work: not whether the account exists."""
    return render(request, "accounts/provider_refused.jinja")


@signed_in
@require_GET
def sign_in_again(request: HttpRequest) -> HttpResponse:
    """For a worker whose only proof is another organisation's sign-in."""
    return render(request, "accounts/sign_in_again.jinja")


@public
@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    """Ends the session and asks the browser to forget everything of ours (ASVS 7.4.1, 14.3.1)."""
    logout(request)
    response = redirect("signed_out")
    response.headers["Clear-Site-Data"] = CLEAR
    return response


@public
@require_GET
def signed_out(request: HttpRequest) -> HttpResponse:
    """Says that it worked."""
    return render(request, "accounts/signed_out.jinja", {"timed_out": False, "back": ""})


@public
@require_GET
def session_ended(request: HttpRequest) -> HttpResponse:
    """Says why the worker is signed out, and leads back to the page they were on."""
    back = request.GET.get("next", "")
    if not url_has_allowed_host_and_scheme(back, allowed_hosts={request.get_host()}):
        back = ""
    if request.user.is_authenticated:
        return redirect(back or settings.LOGIN_REDIRECT_URL)
    return render(request, "accounts/signed_out.jinja", {"timed_out": True, "back": back})


@before_second_factor
@require_POST
def keep_alive(request: HttpRequest) -> HttpResponse:
    """The time-out dialog's "Stay signed in": the middleware has already noted that somebody is there."""
    return HttpResponse(status=204)
