# What the stand-ins for `lp` and `lpstat` do; `STATE` is written before it. Answers are those of CUPS 2.4.
import itertools
import json
import os
import sys

with open(STATE) as stream:  # noqa: F821
    state = json.load(stream)
arguments = sys.argv[1:]
name = os.path.basename(sys.argv[0]).removesuffix(".py")


def after(flag):
    return [value for before, value in itertools.pairwise(arguments) if before == flag]


def fail(words):
    sys.stderr.write(words + "\n")
    sys.exit(1)


if name == "lp":
    printer = after("-d")[0]
    if not state["up"] or printer not in state["printers"]:
        fail("lp: Error - The printer or class does not exist.")
    if not state["printers"][printer]["accepts"]:
        fail(f'lp: Destination "{printer}" is not accepting jobs.')
    request = f"{printer}-{len(state['jobs']) + 1}"
    state["jobs"].append(
        {
            "request": request,
            "printer": printer,
            "title": after("-t")[0],
            "copies": int(after("-n")[0]),
            "options": after("-o"),
            "pdf": sys.stdin.buffer.read().hex(),
            "state": "printed" if state["printers"][printer]["enabled"] else "waiting",
        }
    )
    with open(STATE, "w") as stream:  # noqa: F821
        json.dump(state, stream)
    print(f"request id is {request} (0 file(s))")
elif "-r" in arguments:
    print("scheduler is running" if state["up"] else "scheduler is not running")
elif not state["up"]:
    fail("lpstat: Scheduler is not running.")
elif "-o" in arguments:
    printer = after("-o")[0]
    if printer not in state["printers"]:
        fail(f'lpstat: Invalid destination name in list "{printer}".')
    ended = after("-W") == ["completed"]
    for job in state["jobs"]:
        if job["printer"] == printer and (job["state"] != "waiting") == ended:
            print(f"{job['request']}                root             76800   Mon Nov 23 16:19:27 2026")
            alerts = {
                "waiting": "none",
                "printed": "job-completed-successfully",
                "canceled": "job-canceled-by-user",
            }
            print(f"\tStatus: \n\tAlerts: {alerts[job['state']]}\n\tqueued for {printer}")
elif not state["printers"]:
    fail("lpstat: No destinations added.")
else:
    for printer, known in state["printers"].items():
        is_ = "is idle.  enabled" if known["enabled"] else "disabled"
        print(f"printer {printer} {is_} since Mon Nov 23 16:19:27 2026{'' if known['enabled'] else ' -'}")
        if "-l" in arguments:
            print(f"\tForm mounted:\n\tAlerts: {known.get('alerts', 'none')}")
