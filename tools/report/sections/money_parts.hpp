#pragma once

#include "tools/report/document.hpp"
#include "tools/report/inputs.hpp"

#include <optional>
#include <string>
#include <vector>

namespace report::sections {

/// "option_1 - six_route", by the run's systems.
struct Compared {
  std::string option, comparator;  ///< empty: no such systems
};
Compared compared(const Inputs& inputs, const std::string& name);
/// "option 1", and against another than the baseline "option 2 against option 1".
std::string in_words(const Inputs& inputs, const Compared& systems);

// Each from cba_by_agency_year.csv; nothing without a line of an option against the baseline.
std::optional<Figure> who_pays(const Inputs& inputs, const Records& by_agency);
std::optional<Figure> cost_and_benefit(const Inputs& inputs, const Records& by_agency);
/// With the band of samples.csv where there is one.
std::optional<Figure> payback(const Inputs& inputs, const Records& by_agency);

/// cba_summary.csv: amounts, then ratios and payback.
std::vector<Figure> summary_figures(const Inputs& inputs, const Records& summary);
/// reconciliation.csv: what the baseline's cost is made of, and what it would be counted otherwise.
std::vector<Figure> baseline_cost(const Inputs& inputs, const Records& reconciliation);
/// plan.csv: the plan's figures beside what was simulated.
Figure plan_figures(const Records& plan);
/// agreements.csv: who would contribute what, transfers, and terms of payment.
std::vector<Figure> agreement_figures(const Records& agreements);

}  // namespace report::sections
