#include "sim/simulation.hpp"

#include <doctest/doctest.h>

#include <cmath>
#include <cstdint>
#include <limits>
#include <stdexcept>
#include <string>
#include <vector>

namespace {

enum class Draw : std::uint32_t { next = 1, alarm = 2 };

/// Each of several entities acts again and again; each act moves a common alarm, which resets when it goes off.
class Renewals {
 public:
  struct Event {
    std::uint32_t who;
    bool operator==(const Event&) const = default;
  };
  using Context = sim::Context<Event>;
  static constexpr std::uint32_t alarm = 0xffffffffU;

  explicit Renewals(std::uint32_t entities) : acts(entities) {}

  void start(Context& ctx) {
    for (std::uint32_t who = 0; who < acts.size(); ++who) next(who, ctx);
    alarm_ = ctx.schedule(ctx.now() + 1, Event{alarm});
  }
  void handle(const Event& event, Context& ctx) {
    if (event.who == alarm) {
      alarms.push_back(ctx.now());
      alarm_ = ctx.schedule(ctx.now() + 1, Event{alarm});
      return;
    }
    acts[event.who].push_back(ctx.now());
    ctx.reschedule(alarm_, ctx.now() + ctx.uniform(event.who, Draw::alarm, count(event.who)));
    next(event.who, ctx);
  }
  bool operator==(const Renewals&) const = default;

  std::vector<std::vector<sim::Time>> acts;
  std::vector<sim::Time> alarms;

 private:
  std::uint32_t count(std::uint32_t who) const { return static_cast<std::uint32_t>(acts[who].size()); }
  void next(std::uint32_t who, Context& ctx) const {
    ctx.schedule(ctx.now() - std::log(ctx.uniform(who, Draw::next, count(who))), Event{who});
  }

  sim::Handle alarm_;
};

using World = sim::Simulation<Renewals>;

World world(std::uint32_t entities = 20) { return World(Renewals(entities), 1, 7, 0); }

/// Writes down what happened when; schedules nothing by itself.
struct Diary {
  struct Event {
    int name;
    bool operator==(const Event&) const = default;
  };
  void start(sim::Context<Event>&) const {}
  void handle(const Event& event, sim::Context<Event>& ctx) {
    names.push_back(event.name);
    times.push_back(ctx.now());
  }
  bool operator==(const Diary&) const = default;

  std::vector<int> names;
  std::vector<sim::Time> times;
};

sim::Simulation<Diary> diary(sim::Time start = 0) { return {Diary{}, 1, 7, start}; }

}  // namespace

TEST_CASE("a forked world and the one it was forked from go on alike") {
  World original = world();
  original.run_until(50);
  World fork = original;
  fork.run_until(100);
  original.run_until(100);
  CHECK(fork == original);
}

TEST_CASE("a fork goes on as if the world had never been forked") {
  World straight = world();
  straight.run_until(100);
  World original = world();
  original.run_until(50);
  World fork = original;
  fork.run_until(100);
  CHECK(fork == straight);
}

TEST_CASE("what happens in a fork does not happen in the world it was forked from") {
  World original = world();
  original.run_until(50);
  const World before = original;
  World fork = original;
  fork.run_until(100);
  CHECK(original == before);
  CHECK(fork != original);
}

TEST_CASE("a run in many steps is the run in one") {
  World one = world(), many = world();
  one.run_until(30);
  for (int i = 1; i <= 300; ++i) many.run_until(i == 300 ? 30 : i * 0.1);
  CHECK(many == one);
}

TEST_CASE("one more entity changes nobody else's history") {
  World smaller = world(20), larger = world(21);
  smaller.run_until(30);
  larger.run_until(30);
  larger.model.acts.pop_back();
  CHECK(larger.model.acts == smaller.model.acts);
}

TEST_CASE("another replication is another history") {
  World one(Renewals(20), 1, 7, 0), other(Renewals(20), 1, 8, 0);
  one.run_until(30);
  other.run_until(30);
  CHECK(one.model != other.model);
}

TEST_CASE("an event in the past is refused, naming replication and time") {
  auto run = diary();
  run.run_until(3.5);
  std::string message;
  try {
    run.context().schedule(3.25, {1});
  } catch (const std::logic_error& error) { message = error.what(); }
  CAPTURE(message);
  CHECK(message.find("replication 7") != std::string::npos);
  CHECK(message.find("time 3.5") != std::string::npos);
  CHECK(message.find("at 3.25") != std::string::npos);
}

TEST_CASE("an event cannot be moved into the past") {
  auto run = diary();
  const sim::Handle handle = run.context().schedule(5, {1});
  run.run_until(3.5);
  CHECK_THROWS_AS(run.context().reschedule(handle, 3.25), std::logic_error);
}

TEST_CASE("a time that is not a number is refused") {
  auto run = diary();
  CHECK_THROWS_AS(run.context().schedule(std::numeric_limits<double>::quiet_NaN(), {1}), std::logic_error);
}

TEST_CASE("an event may be scheduled for now") {
  auto run = diary(2);
  run.context().schedule(2, {1});
  run.run_until(3);
  CHECK(run.model.times == std::vector<sim::Time>{2});
}

TEST_CASE("an event at the end belongs to what comes after") {
  auto run = diary();
  run.context().schedule(1, {1});
  run.context().schedule(2, {2});
  run.run_until(2);
  CHECK(run.model.names == std::vector<int>{1});
  run.run_until(2.5);
  CHECK(run.model.names == std::vector<int>{1, 2});
  CHECK(run.model.times == std::vector<sim::Time>{1, 2});
}

TEST_CASE("after a run the clock stands at its end, whatever happened last") {
  auto run = diary();
  run.context().schedule(1, {1});
  run.run_until(2.5);
  CHECK(run.now() == 2.5);
}

TEST_CASE("the clock is not turned back") {
  auto run = diary();
  run.run_until(2);
  CHECK_THROWS_AS(run.run_until(1), std::logic_error);
  CHECK(run.now() == 2);
}

TEST_CASE("a cancelled event is not handled") {
  auto run = diary();
  run.context().schedule(1, {1});
  const sim::Handle handle = run.context().schedule(2, {2});
  CHECK(run.context().cancel(handle));
  CHECK_FALSE(run.context().is_pending(handle));
  run.run_until(3);
  CHECK(run.model.names == std::vector<int>{1});
}

TEST_CASE("every event handled is counted, and no other") {
  auto run = diary();
  for (int i = 0; i < 10; ++i) run.context().schedule(i, {i});
  run.run_until(7);
  CHECK(run.events() == 7);
}

TEST_CASE("a context draws at the address of its seed, its replication and the decision") {
  const sim::Context<int> ctx(11, 7, 0);
  const sim::StreamKey key{.replication = 7, .entity = 1ULL << 40 | 5, .purpose = 2, .occurrence = 9};
  auto engine = ctx.engine(key.entity, Draw::alarm, 9);
  CHECK(ctx.uniform(key.entity, Draw::alarm, 9) == sim::uniform(11, key));
  CHECK(ctx.uniform_pair(key.entity, Draw::alarm, 9).second == sim::uniform_pair(11, key).second);
  CHECK(engine == sim::PhiloxEngine(11, key));
  CHECK(ctx.block(key.entity, Draw::alarm, 9) == sim::philox_block(11, key, 0));
}
