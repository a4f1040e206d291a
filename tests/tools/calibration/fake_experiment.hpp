#pragma once

#include "tools/calibration/parameters.hpp"
#include "tools/experiment.hpp"

#include <cstdlib>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <utility>
#include <vector>

/// A scenario without a model: what it measures is a function of what is set, the same in every replication.
class FakeExperiment final : public tools::Experiment {
 public:
  using Values = std::map<std::string, double>;
  /// Each target is 0, give or take 1. \param measure  by target
  using Measure = std::function<std::vector<double>(const Values&)>;

  FakeExperiment(std::size_t targets, Measure measure, Values values)
      : targets_(targets), measure_(std::move(measure)), values_(std::move(values)) {
    model = "domestic_abuse";
  }

  sim::Replicate simulate(std::uint32_t) const override { return {measure_(values_), 1}; }
  double precise_value(const sim::Replicate&) const override { return 0; }
  std::size_t position(std::size_t, std::size_t metric) const override { return metric; }
  double system_years() const override { return 0; }
  experiment::Results collect(std::vector<std::uint32_t>, std::vector<sim::Replicate>) const override { return {}; }
  std::vector<results::ValidationRow> targets() const override {
    std::vector<results::ValidationRow> rows(targets_);
    for (std::size_t t = 0; t < rows.size(); ++t) {
      rows[t].quantity = "target " + std::to_string(t);
      rows[t].kind = "fit";
      rows[t].target = 0;
      rows[t].low = -1;
      rows[t].high = 1;
    }
    return rows;
  }
  std::vector<double> measured(const sim::Replicate& replicate) const override { return replicate.values; }
  std::vector<results::ValidationRow> validate(const experiment::Results&) const override { return {}; }
  std::string summary_json(const experiment::Results&, const results::Summaries&, const std::string&) const override {
    return {};
  }
  std::string printed(const experiment::Results&, const results::Summaries&, const std::string&,
                      std::size_t) const override {
    return {};
  }

 private:
  std::size_t targets_;
  Measure measure_;
  Values values_;
};

/// Opens it with numbers set, each "name=value".
inline tools::calibration::Open opens(std::size_t targets, FakeExperiment::Measure measure) {
  return [targets, measure](const std::vector<std::string>& settings) -> std::unique_ptr<tools::Experiment> {
    FakeExperiment::Values values;
    for (const std::string& s : settings)
      values[s.substr(0, s.find('='))] = std::strtod(s.c_str() + s.find('=') + 1, nullptr);
    return std::make_unique<FakeExperiment>(targets, measure, std::move(values));
  };
}

/// A number from 0 to 1.
inline tools::calibration::FittedParameter parameter(const std::string& name, double start) {
  tools::calibration::FittedParameter p;
  p.number.path = name;
  p.number.value = start;
  p.paths = {name};
  return p;
}
