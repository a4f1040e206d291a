#!/usr/bin/python3
"""W1 (M/M/1) in SimPy 2, as Debian 12 packages it (python3-simpy), written as its tutorial writes a bank.

Prints one line of JSON; the time is that of the simulation alone.
"""

import argparse
import json
import time
from random import expovariate, seed

from SimPy.Simulation import Process, Resource, Tally, activate, hold, initialize, now, release, request, simulate

ARRIVAL_RATE = 0.9
SERVICE_RATE = 1.0


class Source(Process):
    arrived = 0

    def generate(self, counter, time_in_system):
        while True:
            yield hold, self, expovariate(ARRIVAL_RATE)
            customer = Customer()
            activate(customer, customer.visit(counter, time_in_system))
            self.arrived += 1


class Customer(Process):
    def visit(self, counter, time_in_system):
        arrived = now()
        yield request, self, counter
        yield hold, self, expovariate(SERVICE_RATE)
        yield release, self, counter
        time_in_system.observe(now() - arrived)


parser = argparse.ArgumentParser(description=__doc__)
parser.add_argument("--customers", type=int, default=1_000_000, help="expected number; the horizon follows")
parser.add_argument("--seed", type=int, default=1)
options = parser.parse_args()

seed(options.seed)
initialize()
source = Source()
time_in_system = Tally()
start = time.perf_counter()
activate(source, source.generate(Resource(capacity=1), time_in_system))
simulate(until=options.customers / ARRIVAL_RATE)
seconds = time.perf_counter() - start
print(json.dumps({"workload": "W1", "events": source.arrived + time_in_system.count(), "customers": source.arrived,
                  "seconds": seconds, "estimate": time_in_system.mean()}))
