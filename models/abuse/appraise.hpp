#pragma once

#include "models/economics/cashability.hpp"
#include "models/economics/discounting.hpp"
#include "models/economics/ledger.hpp"

#include <cstddef>
#include <limits>
#include <span>
#include <string>
#include <vector>

namespace abuse {

struct Plan;

/// What a replication measures of costs and benefits besides the ledger.
struct CompiledAppraisal {
  static constexpr std::size_t none = std::numeric_limits<std::size_t>::max();
  economics::Discounting standard{{{}}},
      health{{{}}};  ///< for money, and for values of health; none: nothing is discounted
  struct Profile {
    std::string name;
    economics::Cashability share;  ///< of a saving that is cash
  };
  std::vector<Profile> cashability;
  std::vector<std::size_t> profile_of_agency;  ///< of lines that name none; economics::no_profile: none
  struct Value {
    std::size_t metric = 0;
    std::size_t of = none;  ///< metric that is valued; none: no system that is run has it
    double each = 0;        ///< real pounds for one of it
    std::size_t agency = none,
                profile = none;  ///< whose budget it is, and how much of a saving is cash; none: nobody's
  };
  std::vector<Value> values;  ///< in the order of the scenario's
  std::size_t cashable_saving = 0, new_money = 0, redirected = 0;
  std::vector<std::size_t> cashable_of_agency;
};

/// Fills the value of each metric that has one, the cash saved and the new money of one system.
/// \param rows       its metrics, all but these and the ratios filled; shape (years + 1, metrics), the horizon last
/// \param base_rows  the baseline's, these filled already or the same
void appraise(const Plan& plan, const economics::Ledger& baseline, const economics::Ledger& here,
              std::span<const double> base_rows, std::span<double> rows);

}  // namespace abuse
