#include "models/abuse/life.hpp"
#include "models/abuse/load.hpp"
#include "models/scenario/diagnostics.hpp"
#include "models/scenario/units.hpp"
#include "tools/abuse_words.hpp"
#include "tools/commands.hpp"
#include "tools/experiment.hpp"
#include "tools/life_table.hpp"
#include "tools/results/number.hpp"
#include "tools/results/text.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <iostream>
#include <unistd.h>

namespace tools {

namespace {

using abuse::Entry;
using abuse::Happening;
using nlohmann::ordered_json;

[[noreturn]] void refuse(const std::string& option, const std::string& why) {
  throw scenario::InputError({{{}, scenario::Severity::error, option, why}});
}

std::string hex(std::uint64_t number) { return fmt::format("{:016x}", number); }

std::uint64_t person_of(const std::string& text) {
  std::uint64_t number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number, 16);
  if (error != std::errc() || end != text.data() + text.size() || text.empty())
    refuse("--person", "expected a number as in events.csv.gz (16 digits, 0 to f), got " + scenario::in_message(text));
  return number;
}

abuse::Pick pick_of(const std::string& text) {
  const auto found = std::find(abuse::pick_names.begin(), abuse::pick_names.end(), text);
  return static_cast<abuse::Pick>(found - abuse::pick_names.begin());
}

std::string why(const abuse::Plan& plan, abuse::Pick by, const abuse::Picked& picked) {
  const std::string& system = plan.systems[picked.system].name;
  const auto n = static_cast<long>(std::round(picked.number));
  switch (by) {
    case abuse::Pick::first_false_escalation:
      return fmt::format("the first graded high by risk aversion alone, on {} under {}",
                         moment(plan.scenario.run.start, picked.number).substr(0, 10), system);
    case abuse::Pick::longest_wait: return fmt::format("the longest wait, {} days under {}", n, system);
    case abuse::Pick::most_incidents_averted: return fmt::format("most incidents averted, {} under {}", n, system);
    case abuse::Pick::most_services: break;
  }
  return fmt::format("most cases begun, {} under {}", n, system);
}

std::string years(double age_in_days) {
  return std::to_string(static_cast<long>(std::floor(age_in_days / abuse::config::year)));
}

/// Who this is, as of when their relationships began.
std::vector<std::string> who(const abuse::Plan& plan, const abuse::Life& life) {
  std::vector<std::string> lines;
  for (const Entry& e : life.family) {
    if (e.role != abuse::Role::victim) continue;
    std::vector<std::string> ages;
    std::string own;
    for (const Entry& c : life.family)
      if (c.relationship == e.relationship && c.role == abuse::Role::child) {
        ages.push_back(years(c.number));
        if (c.person == life.person) own = ages.back();
      }
    const std::string children =
        ages.empty()
            ? "no children"
            : fmt::format("{} {} aged {}", ages.size(), ages.size() == 1 ? "child" : "children", fmt::join(ages, ", "));
    lines.push_back(
        fmt::format("Relationship {} from {}: {} victim aged {}, {} risk at first, {}, {}{}.", hex(e.relationship),
                    scenario::format_date(plan.scenario.run.start + static_cast<std::int64_t>(std::floor(e.at))),
                    abuse::sex_names[index(e.sex)], e.age, abuse::tier_names[index(e.true_tier)], children,
                    words(plan.areas[plan.localities[e.locality].area]),
                    own.empty() ? "" : fmt::format("; this child was {}", own)));
  }
  return lines;
}

/// A table's line: the columns, and the text broken to what is left of the width.
void print_line(const std::string& date, const std::vector<std::string>& cells, const std::vector<std::size_t>& widths,
                const std::string& text, std::size_t width) {
  std::string line = date;
  for (std::size_t s = 0; s < cells.size(); ++s) line += "  " + results::pad_right(cells[s], widths[s]);
  const std::size_t before = line.size() + 2;
  std::string right = results::wrap(text, width > before + 30 ? width - before : 30);
  for (std::size_t end = right.find('\n'); end + 1 < right.size(); end = right.find('\n', end + 1))
    right.insert(end + 1, before, ' ');
  fmt::print("{}  {}", line, right);
}

void print_table(const abuse::Plan& plan, const abuse::Life& life, std::size_t width) {
  const std::int64_t start = plan.scenario.run.start;
  const auto date = [&](double at) { return moment(start, at).substr(0, 10); };
  if (!life.before.empty())
    fmt::print("Before {}, under {} for all\n", scenario::format_date(start), plan.systems[plan.baseline].name);
  for (const Entry& e : life.before)
    if (const std::string text = in_words(plan, plan.systems[plan.baseline], e); !text.empty())
      print_line(date(e.at), {}, {}, text, width);

  std::vector<std::string> names;
  std::vector<std::size_t> widths;
  for (const auto& s : plan.systems) {
    names.push_back(s.name);
    widths.push_back(std::max<std::size_t>(s.name.size(), 7));
  }
  fmt::print("{}From {}: = under every system, x under this one but not all\n", life.before.empty() ? "" : "\n",
             scenario::format_date(start));
  print_line("date      ", names, widths, "what happens", width);
  for (const LifeLine& line : life_lines(plan, life)) {
    constexpr const char* marks[] = {"", "=", "x", "averted", "added"};
    std::vector<std::string> cells;
    for (const Mark m : line.marks) cells.emplace_back(marks[static_cast<std::size_t>(m)]);
    print_line(date(line.at), cells, widths, line.text, width);
  }
}

void print_counts(const abuse::Plan& plan, const abuse::Life& life) {
  const std::vector<LifeCounts> counts = life_counts(plan, life);
  const auto row = [&](const std::string& what, const auto& value) {
    fmt::print("{:<34}", what);
    for (std::size_t s = 0; s < counts.size(); ++s)
      fmt::print("  {}", results::pad_left(value(counts[s]), std::max<std::size_t>(plan.systems[s].name.size(), 10)));
    fmt::print("\n");
  };
  const auto whole = [](std::size_t n) { return std::to_string(n); };
  std::size_t s = 0;
  fmt::print("\n");
  row("", [&](const LifeCounts&) { return plan.systems[s++].name; });
  row("incidents", [&](const LifeCounts& n) { return whole(n.incidents); });
  row("  averted against " + plan.systems[plan.baseline].name, [&](const LifeCounts& n) { return whole(n.averted); });
  row("  added", [&](const LifeCounts& n) { return whole(n.added); });
  row("days of harm", [](const LifeCounts& n) { return results::grouped(n.harm_days, 1); });
  row("services begun", [&](const LifeCounts& n) { return whole(n.services); });
  row("days waited for them", [](const LifeCounts& n) { return results::grouped(n.waited, 0); });
  row("times the story is told", [&](const LifeCounts& n) { return whole(n.times_story_told); });
  row("cost of these cases, £",
      [](const LifeCounts& n) { return results::grouped(static_cast<double>(n.cost) / 100, 0); });
}

ordered_json json_of(const abuse::Plan& plan, const abuse::CompiledSystem& system, const Entry& e) {
  const bool before = e.what == Happening::transferred || e.what == Happening::dropped;
  const auto& services = before ? plan.systems[plan.baseline].services : system.services;
  ordered_json j;
  j["time"] = e.at;
  j["date"] = moment(plan.scenario.run.start, e.at);
  j["what"] = abuse::happening_names[index(e.what)];
  j["person"] = hex(e.person);
  j["role"] = abuse::role_names[index(e.role)];
  j["relationship"] = hex(e.relationship);
  if (e.cause != 0) {
    j["cause"] = hex(e.cause);
    j["address"] = hex(e.address);
  }
  if (e.service != abuse::none16) j["service"] = services[e.service].name;
  if (e.route != abuse::none16) j["route"] = system.routes[e.route].name;
  if (e.grade < abuse::tiers) j["grade"] = abuse::tier_names[e.grade];
  j["true_tier"] = abuse::tier_names[index(e.true_tier)];
  if (e.what == Happening::incident) j["severity"] = abuse::severity_names[index(e.severity)];
  if (e.number != 0) j["number"] = e.number;
  if (e.what == Happening::assessed || e.what == Happening::reviewed) {
    j["high_from"] = e.high;
    j["high_without_aversion"] = e.high_without_aversion;
    j["false_escalation"] = e.falsely;
  }
  if (e.pence != 0) j["pence"] = e.pence;
  return j;
}

void print_json(const abuse::Plan& plan, const abuse::Life& life, const std::string& picked,
                std::uint32_t replication) {
  const auto list = [&](const std::vector<Entry>& entries, const abuse::CompiledSystem& system) {
    ordered_json out = ordered_json::array();
    for (const Entry& e : entries) out.push_back(json_of(plan, system, e));
    return out;
  };
  ordered_json j;
  j["title"] = plan.scenario.title;
  j["seed"] = plan.seed;
  j["replication"] = replication;
  j["person"] = hex(life.person);
  j["role"] = abuse::role_names[index(life.role)];
  j["picked"] = picked;
  j["baseline"] = plan.systems[plan.baseline].name;
  j["family"] = list(life.family, plan.systems[plan.baseline]);
  j["warm_up"] = list(life.before, plan.systems[plan.baseline]);
  const std::vector<LifeCounts> counts = life_counts(plan, life);
  for (std::size_t s = 0; s < plan.systems.size(); ++s) {
    ordered_json& system = j["systems"][plan.systems[s].name];
    const LifeCounts& n = counts[s];
    system["counts"] = {{"incidents", n.incidents},
                        {"incidents_averted", n.averted},
                        {"incidents_added", n.added},
                        {"harm_days", n.harm_days},
                        {"services", n.services},
                        {"wait_days", n.waited},
                        {"times_story_told", n.times_story_told},
                        {"pence", n.cost}};
    system["entries"] = list(life.under[s], plan.systems[s]);
  }
  std::cout << j.dump(1) << '\n';
}

}  // namespace

