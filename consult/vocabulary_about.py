"""Words of the page about the program, and of what the window says when its files are not as they were built."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

ABOUT_WORDS: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        "about.menu": ("About and licences", "关于与许可"),
        "about.title": ("About Consult", "关于 Consult"),
        "about.program": ("Program", "程序"),
        "about.program.built": ("version {version}, built program", "版本 {version}，打包程序"),
        "about.program.source": ("version {version}, run from its source", "版本 {version}，从源代码运行"),
        "about.hash": ("Its fingerprint", "程序指纹"),
        "about.hash.none": ("none: only a built program has one", "无：仅打包程序有指纹"),
        "about.catalogue": ("Catalogue", "目录"),
        "about.catalogue.none": ("none can be used", "没有可用的目录"),
        "about.catalogue.hash": ("Its fingerprint", "目录指纹"),
        "about.runs_on": ("Runs on", "运行环境"),
        "about.data": ("Records and settings", "记录与设置"),
        "about.data.where": (
            "in {folder}; they stay when the program is removed or another version is put in its place",
            "位于 {folder}；卸载程序或更换版本后仍保留",
        ),
        "about.people": ("Authors, funding, interests", "作者、资助与利益关系"),
        "about.people.text": (
            "It has not been declared yet who wrote and checked the content, who pays for it or what interests they "
            "have. No named clinician has signed it: read all of it as an unreviewed draft.",
            "内容的作者、审核者、资助方及其利益关系尚未声明。尚无署名临床医生签署：全部内容应视为未经审核的草稿。",
        ),
        "about.licences": ("Licences", "许可"),
        "about.licences.text": (
            "The program is free software (Apache-2.0). The content of the catalogue may be passed on and changed "
            "under CC BY-SA 4.0. The font is Noto Sans SC (SIL OFL 1.1), the icons are of Lucide (ISC, MIT).",
            "本程序为自由软件（Apache-2.0）。目录内容可按 CC BY-SA 4.0 转载和修改。字体为 Noto Sans SC（SIL OFL 1.1），"
            "图标来自 Lucide（ISC、MIT）。",
        ),
        "about.licences.qt": (
            "Qt is used under the GNU LGPL, version 3: its libraries lie beside the program as files of their own and "
            "may be replaced by your own builds of the same version.",
            "Qt 按 GNU LGPL 第 3 版使用：其库文件单独存放在程序旁，可以用您自行构建的同版本库替换。",
        ),
        "about.parts": ("Its parts and their licences", "组成部分及其许可"),
        "about.parts.source": (
            "Run from its source, the program's parts by others are those that requirements.lock names; they are "
            "listed here, each with its text, in a built program.",
            "从源代码运行时，第三方组成部分以 requirements.lock 所列为准；在打包程序中，此处会逐一列出并附许可全文。",
        ),
        "about.parts.broken": (
            "The list of parts is missing or cannot be read: install the program anew.",
            "组成部分清单缺失或无法读取：请重新安装程序。",
        ),
        "about.see_text": ("see the text", "见全文"),
        "about.text": ("Text of the licence", "许可全文"),
        "about.text.none": (
            "This text is missing: install the program anew.",
            "许可文本缺失：请重新安装程序。",
        ),
        "about.content": ("Catalogue content", "目录内容"),
        "about.own": ("Consult itself", "Consult 程序"),
        "about.qt": ("Qt: notice", "Qt：声明"),
        "files.changed": (
            "The program's files are not as they were built: {files}. What it shows may be wrong. Install it anew.",
            "程序文件与构建时不一致：{files}。所显示的内容可能有误，请重新安装程序。",
        ),
        "files.unreadable": (
            "The program's files could not be compared with what was built. Install it anew.",
            "无法将程序文件与构建时的文件比对，请重新安装程序。",
        ),
        "files.more": ("and {n} more", "等另外 {n} 个"),
    }
)
