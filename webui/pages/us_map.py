"""Where a place stands on the map: the Albers projection of the USA, with Alaska and Hawaii below it.

The map is 975 by 610, x to the right and y down. It is d3's `geoAlbersUsa().scale(1300).translate([487.5, 305])`, in
which us-atlas draws the states: three conic equal-area projections (J. P. Snyder, Map Projections: A Working Manual,
USGS Professional Paper 1395, 1987, section 14, for a sphere), each with its own parallels, centre and scale.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import cos, radians, sin, sqrt

WIDTH, HEIGHT = 975, 610
SCALE = 1300.0
_MIDDLE = (WIDTH / 2, HEIGHT / 2)


@dataclass(frozen=True, slots=True)
class _Conic:
    """An Albers projection: degrees of the parallels, the central meridian, and the centre, which is drawn at `at`.

    The centre's longitude counts from the central meridian; `at` is in scales from the middle of the map.
    """

    parallels: tuple[float, float]
    meridian: float
    centre: tuple[float, float]
    at: tuple[float, float] = (0.0, 0.0)
    scale: float = 1.0

    def place(self, longitude: float, latitude: float) -> tuple[float, float]:
        """Return x and y on the map."""
        x, y = self._raw(longitude - self.meridian, latitude)
        centre_x, centre_y = self._raw(*self.centre)
        size = SCALE * self.scale
        left, top = (middle + SCALE * shift for middle, shift in zip(_MIDDLE, self.at, strict=True))
        return left + size * (x - centre_x), top - size * (y - centre_y)

    def _raw(self, longitude: float, latitude: float) -> tuple[float, float]:
        """Return x and y on the unit sphere's map, y up (Snyder 14-1 to 14-6)."""
        south, north = (sin(radians(parallel)) for parallel in self.parallels)
        n = (south + north) / 2
        c = 1 + south * (2 * n - south)
        rho = sqrt(c - 2 * n * sin(radians(latitude))) / n
        theta = n * radians(longitude)
        return rho * sin(theta), sqrt(c) / n - rho * cos(theta)


_LOWER_48 = _Conic((29.5, 45.5), -96, (-0.6, 38.7))
_ALASKA = _Conic((55, 65), -154, (-2, 58.5), (-0.307, 0.201), 0.35)
_HAWAII = _Conic((8, 18), -157, (-3, 19.9), (-0.205, 0.212))
_BY_STATE = {"AK": _ALASKA, "HI": _HAWAII}


def on_map(state: str, longitude: float, latitude: float) -> tuple[float, float]:
    """Return x and y of a place in a state (its two-letter code), in degrees, east and north positive."""
    return _BY_STATE.get(state, _LOWER_48).place(longitude, latitude)
