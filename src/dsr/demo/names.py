"""Made-up people: names of many origins, numbers from the ranges kept for tests. Nobody here is real."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from dsr.core.nhs_number import is_valid_nhs_number

GIVEN = (
    "Amina", "Arjun", "Beata", "Callum", "Chidi", "Dariusz", "Ewa", "Fatima", "Gurpreet", "Harriet", "Ioana",
    "Jasleen", "Kwame", "Leila", "Mateusz", "Niamh", "Oluwaseun", "Priya", "Rhys", "Siobhan", "Tomasz", "Usha",
    "Wei", "Yusuf", "Zofia", "Alfie", "Bethany", "Connor", "Daisy", "Elliot", "Freya", "George", "Hollie",
    "Isaac", "Jade", "Keiran", "Lucy", "Mohammed", "Nadia", "Owen", "Poppy", "Reuben", "Sanjay", "Thea",
    "Abdirahman", "Aoife", "Azad", "Bogdan", "Chloe", "Delroy", "Elżbieta", "Esperanza", "Florica", "Gwen",
    "Hamza", "Ifeoma", "Iwan", "Jia", "Kateryna", "Lakshmi", "Marcia", "Nguyen", "Oksana", "Parisa", "Ravi",
    "Selam", "Shabnam", "Tadesse", "Tsering", "Winston", "Xin", "Yonas", "Zainab", "Zdravko",
)  # fmt: skip
FAMILY = (
    "Adeyemi", "Ahmed", "Bains", "Begum", "Chaudhry", "Clarke", "Dhaliwal", "Doyle", "Evans", "Fernandes",
    "Ferreira", "Gill", "Green", "Hassan", "Hughes", "Iqbal", "Ionescu", "Jones", "Kaur", "Khan", "Kowalczyk",
    "Lewis", "Li", "Mistry", "Mukherjee", "Nowak", "O'Brien", "Okafor", "Patel", "Popescu", "Rahman", "Robinson",
    "Sandhu", "Sharma", "Singh", "Smith-Baptiste", "Taylor", "Thompson", "Walker", "Wisniewska", "Wright", "Zhang",
    "Abdi", "Bahadur", "Campbell", "Chen", "Davies", "Farah", "Francis", "Ghebremeskel", "Gurung", "Haile",
    "Hussain", "Kamara", "Karimi", "Lakatos", "Mahmood", "Marinov", "Mehta", "Mensah", "Murphy", "Nguyen",
    "O'Connor", "Osei", "Petrenko", "Pritchard", "Qureshi", "Rodrigues", "Shevchenko", "Stanescu", "Tesfaye", "Yilmaz",
)  # fmt: skip


@dataclass(frozen=True)
class MadeUp:
    """One made-up identity."""

    given_name: str
    family_name: str
    preferred_name: str
    born_on: date
    nhs_number: str
    phone: str


class Maker:
    """Makes the same people again for the same seed."""

    def __init__(self, seed: int = 1, *, today: date, first_number: int = 0) -> None:
        self.random = Random(seed)  # noqa: S311
        self.today = today
        self._serial = first_number

    def person(self, *, age: int | None = None, given: str = "", family: str = "", called: str = "") -> MadeUp:
        """Somebody of the age, or of any age from 5 to 70, with a number of the test range 999."""
        name = given or self.random.choice(GIVEN)
        return MadeUp(
            given_name=name,
            family_name=family or self.random.choice(FAMILY),
            preferred_name=called or (name[:3] if not given and self.random.random() < 0.2 else ""),
            born_on=self._born(self.random.randint(5, 70) if age is None else age),
            nhs_number=self._number(),
            phone=f"07700 900{self.random.randint(0, 999):03d}",
        )

    def _born(self, age: int) -> date:
        birthday_passed = self.random.randint(1, 350)
        return self.today.replace(year=self.today.year - age, day=min(self.today.day, 28)) - timedelta(
            days=birthday_passed
        )

    def _number(self) -> str:
        """The next valid number from 999 000 0000 on."""
        while True:
            for check in range(10):
                digits = f"999{self._serial:06d}{check}"
                if is_valid_nhs_number(digits):
                    self._serial += 1
                    return digits
            self._serial += 1
