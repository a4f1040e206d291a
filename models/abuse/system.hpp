#pragma once

#include "models/abuse/appraise.hpp"
#include "models/abuse/characteristics.hpp"
#include "models/abuse/claims.hpp"
#include "models/abuse/config.hpp"
#include "models/abuse/measures.hpp"
#include "models/abuse/recency.hpp"
#include "models/abuse/vocabulary.hpp"
#include "models/economics/ledger.hpp"
#include "sim/distribution.hpp"
#include "sim/poisson_embedding.hpp"
#include "sim/time.hpp"
#include "sim/timetable.hpp"

#include <algorithm>
#include <array>
#include <cstdint>
#include <limits>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

/// A scenario compiled for running: names are indices, dates are days from the first counted day, shares are
/// cumulative.
namespace abuse {

using sim::Time;
inline constexpr Time forever = std::numeric_limits<double>::infinity();
inline constexpr std::uint8_t none8 = 0xff;
inline constexpr std::uint16_t none16 = 0xffff;
inline constexpr std::uint32_t none32 = 0xffffffffU;
inline constexpr std::uint8_t unassessed = tiers;  ///< a grade beside the tiers

/// A name's number for addressing draws: the same in every system that uses the name (FNV-1a).
constexpr std::uint32_t key_of(std::string_view name) {
  std::uint32_t h = 2166136261U;
  for (const char c : name) h = (h ^ static_cast<unsigned char>(c)) * 16777619U;
  return h;
}

/// What one unit costs in real pence, and the metric of how many are paid for inside the perimeter.
struct CompiledPrice {
  static constexpr std::size_t none = std::numeric_limits<std::size_t>::max();
  economics::Pence pence = 0;
  std::size_t units = none;  ///< none: the record has no such price
};

struct CompiledCost {
  std::size_t line = 0, line_outside = 0;  ///< ledger lines: for known victims, and outside the perimeter
  CompiledPrice per_case, per_day, per_year, per_fte_year;
  double counted = 1;  ///< share inside the perimeter; the rest goes to the line outside it
};

/// One way on: the service (none16: the case closes) and its probability.
struct Way {
  std::uint16_t to = none16;
  double share = 0;       ///< of an `also`
  double cumulative = 0;  ///< of a `next`
  std::uint32_t key = 0;
};

struct CapacityStep {
  Time at = 0;
  double share = 1;
  bool ends = false;  ///< the service it belongs to takes nobody from then on
};
/// \param steps  in order of time
inline double share_at(const std::vector<CapacityStep>& steps, Time at) {
  double share = 1;
  for (const CapacityStep& step : steps)
    if (step.at <= at) share = step.share;
  return share;
}
/// \return the integral of that share over a time, in days; 0 if it is none
inline double share_area(const std::vector<CapacityStep>& steps, Time from, Time to) {
  double area = 0, share = share_at(steps, from);
  for (const CapacityStep& step : steps) {
    if (step.at <= from || step.at >= to) continue;
    area += share * (step.at - from);
    from = step.at;
    share = step.share;
  }
  return area + share * std::max(0.0, to - from);
}

/// What several services, or one, draw units of capacity from.
struct CompiledResource {
  std::string name;
  double units = std::numeric_limits<double>::infinity();  ///< over all pools
  double room = std::numeric_limits<double>::infinity();
  Split split = Split::county;
  std::vector<CapacityStep> steps;
  /// Double running: kept until those who come to high risk have fallen by that share, and the metrics of how long.
  std::optional<double> until_fall;
  std::size_t double_running_months = 0, fall_reached = 0;
};

struct ServiceMetrics {
  std::size_t referrals = 0, cases = 0, wait = 0, use = 0, reneged = 0, turned_away = 0, declined = 0, stay = 0,
              waiting = 0, repeat = 0, open = 0, slope = 0, turned_away_share = 0, refused = 0;
};

struct CompiledService {
  std::string name, label;
  std::uint32_t key = 0;
  Kind kind = Kind::activity;
  Role role = Role::victim;
  std::uint32_t assessed = 0, conditions = 0, marks = 0;
  double least_record = 0;  ///< that the perpetrator has
  std::uint16_t agency = none16;
  std::uint16_t team = none16;
  Time start = -forever, end = forever;  ///< takes cases in [start, end)
  bool intake = true;                    ///< false: only drains what the baseline left open
  Time drain_until = forever;
  std::uint16_t resource = none16;  ///< of staff, places and activities
  double posts = 0;                 ///< of its own, at full capacity
  // meetings and programmes
  double slots = 0, minimum = 1, room = std::numeric_limits<double>::infinity();
  Time preparation = 0;
  sim::Timetable dates;
  std::vector<CapacityStep> slot_steps;
  Split split = Split::county;

