#pragma once

#include "models/abuse/config_money.hpp"
#include "models/abuse/config_results.hpp"
#include "models/abuse/vocabulary.hpp"
#include "models/scenario/fields.hpp"
#include "models/scenario/study.hpp"
#include "sim/distribution.hpp"

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

/// A domestic-abuse scenario as it is written: one struct per mapping of the YAML. Durations are in days, rates per
/// day, money in pence, dates in days since 1970-01-01. The `describe` functions in config*.cpp declare the keys.
namespace abuse::config {

using scenario::Share;
using sim::Distribution;

template <class T>
struct ByTier {
  std::array<T, tiers> of{};
};
struct BySeverity {
  std::array<double, severities> of{};
};

struct Run {
  std::int64_t start = 0;  ///< first counted day; the warm-up lies before it
  double warm_up = 0, horizon = 0;
  double replications = 1, seed = 1;
};

struct Area {
  double residents = 0;
  double localities = 1;
  double rural = 0;   ///< share of residents
  std::string group;  ///< areas of one name share pools where a split says group; its own name if empty
};

struct Relationships {
  double new_per_1000 = 0;  ///< abusive relationships beginning, a year for 1,000 residents
  ByTier<double> tier;      ///< shares at onset
  Distribution active_spell, quiet_spell;
  ByTier<double> ends_after_spell;
  double new_partner = 0;  ///< chance that the perpetrator begins another abusive relationship
  Distribution new_partner_after;
  double together = 1;
  double female_victims = 1;
  std::vector<double> children;  ///< share with 0, 1, 2, ... children
  struct Ages {
    std::vector<double> bounds, shares;  ///< bounds in days
  } ages;
  double look_back = 0;  ///< how far back relationships are begun, so that the start is stationary
};

struct Incidents {
  ByTier<double> rate;       ///< per day in an active spell, at the reference time since the last
  double frailty_shape = 1;  ///< gamma, mean 1
  double recency_shape = 1, recency_reference = 1, recency_cap = 1;
  ByTier<BySeverity> severity;
  double children_present = 0;
  double fatal = 0;  ///< of life-threatening incidents
  BySeverity harm;   ///< days of harm
  double harm_sigma = 0;
};

struct TierMoves {
  ByTier<double> up, down;  ///< per day of an active spell
  double unmet_need_ratio = 1;
};

struct Trust {
  double loss = 0, floor = 0, weight = 0;
};

struct Motivation {
  double after_arrest = 0, otherwise = 0, half_life = 1;
};

/// What police hold on a perpetrator, as one number that fades.
struct Record {
  BySeverity gravity;  ///< of an incident recorded with them as the suspect
  double arrest = 0;   ///< and of an arrest
  double half_life = 1;
};

struct Consequence {
  Reference enters;
  std::size_t of = 0;  ///< Trigger
  std::optional<BySeverity> by_severity;
  double share = 0;
  std::optional<Distribution> lag;
  double from_age = 0, to_age = 18 * year;
  std::optional<double> at_age;      ///< shows when a child exposed before comes to that age
  double full_after = 1;             ///< exposures before that age, for the whole chance; fewer bring their part
  std::optional<double> risk_ratio;  ///< exposed against not exposed: only what exposure adds to the share follows
};

/// What those exposed as children may meet as adults: an output, which changes nothing else.
struct AdultOutcomes {
  double risk_ratio = 1;                 ///< of those exposed as children against others
  double victims = 0, perpetrators = 0;  ///< share of others who become one
  std::size_t from_severity = 0;         ///< Severity of the mildest incident that counts as exposure
  double exposed_before = 0;             ///< share who were already, in an earlier relationship of the parent
};

struct Reading {
  double auc_without_history = 0.5, auc_full = 0.5;
  double persistence = 1;  ///< correlation of the errors of a look at somebody and of a review with news of them
};

/// Who the victims and perpetrators are. Nothing here moves the abuse, but the setting: how often it begins.
struct People {
  struct Ages {
    std::vector<double> bounds, women, men;  ///< bounds in days; shares of the victims of that sex in each band
  } age;
  Distribution perpetrator_older_by;
  std::array<double, sex_names.size()> male_perpetrators{};  ///< share, by sex of the victim
  std::array<double, ethnic_group_names.size()> ethnic_group{};
  std::array<double, sex_names.size()> disabled{};  ///< share, by sex
  struct Prevalence {
    double urban = 1, rural = 1;
  } prevalence;
};

/// What people can be said to be in, by what open cases say; the first of them that any does.
struct Statuses {
  std::vector<Reference> perpetrator, child;
};

struct Abuse {
  Relationships relationships;
  People people;
  Incidents incidents;
  TierMoves tier_moves;
  Trust trust;
  Motivation motivation;
  std::optional<Record> record;
  std::vector<Named<Consequence>> consequences;
  std::optional<AdultOutcomes> adult_outcomes;
  Reading reading;
  double duplicate_window = 0;
  Statuses statuses;
};

/// A kind of contact that is not an incident and would disclose: routine enquiry, school, helpline.
struct Contact {
  double rate = 0;                  ///< per day of an active spell
  std::optional<Reference> enters;  ///< instead of the route's front door
  bool with_children = false;       ///< only where children live
};

struct Route {
  Reference enters;
  Reference agency;
  BySeverity after_incident;  ///< chance of reaching this route
  std::vector<Named<Contact>> contacts;
  double trust_weight = 0;      ///< how far the chance follows trust: 0 not at all, 1 wholly
  double disclosure_ratio = 1;  ///< what this system does to the chance
  double identifies = 1;        ///< chance that who comes this way names the perpetrator
  std::vector<Reference> counts;
  std::optional<double> volume;  ///< presentations a day expected, for `check` only
};

struct Assessment {
  double medium = 0, high = 0;  ///< thresholds of the reading, in standard deviations
  double risk_aversion = 0;     ///< by how much the threshold for high is lowered where medium risk meets no help
  std::vector<Share> sees;      ///< agency: chance that its history is seen here
};

/// Work with a victim is looked at again while it goes on: up, and others are brought in; down, and it may end.
struct Review {
  double every = 0;
  Assessment assessment;
  std::vector<Share> step_up;  ///< services brought in, each with its chance, when the grade rises
  double step_down = 0;        ///< chance that the case closes when the grade falls
};

struct Capacity {
  std::optional<double> fte, caseload, places, slots, every, first_after, preparation, minimum;
  std::optional<double> waiting_room;
  struct Step {
    std::int64_t since = 0;
    double share = 1;
  };
  std::vector<Step> steps;
  struct Start {
    std::int64_t on = 0;
    bool yearly = false;
  };
  std::vector<Start> starts;  ///< dates, instead of `every` if there are any
  struct Gap {
    std::int64_t since = 0, until = 0;  ///< no date from the first day on, up to the other
    bool yearly = false;
  };
  std::vector<Gap> gaps;
  double dilution = 0;
  double ramp_up = 0;  ///< time in which a service that starts grows to its capacity
  /// Double running: kept until those who come to high risk have fallen by that share, and at most that long.
  std::optional<double> until_fall, kept_at_most;
};

struct Queue {
  std::size_t discipline = 0;
};

struct Protects {
  double hazard_ratio = 1;
  double half_life = 0;  ///< of the logarithm after the case closes; 0: gone at once
};

struct Handoff {
  Distribution delay;
  double lost = 0;
};

struct Background {
  double cases = 0;      ///< per day
  bool counted = false;  ///< whether they appear in the service's own metrics and costs
  std::optional<Distribution> duration;
};

/// A metric that some of the cases begun add one to.
struct Counted {
  Reference metric;
  double share = 1;                ///< of those cases
  std::optional<Reference> after;  ///< only those of a child who had a case of this service before
  std::optional<double> within;    ///< which began no longer ago than this
  double unseen = 0;               ///< chance of such a case before, of a child who had none here
};

/// What a service does while its resource is full: people wait, or it takes fewer, or closes earlier.
struct WhenFull {
  std::size_t response = 0;        ///< Response
  double above = 1;                ///< cases open and waiting over units, from which on it is full
  double takes = 1;                ///< share of those referred whom it still takes
  double length = 1;               ///< factor on the time of cases that begin then
  std::optional<Reference> sends;  ///< where the others go
};

/// Ways on from a service: for everybody, or by assessed tier.
struct Steps {
  std::vector<Share> all;
  std::array<std::vector<Share>, tiers> by_tier;
  bool is_by_tier = false;
};

struct For {
  std::size_t role = 0;
  std::uint32_t assessed = 0;  ///< tiers; 0: any, and the unassessed
  std::uint32_t conditions = 0;
  double least_record = 0;
};

/// A share of cases ends before its time and goes elsewhere.
struct DropsOut {
  double share = 0;
  Distribution after;  ///< from the start of the case
  std::vector<Share> next;
};

/// What is not allowed while a case is open: it is dealt with at once, and the case may end.
struct Breach {
  std::optional<BySeverity> by_severity;  ///< chance that a police incident is dealt with as one
  double share = 0;                       ///< the same whatever the severity
  struct Monitored {
    double share = 0;    ///< of cases in which monitoring finds one, with no incident
    Distribution after;  ///< from the start of the case
  };
  std::optional<Monitored> monitored;
  std::vector<Share> next;
  bool ends = false, ends_unless_bound = false;
};

/// Spending that days in a service take the place of: reported, and in no account.
struct Spares {
  std::string metric;
  Pence per_day = 0;
  double price_year = 0;
  scenario::Place price_year_place;
};

struct Service {
  std::size_t kind = 0;
  For who;
  std::optional<Reference> agency;
  std::string label, team;
  std::optional<std::int64_t> start, end;
  std::optional<Capacity> capacity;
  std::optional<Reference> uses;
  std::size_t split = 0;
  Queue queue;
  std::optional<ByTier<Distribution>> deadline;  ///< after the referral, for the discipline of that name
  std::optional<Distribution> patience, duration;
  std::optional<Distribution> move_on;  ///< how long the unit is still held once the work is done
  std::optional<ByTier<double>> engagement;
  std::optional<Assessment> assessment;
  std::optional<Review> review;
  std::optional<Protects> protects;
  std::uint32_t marks = 0;
  bool tells_story = false;
  double rereferral_within = 0;
  double reporting_ratio = 1;  ///< factor on the chance that an incident reaches the police while a case is open
  std::optional<Handoff> handoff;
  std::optional<Background> background;
  std::vector<Cost> costs;
  std::vector<Reference> counts;
  std::vector<Counted> counts_some;
  std::string counts_days, counts_of_age;
  std::optional<double>
      safeguarding;       ///< level of safeguarding of a child with a case here; absent: says nothing of it
  double trust_loss = 0;  ///< part of the victim's trust that is lost when a case begins
  std::optional<WhenFull> when_full;
  std::optional<DropsOut> drops_out;
  std::optional<Breach> breach;
  std::optional<Spares> spares;
  std::optional<Reference> status;
  Steps next, also;
  std::optional<Reference> fallback;
  bool by_group = false;  ///< its referrals, and those turned away, are reported by group
};

struct Resource {
  Capacity capacity;
  std::size_t split = 0;
};

struct Prevention {
  std::int64_t start = 0;
  double builds_up = 0;  ///< time from the start until it works in full
  double onset_ratio = 1;
  double hazard_ratio = 1;
  double disclosure_ratio = 1;
  std::vector<Named<double>> disclosure_by_route;
  std::vector<Cost> costs;
};

struct System {
  std::string title;
  std::vector<Named<Route>> routes;
  Handoff handoff;
  std::vector<Named<Resource>> resources;
  std::vector<Named<Service>> services;
  std::vector<Named<Prevention>> prevention;
  std::vector<Named<std::string>> transition;  ///< "keep", "drain until DATE", "transfer to SERVICE"
};

/// What people say of the study.
struct Study {
  scenario::Study texts;
  std::vector<Named<std::string>> rationale;  ///< by system
};

struct Scenario {
  std::string model, title, purpose;
  Study study;
  std::string evidence_set;  ///< in force in place of the scenario's own numbers; empty: none
  Reference baseline;
  Run run;
  Prices prices;
  std::vector<Reference> agencies;
  std::vector<Named<Area>> areas;
  Abuse abuse;
  std::vector<Named<System>> systems;
  std::vector<Named<Ratio>> ratios;
  std::vector<Target> targets;
  std::vector<OutcomeMeasure> outcomes;
  std::vector<Named<Claim>> claims;
  std::optional<Appraisal> appraisal;
};

void describe(scenario::Fields& f, Scenario& c);

}  // namespace abuse::config
