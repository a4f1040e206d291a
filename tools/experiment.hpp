#pragma once

#include "models/abuse/price_table.hpp"
#include "models/experiment.hpp"
#include "models/scenario/document.hpp"
#include "models/scenario/evidence.hpp"
#include "models/weekly.hpp"
#include "sim/precision.hpp"
#include "sim/replications.hpp"
#include "tools/commands.hpp"
#include "tools/results/compare.hpp"
#include "tools/results/validation.hpp"

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace tools {

/// A scenario ready to be simulated: what the verbs need of a model. A value that many threads may use at once.
class Experiment {
 public:
  virtual ~Experiment() = default;

  std::string model, title, baseline;       ///< baseline: the system's name; empty in a network, which has none
  std::vector<std::string> chosen_systems;  ///< those that were asked for; empty: all
  std::uint32_t replications = 1, seed = 0;
  scenario::Node resolved;
  std::vector<scenario::Assumption> assumptions;
  std::vector<scenario::Diagnostic> warnings;
  std::optional<sim::Precision> precision;  ///< stop by it instead of by `replications`
  bool has_event_log = false;

  /// Does the replication of that number.
  virtual sim::Replicate simulate(std::uint32_t number) const = 0;
  /// What is followed week by week, if the model follows anything.
  virtual std::optional<experiment::Weekly> weekly() const { return std::nullopt; }
  /// Does it with its weekly series, for results::WeeklyTable.
  virtual sim::Replicate simulate_weekly(std::uint32_t number) const { return simulate(number); }
  /// Does that replication again and writes what happens in it, as gzipped CSV.
  /// \throws results::FolderError if it cannot be written, std::logic_error if the model has no event log
  virtual void write_event_log(std::uint32_t number, const std::filesystem::path& file) const;
  /// What `precision` is about.
  virtual double precise_value(const sim::Replicate& replicate) const = 0;
  /// Where in a replicate a metric of a system over the whole horizon stands; for the system after the last, and metric
  /// 0, what is the same for scenarios with the same systems, years and metrics only.
  virtual std::size_t position(std::size_t system, std::size_t metric) const = 0;
  /// Simulated years in a replication, every system and the warm-up; 0 where time has no such unit.
  virtual double system_years() const = 0;
  /// \param numbers  of the replications, ascending. \param replicates  as `simulate` gave them
  /// \throws std::invalid_argument if they are not of this scenario
  virtual experiment::Results collect(std::vector<std::uint32_t> numbers,
                                      std::vector<sim::Replicate> replicates) const = 0;
  /// What the baseline is held against, as in `validate` but with nothing simulated.
  virtual std::vector<results::ValidationRow> targets() const = 0;
  /// What a replicate says of each of `targets()`; NaN if nothing.
  virtual std::vector<double> measured(const sim::Replicate& replicate) const = 0;
  virtual std::vector<results::ValidationRow> validate(const experiment::Results& results) const = 0;
  /// margins.csv: who the synthetic people are; empty where there are none.
  virtual std::string margins(const experiment::Results&) const { return {}; }
  /// prices.csv: what things cost and are worth in it; empty where nothing is priced.
  virtual std::string prices() const { return {}; }
  /// Further files of a result folder, by name: the outcomes framework and the claims, where the scenario has any.
  virtual std::vector<std::pair<std::string, std::string>> tables(const experiment::Results&,
                                                                  const results::Summaries&) const {
    return {};
  }
  /// And those that speak of the choice between systems, where anything is priced.
  /// \param drawn  values of the parameters drawn for each replication, by path; empty: none were
  virtual std::vector<std::pair<std::string, std::string>> decision_tables(
      const experiment::Results&, const std::map<std::string, std::vector<double>>&) const {
    return {};
  }
  /// \param run  "chance only" or "parameters drawn"
  virtual std::string summary_json(const experiment::Results& results, const results::Summaries& summaries,
                                   const std::string& run) const = 0;
  /// The tables that a person reads. \param width  columns
  virtual std::string printed(const experiment::Results& results, const results::Summaries& summaries,
                              const std::string& run, std::size_t width) const = 0;
};

/// \throws scenario::InputError if its model has no event log
void require_event_log(const Experiment& experiment);

/// Reads the scenario, whose `model` says which it is.
/// \throws scenario::InputError with every mistake found
std::unique_ptr<Experiment> open_experiment(const ScenarioOptions& options, const std::vector<std::string>& sets);
/// The same of a scenario already read with what it includes.
std::unique_ptr<Experiment> open_experiment(scenario::Node root, const ScenarioOptions& options,
                                            const std::vector<std::string>& sets);

std::unique_ptr<Experiment> open_abuse(scenario::Node root, const ScenarioOptions& options,
                                       const std::vector<std::string>& sets);
std::unique_ptr<Experiment> open_network(scenario::Node root, const ScenarioOptions& options,
                                         const std::vector<std::string>& sets);

/// The rows of the table of prices that the options name; none if they name none.
/// \throws scenario::InputError
std::vector<abuse::PriceRow> prices_of(const ScenarioOptions& options);
/// The same options with that table read, so that it is read once.
ScenarioOptions with_prices_read(ScenarioOptions options);
/// \throws scenario::InputError if they name any: a network has none
void refuse_prices(const ScenarioOptions& options);

/// The scenario with what it includes. Read once: it may come through a pipe.
/// \throws scenario::InputError
scenario::Node read_scenario(const std::string& path);

/// What a scenario says its model is; "domestic_abuse" if it says nothing, so that that model's reader complains.
/// \throws scenario::InputError if it is neither
std::string model_of(const scenario::Node& root, const std::vector<std::string>& sets);

}  // namespace tools
