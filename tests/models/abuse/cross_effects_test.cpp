#include "tests/models/abuse/kept.hpp"
#include "tests/models/abuse/small.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <set>
#include <string>
#include <utility>
#include <vector>

/// What a service does for one person changes the lives of others in the family.
namespace {

using abuse::Entry;
using abuse::Happening;
using Sets = std::vector<std::string>;

std::string services(const std::string& set) { return "systems.six_route.services." + set; }

double metric(const Sets& sets, const std::string& name) {
  const auto plan = small::plan(sets, {"six_route"});
  return small::value(*plan, abuse::replicate(plan, 0), 0, name);
}

/// As good as everybody charged waits for the trial in prison, and who is convicted is sentenced to more of it.
const Sets inside{"areas.west_cheshire.residents=330000",
                  services("charge.next={remand: 0.999999, court_bail: 0.000001}"),
                  services("convicted.next={custodial_sentence: 0.999997, supervised_sentence: 0.000001, "
                           "fine: 0.000001, discharge: 0.000001}"),
                  services("parent_in_custody.next={early_help: 1}")};

Sets with(Sets sets, const Sets& more) {
  sets.insert(sets.end(), more.begin(), more.end());
  return sets;
}

/// No child is out of the home of their own account, so that all move with their parent.
const Sets all_at_home{services("child_in_need.next={close: 1, care_entry: 0}"),
                       services("protection_plan.next={close: 1}"), "abuse.consequences.youth_crime.share=0"};

}  // namespace

TEST_CASE("custody brings the family's children to notice once a stay, and more of them to early help") {
  const auto plan = small::plan(with(inside, {"abuse.consequences.parent_inside.share=1"}), {"six_route"});
  small::KeptAll kept(1);
  const abuse::Outcome outcome = abuse::replicate(plan, 0, kept.journals());
  const abuse::CompiledSystem& system = plan->systems[0];
  std::set<std::pair<std::uint64_t, double>> remanded, sentenced;
  double children = 0, without_cause = 0, at_the_sentence = 0;
  for (const Entry& e : kept.under[0].entries) {
    if (e.what != Happening::begun) continue;
    const std::pair where{e.relationship, e.at};
    const abuse::CompiledService& service = system.services[e.service];
    if (service.name == "prison")
      sentenced.insert(where);
    else if (has(service.marks, abuse::Mark::custody))
      remanded.insert(where);
    if (e.service != system.find("parent_in_custody")) continue;
    ++children;
    without_cause += !remanded.contains(where);
    at_the_sentence += sentenced.contains(where);
  }
  MESSAGE("there were ", remanded.size(), " remanded, ", sentenced.size(), " sentenced, ", children, " children");
  CHECK(sentenced.size() > 20);
  CHECK(children > 20);
  CHECK(without_cause == 0);
  CHECK(at_the_sentence == 0);
  CHECK(small::value(*plan, outcome, 0, "children_of_people_in_custody") == children);
  const Sets never = with(inside, {"abuse.consequences.parent_inside.share=0"});
  CHECK(metric(never, "children_of_people_in_custody") == 0);
  CHECK(metric(never, "early_help_referrals") <
        small::value(*plan, outcome, 0, "early_help_referrals") - 0.5 * children);
}

