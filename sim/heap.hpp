#pragma once

#include "sim/handle.hpp"

#include <cstddef>
#include <cstdint>
#include <stdexcept>
#include <utility>
#include <vector>

namespace sim {

/// An indexed 4-ary heap: smallest key first, any item found, moved or removed by handle in O(log n). Keys must be
/// distinct for the order to be defined; callers put a serial number last. A plain value.
template <class Key, class T>
class Heap {
 public:
  bool empty() const { return size() == 0; }
  std::size_t size() const { return nodes_.size(); }
  /// Not to be asked of an empty heap.
  const Key& top_key() const { return nodes_.front().key; }
  const T& top() const { return items_[nodes_.front().slot].value; }

  Handle insert(const Key& key, T value) {
    std::uint32_t slot;
    if (free_.empty()) {
      slot = static_cast<std::uint32_t>(items_.size());
      items_.push_back({std::move(value), 0});
      positions_.push_back(0);
    } else {
      slot = free_.back();
      free_.pop_back();
      items_[slot].value = std::move(value);
    }
    nodes_.push_back({key, slot});
    sift_up(nodes_.size() - 1);
    return {slot, items_[slot].generation};
  }

  bool contains(Handle h) const {
    return h.slot < items_.size() && items_[h.slot].generation == h.generation && positions_[h.slot] < nodes_.size() &&
           nodes_[positions_[h.slot]].slot == h.slot;
  }
  const Key& key(Handle h) const { return nodes_[positions_[checked(h)]].key; }
  const T& value(Handle h) const { return items_[checked(h)].value; }

  /// Removes and returns the item with the smallest key. \throws std::logic_error if empty
  T pop() {
    if (empty()) throw std::logic_error("pop from an empty heap");
    const std::uint32_t slot = nodes_.front().slot;
    T value = std::move(items_[slot].value);
    forget(slot);
    remove_at(0);
    return value;
  }
  /// \return whether the handle named an item, which is now gone
  bool erase(Handle h) {
    if (!contains(h)) return false;
    const std::size_t i = positions_[h.slot];
    forget(h.slot);
    remove_at(i);
    return true;
  }
  /// \throws std::logic_error if the handle names nothing
  void rekey(Handle h, const Key& key) {
    const std::size_t i = positions_[checked(h)];
    const bool earlier = key < nodes_[i].key;
    nodes_[i].key = key;
    earlier ? sift_up(i) : sift_down(i);
  }
  /// Every item in the heap's inner order: for statistics and checks, not for decisions.
  template <class Visit>
  void for_each(Visit visit) const {
    for (const Node& node : nodes_)
      visit(node.key, items_[node.slot].value, Handle{node.slot, items_[node.slot].generation});
  }
  void reserve(std::size_t n) { nodes_.reserve(n), items_.reserve(n), positions_.reserve(n); }

  bool operator==(const Heap&) const = default;

 private:
  struct Node {
    Key key;
    std::uint32_t slot;
    bool operator==(const Node&) const = default;
  };
  struct Item {
    T value;
    std::uint32_t generation;
    bool operator==(const Item&) const = default;
  };

  std::uint32_t checked(Handle h) const {
    if (!contains(h)) throw std::logic_error("stale heap handle");
    return h.slot;
  }
  void place(std::size_t i, const Node& node) {
    nodes_[i] = node;
    positions_[node.slot] = static_cast<std::uint32_t>(i);
  }
  void sift_up(std::size_t i) {
    const Node node = nodes_[i];
    while (i > 0) {
      const std::size_t parent = (i - 1) / 4;
      if (!(node.key < nodes_[parent].key)) break;
      place(i, nodes_[parent]);
      i = parent;
    }
    place(i, node);
  }
  /// The child of i with the smallest key; i has children.
  std::size_t least_child(std::size_t i) const {
    const std::size_t first = 4 * i + 1;
    if (first + 4 <= nodes_.size()) {
      const Node* const four = &nodes_[first];
      const std::size_t left = four[1].key < four[0].key ? 1 : 0, right = four[3].key < four[2].key ? 3 : 2;
      return first + (four[right].key < four[left].key ? right : left);
    }
    std::size_t least = first;
    const std::size_t last = first + 4 < nodes_.size() ? first + 4 : nodes_.size();
    for (std::size_t c = first + 1; c < last; ++c) least = nodes_[c].key < nodes_[least].key ? c : least;
    return least;
  }
  void sift_down(std::size_t i) {
    const Node node = nodes_[i];
    while (4 * i + 1 < nodes_.size()) {
      const std::size_t least = least_child(i);
      if (!(nodes_[least].key < node.key)) break;
      place(i, nodes_[least]);
      i = least;
    }
    place(i, node);
  }
  /// Ends the handles of a slot and frees it.
  void forget(std::uint32_t slot) {
    ++items_[slot].generation;
    free_.push_back(slot);
  }
  /// The last node fills the gap. It comes from the bottom and mostly belongs there, so the gap is moved all the way
  /// down first and the node up from it (Wegener 1993, bottom-up heapsort).
  void remove_at(std::size_t i) {
    const Node last = nodes_.back();
    nodes_.pop_back();
    if (i == nodes_.size()) return;
    while (4 * i + 1 < nodes_.size()) {
      const std::size_t least = least_child(i);
      place(i, nodes_[least]);
      i = least;
    }
    nodes_[i] = last;
    sift_up(i);
  }

  std::vector<Node> nodes_;
  std::vector<Item> items_;               ///< by slot
  std::vector<std::uint32_t> positions_;  ///< by slot, apart because every move in the heap writes one
  std::vector<std::uint32_t> free_;
};

}  // namespace sim
