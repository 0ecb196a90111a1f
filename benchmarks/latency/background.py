"""A mail log that goes on while something else is measured."""

import os
import random
import signal
import time

SEED = 2006


class Background:
    """Lines at a steady rate, by a process of its own: of 100, 80 say nothing, 20 are events of 1,000 clients."""

    def __init__(self, path, rate):
        self.path = path
        self.rate = rate

    def __enter__(self):
        self.pid = os.fork()
        if not self.pid:
            os.sched_setscheduler(0, os.SCHED_OTHER, os.sched_param(0))
            write_for_ever(self.path, self.rate)
        return self

    def __exit__(self, *_):
        os.kill(self.pid, signal.SIGKILL)
        os.waitpid(self.pid, 0)


def write_for_ever(path, rate):
    rng = random.Random(SEED)
    due = time.monotonic()
    with open(path, "ab", buffering=0) as log:
        while True:
            log.write(line(rng))
            due += 1 / rate
            wait = due - time.monotonic()
            if wait > 0:
                time.sleep(wait)


def line(rng):
    now = time.time()
    stamp = time.strftime("%Y-%m-%dT%H:%M:%S", time.gmtime(now)) + f".{int(now % 1 * 1e6):06d}+00:00"
    client = f"198.19.{rng.randrange(4)}.{rng.randrange(250) + 1}"
    pid = rng.randrange(1000, 60000)
    kind = rng.randrange(100)
    if kind < 80:
        text = rng.choice(HARMLESS)
    elif kind < 88:
        text = UNKNOWN_RECIPIENT
    elif kind < 94:
        text = RELAY_DENIED
    else:
        text = LOGIN
        client = f"198.19.200.{rng.randrange(200) + 1}"
    return (stamp + " mx1 " + text.format(pid=pid, client=client, id=f"{rng.randrange(1 << 40):010X}") + "\n").encode()


HARMLESS = [
    "postfix/smtpd[{pid}]: connect from unknown[{client}]",
    "postfix/smtpd[{pid}]: disconnect from unknown[{client}] ehlo=1 mail=1 rcpt=1 data=1 quit=1 commands=5",
    "postfix/cleanup[{pid}]: {id}: message-id=<{id}@example.net>",
    "postfix/qmgr[{pid}]: {id}: from=<x@example.net>, size=4212, nrcpt=1 (queue active)",
    "postfix/qmgr[{pid}]: {id}: removed",
    "dovecot: lmtp({pid}): Connect from local",
]
UNKNOWN_RECIPIENT = (
    "postfix/smtpd[{pid}]: NOQUEUE: reject: RCPT from unknown[{client}]: 550 5.1.1 <{id}@example.org>: Recipient address "
    "rejected: User unknown in local recipient table; from=<x@example.net> to=<{id}@example.org> proto=ESMTP helo=<pc>"
)
RELAY_DENIED = (
    "postfix/smtpd[{pid}]: NOQUEUE: reject: RCPT from unknown[{client}]: 554 5.7.1 <{id}@elsewhere.example>: Relay access "
    "denied; from=<x@example.net> to=<{id}@elsewhere.example> proto=ESMTP helo=<pc>"
)
LOGIN = (
    "dovecot: imap-login: Login: user=<user{client}>, method=PLAIN, rip={client}, lip=192.0.2.11, mpid={pid}, "
    "session=<{id}>"
)
