"""What a drawing may consist of: names from SVG 2, without what runs, loads or leads elsewhere."""

from __future__ import annotations

from collections.abc import Mapping

SVG = "http://www.w3.org/2000/svg"
XLINK = "http://www.w3.org/1999/xlink"
XML = "http://www.w3.org/XML/1998/namespace"
XHTML = "http://www.w3.org/1999/xhtml"
MATHML = "http://www.w3.org/1998/Math/MathML"

WORDS = frozenset(("desc", "style", "text", "textPath", "title", "tspan"))
"""Elements with text."""
_SHAPES = "circle clipPath defs ellipse g image line linearGradient marker mask mpath path pattern"
_MORE = "polygon polyline radialGradient rect stop svg switch symbol use view"
_MOVING = "animate animateMotion animateTransform set"
_FILTERS = (
    "filter feBlend feColorMatrix feComponentTransfer feComposite feConvolveMatrix "
    "feDiffuseLighting feDisplacementMap feDistantLight feDropShadow feFlood feFuncA feFuncB "
    "feFuncG feFuncR feGaussianBlur feMerge feMergeNode feMorphology feOffset fePointLight "
    "feSpecularLighting feSpotLight feTile feTurbulence"
)
MOVING = frozenset(_MOVING.split())
ELEMENTS = WORDS | MOVING | frozenset(f"{_SHAPES} {_MORE} {_FILTERS}".split())
PASSED_OVER = frozenset(("metadata",))
"""Left out with all that they hold."""

_PROPERTIES = (
    "alignment-baseline baseline-shift clip-path clip-rule color color-interpolation "
    "color-interpolation-filters color-rendering direction display dominant-baseline fill "
    "fill-opacity fill-rule filter flood-color flood-opacity font font-family "
    "font-feature-settings "
    "font-kerning font-size font-size-adjust font-stretch font-style font-variant font-weight "
    "image-rendering isolation letter-spacing lighting-color line-height marker marker-end "
    "marker-mid marker-start mask mask-type mix-blend-mode opacity overflow paint-order "
    "shape-rendering stop-color stop-opacity stroke stroke-dasharray stroke-dashoffset "
    "stroke-linecap stroke-linejoin stroke-miterlimit stroke-opacity stroke-width text-align "
    "text-anchor text-decoration text-rendering transform transform-box transform-origin "
    "unicode-bidi vector-effect visibility white-space word-spacing writing-mode"
)
PROPERTIES = frozenset(_PROPERTIES.split())
"""Of styles, and attributes of the same names."""
_PLACES = (
    "class cx cy d dx dy fr fx fy height id lang lengthAdjust method offset pathLength points r "
    "refX refY rotate role rx ry side spacing startOffset textLength type width x x1 x2 y y1 y2 "
    "viewBox preserveAspectRatio version gradientTransform gradientUnits spreadMethod "
    "patternContentUnits patternTransform patternUnits clipPathUnits maskContentUnits maskUnits "
    "markerHeight markerUnits markerWidth orient systemLanguage media aria-hidden aria-label "
    "aria-labelledby aria-describedby"
)
_OF_FILTERS = (
    "amplitude azimuth baseFrequency bias diffuseConstant divisor edgeMode elevation exponent "
    "filterUnits in in2 intercept k1 k2 k3 k4 kernelMatrix kernelUnitLength limitingConeAngle mode "
    "numOctaves operator order pointsAtX pointsAtY pointsAtZ preserveAlpha primitiveUnits radius "
    "result scale seed slope specularConstant specularExponent stdDeviation stitchTiles "
    "surfaceScale tableValues targetX targetY values xChannelSelector yChannelSelector z"
)
_OF_MOVING = (
    "accumulate additive attributeName attributeType begin by calcMode dur end fill from keyPoints "
    "keySplines keyTimes max min origin path repeatCount repeatDur restart to values"
)
ATTRIBUTES = PROPERTIES | frozenset(f"{_PLACES} {_OF_FILTERS} {_OF_MOVING}".split())
_CHANGING = (
    "cx cy d dx dy fr fx fy height offset points r rx ry startOffset width x x1 x2 y y1 y2 viewBox "
    "gradientTransform patternTransform baseFrequency scale values"
)
MOVED = PROPERTIES | frozenset(_CHANGING.split())
"""What animations may change: nothing that leads anywhere."""
FREE = frozenset(
    ("class", "d", "id", "points", "aria-label", "aria-labelledby", "aria-describedby", "lang")
)
"""Attributes that are never read as a style."""
FUNCTIONS = frozenset(
    (
        *("url", "rgb", "rgba", "hsl", "hsla", "calc", "matrix", "rotate", "scale", "scaleX"),
        *("scaleY", "skewX", "skewY", "translate", "translateX", "translateY", "translate3d"),
    )
)
LARGEST: Mapping[str, float] = {
    "numOctaves": 10,
    "stdDeviation": 500,
    "radius": 500,
    "order": 20,
}
"""Of filters, whose work grows with these."""