TEST_CASE("children move with a parent who goes to a refuge, and see no incident while away") {
  const Sets sets =
      with(all_at_home, {"areas.west_cheshire.residents=200000", services("refuge.capacity.places=500"),
                         services("refuge.protects.hazard_ratio=1"), services("refuge.duration={constant: 300 days}"),
                         services("refuge_sought.next={refuge: 1, refuge_away: 0}"),
                         services("police_desk.also_by_tier.high.refuge_sought=1"),
                         services("police_desk.also_by_tier.medium.refuge_sought=1")});
  const auto plan = small::plan(sets, {"six_route"});
  small::KeptAll kept(1);
  const abuse::Outcome outcome = abuse::replicate(plan, 0, kept.journals());
  const abuse::CompiledSystem& system = plan->systems[0];
  std::map<std::uint64_t, std::vector<double>> births;  // by relationship
  double moved = 0;
  for (const small::Kept* part : {&kept.warm_up, &kept.under[0]})
    for (const Entry& e : part->entries) {
      if (e.what == Happening::relationship_begins && e.role == abuse::Role::child)
        births[e.relationship].push_back(e.at - e.number);
      if (e.what != Happening::begun || part == &kept.warm_up) continue;
      if (has(system.services[e.service].marks, abuse::Mark::moves_children))
        for (const double birth : births[e.relationship]) moved += e.at - birth < 18 * 365.25;
    }
  CHECK(moved > 50);
  CHECK(small::value(*plan, outcome, 0, "children_moved") == moved);

  auto world = small::warm(plan);
  world.model.change_system(0, world.context());
  double incidents_away = 0, exposed_away = 0, exposed_at_home = 0;
  for (double t = 0; t < 300; t += 1) {
    world.run_until(t);
    const abuse::World before = world.model;
    world.run_until(t + 1);
    const abuse::World& after = world.model;
    for (std::size_t i = 0; i < before.relationships().size(); ++i) {
      const abuse::Relationship &was = before.relationships()[i], &is = after.relationships()[i];
      if (was.id != is.id || was.children == 0 || was.phase != abuse::Phase::active || is.phase != was.phase) continue;
      const bool away = was.victim.children_away > 0 && is.victim.children_away > 0;
      const bool at_home = was.victim.children_away == 0 && is.victim.children_away == 0;
      const std::uint32_t more =
          after.children()[is.first_child].exposures - before.children()[was.first_child].exposures;
      incidents_away += away && was.spell == is.spell && is.last_incident > was.last_incident;
      exposed_away += away ? more : 0;
      exposed_at_home += at_home ? more : 0;
    }
  }
  MESSAGE("there were ", incidents_away, " incidents with the children away, ", exposed_at_home, " exposures at home");
  CHECK(incidents_away > 10);
  CHECK(exposed_away == 0);
  CHECK(exposed_at_home > 100);
}

TEST_CASE("a victim's trust falls once a family when children's services begin, however many children there are") {
  const Sets sets =
      with(all_at_home, {"abuse.trust.loss=0", "abuse.trust.floor=0", services("childrens_assessment.trust_loss=0.5"),
                         services("section_47.trust_loss=0")});
  const auto plan = small::plan(sets, {"six_route"});
  small::Kept kept;
  abuse::World beginning(plan, -plan->warm_up);
  beginning.keep_journal(&kept);
  sim::Simulation<abuse::World> world(std::move(beginning), plan->seed, 0, -plan->warm_up);
  world.run_until(0);
  const std::uint16_t assessment = plan->systems[0].find("childrens_assessment");
  std::map<std::uint64_t, double> trust;
  std::map<std::uint64_t, int> open;
  double siblings = 0;
  for (const Entry& e : kept.entries) {
    if (e.service != assessment) continue;
    if (e.what == Happening::closed) --open[e.relationship];
    if (e.what != Happening::begun) continue;
    siblings += open[e.relationship] > 0;
    if (open[e.relationship]++ == 0) trust.try_emplace(e.relationship, 1).first->second *= 0.5;
  }
  double assessed = 0, wrong = 0;
  for (const abuse::Relationship& r : world.model.relationships()) {
    if (r.phase == abuse::Phase::forgotten) continue;
    const auto expected = trust.find(r.id);
    assessed += expected != trust.end();
    wrong += r.victim.trust != doctest::Approx(expected == trust.end() ? 1 : expected->second);
  }
  CHECK(siblings > 20);
  CHECK(assessed > 20);
  CHECK(wrong == 0);
}

TEST_CASE("a child taken into care makes victims disclose less") {
  const auto told = [](const std::string& loss) {
    return metric({"areas.west_cheshire.residents=330000",
                   services("childrens_assessment.next_by_tier.standard={care_entry: 1, inappropriate_referral: 0, "
                            "section_47: 0, early_help: 0}"),
                   services("childrens_assessment.next_by_tier.medium={care_entry: 1}"),
                   services("foster_care.trust_loss=" + loss), services("childrens_assessment.trust_loss=0"),
                   "systems.six_route.routes.police.trust_weight=1"},
                  "police_incidents");
  };
  const double none = told("0"), all = told("1");
  MESSAGE("police incidents: ", none, " without the loss, ", all, " with all trust lost");
  CHECK(all < 0.99 * none);
}
