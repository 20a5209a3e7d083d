"""The projection of the map of the United States: Albers, with Alaska and Hawaii below the other states.

The map is 975 by 610, x to the right and y down. It is d3's `geoAlbersUsa().scale(1300).translate([487.5, 305])`,
which us-atlas uses for the states: three conic equal-area projections (J. P. Snyder, Map Projections: A Working Manual,
USGS Professional Paper 1395, 1987, section 14, for a sphere), each with its own parallels, center and scale.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import cos, radians, sin, sqrt

WIDTH, HEIGHT = 975, 610
SCALE = 1300.0
_MAP_CENTER = (WIDTH / 2, HEIGHT / 2)


@dataclass(frozen=True, slots=True)
class _Conic:
    """An Albers projection: the standard parallels, the central meridian and the center, in degrees.

    The longitude of the center counts from the central meridian. The center is drawn at `offset` from the center of the
    map, in units of SCALE.
    """

    parallels: tuple[float, float]
    meridian: float
    center: tuple[float, float]
    offset: tuple[float, float] = (0.0, 0.0)
    scale: float = 1.0

    def project(self, longitude: float, latitude: float) -> tuple[float, float]:
        """Return x and y on the map."""
        x, y = self._unscaled(longitude - self.meridian, latitude)
        center_x, center_y = self._unscaled(*self.center)
        scale = SCALE * self.scale
        left, top = (map_center + SCALE * offset for map_center, offset in zip(_MAP_CENTER, self.offset, strict=True))
        return left + scale * (x - center_x), top - scale * (y - center_y)

    def _unscaled(self, longitude: float, latitude: float) -> tuple[float, float]:
        """Return x and y for a unit sphere, y up (Snyder 14-1 to 14-6)."""
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


def map_position(state: str, longitude: float, latitude: float) -> tuple[float, float]:
    """Return x and y of a point in a state, given its two-letter code and degrees, east and north positive."""
    return _BY_STATE.get(state, _LOWER_48).project(longitude, latitude)
