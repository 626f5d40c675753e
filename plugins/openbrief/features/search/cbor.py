"""The part of CBOR (RFC 8949) that Pagefind's files use: integers, texts and arrays."""

from __future__ import annotations

from collections.abc import Sequence

Value = int | str | Sequence["Value"]

_UNSIGNED, _NEGATIVE, _TEXT, _ARRAY = 0, 1, 3, 4
_INDEFINITE, _BREAK = 31, 0xFF


def encode(value: Value) -> bytes:
    """Write a value in the shortest form, arrays with their length (RFC 8949, 4.2.1)."""
    if isinstance(value, int):
        return _head(_NEGATIVE, -1 - value) if value < 0 else _head(_UNSIGNED, value)
    if isinstance(value, str):
        text = value.encode()
        return _head(_TEXT, len(text)) + text
    return _head(_ARRAY, len(value)) + b"".join(encode(item) for item in value)


def decode(data: bytes) -> Value:
    """Read one value that fills `data`; raise ValueError for anything else."""
    try:
        value, end = _read(data, 0)
    except IndexError as error:
        raise ValueError("the data ends too early") from error
    if end != len(data):
        raise ValueError("there is more than one value")
    return value


def _head(major: int, number: int) -> bytes:
    if number < 24:
        return bytes([major << 5 | number])
    for info, size in ((24, 1), (25, 2), (26, 4), (27, 8)):
        if number < 1 << 8 * size:
            return bytes([major << 5 | info]) + number.to_bytes(size, "big")
    raise ValueError("the number is too large")


def _read(data: bytes, at: int) -> tuple[Value, int]:
    major, info = data[at] >> 5, data[at] & 31
    if major == _ARRAY and info == _INDEFINITE:
        return _read_until_break(data, at + 1)
    number, at = _read_number(data, at + 1, info)
    if major == _UNSIGNED:
        return number, at
    if major == _NEGATIVE:
        return -1 - number, at
    if major == _TEXT:
        return data[at : at + number].decode(), at + number
    if major == _ARRAY:
        return _read_items(data, at, number)
    raise ValueError(f"type {major} is not expected")


def _read_number(data: bytes, at: int, info: int) -> tuple[int, int]:
    if info < 24:
        return info, at
    if info > 27:
        raise ValueError(f"length {info} is not expected")
    size = 1 << (info - 24)
    return int.from_bytes(data[at : at + size], "big"), at + size


def _read_items(data: bytes, at: int, count: int) -> tuple[Value, int]:
    items: list[Value] = []
    for _ in range(count):
        item, at = _read(data, at)
        items.append(item)
    return items, at


def _read_until_break(data: bytes, at: int) -> tuple[Value, int]:
    items: list[Value] = []
    while data[at] != _BREAK:
        item, at = _read(data, at)
        items.append(item)
    return items, at + 1
