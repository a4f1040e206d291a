#include "models/abuse/config_parts.hpp"

namespace abuse::config {

void describe(Fields& f, OutcomeMeasure& c) {
  f.text({"measure", "as the partnership wrote it"}, c.measure);
  f.text({"area", "outcome it belongs to, as the partnership wrote it"}, c.area);
  f.text({"project", "project it belongs to", optional}, c.project);
  f.reference({"metric", "simulated quantity that stands for it"}, c.metric);
  f.flag({"per_year", "shown as the mean of the counted years instead of the horizon's total", optional}, c.per_year);
  f.text({"unit", "unit to show; the metric's if absent", optional}, c.unit);
  f.text({"note", "how the metric stands for the measure, and what it leaves out", optional}, c.note);
  f.choice({"better", "which way it is to go"}, better_names, c.better);
  f.choice({"grade", "of the weakest evidence that it rests on: 1 best, 6 worst"}, grade_names, c.grade);
  f.text({"source", "where the partnership named it"}, c.source);
}

void describe(Fields& f, Claim::Starts& c) {
  f.choices({"marks", "a case of any service with one of these marks", optional}, mark_names, c.marks);
  f.references({"services", "or a case of one of these services", optional}, c.services);
  if (!f.has("marks") && !f.has("services")) f.error("", "expected marks or services");
}

void describe(Fields& f, Claim& c) {
  f.text({"title", "what is said to have fallen, in words"}, c.title);
  f.number(
      {"claimed", Unit::number, -1, 10, "relative change reported, before and after; 0 if none was", optional, exact},
      c.claimed);
  f.reference({"counts", "what is counted: incidents, or a metric that a service or a route counts"}, c.counts);
  f.choice({"of", "whose: the perpetrator's, the couple's, or everybody's in the place"}, claim_of_names, c.of);
  f.mapping({"starts", "what begins the management of a person; of everybody, the first such case begins the change"},
            c.starts);
  f.number({"before", Unit::duration, 1, 10 * year,
            "how long is counted before it starts; of everybody, before the system takes over", optional, exact},
           c.before);
  f.number(
      {"after", Unit::duration, 1, 10 * year, "and after it; of everybody, up to the end of the run", optional, exact},
      c.after);
  f.text({"source", "who said so"}, c.source);
  f.text({"note", "what to bear in mind", optional}, c.note);
}

}  // namespace abuse::config
