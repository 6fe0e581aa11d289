"""The whole path with seven accounts: refer, contact, match, decide, rate, join, share, withdraw.

The same path runs under the rules of a second area.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import Any

from dsr.accounts.models import Organisation
from dsr.core import clock
from dsr.people.models import Person
from dsr.policy import queries as policies
from dsr.policy.models import Area
from tests.factories.accounts import make_actor, make_organisation_actor
from tests.journeys.desk import Desk, today
from tests.journeys.referring import fill_form, go, send
from tests.journeys.test_refer_myself import begin
from tests.support.browser import assert_page_is_sound

YES = "agreed"


@dataclass
class Case:
    """What differs between the runs: whose rules, where the person lives, what is decided about a key worker."""

    area: str
    town: str
    postcode: str
    trust: str
    council: str
    other_council: str
    key_worker: str
    expects: str
    extra: dict[str, Any] = field(default_factory=dict)


AGREED = Case(
    "coventry-warwickshire", "Coventry", "CV1 2NT", "cwpt", "coventry-city-council", "warwickshire-county-council",
    key_worker=YES, expects="key_worker",
)  # fmt: skip
UNDECIDED = replace(AGREED, key_worker="", expects="seek")


def test_from_referral_to_sharing_and_back(open_page, setting_up):
    walk(MainPath(AGREED, open_page, setting_up))


def test_somebody_who_has_not_decided_is_asked(open_page, setting_up):
    path = MainPath(UNDECIDED, open_page, setting_up)
    walk_to_the_register(path)
    path.then_the_partners_see_their_level_and_no_more()


def test_the_same_path_under_the_rules_of_the_example_area(example_site, open_page_of, setting_up):
    case = Case(
        "example-vale", "Exampleton", "EV1 1AA", "vale-care", "exampleton-council", "vale-county-council",
        key_worker=YES, expects="key_worker",
    )  # fmt: skip
    walk(MainPath(case, open_page_of(example_site), setting_up))


def walk_to_the_register(path: MainPath) -> None:
    path.given_the_workers()
    path.when_a_seventeen_year_old_refers_themselves()
    path.when_the_coordinator_takes_the_referral_and_speaks_to_them()
    path.when_the_coordinator_makes_a_new_person()
    path.when_decisions_diagnosis_residence_and_information_are_recorded()
    path.then_partners_see_nothing_yet()
    path.when_the_clinician_completes_the_tool_and_decides_on_red()
    path.when_the_coordinator_accepts()
    path.then_the_linked_tasks_are_there()


def walk(path: MainPath) -> None:
    walk_to_the_register(path)
    path.then_the_partners_see_their_level_and_no_more()
    path.then_the_other_council_finds_nothing_at_any_address()
    path.when_sharing_with_the_trust_is_withdrawn()
    path.then_the_trust_finds_nothing()
    path.then_the_privacy_officer_sees_who_looked()


class MainPath:
    """The steps, in the words of the people who take them."""

    def __init__(self, case: Case, open_page, setting_up) -> None:
        self.case = case
        self.open_page = open_page
        self.setting_up = setting_up
        self.area = Area.objects.get(code=case.area)
        self.policy = policies.current(self.area.pk)
        self.person = ""
        self.referral = ""

    # given

    def given_the_workers(self) -> None:
        self.coordinator = self.desk("register_team", "coordinator")
        self.clinician = self.desk("register_team", "clinician")
        self.trust = self.desk(self.case.trust, "partner")
        self.council = self.desk(self.case.council, "partner")
        self.other_council = self.desk(self.case.other_council, "partner")
        self.privacy = self.desk("register_team", "privacy_officer")
        self.key_worker = self.desk("key_worker", "keyworker")

    def desk(self, organisation: str, role: str) -> Desk:
        found = Organisation.objects.filter(area=self.area, code=organisation).first()
        actor = make_organisation_actor(found, role) if found is not None else make_actor(self.area, organisation, role)
        return Desk(self.open_page(), actor)

    # when

    def when_a_seventeen_year_old_refers_themselves(self) -> None:
        page = self.open_page()
        page.goto("/refer/")
        begin(page)
        born = clock.today().year - 17
        fill_form(
            page,
            looks_right=lambda _: None,
            given_name="Bartholomew-Alexander",
            family_name="Featherstonehaugh-Wolstenholme",
            called="Bart",
            born_on_day="1",
            born_on_month="1",
            born_on_year=str(born),
            nhs_number="",
            town=self.case.town,
            postcode=self.case.postcode,
            decision="agreed",
        )
        send(page, looks_right=assert_page_is_sound)
        assert self.policy.labels.reference_prefix in page.inner_text("main")

    def when_the_coordinator_takes_the_referral_and_speaks_to_them(self) -> None:
        desk = self.coordinator.sign_in()
        assert "new" in desk.text()
        desk.open("/referrals/")
        desk.follow(re.compile("Featherstonehaugh"))
        self.referral = desk.page.url.rstrip("/").split("/")[-1]
        desk.press(re.compile("Take"))
        desk.open(self.referral_path("contact/"))
        desk.fill({"route": "phone", "outcome": "spoke_to_person", "with_whom": "Bart", "need_met": "yes"})
        assert "Contact made" in desk.text()

    def when_the_coordinator_makes_a_new_person(self) -> None:
        desk = self.coordinator
        desk.open(self.referral_path("match/"))
        desk.press("Make a new person from this referral")
        desk.press("Make this person and match the referral")
        with self.setting_up(self.area):
            self.person = Person.objects.get(family_name="Featherstonehaugh-Wolstenholme").public_id

    def when_decisions_diagnosis_residence_and_information_are_recorded(self) -> None:
        desk = self.coordinator
        desk.do(
            self.person_path("residence/"),
            council=self.organisation_id(self.case.council),
            basis="Lives there with family",
        )
        desk.do(
            self.person_path("diagnosis/autism/"),
            status="confirmed",
            confirmed_by_name="Dr Example",
            confirmed_when="2015",
            evidence="Letter seen",
        )
        for recipient in ("person", "parental_responsibility", "supporting_service"):
            desk.do(
                self.person_path("information/add/"),
                recipient=recipient,
                there_is="yes",
                recipient_name="Somebody",
                what="What the register is",
                format=self.policy.information_formats[0].code,
                **today("given_on"),
            )
        topics = ["discuss", "join", f"share-{self.case.trust}", f"share-{self.case.council}", "cetr"]
        topics += ["key-worker"] if self.case.key_worker else []
        for topic in topics:
            self.decide(topic)

    def decide(self, topic: str) -> None:
        level = "full" if topic == f"share-{self.case.trust}" else "summary"
        option = self.policy.organisation(topic.removeprefix("share-")) if topic.startswith("share-") else None
        if option and level not in option.levels:
            level = option.levels[0]
        self.coordinator.do(
            self.person_path(f"decisions/record/{topic}/own/"),
            answer="agreed",
            level=level,
            format=self.policy.information_formats[0].code,
            language="en",
            **today("decided_on"),
        )

    def when_the_clinician_completes_the_tool_and_decides_on_red(self) -> None:
        desk = self.clinician.sign_in()
        desk.open(self.person_path())
        desk.press("Open the support tool")
        go(desk.page, desk.page.locator("main a[href*='/section/']").first)
        while "/section/" in desk.page.url:
            self.answer_section(desk)
        desk.press("See what the answers suggest")
        desk.fill(
            {"rating": "red", "override_reason": "The family is in crisis", "rationale": "Risk is immediate",
             "needs": ["crisis_plan"], "needs_note": "Write one this week"}
        )  # fmt: skip
        assert "Red" in desk.text()

    def answer_section(self, desk: Desk) -> None:
        """The last answer of every question: "not known" wherever it is offered."""
        desk.look()
        for group in desk.page.locator("main fieldset").all():
            radios = group.locator("input[type=radio]")
            if radios.count():
                radios.last.check()
        desk.press("Save and continue")

    def when_the_coordinator_accepts(self) -> None:
        desk = self.coordinator
        desk.open(self.referral_path("accept/"))
        desk.press("Accept this referral")
        assert "Accepted" in desk.text() or "On the register" in desk.text()

    def when_sharing_with_the_trust_is_withdrawn(self) -> None:
        desk = self.coordinator
        desk.open(self.person_path("decisions/"))
        withdraw = desk.page.locator("main a[href*='/withdraw/']")
        hrefs = [link.get_attribute("href") or "" for link in withdraw.all()]
        words = [link.inner_text() for link in withdraw.all()]
        trust = self.policy.organisation(self.case.trust)
        chosen = next(h for h, w in zip(hrefs, words, strict=True) if trust.short_name in w or trust.name in w)
        desk.do(chosen, withdrawn_by_name="Bart", reason="Changed my mind")

    # then

    def then_partners_see_nothing_yet(self) -> None:
        for desk in (self.trust, self.council):
            desk.sign_in()
            assert desk.status(self.person_path()) == 404

    def then_the_linked_tasks_are_there(self) -> None:
        words = self.coordinator.open(self.person_path("tasks/")).inner_text("main")
        linked = self.policy.linked_tasks("red", age=17, known_to_key_worker=None)
        wanted = [task.title for task in linked if self.case.expects != "seek" or task.needs_decision != "key_worker"]
        assert [title for title in wanted if title not in words] == []
        seeking = self.policy.seek_decision("key_worker").title
        assert (seeking in words) is (self.case.expects == "seek")

    def then_the_partners_see_their_level_and_no_more(self) -> None:
        trust = self.trust.open(self.person_path()).inner_text("main")
        assert "Red" in trust
        summary = self.council.open(self.person_path()).inner_text("main")
        assert "Red" in summary
        assert self.council.status(self.person_path("capacity/")) == 404
        assert self.council.status(self.referral_path()) == 404
        assert "Risk is immediate" not in summary

    def then_the_other_council_finds_nothing_at_any_address(self) -> None:
        desk = self.other_council.sign_in()
        visited = self.coordinator.paths | self.clinician.paths | self.trust.paths | self.council.paths
        named = sorted(path for path in visited if self.person in path or self.referral in path)
        assert len(named) > 15
        wrong = {path: status for path in named if (status := desk.status(path)) != 404}
        assert wrong == {}
        assert "Featherstonehaugh" not in desk.open("/register/").inner_text("main")
        assert "Featherstonehaugh" not in desk.open("/tasks/").inner_text("main")

    def then_the_trust_finds_nothing(self) -> None:
        assert self.trust.status(self.person_path()) == 404
        assert "Featherstonehaugh" not in self.trust.open("/register/").inner_text("main")
        assert self.council.status(self.person_path()) == 200

    def then_the_privacy_officer_sees_who_looked(self) -> None:
        desk = self.privacy.sign_in()
        words = desk.open(self.person_path("who-has-looked/")).inner_text("main")
        assert self.trust.actor.worker.name in words
        assert self.clinician.actor.worker.name in words
        assert self.other_council.actor.worker.name not in words

    # where things are

    def person_path(self, rest: str = "") -> str:
        return f"/people/{self.person}/{rest}"

    def referral_path(self, rest: str = "") -> str:
        return f"/referrals/{self.referral}/{rest}"

    def organisation_id(self, code: str) -> str:
        return Organisation.objects.get(area=self.area, code=code).public_id
