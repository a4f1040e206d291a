#include "tools/calibration/findings.hpp"

#include "sim/design/rank_correlation.hpp"
#include "sim/matrix.hpp"
#include "sim/summary.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace tools::calibration {

namespace {

constexpr double too_wide = 0.8;        // share of the bounds beyond which the targets do not tell a parameter
constexpr double together = 0.8;        // rank correlation beyond which two parameters are known jointly only
constexpr std::size_t few = 10;         // survivors that say nothing of correlation
constexpr double share_of_range = 0.9;  // of the ensemble

std::vector<double> column(const std::vector<std::vector<double>>& rows, std::size_t i) {
  std::vector<double> out;
  for (const auto& row : rows) out.push_back(row[i]);
  return out;
}

/// Says of the parameters that are known only together with whom.
void tell_joint(std::span<const FittedParameter> parameters, const Fit& found, std::vector<ParameterFinding>& out) {
  const std::size_t n = parameters.size();
  sim::Matrix ensemble(found.ensemble.size(), n);
  for (std::size_t row = 0; row < ensemble.rows; ++row)
    for (std::size_t i = 0; i < n; ++i) ensemble.at(row, i) = found.ensemble[row][i];
  const sim::Matrix correlations = sim::design::rank_correlations(ensemble);
  for (std::size_t i = 0; i < n; ++i) {
    for (std::size_t j = 0; j < n; ++j) {
      if (i == j || out[i].is_idle || out[j].is_idle) continue;
      const double r = correlations.at(i, j);
      if (!(std::abs(r) > together)) continue;  // not a number where one of them does not vary
      const bool is_first = out[i].identified != "jointly";
      out[i].identified = "jointly";
      out[i].why = fmt::format("{}only jointly with {} (rank correlation {:.2f})", is_first ? "" : out[i].why + "; ",
                               parameters[j].number.path, r);
    }
  }
}

}  // namespace

bool measured_the_same(const Trial& a, const Trial& b) {
  bool any = false;
  for (std::size_t t = 0; t < a.result.simulated.size(); ++t) {
    const auto &x = a.result.simulated[t], &y = b.result.simulated[t];
    if (std::isnan(x.mean) && std::isnan(y.mean)) continue;
    if (!(x.mean == y.mean && x.standard_error == y.standard_error)) return false;
    any = true;
  }
  return any;
}

std::vector<bool> idle_of(std::size_t parameters, std::span<const Trial> trials, const Ends& ends) {
  std::vector<bool> idle(parameters, false);
  const auto same = [&](std::size_t end) { return measured_the_same(trials[ends.trials[end]], trials[ends.centre]); };
  for (std::size_t i = 0; i < parameters && !ends.trials.empty(); ++i) idle[i] = same(2 * i) && same(2 * i + 1);
  return idle;
}

std::vector<ParameterFinding> findings_of(std::span<const FittedParameter> parameters, const Fit& found,
                                          const Ends& ends, const std::vector<bool>& idle) {
  std::vector<ParameterFinding> out;
  const Trial& best = found.trials[found.best];
  for (std::size_t i = 0; i < parameters.size(); ++i) {
    ParameterFinding f;
    f.parameter = parameters[i];
    f.fitted = best.values[i];
    f.is_idle = idle[i];
    f.identified = "yes";
    std::vector<double> at;
    for (const Trial& t : found.trials)
      if (!t.result.is_ruled_out()) at.push_back(t.result.at[i]);
    if (!at.empty()) {
      const auto [least, most] = std::minmax_element(at.begin(), at.end());
      f.share = *most - *least;
    }
    if (found.ensemble.size() >= 2 && !f.is_idle) {
      std::vector<double> values = column(found.ensemble, i);
      std::sort(values.begin(), values.end());
      f.range = {sim::quantile_of_sorted(values, (1 - share_of_range) / 2),
                 sim::quantile_of_sorted(values, (1 + share_of_range) / 2)};
    }
    const auto judge = [&](const char* identified, std::string why) {
      f.identified = identified;
      f.why = std::move(why);
    };
    if (f.is_idle)
      judge("no", "changes no target; left as it was");
    else if (at.empty())
      judge("not judged", "every set was ruled out");
    else if (ends.trials.empty())
      judge("not judged", "stopped before it could be");
    else if (at.size() < few)
      judge("not judged",
            fmt::format("only {} sets were not ruled out: give it more evaluations or a larger ensemble", at.size()));
    else if (f.share > too_wide)
      judge("no", fmt::format("sets not ruled out span {:.0f} % of its bounds", 100 * f.share));
    out.push_back(std::move(f));
  }
  if (found.ensemble.size() >= few && !ends.trials.empty()) tell_joint(parameters, found, out);
  return out;
}

}  // namespace tools::calibration
