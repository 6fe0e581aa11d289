"""Writing to whoever waits for an answer."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from dsr.accounts.access import requires
from dsr.core.errors import Refused
from dsr.core.posting import sent
from dsr.referrals import forms, letters
from dsr.referrals.actions import writing
from dsr.referrals.views.parts import actor_of, form_page, worked_on


@requires("message_send")
@require_http_methods(["GET", "HEAD", "POST"])
def write(request: HttpRequest, pid: str) -> HttpResponse:
    """First what to say; the words are shown on the message's own page. What no words can say becomes a task."""
    actor = actor_of(request)
    referral = worked_on(request, pid, "referral_write")
    form = forms.WriteForm(sent(request))
    words = ["You see and can change the words before anything leaves.", *letters.warnings(referral)]
    page = form_page(referral, "Write to them", "Continue to the words", "", words=words)
    if request.method == "POST" and form.is_valid():
        try:
            message = writing.write(referral=referral, by=actor, **form.cleaned_data)
        except Refused as refused:
            for sentence in (refused.sentence, *refused.reasons):
                form.add_error(None, sentence)
            if refused.reasons:
                writing.speak_instead(referral, refused.sentence, by=actor)
        else:
            return redirect("message", pid=message.public_id)
    return render(request, page.template, {"form": form, "back_href": page.back, **page.context})
