#include "models/abuse/state.hpp"
#include "models/pathway/draw.hpp"
#include "tools/quality/markdown.hpp"
#include "tools/quality/registry_parts.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <span>

namespace quality {

namespace {

using abuse::CompiledService;
using abuse::CompiledSystem;
using abuse::Plan;

std::string names_of(std::uint32_t set, std::span<const std::string_view> names) {
  std::vector<std::string_view> listed;
  for (std::size_t i = 0; i < names.size(); ++i)
    if ((set >> i & 1U) != 0) listed.push_back(names[i]);
  return fmt::format("{}", fmt::join(listed, ", "));
}

std::string severities() { return fmt::format("{}", fmt::join(abuse::severity_names, ", ")); }

std::string whom(const CompiledService& s) {
  std::string text(abuse::role_names[abuse::index(s.role)]);
  if (s.assessed != 0) text += ", assessed " + names_of(s.assessed, abuse::tier_names);
  if (s.conditions != 0) text += "; if " + pathway::readable(names_of(s.conditions, abuse::condition_names));
  if (s.least_record > 0) text += fmt::format("; police record at least {:.4g}", s.least_record);
  return text;
}

/// "key worker 0.85, close 0.15"; of one grade alone, with it.
std::string ways_on(const pathway::Spec& spec, const pathway::Service& service) {
  std::vector<std::string> parts;
  for (const auto flow : {pathway::Flow::next, pathway::Flow::also, pathway::Flow::fallback}) {
    std::vector<std::pair<std::string, std::string>> by_grade;  // ways on, grades
    for (std::size_t grade = 0; grade <= spec.grades.size(); ++grade) {
      std::vector<std::string> ways;
      for (const pathway::Edge& edge : service.edges) {
        const bool for_all = !edge.grade;
        if (edge.flow != flow || (grade == 0 ? !for_all : (for_all || *edge.grade != grade - 1))) continue;
        // Nobody knows before a run how often a breach or a review leads there: the graph says that it may.
        ways.push_back(edge.share < 1e-6 ? pathway::readable(edge.to_name) + " by a breach or a review"
                                         : fmt::format("{} {:.3g}", pathway::readable(edge.to_name), edge.share));
      }
      if (ways.empty()) continue;
      by_grade.emplace_back(fmt::format("{}", fmt::join(ways, ", ")), grade == 0 ? "" : spec.grades[grade - 1]);
    }
    for (const auto& [ways, grade] : by_grade)
      parts.push_back(fmt::format("{}{}{}",
                                  flow == pathway::Flow::also       ? "also "
                                  : flow == pathway::Flow::fallback ? "if not taken "
                                                                    : "",
                                  grade.empty() ? "" : grade + ": ", ways));
  }
  return fmt::format("{}", fmt::join(parts, "; "));
}

}  // namespace

std::string abuse_entities(const Plan& plan) {
  MarkdownTable table({"Entity", "Role", "Attributes"});
  table.row({"relationship", "a victim-perpetrator pair, in which incidents happen",
             std::string(abuse::relationship_attributes)});
  table.row({"victim", "tells, or does not; is assessed and helped", std::string(abuse::victim_attributes)});
  table.row({"perpetrator", "may be arrested, sentenced, managed; may begin another relationship",
             std::string(abuse::perpetrator_attributes)});
  table.row({"child", "may be exposed; what services decide about them", std::string(abuse::child_attributes)});
  table.row({"case", "an episode of one service for one person", std::string(abuse::case_attributes)});
  table.row({"person (victim, perpetrator)", "drawn once and kept", std::string(abuse::person_attributes)});
  std::string out = table.text();
  out += fmt::format("\nTrue and assessed tiers: {}. Severities of an incident: {}.\n",
                     fmt::join(abuse::tier_names, ", "), pathway::readable(severities()));
  const auto statuses = [&](const Plan::Statuses& of, const char* who) {
    std::vector<std::string> all = of.names;
    all.insert(all.end(), of.otherwise.begin(), of.otherwise.end());
    if (!all.empty())
      out += escaped(pathway::readable(
                 fmt::format("Statuses of {}, in order of precedence: {}.", who, fmt::join(all, ", ")))) +
             "\n";
  };
  statuses(plan.perpetrator_statuses, "perpetrators");
  statuses(plan.child_statuses, "children");
  return out;
}

std::string abuse_activities(const abuse::Loaded& loaded) {
  const Plan& plan = *loaded.plan;
  SharedRows rows(plan.systems.size());
  for (std::size_t s = 0; s < plan.systems.size(); ++s) {
    const CompiledSystem& system = plan.systems[s];
    const pathway::Spec& spec = loaded.graphs[s];
    for (std::size_t i = 0; i < spec.services.size(); ++i) {
      const CompiledService& service = system.services[i];
      std::string time = service.duration ? in_words(*service.duration, "days") : "none";
      if (service.move_on) time += "; then held for " + in_words(*service.move_on, "days");
      rows.add(system.name,
               {pathway::readable(service.name), whom(service),
                std::string(abuse::kind_names[abuse::index(service.kind)]) +
                    (service.agency == abuse::none16 ? "" : ", " + pathway::readable(plan.agencies[service.agency])),
                time, ways_on(spec, spec.services[i])});
    }
  }
  return "Shares are of the cases that leave, by assessed tier where they differ; \"close\" ends the case.\n\n" +
         rows.text({"Activity", "For whom", "Kind, agency", "Time in it", "Leads to"});
}

std::string abuse_resources(const Plan& plan) {
  SharedRows rows(plan.systems.size());
  std::size_t unlimited = 0;
  for (const CompiledSystem& system : plan.systems) {
    for (std::size_t r = 0; r < system.resources.size(); ++r) {
      const abuse::CompiledResource& resource = system.resources[r];
      std::vector<std::string> users;
      for (const CompiledService& s : system.services)
        if (!s.is_batch() && s.resource == r) users.push_back(pathway::readable(s.name));
      if (users.empty()) continue;
      if (std::isinf(resource.units)) {
        ++unlimited;
        continue;
      }
      std::string steps;
      for (const abuse::CapacityStep& step : resource.steps)
        if (resource.steps.size() <= 6)
          steps += fmt::format("{}{}: {}", steps.empty() ? "" : "; ",
                               std::isinf(step.at) ? "at first" : fmt::format("day {:.4g}", step.at),
                               step.ends || step.share == 0 ? "none"
                               : step.share == 1            ? "all"
                                                            : fmt::format("{:.3g} of it", step.share));
      if (resource.steps.size() > 6)
        steps = fmt::format("{} steps from day {:.4g} to day {:.4g}", resource.steps.size(), resource.steps.front().at,
                            resource.steps.back().at);
      if (resource.until_fall)
        steps += fmt::format("{}kept until entries to high risk fall by {:.3g}", steps.empty() ? "" : "; ",
                             *resource.until_fall);
      rows.add(system.name, {pathway::readable(resource.name), amount(std::floor(resource.units + 1e-9)),
                             std::string(abuse::split_names[abuse::index(resource.split)]), steps.empty() ? "-" : steps,
                             fmt::format("{}", fmt::join(users, ", "))});
    }
    for (const CompiledService& s : system.services)
      if (s.is_batch())
        rows.add(system.name, {pathway::readable(s.name), amount(s.slots) + " at a sitting",
                               std::string(abuse::split_names[abuse::index(s.split)]),
                               fmt::format("not with fewer than {:.4g}; ready {} before", s.minimum,
                                           with_unit(s.preparation, "days")),
                               pathway::readable(s.name)});
  }
  return fmt::format(
      "Days count from the first counted day. Activities of unlimited capacity take nobody's place and are left out: "
      "{} over all systems.\n\n{}",
      unlimited, rows.text({"Resource", "Units", "A pool for each", "Changes", "Used by"}));
}

std::string abuse_queues(const Plan& plan) {
  SharedRows rows(plan.systems.size());
  std::vector<bool> used(abuse::discipline_names.size());
  for (const CompiledSystem& system : plan.systems)
    for (const CompiledService& s : system.services) {
      const bool limited =
          s.is_batch() || (s.resource != abuse::none16 && !std::isinf(system.resources[s.resource].units));
      if (!limited || !s.intake) continue;
      used[abuse::index(s.discipline)] = true;
      std::string full = "-";
      if (s.when_full) {
        full = fmt::format("from {:.3g} of its units on", s.when_full->above);
        if (s.when_full->takes < 1) full += fmt::format(", takes {:.3g} of those referred", s.when_full->takes);
        if (s.when_full->length != 1) full += fmt::format(", cases last {:.3g} of their time", s.when_full->length);
      }
      rows.add(system.name,
               {pathway::readable(s.name), std::string(abuse::discipline_names[abuse::index(s.discipline)]),
                amount(s.is_batch() ? s.room : system.resources[s.resource].room),
                s.patience ? in_words(*s.patience, "days") : "never leaves", full,
                s.fallback == abuse::none16 ? "-" : pathway::readable(system.services[s.fallback].name)});
    }
  std::vector<std::string> rules;
  for (std::size_t d = 0; d < used.size(); ++d)
    if (used[d]) rules.push_back(fmt::format("{}: {}", abuse::discipline_names[d], abuse::discipline_rules[d]));
  return "Disciplines:\n\n" + bullets(rules) +
         "\nBalking, reneging and jockeying: see \"A case at a service\" under 2.4.\n\n" +
         rows.text({"Service", "Discipline", "Room to wait", "Patience (reneging)", "While full",
                    "Who is turned away goes to"});
}

std::string abuse_ways(const Plan& plan) {
  std::string out = fmt::format(
      "New relationships: Poisson, {:.5g} a day over the whole place, from {}. What follows of them is in 2.4; rates "
      "that change in time are thinned.\n\n",
      plan.relationship_rate, pathway::readable(fmt::format("{}", fmt::join(plan.areas, ", "))));
  SharedRows routes(plan.systems.size());
  SharedRows follows(plan.systems.size());
  for (const CompiledSystem& system : plan.systems) {
    for (const abuse::CompiledRoute& route : system.routes) {
      std::vector<std::string> contacts;
      for (const auto& contact : route.contacts)
        contacts.push_back(
            fmt::format("{} {:.3g} a year", pathway::readable(plan.contacts[contact.kind]), contact.rate * 365.25));
      routes.add(system.name, {pathway::readable(route.name), pathway::readable(system.services[route.enters].name),
                               fmt::format("{:.3g}", fmt::join(route.after_incident, ", ")),
                               contacts.empty() ? "-" : fmt::format("{}", fmt::join(contacts, ", ")),
                               fmt::format("{:.3g}", route.disclosure_ratio)});
    }
    for (const auto& q : system.consequences)
      follows.add(system.name,
                  {pathway::readable(system.services[q.enters].name),
                   pathway::readable(std::string(abuse::trigger_names[abuse::index(q.of)])),
                   fmt::format("{:.3g}", fmt::join(q.chance, ", ")), q.lag ? in_words(*q.lag, "days") : "at once"});
  }
  out += fmt::format("Routes, with the chance after an incident by severity ({}) before trust:\n\n",
                     pathway::readable(severities()));
  out += routes.text({"Route", "Enters at", "After an incident", "Contacts in an active spell", "Ratio"});
  out += "\nWhat follows whether or not anybody is told, with its chance by severity:\n\n";
  out += follows.text({"Enters at", "Follows", "Chance", "After"});
  return out +
         "\nExits: a case ends where a way on says \"close\" (2.5.2); a relationship ends with an active spell or a "
         "homicide, and is forgotten once nobody in it has a case left.\n";
}

}  // namespace quality
