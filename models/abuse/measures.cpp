#include "models/abuse/measures.hpp"

#include <utility>

namespace abuse {

namespace {

struct Fixed {
  Measure measure;
  const char* name;
  const char* unit;
  Form form;
  const char* definition;
};

constexpr Fixed fixed[] = {
    {Measure::incidents, "incidents", "incidents", Form::sum, "true incidents, known to anybody or not"},
    {Measure::incidents_averted, "incidents_averted", "incidents", Form::sum,
     "incidents that happen under the baseline and not here, matched one by one"},
    {Measure::incidents_added, "incidents_added", "incidents", Form::sum,
     "incidents that happen here and not under the baseline, matched one by one"},
    {Measure::harm_days, "harm_days", "days", Form::sum, "harm of all incidents, each weighted by its severity"},
    {Measure::homicides, "homicides", "homicides", Form::sum, "life-threatening incidents that end in homicide"},
    {Measure::victims_known, "victims_known", "victims", Form::sum,
     "different victims with a disclosed incident or contact in the period"},
    {Measure::cohort_victims, "cohort_victims", "victims", Form::sum,
     "different victims assessed medium or high in the period"},
    {Measure::tier_escalations, "tier_escalations", "moves", Form::sum, "moves up of the true tier"},
    {Measure::tier_deescalations, "tier_deescalations", "moves", Form::sum, "moves down of the true tier"},
    {Measure::assessments, "assessments", "assessments", Form::sum, "assessments of victims completed"},
    {Measure::duplicate_assessments, "duplicate_assessments", "assessments", Form::sum,
     "assessments within the duplicate window of one by another service"},
    {Measure::assessed_high, "assessed_high", "assessments", Form::sum, "assessments of victims graded high"},
    {Measure::graded_high_not_truly, "graded_high_not_truly", "assessments", Form::sum,
     "assessments graded high while the true tier is not high, for any reason"},
    {Measure::graded_high_by_aversion, "graded_high_by_aversion", "assessments", Form::sum,
     "assessments graded high only because risk aversion lowered the threshold (same reading)"},
    {Measure::missed_high, "missed_high", "assessments", Form::sum,
     "assessments graded lower while the true tier is high"},
    {Measure::high_risk_entries, "high_risk_entries", "entries", Form::sum,
     "assessments and reviews that grade a victim high who was not graded high the last time"},
    {Measure::true_escalations, "true_escalations", "entries", Form::sum,
     "of the entries to high risk, those whose true tier is high"},
    {Measure::false_escalations, "false_escalations", "entries", Form::sum,
     "of the entries to high risk, those not truly high that only risk aversion brought there (same reading)"},
    {Measure::mistaken_escalations, "mistaken_escalations", "entries", Form::sum,
     "of the entries to high risk, those not truly high whose reading was too high even without risk aversion"},
    {Measure::high_risk_victims, "high_risk_victims", "victims", Form::sum,
     "different victims graded high in the period, at an assessment or a review"},
    {Measure::true_high_risk_victims, "true_high_risk_victims", "victims", Form::sum,
     "of these, those whose true tier was high when they were first graded so in the period"},
    {Measure::false_high_risk_victims, "false_high_risk_victims", "victims", Form::sum,
     "of these, those not truly high then whom only risk aversion brought there"},
    {Measure::mistaken_high_risk_victims, "mistaken_high_risk_victims", "victims", Form::sum,
     "of these, those not truly high then whose reading was too high even without risk aversion"},
    {Measure::assessment_auc, "assessment_auc", "probability", Form::ratio,
     "chance that the reading of a truly high victim lies above that of a truly standard one"},
    {Measure::reviews, "reviews", "reviews", Form::sum, "reviews of open cases of victims"},
    {Measure::stepped_up, "stepped_up", "reviews", Form::sum,
     "reviews after which others were brought in, who do take such cases and had none of theirs"},
    {Measure::stepped_down, "stepped_down", "reviews", Form::sum, "reviews after which the case closed early"},
    {Measure::duplicate_cases, "duplicate_cases", "cases", Form::sum,
     "assessments of victims begun while another service has one of them waiting or open"},
    {Measure::duplicate_interventions, "duplicate_interventions", "cases", Form::sum,
     "cases of support begun while another service supports the same victim"},
    {Measure::times_story_told, "times_story_told", "times per victim known", Form::ratio,
     "times victims told their story anew, over victims known"},
    {Measure::repeat_police_share, "repeat_police_share", "share", Form::ratio,
     "1 - different couples / police incidents, within a counted year"},
    {Measure::reoffending_12m_share, "reoffending_12m_share", "share", Form::ratio,
     "arrests followed by a further police incident of the same perpetrator within 12 months, of arrests with 12 "
     "months "
     "to follow"},
    {Measure::relationships_begun, "relationships_begun", "relationships", Form::sum,
     "abusive relationships beginning"},
    {Measure::relationships_displaced, "relationships_displaced", "relationships", Form::sum,
     "of these, begun by a perpetrator who left another"},
    {Measure::active_relationships, "active_relationships", "relationships", Form::ratio,
     "relationships in an active spell, averaged over time"},
    {Measure::high_risk_years, "high_risk_years", "victim-years", Form::sum,
     "years that victims live in an active spell of a relationship whose true tier is high, known to anybody or not"},
    {Measure::children_exposed, "children_exposed", "exposures", Form::sum,
     "children present at incidents, counted each time"},
    {Measure::one_call_share, "one_call_share", "share", Form::ratio,
     "of couples seen by police in the counted period, those seen once"},
    {Measure::five_call_share, "five_call_share", "share", Form::ratio,
     "of couples seen by police in the counted period, those seen five times or more"},
    {Measure::repeat_12m_share, "repeat_12m_share", "share", Form::ratio,
     "of couples first seen by police in the counted period with 12 months to follow, those seen again within them"},
    {Measure::harm_concentration, "harm_concentration", "share", Form::ratio,
     "smallest share of couples seen by police that carries 80% of their recorded harm"},
    {Measure::assessed_high_share, "assessed_high_share", "share", Form::ratio,
     "assessments of victims graded high, of all"},
    {Measure::police_reporting_share, "police_reporting_share", "share", Form::ratio,
     "police incidents over true incidents"},
    {Measure::duplicate_referrals, "duplicate_referrals", "referrals", Form::sum,
     "referrals to a service that has a case of the same person, or is one with another that has"},
    {Measure::referrals_lost, "referrals_lost", "referrals", Form::sum, "referrals lost in a hand-off"},
    {Measure::cost_total, "cost_total", "£", Form::sum, "public spending inside the perimeter"},
    {Measure::cost_reactive_share, "cost_reactive_share", "share", Form::ratio, "reactive spending over all"},
    {Measure::cost_new_model, "cost_new_model", "£", Form::sum, "lines tagged as the new model"},
    {Measure::cost_outside_headline, "cost_outside_headline", "£", Form::sum,
     "spending on people no service knows as victims, and the part of lines that is outside the perimeter, shown "
     "apart"},
    {Measure::net_saving, "net_saving", "£", Form::sum,
     "baseline cost minus this system's cost, new model included; not discounted"},
    {Measure::net_saving_discounted, "net_saving_discounted", "£", Form::sum,
     "the same discounted by the appraisal's standard schedule, first year at t = 0; undiscounted without one"},
};
static_assert(std::size(fixed) == measures);

}  // namespace

Catalogue::Catalogue(std::vector<std::string> groups) : groups_(std::move(groups)) {
  for (const Fixed& f : fixed) add(f.name, f.unit, f.definition, f.form);
  for (const Measure m : grouped_measures) add_groups(index(m));
}

std::size_t Catalogue::add(const std::string& name, const std::string& unit, const std::string& definition, Form form) {
  const auto [place, is_new] = by_name_.try_emplace(name, metrics_.size());
  if (is_new) {
    metrics_.push_back({name, unit, "", definition});
    forms_.push_back(form);
    group_base_.emplace_back();
  }
  return place->second;
}

std::size_t Catalogue::add_variants(std::size_t id, const std::vector<std::string>& tags) {
  const std::size_t first = metrics_.size();
  for (const std::string& tag : tags) {
    experiment::Metric variant = metrics_[id];
    variant.group = tag;
    metrics_.push_back(std::move(variant));
    forms_.push_back(forms_[id]);
    group_base_.emplace_back();
  }
  return first;
}

void Catalogue::add_groups(std::size_t id, const std::string& more) {
  if (group_base_[id]) return;
  std::vector<std::string> tags = groups_;
  if (!more.empty()) tags.push_back(more);
  group_base_[id] = add_variants(id, tags);
}

std::size_t Catalogue::find(const std::string& name) const {
  const auto found = by_name_.find(name);
  return found == by_name_.end() ? metrics_.size() : found->second;
}

}  // namespace abuse
