"""Reads configuration files with Python's configparser and prints every effective value.

Argument: a folder that holds one folder per case, with the files 1.conf and maybe 2.conf.
Output, one line each, strings as JSON:
    case NAME
    error
    value SECTION KEY VALUE
    broken SECTION KEY
"""

import configparser
import json
import os
import sys


def judge(folder):
    parser = configparser.ConfigParser(interpolation=configparser.ExtendedInterpolation())
    files = [os.path.join(folder, name) for name in ("1.conf", "2.conf")]
    try:
        parser.read(files, encoding="utf-8")
    except (configparser.Error, UnicodeDecodeError):
        return ["error"]
    lines = []
    for section in ["DEFAULT"] + parser.sections():
        for key in parser[section]:
            place = json.dumps(section) + " " + json.dumps(key)
            try:
                lines.append("value " + place + " " + json.dumps(parser.get(section, key)))
            except configparser.Error:
                lines.append("broken " + place)
    return sorted(lines)


def main():
    root = sys.argv[1]
    out = []
    for case in sorted(os.listdir(root)):
        out.append("case " + json.dumps(case))
        out.extend(judge(os.path.join(root, case)))
    sys.stdout.write("\n".join(out) + "\n")


main()
