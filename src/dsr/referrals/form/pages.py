"""The pages of the form, in order. This list is the form: change it here."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from django.utils.translation import gettext

from dsr.core.words import later as _
from dsr.policy.document.organisations import Organisation
from dsr.referrals.form import conditions as when
from dsr.referrals.form import decisions, forms_need, forms_person, forms_reach, forms_start, teaching
from dsr.referrals.form.asking import Asking
from dsr.referrals.form.base import QuestionForm
from dsr.referrals.form.conditions import Condition
from dsr.referrals.form.decisions import DecisionForm
from dsr.referrals.form.easy import decisions as easy
from dsr.referrals.form.wording import Shown

#: Rises when a question is added, removed or changes its meaning; kept with every referral.
FORM_VERSION = "2026-11-2"

SECTIONS = {
    "start": _("Before you start"),
    "filler": _("Who fills in this form"),
    "person": _("About the person"),
    "need": _("What is happening"),
    "people": _("People who help"),
    "talk": _("How to communicate"),
    "contact": _("How to make contact"),
    "decisions": _("Your choices"),
    "capacity": _("Deciding and agreeing"),
}
SECTIONS_OWN = SECTIONS | {
    "filler": _("Help with this form"),
    "person": _("About you"),
    "people": _("People who help you"),
}
SECTIONS_CHILD = SECTIONS | {"person": _("About your child"), "decisions": _("What you think")}


@dataclass(frozen=True)
class Page:
    """One page. Neighbours with the same ``group`` are shown together where the form is grouped."""

    code: str
    title: str
    form: type[QuestionForm]
    section: str
    when: Condition = when.always
    group: str = ""
    wording: Callable[[Asking], Shown] | None = None
    easy_wording: Callable[[Asking], Shown] | None = None
    intro: tuple[str, ...] | Callable[[Asking], tuple[str, ...]] = ()
    is_people_list: bool = False
    #: the form can be sent without it
    never_blocks: bool = False


STATIC: tuple[Page, ...] = (
    Page("danger", _("Danger now"), forms_start.DangerForm, "start"),
    Page("who", _("Who it is about"), forms_start.WhoForm, "start"),
    Page("received", "When did it come?", forms_start.ReceivedForm, "start", when.keyed),
    Page("helper", _("Help with this form"), forms_start.HelperForm, "filler", when.about_me),
    Page("helper-details", _("Who is helping you?"), forms_start.HelperDetailsForm, "filler", when.helped),
    Page("filler", _("Your name"), forms_start.FillerForm, "filler", when.about_somebody_else, "filler"),
    Page("filler-work", _("What is your work?"), forms_start.FillerWorkForm, "filler", when.a_professional, "filler"),
    Page(
        "filler-contact",
        _("How can we contact you?"),
        forms_start.FillerContactForm,
        "filler",
        when.about_somebody_else,
        "filler",
        intro=(_("Give us a phone number or an email address."), _("You can give both.")),
    ),
    Page(
        "relationship",
        _("How you know the person"),
        forms_start.RelationshipForm,
        "filler",
        when.about_somebody_else,
        "filler",
    ),
    Page("authority", _("Your legal rights"), forms_start.AuthorityForm, "filler", when.a_carer),
    Page("name", _("What is your name?"), forms_person.NameForm, "person", group="person"),
    Page("born", _("When were you born?"), forms_person.BornForm, "person", group="person"),
    Page("about-age", _("About how old"), forms_person.AboutAgeForm, "person", when.birthday_not_known),
    Page("nhs-number", _("NHS number"), forms_person.NhsNumberForm, "person", group="lives"),
    Page("lives", _("Where you live"), forms_person.LivesForm, "person", group="lives"),
    Page("address", _("What is your address?"), forms_person.AddressForm, "person", when.lives_at_an_address),
    Page("gp", _("GP"), forms_person.GpForm, "person", group="health"),
    Page(
        "learning-disability", _("Learning disability"), forms_person.LearningDisabilityForm, "person", group="health"
    ),
    Page("autism", _("Autism"), forms_person.AutismForm, "person", group="health"),
    Page("diagnosis-by", _("Who confirmed the diagnosis?"), forms_person.DiagnosisByForm, "person", when.diagnosed),
    Page("knows", _("Whether they know"), forms_start.KnowsForm, "filler", when.about_somebody_else),
    Page("says", _("What they say"), forms_start.SaysForm, "filler", when.known_to_person),
    Page("now", _("What is happening now"), forms_need.NowForm, "need", group="need"),
    Page("tried", _("What has been tried"), forms_need.TriedForm, "need", group="need"),
    Page("helps", _("What helps"), forms_need.HelpsForm, "need", group="need"),
    Page("could-help", _("What could help"), forms_need.CouldHelpForm, "need", group="need"),
    Page("services", _("Current services"), forms_need.ServicesForm, "need", when.a_professional, "concerns"),
    Page("concerns", _("Concerns"), forms_need.ConcernsForm, "need", when.a_professional, "concerns"),
    Page("people", _("People who help now"), forms_need.PeopleForm, "people"),
    Page(
        "people-list",
        _("People you told us about"),
        forms_need.AnotherForm,
        "people",
        when.people_to_name,
        is_people_list=True,
    ),
    Page("talk", _("How to talk"), forms_reach.TalkForm, "talk", group="talk"),
    Page("formats", _("Information"), forms_reach.FormatsForm, "talk", group="talk"),
    Page("adjustments", _("What makes it easier"), forms_reach.AdjustmentsForm, "talk", group="talk"),
    Page("language", _("Language"), forms_reach.LanguageForm, "talk", group="language"),
    Page("interpreter", _("Interpreter"), forms_reach.InterpreterForm, "talk", when.another_language),
    Page(
        "contact-first",
        _("Who to contact first"),
        forms_reach.ContactFirstForm,
        "contact",
        when.about_somebody_else,
        "contact",
    ),
    Page("contact-way", _("Safest way"), forms_reach.ContactWayForm, "contact", group="contact"),
    Page("trusted", _("Who is the person you trust?"), forms_reach.TrustedForm, "contact", when.through_somebody),
    Page(
        "contact-details",
        _("How can we reach you?"),
        forms_reach.ContactDetailsForm,
        "contact",
        when.reach_the_person,
        intro=(_("We only use these to talk about this form."),),
    ),
    Page("contact-times", _("Good times"), forms_reach.ContactTimesForm, "contact", group="contact-how"),
    Page("voicemail", _("Voice messages"), forms_reach.VoicemailForm, "contact", group="contact-how"),
    Page("address-safe", _("Letters"), forms_reach.AddressSafeForm, "contact", when.lives_at_an_address, "contact-how"),
    Page("contact-unsafe", _("What we must not do"), forms_reach.ContactUnsafeForm, "contact", group="contact-how"),
    Page("capacity", _("Capacity"), forms_need.CapacityForm, "capacity", when.a_professional, "capacity"),
    Page(
        "consent-talks",
        _("Talks about agreeing"),
        forms_need.ConsentTalksForm,
        "capacity",
        when.a_professional,
        "capacity",
    ),
)


def section_titles(asking: Asking) -> dict[str, str]:
    """The names of the parts of the form, for this reader, in order."""
    return {"me": SECTIONS_OWN, "my_child": SECTIONS_CHILD}.get(asking.answers.who, SECTIONS)


THEM_TITLES = {
    "name": _("What is the name of the person?"),
    "address": _("What is the address of {name}?"),
    "contact-details": _("How can we reach {name}?"),
    "trusted": _("Who is the person they trust?"),
    teaching.TELL: _("What happens if the answer is no"),
}


def sharing_page(organisation: Organisation) -> Page:
    return Page(
        f"share-{organisation.code}",
        _("Telling %(organisation)s") % {"organisation": gettext(organisation.name)},
        DecisionForm,
        "decisions",
        when.decides,
        wording=lambda asking: decisions.share(asking, organisation),
        easy_wording=lambda asking: easy.share(asking, organisation),
    )


def decision_pages(asking: Asking) -> Iterator[Page]:
    """One for each decision; of the councils only the one the address suggests, else that is asked later."""
    yield Page(
        teaching.ASK,
        _("A question before you choose"),
        teaching.SayNoForm,
        "decisions",
        when.decides,
        never_blocks=True,
    )
    yield Page(
        teaching.TELL,
        _("What happens if you say no"),
        teaching.ToldForm,
        "decisions",
        when.decides,
        intro=teaching.truth,
        never_blocks=True,
    )
    yield Page(
        "discuss",
        _("Talking with other services"),
        DecisionForm,
        "decisions",
        when.decides,
        wording=decisions.discuss,
        easy_wording=easy.discuss,
    )
    register = gettext(asking.policy.labels.in_a_sentence)
    yield Page(
        "join",
        _("Being on %(register)s") % {"register": register},
        DecisionForm,
        "decisions",
        when.decides,
        wording=decisions.join,
        easy_wording=easy.join,
    )
    for organisation in asking.policy.sharing_organisations(asking.council_code):
        yield sharing_page(organisation)
    yield Page(
        "cetr",
        _("A review meeting"),
        DecisionForm,
        "decisions",
        when.decides,
        wording=decisions.cetr,
        easy_wording=easy.cetr,
    )
    yield Page(
        "key-worker",
        _("A key worker"),
        DecisionForm,
        "decisions",
        when.of_key_worker_age,
        wording=decisions.key_worker,
        easy_wording=easy.key_worker,
    )


def words_of(page: Page, asking: Asking) -> Shown | None:
    """What a decision page says to this reader; where nobody has checked the words it takes no decision."""
    if page.wording is None:
        return None
    words = page.easy_wording(asking) if asking.is_easy and page.easy_wording else page.wording(asking)
    return words if asking.words_checked else words.only_with_interpreter()


def intro_of(page: Page, asking: Asking) -> tuple[str, ...]:
    """The sentences above the questions of a page."""
    return page.intro(asking) if callable(page.intro) else page.intro


def all_pages(asking: Asking) -> list[Page]:
    """Every page the form has under this policy, whoever sees it."""
    return [*STATIC, *decision_pages(asking)]


def pages_for(asking: Asking) -> list[Page]:
    """The pages these answers lead through. Until we know who it is about, only the first ones."""
    if not asking.answers.who:
        return [page for page in STATIC if page.code in ("danger", "who")]
    return [page for page in all_pages(asking) if page.when(asking)]