int trace(const TraceOptions& options) {
  std::vector<std::string> sets = options.input.sets;
  if (options.seed) sets.push_back("run.seed=" + std::to_string(*options.seed));
  scenario::Node root = read_scenario(options.input.scenario);
  if (const std::string model = model_of(root, sets); model != "domestic_abuse")
    refuse("model", "trace follows a person of model: domestic_abuse; this scenario is of model: " + model);
  const std::shared_ptr<const abuse::Plan> plan =
      abuse::load(std::move(root), sets, options.input.systems, prices_of(options.input)).plan;

  std::uint64_t person;
  std::string picked;
  if (options.person) {
    person = person_of(*options.person);
  } else {
    const abuse::Pick by = pick_of(options.pick);
    const auto found = abuse::pick_person(plan, options.replication, by);
    if (!found) refuse("--pick", fmt::format("{}: nobody in replication {}", options.pick, options.replication));
    person = found->person;
    picked = why(*plan, by, *found);
  }
  const auto life = abuse::life_of(plan, options.replication, person);
  if (!life)
    refuse("--person", fmt::format("{}: nobody has that number in replication {}", hex(person), options.replication));
  if (options.json) {
    print_json(*plan, *life, picked, options.replication);
    return 0;
  }
  const std::size_t width = options.width                ? *options.width
                            : isatty(STDOUT_FILENO) == 1 ? results::terminal_columns(STDOUT_FILENO)
                                                         : 120;
  std::string role(abuse::role_names[index(life->role)]);
  role[0] = static_cast<char>(role[0] - 'a' + 'A');
  fmt::print("{}: replication {}, seed {}\n", plan->scenario.title, options.replication, plan->seed);
  fmt::print("{}", results::wrap(fmt::format("{} {}{}", role, hex(person), picked.empty() ? "" : ". Picked: " + picked),
                                 width, 2));
  for (const std::string& line : who(*plan, *life)) fmt::print("{}", results::wrap(line, width, 2));
  fmt::print("\n");
  print_table(*plan, *life, width);
  print_counts(*plan, *life);
  return 0;
}

}  // namespace tools
