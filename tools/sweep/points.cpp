#include "tools/sweep/points.hpp"

#include "models/scenario/units.hpp"
#include "sim/design/full_factorial.hpp"
#include "sim/design/latin_hypercube.hpp"
#include "sim/design/morris.hpp"
#include "sim/design/one_at_a_time.hpp"
#include "sim/design/saltelli.hpp"
#include "sim/design/sobol_sequence.hpp"
#include "tools/sweep/design_table.hpp"
#include "tools/sweep/ordering.hpp"
#include "tools/sweep/scale.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <numeric>
#include <stdexcept>
#include <string_view>
#include <utility>

namespace tools::sweeps {

namespace {

namespace fs = std::filesystem;
using scenario::InputError;

[[noreturn]] void wrong(const scenario::Place& place, const std::string& key, const std::string& what) {
  throw InputError({{place, scenario::Severity::error, key, what}});
}

/// What is wrong with a setting is wrong where the sweep's file has it.
std::vector<scenario::Diagnostic> in_sweep_file(std::vector<scenario::Diagnostic> diagnostics, const Config& config) {
  constexpr std::string_view mark = "--set ";
  for (auto& d : diagnostics) {
    if (!d.place.file || !d.place.file->starts_with(mark)) continue;
    const std::string setting = d.place.file->substr(mark.size());
    for (const auto& set : config.set)
      if (setting == set.name) d.place = set.place;
    for (const auto& factor : config.factors)
      for (const auto& path : factor.value.paths)
        if (setting.starts_with(path.name + "=")) d.place = path.place;
  }
  return diagnostics;
}

}  // namespace

Sweep::Sweep(const std::string& path, std::optional<std::uint32_t> replications, const std::string& prices_file)
    : config_(read(path)) {
  if (replications) config_.replications = *replications;
  const fs::path file = fs::path(path).parent_path() / config_.scenario;
  options_.scenario = file.lexically_normal().string();
  options_.prices_file = prices_file;
  options_ = with_prices_read(options_);
  for (const auto& system : config_.systems) options_.systems.push_back(system.name);
  for (const auto& set : config_.set) sets_.push_back(set.name);
  root_ = read_scenario(options_.scenario);
  try {
    base_ = open_experiment(root_, options_, sets_);
  } catch (const InputError& e) { throw InputError(in_sweep_file(e.diagnostics(), config_)); }
  make_points(path);
  make_numbers();
  if (kind() == Kind::morris) make_trajectories();
}

Sweep Sweep::of_shard(const std::string& folder, std::uint32_t replications) {
  Sweep sweep;
  sweep.config_ = read((fs::path(folder) / "sweep.yaml").string());
  sweep.config_.replications = replications;
  sweep.options_.scenario = (fs::path(folder) / "scenario.yaml").string();
  sweep.base_ = open_experiment(sweep.options_, {});
  sweep.config_.design.file = "design.csv";
  const DesignTable table = read_design(fs::path(folder) / "design.csv", sweep.config_.design.place);
  sweep.points_.factors.assign(table.names.begin() + 1, table.names.end());
  sweep.points_.written = Texts(sweep.points_.factors.size());
  for (const auto& point : table.points)
    for (std::size_t f = 1; f < point.size(); ++f) sweep.points_.written.add(point[f]);
  sweep.make_numbers();
  if (sweep.kind() == Kind::morris) sweep.make_trajectories();
  return sweep;
}

void Sweep::make_numbers() {
  std::vector<std::optional<scenario::Unit>> kept(points_.factors.size());
  for (std::size_t f = 0; f < config_.factors.size() && f < kept.size(); ++f)
    kept[f] = unit_of(config_.factors[f].value, *base_);
  sweeps::make_numbers(points_, kept, kind() == Kind::uncertainty);
}

void Sweep::make_trajectories() {
  const std::size_t k = config_.factors.size();
  const auto design =
      sim::design::morris(static_cast<std::uint32_t>(config_.seed), static_cast<std::size_t>(config_.design.points), k,
                          static_cast<std::uint32_t>(config_.design.levels));
  std::vector<double> width(k, 0);  // of whole numbers, which lie beside the levels
  for (std::size_t f = 0; f < k; ++f)
    if (is_whole_range(config_.factors[f].value, *base_))
      width[f] = amount_of(config_.factors[f].value.range[1].name)->number -
                 amount_of(config_.factors[f].value.range[0].name)->number;
  points_.changed = design.changed;
  for (std::size_t s = 0; s < design.changed.size(); ++s) {
    const std::size_t from = s / k * (k + 1) + s % k, f = design.changed[s];
    const sim::Matrix& in = width[f] > 0 ? points_.x : design.points;
    points_.step.push_back((in.at(from + 1, f) - in.at(from, f)) / (width[f] > 0 ? width[f] : 1));
    if (points_.written.at(from, f) == points_.written.at(from + 1, f))
      wrong(config_.factors[f].place, "factors." + config_.factors[f].name,
            fmt::format("two of the {} levels of morris are the same number, {}: take fewer levels or a wider range",
                        config_.design.levels, points_.written.at(from, f)));
  }
}

bool Sweep::draws_parameters() const {
  const bool by_chance = kind() == Kind::latin_hypercube || kind() == Kind::sobol || kind() == Kind::sobol_indices;
  return kind() == Kind::uncertainty ||
         (by_chance && std::any_of(config_.factors.begin(), config_.factors.end(),
                                   [](const auto& factor) { return factor.value.evidence.value_or(false); }));
}

std::uint32_t Sweep::replications() const {
  return config_.replications ? static_cast<std::uint32_t>(*config_.replications) : base_->replications;
}

void Sweep::make_points(const std::string& path) {
  const auto seed = static_cast<std::uint32_t>(config_.seed);
  const auto n = static_cast<std::size_t>(config_.design.points);
  const std::size_t k = config_.factors.size();
  for (const auto& factor : config_.factors) points_.factors.push_back(factor.name);
  points_.written = Texts(k);

  const auto from_levels = [&](const sim::design::Levels& levels) {
    for (std::size_t p = 0; p < levels.points; ++p)
      for (std::size_t f = 0; f < k; ++f) points_.written.add(config_.factors[f].value.values[levels.at(p, f)].name);
  };
  std::vector<std::uint32_t> counts;
  for (const auto& factor : config_.factors) counts.push_back(static_cast<std::uint32_t>(factor.value.values.size()));

  const auto from_cube = [&](const sim::Matrix& cube) {
    std::vector<Scale> scales;
    for (const auto& factor : config_.factors) scales.push_back(scale_of(factor, *base_, kind() == Kind::morris));
    for (std::size_t p = 0; p < cube.rows; ++p)
      for (std::size_t f = 0; f < k; ++f) points_.written.add(scales[f](cube.at(p, f)));
  };

  try {
    switch (kind()) {
      case Kind::grid: from_levels(sim::design::full_factorial(counts)); return;
      case Kind::one_at_a_time:
        from_levels(sim::design::one_at_a_time(counts, std::vector<std::uint32_t>(k, 0)));
        return;
      case Kind::list:
        for (std::size_t p = 0; p < config_.factors.front().value.values.size(); ++p)
          for (const auto& factor : config_.factors) points_.written.add(factor.value.values[p].name);
        return;
      case Kind::latin_hypercube:
        from_cube(correlated(sim::design::latin_hypercube(seed, n, k), points_.factors, config_.correlations));
        return;
      case Kind::sobol: from_cube(sim::design::sobol_sequence(seed, n, k)); return;
      case Kind::sobol_indices: from_cube(sim::design::saltelli(seed, n, k)); return;
      case Kind::morris:
        from_cube(sim::design::morris(seed, n, k, static_cast<std::uint32_t>(config_.design.levels)).points);
        return;
      case Kind::file: {
        const fs::path file = fs::path(path).parent_path() / config_.design.file;
        const DesignTable table = read_design(file, config_.design.place);
        const std::vector<std::size_t> columns = columns_of(table, file, config_.factors);
        for (const auto& point : table.points)
          for (const std::size_t column : columns) points_.written.add(point[column]);
        return;
      }
      case Kind::uncertainty: {
        parameters_.emplace(base_->assumptions);
        if (parameters_->all().empty())
          wrong(config_.design.place, "design.kind", "the scenario has no number with a range");
        for (const auto& p : parameters_->all()) points_.factors.push_back(p.paths.front());
        parameter_values_ = sim::Matrix(n, points_.factors.size());
        std::vector<std::uint32_t> all(n);
        std::iota(all.begin(), all.end(), 0U);
        draw(all, 0);
        return;
      }
    }
  } catch (const std::length_error& e) {
    wrong(config_.design.place, "design", e.what());
  } catch (const std::invalid_argument& e) { wrong(config_.design.place, "design", e.what()); }
}

/// Some points of the whole drawing of that number.
void Sweep::draw(std::span<const std::uint32_t> points, std::uint32_t number) {
  const std::size_t k = points_.factors.size();
  const sim::Matrix cube = correlated(
      sim::design::latin_hypercube(static_cast<std::uint32_t>(config_.seed), parameter_values_.rows, k, number),
      points_.factors, config_.correlations);
  for (const std::uint32_t p : points) {
    const std::vector<double> values = parameters_->at(std::span(cube.values).subspan(p * k, k));
    for (std::size_t f = 0; f < k; ++f) parameter_values_.at(p, f) = values[f];
  }
  points_.written = Texts(k);
  for (std::size_t p = 0; p < parameter_values_.rows; ++p)
    for (std::size_t f = 0; f < k; ++f)
      points_.written.add(scenario::format_quantity(parameter_values_.at(p, f), parameters_->all()[f].assumption.unit));
}

bool Sweep::draw_again(std::span<const std::uint32_t> points, std::uint32_t attempt) {
  if (!parameters_) return false;
  draw(points, attempt);
  make_numbers();
  return true;
}

std::vector<std::string> Sweep::settings(std::size_t point) const {
  std::vector<std::string> sets = sets_;
  for (std::size_t f = 0; f < config_.factors.size(); ++f)
    for (const auto& path : config_.factors[f].value.paths)
      sets.push_back(fmt::format("{}={}", path.name, points_.written.at(point, f)));
  return sets;
}

std::unique_ptr<Experiment> Sweep::open(std::size_t point) const {
  try {
    if (!parameters_) return open_experiment(root_, options_, settings(point));
    const std::size_t k = parameter_values_.columns;
    return open_experiment(parameters_->put(base_->resolved, std::span(parameter_values_.values).subspan(point * k, k)),
                           {}, {});
  } catch (const InputError& e) { throw InputError(in_sweep_file(e.diagnostics(), config_)); }
}

}  // namespace tools::sweeps
