#include "sim/resource.hpp"

#include <boost/random/mersenne_twister.hpp>
#include <doctest/doctest.h>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <stdexcept>
#include <utility>
#include <vector>

namespace {

using Resource = sim::Resource<int>;
using Answer = Resource::Answer;

std::vector<int> order(Resource desk, sim::Time now) {
  std::vector<int> who;
  desk.set_capacity(1000, now);
  while (const auto next = desk.admit(now)) who.push_back(next->who);
  return who;
}

/// What a resource should do, by a plain list. Its own rules: nothing here is fast or clever.
struct Listed {
  struct Person {
    double urgency;
    int who;  ///< in order of arrival
    bool operator<(const Person& other) const { return std::pair(urgency, who) < std::pair(other.urgency, other.who); }
  };
  double capacity = 0;
  std::size_t room = 0;
  double in_use = 0;
  std::vector<Person> line;  ///< in order

  Answer request(Person person) {
    if (in_use < capacity && line.empty()) {
      ++in_use;
      return Answer::seized;
    }
    if (line.size() >= room) return Answer::balks;
    line.insert(std::lower_bound(line.begin(), line.end(), person), person);
    return Answer::waits;
  }
  std::optional<int> admit() {
    if (line.empty() || in_use >= capacity) return std::nullopt;
    ++in_use;
    const int who = line.front().who;
    line.erase(line.begin());
    return who;
  }
  bool leave(int who) {
    const auto it = std::find_if(line.begin(), line.end(), [&](const Person& p) { return p.who == who; });
    if (it == line.end()) return false;
    line.erase(it);
    return true;
  }
};

/// A resource and a list that are told the same, at random.
class Twins {
 public:
  explicit Twins(std::uint32_t engine_seed) : engine_(engine_seed) {}

  /// \return whether both gave the same answer
  bool step() {
    now_ += 0.25;
    switch (below(12)) {
      case 0:
      case 1:
      case 2:
      case 3: {
        const double urgency = static_cast<double>(below(3));
        const auto reply = desk.request(next_, urgency, now_);
        places_.push_back(reply.place);
        seizes_ = reply.answer == Answer::seized;
        return reply.answer == list.request({urgency, next_++});
      }
      case 4:
      case 5:
      case 6: {
        const auto next = desk.admit(now_);
        seizes_ = next.has_value();
        return (next ? std::optional<int>(next->who) : std::nullopt) == list.admit();
      }
      case 7:
      case 8:
        if (list.in_use == 0) return true;
        desk.release(now_);
        --list.in_use;
        return true;
      case 9: {
        if (places_.empty()) return true;
        const std::size_t recent = std::min<std::size_t>(places_.size(), 20);
        const std::size_t i = places_.size() - 1 - below(recent);
        return desk.leave(places_[i], now_) == list.leave(static_cast<int>(i));
      }
      case 10:
        list.capacity = static_cast<double>(below(6));
        desk.set_capacity(list.capacity, now_);
        return true;
      default:
        if (below(5) > 0) return true;
        desk.take_over(now_);
        ++list.in_use;
        return true;
    }
  }
  bool just_seized() { return std::exchange(seizes_, false); }

  Resource desk{2, 8};
  Listed list{.capacity = 2, .room = 8, .line = {}};

 private:
  std::size_t below(std::size_t n) { return engine_() % n; }

  boost::random::mt19937 engine_;
  std::vector<sim::Handle> places_;  ///< by person
  int next_ = 0;
  sim::Time now_ = 0;
  bool seizes_ = false;
};

}  // namespace

TEST_CASE("a resource answers as a sorted list does over 100,000 random operations") {
  Twins twins(1);
  int different = 0;
  for (int i = 0; i < 100'000; ++i) {
    different += !twins.step();
    different += static_cast<double>(twins.desk.in_use()) != twins.list.in_use;
    different += twins.desk.queue_length() != twins.list.line.size();
  }
  CHECK(different == 0);
}

