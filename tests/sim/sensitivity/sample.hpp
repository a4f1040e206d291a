#pragma once

#include "sim/matrix.hpp"
#include "sim/random.hpp"

#include <boost/math/distributions/normal.hpp>
#include <boost/random/sobol.hpp>

#include <cmath>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <vector>

/// Points for tests of sensitivity analyses.
/// doctest::Approx allows its epsilon of 1 + the value; `.scale(0)` makes it a share of the value.
namespace sample {

inline constexpr double none = std::numeric_limits<double>::quiet_NaN();

/// Independent uniforms in (0, 1); shape (points, factors).
inline sim::Matrix uniforms(std::size_t points, std::size_t factors, std::uint32_t seed) {
  sim::Matrix x(points, factors);
  for (std::size_t i = 0; i < x.values.size(); ++i) x.values[i] = sim::uniform(seed, {.entity = i});
  return x;
}

/// A Sobol sequence, shifted by one random vector modulo 1; shape (points, factors).
inline sim::Matrix shifted_sobol(std::size_t points, std::size_t factors, std::uint32_t seed) {
  const sim::Matrix shift = uniforms(1, factors, seed);
  boost::random::sobol sequence(factors);
  sim::Matrix x(points, factors);
  for (std::size_t i = 0; i < points; ++i)
    for (std::size_t j = 0; j < factors; ++j) {
      const double shifted = sim::to_unit(sequence()) + shift.at(0, j);
      x.at(i, j) = shifted - std::floor(shifted);
    }
  return x;
}

inline sim::Matrix standard_normals(sim::Matrix uniform) {
  for (double& u : uniform.values) u = boost::math::quantile(boost::math::normal(), u);
  return uniform;
}

/// A matrix of one column.
inline sim::Matrix column(const std::vector<double>& values) {
  sim::Matrix y(values.size(), 1);
  y.values = values;
  return y;
}

/// The rows of a matrix that are not in the list.
inline sim::Matrix without_rows(const sim::Matrix& from, const std::vector<bool>& left_out) {
  sim::Matrix rest(0, from.columns);
  for (std::size_t i = 0; i < from.rows; ++i) {
    if (left_out[i]) continue;
    ++rest.rows;
    for (std::size_t j = 0; j < from.columns; ++j) rest.values.push_back(from.at(i, j));
  }
  return rest;
}

}  // namespace sample
