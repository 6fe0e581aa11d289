"""A merge is complete by walking every relation to a person, and undoing it restores both histories exactly."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction

from dsr.audit import actions as audit
from dsr.audit.models import Event
from dsr.core import clock
from dsr.core.errors import Conflict, Refused
from dsr.matching import actions, planning, queries
from dsr.matching.models import Merge, MergedRow, Outcome, PossibleDuplicate
from dsr.matching.queries import relations
from dsr.matching.queries.relations import WORDS
from dsr.matching.states import MergeState
from dsr.people import actions as people
from dsr.people import queries as people_queries
from dsr.people.merging import Rule
from dsr.people.models import Identity, Involvement, Person
from dsr.reporting.queries import events_about
from tests.factories.accounts import make_actor
from tests.factories.people import decide, make_person
from tests.factories.whole_record import bare_row, close, make_whole_record

BORN = date(1990, 3, 4)
#: Their rows are written by merging itself.
OWN = ("matching.Merge", "matching.PossibleDuplicate")


@pytest.fixture
def two(in_area, coordinator, lead, clinician) -> tuple[Person, Person]:
    """One person on two records, each with a row in every table."""
    kept = make_whole_record(coordinator, lead, clinician, given_name="Beata", family_name="Nowak", born_on=BORN)
    gone = make_whole_record(
        coordinator, lead, clinician, given_name="Beatta", family_name="Nowak", born_on=BORN,
        nhs_number="9434765919", preferred_name="Bee",
    )  # fmt: skip
    gone = close(gone, coordinator)
    for relation in relations():
        for person in (kept, gone):
            if relation.model._meta.label not in OWN and not relation.rows(person).exists():
                bare_row(relation, person, coordinator)
    return kept, gone


def merge(kept: Person, gone: Person, first, second, **given: Any) -> Merge:
    given = {"taken": ["nhs_number", "preferred_name"], "reason": "Met her: she has two letters from us"} | given
    with first.scope():
        proposed = actions.propose_merge(kept=kept, gone=gone, by=first, **given)
    with second.scope():
        return actions.agree_merge(merge=proposed, reason="I rang her too", by=second)


def unmerge(done: Merge, first, second) -> list[tuple[str, int]]:
    with first.scope():
        actions.propose_unmerge(merge=done, reason="Two cousins", by=first)
    with second.scope():
        return actions.agree_unmerge(merge=done, by=second)


def history(*given: Person) -> dict[str, list[dict[str, Any]]]:
    """Every row of every relation of these people, as it stands, but what merging writes about itself."""
    found = {
        relation.name: [row for person in given for row in relation.rows(person).values()]
        for relation in relations()
        if relation.model._meta.label not in OWN
    }
    found["people.Person"] = list(Person.objects.filter(pk__in=[one.pk for one in given]).order_by("pk").values())
    return found


def test_every_relation_is_moved_settled_or_left_by_its_rule(two, coordinator, lead, in_area):
    kept, gone = two
    before = {relation.name: relation.rows(gone).count() for relation in relations()}
    assert [name for name, rows in before.items() if not rows and not name.startswith(OWN)] == [], "a row in each"
    merge(kept, gone, coordinator, lead)
    for relation in relations():
        left = relation.rows(gone)
        if relation.rule in (Rule.STAY, Rule.REVISE):
            assert left.count() >= before[relation.name], relation.name
        elif relation.model is Involvement:
            assert [(row.basis, row.ended_at is not None) for row in left] == [("register_team", True)]
        else:
            assert not left.exists(), f"{relation.name} was left behind"


def test_undoing_restores_both_histories_exactly(two, coordinator, lead, in_area):
    kept, gone = two
    before = history(kept, gone)
    done = merge(kept, gone, coordinator, lead)
    assert history(kept, gone) != before
    assert unmerge(done, lead, coordinator) == []
    after = history(kept, gone)
    for name, rows in before.items():
        if name == "people.Identity.person":
            assert [row for row in after[name] if row in rows] == rows, "only new versions were added"
        elif name == "people.Person":
            assert [row | {"revision": 0} for row in after[name]] == [row | {"revision": 0} for row in rows]
        else:
            assert after[name] == rows, name
    done.refresh_from_db()
    assert done.state == MergeState.UNDONE


def test_the_details_chosen_become_a_new_version(two, coordinator, lead, in_area):
    kept, gone = two
    merge(kept, gone, coordinator, lead)
    kept.refresh_from_db()
    gone.refresh_from_db()
    assert (kept.nhs_number, kept.preferred_name, kept.given_name) == ("9434765919", "Bee", "Beata")
    assert gone.nhs_number == ""
    newest = Identity.objects.filter(person=kept)[0]
    assert (newest.revision, newest.reason) == (kept.revision, "Two records were made one")


def test_nobody_sees_the_record_that_went_and_it_leads_to_the_other(two, coordinator, lead, partner):
    kept, gone = two
    merge(kept, gone, coordinator, lead)
    for actor in (coordinator, partner):
        with actor.scope():
            assert list(people_queries.visible_to(actor)) == [kept]
            assert queries.leads_to(gone.public_id) == kept.public_id
            assert queries.leads_to(kept.public_id) is None


def test_the_pair_is_answered_and_no_longer_asked(two, coordinator, lead, area):
    merge(*two, coordinator, lead)
    assert set(PossibleDuplicate.objects.values_list("outcome", flat=True)) == {Outcome.MERGED}
    actions.look_through(area.pk)
    assert set(PossibleDuplicate.objects.values_list("outcome", flat=True)) == {Outcome.MERGED}


def test_after_undoing_the_two_are_known_to_be_two(two, coordinator, lead):
    unmerge(merge(*two, coordinator, lead), lead, coordinator)
    assert set(PossibleDuplicate.objects.values_list("outcome", flat=True)) == {Outcome.NOT_SAME}


def test_both_records_are_named_in_the_log(two, coordinator, lead, in_area):
    kept, gone = two
    unmerge(merge(kept, gone, coordinator, lead), lead, coordinator)
    acts = Event.objects.filter(people__contains=[kept.public_id, gone.public_id]).values_list("action", flat=True)
    assert {"propose_merge", "merge_people", "propose_unmerge", "unmerge_people"} <= set(acts)


def test_looks_at_the_record_that_went_are_still_looks_at_the_person(two, coordinator, lead, area):
    kept, gone = two
    officer = make_actor(area, "register_team", "privacy_officer")

    def looks(person: Person) -> set[str]:
        with officer.scope():
            return {event.action for event in events_about(person.public_id, page=1)[0]}

    with coordinator.scope():
        audit.record_read("a_look_before", by=coordinator, people=[gone.public_id])
    assert "a_look_before" not in looks(kept)
    done = merge(kept, gone, coordinator, lead)
    assert "a_look_before" in looks(kept)
    unmerge(done, coordinator, lead)
    assert "a_look_before" not in looks(kept)
    assert "a_look_before" in looks(gone)


def test_every_relation_has_plain_words():
    assert {relation.model._meta.label for relation in relations() if relation.rule != Rule.STAY} <= WORDS.keys()


def test_nobody_agrees_with_themselves(two, coordinator, partner):
    with coordinator.scope():
        proposed = actions.propose_merge(kept=two[0], gone=two[1], taken=[], reason="Met her", by=coordinator)
        with pytest.raises(Refused, match="second worker"):
            actions.agree_merge(merge=proposed, reason="", by=coordinator)
        with pytest.raises(Refused, match="already"):
            actions.propose_merge(kept=two[1], gone=two[0], taken=[], reason="Met her", by=coordinator)
    with pytest.raises(Refused, match="coordinator or lead"):
        actions.agree_merge(merge=proposed, reason="", by=partner)


def test_a_second_worker_may_refuse_and_the_first_take_back(two, coordinator, lead):
    with coordinator.scope():
        proposed = actions.propose_merge(kept=two[0], gone=two[1], taken=[], reason="Met her", by=coordinator)
    with lead.scope():
        with pytest.raises(Refused, match="Only whoever"):
            actions.take_back_merge(merge=proposed, by=lead)
        with pytest.raises(Refused, match="Say why"):
            actions.refuse_merge(merge=proposed, reason="", by=lead)
        assert actions.refuse_merge(merge=proposed, reason="Two cousins", by=lead).state == MergeState.REFUSED
        with pytest.raises(Conflict):
            actions.agree_merge(merge=proposed, reason="", by=lead)
        again = actions.propose_merge(kept=two[0], gone=two[1], taken=[], reason="Met her", by=lead)
        assert actions.take_back_merge(merge=again, by=lead).state == MergeState.TAKEN_BACK
        with pytest.raises(Refused, match="how you know"):
            actions.propose_merge(kept=two[0], gone=two[1], taken=[], reason=" ", by=lead)


def test_undoing_takes_two_and_may_be_refused(two, coordinator, lead):
    done = merge(*two, coordinator, lead)
    with lead.scope():
        with pytest.raises(Refused, match="Say why"):
            actions.propose_unmerge(merge=done, reason="", by=lead)
        actions.propose_unmerge(merge=done, reason="Two cousins", by=lead)
        with pytest.raises(Refused, match="second worker"):
            actions.agree_unmerge(merge=done, by=lead)
    with coordinator.scope():
        assert actions.keep_merge(merge=done, by=coordinator).state == MergeState.DONE
        with pytest.raises(Conflict):
            actions.agree_unmerge(merge=done, by=coordinator)


def test_what_one_person_has_once_stops_the_merge(in_area, coordinator, lead, clinician):
    kept = make_whole_record(coordinator, lead, clinician)
    gone = make_whole_record(coordinator, lead, clinician)
    with coordinator.scope(), pytest.raises(Refused) as refused:
        actions.propose_merge(kept=kept, gone=gone, taken=[], reason="Met her", by=coordinator)
    assert set(refused.value.reasons) == {planning.BOTH["register.Entry"], planning.BOTH["people.AccessKey"]}


def test_a_refusal_on_one_record_holds_over_an_older_or_newer_yes(in_area, coordinator, lead):
    kept, gone = make_person(coordinator), make_person(coordinator)
    decide(kept, "share", coordinator, share_with="cwpt", answer="refused")
    decide(gone, "share", coordinator, share_with="cwpt")
    decide(kept, "join", coordinator)
    decide(gone, "join", coordinator)
    people.begin_sharing(person=gone, by=coordinator)
    merge(kept, gone, coordinator, lead)
    held = people_queries.current_decision(kept, "share", decide_organisation(kept))
    assert held.answer == "refused"
    assert [row.basis for row in people_queries.involvements(kept)] == ["register_team"]
    assert kept.decisions.filter(kind="share").count() == 2, "both are kept"


def decide_organisation(person: Person):
    return person.decisions.filter(kind="share")[0].organisation


def test_the_newer_yes_sets_the_level_of_who_already_saw(in_area, coordinator, lead):
    kept, gone = make_person(coordinator), make_person(coordinator)
    for person, level in ((kept, "full"), (gone, "summary")):
        decide(person, "join", coordinator)
        decide(person, "share", coordinator, share_with="cwpt", level=level)
    people.begin_sharing(person=kept, by=coordinator)
    plan = planning.make(kept, gone)
    assert any("sees one of the records" in sentence for sentence in plan.sight)
    merge(kept, gone, coordinator, lead)
    shared = [row.level for row in people_queries.involvements(kept) if row.basis == "sharing"]
    assert shared == ["summary"]


def test_who_would_see_what_is_said_of_each(in_area, coordinator, lead):
    kept, gone = make_person(coordinator), make_person(coordinator)
    for person in (kept, gone):
        decide(person, "join", coordinator)
        decide(person, "share", coordinator, share_with="cwpt")
        people.begin_sharing(person=person, by=coordinator)
    decide(kept, "share", coordinator, share_with="warwickshire-county-council", answer="refused")
    aunt = people.add_contact(person=gone, by=coordinator, name="Aunt Mabel", relationship="Aunt")
    same = people.add_contact(person=gone, by=coordinator, name="Mr Grey", relationship="Teacher")
    people.add_contact(person=kept, by=coordinator, name="mr  grey", relationship="teacher")
    people.add_contact(person=kept, by=coordinator, name="Aunt Mabel", relationship="Aunt")
    people.grant_key(
        person=gone, holder="supporter", contact=aunt, agreed_note="She said so", proof="blue kettle", by=coordinator
    )
    plan = planning.make(kept, gone)
    assert [words.split(" ", 1)[1][:20] for words in plan.sight[-1:]] == ["Mabel has a key to t"]
    assert any("sees both records now" in words for words in plan.sight)
    assert [ending.row for ending in plan.endings if ending.row._meta.label == "people.Contact"] == [same]
    people.withdraw_decision(
        decision=people_queries.current_decision(gone, "share", decide_organisation(gone)),
        withdrawn_by_name="Ada", reason="Enough", by=coordinator,
    )  # fmt: skip
    assert any("can no longer see" in words for words in planning.make(kept, gone).sight)


def test_a_join_refused_on_one_record_stops_the_merge(in_area, coordinator):
    kept, gone = make_person(coordinator), make_person(coordinator)
    decide(kept, "join", coordinator)
    people.begin_sharing(person=kept, by=coordinator)
    decide(gone, "join", coordinator, answer="refused")
    assert planning.make(kept, gone).refusals == [planning.JOINED]


def test_two_confirmed_councils_stop_the_merge(in_area, coordinator):
    kept = make_person(coordinator, council="coventry-city-council")
    gone = make_person(coordinator, council="warwickshire-county-council")
    assert planning.make(kept, gone).refusals == [planning.COUNCILS]


def test_what_only_the_other_record_knows_is_known_of_the_one_that_stays(in_area, coordinator, lead):
    kept = make_person(coordinator)
    gone = make_person(coordinator, council="coventry-city-council")
    people.set_address_sensitive(person=gone, sensitive=True, reason="x", by=coordinator)
    people.record_death(person=gone, died_on=clock.today(), by=coordinator)
    done = merge(kept, Person.objects.get(pk=gone.pk), coordinator, lead, taken=[])
    kept.refresh_from_db()
    assert (kept.address_is_sensitive, kept.died_on, kept.council) == (True, clock.today(), gone.council)
    unmerge(done, coordinator, lead)
    kept.refresh_from_db()
    assert (kept.address_is_sensitive, kept.died_on, kept.council) == (False, None, None)


def test_what_was_added_or_changed_since_stays(in_area, coordinator, lead):
    kept, gone = make_person(coordinator), make_person(coordinator, preferred_name="Bee", phone="01632 960001")
    people.record_profile(person=gone, by=coordinator, how_to_talk_to_me="Slowly")
    done = merge(kept, gone, coordinator, lead, taken=["preferred_name", "phone"])
    kept.refresh_from_db()
    people.amend_identity(
        person=kept, changes={"phone": "01632 960002"}, reason="x", expected_revision=kept.revision, by=coordinator
    )
    people.record_profile(person=kept, by=coordinator, how_to_talk_to_me="Loudly")
    people.add_contact(person=kept, by=coordinator, name="New Friend", relationship="Friend")
    assert unmerge(done, lead, coordinator) == []
    kept.refresh_from_db()
    assert (kept.preferred_name, kept.phone) == ("", "01632 960002")
    assert [row.how_to_talk_to_me for row in kept.profiles.all()] == ["Loudly"]
    assert [row.how_to_talk_to_me for row in gone.profiles.all()] == ["Slowly"]
    assert kept.contacts.count() == 1


@pytest.mark.parametrize("kinds", [["share"], ["join"]])
def test_what_the_person_said_no_to_since_opens_nothing_again(in_area, coordinator, lead, kinds):
    kept, gone = make_person(coordinator), make_person(coordinator)
    for person in (gone, kept):
        decide(person, "join", coordinator)
        decide(person, "share", coordinator, share_with="cwpt")
        people.begin_sharing(person=person, by=coordinator)
    done = merge(kept, gone, coordinator, lead)
    now = Person.objects.get(pk=kept.pk)
    for decision in people_queries.current_decisions(now).filter(kind__in=kinds):
        people.withdraw_decision(decision=decision, withdrawn_by_name="Ada", reason="Enough", by=coordinator)
    unmerge(done, lead, coordinator)
    for person in (kept, gone):
        assert [row.basis for row in people_queries.involvements(person)] == ["register_team"]


def test_a_search_finds_both_names(in_area, coordinator, lead, partner):
    kept, gone = make_person(coordinator, family_name="Nowak"), make_person(coordinator, family_name="Quillfeather")
    done = merge(kept, gone, coordinator, lead)
    with coordinator.scope():
        assert people_queries.search(coordinator, "Quillfeather") == [kept]
        assert people_queries.search(coordinator, "Nowak") == [kept]
    with partner.scope():
        assert people_queries.search(partner, "Quillfeather") == []
    assert queries.named_before("Quillfeather", 10) == [], "a job looks for nobody"
    unmerge(done, lead, coordinator)
    with coordinator.scope():
        assert people_queries.search(coordinator, "Quillfeather") == [gone]


def test_what_cannot_be_put_back_is_left_and_named(in_area, coordinator, lead):
    """Somebody else has the number meanwhile."""
    kept, gone = make_person(coordinator), make_person(coordinator, nhs_number="9434765919")
    done = merge(kept, gone, coordinator, lead, taken=[])
    make_person(coordinator, nhs_number="9434765919")
    assert unmerge(done, lead, coordinator) == [("people_person", gone.pk)]


def test_a_record_that_has_gone_on_cannot_go_twice(in_area, coordinator, lead):
    one, two, three = (make_person(coordinator) for _ in range(3))
    with coordinator.scope():
        first = actions.propose_merge(kept=two, gone=one, taken=[], reason="x", by=coordinator)
        second = actions.propose_merge(kept=three, gone=two, taken=[], reason="x", by=coordinator)
        third = actions.propose_merge(kept=three, gone=one, taken=[], reason="x", by=coordinator)
    with lead.scope():
        actions.agree_merge(merge=first, reason="", by=lead)
        actions.agree_merge(merge=second, reason="", by=lead)
        with pytest.raises(Refused, match="meanwhile"):
            actions.agree_merge(merge=third, reason="", by=lead)
        assert queries.leads_to(one.public_id) == queries.leads_to(two.public_id) == three.public_id


# ── the database's own wall ──────────────────────────────────────────────────────────────────────────────────────────


def refused_by_the_database(statement: str, given: list[Any]) -> None:
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement, given)


def test_no_row_moves_without_a_merge_that_a_second_worker_agreed(in_area, coordinator, partner):
    kept, gone = make_person(coordinator), make_person(coordinator)
    with coordinator.scope():
        proposed = actions.propose_merge(kept=kept, gone=gone, taken=[], reason="x", by=coordinator)
        move = "SELECT dsr.merge_move(%s, 'people_identity', 'person_id', '{}')"
        refused_by_the_database(move, [proposed.pk])
        refused_by_the_database("SELECT dsr.merge_restore(%s)", [proposed.pk])
        refused_by_the_database("SELECT dsr.merge_write('people_person', %s, '{\"sex\": \"f\"}')", [kept.pk])
        refused_by_the_database("SELECT dsr.merge_read('people_person', %s)", [kept.pk])
        update = "UPDATE matching_merge SET state = 'agreed', decided_by_id = %s, decided_at = now() WHERE id = %s"
        refused_by_the_database(update, [coordinator.worker.pk, proposed.pk])
        refused_by_the_database("UPDATE people_identity SET person_id = %s", [kept.pk])


def test_an_agreed_merge_changes_only_what_a_merge_changes(in_area, coordinator, lead):
    kept, gone, other = (make_person(coordinator) for _ in range(3))
    people.record_profile(person=gone, by=coordinator, how_to_talk_to_me="Slowly")
    with coordinator.scope():
        proposed = actions.propose_merge(kept=kept, gone=gone, taken=[], reason="x", by=coordinator)
    with lead.scope():
        Merge.objects.update(state="agreed", decided_by=lead.worker, decided_at=clock.now())
        change = "SELECT dsr.merge_change(%s, 'people_person', %s, %s)"
        refused_by_the_database(change, [proposed.pk, other.pk, '{"nhs_number": ""}'])
        refused_by_the_database(change, [proposed.pk, kept.pk, '{"given_name": "Eve"}'])
        refused_by_the_database("SELECT dsr.merge_move(%s, 'people_identity', 'person_id', '{}')", [proposed.pk])
        refused_by_the_database("SELECT dsr.merge_move(%s, 'people_contact', 'recorded_by_id', '{}')", [proposed.pk])
        refused_by_the_database("UPDATE people_identity SET person_id = %s", [kept.pk])
        with connection.cursor() as cursor:
            cursor.execute("SELECT set_config('dsr.merging', 'person_id', true)")
        refused_by_the_database("UPDATE people_communicationprofile SET person_id = %s", [kept.pk])
        refused_by_the_database("DELETE FROM people_person WHERE id = %s", [kept.pk])


def test_the_list_of_moved_rows_is_written_by_the_database_alone(two, coordinator, lead):
    done = merge(*two, coordinator, lead)
    with coordinator.scope():
        assert MergedRow.objects.filter(merge=done).exists()
        with pytest.raises(DatabaseError), transaction.atomic():
            MergedRow.objects.create(area_id=done.area_id, merge=done, table_name="x", row_id=1, was={}, became={})
