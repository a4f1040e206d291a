#pragma once

#include "sim/event_heap.hpp"
#include "sim/event_key.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>
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
  /// \param approach  is told of each key that enters the near future from afar
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
    std::vector<EventKey> all;
    near_.empty_into(all);
    for (std::vector<EventKey>& rung : rungs_) {
      all.insert(all.end(), rung.begin(), rung.end());
      rung.clear();
    }
    all.insert(all.end(), far_.begin(), far_.end());
    *this = {};
    return all;
  }

 private:
  static constexpr std::size_t few = 256;      ///< as many are best kept in the heap alone
  static constexpr double keys_in_a_rung = 8;  ///< intended, among the earlier half
  static constexpr std::size_t sampled = 128;

  /// Grows with the time, so that keys of different rungs are in the order of their rungs.
  double rung_of(EventKey key) const { return (key.at() - origin_) * rungs_per_time_; }

  void push_beyond(EventKey key, double rung) {
    std::vector<EventKey>& unordered = rung < last_ ? rungs_[static_cast<std::size_t>(rung)] : far_;
    unordered.push_back(key);
  }
  template <class Approach>
  void next_rung(const Approach& approach) {
    for (; first_ < last_; ++first_) {
      std::vector<EventKey>& rung = rungs_[static_cast<std::size_t>(first_)];
      if (rung.empty()) continue;
      for (const EventKey& key : rung) approach(key);
      near_.fill_from(rung);
      ++first_;
      return;
    }
    near_.fill_from(far_);
    keep_in_heap();
    if (near_.size() > few) spread();
  }
  /// No rungs: all that comes goes to the heap.
  void keep_in_heap() {
    origin_ = rungs_per_time_ = last_ = 0;
    first_ = 1;
    crowded_ = std::max(few, 2 * near_.size());
  }
  /// Cuts the future into new rungs, as wide as suits the earlier half of a sample of the keys. It passes over all of
  /// them, so it waits until half as many have come.
  void spread() {
    near_.empty_into(far_);
    for (; first_ < last_; ++first_) {
      std::vector<EventKey>& rung = rungs_[static_cast<std::size_t>(first_)];
      far_.insert(far_.end(), rung.begin(), rung.end());
      rung.clear();
    }
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
      near_.fill_from(far_);
      keep_in_heap();
      return;
    }
    origin_ = soonest;
    rungs_per_time_ = rungs_per_time;
    first_ = 0;
    last_ = std::ceil(keys / keys_in_a_rung);
    if (rungs_.size() < static_cast<std::size_t>(last_)) rungs_.resize(static_cast<std::size_t>(last_));
    std::size_t kept = 0;
    for (const EventKey& key : far_) {
      const double rung = rung_of(key);
      if (rung < last_)
        rungs_[static_cast<std::size_t>(rung)].push_back(key);
      else
        far_[kept++] = key;
    }
    far_.resize(kept);
    crowded_ = std::max(few, static_cast<std::size_t>(keys / 2));
  }

  EventHeap near_;
  std::vector<std::vector<EventKey>> rungs_;
  std::vector<EventKey> far_;
  Time origin_ = 0;            ///< where rung 0 begins
  double rungs_per_time_ = 0;  ///< 0 while there are none
  double first_ = 1;           ///< keys below this rung are in the heap
  double last_ = 0;            ///< keys from this rung on are far
  std::size_t crowded_ = few;  ///< size of the heap beyond which the rungs no longer fit the times
};

}  // namespace sim
