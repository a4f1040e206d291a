#pragma once

#include "models/abuse/system.hpp"
#include "models/weekly.hpp"

#include <cstddef>
#include <cstdint>
#include <vector>

namespace abuse {

class World;

/// A metric of the services of one system that share a label, followed week by week.
struct WeeklySeries {
  enum class From : std::uint8_t { counts, waiting, use };
  std::size_t metric = 0;  ///< of the catalogue; this is the same over a week instead of a year
  From from = From::counts;
  std::vector<std::size_t> services{};  ///< numbers in the system
};

/// The series of every service that people may have to wait for: with limited capacity, a meeting or a programme.
std::vector<WeeklySeries> weekly_series(const Plan& plan, std::size_t system);

/// The names of all series, system by system, in the order of Outcome::weekly.
experiment::Weekly weekly_names(const Plan& plan);

/// Books one system's series: each week what its sums, and integrals over time, have gained in it.
class WeekBook {
 public:
  WeekBook(const Plan& plan, std::size_t system);

  /// When the present week ends, in days; forever after the last.
  Time next() const;
  /// Books the week up to next(), which is now. What happens at that very moment belongs to the week after.
  void close_week(const World& world);
  /// Shape (series, weeks); experiment::missing where there is no denominator.
  const std::vector<double>& values() const { return values_; }

 private:
  struct SoFar {
    double amount = 0, weight = 0;
  };
  SoFar so_far(const WeeklySeries& series, const World& world, Time now) const;

  const Plan& plan_;
  std::vector<WeeklySeries> series_;
  std::vector<SoFar> booked_;
  std::vector<double> values_;
  std::size_t weeks_, week_ = 0;
};

}  // namespace abuse
