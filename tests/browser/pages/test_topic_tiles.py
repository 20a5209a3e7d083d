"""The tiles of topics fill their rows at every width."""

import pytest

pytestmark = pytest.mark.xdist_group("browser")

GAP_AFTER_LONE_TILE = """(count) => {
  const list = document.querySelector(".topics");
  list.replaceChildren(...Array.from({ length: count }, () => list.firstElementChild.cloneNode(true)));
  const last = list.lastElementChild;
  const lone = last.previousElementSibling.offsetTop !== last.offsetTop;
  return lone ? list.getBoundingClientRect().right - last.getBoundingClientRect().right : 0;
}"""


@pytest.mark.parametrize("width", [360, 768, 1024, 1280, 1440])
def test_no_tile_is_alone_in_a_row_that_it_does_not_fill(page, width):
    page.set_viewport_size({"width": width, "height": 900})
    page.goto("/")
    gaps = {count: page.evaluate(GAP_AFTER_LONE_TILE, count) for count in range(2, 12)}
    assert not {count: gap for count, gap in gaps.items() if gap > 1}
