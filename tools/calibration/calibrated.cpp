#include "tools/calibration/calibrated.hpp"

#include "tools/results/build_info.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>

namespace tools::calibration {

namespace {

constexpr const char* from_ensemble =
    "the range is its own alone; what is known of them together is the sets of ensemble.csv";

/// What is to be said of a number beside its range; "" if that says it all.
std::string rationale_of(const ParameterFinding& f) {
  if (f.identified == "yes") return "";
  if (f.identified == "jointly") return fmt::format("known {}: {}", f.why, from_ensemble);
  return fmt::format("{}: {}", f.identified == "no" ? "not identified" : f.identified, f.why);
}

}  // namespace

Calibrated calibrated(const Fit& fit) {
  Calibrated out;
  const std::string source =
      fmt::format("calibrated to the fit targets of {} with wholeplace {}, objective {:.4g}, seed {}",
                  std::filesystem::path(fit.scenario).filename().string(), results::build_info().version,
                  fit.trials[fit.best].objective, fit.seed);
  std::vector<std::string> joint;
  for (const ParameterFinding& f : fit.parameters) {
    if (f.identified == "jointly") joint.push_back(f.parameter.number.path);
    scenario::Assumption a = f.parameter.number;
    a.fit_low = f.parameter.low;
    a.fit_high = f.parameter.high;
    if (f.is_idle) {
      a.rationale += (a.rationale.empty() ? "" : "; ") + rationale_of(f);
      out.numbers.push_back({std::move(a), f.parameter.paths});
      continue;
    }
    a.value = f.fitted;
    a.low = a.high = std::nullopt;
    a.distribution = "";
    a.status = "calculated";
    a.grade = std::nullopt;
    a.source = source;
    a.rationale = rationale_of(f);
    if (f.range && f.range->first < f.range->second) {
      a.low = std::min(f.range->first, f.fitted);
      a.high = std::max(f.range->second, f.fitted);
      a.distribution = "uniform";
    }
    out.numbers.push_back({std::move(a), f.parameter.paths});
  }
  if (!joint.empty())
    out.remarks.push_back(
        fmt::format("Known only jointly, so not to be drawn each by itself: {}. Draw the sets of ensemble.csv instead, "
                    "by a sweep of kind file.",
                    fmt::join(joint, ", ")));
  return out;
}

}  // namespace tools::calibration
