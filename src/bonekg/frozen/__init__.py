"""What PyInstaller is told, so that an application frozen with it has all modules and files.

Many modules are imported only when they are needed, and the graph stands in files; PyInstaller
finds neither by itself. It looks for the entry point `pyinstaller40` of installed packages, which
names the function below.
"""

from __future__ import annotations

from pathlib import Path

__all__ = ["hook_folders"]


def hook_folders() -> list[str]:
    """Give the folders of our hooks."""
    return [str(Path(__file__).parent)]
