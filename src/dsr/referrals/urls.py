"""Addresses of the register team's side of referrals, and of the partners' discussions."""

from __future__ import annotations

from django.urls import path

from dsr.referrals.views import contact, evidence, giving, handling, lists, matching, one, outcome, writing

REFERRAL = "referrals/<public_id:pid>/"

urlpatterns = [
    path("referrals/", lists.referral_list, name="referral_list"),
    path("referrals/search/", lists.referral_search, name="referral_search"),
    path("referrals/search/<public_id:pid>/", lists.referral_results, name="referral_results"),
    path("referrals/give/", giving.give_many, name="referral_give_many"),
    path("discussions/", lists.discussion_list, name="discussion_list"),
    path("discussions/<public_id:pid>/", one.discussion, name="discussion"),
    path(REFERRAL, one.referral, name="referral"),
    path(f"{REFERRAL}print/", one.referral_print, name="referral_print"),
    path(f"{REFERRAL}take/", handling.take, name="referral_take"),
    path(f"{REFERRAL}same-day/", handling.same_day, name="referral_same_day"),
    path(f"{REFERRAL}give/", handling.give, name="referral_give"),
    path(f"{REFERRAL}set-aside/", handling.set_aside, name="referral_set_aside"),
    path(f"{REFERRAL}bring-back/", handling.resume, name="referral_resume"),
    path(f"{REFERRAL}stop/", handling.withdraw, name="referral_withdraw"),
    path(f"{REFERRAL}evidence/add/", evidence.add, name="referral_evidence_add"),
    path(f"{REFERRAL}contact/", contact.log, name="referral_contact"),
    path(f"{REFERRAL}contact/<public_id:aid>/correct/", contact.correct, name="attempt_correct"),
    path(f"{REFERRAL}write/", writing.write, name="referral_write"),
    path(f"{REFERRAL}no-contact/", contact.give_up, name="referral_give_up"),
    path(f"{REFERRAL}match/", matching.candidates, name="referral_match"),
    path(f"{REFERRAL}match/new/", matching.new_person, name="referral_new_person"),
    path(f"{REFERRAL}match/undo/", matching.unmatch, name="referral_unmatch"),
    path(f"{REFERRAL}match/<public_id:person>/", matching.compare, name="referral_compare"),
    path(f"{REFERRAL}discuss/", outcome.discuss, name="referral_discuss"),
    path(f"{REFERRAL}discuss/end/", outcome.end_discussion, name="referral_end_discussion"),
    path(f"{REFERRAL}accept/", outcome.accept, name="referral_accept"),
    path(f"{REFERRAL}not-accept/", outcome.not_accept, name="referral_not_accept"),
    path(f"{REFERRAL}not-accept/<slug:reason>/", outcome.letter, name="referral_letter"),
]