TEST_CASE("nobody is given a unit at or above capacity, whatever went before") {
  Twins twins(2);
  int above = 0, seized = 0, over = 0;
  for (int i = 0; i < 100'000; ++i) {
    twins.step();
    const bool too_many = static_cast<double>(twins.desk.in_use()) > twins.desk.capacity();
    over += too_many;
    if (!twins.just_seized()) continue;
    ++seized;
    above += too_many;
  }
  CHECK(seized > 10'000);
  CHECK(over > 100);  // by falls and take-overs
  CHECK(above == 0);
}

TEST_CASE("a case that is open already is taken over, full or not") {
  Resource desk(1);
  desk.request(1, 0, 0);
  desk.take_over(1);
  CHECK(desk.in_use() == 2);
  desk.request(2, 0, 2);
  desk.release(3);
  CHECK_FALSE(desk.admit(3));
}

TEST_CASE("a fall of capacity lets people finish") {
  Resource desk(3);
  for (int who = 1; who <= 5; ++who) desk.request(who, 0, 0);
  desk.set_capacity(1, 1);
  CHECK(desk.in_use() == 3);
  desk.release(2);
  CHECK_FALSE(desk.admit(2));
  desk.release(3);
  CHECK_FALSE(desk.admit(3));
  desk.release(4);
  CHECK(desk.admit(4)->who == 4);
}

TEST_CASE("a rise of capacity admits as many as there are new units, in order") {
  Resource desk(1);
  for (int who = 1; who <= 5; ++who) desk.request(who, 0, 0);
  desk.set_capacity(3, 1);
  CHECK(desk.admit(1)->who == 2);
  CHECK(desk.admit(1)->who == 3);
  CHECK_FALSE(desk.admit(1));
}

TEST_CASE("the fraction of a unit is not used, but a rounding error costs none") {
  CHECK(Resource(2.7).capacity() == 2);
  CHECK(Resource(3 * (1 - 1e-15)).capacity() == 3);
  Resource desk(5);
  desk.set_capacity(0.9, 1);
  CHECK(desk.capacity() == 0);
}

TEST_CASE("who asks while others wait waits behind them, even if a unit is free") {
  Resource desk(1);
  desk.request(1, 0, 0);
  desk.request(2, 0, 1);
  desk.release(2);
  CHECK(desk.request(3, 0, 2).answer == Answer::waits);
  CHECK(order(desk, 2) == std::vector<int>{2, 3});
}

TEST_CASE("the most urgent is admitted first, and among them who came first") {
  Resource desk(0);
  desk.request(1, 2, 0);
  desk.request(2, 1, 1);
  desk.request(3, 2, 2);
  desk.request(4, 1, 3);
  CHECK(order(desk, 4) == std::vector<int>{2, 4, 1, 3});
}

TEST_CASE("only the one who leaves is gone from the line") {
  Resource desk(0);
  desk.request(1, 0, 0);
  const sim::Handle place = desk.request(2, 0, 1).place;
  desk.request(3, 0, 2);
  CHECK(desk.leave(place, 3));
  CHECK(order(desk, 3) == std::vector<int>{1, 3});
}

TEST_CASE("who was admitted cannot leave the line, nor take along who came after") {
  Resource desk(1);
  desk.request(1, 0, 0);
  const sim::Handle place = desk.request(2, 0, 1).place;
  desk.release(2);
  desk.admit(2);
  desk.request(3, 0, 3);
  CHECK_FALSE(desk.leave(place, 4));
  CHECK(desk.queue_length() == 1);
}

TEST_CASE("who finds the waiting room full balks") {
  Resource desk(1, 2);
  CHECK(desk.request(1, 0, 0).answer == Answer::seized);
  CHECK(desk.request(2, 0, 0).answer == Answer::waits);
  CHECK(desk.request(3, 0, 0).answer == Answer::waits);
  CHECK(desk.request(4, 0, 0).answer == Answer::balks);
  CHECK(desk.queue_length() == 2);
}

TEST_CASE("who is kept waiting from before needs no room and keeps their time") {
  Resource desk(0, 1);
  desk.request(1, 0, 0);
  desk.keep_waiting(2, 0, -5, 1);
  CHECK(desk.queue_length() == 2);
  desk.set_capacity(2, 3);
  CHECK(desk.admit(3)->waited_since == 0);
  CHECK(desk.admit(3)->waited_since == -5);
  CHECK(desk.waiting_area(4) == (3 - 0) + (3 - 1));  // the line's area begins when they join this line
}

TEST_CASE("without a limit nobody waits") {
  Resource desk;
  for (int who = 0; who < 1000; ++who) CHECK(desk.request(who, 0, who).answer == Answer::seized);
  CHECK(desk.capacity_area(1000) == 0);
}

TEST_CASE("the area of capacity follows its steps") {
  Resource desk(3, sim::unlimited, 10);
  desk.set_capacity(5, 12);
  desk.set_capacity(sim::unlimited, 13);
  desk.set_capacity(1, 20);
  CHECK(desk.capacity_area(24) == 3 * 2 + 5 * 1 + 0 * 7 + 1 * 4);
}

TEST_CASE("a unit that nobody holds cannot be released") {
  Resource desk(1);
  CHECK_THROWS_AS(desk.release(0), std::logic_error);
}

TEST_CASE("a copied resource goes on alike") {
  Resource desk(1);
  for (int who = 1; who <= 5; ++who) desk.request(who, who % 2, who);
  Resource copy = desk;
  CHECK(copy == desk);
  copy.release(6);
  desk.release(6);
  CHECK(copy.admit(6)->who == desk.admit(6)->who);
  CHECK(copy == desk);
}
