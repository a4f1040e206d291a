#include "sim/replications.hpp"

#include <doctest/doctest.h>

#include <atomic>
#include <chrono>
#include <cstddef>
#include <memory>
#include <mutex>
#include <set>
#include <stdexcept>
#include <thread>
#include <vector>

// These cases also run under ThreadSanitizer (CMakeLists.txt).

using namespace std::chrono_literals;

TEST_CASE("threads that ask a shelf for the same thing at once wait for one making and share it") {
  std::atomic<int> made = 0;
  sim::Shelf<std::size_t, std::size_t> shelf(
      [&](std::size_t which) {
        ++made;
        std::this_thread::sleep_for(5ms);
        return std::make_shared<const std::size_t>(which * which);
      },
      4);
  std::mutex mutex;
  std::set<const std::size_t*> got;
  sim::run_replications(64, 8, [&](std::size_t i) {
    const auto thing = shelf.get(i % 4);
    CHECK(*thing == (i % 4) * (i % 4));
    const std::scoped_lock lock(mutex);
    got.insert(thing.get());
  });
  CHECK(made == 4);
  CHECK(got.size() == 4);
}

TEST_CASE("two things for a shelf are made by two threads at once") {
  std::atomic<int> here = 0;
  std::atomic<bool> met = false;
  const auto enough = std::chrono::steady_clock::now() + 30s;
  sim::Shelf<std::size_t, int> shelf(
      [&](std::size_t) {
        ++here;
        while (here < 2 && std::chrono::steady_clock::now() < enough) std::this_thread::sleep_for(1ms);
        if (here == 2) met = true;
        return std::make_shared<const int>(0);
      },
      2);
  sim::run_replications(2, 2, [&](std::size_t i) { shelf.get(i); });
  CHECK(met);
}

TEST_CASE("a shelf keeps what was asked for last, and what a replication still holds stays") {
  std::vector<std::size_t> made;
  sim::Shelf<std::size_t, std::size_t> shelf(
      [&](std::size_t which) {
        made.push_back(which);
        return std::make_shared<const std::size_t>(which);
      },
      2);
  const auto held = shelf.get(1);
  shelf.get(2);
  shelf.get(1);  // so that 2 has not been asked for longest
  shelf.get(3);
  shelf.get(1);
  CHECK(made == std::vector<std::size_t>{1, 2, 3});
  shelf.get(2);
  CHECK(made == std::vector<std::size_t>{1, 2, 3, 2});
  shelf.get(3);
  shelf.get(1);
  CHECK(made == std::vector<std::size_t>{1, 2, 3, 2, 3, 1});  // 1 and 3 had left when 2 and 3 came
  CHECK(*held == 1);
}

TEST_CASE("that there is nothing is found out once") {
  int looked = 0;
  sim::Shelf<std::size_t, int> shelf(
      [&](std::size_t) {
        ++looked;
        return std::shared_ptr<const int>();
      },
      1);
  CHECK(shelf.get(7) == nullptr);
  CHECK(shelf.get(7) == nullptr);
  CHECK(looked == 1);
}

TEST_CASE("threads that ask for one thing at once wait for one making, and another tries again what failed") {
  std::atomic<int> tried = 0;
  sim::Once<int> once;
  std::atomic<int> failed = 0;
  sim::run_replications(64, 8, [&](std::size_t) {
    try {
      const int& thing = once.get([&] {
        std::this_thread::sleep_for(5ms);
        if (++tried == 1) throw std::runtime_error("not today");
        return 5;
      });
      CHECK(thing == 5);
    } catch (const std::runtime_error&) { ++failed; }
  });
  CHECK(tried == 2);
  CHECK(failed == 1);
}

TEST_CASE("what could not be made for one replication is made for the next") {
  int times = 0;
  sim::Shelf<std::size_t, int> shelf(
      [&](std::size_t) {
        if (++times == 1) throw std::runtime_error("not today");
        return std::make_shared<const int>(5);
      },
      1);
  CHECK_THROWS_WITH_AS(shelf.get(0), "not today", std::runtime_error);
  CHECK(*shelf.get(0) == 5);
}
