#pragma once

#include "models/abuse/event.hpp"
#include "models/abuse/journal.hpp"
#include "models/abuse/measures.hpp"
#include "models/abuse/onsets.hpp"
#include "models/abuse/readings.hpp"
#include "models/abuse/recent_high_risk.hpp"
#include "models/abuse/state.hpp"
#include "models/abuse/statuses.hpp"
#include "models/abuse/system.hpp"
#include "sim/batch.hpp"
#include "sim/resource.hpp"
#include "sim/tally.hpp"

#include <cstdint>
#include <memory>
#include <optional>
#include <vector>

namespace abuse {

class SharedDraw;

/// The domestic-abuse model: everybody in the place under one system. A plain value; copying it forks the world.
///
/// What a relationship is drawn with stands in traits.cpp and onsets.cpp. The members are spread over files by
/// mechanism: relationships.cpp (spells, tiers, who begins), people.cpp (results by group), look_back.cpp (pasts of
/// those there at the start), incidents.cpp (common candidates, protections), disclosure.cpp (routes in), record.cpp
/// (what is known of a perpetrator), assessment.cpp, referrals.cpp (who goes where), cases.cpp (arrival to close),
/// effects.cpp (what an open case does to people), children.cpp (what is remembered and counted of children, what
/// children's services do to families), caseload.cpp (what a full service does), drop_out.cpp, breach.cpp (cases that
/// end before their time), statuses.cpp (what everybody is in), capacity.cpp (resources, meetings, other demand),
/// double_running.cpp (when old high-risk capacity may go), transition.cpp (changing system), steady_state.cpp (what is
/// older than the warm-up), accounts.cpp (years, ledger, final measures), claims.cpp (what is kept to look at claims
/// with), journal.cpp (what a journal is told).
class World {
 public:
  using Event = abuse::Event;

  /// \param start  when the warm-up begins, at or before 0
  World(std::shared_ptr<const Plan> plan, Time start);

  void start(Context& ctx);
  void handle(const Event& event, Context& ctx);
  void approach(const Event& event, std::size_t ahead) const;

  /// Ends the warm-up: adds long cases that began before it and forgets what was counted.
  void begin_counting(Context& ctx);
  /// Hands everybody over to another system of the plan, open cases by its transition lines.
  void change_system(std::size_t system, Context& ctx);
  /// Has everything that happens to people from now on noted there. \param journal  not owned; null: nowhere
  void keep_journal(Journal* journal) { journal_.set(journal); }
  /// Books the year that ends now.
  void close_year(Context& ctx);
  /// Measures that need the whole horizon. Call once, after the last year.
  void finish(Context& ctx);

  const Measures& measures() const { return measures_; }
  const economics::Ledger& ledger() const { return ledger_; }
  const std::vector<IncidentRecord>& incidents() const { return incidents_; }
  const ClaimRecords& claim_records() const { return claim_records_; }
  const std::vector<Relationship>& relationships() const { return relationships_; }
  const std::vector<Perpetrator>& perpetrators() const { return perpetrators_; }
  const std::vector<Child>& children() const { return children_; }
  const std::vector<Case>& cases() const { return cases_; }
  const CompiledSystem& system() const { return plan_->systems[system_]; }

  /// Flow of people through one service since counting began, for conservation checks.
  struct Flow {
    std::uint64_t inside_at_start = 0, entered = 0, left = 0, inside = 0;
    bool operator==(const Flow&) const = default;
  };
  std::vector<Flow> flows() const;

  /// Integrals of one service's levels over time, in days, from when its system took over.
  struct Areas {
    double open = 0, waiting = 0;  ///< people
    double busy = 0, there = 0;    ///< units of its resource in use, and there to be used
    bool operator==(const Areas&) const = default;
  };
  Areas areas(std::size_t service, Time now) const;

  /// Different people who came to high risk in the 12 months up to then, which ends a half-month counted from day 0:
  /// graded high at an assessment or a review, and not the last time.
  std::uint32_t came_to_high_risk(Time until) const;
  /// Whether every relationship's next incident is what a search from now on finds; to be true between any two events.
  bool incidents_are_next(const Context& ctx) const;
  bool operator==(const World&) const = default;

