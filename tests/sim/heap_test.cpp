#include "sim/heap.hpp"

#include <boost/random/mersenne_twister.hpp>
#include <doctest/doctest.h>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <iterator>
#include <map>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

namespace {

using Key = std::pair<std::uint32_t, std::uint64_t>;  // few first numbers, so that the serial has to decide
using Heap = sim::Heap<Key, std::uint64_t>;

/// A heap beside a multimap that is told the same, and all handles that have died.
class Twins {
 public:
  explicit Twins(std::uint32_t seed) : engine_(seed) {}

  void insert() {
    const Key key = next_key();
    const std::uint64_t id = serial_;
    alive_.push_back({heap.insert(key, id), map.emplace(key, id)});
    most_ = std::max(most_, map.size());
  }
  /// \return whether both gave the same item
  bool pop() {
    const auto first = map.begin();
    const bool same = heap.pop() == first->second;
    forget(static_cast<std::size_t>(
        std::find_if(alive_.begin(), alive_.end(), [&](const Alive& a) { return a.second == first; }) -
        alive_.begin()));
    return same;
  }
  bool erase() {
    const std::size_t i = below(alive_.size());
    const bool erased = heap.erase(alive_[i].first);
    forget(i);
    return erased;
  }
  void rekey() {
    Alive& one = alive_[below(alive_.size())];
    const Key key = next_key();
    heap.rekey(one.first, key);
    const std::uint64_t id = one.second->second;
    map.erase(one.second);
    one.second = map.emplace(key, id);
  }
  bool finds_one() {
    const Alive& one = alive_[below(alive_.size())];
    return heap.contains(one.first) && heap.key(one.first) == one.second->first &&
           heap.value(one.first) == one.second->second;
  }
  /// \return whether the first of both is the same, or nobody looked: a look may settle what a pop left undone
  bool begins_alike() {
    if (map.empty() || below(2) == 0) return true;
    return below(2) == 0 ? heap.top_key() == map.begin()->first : heap.top() == map.begin()->second;
  }
  bool refuses_a_dead_one() {
    if (dead.empty()) return true;
    const sim::Handle handle = dead[below(dead.size())];
    return !heap.contains(handle) && !heap.erase(handle);
  }
  std::size_t below(std::size_t n) { return engine_() % n; }
  std::size_t most() const { return most_; }

  Heap heap;
  std::multimap<Key, std::uint64_t> map;
  std::vector<sim::Handle> dead;

 private:
  using Alive = std::pair<sim::Handle, std::multimap<Key, std::uint64_t>::iterator>;

  Key next_key() { return {static_cast<std::uint32_t>(below(50)), ++serial_}; }
  void forget(std::size_t i) {
    dead.push_back(alive_[i].first);
    map.erase(alive_[i].second);
    alive_[i] = alive_.back();
    alive_.pop_back();
  }

  boost::random::mt19937 engine_;
  std::vector<Alive> alive_;
  std::uint64_t serial_ = 0;
  std::size_t most_ = 0;
};

/// One random operation; the heap mostly grows for a thousand of them, then mostly shrinks.
bool step(Twins& twins, int i) {
  const std::size_t kind = twins.below(10);
  const std::size_t inserts = (i / 1000) % 2 == 0 ? 5 : 3;
  if (twins.map.empty() || kind < inserts) {
    twins.insert();
    return true;
  }
  if (kind < 7) return twins.below(2) == 0 ? twins.pop() : twins.erase();
  twins.rekey();
  return true;
}

}  // namespace

TEST_CASE("a heap does what a multimap does over 100,000 random operations") {
  Twins twins(1);
  int different = 0;
  for (int i = 0; i < 100'000; ++i) {
    different += !step(twins, i);
    different += twins.heap.size() != twins.map.size();
    different += !twins.begins_alike();
    if (!twins.map.empty()) different += !twins.finds_one();
  }
  CHECK(different == 0);
  CHECK(twins.most() > 150);  // deep enough for four levels
}

