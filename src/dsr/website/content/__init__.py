"""The information pages: one YAML file each, from which screen, Easy Read, print, large print and PDF are made.

    title, summary   the heading, and one sentence for lists of pages
    group, order     where it stands among the others; `service` pages have an address of their own
    standard         blocks, each one of: heading, text, bullets, steps, note, warning, link, show
    easy             pages of one idea each: a heading and sentences, each with its picture

Every sentence is a message of the translations (`messages()` yields them for the catalogues) and may hold facts of
the area's policy by name, like `%(contact_days)s` (see `facts.py`). `show` names a part made from the policy.
"""

from __future__ import annotations

from dsr.website.content.document import Block, EasyPage, Page, Sentence
from dsr.website.content.library import FOLDER, GROUPS, codes, in_group, messages, neighbours, page, pages

__all__ = [
    "FOLDER",
    "GROUPS",
    "Block",
    "EasyPage",
    "Page",
    "Sentence",
    "codes",
    "in_group",
    "messages",
    "neighbours",
    "page",
    "pages",
]
