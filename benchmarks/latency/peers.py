"""fail2ban and sshguard as Debian packages them, each in a network namespace of its own, on a log of its own."""

import os
import shutil
import signal
import subprocess
import textwrap
import time

HOME = "/mnt/peer"


class Peer:
    """A mail host that is protected by another program; something listens on its port 25."""

    def __init__(self):
        self.log = f"{HOME}/{self.name}.log"
        self.targets = {self.name: self.address}

    def start(self):
        os.makedirs(HOME, exist_ok=True)
        open(self.log, "wb").close()
        connect(self.name, self.address)
        self.processes = []
        self.popen("python3", "-c", LISTEN, self.address)
        self.begin()
        time.sleep(2)

    def stop(self):
        for process in self.processes:
            os.killpg(process.pid, signal.SIGKILL)

    def popen(self, *command):
        """In the peer's namespace, with the priority of everybody."""
        with open(f"{HOME}/{self.name}.{os.path.basename(command[0])}.out", "ab") as out:
            self.processes.append(subprocess.Popen(
                ("ip", "netns", "exec", self.name, "chrt", "--other", "0", *command),
                stdout=out, stderr=subprocess.STDOUT, start_new_session=True))


class Fail2ban(Peer):
    name = "fail2ban"
    address = "192.0.2.40"

    def begin(self):
        shutil.copytree("/etc/fail2ban", f"{HOME}/fail2ban", dirs_exist_ok=True)
        shutil.rmtree(f"{HOME}/fail2ban/jail.d")
        with open(f"{HOME}/fail2ban/jail.local", "w", encoding="ascii") as jail:
            jail.write(textwrap.dedent(f"""\
                [dovecot]
                enabled = true
                logpath = {self.log}
                backend = pyinotify
                usedns = no
                maxretry = 2
                bantime = 1h
                banaction = nftables-multiport
                port = smtp,submissions,submission
                """))
        with open(f"{HOME}/fail2ban/fail2ban.local", "w", encoding="ascii") as settings:
            settings.write("[Definition]\ndbfile = None\n")
        self.popen(
            "fail2ban-server", "-f", "-x", "-c", f"{HOME}/fail2ban", "-s", f"{HOME}/fail2ban.sock",
            "-p", f"{HOME}/fail2ban.pid", "--logtarget", f"{HOME}/fail2ban.messages")


class Sshguard(Peer):
    name = "sshguard"
    address = "192.0.2.41"

    def begin(self):
        with open(f"{HOME}/sshguard.conf", "w", encoding="ascii") as settings:
            settings.write(f'BACKEND=/usr/libexec/sshguard/sshg-fw-nft-sets\nFILES={self.log}\n'
                           "THRESHOLD=20\nBLOCK_TIME=3600\nDETECTION_TIME=1800\n")
        run("mount", "--bind", f"{HOME}/sshguard.conf", "/etc/sshguard/sshguard.conf")
        self.popen("sshguard")


LISTEN = """
import socket, sys, time
s = socket.socket()
s.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
s.bind((sys.argv[1], 25))
s.listen(100)
time.sleep(86400)
"""


def connect(name, address):
    wire = ["nsenter", "--target", "1", "--net"]
    run("ip", "netns", "add", name)
    run(*wire, "ip", "link", "add", f"to-{name}", "type", "veth", "peer", "name", "eth0", "netns", name)
    run(*wire, "ip", "link", "set", f"to-{name}", "master", "wire", "up")
    for words in ("link set lo up", "link set eth0 up", f"addr add {address}/24 dev eth0",
                  "route add 203.0.113.0/24 dev eth0", "route add 198.18.0.0/15 via 203.0.113.10"):
        run("ip", "-n", name, *words.split())


def run(*command):
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
