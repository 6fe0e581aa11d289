"""What a column of an earlier register may hold: the words of the template, and the headings teams really write.

Data only. The order is that of the template.
"""

from __future__ import annotations

from dataclasses import dataclass

NOTES, LEAVE_OUT = "notes", "leave_out"


@dataclass(frozen=True)
class Column:
    """One kind of column. ``also`` are other headings for it; ``repeats``: several columns may hold parts of it."""

    code: str
    heading: str
    also: tuple[str, ...] = ()
    hint: str = ""
    repeats: bool = False


COLUMNS: tuple[Column, ...] = (
    Column("given_name", "Given name", ("first name", "forename", "forename(s)", "christian name", "fname")),
    Column("family_name", "Family name", ("surname", "last name", "lname", "second name")),
    Column(
        "full_name",
        "Full name",
        (
            "name",
            "patient",
            "patient name",
            "client",
            "client name",
            "service user",
            "person",
            "yp name",
            "cyp name",
            "name of person",
            "young person",
            "name of child",
            "individual",
        ),
        "Instead of given name and family name.",
    ),
    Column("preferred_name", "Preferred name", ("known as", "likes to be called", "nickname", "called", "aka")),
    Column("pronouns", "Pronouns"),
    Column("born_on", "Date of birth", ("dob", "d.o.b.", "born", "birth date", "birthday", "date born", "d o b")),
    Column("nhs_number", "NHS number", ("nhs no", "nhs no.", "nhs", "nhs num", "nhs id", "nhs #")),
    Column(
        "address",
        "Address",
        (
            "home address",
            "current address",
            "address line 1",
            "address line 2",
            "address 1",
            "address 2",
            "street",
            "town",
            "city",
            "placement address",
            "lives at",
        ),
        repeats=True,
    ),
    Column("postcode", "Postcode", ("post code", "p/code", "pcode")),
    Column(
        "phone", "Telephone", ("phone", "tel", "tel no", "telephone number", "mobile", "phone number", "contact number")
    ),
    Column("email", "Email", ("email address", "e-mail")),
    Column("gp_practice", "GP practice", ("gp", "gp surgery", "surgery", "registered gp", "general practice")),
    Column(
        "diagnosis",
        "Diagnosis",
        ("diagnoses", "ld/asd", "ld / autism", "ld and/or autism", "condition", "ld or autism", "primary diagnosis"),
        "Learning disability, autism or both in one column.",
    ),
    Column("learning_disability", "Learning disability", ("ld", "learning disability?", "ld y/n", "ld diagnosis")),
    Column("autism", "Autism", ("asd", "asc", "autistic", "autism?", "asd y/n", "autism diagnosis", "asd diagnosis")),
    Column("diagnosed_by", "Diagnosis confirmed by", ("diagnosed by", "diagnosing clinician", "who diagnosed")),
    Column(
        "rating",
        "Rating",
        (
            "rag",
            "rag rating",
            "rag status",
            "risk",
            "risk rating",
            "risk level",
            "dsr rating",
            "current rag",
            "status",
            "colour",
            "current rating",
        ),
    ),
    Column(
        "rated_on",
        "Rated on",
        (
            "date rated",
            "rag date",
            "date of rating",
            "rating date",
            "last reviewed",
            "last review",
            "date of last review",
            "reviewed",
            "review date",
            "last rag review",
        ),
    ),
    Column("rated_by", "Rated by", ("rag by", "clinician", "assessed by", "rag rated by", "who rated", "reviewed by")),
    Column(
        "since",
        "On the register since",
        (
            "date added",
            "date on register",
            "date added to dsr",
            "start date",
            "date joined",
            "added",
            "added to register",
            "referral date",
            "date of referral",
        ),
    ),
    Column(
        "how_to_talk",
        "How to talk to me",
        ("communication", "communication needs", "how to communicate", "comms", "comms needs", "communication style"),
    ),
    Column("adjustments", "Reasonable adjustments", ("adjustments", "ra", "needs", "reasonable adjustment")),
    Column("language", "Language", ("first language", "main language", "preferred language")),
    Column("unsafe", "How not to contact them", ("safe contact", "do not contact", "contact risks", "unsafe contact")),
    Column(
        "contact_name",
        "Main contact",
        (
            "next of kin",
            "nok",
            "carer",
            "parent",
            "main carer",
            "parent/carer",
            "contact",
            "contact name",
            "family contact",
            "parent / guardian",
        ),
    ),
    Column("contact_relationship", "Main contact: relationship", ("relationship", "relation", "nok relationship")),
    Column(
        "contact_phone",
        "Main contact: telephone",
        ("nok phone", "carer phone", "nok tel", "parent phone", "carer tel", "next of kin telephone", "nok number"),
    ),
    Column(
        NOTES,
        "Notes",
        ("comments", "note", "background", "history", "other", "free text", "summary", "update", "actions", "info"),
        repeats=True,
    ),
)

#: The first columns of the sheet with what has to be mended. Uploaded again they say nothing about anybody.
OWN_HEADINGS = ("Row of the sheet", "What happens with it", "What to mend")

BY_CODE: dict[str, Column] = {column.code: column for column in COLUMNS}
CODES = (*BY_CODE, LEAVE_OUT)


def missing(mapping: list[str]) -> list[str]:
    """What no sheet can do without, a sentence each; and what only one column may hold, held by two."""
    found = []
    if "full_name" not in mapping and not {"given_name", "family_name"} <= set(mapping):
        found.append("Say which column holds the name: one with the full name, or one each for given and family name.")
    for code in dict.fromkeys(mapping):
        column = BY_CODE.get(code)
        if column and not column.repeats and mapping.count(code) > 1:
            found.append(f"Two columns are marked as “{column.heading}”. Only one can be.")
    return found
