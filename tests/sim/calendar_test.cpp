#include "sim/calendar.hpp"

#include <boost/random/mersenne_twister.hpp>
#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <limits>
#include <map>
#include <set>
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

TEST_CASE("a key keeps its rank and slot") {
  for (std::int32_t rank = sim::EventKey::lowest_rank; rank <= sim::EventKey::highest_rank; ++rank)
    for (const std::uint32_t slot : {0U, 1U, sim::EventKey::slots - 1}) {
      const sim::EventKey key(0, rank, sim::EventKey::serials - 1, slot);
      CHECK(key.rank() == rank);
      CHECK(key.slot() == slot);
    }
}

TEST_CASE("a key keeps any time, and keys are ordered as their times, ranks and serials") {
  constexpr double infinity = std::numeric_limits<double>::infinity();
  std::vector<std::tuple<sim::Time, std::int32_t, std::uint64_t, std::uint32_t>> parts;  // in order
  for (const sim::Time at : {-infinity, -1e300, -2.5, -1.0, -1e-310, 0.0, 5e-324, 1e-310, 0.75, 1.0, 1e300, infinity})
    for (const std::int32_t rank : {-8, -1, 0, 1, 7})
      for (const std::uint64_t serial : {std::uint64_t{0}, std::uint64_t{1}, sim::EventKey::serials - 1})
        for (const std::uint32_t slot : {0U, sim::EventKey::slots - 1}) parts.emplace_back(at, rank, serial, slot);
  int wrong = 0;
  for (const auto& left : parts) {
    const sim::EventKey key = std::make_from_tuple<sim::EventKey>(left);
    wrong += key.at() != std::get<0>(left);
    for (const auto& right : parts) wrong += (key < std::make_from_tuple<sim::EventKey>(right)) != (left < right);
  }
  CHECK(wrong == 0);
}

TEST_CASE("a rank that no key can hold is refused") {
  Calendar calendar;
  CHECK_THROWS_AS(calendar.schedule(1, 1, 8), std::logic_error);
  CHECK_THROWS_AS(calendar.schedule(1, 1, -9), std::logic_error);
  CHECK(calendar.empty());
}

TEST_CASE("zero and minus zero are the same time") {
  Calendar calendar;
  calendar.schedule(0.0, 1);
  calendar.schedule(-0.0, 2);
  CHECK(events(calendar) == std::vector<int>{1, 2});
  CHECK(sim::EventKey(-0.0, 0, 1, 2) == sim::EventKey(0.0, 0, 1, 2));
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

/// What a calendar must do, done by a sorted map.
class Oracle {
 public:
  void schedule(sim::Time at, std::int32_t rank, int event) {
    pending_[{at, rank, ++serial_}] = event;
    keys_[event] = {at, rank, serial_};
  }
  void cancel(int event) { pending_.erase(keys_[event]); }
  void reschedule(int event, sim::Time at) {
    const std::int32_t rank = std::get<1>(keys_[event]);
    cancel(event);
    schedule(at, rank, event);
  }
  std::pair<sim::Time, int> pop() {
    const auto first = *pending_.begin();
    pending_.erase(pending_.begin());
    return {std::get<0>(first.first), first.second};
  }
  std::size_t size() const { return pending_.size(); }

 private:
  using Key = std::tuple<sim::Time, std::int32_t, std::uint64_t>;
  std::map<Key, int> pending_;
  std::map<int, Key> keys_;
  std::uint64_t serial_ = 0;
};

TEST_CASE("a calendar does what a sorted map does, whatever the times, through thick and thin") {
  boost::random::mt19937 engine(4);
  const auto unit = [&] { return (engine() + 0.5) * 0x1p-32; };
  const std::vector<std::pair<const char*, std::function<double()>>> gaps{
      {"exponential", [&] { return -std::log(unit()); }},
      {"ties", [&] { return static_cast<double>(engine() % 3); }},
      {"all at once", [&] { return 0.0; }},
      {"two scales", [&] { return engine() % 10 == 0 ? 1e6 * unit() : unit(); }},
      {"heavy tail", [&] { return std::pow(unit(), -2.0); }},
      {"some never", [&] { return engine() % 4 == 0 ? std::numeric_limits<double>::infinity() : unit(); }},
  };
  for (const auto& [name, gap] : gaps) {
    CAPTURE(name);
    // The last serials are used up on the way, so the numbers start again.
    Calendar calendar(sim::EventKey::serials - 30'000);
    Oracle oracle;
    std::vector<std::pair<int, sim::Handle>> handles;
    sim::Time now = 0;
    int next = 0, wrong = 0;
    for (const std::size_t level : {2000, 10, 6000, 0, 500}) {
      for (int step = 0; step < 12'000; ++step) {
        const bool grow = calendar.size() < level;
        if (grow || engine() % 2 == 0) {
          const sim::Time at = now + gap();
          const auto rank = static_cast<std::int32_t>(engine() % 3) - 1;
          handles.emplace_back(next, calendar.schedule(at, next, rank));
          oracle.schedule(at, rank, next++);
        }
        const auto [event, handle] = handles[engine() % handles.size()];
        if (engine() % 8 == 0 && calendar.is_pending(handle)) {
          calendar.cancel(handle);
          oracle.cancel(event);
        } else if (engine() % 4 == 0 && calendar.is_pending(handle)) {
          const sim::Time at = now + gap();
          calendar.reschedule(handle, at);
          oracle.reschedule(event, at);
        }
        if (!grow && !calendar.empty()) {
          const auto expected = oracle.pop();
          sim::Time at = 0;
          const int popped = calendar.pop(at);
          wrong += at != expected.first || popped != expected.second;
          if (std::isfinite(at)) now = at;
        }
        wrong += calendar.size() != oracle.size();
      }
    }
    CHECK(wrong == 0);
  }
}

TEST_CASE("events are told of twice before they happen, from afar and then when they come near") {
  Calendar calendar;
  for (int i = 0; i < 5000; ++i) calendar.schedule(i, i);
  std::map<int, std::vector<std::size_t>> told;
  sim::Time at = 0;
  int twice = 0;
  for (int n = 0; n < 5000; ++n) {
    int event = -1;
    const bool popped = calendar.pop_before(
        1e9,
        [&](int near, std::size_t ahead) {
          REQUIRE(near >= n);  // none that has happened
          told[near].push_back(ahead);
        },
        at, event);
    REQUIRE(popped);
    REQUIRE(event == n);
    twice += told[n] == std::vector<std::size_t>{1, 0} ? 1 : 0;
  }
  CHECK(calendar.empty());
  CHECK(twice > 2000);  // the others were scheduled when they were near, or found few pending
}

TEST_CASE("an event due at or after the end stays") {
  Calendar calendar;
  calendar.schedule(1, 1);
  calendar.schedule(2, 2);
  sim::Time at = 0;
  int event = 0;
  const auto next = [&] {
    return calendar.pop_before(
        2, [](int, std::size_t) {}, at, event);
  };
  CHECK(next());
  CHECK(event == 1);
  CHECK(at == 1);
  CHECK_FALSE(next());
  CHECK(at == 1);
  CHECK(calendar.size() == 1);
}

TEST_CASE("a look at the next event makes no calendar another one") {
  Calendar calendar = busy(3);
  const Calendar copy = calendar;
  calendar.next_time();
  CHECK(calendar == copy);
}

TEST_CASE("an empty calendar has nothing to pop") {
  Calendar calendar;
  sim::Time at = 0;
  CHECK_THROWS_AS(calendar.pop(at), std::logic_error);
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
