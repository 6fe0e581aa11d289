"""What the person's own pages say: the record, the help, the rating, who knows, who has looked."""

from __future__ import annotations

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from dsr.core.presenters import day
from dsr.following import queries
from dsr.following.blocks import Block, Link, Say, block, local
from dsr.following.own_door import Own
from dsr.people import overview
from dsr.people import queries as people
from dsr.people.models import DecisionKind, Involvement, InvolvementBasis, Level
from dsr.people.topics import Topic
from dsr.register import presenters as register_words
from dsr.register import queries as register
from dsr.register import record
from dsr.tasks.models import Task


def home(own: Own) -> list[Block]:
    """The ways on; a supporter has fewer."""
    ways = [_way("plan", _("What is being done"), _("See who helps, and by when."), "follow_my_help")]
    if own.holder.sees_record:
        ways = [
            _way("register", _("What is held"), _("See what is written down."), "follow_my_record"),
            *ways,
            _way("share", _("Who knows"), _("See who is told, and what. Change it."), "follow_my_sharing"),
            _way("who-looked", _("Who has looked"), _("See who looked, and on which day."), "follow_my_looks"),
        ]
    return [
        *ways,
        _way("write", _("Something is wrong"), _("Tell us what to put right."), "follow_my_ask", what="correct"),
        _way("copy", _("A copy"), _("Ask for a copy of everything."), "follow_my_ask", what="copy"),
        _way("talk", _("A talk"), _("Ask us to talk with you."), "follow_my_ask", what="talk"),
    ]


def _way(picture: str, heading: str, words: str, name: str, **parts: str) -> Block:
    return block(heading, [Say(picture, words)], [Link(heading, reverse(name, kwargs=parts or None))])


#: Each item of the record: its heading here, and its picture.
def _items() -> dict[str, tuple[str, str]]:
    return {
        "name": (_("Name"), "person"),
        "born_on": (_("Date of birth"), "birthday"),
        "address": (_("Address"), "house"),
        "nhs_number": (_("NHS number"), "health"),
        "professionals": (_("Professionals who help"), "team"),
        "issues": (_("What could lead to a hospital stay"), "worried"),
        "tried": (_("What was tried, and what helps"), "tick-list"),
        "could_help": (_("What could help more"), "support"),
        "plan": (_("Plan and next steps"), "plan"),
        "diagnosis": (_("Diagnosis"), "doctor"),
    }


def held(own: Own) -> list[Block]:
    """The record's own sections; what others told us in confidence and what keeps somebody safe is not shown."""
    shown = zip(record.ITEMS, record.items(own.person, Level.FULL), strict=True)
    titles = _items()
    found = []
    for code, item in shown:
        heading, picture = titles[code]
        words = [_("We keep this hidden to keep you safe.")] if _is_hidden(own, code) else list(map(local, item.words))
        found.append(block(heading, [Say(picture, text) for text in words], listed=len(words) > 1))
    return [*_how_to_talk(own), *found]


def _is_hidden(own: Own, code: str) -> bool:
    return code == "address" and own.person.address_is_sensitive


def _how_to_talk(own: Own) -> Iterator[Block]:
    profile = people.profile(own.person)
    if profile is None:
        return
    said = [*profile.how_to_talk_to_me.splitlines(), *profile.adjustments.splitlines()]
    if lines := [line for line in said if line.strip()]:
        yield block(_("How to talk to me"), [Say("talk", line) for line in lines], listed=True)


def help_now_done(own: Own) -> list[Block]:
    """The rating in words, then who does what by when."""
    return [*_rating(own), block(_("What is being done"), _promised(own), listed=True)]


def _rating(own: Own) -> Iterator[Block]:
    entry = register.open_entry(own.person)
    if entry is None or not own.holder.sees_record:
        return
    tag = register_words.rating_tag(own.policy, entry.rating)
    named = {"word": local(tag.word), "meaning": local(tag.meaning), "day": day(entry.review_due_on)}
    yield block(
        _("The rating"),
        [
            Say(_picture_of(entry.rating), _("The rating is %(word)s. It means: %(meaning)s.") % named),
            Say("information", local(register_words.definition(own.policy, entry.rating))),
            Say("calendar", _("We look at it again by %(day)s.") % named),
        ],
    )


def _picture_of(rating: str) -> str:
    return f"rating-{rating}" if rating in ("green", "amber", "red", "blue") else "information"


def _promised(own: Own) -> Iterator[Say]:
    found = queries.promised_help(own.person)
    for task in found:
        named = {"what": _what_is_done(task), "who": local(task.organisation.name), "day": day(task.due_at)}
        yield Say("tick-list", _("%(what)s. %(who)s does this by %(day)s.") % named)
    if not found:
        yield Say("tick-list", _("Nothing is waiting to be done at the moment."))


