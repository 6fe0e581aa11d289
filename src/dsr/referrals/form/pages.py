"""The pages of the form, in order. This list is the form: change it here."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from dsr.policy.document.organisations import Organisation
from dsr.referrals.form import conditions as when
from dsr.referrals.form import decisions, forms_need, forms_person, forms_reach, forms_start
from dsr.referrals.form.asking import Asking
from dsr.referrals.form.base import QuestionForm
from dsr.referrals.form.conditions import Condition
from dsr.referrals.form.decisions import DecisionForm, Wording

#: Rises when a question is added, removed or changes its meaning; kept with every referral.
FORM_VERSION = "2026-11-1"

SECTIONS = {
    "start": "Before you start",
    "filler": "Who fills in this form",
    "person": "About the person",
    "need": "What is happening",
    "people": "People who help",
    "talk": "How to communicate",
    "contact": "How to make contact",
    "decisions": "Your choices",
    "capacity": "Deciding and agreeing",
}
SECTIONS_OWN = SECTIONS | {"filler": "Help with this form", "person": "About you", "people": "People who help you"}
SECTIONS_CHILD = SECTIONS | {"person": "About your child", "decisions": "What you think"}


@dataclass(frozen=True)
class Page:
    """One page. Neighbours with the same ``group`` are shown together where the form is grouped."""

    code: str
    title: str
    form: type[QuestionForm]
    section: str
    when: Condition = when.always
    group: str = ""
    wording: Callable[[Asking], Wording] | None = None
    intro: tuple[str, ...] = ()
    is_people_list: bool = False


STATIC: tuple[Page, ...] = (
    Page("danger", "Danger now", forms_start.DangerForm, "start"),
    Page("who", "Who it is about", forms_start.WhoForm, "start"),
    Page("received", "When did it come?", forms_start.ReceivedForm, "start", when.keyed),
    Page("helper", "Help with this form", forms_start.HelperForm, "filler", when.about_me),
    Page("helper-details", "Who is helping you?", forms_start.HelperDetailsForm, "filler", when.helped),
    Page("filler", "Your name", forms_start.FillerForm, "filler", when.about_somebody_else, "filler"),
    Page("filler-work", "What is your work?", forms_start.FillerWorkForm, "filler", when.a_professional, "filler"),
    Page(
        "filler-contact",
        "How can we contact you?",
        forms_start.FillerContactForm,
        "filler",
        when.about_somebody_else,
        "filler",
        intro=("Give us a phone number or an email address.", "You can give both."),
    ),
    Page(
        "relationship",
        "How you know the person",
        forms_start.RelationshipForm,
        "filler",
        when.about_somebody_else,
        "filler",
    ),
    Page("authority", "Your legal rights", forms_start.AuthorityForm, "filler", when.a_carer),
    Page("name", "What is your name?", forms_person.NameForm, "person", group="person"),
    Page("born", "When were you born?", forms_person.BornForm, "person", group="person"),
    Page("about-age", "About how old", forms_person.AboutAgeForm, "person", when.birthday_not_known),
    Page("nhs-number", "NHS number", forms_person.NhsNumberForm, "person", group="lives"),
    Page("lives", "Where you live", forms_person.LivesForm, "person", group="lives"),
    Page("address", "What is your address?", forms_person.AddressForm, "person", when.lives_at_an_address),
    Page("gp", "GP", forms_person.GpForm, "person", group="health"),
    Page("learning-disability", "Learning disability", forms_person.LearningDisabilityForm, "person", group="health"),
    Page("autism", "Autism", forms_person.AutismForm, "person", group="health"),
    Page("diagnosis-by", "Who confirmed the diagnosis?", forms_person.DiagnosisByForm, "person", when.diagnosed),
    Page("knows", "Whether they know", forms_start.KnowsForm, "filler", when.about_somebody_else),
    Page("says", "What they say", forms_start.SaysForm, "filler", when.known_to_person),
    Page("now", "What is happening now", forms_need.NowForm, "need", group="need"),
    Page("tried", "What has been tried", forms_need.TriedForm, "need", group="need"),
    Page("helps", "What helps", forms_need.HelpsForm, "need", group="need"),
    Page("could-help", "What could help", forms_need.CouldHelpForm, "need", group="need"),
    Page("services", "Current services", forms_need.ServicesForm, "need", when.a_professional, "concerns"),
    Page("concerns", "Concerns", forms_need.ConcernsForm, "need", when.a_professional, "concerns"),
    Page("people", "People who help now", forms_need.PeopleForm, "people"),
    Page(
        "people-list",
        "People you told us about",
        forms_need.AnotherForm,
        "people",
        when.people_to_name,
        is_people_list=True,
    ),
    Page("talk", "How to talk", forms_reach.TalkForm, "talk", group="talk"),
    Page("formats", "Information", forms_reach.FormatsForm, "talk", group="talk"),
    Page("adjustments", "What makes it easier", forms_reach.AdjustmentsForm, "talk", group="talk"),
    Page("language", "Language", forms_reach.LanguageForm, "talk", group="language"),
    Page("interpreter", "Interpreter", forms_reach.InterpreterForm, "talk", when.another_language),
    Page(
        "contact-first",
        "Who to contact first",
        forms_reach.ContactFirstForm,
        "contact",
        when.about_somebody_else,
        "contact",
    ),
    Page("contact-way", "Safest way", forms_reach.ContactWayForm, "contact", group="contact"),
    Page("trusted", "Who is the person you trust?", forms_reach.TrustedForm, "contact", when.through_somebody),
    Page(
        "contact-details",
        "How can we reach you?",
        forms_reach.ContactDetailsForm,
        "contact",
        when.reach_the_person,
        intro=("We only use these to talk about this form.",),
    ),
    Page("contact-times", "Good times", forms_reach.ContactTimesForm, "contact", group="contact-how"),
    Page("voicemail", "Voice messages", forms_reach.VoicemailForm, "contact", group="contact-how"),
    Page("address-safe", "Letters", forms_reach.AddressSafeForm, "contact", when.lives_at_an_address, "contact-how"),
    Page("contact-unsafe", "What we must not do", forms_reach.ContactUnsafeForm, "contact", group="contact-how"),
    Page("capacity", "Capacity", forms_need.CapacityForm, "capacity", when.a_professional, "capacity"),
    Page(
        "consent-talks",
        "Talks about agreeing",
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
    "name": "What is the name of the person?",
    "address": "What is the address of {name}?",
    "contact-details": "How can we reach {name}?",
    "trusted": "Who is the person they trust?",
}


def sharing_page(organisation: Organisation) -> Page:
    return Page(
        f"share-{organisation.code}",
        f"Telling {organisation.name}",
        DecisionForm,
        "decisions",
        when.decides,
        wording=lambda asking: decisions.share(asking, organisation),
    )


def decision_pages(asking: Asking) -> Iterator[Page]:
    """One for each decision; of the councils only the one the address suggests, else that is asked later."""
    yield Page(
        "discuss", "Talking with other services", DecisionForm, "decisions", when.decides, wording=decisions.discuss
    )
    register = asking.policy.labels.in_a_sentence
    yield Page("join", f"Being on {register}", DecisionForm, "decisions", when.decides, wording=decisions.join)
    for organisation in asking.policy.sharing_organisations(asking.council_code):
        yield sharing_page(organisation)
    yield Page("cetr", "A review meeting", DecisionForm, "decisions", when.decides, wording=decisions.cetr)
    yield Page(
        "key-worker", "A key worker", DecisionForm, "decisions", when.of_key_worker_age, wording=decisions.key_worker
    )


def all_pages(asking: Asking) -> list[Page]:
    """Every page the form has under this policy, whoever sees it."""
    return [*STATIC, *decision_pages(asking)]


def pages_for(asking: Asking) -> list[Page]:
    """The pages these answers lead through. Until we know who it is about, only the first ones."""
    if not asking.answers.who:
        return [page for page in STATIC if page.code in ("danger", "who")]
    return [page for page in all_pages(asking) if page.when(asking)]
