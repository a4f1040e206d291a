#include "sim/design/rank_correlation.hpp"

#include <Eigen/Cholesky>
#include <Eigen/Core>
#include <boost/math/distributions/normal.hpp>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <limits>
#include <numeric>
#include <optional>
#include <stdexcept>
#include <string>
#include <vector>

namespace sim::design {

namespace {

using Table = Eigen::MatrixXd;
using Factor = Eigen::LLT<Table>;
using Index = Eigen::Index;

/// The places of the column's entries in rising order; equal ones in the order they stand.
std::vector<Index> order_of(const Table& table, Index column) {
  std::vector<Index> order(static_cast<std::size_t>(table.rows()));
  std::iota(order.begin(), order.end(), Index{0});
  std::stable_sort(order.begin(), order.end(), [&](Index a, Index b) { return table(a, column) < table(b, column); });
  return order;
}

/// 1 to rows in each column, equal numbers sharing the mean.
Table ranks(const Table& table) {
  Table out(table.rows(), table.cols());
  for (Index j = 0; j < table.cols(); ++j) {
    const std::vector<Index> order = order_of(table, j);
    for (std::size_t from = 0, to = 0; from < order.size(); from = to) {
      while (to < order.size() && table(order[to], j) == table(order[from], j)) ++to;
      for (std::size_t i = from; i < to; ++i) out(order[i], j) = static_cast<double>(from + to + 1) / 2;
    }
  }
  return out;
}

Table normal_scores(Table ranked) {
  const boost::math::normal_distribution<double> normal;
  const double n = static_cast<double>(ranked.rows());
  for (double& x : ranked.reshaped()) x = boost::math::quantile(normal, x / (n + 1));
  return ranked;
}

/// Columns of mean 0 and length 1.
Table standardised(Table table) {
  table.rowwise() -= table.colwise().mean().eval();
  for (Index j = 0; j < table.cols(); ++j) table.col(j) /= table.col(j).norm();
  return table;
}

Table correlations(const Table& table) {
  const Table standard = standardised(table);
  return standard.transpose() * standard;
}

bool is_positive_definite(const Factor& factor) {
  return factor.info() == Eigen::Success && (factor.matrixLLT().diagonal().array() > 1e-7).all();
}

/// The columns mixed so that their correlations become those that `wanted` factorises.
/// \return nothing if the columns are tied to each other or constant
std::optional<Table> mixed(const Table& scores, const Factor& wanted) {
  const Table standard = standardised(scores);
  const Factor present(standard.transpose() * standard);
  if (!is_positive_definite(present)) return std::nullopt;
  const Table freed = present.matrixL().solve(standard.transpose());
  return (wanted.matrixL() * freed).transpose();
}

/// Puts each column's numbers in the order of `guide`'s.
void reorder(Table& table, const Table& guide) {
  for (Index j = 0; j < table.cols(); ++j) {
    std::vector<double> sorted(table.col(j).begin(), table.col(j).end());
    std::sort(sorted.begin(), sorted.end());
    const std::vector<Index> order = order_of(guide, j);
    for (std::size_t i = 0; i < order.size(); ++i) table(order[i], j) = sorted[i];
  }
}

Factor checked(const Matrix& target, std::size_t factors) {
  if (target.rows != factors || target.columns != factors)
    throw std::invalid_argument("a rank correlation is needed for each pair of factors");
  const auto require = [&](bool rule, std::size_t i, std::size_t j, const char* why) {
    if (!rule)
      throw std::invalid_argument("the rank correlation of factors " + std::to_string(i) + " and " + std::to_string(j) +
                                  why);
  };
  Table table(static_cast<Index>(factors), static_cast<Index>(factors));
  for (std::size_t i = 0; i < factors; ++i)
    for (std::size_t j = 0; j < factors; ++j) {
      const double r = target.at(i, j);
      require(r >= -1 && r <= 1, i, j, " is not within -1 and 1");
      require(r == target.at(j, i), i, j, " differs from the other way round");
      require(i != j || r == 1, i, j, " is not 1");
      table(static_cast<Index>(i), static_cast<Index>(j)) = r;
    }
  Factor factor(table);
  if (!is_positive_definite(factor))
    throw std::invalid_argument("the rank correlations contradict each other: their matrix is not positive definite");
  return factor;
}

Table table_of(const Matrix& matrix) {
  using Rows = Eigen::Matrix<double, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor>;
  return Eigen::Map<const Rows>(matrix.values.data(), static_cast<Index>(matrix.rows),
                                static_cast<Index>(matrix.columns));
}

Matrix matrix_of(const Table& table) {
  Matrix out(static_cast<std::size_t>(table.rows()), static_cast<std::size_t>(table.cols()));
  for (std::size_t i = 0; i < out.rows; ++i)
    for (std::size_t j = 0; j < out.columns; ++j) out.at(i, j) = table(static_cast<Index>(i), static_cast<Index>(j));
  return out;
}

}  // namespace

Matrix rank_correlations(const Matrix& design) { return matrix_of(correlations(ranks(table_of(design)))); }

Matrix with_rank_correlations(Matrix design, const Matrix& target) {
  const Factor wanted = checked(target, design.columns);
  if (design.rows <= design.columns) throw std::invalid_argument("rank correlations need more points than factors");
  const Table goal = table_of(target);
  Table table = table_of(design);
  auto guide = mixed(normal_scores(ranks(table)), wanted);
  if (!guide)
    throw std::invalid_argument("columns of the design are constant or follow from others: no order of them is free");
  for (double nearest = std::numeric_limits<double>::infinity(); guide;) {
    reorder(table, *guide);
    const Table ranked = ranks(table);
    const double miss = (correlations(ranked) - goal).cwiseAbs().maxCoeff();
    if (!(miss < nearest)) break;
    nearest = miss;
    design = matrix_of(table);
    guide = mixed(ranked, wanted);
  }
  return design;
}

}  // namespace sim::design
