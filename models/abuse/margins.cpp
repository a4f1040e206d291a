#include "models/abuse/margins.hpp"

#include "models/abuse/experiment.hpp"
#include "sim/pooled_ratio.hpp"
#include "sim/summary.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <string_view>

namespace abuse {

namespace {

using Paths = std::vector<std::string>;

class Table {
 public:
  Table(const experiment::Results& results, std::span<const scenario::Assumption> assumptions)
      : results_(results), assumptions_(assumptions) {}

  /// \param metric  counts people; its variant "key=category" those of the row
  void share(const std::string& characteristic, const std::string& metric, const std::string& key,
             const std::string& category, double target, const Paths& paths) {
    const std::vector<double> part = horizon(metric, key + "=" + category), whole = horizon(metric, "");
    const sim::PooledRatio drawn = sim::pooled_ratio(part, whole);
    Margin row{.characteristic = characteristic, .category = category, .unit = "share", .target = target};
    row.n = drawn.n;
    row.people = sim::summarise(part).mean;
    row.drawn = drawn.ratio;
    row.ci_low = drawn.ci_low;
    row.ci_high = drawn.ci_high;
    follows_from(row, paths);
    rows_.push_back(std::move(row));
  }
  /// \param values  one a replication
  void number(Margin row, const std::vector<double>& values, const Paths& paths) {
    const sim::Summary s = sim::summarise(values);
    row.n = s.n;
    row.people = row.drawn = s.mean;
    row.ci_low = s.ci_low;
    row.ci_high = s.ci_high;
    if (!paths.empty()) follows_from(row, paths);
    rows_.push_back(std::move(row));
  }
  /// One value a replication, of the whole period under the baseline.
  std::vector<double> horizon(const std::string& metric, const std::string& group) const {
    const std::size_t m = results_.find(metric, group);
    std::vector<double> out;
    for (std::size_t r = 0; m < results_.metrics.size() && r < results_.replications.size(); ++r)
      out.push_back(results_.at(r, results_.baseline, results_.years.size(), m));
    return out;
  }
  std::vector<Margin> rows() && { return std::move(rows_); }

 private:
  /// Source and status of what stands at those paths; a range where the target is such a number itself.
  void follows_from(Margin& row, const Paths& paths) const {
    constexpr std::array<std::string_view, 5> weaker{"documented", "calculated", "inferred", "unverified", "assumed"};
    std::size_t weakest = 0;
    bool known = false;
    for (const std::string& path : paths) {
      const auto a =
          std::find_if(assumptions_.begin(), assumptions_.end(), [&](const auto& x) { return x.path == path; });
      if (a == assumptions_.end()) continue;
      if (row.source.find(a->source) == std::string::npos) row.source += (row.source.empty() ? "" : "; ") + a->source;
      const auto status = std::find(weaker.begin(), weaker.end(), a->status);
      if (status != weaker.end()) {
        known = true;
        weakest = std::max(weakest, static_cast<std::size_t>(status - weaker.begin()));
      }
      if (paths.size() > 1 || a->value != row.target) continue;
      if (std::isnan(row.low)) row.low = a->low.value_or(row.low);
      if (std::isnan(row.high)) row.high = a->high.value_or(row.high);
    }
    if (known) row.status = weaker[weakest];
  }

