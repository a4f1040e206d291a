#pragma once

#include "sim/heap.hpp"
#include "sim/time.hpp"

#include <algorithm>
#include <compare>
#include <cstdint>
#include <utility>
#include <vector>

namespace sim {

/// People waiting, smallest urgency first, ties in order of arrival. The urgency makes the discipline: the same number
/// for all is first in first out, a class number is priority, a due date is earliest deadline, the negated arrival
/// time is last in first out.
template <class Who>
class WaitingLine {
 public:
  struct Waiting {
    Who who;
    Time since;
    bool operator==(const Waiting&) const = default;
  };

  std::size_t size() const { return heap_.size(); }
  bool empty() const { return heap_.empty(); }
  Handle join(Who who, double urgency, Time now) { return heap_.insert({urgency, serial_++}, Waiting{who, now}); }
  Waiting pop() { return heap_.pop(); }
  const Waiting& first() const { return heap_.top(); }
  bool leave(Handle handle) { return heap_.erase(handle); }
  bool holds(Handle handle) const { return heap_.contains(handle); }
  template <class Visit>
  void for_each(Visit visit) const {
    heap_.for_each([&](const Key&, const Waiting& w, Handle) { visit(w); });
  }
  /// Those who have waited since `latest` or longer, in order. They stay in the line; `leave` takes them out.
  std::vector<Handle> ready(Time latest) const {
    std::vector<std::pair<Key, Handle>> found;
    heap_.for_each([&](const Key& key, const Waiting& w, Handle h) {
      if (w.since <= latest) found.emplace_back(key, h);
    });
    std::sort(found.begin(), found.end(), [](const auto& a, const auto& b) { return a.first < b.first; });
    std::vector<Handle> handles;
    for (const auto& [key, handle] : found) handles.push_back(handle);
    return handles;
  }
  const Waiting& at(Handle handle) const { return heap_.value(handle); }
  bool operator==(const WaitingLine&) const = default;

 private:
  struct Key {
    double urgency;
    std::uint64_t serial;
    auto operator<=>(const Key&) const = default;
  };
  Heap<Key, Waiting> heap_;
  std::uint64_t serial_ = 0;
};

}  // namespace sim
