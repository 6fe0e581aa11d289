"""Tells every made-up story through the product's own actions; each story once, in one transaction."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from django.db import connection, transaction

from dsr.audit import actions as audit
from dsr.audit.models import Event
from dsr.core import scope
from dsr.demo import crowd, stories_care, stories_new, stories_register, stories_team
from dsr.demo.accounts import make_accounts, require_embedded
from dsr.demo.stage import Stage
from dsr.people.models import Person
from dsr.policy.models import Area

Story = Callable[[Stage], None]

#: Stories happen in one area: with its towns, organisations, languages and linked tasks.
STORIES: Mapping[str, tuple[Story, ...]] = {
    "coventry-warwickshire": (
        *stories_new.STORIES,
        *stories_team.STORIES,
        *stories_register.STORIES,
        *stories_care.STORIES,
    )
}
TOLD = "demo_story_told"


def of(area: Area) -> tuple[Story, ...]:
    """What is told of an area: its own stories, if somebody wrote any, and a crowd that any policy can hold."""
    return (*STORIES.get(area.code, ()), crowd.crowd)


def tell_all(area: Area) -> int:
    """Tell what has not been told; how many stories that was. Nothing where other people are: they may be real.

    Killed half-way and started again it goes on with the next story. Raises NotEmbedded.
    """
    require_embedded()
    actors = make_accounts(area)
    return sum(_tell(story, Stage(area, serial, actors)) for serial, story in enumerate(of(area)))


@transaction.atomic
def _tell(story: Story, stage: Stage) -> bool:
    area = stage.area
    with scope.job(name="demo", area_id=area.pk):
        if not _is_wanted(area, story.__name__):
            return False
        audit.record(TOLD, by=audit.NamedActor("demo"), targets=[_mark(story.__name__)])
    story(stage)
    return True


def _is_wanted(area: Area, name: str) -> bool:
    """Not told yet, and nobody else's people here. Waits for another process that is telling stories."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext('demo-stories'), %s)", [area.pk])
    told = Event.objects.filter(area_id=area.pk, action=TOLD)
    if told.exists():
        return not told.filter(targets__contains=[_mark(name)]).exists()
    return not Person.objects.filter(area=area).exists()


def _mark(name: str) -> str:
    return f"story:{name}"
