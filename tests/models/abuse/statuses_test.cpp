#include "models/abuse/statuses.hpp"

#include "tests/models/abuse/kept.hpp"
#include "tests/models/abuse/small.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <string>
#include <vector>

namespace {

using abuse::Role;

const char* years_of(Role role) { return role == Role::child ? "child_years" : "perpetrator_years"; }
const char* status_years_of(Role role) {
  return role == Role::child ? "child_status_years" : "perpetrator_status_years";
}
const abuse::Plan::Statuses& statuses(const abuse::Plan& plan, Role role) {
  return role == Role::child ? plan.child_statuses : plan.perpetrator_statuses;
}

/// The status of each person, worked out from the open cases alone; -1: not in the world.
std::vector<int> worked_out(const abuse::World& world, const abuse::Plan& plan, Role role, double now) {
  const std::size_t people = role == Role::child ? world.children().size() : world.perpetrators().size();
  const int first = static_cast<int>(statuses(plan, role).names.size());
  const auto otherwise = [&](std::size_t who) {
    return role == Role::perpetrator && !world.perpetrators()[who].known ? first + 1 : first;
  };
  std::vector<int> out(people, -1);
  for (const auto& r : world.relationships()) {
    if (r.phase != abuse::Phase::active && r.phase != abuse::Phase::quiet) continue;
    if (role == Role::perpetrator) out[r.perpetrator] = otherwise(r.perpetrator);
    for (std::uint32_t k = 0; role == Role::child && k < r.children; ++k) out[r.first_child + k] = first;
  }
  for (std::size_t p = 0; role == Role::perpetrator && p < people; ++p)
    if (world.perpetrators()[p].begins_another) out[p] = otherwise(p);
  for (const auto& c : world.cases()) {
    if (c.state == abuse::Case::State::gone || c.subject == abuse::none32) continue;
    const auto& s = world.system().services[c.service];
    if (s.role != role) continue;
    if (out[c.subject] < 0) out[c.subject] = otherwise(c.subject);
    if (c.state == abuse::Case::State::open && s.status != abuse::none8)
      out[c.subject] = std::min<int>(out[c.subject], s.status);
  }
  for (std::size_t k = 0; role == Role::child && k < people; ++k)
    if (now >= world.children()[k].birth + 18 * abuse::config::year) out[k] = -1;
  return out;
}

}  // namespace

