#pragma once

#include "sim/matrix.hpp"
#include "sim/sensitivity/bootstrap.hpp"

#include <vector>

namespace sim::sensitivity {

/// What information would be worth to whoever decides, in the unit of the net benefit; NaN without a complete point.
struct InformationValue {
  double value;
  double standard_error;  ///< over resampled points; NaN with fewer than 2 resamples
};

/// \return the value, with the standard deviation of the resampled ones as its standard error
InformationValue with_standard_error(double value, const std::vector<double>& resampled);

/// Expected value of perfect information about all factors: the mean over points of the best option's net benefit, less
/// that of the option that is best in the mean. Points are draws of the factors from their joint distribution.
///
/// Net benefits that are means over few replications hold chance that no information about factors would take away, and
/// the best of noisy numbers looks better than it is: the value is too high then. Give the noise to the other form.
/// \param net_benefit  of each decision option; shape (points, options), at least 1 option. A point where one is
///                     missing (NaN) is left out
/// \throws std::invalid_argument for no option, an infinite number or a wrong shape
/// \source Raiffa and Schlaifer 1961, Applied Statistical Decision Theory
InformationValue evpi(const Matrix& net_benefit, const Bootstrap& bootstrap = {});

/// The same without what chance adds: each option's increment over the first is drawn towards its mean over points
/// until its variance is that of the factors alone, between-point variance less mean noise. Right for two options whose
/// increment is normal over the factors; an approximation otherwise. The standard error holds the shrinkage fixed.
/// \param noise  of each other option's net benefit less the first's: the variance over replications within the point,
///               divided by their number; at least 0; shape (points, options - 1)
/// \source Louis 1984, Estimating a population of parameter values using Bayes and empirical Bayes methods, JASA
///         79(386) (shrinkage that keeps the variance of what is estimated)
InformationValue evpi(const Matrix& net_benefit, const Matrix& noise, const Bootstrap& bootstrap = {});

}  // namespace sim::sensitivity
