#pragma once

#include "models/abuse/vocabulary.hpp"
#include "models/experiment.hpp"

#include <array>
#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace abuse {

/// Metrics every scenario has. Services, counters and cost lines add theirs by name.
enum class Measure : std::uint16_t {
  incidents,
  incidents_averted,
  incidents_added,
  harm_days,
  homicides,
  victims_known,
  cohort_victims,
  tier_escalations,
  tier_deescalations,
  assessments,
  duplicate_assessments,
  assessed_high,
  graded_high_not_truly,
  graded_high_by_aversion,
  missed_high,
  high_risk_entries,
  true_escalations,  // this and the next two in the order of Escalation
  false_escalations,
  mistaken_escalations,
  high_risk_victims,
  true_high_risk_victims,  // likewise
  false_high_risk_victims,
  mistaken_high_risk_victims,
  assessment_auc,
  reviews,
  stepped_up,
  stepped_down,
  duplicate_cases,
  duplicate_interventions,
  times_story_told,
  repeat_police_share,
  reoffending_12m_share,
  relationships_begun,
  relationships_displaced,
  active_relationships,
  high_risk_years,
  children_exposed,
  one_call_share,
  five_call_share,
  repeat_12m_share,
  harm_concentration,
  assessed_high_share,
  police_reporting_share,
  duplicate_referrals,
  referrals_lost,
  cost_total,
  cost_reactive_share,
  cost_new_model,
  cost_outside_headline,
  net_saving,
  net_saving_discounted,
};
inline constexpr std::size_t measures = index(Measure::net_saving_discounted) + 1;

/// Measures that are also reported for groups of victims; a scenario's services may be, too.
inline constexpr std::array grouped_measures{Measure::incidents,         Measure::harm_days,
                                             Measure::victims_known,     Measure::assessed_high,
                                             Measure::false_escalations, Measure::relationships_begun};

/// How a metric is kept: as one sum, or as a sum over a sum.
enum class Form : std::uint8_t { sum, ratio };

/// Every metric of an experiment, in the order they are written, each under a number.
class Catalogue {
 public:
  /// \param groups  tags such as "sex=female"; every characteristic's categories in a row
  explicit Catalogue(std::vector<std::string> groups);

  /// The number of that metric, registered if it is new.
  std::size_t add(const std::string& name, const std::string& unit, const std::string& definition,
                  Form form = Form::sum);
  std::size_t find(const std::string& name) const;  ///< size() if there is none
  std::size_t size() const { return metrics_.size(); }
  const std::vector<experiment::Metric>& metrics() const { return metrics_; }
  Form form(std::size_t id) const { return forms_[id]; }

  /// Registers the metric for each of these tags too. \return the number of the first of these variants
  std::size_t add_variants(std::size_t id, const std::vector<std::string>& tags);
  /// The same for each of the groups, and for one tag more after them if it is not empty; once is enough.
  void add_groups(std::size_t id, const std::string& more = "");
  /// The first of a metric's variants for the groups, in their order; nothing if it is not reported by group.
  std::optional<std::size_t> group_base(std::size_t id) const { return group_base_[id]; }
  std::size_t groups() const { return groups_.size(); }

 private:
  std::vector<experiment::Metric> metrics_;
  std::vector<Form> forms_;
  std::map<std::string, std::size_t> by_name_;
  std::vector<std::optional<std::size_t>> group_base_;  ///< by metric
  std::vector<std::string> groups_;
};

/// Sums of one system in one replication: the current year's, the years' closed so far, and the horizon's.
class Measures {
 public:
  Measures() = default;
  explicit Measures(std::size_t metrics) : year_(2 * metrics), horizon_(2 * metrics) {}

  void add(std::size_t id, double x) { year_[2 * id] += x; }
  void add(Measure m, double x = 1) { add(index(m), x); }
  void weigh(std::size_t id, double x) { year_[2 * id + 1] += x; }  ///< the denominator
  void weigh(Measure m, double x = 1) { weigh(index(m), x); }
  void weigh_once(std::size_t id, double x) { year_[2 * id + 1] = x; }  ///< the same for all that add to a ratio
  // For what counts once in a year and once in the horizon, such as different people:
  void add_year(std::size_t id, double x) { year_[2 * id] += x, horizon_[2 * id] -= x; }
  void add_horizon(std::size_t id, double x) { horizon_[2 * id] += x; }
  void weigh_year(std::size_t id, double x) { year_[2 * id + 1] += x, horizon_[2 * id + 1] -= x; }
  void weigh_horizon(std::size_t id, double x) { horizon_[2 * id + 1] += x; }
  void close_year() {
    for (std::size_t i = 0; i < year_.size(); ++i) horizon_[i] += year_[i];
    years_.push_back(year_);
    year_.assign(year_.size(), 0);
  }
  /// Forgets everything: the warm-up is over.
  void clear() { *this = Measures(year_.size() / 2); }

  /// \param row  a closed year, or the number of closed years for the horizon
  double value(std::size_t row, std::size_t id, Form form) const {
    const auto& cells = row < years_.size() ? years_[row] : horizon_;
    if (form == Form::sum) return cells[2 * id];
    return cells[2 * id + 1] > 0 ? cells[2 * id] / cells[2 * id + 1] : experiment::missing;
  }
  /// Sums so far, of closed years and the present one: a sum or a ratio's numerator, and its denominator.
  double amount(std::size_t id) const { return horizon_[2 * id] + year_[2 * id]; }
  double weight(std::size_t id) const { return horizon_[2 * id + 1] + year_[2 * id + 1]; }
  std::size_t closed_years() const { return years_.size(); }
  bool operator==(const Measures&) const = default;

 private:
  std::vector<double> year_, horizon_;  // numerator and denominator of each metric side by side
  std::vector<std::vector<double>> years_;
};

}  // namespace abuse
