#pragma once

#include <Eigen/Core>

#include <cstddef>

namespace sim::sensitivity {

/// Natural cubic splines of x: every smooth function that is linear beyond the outermost knots. Knots lie at evenly
/// spaced quantiles of the distinct values, the outermost at the least and the greatest, so that as many knots as
/// distinct values reach every function of them.
/// \param x      finite, not empty
/// \param knots  at least 2 (a straight line); no more than there are distinct values are used
/// \return shape (points, knots used), the constant first; the constant alone if x does not vary
/// \source Hastie, Tibshirani and Friedman 2009, The Elements of Statistical Learning, 5.2.1
Eigen::MatrixXd spline_basis(const Eigen::VectorXd& x, std::size_t knots);

}  // namespace sim::sensitivity
