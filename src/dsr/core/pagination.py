"""One page of a list, with links that keep the filters."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, QueryDict

PER_PAGE = 25


@dataclass(frozen=True)
class PageLink:
    """A number with its address, or a gap (number 0)."""

    number: int
    href: str = ""
    current: bool = False


@dataclass(frozen=True)
class Page:
    """`items` to show, `total` in the whole list, and what the pagination component needs."""

    items: list[Any]
    number: int
    pages: int
    total: int
    first: int
    last: int
    parameters: QueryDict
    parameter: str = "page"

    @property
    def more(self) -> bool:
        """The list was counted no further (see `Capped`): there are more than `MOST`."""
        return self.total > MOST

    @property
    def most(self) -> int:
        return MOST

    def href(self, number: int) -> str:
        parameters = self.parameters.copy()
        parameters[self.parameter] = str(number)
        return f"?{parameters.urlencode()}"

    @property
    def previous_href(self) -> str:
        return self.href(self.number - 1) if self.number > 1 else ""

    @property
    def next_href(self) -> str:
        return self.href(self.number + 1) if self.number < self.pages else ""

    @property
    def links(self) -> list[PageLink]:
        """First, last, this one and its neighbours; one gap where more than one is left out."""
        wanted = {1, self.pages, *range(max(1, self.number - 1), min(self.pages, self.number + 1) + 1)}
        links: list[PageLink] = []
        for number in sorted(wanted):
            missed = number - links[-1].number - 1 if links else 0
            if missed == 1:
                links.append(self._link(number - 1))
            elif missed > 1:
                links.append(PageLink(0))
            links.append(self._link(number))
        return links

    def _link(self, number: int) -> PageLink:
        return PageLink(number, self.href(number), current=number == self.number)


MOST = 500  # the wall is asked about every row that is counted
DEEP = 100


def capped(count: int) -> str:
    """A count in words: "500+" where it was counted no further."""
    return f"{MOST}+" if count > MOST else str(count)


class Capped:
    """A queryset counted no further than `MOST`, so that a count costs the same however long the list is."""

    ordered = True

    def __init__(self, items: Any) -> None:
        self.items = items

    def count(self) -> int:
        """How many, or one more than `MOST` when there are more."""
        return int(self.items.order_by()[: MOST + 1].count())

    def __getitem__(self, wanted: slice) -> Any:
        """Far down the list the rows are found first and joined afterwards: the wall is asked about each row once."""
        if (wanted.start or 0) < DEEP:
            return self.items[wanted]
        found = self.items.select_related(None).values("pk")[wanted]
        return self.items.filter(pk__in=found)


def paginate(request: HttpRequest, items: Any, *, per_page: int = PER_PAGE, parameter: str = "page") -> Page:
    """The page the address asks for; a number that makes no sense gives the nearest that does.

    `items` is an ordered queryset or a list. Costs one count and one slice.
    """
    paginator = Paginator(items, per_page)
    page = paginator.page(_nearest(request.GET.get(parameter, ""), paginator.num_pages))
    return Page(
        items=list(page.object_list),
        number=page.number,
        pages=paginator.num_pages,
        total=paginator.count,
        first=page.start_index(),
        last=page.end_index(),
        parameters=request.GET,
        parameter=parameter,
    )


def _nearest(asked: str, last: int) -> int:
    number = int(asked) if asked.isdecimal() and len(asked) < 10 else 1
    return min(max(1, number), last)
