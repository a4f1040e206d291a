#include "models/scenario/distribution_forms.hpp"
#include "models/scenario/loader_state.hpp"
#include "models/scenario/record.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <stdexcept>
#include <utility>

namespace scenario {

namespace {

using sim::Distribution;

/// A parameter of a distribution of whole things need not be whole itself.
Unit unit_of(const Rule& rule) { return rule.unit == Unit::count ? Unit::number : rule.unit; }

/// \return nothing if the family of what is drawn has no such parameter (a rate of money)
std::optional<Rule> rule_of(const Parameter& parameter, const Rule& drawn) {
  const std::string doc = fmt::format("{} ({})", drawn.doc, parameter.name);
  switch (parameter.measure) {
    case Measure::location: return Rule(unit_of(drawn), drawn.low, no_limit, doc);
    case Measure::extent: return Rule(unit_of(drawn), 0, unit_of(drawn) == Unit::share ? 1 : no_limit, doc);
    case Measure::plain: return Rule(Unit::number, 0, no_limit, doc);
    case Measure::whole: return Rule(Unit::count, 1, 1e6, doc);
    case Measure::rate:
      if (drawn.unit == Unit::duration) return Rule(Unit::rate, 0, no_limit, doc);
      if (unit_of(drawn) == Unit::number) return Rule(Unit::number, 0, no_limit, doc);
      return std::nullopt;
  }
  return std::nullopt;
}

/// "mean and sd, or shape and scale"
std::string ways_to_write(std::string_view family) {
  std::vector<std::string> ways;
  for (const Form& form : distribution_forms) {
    if (form.family != family) continue;
    std::string way;
    for (const Parameter& p : form.all()) {
      const bool last = &p == &form.all().back();
      way += (way.empty() ? "" : last ? " and " : ", ") + std::string(p.name);
    }
    ways.push_back(std::move(way));
  }
  return fmt::format("{}", fmt::join(ways, ", or "));
}

bool has_parameter(const Form& form, std::string_view name) {
  const auto all = form.all();
  return std::any_of(all.begin(), all.end(), [&](const Parameter& p) { return p.name == name; });
}

/// Of all ways to write the family.
std::vector<std::string> parameter_names(std::string_view family) {
  std::vector<std::string> names;
  for (const Form& form : distribution_forms)
    if (form.family == family)
      for (const Parameter& p : form.all()) names.emplace_back(p.name);
  return names;
}

/// The way to write the family that shares most parameters with what was written; the first of several.
const Form& nearest_form(const Node::Entry& written) {
  const Form* best = nullptr;
  std::ptrdiff_t most = -1;
  for (const Form& form : distribution_forms) {
    if (form.family != written.key) continue;
    const auto& given = written.value.entries;
    const auto shared =
        std::count_if(given.begin(), given.end(), [&](const Node::Entry& e) { return has_parameter(form, e.key); });
    if (shared <= most) continue;
    best = &form;
    most = shared;
  }
  if (!best) throw std::logic_error("a family of distributions that has no form");
  return *best;
}

Distribution make(const Form& form, std::span<const double> v) {
  const std::string_view first = form.parameters[0].name;
  if (form.family == "uniform") return Distribution::uniform(v[0], v[1]);
  if (form.family == "triangular") return Distribution::triangular(v[0], v[1], v[2]);
  if (form.family == "exponential") {
    if (first == "mean") return Distribution::exponential(v[0]);
    if (v[0] <= 0) throw std::invalid_argument("the rate of an exponential must be greater than 0");
    return Distribution::exponential(1 / v[0]);
  }
  if (form.family == "gamma")
    return first == "mean" ? Distribution::gamma_by_moments(v[0], v[1]) : Distribution::gamma(v[0], v[1]);
  if (form.family == "erlang") return Distribution::erlang(static_cast<unsigned>(v[0]), v[1]);
  if (form.family == "weibull")
    return first == "mean" ? Distribution::weibull_by_moments(v[0], v[1]) : Distribution::weibull(v[0], v[1]);
  if (form.family == "lognormal") {
    if (first == "mean") return Distribution::lognormal_by_moments(v[0], v[1]);
    if (v[0] <= 0) throw std::invalid_argument("the median of a lognormal must be greater than 0");
    return Distribution::lognormal(std::log(v[0]), v[1]);
  }
  if (form.family == "normal") return Distribution::normal(v[0], v[1]);
  if (form.family == "beta")
    return first == "mean" ? Distribution::beta_by_moments(v[0], v[1]) : Distribution::beta(v[0], v[1]);
  if (form.family == "poisson") return Distribution::poisson(v[0]);
  throw std::logic_error("a form of distribution that nobody makes");
}

}  // namespace

std::optional<Distribution> Loader::State::distribution(const Node& node, const std::string& path, const Rule& rule) {
  if (node.is_sequence() || node.kind == Node::Kind::null) {
    diagnostics.error(node.place, path,
                      fmt::format("expected {} or a distribution, got {}", expected(rule), got(node)));
    return std::nullopt;
  }
  std::vector<const Node::Entry*> found;
  const auto families = std::span(distribution_families);
  for (const Node::Entry& entry : node.entries)
    if (std::find(families.begin(), families.end(), entry.key) != families.end()) found.push_back(&entry);
  if (node.is_scalar() || (found.empty() && node.find("value"))) {
    const auto value = number(node, path, rule);
    return value ? std::optional(Distribution::constant(*value)) : std::nullopt;
  }
  open(node, path);
  top().known.assign(families.begin(), families.end());
  if (found.empty()) top().known.insert(top().known.end(), std::begin(record_keys), std::end(record_keys));
  report_unknown_keys();
  std::optional<Distribution> drawn;
  if (found.size() == 1) {
    drawn = family(*found[0], path, rule);
    if (drawn && !within(*drawn, found[0]->value.place, below(path, found[0]->key), rule)) drawn.reset();
  } else if (found.empty()) {
    diagnostics.error(node.place, path, fmt::format("expected a distribution, {}", one_of(families)));
  } else {
    diagnostics.error(found[1]->key_place, path,
                      fmt::format("expected one distribution, got {} and {}", found[0]->key, found[1]->key));
  }
  close();
  return drawn;
}

std::optional<Distribution> Loader::State::family(const Node::Entry& entry, const std::string& path, const Rule& rule) {
  const std::string here = below(path, entry.key);
  const bool of_numbers = unit_of(rule) == Unit::number;
  if (entry.key == "poisson" && !of_numbers) {
    diagnostics.error(entry.key_place, here, "a poisson counts things; it cannot be used here");
    return std::nullopt;
  }
  if (entry.key == "beta" && !of_numbers && rule.unit != Unit::share) {
    diagnostics.error(entry.key_place, here, "a beta lies between 0 and 1; it cannot be used here");
    return std::nullopt;
  }
  try {
    if (entry.key == "constant") {
      const auto value = number(entry.value, here, rule);
      return value ? std::optional(Distribution::constant(*value)) : std::nullopt;
    }
    if (entry.key == "empirical") return empirical(entry.value, here, rule);
    if (entry.key == "mixture") return mixture(entry.value, here, rule);
    return parametric(entry, path, rule);
  } catch (const std::invalid_argument& e) {
    diagnostics.error(entry.value.place, here, e.what());
    return std::nullopt;
  }
}

std::optional<Distribution> Loader::State::parametric(const Node::Entry& entry, const std::string& path,
                                                      const Rule& rule) {
  const std::string here = below(path, entry.key);
  const Node& node = entry.value;
  const std::string ways = ways_to_write(entry.key);
  if (!node.is_mapping()) {
    diagnostics.error(node.place, here, fmt::format("expected {}, got {}", ways, got(node)));
    return std::nullopt;
  }
  const Form& form = nearest_form(entry);
  bool good = true;
  for (const Node::Entry& e : node.entries) {
    if (has_parameter(form, e.key)) continue;
    const std::vector<std::string> known = parameter_names(entry.key);
    if (std::find(known.begin(), known.end(), e.key) == known.end())
      report_unknown_key(e, here, known);
    else
      diagnostics.error(e.key_place, below(here, e.key), fmt::format("expected either {}", ways));
    good = false;
  }
  std::vector<double> values;
  for (const Parameter& p : form.all()) {
    const auto limits = rule_of(p, rule);
    const Node* written = node.find(p.name);
    if (!limits)
      diagnostics.error(entry.key_place, here, fmt::format("{} cannot be used here", p.name));
    else if (!written)
      diagnostics.error(node.place, below(here, p.name), fmt::format("missing; a {} needs {}", entry.key, ways));
    else if (const auto value = number(*written, below(here, p.name), *limits))
      values.push_back(*value);
  }
  if (!good || values.size() != form.count) return std::nullopt;
  return make(form, values);
}

std::optional<std::vector<double>> Loader::State::numbers(const Node& list, const std::string& path, const Rule& rule) {
  std::vector<double> values;
  for (std::size_t i = 0; i < list.items.size(); ++i)
    if (const auto value = number(list.items[i], below(path, std::to_string(i)), rule)) values.push_back(*value);
  return values.size() == list.items.size() ? std::optional(std::move(values)) : std::nullopt;
}

bool Loader::State::sum_to_one(const Place& place, const std::string& path, std::span<const double> shares,
                               bool may_vary) {
  constexpr double rounding = 0.02;  // of a published table
  for (auto a = assumptions.rbegin(); a != assumptions.rend() && a->path.starts_with(path + "."); ++a)
    if (a->unit == Unit::share && (path.ends_with(".shares") || a->path.ends_with(".share"))) a->part_of = path;
  double sum = 0;
  for (const double share : shares) sum += share;
  if (std::abs(sum - 1) <= rounding || (may_vary && sum > 0)) return true;
  diagnostics.error(place, path, fmt::format("the shares add up to {:.6g}; expected 1", sum));
  return false;
}

std::optional<Distribution> Loader::State::empirical(const Node& node, const std::string& path, const Rule& rule) {
  if (!node.is_mapping()) {
    diagnostics.error(node.place, path, "expected bounds and shares, got " + got(node));
    return std::nullopt;
  }
  const std::string keys[] = {"bounds", "shares"};
  report_unknown_keys(node, path, keys);
  const auto list = [&](const std::string& key, const Rule& limits) -> std::optional<std::vector<double>> {
    const Node* written = node.find(key);
    if (!written)
      missing(node, below(path, key), limits.doc);
    else if (written->is_sequence())
      return numbers(*written, below(path, key), limits);
    else
      diagnostics.error(written->place, below(path, key), "expected a list of numbers, got " + got(*written));
    return std::nullopt;
  };
  Rule bound(unit_of(rule), rule.low, no_limit, rule.doc + " (bound)");
  bound.certainty = Certainty::exact;  // how a table was cut, not a quantity
  const auto bounds = list("bounds", bound);
  const auto shares = list("shares", Rule(Unit::share, 0, 1, rule.doc + " (share)"));
  if (!bounds || !shares) return std::nullopt;
  const auto& written = node.find("shares")->items;
  const bool may_vary = std::any_of(written.begin(), written.end(), [](const Node& n) { return n.is_mapping(); });
  if (!sum_to_one(node.find("shares")->place, below(path, "shares"), *shares, may_vary)) return std::nullopt;
  return Distribution::empirical(*bounds, *shares);
}

std::optional<Distribution> Loader::State::mixture(const Node& node, const std::string& path, const Rule& rule) {
  if (!node.is_sequence() || node.items.empty()) {
    diagnostics.error(node.place, path,
                      "expected a list of {share: ..., of: {...}}, got " +
                          (node.is_sequence() ? std::string("an empty one") : got(node)));
    return std::nullopt;
  }
  const Rule share_rule(Unit::share, 0, 1, rule.doc + " (share)");
  std::vector<Distribution> parts;
  std::vector<double> shares;
  bool may_vary = false;
  for (std::size_t i = 0; i < node.items.size(); ++i) {
    const Node& item = node.items[i];
    const std::string here = below(path, std::to_string(i));
    if (!item.is_mapping()) {
      diagnostics.error(item.place, here, "expected {share: ..., of: {...}}, got " + got(item));
      continue;
    }
    const std::string keys[] = {"share", "of"};
    report_unknown_keys(item, here, keys);
    if (const Node* share = item.find("share")) {
      may_vary = may_vary || share->is_mapping();
      if (const auto value = number(*share, below(here, "share"), share_rule)) shares.push_back(*value);
    } else {
      missing(item, below(here, "share"), "part of the mixture");
    }
    if (const Node* of = item.find("of")) {
      if (auto part = distribution(*of, below(here, "of"), rule)) parts.push_back(std::move(*part));
    } else {
      missing(item, below(here, "of"), "what is drawn for that part");
    }
  }
  if (parts.size() != node.items.size() || shares.size() != parts.size()) return std::nullopt;
  if (!sum_to_one(node.place, path, shares, may_vary)) return std::nullopt;
  return Distribution::mixture(std::move(parts), std::move(shares));
}

bool Loader::State::within(const Distribution& drawn, const Place& place, const std::string& path, const Rule& rule) {
  const auto refuse = [&](std::string message) {
    diagnostics.error(place, path, std::move(message));
    return false;
  };
  const auto shown = [&](double value) { return format_quantity(value, rule.unit); };
  if (drawn.lower_bound() < rule.low)
    return refuse(fmt::format("a {} can fall below {}; expected {}", drawn.family(), shown(rule.low), expected(rule)));
  if (drawn.mean() > rule.high)
    return refuse(fmt::format("the mean is {}; expected {}", shown(drawn.mean()), expected(rule)));
  return true;
}

}  // namespace scenario
