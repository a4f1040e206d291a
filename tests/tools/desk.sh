# Sourced by end-to-end scripts: writes desk.yaml, a scenario that takes no time.
# a_desk REPLICATIONS: one line, one station
a_desk() {
  cat >desk.yaml <<YAML
model: network
title: A desk
run: {warm_up: 20, horizon: 200, replications: $1, seed: 5}
classes: {caller: {arrivals: {rate: 0.5}, starts_at: desk}}
stations: {desk: {servers: 1, service: {exponential: {mean: 1}}}}
routing: {caller: {desk: {exit: 1}}}
YAML
}
# a_desk_and_a_panel REPLICATIONS SERVICE: two stations; an uncertain rate
a_desk_and_a_panel() {
  cat >desk.yaml <<YAML
model: network
title: A desk and a panel
run: {warm_up: 20, horizon: 100, replications: $1, seed: 5}
classes:
  caller:
    arrivals: {rate: {value: 1.5, range: [1.2, 1.8], distribution: normal, source: a guess, status: assumed, grade: 6}}
    starts_at: desk
stations:
  desk: {servers: 2, queue: {discipline: fifo}, service: $2}
  panel: {servers: 3, service: {exponential: {mean: 2}}}
routing:
  caller: {desk: {panel: 0.5, exit: 0.5}, panel: {exit: 1}}
YAML
}
