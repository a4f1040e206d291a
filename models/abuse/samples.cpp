#include "models/abuse/samples.hpp"

#include <algorithm>

namespace abuse {

Samples samples(const Plan& plan, const experiment::Results& results, const std::vector<Comparison>& comparisons,
                const DrawnValues& drawn) {
  Samples samples;
  if (!plan.scenario.appraisal || comparisons.empty()) return samples;
  samples.columns = {"cost_total", "net_saving", "net_saving_discounted", "cash_less_new_money", "public_value"};
  for (const std::string& year : results.years) samples.columns.push_back("net." + year);
  std::vector<sim::Matrix> effects;
  if (plan.scenario.appraisal->decision)
    for (const auto& [name, place, effect] : plan.scenario.appraisal->decision->effects) {
      samples.columns.push_back("effect." + name);
      effects.push_back(effect_draws(plan, results, effect, drawn));
    }

  const MoneyDraws money = money_draws(plan, results);
  const std::size_t cost = results.find("cost_total"), years = results.years.size();
  for (std::size_t r = 0; r < results.replications.size(); ++r)
    for (std::size_t s = 0; s < results.systems.size(); ++s) {
      Sample sample{.replication = results.replications[r], .system = s, .values = {}};
      sample.values = {results.at(r, s, years, cost), money.saving.at(r, s), money.discounted.at(r, s),
                       money.cash.at(r, s), money.public_value.at(r, s)};
      const auto compared = std::find_if(comparisons.begin(), comparisons.end(), [&](const Comparison& c) {
        return c.option == s && c.comparator == results.baseline;
      });
      for (std::size_t y = 0; y < years; ++y)
        sample.values.push_back(
            compared == comparisons.end() ? 0.0 : static_cast<double>(compared->plain[r].total.net[y]) / 100);
      for (const sim::Matrix& effect : effects) sample.values.push_back(effect.at(r, s));
      samples.rows.push_back(std::move(sample));
    }
  return samples;
}

}  // namespace abuse
