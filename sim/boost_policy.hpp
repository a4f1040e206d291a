#pragma once

#include <boost/math/policies/policy.hpp>

namespace sim {

/// How Boost.Math is asked: in doubles throughout, so that results do not hang on a long double's width, and without
/// exceptions.
using BoostPolicy =
    boost::math::policies::policy<boost::math::policies::promote_double<false>,
                                  boost::math::policies::overflow_error<boost::math::policies::ignore_error>,
                                  boost::math::policies::evaluation_error<boost::math::policies::ignore_error>>;

}  // namespace sim
