#pragma once

#include "models/scenario/units.hpp"
#include "sim/distribution.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace scenario {

/// The distribution of a family whose 5 % and 95 % quantiles are `low` and `high`. A triangular has its mode at
/// `value`; an exponential and a poisson, which have one parameter, have `value` as their mean and leave the range
/// aside. \param family  one of uncertainty_families, constant apart \param value   low <= value <= high \param low
/// less than `high`; all three in the unit as kept \return nothing, with the reason in `why` ("a gamma needs a range
/// above 0"), if the family has no such member
std::optional<sim::Distribution> fit(std::string_view family, Unit unit, double value, double low, double high,
                                     std::string& why);

}  // namespace scenario
