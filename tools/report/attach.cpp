#include "tools/report/attach.hpp"

#include "models/scenario/diagnostics.hpp"
#include "tools/results/folder.hpp"
#include "tools/results/read_folder.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <system_error>

namespace report {

namespace {

namespace fs = std::filesystem;

constexpr const char* place = "sweeps";
constexpr std::uintmax_t largest_table = 1U << 20;  ///< bytes of a summary.csv or differences.csv that is copied

std::string name_of(const std::string& title) {
  constexpr std::size_t longest = 60;
  std::string name;
  for (const char c : title) {
    const bool is_upper = c >= 'A' && c <= 'Z';
    if (is_upper || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'))
      name.push_back(is_upper ? static_cast<char>(c - 'A' + 'a') : c);
    else if (!name.empty() && name.back() != '-' && name.size() < longest)
      name.push_back('-');
    if (name.size() >= longest) break;
  }
  while (!name.empty() && name.back() == '-') name.pop_back();
  return name.empty() ? "sweep" : name;
}

void require_match(const fs::path& folder, const results::Finished& run, const fs::path& sweep_folder,
                   const results::Finished& sweep) {
  const auto refuse = [&](const fs::path& which, const std::string& why) {
    throw results::StoreError(fmt::format("{}: {}", which.string(), why));
  };
  if (run.points > 0) refuse(folder, "the results of a sweep, to which no sweep can be attached");
  if (sweep.points == 0) refuse(sweep_folder, "the results of a run, not of a sweep");
  if (sweep.model != run.model)
    refuse(sweep_folder,
           fmt::format("a sweep of the model {}, where {} has the model {}", sweep.model, folder.string(), run.model));
  if (sweep.baseline != run.baseline)
    refuse(sweep_folder, fmt::format("a sweep with the baseline {}, where {} has {}",
                                     sweep.baseline.empty() ? "none" : sweep.baseline, folder.string(),
                                     run.baseline.empty() ? "none" : run.baseline));
  if (!sweep.complete)
    refuse(sweep_folder, "an unfinished sweep, which has no analyses: finish it first with --resume");
}

std::unique_ptr<Records> records_of(const fs::path& file) {
  return fs::exists(file) ? std::make_unique<Records>(file) : nullptr;
}

AttachedSweep read(const fs::path& folder, const std::string& scenario) {
  AttachedSweep sweep{};
  const fs::path file = folder / "manifest.json";
  const auto manifest = nlohmann::json::parse(results::content_of(file), nullptr, false);
  try {
    sweep.title = manifest.at("title");
    sweep.run = manifest.at("run");
    sweep.points = manifest.at("points");
    sweep.replications = manifest.at("replications").at("done");
    sweep.same_scenario = manifest.at("scenario").at("sha256") == scenario;
  } catch (const nlohmann::json::exception& error) {
    throw results::StoreError(fmt::format("{}: damaged: {}", file.string(), error.what()));
  }
  sweep.name = name_of(sweep.title);
  try {
    const scenario::Node yaml = results::read_yaml(results::content_of(folder / "sweep.yaml"), folder / "sweep.yaml");
    if (const scenario::Node* purpose = yaml.find("purpose"); purpose != nullptr && purpose->is_scalar())
      sweep.purpose = purpose->text;
  } catch (const scenario::InputError& error) {
    throw results::StoreError(fmt::format("{}: damaged: {}", (folder / "sweep.yaml").string(), error.what()));
  }
  sweep.sensitivity = records_of(folder / "sensitivity.csv");
  sweep.summary = records_of(folder / "summary.csv");
  sweep.differences = records_of(folder / "differences.csv");
  return sweep;
}

}  // namespace

fs::path attach_sweep(const fs::path& folder, const fs::path& sweep_folder) {
  const results::Finished run = results::read_finished(folder), sweep = results::read_finished(sweep_folder);
  require_match(folder, run, sweep_folder, sweep);
  const fs::path target = folder / place / name_of(sweep.title);
  std::error_code error;
  fs::create_directories(target, error);
  if (error) throw results::write_error(target, error.value());
  for (const char* name : {"sensitivity.csv", "sweep.yaml", "manifest.json"})  // the last makes it whole
    results::write_file(target / name, results::content_of(sweep_folder / name), true);
  for (const char* name : {"summary.csv", "differences.csv"}) {
    const std::uintmax_t bytes = fs::file_size(sweep_folder / name, error);
    if (error || bytes > largest_table)
      fs::remove(target / name, error);
    else
      results::write_file(target / name, results::content_of(sweep_folder / name), true);
  }
  return target;
}

std::vector<AttachedSweep> attached_sweeps(const Inputs& inputs) {
  std::vector<AttachedSweep> sweeps;
  if (inputs.is_sweep()) {
    sweeps.push_back(read(inputs.folder(), inputs.finished().scenario_sha256));
    return sweeps;
  }
  const fs::path all = inputs.folder() / place;
  std::error_code none;
  std::vector<fs::path> folders;
  for (const auto& entry : fs::directory_iterator(all, none))
    if (fs::exists(entry.path() / "manifest.json")) folders.push_back(entry.path());
  std::sort(folders.begin(), folders.end());
  for (const fs::path& each : folders) {
    sweeps.push_back(read(each, inputs.finished().scenario_sha256));
    sweeps.back().number = sweeps.size();
  }
  return sweeps;
}

}  // namespace report
