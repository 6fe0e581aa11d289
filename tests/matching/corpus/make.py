"""Writes pairs.csv: 500 labelled pairs of made-up people. Run `python -m tests.matching.corpus.make` after a change.

The forms of names here were written without looking at those that the product knows, so that some are new to it.
"""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass, replace
from datetime import date, timedelta
from pathlib import Path
from random import Random

from dsr.core.nhs_number import is_valid_nhs_number

FILE = Path(__file__).parent / "pairs.csv"
FIELDS = ("given_name", "family_name", "preferred_name", "born_on", "nhs_number", "postcode", "address", "phone")

BOYS = (
    *("Alfie", "Arjun", "Callum", "Chidi", "Connor", "Dariusz", "Elliot", "George", "Hamza", "Isaac", "Jacob"),
    *("Kwame", "Leon", "Mateusz", "Nathan", "Owen", "Rhys", "Sanjay", "Tomasz", "Usman", "Viktor", "Yusuf", "Tariq"),
)
GIRLS = (
    *("Amina", "Beata", "Bethany", "Carys", "Daisy", "Ewa", "Fatima", "Freya", "Grace", "Harpreet", "Ioana", "Jade"),
    *("Leila", "Lucy", "Mercy", "Niamh", "Oksana", "Poppy", "Priya", "Ruth", "Siobhan", "Thea", "Usha", "Wanjiru"),
)
FAMILY = (
    *("Adeyemi", "Ahmed", "Bains", "Begum", "Carter", "Clarke", "Dhaliwal", "Doyle", "Evans", "Fernandes", "Gill"),
    *("Green", "Hassan", "Hughes", "Ionescu", "Jones", "Kaur", "Khan", "Lewis", "Li", "Mistry", "Mukherjee", "Nowak"),
    *("O'Brien", "Okafor", "Patel", "Popescu", "Rahman", "Robinson", "Sandhu", "Sharma", "Taylor", "Thompson"),
    *("Walker", "Wright", "Zhang", "Baptiste", "Cohen", "Mwangi", "Nguyen", "Pereira", "Kovalenko", "Abebe"),
)
STREETS = ("Albion Street", "Beech Road", "Canal View", "Daventry Road", "Earl Street", "Foleshill Road", "Mill Lane")
SHORT = (
    ("Elizabeth", "Liz"), ("William", "Bill"), ("Robert", "Bobby"), ("Katherine", "Kate"), ("Michael", "Mick"),
    ("Margaret", "Peggy"), ("Thomas", "Tommy"), ("Jennifer", "Jenny"), ("Daniel", "Danny"), ("Patricia", "Trish"),
    ("Christopher", "Chris"), ("Alexandra", "Sasha"), ("Joseph", "Joe"), ("Samuel", "Sam"), ("Rebecca", "Becky"),
    ("Aleksandra", "Ola"), ("Katarzyna", "Kasia"), ("Malgorzata", "Gosia"), ("Grzegorz", "Greg"), ("Jakub", "Kuba"),
    ("Oluwaseun", "Seun"), ("Oluwadamilola", "Dami"), ("Anthony", "Tony"), ("Deborah", "Debbie"), ("Edward", "Ted"),
    ("Gurpreet", "Guri"), ("Jaswinder", "Jas"), ("Manjinder", "Manny"), ("Nathaniel", "Nate"), ("Victoria", "Vicky"),
    ("Bartosz", "Bartek"), ("Dorothy", "Dot"), ("Frederick", "Fred"), ("Stephanie", "Steph"), ("Zachary", "Zac"),
)  # fmt: skip
SPELLINGS = (
    ("Mohammed", "Muhammad"), ("Mohamed", "Mohammad"), ("Hussain", "Hussein"), ("Fatima", "Fatimah"),
    ("Oleksandr", "Aleksandr"), ("Yevhen", "Evgeny"), ("Olena", "Elena"), ("Serhii", "Sergey"), ("Ahmed", "Ahmad"),
    ("Ibrahim", "Ebrahim"), ("Mariam", "Maryam"), ("Aisha", "Ayesha"), ("Aleksander", "Alexander"),
    ("Zainab", "Zaynab"),
    ("Sofiya", "Sophia"), ("Khadija", "Khadijah"), ("Youssef", "Yusuf"), ("Abdul Rahman", "Abdurrahman"),
    ("Mykhailo", "Mihail"), ("Nataliia", "Natalya"), ("Tetiana", "Tatiana"), ("Iryna", "Irina"), ("Said", "Syed"),
    ("Omar", "Umar"), ("Osama", "Usama"), ("Hasan", "Hassan"), ("Jamal", "Djamal"), ("Gurjit", "Gurjeet"),
    ("Manpreet", "Manprit"), ("Dilip", "Deleep"), ("Xiaoming", "Hsiao-Ming"), ("Thuy", "Thúy"), ("Şeyma", "Seyma"),
    ("Łukasz", "Lukasz"), ("João", "Joao"),
)  # fmt: skip
FAMILY_SPELLINGS = (
    ("Chaudhry", "Chowdhury"), ("Kowalczyk", "Kovalchyk"), ("Shevchenko", "Shevchenko"), ("Qureshi", "Kureshi"),
    ("Choudhary", "Chaudhary"), ("Hussain", "Hussein"), ("Wiśniewska", "Wisniewski"), ("Sheikh", "Shaikh"),
)  # fmt: skip


