#include "models/abuse/compiler.hpp"
#include "models/abuse/config_parts.hpp"
#include "models/abuse/world.hpp"

namespace abuse {

void config::describe(Fields& f, DropsOut& c) {
  f.number({"share", Unit::share, 0, 1, "of cases that drop out, if they do not end before"}, c.share);
  f.distribution({"after", Unit::duration, 0, no_limit, "time from the start of the case until they do"}, c.after);
  exclusive(f, "next", "ways on for them, exclusive, with shares that sum to one; close is the exit", c.next);
}

void Compiler::drops_out(CompiledService& out, const config::Service& in) {
  if (!in.drops_out) return;
  out.drops_out = {in.drops_out->share,
                   in.drops_out->after,
                   {},
                   plan_->catalogue.add(out.label + "_dropped_out", "cases",
                                        "cases at " + out.label + " that ended before their time: dropped out")};
}

/// Whether a case that begins ends before its time, and whether monitoring finds a breach before that. Each by draws of
/// its own, so that neither moves when the other is there or not.
/// \param length  how long it would last
Course World::course_of(const CompiledService& s, std::uint64_t address, Time length, const Context& ctx) const {
  Course course{.length = length};
  if (s.drops_out && ctx.uniform(address, Draw::drops_out, s.key) < s.drops_out->share) {
    const Time after = s.drops_out->after.quantile(ctx.uniform(address, Draw::drops_out_after, s.key));
    if (after < course.length) course = {.length = after, .ending = Ending::dropped_out};
  }
  if (s.breach && s.breach->monitored > 0 &&
      ctx.uniform(address, Draw::monitored_breach, s.key) < s.breach->monitored) {
    const Time after = s.breach->after.quantile(ctx.uniform(address, Draw::monitored_breach_after, s.key));
    if (after < course.length && s.breach->ends) course = {.length = after, .ending = Ending::breached};
    if (after < course.length && !s.breach->ends) course.breach = after;
  }
  return course;
}

}  // namespace abuse
