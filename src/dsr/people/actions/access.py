"""Keys to the person's own page: given by staff, proved a second time, ended at once when they must be."""

from __future__ import annotations

from datetime import timedelta

from django.contrib.auth.hashers import check_password, make_password
from django.db import transaction
from django.db.models import QuerySet

from dsr.accounts.actor import Actor
from dsr.audit import actions as audit
from dsr.core import clock, ids, scope
from dsr.people import key_rules as rules
from dsr.people.holder import POWERS, Holder
from dsr.people.models import AccessKey, Authority, Contact, KeyHolder, KeyVisit, OwnRequest, Person

MOST_TRIES = 5
VISIT_IDLE = timedelta(minutes=20)
#: However often somebody comes back to it: as long as a worker's session at most.
VISIT_MOST = timedelta(hours=12)


@transaction.atomic
def grant_key(
    *,
    person: Person,
    holder: str,
    proof: str,
    by: Actor,
    contact: Contact | None = None,
    agreed_note: str = "",
) -> tuple[AccessKey, str]:
    """A new key and its secret, which is stored nowhere. The one before for the same holder ends. Raises Refused."""
    person = Person.objects.select_for_update(of=("self",)).get(pk=person.pk)
    rules.check_can_grant_key(person, holder, contact, agreed_note, by)
    rules.check_proof(proof)
    token = ids.new_token()
    authority = contact.authority if contact and holder == KeyHolder.AUTHORITY else Authority.NONE
    same = AccessKey.objects.filter(person=person, holder=holder, contact=contact if holder != "person" else None)
    _end(same, reason="A new key was given.", by=by)
    key = AccessKey.objects.create(
        area_id=person.area_id,
        person=person,
        holder=holder,
        holder_name=contact.name if contact and holder != KeyHolder.PERSON else person.full_name,
        contact=contact if holder != KeyHolder.PERSON else None,
        authority=authority,
        agreed_note=agreed_note.strip(),
        token_hash=ids.hash_token(token),
        proof_hash=make_password(plain_proof(proof)),
        granted_by=by.worker,
        granted_at=clock.now(),
        until=rules.key_ends_at(person, authority),
    )
    _tell("grant_own_page", key, by, holder=holder, authority=str(authority))
    return key, token


def plain_proof(proof: str) -> str:
    """As it is compared: how it is spaced or written large does not matter to somebody who types it from memory."""
    return "".join(proof.split()).casefold()


@transaction.atomic
def revoke_key(*, key: AccessKey, reason: str, by: Actor) -> None:
    """It opens nothing from the next page on. Raises Refused."""
    rules.check_can_revoke_key(key, reason, by)
    _end(AccessKey.objects.filter(pk=key.pk), reason=reason, by=by)


@transaction.atomic
def unlock_key(*, key: AccessKey, proof: str, by: Actor) -> None:
    """After too many wrong tries: a new word, agreed with the holder on the telephone. Raises Refused."""
    rules.check_can_unlock_key(key, by)
    rules.check_proof(proof)
    AccessKey.objects.filter(pk=key.pk).update(proof_hash=make_password(plain_proof(proof)), failed_tries=0)
    _tell("unlock_own_page", key, by)


def end_keys(*, person: Person, reason: str, by: Actor | Holder | None) -> None:
    """The person has left the register: every key ends now."""
    _end(AccessKey.objects.filter(person=person), reason=reason, by=by)


def end_keys_of(*, contact: Contact, by: Actor) -> None:
    """Whoever is no longer around the person, or no longer holds the authority, no longer opens their page."""
    _end(AccessKey.objects.filter(contact=contact), reason="They are no longer a contact of the person.", by=by)


def end_parental_keys(*, person: Person, by: Actor) -> None:
    """A corrected birth date: a parent's key that would outlive the birthday it ends with ends now."""
    parental = AccessKey.objects.filter(person=person, authority=Authority.PARENTAL_RESPONSIBILITY)
    too_long = [key.pk for key in parental.filter(revoked_at__isnull=True) if rules.outlives_authority(key, person)]
    _end(parental.filter(pk__in=too_long), reason="The date of birth was corrected. Give a new key.", by=by)


