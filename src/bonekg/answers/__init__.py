"""Answers: what the documents say, who disagrees, what they leave open; terms and claims told.

Each answer is a module: `why`, `compare`, `opposed`, `gaps`, and `records` with `page` for what a
thing is. They stand on `facts` (what is read from a store), `reach` (what a question takes in),
`sense` (which side a claim is on), `telling` (a claim in words) and `sheet` (the page).
"""

__all__: list[str] = []
