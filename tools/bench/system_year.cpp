// Cost of simulating West Cheshire: events in a system-year and nanoseconds an event, and what common random numbers
// are worth. Run it alone on a quiet machine, from the root of the project.

#include "models/abuse/load.hpp"
#include "models/abuse/replicate.hpp"
#include "sim/tally.hpp"

#include <benchmark/benchmark.h>

#include <cstdio>
#include <memory>

namespace {

std::shared_ptr<const abuse::Plan> west_cheshire() {
  static const auto plan = abuse::load("scenarios/west_cheshire.yaml", {}, {}).plan;
  return plan;
}

/// One replication: warm-up and every system, on one thread.
void replication(benchmark::State& state) {
  const auto plan = west_cheshire();
  const double years = plan->warm_up / abuse::config::year + static_cast<double>(plan->systems.size() * plan->years);
  std::uint32_t r = 0;
  double events = 0;
  for (auto _ : state) {
    const abuse::Outcome outcome = abuse::replicate(plan, r++);
    events += static_cast<double>(outcome.warm_up_events + outcome.counted_events);
  }
  state.counters["events_per_system_year"] = events / r / years;
  state.counters["s_per_event"] = benchmark::Counter(events, benchmark::Counter::kIsRate | benchmark::Counter::kInvert);
}
BENCHMARK(replication)->Unit(benchmark::kMillisecond)->Iterations(5)->Repetitions(5)->ReportAggregatesOnly();

void print_value_of_common_numbers() {
  const auto plan = west_cheshire();
  constexpr std::uint32_t replications = 30;
  std::vector<abuse::Outcome> outcomes;
  for (std::uint32_t r = 0; r < replications; ++r) outcomes.push_back(abuse::replicate(plan, r));
  std::printf("\nVariance of the paired difference over the sum of the two variances (%u replications):\n",
              replications);
  for (const char* metric : {"incidents", "cost_total"}) {
    const std::size_t m = plan->catalogue.find(metric);
    for (std::size_t s = 0; s < plan->systems.size(); ++s) {
      if (s == plan->baseline) continue;
      const auto at = [&](std::uint32_t r, std::size_t system) {
        return outcomes[r].values[(system * (plan->years + 1) + plan->years) * plan->catalogue.size() + m];
      };
      sim::Tally baseline, other, difference;
      for (std::uint32_t r = 0; r < replications; ++r) {
        baseline.add(at(r, plan->baseline));
        other.add(at(r, s));
        difference.add(at(r, s) - at(r, plan->baseline));
      }
      std::printf("  %-12s %-12s %.3f\n", metric, plan->systems[s].name.c_str(),
                  difference.variance() / (baseline.variance() + other.variance()));
    }
  }
}

}  // namespace

int main(int argc, char** argv) {
  benchmark::Initialize(&argc, argv);
  if (benchmark::ReportUnrecognizedArguments(argc, argv)) return 2;
  benchmark::RunSpecifiedBenchmarks();
  print_value_of_common_numbers();
  return 0;
}
