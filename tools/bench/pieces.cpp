// Cost of the engine's small pieces: a draw, a pop and push of the calendar, an update of a statistic.

#include "sim/calendar.hpp"
#include "sim/distribution.hpp"
#include "sim/random.hpp"
#include "sim/tally.hpp"
#include "sim/time_average.hpp"

#include <benchmark/benchmark.h>

#include <cmath>
#include <cstddef>
#include <cstdint>
#include <vector>

namespace {

// ---- draws
// -----------------------------------------------------------------------------------------------------------

void philox_block(benchmark::State& state) {
  std::uint32_t i = 0;
  for (auto _ : state) benchmark::DoNotOptimize(sim::philox_block(1, {.entity = 7, .occurrence = i++}, 0));
}
BENCHMARK(philox_block);

void uniform(benchmark::State& state) {
  std::uint32_t i = 0;
  for (auto _ : state) benchmark::DoNotOptimize(sim::uniform(1, {.entity = 7, .occurrence = i++}));
}
BENCHMARK(uniform);

/// Numbers in (0, 1) that the memory nearest to the processor holds.
std::vector<double> uniforms(std::size_t n) {
  std::vector<double> us;
  for (std::size_t i = 0; i < n; ++i)
    us.push_back(sim::uniform(1, {.entity = 3, .occurrence = static_cast<std::uint32_t>(i)}));
  return us;
}

/// The inversion alone, without its draw.
void quantile(benchmark::State& state, const sim::Distribution& distribution) {
  const std::vector<double> us = uniforms(1024);
  std::size_t i = 0;
  for (auto _ : state) benchmark::DoNotOptimize(distribution.quantile(us[i++ % us.size()]));
}
BENCHMARK_CAPTURE(quantile, exponential, sim::Distribution::exponential(2));
BENCHMARK_CAPTURE(quantile, lognormal, sim::Distribution::lognormal_by_moments(12, 5));

void exponential_draw(benchmark::State& state) {
  std::uint32_t i = 0;
  for (auto _ : state) benchmark::DoNotOptimize(-2 * std::log(1 - sim::uniform(1, {.entity = 7, .occurrence = i++})));
}
BENCHMARK(exponential_draw);

// ---- calendar
// --------------------------------------------------------------------------------------------------------

enum class Delays { exponential, heavy_tailed, half_constant };

/// How long after its cause an event happens, all with mean 30.
std::vector<double> delays(Delays kind) {
  const auto exponential = sim::Distribution::exponential(30);
  const auto heavy_tailed = sim::Distribution::lognormal_by_moments(30, 90);
  std::vector<double> all = uniforms(std::size_t{1} << 16);
  for (std::size_t i = 0; i < all.size(); ++i) {
    switch (kind) {
      case Delays::exponential: all[i] = exponential.quantile(all[i]); break;
      case Delays::heavy_tailed: all[i] = heavy_tailed.quantile(all[i]); break;
      case Delays::half_constant: all[i] = i % 2 ? 30 : exponential.quantile(all[i]); break;
    }
  }
  return all;
}

/// A calendar on which so many events have been popped and followed up as are pending.
struct Pending {
  Pending(std::size_t n, Delays kind) : wait(delays(kind)) {
    for (std::uint32_t i = 0; i < n; ++i) handles.push_back(calendar.schedule(next(), i));
    for (std::size_t i = 0; i < n; ++i) hold();
  }
  double next() { return wait[used++ % wait.size()]; }
  void hold() {
    const std::uint32_t event = calendar.pop(now);
    handles[event] = calendar.schedule(now + next(), event);
  }

  sim::Calendar<std::uint32_t> calendar;
  std::vector<sim::Handle> handles;  ///< by event
  std::vector<double> wait;
  std::size_t used = 0;
  sim::Time now = 0;
};

/// One event popped and one scheduled.
void hold(benchmark::State& state, Delays kind) {
  Pending pending(static_cast<std::size_t>(state.range(0)), kind);
  for (auto _ : state) pending.hold();
}
BENCHMARK_CAPTURE(hold, exponential, Delays::exponential)->RangeMultiplier(10)->Range(10, 1'000'000);
BENCHMARK_CAPTURE(hold, heavy_tailed, Delays::heavy_tailed)->RangeMultiplier(10)->Range(10, 1'000'000);
BENCHMARK_CAPTURE(hold, half_constant, Delays::half_constant)->RangeMultiplier(10)->Range(10, 1'000'000);

/// One event cancelled wherever it stands and one scheduled, amid pops: each in turn.
void cancel_and_schedule(benchmark::State& state) {
  const auto n = static_cast<std::size_t>(state.range(0));
  Pending pending(n, Delays::exponential);
  std::uint64_t i = 0;
  for (auto _ : state) {
    const auto event = static_cast<std::uint32_t>(sim::born(0, i++) % n);
    pending.calendar.cancel(pending.handles[event]);
    pending.handles[event] = pending.calendar.schedule(pending.now + pending.next(), event);
    pending.hold();
  }
}
BENCHMARK(cancel_and_schedule)->RangeMultiplier(10)->Range(10, 1'000'000);

// ---- statistics
// ------------------------------------------------------------------------------------------------------

void tally_add(benchmark::State& state) {
  const std::vector<double> xs = uniforms(1024);
  sim::Tally tally;
  std::size_t i = 0;
  for (auto _ : state) {
    tally.add(xs[i++ % xs.size()]);
    benchmark::DoNotOptimize(tally);
  }
}
BENCHMARK(tally_add);

void time_average_set(benchmark::State& state) {
  sim::TimeAverage average;
  double now = 0;
  for (auto _ : state) {
    ++now;
    average.set(now, now);
    benchmark::DoNotOptimize(average);
  }
}
BENCHMARK(time_average_set);

}  // namespace
