#include "models/economics/internal_rate_of_return.hpp"

#include "sim/boost_policy.hpp"

#include <boost/math/tools/toms748_solve.hpp>

#include <cmath>
#include <cstddef>
#include <cstdint>
#include <stdexcept>

namespace economics {

namespace {

std::size_t sign_changes(std::span<const double> flow) {
  std::size_t changes = 0;
  double last = 0;
  for (const double amount : flow) {
    if (!std::isfinite(amount)) throw std::invalid_argument("a cash flow must be finite");
    if (amount == 0) continue;
    if (last != 0 && (amount > 0) != (last > 0)) ++changes;
    last = amount;
  }
  return changes;
}

}  // namespace

std::optional<double> internal_rate_of_return(std::span<const double> flow) {
  if (sign_changes(flow) != 1) return std::nullopt;
  while (flow.front() == 0) flow = flow.subspan(1);  // waiting changes no rate
  // One change of sign: by Descartes' rule the value has exactly one root in the yearly factor, above 0.
  const auto value = [&](double factor) {
    double v = 0;
    for (std::size_t y = flow.size(); y-- > 0;) v = v * factor + flow[y];
    return v;
  };
  const bool rises = flow.front() < 0;
  const auto before_root = [&](double factor) { return (value(factor) < 0) == rises && value(factor) != 0; };
  double low = 0, high = 1;
  while (before_root(high)) low = high, high *= 2;
  std::uintmax_t steps = 200;
  const auto [a, b] =
      boost::math::tools::toms748_solve(value, low, high, value(low), value(high),
                                        boost::math::tools::eps_tolerance<double>(), steps, sim::BoostPolicy());
  return 1 / (a + (b - a) / 2) - 1;
}

}  // namespace economics
