#include "models/abuse/compiler.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace abuse {

namespace {

economics::Discounting discounting(const config::Schedule& schedule) {
  std::vector<economics::RateStep> steps;
  for (const auto& step : schedule.steps) steps.push_back({static_cast<std::size_t>(step.from_year), step.rate});
  return economics::Discounting(steps);
}

/// A full share below the first year's is what the first year has too.
economics::Cashability share(const config::Cashability& c) {
  return {std::min(c.first_year, c.full), c.full, c.reached_after / config::year};
}

}  // namespace

/// Profiles come before the systems, whose cost lines name them.
void Compiler::cashability() {
  CompiledAppraisal& out = plan_->appraisal;
  out.profile_of_agency.assign(plan_->agencies.size(), economics::no_profile);
  if (!plan_->scenario.appraisal) return;
  const config::Appraisal& c = *plan_->scenario.appraisal;
  const std::vector<std::string> schedules = names(c.discounting.schedules);
  const auto set = [&](economics::Discounting& discounts, const scenario::Reference& named, const char* key) {
    const std::size_t s =
        find(schedules, named.name, named.place, std::string("appraisal.discounting.") + key, "schedule");
    if (s < schedules.size()) discounts = discounting(c.discounting.schedules[s].value);
  };
  set(out.standard, c.discounting.standard, "standard");
  set(out.health, c.discounting.health, "health");
  for (const auto& profile : c.cashability) {
    const std::size_t number = out.cashability.size();
    out.cashability.push_back({profile.name, share(profile.value)});
    const std::string path = "appraisal.cashability." + profile.name + ".agencies";
    for (const auto& agency : profile.value.agencies) {
      const std::size_t a = find(plan_->agencies, agency.name, agency.place, path, "agency");
      if (plan_->agencies.empty() || plan_->agencies[a] != agency.name) continue;
      std::size_t& followed = out.profile_of_agency[a];
      if (followed != economics::no_profile)
        diagnostics_.error(agency.place, path,
                           fmt::format("\"{}\" follows \"{}\" already", agency.name, out.cashability[followed].name));
      followed = number;
    }
  }
}

/// The number of the profile that a record's line follows; of one that is not there, which is reported, its agency's.
std::size_t Compiler::profile(const config::Cost& c, std::size_t agency, const std::string& path) {
  const CompiledAppraisal& a = plan_->appraisal;
  std::vector<std::string> known;
  for (const auto& each : a.cashability) known.push_back(each.name);
  if (c.cashable) {
    const std::size_t found = find(known, c.cashable->name, c.cashable->place, path, "cashability profile");
    if (found < known.size() && known[found] == c.cashable->name) return found;
  }
  return c.new_model || agency >= a.profile_of_agency.size() ? economics::no_profile : a.profile_of_agency[agency];
}

