#pragma once

#include "models/network/people.hpp"
#include "models/network/plan.hpp"
#include "sim/waiting_line.hpp"

#include <cstddef>
#include <cstdint>
#include <vector>

namespace network {

/// Who waits at a station, in the order of its discipline. People are linked through their own records, so that one
/// more in line costs no memory and any of them leaves at once; where deadlines decide they stand in a heap.
class Line {
 public:
  Line() = default;
  /// \param levels  different priorities; only the discipline priority tells them apart
  Line(Discipline discipline, std::size_t levels)
      : ends_(discipline == Discipline::priority ? levels : 1), discipline_(discipline) {}

  std::size_t size() const { return size_; }

  /// \param due  when they are to be served, where deadlines decide
  void join(std::uint32_t who, std::size_t level, sim::Time due, People& people) {
    ++size_;
    Person& person = people[who];
    if (discipline_ == Discipline::deadline) {
      const sim::Handle place = by_deadline_.join(who, due, person.since);
      person.before = place.slot;
      person.after = place.generation;
      return;
    }
    Ends& ends = of(level);
    person.before = person.after = nobody;
    if (ends.first == nobody) {
      ends.first = ends.last = who;
    } else if (discipline_ == Discipline::lifo) {
      person.after = ends.first;
      people[ends.first].before = who;
      ends.first = who;
    } else {
      person.before = ends.last;
      people[ends.last].after = who;
      ends.last = who;
    }
  }
  /// Who is next. Not to be asked of an empty line.
  std::uint32_t first() {
    if (discipline_ == Discipline::deadline) return by_deadline_.first().who;
    std::size_t level = 0;
    while (ends_[level].first == nobody) ++level;
    return ends_[level].first;
  }
  void leave(std::uint32_t who, std::size_t level, People& people) {
    --size_;
    const Person& person = people[who];
    if (discipline_ == Discipline::deadline) {
      by_deadline_.leave({person.before, person.after});
      return;
    }
    Ends& ends = of(level);
    (person.before == nobody ? ends.first : people[person.before].after) = person.after;
    (person.after == nobody ? ends.last : people[person.after].before) = person.before;
  }
  /// Up to `most` of those who joined by `latest`, in order. They stay.
  std::vector<std::uint32_t> ready(sim::Time latest, double most, const People& people) const {
    std::vector<std::uint32_t> found;
    const auto take = [&](std::uint32_t who) {
      if (static_cast<double>(found.size()) < most && people[who].since <= latest) found.push_back(who);
    };
    for (const sim::Handle handle : by_deadline_.ready(latest)) take(by_deadline_.at(handle).who);
    for (const Ends& ends : ends_)
      for (std::uint32_t who = ends.first; who != nobody; who = people[who].after) take(who);
    return found;
  }
  bool operator==(const Line&) const = default;

 private:
  struct Ends {
    std::uint32_t first = nobody, last = nobody;
    bool operator==(const Ends&) const = default;
  };
  Ends& of(std::size_t level) { return ends_[discipline_ == Discipline::priority ? level : 0]; }

  std::vector<Ends> ends_;  ///< by level
  sim::WaitingLine<std::uint32_t> by_deadline_;
  std::size_t size_ = 0;
  Discipline discipline_ = Discipline::fifo;
};

}  // namespace network