def _end(chosen: QuerySet[AccessKey], *, reason: str, by: Actor | Holder | None) -> None:
    open_ones = list(chosen.filter(revoked_at__isnull=True).select_related("person").order_by("pk"))
    AccessKey.objects.filter(pk__in=[key.pk for key in open_ones]).update(
        revoked_at=clock.now(), revoked_by=by.worker if by else None, revoked_reason=reason[:300]
    )
    for key in open_ones:
        _tell("end_own_page", key, by)


def prove_nothing(proof: str) -> None:
    """Costs what a wrong word at a real link costs, so that the wait does not tell which links are real."""
    make_password(plain_proof(proof))


@transaction.atomic
def begin_visit(*, key: AccessKey, proof: str) -> str | None:
    """The secret of a visit when the second proof is right; None when it is wrong, or was too often.

    In the scope of the key's own secret. A wrong try is counted, so nothing may roll this back.
    """
    key = AccessKey.objects.select_for_update(of=("self",)).get(pk=key.pk)
    right = check_password(plain_proof(proof), key.proof_hash)
    if key.failed_tries >= MOST_TRIES:
        return None
    if not right:
        key.failed_tries += 1
        key.save(update_fields=["failed_tries"])
        audit.record("own_page_wrong_proof", by=Holder(key), targets=[f"key:{key.public_id}"], tries=key.failed_tries)
        return None
    AccessKey.objects.filter(pk=key.pk).update(failed_tries=0)
    return _new_visit(key)


def _new_visit(key: AccessKey) -> str:
    token, now = ids.new_token(), clock.now()
    KeyVisit(
        area_id=key.area_id,
        person_id=key.person_id,
        key=key,
        key_token=key.token_hash,
        token_hash=ids.hash_token(token),
        powers=",".join(POWERS[key.holder]),
        began_at=now,
        seen_at=now,
    ).save(force_insert=True)
    audit.record("own_page_opened", by=Holder(key), targets=[f"key:{key.public_id}"])
    return token


@transaction.atomic
def go_on_visiting(*, area_id: int, token: str) -> KeyVisit | None:
    """The visit of a cookie, unless it ended or was left alone too long."""
    hashed, now = ids.hash_token(token), clock.now()
    with scope.public(area_id=area_id, token=hashed):
        begun = KeyVisit.objects.filter(token_hash=hashed, ended_at__isnull=True, began_at__gt=now - VISIT_MOST)
        live = begun.filter(seen_at__gt=now - VISIT_IDLE)
        if not live.update(seen_at=now):
            return None
        return KeyVisit.objects.get(token_hash=hashed)


@transaction.atomic
def end_visit(*, area_id: int, token: str) -> None:
    """Somebody leaves: the cookie opens nothing more."""
    hashed = ids.hash_token(token)
    with scope.public(area_id=area_id, token=hashed):
        KeyVisit.objects.filter(token_hash=hashed, ended_at__isnull=True).update(ended_at=clock.now())


@transaction.atomic
def keep_request(
    *,
    person: Person,
    kind: str,
    words: str,
    language: str,
    reading: str,
    by: Holder,
    topic: str = "",
    wants: str = "",
    with_interpreter: bool = False,
) -> OwnRequest:
    """What somebody asks for, in their words. Raises Refused."""
    made_today = OwnRequest.objects.filter(person=person, made_at__gt=clock.now() - timedelta(days=1)).count()
    rules.check_can_ask(made_today)
    asked = OwnRequest.objects.create(
        area_id=person.area_id,
        person=person,
        key=by.key,
        kind=kind,
        topic=topic,
        wants=wants,
        words=words.strip(),
        with_interpreter=with_interpreter,
        language=language,
        reading=reading,
        made_at=clock.now(),
    )
    audit.record("own_page_request", by=by, people=[person.public_id], targets=[asked.public_id], kind_asked=kind)
    return asked


def _tell(action: str, key: AccessKey, by: Actor | Holder | None, **detail: str) -> None:
    audit.record(
        action,
        by=by or audit.NamedActor("job"),
        people=[key.person.public_id],
        targets=[f"key:{key.public_id}"],
        area_id=key.area_id,
        **detail,
    )
