#pragma once

#include "models/scenario/diagnostics.hpp"

#include <cstddef>
#include <limits>
#include <optional>
#include <string>
#include <vector>

/// The service graph of one system, free of what the services do.
namespace pathway {

/// How a case moves along an edge.
enum class Flow {
  next,      ///< one of several exclusive ways on; shares of a (service, grade) sum to one
  also,      ///< an extra referral made beside the way on, with its own probability
  fallback,  ///< where a person goes when the service cannot take them: not open, full, not eligible
};

struct Edge {
  static constexpr std::size_t leaves = std::numeric_limits<std::size_t>::max();
  std::size_t to = leaves;  ///< index of a service; `leaves`: the case closes
  std::string to_name;      ///< as written; "close" for the exit
  Flow flow = Flow::next;
  std::optional<std::size_t> grade;  ///< only for cases with that assessed grade; all if unset
  double share = 0;                  ///< probability; of fallbacks too, so a service's only fallback has share 1
  double cases_per_case = 1;         ///< cases opened there for each case here (children of a family); usually 1
  scenario::Place place;
};

enum class Kind { staff, places, meeting, programme, activity };

struct Service {
  std::string name;
  Kind kind = Kind::activity;
  double mean_duration = 0;       ///< days a case holds its unit of capacity; 0 for an immediate activity
  bool can_take_no_time = false;  ///< a visit may take zero time (for the zero-time loop check)
  /// Units of capacity held at once, over all pools; infinity if unlimited. A meeting: slots per day.
  double capacity = std::numeric_limits<double>::infinity();
  /// Name of the resource when several services draw on one; "" for its own. Each of them states the whole capacity.
  std::string capacity_shared_with;
  double background_load = 0;  ///< units (a meeting: cases a day) taken by people who are not simulated one by one
  /// By grade (unassessed last), the share of referrals taken up; 0: not eligible; empty: all. shape (grades + 1)
  std::vector<double> engages;
  /// What the service makes of a case's grade: probability of each grade (rows: grade on arrival, unassessed last) if
  /// it assesses; empty if it leaves the grade alone. shape (grades + 1, grades)
  std::vector<std::vector<double>> assesses;
  double entries = 0;  ///< cases a day that enter here from outside
  std::vector<Edge> edges;
  scenario::Place place;
};

struct Spec {
  std::string system;
  std::vector<std::string> grades;  ///< "standard", "medium", "high"
  std::vector<Service> services;
  scenario::Place place;
};

}  // namespace pathway
