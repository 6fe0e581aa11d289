"""The `./dsr` command: sets the machine up, runs the database, the web server and the checks.

Standard library only, and no Django in this process: a second start must reach its first page in under
three seconds, and `./dsr stop` must work even when nothing is installed.
"""
