#pragma once

#include "sim/calibration/unit_cube.hpp"

#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <string_view>
#include <vector>

namespace sim::calibration {

/// How parameters are fitted, in words; to be changed with minimise.
inline constexpr std::string_view about_search =
    "two fifths of the evaluations cover the ranges by a Latin hypercube; from the best of these that lie apart, "
    "BOBYQA "
    "(Powell 2009, in NLopt) goes downhill";

struct Search {
  std::size_t evaluations = 200;  ///< at most; at least 1
  std::size_t starts = 3;         ///< local searches, at most; at least 1
  std::uint32_t seed = 0;
};

struct Minimum {
  Point at;
  double value = 0;
  std::vector<Point> spread;    ///< those evaluated to cover the cube evenly, in order
  std::size_t evaluations = 0;  ///< 0: stopped before the first, `at` is empty
  bool stopped = false;
};

/// The least value found of a deterministic function on the unit cube. Two fifths of the evaluations cover the cube (a
/// Latin hypercube); from the best points of it that lie at least a fifth of the cube apart in some coordinate, the
/// rest follow BOBYQA downhill, which models the function by quadratics and so passes over roughness smaller than its
/// steps. The same function and search give the same calls in the same order.
///
/// \param function  value at a point, or nothing: stop there
/// \param first     evaluated before all others, and a start like any other
/// \throws whatever the function throws
/// \source Powell 2009 (BOBYQA), in NLopt
Minimum minimise(const std::function<std::optional<double>(const Point&)>& function, const Point& first,
                 const Search& how);

}  // namespace sim::calibration
