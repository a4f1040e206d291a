#include "tools/event_log.hpp"

#include "models/abuse/journal.hpp"
#include "models/abuse/replicate.hpp"
#include "tools/abuse_words.hpp"
#include "tools/results/csv.hpp"
#include "tools/results/gzip.hpp"

#include <fmt/format.h>

#include <cmath>
#include <deque>
#include <iterator>
#include <map>
#include <set>
#include <string>
#include <tuple>
#include <vector>

namespace tools {

namespace {

using abuse::Entry;
using abuse::Happening;

/// Numbers of units, the lowest free one first.
class Units {
 public:
  std::uint32_t seize() {
    std::uint32_t unit = 1;
    for (const std::uint32_t used : used_) {
      if (used != unit) break;
      ++unit;
    }
    used_.insert(unit);
    return unit;
  }
  void release(std::uint32_t unit) { used_.erase(unit); }

 private:
  std::set<std::uint32_t> used_;
};

/// Lines of all systems, with numbers for their entities.
class Lines {
 public:
  Lines(const std::filesystem::path& path, const abuse::Plan& plan, std::uint32_t replication)
      : file_(path), start_(plan.scenario.run.start), replication_(replication) {
    file_.write(
        "case_id,person,role,activity,lifecycle,time,resource,cost,entity_id,event_type,event,resource_id,pathway,"
        "system,replication,date\n");
  }
  std::uint64_t new_entity() { return ++entities_; }
  void close() {
    flush();
    file_.close();
  }

  /// What vidigi reads of a line; nothing if the event type is empty.
  struct Move {
    std::uint64_t entity = 0;
    std::string_view type, event;
    std::uint32_t unit = 0;  ///< 0: none
    std::string_view pathway;
  };
  void add(const Entry& e, std::string_view activity, std::string_view lifecycle, std::string_view resource,
           const Move& move, std::string_view system) {
    const auto out = std::back_inserter(text_);
    fmt::format_to(out, "{:016x},{:016x},{},{},{},{:.5f},{},", e.cause != 0 ? e.cause : e.relationship, e.person,
                   abuse::role_names[index(e.role)], results::csv_field(activity), lifecycle, e.at,
                   results::csv_field(resource));
    if (e.pence != 0) fmt::format_to(out, "{:.2f}", static_cast<double>(e.pence) / 100);
    if (move.type.empty())
      fmt::format_to(out, ",,,,,,");
    else
      fmt::format_to(out, ",{},{},{},{},{},", move.entity, move.type, results::csv_field(move.event),
                     move.unit == 0 ? "" : std::to_string(move.unit), results::csv_field(move.pathway));
    fmt::format_to(out, "{},{},{}\n", results::csv_field(system), replication_, moment(start_, e.at));
    if (text_.size() > 1U << 16) flush();
  }

 private:
  void flush() {
    file_.write({text_.data(), text_.size()});
    text_.clear();
  }

  results::GzipFile file_;
  fmt::memory_buffer text_;
  std::int64_t start_;
  std::uint32_t replication_;
  std::uint64_t entities_ = 0;
};

/// The lines of one system.
class SystemLines final : public abuse::Journal {
 public:
  SystemLines(const abuse::Plan& plan, std::size_t system, Lines& lines)
      : plan_(plan), system_(plan.systems[system]), lines_(lines) {}

