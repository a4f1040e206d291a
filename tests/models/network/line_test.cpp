#include "models/network/line.hpp"

#include "sim/random.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <cstdint>
#include <tuple>
#include <vector>

using namespace network;

namespace {

struct Waiting {
  std::uint32_t who;
  std::size_t level;
  sim::Time due, since;
  std::size_t serial;
};

/// Everybody who waits, in an order found by sorting: slow, and easy to believe.
class SortedLine {
 public:
  explicit SortedLine(Discipline discipline) : discipline_(discipline) {}
  void join(Waiting w) {
    all_.push_back(w);
    std::sort(all_.begin(), all_.end(), [&](const Waiting& a, const Waiting& b) {
      switch (discipline_) {
        case Discipline::fifo: return a.serial < b.serial;
        case Discipline::lifo: return a.serial > b.serial;
        case Discipline::priority: return std::tuple(a.level, a.serial) < std::tuple(b.level, b.serial);
        case Discipline::deadline: return std::tuple(a.due, a.serial) < std::tuple(b.due, b.serial);
      }
      return false;
    });
  }
  Waiting leave(std::size_t place) {
    const Waiting w = all_[place];
    all_.erase(all_.begin() + static_cast<std::ptrdiff_t>(place));
    return w;
  }
  std::vector<std::uint32_t> ready(sim::Time latest, std::size_t most) const {
    std::vector<std::uint32_t> found;
    for (const Waiting& w : all_)
      if (w.since <= latest && found.size() < most) found.push_back(w.who);
    return found;
  }
  const std::vector<Waiting>& all() const { return all_; }

 private:
  Discipline discipline_;
  std::vector<Waiting> all_;
};

/// How often a line and a sorted one disagree over many random joins and leaves.
int disagreements(Discipline discipline, std::uint64_t history) {
  constexpr std::size_t levels = 3;
  sim::PhiloxEngine chance(4, {0, history, 0, 0});
  const auto below = [&](std::size_t n) { return static_cast<std::size_t>(chance() % n); };
  People people;
  Line line(discipline, levels);
  SortedLine sorted(discipline);
  int wrong = 0;
  for (std::size_t step = 0; step < 3000; ++step) {
    const std::size_t growing = step / 500 % 2 == 0 ? 6 : 4;  // of 10: it fills and empties by turns
    if (sorted.all().empty() || below(10) < growing) {
      const Waiting w{people.add(), below(levels), static_cast<double>(below(50)), static_cast<double>(step / 3), step};
      people[w.who].since = w.since;
      line.join(w.who, w.level, w.due, people);
      sorted.join(w);
    } else {
      const bool renege = below(3) == 0;
      const Waiting w = sorted.leave(renege ? below(sorted.all().size()) : 0);
      if (!renege) wrong += line.first() != w.who;
      line.leave(w.who, w.level, people);
      people.remove(w.who);
    }
    wrong += line.size() != sorted.all().size();
    if (!sorted.all().empty()) wrong += line.first() != sorted.all().front().who;
    if (step % 10 == 0) {
      const auto latest = static_cast<double>(step / 3) - static_cast<double>(below(20));
      const std::size_t most = below(30);
      wrong += line.ready(latest, static_cast<double>(most), people) != sorted.ready(latest, most);
    }
  }
  return wrong;
}

}  // namespace

TEST_CASE("first come, first served: the line agrees with one sorted by order of joining") {
  CHECK(disagreements(Discipline::fifo, 1) == 0);
}

TEST_CASE("last come, first served: the line agrees with one sorted backwards") {
  CHECK(disagreements(Discipline::lifo, 2) == 0);
}

TEST_CASE("priority: the line agrees with one sorted by level, then by order of joining") {
  CHECK(disagreements(Discipline::priority, 3) == 0);
}

TEST_CASE("earliest deadline: the line agrees with one sorted by due time, then by order of joining") {
  CHECK(disagreements(Discipline::deadline, 4) == 0);
}

TEST_CASE("a record is used again before a new one is made") {
  People people;
  for (std::uint32_t i = 0; i < 5000; ++i) CHECK(people.add() == i);
  people.remove(17);
  people.remove(4999);
  CHECK(people.add() == 4999);
  CHECK(people.add() == 17);
  CHECK(people.add() == 5000);
  CHECK(people.size() == 5001);
}