/// Metrics of the values, and what the appraisal's other settings name. After the systems, which bring metrics.
/// \param some_left_out  some systems of the scenario are not run, and have brought no metrics of their own
void Compiler::appraisal(bool some_left_out) {
  CompiledAppraisal& out = plan_->appraisal;
  Catalogue& catalogue = plan_->catalogue;
  std::vector<std::string> known;
  for (const auto& metric : catalogue.metrics()) known.push_back(metric.name);
  const auto metric = [&](const scenario::Reference& named, const std::string& path) {
    const std::size_t m = catalogue.find(named.name);
    if (m < catalogue.size()) return m;
    if (!some_left_out) find(known, named.name, named.place, path, "metric");
    return CompiledAppraisal::none;
  };
  const auto agency = [&](const scenario::Reference& named, const std::string& path) {
    find(plan_->agencies, named.name, named.place, path, "agency");
  };
  std::vector<CompiledAppraisal::Value> values;
  for (const auto& [name, place, c] :
       plan_->scenario.appraisal ? plan_->scenario.appraisal->values : std::vector<scenario::Named<config::Value>>{}) {
    const std::string path = "appraisal.values." + name;
    CompiledAppraisal::Value value;
    value.of = metric(c.metric, path + ".metric");
    value.profile = economics::no_profile;
    if (c.agency) value.agency = find(plan_->agencies, c.agency->name, c.agency->place, path + ".agency", "agency");
    if (c.agency && c.headline && value.agency < out.profile_of_agency.size())
      value.profile = out.profile_of_agency[value.agency];
    const int price_year = static_cast<int>(c.price_year);
    if (prices_ && !prices_->knows(price_year))
      diagnostics_.error(c.price_year_place, path + ".price_year",
                         "the deflator does not hold " + std::to_string(price_year));
    else
      value.each = c.amount * static_cast<double>(prices_ ? prices_->real(c.per_unit, price_year) : c.per_unit) / 100;
    values.push_back(value);
    if (c.headline) in_headline_.push_back({name, c.place});
  }
  out.values = std::move(values);
  for (std::size_t v = 0; v < out.values.size(); ++v) {
    const auto& [name, place, c] = plan_->scenario.appraisal->values[v];
    out.values[v].metric = catalogue.add("value." + name, "£",
                                         fmt::format("{}: {} times its value{}", name, c.metric.name,
                                                     c.headline ? "" : ", shown beside and in no total"));
  }
  out.cashable_saving =
      catalogue.add("cashable_saving", "£",
                    "what the baseline spends more on what neither is new nor stops, as far as budgets can give it up");
  for (const std::string& name : plan_->agencies)
    out.cashable_of_agency.push_back(
        catalogue.add("cashable_saving." + name, "£", "the same, of what " + name + " pays"));
  out.redirected =
      catalogue.add("redirected_money", "£",
                    "what the baseline spends on lines that the new model replaces, and this system no more");
  out.new_money = catalogue.add("new_money", "£", "spending on the new model less the money redirected");
  if (!plan_->scenario.appraisal) return;
  const config::Appraisal& c = *plan_->scenario.appraisal;
  for (std::size_t i = 0; i < c.top_down.size(); ++i)
    if (c.top_down[i].metric) metric(*c.top_down[i].metric, fmt::format("appraisal.top_down.{}.metric", i));
  for (std::size_t i = 0; i < c.plan.size(); ++i)
    if (c.plan[i].metric) metric(*c.plan[i].metric, fmt::format("appraisal.plan.{}.metric", i));
  for (const auto& [name, place, effect] :
       c.decision ? c.decision->effects : std::vector<scenario::Named<config::Decision::Effect>>{}) {
    const std::string path = "appraisal.decision.effects." + name;
    if (effect.metric) metric(*effect.metric, path + ".metric");
    if (effect.value) find(names(c.values), effect.value->name, effect.value->place, path + ".value", "value");
  }
  if (c.agreement && c.agreement->payment_by_results) {
    const auto& terms = *c.agreement->payment_by_results;
    const std::string path = "appraisal.agreement.payment_by_results.";
    metric(terms.outcome, path + "outcome");
    agency(terms.payer, path + "payer");
    agency(terms.receiver, path + "receiver");
  }
  if (c.agreement && c.agreement->social_impact_bond) {
    const std::string path = "appraisal.agreement.social_impact_bond.";
    metric(c.agreement->social_impact_bond->outcome, path + "outcome");
    agency(c.agreement->social_impact_bond->commissioner, path + "commissioner");
  }
  std::vector<std::string> priced;
  for (const auto& line : plan_->lines) priced.push_back(line.name);
  for (const auto& value : c.values) priced.push_back(value.name);
  const auto& named = c.optimism_bias.already_in_distribution;
  for (std::size_t i = 0; i < named.size() && !some_left_out; ++i)
    find(priced, named[i].name, named[i].place, fmt::format("appraisal.optimism_bias.already_in_distribution.{}", i),
         "cost line or value");
  check_contains();
}

/// What holds another is not in the headline beside it. Names that no scenario of the place uses are let pass: a trap
/// is declared before anybody falls into it.
void Compiler::check_contains() {
  const auto place_of = [&](const std::string& name) {
    return std::find_if(in_headline_.begin(), in_headline_.end(), [&](const auto& each) { return each.name == name; });
  };
  const auto& contains = plan_->scenario.appraisal->contains;
  for (const auto& c : contains) {
    const auto whole = place_of(c.whole.name);
    if (whole == in_headline_.end()) continue;
    for (const auto& part : c.parts) {
      const auto found = place_of(part.name);
      if (found == in_headline_.end()) continue;
      diagnostics_.error(whole->place, "appraisal.contains",
                         fmt::format("\"{}\" holds \"{}\", which stands at {}: expected one of them in the headline",
                                     whole->name, part.name, scenario::to_string(found->place)));
    }
  }
}

}  // namespace abuse
