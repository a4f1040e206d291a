#pragma once

#include "models/scenario/fields.hpp"

#include <array>
#include <cstddef>
#include <optional>
#include <string>
#include <vector>

/// What a scenario says of money: its prices, and how costs and benefits are appraised.
namespace abuse::config {

using scenario::Named;
using scenario::Pence;
using scenario::Reference;

/// The keys of a price, one for each unit that it may be for.
inline constexpr std::array<const char*, 4> price_units{"per_case", "per_day", "per_year", "per_fte_year"};
/// What is counted at each of them.
inline constexpr std::array<const char*, 4> price_unit_names{"cases", "days", "years", "post-years"};

/// One priced record of a service or of prevention.
struct Cost {
  Pence per_case = 0, per_day = 0, per_year = 0, per_fte_year = 0;
  std::array<bool, price_units.size()> priced{};  ///< which of these it says, in the order of `price_units`
  Reference agency;
  std::size_t kind = 0;               ///< CostKind
  std::size_t spend = 0;              ///< economics::Spend
  bool transfer = false;              ///< a benefit or a tax: counts for its agency, and not for public value
  std::optional<Reference> cashable;  ///< a profile of the appraisal; absent: the one of its agency, if any
  Pence post = 0;                     ///< one post and year: a saving is cash in whole posts only; 0: no such rule
  bool new_model = false;
  bool stops = false;  ///< a line of the old system that the new model replaces
  double counted = 1;  ///< share inside the perimeter
  double price_year = 0;
  std::optional<int> grade;  ///< the worst of its prices'
  scenario::Place place, price_year_place, per_fte_year_place;
  std::string line;
};

struct Deflator {
  double year = 0, index = 0;
};
struct Prices {
  double base_year = 0;
  scenario::Place base_year_place;
  std::vector<Deflator> deflator;
};

/// Discount rates by years from the first.
struct Schedule {
  struct Step {
    double from_year = 0, rate = 0;
  };
  std::vector<Step> steps;
};
struct Discounting {
  std::vector<Named<Schedule>> schedules;
  Reference standard, health;
};

/// Costs are raised and benefits lowered by the grade of the evidence behind them.
struct OptimismBias {
  struct Grade {
    double cost_uplift = 0, benefit_cut = 0, known_error = 0;
  };
  std::vector<Grade> grades;               ///< of grade 1, 2, ... 6
  std::size_t combine = 0;                 ///< worst grade, or mean of the grades
  std::size_t population = 0, impact = 0;  ///< grades of what is said of the people reached and of the effect
  std::string source;                      ///< of those two
  std::vector<Reference> already_in_distribution;
};

/// How much of a saving a budget can give up, by counted year.
struct Cashability {
  double first_year = 0, full = 0;
  double reached_after = 0;         ///< from the first counted year until it is full
  std::vector<Reference> agencies;  ///< whose lines follow it unless they name another
};

/// What is no public spending inside the perimeter: a metric times a value.
struct Value {
  Reference metric;
  double amount = 1;  ///< units of what is valued, for one of the metric
  Pence per_unit = 0;
  std::size_t gain = 0;  ///< economics::Gain
  std::size_t kind = 0;  ///< CostKind
  std::optional<Reference> agency;
  bool transfer = false;
  bool health = false;   ///< discounted by the health schedule
  bool headline = true;  ///< false: shown beside, in no total
  double price_year = 0;
  std::optional<int> grade;  ///< of the value of a unit
  scenario::Place place, price_year_place;
};

/// A price or value that holds others, so that the two are not to be added up.
struct Contains {
  Reference whole;
  std::vector<Reference> parts;
};

/// One term of a check from above: a count times a price.
struct TopDown {
  std::string what, source;
  std::optional<double> count;
  std::optional<Reference> metric;  ///< what stands for the count in a run, a year
  Pence price = 0;
};

/// A figure of the plan to print beside the results.
struct PlanFigure {
  std::string figure, source, note;
  std::optional<Pence> money, money_high;
  std::optional<double> share;
  std::optional<Reference> metric;  ///< what stands for it in a run
  bool per_year = false;            ///< the mean of the counted years, not the horizon's total
  bool baseline = false;            ///< of the baseline, not of the system that takes over
};

/// Terms on which partners pay and gain. Terms are chosen, not estimated: they have no range.
struct Agreement {
  std::size_t contributions = 0;  ///< how the cost of the new model is shared out
  double reprofiling_delay = 0;   ///< until the shares of a pooled budget follow who gains
  struct ByResults {
    double share = 0;          ///< of the receiver's cost that is paid by results
    Reference outcome;         ///< metric whose fall is paid for
    double threshold = 0;      ///< fall against the baseline below which nothing is paid
    Pence price = 0, cap = 0;  ///< for each one fewer; the most in a year
    Reference payer, receiver;
  };
  std::optional<ByResults> payment_by_results;
  struct Bond {
    double invested = 0;  ///< share of the new model's cost that the investor pays first
    Reference outcome;
    double threshold = 0;
    Pence price = 0, cap = 0;
    double term = 0;
    double wanted_return = 0;  ///< a year
    Reference commissioner;
  };
  std::optional<Bond> social_impact_bond;
};

/// What a decision is judged by besides money.
struct Decision {
  struct Effect {
    std::optional<Reference> metric;  ///< of which fewer is better
    std::optional<Reference> value;   ///< of the appraisal: its units, of which fewer is better, and not its pounds
    std::string unit;
    bool health = false;                     ///< of a metric: discounted by the health schedule
    std::vector<double> willingness_to_pay;  ///< pence for one
    scenario::Place place;
  };
  std::vector<Named<Effect>> effects;
};

struct Appraisal {
  Discounting discounting;
  OptimismBias optimism_bias;
  std::vector<Named<Cashability>> cashability;
  std::vector<Named<Value>> values;
  std::vector<Contains> contains;
  std::vector<TopDown> top_down;
  std::vector<PlanFigure> plan;
  std::optional<Agreement> agreement;
  std::optional<Decision> decision;
};

}  // namespace abuse::config
