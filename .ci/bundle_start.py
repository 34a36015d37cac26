"""Runs first in the bundle: Qt takes its plugins from the bundle alone, whatever stands in the environment."""

import os
import sys

for name in (
    "QT_PLUGIN_PATH",
    "QT_QPA_PLATFORM_PLUGIN_PATH",
    "QT_QPA_GENERIC_PLUGINS",
    "QT_QPA_PLATFORMTHEME",
    "QT_STYLE_OVERRIDE",
    "QT_IM_MODULES",
    "QT_LOGGING_CONF",
    "QT_LOGGING_TO_CONSOLE",
    "QT_DEBUG_PLUGINS",
    "QML_IMPORT_PATH",
    "QML2_IMPORT_PATH",
    "XDG_CONFIG_DIRS",
):
    os.environ.pop(name, None)
if sys.platform == "linux" and not any(os.environ.get(name) for name in ("LC_ALL", "LC_CTYPE", "LANG")):
    os.environ["LC_CTYPE"] = "C.UTF-8"  # without a locale that speaks UTF-8, Qt complains on every start
