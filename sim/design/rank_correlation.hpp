#pragma once

#include "sim/matrix.hpp"

namespace sim::design {

/// Spearman's rank correlation of every pair of columns; equal numbers share the mean of their ranks.
/// \param design  finite values
/// \return symmetric, ones on the diagonal; shape (columns x columns). Not a number where a column is constant
Matrix rank_correlations(const Matrix& design);

/// The same numbers in each column, in an order that gives the columns these rank correlations: with 1,000 points to
/// within about 0.001, fewer points or numbers that repeat less near. A pure function of both: no chance enters.
///
/// Normal scores of the ranks are mixed by the ratio of two Cholesky factors, then the columns put in the order of the
/// mixed scores (Iman and Conover). That leaves rank correlations up to 0.02 beside those of the scores, so the ranks
/// themselves are then mixed in the same way until they come no nearer.
/// \param design  finite values; more points than factors, no column constant or the same order as another
/// \param target  symmetric, ones on the diagonal, positive definite; shape (columns x columns)
/// \throws std::invalid_argument if the design or the target is not so, naming the pair of factors where it is one's
/// \source Iman and Conover 1982, "A distribution-free approach to inducing rank correlation among input variables"
Matrix with_rank_correlations(Matrix design, const Matrix& target);

}  // namespace sim::design
