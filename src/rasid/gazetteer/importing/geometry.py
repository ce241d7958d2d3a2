"""One point for a geometry of GeoJSON: where a map would put the name."""

from __future__ import annotations

from typing import Any

Ring = list[list[float]]


def point_of(geometry: dict[str, Any] | None) -> tuple[float, float] | None:
    """(lat, lon) of a geometry: a point itself, the middle of lines, the centroid of the largest polygon; None where there is none.

    A centroid outside its polygon (a crescent) is moved to the middle of the widest stretch of the polygon on its latitude.
    Raises ValueError, TypeError, IndexError or KeyError where the geometry is not well made.
    """
    if not geometry:
        return None
    kind = geometry["type"]
    if kind == "GeometryCollection":
        points = [p for p in map(point_of, geometry["geometries"]) if p is not None]
        return points[0] if points else None
    held = geometry["coordinates"]
    if not held:
        return None
    if kind == "Point":
        return float(held[1]), float(held[0])
    if kind in ("MultiPoint", "LineString"):
        return middle(held)
    if kind == "MultiLineString":
        return middle(max(held, key=len))
    if kind == "Polygon":
        return inner_point(held)
    if kind == "MultiPolygon":
        return inner_point(max(held, key=lambda polygon: abs(area_and_centroid(polygon[0])[0])))
    raise ValueError(kind)


def middle(points: Ring) -> tuple[float, float]:
    at = points[len(points) // 2]
    return float(at[1]), float(at[0])


def area_and_centroid(ring: Ring) -> tuple[float, float, float]:
    """Signed area in square degrees, and the centroid's latitude and longitude."""
    area = lat = lon = 0.0
    x0, y0 = float(ring[0][0]), float(ring[0][1])  # near the ring, so that small ones keep their figures
    for (x1, y1, *_), (x2, y2, *_) in zip(ring, [*ring[1:], ring[0]], strict=True):
        cross = (x1 - x0) * (y2 - y0) - (x2 - x0) * (y1 - y0)
        area += cross
        lon += (x1 + x2 - 2 * x0) * cross
        lat += (y1 + y2 - 2 * y0) * cross
    if not area:
        return 0.0, sum(float(p[1]) for p in ring) / len(ring), sum(float(p[0]) for p in ring) / len(ring)
    return area / 2, y0 + lat / (3 * area), x0 + lon / (3 * area)


def inner_point(polygon: list[Ring]) -> tuple[float, float]:
    """The centroid of a polygon's outer ring, or where that lies outside it or in a hole, a point of the same latitude within."""
    _, lat, lon = area_and_centroid(polygon[0])
    crossings = sorted(
        float(x1) + (lat - y1) * (x2 - x1) / (y2 - y1)
        for ring in polygon
        for (x1, y1, *_), (x2, y2, *_) in zip(ring, [*ring[1:], ring[0]], strict=True)
        if (y1 <= lat) != (y2 <= lat)
    )
    stretches = list(zip(crossings[::2], crossings[1::2], strict=False))
    if not stretches or any(west <= lon <= east for west, east in stretches):
        return lat, lon
    west, east = max(stretches, key=lambda s: s[1] - s[0])
    return lat, (west + east) / 2
