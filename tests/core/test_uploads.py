"""Files that are sent: held up to the most, thrown away beyond it, never on disk."""

from __future__ import annotations

import pytest
from django.core.exceptions import RequestDataTooBig
from django.core.files.uploadedfile import InMemoryUploadedFile, SimpleUploadedFile
from django.http import HttpRequest
from django.test import Client, RequestFactory
from django.urls import reverse

from dsr.core.forms import FileField, Form, TextField
from dsr.core.uploads import FAR_TOO_LARGE

MOST = 300_000


@pytest.fixture(autouse=True)
def _small(settings):
    settings.UPLOAD_MOST_BYTES = MOST


def sent(**files: bytes) -> HttpRequest:
    data = {name: SimpleUploadedFile(f"{name}.bin", content) for name, content in files.items()}
    return RequestFactory().post("/", data | {"words": "typed"})


def test_a_file_arrives_whole_and_in_memory():
    content = bytes(range(256)) * 1000
    file = sent(one=content).FILES["one"]
    assert isinstance(file, InMemoryUploadedFile)
    assert (file.size, file.read()) == (len(content), content)


def test_what_is_too_large_arrives_empty_with_its_size_and_the_answers_stay():
    request = sent(one=b"x" * (MOST + 1))
    file = request.FILES["one"]
    assert (file.size, file.read()) == (MOST + 1, b"")
    assert request.POST["words"] == "typed"


def test_all_files_together_count_and_one_that_was_thrown_away_makes_room():
    files = sent(one=b"x" * 200_000, two=b"y" * 200_000, three=b"z" * 90_000).FILES
    assert [len(files[name].read()) for name in ("one", "two", "three")] == [200_000, 0, 90_000]


def test_nothing_far_too_large_is_read():
    request = sent(one=b"x")
    request.META["CONTENT_LENGTH"] = request.environ["CONTENT_LENGTH"] = str(MOST * FAR_TOO_LARGE + 1)
    with pytest.raises(RequestDataTooBig):
        request.FILES  # noqa: B018


@pytest.mark.django_db
def test_a_page_answers_what_is_far_too_large_with_400():
    answer = Client(headers={"accept": "text/html"}).post(reverse("account_login"), CONTENT_LENGTH=str(10**12))
    assert answer.status_code == 400


class AForm(Form):
    title = TextField(label="What is it?", missing="Say what it is")
    file = FileField(label="Choose a file", missing="Choose a file", most=2 * 1024 * 1024, accept=".pdf")


def filled(name: str, content: bytes, *, size: int | None = None) -> AForm:
    file = SimpleUploadedFile(name, content)
    file.size = len(content) if size is None else size
    return AForm({"title": ""}, files={"file": file})


def test_the_field_shows_itself_with_what_it_accepts():
    html = str(AForm()["file"])
    assert 'type="file"' in html
    assert 'accept=".pdf"' in html
    assert 'id="file"' in html


@pytest.mark.parametrize(
    ("form", "error"),
    [
        (AForm({"title": "A"}), "Choose a file"),
        (filled("a.pdf", b""), "The file is empty. Choose another one"),
        (filled("a.pdf", b"x", size=3 * 1024 * 1024), "The file must be smaller than 2 MB"),
    ],
)
def test_the_field_says_what_is_wrong(form, error):
    assert form.errors["file"] == [error]


def test_a_file_is_no_answer_to_keep():
    form = filled("a.pdf", b"x")
    assert "file" not in form.errors
    assert form.typed() == {"title": ""}


def test_a_field_without_limits_on_what_is_shown():
    class Plain(Form):
        file = FileField(label="Choose a file", most=1)

    assert "accept" not in str(Plain()["file"])
    assert not Plain({}, files={}).is_valid()