@dataclass(frozen=True)
class Made:
    """One made-up record."""

    given_name: str
    family_name: str
    preferred_name: str
    born_on: date
    nhs_number: str
    postcode: str
    address: str
    phone: str


Pair = tuple[Made, Made]


class Maker:
    """Makes the same pairs again for the same seed."""

    def __init__(self, seed: int = 20261122) -> None:
        self.random = Random(seed)

    def person(self, **given: object) -> Made:
        pick = self.random.choice
        made = Made(
            given_name=pick(BOYS + GIRLS), family_name=pick(FAMILY), preferred_name="", born_on=self.day(),
            nhs_number=self.number() if self.random.random() < 0.6 else "", postcode=self.postcode(),
            address=f"{self.random.randint(1, 180)} {pick(STREETS)}", phone=self.phone(),
        )  # fmt: skip
        return replace(made, **given)  # type: ignore[arg-type]

    def day(self) -> date:
        return date(1950, 1, 2) + timedelta(days=self.random.randint(0, 365 * 65))

    def clear_day(self) -> date:
        """A day whose day and month can change places."""
        return date(self.random.randint(1955, 2012), self.random.randint(2, 12), 1).replace(day=self.unlike())

    def unlike(self) -> int:
        return self.random.randint(3, 12)

    def number(self) -> str:
        while True:
            digits = f"999{self.random.randint(0, 9_999_999):07d}"
            if is_valid_nhs_number(digits):
                return digits

    def postcode(self) -> str:
        letters = "ABDEFGHJLNPQRSTUWXYZ"
        pick = self.random.choice
        return f"CV{self.random.randint(1, 37)} {self.random.randint(1, 9)}{pick(letters)}{pick(letters)}"

    def phone(self) -> str:
        return f"07700 900{self.random.randint(0, 999):03d}" if self.random.random() < 0.5 else ""

    def again(self, made: Made, **changed: object) -> Made:
        """Written down a second time: mostly without the number, sometimes without the telephone."""
        second: dict[str, object] = {"nhs_number": "" if self.random.random() < 0.7 else made.nhs_number}
        second["phone"] = made.phone if self.random.random() < 0.6 else ""
        return replace(made, **(second | changed))  # type: ignore[arg-type]

    def typed(self, word: str) -> str:
        """One slip: a letter left out, doubled, changed, or two in the wrong order."""
        at = self.random.randint(1, len(word) - 2)
        kinds = (
            word[:at] + word[at + 1 :],
            word[:at] + word[at] + word[at:],
            word[:at] + self.random.choice("aeinrst") + word[at + 1 :],
            word[: at - 1] + word[at] + word[at - 1] + word[at + 1 :] if at > 1 else word[:at] + word[at + 1 :],
        )
        return self.random.choice(kinds)


