#include "models/abuse/algorithms.hpp"
#include "models/abuse/free_place.hpp"
#include "models/abuse/world.hpp"

#include <algorithm>
#include <cmath>

namespace abuse {

const Algorithm capacity_algorithm{
    "Capacity, meetings and other demand",
    "Units of a resource are whole: posts x caseload x (1 - dilution), or places, split over the county, groups, areas "
    "or localities in proportion to residents so that the pools add up to the whole. Capacity changes in steps; a fall "
    "lets those in service finish, a rise admits from the line.\n"
    "A meeting or a cohort sits on its dates: it takes those who were ready in time, in the order of its line and up "
    "to its slots, and does not sit with fewer than its minimum.\n"
    "Families without domestic abuse ask for the same capacity as a Poisson process, and queue with the others.\n"
    "Old capacity that is kept until fewer people come to high risk stands down when they have fallen by the "
    "scenario's share, or on its last day; those in its line go to the fallback."};

std::size_t World::pools(Split split) const {
  switch (split) {
    case Split::county: return 1;
    case Split::group: return plan_->groups.size();
    case Split::area: return plan_->areas.size();
    case Split::locality: break;
  }
  return plan_->localities.size();
}

std::uint16_t World::pool_of(Split split, std::uint16_t locality) const {
  switch (split) {
    case Split::county: return 0;
    case Split::group: return plan_->localities[locality].group;
    case Split::area: return plan_->localities[locality].area;
    case Split::locality: break;
  }
  return locality;
}

/// The whole units of one pool, in proportion to residents; the pools add up to the whole.
double World::pool_units(const CompiledResource& r, std::size_t pool, double share) const {
  if (std::isinf(r.units)) return r.units;
  const double total = std::floor(r.units * share + 1e-9);
  double before = 0, after = 0;
  for (std::size_t l = 0; l < plan_->localities.size(); ++l) {
    const std::size_t p = pool_of(r.split, static_cast<std::uint16_t>(l));
    if (p < pool) before += plan_->localities[l].weight;
    if (p <= pool) after += plan_->localities[l].weight;
  }
  return std::floor(total * after + 0.5) - std::floor(total * before + 0.5);
}

/// New, empty capacity for the present system.
void World::build_capacity(Time now) {
  const CompiledSystem& s = system();
  resources_.clear();
  for (const CompiledResource& r : s.resources) {
    const double share = share_at(r.steps, now);
    resources_.emplace_back();
    for (std::size_t p = 0; p < pools(r.split); ++p)
      resources_.back().emplace_back(pool_units(r, p, share), r.room, now);
  }
  batches_.assign(s.services.size(), {});
  states_ = std::vector<ServiceState>(s.services.size());
  for (std::size_t i = 0; i < s.services.size(); ++i) {
    const CompiledService& service = s.services[i];
    states_[i].open = states_[i].waiting = sim::TimeAverage(now);
    if (!service.is_batch()) continue;
    for (std::size_t p = 0; p < pools(service.split); ++p)
      batches_[i].emplace_back(
          sim::Batch<std::uint32_t>::Rule{service.slots, service.minimum, service.preparation, service.room}, now);
  }
  stood_down_.assign(s.resources.size(), forever);
  sampled_ = now;
}

/// Puts the next date on the calendar, if there is one. Dates count from the start of the run, so they are the same in
/// every system that holds the meeting, and one that falls on the day a system takes over is held.
void World::schedule_sitting(std::uint16_t service, std::uint16_t pool, Time date, Context& ctx) {
  if (date == forever) return;
  service_events_.push_back(
      ctx.schedule(std::max(ctx.now(), date), {Event::Kind::sitting, pool, service}, sitting_rank));
}

/// Puts on the calendar what services do by themselves.
void World::schedule_services(Context& ctx) {
  const CompiledSystem& s = system();
  const Time now = ctx.now();
  for (std::size_t i = 0; i < s.services.size(); ++i) {
    const CompiledService& service = s.services[i];
    const auto number = static_cast<std::uint32_t>(i);
    for (std::size_t p = 0; p < batches_[i].size(); ++p)
      schedule_sitting(static_cast<std::uint16_t>(i), static_cast<std::uint16_t>(p), service.dates.next(now), ctx);
    if (service.background && service.background->cases > 0) {
      ServiceState& state = states_[i];
      if (state.background_next == forever)
        state.background_next = std::max(now, service.start) -
                                std::log(ctx.uniform(service.key, Draw::background_gap, state.background_cases)) /
                                    service.background->cases;
      service_events_.push_back(ctx.schedule(state.background_next, {Event::Kind::background, 0, number}));
    }
  }
  for (std::size_t r = 0; r < s.resources.size(); ++r)
    for (std::size_t step = 0; step < s.resources[r].steps.size(); ++step)
      if (s.resources[r].steps[step].at > now)
        service_events_.push_back(
            ctx.schedule(s.resources[r].steps[step].at,
                         {Event::Kind::capacity, static_cast<std::uint16_t>(step), static_cast<std::uint32_t>(r)}));
}

void World::admit_all(std::uint16_t resource, std::uint16_t pool, Context& ctx) {
  while (const auto next = resources_[resource][pool].admit(ctx.now())) begin(next->who, ctx);
}

void World::sitting(std::uint16_t service, std::uint16_t pool, Context& ctx) {
  const CompiledService& s = system().services[service];
  auto& batch = batches_[service][pool];
  batch.set_slots(s.slots * share_at(s.slot_steps, ctx.now()));
  if (ctx.now() >= s.start)
    for (const auto& taken : batch.sit(ctx.now())) begin(taken.who, ctx);
  if (ctx.now() < s.end || batch.queue_length() > 0) schedule_sitting(service, pool, s.dates.after(ctx.now()), ctx);
}

void World::capacity_step(std::uint16_t resource, std::uint16_t step, Context& ctx) {
  const CompiledResource& r = system().resources[resource];
  if (ctx.now() >= stood_down_[resource]) return;
  if (r.steps[step].ends) {
    stand_down(resource, ctx);
    return;
  }
  for (std::size_t p = 0; p < resources_[resource].size(); ++p) {
    resources_[resource][p].set_capacity(pool_units(r, p, r.steps[step].share), ctx.now());
    admit_all(resource, static_cast<std::uint16_t>(p), ctx);
  }
}

/// A family without domestic abuse, or somebody from elsewhere, asks for the same capacity.
void World::background(std::uint16_t service, Context& ctx) {
  const CompiledService& s = system().services[service];
  ServiceState& state = states_[service];
  const std::uint32_t number = state.background_cases++;
  state.background_next =
      ctx.now() - std::log(ctx.uniform(s.key, Draw::background_gap, number + 1)) / s.background->cases;
  if (ctx.now() < s.end)
    service_events_.push_back(ctx.schedule(state.background_next, {Event::Kind::background, 0, service}));
  if (!accepts(s, ctx.now()) || s.resource == none16) return;
  const std::uint32_t c = take_place(cases_, free_cases_);
  Case& record = cases_[c];
  record.cause = sim::born(s.key, number);
  record.service = service;
  const double u = ctx.uniform(record.cause, Draw::locality);
  std::uint16_t locality = 0;
  double cumulative = plan_->localities[0].weight;
  while (locality + 1U < plan_->localities.size() && u >= cumulative)
    cumulative += plan_->localities[++locality].weight;
  record.pool = pool_of(system().resources[s.resource].split, locality);
  record.state = Case::State::travelling;
  arrive(c, ctx);
}

/// A service has ended, or double running is over: the resource takes nobody more, and those in its line go where the
/// service says.
void World::stand_down(std::uint16_t resource, Context& ctx) {
  stood_down_[resource] = ctx.now();
  for (auto& pool : resources_[resource]) pool.set_capacity(0, ctx.now());
  for (std::uint32_t c = 0; c < cases_.size(); ++c) {
    if (cases_[c].state != Case::State::waiting || cases_[c].subject == none32) continue;
    const CompiledService& s = system().services[cases_[c].service];
    if (s.resource != resource) continue;
    const Case gone = cases_[c];
    resources_[resource][gone.pool].leave(gone.place, ctx.now());
    ctx.cancel(gone.due);
    states_[gone.service].waiting.add(-1, ctx.now());
    if (has(s.marks, Mark::support)) --relationships_[gone.relationship].victim.waiting;
    ++states_[gone.service].left;
    if (journal_) note(Happening::stood_down, gone, ctx.now(), ctx.now() - gone.referred);
    discard(c, ctx.now());
    take_fallback(gone, ctx);
  }
}

/// The middle of the next month, away from the dates on which monthly meetings sit.
void World::schedule_sample(Context& ctx) {
  const double month = config::year / 12;
  ctx.schedule((std::floor(ctx.now() / month) + 1.5) * month, {Event::Kind::sample, 0, 0});
}

/// Once a month: stocks for their slopes, and whether double running may end.
void World::sample(Context& ctx) {
  schedule_sample(ctx);
  if (counting_) {
    const double years = ctx.now() / config::year;
    // Averaged since the last sample, so that no weekly rhythm is aliased. The first span is no whole month: it holds
    // part of the rhythm of a monthly meeting and would bend the slope.
    const bool whole_month = std::abs(ctx.now() - sampled_ - config::year / 12) < 0.01;
    for (ServiceState& state : states_) {
      const double area = state.open.area(ctx.now()) + state.waiting.area(ctx.now());
      if (whole_month) state.slope.add(years, (area - state.sampled) / (ctx.now() - sampled_));
      state.sampled = area;
    }
    sampled_ = ctx.now();
    living_slope_.add(years, static_cast<double>(living_));
    if (months_ % 3 == 0) {  // these look at everybody
      fall_quiet_all_due(ctx.now());
      active_slope_.add(years, static_cast<double>(active_));
      sample_standing(years);
      sample_safeguarding(ctx.now());
    }
  }
  end_double_running(ctx);
  ++months_;
}

}  // namespace abuse
