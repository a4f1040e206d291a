# Sourced by tests of `wholeplace calibrate`: a queue to be fitted, in queue.yaml.
source "$WHOLEPLACE_SOURCE_DIR/tests/tools/in_time.sh"
calibrate() { in_time "$WHOLEPLACE" calibrate "$@" 2>err; }

# Mean wait C(2, 1.5) / (2 - 1.5) = 9/7 at an arrival rate of 1.5 and a mean service of 1; nothing is expected of the
# archive, which comes after the desk.
cat >queue.yaml <<'YAML'
model: network
title: A desk to be fitted
run: {warm_up: 100, horizon: 2000, replications: 50, seed: 5}
classes:
  caller: {arrivals: {rate: {value: 0.9, calibrate: [0.8, 2.2]}}, starts_at: desk}
stations:
  desk: {servers: 2, service: {exponential: {mean: {value: 1.2, calibrate: [0.4, 1.4], source: a guess}}}}
  archive: {servers: unlimited, service: {exponential: {mean: 5}}}
routing:
  caller: {desk: {archive: 1}, archive: {exit: 1}}
expect:
  "stations.desk.mean_wait": {value: 1.285714, source: "Erlang C"}
  "stations.desk.utilisation": {value: 0.75, source: "a / c"}
YAML
