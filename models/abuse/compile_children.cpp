#include "models/abuse/compiler.hpp"

#include <algorithm>
#include <set>

namespace abuse {

namespace {

/// Names of counters that outputs promise of children, whatever the scenario counts.
constexpr Promised promised[] = {
    {"antisocial_behaviour", "children",
     "times that antisocial behaviour of a child comes to notice which follows on exposure"},
    {"school_exclusions", "exclusions", "exclusions from school that follow on exposure"},
    {"missing_episodes", "episodes", "times that a child is reported missing which follow on exposure"},
    {"repeat_plans", "plans", "of the protection plans started, those of a child who had one before"},
    {"rereferrals", "referrals", "of the referrals of children, those within 12 months of the child's last one"},
    {"care_returns", "children", "of the children entering care, those who had gone home from it before"},
    {"care_returns_first_year", "children", "of these, those who had gone home no more than a year before"},
    {"went_home_from_care", "children", "children who leave care for home"},
    {"care_leavers_of_age", "young people", "young people who leave care because they come of age"},
    {"children_in_need_da_primary", "children", "child in need cases started with domestic abuse as the main cause"},
    {"plans_da_primary", "plans", "protection plans started with domestic abuse as the main cause"},
    {"care_entries_da_primary", "children", "children entering care with domestic abuse as the main cause"},
    {"children_of_people_in_custody", "children", "children whose parent's partner or parent is taken into custody"},
};

}  // namespace

/// What is counted of children, and of which services it must be remembered that they had a case there.
void Compiler::children() {
  Catalogue& m = plan_->catalogue;
  for (const auto& p : promised) m.add(p.name, p.unit, p.definition);
  plan_->children.safeguarding_level =
      m.add("safeguarding_level", "level",
            "level of safeguarding that children known to children's services need, the highest of their cases open or "
            "waiting, none being 0: averaged over the children and over time, while they live with the abuse or have "
            "such a case; higher where fewer are known who need none",
            Form::ratio);
  plan_->children.safeguarding_sum =
      m.add("safeguarding_sum", "levels", "the same summed over the children and averaged over time only", Form::ratio);
  plan_->children.moved =
      m.add("children_moved", "children", "children who move with a parent to a refuge or other place, each time");
  plan_->children.exposed_of_age =
      m.add("exposed_children_of_age", "young people",
            "young people exposed to abuse as children who come of age in the period, each once "
            "as far as is known how many had been exposed in an earlier relationship too; weak, long run");
  plan_->children.adult_victims = m.add("adult_victims_expected", "people",
                                        "of these, those expected to be abused as adults because of the exposure, "
                                        "beyond those who would be anyway; weak, long run, fed back to nothing");
  plan_->children.adult_perpetrators = m.add("adult_perpetrators_expected", "people",
                                             "the same of those expected to abuse; weak, long run, fed back to "
                                             "nothing");
  std::set<std::string> remembered;
  for (const auto& system : plan_->scenario.systems)
    for (const auto& service : system.value.services)
      for (const config::Counted& counted : service.value.counts_some)
        if (counted.after) remembered.insert(counted.after->name);
  plan_->remembered.assign(remembered.begin(), remembered.end());
}

void Compiler::children(CompiledService& s, const scenario::Named<config::Service>& in, const std::string& path) {
  const config::Service& c = in.value;
  const auto of_children = [&](bool there, const char* key) {
    if (there && s.role != Role::child)
      diagnostics_.error(in.place, path + "." + key, "is for services whose cases are children's");
  };
  const auto is_remembered = std::ranges::find(plan_->remembered, s.name);
  if (is_remembered != plan_->remembered.end())
    s.remembered = static_cast<std::uint16_t>(is_remembered - plan_->remembered.begin());
  const std::vector<std::string> services = names(current_->services);
  for (const config::Counted& counted : c.counts_some) {
    CompiledService::Counted out;
    out.metric = plan_->catalogue.add(counted.metric.name, "cases", "cases begun at services that count towards it");
    out.key = key_of(counted.metric.name);
    out.share = counted.share;
    out.within = counted.within.value_or(forever);
    out.unseen = counted.unseen;
    if (counted.after) {
      of_children(true, "counts_some.after");
      find(services, counted.after->name, counted.after->place, path + ".counts_some.after", "service");
      const auto number = std::ranges::find(plan_->remembered, counted.after->name) - plan_->remembered.begin();
      out.after = static_cast<std::uint16_t>(number);
    }
    s.counts_some.push_back(out);
  }
  of_children(!c.counts_of_age.empty(), "counts_of_age");
  if (!c.counts_of_age.empty())
    s.counts_of_age = plan_->catalogue.add(c.counts_of_age, "cases", "cases that end because the child comes of age");
  of_children(c.safeguarding.has_value(), "safeguarding");
  s.safeguarding = c.safeguarding;
  s.trust_loss = c.trust_loss;
  if (!c.when_full) return;
  if (s.is_batch() || !(c.uses || (c.capacity && (c.capacity->fte || c.capacity->places))))
    diagnostics_.error(in.place, path + ".when_full", "needs a resource that can be full: uses, fte or places");
  if (c.when_full->sends)
    find(services, c.when_full->sends->name, c.when_full->sends->place, path + ".when_full.sends", "service");
  const auto response = static_cast<Response>(c.when_full->response);
  const bool raises = response == Response::threshold || response == Response::both;
  const bool closes = response == Response::early_closure || response == Response::both;
  s.when_full = {c.when_full->above, raises ? c.when_full->takes : 1, closes ? c.when_full->length : 1, none16,
                 plan_->catalogue.add(s.label + "_not_taken", "referrals",
                                      "referrals to " + s.label + " not taken because its resource is full")};
}

}  // namespace abuse