TEST_CASE("the handle of an item that is gone names nothing, even when its slot is used again") {
  Twins twins(2);
  int accepted = 0;
  for (int i = 0; i < 100'000; ++i) {
    step(twins, i);
    accepted += !twins.refuses_a_dead_one();
  }
  CHECK(twins.dead.size() > 10'000);
  CHECK(accepted == 0);
}

TEST_CASE("slots are used again before there are more of them") {
  Twins twins(3);
  for (int i = 0; i < 100'000; ++i) step(twins, i);
  std::uint32_t highest = 0;
  for (const sim::Handle handle : twins.dead) highest = std::max(highest, handle.slot);
  CHECK(highest < twins.most());
}

TEST_CASE("a heap of any size gives its items in order, however they came") {
  boost::random::mt19937 engine(4);
  for (std::uint32_t size = 0; size <= 100; ++size) {
    CAPTURE(size);
    std::vector<std::uint32_t> keys(size);
    for (std::uint32_t i = 0; i < size; ++i) keys[i] = i;
    for (std::uint32_t i = size; i > 1; --i) std::swap(keys[i - 1], keys[engine() % i]);
    sim::Heap<std::uint32_t, std::uint32_t> heap;
    for (const std::uint32_t key : keys) heap.insert(key, key);
    std::vector<std::uint32_t> popped;
    while (!heap.empty()) popped.push_back(heap.pop());
    CHECK(popped.size() == size);
    CHECK(std::is_sorted(popped.begin(), popped.end()));
  }
}

TEST_CASE("a key through a handle that names nothing is refused") {
  sim::Heap<int, int> heap;
  const sim::Handle gone = heap.insert(1, 10);
  heap.pop();
  heap.insert(2, 20);  // in the same slot
  CHECK_THROWS_AS(heap.rekey(gone, 0), std::logic_error);
  CHECK_THROWS_AS(heap.key(gone), std::logic_error);
  CHECK_THROWS_AS(heap.value(gone), std::logic_error);
  CHECK_THROWS_AS(heap.rekey(sim::Handle{}, 0), std::logic_error);
}

TEST_CASE("an empty heap has nothing to pop") {
  sim::Heap<int, int> heap;
  CHECK_THROWS_AS(heap.pop(), std::logic_error);
}

TEST_CASE("a visit meets every item once, under the handle that names it") {
  Twins twins(5);
  for (int i = 0; i < 5000; ++i) step(twins, i);
  twins.pop();
  std::multimap<Key, std::uint64_t> met;
  int misnamed = 0;
  twins.heap.for_each([&](const Key& key, std::uint64_t id, sim::Handle handle) {
    met.emplace(key, id);
    misnamed += !twins.heap.contains(handle) || twins.heap.value(handle) != id;
  });
  CHECK(met == twins.map);
  CHECK(misnamed == 0);
}

TEST_CASE("a look at the first item makes no heap another one") {
  sim::Heap<int, int> heap;
  for (int i = 0; i < 20; ++i) heap.insert(i * 7 % 20, i);
  heap.pop();
  sim::Heap<int, int> seen = heap;
  CHECK(seen.top_key() == 1);
  CHECK(seen == heap);
  CHECK(heap == seen);
}

TEST_CASE("a heap just emptied is the same as a copy emptied with it, and takes items again") {
  sim::Heap<int, int> heap;
  heap.insert(1, 10);
  sim::Heap<int, int> copy = heap;
  heap.pop();
  copy.pop();
  CHECK(heap.empty());
  CHECK(copy == heap);
  heap.insert(3, 30);
  heap.insert(2, 20);
  CHECK(copy != heap);
  CHECK(heap.pop() == 20);
  CHECK(heap.pop() == 30);
}

TEST_CASE("a copied heap is the same until one of the two changes") {
  sim::Heap<int, std::string> heap;
  heap.insert(2, "two");
  const sim::Handle three = heap.insert(3, "three");
  auto copy = heap;
  CHECK(copy == heap);
  copy.rekey(three, 1);
  CHECK(copy != heap);
  CHECK(heap.top() == "two");
}
