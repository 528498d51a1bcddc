#!/usr/bin/env python3
"""Names every component that a publish holds, with its version, licence and copyright, from what NuGet restored: notices.py <project.assets.json>."""
import json
import os
import sys
import xml.etree.ElementTree as xml

with open(sys.argv[1], encoding="utf-8") as file:
    assets = json.load(file)
folders = list(assets["packageFolders"])
# What tools of the build bring is in no package; what a publish downloads beside the references is.
target = max((name for name in assets["targets"]), key=len)
used = {name for name, part in assets["targets"][target].items() if part["type"] == "package" and any(not path.endswith("_._") for kind in ("runtime", "native", "runtimeTargets") for path in part.get(kind, {}))}
for framework in assets["project"]["frameworks"].values():
    for pack in framework.get("downloadDependencies", []):
        if ".runtime.linux" in pack["name"].lower() or "ilcompiler" in pack["name"].lower():
            used.add(pack["name"] + "/" + pack["version"].strip("[]").split(",")[0])

print("Components of other people that this package holds.\n")
for name, version in sorted(entry.split("/") for entry in used):
    found = [path for folder in folders if os.path.exists(path := os.path.join(folder, name.lower(), version, name.lower() + ".nuspec"))]
    if not found:
        sys.exit(f"{name} {version} was not restored.")
    fields = {element.tag.split("}")[1]: element for element in xml.parse(found[0]).getroot()[0]}
    licence = fields["license"].text if "license" in fields else fields["licenseUrl"].text
    owner = next((fields[key].text for key in ("copyright", "authors") if key in fields and fields[key].text), "")
    print(f"{name} {version}\n  Licence: {licence}\n  {' '.join(owner.split())}")
    # A licence that is a file is given whole.
    if "license" in fields and fields["license"].get("type") == "file":
        with open(os.path.join(os.path.dirname(found[0]), licence.replace("\\", "/")), encoding="utf-8-sig") as text:
            print("\n" + "".join("    " + line.rstrip() + "\n" for line in text))
