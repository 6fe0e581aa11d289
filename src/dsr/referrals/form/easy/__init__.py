"""The Easy Read wording of every page of the form: what is said with which picture, and simpler choices.

``asked_*.py`` hold the pages that ask, by page code; ``ends.py`` those around them (start, check, sent, …);
``decisions.py`` the decisions, whose words are kept as shown. ``telling.py`` finds and speaks them.
"""
