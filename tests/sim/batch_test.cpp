#include "sim/batch.hpp"

#include <doctest/doctest.h>

#include <vector>

namespace {

using Batch = sim::Batch<int>;

std::vector<int> sitting(Batch& batch, sim::Time now) {
  std::vector<int> who;
  for (const auto& taken : batch.sit(now)) who.push_back(taken.who);
  return who;
}

}  // namespace

TEST_CASE("a date takes no more than its slots, and the others wait for the next") {
  Batch batch({.slots = 2});
  for (int who = 1; who <= 5; ++who) batch.join(who, 0, who);
  CHECK(sitting(batch, 10) == std::vector<int>{1, 2});
  CHECK(sitting(batch, 20) == std::vector<int>{3, 4});
  CHECK(sitting(batch, 30) == std::vector<int>{5});
}

TEST_CASE("the fraction of a slot takes nobody") {
  Batch batch({.slots = 2.5});
  for (int who = 1; who <= 5; ++who) batch.join(who, 0, who);
  CHECK(sitting(batch, 10) == std::vector<int>{1, 2});
}

TEST_CASE("without a limit a date takes everybody") {
  Batch batch;
  for (int who = 0; who < 1000; ++who) batch.join(who, 0, who);
  CHECK(batch.sit(1000).size() == 1000);
}

TEST_CASE("the most urgent are taken first, and among them who came first") {
  Batch batch({.slots = 3});
  batch.join(1, 2, 0);
  batch.join(2, 1, 1);
  batch.join(3, 2, 2);
  batch.join(4, 1, 3);
  CHECK(sitting(batch, 10) == std::vector<int>{2, 4, 1});
}

TEST_CASE("with fewer than the minimum nothing takes place and nobody is lost") {
  Batch batch({.minimum = 3});
  batch.join(1, 0, 0);
  batch.join(2, 0, 1);
  CHECK(sitting(batch, 10).empty());
  CHECK(batch.queue_length() == 2);
  batch.join(3, 0, 12);
  CHECK(sitting(batch, 20) == std::vector<int>{1, 2, 3});
}

TEST_CASE("a full room is full until somebody is taken or leaves, and holds no more than its places") {
  Batch batch({.slots = 1, .room = 2});
  CHECK_FALSE(batch.is_full());
  const sim::Handle first = batch.join(1, 0, 0);
  CHECK_FALSE(batch.is_full());
  batch.join(2, 0, 1);
  CHECK(batch.is_full());
  batch.leave(first, 2);
  CHECK_FALSE(batch.is_full());
  batch.join(3, 0, 3);
  CHECK(sitting(batch, 10) == std::vector<int>{2});
  CHECK_FALSE(batch.is_full());
}

TEST_CASE("who comes too late to be prepared waits for the next date") {
  Batch batch({.preparation = 8});
  batch.join(1, 0, 0);
  batch.join(2, 0, 2);    // just in time
  batch.join(3, 0, 2.5);  // too late, however urgent
  batch.join(4, -1, 3);
  CHECK(sitting(batch, 10) == std::vector<int>{1, 2});
  CHECK(sitting(batch, 20) == std::vector<int>{4, 3});
}

TEST_CASE("those not prepared do not count towards the minimum") {
  Batch batch({.minimum = 2, .preparation = 8});
  batch.join(1, 0, 0);
  batch.join(2, 0, 5);
  CHECK(sitting(batch, 10).empty());
}

TEST_CASE("those who left are not taken") {
  Batch batch({.slots = 2});
  batch.join(1, 0, 0);
  const sim::Handle second = batch.join(2, 0, 1);
  batch.join(3, 0, 2);
  CHECK(batch.leave(second, 3));
  CHECK(sitting(batch, 10) == std::vector<int>{1, 3});
}

TEST_CASE("those who left do not count towards the minimum") {
  Batch batch({.minimum = 2});
  batch.join(1, 0, 0);
  const sim::Handle second = batch.join(2, 0, 1);
  batch.leave(second, 3);
  CHECK(sitting(batch, 10).empty());
}

TEST_CASE("who was taken cannot leave") {
  Batch batch;
  const sim::Handle first = batch.join(1, 0, 0);
  batch.sit(10);
  batch.join(2, 0, 11);
  CHECK_FALSE(batch.leave(first, 12));
  CHECK(batch.queue_length() == 1);
}

TEST_CASE("those taken are told with the time since when they waited") {
  Batch batch;
  batch.join(1, 0, 3);
  batch.keep_waiting(2, 0, -4, 5);
  const auto taken = batch.sit(10);
  REQUIRE(taken.size() == 2);
  CHECK(taken[0].since == 3);
  CHECK(taken[1].since == -4);
}

TEST_CASE("who has waited since an earlier time is prepared from then") {
  Batch batch({.preparation = 8});
  batch.keep_waiting(1, 0, -4, 5);
  CHECK(sitting(batch, 10) == std::vector<int>{1});
}

TEST_CASE("the slots of the next date can be changed") {
  Batch batch({.slots = 1});
  for (int who = 1; who <= 5; ++who) batch.join(who, 0, who);
  batch.set_slots(3);
  CHECK(sitting(batch, 10) == std::vector<int>{1, 2, 3});
}

TEST_CASE("the area of a batch's line is the sum of the waits in it") {
  Batch batch({.slots = 2}, 1);
  batch.join(1, 0, 1);
  const sim::Handle second = batch.join(2, 0, 2);
  batch.join(3, 0, 4);
  batch.join(4, 0, 5);
  batch.leave(second, 6);
  batch.sit(10);
  CHECK(batch.waiting_area(12) == (10 - 1) + (6 - 2) + (10 - 4) + (12 - 5));
}

TEST_CASE("a copied batch goes on alike") {
  Batch batch({.slots = 2, .minimum = 2});
  for (int who = 1; who <= 5; ++who) batch.join(who, who % 2, who);
  Batch copy = batch;
  CHECK(copy == batch);
  CHECK(sitting(copy, 10) == sitting(batch, 10));
  CHECK(copy == batch);
}
