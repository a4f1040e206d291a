#include "sim/calibration/region.hpp"

#include "sim/design/latin_hypercube.hpp"
#include "sim/random.hpp"

#include <Eigen/Dense>

#include <algorithm>

namespace sim::calibration {

namespace {

constexpr double margin = 0.25, least_margin = 0.01;
constexpr int most_rounds = 200;  // of hypercubes, where the box lies mostly outside the cube

}  // namespace

std::vector<Point> fill_around(std::span<const Point> points, std::size_t n, std::uint32_t seed, std::uint32_t stream) {
  const auto dimensions = static_cast<Eigen::Index>(points[0].size());
  Eigen::MatrixXd rows(static_cast<Eigen::Index>(points.size()), dimensions);
  for (std::size_t i = 0; i < points.size(); ++i)
    rows.row(static_cast<Eigen::Index>(i)) = Eigen::Map<const Eigen::RowVectorXd>(points[i].data(), dimensions);
  const Eigen::RowVectorXd centre = rows.colwise().mean();
  const Eigen::MatrixXd centred = rows.rowwise() - centre;
  const Eigen::MatrixXd axes =
      Eigen::SelfAdjointEigenSolver<Eigen::MatrixXd>(centred.transpose() * centred).eigenvectors();
  const Eigen::MatrixXd along = centred * axes;
  Eigen::RowVectorXd low = along.colwise().minCoeff(), high = along.colwise().maxCoeff();
  const Eigen::RowVectorXd more = (margin * (high - low)).cwiseMax(least_margin);
  low -= more;
  high += more;

  std::vector<Point> filled;
  for (int round = 0; round < most_rounds && filled.size() < n; ++round) {
    const auto part = static_cast<std::uint32_t>(round);
    const Matrix cube =
        design::latin_hypercube(seed, n, points[0].size(), static_cast<std::uint32_t>(born(stream, part)));
    for (const Point& u : points_of(cube)) {
      const Eigen::RowVectorXd inside = Eigen::Map<const Eigen::RowVectorXd>(u.data(), dimensions);
      const Eigen::RowVectorXd at = centre + (low + inside.cwiseProduct(high - low)) * axes.transpose();
      if (filled.size() < n && at.minCoeff() >= 0 && at.maxCoeff() <= 1)
        filled.emplace_back(at.data(), at.data() + dimensions);
    }
  }
  return filled;
}

}  // namespace sim::calibration
