#include "sim/replications.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <cstddef>
#include <functional>
#include <numeric>
#include <stdexcept>
#include <thread>
#include <vector>

// Every title says "thread" or "replication": these cases also run under ThreadSanitizer.

namespace {

using namespace std::chrono_literals;

constexpr unsigned thread_counts[] = {1, 2, 3, 8};

void busy(std::size_t i) { std::this_thread::sleep_for(i % 3 * 100us); }  // so that they overtake one another

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
