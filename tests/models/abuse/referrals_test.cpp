#include "tests/models/abuse/kept.hpp"
#include "tests/models/abuse/small.hpp"

#include <doctest/doctest.h>

#include <map>
#include <set>
#include <string>

namespace {

using abuse::Entry;
using abuse::Happening;

}  // namespace

TEST_CASE("a review that nobody takes anything from has brought nobody in") {
  const auto stepped_up = [](const std::string& marac_and_idva) {
    const small::File file(
        "extends: " + small::west_cheshire() +
        "\nsystems: {six_route: {services: {outreach: {review: {step_up: {idva: 1, marac: 1}}}, idva: {" +
        marac_and_idva + "}, marac: {" + marac_and_idva + "}}}}\n");
    const auto plan = small::plan({"areas.west_cheshire.residents=400000", "abuse.tier_moves.up.standard=2 per year",
                                   "abuse.tier_moves.up.medium=2 per year"},
                                  {"six_route"}, file.path());
    return small::value(*plan, abuse::replicate(plan, 0), 0, "stepped_up");
  };
  CHECK(stepped_up("") > 20);
  CHECK(stepped_up("for: {assessed: [standard]}") == 0);        // they are refused
  CHECK(stepped_up("handoff: {delay: 0 days, lost: 1}") == 0);  // they never arrive
}

TEST_CASE("nobody has two cases at services of one label at a time") {
  const auto plan = small::plan(
      {"areas.west_cheshire.residents=200000", "abuse.tier_moves.up.standard=2 per year",
       "abuse.tier_moves.up.medium=2 per year", "systems.option_2.services.key_worker.review.step_up.idva=1"},
      {"option_2"});
  const std::size_t option = 1 - plan->baseline;
  auto run = small::warm(plan);
  run.model.change_system(option, run.context());
  std::size_t two = 0, at_safety_unit = 0;
  for (double at = 200; at < plan->horizon; at += 30) {
    run.run_until(at);
    std::set<std::pair<std::uint32_t, std::string>> there;
    for (const auto& c : run.model.cases()) {
      if (c.state == abuse::Case::State::gone || c.subject == abuse::none32) continue;
      const abuse::CompiledService& s = run.model.system().services[c.service];
      at_safety_unit += s.name == "family_safety_unit";
      if (s.role == abuse::Role::victim) two += !there.insert({c.subject, s.label}).second;
    }
  }
  CHECK(at_safety_unit > 50);
  CHECK(two == 0);
}

TEST_CASE("what comes of one cause has an address of its own: services in a row, children, reviews, routes, repeats") {
  using abuse::Offspring;
  const std::uint64_t cause = 12345;
  std::set<std::uint64_t> addresses;
  std::size_t n = 0;
  const auto add = [&](std::uint64_t address) {
    addresses.insert(address);
    ++n;
  };
  for (std::uint64_t hop = 0; hop < 300; ++hop) {
    add(sim::born(cause, hop));
    for (std::uint32_t review = 1; review < 10; ++review)
      add(born_of(sim::born(cause, hop), Offspring::review, review));
  }
  for (std::uint32_t child = 0; child < 10; ++child)
    for (std::uint64_t hop = 0; hop < 10; ++hop) add(sim::born(born_of(cause, Offspring::child, child), hop));
  for (const Offspring what : {Offspring::child, Offspring::disclosure, Offspring::contact, Offspring::repeat})
    for (std::uint32_t number = 0; number < 10; ++number) add(born_of(cause, what, number));
  CHECK(addresses.size() == n);
}

TEST_CASE("no child's matter has the address of a case of somebody else's") {
  const auto plan = small::plan({}, {"option_2"});
  small::KeptAll kept(plan->systems.size());
  abuse::replicate(plan, 0, kept.journals());
  for (const small::Kept& under : kept.under) {
    std::map<std::uint64_t, std::uint64_t> person;  // by the address of a case
    for (const Entry& e : under.entries)
      if (e.what == Happening::referred && e.role != abuse::Role::child) person[e.address] = e.person;
    std::size_t children = 0, shared = 0;
    for (const Entry& e : under.entries) {
      if (e.what != Happening::referred || e.role != abuse::Role::child) continue;
      ++children;
      shared += person.contains(e.cause);
    }
    CHECK(children > 100);
    CHECK(shared == 0);
  }
}
