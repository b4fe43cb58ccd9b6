"""Paths: how one thing may act on another, hop by hop, with signs and grounds.

`links` are the hops that claims and background give, `steps` those between a thing and its kinds,
levels and activities, `map` holds both; `search` puts them in a row; `answer` and `telling` tell,
`drawing` draws.
"""

__all__: list[str] = []