  void note(const Entry& e) override {
    if (e.at > now_) {
      finish();
      now_ = e.at;
    }
    switch (e.what) {
      case Happening::relationship_begins: plain(e, "relationship", "start"); return;
      case Happening::relationship_ends: plain(e, "relationship", "complete"); return;
      case Happening::active_spell_begins: plain(e, "active spell", "start"); return;
      case Happening::active_spell_ends: plain(e, "active spell", "complete"); return;
      case Happening::incident: plain(e, "incident " + words(abuse::severity_names[index(e.severity)])); return;
      case Happening::homicide: plain(e, "homicide"); return;
      case Happening::tier_rises:
      case Happening::tier_falls: plain(e, fmt::format("true tier {}", tier(e))); return;
      case Happening::contact: plain(e, "contact " + system_.routes[e.route].name); return;
      case Happening::presentation: plain(e, "presentation " + system_.routes[e.route].name); return;
      case Happening::assessed: plain(e, "assessed " + grade_of(e), "complete", resource(e)); return;
      case Happening::reviewed: plain(e, "reviewed " + grade_of(e), "complete", resource(e)); return;
      case Happening::dropped_out: plain(e, "dropped out " + name(e)); return;
      case Happening::breached: plain(e, "breach " + name(e)); return;
      case Happening::refused:
      case Happening::duplicate:
      case Happening::handoff_lost: plain(e, name(e), "autoskip"); return;
      case Happening::transferred: plain(e, baseline_name(e), "reassign"); return;
      case Happening::dropped: plain(e, baseline_name(e), "withdraw"); return;
      case Happening::arrived:
      case Happening::set_aside: return;
      case Happening::referred:
      case Happening::goes_on_under_way: queue(e, enter(e), "schedule", " referral"); return;
      case Happening::goes_on_waiting: queue(e, enter(e), "assign", " queue"); return;
      case Happening::waits: queue(e, open_.at(key(e)), "assign", " queue"); return;
      case Happening::goes_on_open: use(e, enter(e), "resume"); return;
      case Happening::begun: use(e, open_.at(key(e)), "start"); return;
      case Happening::closed: leave(e, "complete"); return;
      case Happening::declined:
      case Happening::outgrown:
      case Happening::reneged: leave(e, "withdraw"); return;
      case Happening::not_taken:
      case Happening::turned_away:
      case Happening::stood_down: leave(e, "autoskip"); return;
    }
  }
  /// Those who closed a case and began no other depart.
  void finish() {
    for (const auto& [journey, entities] : between_)
      for (const Between& b : entities) depart(b);
    between_.clear();
    for (const auto& [units, unit] : left_by_meeting_) units->release(unit);
    left_by_meeting_.clear();
  }

 private:
  struct Entity {
    std::uint64_t number = 0;
    std::uint16_t first_service = abuse::none16;
  };
  struct Open {
    Entity entity;
    std::uint32_t unit = 0;
  };
  struct Between {
    Entity entity;
    Entry last;
  };
  using Key = std::tuple<std::uint64_t, std::uint64_t, std::uint16_t>;  ///< person, address, service
  using Journey = std::pair<std::uint64_t, std::uint64_t>;              ///< person, cause

  const abuse::CompiledService& service(const Entry& e) const { return system_.services[e.service]; }
  static Key key(const Entry& e) { return {e.person, e.address, e.service}; }
  static std::string tier(const Entry& e) { return std::string(abuse::tier_names[index(e.true_tier)]); }
  const std::string& name(const Entry& e) const { return service(e).name; }
  const std::string& baseline_name(const Entry& e) const {
    return plan_.systems[plan_.baseline].services[e.service].name;
  }
  bool is_limited(const Entry& e) const {
    const auto& s = service(e);
    return s.is_batch() || std::isfinite(system_.resources[s.resource].units);
  }
  std::string resource(const Entry& e) const {
    const auto& s = service(e);
    return in_pool(s.is_batch() ? s.name : system_.resources[s.resource].name, e);
  }
  /// With the pool's name where there are several.
  std::string in_pool(const std::string& what, const Entry& e) const {
    const auto& s = service(e);
    switch (s.is_batch() ? s.split : system_.resources[s.resource].split) {
      case abuse::Split::county: return what;
      case abuse::Split::group: return plan_.groups.size() > 1 ? what + " " + plan_.groups[e.pool] : what;
      case abuse::Split::area: return plan_.areas.size() > 1 ? what + " " + plan_.areas[e.pool] : what;
      case abuse::Split::locality: break;
    }
    return plan_.localities.size() > 1 ? fmt::format("{} {}", what, e.pool + 1) : what;
  }
  Units& units(const Entry& e) {
    const auto& s = service(e);
    return units_[{s.is_batch(), s.is_batch() ? e.service : s.resource, e.pool}];
  }