def typing(m: Maker) -> Pair:
    one = m.person()
    field = m.random.choice(("given_name", "family_name"))
    return one, m.again(one, **{field: m.typed(getattr(one, field))})


def typing_twice(m: Maker) -> Pair:
    one = m.person()
    return one, m.again(one, given_name=m.typed(one.given_name), family_name=m.typed(one.family_name))


def day_and_month(m: Maker) -> Pair:
    one = m.person(born_on=m.clear_day())
    return one, m.again(one, born_on=one.born_on.replace(month=one.born_on.day, day=one.born_on.month))


def date_slip(m: Maker) -> Pair:
    one = m.person(born_on=date(m.random.randint(1960, 2010), m.random.randint(1, 12), m.random.randint(1, 19)))
    wrong = m.random.choice(
        (
            one.born_on.replace(year=one.born_on.year + m.random.choice((-1, 1, -10, 10))),
            one.born_on.replace(day=one.born_on.day % 9 + 1 + one.born_on.day // 10 * 10),
        )
    )
    return one, m.again(one, born_on=wrong)


def first_of_january(m: Maker) -> Pair:
    one = m.person()
    return one, m.again(one, born_on=one.born_on.replace(day=1, month=1))


def married(m: Maker) -> Pair:
    one = m.person(given_name=m.random.choice(GIRLS))
    moved = {} if m.random.random() < 0.6 else {"postcode": m.postcode(), "address": "3 Beech Road"}
    return one, m.again(one, family_name=m.random.choice([name for name in FAMILY if name != one.family_name]), **moved)


def two_barrels(m: Maker) -> Pair:
    one, other = m.person(), m.random.choice(FAMILY)
    return one, m.again(one, family_name=f"{one.family_name}-{other}")


def spelling(m: Maker) -> Pair:
    mine, theirs = m.random.choice(SPELLINGS)
    one = m.person(given_name=mine)
    return one, m.again(one, given_name=theirs)


def family_spelling(m: Maker) -> Pair:
    mine, theirs = m.random.choice(FAMILY_SPELLINGS)
    one = m.person(family_name=mine)
    return one, m.again(one, family_name=theirs)


def short_form(m: Maker) -> Pair:
    long, short = m.random.choice(SHORT)
    one = m.person(given_name=long)
    return one, m.again(one, given_name=short)


def preferred(m: Maker) -> Pair:
    """Known to the second writer by the name they like alone."""
    one = m.person(preferred_name=m.random.choice(("Bear", "Sunny", "Tiger", "JJ", "Star")))
    return one, m.again(one, given_name=one.preferred_name, preferred_name="")


def crosswise(m: Maker) -> Pair:
    one = m.person()
    return one, m.again(one, given_name=one.family_name, family_name=one.given_name)


def moved_house(m: Maker) -> Pair:
    one = m.person()
    return one, m.again(one, postcode=m.postcode(), address=f"{m.random.randint(1, 99)} Mill Lane", phone="")


def middle_name(m: Maker) -> Pair:
    one = m.person()
    return one, m.again(one, given_name=f"{one.given_name} {m.random.choice(BOYS + GIRLS)}")


def household(m: Maker, one: Made, **changed: object) -> Made:
    """Somebody else of the same home."""
    number = m.number() if one.nhs_number and m.random.random() < 0.8 else ""
    return replace(one, nhs_number=number, **changed)  # type: ignore[arg-type]


def other_given(m: Maker, one: Made) -> str:
    return m.random.choice([name for name in BOYS + GIRLS if name[0] != one.given_name[0]])


def twins(m: Maker) -> Pair:
    one = m.person()
    return one, household(m, one, given_name=other_given(m, one))


ALIKE_TWINS = (("Amina", "Amira"), ("Jaden", "Jayden"), ("Ella", "Bella"), ("Hasan", "Hussain"), ("Mia", "Mya"))


def twins_alike(m: Maker) -> Pair:
    mine, theirs = m.random.choice(ALIKE_TWINS)
    one = m.person(given_name=mine, nhs_number=m.number())
    return one, replace(one, given_name=theirs, nhs_number=m.number())


def twins_alike_without_number(m: Maker) -> Pair:
    one, other = twins_alike(m)
    return replace(one, nhs_number=""), replace(other, nhs_number="")


def namesakes(m: Maker) -> Pair:
    one = m.person()
    return one, m.person(given_name=one.given_name, family_name=one.family_name)


def namesakes_born_together(m: Maker) -> Pair:
    one = m.person(nhs_number=m.number())
    return one, m.person(
        given_name=one.given_name, family_name=one.family_name, born_on=one.born_on, nhs_number=m.number()
    )


def namesakes_born_together_without_number(m: Maker) -> Pair:
    one, other = namesakes_born_together(m)
    return replace(one, nhs_number=""), replace(other, nhs_number="")


def parent_and_child(m: Maker) -> Pair:
    one = m.person()
    years = m.random.randint(18, 40)
    return one, household(m, one, born_on=one.born_on.replace(year=one.born_on.year - years, day=1))


def siblings(m: Maker) -> Pair:
    one = m.person()
    later = one.born_on + timedelta(days=m.random.randint(400, 2500))
    return one, household(m, one, given_name=other_given(m, one), born_on=later)


def shared_home(m: Maker) -> Pair:
    """A supported living scheme: one address and telephone, nobody related."""
    one, other = m.person(), m.person()
    return one, replace(other, postcode=one.postcode, address=one.address, phone=one.phone)


def numbers_alike(m: Maker) -> Pair:
    one = m.person(nhs_number=m.number())
    for digit in range(9, 2, -1):
        for value in "0123456789":
            near = one.nhs_number[:digit] + value + one.nhs_number[digit + 1 :]
            last = next((near[:9] + check for check in "0123456789" if is_valid_nhs_number(near[:9] + check)), "")
            if last and last != one.nhs_number:
                return one, m.person(nhs_number=last)
    return one, m.person()


def same_birthday(m: Maker) -> Pair:
    one = m.person()
    return one, m.person(born_on=one.born_on, family_name=one.family_name, given_name=other_given(m, one))


SAME: dict[Callable[[Maker], Pair], int] = {
    typing: 40, typing_twice: 12, day_and_month: 30, date_slip: 30, first_of_january: 8, married: 25, two_barrels: 10,
    spelling: 40, family_spelling: 10, short_form: 35, preferred: 8, crosswise: 16, moved_house: 20, middle_name: 6,
}  # fmt: skip
DIFFERENT: dict[Callable[[Maker], Pair], int] = {
    twins: 45, twins_alike: 15, twins_alike_without_number: 5, namesakes: 30, namesakes_born_together: 15,
    namesakes_born_together_without_number: 5, parent_and_child: 30, siblings: 20, shared_home: 15, numbers_alike: 15,
    same_birthday: 15,
}  # fmt: skip


def pairs() -> Iterator[dict[str, object]]:
    maker = Maker()
    for label, kinds in (("same", SAME), ("different", DIFFERENT)):
        for make, times in kinds.items():
            for _ in range(times):
                one, other = make(maker)
                row: dict[str, object] = {"label": label, "kind": make.__name__}
                row |= {f"a_{name}": value for name, value in asdict(one).items()}
                row |= {f"b_{name}": value for name, value in asdict(other).items()}
                yield row


def main() -> None:
    names = ["label", "kind", *(f"{side}_{name}" for side in "ab" for name in FIELDS)]
    with FILE.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, names, lineterminator="\n")
        writer.writeheader()
        writer.writerows(pairs())


if __name__ == "__main__":
    main()
