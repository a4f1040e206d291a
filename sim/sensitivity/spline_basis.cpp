#include "sim/sensitivity/spline_basis.hpp"

#include "sim/summary.hpp"

#include <algorithm>
#include <vector>

namespace sim::sensitivity {

namespace {

/// On the unit range, so that the basis is well scaled whatever the unit of x.
std::vector<double> place_knots(const Eigen::ArrayXd& unit, std::size_t knots) {
  std::vector<double> distinct(unit.begin(), unit.end());
  std::sort(distinct.begin(), distinct.end());
  distinct.erase(std::unique(distinct.begin(), distinct.end()), distinct.end());
  std::vector<double> at(std::min(knots, distinct.size()));
  for (std::size_t k = 0; k < at.size(); ++k)
    at[k] = quantile_of_sorted(distinct, static_cast<double>(k) / static_cast<double>(at.size() - 1));
  return at;
}

}  // namespace

Eigen::MatrixXd spline_basis(const Eigen::VectorXd& x, std::size_t knots) {
  const double low = x.minCoeff(), range = x.maxCoeff() - low;
  if (!(range > 0)) return Eigen::MatrixXd::Ones(x.size(), 1);
  const Eigen::ArrayXd unit = (x.array() - low) / range;
  const std::vector<double> at = place_knots(unit, knots);

  const auto cube_beyond = [&](double knot) -> Eigen::ArrayXd { return (unit - knot).max(0).cube(); };
  const auto bend = [&](double knot) -> Eigen::ArrayXd {
    return (cube_beyond(knot) - cube_beyond(at.back())) / (at.back() - knot);
  };
  Eigen::MatrixXd basis(x.size(), static_cast<Eigen::Index>(at.size()));
  basis.col(0).setOnes();
  basis.col(1) = unit.matrix();
  for (std::size_t k = 0; k + 2 < at.size(); ++k)
    basis.col(static_cast<Eigen::Index>(k + 2)) = (bend(at[k]) - bend(at[at.size() - 2])).matrix();
  return basis;
}

}  // namespace sim::sensitivity
