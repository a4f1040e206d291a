#include "models/network/load.hpp"
#include "models/network/replicate.hpp"
#include "sim/summary.hpp"
#include "tools/experiment.hpp"
#include "tools/results/network_tables.hpp"

#include <algorithm>

namespace tools {

namespace {

/// An output agrees with theory if theory lies in its interval at this confidence.
constexpr double false_alarm = 1e-6;

class NetworkExperiment final : public Experiment {
 public:
  NetworkExperiment(scenario::Node root, const ScenarioOptions& options, const std::vector<std::string>& sets) {
    if (!options.systems.empty())
      throw scenario::InputError({{{}, scenario::Severity::error, "--systems", "a network scenario has no systems"}});
    refuse_prices(options);
    network::Loaded loaded = network::load(std::move(root), sets);
    plan_ = loaded.plan;
    model = "network";
    title = plan_->title;
    replications = plan_->replications;
    seed = plan_->seed;
    resolved = std::move(loaded.resolved);
    assumptions = std::move(loaded.assumptions);
    warnings = std::move(loaded.warnings);
    if (const auto& wanted = plan_->precision) {
      precision = sim::Precision{.half_width = wanted->relative ? *wanted->relative : *wanted->half_width,
                                 .relative = wanted->relative.has_value(),
                                 .at_least = static_cast<std::size_t>(wanted->at_least),
                                 .at_most = static_cast<std::size_t>(wanted->at_most)};
      const std::vector<network::Output> outputs = network::numbers_of(*plan_);
      const auto found = std::find_if(outputs.begin(), outputs.end(),
                                      [&](const network::Output& o) { return o.name() == wanted->output.name; });
      precise_ = static_cast<std::size_t>(found - outputs.begin());
    }
  }
  sim::Replicate simulate(std::uint32_t number) const override {
    return network::packed(network::replicate(plan_, number));
  }
  double precise_value(const sim::Replicate& replicate) const override { return replicate.values[precise_]; }
  std::size_t position(std::size_t system, std::size_t metric) const override {
    return system * network::numbers_of(*plan_).size() + metric;
  }
  double system_years() const override { return 0; }
  experiment::Results collect(std::vector<std::uint32_t> numbers,
                              std::vector<sim::Replicate> replicates) const override {
    std::vector<network::Outcome> outcomes;
    for (const sim::Replicate& r : replicates) outcomes.push_back(network::unpacked(*plan_, r));
    return network::collect(*plan_, numbers, outcomes);
  }
  std::vector<results::ValidationRow> targets() const override {
    std::vector<results::ValidationRow> rows;
    for (const auto& expected : plan_->expect) {
      results::ValidationRow row;
      row.quantity = expected.name;
      row.kind = "theory";
      row.target = expected.value;
      for (const auto& a : assumptions)
        if (a.path == "expect." + expected.name) row.source = a.source;
      for (const auto& output : network::numbers_of(*plan_))
        if (output.name() == expected.name) row.unit = output.unit;
      for (const auto& array : network::arrays_of(*plan_))
        if (expected.name.starts_with(array.name() + ".")) row.unit = array.unit;
      rows.push_back(std::move(row));
    }
    return rows;
  }
  std::vector<double> measured(const sim::Replicate& replicate) const override {
    const experiment::Results results = collect({0}, {replicate});
    std::vector<double> values;
    for (const auto& expected : plan_->expect) values.push_back(values_of(expected.name, results)[0]);
    return values;
  }
  /// What the scenario expects, each at a false-alarm rate of one in a million.
  std::vector<results::ValidationRow> validate(const experiment::Results& results) const override {
    std::vector<results::ValidationRow> rows = targets();
    for (results::ValidationRow& row : rows) {
      row.simulated = sim::summarise(values_of(row.quantity, results));
      row.verdict = results::judge(row, 1 - false_alarm);
    }
    return rows;
  }
  std::string summary_json(const experiment::Results& results, const results::Summaries& summaries,
                           const std::string& run) const override {
    return results::network_json(title, run, network::numbers_of(*plan_), network::arrays_of(*plan_), results,
                                 summaries);
  }
  std::string printed(const experiment::Results& results, const results::Summaries& summaries, const std::string& run,
                      std::size_t) const override {
    return results::network_text(title, run, network::numbers_of(*plan_), results, summaries);
  }

 private:
  /// By replication.
  static std::vector<double> values_of(const std::string& output, const experiment::Results& results) {
    const std::size_t metric = results.find(output);
    std::vector<double> values(results.replications.size(), 0);  // an element of an array that none reached is 0
    for (std::size_t r = 0; r < values.size() && metric < results.metrics.size(); ++r)
      values[r] = results.at(r, 0, 0, metric);
    return values;
  }

  std::shared_ptr<const network::Plan> plan_;
  std::size_t precise_ = 0;
};

}  // namespace

std::unique_ptr<Experiment> open_network(scenario::Node root, const ScenarioOptions& options,
                                         const std::vector<std::string>& sets) {
  return std::make_unique<NetworkExperiment>(std::move(root), options, sets);
}

}  // namespace tools
