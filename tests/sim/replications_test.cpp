#include "sim/replications.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <cstddef>
#include <functional>
#include <numeric>
#include <optional>
#include <stdexcept>
#include <thread>
#include <vector>

// These cases also run under ThreadSanitizer (CMakeLists.txt).

namespace {

using namespace std::chrono_literals;

constexpr unsigned thread_counts[] = {1, 2, 3, 8};

void busy(std::size_t i) { std::this_thread::sleep_for(i % 3 * 100us); }  // so that they overtake one another

/// Hands out 0 .. n-1.
std::function<std::optional<std::size_t>()> up_to(std::size_t n) {
  return [i = std::size_t{0}, n]() mutable { return i == n ? std::nullopt : std::optional(i++); };
}

double result(std::size_t i) { return 1.0 / static_cast<double>(i + 1); }

}  // namespace

TEST_CASE("replications fill the same slots on any number of threads") {
  std::vector<double> expected(200);
  for (std::size_t i = 0; i < expected.size(); ++i) expected[i] = result(i);
  for (const unsigned threads : thread_counts) {
    CAPTURE(threads);
    std::vector<double> slots(expected.size());
    const auto ran = sim::run_replications(slots.size(), threads, [&](std::size_t i) {
      busy(i);
      slots[i] = result(i);
    });
    CHECK(slots == expected);
    CHECK(ran == std::vector<char>(expected.size(), 1));
  }
}

TEST_CASE("every replication runs once, whatever the threads") {
  for (const unsigned threads : thread_counts) {
    CAPTURE(threads);
    std::vector<std::atomic<int>> times(500);
    sim::run_replications(times.size(), threads, [&](std::size_t i) { ++times[i]; });
    CHECK(std::all_of(times.begin(), times.end(), [](const std::atomic<int>& n) { return n == 1; }));
  }
}

TEST_CASE("on one thread replications run in order") {
  std::vector<std::size_t> order, expected(50);
  std::iota(expected.begin(), expected.end(), 0U);
  sim::run_replications(50, 1, [&](std::size_t i) { order.push_back(i); });
  CHECK(order == expected);
}

TEST_CASE("no replication starts before all earlier ones have but those in other threads' hands") {
  for (const unsigned threads : thread_counts) {
    CAPTURE(threads);
    std::atomic<std::size_t> finished = 0;
    std::atomic<int> early = 0;
    sim::run_replications(300, threads, [&](std::size_t i) {
      // Of those before i, at most threads - 1 may still be unfinished; later ones may have finished too.
      if (finished + threads <= i) ++early;
      busy(i);
      ++finished;
    });
    CHECK(early == 0);
  }
}

TEST_CASE("no more replications run at once than there are threads") {
  for (const unsigned threads : thread_counts) {
    CAPTURE(threads);
    std::atomic<unsigned> running = 0;
    std::atomic<bool> crowded = false;
    sim::run_replications(200, threads, [&](std::size_t i) {
      if (++running > threads) crowded = true;
      busy(i);
      --running;
    });
    CHECK_FALSE(crowded);
  }
}

TEST_CASE("three threads run three replications at once") {
  std::atomic<int> here = 0;
  std::atomic<bool> met = false;
  const auto enough = std::chrono::steady_clock::now() + 30s;  // for a machine with too much to do
  sim::run_replications(3, 3, [&](std::size_t) {
    ++here;
    while (here < 3 && std::chrono::steady_clock::now() < enough) std::this_thread::sleep_for(1ms);
    if (here == 3) {
      met = true;
    } else {
      --here;
    }
  });
  CHECK(met);
}

