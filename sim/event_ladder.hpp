#pragma once

#include "sim/event_heap.hpp"
#include "sim/event_key.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <vector>

namespace sim {

/// The keys of all pending events. Only the near future is kept in order, in a heap; what comes after it lies unordered
/// in rungs of equal width, and what comes after those unordered in one place. A rung is put in order when its turn
/// comes, so that an event costs the same whether a thousand or a hundred thousand are pending; whatever the times, no
/// more than in a heap of them all.
/// \source after the ladder queue of Tang, Goh and Thng 2005; figures in sim/README.md
class EventLadder {
 public:
  void push(EventKey key) {
    const double rung = rung_of(key);
    if (rung >= first_) return push_beyond(key, rung);
    near_.push(key);
    if (near_.size() > crowded_) spread();
  }

  /// The smallest key; those that are dead are dropped on the way. Not to be asked where there is none.
  /// \param dead      says of a key whether its event was cancelled or moved
  /// \param approach  is told of keys that come near, and in how many rungs their turn comes: 2, 1 and 0
  template <class Dead, class Approach>
  const EventKey& first(const Dead& dead, const Approach& approach) {
    while (true) {
      while (near_.empty()) next_rung(approach);
      if (!dead(near_.top())) return near_.top();
      near_.pop();
    }
  }
  /// Takes out what `first` last showed.
  void pop() { near_.pop(); }

  /// Takes every key out.
  std::vector<EventKey> drain() {
    move_all_to(far_);
    std::vector<EventKey> all(far_.begin(), far_.end());
    *this = {};
    return all;
  }

 private:
  static constexpr std::size_t few = 256;      ///< as many are best kept in the heap alone
  static constexpr double keys_in_a_rung = 8;  ///< intended, among the earlier half
  static constexpr std::size_t sampled = 128;
  static constexpr std::size_t told_ahead = 2;  ///< rungs: time enough for three reads from memory, one after another

  /// Grows with the time, so that keys of different rungs are in the order of their rungs.
  double rung_of(EventKey key) const { return (key.at() - origin_) * rungs_per_time_; }

  void push_beyond(EventKey key, double rung) {
    if (rung < last_)
      rungs_[static_cast<std::size_t>(rung)].push_back(key);
    else
      far_.push_back(key);
  }
  template <class Approach>
  void next_rung(const Approach& approach) {
    for (; first_ < last_; ++first_) {
      const auto next = static_cast<std::size_t>(first_);
      for (std::size_t ahead = std::min(told_ahead, static_cast<std::size_t>(last_) - next - 1) + 1; ahead-- > 0;)
        for (const EventKey& key : rungs_[next + ahead]) approach(key, ahead);
      if (rungs_[next].empty()) continue;
      near_.fill_from(rungs_[next]);
      ++first_;
      return;
    }
    far_.size() > few ? spread() : keep_in_heap();
  }
  /// No rungs: all there is and all that comes goes to the heap.
  void keep_in_heap() {
    std::vector<EventKey> keys(far_.begin(), far_.end());
    far_.clear();
    near_.fill_from(keys);
    origin_ = rungs_per_time_ = last_ = 0;
    first_ = 1;
    crowded_ = std::max(few, 2 * near_.size());
  }
  /// From the heap and the rungs, which give their memory back.
  void move_all_to(std::deque<EventKey>& keys) {
    near_.empty_into(keys);
    for (; first_ < last_; ++first_) {
      std::vector<EventKey> rung;
      rung.swap(rungs_[static_cast<std::size_t>(first_)]);
      keys.insert(keys.end(), rung.begin(), rung.end());
    }
  }
  /// Cuts the future into new rungs, as wide as suits the earlier half of a sample of the keys. It passes over all of
  /// them, so it waits until half as many have come.
  void spread() {
    move_all_to(far_);
    const double keys = static_cast<double>(far_.size());
    Time soonest = far_.front().at();
    for (const EventKey& key : far_) soonest = std::min(soonest, key.at());
    std::vector<Time> sample;
    const std::size_t step = std::max<std::size_t>(1, far_.size() / sampled);
    for (std::size_t i = 0; i < far_.size(); i += step) sample.push_back(far_[i].at());
    const auto middle = sample.begin() + static_cast<std::ptrdiff_t>(sample.size() / 2);
    std::nth_element(sample.begin(), middle, sample.end());
    const double rungs_per_time = keys / 2 / keys_in_a_rung / (*middle - soonest);
    if (!(rungs_per_time > 0) || std::isinf(rungs_per_time)) {  // half of them at one time, or never
      keep_in_heap();
      return;
    }
    origin_ = soonest;
    rungs_per_time_ = rungs_per_time;
    first_ = 0;
    last_ = std::ceil(keys / keys_in_a_rung);
    const auto rungs = static_cast<std::size_t>(last_);
    std::vector<std::uint32_t> held(rungs);
    for (const EventKey& key : far_)
      if (const double rung = rung_of(key); rung < last_) ++held[static_cast<std::size_t>(rung)];
    rungs_.resize(std::max(rungs_.size(), rungs));
    for (std::size_t left = far_.size(); left > 0; --left) {  // from one end to the other, which gives its memory back
      const EventKey key = far_.front();
      far_.pop_front();
      const double rung = rung_of(key);
      if (rung < last_)
        if (auto& keys_of_rung = rungs_[static_cast<std::size_t>(rung)]; keys_of_rung.empty())
          keys_of_rung.reserve(held[static_cast<std::size_t>(rung)]);
      push_beyond(key, rung);
    }
    crowded_ = std::max(few, static_cast<std::size_t>(keys / 2));
  }

  EventHeap near_;
  std::vector<std::vector<EventKey>> rungs_;
  std::deque<EventKey> far_;   ///< taken in and given back piece by piece, so that it never lies twice in memory
  Time origin_ = 0;            ///< where rung 0 begins
  double rungs_per_time_ = 0;  ///< 0 while there are none
  double first_ = 1;           ///< keys below this rung are in the heap
  double last_ = 0;            ///< keys from this rung on are far
  std::size_t crowded_ = few;  ///< size of the heap beyond which the rungs no longer fit the times
};

}  // namespace sim
