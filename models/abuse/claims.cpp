#include "models/abuse/claims.hpp"

#include "models/abuse/world.hpp"

#include <algorithm>
#include <bitset>

namespace abuse {

namespace {

/// How many of the events happened to somebody selected, in their windows before and after their start.
struct Counted {
  double before = 0, after = 0;
};

/// Says quickly of most people that they are not among those selected. Numbers of people are as good as random, so a
/// few of their bits will do.
class MayBeAmong {
 public:
  explicit MayBeAmong(const std::vector<ClaimRecord>& selected) {
    for (const ClaimRecord& s : selected) bits_.set(s.who % bits_.size());
  }
  bool operator()(std::uint64_t who) const { return bits_.test(who % bits_.size()); }

 private:
  std::bitset<1U << 16U> bits_;
};

Counted count_around(const std::vector<ClaimRecord>& selected, const std::vector<ClaimRecord>& events,
                     const CompiledClaim& claim) {
  Counted counted;
  const MayBeAmong may_be_selected(selected);
  for (const ClaimRecord& e : events) {
    if (!may_be_selected(e.who)) continue;
    const auto found = std::ranges::lower_bound(selected, e.who, {}, &ClaimRecord::who);
    if (found == selected.end() || found->who != e.who) continue;
    const Time since = e.at - found->at;
    if (since >= -claim.before && since < 0) ++counted.before;
    if (since >= 0 && since < claim.after) ++counted.after;
  }
  return counted;
}

Counted count_everybody(const std::vector<ClaimRecord>& events, Time before, Time from, Time end) {
  Counted counted;
  for (const ClaimRecord& e : events) {
    if (e.at >= -before && e.at < 0) ++counted.before;
    if (e.at >= from && e.at < end) ++counted.after;
  }
  return counted;
}

/// Each person's first start, by their number, of those with both windows inside the time that was kept.
std::vector<ClaimRecord> select(std::vector<ClaimRecord> starts, const CompiledClaim& claim, Time first, Time end) {
  std::ranges::sort(
      starts, [](const ClaimRecord& a, const ClaimRecord& b) { return a.who != b.who ? a.who < b.who : a.at < b.at; });
  const auto again = std::ranges::unique(starts, {}, &ClaimRecord::who);
  starts.erase(again.begin(), again.end());
  std::erase_if(starts, [&](const ClaimRecord& s) {
    return s.at < 0 || s.at - claim.before < first || s.at + claim.after > end;
  });
  return starts;
}

}  // namespace

double ClaimFigures::change(double from, double to) { return from > 0 ? to / from - 1 : experiment::missing; }

ClaimFigures claim_figures(const CompiledClaim& claim, const std::vector<ClaimRecord>& starts,
                           const std::vector<ClaimRecord>& here, const std::vector<ClaimRecord>& baseline, Time first,
                           Time end) {
  ClaimFigures f;
  Counted own, theirs;
  if (claim.of == ClaimOf::everybody) {
    const auto start = std::ranges::min_element(starts, {}, &ClaimRecord::at);
    const Time before = std::min(claim.before, -first);
    if (start == starts.end() || start->at >= end || before <= 0) return f;
    const Time from = std::max(0.0, start->at);
    f.people = 1;
    f.windows = (end - from) / before;
    own = count_everybody(here, before, from, end);
    theirs = count_everybody(baseline, before, from, end);
  } else {
    const std::vector<ClaimRecord> selected = select(starts, claim, first, end);
    f.people = static_cast<double>(selected.size());
    f.windows = claim.after / claim.before;
    own = count_around(selected, here, claim);
    theirs = count_around(selected, baseline, claim);
  }
  f.before = own.before;
  f.after = own.after;
  f.before_baseline = theirs.before;
  f.after_baseline = theirs.after;
  return f;
}

std::vector<std::pair<std::size_t, double>> claim_values(const Plan& plan, const ClaimRecords& here,
                                                         const ClaimRecords& baseline) {
  std::vector<std::pair<std::size_t, double>> values;
  for (std::size_t c = 0; c < plan.claims.size(); ++c) {
    const CompiledClaim& claim = plan.claims[c];
    const ClaimFigures f =
        claim_figures(claim, here.starts[c], here.events[c], baseline.events[c], -plan.warm_up, plan.horizon);
    const bool everybody = claim.of == ClaimOf::everybody;
    const double quarters = std::min(claim.before, plan.warm_up) / (config::year / 4);
    values.emplace_back(claim.metrics.people, everybody ? experiment::missing : f.people);
    values.emplace_back(claim.metrics.before,
                        f.people > 0 ? f.before / (everybody ? quarters : f.people) : experiment::missing);
    values.emplace_back(claim.metrics.naive, f.naive());
    values.emplace_back(claim.metrics.without, f.without());
    values.emplace_back(claim.metrics.effect, f.effect());
  }
  return values;
}

/// Keeps something that happened to a couple for the claims that count it.
void World::keep_for_claims(const std::vector<std::uint8_t>& claims, std::vector<std::vector<ClaimRecord>>& records,
                            std::uint32_t i, Time now) {
  for (const std::uint8_t c : claims) {
    const CompiledClaim& claim = plan_->claims[c];
    if (now < -claim.before) continue;  // no window reaches so far back
    const Relationship& r = relationships_[i];
    const std::uint64_t who = claim.of == ClaimOf::perpetrator    ? perpetrators_[r.perpetrator].id
                              : claim.of == ClaimOf::relationship ? r.id
                                                                  : 0;
    records[c].push_back({now, who});
  }
}

}  // namespace abuse
