#pragma once

#include "sim/calendar.hpp"
#include "sim/random.hpp"
#include "sim/time.hpp"

#include <array>
#include <cstdint>
#include <stdexcept>
#include <string>
#include <utility>

namespace sim {

/// What a model sees of the engine while it handles an event: the clock, the calendar and addressed chance.
template <class Event>
class Context {
 public:
  Context(std::uint32_t seed, std::uint32_t replication, Time start)
      : now_(start), seed_(seed), replication_(replication) {}

  Time now() const { return now_; }
  std::uint32_t replication() const { return replication_; }

  /// \throws std::logic_error if `at` lies in the past or is not a number
  Handle schedule(Time at, Event event, std::int32_t rank = 0) {
    if (!(at >= now_)) throw_past("an event was scheduled", at);
    return calendar_.schedule(at, std::move(event), rank);
  }
  bool cancel(Handle handle) { return calendar_.cancel(handle); }
  bool is_pending(Handle handle) const { return calendar_.is_pending(handle); }
  void reschedule(Handle handle, Time at) {
    if (!(at >= now_)) throw_past("an event was scheduled", at);
    calendar_.reschedule(handle, at);
  }

  /// The uniform of one decision, strictly inside (0, 1).
  template <class Purpose>
  double uniform(std::uint64_t entity, Purpose purpose, std::uint32_t occurrence = 0) const {
    return sim::uniform(seed_, key(entity, purpose, occurrence));
  }
  template <class Purpose>
  UniformPair uniform_pair(std::uint64_t entity, Purpose purpose, std::uint32_t occurrence = 0) const {
    return sim::uniform_pair(seed_, key(entity, purpose, occurrence));
  }
  /// Four words of 64 bits of one address, for several small decisions taken together.
  template <class Purpose>
  std::array<std::uint64_t, 4> block(std::uint64_t entity, Purpose purpose, std::uint32_t occurrence = 0) const {
    return philox_block(seed_, key(entity, purpose, occurrence), 0);
  }
  /// A Boost.Random engine for that decision, for Boost.Random's own distributions.
  template <class Purpose>
  PhiloxEngine engine(std::uint64_t entity, Purpose purpose, std::uint32_t occurrence = 0) const {
    return {seed_, key(entity, purpose, occurrence)};
  }

  const Calendar<Event>& calendar() const { return calendar_; }
  bool operator==(const Context&) const = default;

 private:
  template <class Model>
  friend class Simulation;

  template <class Purpose>
  StreamKey key(std::uint64_t entity, Purpose purpose, std::uint32_t occurrence) const {
    return {replication_, entity, static_cast<std::uint32_t>(purpose), occurrence};
  }
  [[noreturn]] void throw_past(const std::string& what, Time at) const {
    throw std::logic_error("replication " + std::to_string(replication_) + ", time " + std::to_string(now_) + ": " +
                           what + " in the past, at " + std::to_string(at));
  }

  Calendar<Event> calendar_;
  Time now_;
  std::uint32_t seed_;
  std::uint32_t replication_;
};

/// A model and its calendar: a plain value. Copying it forks a warmed-up world. A model may have a member
/// `approach(event, ahead)`: it is told of events that come near, to fetch from memory what they will need. Most are
/// told twice: with `ahead` 1, and later, when what was fetched then can be read without waiting, with 0. It may be
/// told of one that has been cancelled, and not at all of one that comes soon after it is scheduled.
template <class Model>
class Simulation {
 public:
  using Event = typename Model::Event;

  Simulation(Model initial, std::uint32_t seed, std::uint32_t replication, Time start)
      : model(std::move(initial)), context_(seed, replication, start) {
    model.start(context_);
  }

  /// Handles every event before `end`, in order, and moves the clock to `end`. An event at `end` itself belongs to
  /// what comes after.
  /// \throws std::logic_error if `end` lies in the past or is not a number
  void run_until(Time end) {
    if (!(end >= now())) context_.throw_past("a run was to end", end);
    const auto approach = [this](const Event& event, std::size_t ahead) {
      if constexpr (requires { model.approach(event, ahead); }) model.approach(event, ahead);
    };
    Event event;
    while (context_.calendar_.pop_before(end, approach, context_.now_, event)) {
      ++events_;
      model.handle(event, context_);
    }
    context_.now_ = end;
  }

  Time now() const { return context_.now(); }
  std::uint64_t events() const { return events_; }
  Context<Event>& context() { return context_; }
  const Context<Event>& context() const { return context_; }
  bool operator==(const Simulation&) const = default;

  Model model;

 private:
  Context<Event> context_;
  std::uint64_t events_ = 0;
};

}  // namespace sim
