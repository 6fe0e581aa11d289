"""The service is taken away and brought back by a file."""

from dsr.launcher import switch
from dsr.launcher.paths import Paths


def test_off_and_on_and_on_again(paths: Paths) -> None:
    flag = paths.var / switch.FLAG
    assert switch.off(paths, ["We are back at 5pm."]) == 0
    assert flag.read_text() == "We are back at 5pm.\n"
    assert switch.on(paths, []) == 0
    assert not flag.exists()
    assert switch.on(paths, []) == 0
    switch.off(paths, [])
    assert flag.read_text() == "\n"
