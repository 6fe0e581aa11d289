"""Pages of a list."""

from __future__ import annotations

import pytest
from django.test import RequestFactory

from dsr.accounts.models import Worker
from dsr.core.pagination import MOST, Capped, paginate


def page_of(address, count=298):
    return paginate(RequestFactory().get(address), list(range(count)))


def test_a_page_in_the_middle():
    page = page_of("/register?rating=red&rating=amber&page=5")
    assert (page.number, page.pages, page.total, page.first, page.last) == (5, 12, 298, 101, 125)
    assert page.items[0] == 100


def test_links_keep_the_filters():
    page = page_of("/register?rating=red&rating=amber&page=5")
    assert page.next_href == "?rating=red&rating=amber&page=6"
    assert page.previous_href == "?rating=red&rating=amber&page=4"


@pytest.mark.parametrize(
    ("number", "links"),
    [
        (1, [1, 2, 0, 12]),
        (3, [1, 2, 3, 4, 0, 12]),
        (4, [1, 2, 3, 4, 5, 0, 12]),
        (6, [1, 0, 5, 6, 7, 0, 12]),
        (12, [1, 0, 11, 12]),
    ],
)
def test_the_numbers_shown(number, links):
    page = page_of(f"/register?page={number}")
    assert [link.number for link in page.links] == links
    assert [link.number for link in page.links if link.current] == [number]


@pytest.mark.parametrize(("asked", "given"), [("0", 1), ("-3", 1), ("99", 12), ("x", 1), ("", 1), ("9" * 5000, 1)])
def test_a_number_that_makes_no_sense(asked, given):
    assert page_of(f"/register?page={asked}").number == given


def test_the_ends_have_no_link_beyond():
    assert page_of("/register").previous_href == ""
    assert page_of("/register?page=12").next_href == ""


def test_an_empty_list_is_one_page():
    page = page_of("/register", count=0)
    assert (page.pages, page.items, page.first, page.last) == (1, [], 0, 0)


def test_a_capped_list_is_counted_no_further():
    class Rows(list):
        def order_by(self):
            return self

        def __getitem__(self, wanted):
            return Rows(super().__getitem__(wanted))

        def count(self):
            return len(self)

    long = paginate(RequestFactory().get("/?page=2"), Capped(Rows(range(5000))))
    assert (long.total, long.more, long.items[0]) == (MOST + 1, True, 25)
    short = paginate(RequestFactory().get("/"), Capped(Rows(range(10))))
    assert (short.total, short.more) == (10, False)


@pytest.mark.django_db
def test_far_down_a_list_are_the_same_rows():
    Worker.objects.bulk_create(Worker(email=f"w{number}@example.org", name=f"{number:03}") for number in range(130))
    listed = Worker.objects.select_related("disabled_by").order_by("-name", "pk")
    page = paginate(RequestFactory().get("/?page=5"), Capped(listed))
    assert page.items == list(listed[100:125])