  const experiment::Results& results_;
  std::span<const scenario::Assumption> assumptions_;
  std::vector<Margin> rows_;
};

/// Shares of perpetrators in each of the victims' age bands, the last of them open, when their first relationship
/// begins: a victim's age in whole years, and how much older they are, at least 16.
std::vector<double> ages_of_perpetrators(const config::Relationships& c, const config::People& p) {
  constexpr int draws = 1000;
  std::vector<double> shares(p.age.bounds.size() - 1);
  for (std::size_t band = 0; band < shares.size(); ++band) {
    const double victims = c.female_victims * p.age.women[band] + (1 - c.female_victims) * p.age.men[band];
    const double from = p.age.bounds[band], to = p.age.bounds[band + 1];
    const auto years = std::lround((to - from) / config::year);
    for (double age = from; age < to - 1; age += config::year)
      for (int draw = 0; draw < draws; ++draw) {
        const double older = p.perpetrator_older_by.quantile((draw + 0.5) / draws);
        const double theirs = std::max(16 * config::year, age + older);
        const auto above = std::upper_bound(p.age.bounds.begin() + 1, p.age.bounds.end() - 1, theirs);
        shares[static_cast<std::size_t>(above - p.age.bounds.begin() - 1)] +=
            victims / (static_cast<double>(years) * draws);
      }
  }
  return shares;
}

}  // namespace

std::vector<Margin> margins(const Plan& plan, const experiment::Results& results,
                            std::span<const scenario::Assumption> assumptions) {
  const config::Relationships& c = plan.scenario.abuse.relationships;
  const config::People& p = plan.scenario.abuse.people;
  const std::string couples = "abuse.relationships.", people = "abuse.people.";
  Table table(results, assumptions);
  const auto categories = [](const std::vector<double>& bounds) {
    std::vector<int> limits;
    for (const double b : bounds) limits.push_back(static_cast<int>(std::lround(b / config::year)));
    return age_bands(limits);
  };
  const double women = c.female_victims;
  const std::string share_of_women = couples + "female_victims";
  const auto both = [&](double of_women, double of_men) { return women * of_women + (1 - women) * of_men; };

  table.share("sex", "victims", "sex", "female", women, {share_of_women});
  table.share("sex", "victims", "sex", "male", 1 - women, {share_of_women});
  const std::vector<std::string> bands = categories(p.age.bounds);
  for (std::size_t b = 0; b < bands.size(); ++b) {
    const std::string place = "." + std::to_string(b);
    table.share("age at onset", "victims", "age", bands[b], both(p.age.women[b], p.age.men[b]),
                {people + "age.women" + place, people + "age.men" + place, share_of_women});
  }
  for (std::size_t e = 0; e < ethnic_group_names.size(); ++e) {
    const std::string name(ethnic_group_names[e]);
    table.share("ethnic group", "victims", "ethnic_group", name, p.ethnic_group[e], {people + "ethnic_group." + name});
  }
  const double disabled = both(p.disabled[index(Sex::female)], p.disabled[index(Sex::male)]);
  const Paths disability{people + "disabled.female", people + "disabled.male", share_of_women};
  table.share("disability", "victims", "disability", "yes", disabled, disability);
  table.share("disability", "victims", "disability", "no", 1 - disabled, disability);
  double rural = 0;
  for (const Plan::Locality& l : plan.localities) rural += l.onsets * l.rural;
  Paths setting{people + "prevalence.urban", people + "prevalence.rural"};
  for (const std::string& area : plan.areas) setting.push_back("areas." + area + ".rural");
  table.share("setting", "victims", "setting", "rural", rural, setting);
  table.share("setting", "victims", "setting", "urban", 1 - rural, setting);
  for (std::size_t n = 0; n < c.children.size(); ++n)
    table.share("number of children", "victims", "children", std::to_string(n), c.children[n],
                {couples + "children." + std::to_string(n)});
  for (std::size_t t = 0; t < tiers; ++t) {
    const std::string name(tier_names[t]);
    table.share("tier at onset", "relationships_begun", "tier", name, c.tier.of[t], {couples + "tier." + name});
  }
  table.share("living at onset", "relationships_begun", "living", "together", c.together, {couples + "together"});
  table.share("living at onset", "relationships_begun", "living", "apart", 1 - c.together, {couples + "together"});
  const std::vector<std::string> ages = categories(c.ages.bounds);
  for (std::size_t b = 0; b < ages.size(); ++b)
    table.share("age of children at onset", "children", "age", ages[b], c.ages.shares[b],
                {couples + "child_ages.shares." + std::to_string(b)});

  const double of_women = p.male_perpetrators[index(Sex::female)], of_men = p.male_perpetrators[index(Sex::male)];
  const Paths sexes{people + "male_perpetrators.female", people + "male_perpetrators.male", share_of_women};
  table.share("sex of perpetrator", "perpetrators", "sex", "female", 1 - both(of_women, of_men), sexes);
  table.share("sex of perpetrator", "perpetrators", "sex", "male", both(of_women, of_men), sexes);
  Paths older{share_of_women};
  for (const char* parameter : {"mean", "sd"}) older.push_back(people + "perpetrator_older_by.normal." + parameter);
  for (std::size_t b = 0; b < bands.size(); ++b)
    for (const char* sex : {"women.", "men."}) older.push_back(people + "age." + sex + std::to_string(b));
  const std::vector<double> of_perpetrators = ages_of_perpetrators(c, p);
  for (std::size_t b = 0; b < bands.size(); ++b)
    table.share("age of perpetrator at onset", "perpetrators", "age", bands[b], of_perpetrators[b], older);
  for (std::size_t n = 0; n < tie_names.size(); ++n) {
    const double at_least = std::pow(c.new_partner, static_cast<double>(n));
    table.share("earlier relationships of perpetrator", "relationships_begun", "earlier", std::string(tie_names[n]),
                n + 1 < tie_names.size() ? at_least * (1 - c.new_partner) : at_least, {couples + "new_partner"});
  }

  const std::string scale = "people in the place", police = "police_known_victims";
  Margin known{.characteristic = scale, .category = "victims known to police in a year", .unit = "people"};
  Paths path;
  config::Target target;
  target.metric.name = police;
  const auto& targets = plan.scenario.targets;
  for (std::size_t t = 0; t < targets.size(); ++t) {
    if (targets[t].metric.name != police || targets[t].system) continue;
    target = targets[t];
    known.target = target.value;
    known.low = target.low.value_or(known.low);
    known.high = target.high.value_or(known.high);
    path = {"targets." + std::to_string(t) + ".value"};
    break;
  }
  target.per_year = true;
  table.number(known, target_values(target, results), path);
  constexpr const char* whom[] = {"hidden: no agency knows", "known, and no service supports",
                                  "supported by a service"};
  for (std::size_t s = 0; s < standing_names.size(); ++s)
    table.number({.characteristic = scale, .category = whom[s], .unit = "people"},
                 table.horizon("people_" + std::string(standing_names[s]), ""), {});
  const auto mean_over_years = [&](const std::string& group) {
    std::vector<double> out = table.horizon(group.empty() ? "perpetrator_years" : "perpetrator_status_years", group);
    for (double& person_years : out) person_years /= static_cast<double>(plan.years);
    return out;
  };
  const std::vector<double> unknown = mean_over_years("status=unknown");
  std::vector<double> known_perpetrators = mean_over_years("");
  for (std::size_t r = 0; r < unknown.size(); ++r) known_perpetrators[r] -= unknown[r];
  table.number({.characteristic = scale, .category = "perpetrators known to an agency", .unit = "people"},
               known_perpetrators, {});
  table.number({.characteristic = scale, .category = "perpetrators known to none", .unit = "people"}, unknown, {});
  return std::move(table).rows();
}

}  // namespace abuse
