#include "models/abuse/appraisal_of_run.hpp"

#include "models/economics/optimism_bias.hpp"

#include <algorithm>
#include <map>
#include <tuple>

namespace abuse {

namespace {

using economics::Gain;
using economics::Pence;
using economics::Stream;

/// Ledger lines that one agency spends on one thing, whatever kind of spending it is.
std::vector<const economics::Line*> payers(const Plan& plan, std::vector<std::size_t>& metrics) {
  std::map<std::tuple<std::string, std::size_t>, std::size_t> known;
  std::vector<const economics::Line*> out;
  for (std::size_t l = 0; l < plan.lines.size(); ++l) {
    const economics::Line& line = plan.lines[l];
    if (!line.headline || !known.try_emplace({line.name, line.agency}, out.size()).second) continue;
    out.push_back(&line);
    metrics.push_back(plan.payer_metric[l]);
  }
  return out;
}

bool is_named(const std::vector<scenario::Reference>& names, const std::string& name) {
  return std::ranges::any_of(names, [&](const auto& n) { return n.name == name; });
}

economics::OptimismBias optimism_bias(const config::OptimismBias& c) {
  economics::GradeTable table;
  for (std::size_t g = 0; g < table.size(); ++g)
    table[g] = {c.grades[g].cost_uplift, c.grades[g].benefit_cut, c.grades[g].known_error};
  return {table, static_cast<economics::Combine>(c.combine)};
}

}  // namespace

std::vector<Stream> streams(const Plan& plan, const experiment::Results& results, std::size_t replication,
                            std::size_t option, std::size_t comparator, const std::vector<double>& factors) {
  const CompiledAppraisal& a = plan.appraisal;
  const std::size_t years = results.years.size();
  const auto more = [&](std::size_t metric, std::size_t year) {
    return economics::rounded(
        100 * (results.at(replication, option, year, metric) - results.at(replication, comparator, year, metric)));
  };
  const auto cash = [&](const std::vector<Pence>& saved, std::size_t profile, Pence post) {
    std::vector<Pence> out;
    if (profile == economics::no_profile) return out;
    for (std::size_t y = 0; y < years; ++y)
      out.push_back(economics::cash(saved[y], a.cashability[profile].share.share(y), post));
    return out;
  };
  std::vector<Stream> out;
  std::vector<std::size_t> metrics;
  for (const economics::Line* line : payers(plan, metrics)) {
    Stream s{.name = line->name, .agency = line->agency, .cost = line->new_model, .spend = line->spend};
    s.transfer = line->transfer;
    s.released = line->stops && !s.cost;
    for (std::size_t y = 0; y < years; ++y) {
      const Pence amount = more(metrics[out.size()], y);
      s.amounts.push_back(s.cost ? amount : -amount);
    }
    if (!s.cost && !s.released) s.cashable = cash(s.amounts, line->cashable, line->post);
    out.push_back(std::move(s));
  }
  for (std::size_t v = 0; v < a.values.size(); ++v) {
    const auto& [name, place, value] = plan.scenario.appraisal->values[v];
    if (!value.headline || a.values[v].of == CompiledAppraisal::none) continue;
    Stream s{.name = name, .gain = static_cast<Gain>(value.gain)};
    const bool fiscal = s.gain == Gain::fiscal;
    if (fiscal) s.agency = a.values[v].agency;
    s.transfer = value.transfer && fiscal;
    s.health = value.health && !fiscal;
    for (std::size_t y = 0; y < years; ++y) s.amounts.push_back(-more(a.values[v].metric, y));
    if (fiscal) s.cashable = cash(s.amounts, a.values[v].profile, 0);
    out.push_back(std::move(s));
  }
  for (std::size_t i = 0; i < factors.size(); ++i) out[i].factor = factors[i];
  return out;
}

std::vector<double> optimism_factors(const Plan& plan, const experiment::Results& results, std::size_t option,
                                     std::size_t comparator) {
  const config::OptimismBias& c = plan.scenario.appraisal->optimism_bias;
  const economics::OptimismBias bias = optimism_bias(c);
  std::vector<double> expected;
  std::vector<Stream> last;
  for (std::size_t r = 0; r < results.replications.size(); ++r) {
    last = streams(plan, results, r, option, comparator);
    expected.resize(last.size());
    for (std::size_t i = 0; i < last.size(); ++i)
      for (const Pence amount : last[i].amounts) expected[i] += static_cast<double>(amount);
  }
  std::vector<int> grades;  // of the price
  std::vector<std::size_t> metrics;
  constexpr int weakest = economics::grade_count;
  for (const economics::Line* line : payers(plan, metrics)) grades.push_back(line->grade.value_or(weakest));
  for (std::size_t v = 0; v < plan.appraisal.values.size(); ++v) {
    const config::Value& value = plan.scenario.appraisal->values[v].value;
    if (value.headline && plan.appraisal.values[v].of != CompiledAppraisal::none)
      grades.push_back(value.grade.value_or(weakest));
  }
  const int population = static_cast<int>(c.population) + 1, impact = static_cast<int>(c.impact) + 1;
  std::vector<double> factors;
  for (std::size_t i = 0; i < last.size(); ++i) {
    if (is_named(c.already_in_distribution, last[i].name))
      factors.push_back(1);
    else if (last[i].cost || last[i].released)
      factors.push_back(last[i].cost ? bias.cost_factor(std::vector<int>{grades[i]})
                                     : bias.benefit_factor(std::vector<int>{grades[i]}, expected[i]));
    else
      factors.push_back(bias.benefit_factor(std::vector<int>{grades[i], population, impact}, expected[i]));
  }
  return factors;
}

std::vector<Comparison> appraise_run(const Plan& plan, const experiment::Results& results) {
  std::vector<Comparison> out;
  if (!plan.scenario.appraisal || results.replications.empty()) return out;
  std::vector<std::size_t> others;
  for (std::size_t s = 0; s < results.systems.size(); ++s)
    if (s != results.baseline) others.push_back(s);
  for (const std::size_t s : others) out.push_back({s, results.baseline, {}});
  for (std::size_t i = 0; i < others.size(); ++i)
    for (std::size_t j = 0; j < i; ++j) out.push_back({others[i], others[j], {}});
  const CompiledAppraisal& a = plan.appraisal;
  for (Comparison& c : out) {
    const std::vector<double> factors = optimism_factors(plan, results, c.option, c.comparator);
    for (std::size_t r = 0; r < results.replications.size(); ++r) {
      const auto appraised = [&](const std::vector<double>& with) {
        return economics::appraise(streams(plan, results, r, c.option, c.comparator, with), plan.agencies.size(),
                                   results.years.size(), a.standard, a.health);
      };
      c.plain.push_back(appraised({}));
      c.corrected.push_back(appraised(factors));
    }
  }
  return out;
}

}  // namespace abuse
