"""Who sees a page: each rule reads the answers before it."""

from __future__ import annotations

from collections.abc import Callable

from dsr.referrals.form.asking import Asking

Condition = Callable[[Asking], bool]


def always(asking: Asking) -> bool:
    return True


def keyed(asking: Asking) -> bool:
    return asking.is_keyed


def about_me(asking: Asking) -> bool:
    return asking.answers.who == "me"


def about_somebody_else(asking: Asking) -> bool:
    return asking.answers.who not in ("", "me")


def a_professional(asking: Asking) -> bool:
    return asking.answers.who == "work_with"


def family_or_friend(asking: Asking) -> bool:
    return asking.answers.who in ("care_for", "my_child")


def a_carer(asking: Asking) -> bool:
    return asking.answers.who == "care_for"


def helped(asking: Asking) -> bool:
    return about_me(asking) and asking.answers.of("helper", "helped") == "yes"


def known_to_person(asking: Asking) -> bool:
    return about_somebody_else(asking) and asking.answers.of("knows", "knows") in ("yes", "partly")


def birthday_not_known(asking: Asking) -> bool:
    return asking.answers.is_complete("born") and asking.answers.born_on is None


def lives_at_an_address(asking: Asking) -> bool:
    return asking.answers.of("lives", "lives") == "address"


def diagnosed(asking: Asking) -> bool:
    """Somebody has confirmed one of the two conditions."""
    given = (asking.answers.of("learning-disability", "learning_disability"), asking.answers.of("autism", "autism"))
    return "confirmed" in given


def another_language(asking: Asking) -> bool:
    return asking.answers.of("language", "language") not in ("", "en")


def people_to_name(asking: Asking) -> bool:
    return asking.answers.of("people", "people") == "yes"


def reach_the_person(asking: Asking) -> bool:
    """We may contact the person themselves, so their own details are asked."""
    return about_me(asking) or asking.answers.of("contact-first", "contact_first") in ("person", "both")


def through_somebody(asking: Asking) -> bool:
    return asking.answers.of("contact-way", "contact_way") == "somebody"


def decides(asking: Asking) -> bool:
    """The person's own form asks for decisions; the parent of an under-16 is asked for a view; nobody else."""
    return about_me(asking) or gives_a_view(asking)


def gives_a_view(asking: Asking) -> bool:
    return asking.answers.who == "my_child" and asking.ages is not None and asking.ages[1] < 16


def of_key_worker_age(asking: Asking) -> bool:
    """Within the policy's ages for a key worker, or the age is not known."""
    if not decides(asking) or not asking.policy.organisations_of_kind("key_worker"):
        return False
    if asking.ages is None:
        return True
    youngest, oldest = asking.ages
    limits = asking.policy.key_worker_ages
    return youngest <= limits.maximum and oldest >= limits.minimum
