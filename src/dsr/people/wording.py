"""The words put to a person for each decision: from the policy in force, and kept with the decision."""

from __future__ import annotations

from dsr.accounts.models import Organisation
from dsr.people.models import Decision, DecisionKind, Level
from dsr.policy.document import Policy

ANY_TIME = "You can change your mind at any time. Saying no does not change the support you have now."


def wording(policy: Policy, kind: str, organisation: Organisation | None = None) -> str:
    """What the person is asked, in plain words that say what changes and what does not."""
    labels, team = policy.labels, policy.team
    asked = {
        DecisionKind.DISCUSS: (
            f"May the {team.name} show your referral to the local NHS trust and your council for a short time, "
            "to talk about what you need and what could help? They see the referral as it was sent, and nothing else."
        ),
        DecisionKind.JOIN: (
            f"Do you want to be on {labels.in_a_sentence}? The {team.name} would keep a record about you, "
            "look at how things are going, and make sure that the help you were promised comes."
        ),
        DecisionKind.CETR: (
            "Do you want a Care (Education) and Treatment Review? It is a meeting about you, with you. People from "
            "outside your care look at whether your support is right and what would keep you out of hospital."
        ),
        DecisionKind.KEY_WORKER: _key_worker(policy),
    }
    text = _share(policy, organisation) if kind == DecisionKind.SHARE else asked[DecisionKind(kind)]
    return f"{text} {ANY_TIME}"


def _share(policy: Policy, organisation: Organisation | None) -> str:
    assert organisation is not None
    option = policy.organisation(organisation.code)
    return (
        f"May we share with {option.name} if you are on {policy.labels.in_a_sentence}? "
        f"About {option.name}: {_lower_first(option.what_it_does)} "
        f"They would be told: {_lower_first(option.would_be_told or '')}"
    )


def _key_worker(policy: Policy) -> str:
    services = policy.organisations_of_kind("key_worker")
    told = f" They would be told: {_lower_first(services[0].would_be_told or '')}" if services else ""
    return f"Do you want us to ask for a key worker: one person who helps you through services?{told}"


def _lower_first(text: str) -> str:
    return text[:1].lower() + text[1:]


def decision_title(decision: Decision) -> str:
    """ "Share with Coventry City Council", "Join the register"."""
    return title(decision.kind, decision.organisation)


def title(kind: str, organisation: Organisation | None = None) -> str:
    """What is decided, in a few words for staff."""
    if kind == DecisionKind.SHARE and organisation is not None:
        return f"Share with {organisation.name}"
    return DecisionKind(kind).label


def level_name(level: str) -> str:
    return Level(level).label if level else ""
