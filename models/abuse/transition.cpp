#include "models/abuse/algorithms.hpp"
#include "models/abuse/world.hpp"

#include <algorithm>

namespace abuse {

const Algorithm transition_algorithm{
    "Change from the baseline to another system",
    "On the first counted day the warmed-up world, its calendar and ties included, is copied to each system.\n"
    "Each open or waiting case of a baseline service is kept (its drawn length stands), drained until a day, or "
    "referred anew to the service that takes over, as the system's transition says. Who waits is put back in line in "
    "order of arrival."};

/// The open cases of every baseline service go on as the system's transition lines say; lengths already drawn stand.
/// Everything that waits is put back in line in order of arrival, ties as they stood there.
void World::change_system(std::size_t to, Context& ctx) {
  const Time now = ctx.now();
  const CompiledSystem& before = system();
  const CompiledSystem& after = plan_->systems[to];
  for (const sim::Handle event : service_events_) ctx.cancel(event);
  service_events_.clear();

  // Lines, in order, before they go.
  std::vector<std::uint32_t> waiting;
  const auto drain_line = [&](auto line) {
    while (!line.empty()) waiting.push_back(line.pop().who);
  };
  for (const auto& pools : resources_)
    for (const auto& pool : pools) drain_line(pool.line());
  for (const auto& pools : batches_)
    for (const auto& pool : pools) drain_line(pool.line());
  std::stable_sort(waiting.begin(), waiting.end(),
                   [&](std::uint32_t a, std::uint32_t b) { return cases_[a].since < cases_[b].since; });
  const std::vector<ServiceState> old_states = std::move(states_);

  // Cases that move to another service leave the old one first, under the old rules.
  std::vector<Case> transferred;
  for (std::uint32_t c = 0; c < cases_.size(); ++c) {
    if (cases_[c].state == Case::State::gone) continue;
    const CompiledTransition& t = after.transition[cases_[c].service];
    const bool person = cases_[c].subject != none32;
    if (!t.transfer && !(t.to == none16)) continue;
    const Case old = cases_[c];
    const CompiledService& s = before.services[old.service];
    ctx.cancel(old.due);
    if (journal_ && person) note(t.to == none16 ? Happening::dropped : Happening::transferred, old, now);
    if (person && old.state == Case::State::open) {
      apply_marks(s, old, -1);
      transferred.push_back(old);
    } else if (person) {
      if (old.state == Case::State::waiting && has(s.marks, Mark::support))
        --relationships_[old.relationship].victim.waiting;
      transferred.push_back(old);
    }
    discard(c, now);
  }

  // Protections and repeat rights are kept under the service that takes over.
  const auto taken_over = [&](std::uint16_t service) { return after.transition[service].to; };
  const auto move_protections = [&](std::vector<Protection>& list) {
    std::erase_if(list, [&](Protection& p) {
      const bool transfer = after.transition[p.service].transfer;
      p.service = taken_over(p.service);
      if (p.service == none16 || !after.services[p.service].log_hazard_ratio) return true;
      if (transfer && p.ended == forever) p.ended = now;
      return false;
    });
  };
  for (Relationship& r : relationships_) {
    move_protections(r.protections);
    for (auto& heard : r.heard) heard.service = taken_over(heard.service);
    std::erase_if(r.heard, [&](const auto& h) {
      return h.service == none16 || after.services[h.service].rereferral_within == 0;
    });
  }
  for (Perpetrator& p : perpetrators_) move_protections(p.protections);

  // What differs between a kept service's marks before and after is counted afresh.
  for (Case& c : cases_) {
    if (c.state != Case::State::open || c.subject == none32) continue;
    const CompiledService& old = before.services[c.service];
    const CompiledService& kept = after.services[after.transition[c.service].to];
    if (old.marks == kept.marks) continue;
    apply_marks(old, c, -1);
    apply_marks(kept, c, 1);
  }

  system_ = to;
  changed_ = now;
  came_before_ = came_to_high_risk(now);
  build_capacity(now);
  for (std::size_t b = 0; b < old_states.size(); ++b) {
    const CompiledTransition& t = after.transition[b];
    if (t.to == none16 || t.transfer) continue;
    states_[t.to].background_cases = old_states[b].background_cases;
    states_[t.to].background_next = old_states[b].background_next;
  }
  for (std::uint32_t c = 0; c < cases_.size(); ++c) {
    Case& record = cases_[c];
    if (record.state == Case::State::gone) continue;
    record.service = taken_over(record.service);
    const CompiledService& s = after.services[record.service];
    const bool person = record.subject != none32;
    if (person)
      record.pool = pool_of(s.is_batch() ? s.split : after.resources[s.resource].split,
                            relationships_[record.relationship].locality);
    else if (resources_[s.resource].size() <= record.pool)
      record.pool = 0;
    if (record.state != Case::State::open) continue;
    if (!s.is_batch()) resources_[s.resource][record.pool].take_over(now);
    if (person || (s.background && s.background->counted)) states_[record.service].open.add(1, now);
    if (const Time drained = std::max(now, s.drain_until); drained < record.until) {
      record.until = drained;
      record.ending = Ending::finished;
    }
    if (const Time due = std::max(now, due_at(s, record, now));
        ctx.is_pending(record.due) && due != ctx.calendar().time_of(record.due))
      ctx.reschedule(record.due, due);
  }
  for (const std::uint32_t c : waiting) {
    Case& record = cases_[c];
    if (record.state != Case::State::waiting) continue;
    const CompiledService& s = after.services[record.service];
    const double place = urgency(s, record, ctx);
    record.place = s.is_batch() ? batches_[record.service][record.pool].keep_waiting(c, place, record.since, now)
                                : resources_[s.resource][record.pool].keep_waiting(c, place, record.since, now);
    if (record.subject != none32) states_[record.service].waiting.add(1, now);
  }
  restate_all(now);
  count_inside();
  if (journal_) note_going_on(now);
  schedule_services(ctx);
  for (std::size_t r = 0; r < resources_.size(); ++r)
    for (std::size_t p = 0; p < resources_[r].size(); ++p)
      admit_all(static_cast<std::uint16_t>(r), static_cast<std::uint16_t>(p), ctx);

  for (const Case& old : transferred) {
    const std::uint16_t target = after.transition[old.service].to;
    if (target == none16) continue;
    Referral referral = sent_on(old, target);
    referral.from = none16;  // no hand-off: the systems change, not the people's minds
    refer(referral, ctx);
  }

  forget_those_over();
  fall_quiet_all_due(now);
  for (std::uint32_t i = 0; i < relationships_.size(); ++i) {
    Relationship& r = relationships_[i];
    if (r.phase != Phase::active) continue;
    find_change(r, now, ctx);
    find_incident(r, now, ctx);
    reschedule(i, ctx);
  }
}

}  // namespace abuse
