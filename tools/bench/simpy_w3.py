#!/usr/bin/python3
"""W3 (replications of M/M/5) in SimPy 2, as Debian 12 packages it (python3-simpy), in the manner of its tutorial.

Prints one line of JSON; the time is that of the simulation alone.
"""

import argparse
import json
import time
from random import expovariate, seed

from SimPy.Simulation import Process, Resource, Tally, activate, hold, initialize, now, release, request, simulate

ARRIVAL_RATE = 4.25
SERVICE_RATE = 1.0
HORIZON = 1176.47


class Source(Process):
    arrived = 0

    def generate(self, counters, wait, served):
        while True:
            yield hold, self, expovariate(ARRIVAL_RATE)
            customer = Customer()
            activate(customer, customer.visit(counters, wait, served))
            self.arrived += 1


class Customer(Process):
    def visit(self, counters, wait, served):
        arrived = now()
        yield request, self, counters
        wait.observe(now() - arrived)
        service = expovariate(SERVICE_RATE)
        yield hold, self, service
        yield release, self, counters
        served.observe(service)


def replication():
    """Returns the customers who came, those who were served and their mean wait."""
    initialize()
    source, wait, served = Source(), Tally(), Tally()
    activate(source, source.generate(Resource(capacity=5), wait, served))
    simulate(until=HORIZON)
    return source.arrived, served.count(), wait.mean()


parser = argparse.ArgumentParser(description=__doc__)
parser.add_argument("--replications", type=int, default=1000)
parser.add_argument("--seed", type=int, default=1)
options = parser.parse_args()

seed(options.seed)
start = time.perf_counter()
results = [replication() for _ in range(options.replications)]
seconds = time.perf_counter() - start
arrived, served, waits = zip(*results)
print(json.dumps({"workload": "W3", "events": sum(arrived) + sum(served), "customers": sum(arrived),
                  "seconds": seconds, "estimate": sum(waits) / len(waits)}))
