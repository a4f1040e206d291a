#include "tools/experiment.hpp"

#include "models/scenario/compose.hpp"
#include "models/scenario/diagnostics.hpp"
#include "tools/results/prices_csv.hpp"

#include <memory>
#include <stdexcept>
#include <utility>

namespace tools {

void Experiment::write_event_log(std::uint32_t, const std::filesystem::path&) const {
  throw std::logic_error("model " + model + " has no event log");
}

void require_event_log(const Experiment& experiment) {
  if (experiment.has_event_log) return;
  throw scenario::InputError(
      {{{},
        scenario::Severity::error,
        "--event-log",
        "only model: domestic_abuse has an event log; this scenario is of model: " + experiment.model}});
}

std::vector<abuse::PriceRow> prices_of(const ScenarioOptions& options) {
  if (options.prices) return *options.prices;
  return options.prices_file.empty() ? std::vector<abuse::PriceRow>{} : results::read_prices_csv(options.prices_file);
}

ScenarioOptions with_prices_read(ScenarioOptions options) {
  options.prices = std::make_shared<const std::vector<abuse::PriceRow>>(prices_of(options));
  return options;
}

void refuse_prices(const ScenarioOptions& options) {
  if (options.prices_file.empty()) return;
  throw scenario::InputError({{{}, scenario::Severity::error, "--prices", "a network scenario has no prices"}});
}

scenario::Node read_scenario(const std::string& path) {
  scenario::Diagnostics diagnostics;
  scenario::Node root = scenario::load(path, {}, diagnostics);
  diagnostics.throw_if_errors();
  return root;
}

std::string model_of(const scenario::Node& root, const std::vector<std::string>& sets) {
  const std::string setting = "model=";
  for (const std::string& set : sets)
    if (set.starts_with(setting)) return set.substr(setting.size());
  const scenario::Node* model = root.find("model");
  if (!model || !model->is_scalar()) return "domestic_abuse";
  if (model->text != "domestic_abuse" && model->text != "network") {
    const std::vector<std::string> known{"domestic_abuse", "network"};
    throw scenario::InputError({{model->place, scenario::Severity::error, "model",
                                 "expected domestic_abuse or network, got " + scenario::in_message(model->text) +
                                     scenario::did_you_mean(model->text, known)}});
  }
  return model->text;
}

std::unique_ptr<Experiment> open_experiment(const ScenarioOptions& options, const std::vector<std::string>& sets) {
  return open_experiment(read_scenario(options.scenario), options, sets);
}

std::unique_ptr<Experiment> open_experiment(scenario::Node root, const ScenarioOptions& options,
                                            const std::vector<std::string>& sets) {
  return model_of(root, sets) == "network" ? open_network(std::move(root), options, sets)
                                           : open_abuse(std::move(root), options, sets);
}

}  // namespace tools
