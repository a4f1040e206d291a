#include "tools/sweep/points.hpp"

#include "models/scenario/uncertainty.hpp"
#include "models/scenario/units.hpp"
#include "sim/design/full_factorial.hpp"
#include "sim/design/latin_hypercube.hpp"
#include "sim/design/one_at_a_time.hpp"
#include "sim/design/rank_correlation.hpp"
#include "sim/design/saltelli.hpp"
#include "sim/design/sobol_sequence.hpp"
#include "tools/results/csv.hpp"
#include "tools/results/number.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <filesystem>
#include <functional>
#include <map>
#include <set>

namespace tools::sweeps {

namespace {

namespace fs = std::filesystem;
using scenario::InputError;
using scenario::Severity;

[[noreturn]] void wrong(const scenario::Place& place, const std::string& key, const std::string& what) {
  throw InputError({{place, Severity::error, key, what}});
}

/// "£12.50 per day" apart: what stands before the number, the number, what stands after.
struct Amount {
  std::string before, after;
  double number = 0;
};
std::optional<Amount> amount_of(std::string_view text) {
  const std::size_t start = text.find_first_of("+-.0123456789");
  if (start == std::string::npos) return std::nullopt;
  Amount amount;
  amount.before = std::string(text.substr(0, start));
  if (!amount.before.empty() && amount.before != "£") return std::nullopt;
  const char* const first = text.data() + start + (text[start] == '+' ? 1 : 0);
  const char* const last = text.data() + text.size();
  const auto [end, failed] = std::from_chars(first, last, amount.number);
  if (failed != std::errc()) return std::nullopt;
  amount.after = std::string(end, last);
  return amount;
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

std::string at_point(std::size_t point) { return fmt::format(" (at design point {})", point); }

/// A factor's value as text, from a number in [0, 1].
using Scale = std::function<std::string(double)>;

Scale scale_of_range(const std::string& name, const Factor& factor) {
  const auto low = amount_of(factor.range[0].name), high = amount_of(factor.range[1].name);
  if (!low || !high || low->before != high->before || low->after != high->after || !(low->number < high->number))
    wrong(factor.range[0].place, "factors." + name + ".range",
          fmt::format("expected a number and a greater one, in one unit, got {} and {}",
                      scenario::in_message(factor.range[0].name), scenario::in_message(factor.range[1].name)));
  return [low = *low, high = *high](double u) {
    return low.before + results::shortest(low.number + u * (high.number - low.number)) + low.after;
  };
}

/// \param reach  [0, 1] or, where both ends are taken, what an unbounded distribution can give
Scale scale_of_evidence(const std::string& name, const Factor& factor, const Experiment& base, bool takes_ends) {
  const std::string& path = factor.paths.front().name;
  const auto found = std::find_if(base.assumptions.begin(), base.assumptions.end(),
                                  [&](const auto& a) { return a.path == path || a.path.ends_with("." + path); });
  std::optional<sim::Distribution> uncertainty;
  if (found != base.assumptions.end()) uncertainty = scenario::uncertainty_of(*found);
  if (!uncertainty)
    wrong(factor.paths.front().place, "factors." + name + ".by_evidence",
          "there is no number with a range at " + scenario::in_message(path));
  return [assumption = *found, uncertainty = *uncertainty, takes_ends](double u) {
    const double within = takes_ends ? 0.05 + 0.9 * u : u;  // else the ends of an unbounded number
    return scenario::format_quantity(scenario::draw(uncertainty, assumption, within), assumption.unit);
  };
}

/// The lines of a design, the first with names. \throws InputError if there is none
std::vector<std::vector<std::string>> table_of(const fs::path& file, const scenario::Place& place) {
  std::string why;
  const auto bytes = scenario::read_bytes(file.string(), 1U << 30, why);
  if (!bytes) wrong(place, "design.file", file.string() + ": " + why);
  auto table = results::parse_csv(*bytes);
  if (table.empty()) wrong(place, "design.file", file.string() + ": is empty");
  return table;
}

/// Numbers where a factor's values are numbers, else their order of appearance.
/// \param amounts  they are, whatever their units are called
void make_numbers(Points& points, bool amounts) {
  const std::size_t n = points.size(), k = points.factors.size();
  points.x = sim::Matrix(n, k);
  points.categorical.assign(k, false);
  for (std::size_t f = 0; f < k; ++f) {
    std::optional<std::string> unit;
    for (std::size_t p = 0; p < n; ++p) {
      const auto amount = amount_of(points.written.at(p, f));
      if (!amount || (!amounts && unit && *unit != amount->before + amount->after)) points.categorical[f] = true;
      if (amount && !unit) unit = amount->before + amount->after;
    }
    std::map<std::string, double> order;
    for (std::size_t p = 0; p < n; ++p)
      points.x.at(p, f) =
          points.categorical[f]
              ? order.emplace(std::string(points.written.at(p, f)), static_cast<double>(order.size())).first->second
              : amount_of(points.written.at(p, f))->number;
  }
}

}  // namespace

Sweep::Sweep(const std::string& path, std::optional<std::uint32_t> replications) : config_(read(path)) {
  if (replications) config_.replications = *replications;
  const fs::path file = fs::path(path).parent_path() / config_.scenario;
  options_.scenario = file.lexically_normal().string();
  for (const auto& system : config_.systems) options_.systems.push_back(system.name);
  for (const auto& set : config_.set) sets_.push_back(set.name);
  root_ = read_scenario(options_.scenario);
  try {
    base_ = open_experiment(root_, options_, sets_);
  } catch (const InputError& e) { throw InputError(in_sweep_file(e.diagnostics(), config_)); }
  make_points(path);
  make_numbers(points_, kind() == Kind::uncertainty);
  if (kind() != Kind::uncertainty) check_extremes();
}

Sweep Sweep::of_shard(const std::string& folder, std::uint32_t replications) {
  Sweep sweep;
  sweep.config_ = read((fs::path(folder) / "sweep.yaml").string());
  sweep.config_.replications = replications;
  sweep.options_.scenario = (fs::path(folder) / "scenario.yaml").string();
  sweep.base_ = open_experiment(sweep.options_, {});
  sweep.config_.design.file = "design.csv";
  const auto table = table_of(fs::path(folder) / "design.csv", sweep.config_.design.place);
  sweep.points_.factors.assign(table[0].begin() + 1, table[0].end());
  sweep.points_.written = Texts(sweep.points_.factors.size());
  for (std::size_t line = 1; line < table.size(); ++line) {
    if (table[line].size() != table[0].size())
      wrong(sweep.config_.design.place, "design.file", fmt::format("design.csv: row {} has gaps", line + 1));
    for (std::size_t f = 1; f < table[line].size(); ++f) sweep.points_.written.add(table[line][f]);
  }
  make_numbers(sweep.points_, sweep.kind() == Kind::uncertainty);
  if (sweep.kind() == Kind::morris) sweep.make_trajectories();
  return sweep;
}

void Sweep::make_trajectories() {
  const auto design =
      sim::design::morris(static_cast<std::uint32_t>(config_.seed), static_cast<std::size_t>(config_.design.points),
                          config_.factors.size(), static_cast<std::uint32_t>(config_.design.levels));
  const std::size_t k = config_.factors.size();
  points_.changed = design.changed;
  for (std::size_t s = 0; s < design.changed.size(); ++s) {
    const std::size_t from = s / k * (k + 1) + s % k, f = design.changed[s];
    points_.step.push_back(design.points.at(from + 1, f) - design.points.at(from, f));
  }
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

  const auto correlate = [&](sim::Matrix& cube, const std::vector<std::string>& names) {
    if (config_.correlations.empty()) return;
    sim::Matrix target(names.size(), names.size());
    for (std::size_t f = 0; f < names.size(); ++f) target.at(f, f) = 1;
    for (const Correlation& c : config_.correlations) {
      std::size_t pair[2];
      for (std::size_t i = 0; i < 2; ++i) {
        pair[i] = static_cast<std::size_t>(std::find(names.begin(), names.end(), c.between[i].name) - names.begin());
        if (pair[i] == names.size())
          wrong(c.between[i].place, "correlations",
                "no factor " + scenario::in_message(c.between[i].name) +
                    scenario::did_you_mean(c.between[i].name, names));
      }
      target.at(pair[0], pair[1]) = target.at(pair[1], pair[0]) = c.rank;
    }
    try {
      cube = sim::design::with_rank_correlations(std::move(cube), target);
    } catch (const std::invalid_argument& e) {
      wrong(config_.correlations.front().between.front().place, "correlations", e.what());
    }
  };
  const auto from_cube = [&](const sim::Matrix& cube) {
    std::vector<Scale> scales;
    for (const auto& factor : config_.factors)
      scales.push_back(factor.value.evidence.value_or(false)
                           ? scale_of_evidence(factor.name, factor.value, *base_, kind() == Kind::morris)
                           : scale_of_range(factor.name, factor.value));
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
      case Kind::latin_hypercube: {
        sim::Matrix cube = sim::design::latin_hypercube(seed, n, k);
        correlate(cube, points_.factors);
        from_cube(cube);
        return;
      }
      case Kind::sobol: from_cube(sim::design::sobol_sequence(seed, n, k)); return;
      case Kind::sobol_indices: from_cube(sim::design::saltelli(seed, n, k)); return;
      case Kind::morris: {
        const auto design = sim::design::morris(seed, n, k, static_cast<std::uint32_t>(config_.design.levels));
        from_cube(design.points);
        make_trajectories();
        return;
      }
      case Kind::file: {
        const fs::path file = fs::path(path).parent_path() / config_.design.file;
        const auto table = table_of(file, config_.design.place);
        std::vector<std::size_t> columns;
        for (const auto& factor : config_.factors) {
          auto found = std::find(table[0].begin(), table[0].end(), factor.name);
          for (const auto& by_path : factor.value.paths)  // as in a calibration's ensemble.csv
            if (found == table[0].end()) found = std::find(table[0].begin(), table[0].end(), by_path.name);
          if (found == table[0].end())
            wrong(factor.place, "factors." + factor.name,
                  fmt::format("{} has no such column{}", file.string(), scenario::did_you_mean(factor.name, table[0])));
          columns.push_back(static_cast<std::size_t>(found - table[0].begin()));
        }
        for (std::size_t line = 1; line < table.size(); ++line)
          for (const std::size_t column : columns) {
            if (column >= table[line].size())
              wrong(config_.design.place, "design.file",
                    fmt::format("{}: row {} is too short", file.string(), line + 1));
            points_.written.add(table[line][column]);
          }
        if (points_.size() == 0) wrong(config_.design.place, "design.file", file.string() + ": has no points");
        return;
      }
      case Kind::uncertainty: {
        parameters_.emplace(base_->assumptions);
        if (parameters_->all().empty())
          wrong(config_.design.place, "design.kind", "the scenario has no number with a range");
        sim::Matrix cube = sim::design::latin_hypercube(seed, n, parameters_->all().size());
        for (const auto& p : parameters_->all()) points_.factors.push_back(p.paths.front());
        points_.written = Texts(points_.factors.size());
        correlate(cube, points_.factors);
        parameter_values_ = sim::Matrix(n, cube.columns);
        for (std::size_t point = 0; point < n; ++point) {
          const auto values = parameters_->at(std::span(cube.values).subspan(point * cube.columns, cube.columns));
          for (std::size_t f = 0; f < values.size(); ++f) {
            parameter_values_.at(point, f) = values[f];
            points_.written.add(scenario::format_quantity(values[f], parameters_->all()[f].assumption.unit));
          }
        }
        return;
      }
    }
  } catch (const std::length_error& e) {
    wrong(config_.design.place, "design", e.what());
  } catch (const std::invalid_argument& e) { wrong(config_.design.place, "design", e.what()); }
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
  } catch (const InputError& e) {
    std::vector<scenario::Diagnostic> diagnostics = in_sweep_file(e.diagnostics(), config_);
    for (auto& d : diagnostics) d.message += at_point(point);
    throw InputError(std::move(diagnostics));
  }
}

/// Every value of every factor is tried once, for numbers the two extremes: a mistake shows before hours of work.
void Sweep::check_extremes() const {
  std::set<std::size_t> tried;
  for (std::size_t f = 0; f < points_.factors.size(); ++f) {
    const auto x = [&](std::size_t p) { return points_.x.at(p, f); };
    std::size_t least = 0, most = 0;
    double names = 0;  // are numbered by their order of appearance
    for (std::size_t p = 0; p < points_.size(); ++p) {
      if (x(p) < x(least)) least = p;
      if (x(p) > x(most)) most = p;
      if (points_.categorical[f] && x(p) == names) {
        tried.insert(p);
        ++names;
      }
    }
    tried.insert({least, most});
  }
  std::vector<scenario::Diagnostic> wrong_ones;
  std::set<std::string> said;
  for (const std::size_t p : tried) {
    try {
      open(p);
    } catch (const InputError& e) {
      for (const auto& d : e.diagnostics()) {
        const std::string text = scenario::to_string(d);
        if (said.insert(text.substr(0, text.size() - at_point(p).size())).second) wrong_ones.push_back(d);
      }
    }
  }
  if (!wrong_ones.empty()) throw InputError(std::move(wrong_ones));
}

}  // namespace tools::sweeps
