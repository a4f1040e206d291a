#pragma once

#include "models/scenario/units.hpp"
#include "sim/matrix.hpp"
#include "tools/sweep/amount.hpp"
#include "tools/sweep/texts.hpp"

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

namespace tools::sweeps {

/// The design points of a sweep: what each factor is at each of them.
struct Points {
  std::vector<std::string> factors;
  Texts written;                  ///< as a scenario would have it; shape (points, factors)
  sim::Matrix x;                  ///< the same as numbers, of names their order of appearance; shape (points, factors)
  std::vector<bool> categorical;  ///< by factor: names rather than amounts
  std::vector<std::vector<std::string>> names;  ///< by factor: of a categorical one its levels, by their number in `x`
  std::vector<Amount> units;  ///< by factor: what stands before and after an amount in `x`; its number says nothing
  std::vector<std::size_t> changed;  ///< of morris: the factor each step changes; shape (trajectories, factors)
  std::vector<double> step;          ///< of morris: by how much, in the unit cube
  std::size_t size() const { return written.rows(); }

  /// A number of `x` as people have it: "lifo", "2 weeks".
  std::string text(std::size_t factor, double value) const;
};

/// Makes `x` of what is written. A factor is an amount if its values are numbers in one unit, or all of them can be
/// read in the unit that its number is kept in; else they are names. \param kept  by factor: the unit, if it sets a
/// number \param same  each factor's values are numbers in one unit, though it may be written in two ways ("1 day", "2
/// days")
void make_numbers(Points& points, const std::vector<std::optional<scenario::Unit>>& kept, bool same);

/// How many points are the same as an earlier one.
std::size_t count_repeated(const Points& points);

}  // namespace tools::sweeps
