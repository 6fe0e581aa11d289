"""The environment every process of the product runs in: the launcher's only way to tell it anything."""

import os
from collections.abc import Mapping

from dsr.launcher.keys import key
from dsr.launcher.paths import Paths
from dsr.launcher.postgres import APPLICATION, OWNER, SUPERUSER, Cluster
from dsr.launcher.progress import Trouble

URLS = ("DATABASE_URL", "DATABASE_OWNER_URL")


def common(paths: Paths, given: Mapping[str, str]) -> dict[str, str]:
    """What holds with any database. What the user set himself wins."""
    ours = {
        "DSR_VAR": str(paths.var),
        "DJANGO_SETTINGS_MODULE": "dsr.config.settings.local",
        "DSR_SECRET_KEY": key(paths.secrets, "secret-key"),
        "DSR_SCOPE_KEY": key(paths.secrets, "scope-key"),
        "PYTHONUNBUFFERED": "1",
    }
    source = str(paths.root / "src")
    inherited = {name: value for name, value in given.items() if name not in {"DSR_DB_ROLE", "PYTHONPATH"}}
    return ours | inherited | {"PYTHONPATH": source}


def embedded(paths: Paths, cluster: Cluster, given: Mapping[str, str]) -> dict[str, str]:
    """With the embedded server, where synthetic people are allowed."""
    return common(paths, given) | {
        "DATABASE_URL": cluster.url(APPLICATION),
        "DATABASE_OWNER_URL": cluster.url(OWNER),
        "DSR_EMBEDDED": "1",
    }


def with_superuser(environment: Mapping[str, str], cluster: Cluster) -> dict[str, str]:
    """For tests and measurements, which make databases of their own."""
    return {**environment, "DSR_PG_SUPERUSER_URL": cluster.url(SUPERUSER, "postgres")}


def external(paths: Paths, given: Mapping[str, str]) -> dict[str, str]:
    """With a server of the user's own: never any synthetic people."""
    chosen = common(paths, given)
    chosen.pop("DSR_EMBEDDED", None)
    return chosen


def as_owner(environment: Mapping[str, str]) -> dict[str, str]:
    return {**environment, "DSR_DB_ROLE": "owner"}


def names_a_database(given: Mapping[str, str] = os.environ) -> bool:
    """Whether the user named a server of his own; both addresses or neither."""
    present = [name for name in URLS if given.get(name)]
    if len(present) == 1:
        missing = next(name for name in URLS if name not in present)
        raise Trouble(
            f"{present[0]} is set and {missing} is not: set both to use your own PostgreSQL "
            "(the application's role and the owner's), or neither to use the embedded one."
        )
    return bool(present)
