"""Becomes the process of an execution environment. Run by itself, with nothing but the standard library:

    python -I launch.py '{"code": DIR, "program": PATH, "arguments": [], "environment": {}, "root": DIR, "scratch": DIR}'

Without a root, the program runs as whoever runs this. With one, it runs as nobody, in that folder as the root of the file
system, which holds nothing but its code in /var/task, an empty /tmp of its own and a few devices; only /tmp can be written
to. That needs the right to mount: root's, or namespaces of users that the kernel allows.
"""

import ctypes
import json
import os
import signal
import sys

NEWNS, NEWUSER = 0x00020000, 0x10000000
RDONLY, NOSUID, NODEV, REMOUNT, BIND, REC, PRIVATE = 1, 2, 4, 32, 4096, 16384, 1 << 18
PR_SET_PDEATHSIG, PR_SET_NO_NEW_PRIVS = 1, 38
#: Whom functions run as; nobody owns anything by this number.
USER = 993
DEVICES = ("null", "zero", "full", "random", "urandom")

libc = ctypes.CDLL(None, use_errno=True)


def call(name, *arguments):
    if getattr(libc, name)(*arguments) != 0:
        number = ctypes.get_errno()
        raise OSError(number, f"{name}: {os.strerror(number)}")


def mount(source, target, kind, flags, data=None):
    encoded = [text.encode() if text is not None else None for text in (source, target, kind, data)]
    call("mount", encoded[0], encoded[1], encoded[2], ctypes.c_ulong(flags), encoded[3])


def confine(code, root, scratch):
    is_root = os.geteuid() == 0
    if is_root:
        call("unshare", NEWNS)
    else:
        uid, gid = os.getuid(), os.getgid()
        call("unshare", NEWNS | NEWUSER)
        for name, text in (("setgroups", "deny"), ("uid_map", f"{USER} {uid} 1"), ("gid_map", f"{USER} {gid} 1")):
            with open(f"/proc/self/{name}", "w") as file:
                file.write(text)
    mount(None, "/", None, REC | PRIVATE)
    mount("tmpfs", root, "tmpfs", NOSUID | NODEV, "mode=755,size=64k")
    for folder in ("var", "var/task", "tmp", "dev", "proc"):
        os.mkdir(f"{root}/{folder}")
    for name in DEVICES:
        open(f"{root}/dev/{name}", "w").close()
        mount(f"/dev/{name}", f"{root}/dev/{name}", None, BIND)
    mount("/proc", f"{root}/proc", None, BIND | REC)
    mount(code, f"{root}/var/task", None, BIND)
    mount(None, f"{root}/var/task", None, BIND | REMOUNT | RDONLY | NOSUID | NODEV)
    if is_root:
        os.chown(scratch, USER, USER)
    mount(scratch, f"{root}/tmp", None, BIND)
    mount(None, f"{root}/tmp", None, BIND | REMOUNT | NOSUID | NODEV)
    mount(None, root, None, REMOUNT | RDONLY | NOSUID | NODEV)
    os.chroot(root)
    os.chdir("/var/task")
    if is_root:
        os.setgroups([])
        os.setresgid(USER, USER, USER)
        os.setresuid(USER, USER, USER)
    call("prctl", PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0)


def main():
    what = json.loads(sys.argv[1])
    parent = what.get("parent")
    if what.get("root"):
        confine(what["code"], what["root"], what["scratch"])
    else:
        os.chdir(what["code"])
    # A change of user takes this back, which is why it comes last.
    call("prctl", PR_SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0)
    if parent is not None and os.getppid() != parent:
        sys.exit(1)
    os.umask(0o022)
    os.execve(what["program"], [what["program"], *what.get("arguments", [])], what["environment"])


if __name__ == "__main__":
    main()