TEST_CASE("time in statuses adds up exactly to the time of all, whoever comes, goes and moves") {
  abuse::StatusTime time(3);  // the last for those in no case
  std::vector<abuse::InStatus> people(50);
  std::uint64_t x = 1;
  std::int64_t total = 0;
  for (std::int64_t at = 1; at < 20'000; ++at) {
    x = x * 6364136223846793005U + 1442695040888963407U;
    abuse::InStatus& who = people[x >> 33 & 31U];
    const auto to = static_cast<std::uint8_t>(x >> 40 & 3U);
    time.move(who, to == 3 ? abuse::none8 : to, at);
    total += std::count_if(people.begin(), people.end(), [](const auto& p) { return p.status != abuse::none8; });
  }
  for (auto& who : people) time.book(who, 20'000);
  CHECK(time.by_status()[0] + time.by_status()[1] + time.by_status()[2] == time.of_all(20'000));
  CHECK(time.of_all(20'000) == total);
  time.begin_year(20'000);
  CHECK(time.of_all(20'000) == 0);
  CHECK(time.of_all(20'001) == time.people());
}

TEST_CASE("status-years sum to person-years, in every year under every system") {
  const auto plan = small::plan({}, {"option_1", "option_2"});
  const auto outcome = abuse::replicate(plan, 0);
  for (std::size_t s = 0; s < plan->systems.size(); ++s)
    for (std::size_t row = 0; row <= plan->years; ++row)
      for (const Role role : {Role::perpetrator, Role::child}) {
        double sum = 0;
        std::vector<std::string> names = statuses(*plan, role).names;
        for (const std::string& otherwise : statuses(*plan, role).otherwise) names.push_back(otherwise);
        for (const std::string& name : names)
          sum += small::in_group(*plan, outcome, s, status_years_of(role), "status=" + name, row);
        const double all = small::value(*plan, outcome, s, years_of(role), row);
        CHECK(all > 500);
        CHECK(sum == doctest::Approx(all).epsilon(1e-12));
        CHECK(small::value(*plan, outcome, s, status_years_of(role), row) == all);
      }
  CHECK(small::in_group(*plan, outcome, plan->baseline, "perpetrator_status_years", "status=court_bail") > 1);
  CHECK(small::in_group(*plan, outcome, plan->baseline, "perpetrator_status_years", "status=tagged") == 0);
  CHECK(small::in_group(*plan, outcome, plan->baseline, "child_status_years", "status=care") > 1);
}

TEST_CASE("everybody is in one status at all times: the first that an open case of theirs has") {
  const auto plan = small::plan({"areas.west_cheshire.residents=400000",
                                 // so that the change of system changes what somebody is said to be in
                                 "systems.option_2.services.child_in_need.status=early_help"},
                                {"option_2"});
  auto run = small::warm(plan);
  run.model.change_system(1 - plan->baseline, run.context());
  std::vector<std::vector<std::size_t>> met(2);
  std::array<double, 2> sampled{};
  for (double day = 0; day <= 365; day += 5) {
    run.run_until(day);
    for (const Role role : {Role::perpetrator, Role::child}) {
      const std::vector<int> expected = worked_out(run.model, *plan, role, day);
      auto& seen = met[role == Role::child];
      seen.resize(statuses(*plan, role).size());
      std::size_t wrong = 0;
      for (std::size_t who = 0; who < expected.size(); ++who) {
        const auto kept = role == Role::child ? run.model.children()[who].in : run.model.perpetrators()[who].in;
        const bool grown_up = role == Role::child && expected[who] < 0;  // seen at the end of the year
        if (!grown_up && (kept.status == abuse::none8 ? -1 : kept.status) != expected[who]) ++wrong;
        if (expected[who] >= 0) ++seen[static_cast<std::size_t>(expected[who])];
      }
      CHECK(wrong == 0);
      sampled[role == Role::child] +=
          static_cast<double>(std::count_if(expected.begin(), expected.end(), [](int s) { return s >= 0; })) / 74;
    }
  }
  run.run_until(abuse::config::year);
  run.model.close_year(run.context());
  for (const Role role : {Role::perpetrator, Role::child}) {
    const double years = run.model.measures().value(0, statuses(*plan, role).years, abuse::Form::sum);
    CHECK(years == doctest::Approx(sampled[role == Role::child]).epsilon(0.005));
  }
  const auto count = [&](Role role, const std::string& name) {
    const auto& names = statuses(*plan, role).names;
    return met[role == Role::child]
              [static_cast<std::size_t>(std::find(names.begin(), names.end(), name) - names.begin())];
  };
  for (const char* name : {"custody", "police_bail", "court_bail", "community_order", "programme"})
    CHECK(count(Role::perpetrator, name) > 10);
  for (const char* name : {"care", "protection_plan", "early_help", "assessment"}) CHECK(count(Role::child, name) > 10);
}

TEST_CASE("nobody's time as a child goes on after they are 18") {
  const auto plan = small::plan({"abuse.relationships.child_ages.bounds=[17 years, 17.2 years, 17.4 years, 17.6 years, "
                                 "17.9 years]",
                                 "run.warm_up=0 years", "abuse.relationships.active_spell={constant: 30 years}",
                                 "abuse.relationships.look_back=1 year", "abuse.incidents.fatal=0"},
                                {"six_route"});
  small::KeptAll kept(1);
  const auto outcome = abuse::replicate(plan, 0, kept.journals());
  double expected = 0;
  for (const small::Kept* journal : {&kept.warm_up, &kept.under[0]})
    for (const abuse::Entry& e : journal->entries) {
      if (e.what != abuse::Happening::relationship_begins || e.role != Role::child) continue;
      const double grown_up = e.at + 18 * abuse::config::year - e.number;
      expected += std::max(0.0, std::min(grown_up, abuse::config::year) - std::clamp(e.at, 0.0, abuse::config::year));
    }
  const double years = small::value(*plan, outcome, 0, "child_years", 0);
  CHECK(years > 50);
  CHECK(years == doctest::Approx(expected / abuse::config::year).epsilon(1e-6));
}

TEST_CASE("who is in several is said to be in the first of the list") {
  const auto under = [](const std::string& first) {
    const small::File file("extends: " + small::west_cheshire() + "\nabuse: {statuses: {child: [" + first +
                           ", care, custody, protection_plan, section_47, early_help, assessment]}}\n");
    const auto plan = abuse::load(file.path(), small::sets, {"six_route"}).plan;
    const auto outcome = abuse::replicate(plan, 0);
    return std::pair(small::in_group(*plan, outcome, 0, "child_status_years", "status=contact"),
                     small::value(*plan, outcome, 0, "child_years"));
  };
  const auto contact_first = under("contact, in_need"), need_first = under("in_need, contact");
  CHECK(contact_first.second == need_first.second);
  CHECK(contact_first.first > need_first.first);
}

TEST_CASE("a status is one of its role's, and victims have none") {
  const auto message = [](const std::string& systems) {
    const small::File file("extends: " + small::west_cheshire() + "\n" + systems + "\n");
    try {
      abuse::load(file.path(), small::sets, {"six_route"});
    } catch (const scenario::InputError& e) { return std::string(e.what()); }
    return std::string("none");
  };
  CHECK(message("systems: {six_route: {services: {prison: {status: custdy}}}}").find("did you mean \"custody\"") !=
        std::string::npos);
  CHECK(message("systems: {six_route: {services: {idva: {status: custody}}}}")
            .find("is for services whose cases are perpetrators' or children's") != std::string::npos);
  CHECK(message("abuse: {statuses: {perpetrator: [custody, custody]}}").find("stands twice") != std::string::npos);
  CHECK(message("abuse: {statuses: {perpetrator: [custody, unknown]}}").find("unknown is for those in no status") !=
        std::string::npos);
  CHECK(message("abuse: {statuses: {child: [none]}}").find("none is for those in no status") != std::string::npos);
}
