"""What is done to the design system's files before they are served."""

import pytest

from dsr.launcher.stylesheet import prepared_css, prepared_js

FONT = '@font-face{font-family:Frutiger W01;src:url(https://assets.nhs.uk/fonts/F.woff2) format("woff2")}'


def test_licensed_fonts_are_left_out() -> None:
    assert prepared_css(f"{FONT}a{{color:red}}{FONT}b{{}}") == "a{color:red}b{}"


@pytest.mark.parametrize("quote", ["", "'", '"'])
def test_images_become_relative(quote: str) -> None:
    assert prepared_css(f"a{{b:url({quote}/assets/images/x.svg{quote})}}") == f"a{{b:url({quote}images/x.svg{quote})}}"


def test_data_addresses_stay() -> None:
    css = "a{b:url(data:image/svg+xml;base64,AA)}"
    assert prepared_css(css) == css


@pytest.mark.parametrize("address", ["https://assets.nhs.uk/x.png", "//assets.nhs.uk/x.png", "'http://x/y'"])
def test_nothing_may_come_from_another_machine(address: str) -> None:
    with pytest.raises(ValueError, match="from another machine"):
        prepared_css(f"a{{b:url({address})}}")


def test_source_maps_are_not_named() -> None:
    assert prepared_css("a{}\n/*# sourceMappingURL=nhsuk.min.css.map */\n") == "a{}\n"
    assert "sourceMappingURL" not in prepared_js("export{initAll};//# sourceMappingURL=nhsuk.min.js.map")


def test_the_script_starts_itself() -> None:
    assert prepared_js("function initAll(){}") == "function initAll(){}\ninitAll();\n"