 private:
  void dispatch(const Event& event, Context& ctx);

  // relationships.cpp
  void schedule_onset(std::uint32_t number, Context& ctx);
  void onset(std::uint32_t number, Context& ctx);
  void new_partner(std::uint32_t former, Context& ctx);
  std::uint32_t begin_relationship(std::uint64_t id, const Traits& traits, std::uint32_t perpetrator, Time at,
                                   Context& ctx);
  Traits traits_of(std::uint64_t id, const Perpetrator& perpetrator, const Context& ctx) const;
  Spell spell_of(const Relationship& r, const Context& ctx) const;
  static void set_spell(Relationship& r, const Spell& spell, Time at);
  void begin_spell(Relationship& r, const Spell& spell, Time at, const Context& ctx);
  void end_active_spell(std::uint32_t i, Context& ctx);
  bool ends_with_spell(const Relationship& r) const;
  void fall_quiet(std::uint32_t i, Time now);
  void fall_quiet_if_due(std::uint32_t i, Time now);
  void fall_quiet_all_due(Time now);
  void end_relationship(std::uint32_t i, Context& ctx);
  std::uint32_t add_perpetrator(std::uint64_t id);
  std::uint32_t add_children(std::uint32_t n);
  void expect_another(std::uint64_t former, std::uint32_t perpetrator, Time at, Context& ctx);
  void forget_those_over();
  void relationship_due(std::uint32_t i, Context& ctx);
  void move_tier(Relationship& r, double height, double unmet_ratio, double guarded);
  sim::Candidate next_change(const Relationship& r, Time from, Time until, double most, const Context& ctx) const;
  void find_change(Relationship& r, Time from, const Context& ctx) const;
  std::size_t contact_kind(std::uint64_t candidate, const Context& ctx) const;
  void set_phase(Relationship& r, Phase phase, Time now);
  void reschedule(std::uint32_t i, Context& ctx);
  enum class Hazard { falls, may_rise };
  void refresh(std::uint32_t i, Hazard change, Context& ctx);

  // people.cpp
  void grouped(std::size_t metric, const Relationship& r, double x, bool year_too = true, bool horizon_too = true);
  void grouped(Measure m, const Relationship& r, double x, bool year_too = true, bool horizon_too = true) {
    grouped(index(m), r, x, year_too, horizon_too);
  }
  void group_incident(const Relationship& r, double harm);
  void add(std::size_t metric, double x, bool year_too, bool horizon_too);
  void count_beginning(const Relationship& r, Time now);
  void count_victim(const Relationship& r, bool horizon_too);
  void count_perpetrator(const Perpetrator& p, Time now);
  void count_living(bool horizon_too);
  void sample_standing(double years);

  // look_back.cpp
  void look_back(Context& ctx);
  bool fast_forward(Relationship& r, Time until, const Context& ctx);
  void live_past(Relationship& r, Time at, const Context& ctx);

  // incidents.cpp
  double protection(const Relationship& r, Time at) const;
  double protection_bound(const Relationship& r) const;
  double prevented(Time at) const;
  void find_incident(Relationship& r, Time from, const Context& ctx) const;
  bool is_incident(const Relationship& r, Time at, double height, double base) const;
  double base_hazard(const Relationship& r) const;
  void incident(std::uint32_t i, Context& ctx);
  void homicide(std::uint32_t i, std::uint64_t cause, Context& ctx);
  void follow(Trigger trigger, Severity severity, std::uint32_t i, std::uint32_t subject, std::uint64_t cause,
              SharedDraw& draw, std::uint32_t first_slot, Context& ctx);
  void show_at_age(const CompiledSystem::Consequence& q, std::uint32_t i, std::uint32_t child, Context& ctx);
  void consequence(const CompiledSystem::Consequence& c, std::uint32_t i, std::uint32_t subject, std::uint64_t cause,
                   Context& ctx);