  void plain(const Entry& e, std::string_view activity, std::string_view lifecycle = "complete",
             std::string_view resource = "") {
    lines_.add(e, activity, lifecycle, resource, {}, system_.name);
  }
  Lines::Move move(const Entity& entity, std::string_view type, std::string_view event, std::uint32_t unit = 0) const {
    return {entity.number, type, event, unit, system_.services[entity.first_service].name};
  }
  void journey(const Entry& of, const Entity& entity, std::string_view lifecycle, std::string_view event) {
    Entry e = of;
    e.pence = 0;
    lines_.add(e, "journey", lifecycle, "", move(entity, "arrival_departure", event), system_.name);
  }
  /// The entity that begins this case: who has just left another on the same journey, or somebody new.
  Open& enter(const Entry& e) {
    Open open;
    const auto found = between_.find({e.person, e.cause});
    if (found != between_.end()) {
      open.entity = found->second.front().entity;
      found->second.pop_front();
      if (found->second.empty()) between_.erase(found);
    } else {
      open.entity = {lines_.new_entity(), e.service};
      journey(e, open.entity, "start", "arrival");
    }
    return open_[key(e)] = open;
  }
  void depart(const Between& b) { journey(b.last, b.entity, "complete", "depart"); }

  void queue(const Entry& e, const Open& open, std::string_view lifecycle, std::string_view what) {
    lines_.add(e, name(e), lifecycle, resource(e), move(open.entity, "queue", in_pool(name(e), e) + std::string(what)),
               system_.name);
  }
  void use(const Entry& e, Open& open, std::string_view lifecycle) {
    const bool limited = is_limited(e);
    if (limited) open.unit = units(e).seize();
    lines_.add(e, name(e), lifecycle, resource(e),
               move(open.entity, limited ? "resource_use" : "queue", in_pool(name(e), e), open.unit), system_.name);
  }
  void leave(const Entry& e, std::string_view lifecycle) {
    const auto found = open_.find(key(e));
    const Open open = found->second;
    open_.erase(found);
    if (open.unit == 0) {
      plain(e, name(e), lifecycle, resource(e));
    } else {
      lines_.add(e, name(e), lifecycle, resource(e),
                 move(open.entity, "resource_use_end", in_pool(name(e), e) + " end", open.unit), system_.name);
      if (service(e).is_batch())
        left_by_meeting_.emplace_back(&units(e), open.unit);
      else
        units(e).release(open.unit);
    }
    between_[{e.person, e.cause}].push_back({open.entity, e});
  }

  const abuse::Plan& plan_;
  const abuse::CompiledSystem& system_;
  Lines& lines_;
  double now_ = 0;
  std::map<Key, Open> open_;
  std::map<Journey, std::deque<Between>> between_;
  std::map<std::tuple<bool, std::uint16_t, std::uint16_t>, Units> units_;
  std::vector<std::pair<Units*, std::uint32_t>> left_by_meeting_;  ///< free again after the meeting
};

}  // namespace

void write_event_log(const std::shared_ptr<const abuse::Plan>& plan, std::uint32_t replication,
                     const std::filesystem::path& file) {
  Lines lines(file, *plan, replication);
  std::deque<SystemLines> systems;
  abuse::Journals journals;
  for (std::size_t s = 0; s < plan->systems.size(); ++s)
    journals.systems.push_back(&systems.emplace_back(*plan, s, lines));
  abuse::replicate(plan, replication, journals);
  for (SystemLines& system : systems) system.finish();
  lines.close();
}

}  // namespace tools
