"""Files from outside: told by their content, and written anew so that nothing hidden and nothing that runs is left.

No module here knows the database or Django: they run in a process of their own (``__main__``), which a hostile file may
bring to its end without harm.
"""
