#include "tools/report/influence.hpp"
#include "tools/report/sections/figure.hpp"
#include "tools/report/sections/sections.hpp"
#include "tools/report/words.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <set>
#include <tuple>
#include <utility>

namespace report::sections {

namespace {

using scenario::Assumption;

constexpr int weakest_grade = 6;
constexpr const char* compared = "observed, to compare with";  ///< its source stands with the target
constexpr std::size_t most_groups = 500;  ///< of a line each in the page; with more, descriptions share a line

/// What stands for a number of the scenario that says nothing of its evidence.
enum class Bare { number, setting };

std::string status_of(const Assumption& a, Bare bare) {
  if (!a.status.empty()) return a.status;
  if (a.path.starts_with("targets.")) return compared;
  return bare == Bare::setting ? "setting" : "none given";
}

/// The weakest first: no word of evidence, then by grade, then by status; settings last.
int weakness(const std::string& status, std::optional<int> grade, bool has_source) {
  static const std::map<std::string, int> of_status{{"none given", 5}, {"assumed", 4},    {"unverified", 3},
                                                    {"inferred", 2},   {"calculated", 1}, {"documented", 0}};
  if (status == "setting" || status == compared) return -1;
  const auto found = of_status.find(status);
  return 10 * (has_source || grade ? grade.value_or(weakest_grade) : weakest_grade + 1) +
         (found == of_status.end() ? 0 : found->second);
}

bool is_weak(const Assumption& a, const std::string& status) {
  return a.grade == weakest_grade || status == "none given";
}

/// Numbers on one line: what is weak or stands out by its description and source, the rest by its source.
struct Group {
  const Assumption* first = nullptr;
  std::string status;
  std::size_t count = 0;
  double least = 0, most = 0;
  double influence = unknown;  ///< the strongest rank correlation of any of them, without its sign
  bool stands_out = false;
};

std::vector<Group> grouped(const std::vector<Assumption>& log, const std::set<std::string>& settings,
                           const std::map<std::string, std::pair<double, bool>>& influence, bool by_description) {
  using Key = std::tuple<std::string, std::string, std::string, int, int>;
  std::map<Key, std::size_t> places;
  std::vector<Group> groups;
  for (const Assumption& a : log) {
    const std::string status = status_of(a, settings.contains(a.path) ? Bare::setting : Bare::number);
    const auto known = influence.find(a.path);
    const bool stands_out = known != influence.end() && known->second.second;
    const bool in_detail = by_description && (stands_out || is_weak(a, status));
    const Key key{in_detail ? a.description : "", a.source, status, a.grade.value_or(0), static_cast<int>(a.unit)};
    const auto [place, is_new] = places.try_emplace(key, groups.size());
    if (is_new) groups.push_back({.first = &a, .status = status, .least = a.value, .most = a.value});
    Group& group = groups[place->second];
    ++group.count;
    group.least = std::fmin(group.least, a.value);
    group.most = std::fmax(group.most, a.value);
    if (known != influence.end()) group.influence = std::fmax(group.influence, known->second.first);
    group.stands_out = group.stands_out || stands_out;
  }
  const auto order = [](const Group& g) {
    return std::tuple(g.stands_out ? -g.influence : 1.0, -weakness(g.status, g.first->grade, !g.first->source.empty()),
                      std::isnan(g.influence) ? 1.0 : -g.influence);
  };
  std::stable_sort(groups.begin(), groups.end(), [&](const Group& a, const Group& b) { return order(a) < order(b); });
  return groups;
}

Figure counts(const std::vector<Assumption>& log, const std::set<std::string>& settings) {
  std::map<std::pair<std::string, int>, double> counted_by;
  double assumed = 0, weakest = 0, evidenced = 0;
  for (const Assumption& a : log) {
    const std::string status = status_of(a, settings.contains(a.path) ? Bare::setting : Bare::number);
    ++counted_by[{status, a.grade.value_or(0)}];
    if (status == "setting" || status == compared) continue;
    ++evidenced;
    if (status == "assumed") ++assumed;
    if (a.grade == weakest_grade) ++weakest;
  }
  Figure figure = figure_of("assumptions-counts", "How well the numbers are founded");
  figure.table.name = "Assumptions by status";
  figure.table.columns = {
      {"status", "Status"}, {"grade", "Grade of the evidence"}, {"numbers", "Numbers", Kind::number}};
  std::vector<std::pair<std::pair<std::string, int>, double>> rows(counted_by.begin(), counted_by.end());
  std::stable_sort(rows.begin(), rows.end(), [](const auto& a, const auto& b) {  // so are grades in order, and statuses
    const auto rank = [](const auto& row) {
      return std::pair(row.first.second, weakness(row.first.first, std::nullopt, true));
    };
    return rank(a) > rank(b);
  });
  for (const auto& [key, n] : rows)
    figure.table.rows.push_back(
        {key.first, key.second == 0 ? std::string("no grade") : fmt::format("grade {}", key.second), n});
  figure.title = fmt::format("Of {} numbers {} are assumed, and {} rest on the weakest grade of evidence",
                             shown(evidenced, Kind::number), shown(assumed / evidenced, Kind::share),
                             shown(weakest / evidenced, Kind::share));
  if (evidenced == 0) figure.title = "Every number is a setting, which needs no evidence";
  figure.chart = Chart{"bars", {{"label", "status"}, {"x", "numbers"}, {"series", "grade"}, {"x_axis", "Numbers"}}};
  figure.description =
      "Bars by status, parted by grade: how many numbers of the scenario have it. " + figure.title + ".";
  figure.note =
      "Documented: read in a source. Calculated: arithmetic on documented numbers. Inferred: a judgement. Assumed: an "
      "estimate with no source. Unverified: believed from the literature, not confirmed. Grade 1 is audited, grade 6 "
      "an "
      "uncorroborated view. A number used in several places counts at each.";
  return figure;
}

Figure log_of(const std::vector<Group>& groups, bool has_influence) {
  Figure figure = figure_of("assumptions-log", "Every number put in");
  figure.table.name = "Assumptions by source";
  figure.table.columns = {{"number", "Number"},
                          {"count", "How many share the line", Kind::number},
                          {"least", "Value, or least", Kind::number},
                          {"most", "Greatest", Kind::number},
                          {"unit", "Unit"},
                          {"status", "Status"},
                          {"grade", "Grade", Kind::number},
                          {"source", "Source"}};
  if (has_influence)
    figure.table.columns.insert(figure.table.columns.begin() + 1,
                                {"influence", "Rank correlation, strongest", Kind::number});
  std::size_t strong = 0, weak = 0, weak_numbers = 0;
  for (const Group& group : groups) {
    const Assumption& a = *group.first;
    std::string name = path_in_words(a.path);
    if (!a.description.empty()) name = fmt::format("{} ({})", capital(a.description), name);
    std::vector<Cell> row{group.count == 1 ? name : fmt::format("{}, and {} more", name, group.count - 1)};
    if (has_influence) row.emplace_back(group.influence);
    row.emplace_back(static_cast<double>(group.count));
    row.emplace_back(group.least);
    row.emplace_back(group.most > group.least ? group.most : unknown);
    row.emplace_back(std::string(scenario::kept_in(a.unit)));
    row.emplace_back(group.status);
    row.emplace_back(a.grade ? static_cast<double>(*a.grade) : unknown);
    row.emplace_back(a.source);
    figure.table.rows.push_back(std::move(row));
    if (group.stands_out) ++strong;
    if (is_weak(a, group.status)) {
      ++weak;
      weak_numbers += group.count;
    }
  }
  figure.title = fmt::format("{} of {} hold what is weakest, {} of them", capital(count(weak)),
                             counted(groups.size(), "line"), counted(weak_numbers, "number"));
  if (has_influence)
    figure.title += strong == 0 ? "; none stands out by its influence on net saving"
                                : fmt::format("; {} by influence on net saving",
                                              strong == 1 ? "one stands out" : count(strong) + " stand out");
  figure.description = "A table of every number of the scenario, equal ones on one line.";
  figure.note =
      "Numbers with the same source, status, grade and unit share a line, named after the first of them, weak or "
      "influential ones only when their descriptions match; each stands by itself in the assumptions log of the "
      "quality "
      "folder and in results.sqlite. Money is in pence, times in "
      "days. ";
  figure.note += has_influence ? "First what stands out by its influence on the net saving of a system (rank "
                                 "correlation over the draws, the strongest of the line), then the weakest."
                               : "The weakest first. How much each matters is not known here: a run with every "
                                 "uncertain number drawn would say so.";
  return figure;
}

}  // namespace

std::optional<Section> assumptions(const Inputs& inputs) {
  const std::vector<Assumption>& full = inputs.full_assumptions();
  const std::vector<Assumption>& log = inputs.assumptions().empty() ? full : inputs.assumptions();
  if (log.empty()) return std::nullopt;
  std::set<std::string> settings;
  for (const Assumption& a : full)
    if (a.exact && a.status.empty()) settings.insert(a.path);
  std::map<std::string, std::pair<double, bool>> influence;
  for (const Influence& i : influences(inputs).all) {
    auto& [strongest, stands_out] = influence.try_emplace(i.path, 0.0, false).first->second;
    if (!std::isnan(i.rank)) strongest = std::max(strongest, std::abs(i.rank));
    stands_out = stands_out || i.stands_out();
  }
  std::vector<Group> groups = grouped(log, settings, influence, true);
  if (groups.size() > most_groups) groups = grouped(log, settings, influence, false);
  Section section{"assumptions", "Every number, with its source", {}, {}};
  section.paragraphs.push_back(
      "What the results rest on. The weakest numbers are those to replace first by what a local partnership knows of "
      "itself.");
  section.figures.push_back(counts(log, settings));
  section.figures.push_back(log_of(groups, !influence.empty()));
  return section;
}

}  // namespace report::sections
