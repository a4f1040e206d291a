#include "models/economics/cost_effectiveness.hpp"

#include "models/economics/decision.hpp"
#include "sim/sensitivity/inputs.hpp"
#include "sim/tally.hpp"

#include <algorithm>
#include <cmath>
#include <stdexcept>
#include <utility>

namespace economics {

namespace {

void require_pair(const sim::Matrix& cost, const sim::Matrix& effect) {
  sim::sensitivity::require_outcomes(cost);
  sim::sensitivity::require_outcomes(effect);
  if (cost.rows != effect.rows || cost.columns != effect.columns)
    throw std::invalid_argument("costs and effects are not of the same draws and options");
}

sim::Matrix net_benefits(const sim::Matrix& cost, const sim::Matrix& effect, double willingness_to_pay) {
  sim::Matrix benefit(cost.rows, cost.columns);
  for (std::size_t i = 0; i < benefit.values.size(); ++i)
    benefit.values[i] = willingness_to_pay * effect.values[i] - cost.values[i];
  return benefit;
}

double& place(Quadrants& q, double cost, double effect) {
  if (cost == 0 && effect == 0) return q.same;
  if (cost <= 0) return effect >= 0 ? q.cheaper_and_better : (cost < 0 ? q.cheaper_and_worse : q.dearer_and_worse);
  return effect > 0 ? q.dearer_and_better : q.dearer_and_worse;
}

Quadrants quadrants(const std::vector<double>& cost, const std::vector<double>& effect) {
  Quadrants q;
  for (std::size_t i = 0; i < cost.size(); ++i) ++place(q, cost[i], effect[i]);
  for (double* share :
       {&q.cheaper_and_better, &q.dearer_and_better, &q.cheaper_and_worse, &q.dearer_and_worse, &q.same})
    *share /= static_cast<double>(cost.size());
  return q;
}

double mean(const std::vector<double>& values) {
  sim::Tally tally;
  for (const double v : values) tally.add(v);
  return tally.mean();
}

}  // namespace

std::vector<CostEffectiveness> cost_effectiveness(const sim::Matrix& cost, const sim::Matrix& effect,
                                                  std::size_t baseline) {
  require_pair(cost, effect);
  if (baseline >= cost.columns) throw std::invalid_argument("the baseline is not one of the options");
  const std::vector<std::size_t> rows = sim::sensitivity::complete_rows(net_benefits(cost, effect, 1));
  std::vector<CostEffectiveness> options(cost.columns);
  for (std::size_t d = 0; d < cost.columns; ++d) {
    CostEffectiveness& option = options[d];
    for (const std::size_t row : rows) {
      option.cost.push_back(cost.at(row, d) - cost.at(row, baseline));
      option.effect.push_back(effect.at(row, d) - effect.at(row, baseline));
    }
    option.mean_cost = mean(option.cost);
    option.mean_effect = mean(option.effect);
    if (option.mean_cost > 0 && option.mean_effect > 0) option.ratio = option.mean_cost / option.mean_effect;
    option.quadrants = quadrants(option.cost, option.effect);
  }
  return options;
}

std::vector<Acceptability> acceptability(const sim::Matrix& cost, const sim::Matrix& effect,
                                         std::span<const double> willingness_to_pay) {
  require_pair(cost, effect);
  std::vector<Acceptability> curve;
  for (const double worth : willingness_to_pay) {
    if (!(worth >= 0) || std::isinf(worth))
      throw std::invalid_argument("willingness to pay must be at least 0 and finite");
    Choice choice = choose(net_benefits(cost, effect, worth), {}, {.resamples = 0});
    const auto best = std::max_element(choice.expected.begin(), choice.expected.end());
    curve.push_back({worth, std::move(choice.p_best), choice.expected,
                     static_cast<std::size_t>(best - choice.expected.begin()), choice.perfect_information.value});
  }
  return curve;
}

}  // namespace economics