  // disclosure.cpp
  bool disclose_incident(std::uint32_t i, Severity severity, double harm, std::uint64_t cause, SharedDraw& draw,
                         Context& ctx);
  void contact(std::uint32_t i, double height, std::uint64_t cause, Context& ctx);
  void present(std::uint32_t i, const CompiledRoute& route, std::uint16_t enters, std::uint64_t cause, Context& ctx);
  void record_police_incident(std::uint32_t i, const Context& ctx);
  void rerefer(std::uint32_t i, const CompiledRoute& route, std::uint64_t cause, Context& ctx);
  double trained(const CompiledRoute& route, Time now) const;
  double watched(std::uint32_t i) const;

  // record.cpp
  void identify(std::uint32_t perpetrator, const CompiledRoute& route, std::uint64_t cause, const Context& ctx);
  double record_of(const Perpetrator& p, Time now) const;
  void put_on_record(Perpetrator& p, double gravity, Time now) const;
  void record_suspect(std::uint32_t perpetrator, Severity severity, Time now);
  double place_by_record(const Perpetrator& p) const;

  // claims.cpp
  void keep_for_claims(const std::vector<std::uint8_t>& claims, std::vector<std::vector<ClaimRecord>>& records,
                       std::uint32_t i, Time now);

  // assessment.cpp
  struct Look {
    double reading = 0;
    float error = 0;
    std::uint16_t seen = 0;  ///< agencies whose history was seen
  };
  Look read(const CompiledService::Assessment& a, const Case& c, const Context& ctx) const;
  static void remember(const Look& look, Relationship& r);
  double line_for_high(const CompiledService& s, const CompiledService::Assessment& a, Time now) const;
  std::uint8_t assess(const CompiledService& s, const Case& c, const Context& ctx);
  void regrade(const Case& c, std::uint8_t grade, bool by_aversion, Time now);
  bool review(std::uint32_t c, Context& ctx);

  // referrals.cpp
  /// What goes along with a case that is sent on.
  static Referral sent_on(const Case& c, std::uint16_t to);
  bool refer(const Referral& referral, Context& ctx);
  bool refer_one(Referral referral, std::uint32_t subject, Context& ctx);
  bool accepts(const CompiledService& s, Time now) const;
  bool eligible(const CompiledService& s, const Referral& r, std::uint32_t subject, const Context& ctx) const;
  bool has_case(std::uint16_t service, std::uint32_t subject) const;
  bool has_child(const Relationship& r, Time now) const;  ///< under 18
  void take_fallback(const Case& c, Context& ctx);
  bool moves_on(const Case& c, const Context& ctx) const;

  // cases.cpp
  std::uint32_t open_record(const Referral& r, std::uint16_t service, std::uint32_t subject, Context& ctx);
  void arrive(std::uint32_t c, Context& ctx);
  void begin(std::uint32_t c, Context& ctx);
  void close(std::uint32_t c, Context& ctx, std::uint64_t breach = 0);
  void send_onward(const Case& closed, const CompiledService& s, std::uint8_t grade, std::uint64_t breach,
                   Context& ctx);
  static const std::vector<Way>& ways_on(const CompiledService& s, Ending ending, std::uint8_t grade);
  void go_on(Referral onward, const CompiledService& s, const std::vector<Way>& ways, std::uint64_t at, Context& ctx);
  void abandon(std::uint32_t c, Context& ctx);  ///< stops waiting
  void discard(std::uint32_t c, Time now);
  void count_duplicates(const CompiledService& s, const Case& c);
  void schedule_due(std::uint32_t c, Context& ctx);
  static Time due_at(const CompiledService& s, const Case& c, Time now);
  void case_due(std::uint32_t c, Context& ctx);
  std::uint32_t& first_case(Role role, std::uint32_t subject);
  std::uint64_t address(const Case& c) const { return sim::born(c.cause, c.hops); }
  std::uint64_t review_address(const Case& c) const { return born_of(address(c), Offspring::review, c.reviews); }
  double urgency(const CompiledService& s, const Case& c, const Context& ctx) const;
  void count(const CompiledService& s, std::size_t metric, const Case& c, double x = 1);

  // drop_out.cpp
  Course course_of(const CompiledService& s, std::uint64_t address, Time length, const Context& ctx) const;

