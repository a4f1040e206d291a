#include "tools/headline.hpp"

namespace tools {

std::vector<results::Section> headline(const experiment::Results& results) {
  using results::Scale;
  std::vector<results::Section> wanted{
      {"Escalation",
       {{"Victims known to a service in the period", "victims_known", Scale::total, ""},
        {"Reach high risk (graded, not so before), a year", "high_risk_entries", Scale::per_year, ""},
        {"  of these truly high", "true_escalations", Scale::per_year, ""},
        {"  of these falsely, by risk aversion alone", "false_escalations", Scale::per_year, ""},
        {"  of these by a mistaken reading", "mistaken_escalations", Scale::per_year, ""},
        {"Assessed high, a year", "assessed_high", Scale::per_year, ""},
        {"  of these not truly high", "graded_high_not_truly", Scale::per_year, ""},
        {"  graded so by risk aversion alone", "graded_high_by_aversion", Scale::per_year, ""},
        {"Truly high, graded lower, a year", "missed_high", Scale::per_year, ""},
        {"Chance that a truly high reading tops a standard one", "assessment_auc", Scale::total, ""},
        {"Moves up of the true tier, a year", "tier_escalations", Scale::per_year, ""}}},
      {"Demand",
       {{"Police incidents, a year", "police_incidents", Scale::per_year, ""},
        {"Assessments, a year", "assessments", Scale::per_year, ""},
        {"Duplicate assessments, a year", "duplicate_assessments", Scale::per_year, ""},
        {"Assessed by two services at once, a year", "duplicate_cases", Scale::per_year, ""},
        {"Supported by two services at once, a year", "duplicate_interventions", Scale::per_year, ""},
        {"Times the story is told, per victim known", "times_story_told", Scale::total, ""},
        {"MARAC cases, a year", "marac_cases", Scale::per_year, ""},
        {"Wait for MARAC", "marac_wait_days", Scale::total, ""},
        {"IDVA referrals, a year", "idva_referrals", Scale::per_year, ""},
        {"Wait for an IDVA", "idva_wait_days", Scale::total, ""},
        {"IDVA caseload in use", "idva_utilisation", Scale::share, ""},
        {"Refuge requests turned away", "refuge_turned_away_share", Scale::share, ""},
        {"Refuge places in use", "refuge_occupancy", Scale::share, ""}}},
      {"Outcomes",
       {{"True incidents, a year", "incidents", Scale::per_year, ""},
        {"  averted, a year", "incidents_averted", Scale::per_year, ""},
        {"  added, a year", "incidents_added", Scale::per_year, ""},
        {"Harm (days), a year", "harm_days", Scale::per_year, ""},
        {"Arrests, a year", "arrests", Scale::per_year, ""},
        {"Convictions, a year", "convictions", Scale::per_year, ""},
        {"Re-offending within 12 months of arrest", "reoffending_12m_share", Scale::share, ""},
        {"Inappropriate referrals of children, a year", "inappropriate_referrals", Scale::per_year, ""},
        {"Protection plans started, a year", "protection_plans_started", Scale::per_year, ""},
        {"Children entering care, a year", "care_entries", Scale::per_year, ""}}},
      {"Cost",
       {{"Public cost, a year", "cost_total", Scale::money_per_year, ""},
        {"  reactive", "cost_reactive_share", Scale::share, ""},
        {"New model, a year", "cost_new_model", Scale::money_per_year, ""},
        {"Net saving over the period", "net_saving", Scale::money, ""},
        {"  discounted", "net_saving_discounted", Scale::money, ""}}}};
  for (auto& section : wanted)
    std::erase_if(section.rows,
                  [&](const auto& row) { return results.find(row.metric, row.group) == results.metrics.size(); });
  return wanted;
}

}  // namespace tools
