#include "sim/calendar.hpp"

#include <boost/random/mersenne_twister.hpp>
#include <doctest/doctest.h>

#include <algorithm>
#include <cstdint>
#include <limits>
#include <stdexcept>
#include <tuple>
#include <utility>
#include <vector>

namespace {

using Calendar = sim::Calendar<int>;
using Happened = std::vector<std::pair<sim::Time, int>>;

Happened drain(Calendar calendar) {
  Happened all;
  sim::Time at = 0;
  while (!calendar.empty()) {
    const int event = calendar.pop(at);
    all.emplace_back(at, event);
  }
  return all;
}

std::vector<int> events(const Calendar& calendar) {
  std::vector<int> all;
  for (const auto& [at, event] : drain(calendar)) all.push_back(event);
  return all;
}

/// A calendar full of ties, some of it popped, cancelled and moved.
Calendar busy(std::uint32_t seed) {
  boost::random::mt19937 engine(seed);
  Calendar calendar;
  std::vector<sim::Handle> handles;
  sim::Time at = 0;
  for (int i = 0; i < 2000; ++i) {
    handles.push_back(calendar.schedule(at + engine() % 5, i, static_cast<std::int32_t>(engine() % 3) - 1));
    const sim::Handle some = handles[engine() % handles.size()];
    if (i % 4 == 1) calendar.cancel(some);
    if (i % 4 == 2 && calendar.is_pending(some)) calendar.reschedule(some, at + engine() % 5);
    if (i % 4 == 3) calendar.pop(at);
  }
  return calendar;
}

}  // namespace

TEST_CASE("events happen in order of time") {
  Calendar calendar;
  calendar.schedule(3, 30);
  calendar.schedule(-1.5, 10);
  calendar.schedule(2, 20);
  CHECK(drain(calendar) == Happened{{-1.5, 10}, {2, 20}, {3, 30}});
}

TEST_CASE("of two events at one time the lower rank happens first") {
  Calendar calendar;
  calendar.schedule(1, 3, 7);
  calendar.schedule(1, 2);
  calendar.schedule(1, 1, -7);
  CHECK(events(calendar) == std::vector<int>{1, 2, 3});
}

TEST_CASE("events at one time and rank happen in the order of scheduling") {
  Calendar calendar;
  std::vector<int> scheduled;
  for (int i = 0; i < 100; ++i) {
    calendar.schedule(1, i);
    scheduled.push_back(i);
  }
  CHECK(events(calendar) == scheduled);
}

TEST_CASE("ten thousand events happen in the order of a stable sort by time and rank") {
  boost::random::mt19937 engine(1);
  std::vector<std::tuple<sim::Time, std::int32_t, int>> expected;
  Calendar calendar;
  for (int i = 0; i < 10'000; ++i) {
    const sim::Time at = static_cast<sim::Time>(engine() % 100) / 8 - 3;
    const std::int32_t rank = static_cast<std::int32_t>(engine() % 7) - 3;
    calendar.schedule(at, i, rank);
    expected.emplace_back(at, rank, i);
  }
  std::sort(expected.begin(), expected.end());  // the last field is the order of scheduling
  Happened all;
  for (const auto& [at, rank, event] : expected) all.emplace_back(at, event);
  CHECK(drain(calendar) == all);
}

TEST_CASE("a key keeps any rank of 16 bits") {
  for (const std::int32_t rank : {-32'768, -1, 0, 1, 32'767})
    CHECK(sim::EventKey(0, rank, (1ULL << 48) - 1).rank() == rank);
}

TEST_CASE("a key keeps any time, and keys are ordered as their times, ranks and serials") {
  constexpr double infinity = std::numeric_limits<double>::infinity();
  std::vector<std::tuple<sim::Time, std::int32_t, std::uint64_t>> parts;  // in order
  for (const sim::Time at : {-infinity, -1e300, -2.5, -1.0, -1e-310, 0.0, 5e-324, 1e-310, 0.75, 1.0, 1e300, infinity})
    for (const std::int32_t rank : {-32'768, -1, 0, 1, 32'767})
      for (const std::uint64_t serial : {0ULL, 1ULL, (1ULL << 48) - 1}) parts.emplace_back(at, rank, serial);
  int wrong = 0;
  for (const auto& left : parts) {
    const sim::EventKey key = std::make_from_tuple<sim::EventKey>(left);
    wrong += key.at() != std::get<0>(left);
    for (const auto& right : parts) wrong += (key < std::make_from_tuple<sim::EventKey>(right)) != (left < right);
  }
  CHECK(wrong == 0);
}

