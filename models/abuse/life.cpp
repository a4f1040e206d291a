#include "models/abuse/life.hpp"

#include <algorithm>
#include <deque>
#include <map>
#include <set>
#include <unordered_map>
#include <unordered_set>

namespace abuse {

namespace {

bool of_the_relationship(Happening what) {
  switch (what) {
    case Happening::active_spell_begins:
    case Happening::active_spell_ends:
    case Happening::relationship_ends:
    case Happening::incident:
    case Happening::homicide:
    case Happening::tier_rises:
    case Happening::tier_falls: return true;
    default: return false;
  }
}

/// Follows one person. Everybody in a relationship is noted when it begins, one after the other.
class Follower final : public Journal {
 public:
  /// \param before  who followed them until now; null: nobody
  Follower(std::uint64_t person, const Follower* before) : person_(person), before_(before) {}

  void note(const Entry& e) override {
    if (e.what == Happening::relationship_begins) {
      if (!couple_.empty() && couple_.front().relationship != e.relationship) couple_.clear();
      couple_.push_back(e);
      if (e.person == person_) relationships_.insert(e.relationship), role_ = e.role;
      if (relationships_.contains(e.relationship)) families_[e.relationship] = couple_;
    }
    if (e.person == person_ || (of_the_relationship(e.what) && theirs(e.relationship))) entries.push_back(e);
  }
  bool theirs(std::uint64_t relationship) const {
    return relationships_.contains(relationship) || (before_ && before_->theirs(relationship));
  }
  bool found() const { return role_.has_value(); }
  Role role() const { return *role_; }
  void add_families(std::map<std::uint64_t, std::vector<Entry>>& to) const {
    to.insert(families_.begin(), families_.end());
  }

  std::vector<Entry> entries;

 private:
  std::uint64_t person_;
  const Follower* before_;
  std::optional<Role> role_;
  std::set<std::uint64_t> relationships_;
  std::vector<Entry> couple_;
  std::map<std::uint64_t, std::vector<Entry>> families_;
};

/// Keeps of one system what a pick asks for.
class Survey final : public Journal {
 public:
  explicit Survey(Pick by) : by_(by) {}

  void note(const Entry& e) override {
    switch (by_) {
      case Pick::first_false_escalation:
        if (e.what == Happening::assessed && e.falsely && e.role == Role::victim) offer(e.person, e.at, -e.at);
        return;
      case Pick::longest_wait:
        if (e.what == Happening::begun || e.what == Happening::reneged) offer(e.person, e.number, e.number);
        return;
      case Pick::most_incidents_averted:
        if (e.what == Happening::incident) incidents.emplace(e.cause, e.relationship);
        return;
      case Pick::most_services:
        if (e.what == Happening::begun) ++cases_[e.person];
        return;
    }
  }
  /// To be called at the end. \param baseline  incidents of the baseline
  void finish(const std::unordered_map<std::uint64_t, std::uint64_t>& baseline) {
    for (const auto& [candidate, relationship] : baseline)
      if (!incidents.contains(candidate)) ++cases_[relationship];
    if (by_ == Pick::most_incidents_averted || by_ == Pick::most_services)
      for (const auto& [person, n] : cases_) offer(person, n, n);
  }
  bool found() const { return found_; }
  std::uint64_t person() const { return person_; }
  double number() const { return number_; }
  double merit() const { return merit_; }

  std::unordered_map<std::uint64_t, std::uint64_t> incidents;  ///< relationship by candidate

 private:
  void offer(std::uint64_t person, double number, double merit) {
    if (found_ && (merit < merit_ || (merit == merit_ && person >= person_))) return;
    found_ = true;
    person_ = person;
    number_ = number;
    merit_ = merit;
  }

  Pick by_;
  bool found_ = false;
  std::uint64_t person_ = 0;
  double number_ = 0, merit_ = 0;
  std::unordered_map<std::uint64_t, double> cases_;
};

}  // namespace

std::optional<Picked> pick_person(const std::shared_ptr<const Plan>& plan, std::uint32_t replication, Pick by) {
  std::deque<Survey> surveys;
  Journals journals;
  for (std::size_t s = 0; s < plan->systems.size(); ++s) journals.systems.push_back(&surveys.emplace_back(by));
  replicate(plan, replication, journals);
  std::optional<Picked> best;
  double merit = 0;
  for (std::size_t s = 0; s < surveys.size(); ++s) {
    surveys[s].finish(surveys[plan->baseline].incidents);
    if (!surveys[s].found() || (best && surveys[s].merit() <= merit)) continue;
    best = {surveys[s].person(), s, surveys[s].number()};
    merit = surveys[s].merit();
  }
  return best;
}

std::optional<Life> life_of(const std::shared_ptr<const Plan>& plan, std::uint32_t replication, std::uint64_t person) {
  Follower before(person, nullptr);
  std::deque<Follower> under;
  Journals journals{&before, {}};
  for (std::size_t s = 0; s < plan->systems.size(); ++s)
    journals.systems.push_back(&under.emplace_back(person, &before));
  replicate(plan, replication, journals);
  Life life;
  life.person = person;
  std::map<std::uint64_t, std::vector<Entry>> families;
  bool found = false;
  const auto take = [&](const Follower& f) {
    if (f.found()) found = true, life.role = f.role();
    f.add_families(families);
  };
  take(before);
  life.before = std::move(before.entries);
  for (Follower& f : under) {
    take(f);
    life.under.push_back(std::move(f.entries));
  }
  if (!found) return std::nullopt;
  for (const auto& [relationship, family] : families)
    life.family.insert(life.family.end(), family.begin(), family.end());
  std::stable_sort(life.family.begin(), life.family.end(), [](const Entry& a, const Entry& b) { return a.at < b.at; });
  return life;
}

}  // namespace abuse
