"""Strips as SVG: written here, because a page of numbers has two dozen of ten points each and a template takes far longer."""

from __future__ import annotations

from html import escape

from django.utils.safestring import SafeString

from reform_cases.catalogue.numbers.strips import StripMark, StripPicture


def strip_picture(picture: StripPicture, kind: str) -> SafeString:
    """Draw points on one ruler, each with its label a link to the number. `kind` is for which screens."""
    key, axis = escape(picture.key), picture.axis
    ticks = [
        f'<line class="axis" x1="{label.x}" y1="{axis.y}" x2="{label.x}" y2="{axis.y + 4}"/>'
        f'<text class="tick" x="{label.x}" y="{label.y}" text-anchor="{label.anchor}">{escape(label.text)}</text>\n'
        for label in axis.labels
    ]
    return SafeString(
        f'<svg class="chart strip {escape(kind)}" viewBox="0 0 {picture.width} {picture.height}" role="group"'
        f' aria-labelledby="{key}-title" data-unit="{escape(picture.unit)}">\n'
        f'<title id="{key}-title">{escape(picture.title)}</title>\n'
        f'<line class="axis" x1="{axis.start}" y1="{axis.y}" x2="{axis.end}" y2="{axis.y}"/>\n'
        f"{''.join(ticks)}\n{''.join([_point(mark, axis.y - 6) for mark in picture.marks])}</svg>\n"
    )


def _point(mark: StripMark, y: float) -> str:
    """One point at height `y`: its link holds its label, if it has one, and the line to it."""
    point, x = mark.point, mark.x
    quote, whole = escape(point.quote), escape(f"{point.name} {point.quote}")
    named = target = label = more = ""
    if mark.label:
        target = (
            f'<rect class="target" x="{mark.left}" y="{mark.y - 17}" width="{mark.wide}" height="24"/>'
            f'<line class="leader" x1="{x}" y1="{mark.y + 5}" x2="{x}" y2="{y}"/>'
        )
        name = f'<tspan class="was">{escape(mark.name)}</tspan> ' if mark.name else ""
        label = (
            f'<text x="{mark.left + mark.wide / 2}" y="{mark.y}" text-anchor="middle">{name}'
            f'<tspan class="value">{quote}</tspan></text>'
        )
    else:
        named = f' aria-label="{whole}"'
    if point.more:
        more = f'<line class="open" x1="{x + 6}" y1="{y}" x2="{x + 18}" y2="{y}"/>'
    return (
        f'<a href="{escape(point.href)}"{named}>{target}<circle class="after" cx="{x}" cy="{y}" r="5"/>'
        f"{more}{label}<title>{whole}</title></a>\n"
    )
