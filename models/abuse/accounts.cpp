#include "models/abuse/algorithms.hpp"
#include "models/abuse/world.hpp"

#include <algorithm>
#include <cmath>
#include <functional>

namespace abuse {

const Algorithm account_algorithm{
    "Counting and money",
    "Everything counts from the end of the warm-up, by year of the run and over the whole period. Levels are integrals "
    "over time; different people are counted once a year and once in the period.\n"
    "Each line of cost is booked in whole pence by agency, year and kind: for a case begun, a day open, a year the "
    "service runs, or a post for a year whether busy or not. Spending on people whom no service knows as victims is "
    "kept apart and is not in the headline.\n"
    "Agencies, lines and kinds are sums of the same bookings, so that they add up to the penny within a replication."};

/// \param quantity  units of that price. \param known  false: all of it lies outside the perimeter
void World::post(const CompiledCost& cost, const CompiledPrice& price, double quantity, bool known) {
  const auto amount = static_cast<economics::Pence>(std::llround(static_cast<double>(price.pence) * quantity));
  const economics::Pence inside = !known              ? 0
                                  : cost.counted == 1 ? amount
                                                      : std::llround(static_cast<double>(amount) * cost.counted);
  if (inside != 0) ledger_.post(cost.line, year_, inside);
  if (amount != inside) ledger_.post(cost.line_outside, year_, amount - inside);
  if (known && price.units != CompiledPrice::none) measures_.add(price.units, quantity * cost.counted);
}

void World::post(const CompiledService& s, CompiledPrice CompiledCost::*price, double quantity, bool known) {
  if (!counting_) return;
  for (const CompiledCost& cost : s.costs) post(cost, cost.*price, quantity, known);
}

World::Areas World::areas(std::size_t service, Time now) const {
  const ServiceState& state = states_[service];
  Areas areas{.open = state.open.area(now), .waiting = state.waiting.area(now)};
  const std::uint16_t resource = system().services[service].resource;
  if (resource == none16) return areas;
  for (const auto& pool : resources_[resource]) {
    areas.busy += pool.busy_area(now);
    areas.there += pool.capacity_area(now);
  }
  return areas;
}

/// Remembers how far the time integrals have come, so that the next year books only its own part.
void World::mark_levels(Time now) {
  fall_quiet_all_due(now);
  for (std::size_t i = 0; i < states_.size(); ++i) states_[i].booked = areas(i, now);
  active_booked_ = active_time_.area(now);
  high_booked_ = high_time_.area(now);
}

/// Books a year's days: what they cost, and levels averaged over it.
void World::book_levels(Time now) {
  for (std::size_t i = 0; i < states_.size(); ++i) {
    const CompiledService& s = system().services[i];
    const Areas so_far = areas(i, now), &before = states_[i].booked;
    const double open_days = so_far.open - before.open;
    post(s, &CompiledCost::per_day, open_days, true);
    if (s.counts_days) measures_.add(*s.counts_days, open_days);
    if (s.spares) measures_.add(s.spares->metric, open_days * s.spares->per_day);
    measures_.add(s.metrics.open, open_days);
    measures_.weigh_once(s.metrics.open, config::year);
    measures_.add(s.metrics.waiting, so_far.waiting - before.waiting);
    measures_.weigh_once(s.metrics.waiting, config::year);
    measures_.add(s.metrics.use, so_far.busy - before.busy);
    measures_.weigh(s.metrics.use, so_far.there - before.there);
    const Time end = s.resource != none16 ? std::min(s.end, stood_down_[s.resource]) : s.end;
    const double running = std::max(0.0, std::min(end, now) - std::max(s.start, now - config::year)) / config::year;
    post(s, &CompiledCost::per_year, running, true);
    if (s.posts > 0)
      post(s, &CompiledCost::per_fte_year,
           s.posts * share_area(system().resources[s.resource].steps, now - config::year, std::min(end, now)) /
               config::year,
           true);
  }
  for (std::size_t r = 0; r < system().resources.size(); ++r) {
    if (!system().resources[r].until_fall) continue;
    const Time kept = std::min(stood_down_[r], now) - std::max(changed_, now - config::year);
    measures_.add(system().resources[r].double_running_months, std::max(0.0, kept) / (config::year / 12));
  }
  for (const CompiledPrevention& p : system().prevention) {
    const double running = std::clamp((now - p.start) / config::year, 0.0, 1.0);
    for (const CompiledCost& cost : p.costs) post(cost, cost.per_year, running, true);
  }
  measures_.add(index(Measure::active_relationships), active_time_.area(now) - active_booked_);
  measures_.weigh(index(Measure::active_relationships), config::year);
  measures_.add(Measure::high_risk_years, (high_time_.area(now) - high_booked_) / config::year);
}

void World::close_year(Context& ctx) {
  fall_quiet_all_due(ctx.now());
  book_levels(ctx.now());
  mark_levels(ctx.now());
  book_of_age();
  book_status_time(ctx);
  measures_.close_year();
  ++year_;
  if (year_ < plan_->years) count_living(false);
}

void World::finish(Context& ctx) {
  const Time end = ctx.now();
  std::vector<double> harm;
  const auto add = [&](const PoliceRecord& r) {
    if (r.calls == 0) return;
    harm.push_back(r.harm);
    measures_.weigh_horizon(index(Measure::one_call_share), 1);
    measures_.weigh_horizon(index(Measure::five_call_share), 1);
    if (r.calls == 1) measures_.add_horizon(index(Measure::one_call_share), 1);
    if (r.calls >= 5) measures_.add_horizon(index(Measure::five_call_share), 1);
    if (r.first_call >= 0 && r.first_call + config::year <= end) {
      measures_.weigh_horizon(index(Measure::repeat_12m_share), 1);
      if (r.second_call - r.first_call <= config::year) measures_.add_horizon(index(Measure::repeat_12m_share), 1);
    }
  };
  for (const PoliceRecord& r : police_records_) add(r);
  for (const Relationship& r : relationships_)
    if (r.phase != Phase::forgotten) add(r.police);
  std::sort(harm.begin(), harm.end(), std::greater<>());
  double total = 0;
  for (const double h : harm) total += h;
  double sum = 0;
  std::size_t most_harmed = 0;
  while (most_harmed < harm.size() && sum < 0.8 * total) sum += harm[most_harmed++];
  measures_.add_horizon(index(Measure::harm_concentration), static_cast<double>(most_harmed));
  measures_.weigh_horizon(index(Measure::harm_concentration), static_cast<double>(harm.size()));
  const Readings::Pairs pairs = readings_.pairs();
  measures_.add_horizon(index(Measure::assessment_auc), pairs.right);
  measures_.weigh_horizon(index(Measure::assessment_auc), pairs.all);
  for (const ArrestRecord& arrest : arrests_) {
    if (arrest.at + config::year > end) continue;
    measures_.weigh_horizon(index(Measure::reoffending_12m_share), 1);
    if (arrest.again) measures_.add_horizon(index(Measure::reoffending_12m_share), 1);
  }
  for (std::size_t i = 0; i < states_.size(); ++i)
    measures_.add_horizon(system().services[i].metrics.slope, states_[i].slope.value());
  measures_.add_horizon(plan_->living_slope, living_slope_.value());
  measures_.add_horizon(plan_->active_slope, active_slope_.value());
  for (std::size_t i = 0; i < standing_slopes_.size(); ++i)
    measures_.add_horizon(plan_->people.standing_slopes[i], standing_slopes_[i].value());
}

std::vector<World::Flow> World::flows() const {
  std::vector<Flow> out;
  for (const ServiceState& s : states_) out.push_back({s.inside_at_start, s.entered, s.left, 0});
  for (const Case& c : cases_)
    if (c.subject != none32 && (c.state == Case::State::open || c.state == Case::State::waiting))
      ++out[c.service].inside;
  return out;
}

void World::count_inside() {
  for (ServiceState& s : states_) s.entered = s.left = 0;
  const std::vector<Flow> now = flows();
  for (std::size_t i = 0; i < states_.size(); ++i) states_[i].inside_at_start = now[i].inside;
}

}  // namespace abuse
