"""SYNs from an address, and which of them were answered. Takes as little of the processor as it can."""

import os
import socket
import struct
import time

EVERY = 0.0005  # between two SYNs to the same host
SILENCE = 10  # unanswered SYNs in a row that mean "dropped"
ANSWER_WITHIN = 0.004  # what a SYN may take to be answered; on this wire it takes 0.1 ms
PORT = 25
FLAGS = 5 << 12 | 0x02  # a header of five words, SYN
WINDOW = 64240


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
        watched = {target: Watched(client, address) for target, address in targets.items()}
        self.awaken(client, watched)
        begun = time.monotonic()
        offend()
        deadline = begun + longest
        while time.monotonic() < deadline and any(not w.is_dropped() for w in watched.values()):
            self.round(watched)
        return {target: w.dropped_at() - begun if w.is_dropped() else float("inf") for target, w in watched.items()}

    def awaken(self, client, watched):
        """Both are reached before the offence, or there is nothing to measure."""
        for _ in range(4):
            self.round(watched)
        self.wait(ANSWER_WITHIN)
        self.collect(watched)
        for w in watched.values():
            if not w.answered:
                raise RuntimeError(f"{w.address} does not answer {client}")
            w.forget()

    def round(self, watched):
        """One SYN to each, at the same time: waking up costs more than a SYN."""
        begun = time.monotonic()
        for w in watched.values():
            self.number += 1
            packet = w.syn(1024 + self.number % 60000, self.number)
            w.sent[self.number] = time.monotonic()
            self.socket.sendto(packet, w.to)
        self.wait(EVERY - (time.monotonic() - begun))
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

    def __init__(self, client, address):
        self.address = address
        self.to = (address, 0)
        src, dst = socket.inet_aton(client), socket.inet_aton(address)
        self.header = struct.pack("!BBHHHBBH4s4s", 0x45, 0, 40, 0, 0, 64, socket.IPPROTO_TCP, 0, src, dst)
        self.sum = sum(struct.unpack("!4H", src + dst)) + socket.IPPROTO_TCP + 20 + PORT + FLAGS + WINDOW
        self.forget()

    def syn(self, port, number):
        """An IPv4 header, whose checksum the kernel writes, and a TCP header (RFC 9293, 3.1)."""
        total = self.sum + port + (number >> 16) + (number & 0xFFFF)
        total = (total & 0xFFFF) + (total >> 16)
        checksum = ~(total + (total >> 16)) & 0xFFFF
        return self.header + struct.pack("!HHIIHHHH", port, PORT, number, 0, FLAGS, WINDOW, checksum, 0)

    def forget(self):
        self.sent = {}
        self.answered = False
        self.last = 0

    def answer(self, number):
        if number in self.sent:
            self.answered = True
            if number > self.last:
                for answered in [older for older in self.sent if older <= number]:
                    del self.sent[answered]
                self.last = number

    def is_dropped(self):
        return len(self.sent) >= SILENCE and time.monotonic() - next(iter(self.sent.values())) > ANSWER_WITHIN

    def dropped_at(self):
        return next(iter(self.sent.values()))
