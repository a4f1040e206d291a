#include "models/abuse/world.hpp"

#include "models/abuse/algorithms.hpp"

#include <cmath>
#include <cstddef>

namespace abuse {

static_assert(0 < patience_rank && patience_rank < sitting_rank, "tie_algorithm says so in words");
const Algorithm tie_algorithm{
    "Order of what happens at one instant",
    "Arrivals, ends of cases and all else come first, then those who lose patience, then meetings and cohorts, which "
    "so see everybody who is there; of one rank, what was scheduled first.\n"
    "An end of a case gives its unit back before anybody is asked from the line."};

World::World(std::shared_ptr<const Plan> plan, Time start)
    : plan_(std::move(plan)), system_(plan_->baseline), began_(start), active_time_(start), high_time_(start),
      perpetrator_time_(plan_->perpetrator_statuses.size()), child_time_(plan_->child_statuses.size()),
      measures_(plan_->catalogue.size()), ledger_(plan_->lines.size(), plan_->years) {
  claim_records_.events.resize(plan_->claims.size());
  claim_records_.starts.resize(plan_->claims.size());
}

void World::start(Context& ctx) {
  build_capacity(ctx.now());
  long_service_.clear();
  for (const CompiledService& s : system().services)
    long_service_.push_back(s.resource != none16 && std::isinf(system().resources[s.resource].units) && s.duration &&
                            s.duration->quantile(0.995) > -began_ / 4);
  look_back(ctx);
  schedule_services(ctx);
  schedule_sample(ctx);
}

void World::begin_counting(Context& ctx) {
  settle(-began_ / 4, ctx);
  expect_from_before(ctx);
  entrants_.clear();
  for (Relationship& r : relationships_) {
    r.police.calls = 0;
    r.police.harm = 0;
  }
  police_records_.clear();
  forget_those_over();
  measures_.clear();
  readings_ = {};
  counting_ = true;
  begin_status_time(ctx.now());
  count_living(true);
  count_inside();
  mark_levels(ctx.now());
}

void World::handle(const Event& event, Context& ctx) {
  if (journal_) note_quiet(ctx.now());
  dispatch(event, ctx);
  if (!perhaps_over_.empty()) forget_those_over();
}

namespace {

template <class T>
void fetch(const T& thing, std::size_t bytes = sizeof(T)) {
  constexpr std::size_t line = 64;  // bytes
  const char* const begin = reinterpret_cast<const char*>(&thing);
  for (std::size_t byte = 0; byte < bytes; byte += line) __builtin_prefetch(begin + byte);
  if constexpr (alignof(T) < line) __builtin_prefetch(begin + bytes - 1);  // it may begin within a line
}

/// Bytes of a relationship that events look at; beyond them lies only when the police were called a second time.
constexpr std::size_t usual_bytes = 256;
static_assert(offsetof(Relationship, police) + offsetof(PoliceRecord, second_call) == usual_bytes);

}  // namespace

/// Fetches from memory whom a coming event is about, or the place that somebody new will take; then those around them.
void World::approach(const Event& event, std::size_t ahead) const {
  const bool soon = ahead == 0;
  if (event.kind == Event::Kind::relationship) {
    const Relationship& r = relationships_[event.subject];
    if (!soon) return fetch(r, usual_bytes);
    fetch(perpetrators_[r.perpetrator]);
    for (std::uint32_t k = 0; k < r.children; ++k) fetch(children_[r.first_child + k]);
  } else if (event.kind == Event::Kind::case_due) {
    const Case& c = cases_[event.subject];
    if (!soon) return fetch(c);
    if (c.state == Case::State::gone || c.subject == none32) return;  // the event may have been cancelled
    fetch(relationships_[c.relationship], usual_bytes);
    const Role role = system().services[c.service].role;
    if (role == Role::perpetrator) fetch(perpetrators_[c.subject]);
    if (role == Role::child) fetch(children_[c.subject]);
  } else if (event.kind == Event::Kind::onset) {
    if (!soon) return fetch(onsets_.at(event.subject));
    if (!free_relationships_.empty()) fetch(relationships_[free_relationships_.back()]);
  }
}

void World::dispatch(const Event& event, Context& ctx) {
  switch (event.kind) {
    case Event::Kind::relationship: relationship_due(event.subject, ctx); return;
    case Event::Kind::onset: onset(event.subject, ctx); return;
    case Event::Kind::new_partner: new_partner(event.subject, ctx); return;
    case Event::Kind::case_due: case_due(event.subject, ctx); return;
    case Event::Kind::sitting: sitting(static_cast<std::uint16_t>(event.subject), event.pool, ctx); return;
    case Event::Kind::capacity: capacity_step(static_cast<std::uint16_t>(event.subject), event.pool, ctx); return;
    case Event::Kind::background: background(static_cast<std::uint16_t>(event.subject), ctx); return;
    case Event::Kind::sample: sample(ctx); return;
  }
}

}  // namespace abuse
