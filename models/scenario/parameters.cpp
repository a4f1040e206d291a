#include "models/scenario/parameters.hpp"

#include "models/scenario/resolved.hpp"
#include "models/scenario/uncertainty.hpp"
#include "sim/design/purpose.hpp"
#include "sim/random.hpp"

#include <map>
#include <optional>
#include <tuple>

namespace scenario {

namespace {

/// What a run is compared with is no input of it.
bool is_compared_with(const std::string& path) { return path.starts_with("targets.") || path.starts_with("expect."); }

}  // namespace

Parameters::Parameters(std::span<const Assumption> assumptions) {
  std::map<std::tuple<std::string, int, int>, std::size_t> by_place;
  std::map<std::string, std::size_t> parts;
  for (const Assumption& a : assumptions)
    if (!a.part_of.empty()) ++parts[a.part_of];
  for (const Assumption& a : assumptions) {
    if (is_compared_with(a.path)) continue;
    if (!a.part_of.empty() && parts[a.part_of] == 1) continue;  // the only way on is certain, whatever its range says
    const std::optional<sim::Distribution> uncertainty = uncertainty_of(a);
    if (!uncertainty) continue;
    std::size_t p = all_.size();
    if (a.place.file) p = by_place.emplace(std::tuple(*a.place.file, a.place.line, a.place.column), p).first->second;
    if (p < all_.size() && all_[p].assumption.value != a.value) p = all_.size();
    if (p == all_.size()) all_.push_back({{}, {}, a, *uncertainty});
    all_[p].paths.push_back(a.path);
    all_[p].parts_of.push_back(a.part_of);
    if (a.part_of.empty()) continue;
    wholes_[a.part_of].parts.push_back(p);
    wholes_[a.part_of].sum += a.value;
  }
}

std::vector<double> Parameters::at(std::span<const double> u) const {
  std::vector<double> values;
  values.reserve(all_.size());
  for (std::size_t p = 0; p < all_.size(); ++p) values.push_back(draw(all_[p].distribution, all_[p].assumption, u[p]));
  return values;
}

std::vector<double> Parameters::drawn(std::uint32_t seed, std::uint32_t replication, std::uint32_t attempt) const {
  std::vector<double> u;
  u.reserve(all_.size());
  for (const Parameter& p : all_)
    u.push_back(sim::uniform(seed, {replication, sim::named(p.paths.front()),
                                    static_cast<std::uint32_t>(sim::design::Purpose::parameter), attempt}));
  return at(u);
}

std::map<std::string, double> Parameters::scales(std::span<const double> values) const {
  std::map<std::string, double> scales;
  for (const auto& [path, whole] : wholes_) {
    double sum = 0;
    for (const std::size_t p : whole.parts) sum += values[p];
    scales[path] = sum > 0 ? whole.sum / sum : 0;
  }
  return scales;
}

std::vector<double> Parameters::as_put(std::span<const double> values) const {
  const std::map<std::string, double> by_whole = scales(values);
  std::vector<double> put(values.begin(), values.end());
  for (std::size_t p = 0; p < all_.size(); ++p)
    if (const auto scale = by_whole.find(all_[p].parts_of.front()); scale != by_whole.end()) put[p] *= scale->second;
  return put;
}

Node Parameters::put(Node resolved, std::span<const double> values) const {
  const std::map<std::string, double> by_whole = scales(values);
  for (std::size_t p = 0; p < all_.size(); ++p)
    for (std::size_t i = 0; i < all_[p].paths.size(); ++i) {
      const auto scale = by_whole.find(all_[p].parts_of[i]);
      const double value = scale == by_whole.end() ? values[p] : values[p] * scale->second;
      set_number(resolved, all_[p].paths[i], format_quantity(value, all_[p].assumption.unit));
    }
  return resolved;
}

}  // namespace scenario
