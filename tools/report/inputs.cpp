#include "tools/report/inputs.hpp"

#include "models/abuse/load.hpp"
#include "models/network/load.hpp"
#include "tools/results/csv.hpp"
#include "tools/results/sqlite.hpp"
#include "tools/results/store.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>
#include <charconv>
#include <limits>
#include <string_view>
#include <system_error>
#include <utility>

namespace report {

namespace {

namespace fs = std::filesystem;

/// What the store of a run or a sweep says, or nothing without a store.
template <class Read>
void read_store(const fs::path& file, const Read& read) {
  if (!fs::exists(file)) return;
  try {
    results::Database database(file, results::Database::Mode::read_only);
    read(database);
  } catch (const results::SqliteError& error) {
    throw results::StoreError(fmt::format("{}: {}", file.string(), error.what()));
  } catch (const results::StoreError& error) {
    throw results::StoreError(fmt::format("{}: {}", file.string(), error.what()));
  }
}

}  // namespace

Records::Records(const fs::path& file) : file_(file.string()), rows_(results::parse_csv(results::content_of(file))) {
  if (rows_.empty()) throw results::StoreError(file_ + ": damaged: it has no header");
  names_ = std::move(rows_.front());
  rows_.erase(rows_.begin());
}

std::size_t Records::place_of(std::string_view column) const {
  return static_cast<std::size_t>(std::find(names_.begin(), names_.end(), column) - names_.begin());
}

const std::string& Records::text(std::size_t row, std::string_view column) const {
  const std::size_t place = place_of(column);
  if (place == names_.size()) throw results::StoreError(fmt::format("{}: has no column {}", file_, column));
  const std::vector<std::string>& cells = rows_.at(row);
  if (place >= cells.size()) throw results::StoreError(fmt::format("{}: row {} is cut off", file_, row + 2));
  return cells[place];
}

double Records::number(std::size_t row, std::string_view column) const {
  const std::string& cell = text(row, column);
  if (cell.empty()) return experiment::missing;
  double value = 0;
  const auto [end, error] = std::from_chars(cell.data(), cell.data() + cell.size(), value);
  if (error != std::errc{} || end != cell.data() + cell.size())
    throw results::StoreError(fmt::format("{}: row {}: \"{}\" is no number", file_, row + 2, cell));
  return value;
}

Measured measured(const Records& records, std::size_t row) {
  return {.n = static_cast<std::size_t>(records.number(row, "n")),
          .mean = records.number(row, "mean"),
          .ci_low = records.number(row, "ci_low"),
          .ci_high = records.number(row, "ci_high"),
          .p05 = records.number(row, "p05"),
          .p50 = records.number(row, "p50"),
          .p95 = records.number(row, "p95")};
}

Measures::Measures(const Records& records) {
  groups.emplace_back();
  groups_.emplace("", 0);
  for (std::size_t r = 0; r < records.size(); ++r) {
    const std::string &metric = records.text(r, "metric"), &group = records.text(r, "group"),
                      &year = records.text(r, "year");
    systems_.emplace(records.text(r, "system"), systems_.size());
    if (metrics_.emplace(metric, metrics_.size()).second) metrics.push_back({metric, records.text(r, "unit"), ""});
    if (groups_.emplace(group, groups_.size()).second) groups.push_back(group);
    if (!year.empty() && years_.emplace(year, years_.size()).second) years.push_back(year);
  }
  for (std::size_t r = 0; r < records.size(); ++r) {
    const std::string& year = records.text(r, "year");
    const std::size_t metric = metrics_.at(records.text(r, "metric")), group = groups_.at(records.text(r, "group")),
                      system = systems_.at(records.text(r, "system")), period = year.empty() ? 0 : 1 + years_.at(year);
    std::vector<std::optional<Measured>>& periods = found_[metric * groups.size() + group];
    periods.resize(systems_.size() * (1 + years.size()));
    std::optional<Measured>& here = periods[system * (1 + years.size()) + period];
    if (!here) here = measured(records, r);
  }
}

const Measured* Measures::find(const std::string& system, const std::string& metric, const std::string& year,
                               const std::string& group) const {
  const auto of_metric = metrics_.find(metric), of_group = groups_.find(group), of_system = systems_.find(system),
             of_year = years_.find(year);
  if (of_metric == metrics_.end() || of_group == groups_.end() || of_system == systems_.end() ||
      (!year.empty() && of_year == years_.end()))
    return nullptr;
  const auto periods = found_.find(of_metric->second * groups.size() + of_group->second);
  if (periods == found_.end()) return nullptr;
  const std::size_t period = year.empty() ? 0 : 1 + of_year->second;
  const std::optional<Measured>& found = periods->second[of_system->second * (1 + years.size()) + period];
  return found ? &*found : nullptr;
}

Inputs::Inputs(const fs::path& folder, unsigned threads)
    : folder_(folder), records_(
                           [this](const std::string& name) -> std::shared_ptr<const Records> {
                             std::error_code none_there;
                             if (!fs::exists(folder_ / name, none_there)) return nullptr;
                             return std::make_shared<const Records>(folder_ / name);
                           },
                           std::numeric_limits<std::size_t>::max()) {
  static const std::array<std::string, 3> large{"summary.csv", "differences.csv", "weekly.csv"};
  const bool at_once = !results::holds_sweep(folder_) && threads > 1;
  sim::run_replications(1 + (at_once ? large.size() : 0), threads, [&](std::size_t i) {
    if (i == 0) {
      finished_ = results::read_finished(folder_);
      manifest_ =
          std::make_shared<const nlohmann::json>(nlohmann::json::parse(results::content_of(folder_ / "manifest.json")));
      return;
    }
    try {
      records(large[i - 1]);
    } catch (const results::StoreError&) {  // whoever needs the file is told of it
    }
  });
}

std::vector<std::string> Inputs::others() const {
  std::vector<std::string> names = finished_.systems;
  std::erase(names, finished_.baseline);
  return names;
}

const Records* Inputs::records(const std::string& name) const { return records_.get(name).get(); }

std::optional<Measures> Inputs::measures_of(const std::string& name) const {
  const Records* const file = is_sweep() ? nullptr : records(name);
  return file == nullptr ? std::nullopt : std::optional<Measures>(*file);
}

const Measures* Inputs::summary() const {
  const std::optional<Measures>& measures = summary_.get([&] {
    std::optional<Measures> found = measures_of("summary.csv");
    if (!found) return found;
    std::map<std::string, std::string> definitions;
    read_store(folder_ / "results.sqlite", [&](results::Database& database) {
      for (results::Statement q = database.prepare("SELECT name, definition FROM metric"); q.step();)
        definitions.emplace(q.text(0), q.text(1));
    });
    for (Measures::Metric& metric : found->metrics)
      if (const auto known = definitions.find(metric.name); known != definitions.end())
        metric.definition = known->second;
    return found;
  });
  return measures ? &*measures : nullptr;
}

const Measures* Inputs::differences() const {
  const std::optional<Measures>& measures = differences_.get([&] { return measures_of("differences.csv"); });
  return measures ? &*measures : nullptr;
}

const std::vector<scenario::Assumption>& Inputs::assumptions() const {
  return assumptions_.get([&] {
    std::vector<scenario::Assumption> assumptions;
    read_store(folder_ / "results.sqlite",
               [&](results::Database& database) { assumptions = results::read_assumptions(database); });
    return assumptions;
  });
}

std::vector<std::uint32_t> Inputs::replications() const {
  std::vector<std::uint32_t> numbers;
  if (is_sweep()) return numbers;
  read_store(folder_ / "results.sqlite", [&](results::Database& database) {
    for (results::Statement q = database.prepare("SELECT number FROM replication ORDER BY number"); q.step();)
      numbers.push_back(static_cast<std::uint32_t>(q.integer(0)));
  });
  return numbers;
}

const std::map<std::string, std::vector<double>>& Inputs::drawn_values() const {
  return drawn_values_.get([&] {
    std::map<std::string, std::vector<double>> drawn;
    read_store(folder_ / "results.sqlite", [&](results::Database& database) {
      if (database.integer("SELECT COUNT(*) FROM sqlite_master WHERE name = 'drawn'") == 0) return;
      for (results::Statement q = database.prepare("SELECT path, value FROM drawn ORDER BY replication"); q.step();)
        drawn[q.text(0)].push_back(q.real(1));
    });
    return drawn;
  });
}

Inputs::Compiled Inputs::compile() const {
  try {
    if (finished_.model == "network")
      return {nullptr, std::make_shared<const network::Loaded>(network::load(finished_.scenario, {}))};
    return {std::make_shared<const abuse::Loaded>(abuse::load(finished_.scenario, {}, finished_.systems)), nullptr};
  } catch (const scenario::InputError&) {  // made by a version whose scenarios were written otherwise
    return {};
  }
}

const abuse::Loaded* Inputs::abuse() const { return compiled().abuse.get(); }
const network::Loaded* Inputs::network() const { return compiled().network.get(); }

const std::vector<scenario::Assumption>& Inputs::full_assumptions() const {
  if (abuse() != nullptr) return abuse()->assumptions;
  if (network() != nullptr) return network()->assumptions;
  return assumptions();
}

}  // namespace report