def _what_is_done(task: Task) -> str:
    """The team's own steps in words for the person; what the policy promises in the policy's."""
    known = {
        "rating_review": _("Look at the rating again"),
        "seek_cetr": _("Ask about a meeting about your care, called a Care (Education) and Treatment Review"),
        "seek_key_worker": _("Ask about a key worker"),
    }
    return known.get(task.kind) or local(task.title)


def who_knows(own: Own) -> list[Block]:
    """Everybody who sees the record now, and what each of them sees."""
    return [_knows(own, row) for row in people.involvements(own.person)]


def _knows(own: Own, row: Involvement) -> Block:
    named = {"day": day(row.began_at), "until": day(row.ends_at)}
    says = [Say("information", _what(own, row)), Say("calendar", _("Since %(day)s.") % named)]
    if row.ends_at:
        says.append(Say("wait", _("Until %(until)s.") % named))
    return block(local(row.organisation.name), says)


def _what(own: Own, row: Involvement) -> str:
    """What the policy says they are told; the register team keeps it all."""
    if row.basis == InvolvementBasis.REGISTER_TEAM:
        return _("They keep the register. They see everything that is written down.")
    if row.basis == InvolvementBasis.DISCUSSION:
        return _("They see the form as it was sent, to talk about what could help.")
    if row.basis == InvolvementBasis.OVERRIDE:
        return _("They were told without agreement, to keep somebody safe. Ask us about it.")
    option = next((one for one in own.policy.organisations if one.code == row.organisation.code), None)
    return local(option.would_be_told) if option and option.would_be_told else _("They see part of the record.")


def choices(own: Own) -> list[Block]:
    """Each thing that can be switched, how it stands, and the way to change it."""
    rows = [row for row in overview.rows(own.person) if row.topic.kind != DecisionKind.DISCUSS and row.is_offered]
    rows.sort(key=lambda row: row.topic.kind == DecisionKind.JOIN)
    return [_choice(own, row) for row in rows]


def _choice(own: Own, row: overview.Row) -> Block:
    holds = row.decision is not None and row.decision.holds
    standing = Say("yes", _("This is on.")) if holds else Say("no", _("This is off."))
    href = reverse("follow_my_change", kwargs={"topic": row.topic.slug})
    return block(title(own, row.topic), [standing], [Link(_turn(row.topic, holds=holds), href)])


def _turn(topic: Topic, *, holds: bool) -> str:
    named = {"organisation": local(topic.organisation.name) if topic.organisation else ""}
    if topic.kind == DecisionKind.SHARE:
        text = _("Stop telling %(organisation)s") if holds else _("Start telling %(organisation)s")
        return text % named
    if topic.kind == DecisionKind.JOIN:
        return _("Leave the register") if holds else _("Ask to join the register")
    if topic.kind == DecisionKind.CETR:
        return _("Say no to a review meeting") if holds else _("Say yes to a review meeting")
    return _("Say no to a key worker") if holds else _("Say yes to a key worker")


def title(own: Own, topic: Topic) -> str:
    """What is decided, in a few words for the person."""
    if topic.organisation is not None:
        return _("Tell %(organisation)s") % {"organisation": local(topic.organisation.name)}
    named = {"register": local(own.policy.labels.in_a_sentence)}
    return {
        DecisionKind.JOIN: _("Be on %(register)s") % named,
        DecisionKind.CETR: _("A Care (Education) and Treatment Review: a meeting about your care"),
        DecisionKind.KEY_WORKER: _("A key worker"),
    }[DecisionKind(topic.kind)]


def looked(own: Own) -> list[Block]:
    """Who has looked: role, organisation, day."""
    says = []
    for look in queries.looks():
        named = {
            "role": " / ".join(_role(role) for role in look.roles),
            "organisation": local(look.organisation),
            "day": day(look.on),
            "times": look.times,
        }
        text = ngettext(
            "%(day)s: %(role)s, %(organisation)s. Looked at %(times)s page.",
            "%(day)s: %(role)s, %(organisation)s. Looked at %(times)s pages.",
            look.times,
        )
        says.append(Say("who-looked", text % named))
    return [block("", says or [Say("who-looked", _("Nobody has looked yet."))], listed=True)]


def _role(code: str) -> str:
    known = {
        "coordinator": _("coordinator"),
        "lead": _("team lead"),
        "clinician": _("clinician"),
        "partner": _("practitioner"),
        "commissioner": _("commissioner"),
        "keyworker": _("key worker"),
        "panel_member": _("member of a review panel"),
        "privacy_officer": _("privacy officer"),
        "administrator": _("administrator"),
    }
    return known.get(code, code)
