#include "sim/calibration/response_surface.hpp"

#include <algorithm>
#include <cmath>

namespace sim::calibration {

namespace {

std::size_t quadratic_terms(std::size_t dimensions) { return (dimensions + 1) * (dimensions + 2) / 2; }

}  // namespace

std::size_t ResponseSurface::points_wanted(std::size_t dimensions) { return 3 * quadratic_terms(dimensions); }

ResponseSurface::ResponseSurface(std::span<const Point> points, std::span<const std::vector<Simulated>> simulated)
    : is_quadratic_(2 * points.size() >= 3 * quadratic_terms(points[0].size())) {
  const auto rows = static_cast<Eigen::Index>(points.size());
  const auto outputs = static_cast<Eigen::Index>(simulated[0].size());
  Eigen::MatrixXd design(rows, terms(points[0]).size()), observed(rows, outputs), chance(rows, outputs);
  for (Eigen::Index i = 0; i < rows; ++i) {
    design.row(i) = terms(points[static_cast<std::size_t>(i)]);
    for (Eigen::Index o = 0; o < outputs; ++o) {
      const Simulated& s = simulated[static_cast<std::size_t>(i)][static_cast<std::size_t>(o)];
      observed(i, o) = s.mean;
      chance(i, o) = s.standard_error;
    }
  }
  coefficients_ = design.completeOrthogonalDecomposition().solve(observed);
  const Eigen::MatrixXd apart = observed - design * coefficients_;
  const double freedom = static_cast<double>(std::max<Eigen::Index>(1, rows - design.cols()));
  for (Eigen::Index o = 0; o < outputs; ++o)
    errors_.push_back(std::hypot(std::sqrt(apart.col(o).squaredNorm() / freedom), chance.col(o).mean()));
}

std::vector<Simulated> ResponseSurface::at(const Point& point) const {
  const Eigen::RowVectorXd means = terms(point) * coefficients_;
  std::vector<Simulated> out;
  for (std::size_t o = 0; o < errors_.size(); ++o) out.push_back({means(static_cast<Eigen::Index>(o)), errors_[o]});
  return out;
}

Eigen::RowVectorXd ResponseSurface::terms(const Point& point) const {
  const std::size_t dimensions = point.size();
  Eigen::RowVectorXd out(static_cast<Eigen::Index>(is_quadratic_ ? quadratic_terms(dimensions) : dimensions + 1));
  Eigen::Index next = 0;
  out(next++) = 1;
  for (const double x : point) out(next++) = x - 0.5;
  for (std::size_t i = 0; is_quadratic_ && i < dimensions; ++i)
    for (std::size_t j = i; j < dimensions; ++j) out(next++) = (point[i] - 0.5) * (point[j] - 0.5);
  return out;
}

}  // namespace sim::calibration
