#include "models/abuse/config_parts.hpp"
#include "models/economics/classes.hpp"

#include <string_view>

namespace abuse::config {

namespace {

constexpr std::array<std::string_view, 2> combine_names{"worst", "mean"};

void one_of_money_and_share(Fields& f) {
  if (f.has("money") == f.has("share")) f.error("", "expected money or share, one of them");
}

}  // namespace

void describe(Fields& f, Schedule::Step& c) {
  f.number({"from_year", Unit::count, 0, 1000, "years from the first, from which on it holds", required, exact},
           c.from_year);
  f.number({"rate", Unit::share, 0, 1, "a year", required, exact}, c.rate);
}

void describe(Fields& f, Schedule& c) {
  f.list({"steps", "rates by years from the first, which is year 0"}, c.steps);
  for (std::size_t i = 0; i < c.steps.size(); ++i) {
    const double least = i == 0 ? 0 : c.steps[i - 1].from_year + 1;
    if (i == 0 ? c.steps[i].from_year != 0 : c.steps[i].from_year < least)
      f.error("steps", i == 0 ? "expected the first step to hold from year 0"
                              : fmt::format("expected steps in order of years, got {} after {}", c.steps[i].from_year,
                                            c.steps[i - 1].from_year));
  }
}

void describe(Fields& f, Discounting& c) {
  f.named({"schedules", "discount rates to choose from"}, c.schedules);
  f.reference({"standard", "schedule for money"}, c.standard);
  f.reference({"health", "schedule for effects on health"}, c.health);
}

void describe(Fields& f, OptimismBias::Grade& c) {
  f.number({"cost_uplift", Unit::share, 0, 10, "added to a cost of that grade", required, exact}, c.cost_uplift);
  f.number({"benefit_cut", Unit::share, 0, 1, "taken off a benefit of that grade", required, exact}, c.benefit_cut);
  f.number({"known_error", Unit::share, 0, 1, "error of data of that grade, either side", required, exact},
           c.known_error);
}

void describe(Fields& f, OptimismBias& c) {
  f.list({"grades", "corrections of evidence of grade 1, 2 and so on to 6"}, c.grades);
  if (f.has("grades") && c.grades.size() != grade_names.size())
    f.error("grades", fmt::format("expected six, from grade 1 to 6, got {}", c.grades.size()));
  f.choice({"combine", "of several graded fields the worst grade counts, or their mean"}, combine_names, c.combine);
  f.choice({"population", "grade of what is said of the people reached"}, grade_names, c.population);
  f.choice({"impact", "grade of what is said of the effect on them"}, grade_names, c.impact);
  f.text({"source", "why these grades"}, c.source);
  f.references({"already_in_distribution",
                "cost lines and values whose own distribution carries over-optimism: not corrected again", optional},
               c.already_in_distribution);
}

void describe(Fields& f, Cashability& c) {
  f.number({"first_year", Unit::share, 0, 1, "share of a saving that is cash in the first counted year"}, c.first_year);
  f.number({"full", Unit::share, 0, 1, "share that it comes to"}, c.full);
  f.number({"reached_after", Unit::duration, 0, 50 * year, "time after the first counted year in which it comes to it"},
           c.reached_after);
  f.references({"agencies", "whose cost lines follow it unless they name another", optional}, c.agencies);
}

void describe(Fields& f, Value& c) {
  f.reference({"metric", "what is counted, of each system"}, c.metric);
  f.number({"amount", Unit::number, 0, 1e9, "units of what is valued, for one of the metric; 1 if absent", optional},
           c.amount);
  f.money({"per_unit", Unit::money, 0, 1e14, "value of a unit"}, c.per_unit);
  if (const scenario::Assumption* price = f.assumption("per_unit")) c.grade = price->grade;
  f.choice({"gain", "fiscal: the taxpayer's; economic: income and output; social: health and wellbeing"},
           economics::gain_names, c.gain);
  f.choice({"kind", "reactive or preventive spending; reactive if absent", optional}, cost_kind_names, c.kind);
  f.reference({"agency", "whose budget it is; nobody's if absent", optional}, c.agency);
  f.flag({"transfer", "a benefit or a tax: counted for the agency, and not as public value", optional}, c.transfer);
  f.flag({"health", "an effect on health: discounted by the health schedule", optional}, c.health);
  f.flag({"headline", "false: shown beside, and in no total", optional}, c.headline);
  f.number({"price_year", Unit::count, 1990, 2100, "year of the value", required, exact}, c.price_year);
  c.place = f.place();
  c.price_year_place = f.place("price_year");
  if (f.has("gain") && static_cast<economics::Gain>(c.gain) == economics::Gain::fiscal && !f.has("agency"))
    f.error("agency", "missing; a fiscal gain is some agency's");
}

void describe(Fields& f, Contains& c) {
  f.reference({"whole", "price line or value that holds the others"}, c.whole);
  f.references({"parts", "price lines and values that it holds or overlaps"}, c.parts);
}

void describe(Fields& f, TopDown& c) {
  f.text({"what", "in words"}, c.what);
  f.number({"count", Unit::number, 0, 1e12, "how many, a year", optional, exact}, c.count);
  f.reference({"metric", "what stands for the count in a run", optional}, c.metric);
  f.money({"price", Unit::money, 0, 1e14, "of one, a year", required, exact}, c.price);
  f.text({"source", "where they stand"}, c.source);
  if (!f.has("count") && !f.has("metric")) f.error("", "expected count or metric");
}

void describe(Fields& f, PlanFigure& c) {
  f.text({"figure", "what the plan says, in words"}, c.figure);
  Pence money = 0, money_high = 0;
  f.money({"money", Unit::money, -1e15, 1e15, "how much; the lowest if there are several", optional, exact}, money);
  f.money({"money_high", Unit::money, -1e15, 1e15, "the highest that it says", optional, exact}, money_high);
  if (f.has("money")) c.money = money;
  if (f.has("money_high")) c.money_high = money_high;
  f.number({"share", Unit::share, 0, 1, "a part of one, where it is none of money", optional, exact}, c.share);
  one_of_money_and_share(f);
  f.reference({"metric", "what stands for it in a run", optional}, c.metric);
  f.flag({"per_year", "the mean of the counted years instead of the horizon's total", optional}, c.per_year);
  f.flag({"baseline", "of the baseline, instead of each system that takes over", optional}, c.baseline);
  f.text({"source", "where the plan says it"}, c.source);
  f.text({"remark", "what to bear in mind", optional}, c.note);
}

void describe(Fields& f, Agreement::ByResults& c) {
  f.number(
      {"share", Unit::share, 0, 1, "of the receiver's cost of the new model that is paid by results", required, exact},
      c.share);
  f.reference({"outcome", "metric whose fall against the baseline is paid for"}, c.outcome);
  f.number({"threshold", Unit::share, 0, 1, "fall below which nothing is paid", required, exact}, c.threshold);
  f.money({"price", Unit::money, 0, 1e12, "for each one fewer beyond the threshold", required, exact}, c.price);
  f.money({"cap", Unit::money, 0, 1e14, "the most that is paid in a year", required, exact}, c.cap);
  f.reference({"payer", "agency that pays"}, c.payer);
  f.reference({"receiver", "agency that is paid"}, c.receiver);
}

void describe(Fields& f, Agreement::Bond& c) {
  f.number({"invested", Unit::share, 0, 1, "of the new model's cost, that the investor pays first", required, exact},
           c.invested);
  f.reference({"outcome", "metric whose fall against the baseline is paid for"}, c.outcome);
  f.number({"threshold", Unit::share, 0, 1, "fall below which nothing is paid", required, exact}, c.threshold);
  f.money({"price", Unit::money, 0, 1e12, "for each one fewer beyond the threshold", required, exact}, c.price);
  f.money({"cap", Unit::money, 0, 1e14, "the most that is paid in all", required, exact}, c.cap);
  f.number({"term", Unit::duration, 1, 100 * year, "how long outcomes are paid for", required, exact}, c.term);
  f.number({"wanted_return", Unit::share, 0, 10, "a year, below which no investor comes", required, exact},
           c.wanted_return);
  f.reference({"commissioner", "agency that pays for outcomes"}, c.commissioner);
}

void describe(Fields& f, Agreement& c) {
  f.choice({"contributions", "how the cost of the new model is shared out"}, contribution_names, c.contributions);
  f.number({"reprofiling_delay", Unit::duration, 0, 50 * year,
            "time after which the shares of a pooled budget follow who gains", required, exact},
           c.reprofiling_delay);
  f.mapping({"payment_by_results", "a part of the cost is paid for outcomes", optional}, c.payment_by_results);
  f.mapping({"social_impact_bond", "an investor pays first and is paid for outcomes", optional}, c.social_impact_bond);
}

void describe(Fields& f, Decision::Effect& c) {
  f.reference({"metric", "what is counted, of which fewer is better", optional}, c.metric);
  f.reference({"value", "a value of the appraisal, of whose units fewer is better; its pounds do not count", optional},
              c.value);
  f.text({"unit", "what one fewer is called"}, c.unit);
  f.flag({"health", "of a metric: an effect on health, discounted by the health schedule", optional}, c.health);
  f.numbers(
      {"willingness_to_pay", Unit::money, 0, 1e14, "what one fewer may be worth: points of the curve", required, exact},
      c.willingness_to_pay);
  c.place = f.place();
  if (f.has("metric") == f.has("value")) f.error("", "expected metric or value, one of them");
  if (f.has("value") && f.has("health")) f.error("health", "stands beside value, which says it itself");
}

void describe(Fields& f, Decision& c) { f.named({"effects", "what is gained, to set against the cost"}, c.effects); }

void describe(Fields& f, Appraisal& c) {
  f.mapping({"discounting", "schedules of rates, and which are used"}, c.discounting);
  f.mapping({"optimism_bias", "corrections by the grade of the evidence"}, c.optimism_bias);
  f.named({"cashability", "how much of a saving a budget can give up, and when", optional}, c.cashability);
  f.named({"values", "what is no public spending inside the perimeter: benefits, output, harm", optional}, c.values);
  f.list({"contains", "prices and values that hold others: not both in the headline", optional}, c.contains);
  f.list({"top_down", "a check of the baseline's cost from above: counts times prices, added up", optional},
         c.top_down);
  f.list({"plan", "figures of the plan, printed beside the results", optional}, c.plan);
  f.mapping({"agreement", "terms on which partners pay and gain", optional}, c.agreement);
  f.mapping({"decision", "what the choice between the systems is judged by besides money", optional}, c.decision);
}

}  // namespace abuse::config