  // breach.cpp
  void breach_by_incident(std::uint32_t i, Severity severity, std::uint64_t cause, Context& ctx);
  void find_breach(std::uint32_t c, Context& ctx);
  void take_up_breach(std::uint32_t c, std::uint64_t breach, Context& ctx);
  void deal_with_breach(Referral onward, std::uint64_t breach, Context& ctx);

  // statuses.cpp
  std::uint8_t status_of_perpetrator(std::uint32_t p) const;
  std::uint8_t in_no_case(const Perpetrator& p) const;
  void enter_status(const CompiledService& s, std::uint32_t subject, Time now);
  std::uint8_t status_of_child(std::uint32_t child, Time now) const;
  std::uint8_t first_status(std::uint32_t first_case, std::uint8_t none) const;
  void restate(Role role, std::uint32_t subject, Time now);
  void restate_family(const Relationship& r, Time now);
  void restate_all(Time now);
  void begin_status_time(Time now);
  void book_status_time(const Context& ctx);
  void check_statuses(const Context& ctx) const;

  // effects.cpp
  void apply_marks(const CompiledService& s, const Case& c, int change);
  void start_effects(const CompiledService& s, const Case& c, Context& ctx);
  void end_effects(const CompiledService& s, const Case& c, Context& ctx);

  // children.cpp
  void remember_child(const CompiledService& s, std::uint32_t child, Time since);
  void count_some(const CompiledService& s, const Case& c, const Context& ctx);
  void lose_trust(const CompiledService& s, const Case& c);
  void move_children(const Case& c, Time now);
  void follow_custody(std::uint32_t i, std::uint64_t cause, Time at_liberty_since, Context& ctx);
  void expect_of_age(Child& c, Severity severity, const Context& ctx);
  void book_of_age();
  void sample_safeguarding(Time now);

  // caseload.cpp
  bool is_full(const CompiledService& s, const Case& c) const;
  bool takes_when_full(const CompiledService& s, const Case& c, const Context& ctx) const;

  // capacity.cpp
  void build_capacity(Time now);
  void schedule_services(Context& ctx);
  double pool_units(const CompiledResource& r, std::size_t pool, double share) const;
  std::size_t pools(Split split) const;
  std::uint16_t pool_of(Split split, std::uint16_t locality) const;
  void admit_all(std::uint16_t resource, std::uint16_t pool, Context& ctx);
  void sitting(std::uint16_t service, std::uint16_t pool, Context& ctx);
  void capacity_step(std::uint16_t resource, std::uint16_t step, Context& ctx);
  void background(std::uint16_t service, Context& ctx);
  void schedule_sample(Context& ctx);
  void sample(Context& ctx);
  void stand_down(std::uint16_t resource, Context& ctx);

  // double_running.cpp
  void come_to_high_risk(Victim& v, Time now);
  void end_double_running(Context& ctx);

  void schedule_sitting(std::uint16_t service, std::uint16_t pool, Time date, Context& ctx);

  // steady_state.cpp
  Entrant entrant(std::uint16_t service, std::uint32_t i, std::uint32_t subject, std::uint8_t grade, Time now) const;
  void remember_entrant(const Case& c, Time now);
  void remember_expected(const CompiledSystem::Consequence& q, std::uint32_t i, std::uint32_t subject, Time now);
  void expect_from_before(Context& ctx);
  std::optional<Stay> stay_now(const Entrant& entrant, Time shift, std::uint64_t id, const Context& ctx) const;
  void settle(Time span, Context& ctx);
  void set_aside(std::uint32_t c, Context& ctx);
  void stay_on(const Entrant& entrant, const Stay& stay, Time shift, std::uint64_t id, Context& ctx);
  std::uint32_t past_subject(const Entrant& entrant, Time shift, std::uint64_t id, std::uint32_t& relationship);

