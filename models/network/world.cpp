#include "models/network/world.hpp"

#include "models/network/algorithms.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <stdexcept>

namespace network {

static_assert(servers_rank < 0 && 0 < sitting_rank, "station_algorithm says so in words");
const Algorithm station_algorithm{
    "A visit to a station",
    "Everything that chance decides about a visit (time in service, way on, patience, deadline) comes from one block "
    "of numbers addressed by the person and the number of the visit.\n"
    "On arrival: with a free server and nobody in line they are served at once; otherwise they wait if there is room, "
    "and leave the network if there is none (balking). Who waits leaves the network when a drawn patience ends "
    "(reneging). Nobody changes from one line to another (no jockeying) and nobody in service is interrupted.\n"
    "A freed server serves the first in line by the station's discipline. A station with a meeting serves nobody one "
    "by one: at each sitting outside gaps it takes those who came in time, up to its slots, and does not sit with "
    "fewer than its minimum; they leave at once.\n"
    "After service or a sitting the person goes to the next station by the shares of class and station, or leaves. Of "
    "what happens at one instant, changes of servers come first and sittings last; of one rank, what was scheduled "
    "first."};

World::World(std::shared_ptr<const Plan> plan) : plan_(std::move(plan)) {
  for (const CompiledStation& s : plan_->stations) {
    StationState state;
    state.line = Line(s.discipline, plan_->levels);
    state.servers = s.servers.front().servers;
    state.visits.resize(plan_->classes.size());
    if (plan_->classes.size() > 1) state.present_by_class.resize(plan_->classes.size());
    stations_.push_back(std::move(state));
  }
}

void World::start(Context& ctx) {
  for (std::uint32_t c = 0; c < plan_->classes.size(); ++c) {
    const CompiledClass& cls = plan_->classes[c];
    classes_.push_back({ctx.engine(cls.key, Draw::arrivals), ctx.now(), 0, 0, 0, 0});
    ClassState& state = classes_.back();
    const sim::Time first = cls.arrivals.next(ctx.now(), state.stream);
    if (!std::isfinite(first)) continue;
    ctx.schedule(first, {Event::Kind::arrival, c});
    state.following = cls.arrivals.next(first, state.stream);
  }
  for (std::uint32_t s = 0; s < plan_->stations.size(); ++s) {
    const CompiledStation& station = plan_->stations[s];
    if (station.meeting) ctx.schedule(station.meeting->every, {Event::Kind::sitting, s}, sitting_rank);
    if (station.servers.size() > 1) ctx.schedule(station.servers[1].from, {Event::Kind::servers, s}, servers_rank);
  }
}

void World::handle(const Event& event, Context& ctx) {
  switch (event.kind) {
    case Event::Kind::arrival: arrival(event.subject, ctx); return;
    case Event::Kind::service_end: service_end(event.subject, ctx); return;
    case Event::Kind::renege: renege(event.subject, ctx); return;
    case Event::Kind::sitting: sitting(static_cast<std::uint16_t>(event.subject), ctx); return;
    case Event::Kind::servers: step_servers(static_cast<std::uint16_t>(event.subject), ctx); return;
  }
}

void World::arrival(std::uint32_t c, Context& ctx) {
  const CompiledClass& cls = plan_->classes[c];
  ClassState& state = classes_[c];
  if (std::isfinite(state.following)) {
    ctx.schedule(state.following, {Event::Kind::arrival, c});
    state.following = cls.arrivals.next(state.following, state.stream);
  }
  ++state.arrivals;
  const std::uint32_t who = people_.add();
  Person& person = people_[who];
  person.id = sim::born(cls.key, state.born++);
  person.arrived = ctx.now();
  person.visits = 0;
  person.cls = static_cast<std::uint16_t>(c);
  person.present = true;
  join(who, cls.starts_at, ctx);
}

/// Everything chance decides about a visit comes from one block, addressed by person and number of visit.
void World::join(std::uint32_t who, std::uint16_t station, Context& ctx) {
  Person& person = people_[who];
  const CompiledStation& s = plan_->stations[station];
  StationState& state = stations_[station];
  Visits& visits = state.visits[person.cls];
  const auto words = ctx.block(person.id, Draw::visit, person.visits++);
  const sim::Time now = ctx.now();
  person.station = station;
  person.since = now;
  person.served = false;
  person.counted = true;
  ++visits.arrivals;
  const bool free = !s.meeting && static_cast<double>(state.busy) < state.servers && state.line.size() == 0;
  if (!free && static_cast<double>(state.line.size()) >= s.room) {
    ++visits.balked;
    people_.remove(who);
    return;
  }
  const auto& ways = s.next[person.cls];
  std::size_t way = 0;
  const double u = sim::to_unit(words[1]);
  while (u >= ways[way].up_to) ++way;
  person.next = ways[way].to;
  if (!s.meeting) person.service = s.service[person.cls]->quantile(sim::to_unit(words[0]));
  change_present(person, 1, now);
  if (free) {
    end_wait(person, now);
    begin_service(who, ctx);
    return;
  }
  ++visits.waited;
  const auto& deadline = s.deadline[person.cls];
  const sim::Time due = deadline ? now + deadline->quantile(sim::to_unit(words[3])) : 0;
  state.line.join(who, plan_->classes[person.cls].level, due, people_);
  person.patience = {};
  if (const auto& patience = s.patience[person.cls])
    person.patience = ctx.schedule(now + patience->quantile(sim::to_unit(words[2])), {Event::Kind::renege, who});
}

void World::change_present(const Person& person, int by, sim::Time now) {
  StationState& state = stations_[person.station];
  state.present.change(by, now);
  if (!state.present_by_class.empty()) state.present_by_class[person.cls].change(by, now);
}

/// A wait ends, in service or by reneging.
void World::end_wait(Person& person, sim::Time now) {
  Visits& visits = stations_[person.station].visits[person.cls];
  visits.waiting_time += counted(person.since, now);
  if (!person.counted) return;
  visits.waits += now - person.since;
  visits.wait_lengths.add(now - person.since);
}

void World::begin_service(std::uint32_t who, Context& ctx) {
  Person& person = people_[who];
  person.served = true;
  person.since = ctx.now();
  ++stations_[person.station].busy;
  ctx.schedule(ctx.now() + person.service, {Event::Kind::service_end, who});
}

/// Serves from the line while there is somebody and a server for them.
void World::serve_next(std::uint16_t station, Context& ctx) {
  StationState& state = stations_[station];
  while (state.line.size() > 0 && static_cast<double>(state.busy) < state.servers) {
    const std::uint32_t who = state.line.first();
    Person& person = people_[who];
    state.line.leave(who, plan_->classes[person.cls].level, people_);
    ctx.cancel(person.patience);
    end_wait(person, ctx.now());
    begin_service(who, ctx);
  }
}

void World::service_end(std::uint32_t who, Context& ctx) {
  Person& person = people_[who];
  const std::uint16_t station = person.station;
  StationState& state = stations_[station];
  Visits& visits = state.visits[person.cls];
  const sim::Time now = ctx.now();
  --state.busy;
  visits.service_time += counted(person.since, now);
  if (person.counted) ++visits.served;
  change_present(person, -1, now);
  serve_next(station, ctx);
  move_on(who, ctx);
}

/// To the next station, or out.
void World::move_on(std::uint32_t who, Context& ctx) {
  const Person& person = people_[who];
  if (person.next != exit_station) {
    join(who, person.next, ctx);
    return;
  }
  if (person.arrived >= counting_from_) {
    ClassState& state = classes_[person.cls];
    ++state.completed;
    state.time_in_system += ctx.now() - person.arrived;
  }
  people_.remove(who);
}

void World::renege(std::uint32_t who, Context& ctx) {
  Person& person = people_[who];
  StationState& state = stations_[person.station];
  state.line.leave(who, plan_->classes[person.cls].level, people_);
  end_wait(person, ctx.now());
  if (person.counted) ++state.visits[person.cls].reneged;
  change_present(person, -1, ctx.now());
  people_.remove(who);
}

void World::sitting(std::uint16_t station, Context& ctx) {
  const CompiledMeeting& meeting = *plan_->stations[station].meeting;
  StationState& state = stations_[station];
  const sim::Time now = ctx.now();
  ctx.schedule(static_cast<double>(++state.sitting + 1) * meeting.every, {Event::Kind::sitting, station}, sitting_rank);
  for (const config::Gap& gap : meeting.gaps)
    if (now >= gap.from && now < gap.until) return;
  state.slots += meeting.slots;
  const auto ready = state.line.ready(now - meeting.preparation, std::max(meeting.slots, meeting.minimum), people_);
  if (static_cast<double>(ready.size()) < meeting.minimum) return;
  std::vector<std::uint32_t> taken;
  for (const std::uint32_t who : ready) {
    if (static_cast<double>(taken.size()) >= meeting.slots) break;
    Person& person = people_[who];
    state.line.leave(who, plan_->classes[person.cls].level, people_);
    ctx.cancel(person.patience);
    end_wait(person, now);
    Visits& visits = state.visits[person.cls];
    ++visits.taken;
    if (person.counted) ++visits.served;
    change_present(person, -1, now);
    taken.push_back(who);
  }
  for (const std::uint32_t who : taken) move_on(who, ctx);
}

void World::set_servers(std::uint16_t station, double servers, sim::Time now) {
  StationState& state = stations_[station];
  state.server_time += state.servers * counted(state.servers_since, now);
  state.servers_since = now;
  state.servers = servers;
}

void World::step_servers(std::uint16_t station, Context& ctx) {
  const auto& steps = plan_->stations[station].servers;
  StationState& state = stations_[station];
  set_servers(station, steps[++state.step].servers, ctx.now());
  if (state.step + 1 < steps.size())
    ctx.schedule(steps[state.step + 1].from, {Event::Kind::servers, station}, servers_rank);
  serve_next(station, ctx);
}

void World::begin_counting(sim::Time now) {
  counting_from_ = now;
  for (std::uint32_t i = 0; i < people_.size(); ++i) people_[i].counted = false;
  for (StationState& state : stations_) {
    state.present.restart(now);
    for (Occupancy& present : state.present_by_class) present.restart(now);
    for (Visits& visits : state.visits) visits = {};
    state.slots = state.server_time = 0;
    state.servers_since = now;
  }
  for (ClassState& state : classes_) {
    state.arrivals = state.completed = 0;
    state.time_in_system = 0;
  }
}

void World::end_counting(sim::Time now) {
  counted_time_ = now - counting_from_;
  for (std::uint16_t s = 0; s < stations_.size(); ++s) {
    set_servers(s, stations_[s].servers, now);
    stations_[s].present.spend(now);
    for (Occupancy& present : stations_[s].present_by_class) present.spend(now);
  }
  for (std::uint32_t i = 0; i < people_.size(); ++i) {
    const Person& person = people_[i];
    if (!person.present) continue;
    Visits& visits = stations_[person.station].visits[person.cls];
    (person.served ? visits.service_time : visits.waiting_time) += counted(person.since, now);
  }
  for (std::uint16_t s = 0; s < stations_.size(); ++s) {
    double spent = 0;
    for (const Visits& visits : stations_[s].visits) spent += visits.waiting_time + visits.service_time;
    const double area = stations_[s].present.area();
    if (std::abs(spent - area) > 1e-9 * std::max(area, counted_time_))
      throw std::logic_error(fmt::format("station {}: people spent {:.17g} there, but it held them for {:.17g}",
                                         plan_->stations[s].name, spent, area));
  }
}

}  // namespace network
