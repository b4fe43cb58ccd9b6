"""PyInstaller's hook for the package: its file's name says so."""

from PyInstaller.utils.hooks import (  # type: ignore[import-untyped,unused-ignore]  # not here
    collect_data_files,
    collect_submodules,
)

__all__ = ["datas", "hiddenimports"]

datas = collect_data_files("bonekg")
# the hook itself is for PyInstaller alone, and the dataset for PyKEEN needs PyKEEN
hiddenimports = collect_submodules(
    "bonekg", filter=lambda name: not name.startswith(("bonekg.frozen", "bonekg.exports.embedding"))
)