  // journal.cpp; only with a journal
  Entry entry(Happening what, std::uint32_t i, Time at) const;
  Entry entry_of(Happening what, std::uint16_t service, std::uint32_t i, std::uint32_t subject, Time at) const;
  void note(Happening what, std::uint32_t i, Time at) const;
  void note(Happening what, const Referral& r, std::uint32_t subject, Time at) const;
  void note(Happening what, const Case& c, Time at, double number = 0) const;
  void note_incident(std::uint32_t i, Severity severity, double harm, std::uint64_t candidate, Time at) const;
  void note_caused(Happening what, std::uint32_t i, std::uint64_t cause, Time at) const;
  void note_route(Happening what, std::uint32_t i, const CompiledRoute& route, std::uint64_t cause, Time at) const;
  struct Reading {
    double value, line_for_high, line_without_aversion;
  };
  void note_assessed(Happening what, const Case& c, const Reading& reading, std::uint8_t grade, Time at) const;
  void note_going_on(Time now) const;
  void note_quiet(Time now);

  // accounts.cpp
  void post(const CompiledCost& cost, const CompiledPrice& price, double quantity, bool known);
  void post(const CompiledService& s, CompiledPrice CompiledCost::*price, double quantity, bool known);
  void book_levels(Time now);
  void mark_levels(Time now);
  void count_inside();  ///< begins the flows anew
  bool counting() const { return counting_; }
  std::size_t year() const { return year_; }

  const config::Abuse& abuse() const { return plan_->scenario.abuse; }

  std::shared_ptr<const Plan> plan_;
  std::size_t system_ = 0;
  Time began_;  ///< start of the warm-up
  bool counting_ = false;
  std::size_t year_ = 0;

  std::vector<Relationship> relationships_;
  std::vector<Perpetrator> perpetrators_;
  std::vector<Child> children_;
  std::vector<Case> cases_;
  std::vector<std::uint32_t> free_cases_;
  std::vector<std::uint32_t> free_relationships_, free_perpetrators_;
  std::vector<std::vector<std::uint32_t>> free_children_;  ///< first places of free runs, by their length
  std::vector<std::uint32_t> perhaps_over_;                ///< relationships that lost a case or ended in this event
  std::vector<PoliceRecord> police_records_;               ///< of relationships forgotten
  std::vector<BetweenRelationships> between_;
  std::vector<std::uint32_t> free_between_;
  Onsets onsets_;
  std::uint64_t active_ = 0, living_ = 0;
  sim::TimeAverage active_time_, high_time_;  ///< relationships in an active spell; those of them truly high

  std::vector<std::vector<sim::Resource<std::uint32_t>>> resources_;  ///< by resource and pool
  std::vector<std::vector<sim::Batch<std::uint32_t>>> batches_;       ///< by service and pool; empty unless a batch
  struct ServiceState {
    std::uint64_t inside_at_start = 0, entered = 0, left = 0;
    sim::TimeAverage open;     ///< cases of people, open
    sim::TimeAverage waiting;  ///< and waiting
    Areas booked;              ///< at the last year end
    std::uint32_t background_cases = 0;
    Time background_next = forever;
    double sampled = 0;  ///< area of both at the last sample
    sim::Slope slope;
    bool operator==(const ServiceState&) const = default;
  };
  std::vector<ServiceState> states_;
  std::vector<sim::Handle> service_events_;
  double active_booked_ = 0, high_booked_ = 0;
  sim::Slope living_slope_, active_slope_;
  std::array<sim::Slope, standing_names.size()> standing_slopes_;

  std::vector<std::uint32_t> exposed_of_age_;  ///< by counted year: people exposed as children who come of age in it

  std::vector<Entrant> entrants_;
  std::vector<Expected> expected_;
  std::vector<char> long_service_;  ///< by service: cases can outlast the warm-up

  StatusTime perpetrator_time_, child_time_;

  Time sampled_ = 0;  ///< when stocks were last looked at
  std::uint32_t months_ = 0;
  Readings readings_;
  RecentHighRisk recent_high_risk_;
  std::uint32_t came_before_ = 0;  ///< in the 12 months before the change of system
  std::vector<Time> stood_down_;   ///< by resource: when double running ended
  Time changed_ = -forever;        ///< when this system took over

  Measures measures_;
  economics::Ledger ledger_;
  std::vector<IncidentRecord> incidents_;
  std::vector<ArrestRecord> arrests_;
  ClaimRecords claim_records_;

  JournalPlace journal_;
};

}  // namespace abuse
