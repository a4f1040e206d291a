#pragma once

#include "models/scenario/fields.hpp"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

/// What a scenario says of its results: what they are held against and how they are reported.
namespace abuse::config {

using scenario::Reference;
inline constexpr double year = 365.25;  ///< days

struct Target {
  Reference metric;
  std::string quantity, source, note, unit;
  std::size_t kind = 0;
  double value = 0;
  std::optional<double> low, high;
  double scale = 1;
  bool per_year = false;
  std::optional<Reference> system;  ///< compares this system with the baseline; absent: the baseline itself
  bool relative = false;            ///< of a comparison: as a part of the baseline's value
};

/// A metric that is one metric over another, of the same system, replication and period.
struct Ratio {
  Reference of, over;
  std::string definition, unit = "ratio";
};

/// One measure of a partnership's outcomes framework: what it said it would track, and the metric that stands for it.
struct OutcomeMeasure {
  std::string measure, area, project;  ///< as the partnership wrote them
  Reference metric;
  bool per_year = false;
  std::string unit, note;  ///< unit: the metric's if empty
  std::size_t better = 0;  ///< Better
  std::size_t grade = 0;   ///< of the evidence behind it, 0 for grade 1
  std::string source;
};

/// A fall that a partnership reported, and how it picked the people whom it looked at.
struct Claim {
  std::string title, source, note;
  double claimed = 0;  ///< relative change, before and after
  Reference counts;    ///< what is said to have fallen: incidents, or what a service or a route counts
  std::size_t of = 0;  ///< ClaimOf
  struct Starts {
    std::uint32_t marks = 0;
    std::vector<Reference> services;
  } starts;
  double before = year, after = year;
};

}  // namespace abuse::config
