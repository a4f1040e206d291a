#include "tools/calibration/parameters.hpp"

#include "models/scenario/units.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <memory>
#include <optional>
#include <string_view>

namespace tools::calibration {

namespace {

using scenario::Assumption;

bool same_place(const scenario::Place& a, const scenario::Place& b) {
  return a.line == b.line && a.column == b.column && a.file && b.file && *a.file == *b.file;
}

/// Whether the baseline depends on it: no other system does.
bool is_baselines(const std::string& path, const std::string& baseline) {
  return !path.starts_with("systems.") || path.starts_with("systems." + baseline + ".");
}

/// What fitting must leave alone: how the run is made, and what it is held against.
bool is_no_parameter(const std::string& path) {
  return path.starts_with("run.") || path.starts_with("targets.") || path.starts_with("expect.");
}

class Chooser {
 public:
  Chooser(std::span<const Assumption> assumptions, const std::string& baseline)
      : assumptions_(assumptions), baseline_(baseline) {}

  void add_marked() {
    for (const Assumption& a : assumptions_) {
      const auto first = std::find_if(assumptions_.begin(), assumptions_.end(),
                                      [&](const Assumption& other) { return same_place(other.place, a.place); });
      if (a.fit_low && &*first == &a) add(a, *a.fit_low, *a.fit_high, a.place);
    }
  }

  /// \param wanted  "path=low:high"
  void add(const std::string& wanted) {
    const scenario::Place place{std::make_shared<std::string>("--parameter " + wanted), 0, 0};
    const std::size_t equals = wanted.find('='), colon = wanted.rfind(':');
    if (equals == std::string::npos || equals == 0 || colon == std::string::npos || colon < equals)
      return mistakes_.error(place, "", "expected PATH=LOW:HIGH, as in abuse.trust.loss=0.02:0.15");
    const std::string path = wanted.substr(0, equals);
    const auto found =
        std::find_if(assumptions_.begin(), assumptions_.end(), [&](const Assumption& a) { return a.path == path; });
    if (found == assumptions_.end()) {
      std::vector<std::string> known;
      for (const Assumption& a : assumptions_) known.push_back(a.path);
      return mistakes_.error(place, path, "no such number" + scenario::did_you_mean(path, known));
    }
    std::string why;
    const auto low = bound(wanted.substr(equals + 1, colon - equals - 1), found->unit, why);
    const auto high = low ? bound(wanted.substr(colon + 1), found->unit, why) : std::nullopt;
    if (!high) return mistakes_.error(place, path, why);
    const std::string written = wanted.substr(equals + 1, colon - equals - 1) + " to " + wanted.substr(colon + 1);
    if (*low >= *high) return mistakes_.error(place, path, written + ": expected bounds that rise");
    if (found->value < *low || found->value > *high)
      return mistakes_.error(place, path,
                             fmt::format("the value {} lies outside the bounds {}",
                                         scenario::format_quantity(found->value, found->unit), written));
    if (const FittedParameter* known = find(*found); known && known->marked.line == 0)
      return mistakes_.error(place, path, "given twice; first by \"" + *known->marked.file + "\"");
    std::erase_if(chosen_, [&](const FittedParameter& p) { return same_place(p.number.place, found->place); });
    add(*found, *low, *high, place);
  }

  std::vector<FittedParameter> take() {
    if (chosen_.empty() && !mistakes_.has_errors())
      mistakes_.error({}, "",
                      "no parameter to fit: mark a number with \"calibrate: [low, high]\" in its record, or name one "
                      "with --parameter path=low:high");
    mistakes_.throw_if_errors();
    return std::move(chosen_);
  }

 private:
  static std::optional<double> bound(const std::string& text, scenario::Unit unit, std::string& why) {
    const auto value = scenario::parse_quantity(text, unit, why);
    return value && unit == scenario::Unit::money ? std::optional(std::round(*value)) : value;
  }

  const FittedParameter* find(const Assumption& number) const {
    const auto found = std::find_if(chosen_.begin(), chosen_.end(),
                                    [&](const FittedParameter& p) { return same_place(p.number.place, number.place); });
    return found == chosen_.end() ? nullptr : &*found;
  }

  void add(const Assumption& number, double low, double high, const scenario::Place& marked) {
    FittedParameter out{number, {}, low, high, marked};
    const Assumption* used = nullptr;
    for (const Assumption& a : assumptions_) {
      if (!same_place(a.place, number.place)) continue;
      out.paths.push_back(a.path);
      if (!used && is_baselines(a.path, baseline_)) used = &a;
    }
    if (is_no_parameter(number.path) || number.exact)
      return mistakes_.error(marked, number.path, "is no parameter of the model and cannot be fitted");
    if (!used)
      return mistakes_.error(marked, number.path,
                             fmt::format("is no part of {}, the baseline, which alone is fitted", baseline_));
    out.number = *used;
    chosen_.push_back(std::move(out));
  }

  std::span<const Assumption> assumptions_;
  const std::string& baseline_;
  std::vector<FittedParameter> chosen_;
  scenario::Diagnostics mistakes_;
};

}  // namespace

double FittedParameter::value_at(double coordinate) const {
  if (coordinate == coordinate_of(number.value)) return number.value;
  const double exact = std::clamp(low + coordinate * (high - low), low, high);
  const bool is_whole = number.unit == scenario::Unit::count || number.unit == scenario::Unit::money;
  const double rounded = is_whole ? std::round(exact) : std::strtod(fmt::format("{:.6g}", exact).c_str(), nullptr);
  return std::clamp(rounded, low, high);
}

double FittedParameter::coordinate_of(double value) const { return (value - low) / (high - low); }

std::vector<std::string> FittedParameter::settings(double value) const {
  std::vector<std::string> out;
  for (const std::string& path : paths)
    out.push_back(fmt::format("{}={}", path, scenario::format_quantity(value, number.unit)));
  return out;
}

std::vector<FittedParameter> parameters_to_fit(std::span<const scenario::Assumption> assumptions,
                                               const std::string& baseline, std::span<const std::string> wanted) {
  Chooser chooser(assumptions, baseline);
  chooser.add_marked();
  for (const std::string& one : wanted) chooser.add(one);
  return chooser.take();
}

void check_bounds(std::span<const FittedParameter> parameters, const Open& open) {
  scenario::Diagnostics mistakes;
  for (const FittedParameter& p : parameters) {
    for (const double end : {p.low, p.high}) {
      try {
        open(p.settings(end));
      } catch (const scenario::InputError& e) {
        const scenario::Diagnostic& d = e.diagnostics().front();
        mistakes.error(
            p.marked, p.number.path,
            fmt::format("cannot be fitted by itself: at {}: {}{}", scenario::format_quantity(end, p.number.unit),
                        d.path == p.number.path ? "" : d.path + ": ", d.message));
      }
    }
  }
  mistakes.throw_if_errors();
}

}  // namespace tools::calibration
