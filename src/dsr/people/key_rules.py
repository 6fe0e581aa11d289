"""Who may have a key to the person's own page, until when, and what it may change. Checks raise the sentence shown."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, time

from django.utils.translation import gettext as _

from dsr.accounts.actor import Actor
from dsr.core import clock
from dsr.core.errors import Refused
from dsr.core.presenters import age_in_years
from dsr.people.holder import Holder
from dsr.people.models import AccessKey, Authority, Contact, Decision, KeyHolder, Person
from dsr.people.rules import ADULT_DECISION_AGE, BY_THE_PERSON, allowed, birthday

#: A parent decides until 16, and answers for a child until 18 (Children Act 1989 s105): sight ends at the next of both.
PARENTAL_ENDS = (ADULT_DECISION_AGE, 18)
LEAST_PROOF = 6
MOST_REQUESTS = 20
DECIDING = (Authority.PARENTAL_RESPONSIBILITY, Authority.ATTORNEY, Authority.DEPUTY)


def check_can_grant_key(person: Person, holder: str, contact: Contact | None, agreed_note: str, by: Actor) -> None:
    """The register team, for somebody on the register; anybody else than the person with authority or agreement."""
    _check_team(by)
    if person.died_on is not None:
        raise Refused("The person has died.")
    if person.joined_at is None:
        raise Refused("The person is not on the register. Their own page opens when they have joined.")
    if holder == KeyHolder.PERSON:
        return
    if contact is None or contact.person_id != person.pk or contact.ended_at is not None:
        raise Refused("Choose somebody from this person's current contacts.")
    if holder == KeyHolder.AUTHORITY:
        _check_authority(person, contact)
    elif not agreed_note.strip():
        raise Refused("Say how and when the person agreed that this supporter sees it.")


def _check_authority(person: Person, contact: Contact) -> None:
    if contact.authority not in DECIDING:
        raise Refused(f"{contact.name} is not recorded as holding legal authority. Record it on the contact first.")
    if contact.authority == Authority.PARENTAL_RESPONSIBILITY:
        if person.born_on is None:
            raise Refused("Record the date of birth first. Parental responsibility ends by it.")
        if age_in_years(person.born_on) >= PARENTAL_ENDS[-1]:
            raise Refused("The person is 18 or over. Nobody has parental responsibility for them any more.")


def can_grant_key(person: Person, by: Actor) -> bool:
    return allowed(check_can_grant_key, person, KeyHolder.PERSON, None, "", by)


def _check_team(by: Actor) -> None:
    if not (by.is_team and by.has("access_grant")):
        raise Refused("Only the register team gives access to somebody's own page.")


def check_can_revoke_key(key: AccessKey, reason: str, by: Actor) -> None:
    """Raises Refused."""
    _check_team(by)
    if key.revoked_at is not None:
        raise Refused("This access has ended already.")
    if not reason.strip():
        raise Refused("Say why this access ends.")


def check_can_unlock_key(key: AccessKey, by: Actor) -> None:
    """Raises Refused."""
    _check_team(by)
    if key.revoked_at is not None:
        raise Refused("This access has ended. Give a new one.")


def check_proof(proof: str) -> None:
    """Long enough that five tries find nothing. Raises Refused."""
    if len("".join(proof.split())) < LEAST_PROOF:
        raise Refused(f"Agree a word or number of at least {LEAST_PROOF} letters or digits.")


def key_ends_at(person: Person, authority: str) -> datetime | None:
    """With the 16th birthday, or the 18th, when the authority is parental; else only when somebody ends it."""
    if authority != Authority.PARENTAL_RESPONSIBILITY or person.born_on is None:
        return None
    return next(_parental_ends(person.born_on, after=clock.today()))


def _parental_ends(born_on: date, *, after: date) -> Iterator[datetime]:
    """The midnights, London time, that begin the birthdays still to come."""
    days = (birthday(born_on, age) for age in PARENTAL_ENDS)
    return (datetime.combine(day, time(), tzinfo=clock.LONDON) for day in days if day > after)


def outlives_authority(key: AccessKey, person: Person) -> bool:
    """Whether a parent's key would still open the page after the birthday it should have ended with."""
    if person.born_on is None or key.until is None:
        return True
    ends = next(_parental_ends(person.born_on, after=clock.london_day(key.granted_at)), None)
    return ends is None or ends < key.until


def key_is_live(key: AccessKey) -> bool:
    """The database asks the same of every statement made with the key."""
    return key.revoked_at is None and (key.until is None or key.until > clock.now())


def check_can_ask(made_today: int) -> None:
    """Raises Refused."""
    if made_today >= MOST_REQUESTS:
        raise Refused(_("You have asked us a lot today. Please phone us, or ask again tomorrow."))


def check_can_change_own(by: Holder, person: Person, decision: Decision | None, *, agrees: bool) -> None:
    """The person's own key, and a decision that was theirs to make; what opens sight, from 16 only. Raises Refused."""
    if not by.decides:
        raise Refused(_("Only the person can change this here. You can ask us."))
    if decision is not None and decision.basis not in BY_THE_PERSON:
        raise Refused(_("Somebody else decided this for you. We talk about it with you first."))
    old_enough = person.born_on is not None and age_in_years(person.born_on) >= ADULT_DECISION_AGE
    if agrees and not old_enough:
        raise Refused(_("We talk about this with you first."))


def can_change_own(by: Holder, person: Person, decision: Decision | None, *, agrees: bool) -> bool:
    try:
        check_can_change_own(by, person, decision, agrees=agrees)
    except Refused:
        return False
    return True
