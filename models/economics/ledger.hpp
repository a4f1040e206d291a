#pragma once

#include "models/economics/classes.hpp"
#include "models/economics/money.hpp"

#include <cstddef>
#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <vector>

/// Who spends how much on what, exactly.
namespace economics {

enum class Kind : std::uint8_t { reactive, preventive };

inline constexpr std::size_t no_profile = std::numeric_limits<std::size_t>::max();

/// One line of spending. Kinds are given line by line, so that the reactive share is a finding, not a label.
struct Line {
  std::string name;
  std::size_t agency = 0;
  Kind kind = Kind::reactive;
  bool new_model = false;  ///< part of the cost of the new model
  bool headline = true;    ///< inside the perimeter; outside it are people no service knows
  Spend spend = Spend::revenue;
  bool transfer = false;              ///< a benefit or a tax: the agency's gain or loss, and no public value
  std::size_t cashable = no_profile;  ///< number of its cashability profile; no_profile: no saving on it is cash
  Pence post = 0;                     ///< real pence of one post and year, in whole ones of which a saving is cash; 0:
                                      ///< of any size
  bool stops = false;                 ///< of the old system, and replaced by the new model
  std::optional<int> grade = {};      ///< worst evidence grade of its prices, 1 to 6
  bool operator==(const Line&) const = default;
};

/// Whole pence by line and year. Every total is a sum of the same cells, so agencies, kinds and lines add up to it to
/// the penny.
class Ledger {
 public:
  /// \param lines  number of lines. \param years  number of years
  Ledger(std::size_t lines, std::size_t years) : cells_(lines * years, 0), lines_(lines), years_(years) {}
  Ledger() = default;

  /// \throws std::out_of_range if there is no such cell; std::overflow_error beyond 2^63 pence
  void post(std::size_t line, std::size_t year, Pence amount);
  Pence at(std::size_t line, std::size_t year) const;
  std::size_t lines() const { return lines_; }
  std::size_t years() const { return years_; }
  bool operator==(const Ledger&) const = default;

 private:
  std::vector<Pence> cells_;
  std::size_t lines_ = 0, years_ = 0;
};

/// The same cells added up; one entry a year.
struct Totals {
  std::vector<Pence> total;                   ///< headline lines only; shape (years)
  std::vector<std::vector<Pence>> by_agency;  ///< headline; shape (agencies, years)
  std::vector<Pence> reactive, new_model;     ///< headline; shape (years)
  std::vector<Pence> outside;                 ///< lines outside the perimeter; shape (years)
};
/// \param agencies  number of agencies
Totals add_up(const Ledger& ledger, const std::vector<Line>& lines, std::size_t agencies);

}  // namespace economics