  bool may_turn_away = false;  ///< whether the line in front of it can be full
  Discipline discipline = Discipline::fifo;
  std::optional<config::ByTier<sim::Distribution>> deadline;
  std::optional<sim::Distribution> patience;
  std::optional<sim::Distribution> duration, move_on;
  bool taken_up = false;  ///< whether it is theirs to take up or not
  std::array<double, tiers + 1> engagement{1, 1, 1, 1};
  struct Assessment {
    double medium = 0, high = 0, risk_aversion = 0;
    std::vector<double> sees;  ///< by agency
  };
  std::optional<Assessment> assessment;
  struct Review {
    Time every = 0;
    Assessment assessment;
    std::vector<Way> step_up;
    double step_down = 0;
  };
  std::optional<Review> review;
  std::optional<double> log_hazard_ratio;
  double half_life = 0;
  bool tells_story = false;
  double rereferral_within = 0;
  double reporting_ratio = 1;
  std::optional<config::Handoff> handoff;
  std::optional<config::Background> background;
  std::vector<CompiledCost> costs;
  std::vector<std::size_t> counts;
  struct Counted {
    std::size_t metric = 0;
    std::uint32_t key = 0;
    double share = 1;
    std::uint16_t after = none16;  ///< among the remembered services of the scenario
    double within = forever, unseen = 0;
  };
  std::vector<Counted> counts_some;
  std::uint16_t remembered = none16;  ///< its number among them, if it is one
  std::optional<std::size_t> counts_days, counts_of_age;
  std::optional<double> safeguarding;
  double trust_loss = 0;
  struct WhenFull {
    double above = 1, takes = 1, length = 1;
    std::uint16_t sends = none16;
    std::size_t not_taken = 0;  ///< metric
  };
  std::optional<WhenFull> when_full;
  struct DropsOut {
    double share = 0;
    sim::Distribution after;
    std::vector<Way> next;
    std::size_t metric = 0;
  };
  std::optional<DropsOut> drops_out;
  struct Breach {
    std::array<double, severities> of_incidents{};  ///< chance that a police incident is one
    double monitored = 0;                           ///< share of cases in which monitoring finds one
    sim::Distribution after;                        ///< so long after the start
    std::vector<Way> next;
    bool ends = false, ends_unless_bound = false;
    std::size_t metric = 0;
  };
  std::optional<Breach> breach;
  struct Spares {
    std::size_t metric = 0;
    double per_day = 0;  ///< pounds
  };
  std::optional<Spares> spares;
  std::uint8_t status = none8;                           ///< among those of its role
  std::vector<std::uint8_t> claim_events, claim_starts;  ///< claims that a case begun counts for, and starts
  std::array<std::vector<Way>, tiers + 1> next, also;    ///< by grade, the unassessed last
  std::uint16_t fallback = none16;
  bool keeps_unit = false;  ///< who goes on to another of its label that shares its resource keeps the unit
  ServiceMetrics metrics;

