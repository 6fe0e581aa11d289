"""What switching one decision would change, said before anything is done; and the receipt afterwards."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _

from dsr.core import languages
from dsr.core.presenters import moment
from dsr.following.blocks import Say, local
from dsr.following.own import title
from dsr.following.own_door import Own
from dsr.people import key_rules, queries
from dsr.people.models import Decision, DecisionKind, InvolvementBasis
from dsr.people.topics import Topic

NOTHING_LOST = "support"


@dataclass(frozen=True)
class Switch:
    """One decision somebody may turn."""

    own: Own
    topic: Topic
    decision: Decision | None

    @property
    def agrees(self) -> bool:
        """What turning it would mean."""
        return not (self.decision is not None and self.decision.holds)

    @property
    def wants(self) -> str:
        """What the page showed, sent back with the button: a form sent twice must not turn it back again."""
        return "yes" if self.agrees else "no"

    @property
    def may_now(self) -> bool:
        """Here and at once; otherwise the team is asked."""
        allowed = key_rules.can_change_own(self.own.holder, self.own.person, self.decision, agrees=self.agrees)
        joins = self.topic.kind == DecisionKind.JOIN and self.agrees
        return allowed and not joins and not self.needs_interpreter

    @property
    def needs_interpreter(self) -> bool:
        """Nobody has reviewed this language, so nobody decides in it."""
        return not languages.current().is_reviewed

    @property
    def title(self) -> str:
        return title(self.own, self.topic)

    @property
    def question(self) -> str:
        """What is asked, in the words that are kept with the decision."""
        named = {
            "organisation": local(self.topic.organisation.name) if self.topic.organisation else "",
            "register": local(self.own.policy.labels.in_a_sentence),
        }
        kind = DecisionKind(self.topic.kind)
        asked = {
            DecisionKind.SHARE: (
                _("Do you want us to tell %(organisation)s about you?"),
                _("Do you want us to stop telling %(organisation)s about you?"),
            ),
            DecisionKind.JOIN: (_("Do you want to join %(register)s?"), _("Do you want to leave %(register)s?")),
            DecisionKind.CETR: (
                _("Do you want a meeting about your care, called a Care (Education) and Treatment Review?"),
                _("Do you want to say no to a meeting about your care (a C(E)TR)?"),
            ),
            DecisionKind.KEY_WORKER: (_("Do you want a key worker?"), _("Do you want to say no to a key worker?")),
        }[kind]
        return asked[0 if self.agrees else 1] % named

    @property
    def would_change(self) -> list[Say]:
        return [*_changes(self), Say(NOTHING_LOST, _("The care and support you have now does not change."))]

    @property
    def wording(self) -> str:
        """Exactly what was shown."""
        return "\n".join([self.question, *(say.words for say in self.would_change)])[:4000]


def switch(own: Own, topic: Topic) -> Switch:
    return Switch(own, topic, queries.current_decision(own.person, topic.kind, topic.organisation))


def _changes(switch: Switch) -> Iterator[Say]:
    kind = DecisionKind(switch.topic.kind)
    if kind == DecisionKind.SHARE:
        yield from _sharing(switch)
    elif kind == DecisionKind.JOIN:
        yield from _leaving(switch)
    elif kind == DecisionKind.CETR:
        yield (
            Say("meeting", _("We can ask people to come to a meeting with you about your care."))
            if switch.agrees
            else Say("stop", _("We do not plan such a meeting. You can ask for one again."))
        )
    elif switch.agrees:
        yield Say("key-worker", _("We can ask for a key worker: one person who helps you through services."))
    else:
        yield Say("stop", _("The key worker service can no longer see anything about you, from this moment."))


def _sharing(switch: Switch) -> Iterator[Say]:
    organisation = switch.topic.organisation
    assert organisation is not None
    named = {"organisation": local(organisation.name)}
    if not switch.agrees:
        yield Say("no-share", _("%(organisation)s can no longer see anything about you, from this moment.") % named)
        yield Say("no-share", _("What they have to do for you goes back to the register team.") % named)
        return
    told = switch.own.policy.organisation(organisation.code).would_be_told
    yield Say("share", _("%(organisation)s can see part of your record, from this moment.") % named)
    yield Say("information", local(told))


def _leaving(switch: Switch) -> Iterator[Say]:
    named = {"register": local(switch.own.policy.labels.in_a_sentence)}
    if switch.agrees:
        yield Say("talk", _("We talk with you about %(register)s first.") % named)
        return
    yield Say("not-on-the-register", _("You are no longer on %(register)s, from this moment.") % named)
    for row in queries.involvements(switch.own.person).exclude(basis=InvolvementBasis.REGISTER_TEAM):
        who = {"organisation": local(row.organisation.name)}
        if row.basis == InvolvementBasis.OVERRIDE:
            yield Say("share", who["organisation"])
            yield Say("information", _("They were told without agreement, to keep somebody safe. Ask us about it."))
            continue
        yield Say("no-share", _("%(organisation)s can no longer see anything about you, from this moment.") % who)
    yield Say("law", _("The register team keeps your record for as long as the law asks."))
    yield Say("key", _("This page closes. To come back, ask us."))


def receipt(own: Own, decision: Decision) -> list[Say]:
    """What was changed, when, and by whom."""
    topic = Topic(decision.kind, decision.organisation)
    named = {
        "what": title(own, topic),
        "when": moment(decision.withdrawn_at or decision.recorded_at),
        "who": own.holder.key.holder_name,
        "reference": decision.public_id[:8].upper(),
    }
    outcome = _("Now it is on.") if decision.holds else _("Now it is off.")
    return [
        Say("yes" if decision.holds else "no", _("You changed this: %(what)s.") % named),
        Say("information", outcome),
        Say("calendar", _("It was changed on %(when)s.") % named),
        Say("person", _("It was changed by %(who)s.") % named),
        Say("letter", _("If we have a safe way to reach you, we also send you this.")),
        Say("form", _("Number of this receipt: %(reference)s.") % named),
    ]
