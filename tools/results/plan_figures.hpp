#pragma once

#include "models/abuse/system.hpp"
#include "models/experiment.hpp"

#include <string>

namespace results {

/// The plan's figures beside what was simulated, and the checks of the baseline's cost from above. Empty without any.
std::string plan_figures_text(const abuse::Plan& plan, const experiment::Results& results);

/// plan.csv: figure, plan, plan_high, unit, system, n, mean, ci_low, ci_high, p05, p95, share_reaching (of
/// replications at or above the plan's figure), source, remark.
std::string plan_figures_csv(const abuse::Plan& plan, const experiment::Results& results);

/// reconciliation.csv: what the baseline's yearly cost is made of, line by line (part "line": name, agency, kind, £ a
/// year, share of all, 95 % interval of the £ a year: ci_low, ci_high, empty for what follows); what it and its
/// reactive share would be if another share were counted of the lines of which only a part is (part "counted"); and the
/// checks from above (part "top down").
std::string reconciliation_csv(const abuse::Plan& plan, const experiment::Results& results);

}  // namespace results
