"""Places are drawn on the map where d3 draws them."""

import pytest

from webui.pages.us_map import HEIGHT, WIDTH, map_position

# What d3-geo 3.1.1 gives for geoAlbersUsa().scale(1300).translate([487.5, 305]).
DRAWN_BY_D3 = [
    ("KS", -98.5795, 39.8283, 453.493, 278.585),
    ("WA", -122.33, 47.61, 97.679, 46.245),
    ("FL", -80.19, 25.76, 822.781, 572.572),
    ("MA", -71.06, 42.36, 908.658, 167.092),
    ("CA", -118.24, 34.05, 86.868, 363.184),
    ("IL", -87.63, 41.88, 638.212, 226.069),
    ("AK", -149.9, 61.22, 112.278, 544.263),
    ("HI", -157.86, 21.31, 266.924, 549.12),
]


@pytest.mark.parametrize(("state", "longitude", "latitude", "x", "y"), DRAWN_BY_D3)
def test_a_place_has_the_position_that_d3_gives(state, longitude, latitude, x, y):
    assert map_position(state, longitude, latitude) == pytest.approx((x, y), abs=0.001)


def test_the_center_of_the_lower_states_is_in_the_middle_of_the_map():
    assert map_position("KS", -96.6, 38.7) == pytest.approx((WIDTH / 2, HEIGHT / 2))
