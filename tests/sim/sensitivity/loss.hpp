#pragma once

#include <boost/math/distributions/normal.hpp>

#include <cmath>

/// What knowing a normal increment exactly is worth to whoever takes it or leaves it: sd times the unit normal loss at
/// |mean| / sd.
/// \source Raiffa and Schlaifer 1961, Applied Statistical Decision Theory
inline double loss(double mean, double sd) {
  const boost::math::normal unit;
  const double z = std::abs(mean) / sd;
  return sd * (boost::math::pdf(unit, z) - z * boost::math::cdf(unit, -z));
}
