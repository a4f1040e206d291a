#include "tools/quality/logs.hpp"

#include "models/scenario/units.hpp"
#include "tools/quality/wording.hpp"
#include "tools/report/words.hpp"
#include "tools/results/csv.hpp"
#include "tools/results/number.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <map>
#include <tuple>

namespace quality {

namespace {

/// The first keys of a path in words, without the name of a system.
std::string part_of_scenario(const std::string& path) {
  const std::string place = place_in_words(path), between = ", ";
  const std::size_t first = place.find(between);
  return first == std::string::npos ? place : place.substr(0, place.find(between, first + between.size()));
}

/// What a record says beside what the loader keeps.
std::string in_record(const Facts& facts, const scenario::Assumption& a, const char* key) {
  const scenario::Node* node = node_at(facts.inputs.finished().scenario, a.path);
  return node != nullptr && node->is_mapping() ? text_of(node->find(key)) : "";
}

/// What the log counts a number in: money in pounds, everything else as it is kept.
double in_log(double value, scenario::Unit unit) { return unit == scenario::Unit::money ? value / 100 : value; }
std::string unit_in_log(scenario::Unit unit) {
  switch (unit) {
    case scenario::Unit::money: return "£";
    case scenario::Unit::share: return "share";
    case scenario::Unit::count: return "count";
    case scenario::Unit::number: return "number";
    default: return std::string(scenario::kept_in(unit));
  }
}

std::string number_or_nothing(const std::optional<double>& value, scenario::Unit unit) {
  return value ? number_text(in_log(*value, unit)) : "";
}

/// By path, the worth of knowing a number for the net saving, else for whatever is known; most first.
std::map<std::string, std::pair<std::size_t, double>> ranking(const Facts& facts) {
  std::vector<std::pair<double, std::string>> worth;
  if (const report::Records* decision = facts.inputs.records("decision.csv"))
    for (std::size_t r = 0; r < decision->size(); ++r) {
      const std::string& number = decision->text(r, "quantity");
      if (decision->text(r, "part") != "information" || number == "perfect") continue;
      const auto known = std::ranges::find_if(worth, [&](const auto& w) { return w.second == number; });
      const double value = decision->number(r, "value");
      if (known == worth.end())
        worth.emplace_back(value, number);
      else
        known->first = std::max(known->first, value);
    }
  std::ranges::sort(
      worth, [](const auto& a, const auto& b) { return a.first != b.first ? a.first > b.first : a.second < b.second; });
  std::map<std::string, std::pair<std::size_t, double>> ranks;
  for (std::size_t i = 0; i < worth.size(); ++i) ranks[worth[i].second] = {i + 1, worth[i].first};
  return ranks;
}

/// 0 for the weakest.
int strength(const std::string& status) {
  constexpr std::array<std::string_view, 6> from_weakest{"",         "assumed",    "unverified",
                                                         "inferred", "calculated", "documented"};
  return static_cast<int>(std::ranges::find(from_weakest, status) - from_weakest.begin());
}

}  // namespace

bool is_estimate(const scenario::Assumption& a) {
  for (const char* compared : {"targets.", "expect.", "claims.", "appraisal.plan.", "appraisal.top_down."})
    if (a.path.starts_with(compared)) return false;
  return !a.exact;
}

std::vector<Logged> log_of(const Facts& facts) {
  const auto ranks = ranking(facts);
  std::vector<Logged> log;
  for (const scenario::Assumption& a : facts.assumptions()) {
    const auto found = ranks.find(a.path);
    log.push_back(
        {&a, found == ranks.end() ? 0 : found->second.first, found == ranks.end() ? 0 : found->second.second});
  }
  const auto key = [](const Logged& l) {
    return std::tuple(l.rank == 0, l.rank, !is_estimate(*l.assumption), -l.assumption->grade.value_or(6),
                      strength(l.assumption->status));
  };
  std::ranges::stable_sort(log, [&](const Logged& a, const Logged& b) { return key(a) < key(b); });
  return log;
}

std::vector<Source> sources_of(const Facts& facts) {
  std::map<std::string, Source> by_source;
  for (const scenario::Assumption& a : facts.assumptions()) {
    if (a.source.empty()) continue;
    Source& s = by_source[a.source];
    s.source = a.source;
    ++s.numbers;
    s.used_for.insert(part_of_scenario(a.path));
    if (!a.status.empty()) s.statuses.insert(a.status);
    if (a.grade) s.grades.insert(std::to_string(*a.grade));
    if (a.price_year) s.price_years.insert(std::to_string(*a.price_year));
    if (const std::string size = in_record(facts, a, "sample_size"); !size.empty()) s.sample_sizes.insert(size);
    if (const std::string system = system_of(a.path); !system.empty()) s.systems.insert(report::readable(system));
  }
  std::vector<Source> all;
  for (auto& [text, source] : by_source) all.push_back(std::move(source));
  std::ranges::stable_sort(all, [](const Source& a, const Source& b) { return a.numbers > b.numbers; });
  return all;
}

std::size_t fitted_numbers(const Facts& facts) {
  std::set<std::tuple<std::string, double, double, double>> different;
  for (const scenario::Assumption& a : facts.assumptions())
    if (a.fit_low && a.fit_high) different.emplace(a.description, a.value, *a.fit_low, *a.fit_high);
  return different.size();
}

std::string assumptions_log_csv(const Facts& facts) {
  if (facts.assumptions().empty()) return "";
  std::string out =
      "id,description,belongs_to,unit,value,low,high,distribution,part_of,applies_to,source,source_year,price_year,"
      "sample_size,"
      "status,grade,data_age_years,known_error_pct,transform,rationale,owner,date_set,signed_off_by,sensitivity_rank,"
      "worth_of_knowing\n";
  for (const Logged& logged : log_of(facts)) {
    const scenario::Assumption& a = *logged.assumption;
    const std::string transform =
        a.fit_low && a.fit_high
            ? fmt::format("fitted to the baseline's targets, within {} to {}", number_or_nothing(a.fit_low, a.unit),
                          number_or_nothing(a.fit_high, a.unit))
        : a.exact ? "exact: a setting, not an estimate"
                  : "";
    const std::string system = system_of(a.path);
    out += results::csv_line({a.path,
                              report::capital(a.description),
                              place_in_words(a.path),
                              unit_in_log(a.unit),
                              number_or_nothing(a.value, a.unit),
                              number_or_nothing(a.low, a.unit),
                              number_or_nothing(a.high, a.unit),
                              a.distribution,
                              a.part_of.empty() ? "" : place_in_words(a.part_of),
                              system.empty() ? "every system" : report::readable(system),
                              a.source,
                              "",
                              a.price_year ? std::to_string(*a.price_year) : "",
                              in_record(facts, a, "sample_size"),
                              status_in_words(a),
                              a.grade ? std::to_string(*a.grade) : "",
                              "",
                              "",
                              transform,
                              a.rationale,
                              in_record(facts, a, "owner"),
                              in_record(facts, a, "date"),
                              "",
                              logged.rank == 0 ? "" : std::to_string(logged.rank),
                              logged.rank == 0 ? "" : number_text(logged.worth)});
  }
  return out;
}

std::string data_log_csv(const Facts& facts) {
  const std::vector<Source> all = sources_of(facts);
  if (all.empty()) return "";
  std::string out = "source,numbers,used_for,applies_to,statuses,grades,price_years,sample_sizes,link,obtained,owner\n";
  for (const Source& s : all)
    out +=
        results::csv_line({s.source, std::to_string(s.numbers), fmt::format("{}", fmt::join(s.used_for, "; ")),
                           s.systems.empty() ? "every system" : fmt::format("{}", fmt::join(s.systems, "; ")),
                           fmt::format("{}", fmt::join(s.statuses, "; ")), fmt::format("{}", fmt::join(s.grades, "; ")),
                           fmt::format("{}", fmt::join(s.price_years, "; ")),
                           fmt::format("{}", fmt::join(s.sample_sizes, "; ")), "", "", ""});
  return out;
}

}  // namespace quality
