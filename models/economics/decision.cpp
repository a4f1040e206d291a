#include "models/economics/decision.hpp"

#include "sim/sensitivity/inputs.hpp"

#include <cmath>
#include <limits>

namespace economics {

namespace {

constexpr double none = std::numeric_limits<double>::quiet_NaN();

}  // namespace

Choice choose(const sim::Matrix& net_benefit, const sim::Matrix& noise, const sim::sensitivity::Bootstrap& bootstrap) {
  Choice choice;
  choice.perfect_information = noise.values.empty() ? sim::sensitivity::evpi(net_benefit, bootstrap)
                                                    : sim::sensitivity::evpi(net_benefit, noise, bootstrap);
  const std::size_t options = net_benefit.columns;
  choice.expected.assign(options, 0);
  choice.p_best.assign(options, 0);
  for (const std::size_t row : sim::sensitivity::complete_rows(net_benefit)) {
    ++choice.draws;
    double best = net_benefit.at(row, 0), tied = 0;
    for (std::size_t d = 0; d < options; ++d) {
      const double value = net_benefit.at(row, d);
      choice.expected[d] += value;
      if (value > best) best = value, tied = 0;
      if (value == best) ++tied;
    }
    for (std::size_t d = 0; d < options; ++d)
      if (net_benefit.at(row, d) == best) choice.p_best[d] += 1 / tied;
  }
  for (std::size_t d = 0; d < options; ++d) {
    const double draws = choice.draws > 0 ? static_cast<double>(choice.draws) : none;
    choice.expected[d] /= draws;
    choice.p_best[d] /= draws;
  }
  return choice;
}

double p_at_least(std::span<const double> draws, double threshold) {
  double reached = 0, all = 0;
  for (const double draw : draws) {
    if (std::isnan(draw)) continue;
    ++all;
    if (draw >= threshold) ++reached;
  }
  return all > 0 ? reached / all : none;
}

}  // namespace economics
