"""The command line: a face over the library, with no logic of its own.

Exit codes: 0 all is well, 1 findings, 2 usage or bad input. Every error is one line.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence

from bonekg.errors import BoneKGError

__all__ = ["main"]


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command.

    Args:
        arguments: what stands after `bonekg`; the process's own by default.

    Returns:
        The exit code.
    """
    from bonekg.cli.parser import make_parser

    parser = make_parser()
    given = parser.parse_args(arguments)
    try:
        code: int = given.handler(given)
        sys.stdout.flush()
    except BoneKGError as error:
        print(f"bonekg: {error}", file=sys.stderr)
        return 2
    except BrokenPipeError:
        # The reader of our output has gone, which is its right; say nothing more.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except KeyboardInterrupt:
        print("bonekg: stopped", file=sys.stderr)
        return 130
    return code
