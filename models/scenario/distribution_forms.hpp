#pragma once

#include <array>
#include <span>
#include <string_view>

namespace scenario {

/// What a parameter of a family is measured in.
enum class Measure {
  location,  ///< in the unit of what is drawn, of any sign
  extent,    ///< in the unit of what is drawn, at least 0
  plain,     ///< a plain number, at least 0
  whole,     ///< a whole number, at least 1
  rate,      ///< one over the unit of what is drawn
};

struct Parameter {
  std::string_view name;
  Measure measure = Measure::extent;
};

/// One way of writing a family: `{lognormal: {mean: 12 weeks, sd: 5 weeks}}`.
struct Form {
  std::string_view family;
  std::array<Parameter, 3> parameters;
  std::size_t count = 0;

  std::span<const Parameter> all() const { return std::span(parameters).first(count); }
};

inline constexpr Form distribution_forms[] = {
    {"uniform", {{{"low", Measure::location}, {"high", Measure::location}}}, 2},
    {"triangular", {{{"low", Measure::location}, {"mode", Measure::location}, {"high", Measure::location}}}, 3},
    {"exponential", {{{"mean", Measure::extent}}}, 1},
    {"exponential", {{{"rate", Measure::rate}}}, 1},
    {"gamma", {{{"mean", Measure::extent}, {"sd", Measure::extent}}}, 2},
    {"gamma", {{{"shape", Measure::plain}, {"scale", Measure::extent}}}, 2},
    {"erlang", {{{"stages", Measure::whole}, {"mean", Measure::extent}}}, 2},
    {"weibull", {{{"mean", Measure::extent}, {"sd", Measure::extent}}}, 2},
    {"weibull", {{{"shape", Measure::plain}, {"scale", Measure::extent}}}, 2},
    {"lognormal", {{{"mean", Measure::extent}, {"sd", Measure::extent}}}, 2},
    {"lognormal", {{{"median", Measure::extent}, {"sigma", Measure::plain}}}, 2},
    {"normal", {{{"mean", Measure::location}, {"sd", Measure::extent}}}, 2},
    {"beta", {{{"mean", Measure::extent}, {"sd", Measure::extent}}}, 2},
    {"beta", {{{"alpha", Measure::plain}, {"beta", Measure::plain}}}, 2},
    {"poisson", {{{"mean", Measure::extent}}}, 1},
};

}  // namespace scenario
