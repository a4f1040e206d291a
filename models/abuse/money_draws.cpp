#include "models/abuse/money_draws.hpp"

#include "models/economics/classes.hpp"

#include <cmath>
#include <set>

namespace abuse {

namespace {

using economics::Gain;
using economics::Pence;

/// The baseline's less the system's.
double fall(const experiment::Results& results, std::size_t r, std::size_t s, std::size_t row, std::size_t metric) {
  return results.at(r, results.baseline, row, metric) - results.at(r, s, row, metric);
}

Pence pence(double pounds) { return economics::rounded(100 * pounds); }

/// Metrics of lines that only move money between the public and people.
std::set<std::size_t> transfer_lines(const Plan& plan) {
  std::set<std::size_t> metrics;
  for (std::size_t l = 0; l < plan.lines.size(); ++l)
    if (plan.lines[l].headline && plan.lines[l].transfer) metrics.insert(plan.line_metric[l]);
  return metrics;
}

const std::vector<scenario::Named<config::Value>>& values_of(const Plan& plan) {
  static const std::vector<scenario::Named<config::Value>> no_value;
  return plan.scenario.appraisal ? plan.scenario.appraisal->values : no_value;
}

/// What is gained in a year besides public spending saved, discounted.
double other_gains(const Plan& plan, const experiment::Results& results, std::size_t r, std::size_t s, std::size_t y) {
  const CompiledAppraisal& a = plan.appraisal;
  double sum = 0;
  for (std::size_t v = 0; v < a.values.size(); ++v) {
    const config::Value& value = values_of(plan)[v].value;
    if (!value.headline || value.transfer || a.values[v].of == CompiledAppraisal::none) continue;
    sum += fall(results, r, s, y, a.values[v].metric) * (value.health ? a.health : a.standard).factor(y);
  }
  return sum;
}

}  // namespace

MoneyDraws money_draws(const Plan& plan, const experiment::Results& results) {
  const std::size_t n = results.replications.size(), systems = results.systems.size(), years = results.years.size();
  MoneyDraws draws;
  draws.saving = draws.discounted = draws.cash = draws.public_value = sim::Matrix(n, systems);
  const CompiledAppraisal& a = plan.appraisal;
  const std::set<std::size_t> transfers = transfer_lines(plan);
  for (std::size_t r = 0; r < n; ++r)
    for (std::size_t s = 0; s < systems; ++s) {
      if (s == results.baseline) continue;
      const auto total = [&](std::size_t metric) { return results.at(r, s, years, metric); };
      draws.saving.at(r, s) = total(index(Measure::net_saving));
      draws.discounted.at(r, s) = total(index(Measure::net_saving_discounted));
      draws.cash.at(r, s) = total(a.cashable_saving) - total(a.new_money);
      double value = 0;
      for (std::size_t y = 0; y < years; ++y) {
        double spending = results.at(r, s, y, index(Measure::net_saving));
        for (const std::size_t line : transfers) spending -= fall(results, r, s, y, line);
        value += spending * a.standard.factor(y) + other_gains(plan, results, r, s, y);
      }
      draws.public_value.at(r, s) = value;
    }
  return draws;
}

AgencyDraw agency_draw(const Plan& plan, const experiment::Results& results, std::size_t r, std::size_t s) {
  const std::size_t years = results.years.size(), agencies = plan.agencies.size();
  const economics::AgencyYears nothing(agencies, std::vector<Pence>(years, 0));
  AgencyDraw draw{nothing, nothing, nothing};
  const CompiledAppraisal& a = plan.appraisal;
  for (std::size_t y = 0; y < years; ++y) {
    for (std::size_t g = 0; g < agencies; ++g) {
      const Pence saved = pence(fall(results, r, s, y, plan.agency_metric[g]));
      draw.borne[g][y] = -pence(fall(results, r, s, y, plan.new_model_metric[g]));
      draw.benefit[g][y] = saved + draw.borne[g][y];
      draw.spending[g][y] = pence(results.at(r, results.baseline, y, plan.agency_metric[g]));
    }
    for (std::size_t v = 0; v < a.values.size(); ++v) {
      const config::Value& value = values_of(plan)[v].value;
      if (!value.headline || value.gain != static_cast<std::size_t>(Gain::fiscal) ||
          a.values[v].agency == CompiledAppraisal::none || a.values[v].of == CompiledAppraisal::none)
        continue;
      draw.benefit[a.values[v].agency][y] += pence(fall(results, r, s, y, a.values[v].metric));
    }
  }
  return draw;
}

sim::Matrix effect_draws(const Plan& plan, const experiment::Results& results, const config::Decision::Effect& effect,
                         const DrawnValues& drawn) {
  const CompiledAppraisal& a = plan.appraisal;
  std::size_t metric = results.metrics.size();
  const std::vector<double>* amounts = nullptr;
  double amount = 1;
  bool health = effect.health;
  if (effect.metric) metric = results.find(effect.metric->name);
  for (std::size_t v = 0; effect.value && v < a.values.size(); ++v) {
    const auto& [name, place, value] = values_of(plan)[v];
    if (name != effect.value->name) continue;
    if (a.values[v].of != CompiledAppraisal::none) metric = a.values[v].of;
    amount = value.amount;
    health = value.health;
    if (const auto found = drawn.find("appraisal.values." + name + ".amount"); found != drawn.end())
      amounts = &found->second;
  }
  const economics::Discounting& discounting = health ? a.health : a.standard;
  sim::Matrix effects(results.replications.size(), results.systems.size());
  for (std::size_t r = 0; r < effects.rows; ++r)
    for (std::size_t s = 0; s < effects.columns; ++s) {
      if (s == results.baseline) continue;
      double sum = 0;
      for (std::size_t y = 0; y < results.years.size(); ++y)
        sum += metric < results.metrics.size() ? fall(results, r, s, y, metric) * discounting.factor(y)
                                               : experiment::missing;
      effects.at(r, s) = sum * (amounts ? (*amounts)[r] : amount);
    }
  return effects;
}

}  // namespace abuse
