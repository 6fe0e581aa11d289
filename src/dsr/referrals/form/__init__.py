"""The referral form: a list of pages, each a form of questions, each with the rule that says who sees it.

``pages.py`` is the list. ``journey.py`` works out, from the answers so far, which pages somebody sees and in what
order. Public pages ask one thing each; a professional, and staff who key a paper form, get the same questions
in groups. The answers carry the same keys either way: ``{page: {field: as typed}}``, beside them ``_cleaned``
(the same, read by the program) and ``_form`` (how the form was filled in).
"""
