#pragma once

#include "models/network/arrivals.hpp"
#include "models/network/config.hpp"
#include "sim/distribution.hpp"
#include "sim/time.hpp"

#include <array>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace network {

inline constexpr std::uint16_t exit_station = 0xffff;

enum class Discipline : std::uint8_t { fifo, lifo, priority, deadline };
/// Who is first, in words; to be changed with Line.
inline constexpr std::array<std::string_view, 4> discipline_rules{
    "first come, first served", "last come, first served", "lowest priority number first, then first come",
    "earliest due first, due a drawn time after joining, then first come"};

/// Ranks of events at one instant; all others have 0. Servers change first; meetings sit last, when everybody is there.
inline constexpr std::int32_t servers_rank = -1, sitting_rank = 2;

/// Purposes of draws. Append only: they are part of what makes results repeatable.
enum class Draw : std::uint32_t {
  arrivals = 1,  ///< stream of a class: gaps, or candidates and whether they are taken
  visit = 2,     ///< of a person, by number of visit: service, way on, patience, deadline
};

struct CompiledClass {
  std::string name;
  std::uint64_t key = 0;    ///< number of its stream, from its name
  std::uint16_t level = 0;  ///< rank of its priority among all, 0 first
  Arrivals arrivals;
  std::uint16_t starts_at = 0;
};

/// One way on: with cumulative probability up to `up_to`.
struct Way {
  double up_to = 1;
  std::uint16_t to = exit_station;
};

struct CompiledMeeting {
  sim::Time every = 0;
  double slots = 0, minimum = 1;
  sim::Time preparation = 0;
  std::vector<config::Gap> gaps;
};

struct CompiledStation {
  std::string name;
  Discipline discipline = Discipline::fifo;
  double room = std::numeric_limits<double>::infinity();
  std::vector<config::ServerStep> servers;  ///< at least one, from 0
  std::optional<CompiledMeeting> meeting;   ///< instead of servers
  /// By class; a class that never comes has none. shape (classes)
  std::vector<std::optional<sim::Distribution>> service, patience, deadline;
  std::vector<std::vector<Way>> next;  ///< shape (classes, ways)
};

/// Everything a run needs; shared and never changed while it runs.
struct Plan {
  std::string title;
  std::vector<CompiledClass> classes;
  std::vector<CompiledStation> stations;
  std::size_t levels = 1;  ///< different priorities
  sim::Time warm_up = 0, horizon = 0;
  std::uint32_t replications = 1, seed = 0;
  std::optional<config::Precision> precision;
  std::vector<config::Named<double>> expect;
};

}  // namespace network