TEST_CASE("those replications that ran before a stop are the first ones, and all of them are marked") {
  for (const unsigned threads : thread_counts) {
    CAPTURE(threads);
    std::atomic<std::size_t> finished = 0;
    std::vector<char> filled(300, 0);
    const auto ran = sim::run_replications(
        filled.size(), threads,
        [&](std::size_t i) {
          busy(i);
          filled[i] = 1;
          ++finished;
        },
        [&] { return finished >= 40; });
    CHECK(ran == filled);
    CHECK(std::is_sorted(ran.rbegin(), ran.rend()));
    const auto count = static_cast<std::size_t>(std::count(ran.begin(), ran.end(), 1));
    CHECK(count >= 40);
    CHECK(count < 40 + threads);
  }
}

TEST_CASE("a stop before the first replication lets none run on any thread") {
  for (const unsigned threads : thread_counts) {
    CAPTURE(threads);
    const auto ran = sim::run_replications(
        5, threads, [](std::size_t) { FAIL("it ran"); }, [] { return true; });
    CHECK(ran == std::vector<char>(5, 0));
  }
}

TEST_CASE("no replications are no work for any thread") {
  CHECK(sim::run_replications(0, 3, [](std::size_t) { FAIL("it ran"); }).empty());
}

TEST_CASE("a replication's exception reaches the caller from any thread") {
  for (const unsigned threads : thread_counts) {
    CAPTURE(threads);
    CHECK_THROWS_WITH_AS(sim::run_replications(20, threads,
                                               [](std::size_t i) {
                                                 if (i == 5) throw std::runtime_error("replication 5 went wrong");
                                               }),
                         "replication 5 went wrong", std::runtime_error);
  }
}

TEST_CASE("after a replication's exception the other threads stop") {
  for (const unsigned threads : thread_counts) {
    CAPTURE(threads);
    std::atomic<std::size_t> started = 0;
    CHECK_THROWS_AS(sim::run_replications(5000, threads,
                                          [&](std::size_t i) {
                                            ++started;
                                            if (i == 5) throw std::runtime_error("replication 5 went wrong");
                                            std::this_thread::sleep_for(1ms);
                                          }),
                    std::runtime_error);
    CHECK(started < 5000);
  }
}

TEST_CASE("finished replications are told one by one, from one to all, on any number of threads") {
  for (const unsigned threads : thread_counts) {
    CAPTURE(threads);
    std::vector<std::size_t> told, expected(200);
    std::iota(expected.begin(), expected.end(), 1U);
    sim::run_replications(expected.size(), threads, busy, {}, [&](std::size_t finished) { told.push_back(finished); });
    CHECK(told == expected);
  }
}

TEST_CASE("finished replications are never told by two threads at once") {
  for (const unsigned threads : thread_counts) {
    CAPTURE(threads);
    std::atomic<bool> telling = false, overlapped = false;
    sim::run_replications(100, threads, busy, {}, [&](std::size_t) {
      if (telling.exchange(true)) overlapped = true;
      std::this_thread::sleep_for(200us);
      telling = false;
    });
    CHECK_FALSE(overlapped);
  }
}

TEST_CASE("a replication is told as finished only after its thread has filled its slot") {
  for (const unsigned threads : thread_counts) {
    CAPTURE(threads);
    std::atomic<std::size_t> filled = 0;
    std::atomic<bool> too_soon = false;
    sim::run_replications(
        100, threads,
        [&](std::size_t i) {
          busy(i);
          ++filled;
        },
        {},
        [&](std::size_t finished) {
          if (filled < finished) too_soon = true;
        });
    CHECK_FALSE(too_soon);
  }
}

TEST_CASE("each replication's result is kept once, with its own number, by one thread at a time") {
  for (const unsigned threads : thread_counts) {
    CAPTURE(threads);
    std::vector<double> kept(200, 0);
    std::atomic<bool> keeping = false, overlapped = false;
    std::size_t times = 0;
    sim::run_jobs(
        threads, up_to(kept.size()),
        [](std::size_t i) {
          busy(i);
          return sim::Replicate{{result(i)}, i};
        },
        [&](std::size_t i, const sim::Replicate& replicate) {
          if (keeping.exchange(true)) overlapped = true;
          ++times;
          if (replicate.events == i) kept[i] = replicate.values.at(0);
          keeping = false;
        });
    std::vector<double> expected(kept.size());
    for (std::size_t i = 0; i < expected.size(); ++i) expected[i] = result(i);
    CHECK(kept == expected);
    CHECK(times == kept.size());
    CHECK_FALSE(overlapped);
  }
}

