#pragma once

#include "sim/matrix.hpp"

#include <cstddef>
#include <limits>
#include <span>
#include <vector>

namespace sim::sensitivity {

/// What a box asks of one factor.
struct Restriction {
  std::size_t factor;
  double low = -std::numeric_limits<double>::infinity();  ///< inclusive, a value of the design; infinite: no limit
  double high = std::numeric_limits<double>::infinity();  ///< inclusive, a value of the design; infinite: no limit
  std::vector<double> levels = {};                        ///< of a categorical factor, those kept, ascending
  /// The chance to find at least as many cases in the box if this restriction did nothing: if each of its points were a
  /// case with the density of the box without it. Quasi, since the same points suggested the restriction; above 0.05 it
  /// had better be dropped.
  double quasi_p = 1;
};

/// A region of the factors and how it is hit. The points are those with an outcome, the cases those with a yes.
struct Box {
  std::vector<Restriction> restrictions;  ///< by factor; the box of all points has none
  std::size_t points, cases;              ///< inside
  double mass;                            ///< share of all points that are inside
  double density;                         ///< share of the points inside that are cases
  double coverage;                        ///< share of all cases that are inside; NaN if there is none
};

/// Both in (0, 1).
struct PrimShares {
  double peel = 0.05;  ///< of the box's points, that one step takes off or puts back; at least one, no part of a tie
  double least_mass = 0.05;  ///< of all points, that peeling leaves
};

/// Patient rule induction, peeling: starting with all points, the side of a factor (or level of a categorical one)
/// whose removal raises the density most for the mass it costs is taken off, again and again, until no removal raises
/// it or the box would be smaller than the least mass.
/// \param x            shape (points, factors)
/// \param outcome      1 for yes (a case), 0 for no, NaN for missing; shape (points)
/// \param categorical  whether the factor's values are names rather than amounts; shape (factors)
/// \return the boxes from all points to the last, one peel apart: density rises, coverage falls; which to take is a
///         judgement. Empty if no point has an outcome
/// \throws std::invalid_argument for shapes that do not fit, a factor that is not finite, another outcome or shares
///         outside (0, 1)
/// \source Friedman and Fisher 1999, Bump hunting in high-dimensional data, Statistics and Computing 9(2); Bryant and
///         Lempert 2010, Thinking inside the box, Technological Forecasting and Social Change 77(1) (coverage, density,
///         quasi-p); Kwakkel and Jaxa-Rozen 2016, Improving scenario discovery for handling heterogeneous
///         uncertainties, Environmental Modelling & Software 79 (gain for the mass it costs, fair to levels of unequal
///         size)
std::vector<Box> prim_peel(const Matrix& x, std::span<const double> outcome, const std::vector<bool>& categorical,
                           const PrimShares& shares = {});

/// What a box holds: for limits rounded by hand, a restriction dropped, or points that did not suggest the box.
/// \param restrictions  by ascending factor, one each; levels ascending; their quasi-p-values are not looked at
/// \return the box; with no point inside, its density is NaN
/// \throws std::invalid_argument as `prim_peel`, or for restrictions that are not as described
Box prim_box(const Matrix& x, std::span<const double> outcome, const std::vector<bool>& categorical,
             const std::vector<Restriction>& restrictions);

/// Patient rule induction, pasting: gives a box back what peeling took off too much. Of each restriction's sides (or
/// levels) the nearest points outside, as many as a share of the box, are put back where that leaves the density
/// highest, again and again, while the density does not fall.
/// \return the larger box, or the same
/// \throws std::invalid_argument as `prim_box`
Box prim_paste(const Matrix& x, std::span<const double> outcome, const std::vector<bool>& categorical,
               const std::vector<Restriction>& restrictions, const PrimShares& shares = {});

}  // namespace sim::sensitivity
