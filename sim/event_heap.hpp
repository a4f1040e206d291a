#pragma once

#include "sim/event_key.hpp"

#include <cstddef>
#include <utility>
#include <vector>

namespace sim {

/// A 4-ary heap of event keys, smallest first: the near future. The four children of a node lie in 64 bytes. A popped
/// top stays vacant until the next operation, because an event is mostly followed by one that it schedules.
class EventHeap {
 public:
  bool empty() const { return size() == 0; }
  std::size_t size() const { return keys_.size() - (vacant_ ? 1 : 0); }

  void push(EventKey key) {
    if (vacant_) {
      vacant_ = false;
      keys_.size() <= 5 ? sink_among_few(key) : sink(0, key);
    } else {
      keys_.push_back(key);
      rise(keys_.size() - 1, key);
    }
  }
  /// Not to be asked of an empty heap; nor is `pop`.
  const EventKey& top() {
    fill();
    return keys_.front();
  }
  void pop() {
    fill();
    vacant_ = true;
  }

  /// Takes over the keys of an empty heap from `keys`, which is left empty.
  void fill_from(std::vector<EventKey>& keys) {
    vacant_ = false;
    keys_.clear();
    keys_.swap(keys);
    for (std::size_t i = keys_.size() / 4 + 1; i-- > 0;)
      if (4 * i + 1 < keys_.size()) sink(i, EventKey(keys_[i]));
  }
  /// Moves every key to the end of `keys`, and gives the memory back.
  template <class Keys>
  void empty_into(Keys& keys) {
    keys.insert(keys.end(), keys_.begin() + (vacant_ ? 1 : 0), keys_.end());
    std::vector<EventKey>().swap(keys_);
    vacant_ = false;
  }

 private:
  /// The child of i with the smallest key; i has children. Without a branch where there are four.
  std::size_t least_child(std::size_t i) const {
    const std::size_t first = 4 * i + 1;
    if (first + 4 <= keys_.size()) {
      const EventKey* const four = &keys_[first];
      const std::size_t left = four[1] < four[0] ? 1 : 0, right = four[3] < four[2] ? 3 : 2;
      return first + (four[right] < four[left] ? right : left);
    }
    std::size_t least = first;
    for (std::size_t c = first + 1; c < keys_.size(); ++c) least = keys_[c] < keys_[least] ? c : least;
    return least;
  }
  void rise(std::size_t i, EventKey key) {
    for (; i > 0 && key < keys_[(i - 1) / 4]; i = (i - 1) / 4) keys_[i] = keys_[(i - 1) / 4];
    keys_[i] = key;
  }
  /// `sink` from the top of a heap of one level: with few events the next one could be any, so no branch is foreseen.
  void sink_among_few(EventKey key) {
    std::size_t least = 0;
    EventKey smallest = key;
    for (std::size_t c = 1; c < keys_.size(); ++c) {
      const bool smaller = keys_[c] < smallest;
      smallest = EventKey::either(smaller, keys_[c], smallest);
      least = smaller ? c : least;
    }
    keys_[least] = key;
    keys_[0] = smallest;
  }
  void sink(std::size_t i, EventKey key) {
    while (4 * i + 1 < keys_.size()) {
      const std::size_t least = least_child(i);
      if (!(keys_[least] < key)) break;
      keys_[i] = keys_[least];
      i = least;
    }
    keys_[i] = key;
  }
  /// Closes the vacant top. The last key comes from the bottom and mostly belongs there, so the gap is moved all the
  /// way down first and the key up from it (Wegener 1993, bottom-up heapsort).
  void fill() {
    if (!vacant_) return;
    vacant_ = false;
    const EventKey last = keys_.back();
    keys_.pop_back();
    if (keys_.empty()) return;
    std::size_t i = 0;
    while (4 * i + 1 < keys_.size()) {
      const std::size_t least = least_child(i);
      keys_[i] = keys_[least];
      i = least;
    }
    rise(i, last);
  }

  std::vector<EventKey> keys_;
  bool vacant_ = false;  ///< the top was popped and still stands there, before everything else
};

}  // namespace sim
