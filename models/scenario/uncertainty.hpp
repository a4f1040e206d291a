#pragma once

#include "models/scenario/evidence.hpp"
#include "sim/distribution.hpp"

#include <optional>
#include <string_view>

namespace scenario {

/// What a number that has a range is drawn from, in words; to be changed with uncertainty_of and draw.
inline constexpr std::string_view about_uncertainty =
    "The ends of a range are the 5 % and 95 % quantiles of what the number is drawn from: the family that its evidence "
    "names, else a beta for a share, a gamma for what cannot be negative and a normal otherwise, or a uniform where "
    "that family has no member with such quantiles. The draw is cut off at what the number may be.";

/// The distribution from which an evidenced number is drawn when parameters are drawn: of the family that its evidence
/// names, with the ends of its range as 5 % and 95 % quantiles.
///
/// A range without a family is drawn from a beta if it is of a share, a gamma if it is of anything else that cannot be
/// negative, a normal otherwise: the usual choices, as each lives on the numbers that are possible, and a gamma's thin
/// tail keeps a range that is wide out of ignorance from moving the mean far. It is drawn from a uniform where that
/// family has no such member: the range ends at 0 or a share's at 1, or it is too narrow or too wide to tell shapes.
/// \return nothing if the number is not uncertain: it has no range, the range is one point, or the family is constant
/// \throws std::invalid_argument naming the number's path if its family cannot have its range; the loader lets none
/// pass \source Briggs, Claxton and Sculpher 2006, "Decision Modelling for Health Economic Evaluation", ch. 4
std::optional<sim::Distribution> uncertainty_of(const Assumption& assumption);

/// One draw of the number: the distribution cut off at what the number may be, by inversion, so that a larger `u` is
/// never a smaller number. Counts are rounded to whole things and money to whole pence.
/// \param u  in [0, 1]; a share of 1e-16 at either end is not used, so that unbounded numbers stay finite
/// \return in the unit as kept, from assumption.least to assumption.most
/// \throws std::invalid_argument naming the number's path if the distribution lies wholly outside those
double draw(const sim::Distribution& uncertainty, const Assumption& assumption, double u);

}  // namespace scenario
