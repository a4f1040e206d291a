#pragma once

#include "models/network/line.hpp"
#include "models/network/measures.hpp"
#include "models/network/people.hpp"
#include "models/network/plan.hpp"
#include "sim/random.hpp"
#include "sim/simulation.hpp"

#include <cstdint>
#include <memory>
#include <vector>

namespace network {

struct Event {
  enum class Kind : std::uint8_t {
    arrival,      ///< of somebody of a class
    service_end,  ///< of a person
    renege,       ///< a person's patience ends
    sitting,      ///< of a meeting
    servers,      ///< a step in a station's servers
  };
  Kind kind = Kind::arrival;
  std::uint32_t subject = 0;
  bool operator==(const Event&) const = default;
};

using Context = sim::Context<Event>;

/// A network of queues: everybody in it and what has been counted. A plain value.
class World {
 public:
  using Event = network::Event;

  explicit World(std::shared_ptr<const Plan> plan);

  void start(Context& ctx);
  void handle(const Event& event, Context& ctx);

  /// Counts from now on.
  void begin_counting(sim::Time now);
  /// Closes the counted period: what is still going on counts up to now.
  /// \throws std::logic_error if the time people spent at a station is not the time its people were there (Little's law
  ///         on the sample path, to 1e-9)
  void end_counting(sim::Time now);

  struct StationState {
    Line line;
    std::size_t busy = 0;
    double servers = 0;
    double server_time = 0;  ///< integral of the servers there are, within the counted period
    sim::Time servers_since = 0;
    std::uint32_t step = 0;     ///< of the servers
    std::uint64_t sitting = 0;  ///< number of the last one
    double slots = 0;           ///< of the sittings counted
    Occupancy present;
    std::vector<Occupancy> present_by_class;  ///< empty if there is one class
    std::vector<Visits> visits;               ///< by class
    bool operator==(const StationState&) const = default;
  };
  struct ClassState {
    sim::PhiloxEngine stream;
    sim::Time following = 0;  ///< when the one after the next comes: drawn early, so that the calendar need not wait
    std::uint64_t born = 0;
    std::uint64_t arrivals = 0, completed = 0;
    double time_in_system = 0;
    bool operator==(const ClassState&) const = default;
  };
  const std::vector<StationState>& stations() const { return stations_; }
  const std::vector<ClassState>& classes() const { return classes_; }
  const People& people() const { return people_; }
  const Plan& plan() const { return *plan_; }
  double counted_time() const { return counted_time_; }
  bool operator==(const World&) const = default;

 private:
  void arrival(std::uint32_t c, Context& ctx);
  void join(std::uint32_t who, std::uint16_t station, Context& ctx);
  void begin_service(std::uint32_t who, Context& ctx);
  void serve_next(std::uint16_t station, Context& ctx);
  void service_end(std::uint32_t who, Context& ctx);
  void renege(std::uint32_t who, Context& ctx);
  void sitting(std::uint16_t station, Context& ctx);
  void step_servers(std::uint16_t station, Context& ctx);
  void set_servers(std::uint16_t station, double servers, sim::Time now);
  void end_wait(Person& person, sim::Time now);
  void move_on(std::uint32_t who, Context& ctx);
  void change_present(const Person& person, int by, sim::Time now);
  /// The part of a time since `from` that lies in the counted period.
  double counted(sim::Time from, sim::Time now) const { return now - (from > counting_from_ ? from : counting_from_); }

  std::shared_ptr<const Plan> plan_;
  People people_;
  std::vector<StationState> stations_;
  std::vector<ClassState> classes_;
  sim::Time counting_from_ = 0;
  double counted_time_ = 0;
};

}  // namespace network
