#pragma once

#include "models/abuse/system.hpp"
#include "tools/report/inputs.hpp"

#include <cstddef>
#include <limits>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace report {

inline constexpr std::size_t no_index = std::numeric_limits<std::size_t>::max();

/// A row of prices.csv.
struct Price {
  std::string systems, service, line, agency, unit, kind, spend, gain, cashable, status, source, metric;
  bool is_value = false;  ///< of the appraisal, not of a record
  bool transfer = false, new_model = false, stops = false;
  double price = 0, low = 0, high = 0;      ///< pounds; the range may be NaN
  double year = 0, deflator = 1, real = 0;  ///< real: pounds of the base year
  double counted = 1, amount = 1;           ///< share inside the perimeter; units of what is valued, for one
  double grade = 0;                         ///< NaN: none
  std::size_t cba_line = no_index;          ///< among the lines
};

/// How much of a priced record one system used, in the mean.
struct Used {
  std::size_t price = 0, system = 0;
  std::vector<double> units;  ///< inside the perimeter; of a value: of its metric; shape (years)
  /// What one cost on average as a share of its real price: not 1 where prices were drawn; shape (years).
  std::vector<double> paid;

  /// Pounds in a year.
  double money(const Price& p, std::size_t year) const {
    return units[year] * (p.is_value ? p.amount : 1) * p.real * paid[year];
  }
};

/// A line of the cost-benefit analysis: what one agency spends on one thing, or a value.
struct CbaLine {
  enum class Role { cost, fiscal, economic, social };
  std::string name;
  std::size_t agency = no_index;  ///< no_index: society
  Role role = Role::fiscal;       ///< a cost of the new model, or whose gain it is
  bool transfer = false, stops = false, health = false;
  bool own_optimism = false;        ///< its distribution holds the optimism already
  double grade = 6;                 ///< of the price
  std::vector<std::size_t> graded;  ///< prices whose worst grade it is; empty where that cannot be said
};

/// What a run paid for, and what it adds up to: the ground of every sheet on money.
struct PricedRun {
  std::shared_ptr<const abuse::Plan> plan;
  std::vector<std::string> systems, agencies, years;
  std::size_t baseline = 0;
  bool drawn = false;
  std::vector<Price> prices;
  std::vector<Used> used;
  std::vector<CbaLine> lines;
  double tolerance = 0;  ///< pounds by which pence may have been rounded, in any total over the years

  const abuse::config::Appraisal* appraisal() const {
    return plan->scenario.appraisal ? &*plan->scenario.appraisal : nullptr;
  }
};

/// \param why  why there is none
/// \throws results::StoreError if a file is damaged
std::optional<PricedRun> priced_run(const Inputs& inputs, std::string& why);

}  // namespace report
