#pragma once

#include "tools/report/priced_run.hpp"

#include <array>
#include <cstddef>
#include <optional>
#include <vector>

namespace report {

/// What a cost-benefit analysis is corrected by and discounted with.
struct CbaTerms {
  std::array<double, 6> uplift{}, cut{};  ///< by grade
  bool worst = true;                      ///< of several grades the worst counts, or their mean
  double population = 6, impact = 6;      ///< grades
  std::vector<double> standard, health;   ///< discount factors; shape (years)
};

/// How amounts are added up: as simulated or corrected for optimism, each undiscounted and discounted.
inline constexpr std::size_t cba_views = 4;

/// The analysis of the means: what is linear in a replication's amounts comes to the mean of the replications'
/// analyses. In pounds.
struct CbaOfMeans {
  struct Line {
    std::vector<double> amounts;            ///< shape (years)
    std::array<double, cba_views> total{};  ///< by view
    double grade = 6, uplift = 0, cut = 0, factor = 1;
  };
  std::vector<Line> lines;

  /// Totals by view, and what follows from them; a ratio is none where its divisor is not above 0.
  struct Figures {
    double cost = 0, fiscal = 0, transfers = 0, stops = 0, economic = 0, social = 0, transfer_cost = 0;
    double public_benefit() const { return fiscal - transfers + economic + social; }
    double public_cost() const { return cost - transfer_cost; }
  };
  std::array<Figures, cba_views> figures{};

  /// Of one role, by year. \param corrected  by the lines' factors
  std::vector<double> by_year(const PricedRun& run, CbaLine::Role role, bool corrected,
                              std::size_t agency = no_index) const;
};

/// \param pounds  of every use of a price; shape (used, years)
CbaOfMeans cba_of_means(const PricedRun& run, const CbaTerms& terms, const std::vector<std::vector<double>>& pounds,
                        std::size_t option, std::size_t comparator);

}  // namespace report
