"""A file with a mistake is refused with a sentence that names the line."""

import pytest

from dsr.policy.document import POLICIES, Policy, PolicyError

TEXT = (POLICIES / "example-area.yaml").read_text(encoding="utf-8")


@pytest.fixture
def refusal(tmp_path):
    """The message of the refusal of a text, and the number of a line in it."""

    def refuse(text, marker=None):
        path = tmp_path / "area.yaml"
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        with pytest.raises(PolicyError) as refused:
            Policy.load(path)
        line = marker and 1 + next(n for n, one in enumerate(text.splitlines()) if marker in one)
        return str(refused.value), line

    return refuse


def test_a_wrong_value_deep_in_the_file(refusal):
    text = TEXT.replace("review_days: 3\n", "review_days: often\n")
    message, line = refusal(text, "review_days: often")
    assert message.startswith(f"area.yaml, line {line}: ratings › 3 › review_days: Input should be a valid integer")


def test_an_unknown_key(refusal):
    text = TEXT.replace("  short_name: DSP\n", "  short_name: DSP\n  nickname: Dot\n")
    message, line = refusal(text, "nickname")
    assert message == f"area.yaml, line {line}: labels › nickname: Extra inputs are not permitted"


def test_a_missing_key_is_told_where_its_part_begins(refusal):
    text = TEXT.replace("  short_name: DSP\n", "")
    message, line = refusal(text, "labels:")
    assert message == f"area.yaml, line {line}: labels › short_name: Field required"


def test_parts_that_disagree(refusal):
    text = TEXT.replace("    serves: [E06999001]\n", "    serves: [E06000001]\n")
    message, line = refusal(text, "serves: [E06000001]")
    assert f"area.yaml, line {line}: organisations › 3 › serves › 1: E06000001 is not a place" in message
    assert "Exampleton is served by 0 councils" in message


def test_problems_come_in_the_order_of_the_file(refusal):
    text = TEXT.replace("draft_days: 14", "draft_days: 0").replace("working_days: 3\n", "working_days: x\n", 1)
    message, _ = refusal(text)
    numbers = [int(line.split("line ")[1].split(":")[0]) for line in message.splitlines()]
    assert len(numbers) == 2
    assert numbers == sorted(numbers)


def test_a_time_without_quotation_marks(refusal):
    text = TEXT.replace('closes: "16:30"', "closes: 16:30")
    message, line = refusal(text, "closes: 16:30")
    assert message == f'area.yaml, line {line}: team › closes: Write a time in quotation marks, like "17:00".'


@pytest.mark.parametrize("written", ['"25:00"', '"5pm"', '"16:30Z"'])
def test_a_time_that_is_none(refusal, written):
    message, _ = refusal(TEXT.replace('closes: "16:30"', f"closes: {written}"))
    assert "team › closes" in message


def test_the_same_key_twice(refusal):
    text = TEXT.replace("draft_days: 14\n", "draft_days: 14\ndraft_days: 99\n")
    message, line = refusal(text, "draft_days: 99")
    assert message == f"area.yaml, line {line}: draft_days: This is here twice."


def test_the_same_key_twice_in_a_list(refusal):
    message, line = refusal(TEXT.replace("    letter: G\n", "    letter: G\n    letter: X\n"), "letter: X")
    assert message == f"area.yaml, line {line}: letter: This is here twice."


def test_no_yaml(refusal):
    message, _ = refusal("area: [unfinished\nteam: x")
    assert message.startswith("area.yaml, line 2: the whole: This is not YAML")


@pytest.mark.parametrize("content", [b"\xff\xfe\x00", b"area: \x00"])
def test_no_text(refusal, content):
    assert refusal(content)[0] == "area.yaml, line 1: the whole: This is not YAML text in UTF-8."


@pytest.mark.parametrize("content", ["", "- a list", "only words"])
def test_no_named_parts(refusal, content):
    assert refusal(content)[0] == "area.yaml, line 1: the whole: A policy is a list of named parts."


def test_tags_that_would_run_code_are_refused(refusal):
    message, _ = refusal(TEXT.replace("draft_days: 14", "draft_days: !!python/object/apply:os.getpid []"))
    assert "could not determine a constructor" in message


def test_a_file_that_is_not_there_says_so(tmp_path):
    with pytest.raises(FileNotFoundError):
        Policy.load(tmp_path / "nowhere.yaml")
