"""DamPy, a client that people run against real AEMs: dampy.py URL USER PASSWORD FOLDER"""

import json
import logging
import os
import sys

logging.disable(logging.CRITICAL)

from dampy.lib.AEM import AEM  # noqa: E402 (it talks while it is imported)

server, user, password, folder = sys.argv[1:]
os.chdir(folder)
dam = AEM(server.rstrip("/"), user, password).dam
top = "/content/dam/dampy"


def call(name, work):
    """Prints what became of a call; one that answers false was refused."""
    try:
        answer = work()
        why = None if answer else f"it answered {answer!r}"
    except Exception as error:  # noqa: BLE001 (whatever the library throws is a refusal)
        why = f"{type(error).__name__}: {error}"
    said = {"call": name, "ok": why is None}
    if why:
        said["why"] = why
    print(json.dumps(said), flush=True)


def written(name, text):
    with open(name, "w", encoding="utf-8") as file:
        file.write(text)
    return name


asset = f"{top}/first.txt"
call("list", lambda: len(dam.list("/content/dam", csv_file="list.csv")) > 3)
call("make a folder", lambda: dam.createFolder(top, "Made by DamPy"))
call("its title", lambda: dam.metadata(top)["jcr:title"] == "Made by DamPy")
call("another title", lambda: dam.updateFolderTitle(top, "Another"))
call("the other title", lambda: dam.metadata(top)["jcr:title"] == "Another")
call("upload", lambda: dam.uploadAsset(written("first.txt", "one"), top))
call("metadata", lambda: dam.metadata(asset)["jcr:primaryType"] == "dam:AssetContent")
call("nested metadata", lambda: "dc:format" in dam.metadata(asset, 2)["metadata"])
call("check out", lambda: dam.checkout(asset))
call("who has it", lambda: dam.metadata(asset)["cq:drivelock"] == user)
call("check in", lambda: dam.checkin(asset))
call("nobody has it", lambda: "cq:drivelock" not in dam.metadata(asset))
call("properties of many", lambda: dam.xprops(top, ["jcr:path", "jcr:content/metadata/dc:format"], "props.csv"))
call("a tree of folders", lambda: dam.createFolderTree(top, srcList=["inner", "inner/most", "second"]))
call("move", lambda: dam.move(asset, f"{top}/second", "moved.txt"))
call("it is there", lambda: dam.list(f"{top}/second", csv_file="moved.csv") == [f"{top}/second/moved.txt"])
call("download", lambda: dam.downloadAsset(f"{top}/second/moved.txt", "down"))
call("its bytes", lambda: open("down/moved.txt", encoding="utf-8").read() == "one")
call("delete an asset", lambda: dam.delete(f"{top}/second/moved.txt"))
call("delete a folder", lambda: dam.delete(f"{top}/inner"))
call("they are gone", lambda: dam.list(top, csv_file="gone.csv") == [])
