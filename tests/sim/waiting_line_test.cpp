#include "sim/waiting_line.hpp"

#include <doctest/doctest.h>

#include <vector>

namespace {

using Line = sim::WaitingLine<int>;

std::vector<int> order(Line line) {
  std::vector<int> who;
  while (!line.empty()) who.push_back(line.pop().who);
  return who;
}

}  // namespace

TEST_CASE("with one urgency for all the first in is the first out") {
  Line line;
  std::vector<int> came;
  for (int who = 0; who < 100; ++who) {
    line.join(who, 5, who);
    came.push_back(who);
  }
  CHECK(order(line) == came);
}

TEST_CASE("a smaller urgency goes before a longer wait") {
  Line line;
  line.join(1, 2, 0);
  line.join(2, 1, 1);
  line.join(3, 2, 2);
  line.join(4, 1, 3);
  CHECK(order(line) == std::vector<int>{2, 4, 1, 3});
}

TEST_CASE("with the negated arrival time as urgency the last in is the first out") {
  Line line;
  for (int who = 0; who < 4; ++who) line.join(who, -who, who);
  CHECK(order(line) == std::vector<int>{3, 2, 1, 0});
}

TEST_CASE("the first in line is the one who is popped") {
  Line line;
  line.join(1, 2, 0);
  line.join(2, 1, 1);
  CHECK(line.first().who == 2);
  CHECK(line.pop() == Line::Waiting{2, 1});
}

TEST_CASE("only the one who leaves is gone") {
  Line line;
  line.join(1, 0, 0);
  const sim::Handle second = line.join(2, 0, 1);
  line.join(3, 0, 2);
  CHECK(line.leave(second));
  CHECK_FALSE(line.holds(second));
  CHECK(order(line) == std::vector<int>{1, 3});
}

TEST_CASE("who is no longer in line cannot leave it, nor take along who came after") {
  Line line;
  const sim::Handle served = line.join(1, 0, 0);
  line.pop();
  line.join(2, 0, 1);
  CHECK_FALSE(line.leave(served));
  CHECK(line.size() == 1);
}

TEST_CASE("those ready have waited since the time given or longer, and are told in order") {
  Line line;
  line.join(1, 2, 0);
  line.join(2, 1, 3);
  line.join(3, 1, 4);
  line.join(4, 1, 1);
  line.join(5, 3, 3);
  std::vector<int> who;
  for (const sim::Handle handle : line.ready(3)) who.push_back(line.at(handle).who);
  CHECK(who == std::vector<int>{2, 4, 1, 5});
}

TEST_CASE("those ready stay in line") {
  Line line;
  line.join(1, 0, 0);
  line.join(2, 0, 1);
  const Line before = line;
  CHECK(line.ready(5).size() == 2);
  CHECK(line == before);
}

TEST_CASE("a visit meets everybody in line once") {
  Line line;
  for (int who = 1; who <= 50; ++who) line.join(who, who % 3, who);
  std::vector<int> met(51, 0);
  line.for_each([&](const Line::Waiting& w) { ++met[static_cast<std::size_t>(w.who)]; });
  met.erase(met.begin());
  CHECK(met == std::vector<int>(50, 1));
}

TEST_CASE("a copied line gives the same people, and its people's handles hold in it") {
  Line line;
  line.join(1, 0, 0);
  const sim::Handle second = line.join(2, 0, 1);
  line.join(3, 0, 2);
  Line copy = line;
  CHECK(copy.leave(second));
  CHECK(order(copy) == std::vector<int>{1, 3});
  CHECK(order(line) == std::vector<int>{1, 2, 3});
}
