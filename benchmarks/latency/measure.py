"""Time from a line in the mail log to the first SYN that gets no answer. Runs in the laboratory, as its clients."""

import argparse
import os
import random
import re
import statistics
import subprocess
import time

from background import Background
from peers import Fail2ban, Sshguard
from probe import Prober

PAUSE = (0.04, 0.1)
GIVE_UP = 5.0

# A JVM compiles what runs often, at first at the cost of what is measured; hosts run for months. So
# popAuth's first samples, at this rate, are told apart, and then as many again are not told.
FIRST_RATE = 1000
FIRST_SAMPLES = 100

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))


class PopAuth:
    """The laboratory's two mail hosts; the line goes into the log of the first."""

    name = "popauth"
    log = "/mnt/log/mx1.log"
    targets = {"mx1": "192.0.2.11", "mx2": "192.0.2.12"}

    def start(self):
        pass

    def stop(self):
        pass

    def stages(self, since):
        """Where the time goes, from what the topics say."""
        ports = open("/mnt/central/upper/var/lib/popauth/ports", encoding="ascii").read()
        port = re.search(r"^kafka=(\d+)$", ports, re.MULTILINE).group(1)
        asked = subprocess.run(
            [f"{ROOT}/e2e-tests/laboratory/on", "central", f"{os.environ['POPAUTH_JAVA_HOME']}/bin/java",
             "-XX:TieredStopAtLevel=1", "-cp", f"{ROOT}/benchmarks/target/latency:{ROOT}/standalone/target/lib/*", "Stages",
             f"127.0.0.1:{port}", str(int(since * 1000))],
            check=False, capture_output=True, encoding="utf-8")
        print(asked.stdout if asked.returncode == 0 else asked.stderr, flush=True)


def route_the_clients():
    """Addresses of RFC 2544 for the clients that offend, one each."""
    run("ip", "route", "replace", "local", "198.18.0.0/15", "dev", "lo")
    for host in PopAuth.targets:
        pid = open(f"/mnt/{host}/pid", encoding="ascii").read().strip()
        run("nsenter", "--target", pid, "--net", "ip", "route", "replace", "198.18.0.0/15", "via", "203.0.113.10")


def run(*command):
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)


class Clients:
    """An address that nobody had before, at each call."""

    def __init__(self):
        self.next = 0

    def take(self, count):
        first = self.next
        self.next += count
        return [f"198.18.{n // 250}.{n % 250 + 1}" for n in range(first, first + count)]


def offence(client, user):
    """A failed log-in as Dovecot writes it; popAuth, fail2ban and sshguard all know it."""
    now = time.time()
    stamp = time.strftime("%Y-%m-%dT%H:%M:%S", time.gmtime(now)) + f".{int(now % 1 * 1e6):06d}+00:00"
    return (
        f"{stamp} mx1 dovecot: pop3-login: Aborted login (auth failed, 1 attempts in 2 secs): "
        f"user=<{user}>, method=PLAIN, rip={client}, lip=192.0.2.11, session=<{random.randrange(1 << 40):x}>\n"
    ).encode()


def measure(system, prober, clients, rate, samples):
    """Milliseconds until the first SYN was dropped, by target: a list of them, infinity for "not in time"."""
    offenders = clients.take(samples)
    delays = {target: [] for target in system.targets}
    with open(system.log, "ab", buffering=0) as log, Background(system.log, rate):
        for client in offenders:  # the first failure: none of the three drops yet
            log.write(offence(client, "ann"))
            time.sleep(0.005)
        time.sleep(3)
        for client in offenders:
            time.sleep(random.uniform(*PAUSE))
            seen = prober.watch(client, system.targets, lambda c=client: log.write(offence(c, "bob")), GIVE_UP)
            for target, seconds in seen.items():
                delays[target].append(seconds * 1000)
    return delays


def quantile(values, share):
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))]


def report(system, rate, delays):
    for target, values in delays.items():
        late = sum(1 for v in values if v == float("inf"))
        print(
            f"| {system.name} | {target} | {rate} | {len(values)} | {statistics.median(values):.1f} | "
            f"{quantile(values, 0.9):.1f} | {quantile(values, 0.99):.1f} | {max(values):.1f} | {late} |",
            flush=True,
        )


def arguments():
    parser = argparse.ArgumentParser()
    parser.add_argument("--rates", default="1,100,1000", help="lines a second beside those that are measured")
    parser.add_argument("--samples", type=int, default=200)
    parser.add_argument("--peer-samples", type=int, default=40)
    parser.add_argument("--systems", default="popauth,fail2ban,sshguard")
    parser.add_argument("--stages", action="store_true", help="tell where popAuth's time goes, too")
    return parser.parse_args()


def main():
    options = arguments()
    route_the_clients()
    clients = Clients()
    systems = [s for s in (PopAuth(), Fail2ban(), Sshguard()) if s.name in options.systems.split(",")]
    print("| system | mail host | lines/s | samples | p50 ms | p90 ms | p99 ms | max ms | not within 5 s |")
    print("| --- | --- | --- | --- | --- | --- | --- | --- | --- |", flush=True)
    with Prober() as prober:
        for system in systems:
            system.start()
            if system.name == "popauth":
                first = measure(system, prober, clients, FIRST_RATE, FIRST_SAMPLES)
                report(system, f"{FIRST_RATE}, after the start", first)
                measure(system, prober, clients, FIRST_RATE, FIRST_SAMPLES)
            for rate in map(int, options.rates.split(",")):
                samples = options.samples if system.name == "popauth" else options.peer_samples
                since = time.time()
                report(system, rate, measure(system, prober, clients, rate, samples))
                if options.stages and system.name == "popauth":
                    system.stages(since)
            system.stop()


if __name__ == "__main__":
    main()
