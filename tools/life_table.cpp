#include "tools/life_table.hpp"

#include "tools/abuse_words.hpp"
#include "tools/results/number.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <set>

namespace tools {

namespace {

using abuse::Entry;
using abuse::Happening;

std::string days(double x) {
  const double whole = std::round(x);
  return whole < 1 ? "less than a day" : whole == 1 ? "1 day" : results::grouped(whole, 0) + " days";
}

bool is_incident(const Entry& e) { return e.what == Happening::incident; }

std::set<std::uint64_t> incidents_of(const std::vector<Entry>& entries) {
  std::set<std::uint64_t> out;
  for (const Entry& e : entries)
    if (is_incident(e)) out.insert(e.cause);
  return out;
}

std::string begins(const Entry& e) {
  switch (e.role) {
    case abuse::Role::victim:
      return fmt::format("relationship begins, {} risk", words(abuse::tier_names[index(e.true_tier)]));
    case abuse::Role::perpetrator: return "relationship begins";
    case abuse::Role::child: break;
  }
  return "abuse in the home begins";
}

std::string assessed(const std::string& service, const Entry& e) {
  std::string text =
      fmt::format("{}: {} {}", service, e.what == Happening::reviewed ? "reviewed" : "assessed", grade_of(e));
  if (e.role != abuse::Role::victim) return text;
  text += fmt::format(", truly {}", abuse::tier_names[index(e.true_tier)]);
  if (e.falsely)
    text += fmt::format("; high by risk aversion alone (reading {:.2f}, high from {:.2f}, without aversion {:.2f})",
                        e.number, e.high, e.high_without_aversion);
  return text;
}

}  // namespace

std::string in_words(const abuse::Plan& plan, const abuse::CompiledSystem& system, const Entry& e) {
  const bool before = e.what == Happening::transferred || e.what == Happening::dropped;
  const auto& services = before ? plan.systems[plan.baseline].services : system.services;
  const std::string s = e.service == abuse::none16 ? "" : words(services[e.service].name);
  const auto tier = abuse::tier_names[index(e.true_tier)];
  switch (e.what) {
    case Happening::relationship_begins: return begins(e);
    case Happening::active_spell_begins: return "abuse begins again after a quiet time";
    case Happening::active_spell_ends: return "a quiet time begins";
    case Happening::relationship_ends: return "relationship ends";
    case Happening::incident: {
      const std::string harm = e.number < 0.05 ? "" : fmt::format(", {} days of harm", results::grouped(e.number, 1));
      return fmt::format("incident: {}{}", words(abuse::severity_names[index(e.severity)]), harm);
    }
    case Happening::homicide: return "homicide: the victim dies";
    case Happening::tier_rises: return fmt::format("danger rises: truly {}", tier);
    case Happening::tier_falls: return fmt::format("danger falls: truly {}", tier);
    case Happening::contact: return "";
    case Happening::presentation: return fmt::format("known to: {}", words(system.routes[e.route].name));
    case Happening::refused: return s + ": not eligible";
    case Happening::duplicate: return s + ": referred again, has a case there already";
    case Happening::handoff_lost: return s + ": referral lost on the way";
    case Happening::referred: return e.number > 0 ? fmt::format("{}: referred, {} on the way", s, days(e.number)) : "";
    case Happening::outgrown: return s + ": of age before it could begin";
    case Happening::not_taken: return s + ": closed before they came";
    case Happening::declined: return s + ": declined";
    case Happening::arrived: return "";
    case Happening::turned_away: return s + ": turned away, no space";
    case Happening::waits: return s + ": waiting begins";
    case Happening::reneged: return fmt::format("{}: gave up after waiting {}", s, days(e.number));
    case Happening::stood_down: return s + ": service ended while waiting";
    case Happening::begun: return e.number > 0 ? fmt::format("{}: begins after waiting {}", s, days(e.number)) : s;
    case Happening::assessed:
    case Happening::reviewed: return assessed(s, e);
    case Happening::closed: return e.number > 0 ? fmt::format("{}: ends after {}", s, days(e.number)) : "";
    case Happening::goes_on_open: return fmt::format("{}: goes on, begun {} ago", s, days(e.number));
    case Happening::goes_on_waiting: return fmt::format("{}: goes on waiting, {} so far", s, days(e.number));
    case Happening::goes_on_under_way: return s + ": referral still on the way";
    case Happening::transferred: return s + ": case handed to another service";
    case Happening::dropped: return s + ": case ends with the old system";
    case Happening::dropped_out: return s + ": drops out";
    case Happening::breached: return s + ": breach";
    case Happening::set_aside: return s + ": not followed further in the warm-up";
  }
  return "";
}

std::vector<LifeLine> life_lines(const abuse::Plan& plan, const abuse::Life& life) {
  const std::size_t systems = life.under.size();
  struct Row {
    LifeLine line;
    std::uint64_t incident = 0;
    bool is_incident = false;
  };
  std::vector<Row> rows;
  std::vector<std::size_t> next(systems, 0);
  while (true) {
    double at = abuse::forever;
    for (std::size_t s = 0; s < systems; ++s)
      if (next[s] < life.under[s].size()) at = std::min(at, life.under[s][next[s]].at);
    if (at == abuse::forever) break;
    const std::size_t first = rows.size();
    for (std::size_t s = 0; s < systems; ++s)
      for (; next[s] < life.under[s].size() && life.under[s][next[s]].at == at; ++next[s]) {
        const Entry& e = life.under[s][next[s]];
        std::string text = in_words(plan, plan.systems[s], e);
        if (text.empty()) continue;
        const auto same =
            std::find_if(rows.begin() + static_cast<std::ptrdiff_t>(first), rows.end(), [&](const Row& r) {
              return r.line.text == text && r.line.marks[s] == Mark::absent &&
                     (!is_incident(e) || r.incident == e.cause);
            });
        if (same != rows.end()) {
          same->line.marks[s] = Mark::here;
          continue;
        }
        Row row{{at, std::move(text), std::vector<Mark>(systems, Mark::absent)}, e.cause, is_incident(e)};
        row.line.marks[s] = Mark::here;
        rows.push_back(std::move(row));
      }
  }
  std::vector<std::set<std::uint64_t>> incidents;
  for (const auto& entries : life.under) incidents.push_back(incidents_of(entries));
  std::vector<LifeLine> out;
  for (Row& row : rows) {
    auto& marks = row.line.marks;
    const bool in_baseline = marks[plan.baseline] == Mark::here;
    if (std::all_of(marks.begin(), marks.end(), [](Mark m) { return m == Mark::here; }))
      marks.assign(systems, Mark::same);
    else if (row.is_incident)  // an incident may be there under both, and graver under one
      for (std::size_t s = 0; s < systems; ++s) {
        if (in_baseline && !incidents[s].contains(row.incident)) marks[s] = Mark::averted;
        if (marks[s] == Mark::here && !incidents[plan.baseline].contains(row.incident)) marks[s] = Mark::added;
      }
    out.push_back(std::move(row.line));
  }
  return out;
}

std::vector<LifeCounts> life_counts(const abuse::Plan& plan, const abuse::Life& life) {
  const std::set<std::uint64_t> baseline = incidents_of(life.under[plan.baseline]);
  std::vector<LifeCounts> out(life.under.size());
  for (std::size_t s = 0; s < life.under.size(); ++s) {
    LifeCounts& n = out[s];
    const std::set<std::uint64_t> here = incidents_of(life.under[s]);
    n.incidents = here.size();
    for (const std::uint64_t candidate : baseline) n.averted += here.contains(candidate) ? 0 : 1;
    for (const std::uint64_t candidate : here) n.added += baseline.contains(candidate) ? 0 : 1;
    for (const Entry& e : life.under[s]) {
      if (is_incident(e)) n.harm_days += e.number;
      n.cost += e.pence;
      if (e.what == Happening::begun || e.what == Happening::reneged) n.waited += e.number;
      if (e.what != Happening::begun) continue;
      ++n.services;
      if (plan.systems[s].services[e.service].tells_story) ++n.times_story_told;
    }
  }
  return out;
}

}  // namespace tools
