"""The version resource of the Windows programs: what the properties of the file show there."""

from __future__ import annotations

import re

TEXT = """# UTF-8
VSVersionInfo(
  ffi=FixedFileInfo(
    filevers={numbers}, prodvers={numbers}, mask=0x3F, flags=0x0, OS=0x40004, fileType=0x1, subtype=0x0
  ),
  kids=[
    StringFileInfo([StringTable('040904B0', [
      StringStruct('CompanyName', 'The Consult team'),
      StringStruct('FileDescription', 'Consult: compares treatments for liver cancer'),
      StringStruct('FileVersion', '{version}'),
      StringStruct('InternalName', 'consult'),
      StringStruct('LegalCopyright', 'Apache-2.0; see the folder licences'),
      StringStruct('OriginalFilename', 'consult.exe'),
      StringStruct('ProductName', 'Consult'),
      StringStruct('ProductVersion', '{version}'),
    ])]),
    VarFileInfo([VarStruct('Translation', [1033, 1200])]),
  ],
)
"""


def version_resource(version: str) -> str:
    """As PyInstaller reads it; Windows counts in four numbers."""
    numbers = [int(part) for part in re.findall(r"\d+", version)][:4]
    return TEXT.format(numbers=tuple((*numbers, 0, 0, 0, 0)[:4]), version=version)