  /// Whether it takes people together at set times.
  bool is_batch() const { return kind == Kind::meeting || kind == Kind::programme; }
};

struct CompiledRoute {
  std::string name;
  std::uint32_t key = 0;
  std::uint32_t slot = 0;  ///< after the consequences', by its number
  std::uint16_t enters = none16;
  std::uint16_t agency = none16;
  std::uint8_t number = 0;  ///< among the names of all routes of the scenario
  std::array<double, severities> after_incident{};
  double trust_weight = 0, disclosure_ratio = 1, identifies = 1;
  struct Contact {
    double rate = 0;  ///< per day
    std::uint16_t enters = none16;
    bool with_children = false;
    std::size_t metric = 0;
    std::size_t kind = 0;  ///< among all kinds of contact of the scenario
  };
  std::vector<Contact> contacts;
  std::vector<std::size_t> counts;
  std::vector<std::uint8_t> claim_events;  ///< claims that a presentation counts for
  bool is_police = false;                  ///< counts police_incidents
};

struct CompiledPrevention {
  Time start = 0, builds_up = 0;
  double onset_ratio = 1, hazard_ratio = 1;
  std::vector<double> disclosure_ratio;  ///< by number of the route
  std::vector<CompiledCost> costs;

  /// \return the part of the way from 1 to its full effect that it has come by then
  double working(Time at) const {
    if (at < start) return 0;
    return builds_up > 0 ? std::min(1.0, (at - start) / builds_up) : 1;
  }
};

/// Whether the two are one service to the people in it: they report under one label.
inline bool are_one(const CompiledService& a, const CompiledService& b) { return a.metrics.cases == b.metrics.cases; }

/// What becomes of a baseline service's open cases when a system takes over.
struct CompiledTransition {
  std::uint16_t to = none16;  ///< service of this system
  bool transfer = false;      ///< a new referral there; otherwise the case goes on as it is
};

struct CompiledSystem {
  std::string name, title;
  std::vector<CompiledRoute> routes;
  std::vector<CompiledResource> resources;
  std::vector<CompiledService> services;
  std::vector<CompiledPrevention> prevention;
  config::Handoff handoff;
  std::vector<CompiledTransition> transition;  ///< by baseline service; shape (baseline services)
  struct Consequence {
    std::uint32_t key = 0;
    std::uint32_t slot = 0;  ///< place among those of its trigger: which part of a draw is its own
    std::uint16_t enters = none16;
    Trigger of = Trigger::incident;
    std::array<double, severities> chance{};
    std::optional<sim::Distribution> lag;
    double from_age = 0, to_age = 0;
    std::optional<Time> at_age;  ///< of a child exposed before
    double full_after = 1;       ///< exposures
  };
  std::vector<Consequence> consequences;
  /// A consequence that may follow, as an incident looks at it: small, as most looks find that nothing follows.
  struct Chance {
    double chance = 0;
    std::uint32_t slot = 0;
    std::uint16_t consequence = 0;
    bool at_age = false;
  };
  std::array<std::array<std::vector<Chance>, severities>, triggers> chances;  ///< in the order of the consequences
  std::uint32_t exposure_slots = 0;                                           ///< consequences of a child's exposure
  double most_contacts = 0;             ///< highest rate of a kind of contact, any prevention included, times the kinds
  std::vector<double> most_of_contact;  ///< the same of each kind
  bool prevents_incidents = false;      ///< whether any prevention changes the hazard
  bool trains = false;                  ///< and whether any changes disclosure
  bool watches = false;                 ///< whether any service changes how much of the abuse is reported to police

