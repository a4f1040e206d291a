#pragma once

#include "sim/calibration/misfit.hpp"
#include "sim/calibration/unit_cube.hpp"

#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <utility>
#include <vector>

namespace sim::calibration {

/// A set of parameters that was simulated.
struct Candidate {
  Point at;
  std::vector<Simulated> simulated;    ///< by target
  std::vector<double> implausibility;  ///< by target
  double worst() const;
  bool is_ruled_out() const;  ///< by any target
};

struct Waves {
  std::size_t waves = 3;     ///< at most, the one that was given included
  std::size_t points = 100;  ///< of each further one
  std::size_t wanted = 50;   ///< survivors: enough to stop before the next wave
  std::uint32_t seed = 0;
};

struct Matched {
  std::vector<Candidate> survivors;  ///< at most `wanted`, those of later waves first
  std::size_t waves = 0, tried = 0;
  bool stopped = false;
};

/// The sets of parameters that no target rules out. After a first wave over the whole cube, each wave fits response
/// surfaces to the best of what has been simulated, and simulates points taken evenly from where the surfaces rule
/// nothing out. What survives the simulation itself lies about evenly in the part of the cube that is not ruled out.
/// \param simulate    candidate at a point, or nothing: stop there
/// \param targets     one or more
/// \param first_wave  points that cover the cube evenly, simulated
/// \param others      further points simulated; they guide, but are no survivors, since they are not spread evenly
/// \throws whatever `simulate` throws
/// \source Vernon, Goldstein and Bower 2010
Matched history_match(const std::function<std::optional<Candidate>(const Point&)>& simulate,
                      std::span<const Target> targets, std::size_t dimensions, std::span<const Candidate> first_wave,
                      std::span<const Candidate> others, const Waves& how);

/// Targets that no candidate meets, and pairs of the others that none meets together.
struct Conflict {
  std::vector<std::size_t> alone;
  std::vector<std::pair<std::size_t, std::size_t>> pairs;
};
/// \param candidates  at least 1
Conflict conflict_among(std::span<const Candidate> candidates);

}  // namespace sim::calibration
