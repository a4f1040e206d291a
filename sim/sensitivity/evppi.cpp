#include "sim/sensitivity/evppi.hpp"

#include "sim/sensitivity/inputs.hpp"
#include "sim/sensitivity/spline_basis.hpp"

#include <Eigen/Dense>

#include <limits>
#include <stdexcept>

namespace sim::sensitivity {

namespace {

constexpr std::size_t most_knots_of_one = 10, most_knots_of_two = 6;

Eigen::Index index(std::size_t i) { return static_cast<Eigen::Index>(i); }

/// Every column of one times every column of the other.
Eigen::MatrixXd products(const Eigen::MatrixXd& a, const Eigen::MatrixXd& b) {
  Eigen::MatrixXd all(a.rows(), a.cols() * b.cols());
  for (Eigen::Index i = 0; i < a.cols(); ++i)
    for (Eigen::Index j = 0; j < b.cols(); ++j) all.col(i * b.cols() + j) = a.col(i).cwiseProduct(b.col(j));
  return all;
}

/// Orthonormal columns that span those of the basis, so that few levels of a factor do no harm.
Eigen::MatrixXd orthonormal(const Eigen::MatrixXd& basis) {
  Eigen::ColPivHouseholderQR<Eigen::MatrixXd> qr;
  qr.setThreshold(1e-9);
  qr.compute(basis);
  return qr.householderQ() * Eigen::MatrixXd::Identity(basis.rows(), qr.rank());
}

/// \param x  shape (points, 1 or 2)
/// \return the basis with the least generalised cross-validation score of all columns of z; empty if n is too small
Eigen::MatrixXd choose_basis(const Eigen::MatrixXd& x, const Eigen::MatrixXd& z) {
  const double n = static_cast<double>(z.rows());
  const std::size_t most = x.cols() == 1 ? most_knots_of_one : most_knots_of_two;
  Eigen::MatrixXd chosen;
  double least = std::numeric_limits<double>::infinity();
  if (z.rows() == 0) return chosen;
  for (std::size_t knots = 2; knots <= most; ++knots) {
    Eigen::MatrixXd basis = spline_basis(x.col(0), knots);
    if (x.cols() == 2) basis = products(basis, spline_basis(x.col(1), knots));
    if (basis.cols() >= basis.rows()) break;
    const Eigen::MatrixXd q = orthonormal(basis);
    const double left = n - static_cast<double>(q.cols());
    const double score = n * (z - q * (q.transpose() * z)).squaredNorm() / (left * left);
    if (score < least) {
      least = score;
      chosen = q;
    }
  }
  return chosen;
}

/// \param q       orthonormal basis
/// \param z       net benefit, centred on `mean`; shape (points, options)
/// \param counts  how often each point counts; their sum is that of points
double value(const Eigen::MatrixXd& q, const Eigen::MatrixXd& z, const Eigen::RowVectorXd& mean,
             const Eigen::VectorXd& counts) {
  const Eigen::MatrixXd weighted = counts.asDiagonal() * q;
  Eigen::MatrixXd normal = q.transpose() * weighted;
  normal.diagonal().array() += 1e-9;  // a resample may lose a level
  const Eigen::MatrixXd fitted = (q * normal.llt().solve(weighted.transpose() * z)).rowwise() + mean;
  const double n = static_cast<double>(z.rows());
  return counts.dot(fitted.rowwise().maxCoeff()) / n - (counts.transpose() * fitted).maxCoeff() / n;
}

void require_groups(const std::vector<std::vector<std::size_t>>& groups, std::size_t factors) {
  for (const auto& group : groups) {
    if (group.empty() || group.size() > 2) throw std::invalid_argument("a group must be of one or two factors");
    if (group.front() >= factors || group.back() >= factors)
      throw std::invalid_argument("a group names no such factor");
    if (group.size() == 2 && group[0] == group[1]) throw std::invalid_argument("a group must name a factor once");
  }
}

}  // namespace

std::vector<Evppi> evppi(const Matrix& x, const Matrix& net_benefit,
                         const std::vector<std::vector<std::size_t>>& groups, const Bootstrap& bootstrap) {
  require_design(x, net_benefit);
  if (net_benefit.columns == 0) throw std::invalid_argument("a decision needs at least one option");
  require_groups(groups, x.columns);

  const auto rows = complete_rows(net_benefit);
  const std::size_t n = rows.size();
  Eigen::MatrixXd z(index(n), index(net_benefit.columns));
  for (std::size_t i = 0; i < n; ++i)
    for (std::size_t d = 0; d < net_benefit.columns; ++d) z(index(i), index(d)) = net_benefit.at(rows[i], d);
  // What all options share, chance above all, does not bear on the choice between them.
  z.colwise() -= z.rowwise().mean().eval();
  const Eigen::RowVectorXd mean = z.colwise().sum() / static_cast<double>(n);
  z.rowwise() -= mean;

  std::vector<Evppi> found;
  found.reserve(groups.size());
  for (const auto& group : groups) {
    Eigen::MatrixXd learnt(index(n), index(group.size()));
    for (std::size_t i = 0; i < n; ++i)
      for (std::size_t j = 0; j < group.size(); ++j) learnt(index(i), index(j)) = x.at(rows[i], group[j]);
    const Eigen::MatrixXd q = choose_basis(learnt, z);
    double of_all = std::numeric_limits<double>::quiet_NaN();
    std::vector<double> resampled;
    if (q.cols() > 0) {
      of_all = value(q, z, mean, Eigen::VectorXd::Ones(index(n)));
      for (std::size_t r = 0; r < bootstrap.resamples; ++r) {
        const std::vector<double> counts = resample_counts(n, bootstrap.seed, r);
        resampled.push_back(value(q, z, mean, Eigen::Map<const Eigen::VectorXd>(counts.data(), index(n))));
      }
    }
    found.push_back({group, n, static_cast<std::size_t>(q.cols()), with_standard_error(of_all, resampled)});
  }
  return found;
}

}  // namespace sim::sensitivity
