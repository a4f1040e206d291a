#pragma once

#include "sim/calibration/misfit.hpp"
#include "sim/calibration/unit_cube.hpp"

#include <Eigen/Dense>

#include <cstddef>
#include <span>
#include <vector>

namespace sim::calibration {

/// A cheap stand-in for a simulation: each output a polynomial of the parameters, fitted by least squares; quadratic
/// with all products where there are points enough to judge it by, else linear.
class ResponseSurface {
 public:
  /// How many points an ordinary fit wants: three for each term of the quadratic.
  static std::size_t points_wanted(std::size_t dimensions);

  /// \param points     at least 1
  /// \param simulated  what each gave; shape (points, outputs)
  ResponseSurface(std::span<const Point> points, std::span<const std::vector<Simulated>> simulated);

  /// For each output its mean there, with what the surface does not explain in the standard error.
  std::vector<Simulated> at(const Point& point) const;

 private:
  Eigen::RowVectorXd terms(const Point& point) const;

  bool is_quadratic_;
  Eigen::MatrixXd coefficients_;  // terms by outputs
  std::vector<double> errors_;    // by output
};

}  // namespace sim::calibration