TEST_CASE("zero and minus zero are the same time") {
  Calendar calendar;
  calendar.schedule(0.0, 1);
  calendar.schedule(-0.0, 2);
  CHECK(events(calendar) == std::vector<int>{1, 2});
  CHECK(sim::EventKey(-0.0, 0, 1) == sim::EventKey(0.0, 0, 1));
}

TEST_CASE("a key of nothing stands at time zero") { CHECK(sim::EventKey().at() == 0); }

TEST_CASE("a cancelled event does not happen") {
  Calendar calendar;
  calendar.schedule(1, 1);
  const sim::Handle second = calendar.schedule(2, 2);
  calendar.schedule(3, 3);
  CHECK(calendar.cancel(second));
  CHECK(events(calendar) == std::vector<int>{1, 3});
}

TEST_CASE("what has happened or was cancelled cannot be cancelled") {
  Calendar calendar;
  const sim::Handle past = calendar.schedule(1, 1);
  const sim::Handle cancelled = calendar.schedule(2, 2);
  sim::Time at = 0;
  calendar.pop(at);
  calendar.cancel(cancelled);
  calendar.schedule(3, 3);
  CHECK_FALSE(calendar.cancel(past));
  CHECK_FALSE(calendar.cancel(cancelled));
  CHECK(calendar.size() == 1);
}

TEST_CASE("an event is pending until it happens") {
  Calendar calendar;
  const sim::Handle handle = calendar.schedule(1, 1);
  CHECK(calendar.is_pending(handle));
  sim::Time at = 0;
  calendar.pop(at);
  CHECK_FALSE(calendar.is_pending(handle));
}

TEST_CASE("a rescheduled event happens once, at its new time") {
  Calendar calendar;
  const sim::Handle later = calendar.schedule(1, 1);
  const sim::Handle sooner = calendar.schedule(5, 2);
  calendar.schedule(3, 3);
  calendar.reschedule(later, 4);
  calendar.reschedule(sooner, 2);
  CHECK(calendar.time_of(later) == 4);
  CHECK(drain(calendar) == Happened{{2, 2}, {3, 3}, {4, 1}});
}

TEST_CASE("among ties a rescheduled event counts as scheduled last") {
  Calendar calendar;
  const sim::Handle first = calendar.schedule(1, 1);
  calendar.schedule(1, 2);
  calendar.reschedule(first, 1);
  CHECK(events(calendar) == std::vector<int>{2, 1});
}

TEST_CASE("a rescheduled event keeps its rank") {
  Calendar calendar;
  const sim::Handle releases = calendar.schedule(9, 1, -1);
  calendar.schedule(1, 2);
  calendar.reschedule(releases, 1);
  CHECK(events(calendar) == std::vector<int>{1, 2});
}

TEST_CASE("what has happened cannot be rescheduled") {
  Calendar calendar;
  const sim::Handle past = calendar.schedule(1, 1);
  sim::Time at = 0;
  calendar.pop(at);
  CHECK_THROWS_AS(calendar.reschedule(past, 2), std::logic_error);
}

TEST_CASE("a copy gives the same events in the same order, ties included") {
  Calendar calendar = busy(2);
  Calendar copy = calendar;
  // Both go on: what is scheduled now must fall among the old ties in the same way.
  for (int i = 0; i < 500; ++i) {
    sim::Time at = 0;
    calendar.pop(at);
    calendar.schedule(at + i % 3, -i);
    copy.pop(at);
    copy.schedule(at + i % 3, -i);
  }
  CHECK(drain(copy) == drain(calendar));
}

TEST_CASE("calendars with the same history are equal") { CHECK(busy(3) == busy(3)); }

TEST_CASE("one more event makes a calendar another one") {
  const Calendar calendar = busy(3);
  Calendar copy = calendar;
  copy.schedule(1, 1);
  CHECK(copy != calendar);
}

TEST_CASE("a moved event makes a calendar another one") {
  Calendar calendar;
  const sim::Handle handle = calendar.schedule(1, 1);
  Calendar copy = calendar;
  copy.reschedule(handle, 2);
  CHECK(copy != calendar);
}