TEST_CASE("replications are handed out by one thread at a time, and none is asked for after the last") {
  for (const unsigned threads : thread_counts) {
    CAPTURE(threads);
    std::atomic<bool> asking = false, overlapped = false;
    std::size_t left = 100, refusals = 0;
    sim::run_jobs(
        threads,
        [&]() -> std::optional<std::size_t> {
          if (asking.exchange(true)) overlapped = true;
          std::this_thread::sleep_for(50us);
          asking = false;
          if (left > 0) return --left;
          ++refusals;
          return std::nullopt;
        },
        [](std::size_t) { return sim::Replicate{}; }, [](std::size_t, const sim::Replicate&) {});
    CHECK_FALSE(overlapped);
    CHECK(refusals == 1);
  }
}

TEST_CASE("results are kept while other threads still run theirs") {
  std::atomic<bool> kept = false, seen = false;
  const auto enough = std::chrono::steady_clock::now() + 30s;
  sim::run_jobs(
      2, up_to(2),
      [&](std::size_t i) {
        while (i == 0 && !kept && std::chrono::steady_clock::now() < enough) std::this_thread::sleep_for(1ms);
        if (i == 0) seen = kept.load();
        return sim::Replicate{};
      },
      [&](std::size_t i, const sim::Replicate&) {
        if (i == 1) kept = true;
      });
  CHECK(seen);
}

TEST_CASE("what keeping a replication or handing one out throws reaches the caller from any thread") {
  for (const unsigned threads : thread_counts) {
    CAPTURE(threads);
    const auto nothing = [](std::size_t) { return sim::Replicate{}; };
    CHECK_THROWS_WITH_AS(sim::run_jobs(threads, up_to(20), nothing,
                                       [](std::size_t i, const sim::Replicate&) {
                                         if (i == 7) throw std::runtime_error("no room");
                                       }),
                         "no room", std::runtime_error);
    CHECK_THROWS_WITH_AS(sim::run_jobs(
                             threads, []() -> std::optional<std::size_t> { throw std::runtime_error("no more"); },
                             nothing, [](std::size_t, const sim::Replicate&) {}),
                         "no more", std::runtime_error);
  }
}

TEST_CASE("a thread is watched until its work is done, and once after") {
  std::atomic<bool> done = false;
  std::size_t times = 0, after = 0;
  sim::watch_over(
      [&] {
        std::this_thread::sleep_for(20ms);
        done = true;
      },
      [&] {
        ++times;
        if (done) ++after;
        std::this_thread::sleep_for(100us);
      });
  CHECK(times > 2);
  CHECK(after >= 1);
}

TEST_CASE("what a watched thread throws reaches the watcher, after a last look") {
  std::atomic<bool> thrown = false;
  bool looked = false;
  CHECK_THROWS_WITH_AS(sim::watch_over(
                           [&] {
                             thrown = true;
                             throw std::runtime_error("work went wrong");
                           },
                           [&] { looked = thrown; }),
                       "work went wrong", std::runtime_error);
  CHECK(looked);
}

TEST_CASE("what a watcher throws comes after the watched thread has ended, and before what that throws") {
  std::atomic<bool> ended = false;
  CHECK_THROWS_WITH_AS(sim::watch_over(
                           [&] {
                             std::this_thread::sleep_for(20ms);
                             ended = true;
                             throw std::runtime_error("work went wrong");
                           },
                           [] { throw std::runtime_error("watching went wrong"); }),
                       "watching went wrong", std::runtime_error);
  CHECK(ended);
}
