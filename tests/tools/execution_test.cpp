#include "tools/execution.hpp"

#include "tests/models/abuse/small.hpp"
#include "tests/tools/results_scratch.hpp"
#include "tools/drawing.hpp"
#include "tools/experiment.hpp"

#include <doctest/doctest.h>

#include <cstdint>
#include <iterator>
#include <map>
#include <memory>
#include <span>
#include <string>
#include <vector>

// These cases also run under ThreadSanitizer (CMakeLists.txt).

namespace {

using Kept = std::map<std::uint32_t, std::string>;  ///< a replicate's bytes, since what is missing equals nothing

constexpr std::uint32_t replications = 6;

std::string bytes_of(const sim::Replicate& replicate) {
  const auto values = std::as_bytes(std::span(replicate.values));
  std::string bytes(reinterpret_cast<const char*>(values.data()), values.size());
  bytes.append(reinterpret_cast<const char*>(replicate.series.data()), replicate.series.size());
  return bytes + std::to_string(replicate.events);
}

/// What a store holds after `simulate` was done on so many threads.
Kept kept_by(unsigned threads, const tools::Ranks::Simulate& simulate) {
  const Scratch scratch;
  const results::Identity identity{{"scenario", "small"}};
  auto store = results::ReplicationStore::create(scratch.path() / results::ReplicationStore::file_name, identity, {});
  const auto ranks = tools::open_ranks();
  tools::Execution execution(identity, *ranks, threads, true, simulate);
  CHECK(execution.complete(tools::Jobs(1, replications), store, "replications"));
  Kept kept;
  store.each(0, [&](std::uint32_t number, const sim::Replicate& replicate) { kept[number] = bytes_of(replicate); });
  return kept;
}

void same_on_one_and_three_threads(const tools::Ranks::Simulate& simulate) {
  const Kept by_one = kept_by(1, simulate);
  CHECK(by_one.size() == replications);
  CHECK(by_one.begin()->second != std::prev(by_one.end())->second);
  CHECK((kept_by(3, simulate) == by_one));
}

std::unique_ptr<tools::Experiment> west_cheshire() {
  tools::ScenarioOptions options;
  options.scenario = small::west_cheshire();
  std::vector<std::string> sets = small::sets;
  sets.insert(sets.end(), {"areas.west_cheshire.residents=20000", "run.warm_up=0.5 years", "run.horizon=1 years"});
  return tools::open_experiment(options, sets);
}

}  // namespace

TEST_CASE("one thread and three keep the same of a scenario") {
  const auto experiment = west_cheshire();
  same_on_one_and_three_threads([&](const results::Job& job) { return experiment->simulate_weekly(job.replication); });
}

TEST_CASE("one thread and three keep the same of a scenario whose uncertain numbers are drawn") {
  const auto experiment = west_cheshire();
  const tools::Drawing drawing(*experiment);
  same_on_one_and_three_threads([&](const results::Job& job) { return drawing.simulate(job.replication); });
}

TEST_CASE("one thread and three keep the same of a network") {
  tools::ScenarioOptions options;
  options.scenario = std::string(WHOLEPLACE_SOURCE_DIR) + "/scenarios/verification/jackson.yaml";
  const auto experiment = tools::open_experiment(options, {"run.warm_up=20", "run.horizon=400"});
  same_on_one_and_three_threads([&](const results::Job& job) { return experiment->simulate(job.replication); });
}