  std::uint16_t find(std::string_view service) const;
};

/// Everything a run needs; shared and never changed while it runs.
struct Plan {
  config::Scenario scenario;
  Catalogue catalogue{{}};
  std::vector<std::string> agencies, areas, groups;
  std::vector<std::string> routes;    ///< names over all systems of the scenario, run or not, in order
  std::vector<std::string> contacts;  ///< kinds of contact over all of them, "route.kind", in order
  std::size_t confusion = 0;          ///< metric of the first pair (true tier, grade); shape (tiers, tiers)
  /// Metrics by route of what assessments came to; shape (routes).
  std::vector<std::size_t> not_truly_by_route, missed_by_route;
  std::array<std::vector<std::size_t>, escalations> escalations_by_route;  ///< and of who came to high risk
  struct Locality {
    std::uint16_t area;
    std::uint16_t group;
    double weight;  ///< share of all residents
    double rural;   ///< share of its victims whose homes are rural
    double onsets;  ///< share of all relationships that begin here
  };
  std::vector<Locality> localities;
  Characteristics characteristics;
  /// Metrics of who the people are.
  struct People {
    std::size_t victims = 0, children = 0, police_known = 0;
    std::size_t victims_by_children = 0, children_by_age = 0;  ///< the first of these variants
    std::size_t perpetrators = 0, perpetrators_by_sex = 0, perpetrators_by_age = 0, begun_by_ties = 0;
    std::array<std::size_t, standing_names.size()> standings{}, standing_slopes{};
  } people;
  std::vector<std::string> remembered;  ///< services of which a child is known to have had a case, over all systems
  /// Metrics of children besides what services count.
  struct Children {
    std::size_t safeguarding_level = 0, safeguarding_sum = 0, moved = 0, exposed_of_age = 0, adult_victims = 0,
                adult_perpetrators = 0;
  } children;
  /// What people of one role can be said to be in, in order of precedence, and the metrics of it.
  struct Statuses {
    std::vector<std::string> names;
    std::vector<std::string> otherwise;  ///< of those in none of them: one each, in order after them
    std::size_t years = 0, status_years = 0, by_status = 0;  ///< the last: the first variant
    std::size_t size() const { return names.size() + otherwise.size(); }
  } perpetrator_statuses, child_statuses;
  std::vector<CompiledClaim> claims;
  std::vector<std::uint8_t> incident_claims;  ///< those that count true incidents
  std::vector<CompiledSystem> systems;
  std::size_t baseline = 0;
  std::vector<economics::Line> lines;     ///< ledger lines of all systems together
  std::vector<std::size_t> line_metric;   ///< by line
  std::vector<std::size_t> payer_metric;  ///< by line: of what its agency pays of it
  CompiledAppraisal appraisal;
  struct Ratio {
    std::size_t metric = 0, of = 0, over = 0;
  };
  std::vector<Ratio> ratios;
  std::vector<std::size_t> agency_metric, new_model_metric;  ///< by agency: spending, and on the new model
  std::size_t police_incidents = 0;                          ///< metric
  std::size_t living_slope = 0, active_slope = 0;            ///< metrics
  std::size_t years = 0;
  double warm_up = 0, horizon = 0;
  std::uint32_t seed = 0;
  double d_blind = 0, d_full = 0;  ///< separation of true high from true standard, by AUC
  double most_tier_moves = 0;      ///< per day: highest rate of moving up or down in any tier and state
  /// Cells and strips change what is drawn, not its law: cut so that a look costs about two draws at usual hazards.
  sim::PoissonEmbedding incident_candidates{static_cast<std::uint32_t>(Draw::incident_candidates), 30, 0.06};
  sim::PoissonEmbedding change_candidates{static_cast<std::uint32_t>(Draw::change_candidates), 360, 0.003};
  static constexpr double most_changes = 1;  ///< a day that a scenario may ask for: more would be endless work
  Recency recency;
  double relationship_rate = 0;  ///< per day, over all areas
};

/// Compiles a scenario; mistakes that can only be seen across mappings (a reference to nothing, a missing transition)
/// are reported at their place.
/// \param only  systems to compile besides the baseline; empty: all
/// \return a plan that may be run if no mistake was reported, and looked through for more if one was
/// \throws scenario::InputError if it cannot be said what is to be compared
std::shared_ptr<const Plan> compile(config::Scenario scenario, const std::vector<std::string>& only,
                                    scenario::Diagnostics& diagnostics);

}  // namespace abuse
