"""SYNs from an address, and which of them were answered."""

import os
import socket
import struct
import time

EVERY = 0.0005  # between two SYNs to the same host
SILENCE = 10  # unanswered SYNs in a row that mean "dropped"
ANSWER_WITHIN = 0.004  # what a SYN may take to be answered; on this wire it takes 0.1 ms
PORT = 25


class Prober:
    """Sends SYNs through a raw socket, on time: it runs before whatever else wants the processor."""

    def __enter__(self):
        os.sched_setscheduler(0, os.SCHED_FIFO, os.sched_param(20))
        self.socket = socket.socket(socket.AF_INET, socket.SOCK_RAW, socket.IPPROTO_TCP)
        self.socket.setsockopt(socket.IPPROTO_IP, socket.IP_HDRINCL, 1)
        self.socket.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 1 << 20)
        self.socket.setblocking(False)
        self.number = 0
        return self

    def __exit__(self, *_):
        self.socket.close()

    def watch(self, client, targets, offend, longest):
        """Seconds from the offence to the first SYN without an answer, by target; none answered after it."""
        watched = {target: Watched(address) for target, address in targets.items()}
        self.awaken(client, watched)
        begun = time.monotonic()
        offend()
        deadline = begun + longest
        while time.monotonic() < deadline and any(not w.is_dropped() for w in watched.values()):
            self.round(client, watched)
        return {target: w.dropped_at() - begun if w.is_dropped() else float("inf") for target, w in watched.items()}

    def awaken(self, client, watched):
        """Both are reached before the offence, or there is nothing to measure."""
        for _ in range(4):
            self.round(client, watched)
        self.wait(ANSWER_WITHIN)
        self.collect(watched)
        for w in watched.values():
            if not w.answered:
                raise RuntimeError(f"{w.address} does not answer {client}")
            w.forget()

    def round(self, client, watched):
        for w in watched.values():
            self.number += 1
            now = time.monotonic()
            self.socket.sendto(syn(client, w.address, 1024 + self.number % 60000, self.number), (w.address, 0))
            w.sent[self.number] = now
            self.wait(EVERY / len(watched) - (time.monotonic() - now))
            self.collect(watched)

    @staticmethod
    def wait(seconds):
        if seconds > 0:
            time.sleep(seconds)

    def collect(self, watched):
        while True:
            try:
                packet = self.socket.recv(128)
            except BlockingIOError:
                return
            acknowledged, flags = struct.unpack_from("!IxB", packet, 28)
            if flags & 0x12 == 0x12:
                for w in watched.values():
                    w.answer(acknowledged - 1)


class Watched:
    """One host: when each SYN was sent, and which were answered."""

    def __init__(self, address):
        self.address = address
        self.forget()

    def forget(self):
        self.sent = {}
        self.answered = set()
        self.last = 0

    def answer(self, number):
        if number in self.sent:
            self.answered.add(number)
            self.last = max(self.last, number)

    def silent(self):
        return [at for number, at in self.sent.items() if number > self.last]

    def is_dropped(self):
        silent = self.silent()
        return len(silent) >= SILENCE and time.monotonic() - silent[0] > ANSWER_WITHIN

    def dropped_at(self):
        return self.silent()[0]


def syn(source, target, port, number):
    """An IPv4 header, whose checksum the kernel writes, and a TCP header (RFC 9293, 3.1)."""
    src, dst = socket.inet_aton(source), socket.inet_aton(target)
    tcp = struct.pack("!HHIIBBHHH", port, PORT, number, 0, 5 << 4, 0x02, 64240, 0, 0)
    total = checksum(src + dst + struct.pack("!BBH", 0, socket.IPPROTO_TCP, len(tcp)) + tcp)
    tcp = tcp[:16] + struct.pack("!H", total) + tcp[18:]
    return struct.pack("!BBHHHBBH4s4s", 0x45, 0, 20 + len(tcp), 0, 0, 64, socket.IPPROTO_TCP, 0, src, dst) + tcp


def checksum(data):
    total = sum(struct.unpack(f"!{len(data) // 2}H", data))
    total = (total & 0xFFFF) + (total >> 16)
    return ~(total + (total >> 16)) & 0xFFFF
