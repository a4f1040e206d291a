#include "tools/sweep/config.hpp"

#include "models/scenario/compose.hpp"
#include "models/scenario/loader.hpp"
#include "tools/results/number.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <utility>

namespace tools::sweeps {

using scenario::Fields;
using scenario::Need;
using scenario::Unit;

namespace {

constexpr Need optional = Need::optional;
constexpr std::string_view kinds[] = {"grid",   "list",          "one_at_a_time", "latin_hypercube", "sobol",
                                      "morris", "sobol_indices", "file",          "uncertainty"};

bool takes_points(Kind kind) {
  return kind == Kind::latin_hypercube || kind == Kind::sobol || kind == Kind::morris || kind == Kind::sobol_indices ||
         kind == Kind::uncertainty;
}
bool takes_values(Kind kind) { return kind == Kind::grid || kind == Kind::list || kind == Kind::one_at_a_time; }

}  // namespace

static void describe(Fields& f, Design& c) {
  c.place = f.place();
  f.choice({"kind", "how the points are chosen"}, kinds, c.kind);
  f.number({"points", Unit::count, 1, 1e7,
            "points; of morris trajectories, of sobol_indices rows of a block (a power of two is best)", optional},
           c.points);
  f.number({"levels", Unit::count, 2, 100, "of morris: even", optional}, c.levels);
  f.text({"file", "of file: a table (CSV) with a column for each factor", optional}, c.file);
  const auto kind = static_cast<Kind>(c.kind);
  const auto name = kinds[c.kind];
  if (!f.has("kind")) return;
  if (takes_points(kind) != f.has("points"))
    f.error(f.has("points") ? "points" : "",
            fmt::format("{} {} points", name, f.has("points") ? "takes no" : "needs a number of"));
  if ((kind == Kind::file) != f.has("file"))
    f.error(f.has("file") ? "file" : "", fmt::format("{} {} file", name, f.has("file") ? "takes no" : "needs a"));
  if (kind == Kind::morris && static_cast<int>(c.levels) % 2 != 0) f.error("levels", "expected an even number");
}

static void describe(Fields& f, Factor& c) {
  f.references({"path", "what it sets, as in --set", optional}, c.paths);
  std::vector<scenario::Reference> more;
  f.references({"paths", "several that it sets together", optional}, more);
  c.paths.insert(c.paths.end(), more.begin(), more.end());
  f.references({"values", "values to take, as in --set", optional}, c.values);
  f.references({"range", "lowest and highest, in one unit; whole numbers of what counts things", optional}, c.range);
  bool evidence = false;
  f.flag({"by_evidence", "drawn as the scenario's evidence of that number says", optional}, evidence);
  if (f.has("by_evidence")) c.evidence = evidence;
  if (f.has("path") + f.has("paths") != 1) f.error("", "expected path or paths, one of them");
  if (f.has("range") && c.range.size() != 2) f.error("range", "expected two: lowest and highest");
}

static void describe(Fields& f, Correlation& c) {
  f.references({"between", "two factors"}, c.between);
  f.number({"rank", Unit::number, -1, 1, "Spearman's rank correlation; 1 or -1: the same order, or its reverse"},
           c.rank);
  if (f.has("between") && c.between.size() != 2) f.error("between", "expected two factors");
}

static void describe(Fields& f, Discovery& c) {
  f.text({"name", "what tables call it; below or above with its number if absent", optional}, c.name);
  f.reference({"metric", "of which it is asked"}, c.metric);
  f.reference({"system", "its difference to the baseline; the baseline itself if absent", optional}, c.system);
  f.number({"below", Unit::number, -scenario::no_limit, scenario::no_limit, "the outcome lies below this", optional},
           c.below);
  f.number({"above", Unit::number, -scenario::no_limit, scenario::no_limit, "the outcome lies above this", optional},
           c.above);
  if (c.below.has_value() == c.above.has_value()) f.error("", "expected below or above, one of them");
  if (c.name.empty() && c.below.has_value() != c.above.has_value())
    c.name = c.below ? "below " + results::shortest(*c.below) : "above " + results::shortest(*c.above);
}

void describe(Fields& f, Config& c) {
  f.text({"title", "what the sweep is called"}, c.title);
  f.text({"purpose", "the question it answers"}, c.purpose);
  f.text({"scenario", "file of the scenario, relative to this one"}, c.scenario);
  f.references({"systems", "only these, and the baseline", optional}, c.systems);
  f.references({"set", "settings path=value for every point", optional}, c.set);
  f.references({"metrics", "those to keep; every one that is for everybody if absent", optional}, c.metrics);
  f.number({"replications", Unit::count, 1, 1e6, "of each point; the scenario's if absent", optional}, c.replications);
  f.number({"seed", Unit::count, 0, 4294967295.0, "of the design", optional}, c.seed);
  f.mapping({"design", "how the points are chosen"}, c.design);
  f.named({"factors", "what differs between points", optional}, c.factors);
  f.list({"correlations", "rank correlations between factors", optional}, c.correlations);
  f.list({"discover", "in which part of the factors' space an outcome happens (PRIM)", optional}, c.discover);
  const auto kind = static_cast<Kind>(c.design.kind);
  const std::string_view name = kinds[c.design.kind];
  const bool ranged = !takes_values(kind) && kind != Kind::file;
  if (kind == Kind::uncertainty) {
    if (!c.factors.empty()) f.error("factors", "of uncertainty they are the scenario's own; write none");
  } else if (f.has("design") && c.factors.empty()) {
    f.error("", "a sweep needs at least one factor");
  }
  for (const auto& factor : c.factors) {
    const bool has_values = !factor.value.values.empty();
    const bool has_range = !factor.value.range.empty() || factor.value.evidence.value_or(false);
    if (takes_values(kind) && (!has_values || has_range))
      f.error("factors", fmt::format("{}: {} needs values, and nothing else", factor.name, name));
    if (ranged && (has_values || !factor.value.range.empty() == factor.value.evidence.value_or(false)))
      f.error("factors", fmt::format("{}: {} needs range or by_evidence, one of them", factor.name, name));
    if (kind == Kind::file && (has_values || has_range))
      f.error("factors", fmt::format("{}: its values are in the file", factor.name));
    if (kind == Kind::list && factor.value.values.size() != c.factors.front().value.values.size())
      f.error("factors", fmt::format("{}: a list needs as many values of every factor", factor.name));
  }
  std::map<std::string, std::string> names, paths;
  for (const auto& factor : c.factors) {
    std::string lower = factor.name;
    std::transform(lower.begin(), lower.end(), lower.begin(), [](unsigned char l) { return std::tolower(l); });
    if (lower == "point") f.error("factors", "a factor needs another name: point numbers the points");
    if (const auto [known, is_new] = names.emplace(lower, factor.name); !is_new)
      f.error("factors", fmt::format("{} and {} differ in capitals only, which tables do not tell apart", known->second,
                                     factor.name));
    for (const auto& path : factor.value.paths) {
      if (const auto [known, is_new] = paths.emplace(path.name, factor.name); !is_new)
        f.error("factors", fmt::format("{} and {} both set {}", known->second, factor.name, path.name));
      if (path.name == "run.replications")
        f.error("factors", fmt::format("{}: how many replications a point has is said by `replications`", factor.name));
    }
  }
  std::set<std::pair<std::string, std::string>> correlated;
  for (const Correlation& pair : c.correlations)
    if (pair.between.size() == 2 && !correlated.insert(std::minmax(pair.between[0].name, pair.between[1].name)).second)
      f.error("correlations", fmt::format("{} with {} stands twice", pair.between[0].name, pair.between[1].name));
  std::set<std::string> asked;
  for (const Discovery& d : c.discover)
    if (!asked.insert(d.metric.name + "\n" + (d.system ? d.system->name : "") + "\n" + d.name).second)
      f.error("discover", fmt::format("{}, {} stands twice", d.metric.name, d.name));
  if (!c.correlations.empty() && kind != Kind::latin_hypercube && kind != Kind::uncertainty)
    f.error("correlations", fmt::format("{} has none; only latin_hypercube and uncertainty have", name));
}

/// Two names mean the same in every mapping, and what is wrong with a factor of that name would be hard to see.
static void refuse_kept_names(const scenario::Node& root, scenario::Diagnostics& diagnostics) {
  const scenario::Node* const factors = root.find("factors");
  if (!factors) return;
  for (const auto& [name, meaning] : {std::pair("evidence", "says where the numbers beside it come from"),
                                      std::pair("note", "is a remark for the reader")})
    for (const scenario::Node::Entry& entry : factors->entries)
      if (entry.key == name && (entry.value.find("path") || entry.value.find("paths")))
        diagnostics.error(entry.key_place, fmt::format("factors.{}", name),
                          fmt::format("a factor needs another name: in every mapping `{}` {}", name, meaning));
}

Config read(const std::string& path) {
  scenario::Diagnostics diagnostics;
  const scenario::Node root = scenario::load(path, {}, diagnostics);
  refuse_kept_names(root, diagnostics);
  diagnostics.throw_if_errors();
  Config config;
  scenario::Loader loader(root, diagnostics);
  loader.read(config);
  diagnostics.throw_if_errors();
  config.resolved = scenario::to_yaml(root);
  std::string why;
  config.text = scenario::read_bytes(path, scenario::Limits{}.bytes, why).value_or("");
  scenario::Diagnostics as_before;
  if (!scenario::same(scenario::read_text(config.text, path, as_before), root)) config.text = config.resolved;
  return config;
}

}  // namespace tools::sweeps
