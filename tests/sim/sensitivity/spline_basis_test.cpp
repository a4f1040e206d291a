#include "sim/sensitivity/spline_basis.hpp"

#include <Eigen/Dense>
#include <doctest/doctest.h>

#include <cmath>

using namespace sim::sensitivity;

namespace {

/// How far the nearest function of the basis is from y, at most.
double distance(const Eigen::MatrixXd& basis, const Eigen::VectorXd& y) {
  return (y - basis * basis.colPivHouseholderQr().solve(y)).cwiseAbs().maxCoeff();
}

}  // namespace

TEST_CASE("straight lines are in every basis, whatever the unit of x") {
  const Eigen::VectorXd x = Eigen::VectorXd::LinSpaced(200, -1e6, 3e6);
  for (const std::size_t knots : {2U, 3U, 10U}) {
    const Eigen::MatrixXd basis = spline_basis(x, knots);
    CHECK(basis.cols() == static_cast<Eigen::Index>(knots));
    CHECK(distance(basis, (2e-6 * x).array() + 5) < 1e-9);
  }
}

TEST_CASE("a basis bends between its knots and not beyond the last") {
  const Eigen::VectorXd x = Eigen::VectorXd::LinSpaced(1001, 0, 1);
  const Eigen::MatrixXd basis = spline_basis(x, 5);
  for (Eigen::Index j = 2; j < 5; ++j) {
    const auto curvature = [&](Eigen::Index i) { return 1e6 * (basis(i - 1, j) - 2 * basis(i, j) + basis(i + 1, j)); };
    CHECK(std::abs(curvature(1)) < 0.1);
    CHECK(std::abs(curvature(999)) < 0.1);
    CHECK(std::abs(curvature(600)) > 1);
  }
}

TEST_CASE("more knots follow a wave more nearly") {
  const Eigen::VectorXd x = Eigen::VectorXd::LinSpaced(500, 0, 1);
  const Eigen::VectorXd wave = (6 * x).array().sin();
  CHECK(distance(spline_basis(x, 2), wave) > 0.5);
  CHECK(distance(spline_basis(x, 5), wave) < 0.2);
  CHECK(distance(spline_basis(x, 10), wave) < 0.03);
}

TEST_CASE("with as many knots as levels every function of the levels is in the basis, however unequal their numbers") {
  Eigen::VectorXd x(100), y(100);
  for (Eigen::Index i = 0; i < 100; ++i) {
    x[i] = i < 90 ? 1 : i < 96 ? 2 : i < 99 ? 3 : 7;
    y[i] = i < 90 ? 4 : i < 96 ? -1 : i < 99 ? 9 : 0;
  }
  CHECK(spline_basis(x, 10).cols() == 4);
  CHECK(distance(spline_basis(x, 10), y) < 1e-9);
}

TEST_CASE("a factor that does not vary has the constant alone") {
  const Eigen::MatrixXd basis = spline_basis(Eigen::VectorXd::Constant(5, 0.1), 6);
  CHECK(basis == Eigen::MatrixXd::Ones(5, 1));
}
